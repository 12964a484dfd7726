// A payment service for stories: localstripe, which others wrote, makes payments and signs its messages; before it
// stands what it lacks, Checkout Sessions and the page on which they are paid. It must not know Kontor.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";

export const PROGRAM = process.env.KONTOR_LOCALSTRIPE;
export const KEY = "sk_test_12345";
export const SIGNING_SECRET = "whsec_story";
const START_LIMIT_MS = 20_000;

/** A running service: `url`, `sdk` for it, `tell(url)` says where messages go, `stop()`. */
export async function startStripe() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "kontor-localstripe-"));
  const service = spawn(PROGRAM, ["--port", String(port), "--from-scratch"], { cwd: folder, stdio: "ignore" });
  const sdk = new Stripe(KEY, { host: "127.0.0.1", port, protocol: "http", maxNetworkRetries: 0, telemetry: false });
  await answers(port);
  const sessions = new Map();
  const front = createServer((request, response) => {
    answer(sdk, sessions, request).then(
      ({ status = 200, headers = {}, body = "" }) => response.writeHead(status, headers).end(body),
      (cause) => response.writeHead(500).end(String(cause)),
    );
  });
  await new Promise((resolve) => front.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    front.closeAllConnections();
    front.close();
    const ended = new Promise((resolve) => service.once("exit", resolve));
    service.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const tell = async (url) => {
    const form = new URLSearchParams({ url, secret: SIGNING_SECRET });
    const told = await fetch(`http://127.0.0.1:${port}/_config/webhooks/story`, { method: "POST", body: form });
    if (!told.ok) throw new Error(await told.text());
  };
  return { url: `http://127.0.0.1:${front.address().port}`, sdk, sessions, tell, stop };
}

/** A card that is always charged; its id. */
export async function card(sdk) {
  const details = { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" };
  return (await sdk.paymentMethods.create({ type: "card", card: details })).id;
}

async function answer(sdk, sessions, request) {
  const path = new URL(request.url, "http://stripe").pathname;
  const [, , , , id] = path.split("/");
  const chunks = await collect(request);
  const form = new URLSearchParams(Buffer.concat(chunks).toString());
  if (path === "/v1/checkout/sessions") {
    return json(await describe(sdk, await create(sdk, sessions, form, request)));
  }
  if (path.startsWith("/v1/checkout/sessions/")) {
    const session = sessions.get(id);
    if (path.endsWith("/expire")) session.status = "expired";
    return json(await describe(sdk, session));
  }
  const session = sessions.get(path.split("/")[2]);
  // The browser asks for an icon too.
  if (!session) return { status: 204 };
  if (request.method === "GET") return page(session);
  await sdk.paymentIntents.confirm(session.payment_intent);
  session.status = "complete";
  return { status: 303, headers: { location: session.success_url } };
}

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

async function create(sdk, sessions, form, request) {
  const key = request.headers["idempotency-key"];
  const known = [...sessions.values()].find((session) => session.key === key);
  if (known) return known;
  const metadata = {};
  for (const [name, value] of form) {
    const own = name.match(/^payment_intent_data\[metadata\]\[(.*)\]$/);
    if (own) metadata[own[1]] = value;
  }
  const amount = Number(form.get("line_items[0][price_data][unit_amount]"));
  const currency = form.get("line_items[0][price_data][currency]");
  // localstripe wants the card when the payment is made, and takes none when it is confirmed.
  const payment_method = await card(sdk);
  const intent = await sdk.paymentIntents.create({ amount, currency, metadata, payment_method });
  const id = `cs_test_${sessions.size}`;
  const session = {
    id, key, metadata, status: "open", amount_total: amount, currency, payment_intent: intent.id,
    url: `http://${request.headers.host}/pay/${id}`, success_url: form.get("success_url"),
    name: form.get("line_items[0][price_data][product_data][name]"),
  };
  sessions.set(id, session);
  return session;
}

/** As Stripe shows it, paid when localstripe says that its payment is. */
async function describe(sdk, { key: _, ...session }) {
  const intent = await sdk.paymentIntents.retrieve(session.payment_intent);
  const paid = intent.status === "succeeded" ? "paid" : "unpaid";
  return { object: "checkout.session", ...session, payment_status: paid, payment_intent: intent };
}

function page({ name, amount_total, currency }) {
  const body = `<!doctype html><html lang="en"><title>Pay</title><main><h1>${name}</h1>
    <p>${amount_total} ${currency}</p><form method="post"><button>Pay now</button></form></main></html>`;
  return { headers: { "content-type": "text/html; charset=utf-8" }, body };
}

function json(value) {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function answers(port) {
  const end = Date.now() + START_LIMIT_MS;
  for (;;) {
    const reached = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    if (reached) return;
    if (Date.now() > end) throw new Error("localstripe does not answer");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
