// Compresses every file of a folder once, as hard as can be, so that the server never has to:
// `x` gets `x.br` (Brotli 11) and `x.gz` beside it. Formats that are compressed already are left.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const COMPRESSED = new Set([".br", ".gz", ".png", ".jpg", ".webp", ".avif", ".woff2"]);
const folder = process.argv[2];
let [files, before, after] = [0, 0, 0];

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath ?? entry.path, entry.name);
  if (!entry.isFile() || COMPRESSED.has(extname(path))) continue;
  const content = readFileSync(path);
  const brotli = brotliCompressSync(content, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  writeFileSync(`${path}.br`, brotli);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  files += 1;
  before += content.length;
  after += brotli.length;
}
const kB = (bytes) => (bytes / 1000).toFixed(1);
console.log(`${files} files, ${kB(before)} kB, as Brotli ${kB(after)} kB`);
