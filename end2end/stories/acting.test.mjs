// Whom a message is for and from which address (N8, N9), and what can be done besides writing (N4, N5, N10).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { linkIn, mailWith } from "../harness/mails.mjs";
import { startServer } from "../harness/server.mjs";
import { ask, seat } from "../harness/talk.mjs";

const SELLER = "info@rheinwerk-antriebe.example";
const COLLEAGUE = "jan.peters@rheinwerk-antriebe.example";
const FRESH = "/negotiations/fresh";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
});

for (const screen of Object.keys(SCREENS)) {
  test(`a message is for whom it says, on a ${screen}`, () =>
    withServer(async (server) => {
      const [seller, buyer, operator] = await Promise.all(
        ["seller", "buyer", "operator"].map((role) => open(server, role, screen)),
      );
      // A copy: the address from which one writes is known, and shown beside it.
      await seller.getByRole("button", { name: "Cc", exact: true }).click();
      await seller.getByLabel("Cc").fill(`${COLLEAGUE}, `);
      await knows(seller, SELLER);
      await write(seller, "Twelve are in stock.");
      await seller.locator("#composer").getByText("Separate addresses by commas, without spaces.").waitFor();
      assert.equal(await box(seller).inputValue(), "Twelve are in stock.", "what was written stays");
      await seller.getByLabel("Cc").fill(COLLEAGUE);
      await look(seller, `${screen}-seller-copies`);
      await seller.getByRole("button", { name: "Send", exact: true }).click();
      await leaves(seller);
      await buyer.getByText("Twelve are in stock.").waitFor();
      await seller.getByText(/Added .*jan\.peters|jan\.peters.* added/i).first().waitFor();

      // Between the seller and the operator: the buyer sees nothing of it.
      const dialog = await ask(operator, "Write to the seller");
      await dialog.getByLabel("Message").fill("Is this buyer known to you?");
      await dialog.getByRole("button", { name: "Write to the seller" }).click();
      await seller.getByText("Is this buyer known to you?").waitFor();
      const audience = seller.locator("#composer select");
      await seller.waitForFunction(() => document.querySelector("#composer select").value === "operator");
      await write(seller, "For ten years.");
      await leaves(seller);
      await operator.getByText("For ten years.").waitFor();
      await look(seller, `${screen}-seller-to-operator`);
      await audience.selectOption("both");
      await write(seller, "Both of you may read this.");
      await leaves(seller);
      await buyer.getByText("Both of you may read this.").waitFor();
      await operator.getByText("Both of you may read this.").waitFor();
      for (const unseen of ["Is this buyer known to you?", "For ten years."]) {
        assert.equal(await buyer.getByText(unseen).count(), 0, unseen);
      }
      assert.deepEqual([...buyer.faults, ...operator.faults], []);
    }));

  test(`whoever got a link passed on types the own address, on a ${screen}`, () =>
    withServer(async (server) => {
      const mail = await mailWith(server.folder, isTheInquiry);
      const [first, second] = await Promise.all([person(browser, screen), person(browser, screen)]);
      await first.goto(linkIn(mail));
      await box(first).focus();
      await first.getByRole("button", { name: "Cc", exact: true }).click();
      await knows(first, SELLER);
      await second.goto(linkIn(mail));
      await box(second).focus();
      const from = second.locator("#composer").getByLabel("From");
      await from.waitFor();
      assert.equal(await from.inputValue(), "");
      await write(second, "I answer for my colleague.");
      await second.locator("#composer").getByText("Type your own e-mail address as the sender.").waitFor();
      assert.equal(await box(second).inputValue(), "I answer for my colleague.");
      await look(second, `${screen}-seller-types-sender`);
      await from.fill("not an address");
      await second.getByRole("button", { name: "Send", exact: true }).click();
      await second.locator("#composer").getByText("The sender is not an e-mail address.").waitFor();
      await from.fill(COLLEAGUE);
      await second.getByRole("button", { name: "Send", exact: true }).click();
      await leaves(second);
      await first.getByText("I answer for my colleague.").waitFor();
      // The copy goes where it was typed, and opens nothing there.
      const copy = await mailWith(server.folder, (mail) => mail.includes(`To: ${COLLEAGUE}`));
      assert.ok(copy.includes("I answer for my colleague.") && !copy.includes("/link#"));
    }));

  test(`no reply is needed, a sale is declared, a note is for colleagues, on a ${screen}`, () =>
    withServer(async (server) => {
      const [seller, buyer, manufacturer] = await Promise.all(
        ["seller", "buyer", "manufacturer"].map((role) => open(server, role, screen)),
      );
      await seller.getByText(/hours? left|to answer/i).first().waitFor();
      await press(seller, "No reply needed");
      await seller.getByText("No reply is expected any more").waitFor();
      await seller.getByText(/no reply needed/i).first().waitFor();
      await seller.getByRole("button", { name: "Internal note" }).click();
      await box(seller, "note").fill("He asks every spring.");
      await look(seller, `${screen}-seller-notes`);
      await seller.getByRole("button", { name: "Add note" }).click();
      await manufacturer.getByText("He asks every spring.").waitFor();
      await press(seller, "Declare sale");
      await manufacturer.locator("#history").getByText("Sale declared").waitFor();
      await buyer.locator("#history").getByText("Sale declared").waitFor();
      assert.equal(await buyer.getByText("He asks every spring.").count(), 0);
      assert.equal(await buyer.getByText(/no reply/i).count(), 0);
      assert.deepEqual([...seller.faults, ...buyer.faults, ...manufacturer.faults], []);
    }));

  test(`declining is taken back by writing, on a ${screen}`, () =>
    withServer(async (server) => {
      const [seller, buyer] = await Promise.all(["seller", "buyer"].map((role) => open(server, role, screen)));
      const dialog = await ask(seller, "Decline");
      await dialog.getByLabel("Another reason").check();
      await dialog.getByRole("button", { name: "Decline" }).click();
      await dialog.locator('[aria-invalid="true"]').waitFor();
      await dialog.getByLabel("Which reason?").fill("Our works are closed in May.");
      await dialog.getByLabel("Message to the buyer").fill("We are sorry, not before June.");
      await look(seller, `${screen}-seller-declines`);
      await dialog.getByRole("button", { name: "Decline" }).click();
      await buyer.getByText("We are sorry, not before June.").waitFor();
      await status(buyer, "Declined");
      await write(seller, "We can after all.");
      await leaves(seller);
      await buyer.getByText("We can after all.").waitFor();
      await status(buyer, "Answered");
      assert.deepEqual(buyer.faults, []);
    }));

  test(`what ends a negotiation is said to both, on a ${screen}`, () =>
    withServer(async (server) => {
      const [seller, buyer] = await Promise.all(["seller", "buyer"].map((role) => open(server, role, screen)));
      const dialog = await ask(buyer, "Withdraw inquiry");
      await dialog.getByLabel("Reason").fill("The machine was sold.");
      await look(buyer, `${screen}-buyer-withdraws`);
      await dialog.getByRole("button", { name: "Withdraw inquiry" }).click();
      await seller.getByText("The machine was sold.").waitFor();
      await seller.locator("#composer-text").waitFor({ state: "detached" });
      await look(seller, `${screen}-seller-reads-withdrawal`);
      const other = await open(server, "seller", screen, "/negotiations/answered");
      await press(other, "Mark as spam");
      await status(other, "Closed");
      assert.deepEqual([...seller.faults, ...buyer.faults, ...other.faults], []);
    }));
}

async function withServer(story) {
  const server = await startServer();
  try {
    await story(server);
  } finally {
    await server.stop();
  }
}

async function open(server, role, screen, path = FRESH) {
  const page = await person(browser, screen);
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + path);
  await page.locator("#history").waitFor();
  await page.mouse.move(1, 1);
  return page;
}

const box = (page) => page.locator("#composer-text");

async function write(page, text) {
  await box(page).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

/** The address from which one writes, where it is known, is filled in. */
async function knows(page, address) {
  const filled = (address) => [...document.querySelectorAll("#composer input")].some((field) => field.value === address);
  await page.waitForFunction(filled, address);
}

/** What is held is sent now. */
async function leaves(page) {
  await page.locator(".held").getByRole("button", { name: "Send now" }).first().click();
  await page.locator(".held").getByRole("button", { name: "Send now" }).waitFor({ state: "detached" });
}

/** That reached the seller; others of the demo tell of other negotiations. */
const isTheInquiry = (mail) =>
  mail.includes(`To: ${SELLER}`) && mail.includes("Subject: Inquiry from Anna Weber: Ventura valve island");

/** An action whose dialog has nothing to fill in. */
async function press(page, action) {
  const dialog = await ask(page, action);
  await dialog.getByRole("button", { name: action }).click();
  await dialog.waitFor({ state: "detached" });
}

async function status(page, word) {
  await page.getByText(word, { exact: true }).first().waitFor();
}
