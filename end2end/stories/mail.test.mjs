// A seller answers by mail, by a real mail program, and the buyer's open page shows it. A stranger's mail waits until the
// operator passes it on.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import { after, before, test } from "node:test";
import { person, printed, SCREENS, startBrowser } from "../harness/browser.mjs";
import { look } from "../harness/looking.mjs";
import { mailWith } from "../harness/mails.mjs";
import { PROGRAM, startServer } from "../harness/server.mjs";
import { seat } from "../harness/talk.mjs";

const SELLER = "info@rheinwerk-antriebe.example";
/** What the inquiry of that negotiation says. */
const FRESH = "passt die Ventilinsel an unsere Steuerung";
const STRANGER = "jens.privat@elsewhere.example";

let browser;
before(async () => {
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
});

for (const screen of Object.keys(SCREENS)) {
  test(`an answer by mail reaches the open page, a stranger's by way of the operator, on a ${screen}`, async () => {
    const port = await freePort();
    const server = await startServer({ KONTOR_MAIL_LISTEN: `127.0.0.1:${port}` });
    try {
      const buyer = await seat(browser, server, "buyer", screen, "/negotiations/fresh");
      const relay = await relayOf(server.folder, FRESH);
      const drawing = await printed(browser, join(server.folder, "drawing.pdf"), "<h1>Valve island</h1>");
      write(port, SELLER, relay, "We have twelve of them here.\n\n> ##- Write your answer above this line -##\n> old words\n", drawing);
      await buyer.getByText("We have twelve of them here.").waitFor();
      await buyer.getByText("drawing.pdf").waitFor();
      await buyer.getByRole("img", { name: /drawing\.pdf/ }).waitFor();
      await look(buyer, `${screen}-buyer-mail-document`);
      const prices = await printed(browser, join(server.folder, "prices.pdf"), "<h1>Prices of valve islands</h1>");
      hand(server, SELLER, relay, "Here are the prices.", prices);
      await buyer.getByRole("img", { name: /prices\.pdf/ }).waitFor();
      assert.equal(await buyer.getByText("old words").count(), 0, "what it quotes is taken off");

      write(port, STRANGER, relay, "Monday would be possible too.\n");
      const operator = await person(browser, screen);
      await operator.goto(server.links.operator);
      await operator.waitForURL((url) => url.pathname !== "/link");
      await operator.goto(`${server.address}/mails`);
      await operator.getByRole("tab", { name: "Incoming" }).click();
      await operator.getByRole("button", { name: /jens\.privat/ }).click();
      await operator.getByText("takes no part in the conversation").waitFor();
      await look(operator, `${screen}-operator-mail-held`);
      assert.equal(await buyer.getByText("Monday would be possible too.").count(), 0);
      await operator.getByRole("button", { name: "Pass it on" }).click();
      await operator.getByRole("button", { name: "Pass it on" }).waitFor({ state: "detached" });
      await buyer.getByText("Monday would be possible too.").waitFor();
      assert.deepEqual([...buyer.faults, ...operator.faults], []);
    } finally {
      await server.stop();
    }
  });
}

for (const screen of Object.keys(SCREENS)) {
  test(`the operator looks at every kind of mail, in another language, on a ${screen}`, async () => {
    const server = await startServer();
    try {
      const operator = await person(browser, screen);
      await operator.goto(server.links.operator);
      await operator.waitForURL((url) => url.pathname !== "/link");
      await operator.goto(`${server.address}/mails`);
      await operator.getByRole("tab", { name: "All kinds" }).click();
      await operator.getByRole("button", { name: /^Quote from/ }).waitFor();
      await look(operator, `${screen}-operator-mail-kinds`);
      await operator.getByLabel("Language of the mails").selectOption("fr");
      await operator.getByRole("button", { name: /^Devis/ }).click();
      const mail = operator.frameLocator("iframe");
      await mail.getByRole("heading", { name: "vous a envoyé un devis" }).waitFor();
      assert.equal(await mail.locator("html").getAttribute("lang"), "fr");
      await operator.getByText("As text").click();
      await operator.getByText("Voir le devis").first().waitFor();
      await look(operator, `${screen}-operator-mail-kind`);
      assert.deepEqual(operator.faults, []);
    } finally {
      await server.stop();
    }
  });
}

/** Sends a mail as a person's program does. */
function write(port, from, to, text, file) {
  execFileSync("swaks", ["--server", `127.0.0.1:${port}`, ...letter(from, to, text, file), "--silent", "2"]);
}

/** Hands a mail over as a mail server on the same machine does, by a pipe. */
function hand(server, from, to, text, file) {
  const mail = execFileSync("swaks", ["--dump-mail", ...letter(from, to, text, file)]);
  const place = ["--data", server.folder, "--public-url", server.address];
  execFileSync(PROGRAM, ["mail", "deliver", "--from", from, "--to", to, ...place], { input: mail });
}

function letter(from, to, text, file) {
  const attached = file ? ["--attach-type", "application/pdf", "--attach-name", basename(file), "--attach", `@${file}`] : [];
  return ["--from", from, "--to", to, "--h-Subject", "Re: your inquiry", "--body", text, ...attached];
}

/** The address to which the seller answers in a negotiation: the mail that brought its inquiry comes from there. */
async function relayOf(folder, inquiry) {
  const mail = await mailWith(folder, (mail) => mail.includes(`To: ${SELLER}`) && mail.includes(inquiry));
  return /^From: .*<(.*)>/m.exec(mail)[1];
}

function freePort() {
  return new Promise((resolve) => {
    const listener = createServer().listen(0, "127.0.0.1", () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}
