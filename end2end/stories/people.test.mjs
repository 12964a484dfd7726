// Another member of the network is brought in by name; and when the seller is there, says the seller itself.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";
import { ask, seat } from "../harness/talk.mjs";

const NEGOTIATION = "/negotiations/fresh";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
});

for (const screen of Object.keys(SCREENS)) {
  test(`a member of the network is chosen to forward to, on a ${screen}`, async () => {
    const server = await startServer();
    try {
      const seller = await open(server, "seller", screen);
      await forward(seller, screen);
      // Once in the conversation, it is not offered again.
      const dialog = await forwarding(seller);
      await dialog.getByText("already takes part").first().waitFor();
      assert.ok(await dialog.getByRole("checkbox", { name: /Lyon/ }).isDisabled());
      assert.deepEqual(seller.faults, []);
      await seller.context().close();
    } finally {
      await server.stop();
    }
  });

  test(`the seller says when it is there, and the buyer reads it, on a ${screen}`, async () => {
    const server = await startServer();
    try {
      const seller = await open(server, "seller", screen);
      await seller.getByRole("link", { name: "Change" }).click();
      await seller.getByRole("checkbox", { name: "Saturday" }).check();
      await seller.getByLabel("Saturday until").fill("12:00");
      await seller.getByLabel("Time zone").selectOption("Europe/Berlin");
      await seller.getByLabel("Monday until").fill("07:00");
      await seller.getByRole("button", { name: "Save" }).click();
      await seller.getByText("A day must end later than it begins.").waitFor();
      assert.equal(await seller.locator('[aria-invalid="true"]').count(), 2, "Monday's from and until");
      assert.equal(await seller.getByLabel("Monday until").getAttribute("aria-invalid"), "true");
      await seller.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Monday from");
      await look(seller, `${screen}-seller-hours-wrong`);
      await seller.getByLabel("Monday until").fill("17:00");
      await seller.getByText("A day must end later than it begins.").waitFor({ state: "detached" });
      await look(seller, `${screen}-seller-hours`);
      await seller.getByRole("button", { name: "Save" }).click();
      await seller.getByText("Saved", { exact: true }).waitFor();
      for (const day of await seller.getByRole("checkbox").all()) await day.uncheck();
      await seller.getByRole("button", { name: "Save" }).click();
      await seller.getByText(/Choose at least one day/).waitFor();
      const buyer = await open(server, "buyer", screen);
      await buyer.getByText(/usually there Mon–Fri .*Sat/).waitFor();
      await look(buyer, `${screen}-buyer-hours`);
      // The seller's browser says of the refused week that it was refused.
      assert.deepEqual(buyer.faults, []);
    } finally {
      await server.stop();
    }
  });
}

const open = (server, role, screen) => seat(browser, server, role, screen, NEGOTIATION);

async function forwarding(seller) {
  const dialog = await ask(seller, "Forward");
  await dialog.getByRole("checkbox").first().waitFor();
  return dialog;
}

async function forward(seller, screen) {
  const dialog = await forwarding(seller);
  const cramped = (rows) => rows.filter((row) => row.scrollHeight > row.clientHeight + 1).length;
  assert.equal(await dialog.getByRole("group").locator("label").evaluateAll(cramped), 0, "each has its room");
  await dialog.getByLabel("Members of the sales network").first().fill("lyon");
  const member = dialog.getByRole("checkbox", { name: /Lyon/ });
  await dialog.getByRole("checkbox").nth(1).waitFor({ state: "detached" });
  await member.check();
  await dialog.getByText(/By the rules/).waitFor();
  await look(seller, `${screen}-seller-forwards`);
  await dialog.getByRole("button", { name: "Forward" }).click();
  await seller.getByText(/^Forwarded to .*Lyon/).waitFor();
}
