// What becomes of a quote (N3): refused with a reason, answered with other terms and replaced, withdrawn, and accepted
// in two windows at once. What a window still shows of a quote that has ended cannot be accepted.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startBrowser } from "../harness/browser.mjs";
import { leave, look } from "../harness/looking.mjs";
import { paper, written } from "../harness/papers.mjs";
import { offer } from "../harness/quotes.mjs";
import { startServer } from "../harness/server.mjs";
import { seat } from "../harness/talk.mjs";

const NEGOTIATION = "/negotiations/fresh";
/** Each screen has quotes of its own amounts. */
const CENTS = { phone: "10", desk: "20" };

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// On one screen: they take long, and what is pressed here is pressed on a phone in other stories.
for (const screen of ["desk"]) {
  const price = (euros) => `€${euros}.${CENTS[screen]}`;
  const amount = (euros) => `${euros}.${CENTS[screen]}`;

  test(`a quote is refused with a reason, another is withdrawn, on a ${screen}`, async () => {
    const [seller, buyer] = await Promise.all([open("seller", screen), open("buyer", screen)]);
    await offer(seller, NEGOTIATION, amount(310), paper("Offer of 310 euros"));
    // Whoever is about to press something still can when the other side looks into it.
    const about = card(seller, price(310)).getByRole("button", { name: "Withdraw quote" });
    await about.focus();
    const dialog = await ask(buyer, price(310), "Refuse");
    await card(seller, price(310)).getByText(/opened/i).waitFor();
    assert.ok(await about.evaluate((button) => button === document.activeElement), "the focus stays");
    await dialog.getByLabel("Reason").fill("Our board chose another machine.");
    await look(buyer, `${screen}-buyer-refuses`);
    await dialog.getByRole("button", { name: "Refuse" }).click();
    for (const page of [buyer, seller]) {
      await ended(card(page, price(310)), "Refused");
      await card(page, price(310)).getByText("Our board chose another machine.").waitFor();
      await page.locator("#history").getByText("Quote refused").first().waitFor();
    }
    await look(seller, `${screen}-seller-refused`);
    const fact = seller.locator(".fact").filter({ hasText: "Our board chose another machine." }).first();
    const [said, why] = await Promise.all([".said", ".more"].map((part) => fact.locator(part).boundingBox()));
    assert.ok(why.y >= said.y + said.height, "the reason stands below what happened");

    // The buyer is about to accept when the seller takes it away.
    await offer(seller, NEGOTIATION, amount(320), paper("Offer of 320 euros"));
    const accepting = await ask(buyer, price(320), "Accept");
    await accepting.getByLabel("Address", { exact: true }).fill("Werkstraße 1\n53111 Bonn");
    const withdrawing = await ask(seller, price(320), "Withdraw quote");
    await withdrawing.getByText("The buyer can no longer accept it.").waitFor();
    await withdrawing.getByRole("button", { name: "Withdraw quote" }).click();
    await ended(card(seller, price(320)), "Withdrawn");
    await buyer.locator("#history").getByText("Quote withdrawn").first().waitFor();
    await tooLate(buyer, "This quote is no longer open.", `${screen}-buyer-accepts-withdrawn`);
    await ended(card(buyer, price(320)), "Withdrawn");
    await leave(seller, buyer);
  });

  test(`other terms are asked for, and the new quote replaces the old one, on a ${screen}`, async () => {
    const [seller, buyer] = await Promise.all([open("seller", screen), open("buyer", screen)]);
    await offer(seller, NEGOTIATION, amount(500), paper("Offer of 500 euros"));
    const dialog = await ask(buyer, price(500), "Ask for other terms");
    const send = dialog.getByRole("button", { name: "Ask for other terms" });
    await dialog.getByLabel("Message").fill(`We take twenty of them (${screen}).`);
    await send.click();
    await dialog.getByText("Say which amount or which date you want.").first().waitFor();
    await dialog.getByLabel("Amount you would pay").fill("cheap");
    await send.click();
    await dialog.getByText("This is no amount. Write it as 1234.50.").first().waitFor();
    await dialog.getByLabel("Amount you would pay").fill(`450,${CENTS[screen]}`);
    const year = new Date().getFullYear() + 1;
    await dialog.getByLabel("Date by which you need it").fill(`${year}-03-14`);
    await look(buyer, `${screen}-buyer-counters`);
    await send.click();
    await dialog.waitFor({ state: "detached" });
    const wish = seller.locator("article").filter({ hasText: `We take twenty of them (${screen}).` });
    await wish.getByText("Asks for other terms").waitFor();
    await wish.getByText(`Wanted price: ${price(450)}`).waitFor();
    await wish.getByText(`Wanted by March 14, ${year}`).waitFor();
    await look(seller, `${screen}-seller-reads-wish`);

    // In a second window the buyer is about to accept the old one.
    const window = await seat(browser, server, "buyer", screen, NEGOTIATION);
    const accepting = await ask(window, price(500), "Accept");
    await accepting.getByLabel("Address", { exact: true }).fill("Werkstraße 1\n53111 Bonn");

    await replace(seller, screen, price(500), amount(450));
    await ended(card(buyer, price(500)), "Replaced");
    await ended(card(seller, price(500)), "Replaced");
    await card(buyer, price(450)).getByRole("button", { name: "Accept" }).waitFor();
    await look(buyer, `${screen}-buyer-replaced`);
    await tooLate(window, "This quote is no longer open.", `${screen}-buyer-accepts-replaced`);
    assert.equal(await seller.locator("#history").getByText(`Quote accepted: ${price(500)}`).count(), 0);
    await leave(seller, buyer, window);
  });

  test(`accepted in two windows at once it is one order, and the file can be verified, on a ${screen}`, async () => {
    const file = paper(`Offer of 700 euros (${screen})`);
    const seller = await open("seller", screen);
    await offer(seller, NEGOTIATION, amount(700), file);
    const windows = await Promise.all([open("buyer", screen), open("buyer", screen)]);
    const together = gathering(windows.length);
    const dialogs = await Promise.all(windows.map((page) => accepts(page, price(700), together)));
    await seller.locator("#history").getByText(`Quote accepted: ${price(700)}`).first().waitFor();
    for (const page of windows) await ended(card(page, price(700)), "Accepted", "Report a problem");
    const open_still = await Promise.all(dialogs.map((dialog) => dialog.count()));
    assert.deepEqual(open_still.sort(), [0, 1], "one has ordered, one has come too late");
    const late = windows[await dialogs[0].count() ? 0 : 1];
    await tooLate(late, "This quote was already accepted.", `${screen}-buyer-accepts-too-late`);
    for (const page of [seller, ...windows]) {
      const told = page.locator("#history").getByText(`Quote accepted: ${price(700)}`);
      assert.equal(await told.count(), 1, "one order");
    }
    await verified(windows[0], screen, price(700), file);
    await leave(seller, ...windows);
  });
}

const open = (role, screen) => seat(browser, server, role, screen, NEGOTIATION);

function card(page, price) {
  return page.getByRole("group", { name: "Quote", exact: true }).filter({ has: page.getByText(price, { exact: true }) });
}

/** Presses what can be done with the quote; its dialog. */
async function ask(page, price, action) {
  await card(page, price).getByRole("button", { name: action }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: action }).waitFor();
  return dialog;
}

/** The dialog has become the news that there is nothing left to press, and goes with one key. */
async function tooLate(page, news, name) {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("status").getByText(news).waitFor();
  assert.equal(await dialog.getByRole("button", { name: "Accept" }).count(), 0);
  assert.equal(await dialog.getByRole("alert").count(), 0, "nobody did anything wrong");
  await look(page, name);
  await page.waitForFunction(() => document.activeElement?.textContent.trim() === "Close");
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
}

/** It says what became of it, and nothing of what is over can be done. */
async function ended(quote, status, ...still) {
  await quote.getByText(status, { exact: true }).waitFor();
  const over = ["Accept", "Refuse", "Ask for other terms", "Withdraw quote", "Send a new quote"];
  for (const name of over) assert.equal(await quote.getByRole("button", { name }).count(), 0, `${status}: ${name}`);
  for (const name of still) await quote.getByRole("button", { name }).waitFor();
}

/** The seller answers a wish with a new quote instead of the old one. */
async function replace(seller, screen, old, amount) {
  const file = written(join(server.folder, `new-${screen}.pdf`), paper(`New offer (${screen})`));
  const [chooser] = await Promise.all([
    seller.waitForEvent("filechooser"),
    card(seller, old).getByRole("button", { name: "Send a new quote" }).click(),
  ]);
  await chooser.setFiles(file);
  const composer = seller.locator("#composer");
  await composer.getByText(`Replaces the quote of ${old}`).waitFor();
  await composer.getByText("1 page").waitFor();
  await composer.getByLabel("Amount").fill(amount);
  await composer.getByLabel("Valid until").fill(new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10));
  await seller.locator("#composer-text").fill("As you wished.");
  await look(seller, `${screen}-seller-replaces`);
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.locator(".held").getByRole("button", { name: "Send now" }).click();
  await seller.locator(".held").waitFor({ state: "detached" });
}

/** Waits until so many have come, then lets all go on. */
function gathering(count) {
  let letGo;
  const all = new Promise((resolve) => (letGo = resolve));
  let here = 0;
  return () => {
    here += 1;
    if (here === count) letGo();
    return all;
  };
}

/** Accepts; the question leaves when those of all windows do. The dialog, once it was answered. */
async function accepts(page, price, together) {
  const dialog = await ask(page, price, "Accept");
  await dialog.getByText(`Order for ${price}`).waitFor();
  await dialog.getByLabel("Address", { exact: true }).fill("Werkstraße 1\n53111 Bonn");
  await page.route("**/acceptances", async (route) => {
    await together();
    await route.continue();
  });
  const answered = page.waitForResponse("**/acceptances");
  await dialog.getByRole("button", { name: "Accept" }).click();
  const status = (await answered).status();
  if (status === 200) await dialog.waitFor({ state: "detached" });
  else assert.equal(status, 409);
  return dialog;
}

/** The page itself makes the digest of what it fetches; of another file it says that it is another. */
async function verified(page, screen, price, file) {
  const digest = (bytes) => createHash("sha256").update(bytes).digest("hex");
  const other = paper("Another offer");
  await page.route("**/documents/*", (route) => route.fulfill({ contentType: "application/pdf", body: other }));
  const dialog = page.getByRole("dialog");
  await card(page, price).getByRole("button", { name: "Verify the file" }).click();
  await dialog.getByText("This is not the file that was accepted.").waitFor();
  await dialog.getByText(digest(other)).waitFor();
  await look(page, `${screen}-buyer-verifies-altered`);
  await dialog.getByRole("button", { name: "Close" }).click();
  await page.unroute("**/documents/*");
  await card(page, price).getByRole("button", { name: "Verify the file" }).click();
  await dialog.getByText("This is exactly the file that was accepted.").waitFor();
  await dialog.getByText(digest(file)).waitFor();
  await look(page, `${screen}-buyer-verifies`);
}
