// A person who is signed in to the measured Kontor, and what is known of its negotiation page.
import { person } from "../../end2end/harness/browser.mjs";

/** Follows a sign-in link in a profile of its own; the cookies, and the negotiations as the list has them. */
export async function signedIn(browser, link) {
  const page = await person(browser, "desk");
  await page.goto(link);
  await page.locator('a[href^="/negotiations/"]').first().waitFor();
  const { rows } = await page.evaluate(() => fetch("/api/negotiations").then((reply) => reply.json()));
  const cookies = await page.context().cookies();
  await page.context().close();
  return { cookies, rows };
}

/** The negotiation page as something that can be measured. */
export function negotiation(url, cookies) {
  return {
    url,
    cookies,
    field: "#composer-text",
    keys: "Control+Enter",
    ready: () => document.querySelector("#composer-text") && document.querySelector("#history article"),
    left: () => document.querySelector(".held") === null,
    own: (text) => [...document.querySelectorAll(".held .words")].some((words) => words.textContent === text),
  };
}
