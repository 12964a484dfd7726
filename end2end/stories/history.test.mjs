// What a long conversation needs: the way to what is new, and the whole of it on paper; what was begun on one device
// goes on on another; and what a text gives away is said while it is written, or refused where the operator wants that.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { assertNoSideways } from "../harness/accessible.mjs";
import { person, SCREENS, startBrowser } from "../harness/browser.mjs";
import { leave, look } from "../harness/looking.mjs";
import { drop, paper, written } from "../harness/papers.mjs";
import { startServer } from "../harness/server.mjs";
import { ask, freshSeat, seat } from "../harness/talk.mjs";

/** Each screen has a long conversation of its own, and what is said in it first and by nobody else. */
const LONG = {
  phone: ["/negotiations/answered", "Zwölf Stück liegen am Lager in Porz."],
  desk: ["/negotiations/unrated", "vierzig Stück kosten 520 Euro"],
};
const TALK = "/negotiations/fresh";
const SAID = 40;
const WARNING = /^Your text seems to tell how to reach you elsewhere/;
const REFUSED = /^Take the e-mail address, phone number or messenger name out/;

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// On one screen: they take long, and what is pressed here is pressed on a desk in other stories.
for (const screen of ["phone"]) {
  test(`who comes back finds the first of many new messages, on a ${screen}`, async () => {
    const [path] = LONG[screen];
    const before = await seat(browser, server, "buyer", screen, path);
    await before.locator("#history article").first().waitFor();
    await before.locator("#history [data-unread]").waitFor({ state: "detached" });
    await before.context().close();
    const seller = await seat(browser, server, "seller", screen, path);
    await seller.evaluate(say, [path, screen, SAID]);

    const buyer = await seat(browser, server, "buyer", screen, path);
    await buyer.getByText(`${screen} ${SAID} of ${SAID}`, { exact: true }).waitFor();
    const first = `${screen} 1 of ${SAID}`;
    assert.equal(await buyer.getByText(first, { exact: true }).count(), 0, "far away");
    const jump = buyer.getByRole("button", { name: `${SAID} unread messages` });
    await jump.waitFor();
    await look(buyer, `${screen}-buyer-unread`);
    await jump.click();
    await buyer.getByText(first, { exact: true }).waitFor();
    await buyer.waitForFunction(isOnScreen, first);
    await assertNoSideways(buyer);
    assert.ok(await buyer.evaluate(isUncovered, first), "the bar at the bottom lies above it");

    // It was read: there is nothing to jump to any more.
    await buyer.reload();
    await buyer.locator("#composer-text").waitFor();
    await buyer.mouse.move(2, 2);
    await buyer.getByText(/ is here$/).waitFor();
    assert.equal(await buyer.getByRole("button", { name: /unread/ }).count(), 0);
    await leave(buyer, seller);
  });

  test(`a conversation goes on paper whole, on a ${screen}`, async () => {
    const seller = await person(browser, screen);
    await seller.addInitScript(() => {
      window.print = () => (window.onPaper = document.querySelector("main").textContent);
    });
    const [path, begun] = LONG[screen];
    await enter(seller, "seller", "/requests");
    await seller.evaluate(say, [path, `paper ${screen}`, 40]);
    await seller.goto(server.address + path);
    await seller.locator("#composer-text").waitFor();
    await seller.mouse.move(2, 2);
    await seller.getByText(`paper ${screen} 40 of 40`, { exact: true }).waitFor();
    await seller.locator(".past").waitFor({ state: "attached" });
    const whole = [begun, `paper ${screen} 1 of 40`, `paper ${screen} 40 of 40`];

    const dialog = await ask(seller, "Print or save");
    await look(seller, `${screen}-seller-keeps-or-prints`);
    const [pdf] = await Promise.all([
      seller.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save as PDF" }).click(),
    ]);
    assert.equal(pdf.suggestedFilename(), `${basename(path)}.pdf`);
    inOrder(textOf(await pdf.path()), whole);
    await dialog.waitFor({ state: "detached" });

    await (await ask(seller, "Print or save")).getByRole("button", { name: "Save as text" }).waitFor();
    const [text] = await Promise.all([
      seller.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save as text" }).click(),
    ]);
    assert.equal(text.suggestedFilename(), `${basename(path)}.txt`);
    inOrder(readFileSync(await text.path(), "utf8"), whole);

    await ask(seller, "Print or save");
    await dialog.getByRole("button", { name: "Print", exact: true }).click();
    const printed = await (await seller.waitForFunction(() => window.onPaper)).jsonValue();
    // As on the screen, the newest is on top.
    inOrder(printed, whole.toReversed());
    await onlyWords(seller, screen, whole.at(-1));
    await leave(seller);
  });

  test(`who prints at once prints everything, on a ${screen}`, async () => {
    const seller = await person(browser, screen);
    await seller.addInitScript(() => {
      window.print = () => (window.onPaper = document.querySelector("main").textContent);
    });
    const [path, begun] = LONG[screen];
    await enter(seller, "seller", "/requests");
    await seller.evaluate(say, [path, `at once ${screen}`, 30]);
    await seller.goto(server.address + path);
    const dialog = await ask(seller, "Print or save");
    await dialog.getByRole("button", { name: "Print", exact: true }).click();
    const printed = await (await seller.waitForFunction(() => window.onPaper)).jsonValue();
    inOrder(printed, [`at once ${screen} 30 of 30`, `at once ${screen} 1 of 30`, begun]);
    await leave(seller);
  });

  test(`the browser's own key prints everything, and its menu says what is missing, on a ${screen}`, async () => {
    const seller = await person(browser, screen);
    await seller.addInitScript(() => {
      window.print = () => {
        window.isWhole = !document.querySelector(".part:empty, .edge");
        window.onPaper = document.querySelector("main").textContent;
      };
    });
    const [path, begun] = LONG[screen];
    await enter(seller, "seller", "/requests");
    await seller.evaluate(say, [path, `by key ${screen}`, 150]);
    await seller.goto(server.address + path);
    await seller.locator("#composer-text").waitFor();
    await seller.mouse.move(2, 2);
    await seller.locator(".past").waitFor({ state: "attached" });
    const missing = "Not all entries are printed here.";
    const some = await sheet(seller, screen);
    assert.ok(some.includes(`by key ${screen} 150 of 150`) && some.includes(missing) && !some.includes(begun));

    await seller.keyboard.press("Control+p");
    const printed = await (await seller.waitForFunction(() => window.onPaper)).jsonValue();
    inOrder(printed, [`by key ${screen} 150 of 150`, `by key ${screen} 1 of 150`, begun]);
    assert.ok(await seller.evaluate(() => window.isWhole), "nothing is said to be missing");
    assert.equal(await seller.getByText(missing).filter({ visible: true }).count(), 0, "a screen reads on");
    await leave(seller);
  });

  test(`what was begun on one device goes on on another, seen first on a ${screen}`, async () => {
    const other = Object.keys(SCREENS).find((name) => name !== screen);
    const text = `Forty pieces cost 520 euros, and the cable (${screen})`;
    const first = await freshSeat(browser, server, "seller", screen, TALK);
    await first.locator("#composer-text").fill(text);
    const kept = keeping(first, "drawing");
    await drop(first, first.locator("#composer"), [written(join(server.folder, "drawing.pdf"), paper("Cable"))]);
    await kept;

    const second = await seat(browser, server, "seller", other, TALK);
    const box = second.locator("#composer-text");
    await box.focus();
    await second.waitForFunction((text) => document.querySelector("#composer-text").value === text, text);
    await second.locator("#composer").getByText("drawing.pdf").waitFor();
    await look(second, `${other}-seller-goes-on`);
    // Nobody else reads what is not sent.
    const buyer = await seat(browser, server, "buyer", screen, TALK);
    await buyer.locator("#composer-text").focus();
    assert.equal(await buyer.getByText(text).count(), 0);
    await box.press("End");
    await box.pressSequentially(" is included.");
    await second.getByRole("button", { name: "Send", exact: true }).click();
    await second.locator(".held").getByRole("button", { name: "Send now" }).click();
    const message = buyer.locator("article").filter({ hasText: `${text} is included.` });
    await message.getByText("drawing.pdf").waitFor();
    assert.equal(await buyer.locator("#composer-text").inputValue(), "");
    await leave(first, second, buyer);
  });

  test(`what gives an address away is said while one writes, on a ${screen}`, async () => {
    const seller = await freshSeat(browser, server, "seller", screen, TALK);
    const box = seller.locator("#composer-text");
    const warning = seller.locator("#composer").getByText(WARNING);
    const giveaways = [
      "Write to me: jan.peters@rheinwerk-antriebe.example",
      "jan dot peters at rheinwerk dot com",
      "Call me: 0221 555 01 47",
      "zero two two one, five five five, zero one four seven",
      "Add me on WhatsApp: +49 171 5550147",
    ];
    await box.focus();
    for (const words of giveaways) {
      await box.fill("");
      await warning.waitFor({ state: "detached" });
      await box.pressSequentially(words);
      await warning.waitFor();
    }
    await look(seller, `${screen}-seller-warned`);
    // A note for colleagues may say it.
    await seller.getByRole("button", { name: "Internal note" }).click();
    await warning.waitFor({ state: "detached" });
    await seller.getByRole("button", { name: "Reply", exact: true }).first().click();
    await warning.waitFor();
    await box.fill("Twelve pieces, article 4711-0815, cost 1,234.50 euros and leave on 14 March 2027.");
    await warning.waitFor({ state: "detached" });

    // In which language the buyer writes is said to who reads another.
    await seller.locator("#composer").getByText("Anna Weber writes German").waitFor();
    const german = await person(browser, screen, { locale: "de-DE" });
    await enter(german, "seller", TALK);
    await german.locator("#composer-text").waitFor();
    assert.equal(await german.locator("#composer").getByText(/^Anna Weber .*Deutsch/).count(), 0);
    await box.fill("");
    await leave(seller, german);
  });

  test(`where the operator wants it, an address is refused and stays in the box, on a ${screen}`, async () => {
    const operator = await person(browser, screen);
    await enter(operator, "operator", "/rules");
    await turn(operator, true);
    await look(operator, `${screen}-operator-rules`);
    const [buyer, seller] = await Promise.all(["buyer", "seller"].map((role) => freshSeat(browser, server, role, screen, TALK)));
    const words = `Write to anna.weber@weber-bau.de (${screen})`;
    const box = buyer.locator("#composer-text");
    await box.fill(words);
    await buyer.getByRole("button", { name: "Send", exact: true }).click();
    await buyer.locator("#composer").getByText(REFUSED).waitFor();
    await buyer.waitForFunction((words) => document.querySelector("#composer-text").value === words, words);
    assert.equal(await buyer.locator(".held").count(), 0, "nothing leaves");
    await look(buyer, `${screen}-buyer-refused-address`);

    // Colleagues may still read one.
    await seller.getByRole("button", { name: "Internal note" }).click();
    await seller.locator("#composer-text").fill(`Her address is anna.weber@weber-bau.de (${screen})`);
    await seller.getByRole("button", { name: "Add note" }).click();
    await seller.locator("#history").getByText(`Her address is anna.weber@weber-bau.de (${screen})`).waitFor();

    await turn(operator, false);
    await operator.reload();
    await operator.getByRole("checkbox", { name: /Refuse messages/, checked: false }).waitFor();
    await buyer.getByRole("button", { name: "Send", exact: true }).click();
    await buyer.locator(".held").getByRole("button", { name: "Send now" }).click();
    await seller.locator("#history").getByText(words).waitFor();
    assert.equal(await buyer.locator("#composer").getByText(REFUSED).count(), 0);
    await leave(operator, buyer, seller);
  });
}

async function enter(page, role, path) {
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + path);
  await page.locator("main h1").first().waitFor();
  await page.mouse.move(1, 1);
}

async function turn(operator, on) {
  const rule = operator.getByRole("checkbox", { name: /Refuse messages/ });
  await rule.waitFor();
  const kept = operator.waitForResponse((answer) => answer.request().method() !== "GET" && answer.url().endsWith("/rules"));
  await rule.setChecked(on);
  assert.equal((await kept).status(), 200);
}

/** The answer to keeping a draft with these words. */
function keeping(page, words) {
  return page.waitForResponse((answer) => {
    const asked = answer.request();
    return asked.method() === "PUT" && answer.url().endsWith("/draft") && asked.postData().includes(words);
  });
}

/** Runs in the page: whether the message lies on the screen. */
function isOnScreen(text) {
  const found = [...document.querySelectorAll("#history .bubble")].find((bubble) => bubble.textContent === text);
  if (!found) return false;
  const { top, bottom } = found.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight + 1;
}

/** Runs in the page: whether nothing lies above the message. */
function isUncovered(text) {
  const found = [...document.querySelectorAll("#history .bubble")].find((bubble) => bubble.textContent === text);
  const { x, y, width, height } = found.getBoundingClientRect();
  return found.contains(document.elementFromPoint(x + width / 2, y + height / 2));
}

/** Runs in the page: says much, one after the other. */
async function say([negotiation, words, count]) {
  for (let number = 1; number <= count; number += 1) {
    const body = { command: crypto.randomUUID(), text: `${words} ${number} of ${count}` };
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`/api${negotiation}/messages`, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
  }
}

const textOf = (file) => execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });

function inOrder(text, words) {
  const places = words.map((word) => text.indexOf(word));
  assert.ok(!places.includes(-1), `${words[places.indexOf(-1)]} is missing`);
  assert.deepEqual(places, places.toSorted((one, other) => one - other), "in order");
}

/** What the browser prints, as text. */
async function sheet(page, screen) {
  const path = join(server.folder, `sheet-${screen}.pdf`);
  await page.pdf({ path, format: "A4" });
  return textOf(path);
}

/** The sheet that a browser prints holds the conversation and nothing to press. */
async function onlyWords(page, screen, words) {
  const text = await sheet(page, screen);
  assert.ok(text.includes(words) && text.includes("Anna Weber"));
  assert.match(text, /Place\s+Bonn, Germany/, "the inquiry is printed whole");
  for (const pressed of ["Send", "Internal note", "All requests", "Skip to content", "Forward", "Write your message"]) {
    assert.ok(!new RegExp(`^\\s*${pressed}`, "m").test(text), `“${pressed}” is printed`);
  }
}
