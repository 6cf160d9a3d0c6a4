// What a reader keeps and says, in a browser: pages and marks offline, highlights, rules.
import assert from "node:assert/strict";
import { openPage } from "./pages.mjs";

const json = async (base, path) => (await fetch(base + path)).json();
const opens = (page) => page.$$eval("[data-item] a[data-open]", (all) => all.map((one) => one.getAttribute("href")));

// Opened articles and the last list are read offline, and marks made there are sent later, none lost.
export async function offline(browser, base) {
  const { page, trouble, close } = await openPage(browser, base, { size: "phone" });
  const context = page.context();
  const starred = async () => (await json(base, "/api/v1/entries?show=starred&limit=500")).entries.length;
  const waiting = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open("dateline", 1);
          opening.onsuccess = () => {
            const count = opening.result.transaction("waiting").objectStore("waiting").count();
            count.onsuccess = () => (opening.result.close(), resolve(count.result));
          };
        }),
    );
  await page.goto(base + "/articles?show=all");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.reload();
  const links = await opens(page);
  const before = (await json(base, "/api/v1/unread")).unread;
  const unread = (await json(base, "/api/v1/entries?show=unread&limit=1")).entries[0].id;
  await page.goto(`${base}/article/${unread}`);
  assert.equal((await json(base, "/api/v1/unread")).unread, before - 1, "opening marks read with a worker, too");
  await page.goto(base + links[0]);
  await page.goto(base + "/articles?show=all");
  await context.setOffline(true);
  await page.goto(base + links[0]);
  assert.match(await page.textContent(".offline"), /You are offline/);
  await page.goto(`${base}/feeds`);
  assert.match(await page.textContent("h1"), /You are offline/, "what is not kept is told");
  await page.waitForSelector("[data-saved] li");
  await page.goto(base + "/articles?show=all");
  const stars = await starred();
  const buttons = page.locator("[data-item] [data-key=s][value=star]");
  for (let left = 3; left > 0; left -= 1) {
    await buttons.first().click();
    await page.waitForSelector("[data-part=told]");
    await page.evaluate(() => document.querySelector("[data-part=told]").remove());
  }
  assert.deepEqual([await waiting(), await starred()], [3, stars], "they wait");
  await context.setOffline(false);
  await page.goto(base + "/");
  for (let tries = 0; (await waiting()) > 0 && tries < 50; tries += 1) await page.waitForTimeout(100);
  assert.deepEqual([await waiting(), await starred()], [0, stars + 3], "and are sent");
  assert.deepEqual(trouble.filter((words) => !words.includes("ERR_INTERNET_DISCONNECTED")), []);
  await close();
}

// Words that are selected become a highlight, which is found again.
export async function highlight(browser, base, pages) {
  const { page, trouble, close } = await openPage(browser, base);
  await page.goto(base + pages.article);
  const select = (nth) =>
    page.evaluate((nth) => {
      const range = new Range();
      range.selectNodeContents(document.querySelectorAll(".body p")[nth]);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return range.toString();
    }, nth);
  const words = await select(0);
  await page.click(".selected [value=highlight]");
  await page.waitForSelector("#notes .said");
  const painted = () => page.evaluate(() => [...CSS.highlights.get("noted")].map(String));
  assert.deepEqual(await painted(), [words]);
  await select(1);
  await page.click(".selected [value=note]");
  await page.fill("#note-text", "Compare.");
  await Promise.all([page.waitForURL(/#n\d+$/), page.click(".noting button")]);
  assert.equal((await painted()).length, 2, "both are painted after the page was loaded anew");
  const markdown = await (await fetch(base + "/notes.md")).text();
  assert.ok(markdown.includes("\nCompare.\n") && markdown.includes("\n> "), markdown);
  assert.deepEqual(trouble, []);
  await close();
}

// A rule is looked at before it is kept, and what it mutes can be shown again.
export async function rule(browser, base) {
  const { page, trouble, close } = await openPage(browser, base, { script: false });
  const title = (await json(base, "/api/v1/entries?limit=1")).entries[0].title;
  const word = title.split(/[^\p{L}]+/u).sort((a, b) => b.length - a.length)[0];
  await page.goto(base + "/rules");
  await page.fill("[name=title]", word);
  await page.check("[name=mute]");
  await page.click("[name=preview]");
  assert.ok((await page.locator(".rulepreview li").count()) > 0, word);
  await Promise.all([page.waitForURL(/marked=rule/), page.click(".ruleform .send button:not([name])")]);
  await page.click(".kept .menu summary");
  await Promise.all([page.waitForURL(/marked=applied/), page.click("text=Apply to articles already here")]);
  await page.goto(base + "/articles?show=muted");
  assert.ok((await page.locator(".entry .muted").count()) > 0);
  await Promise.all([page.waitForURL(/marked=shown/), page.click(".entry .muted button >> nth=0")]);
  await page.goto(base + "/rules");
  await page.click(".kept .menu summary");
  await Promise.all([page.waitForURL(/marked=deleted/), page.click("text=and show what it muted")]);
  assert.deepEqual(trouble, []);
  await close();
}
