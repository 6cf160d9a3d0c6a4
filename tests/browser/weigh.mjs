// What the desk weighs, and how fast it is in a browser on a slow telephone: bytes of pages, style, scripts and fonts; the first list
// on the screen; how far things move; and what a press of a key or a finger costs. Fails where a figure is over its bound.
import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root, startDemo } from "./desks.mjs";
import { shift } from "./fit.mjs";
import { openBrowser, openPage } from "./pages.mjs";
import { addresses } from "./places.mjs";

const BOUNDS = { page: 50_000, fonts: 90_000, scripts: 40_000, shift: 0.001, list: 300, press: 50 };
const assets = join(root, "crates/dateline-server/assets");
const rows = [];
const row = (what, figure, bound) => {
  const over = bound !== undefined && figure > bound;
  rows.push(over);
  console.log(`${over ? "OVER " : "     "}${String(figure).padStart(8)}${bound === undefined ? "" : ` of ${bound}`}  ${what}`);
};

// What came over the wire for one page in a fresh browser, by kind.
async function weight(browser, base, path) {
  const { page, close } = await openPage(browser, base, { size: { width: 1280, height: 3000 } });
  const devices = await page.context().newCDPSession(page);
  await devices.send("Network.enable");
  const [kinds, sums] = [new Map(), {}];
  devices.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  devices.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId) ?? "Other";
    sums[kind] = (sums[kind] ?? 0) + encodedDataLength;
  });
  // A stream of news never ends: the page is there when it is loaded and its fonts are.
  await page.goto(base + path, { waitUntil: "load" });
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await close();
  return sums;
}

async function weights(browser, base, pages) {
  for (const name of ["front", "articles", "texts", "article", "story", "feeds", "search", "rules"]) {
    const sums = await weight(browser, base, pages[name]);
    const own = (sums.Document ?? 0) + (sums.Stylesheet ?? 0) + (sums.Script ?? 0) + (sums.Fetch ?? 0) + (sums.Manifest ?? 0);
    row(`${name}: page, style and scripts, bytes over the wire`, own, BOUNDS.page);
    row(`${name}: fonts, bytes`, sums.Font ?? 0, BOUNDS.fonts);
  }
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const read = (name) => readFileSync(join(assets, name));
  row("scripts, bytes as they are", scripts.reduce((sum, name) => sum + read(name).length, 0), BOUNDS.scripts);
  row("style, bytes packed", gzipSync(read("desk.css")).length);
}

// A telephone four times slower than this machine, on a line with 40 ms each way and back, 8 Mbit/s.
async function onTelephone(browser, base, pages) {
  const { page, close } = await openPage(browser, base, { size: "phone", touch: true });
  const devices = await page.context().newCDPSession(page);
  await devices.send("Network.enable");
  const line = { offline: false, latency: 40, downloadThroughput: 1_000_000, uploadThroughput: 500_000 };
  await devices.send("Network.emulateNetworkConditions", line);
  await devices.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const painted = () => page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
  for (const name of ["articles", "front", "article"]) {
    const times = [];
    let moved = 0;
    for (let round = 0; round < 5; round += 1) {
      await page.goto(base + pages[name], { waitUntil: "load" });
      moved = Math.max(moved, await shift(page));
      times.push(await painted());
    }
    row(`${name}: first paint, first visit, ms`, Math.round(times[0]));
    row(`${name}: first paint, median of later visits, ms`, Math.round(times.slice(1).sort((a, b) => a - b)[2]), BOUNDS.list);
    row(`${name}: layout shift`, Number(moved.toFixed(4)), BOUNDS.shift);
  }
  await page.goto(base + pages.articles);
  await page.evaluate(() => {
    globalThis.presses = [];
    const observer = new PerformanceObserver((list) => {
      for (const { name, processingStart, processingEnd, duration } of list.getEntries())
        if (["keydown", "click", "pointerup"].includes(name)) globalThis.presses.push([name, processingEnd - processingStart, duration]);
    });
    observer.observe({ type: "event", durationThreshold: 16 });
  });
  for (let round = 0; round < 8; round += 1) {
    await page.keyboard.press("j");
    await Promise.all([page.waitForResponse((answer) => answer.request().method() === "POST"), page.keyboard.press("m")]);
  }
  const presses = await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(globalThis.presses), 200))));
  row("a press, script's own time at worst, ms", Math.round(Math.max(0, ...presses.map(([, own]) => own))), BOUNDS.press);
  row("a press until the next paint at worst, ms", Math.max(0, ...presses.map(([, , whole]) => whole)), BOUNDS.press);
  await close();
}

const demo = await startDemo();
const browser = await openBrowser();
try {
  const pages = await addresses(demo.base);
  await weights(browser, demo.base, pages);
  await onTelephone(browser, demo.base, pages);
} finally {
  await browser.close();
  await demo.stop();
}
process.exitCode = rows.some(Boolean) ? 1 : 0;
