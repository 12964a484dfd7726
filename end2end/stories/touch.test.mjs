// Under a thumb: targets are large enough, nothing lies sideways, and the keyboard of a phone leaves room to write.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSideways } from "../harness/accessible.mjs";
import { person, picture, startBrowser } from "../harness/browser.mjs";
import { startServer } from "../harness/server.mjs";
import { ask } from "../harness/talk.mjs";

/** What a finger needs, in CSS pixels. */
const FINGER = 44;
/** What the keyboard of a phone takes of the screen's height. */
const KEYBOARD = 336;
const SCREENS = {
  "small phone": { width: 320, height: 568 },
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
};
const ROOMS = { seller: ["/requests", "/negotiations/answered"], buyer: ["/requests", "/negotiations/answered"] };

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [screen, viewport] of Object.entries(SCREENS)) {
  for (const [role, rooms] of Object.entries(ROOMS)) {
    test(`a thumb meets what it aims at: a ${role} on a ${screen}`, async () => {
      const page = await open(role, viewport);
      for (const room of rooms) {
        await page.goto(server.address + room);
        await page.locator("main h1").first().waitFor();
        await page.mouse.move(1, 1);
        await page.waitForLoadState("networkidle");
        await reachable(page, `${screen}-${role}-touch-${room.split("/")[1]}`);
      }
      const dialog = await ask(page, role === "seller" ? "Forward" : "Withdraw inquiry");
      await dialog.getByRole("button").first().waitFor();
      await page.waitForLoadState("networkidle");
      await reachable(page, `${screen}-${role}-touch-dialog`);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }

  test(`the keyboard leaves room to write and to send, on a ${screen}`, async () => {
    const page = await open("seller", viewport);
    await page.goto(`${server.address}/negotiations/fresh`);
    const text = page.locator("#composer-text");
    await text.fill(Array.from({ length: 30 }, (_, line) => `Line ${line + 1}`).join("\n"));
    await text.press("End");
    // The page is as high as what the keyboard leaves: it asks for that (`interactive-widget`).
    const left = { width: viewport.width, height: viewport.height - KEYBOARD };
    await page.setViewportSize(left);
    await text.press("x");
    const send = page.getByRole("button", { name: "Send", exact: true });
    const [box, field] = [await send.boundingBox(), await text.boundingBox()];
    await picture(page, `${screen}-seller-keyboard`);
    assert.ok(field.height <= left.height / 2 + 1, `the text takes ${field.height} of ${left.height} px`);
    assert.ok(field.y >= 0 && field.y + field.height <= left.height, `the text is seen: ${JSON.stringify(field)}`);
    await send.scrollIntoViewIfNeeded();
    const shown = await send.boundingBox();
    assert.ok(shown.y >= 0 && shown.y + shown.height <= left.height, `it can be sent: ${JSON.stringify(box)}`);
    const covered = await send.evaluate((button) => {
      const { x, y, width, height } = button.getBoundingClientRect();
      return !button.contains(document.elementFromPoint(x + width / 2, y + height / 2));
    });
    assert.ok(!covered, "nothing lies above it");
    await text.fill("");
    await page.context().close();
  });
}

async function open(role, viewport) {
  const page = await person(browser, "phone", { viewport });
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  return page;
}

async function reachable(page, name) {
  await picture(page, name);
  await assertNoSideways(page);
  await assertAccessible(page);
  const small = await page.evaluate(tooSmall, FINGER);
  assert.deepEqual(small, [], `${name}: at least ${FINGER} px`);
}

/** Runs in the page: what is pressed, stands alone and is too small for a finger. A field's word is part of it. */
function tooSmall(finger) {
  const layer = document.querySelector("dialog[open]") ?? document;
  const pressed = "button, a[href], summary, select, textarea, input:not([type=hidden], [type=file])";
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const inText = (element) => element.tagName === "A" && getComputedStyle(element).display === "inline";
  const area = (element) => {
    const whole = element.labels?.[0]?.contains(element) ? element.labels[0] : element;
    return whole.getBoundingClientRect();
  };
  return [...layer.querySelectorAll(pressed)]
    .filter((element) => seen(element) && !inText(element) && !element.closest(".hidden-visually, [inert]"))
    .map((element) => [element, area(element)])
    .filter(([, { width, height }]) => width > 1 && height > 1)
    .filter(([, { width, height }]) => height < finger - 0.5 || width < finger - 0.5)
    .map(([element, { width, height }]) => `${element.outerHTML.slice(0, 90)} ${Math.round(width)}×${Math.round(height)}`);
}
