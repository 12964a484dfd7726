// What a person feels of a page: how long until it can be used, until a key is seen, until what was sent is seen,
// whether it moves evenly, and what it holds of the memory. The same functions measure Kontor and what it is held
// against. A measured page is `{url, cookies?, ready, field, keys, own, left?}`: whether its newest message is there
// and can be answered, the message box, the keys that send, whether a text that was sent is on the page, and whether
// all that was sent has left it.
import { readFileSync } from "node:fs";
import { person } from "../../end2end/harness/browser.mjs";

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Opens a page in an empty profile, slowed down so many times; a limit in ms ends a page that never gets ready. */
export async function open(browser, measured, { slowed = 1, screen = "desk", limit = 120_000 } = {}) {
  const page = await person(browser, screen);
  if (measured.cookies) await page.context().addCookies(measured.cookies);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowed });
  // Bytes are counted; what came is not kept for this, because it would count as memory of the page.
  await devtools.send("Network.enable", { maxTotalBufferSize: 0, maxResourceBufferSize: 0 });
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const begun = performance.now();
  await page.goto(measured.url, { timeout: limit, waitUntil: "commit" });
  await page.waitForFunction(measured.ready, undefined, { timeout: limit, polling: "raf" });
  await page.evaluate(`(${paintedWith})(() => true)`);
  const ready = performance.now() - begun;
  return { page, devtools, ready, bytes: () => bytes };
}

/** Resolves with the time at which a frame in which `isThere` has been painted. Runs in the page. */
export function paintedWith(isThere) {
  return new Promise((done) => {
    const look = () => {
      if (!isThere()) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  });
}

/** From the key that sends to the painted own message, in ms: the median of so many. */
export async function enterToPaint(page, measured, times) {
  const taken = [];
  for (let number = 0; number < times; number += 1) {
    const text = `The ${number}th pump leaves our house on Friday.`;
    await page.locator(measured.field).first().click();
    await page.keyboard.insertText(text);
    // As words, because a page may forbid that words become a program.
    await page.evaluate(`(${watchSending})(${measured.own}, ${paintedWith}, ${JSON.stringify(text)})`);
    await page.keyboard.press(measured.keys);
    taken.push(await page.evaluate(() => window.measuredSending));
  }
  return median(taken);
}

function watchSending(isThere, paintedWith, text) {
  window.measuredSending = new Promise((done, lost) => {
    setTimeout(() => lost(new Error(`"${text}" is not on the page`)), 60_000);
    const pressed = (event) => {
      if (event.key !== "Enter") return;
      removeEventListener("keydown", pressed, true);
      paintedWith(() => isThere(text)).then((at) => done(at - event.timeStamp));
    };
    addEventListener("keydown", pressed, true);
  });
}

/** From a letter's key to the frame that shows it, in ms: the median of so many. */
export async function keyToPaint(page, measured, times) {
  await page.locator(measured.field).first().click();
  const taken = [];
  for (let number = 0; number < times; number += 1) {
    await page.evaluate(`(${watchKey})(${paintedWith})`);
    await page.keyboard.press(LETTERS[number % LETTERS.length]);
    taken.push(await page.evaluate(() => window.measuredKey));
  }
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  return median(taken);
}

const LETTERS = "when can you send forty pumps";

function watchKey(paintedWith) {
  window.measuredKey = new Promise((done) => {
    const pressed = (event) => paintedWith(() => true).then((at) => done(at - event.timeStamp));
    addEventListener("keydown", pressed, { capture: true, once: true });
  });
}

/** Scrolls a page to its end, so many pixels a frame; the frames' lengths in ms. The end may move away meanwhile. */
export async function scroll(page, step) {
  return page.evaluate(async (step) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const lengths = [];
    const end = document.scrollingElement;
    let before = await frame();
    for (let still = 0; still < 60; ) {
      const top = end.scrollTop;
      window.scrollBy(0, step);
      const now = await frame();
      lengths.push(now - before);
      before = now;
      still = end.scrollTop > top ? 0 : still + 1;
    }
    return { lengths, bottom: end.scrollTop };
  }, step);
}

/**
 * What the page's renderer process holds, in MiB, after garbage has been collected: its memory and its share of what is
 * drawn. Not the pages of the browser's own program, which come from its file, whatever they show; nor the process that
 * the browser keeps ready for a page to come.
 */
export async function rendererMemory(browser, page, devtools) {
  await devtools.send("HeapProfiler.collectGarbage");
  return heldBy(await rendererOf(browser, page)) / 1024;
}

/** The process that works when the page does. */
async function rendererOf(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const worked = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    const renderers = processInfo.filter(({ type }) => type === "renderer");
    return new Map(renderers.map(({ id, cpuTime }) => [id, cpuTime]));
  };
  const before = await worked();
  await page.evaluate((length) => {
    const end = performance.now() + length;
    while (performance.now() < end);
  }, WORK);
  const after = await worked();
  await session.detach();
  const more = (id) => after.get(id) - (before.get(id) ?? 0);
  return [...after.keys()].reduce((most, id) => (more(id) > more(most) ? id : most));
}

/** Milliseconds of work that tell a process from the others. */
const WORK = 500;

function heldBy(id) {
  const told = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
  const kib = (line) => Number(new RegExp(`^${line}:\\s+(\\d+)`, "m").exec(told)[1]);
  return kib("Pss_Anon") + kib("Pss_Shmem");
}
