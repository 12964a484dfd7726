// What goes wrong, and what is kept: refusals in words, a lost connection, links of others.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { person, startBrowser } from "../harness/browser.mjs";
import { startServer } from "../harness/server.mjs";

const STAND = "/stands/bergkamp-pneumatik-industry";

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("an incomplete inquiry says what is missing and keeps what was typed", async () => {
  const buyer = await person(browser, "phone");
  await buyer.goto(server.address + STAND);
  await buyer.getByLabel("Country").selectOption("DE");
  await buyer.getByLabel("What would you like to know?").fill("Is it quiet?");
  await buyer.getByRole("button", { name: "Send inquiry" }).click();
  await buyer.getByText("Write your name.").first().waitFor();
  assert.equal(await buyer.getByLabel("What would you like to know?").inputValue(), "Is it quiet?");
  await buyer.context().close();
});

test("a message written while the connection is lost is kept, and can be sent afterwards", async () => {
  const buyer = await person(browser, "desk");
  await buyer.goto(server.links.buyer);
  const text = buyer.getByPlaceholder("Write your message…");
  await openNegotiation(buyer, text);
  await text.fill("Are you still there?");
  await buyer.context().setOffline(true);
  await buyer.getByRole("button", { name: "Send", exact: true }).click();
  await buyer.locator("#composer").getByText(/cannot be reached/).waitFor();
  assert.equal(await text.inputValue(), "Are you still there?");
  await buyer.context().setOffline(false);
  await buyer.getByRole("button", { name: "Send", exact: true }).click();
  // The server has it once it can be taken back.
  await buyer.locator(".held").filter({ hasText: "Are you still there?" }).getByRole("button").first().waitFor();
  assert.equal(await text.inputValue(), "");
  await buyer.reload();
  await buyer.getByText("Are you still there?").first().waitFor();
  await buyer.context().close();
});

test("what was being written is for the same people after a reload, and with all that goes with it", async () => {
  const seller = await person(browser, "desk");
  await seller.goto(server.links.seller);
  await seller.waitForURL((url) => url.pathname !== "/link");
  await seller.goto(`${server.address}/negotiations/fresh`);
  const text = seller.locator("#composer-text");
  await seller.getByRole("button", { name: "Internal note" }).click();
  await text.fill("His boss decides in May.");
  await seller.waitForFunction(() => localStorage.getItem("draft:fresh") && localStorage.getItem("way:fresh"));
  await seller.reload();
  await seller.getByRole("button", { name: "Add note" }).waitFor();
  assert.equal(await text.inputValue(), "His boss decides in May.");
  await seller.getByRole("button", { name: "Add note" }).click();
  await seller.locator("#history").getByText("His boss decides in May.").waitFor();

  await seller.getByRole("button", { name: "Reply", exact: true }).first().click();
  await text.fill("Please have a look at this inquiry.");
  await seller.locator("#composer select").selectOption("operator");
  await seller.getByRole("button", { name: "Cc", exact: true }).click();
  const draft = keeping(seller, "anna@colleague.example");
  await seller.locator("#composer").getByLabel("Cc").fill("anna@colleague.example");
  await draft;
  await seller.reload();
  await text.waitFor();
  assert.equal(await seller.locator("#composer select").inputValue(), "operator");
  await text.focus();
  const copies = seller.locator("#composer").getByLabel("Cc");
  await seller.waitForFunction(() =>
    [...document.querySelectorAll("#composer input")].some((field) => field.value === "anna@colleague.example"),
  );
  await copies.fill("");
  await seller.getByRole("button", { name: "Send", exact: true }).click();
  await seller.locator(".held").filter({ hasText: "Please have a look" }).getByRole("button").first().waitFor();
  assert.equal(await seller.locator("#composer select").inputValue(), "lane", "N9: the next one is for the buyer");
  await seller.context().close();
});

/** The answer to keeping a draft with these words. */
function keeping(page, words) {
  return page.waitForResponse((response) => {
    const asked = response.request();
    return asked.method() === "PUT" && response.url().endsWith("/draft") && asked.postData().includes(words);
  });
}

test("who is shown is for the place that was given last, whichever answer comes last", async () => {
  const buyer = await person(browser, "desk");
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  const isOlder = (url) => url.includes("/sellers") && !url.includes("Bonn");
  await buyer.route(
    (url) => isOlder(url.href),
    async (route) => {
      await held;
      await route.continue();
    },
  );
  await buyer.goto(server.address + STAND);
  const late = buyer.waitForResponse((response) => isOlder(response.url()));
  await buyer.getByLabel("Country").selectOption("DE");
  await buyer.getByLabel("Town or postcode").fill("Bonn");
  const cards = buyer.getByRole("radiogroup", { name: "Who will answer you" }).locator("label");
  await cards.filter({ hasText: / km/ }).first().waitFor();
  letGo();
  await (await late).finished();
  await buyer.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.ok((await cards.filter({ hasText: / km/ }).count()) > 0, "the older answer is for no town");
  await buyer.context().close();
});

test("a message is seen at once, and is back in the box where it did not arrive before the page went", async () => {
  const buyer = await person(browser, "phone");
  await buyer.goto(server.links.buyer);
  const text = buyer.getByPlaceholder("Write your message…");
  await openNegotiation(buyer, text);
  const low = (await text.boundingBox()).height;
  await text.fill("Seals\n".repeat(9));
  await buyer.waitForFunction((low) => document.querySelector("#composer-text").clientHeight > low + 40, low);
  // The bar with Reply does not lie over Send, and is back when nobody writes.
  await buyer.waitForFunction(() => {
    const [bar, box] = [".dock", "#composer"].map((part) => document.querySelector(part).getBoundingClientRect());
    return bar.height > 0 && bar.top >= box.bottom;
  });
  await text.blur();
  await buyer.waitForFunction(() => document.querySelector(".dock").getBoundingClientRect().bottom === innerHeight);
  await text.fill("Does it come with seals?");
  await buyer.waitForFunction((low) => document.querySelector("#composer-text").clientHeight <= low, low);
  const asked = buyer.waitForRequest((request) => request.url().endsWith("/held-messages") && request.method() === "POST");
  // For good: a request that is let go of after all would arrive before the page has gone.
  await buyer.route("**/held-messages", (route) => route.request().method() === "POST" || route.continue());
  await text.press("Control+Enter");
  const leaving = buyer.locator(".held").filter({ hasText: "Does it come with seals?" });
  await leaving.waitFor();
  assert.equal(await text.inputValue(), "");
  assert.equal(await leaving.getByRole("button").count(), 0, "the server does not have it yet");
  await asked;
  await buyer.reload();
  await buyer.waitForFunction(() => document.querySelector("#composer-text")?.value === "Does it come with seals?");
  await buyer.context().close();
});

test("somebody else's negotiation looks like one that does not exist", async () => {
  const stranger = await person(browser, "desk");
  const words = [];
  for (const id of ["answered", "there-is-no-such-one"]) {
    await stranger.goto(`${server.address}/negotiations/${id}`);
    await stranger.getByText("This negotiation is not open to you").waitFor();
    words.push(await stranger.locator("main").innerText());
  }
  assert.equal(words[0], words[1]);
  await stranger.context().close();
});

test("a link that was tampered with opens nothing", async () => {
  const stranger = await person(browser, "phone");
  await stranger.goto(`${server.links.buyer}x`);
  await stranger.getByText("This link does not work any more").waitFor();
  await stranger.context().close();
});

/** The demo's link leads to a negotiation or to the list of them. */
async function openNegotiation(page, composer) {
  await page.waitForURL((url) => url.pathname !== "/link");
  if (new URL(page.url()).pathname === "/requests") await page.locator("a[data-row]").first().click();
  await composer.waitFor();
}
