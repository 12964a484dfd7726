// Opens one negotiation in an empty browser and tells what crossed the wire, in bytes as they travelled.
// Signing in and choosing the negotiation happen in another page first, without the browser's cache.
import { person, startBrowser } from "../../end2end/harness/browser.mjs";
import { signedIn } from "./kontor.mjs";

const [link] = process.argv.slice(2);
const browser = await startBrowser();
try {
  const { cookies, first } = await signedIn(browser, link);

  const page = await person(browser, "phone");
  await page.context().addCookies(cookies);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  const paths = new Map();
  const loads = [];
  devtools.on("Network.responseReceived", ({ requestId, response }) => paths.set(requestId, response.url));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const { pathname } = new URL(paths.get(requestId) ?? "about:blank");
    loads.push({ path: pathname.replace(/negotiations\/[^/]+/, "negotiations/…"), bytes: encodedDataLength });
  });
  const begun = performance.now();
  await page.goto(first);
  await page.locator("#composer-text").waitFor();
  const ready_ms = performance.now() - begun;
  await page.waitForLoadState("load");
  console.log(JSON.stringify({ loads, ready_ms }));
} finally {
  await browser.close();
}
