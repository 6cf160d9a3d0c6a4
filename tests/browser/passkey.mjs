// A desk with an account, and an authenticator of the browser's own: a passkey is made, logs in, and is taken away; axe finds nothing.
import assert from "node:assert/strict";
import { startDeskOf } from "./desks.mjs";
import { axe, openPage } from "./pages.mjs";

const PASSWORD = "gull heron tern avocet";

export async function passkey(browser) {
  const desk = await startDeskOf("Ada", PASSWORD);
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
    await axe(page, "passkeys");
    await page.getByRole("button", { name: "Log out" }).click();
    await page.goto(desk.base + "/login?next=/feeds");
    await axe(page, "a login by passkey");
    await Promise.all([page.waitForURL(desk.base + "/feeds"), page.click("[data-passkey=login] button")]);
    await page.goto(desk.base + "/account");
    await page.fill("#passkeys .kept [name=password]", PASSWORD);
    await page.click("#passkeys .kept button");
    assert.match(await page.textContent("[role=status]"), /taken away/);
    await axe(page, "no passkeys");
    assert.deepEqual(trouble, []);
    await page.goto(desk.base + "/login");
    await page.click("[data-passkey=login] button");
    await page.waitForSelector("[data-passkey=login] .wrong:not([hidden])");
    await axe(page, "a passkey that was refused");
  } finally {
    await close();
    await desk.stop();
  }
}
