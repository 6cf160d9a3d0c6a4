// A reader's long sessions, on the program as it is given to people: the morning with 300 feeds and 2,000 unread articles, 10,000
// articles, a recording, a film, marks made offline, in two tabs and by the API at once, a slow network, a finger, and keys alone.
import assert from "node:assert/strict";
import { json, post, startDesk, submit, subscribe, until } from "./desks.mjs";
import { smallTargets } from "./fit.mjs";
import { openBrowser, openPage } from "./pages.mjs";
import { opml, startPress } from "./press.mjs";

const PHONE = { size: "phone", touch: true };
const unread = async (base) => (await json(base, "/api/v1/unread")).unread;
const shownTotal = async (page) => Number((await page.textContent("[data-part=total]")).replace(/\D/g, "") || 0);

// First run: an empty desk takes the list of another reader, and is read.
async function firstRun(browser, base, press) {
  const { page, trouble, close } = await openPage(browser, base);
  await page.goto(base + "/");
  await page.click("a[href='/feeds#opml']");
  const file = { name: "feeds.opml", mimeType: "text/xml", buffer: Buffer.from(opml(press.feeds.slice(0, 3))) };
  await page.setInputFiles("#opml-file", file);
  await Promise.all([page.waitForEvent("load"), page.click("#opml button")]);
  assert.match(await page.textContent(".notice"), /3/, "the page says how many feeds came");
  await until("the first articles", async () => (await unread(base)) >= 3);
  await page.goto(base + "/articles");
  assert.ok((await page.locator("[data-item]").count()) >= 3);
  assert.deepEqual(trouble, []);
  await close();
}

// 2,000 unread: folders and feeds have exact numbers, keys alone go through, what is marked can be undone.
async function morning(browser, base, all) {
  const { page, trouble, close } = await openPage(browser, base);
  await page.goto(base + "/articles");
  assert.equal(await shownTotal(page), all, "the total is exact");
  const counts = await page.$$eval(".sources li", (rows) => rows.map((row) => [row.textContent.trim().replace(/\s+/g, " "), Number(row.querySelector(".count")?.textContent.replace(/\D/g, "") ?? 0)]));
  const folders = counts.filter(([name]) => name.startsWith("Folder "));
  assert.equal(folders.reduce((sum, [, count]) => sum + count, 0), all, "folders add up");
  for (let at = 0; at < 30; at += 1) await page.keyboard.press("j");
  await Promise.all([page.waitForURL(/\/article\//), page.keyboard.press("Enter")]);
  for (let at = 0; at < 5; at += 1) {
    const here = page.url();
    await Promise.all([page.waitForURL((url) => url.href !== here), page.keyboard.press("n")]);
  }
  await Promise.all([page.waitForURL(/\/articles/), page.keyboard.press("u")]);
  assert.equal(await unread(base), all - 6, "six were opened");
  await page.goto(base + "/articles?folder=Folder+2");
  const folder = Number((await page.textContent("[data-part=unread]")).replace(/\D/g, ""));
  await Promise.all([page.waitForURL(/marked=/), page.keyboard.press("A")]);
  assert.equal(await unread(base), all - 6 - folder, "a folder is marked read");
  await page.goto(base + "/history");
  await Promise.all([page.waitForURL(/marked=undone/), page.click(".undoable button >> nth=0")]);
  assert.equal(await unread(base), all - 6, "and is taken back in the history");
  assert.deepEqual(trouble, []);
  await close();
}

// Marks made offline, in another tab and by a program at the same time: none is lost.
async function marksFromEverywhere(browser, base, count) {
  const { page, close } = await openPage(browser, base, PHONE);
  const context = page.context();
  await page.goto(base + "/articles?show=all");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.reload();
  const ids = [];
  for (let cursor = ""; ids.length < count; ) {
    const part = await json(base, `/api/v1/entries?limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    ids.push(...part.entries.map(({ id }) => id));
    cursor = part.next_cursor;
    if (!cursor) break;
  }
  assert.ok(ids.length >= count, `${ids.length} articles`);
  const [away, tab, api] = [0, 1, 2].map((third) => ids.slice(0, count).filter((_, at) => at % 3 === third));
  const other = await context.newPage();
  await other.goto(base + "/articles?show=all");
  // What a page's own script does for a press on a mark, as often as is asked for.
  const press = (ids) =>
    Promise.all(ids.map((id) => fetch("/marks", { method: "POST", headers: { "X-Dateline-Part": "marks" }, body: new URLSearchParams({ entry: id, do: "star", back: "/articles" }) })));
  const inPieces = async (where, ids) => {
    for (let at = 0; at < ids.length; at += 50) await where.evaluate(press, ids.slice(at, at + 50));
  };
  await context.setOffline(true);
  await inPieces(page, away);
  await context.setOffline(false);
  await Promise.all([
    inPieces(other, tab),
    page.goto(base + "/"),
    (async () => {
      for (let at = 0; at < api.length; at += 100) await post(base, "/api/v1/marks", { mark: "star", entries: api.slice(at, at + 100) });
    })(),
  ]);
  const starred = async () => {
    let found = 0;
    for (let cursor = ""; ; ) {
      const part = await json(base, `/api/v1/entries?show=starred&limit=500${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      found += part.entries.length;
      cursor = part.next_cursor;
      if (!cursor || !part.entries.length) return found;
    }
  };
  let found = 0;
  await until(`${count} marks`, async () => (found = await starred()) >= count).catch(() => {});
  assert.equal(found, count, "marks that arrived");
  await close();
}

// A recording plays through the desk, and goes on where it stopped; a film is a picture with a name that leads to its host.
async function recordings(browser, base) {
  const { page, trouble, close } = await openPage(browser, base);
  const { entries } = await json(base, "/api/v1/entries?limit=500");
  const episode = entries.find(({ title }) => title.startsWith("Episode"));
  await page.goto(`${base}/article/${episode.id}`);
  const length = await page.$eval("audio", async (audio) => {
    audio.muted = true;
    await audio.play();
    await new Promise((resolve) => audio.addEventListener("ended", resolve, { once: true }));
    return audio.duration;
  });
  assert.ok(length > 0.4 && length < 0.6, `half a second of sound: ${length}`);
  const film = entries.find(({ title }) => title.startsWith("How to splice"));
  await page.goto(`${base}/article/${film.id}`);
  assert.equal(await page.locator("iframe, embed, object").count(), 0, "no frames of others");
  const link = page.locator(".embed a, .ways a, .attached a", { hasText: /youtube|splice/i }).first();
  assert.match(await link.getAttribute("href"), /^https:\/\/www\.youtube\.com\/watch/);
  assert.deepEqual(trouble, []);
  await close();
}

// A finger: every target is large enough, a swipe stars and another marks read.
async function finger(browser, base) {
  const { page, close } = await openPage(browser, base, PHONE);
  for (const path of ["/", "/articles", "/feeds", "/settings"]) {
    await page.goto(base + path);
    assert.deepEqual(await smallTargets(page), [], path);
  }
  await page.goto(base + "/articles");
  const before = await unread(base);
  const devices = await page.context().newCDPSession(page);
  const box = await page.locator("[data-item]").nth(1).boundingBox();
  const y = box.y + box.height / 2;
  const touch = (type, x) => devices.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ x, y }] });
  await touch("touchStart", 250);
  for (const x of [220, 190, 150, 120]) await touch("touchMove", x);
  await Promise.all([page.waitForSelector("[data-part=told]"), touch("touchEnd")]);
  assert.equal(await unread(base), before - 1, "a swipe marks read");
  await close();
}

// What is scrolled past is read, where its reader wants it.
async function scrolled(browser, base) {
  await submit(base, "/settings", new URLSearchParams({ scroll: "read" }));
  const { page, trouble, close } = await openPage(browser, base);
  const before = await unread(base);
  await page.goto(base + "/articles");
  const gone = await page.evaluate(async () => {
    const items = [...document.querySelectorAll("[data-item]")];
    for (const item of items.slice(0, 12)) {
      item.scrollIntoView({ block: "start" });
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    return items.filter((item) => item.getBoundingClientRect().bottom < 0).length;
  });
  assert.ok(gone > 5);
  await until("what was scrolled past", async () => (await unread(base)) === before - gone);
  await submit(base, "/settings", new URLSearchParams({ scroll: "" }));
  assert.deepEqual(trouble, []);
  await close();
}

// A slow network: the list is there before its pictures, and a mark shows at once.
async function slow(browser, base) {
  const { page, trouble, close } = await openPage(browser, base, PHONE);
  const devices = await page.context().newCDPSession(page);
  await devices.send("Network.enable");
  await devices.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 20_000 });
  await page.goto(base + "/articles", { waitUntil: "domcontentloaded" });
  assert.ok(await page.locator("[data-item] h2").first().isVisible());
  const button = page.locator("[data-item] .star").first();
  await Promise.all([page.waitForSelector("[data-part=told]"), button.click()]);
  assert.deepEqual(trouble, []);
  await close();
}

// Without script: every list, mark and setting works by links and forms.
async function withoutScript(browser, base) {
  const { page, close } = await openPage(browser, base, { script: false });
  await page.goto(base + "/articles?folder=Folder+3");
  const before = await unread(base);
  await page.click("[data-item] [data-key=m][value=read] >> nth=0");
  assert.equal(await unread(base), before - 1);
  await page.click("[data-part=told] button");
  assert.equal(await unread(base), before);
  await page.click(".paging [rel=next], .sources a >> nth=0");
  await page.click("[data-item] [data-open] >> nth=0");
  await page.click(".inlist [rel=next] >> nth=0");
  assert.match(page.url(), /\/article\//);
  await close();
}

const FEEDS = 300;
const ARTICLES = Number(process.env.DATELINE_ARTICLES ?? 34);
const browser = await openBrowser();
const press = await startPress({ papers: FEEDS, articles: 7 });
const desk = await startDesk();
const [many, large] = [await startPress({ papers: FEEDS, articles: ARTICLES }), await startDesk()];
let failed = 0;
async function run(name, test) {
  const begun = Date.now();
  try {
    await test();
    console.log(`mornings: ${name}: passed, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  } catch (error) {
    failed += 1;
    console.log(`mornings: ${name}: FAILED\n${error.stack}`);
  }
}
try {
  await run("first run", () => firstRun(browser, desk.base, press));
  await subscribe(desk.base, opml(press.feeds), FEEDS * 7);
  const all = await unread(desk.base);
  await run(`${FEEDS} feeds, ${all} unread`, () => morning(browser, desk.base, all));
  await run("recording and film", () => recordings(browser, desk.base));
  await run("a finger", () => finger(browser, desk.base));
  await run("scrolled past", () => scrolled(browser, desk.base));
  await run("a slow network", () => slow(browser, desk.base));
  await run("without script", () => withoutScript(browser, desk.base));
  await subscribe(large.base, opml(many.feeds), FEEDS * ARTICLES);
  const count = Math.min(10_000, FEEDS * ARTICLES);
  await run(`${count} marks offline, in another tab and by the API`, () => marksFromEverywhere(browser, large.base, count));
} finally {
  await browser.close();
  for (const one of [desk, large]) await one.stop();
  for (const one of [press, many]) one.stop();
}
process.exitCode = failed ? 1 : 0;
