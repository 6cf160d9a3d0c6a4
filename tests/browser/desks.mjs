// Desks to look at: the demo's, and others with an account or with feeds of an invented press. Knows nothing of pages.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const program = process.env.DATELINE_BIN ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/dateline");

const ended = (child) => new Promise((resolve) => child.on("exit", resolve));

// Runs the program until it says where its desk is; `said` is the stream on which it says so.
async function started(args, said) {
  const stdio = ["ignore", said === "stdout" ? "pipe" : "ignore", said === "stderr" ? "pipe" : "inherit"];
  const child = spawn(program, args, { stdio });
  let text = "";
  const base = await new Promise((resolve, reject) => {
    child[said].on("data", (chunk) => {
      text += chunk;
      const found = text.match(/the desk is at (http:\/\/[^/\s]+)/);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`${args[0]} ended early with ${code}: ${text}`)));
  });
  return { child, base };
}

// A desk in a folder that vanishes with it.
async function inFolder(name, args, said, before = async () => {}) {
  const folder = await mkdtemp(join(tmpdir(), `dateline-${name}-`));
  await before(folder);
  const { child, base } = await started([...args, "--data-dir", folder], said);
  const stop = async () => {
    child.kill("SIGTERM");
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  };
  return { base, stop };
}

export const startDemo = () =>
  inFolder("demo", ["demo", "--quiet", "--port", "0", "--press-port", "0"], "stdout");

export const startDesk = () =>
  inFolder("desk", ["serve", "--no-poll", "--allow-private", "--listen", "127.0.0.1:0"], "stderr");

// A desk of one person, under a name: there are no passkeys for addresses.
export async function startDeskOf(name, password) {
  const add = async (folder) => {
    const args = ["user", "add", name, "--password-stdin", "--data-dir", folder];
    const child = spawn(program, args, { stdio: ["pipe", "ignore", "inherit"] });
    child.stdin.end(password + "\n");
    if ((await ended(child)) !== 0) throw new Error("no account could be made");
  };
  const args = ["serve", "--no-poll", "--listen", "127.0.0.1:0"];
  const desk = await inFolder("account", args, "stderr", add);
  return { ...desk, base: desk.base.replace("127.0.0.1", "localhost") };
}

export const json = async (base, path) => (await fetch(base + path)).json();

export async function post(base, path, body) {
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

// Asks until it is so; what never comes is an error.
export async function until(what, so) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await so()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} took more than a minute`);
}

// What a form of the desk's own pages sends.
export async function submit(base, path, body) {
  const answer = await fetch(base + path, { method: "POST", headers: { Origin: base }, body, redirect: "manual" });
  if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.headers.get("location");
}

// Subscribes to every feed of a list, and asks them all until `articles` are there.
export async function subscribe(base, opml, articles) {
  const form = new FormData();
  form.set("file", new Blob([opml], { type: "text/xml" }), "feeds.opml");
  await submit(base, "/feeds/import", form);
  await submit(base, "/feeds/update", new URLSearchParams());
  const count = async () => (await json(base, "/api/v1/unread")).unread;
  await until(`${articles} articles`, async () => (await count()) >= articles);
}
