// Two people at one conversation: each sees that the other is here and writes. A long history, texts that are used
// again, why it came to this seller, and the whole of it to take away.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";
import { ask, seat } from "../harness/talk.mjs";

const NEGOTIATION = "/negotiations/fresh";
const SAID = 150;

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
  test(`both are here, and a long talk stays at hand, on a ${screen}`, async () => {
    const seller = await open("seller", screen);
    const buyer = await open("buyer", screen);
    await seller.getByText(/ is here$/).waitFor();
    await buyer.getByText(/ is here$/).waitFor();
    await buyer.getByPlaceholder("Write your message…").pressSequentially("May I ask");
    await seller.getByText(/ is writing…$/).waitFor();
    await look(seller, `${screen}-seller-company`);
    await buyer.context().close();
    await seller.getByText(/ is writing…$/).waitFor({ state: "detached" });

    await answers(seller, screen);
    await receipt(seller, screen);
    await history(seller, screen);
    assert.deepEqual(seller.faults, []);
    await seller.context().close();
  });
}

const open = (role, screen) => seat(browser, server, role, screen, NEGOTIATION);

/** A text that is kept, used, and filled in. */
async function answers(seller, screen) {
  await seller.getByRole("button", { name: "Canned answers" }).click();
  const dialog = seller.getByRole("dialog");
  await dialog.getByRole("button", { name: "New answer" }).click();
  await dialog.getByLabel("Title").fill(`Thanks (${screen})`);
  await dialog.getByLabel("Text").fill("Dear {buyer}, thank you for your question.");
  await look(seller, `${screen}-seller-answers`);
  await dialog.getByRole("button", { name: "Keep" }).click();
  const kept = dialog.getByRole("listitem").filter({ hasText: `Thanks (${screen})` });
  await kept.getByRole("button", { name: "Use" }).click();
  const box = seller.getByPlaceholder("Write your message…");
  assert.match(await box.inputValue(), /^Dear [^{]+, thank you for your question\.$/);
  await box.fill("");
}

/** R12: the page makes the decision again. */
async function receipt(seller, screen) {
  const question = seller.getByText("Who received it, and why");
  if (!(await question.isVisible())) await seller.locator("aside button[aria-expanded]").click();
  await question.click();
  await seller.getByText("Worked out again here, from what was known then: the same comes out.").waitFor();
  await look(seller, `${screen}-seller-receipt`);
}

/** Older parts come as they are scrolled to, and let go of what is far away. */
async function history(seller, screen) {
  const first = `${screen} 1 of ${SAID}`;
  await seller.evaluate(say, [screen, SAID]);
  await seller.reload();
  await seller.getByText(`${screen} ${SAID} of ${SAID}`).waitFor();
  assert.equal(await seller.getByText(first, { exact: true }).count(), 0, "not read yet");
  await seller.waitForFunction((text) => {
    window.scrollTo(0, document.documentElement.scrollHeight);
    return [...document.querySelectorAll("article")].some((entry) => entry.textContent.includes(text));
  }, first);
  await seller.evaluate(() => window.scrollTo(0, 0));
  // The oldest part is far away again.
  await seller.waitForFunction(
    (text) => ![...document.querySelectorAll("article")].some((entry) => entry.textContent.includes(text)),
    first,
  );
  await take(seller, screen, first);
}

/** What is saved is whole. */
async function take(seller, screen, first) {
  const dialog = await ask(seller, "Print or save");
  await look(seller, `${screen}-seller-keeps`);
  const [download] = await Promise.all([
    seller.waitForEvent("download"),
    dialog.getByRole("button", { name: "Save as text" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  assert.ok(text.indexOf(first) < text.indexOf(`${screen} ${SAID} of ${SAID}`) && text.includes(first));
}

/** Runs in the page: says much, one after the other. */
async function say([screen, count]) {
  for (let number = 1; number <= count; number += 1) {
    const body = { command: crypto.randomUUID(), text: `${screen} ${number} of ${count}` };
    const answer = await fetch("/api/negotiations/fresh/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }
}
