// A person who is signed in to the measured Kontor, and what is known of its negotiation page.
import { person } from "../../end2end/harness/browser.mjs";

/** Follows a sign-in link in a profile of its own; the cookies and the address of the first negotiation. */
export async function signedIn(browser, link) {
  const page = await person(browser, "desk");
  await page.goto(link);
  const row = page.locator('a[href^="/negotiations/"]').first();
  await row.waitFor();
  const first = new URL(await row.getAttribute("href"), link).href;
  const cookies = await page.context().cookies();
  await page.context().close();
  return { cookies, first };
}

/** The negotiation page as something that can be measured. */
export function negotiation(url, cookies) {
  return {
    url,
    cookies,
    field: "#composer-text",
    keys: "Control+Enter",
    ready: () => document.querySelector("#composer-text") && document.querySelector("#history article"),
    own: (text) => [...document.querySelectorAll(".held .words")].some((words) => words.textContent === text),
  };
}
