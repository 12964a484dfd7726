// How people come to a negotiation and reach its actions, the same in every story.
import { person } from "./browser.mjs";

/** A person of that role before the negotiation at `path`. */
export async function seat(browser, server, role, screen, path) {
  const page = await person(browser, screen);
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + path);
  await page.getByPlaceholder("Write your message…").waitFor();
  // Who stays moves something; for who only glances, less is loaded.
  await page.mouse.move(1, 1);
  return page;
}

/** The same with an empty box, whatever that person began to write there before. */
export async function freshSeat(browser, server, role, screen, path) {
  const page = await seat(browser, server, role, screen, path);
  await page.evaluate(forgetDraft, path);
  return page;
}

/** Runs in the page, before anybody turns to the box. */
async function forgetDraft(path) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`/api${path}/draft`, { method: "PUT", headers, body: JSON.stringify({ text: "" }) });
  if (!answer.ok) throw new Error(await answer.text());
}

/** Presses an action, which may be in the menu of the others; the dialog that it opens. */
export async function ask(page, action) {
  const shown = page.getByRole("button", { name: action }).filter({ visible: true });
  if ((await shown.count()) === 0) {
    await page.locator('summary[aria-label="More actions"]').filter({ visible: true }).first().click();
  }
  await shown.first().click();
  return page.getByRole("dialog");
}
