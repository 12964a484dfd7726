// S1: stars by one click in a mail, by one press on the page; and none by a program that follows links.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { startServer } from "../harness/server.mjs";

const UNRATED = "/negotiations/unrated";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
});

for (const screen of Object.keys(SCREENS)) {
  test(`stars from a mail, on a ${screen}`, async () => {
    const server = await startServer();
    try {
      const link = await starLink(server, 4);
      // A program runs the page, waits, and scrolls by script: nothing is given.
      const robot = await person(browser, screen);
      await robot.clock.install();
      await robot.goto(link);
      await robot.waitForURL((url) => url.pathname === UNRATED);
      await robot.getByRole("button", { name: "4 of 5", pressed: true }).waitFor();
      await robot.evaluate(() => {
        window.scrollTo(0, 400);
        window.dispatchEvent(new PointerEvent("pointerdown"));
        window.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
      });
      await robot.clock.runFor(10_000);
      assert.equal(await given(robot), undefined, "a program leaves no stars");
      await robot.context().close();

      const buyer = await person(browser, screen);
      await buyer.goto(link);
      await buyer.waitForURL((url) => url.pathname === UNRATED);
      await buyer.getByRole("button", { name: "4 of 5", pressed: true }).waitFor();
      await look(buyer, `${screen}-buyer-stars-chosen`);
      await buyer.keyboard.press("Tab");
      await buyer.getByText("Your 4 stars are noted.").waitFor();
      assert.equal((await given(buyer)).stars, 4);
      await look(buyer, `${screen}-buyer-stars-noted`);

      // Changed by one press; with words in the dialog.
      await buyer.getByRole("button", { name: "5 of 5" }).click();
      await buyer.getByText("Your 5 stars are noted.").waitFor();
      await buyer.getByRole("button", { name: "Add a reason or a comment" }).click();
      const dialog = buyer.getByRole("dialog");
      await dialog.getByLabel("What was good or bad?").fill("Quick and clear");
      await dialog.getByRole("button", { name: "Rate the answer" }).click();
      await dialog.waitFor({ state: "detached" });
      const left = await given(buyer);
      assert.deepEqual([left.stars, left.reason], [5, "Quick and clear"]);
      const told = (words) => buyer.locator("#history").getByText(words, { exact: true });
      await told("Feedback changed").first().waitFor();
      assert.equal(await told("Feedback given").count(), 1, "it was given once");
      // What was clicked is done: opened again, nothing is saved anew.
      await buyer.reload();
      await buyer.getByText("Your 5 stars are noted.").waitFor();
      assert.deepEqual(buyer.faults, []);
      await buyer.context().close();
    } finally {
      await server.stop();
    }
  });
}

/** The stars as the buyer's own page has them. */
async function given(page) {
  return page.evaluate(async () => {
    const answer = await fetch("/api/negotiations/unrated");
    return (await answer.json()).header.feedback;
  });
}

/** From the newest mail that asks for stars; the operator reads the post. */
async function starLink(server, stars) {
  const operator = await person(browser, "desk");
  await operator.goto(server.links.operator);
  await operator.waitForURL((url) => url.pathname !== "/link");
  const found = await operator.waitForFunction(
    async (stars) => {
      for (const { id, to } of await (await fetch("/api/mails")).json()) {
        if (!to.startsWith("anna.weber@")) continue;
        const { text } = await (await fetch(`/api/mails/${encodeURIComponent(id)}`)).json();
        const link = text.match(new RegExp(`\\S+&stars=${stars}\\b`));
        if (link) return link[0];
      }
      return false;
    },
    stars,
    { polling: 500, timeout: 30_000 },
  );
  const link = await found.jsonValue();
  await operator.context().close();
  const url = new URL(link);
  return `${server.address}${url.pathname}${url.hash}`;
}
