// Asks axe whether a page can be used by everybody (WCAG 2.2 AA) and fails with what it says.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export async function assertAccessible(page) {
  const present = await page.evaluate(() => "axe" in globalThis);
  if (!present) await page.evaluate(AXE);
  const found = await page.evaluate(check, LEVELS);
  const told = found.map(({ id, help, nodes }) => {
    const places = nodes.map((node) => `    ${node.html}\n      ${node.failureSummary.replaceAll("\n", " ")}`);
    return `  ${id}: ${help}\n${places.join("\n")}`;
  });
  assert.equal(found.length, 0, `${page.url()} is not accessible:\n${told.join("\n")}`);
}

/**
 * Runs in the page, once what moves or changes its colour has come to rest. What a bar at the edge of the screen covers just now can be scrolled to, so the bars take part in
 * the flow meanwhile: else a target would be too small or large enough by where the page happens to stand.
 */
async function check(levels) {
  const ends = (animation) => Number.isFinite(animation.effect.getComputedTiming().endTime);
  for (let moving; (moving = document.getAnimations().filter((one) => one.playState === "running" && ends(one))).length; ) {
    await Promise.allSettled(moving.map((animation) => animation.finished));
  }
  const stays = (element) => ["fixed", "sticky"].includes(getComputedStyle(element).position);
  const bars = [...document.querySelectorAll("body *")].filter((element) => stays(element) && !element.closest("dialog"));
  for (const bar of bars) bar.style.position = "static";
  try {
    return (await globalThis.axe.run(document, { runOnly: levels, resultTypes: ["violations"] })).violations;
  } finally {
    for (const bar of bars) bar.style.position = "";
  }
}

/** Nothing may stick out to the side of a phone. */
export async function assertNoSideways(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= screen, `${page.url()} is ${content} px wide on a screen of ${screen} px`);
}
