// A problem with an order runs its course before the operator's eyes (N11); private words of a rating reach whom they
// are for (S1, V); and why an inquiry came to whom it came is worked out again in each reader's page (R12).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertAccessible } from "../harness/accessible.mjs";
import { person, picture, startBrowser } from "../harness/browser.mjs";
import { leave, look } from "../harness/looking.mjs";
import { paper } from "../harness/papers.mjs";
import { order } from "../harness/quotes.mjs";
import { startServer } from "../harness/server.mjs";

const ORDERED = "/negotiations/fresh";
const UNRATED = "/negotiations/unrated";
/** Each screen has orders of its own amounts. */
const CENTS = { phone: "30", desk: "40" };
/** For what the page has already. */
const SOON_MS = 3_000;
const SAME = "Worked out again here, from what was known then: the same comes out.";
const OTHER = "Worked out again here, something else comes out. Tell the operator of this exhibition.";

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// On one screen: they take long, and what is pressed here is pressed on a desk in other stories.
for (const screen of ["phone"]) {
  test(`what the seller calls solved is for the buyer to say, and the operator ends it, on a ${screen}`, async () => {
    const [seller, buyer] = await Promise.all(["seller", "buyer"].map((role) => open(role, screen, ORDERED)));
    await order(seller, buyer, ORDERED, `900.${CENTS[screen]}`, paper("Offer of 900 euros"));
    const wrong = `Two of twelve leak (${screen}).`;
    await report(buyer, `€900.${CENTS[screen]}`, wrong);
    const theirs = incident(seller, wrong);
    await theirs.getByText("Open", { exact: true }).waitFor();
    await theirs.getByText(/^Closes by itself /).waitFor();
    assert.deepEqual(await offered(theirs), ["Mark as solved"], "closing is not the seller's");
    await act(seller, theirs, "Mark as solved", "What was done?", "New seals went out today.");
    const own = incident(buyer, wrong);
    for (const one of [theirs, own]) await one.getByText("Solved, says the seller", { exact: true }).waitFor();
    await buyer.locator("#history").getByText("New seals went out today.").first().waitFor();
    await own.getByText(/^Closes by itself /).waitFor();
    assert.deepEqual(await offered(theirs), []);
    assert.deepEqual(await offered(own), ["Close incident", "Not solved"]);
    await look(buyer, `${screen}-buyer-asked-whether-solved`);

    await own.getByRole("button", { name: "Not solved" }).click();
    const dialog = buyer.getByRole("dialog");
    await dialog.getByRole("button", { name: "Not solved" }).click();
    await dialog.locator('[aria-invalid="true"]').waitFor();
    await dialog.getByLabel("Why is it not solved?").fill("They leak with new seals too.");
    await dialog.getByRole("button", { name: "Not solved" }).click();
    for (const one of [theirs, own]) await one.getByText("Disputed by the buyer", { exact: true }).waitFor();
    await seller.locator("#history").getByText("They leak with new seals too.").first().waitFor();
    assert.deepEqual(await offered(theirs), ["Mark as solved"]);

    // It is nobody's but theirs and the operator's.
    const manufacturer = await open("manufacturer", screen, ORDERED);
    const seen = await manufacturer.evaluate(() => document.documentElement.outerHTML);
    for (const secret of ["leak", "Incident", "seals"]) assert.ok(!seen.includes(secret), secret);

    const operator = await open("operator", screen, "/incidents");
    await supervise(operator, screen, wrong);
    for (const one of [theirs, own]) await one.getByText("Closed", { exact: true }).waitFor();
    for (const one of [theirs, own]) assert.deepEqual(await offered(one), []);
    await buyer.locator("#history").getByText("The money was given back.").first().waitFor();
    await operator.goto(`${server.address}/incidents`);
    await operator.getByRole("button", { name: /^Closed/ }).click();
    await row(operator, wrong).getByText("Closed", { exact: true }).waitFor();
    assert.equal(await row(operator, wrong).getByText(/^closes in/).count(), 0, "its clock has stopped");
    await leave(seller, buyer, manufacturer, operator);
  });

  test(`the buyer closes what was no problem after all, on a ${screen}`, async () => {
    const [seller, buyer] = await Promise.all(["seller", "buyer"].map((role) => open(role, screen, ORDERED)));
    const price = `€910.${CENTS[screen]}`;
    await order(seller, buyer, ORDERED, price.slice(1), paper("Offer of 910 euros"));
    const wrong = `The crate is empty (${screen}).`;
    await report(buyer, price, wrong);
    assert.equal(await quote(buyer, price).getByRole("button", { name: "Report a problem" }).count(), 0, "one at a time");
    await act(buyer, incident(buyer, wrong), "Close incident", "Remark", "It was the wrong crate.");
    for (const page of [buyer, seller]) {
      await incident(page, wrong).getByText("Closed", { exact: true }).waitFor();
      await page.locator("#history").getByText("It was the wrong crate.").first().waitFor();
      assert.deepEqual(await offered(incident(page, wrong)), []);
    }
    await quote(buyer, price).getByRole("button", { name: "Report a problem" }).waitFor();
    await look(seller, `${screen}-seller-incident-closed`);
    await leave(seller, buyer);
  });

  test(`a private comment is for the seller and the operator, on a ${screen}`, async () => {
    const comment = `Mr Peters was rude on the phone (${screen}).`;
    const reason = `Quick and clear (${screen})`;
    const buyer = await open("buyer", screen, UNRATED);
    await buyer.getByRole("button", { name: "4 of 5" }).click();
    await buyer.getByText("Your 4 stars are noted.").waitFor();
    await buyer.getByRole("button", { name: "Add a reason or a comment" }).click();
    const dialog = buyer.getByRole("dialog");
    await dialog.getByText("Only the seller and the operator read it.").waitFor();
    await dialog.getByLabel("What was good or bad?").fill(reason);
    await dialog.getByLabel("Private comment").fill(comment);
    await picture(buyer, `${screen}-buyer-comments`);
    const stars = dialog.getByRole("group", { name: "Stars" });
    assert.equal(await stars.innerText(), ["1 of 5", "2 of 5", "3 of 5", "4 of 5", "5 of 5"].join("\n"));
    assert.equal(await stars.locator("[data-on]").count(), 4, "as many stars are filled as were given");
    await assertAccessible(buyer);
    await dialog.getByRole("button", { name: "Rate the answer" }).click();
    await dialog.waitFor({ state: "detached" });
    for (const [role, words] of [["seller", comment], ["operator", comment], ["manufacturer", undefined]]) {
      const page = await open(role, screen, UNRATED);
      await page.locator("#history").getByText("Feedback given").first().waitFor();
      const told = await page.evaluate(async () => (await fetch("/api/negotiations/unrated")).json());
      const { stars, reason: why, comment: said } = told.header.feedback;
      assert.deepEqual([role, stars, why, said ?? undefined], [role, 4, reason, words]);
      assert.equal(JSON.stringify(told).includes(comment), words !== undefined, role);
      await page.getByText(reason).first().waitFor({ timeout: SOON_MS });
      await page.getByText("4 of 5").first().waitFor({ timeout: SOON_MS });
      assert.equal(await page.getByText(comment).count(), words ? 1 : 0, role);
      await picture(page, `${screen}-${role}-reads-rating`);
      await leave(page);
    }
    await leave(buyer);
  });

  test(`each reads why it came to this seller, as much as is theirs, on a ${screen}`, async () => {
    const chosen = "Nobody was chosen, so it went to the first seller on the list.";
    const network = { shows: ["The whole network at that moment", "serves another country"], hides: ["You and this inquiry"] };
    const parts = {
      buyer: {
        shows: ["Shown to you, in this order", "Hanse Industrietechnik GmbH", "score 3.5"],
        hides: ["Severn Machinery Ltd", "Spree Technik GmbH", "The whole network", "serves another country"],
      },
      seller: {
        shows: ["You and this inquiry", "Distance to the buyer", "none: your whole country", "you sell it", "shown, ranked 1"],
        hides: ["Hanse Industrietechnik GmbH", "Severn Machinery Ltd", "The whole network", "Shown to you"],
      },
      manufacturer: network,
      operator: network,
    };
    const readers = [];
    for (const [role, { shows, hides }] of Object.entries(parts)) {
      const reader = await open(role, screen, ORDERED);
      const receipt = await unfold(reader);
      await receipt.getByText("Received by Rheinwerk Antriebe GmbH.").waitFor();
      await receipt.getByText(chosen).waitFor();
      await receipt.getByText(SAME).waitFor();
      for (const words of shows) await receipt.getByText(words).first().waitFor();
      const whole = await receipt.innerText();
      for (const words of hides) assert.ok(!whole.includes(words), `${role} reads “${words}”`);
      await look(reader, `${screen}-${role}-decision`);
      readers.push(reader);
    }
    // The page has really worked it out: of another decision it says that it is another.
    for (const [index, change] of [otherOrder, otherDistance, otherDecision, otherDecision].entries()) {
      const reader = readers[index];
      await reader.route("**/decision", async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, json: change(await answer.json()) });
      });
      await reader.reload();
      await (await unfold(reader)).getByText(OTHER).waitFor();
    }
    await leave(...readers);
  });
}

async function open(role, screen, path) {
  const page = await person(browser, screen);
  await page.goto(server.links[role]);
  await page.waitForURL((url) => url.pathname !== "/link");
  await page.goto(server.address + path);
  await page.locator("main h1").first().waitFor();
  await page.mouse.move(1, 1);
  return page;
}

const incident = (page, words) => page.getByRole("group", { name: "Incident" }).filter({ hasText: words });
const row = (page, words) => page.locator("main li").filter({ hasText: words });

function quote(page, price) {
  return page.getByRole("group", { name: "Quote", exact: true }).filter({ has: page.getByText(price, { exact: true }) });
}

/** What can be done, in alphabetical order. */
async function offered(card) {
  return (await card.getByRole("button").allInnerTexts()).map((word) => word.trim()).toSorted();
}

async function report(buyer, price, words) {
  await quote(buyer, price).getByRole("button", { name: "Report a problem" }).click();
  const dialog = buyer.getByRole("dialog");
  await dialog.getByText("An incident closes by itself after 15 days.").waitFor();
  await dialog.getByRole("button", { name: "Report a problem" }).click();
  await dialog.getByText("Say in a few words what is wrong.").first().waitFor();
  await dialog.getByLabel("What is wrong?").fill(words);
  await dialog.getByRole("button", { name: "Report a problem" }).click();
  await incident(buyer, words).waitFor();
}

async function act(page, card, action, field, words) {
  await card.getByRole("button", { name: action }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(field).fill(words);
  await dialog.getByRole("button", { name: action }).click();
  await dialog.waitFor({ state: "detached" });
}

/** The operator finds the dispute with its clock, and ends it. */
async function supervise(operator, screen, wrong) {
  const line = row(operator, wrong);
  await line.getByText("Anna Weber and Rheinwerk Antriebe GmbH").waitFor();
  await line.getByText("Disputed by the buyer", { exact: true }).waitFor();
  await line.getByText("closes in 15 days").waitFor();
  await line.getByText(`Ventura valve island · Bergkamp Pneumatik · €900.${CENTS[screen]}`).waitFor();
  await operator.getByRole("region", { name: "Incident rate" }).getByText("Rheinwerk Antriebe GmbH").waitFor();
  await look(operator, `${screen}-operator-incidents`);
  await operator.getByRole("button", { name: /^Disputed by the buyer/ }).click();
  await line.getByRole("link").click();
  await act(operator, incident(operator, wrong), "Close incident", "Remark", "The money was given back.");
  await look(operator, `${screen}-operator-closes-incident`);
}

/** Opens the receipt, which a phone folds away with the summary. */
async function unfold(page) {
  const receipt = page.locator("aside details");
  const question = receipt.getByText("Who received it, and why");
  await question.waitFor({ state: "attached" });
  if (!(await question.isVisible())) await page.locator("aside button[aria-expanded]").click();
  await question.click();
  return receipt;
}

const otherOrder = (trace) => ({ ...trace, order: trace.order.toReversed() });
const otherDistance = (trace) => ({ ...trace, own: { ...trace.own, distance_m: trace.own.distance_m + 1 } });

function otherDecision(trace) {
  const decision = { ...trace.whole.decision, shown: trace.whole.decision.shown.toReversed() };
  return { ...trace, whole: { ...trace.whole, decision } };
}
