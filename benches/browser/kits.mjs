// Kontor's conversation beside chat pages made of the usual kits: bytes, ms until it can be used, ms to send.
import { startBrowser } from "../../end2end/harness/browser.mjs";
import { negotiation, signedIn } from "./kontor.mjs";
import * as measuring from "./measuring.mjs";
import { servePeers } from "./peers.mjs";

const [link, ...lengths] = process.argv.slice(2);
/** As slow as a cheap phone. */
const PHONE = 4;
/** Each is opened so often; the longest histories once, because some take very long. */
const rounds = (count) => (count > 1_000 ? 1 : 3);
const SENT = 7;
/** A page that takes longer than this, in ms, is told as having taken so long. */
const PATIENCE = 60_000;

const KITS = {
  chatscope: {
    field: ".cs-message-input__content-editor",
    ready: () => document.querySelector(".cs-message") && document.querySelector(".cs-message-input__content-editor"),
    own: (text) => document.querySelector(".cs-message-list .cs-message:last-of-type")?.textContent.includes(text),
  },
  "deep-chat": {
    field: "#text-input",
    ready: () => {
      const root = document.querySelector("deep-chat")?.shadowRoot;
      return root?.querySelector(".message-bubble") && root.querySelector("#text-input");
    },
    own: (text) => {
      // The empty answer comes behind it.
      const bubbles = [...document.querySelector("deep-chat").shadowRoot.querySelectorAll(".message-bubble")];
      return bubbles.slice(-2).some((last) => last.textContent.includes(text));
    },
  },
  "vue-advanced-chat": {
    field: "#roomTextarea",
    ready: () => {
      const root = document.querySelector("vue-advanced-chat")?.shadowRoot;
      return root?.querySelector(".vac-message-card") && root.querySelector("#roomTextarea");
    },
    own: (text) => {
      const cards = document.querySelector("vue-advanced-chat").shadowRoot.querySelectorAll(".vac-message-card");
      return cards[cards.length - 1]?.textContent.includes(text);
    },
  },
};

const peers = await servePeers(new URL("../kits/dist/", import.meta.url));
const browser = await startBrowser();

async function told(measured, rounds) {
  const readies = [];
  let [bytes, sent] = [0, PATIENCE];
  for (let round = 0; round < rounds; round += 1) {
    const opened = await patiently(measuring.open(browser, measured, { slowed: PHONE, limit: PATIENCE }));
    readies.push(opened?.ready ?? PATIENCE);
    if (opened) bytes = opened.bytes();
    if (opened && round === rounds - 1) {
      sent = (await patiently(measuring.enterToPaint(opened.page, measured, SENT))) ?? PATIENCE;
    }
    // Also one that is still at work.
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
  return { ready: measuring.median(readies), bytes, sent };
}

/** What comes of it, or nothing when it takes too long. */
function patiently(work) {
  let bell;
  const over = new Promise((done) => (bell = setTimeout(done, PATIENCE)));
  const late = (error) => {
    if (error.name !== "TimeoutError") throw error;
  };
  return Promise.race([work.catch(late), over]).finally(() => clearTimeout(bell));
}

try {
  const { cookies } = await signedIn(browser, link);
  const pages = { kontor: ([, id]) => negotiation(new URL(`/negotiations/${id}`, link).href, cookies) };
  for (const [name, kit] of Object.entries(KITS)) {
    pages[name] = ([count]) => ({ url: `${peers.origin}/${name}.html?count=${count}`, keys: "Enter", ...kit });
  }
  const all = {};
  for (const length of lengths) {
    const [count] = length.split("=");
    all[count] = {};
    for (const [name, page] of Object.entries(pages)) {
      all[count][name] = await told(page(length.split("=")), rounds(Number(count)));
      console.error(`  ${name}, ${count} messages: ${JSON.stringify(all[count][name])}`);
    }
  }
  console.log(JSON.stringify(all));
} finally {
  await browser.close();
  peers.close();
}
