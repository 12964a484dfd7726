// Bundles one page for each kit into `dist/`, as a careful team would ship it: minified, for today's browsers.
import { writeFileSync } from "node:fs";
import { build } from "esbuild";

const KITS = ["chatscope", "deep-chat", "vue-advanced-chat"];

const here = (path) => new URL(path, import.meta.url).pathname;

await build({
  entryPoints: KITS.map((kit) => here(`${kit}.jsx`)),
  outdir: here("dist"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
});
for (const kit of KITS) {
  const sheet = kit === "chatscope" ? `<link rel="stylesheet" href="${kit}.css" />` : "";
  writeFileSync(
    here(`dist/${kit}.html`),
    `<!doctype html><html lang="en"><head><meta charset="utf-8" />
<meta name="viewport" content="width=device-width" /><title>${kit}</title>${sheet}
<style>html, body, #page { height: 100%; margin: 0; }</style></head>
<body><div id="page"></div><script type="module" src="${kit}.js"></script></body></html>`,
  );
}
