// Quotes and orders, made without a press: for stories that begin when they are there.

/** The seller uploads the PDF and sends it as a quote of that amount in euros, good for twenty days; its id. */
export async function offer(seller, negotiation, amount, file) {
  const valid_until = Date.now() + 20 * 86_400_000;
  return seller.evaluate(send, { negotiation, amount, valid_until, bytes: file.toString("base64") });
}

/** The same, and the buyer accepts it. */
export async function order(seller, buyer, negotiation, amount, file) {
  const quote = await offer(seller, negotiation, amount, file);
  await buyer.evaluate(accept, { negotiation, quote });
}

/** Runs in the page. */
async function send({ negotiation, amount, valid_until, bytes }) {
  const upload = crypto.randomUUID();
  const ask = async (method, path, type, body) => {
    const answer = await fetch(`/api${negotiation}/${path}`, { method, headers: { "content-type": type }, body });
    if (!answer.ok) throw new Error(await answer.text());
  };
  const file = Uint8Array.from(atob(bytes), (sign) => sign.charCodeAt(0));
  await ask("PUT", `uploads/${upload}?name=offer.pdf`, "application/pdf", file);
  const terms = { amount, currency: "EUR", valid_until };
  const command = crypto.randomUUID();
  const message = { command, text: `Our offer: ${amount}`, enclosure: { upload, terms } };
  await ask("POST", "messages", "application/json", JSON.stringify(message));
  // The first entry that a command makes.
  return `${command}.0`;
}

/** Runs in the page. */
async function accept({ negotiation, quote }) {
  const billing = { name: "Anna Weber", company: null, lines: "Werkstraße 1\n53111 Bonn", tax_number: null };
  const body = JSON.stringify({ command: crypto.randomUUID(), billing, delivery: null });
  const headers = { "content-type": "application/json" };
  const path = `/api${negotiation}/quotes/${quote}/acceptances`;
  const answer = await fetch(path, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}
