// Opens negotiations in empty browsers and tells what crossed the wire, in bytes as they travelled, until nothing
// more comes while nobody touches anything: for the dearest one of words, and for the dearest with a document.
// Signing in and choosing the negotiations happen in another page first, without the browser's cache.
import { person, startBrowser } from "../../end2end/harness/browser.mjs";
import { signedIn } from "./kontor.mjs";

const QUIET_MS = 3_000;
const OF_EACH_KIND = 5;

const [link] = process.argv.slice(2);
const browser = await startBrowser();
try {
  const { cookies, rows } = await signedIn(browser, link);
  // The one tells the server what was read, the other that somebody looks for the first time.
  const kinds = [rows.filter((row) => row.unread > 0), rows.filter((row) => row.status === "new")];
  if (kinds.some((kind) => kind.length === 0)) throw new Error("nothing unread, or nothing new, to open");
  const measured = [];
  for (const { negotiation } of kinds.flatMap((kind) => kind.slice(0, OF_EACH_KIND))) {
    measured.push(await opened(new URL(`/negotiations/${negotiation}`, link).href, cookies));
  }
  const dearest = (documents) => {
    const kind = measured.filter((one) => one.documents === documents);
    if (kind.length === 0) throw new Error(`nothing to open where documents: ${documents}`);
    return kind.reduce((most, one) => (one.bytes > most.bytes ? one : most));
  };
  console.log(JSON.stringify({ ...dearest(false), with_document: dearest(true).bytes }));
} finally {
  await browser.close();
}

/** What a page loads in a browser that knows nothing but who is signed in. */
async function opened(url, cookies) {
  const page = await person(browser, "phone");
  await page.context().addCookies(cookies);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const paths = new Map();
  const loads = [];
  const quiet = silence(QUIET_MS);
  devtools.on("Network.requestWillBeSent", quiet.broken);
  devtools.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, response.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { pathname } = new URL(paths.get(requestId) ?? "about:blank");
    loads.push({ path: pathname.replace(/negotiations\/[^/]+/, "negotiations/…"), bytes: encodedDataLength });
    quiet.broken();
  });
  const begun = performance.now();
  await page.goto(url);
  await page.locator("#composer-text").waitFor();
  const ready_ms = performance.now() - begun;
  await page.waitForLoadState("load");
  await quiet.over;
  await page.context().close();
  const documents = loads.some((load) => load.path.includes("/split-cards"));
  return { loads, ready_ms, documents, bytes: loads.reduce((sum, load) => sum + load.bytes, 0) };
}

/** Over once nothing has broken it for so long. */
function silence(length) {
  let broken;
  const over = new Promise((resolve) => {
    let timer;
    broken = () => {
      clearTimeout(timer);
      timer = setTimeout(resolve, length);
    };
  });
  return { broken, over };
}
