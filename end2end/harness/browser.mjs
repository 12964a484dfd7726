// One Chromium for a file of stories, and the two screens that every story is played on.
// A page that logs an error or loads something that fails breaks its story.
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Whether pictures are kept, `light` or `dark`; without them a phone need not draw four times as many dots. */
const PICTURES = process.env.KONTOR_PICTURES;

/** A phone held upright and a desk. */
export const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: PICTURES ? 2 : 1 },
  desk: { viewport: { width: 1440, height: 900 } },
};

export async function startBrowser() {
  const program = process.env.KONTOR_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath: program, headless: true, args: FLAGS });
}

/** A person with a browser profile of their own. `page.faults` gathers what went wrong unseen. */
export async function person(browser, screen, options = {}) {
  const context = await browser.newContext({ ...SCREENS[screen], colorScheme: PICTURES ?? "light", locale: "en-GB", ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(`console: ${message.text()}`);
  });
  return page;
}

/** A PDF as Chromium prints it; the path of its file. */
export async function printed(browser, path, html) {
  const page = await (await browser.newContext()).newPage();
  await page.setContent(html);
  await page.pdf({ path, format: "A4" });
  await page.context().close();
  return path;
}

/** Keeps a picture for people to look at, where they want some. */
export async function picture(page, name) {
  if (!PICTURES) return;
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: `${RESULTS}${name}.png`, fullPage: true });
}
