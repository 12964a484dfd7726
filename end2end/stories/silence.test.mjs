// An inquiry that nobody answers is offered on and taken (R18); what the operator writes; its page of incidents.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";
import { ask } from "../harness/talk.mjs";

const OFFERED = "/negotiations/offered";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
});

for (const screen of Object.keys(SCREENS)) {
  test(`a seller takes the inquiry that another left unanswered, on a ${screen}`, async () => {
    const server = await startServer();
    try {
      const seller = await open(server, "seller", screen, OFFERED);
      const take = seller.getByRole("button", { name: "Take this inquiry" });
      await take.waitFor();
      await seller.getByRole("button", { name: "Not for us" }).waitFor();
      await seller.getByText("The seller asked first has not answered for 48 hr").waitFor();
      assert.equal(await seller.getByPlaceholder("Write your message…").count(), 0, "no lane yet");
      await look(seller, `${screen}-seller-offered`);

      const operator = await open(server, "operator", screen, OFFERED);
      await operator.getByText("After 48 hr without an answer, this inquiry was also offered to another seller.").waitFor();

      await take.click();
      await seller.getByPlaceholder("Write your message…").waitFor();
      await seller.getByText("Passed to Rheinwerk Antriebe GmbH after 48 hr without an answer").waitFor();
      await look(seller, `${screen}-seller-took`);
      // The other page hears of it without being loaded anew.
      await operator.getByText("Passed to Rheinwerk Antriebe GmbH after 48 hr without an answer").waitFor();

      await write(operator, "Write to the buyer", "Is everything well?");
      const buyer = await open(server, "buyer", screen, OFFERED);
      await buyer.getByText("Is everything well?").waitFor();
      await buyer.getByText("Exhibition team", { exact: true }).filter({ visible: true }).first().waitFor();
      await look(buyer, `${screen}-buyer-team`);
      await write(buyer, "Answer the exhibition team", "Yes, thank you.");
      await operator.getByText("Yes, thank you.").waitFor();
      assert.equal(await seller.getByText("Is everything well?").count(), 0);
      assert.equal(await seller.getByText("Yes, thank you.").count(), 0);

      await operator.goto(`${server.address}/incidents`);
      await operator.getByText("No incidents").waitFor();
      await look(operator, `${screen}-operator-no-incidents`);
      for (const page of [seller, buyer, operator]) {
        assert.deepEqual(page.faults, []);
        await page.context().close();
      }
    } finally {
      await server.stop();
    }
  });
}

async function open(server, role, screen, path) {
  const page = await person(browser, screen);
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + path);
  await page.getByText("Inquiry sent").waitFor();
  return page;
}

async function write(page, action, words) {
  const dialog = await ask(page, action);
  await dialog.getByLabel("Message").fill(words);
  await dialog.getByRole("button", { name: action }).click();
  await dialog.waitFor({ state: "detached" });
}
