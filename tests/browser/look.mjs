// The wide look at the desk: every page at three widths, light and dark, in the languages of the interface and in eleven languages of
// papers; with pictures of each in a folder named by DATELINE_PICTURES. DATELINE_ONLY (an expression over names) and DATELINE_WIDTHS
// make it less. Prints what was found as a table, and fails on any of it.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { json, post, startDemo, startDesk, startDeskOf, subscribe } from "./desks.mjs";
import { shift, smallTargets, tooWide, violations } from "./fit.mjs";
import { openBrowser, openPage, SCHEMES } from "./pages.mjs";
import { addresses } from "./places.mjs";
import { opml, SCRIPTS, startPress } from "./press.mjs";

const WIDTHS = process.env.DATELINE_WIDTHS?.split(",").map(Number) ?? [390, 820, 1440];
const pictures = process.env.DATELINE_PICTURES;
const only = process.env.DATELINE_ONLY && new RegExp(process.env.DATELINE_ONLY);
const PASSWORD = "gull heron tern avocet";
const trouble = [];
const seen = { pages: 0, looks: 0 };

// Chromium fetches lazy pictures from 2,500 px below the window on.
const picturesAreThere = () =>
  [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight + 2500);

async function look(page, where, width, errors, status) {
  const found = [];
  await page.waitForFunction(picturesAreThere, null, { timeout: 3000 }).catch(() => {});
  if (status !== 200 && !where.startsWith("missing")) found.push(`status ${status}`);
  const h1 = await page.locator("h1").count();
  if (h1 !== 1) found.push(`${h1} first headings`);
  found.push(...(await tooWide(page)), ...errors.splice(0));
  const moved = await shift(page);
  if (moved > 0.001) found.push(`moved by ${moved.toFixed(3)}`);
  found.push(...(await violations(page)));
  if (width === 390) {
    const small = await smallTargets(page);
    if (small.length) found.push(`${small.length} small targets: ${small[0]}`);
  }
  if (pictures) await page.screenshot({ path: join(pictures, `${where.replaceAll(" ", "-")}.png`), fullPage: process.env.DATELINE_WHOLE === "1" });
  for (const what of found) {
    trouble.push([where, what]);
    console.log(`look: ${where}: ${what.slice(0, 200)}`);
  }
  seen.looks += 1;
}

// Every page of a desk at every width and scheme; `before` is what a browser does first.
async function everyPage(browser, base, pages, { locale = "en-GB", widths = WIDTHS, schemes = SCHEMES, before = async () => {} } = {}) {
  const chosen = Object.entries(pages).filter(([name]) => !only || only.test(name));
  if (!chosen.length) return;
  seen.pages += chosen.length;
  for (const width of widths)
    for (const scheme of schemes) {
      const size = { width, height: width === 390 ? 844 : 1000 };
      const { page, trouble: errors, close } = await openPage(browser, base, { size, scheme, locale, touch: width === 390 });
      await before(page);
      for (const [name, path] of chosen) {
        const answer = await page.goto(base + path, { waitUntil: "load" });
        await look(page, `${name} ${locale} ${width} ${scheme}`, width, name.startsWith("missing") ? [] : errors, answer.status());
        errors.length = 0;
      }
      await close();
    }
}

async function ofTheDemo(browser) {
  const demo = await startDemo();
  try {
    const pages = { ...(await addresses(demo.base)), readform: "/read", findform: "/search", missing: "/story/999999" };
    const rule = { name: "Less about ferries", conditions: { title: ["ferry"] }, actions: { mute: true } };
    await post(demo.base, "/api/v1/rules", rule);
    await post(demo.base, "/api/v1/follows", { kind: "words", value: "harbour" });
    const { entries } = await json(demo.base, "/api/v1/entries?limit=2");
    await post(demo.base, "/api/v1/notes", { entry: entries[0].id, text: "Compare with last year." });
    await everyPage(browser, demo.base, pages);
    const few = Object.fromEntries(["front", "articles", "story", "article", "feeds", "feed", "settings", "rules", "help"].map((name) => [name, pages[name]]));
    for (const locale of ["de-DE", "ar-EG"]) await everyPage(browser, demo.base, few, { locale, widths: WIDTHS.filter((width) => width !== 820) });
  } finally {
    await demo.stop();
  }
}

// A desk before anything is on it, and one with an account.
async function beforeAnything(browser) {
  const desk = await startDesk();
  const empty = { firstfront: "/", firstarticles: "/articles", firststarred: "/starred", firstfeeds: "/feeds", firstrules: "/rules", firstnotes: "/notes", firstwebhooks: "/webhooks", firstsearches: "/searches", firstfollows: "/follows", firstcorrections: "/corrections" };
  await everyPage(browser, desk.base, empty).finally(desk.stop);
  const closed = await startDeskOf("Ada", PASSWORD);
  const enter = async (page) => {
    await page.goto(closed.base + "/login");
    await page.fill("#ln", "Ada");
    await page.fill("#lp", PASSWORD);
    await Promise.all([page.waitForURL(closed.base + "/"), page.getByRole("button", { name: "Log in", exact: true }).click()]);
  };
  await everyPage(browser, closed.base, { login: "/login" });
  await everyPage(browser, closed.base, { account: "/account", people: "/people" }, { before: enter }).finally(closed.stop);
}

// Articles in eleven languages of nine scripts, a recording and a film.
async function ofThePress(browser) {
  const [press, desk] = [await startPress(), await startDesk()];
  try {
    await subscribe(desk.base, opml(press.feeds), press.feeds.length);
    const pages = { scripts: "/articles?show=all", scriptsfront: "/", scriptstexts: "/articles?show=all&layout=full" };
    const { entries } = await json(desk.base, "/api/v1/entries?limit=100");
    for (const [, language, title] of SCRIPTS) pages[`text-${language}`] = `/article/${entries.find((entry) => entry.title.startsWith(title.slice(0, 8)))?.id}`;
    pages.podcast = `/article/${entries.find((entry) => entry.title.startsWith("Episode"))?.id}`;
    pages.film = `/article/${entries.find((entry) => entry.title.startsWith("How to splice"))?.id}`;
    await everyPage(browser, desk.base, pages);
  } finally {
    await desk.stop();
    press.stop();
  }
}

if (pictures) await mkdir(pictures, { recursive: true });
const browser = await openBrowser();
try {
  await ofTheDemo(browser);
  await beforeAnything(browser);
  await ofThePress(browser);
} finally {
  await browser.close();
}
// The table: each thing once, with how often and where first.
const rows = new Map();
for (const [where, what] of trouble) rows.set(what, [...(rows.get(what) ?? []), where]);
for (const [what, places] of rows) console.log(`${String(places.length).padStart(4)}  ${what.slice(0, 160)}  [${places[0]}]`);
console.log(`look: ${seen.pages} pages, ${seen.looks} looks, ${trouble.length} things found`);
process.exitCode = trouble.length ? 1 : 0;
