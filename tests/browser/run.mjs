// Browser tests: the demo's desk in headless Chromium, at two widths and two colour schemes, with and without script.
// Pictures go to a folder named by DATELINE_PICTURES, or nowhere.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import assert from "node:assert/strict";
import { program, startDemo } from "./desks.mjs";
import { openBrowser, openPage, SIZES, SCHEMES } from "./pages.mjs";
import { passkey } from "./passkey.mjs";
import { people } from "./people.mjs";
import { addresses } from "./places.mjs";
import { highlight, offline, rule } from "./personal.mjs";

const pictures = process.env.DATELINE_PICTURES;

// Chromium fetches lazy pictures from 2,500 px below the window on.
const picturesAreThere = () =>
  [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight + 2500);

async function everyPage(browser, base, pages) {
  for (const size of Object.keys(SIZES))
    for (const scheme of SCHEMES) {
      const { page, trouble, close } = await openPage(browser, base, { size, scheme });
      for (const [name, path] of Object.entries(pages)) {
        const where = `${name} ${size} ${scheme}`;
        const answer = await page.goto(base + path, { waitUntil: "domcontentloaded" });
        // Pictures wait for their turn with their hosts; a page need not.
        await page.waitForFunction(picturesAreThere, null, { timeout: 5000 }).catch(() => {});
        assert.equal(answer.status(), 200, where);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= SIZES[size].width, `${where}: ${width} px wide`);
        assert.equal(await page.locator("h1").count() > 0, true, `${where}: no heading`);
        assert.deepEqual(trouble, [], where);
        if (pictures) await page.screenshot({ path: join(pictures, `${name}-${size}-${scheme}.png`) });
      }
      await close();
    }
}

async function keys(browser, base) {
  const { page, close } = await openPage(browser, base);
  await page.goto(base + "/");
  const here = () => page.evaluate(() => document.querySelector("[data-item].here")?.id);
  // The answer to the post says that the mark is kept; the page stays, and tells of it.
  const posted = (answer) => answer.request().method() === "POST";
  const marks = async (key) => {
    await Promise.all([page.waitForResponse(posted), page.waitForSelector("[data-part=told]"), page.keyboard.press(key)]);
  };
  await page.keyboard.press("j");
  const first = await here();
  await page.keyboard.press("j");
  assert.notEqual(await here(), first, "j goes on");
  await page.keyboard.press("k");
  assert.equal(await here(), first, "k goes back");
  await Promise.all([page.waitForURL(/\/(story|article)\/\d+/), page.keyboard.press("o")]);
  await page.goto(base + "/");
  await page.keyboard.press("j");
  await marks("s");
  await page.goto(base + "/starred");
  assert.ok((await page.locator("[data-item]").count()) > 0, "s stars");
  await page.goto(base + "/");
  const unread = async () => (await (await fetch(base + "/api/v1/stories?limit=1")).json()).stories[0].unread;
  const before = await unread();
  await page.keyboard.press("j");
  await marks("m");
  assert.ok((await unread()) < before, "m marks read");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "q", "/ goes to the search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#sheet").isVisible(), "? shows the keys");
  await page.keyboard.press("Escape");
  await close();
}

// The morning of a reader: through the list by keys, into an article and on, all read, and taken back.
async function theLoop(browser, base) {
  const { page, trouble, close } = await openPage(browser, base);
  const number = async (where) => Number((await page.textContent(where)).replace(/\D/g, ""));
  await page.goto(base + "/articles");
  const all = await number(".filters [data-part=unread]");
  for (let i = 0; i < 8; i += 1) await page.keyboard.press("j");
  const scrolled = await page.evaluate(() => scrollY);
  const here = await page.evaluate(() => document.querySelector("[data-item].here").id);
  await page.keyboard.press("m");
  await page.waitForSelector("[data-part=told]");
  assert.ok(scrolled > 0 && (await page.evaluate(() => scrollY)) === scrolled, "a mark leaves the page where it is");
  assert.equal(await page.evaluate(() => document.activeElement?.closest("[data-item]")?.id), here, "and the focus");
  assert.equal(await number(".filters [data-part=unread]"), all - 1, "the count follows");
  await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/\/article\/\d+/), page.keyboard.press("o")]);
  const first = page.url();
  await Promise.all([page.waitForURL((url) => url.href !== first), page.keyboard.press("j")]);
  await Promise.all([page.waitForURL(/\/articles/), page.keyboard.press("u")]);
  assert.equal(await number(".filters [data-part=unread]"), all - 3, "opening marked two read");
  await Promise.all([page.waitForURL(/marked=/), page.keyboard.press("A")]);
  assert.equal(await number(".filters [data-part=unread]"), 0, "A marks all read");
  await Promise.all([page.waitForURL(/undone/), page.keyboard.press("z")]);
  assert.equal(await number(".filters [data-part=unread]"), all - 3, "and z takes it back");
  assert.deepEqual(trouble, []);
  await close();
}

async function withoutScript(browser, base, pages) {
  const { page, trouble, close } = await openPage(browser, base, { script: false });
  await page.goto(base + "/search");
  await page.fill("#bigq", "glacier");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=glacier/);
  assert.ok((await page.locator("mark").count()) > 0, "search marks its words without script");
  await page.goto(base + "/read");
  await page.fill("textarea", "The harbour reopened on Monday after nine days.\n\nSubscribe to continue reading.\n\nThis website uses cookies.");
  await Promise.all([page.waitForEvent("load"), page.click("form[action='/read'] button")]);
  assert.match(await page.textContent("main"), /Cookie/i, "/read names a cookie line");
  await page.goto(base + "/articles?show=all", { waitUntil: "commit" });
  const entry = page.locator("[data-item]", { has: page.locator("[data-key=m][value=read]") }).nth(1);
  const anchor = await entry.getAttribute("id");
  await Promise.all([page.waitForURL(new RegExp(`#${anchor}$`), { waitUntil: "commit" }), entry.locator("[data-key=m]").click()]);
  await Promise.all([page.waitForURL(/undone/, { waitUntil: "commit" }), page.click("[data-part=told] button")]);
  assert.match(await page.textContent("[data-part=told]"), /Undone/, "a mark is taken back without script");
  // The page that the mark was undone on is still loading.
  await page.waitForLoadState("load");
  await page.goto(base + pages.walled);
  assert.match(await page.textContent("main"), /bot check/i, "a walled article says why");
  await page.goto(base + pages.rtl);
  assert.ok((await page.locator("[dir=rtl]").count()) > 0, "right-to-left text is set right to left");
  assert.deepEqual(trouble, []);
  await close();
}

if (pictures) await mkdir(pictures, { recursive: true });
const demo = await startDemo();
const browser = await openBrowser();
let failed = 0;
try {
  const pages = await addresses(demo.base);
  for (const [name, test] of Object.entries({
    "every page": () => everyPage(browser, demo.base, pages),
    keys: () => keys(browser, demo.base),
    "the loop": () => theLoop(browser, demo.base),
    highlight: () => highlight(browser, demo.base, pages),
    rule: () => rule(browser, demo.base),
    offline: () => offline(browser, demo.base),
    passkey: () => passkey(browser),
    people: () => people(browser, program),
    "without script": () => withoutScript(browser, demo.base, pages),
  })) {
    try {
      await test();
      console.log(`browser: ${name}: passed`);
    } catch (error) {
      failed += 1;
      console.log(`browser: ${name}: FAILED\n${error.stack}`);
    }
  }
} finally {
  await browser.close();
  await demo.stop();
}
process.exitCode = failed ? 1 : 0;
