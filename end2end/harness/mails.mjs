// The mails of the demo, as they lie in its folder: what a person's mail program would show.
import { once } from "node:events";
import { readdirSync, readFileSync, watch } from "node:fs";
import { join } from "node:path";

/** The first mail that fits, its soft line breaks undone; waits until there is one. */
export async function mailWith(folder, fits) {
  const inbox = join(folder, "mails/new");
  const news = watch(inbox);
  try {
    for (;;) {
      const mails = readdirSync(inbox).map((name) => readFileSync(join(inbox, name), "utf8").replaceAll("=\r\n", ""));
      const mail = mails.find(fits);
      if (mail) return mail;
      await once(news, "change");
    }
  } finally {
    news.close();
  }
}

/** The link in a mail that opens its negotiation. */
export const linkIn = (mail) => /https?:\/\/[^\s"<>]+\/link#[\w.-]+/.exec(mail)[0];
