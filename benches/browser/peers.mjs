// Serves the pages that Kontor is held against, compressed as well as Kontor's, on a free port of this machine.
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = { html: "text/html", js: "text/javascript", css: "text/css", json: "application/json" };

/** So many messages as every page gets them. */
function messages(count) {
  const text = (number) => `We can deliver the ${number}th part of your order in the first week of March.`;
  return JSON.stringify(Array.from({ length: count }, (_, number) => text(number)));
}

function compressed(bytes, quality) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
}

/** `folder` has the files. Gives the address, and how to end it. */
export async function servePeers(folder) {
  const kept = new Map();
  const file = (path) => {
    if (!kept.has(path)) kept.set(path, compressed(readFileSync(new URL(`.${path}`, folder)), 11));
    return kept.get(path);
  };
  const server = createServer((request, answer) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const type = TYPES[pathname.split(".").pop()];
    try {
      const count = Number(searchParams.get("count"));
      const body = pathname === "/messages.json" ? compressed(messages(count), 4) : file(pathname);
      answer.writeHead(200, { "content-type": type ?? "application/octet-stream", "content-encoding": "br" });
      answer.end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { origin: `http://localhost:${server.address().port}`, close: () => server.close() };
}

/** The bare windowed page with so many messages. */
export function floor(origin, count) {
  return {
    url: `${origin}/floor.html?count=${count}`,
    field: "#text",
    keys: "Enter",
    ready: () => document.querySelector("#history p") !== null,
    left: () => true,
    own: (text) => document.querySelector("#history p")?.textContent === text,
  };
}
