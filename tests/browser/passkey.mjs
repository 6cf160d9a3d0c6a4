// A desk with an account, and an authenticator of the browser's own: a passkey is made, logs in, and is taken away.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import assert from "node:assert/strict";
import { openPage } from "./pages.mjs";

const PASSWORD = "gull heron tern avocet";

function ended(child) {
  return new Promise((resolve) => child.on("exit", resolve));
}

// A desk of Ada, under the name localhost: there are no passkeys for addresses.
async function startDesk(program, folder) {
  const add = spawn(program, ["user", "add", "Ada", "--password-stdin", "--data-dir", folder], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  add.stdin.end(PASSWORD + "\n");
  assert.equal(await ended(add), 0, "an account is made");
  const args = ["serve", "--no-poll", "--listen", "127.0.0.1:0", "--data-dir", folder];
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const port = await new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const found = said.match(/the desk is at http:\/\/127\.0\.0\.1:(\d+)/);
      if (found) resolve(found[1]);
    });
    child.on("exit", (code) => reject(new Error(`the desk ended early with ${code}: ${said}`)));
  });
  return { base: `http://localhost:${port}`, stop: () => (child.kill("SIGTERM"), ended(child)) };
}

export async function passkey(browser, program) {
  const folder = await mkdtemp(join(tmpdir(), "dateline-passkey-"));
  const desk = await startDesk(program, folder);
  const { page, trouble, close } = await openPage(browser, desk.base);
  try {
    const devices = await page.context().newCDPSession(page);
    await devices.send("WebAuthn.enable");
    const options = { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true };
    await devices.send("WebAuthn.addVirtualAuthenticator", {
      options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
    });
    await page.goto(desk.base + "/login");
    await page.fill("#ln", "Ada");
    await page.fill("#lp", PASSWORD);
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await page.goto(desk.base + "/account");
    await page.fill("#kn", "Telephone");
    await page.fill("#kp", PASSWORD);
    await Promise.all([page.waitForURL(/done=passkey/), page.click("[data-passkey=make] button")]);
    assert.match(await page.textContent("#passkeys"), /Telephone/);
    await page.getByRole("button", { name: "Log out" }).click();
    await page.goto(desk.base + "/login?next=/feeds");
    await Promise.all([page.waitForURL(desk.base + "/feeds"), page.click("[data-passkey=login] button")]);
    await page.goto(desk.base + "/account");
    await page.fill("#passkeys .kept [name=password]", PASSWORD);
    await page.click("#passkeys .kept button");
    assert.match(await page.textContent("[role=status]"), /taken away/);
    assert.deepEqual(trouble, []);
    await page.goto(desk.base + "/login");
    await page.click("[data-passkey=login] button");
    await page.waitForSelector("[data-passkey=login] .wrong:not([hidden])");
  } finally {
    await close();
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
