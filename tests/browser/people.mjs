// A desk of several people below a path of its host: the first run, logins with and without a second factor, an invitation, sessions,
// passwords of apps, an identity provider. Nothing is asked for outside the path, and axe finds nothing on any page of it.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createHmac } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { axe, openPage } from "./pages.mjs";
import { startProvider } from "./provider.mjs";

const PASSWORD = "gull heron tern avocet";
const PATH = "/news";

// A desk that has no account, with the token by which its first one is made.
async function startDesk(program, folder, provider) {
  const config = join(folder, "dateline.toml");
  const text = `base_path = "${PATH}"
[oidc]
issuer = "${provider.issuer}"
client_id = "desk"
name = "the house login"
[fetch]
allow = [{ host = "127.0.0.1", port = ${provider.port}, purpose = "login" }]
`;
  await writeFile(config, text);
  const args = ["--config", config, "--data-dir", join(folder, "data"), "serve", "--no-poll", "--listen", "127.0.0.1:0"];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  let said = "";
  const [port, token] = await new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const port = said.match(/the desk is at http:\/\/127\.0\.0\.1:(\d+)\/news\//)?.[1];
      const token = said.match(/open \/news\/setup there with the token (\S+)/)?.[1];
      if (port && token) resolve([port, token]);
    });
    child.on("exit", (code) => reject(new Error(`the desk ended early with ${code}: ${said}`)));
  });
  return { base: `http://localhost:${port}${PATH}`, token, stop: () => (child.kill("SIGTERM"), ended) };
}

// The code of a seed in base 32 at this moment (RFC 6238).
function code(seed) {
  const bits = [...seed].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const hash = createHmac("sha1", key).update(step).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, "0");
}

const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const secrets = (page) => page.locator(".secrets code").allTextContents();

async function enter(page, base, name, code = "") {
  await page.goto(base + "/login");
  await page.fill("#ln", name);
  await page.fill("#lp", PASSWORD);
  await page.fill("#lc", code);
  await press(page, "Log in");
}

async function makeAccount(page, name) {
  await page.fill("#nn", name);
  await page.fill("#np", PASSWORD);
  await page.fill("#na", PASSWORD);
  await axe(page, "a new account");
  await page.click("main form button");
}

async function firstRun(page, { base, token }) {
  await page.goto(base + "/");
  assert.equal(page.url(), base + "/setup", "without an account there is its setting up alone");
  await page.fill("#nt", token);
  await makeAccount(page, "Ada");
  await page.waitForURL(base + "/login");
  await axe(page, "login");
  await enter(page, base, "Ada");
  await page.waitForURL(base + "/");
  const cookies = (await page.context().cookies()).map(({ name, path }) => `${name} ${path}`);
  assert.deepEqual(cookies, [`dateline_session ${PATH}`]);
}

// A second factor is set up, and asked for; gives the recovery codes that are left.
async function secondFactor(page, base) {
  await page.goto(base + "/account");
  await axe(page, "account");
  await page.fill("#fb", PASSWORD);
  await press(page, "Set it up");
  const [seed] = await secrets(page);
  await axe(page, "seed of codes");
  await page.fill("#sc", code(seed.replace(/\s/g, "")));
  await press(page, "Set it up");
  const recovery = await secrets(page);
  assert.equal(recovery.length, 10);
  await axe(page, "recovery codes");
  await page.goto(base + "/account");
  await press(page, "Log out");
  await enter(page, base, "Ada");
  await page.waitForSelector("[role=alert]");
  await axe(page, "a login that was refused");
  assert.equal(new URL(page.url()).pathname, `${PATH}/login`, "the password alone lets nobody in");
  await enter(page, base, "Ada", recovery.pop());
  await page.waitForURL(base + "/");
  return recovery;
}

async function passwordOfAnApp(page, base) {
  await page.goto(base + "/account");
  await page.fill("#tn", "Phone");
  await press(page, "Make a token");
  const [token] = await secrets(page);
  const asked = async (token) => (await fetch(base + "/api/v1/feeds", { headers: { authorization: `Bearer ${token}` } })).status;
  assert.deepEqual([await asked(token), await asked("0".repeat(64))], [200, 401]);
  await page.goto(base + "/account");
  await page.click("#tokens .kept button");
  assert.equal(await asked(token), 401, "revoked");
}

// A second browser of Ada, which the first one ends.
async function sessions(browser, page, base, recovery) {
  const other = await openPage(browser, base);
  await enter(other.page, base, "Ada", recovery.pop());
  await other.page.waitForURL(base + "/");
  await page.goto(base + "/account");
  assert.equal(await page.locator("#sessions .kept li").count(), 2);
  await press(page, "End all others");
  assert.equal(await page.locator("#sessions .kept li").count(), 1);
  await other.page.goto(base + "/feeds");
  assert.equal(other.page.url(), base + "/login?next=%2Ffeeds");
  assert.deepEqual(other.trouble, []);
  await other.close();
}

// Bert comes by invitation, links the provider, and comes back by its word.
async function invitation(browser, page, base) {
  await page.goto(base + "/people");
  await axe(page, "people");
  await press(page, "Make a link");
  const [link] = await secrets(page);
  assert.ok(link.startsWith(base + "/link/"), link);
  const bert = await openPage(browser, base);
  await bert.page.goto(link);
  await makeAccount(bert.page, "Bert");
  await enter(bert.page, base, "Bert");
  await bert.page.waitForURL(base + "/");
  await bert.page.goto(base + "/account");
  assert.equal(await bert.page.locator(`a[href="${PATH}/people"]`).count(), 0, "people are owners' business");
  assert.deepEqual(bert.trouble, []);
  await bert.page.fill("#lp", PASSWORD);
  await press(bert.page, "Link it");
  await axe(bert.page, "on to the provider");
  await Promise.all([bert.page.waitForURL(/done=linked/), bert.page.click("main a.button:not(.plain)")]);
  await press(bert.page, "Log out");
  await bert.page.goto(base + "/login?next=%2Ffeeds");
  await Promise.all([bert.page.waitForURL(base + "/feeds"), bert.page.click("main a.button")]);
  await bert.close();
  const again = await openPage(browser, base);
  await again.page.goto(link);
  assert.equal(await again.page.locator("#np").count(), 0, "a link counts once");
  await again.close();
}

// What the desk keeps for reading offline belongs to its path.
async function worker(page, base) {
  await page.goto(base + "/");
  const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  assert.equal(scope, base + "/");
  await page.keyboard.press("g");
  await Promise.all([page.waitForURL(base + "/feeds"), page.keyboard.press("f")]);
}

export async function people(browser, program) {
  const folder = await mkdtemp(join(tmpdir(), "dateline-people-"));
  const provider = await startProvider();
  const desk = await startDesk(program, folder, provider);
  const { page, trouble, close } = await openPage(browser, desk.base);
  try {
    await firstRun(page, desk);
    const recovery = await secondFactor(page, desk.base);
    await passwordOfAnApp(page, desk.base);
    await sessions(browser, page, desk.base, recovery);
    await invitation(browser, page, desk.base);
    await worker(page, desk.base);
    // The login that was refused is answered as such.
    assert.deepEqual(trouble.filter((one) => !one.includes("status of 422")), []);
  } finally {
    await close();
    await desk.stop();
    await provider.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
