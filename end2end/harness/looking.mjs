// What every story asks of a page that it stands before, and of one that it leaves.
import assert from "node:assert/strict";
import { assertAccessible, assertNoSideways } from "./accessible.mjs";
import { picture } from "./browser.mjs";

/** Keeps a picture under that name; anybody can use the page, and nothing sticks out of it. */
export async function look(page, name) {
  await picture(page, name);
  await assertAccessible(page);
  await assertNoSideways(page);
}

/** People go; nothing went wrong unseen but what the browser says of an answer that is a refusal. */
export async function leave(...pages) {
  for (const page of pages) {
    assert.deepEqual(page.faults.filter((fault) => !/status of (409|413|422)/.test(fault)), []);
    await page.context().close();
  }
}
