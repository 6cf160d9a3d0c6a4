// A browser over a running desk: opens pages at two widths and two colour schemes. Knows nothing of what they should say.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const SWITCHES = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
export const SCHEMES = ["light", "dark"];

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: SWITCHES });
}

// A page that notes every request to another host, every console error and every page error.
export async function openPage(browser, base, { size = "desktop", scheme = "light", script = true, locale = "en-GB", touch = false } = {}) {
  const context = await browser.newContext({
    viewport: SIZES[size] ?? size,
    colorScheme: scheme,
    javaScriptEnabled: script,
    deviceScaleFactor: 1,
    hasTouch: touch,
    locale,
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  const trouble = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) trouble.push(`asked another host: ${request.url()}`);
  });
  page.on("pageerror", (error) => trouble.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    // A picture that its publisher does not give is answered as missing, and its frame taken away.
    const missing = message.location().url.startsWith(`${base}/image/`);
    if (message.type() === "error" && !missing) trouble.push(`console: ${message.text()}`);
  });
  return { page, trouble, close: () => context.close() };
}

// What axe finds on a page: nothing. It is put beside the page's scripts, which its policy would not let in.
export async function axe(page, where) {
  const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Runtime.evaluate", { expression: source });
  const found = "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`))";
  const { result } = await devtools.send("Runtime.evaluate", { expression: found, awaitPromise: true, returnByValue: true });
  assert.deepEqual(result.value, [], where);
}
