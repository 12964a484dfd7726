// The mails of the demo, as they lie in its folder: what a person's mail program would show.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The first mail that fits, its soft line breaks undone; waits until there is one. */
export async function mailWith(folder, fits) {
  const inbox = join(folder, "mails/new");
  for (;;) {
    const mails = readdirSync(inbox).map((name) => readFileSync(join(inbox, name), "utf8").replaceAll("=\r\n", ""));
    const mail = mails.find(fits);
    if (mail) return mail;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The link in a mail that opens its negotiation. */
export const linkIn = (mail) => /https?:\/\/[^\s"<>]+\/link#[\w.-]+/.exec(mail)[0];
