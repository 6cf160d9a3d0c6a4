// Words that break out where something forgets to escape, in every field that a publisher, a reader or an address fills, looked at on
// every page: none may run, and no other host may be asked for anything.
import { createServer } from "node:http";
import { json, post, startDesk, submit, subscribe } from "./desks.mjs";
import { openBrowser } from "./pages.mjs";

const WORDS = [
  "<script>hit(1)</script>",
  '"><img src=x onerror=hit(2)>',
  "'><svg onload=hit(3)>",
  "</title><script>hit(4)</script>",
  "<iframe srcdoc='<script>parent.hit(5)</script>'>",
  "javascript:hit(6)",
  '" autofocus onfocus=hit(7) x="',
  "<a href=javascript:hit(8)>x</a>",
  "</textarea><script>hit(9)</script>",
  "<img src=https://evil.example/p.png>",
  "{{7*7}}<b onmouseover=hit(10)>",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<object data=https://evil.example/o>",
  "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
  "<video src=https://evil.example/v.mp4 autoplay onerror=hit(11)>",
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=hit(12)&gt;">',
];
const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

const item = (base, words, at) =>
  `<item><guid isPermaLink="false">g${at}${escape(words)}</guid><title>${escape(words)} title ${at}</title><link>${base}/a/${at}</link><author>${escape(words)}</author><category>${escape(words)}</category><description>${escape(words)}</description><content:encoded><![CDATA[<p>Lead of number ${at}.</p>${words}<p>${words} ${"word ".repeat(200)}</p><iframe src="https://www.youtube.com/embed/aaaaaaaaa${at}" title="${escape(words)}"></iframe><figure><img src="${base}/pic.png" alt="${escape(words)}"><figcaption>${words}</figcaption></figure>]]></content:encoded><enclosure url="${base}/e.mp3?${encodeURIComponent(words)}" type="audio/mpeg" length="1"/></item>`;

const article = (words, at) =>
  `<html><head><title>${words}</title><meta property="og:title" content="${escape(words)}"></head><body><article><h1>${escape(words)} title ${at}</h1><p>${"The boats came in with the tide and left again. ".repeat(30)}</p>${words}<p>${escape(words)}</p></article></body></html>`;

// Three feeds of the same items, with their pages.
async function startHostilePress() {
  let base = "";
  const server = createServer((request, answer) => {
    const send = (type, text) => answer.writeHead(200, { "Content-Type": type }).end(text);
    const at = (Number.parseInt(request.url.replace(/\D+/, ""), 10) || 0) % WORDS.length;
    if (request.url.endsWith(".xml"))
      send("application/rss+xml", `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>${escape(WORDS[at])}</title><link>${base}/</link>${WORDS.map((words, nth) => item(base, words, nth)).join("")}</channel></rss>`);
    else if (request.url.startsWith("/a/")) send("text/html", article(WORDS[at], at));
    else answer.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${server.address().port}`;
  return { feeds: [0, 1, 2].map((at) => `${base}/${at}.xml`), stop: () => server.close() };
}

// What a reader names and says, in the same words; some of it is refused, which is as well.
async function say(base, entries, feeds) {
  const refused = [];
  const tried = (promise) => promise.catch((error) => refused.push(error.message));
  const form = (path, fields) => tried(submit(base, path, new URLSearchParams(fields)));
  for (const [at, words] of WORDS.entries()) {
    const [entry, feed] = [entries[at % entries.length].id, feeds[at % feeds.length].id];
    await tried(post(base, "/api/v1/labels", { name: words, entries: [entry] }));
    await tried(post(base, "/api/v1/notes", { entry, quote: words, text: words }));
    await tried(post(base, "/api/v1/rules", { name: words, conditions: { title: [words] }, actions: { label: [words] } }));
    await tried(post(base, "/api/v1/follows", { kind: "words", value: words }));
    await tried(post(base, "/api/v1/feeds/file", { feed, title: words, folders: [words, WORDS[(at + 1) % WORDS.length]] }));
    await tried(post(base, "/api/v1/publishers/rename", { host: "127.0.0.1", name: words }));
    await form("/searches/save", { q: words, name: words, alert: "1" });
    await form("/webhooks/save", { url: `https://hooks.example/${words}`, starred: "1" });
  }
  await form("/settings", { css: "</style><script>hit(20)</script> body{background:url(https://evil.example/c.png)}" });
  return refused.length;
}

async function everyPath(base, entries, feeds) {
  const paths = ["/", "/articles?show=all", "/articles?show=all&layout=full", "/articles?show=all&layout=magazine", "/starred", "/history", "/notes", "/rules", "/rules?preview=1&title=title", "/follows", "/searches", "/webhooks", "/corrections", "/settings", "/feeds", "/offline", "/read", "/about"];
  for (const { id } of entries) paths.push(`/article/${id}`, `/article/${id}?show=all&order=newest`, `/article/${id}?reading=other`);
  for (const { id } of feeds) paths.push(`/feeds/${id}`, `/articles?show=all&feed=${id}`, `/rules?feed=${id}`);
  for (const { id } of (await json(base, "/api/v1/stories?limit=100")).stories) paths.push(`/story/${id}`);
  for (const { id } of (await json(base, "/api/v1/labels")).labels) paths.push(`/articles?show=all&label=${id}`);
  const first = `/article/${entries[0].id}`;
  for (const words of WORDS.map(encodeURIComponent))
    paths.push(`/search?q=${words}`, `/articles?show=all&folder=${words}`, `${first}?marked=again-kept.${words}`, `${first}?marked=${words}`, `/read?url=${words}`, `/feeds?q=${words}&folder=${words}&done=${words}`, `/articles?marked=${words}`, `/login?next=${words}`, `/rules?title=${words}&preview=1`);
  return paths;
}

// What no page of ours holds, whatever its words are.
const foreign = () => {
  const places = "iframe, object, embed, [onload], [onerror], [onfocus], [onmouseover], img[src^=http], meta[http-equiv=refresh], script:not([src])";
  const links = [...document.querySelectorAll("main a")].filter((link) => link.protocol === "javascript:");
  return [...document.querySelectorAll(places), ...links].map((one) => one.outerHTML.slice(0, 160));
};

const [press, desk, browser] = [await startHostilePress(), await startDesk(), await openBrowser()];
const trouble = [];
let pages = 0;
try {
  const folders = press.feeds.map((url, at) => `<outline text="${escape(WORDS[at])}"><outline type="rss" text="${escape(WORDS[at + 3])}" xmlUrl="${url}"/></outline>`);
  await subscribe(desk.base, `<opml version="2.0"><body>${folders.join("")}</body></opml>`, WORDS.length);
  const { entries } = await json(desk.base, "/api/v1/entries?limit=200");
  const { feeds } = await json(desk.base, "/api/v1/feeds");
  await say(desk.base, entries, feeds);
  const context = await browser.newContext();
  await context.exposeFunction("hit", (what) => trouble.push(`ran: ${what}`));
  const page = await context.newPage();
  page.on("dialog", (dialog) => (trouble.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("request", (request) => {
    if (!request.url().startsWith(desk.base) && !request.url().startsWith("data:")) trouble.push(`asked: ${request.url()}`);
  });
  for (const path of await everyPath(desk.base, entries, feeds)) {
    await page.goto(desk.base + path, { waitUntil: "domcontentloaded" });
    await page.evaluate(() => {
      for (const one of document.querySelectorAll("details")) one.open = true;
      for (const one of document.querySelectorAll("input, a, b")) one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    });
    for (const markup of await page.evaluate(foreign)) trouble.push(`markup on ${path}: ${markup}`);
    pages += 1;
  }
} finally {
  await browser.close();
  await desk.stop();
  press.stop();
}
for (const what of trouble) console.log(`hostile: ${what}`);
console.log(`hostile: ${pages} pages, ${WORDS.length} words, ${trouble.length} things found`);
process.exitCode = trouble.length ? 1 : 0;
