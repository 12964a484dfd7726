// The main story: an inquiry travels from a stand to an answer, and everybody sees what is theirs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";

// The small world: fixtures/src/cast.rs.
const STAND = "/stands/bergkamp-pneumatik-industry";
const SELLER = "Rheinwerk Antriebe GmbH";
const NEXT_SELLER = "Hanse Industrietechnik GmbH";
const SELLER_ADDRESS = "info@rheinwerk-antriebe.example";
const PHONE = "+49 228 5550199";

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
  test(`an inquiry is sent, answered and read, on a ${screen}`, async () => {
    const question = `How soon can you deliver forty cylinders to Bonn? (${screen})`;
    const answer = `Forty are in stock in Köln; we can send them today. (${screen})`;

    const buyer = await person(browser, screen);
    await chooseSeller(buyer, screen);
    await sendInquiry(buyer, question);
    await buyer.getByRole("button", { name: "Open the conversation" }).click();
    await buyer.getByText(question).filter({ visible: true }).first().waitFor();
    await look(buyer, `${screen}-buyer-negotiation`);

    const seller = await person(browser, screen);
    await seller.goto(await linkOfMail(screen, SELLER_ADDRESS));
    await seller.getByText(question).filter({ visible: true }).first().waitFor();
    await showPhone(seller, screen);
    await seller.getByPlaceholder("Write your message…").fill(answer);
    await look(seller, `${screen}-seller-writes`);
    await seller.getByRole("button", { name: "Send", exact: true }).click();
    await seller.getByRole("button", { name: "Send now" }).click();
    await seller.getByText(answer).first().waitFor();

    // Without reload, in both directions.
    await buyer.getByText(answer).first().waitFor();
    await seller.getByText(/^Read /).first().waitFor();
    await look(seller, `${screen}-seller-read`);

    const manufacturer = await person(browser, screen);
    await manufacturer.goto(server.links.manufacturer);
    await manufacturer.waitForURL((url) => url.pathname !== "/link");
    const negotiation = new URL(buyer.url()).pathname;
    await manufacturer.goto(server.address + negotiation);
    await manufacturer.getByText("The buyer has been contacted.").waitFor();
    await look(manufacturer, `${screen}-manufacturer`);
    const seen = await manufacturer.evaluate(() => document.documentElement.outerHTML);
    for (const secret of [answer, PHONE, `buyer-${screen}@`]) {
      assert.ok(!seen.includes(secret), `the manufacturer's page holds "${secret}"`);
    }

    for (const page of [buyer, seller, manufacturer]) {
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  });
}

/** Looks at the stand from Bonn: who is near stands first, and is picked. */
async function chooseSeller(buyer, screen) {
  await buyer.goto(server.address + STAND);
  await buyer.getByLabel("Country").selectOption("DE");
  await buyer.getByLabel("Town or postcode").fill("Bonn");
  const cards = buyer.getByRole("radiogroup", { name: "Who will answer you" }).locator("label");
  await cards.filter({ hasText: / km/ }).first().waitFor();
  const names = await cards.allInnerTexts();
  assert.ok(names.length <= 4, "at most four are shown (R7)");
  assert.ok(names[0].includes(SELLER) && /\b2\d km/.test(names[0]), `within 200 km first (R7): ${names[0]}`);
  assert.ok(names[1].includes(NEXT_SELLER), `then the others of the country (R7): ${names[1]}`);
  await look(buyer, `${screen}-stand`);
  await cards.first().click();
}

async function sendInquiry(buyer, question) {
  const screen = question.match(/\((\w+)\)/)[1];
  await buyer.getByLabel("What would you like to know?").fill(question);
  await buyer.getByLabel("Your name").fill("Nora Stein");
  await buyer.getByLabel("E-mail").fill(`buyer-${screen}@buyer.example`);
  await buyer.getByLabel("Phone").fill(PHONE);
  await buyer.getByLabel(/^I agree/).check();
  await buyer.getByRole("button", { name: "Send inquiry" }).click();
  await buyer.getByText(`${SELLER} has received your inquiry`).waitFor();
}

/** The link of the newest mail to that address, read on the operator's page. */
async function linkOfMail(screen, address) {
  const operator = await person(browser, screen);
  await operator.goto(server.links.operator);
  await operator.waitForURL((url) => url.pathname !== "/link");
  await operator.goto(`${server.address}/mails`);
  await operator.getByRole("button").filter({ hasText: address }).first().click();
  const link = operator.getByRole("link", { name: /\/link#/ });
  await link.waitFor();
  await look(operator, `${screen}-operator-mails`);
  const href = await link.getAttribute("href");
  assert.deepEqual(operator.faults, []);
  await operator.context().close();
  return href;
}

/** Hidden until someone of the lane asks for it (N1). On a phone the summary is folded. */
async function showPhone(seller, screen) {
  if (screen === "phone") await seller.locator("aside button[aria-expanded=false]").first().click();
  const before = await seller.evaluate(() => document.documentElement.outerHTML);
  assert.ok(!before.includes(PHONE), "the number is in the page before anybody asked for it (N1)");
  await seller.getByRole("button", { name: "Show number" }).click();
  await seller.getByText(PHONE).waitFor();
}

/** Every page that a person stops at is for everybody, fits the screen, and is kept as a picture. */