// Gives what the program and its script take from one another short names: `shorten.mjs app.js app_bg.wasm`.
// As wasm-bindgen makes them they carry hashes, which stand in both files and cannot be compressed.
import { readFileSync, writeFileSync } from "node:fs";

const [script, program] = process.argv.slice(2);
const [IMPORTS, EXPORTS] = [2, 7];
const bytes = readFileSync(program);
let text = readFileSync(script, "utf8");
let at = 8;
let count = 0;

/** An unsigned number in LEB128, at `at`. */
function number() {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return value;
  }
}

/** The same number as bytes. */
function encoded(value) {
  const rest = Math.floor(value / 128);
  return rest === 0 ? [value] : [(value % 128) | 0x80, ...encoded(rest)];
}

function name() {
  const length = number();
  at += length;
  return bytes.toString("utf8", at - length, at);
}

function written(string) {
  const utf8 = Buffer.from(string);
  return [...encoded(utf8.length), ...utf8];
}

/** The bytes that `step` steps over. */
function copied(step) {
  const from = at;
  step();
  return bytes.subarray(from, at);
}

/** What is imported: a function, table, memory, global or tag. */
function kind() {
  const limits = () => {
    const hasEnd = bytes[at++] & 1;
    number();
    if (hasEnd) number();
  };
  const type = () => (at += 1);
  const kinds = [number, () => [type(), limits()], limits, () => [type(), type()], () => [type(), number()]];
  const step = kinds[bytes[at++]];
  if (!step) throw new Error(`${program}: an import of an unknown kind`);
  step();
}

/** A short name for one that wasm-bindgen has made and that stands in the script as a word. */
function short(long) {
  if (!/^(__wb|wasm_bindgen_)\w*$/.test(long)) return long;
  const parts = text.split(new RegExp(`\\b${long}\\b`));
  if (parts.length === 1) return long;
  const given = `_${(count++).toString(36)}`;
  text = parts.join(given);
  return given;
}

const entries = {
  [IMPORTS]: () => [...written(name()), ...written(short(name())), ...copied(kind)],
  [EXPORTS]: () => [...written(short(name())), ...copied(() => [(at += 1), number()])],
};

const parts = [bytes.subarray(0, at)];
while (at < bytes.length) {
  const begin = at;
  const id = bytes[at++];
  const end = number() + at;
  const entry = entries[id];
  if (!entry) {
    at = end;
    parts.push(bytes.subarray(begin, end));
    continue;
  }
  const section = encoded(number());
  while (at < end) section.push(...entry());
  parts.push(Buffer.from([id, ...encoded(section.length), ...section]));
}
writeFileSync(program, Buffer.concat(parts));
writeFileSync(script, text);
