// An order is paid online: at a page outside, told by messages that localstripe and Stripe's own library sign.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertAccessible, assertNoSideways } from "../harness/accessible.mjs";
import { person, picture, startBrowser } from "../harness/browser.mjs";
import { startServer } from "../harness/server.mjs";
import { card as anyCard, KEY, PROGRAM, SIGNING_SECRET, startStripe } from "../harness/stripe.mjs";

const NEGOTIATION = "/negotiations/fresh";
const skip = PROGRAM ? false : "KONTOR_LOCALSTRIPE names no program: payment is not tried";

let stripe;
let server;
let browser;
before(async () => {
  if (skip) return;
  stripe = await startStripe();
  const environment = {
    KONTOR_STRIPE_KEY: KEY,
    KONTOR_STRIPE_SIGNING_SECRET: SIGNING_SECRET,
    KONTOR_STRIPE_URL: stripe.url,
  };
  [server, browser] = await Promise.all([startServer(environment), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await stripe?.stop();
});

test("an order is paid online, on a phone", { skip }, async () => {
  const seller = await open("seller");
  await sendQuote(seller);
  const buyer = await open("buyer");
  const card = buyer.getByRole("group", { name: "Quote" }).first();
  await card.getByText("Can be paid online").waitFor();
  await card.getByRole("button", { name: "Accept" }).click();
  const dialog = buyer.getByRole("dialog");
  await dialog.getByLabel("Address", { exact: true }).fill("Werkstraße 1\n53111 Bonn");
  await dialog.getByRole("button", { name: "Accept" }).click();
  await card.getByText("DE89 3704 0044 0532 0130 00").waitFor();
  await card.getByText(/^RF\d\d( \d{4}){5}$/).waitFor();
  await look(buyer, "phone-buyer-transfer");

  await card.getByRole("button", { name: "Pay online" }).click();
  await look(buyer, "phone-buyer-pays");
  await dialog.getByRole("button", { name: "Pay online" }).click();
  await buyer.getByRole("button", { name: "Pay now" }).waitFor();
  await buyer.getByText("123450 eur").waitFor();
  // Nobody tells us yet: the page says that it waits.
  await buyer.getByRole("button", { name: "Pay now" }).click();
  const back = buyer.getByRole("group", { name: "Quote" }).first();
  await back.getByText("Your payment is being confirmed").waitFor();
  assert.equal(await back.getByRole("button", { name: "Pay online" }).count(), 0);
  await look(buyer, "phone-buyer-waits");

  // Another payment, of which localstripe tells with its own signature: the truth about ours is then asked.
  await stripe.tell(server.address + "/api/payment-events");
  const [session] = stripe.sessions.values();
  const { amount_total: amount, currency, metadata } = session;
  const payment_method = await anyCard(stripe.sdk);
  await stripe.sdk.paymentIntents.create({ amount, currency, metadata, payment_method, confirm: true });
  await back.getByText(/^Paid /).waitFor();
  await seller.getByText("Payment received").first().waitFor();
  await look(buyer, "phone-buyer-paid");
  await seller.goto(server.address + NEGOTIATION);
  for (const page of [buyer, seller]) {
    assert.deepEqual(page.faults.filter((fault) => !/status of (409|422)/.test(fault)), []);
    await page.context().close();
  }
});

test("messages that Stripe's own library signs are taken, others are not", { skip }, async () => {
  const event = { id: "evt_1", object: "event", type: "checkout.session.completed" };
  const object = { id: "cs_1", object: "checkout.session", metadata: { kontor_attempt: "unknown" } };
  const payload = JSON.stringify({ ...event, data: { object } }, null, 2);
  const header = (options) =>
    stripe.sdk.webhooks.generateTestHeaderString({ payload, secret: SIGNING_SECRET, ...options });
  const status = async (signature, body = payload) => {
    const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": signature };
    const answer = await fetch(server.address + "/api/payment-events", { method: "POST", headers, body });
    return answer.status;
  };
  const now = Math.floor(Date.now() / 1000);
  assert.equal(await status(header()), 200);
  assert.equal(await status(header({ timestamp: now - 290 })), 200);
  assert.equal(await status(header({ timestamp: now - 310 })), 400);
  assert.equal(await status(header({ secret: "whsec_other" })), 400);
  assert.equal(await status(header({ scheme: "v0" })), 400);
  assert.equal(await status(header(), payload + " "), 400);
  assert.equal(await status(`${header({ secret: "whsec_old" })},${header().split(",")[1]}`), 200);
});

async function open(role) {
  const page = await person(browser, "phone");
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + NEGOTIATION);
  await page.getByPlaceholder("Write your message…").waitFor();
  return page;
}

async function sendQuote(seller) {
  const printer = await (await browser.newContext()).newPage();
  await printer.setContent("<h1>Offer</h1>");
  const file = join(server.folder, "offer.pdf");
  writeFileSync(file, await printer.pdf({ format: "A4" }));
  await printer.context().close();
  const composer = seller.locator("#composer");
  await composer.locator("summary").first().click();
  const [chooser] = await Promise.all([
    seller.waitForEvent("filechooser"),
    composer.getByRole("button", { name: "Quote", exact: true }).click(),
  ]);
  await chooser.setFiles(file);
  await seller.locator("#composer").getByText("1 page").waitFor();
  await seller.getByLabel("Amount").fill("1234.50");
  await seller.getByLabel("Valid until").fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await seller.getByLabel("Can be paid online").check();
  await seller.getByText("Bank account for a transfer").click();
  await seller.getByLabel("Account holder").fill("Garonne Machines");
  await seller.getByLabel("IBAN or account number").fill("DE89 3704 0044 0532 0130 01");
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.getByText("This is no valid IBAN.").first().waitFor();
  await look(seller, "phone-seller-account");
  await seller.getByLabel("IBAN or account number").fill("DE89 3704 0044 0532 0130 00");
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.getByText(/^Sending in/).waitFor();
  await seller.getByText(/^Sending in/).waitFor({ state: "detached" });
  await seller.getByRole("group", { name: "Quote" }).first().waitFor();
}

async function look(page, name) {
  await picture(page, name);
  // What is half under the bar at the top while one reads further down is no target then.
  await page.evaluate(() => window.scrollTo(0, 0));
  await assertAccessible(page);
  await assertNoSideways(page);
}
