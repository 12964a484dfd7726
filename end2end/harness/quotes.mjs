// A quote as a seller's program would send it: for stories that begin when it is there.

/** Uploads the PDF and sends it as a quote of that amount in euros, good for twenty days. */
export async function offer(page, negotiation, amount, file) {
  const valid_until = Date.now() + 20 * 86_400_000;
  await page.evaluate(send, { negotiation, amount, valid_until, bytes: file.toString("base64") });
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
  const message = { command: crypto.randomUUID(), text: `Our offer: ${amount}`, enclosure: { upload, terms } };
  await ask("POST", "messages", "application/json", JSON.stringify(message));
}
