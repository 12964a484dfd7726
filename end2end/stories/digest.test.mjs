// How mails reach somebody: chosen on a page of its own, turned off by the link in a mail; and by no program that
// follows links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSideways } from "../harness/accessible.mjs";
import { person, picture, SCREENS, startBrowser } from "../harness/browser.mjs";
import { startServer } from "../harness/server.mjs";

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [index, screen] of Object.keys(SCREENS).entries()) {
  const look = async (page, name) => {
    await picture(page, `${screen}-${name}`);
    await assertAccessible(page);
    await assertNoSideways(page);
  };

  test(`a digest is chosen on a ${screen}`, async () => {
    const seller = await person(browser, screen, { colorScheme: index ? "dark" : "light" });
    await seller.goto(server.links.seller);
    await seller.waitForURL((url) => url.pathname !== "/link");
    await seller.locator("summary, button").and(seller.getByLabel("Menu", { exact: true })).click();
    await seller.getByRole("button", { name: "Mail settings" }).click();
    await seller.getByRole("heading", { name: "Mail settings" }).waitFor();
    const pace = seller.getByRole("radio", { name: index ? "Once a day" : "Once an hour" });
    await pace.focus();
    await pace.check();
    await seller.getByText("Saved").first().waitFor();
    assert.ok(await pace.evaluate((field) => field === document.activeElement), "the focus stays");
    await look(seller, "seller-mail-settings");
    await seller.reload();
    await pace.waitFor();
    assert.ok(await pace.isChecked(), "it is kept");
    const copies = seller.getByRole("checkbox", { name: "Copies of inquiries" });
    assert.ok((await copies.isChecked()) === !index, "what the other screen turned off stays off");
    if (!index) {
      await copies.uncheck();
      await seller.getByText("Saved").first().waitFor();
    }
    assert.deepEqual(seller.faults, []);
    await seller.context().close();
  });
}

test("mails are turned off by a press on the page behind their link", async () => {
  const path = await unsubscribePath();
  for (const [index, screen] of Object.keys(SCREENS).entries()) {
    const reader = await person(browser, screen, { colorScheme: index ? "light" : "dark" });
    await reader.goto(server.address + path);
    if (index === 0) {
      await reader.getByRole("heading", { name: "Turn these mails off?" }).waitFor();
      assert.equal(await isOff(reader, path), false, "to open it changes nothing");
      await picture(reader, `${screen}-unsubscribe`);
      await assertAccessible(reader);
      await assertNoSideways(reader);
      await reader.getByRole("button", { name: "Turn off" }).click();
    }
    await reader.getByRole("heading", { name: "These mails are turned off" }).waitFor();
    assert.equal(await isOff(reader, path), true);
    await picture(reader, `${screen}-unsubscribed`);
    await assertAccessible(reader);
    // Whoever wants them again signs in.
    await reader.getByRole("button", { name: "Mail settings" }).click();
    await reader.getByRole("heading", { name: "Sign in" }).waitFor();
    const unexpected = reader.faults.filter((fault) => !fault.includes("401"));
    assert.deepEqual(unexpected, []);
    await reader.context().close();
  }
  const lost = await person(browser, "phone");
  await lost.goto(`${server.address}/unsubscribe/none`);
  await lost.getByRole("heading", { name: "This link does not work any more" }).waitFor();
  await lost.context().close();
});

async function isOff(page, path) {
  const code = path.split("/").pop();
  return page.evaluate(async (code) => (await (await fetch(`/api/unsubscriptions/${code}`)).json()).off, code);
}

/** Of a mail that asks for stars; the operator reads the post. */
async function unsubscribePath() {
  const operator = await person(browser, "desk");
  await operator.goto(server.links.operator);
  await operator.waitForURL((url) => url.pathname !== "/link");
  const found = await operator.waitForFunction(
    async () => {
      for (const { id } of await (await fetch("/api/mails")).json()) {
        const { text } = await (await fetch(`/api/mails/${encodeURIComponent(id)}`)).json();
        const path = text?.includes("&stars=5") && text.match(/\/unsubscribe\/[0-9a-f]+/);
        if (path) return path[0];
      }
      return false;
    },
    undefined,
    { polling: 500, timeout: 30_000 },
  );
  const path = await found.jsonValue();
  await operator.context().close();
  return path;
}
