// Starts the real server on a free port with a small demo world of its own, and ends it.
// It must not know pages: stories get the address and the sign-in links that the server prints.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The program that the stories try. */
export const PROGRAM = process.env.KONTOR_PROGRAM ?? fileURLToPath(new URL("../../target/debug/kontor", import.meta.url));
const START_LIMIT_MS = 120_000;

/** A running server: `address`, `links` by role, `folder` of its data, `stop()`. */
export async function startServer(environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kontor-end2end-"));
  const server = spawn(PROGRAM, ["demo", "--port", "0", "--small", "--data", folder], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = async () => {
    server.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { ...(await ready(server, ended)), folder, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** Reads what the server prints until it has said the address and every role's link. */
async function ready(server, ended) {
  const links = {};
  const lines = [];
  const limit = setTimeout(() => server.kill("SIGKILL"), START_LIMIT_MS);
  ended.then(() => server.stdout.destroy());
  for await (const line of createInterface({ input: server.stdout })) {
    lines.push(line);
    const link = line.match(/\b(buyer|seller|manufacturer|operator)\b.*?(https?:\/\/\S+)/i);
    if (link) links[link[1].toLowerCase()] ??= link[2];
    if (Object.keys(links).length === 4) {
      clearTimeout(limit);
      server.stdout.resume();
      return { address: new URL(links.buyer).origin, links };
    }
  }
  clearTimeout(limit);
  throw new Error(`the server did not say where it is:\n${lines.join("\n")}`);
}
