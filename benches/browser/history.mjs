// A long history beside a short one and beside the least that a page can be; tells times in ms, memory in MiB.
import { startBrowser } from "../../end2end/harness/browser.mjs";
import { negotiation, signedIn } from "./kontor.mjs";
import * as measuring from "./measuring.mjs";
import { floor, servePeers } from "./peers.mjs";

const [link, short, long, count] = process.argv.slice(2);
const ROUNDS = 7;
/** As slow as a cheap phone. */
const PHONE = 4;
const LETTERS = 40;
const MESSAGES = 12;
/** Pixels a frame: a quick flick. */
const FLICK = 200;

const peers = await servePeers(new URL("./", import.meta.url));
const bare = floor(peers.origin, count);
let browser = await startBrowser();
const { cookies } = await signedIn(browser, link);
const of = (id) => negotiation(new URL(`/negotiations/${id}`, link).href, cookies);

/** Opens each in turn, so that what else the machine does falls on both. */
async function opened(pages) {
  const times = pages.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [number, page] of pages.entries()) {
      const { page: shown, ready } = await measuring.open(browser, page);
      times[number].push(ready);
      await shown.context().close();
    }
  }
  return times.map(measuring.median);
}

/** Types in each in turn; what was sent has left before the next is opened. */
async function typed(pages) {
  const times = pages.map(() => ({ keys: [], enters: [] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [number, measured] of pages.entries()) {
      const { page } = await measuring.open(browser, measured, { slowed: PHONE });
      times[number].keys.push(await measuring.keyToPaint(page, measured, LETTERS));
      times[number].enters.push(await measuring.enterToPaint(page, measured, MESSAGES));
      await page.waitForFunction(measured.left);
      await page.context().close();
    }
  }
  return times.map(({ keys, enters }) => ({ key: measuring.median(keys), enter: measuring.median(enters) }));
}

try {
  const [openShort, openLong] = await opened([of(short), of(long)]);
  const [ours, theirs] = await typed([of(long), bare]);
  await browser.close();

  browser = await startBrowser();
  const empty = await measuring.open(browser, { url: "about:blank", ready: () => true });
  const nothing = await measuring.rendererMemory(browser, empty.page, empty.devtools);
  await empty.page.context().close();
  const { page, devtools } = await measuring.open(browser, of(long));
  const atFirst = await measuring.rendererMemory(browser, page, devtools);
  const { lengths, bottom } = await measuring.scroll(page, FLICK);
  const atLast = await measuring.rendererMemory(browser, page, devtools);
  const frames = { count: lengths.length, longest: Math.max(...lengths), median: measuring.median(lengths) };
  const memory = { first: atFirst - nothing, last: atLast - nothing };
  console.log(JSON.stringify({ openShort, openLong, ours, theirs, frames, bottom, memory }));
} finally {
  await browser.close();
  peers.close();
}
