// A quote as a real PDF: uploaded, read, accepted, verified; then a problem with the order.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { printed, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";
import { seat } from "../harness/talk.mjs";

const NEGOTIATION = "/negotiations/fresh";

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const screen of Object.keys(SCREENS)) {
  test(`a quote becomes an order, and the order is complained of, on a ${screen}`, async () => {
    const file = await offer(screen);
    const seller = await open("seller", screen);
    await refused(seller);
    await sendQuote(seller, file, screen);
    await look(seller, `${screen}-seller-quote`);

    const buyer = await open("buyer", screen);
    const card = buyer.getByRole("group", { name: "Quote" }).first();
    await card.getByText("€1,234.50").waitFor();
    await card.getByRole("img").waitFor();
    const [download] = await Promise.all([
      buyer.waitForEvent("download"),
      card.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.ok(readFileSync(await download.path()).equals(readFileSync(file)), "byte for byte");
    await seller.getByText(/^Opened by the buyer/).first().waitFor();
    await look(buyer, `${screen}-buyer-quote`);

    await card.getByRole("button", { name: "Accept" }).click();
    const dialog = buyer.getByRole("dialog");
    await dialog.getByRole("button", { name: "Accept" }).click();
    await dialog.getByText("The billing address needs a name and an address.").first().waitFor();
    await dialog.getByLabel("Address", { exact: true }).fill("Werkstraße 1\n53111 Bonn");
    await look(buyer, `${screen}-buyer-accepts`);
    await dialog.getByRole("button", { name: "Accept" }).click();
    await card.getByText("Accepted", { exact: true }).waitFor();
    await seller.getByText(/^Quote accepted/).first().waitFor();

    await card.getByRole("button", { name: "Verify the file" }).click();
    await buyer.getByText("This is exactly the file that was accepted.").waitFor();
    await buyer.keyboard.press("Escape");

    await card.getByRole("button", { name: "Report a problem" }).click();
    await dialog.getByLabel("What is wrong?").fill("Two of twelve leak.");
    await dialog.getByRole("button", { name: "Report a problem" }).click();
    const incident = seller.getByRole("group", { name: "Incident" }).first();
    await incident.getByText("Two of twelve leak.").waitFor();
    await incident.getByRole("button", { name: "Mark as solved" }).click();
    await seller.getByRole("dialog").getByRole("button", { name: "Mark as solved" }).click();
    const own = buyer.getByRole("group", { name: "Incident" }).first();
    await own.getByRole("button", { name: "Close incident" }).click();
    await dialog.getByRole("button", { name: "Close incident" }).click();
    await own.getByText("Closed", { exact: true }).waitFor();
    await look(buyer, `${screen}-buyer-incident`);

    for (const page of [buyer, seller]) {
      // What the browser says of an answer that is a refusal.
      const faults = page.faults.filter((fault) => !/status of (409|422)/.test(fault));
      assert.deepEqual(faults, []);
      await page.context().close();
    }
  });
}

/** The seller's offer as a PDF. */
function offer(screen) {
  const html = `<h1>Offer</h1><p>Twelve valve islands (${screen}): 1,234.50 euros.</p>`;
  return printed(browser, join(server.folder, `offer-${screen}.pdf`), html);
}

const open = (role, screen) => seat(browser, server, role, screen, NEGOTIATION);

/** What is no PDF is refused with its reason, and what was written stays (N2, N7). */
async function refused(seller) {
  const bad = join(server.folder, "offer.pdf");
  writeFileSync(bad, "<html>an offer, they say</html>");
  await seller.getByPlaceholder("Write your message…").fill("Our offer is attached.");
  await choose(seller, "Other document", bad);
  await seller.getByText("This is no PDF. Save it as PDF and attach that.").waitFor();
  await seller.getByRole("button", { name: "Remove the document" }).click();
  assert.equal(await seller.getByPlaceholder("Write your message…").inputValue(), "Our offer is attached.");
}

async function choose(seller, kind, file) {
  await seller.locator("#composer").locator("summary").click();
  const [chooser] = await Promise.all([
    seller.waitForEvent("filechooser"),
    seller.locator("#composer").getByRole("button", { name: kind, exact: true }).click(),
  ]);
  await chooser.setFiles(file);
}

async function sendQuote(seller, file, screen) {
  await choose(seller, "Quote", file);
  // In the box: an older quote has its pages too.
  await seller.locator("#composer").getByText("1 page").waitFor();
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.getByText("Write an amount, such as 1234.50.").first().waitFor();
  await seller.getByLabel("Amount").fill("1234,50");
  const next = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await seller.getByLabel("Valid until").fill(next);
  await look(seller, `${screen}-seller-encloses`);
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  // Taken back, it is in the box again, with its document and terms.
  await seller.getByText(/^Sending in/).waitFor();
  await seller.getByRole("button", { name: "Undo" }).click();
  await seller.getByLabel("Valid until").waitFor();
  assert.equal(await seller.getByLabel("Amount").inputValue(), "1234,50");
  assert.equal(await seller.getByLabel("Valid until").inputValue(), next);
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  // It leaves by itself, whatever becomes of the page.
  await seller.getByText(/^Sending in/).waitFor();
  await seller.reload();
  await seller.getByText(/^Sending in/).waitFor();
  await look(seller, `${screen}-seller-holds`);
  await seller.getByText(/^Sending in/).waitFor({ state: "detached" });
  await seller.getByRole("group", { name: "Quote" }).first().waitFor();
}
