// Documents (N2): dropped, watched on their way and stopped; what may not be sent is refused in its own words and
// nothing that was written is lost; and who gets one, and how it arrives.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { person, startBrowser } from "../harness/browser.mjs";
import { leave, look } from "../harness/looking.mjs";
import { drop, paper, written } from "../harness/papers.mjs";
import { startServer } from "../harness/server.mjs";
import { freshSeat } from "../harness/talk.mjs";

const NEGOTIATION = "/negotiations/fresh";
const LARGEST = 10_485_760;
/** For what follows without asking the server. */
const SOON_MS = 3_000;
const SAMPLES = fileURLToPath(new URL("../../pdf/tests/samples/", import.meta.url));

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

// On one screen: they take long, and what is pressed here is pressed on a phone in other stories.
for (const screen of ["desk"]) {
  test(`a PDF is dropped onto the box, and only who may read it gets it, on a ${screen}`, async () => {
    const [seller, buyer] = await Promise.all([open("seller", screen), open("buyer", screen)]);
    const file = fileOf(`Zeichnung “Köln” (${screen}).pdf`, paper(`Valve island, ${screen}`));
    const words = `The drawing that you asked for (${screen}).`;
    await box(seller).fill(words);
    // Beside the box is on the page, too: the browser does not leave it for the file.
    await drop(seller, seller.getByRole("heading", { level: 1 }), [file], async () => {
      await seller.locator('#composer[data-dropping]').waitFor();
    });
    await attached(seller, basename(file));
    assert.equal(await seller.locator('#composer[data-dropping]').count(), 0);
    assert.equal(await box(seller).inputValue(), words);
    await look(seller, `${screen}-seller-dropped`);
    await send(seller);

    const message = buyer.locator("article").filter({ hasText: words });
    const link = message.getByRole("link", { name: "Download" });
    const [download] = await Promise.all([buyer.waitForEvent("download"), link.click()]);
    assert.equal(download.suggestedFilename(), basename(file));
    assert.ok(readFileSync(await download.path()).equals(readFileSync(file)), "byte for byte");
    const address = server.address + (await link.getAttribute("href"));
    await savedNeverShown(buyer, address);

    // Neither who asks from nowhere nor the manufacturer, who knows that there was something, gets it.
    const manufacturer = await person(browser, screen);
    await manufacturer.goto(server.links.manufacturer);
    await manufacturer.waitForURL((url) => url.pathname !== "/link");
    const stranger = await person(browser, screen);
    for (const page of [manufacturer, stranger]) {
      const [real, invented] = [address, address.replace(/[^/]+$/, "there-is-no-such-one")];
      const answers = await Promise.all([real, invented].map((url) => page.request.get(url)));
      const [there, nowhere] = answers.map((answer) => answer.status());
      assert.ok(there >= 400, `${there} is no refusal`);
      assert.equal(there, nowhere, "it looks like one that does not exist");
    }
    await leave(seller, buyer, manufacturer, stranger);
  });

  test(`an upload is watched and stopped, and ten mebibytes are just not too much, on a ${screen}`, async () => {
    const seller = await open("seller", screen);
    const words = `All drawings in one (${screen}).`;
    await box(seller).fill(words);
    const tooLarge = fileOf("too-large.pdf", paper("All drawings and one more", { bytes: LARGEST + 1 }));
    await drop(seller, composer(seller), [tooLarge]);
    await composer(seller).getByText("The document is larger than 10 MB.").waitFor();
    await look(seller, `${screen}-seller-too-large`);
    await remove(seller, words);

    const largest = fileOf("largest.pdf", paper("All drawings", { bytes: LARGEST }));
    const slow = await seller.context().newCDPSession(seller);
    await slow.send("Network.enable");
    await limit(slow, 200_000);
    const stopped = seller.waitForEvent("requestfailed", (request) => request.method() === "PUT");
    await drop(seller, composer(seller), [largest]);
    const progress = composer(seller).getByRole("progressbar", { name: "Uploading…" });
    await progress.waitFor();
    await seller.waitForFunction(() => document.querySelector("#composer progress")?.value > 0.02);
    assert.ok((await progress.evaluate((bar) => bar.value)) < 0.9, "it is under way");
    await look(seller, `${screen}-seller-uploads`);
    // Sent too early, it says so and stays.
    await seller.getByRole("button", { name: "Send", exact: true }).click();
    await composer(seller).getByText("The document is still being uploaded. Send it in a moment.").waitFor();
    await seller.getByRole("button", { name: "Cancel upload" }).click();
    await stopped;
    await progress.waitFor({ state: "detached" });
    assert.equal(await box(seller).inputValue(), words, "what was written stays");

    await limit(slow, -1);
    await drop(seller, composer(seller), [largest]);
    await attached(seller, "largest.pdf");
    await send(seller);
    const card = seller.locator("article").filter({ hasText: words });
    await card.getByText("largest.pdf").waitFor();
    // As the limit is counted.
    await card.getByText("1 page · 10 MB", { exact: true }).waitFor();
    await leave(seller);
  });

  test(`what may not be sent is refused in its own words, on a ${screen}`, async () => {
    const buyer = await open("buyer", screen);
    const words = `Our drawing (${screen}).`;
    await box(buyer).fill(words);
    const good = paper("A drawing");
    const bad = [
      ["offer.pdf", "<!doctype html><p>An offer, they say", "This is no PDF. Save it as PDF and attach that."],
      ["photo.png", picturePng(), "This is no PDF. Save it as PDF and attach that."],
      ["secret.pdf", readFileSync(`${SAMPLES}encrypted/password.pdf`), "This PDF is protected by a password."],
      ["script.pdf", paper("Run me", { script: true }), "This PDF carries a program or another file."],
      ["half.pdf", good.subarray(0, good.length / 2), "The end of this PDF is missing."],
    ];
    for (const [name, content, reason] of bad) {
      await drop(buyer, composer(buyer), [fileOf(name, content)]);
      await composer(buyer).getByText(reason).waitFor();
      await composer(buyer).getByText(name).waitFor();
      await buyer.getByRole("button", { name: "Send", exact: true }).click();
      await turnsToTheFile(buyer, reason);
      if (name === "script.pdf") await look(buyer, `${screen}-buyer-refused-document`);
      await remove(buyer, words);
    }
    assert.equal(await buyer.locator(".held").count(), 0, "nothing of it was sent");
    await drop(buyer, composer(buyer), [fileOf(`good-${screen}.pdf`, good)]);
    await attached(buyer, `good-${screen}.pdf`);
    await send(buyer);
    await buyer.locator("article").filter({ hasText: words }).getByText(`good-${screen}.pdf`).waitFor();
    await leave(buyer);
  });

  test(`a picture from the clipboard is no document, and one document goes at a time, on a ${screen}`, async () => {
    const buyer = await open("buyer", screen);
    await buyer.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.address });
    await box(buyer).fill("Like this one:");
    await buyer.evaluate(copyPicture, picturePng().toString("base64"));
    await box(buyer).press("Control+v");
    const hint = composer(buyer).getByText("Pictures cannot be pasted here. Attach a PDF instead.");
    await hint.waitFor();
    await look(buyer, `${screen}-buyer-pastes-picture`);
    assert.equal(await box(buyer).inputValue(), "Like this one:");
    await box(buyer).pressSequentially(" see there");
    await hint.waitFor({ state: "detached" });

    await drop(buyer, composer(buyer), [fileOf("first.pdf", paper("First"))]);
    await attached(buyer, "first.pdf");
    await drop(buyer, composer(buyer), [fileOf("second.pdf", paper("Second"))]);
    await composer(buyer).getByText("One document at a time. Send this one first, or remove it.").waitFor();
    await look(buyer, `${screen}-buyer-second-document`);
    assert.equal(await composer(buyer).getByText("second.pdf").count(), 0);
    await remove(buyer, "Like this one: see there");
    await leave(buyer);
  });

  test(`what is not taken of what was dropped is said, on a ${screen}`, async () => {
    const seller = await open("seller", screen);
    const words = `Two drawings (${screen}).`;
    await box(seller).fill(words);
    const two = [fileOf("left.pdf", paper("Left")), fileOf("right.pdf", paper("Right"))];
    await drop(seller, composer(seller), two);
    await attached(seller, "left.pdf");
    await composer(seller).getByText("One document at a time.").waitFor({ timeout: SOON_MS });
    await remove(seller, words);
    await leave(seller);
  });

  test(`an internal note takes no document, and says so, on a ${screen}`, async () => {
    const seller = await open("seller", screen);
    await seller.getByRole("button", { name: "Internal note" }).click();
    await box(seller).fill("He asks every spring.");
    await drop(seller, composer(seller), [fileOf("note.pdf", paper("A note"))]);
    await composer(seller).getByRole("status").filter({ hasText: /\w/ }).waitFor({ timeout: SOON_MS });
    assert.equal(await composer(seller).getByText("note.pdf").count(), 0);
    assert.equal(await box(seller).inputValue(), "He asks every spring.");
    await box(seller).fill("");
    await leave(seller);
  });

  test(`what was said of a document goes with it, on a ${screen}`, async () => {
    const buyer = await open("buyer", screen);
    await box(buyer).fill("Our drawing.");
    await drop(buyer, composer(buyer), [fileOf("offer.pdf", "<!doctype html><p>An offer, they say")]);
    const reason = composer(buyer).getByText("This is no PDF. Save it as PDF and attach that.");
    await reason.waitFor();
    await buyer.getByRole("button", { name: "Send", exact: true }).click();
    await turnsToTheFile(buyer, "This is no PDF. Save it as PDF and attach that.");
    await remove(buyer, "Our drawing.");
    await reason.first().waitFor({ state: "detached", timeout: SOON_MS });
    await leave(buyer);
  });
}

const open = (role, screen) => freshSeat(browser, server, role, screen, NEGOTIATION);
const box = (page) => page.locator("#composer-text");
const composer = (page) => page.locator("#composer");
const fileOf = (name, content) => written(join(server.folder, name), content);

async function attached(page, name) {
  await composer(page).getByText(name).waitFor();
  await composer(page).getByText("1 page").waitFor();
}

/** Who sends all the same is led to what keeps it back, which is said once. */
async function turnsToTheFile(page, reason) {
  await page.waitForFunction(() => document.activeElement?.closest("#composer .file"));
  assert.equal(await composer(page).getByText(reason).count(), 1);
}

/** The document goes, the words stay. */
async function remove(page, words) {
  await page.getByRole("button", { name: "Remove the document" }).click();
  await page.getByRole("button", { name: "Remove the document" }).waitFor({ state: "detached" });
  assert.equal(await box(page).inputValue(), words);
}

async function send(page) {
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator(".held").getByRole("button", { name: "Send now" }).click();
  await page.locator(".held").waitFor({ state: "detached" });
}

/** Bytes a second that may leave; -1 is no limit. */
function limit(session, uploadThroughput) {
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput };
  return session.send("Network.emulateNetworkConditions", conditions);
}

/** A browser saves it; opened all the same, it can do nothing, and no cache keeps it. */
async function savedNeverShown(page, address) {
  const headers = (await page.request.get(address)).headers();
  assert.equal(headers["content-type"], "application/pdf");
  assert.match(headers["content-disposition"], /^attachment;/);
  assert.match(headers["content-security-policy"], /default-src 'none'.*sandbox/);
  assert.equal(headers["x-content-type-options"], "nosniff");
  assert.equal(headers["cache-control"], "private, no-store");
}

/** The smallest picture. */
function picturePng() {
  const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  return Buffer.from(pixel, "base64");
}

/** Runs in the page: puts a picture into the clipboard, as a program for pictures does. */
async function copyPicture(base64) {
  const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const blob = new Blob([bytes], { type: "image/png" });
  await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
}
