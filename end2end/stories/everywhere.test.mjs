// Every page, as every role, on both screens: it opens, fits, is for everybody and says its title.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible, assertNoSideways } from "../harness/accessible.mjs";
import { person, picture, SCREENS, startBrowser } from "../harness/browser.mjs";
import { startServer } from "../harness/server.mjs";

const PAGES = {
  nobody: ["/", "/stands/bergkamp-pneumatik-industry", "/sign-in", "/no-such-page"],
  buyer: ["/requests"],
  seller: ["/requests", "/hours", "/mail-settings"],
  manufacturer: ["/requests", "/network"],
  operator: ["/requests", "/mails"],
};
const LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "ru", "zh", "ja"];

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const screen of Object.keys(SCREENS)) {
  for (const [role, paths] of Object.entries(PAGES)) {
    test(`the pages of ${role} on a ${screen}`, async () => {
      const page = await person(browser, screen);
      if (role !== "nobody") {
        await page.goto(server.links[role]);
        await page.waitForURL((url) => url.pathname !== "/link");
      }
      for (const path of paths) {
        await page.goto(server.address + path);
        await page.locator("main h1, main h2").first().waitFor();
        await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
        await picture(page, `${screen}-${role}${path.replaceAll("/", "-")}`);
        assert.notEqual(await page.title(), "Kontor", `${path} has a title of its own`);
        await assertNoSideways(page);
        await assertAccessible(page);
      }
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });
  }
}

test("the pages speak nine languages, in light and dark", async () => {
  const titles = new Set();
  for (const [index, language] of LANGUAGES.entries()) {
    const page = await person(browser, index % 2 ? "phone" : "desk", {
      locale: language,
      colorScheme: index % 2 ? "dark" : "light",
    });
    await page.goto(server.address);
    await page.locator("main h1").waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    titles.add(await page.locator("main h1").innerText());
    await assertNoSideways(page);
    await assertAccessible(page);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  }
  assert.equal(titles.size, LANGUAGES.length, `each in its own words: ${[...titles].join(" · ")}`);
});
