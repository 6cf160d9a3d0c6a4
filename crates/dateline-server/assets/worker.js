// Offline: keeps pages that were opened, starred articles and the last lists, and marks that could not be sent. What is kept belongs to one
// reader: it goes with the logout, with the end of the session, and when somebody else logs in.
"use strict";
// Where the desk stands on its host: other desks of the host keep theirs apart.
const ROOT = new URL(".", location).pathname;
const own = (name) => (ROOT === "/" ? name : `${name} ${ROOT}`);
const ASSETS = own("assets");
const PAGES = own("pages");
const IMAGES = own("images");
const OFFLINE = ROOT + "offline";
// The path of an address in the desk.
const within = (url) => (url.pathname.startsWith(ROOT) ? url.pathname.slice(ROOT.length - 1) : "");
const MOST = { [ASSETS]: 40, [PAGES]: 300, [IMAGES]: 400 };
// Whose pages may be kept: articles, stories and lists, and nothing that is about the account or the desk itself.
const KEPT = /^\/(article\/\d+|story\/\d+|articles|starred|notes)?$/;
const MARKS = ["/marks", "/marks/list", "/progress", "/notes/add"];

// One small store: who reads here, and what waits to be sent.
const store = (mode, work) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(own("dateline"), 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("reader");
      opening.result.createObjectStore("waiting", { autoIncrement: true });
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const tx = db.transaction(["reader", "waiting"], mode);
      const asked = work(tx);
      tx.oncomplete = () => (db.close(), resolve(asked?.result));
      tx.onabort = tx.onerror = () => (db.close(), reject(tx.error));
    };
  });
const reader = async () => (await store("readonly", (tx) => tx.objectStore("reader").get("id"))) ?? "";

// Pages and pictures of whoever was here are nobody else's.
const forget = async () => {
  await Promise.all([caches.delete(PAGES), caches.delete(IMAGES)]);
  await store("readwrite", (tx) => tx.objectStore("reader").delete("id"));
};
const greet = async (id) => {
  if (id === (await reader())) return;
  await forget();
  if (id) await store("readwrite", (tx) => tx.objectStore("reader").put(id, "id"));
};

const keep = async (name, key, response) => {
  const cache = await caches.open(name);
  // Put anew it is the last: those that were put first go first.
  await cache.delete(key);
  await cache.put(key, response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST[name])).map((old) => cache.delete(old)));
};
// An article is kept once, whatever list it was opened from.
const keyOf = (url) => (/^\/(article|story)\//.test(within(url)) ? url.pathname : url.pathname + url.search.replace(/[?&]marked=[^&]*/, ""));
const isKept = (response) => response.ok && !response.redirected && response.type === "basic";

// What waits is sent in its order, as whoever wrote it; what is refused for good is let go.
let sending;
const send = () => (sending ??= sendAll().finally(() => (sending = undefined)));
const sendAll = async () => {
  const id = await reader();
  if (!id) return;
  for (;;) {
    const [keys, rows] = await Promise.all([
      store("readonly", (tx) => tx.objectStore("waiting").getAllKeys()),
      store("readonly", (tx) => tx.objectStore("waiting").getAll()),
    ]);
    const at = rows.findIndex((row) => row.reader === id);
    if (at < 0) return;
    const { path, body } = rows[at];
    const headers = { "Content-Type": "application/x-www-form-urlencoded", "X-Dateline-Part": "marks" };
    const answer = await fetch(path, { method: "POST", body, headers });
    // Whoever has to log in first sends it afterwards.
    const sentAway = answer.redirected && within(new URL(answer.url)) === "/login";
    if (sentAway || answer.status >= 500 || [401, 403, 429].includes(answer.status)) return;
    await store("readwrite", (tx) => tx.objectStore("waiting").delete(keys[at]));
  }
};

// Whether the last page could not be had.
let away = false;
const page = async (request) => {
  const url = new URL(request.url);
  try {
    const answer = await fetch(request);
    away = false;
    if (isKept(answer) && (await reader())) await keep(PAGES, keyOf(url), answer.clone());
    return answer;
  } catch {
    away = true;
    const cache = await caches.open(PAGES);
    const exact = await cache.match(keyOf(url));
    const list = exact ?? (/^\/(article|story)\//.test(within(url)) ? undefined : await cache.match(url.pathname, { ignoreSearch: true }));
    return list ?? (await caches.match(OFFLINE)) ?? Response.error();
  }
};

const asset = async (request, name) => {
  const cache = await caches.open(name);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (isKept(answer) && (name === ASSETS || (await reader()))) await keep(name, request, answer.clone());
  return answer;
};

const mark = async (request) => {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch {
    const id = await reader();
    if (!id) return Response.error();
    const [path, body] = [new URL(request.url).pathname, await copy.text()];
    await store("readwrite", (tx) => tx.objectStore("waiting").add({ reader: id, path, body }));
    await self.registration.sync?.register("marks").catch(() => {});
    if (request.mode !== "navigate") return new Response(null, { status: 202 });
    const back = new URLSearchParams(body).get("back") ?? "/";
    return Response.redirect(new URL(ROOT + (back.startsWith("/") ? back.replace(/^[/\\]+/, "") : ""), location.origin), 303);
  }
};

const logout = async (request) => {
  await send().catch(() => {});
  const answer = await fetch(request);
  await forget();
  return answer;
};

// Starred articles are fetched ahead, without being opened: what is starred on one device can be read offline on another.
const fetchStarred = async () => {
  if (!(await reader())) return;
  const ahead = { headers: { "X-Purpose": "prefetch" } };
  const list = await fetch(ROOT + "starred", ahead);
  if (!isKept(list)) return;
  const text = await list.clone().text();
  await keep(PAGES, ROOT + "starred", list);
  const cache = await caches.open(PAGES);
  const paths = new Set([...text.matchAll(/href="([^"?]*\/article\/\d+)[?"]/g)].map((found) => found[1]).filter((path) => path.startsWith(`${ROOT}article/`)));
  for (const path of [...paths].slice(0, 60)) {
    if (await cache.match(path)) continue;
    const answer = await fetch(path, ahead);
    if (!isKept(answer)) return;
    await keep(PAGES, path, answer);
  }
};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(ASSETS).then((cache) => cache.add(OFFLINE)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("sync", (event) => event.waitUntil(send()));
self.addEventListener("message", (event) => {
  if (event.origin && event.origin !== location.origin) return;
  const { reader: id, styles = [] } = event.data ?? {};
  if (typeof id !== "string") return;
  if (away) event.source?.postMessage({ away });
  event.waitUntil(
    (async () => {
      await greet(id);
      const cache = await caches.open(ASSETS);
      for (const path of styles) if (!(await cache.match(path))) await cache.add(path);
      if (!id) return;
      await send();
      await fetchStarred();
    })().catch(() => {}),
  );
});
// Where somebody logs in, nobody's pages are left.
const door = async (request) => {
  await forget().catch(() => {});
  return fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error());
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const path = within(url);
  if (request.mode === "navigate" && /^\/(login|setup|link\/.*)$/.test(path)) return event.respondWith(door(request));
  if (request.method === "POST" && path === "/logout") event.respondWith(logout(request));
  else if (request.method === "POST" && MARKS.includes(path)) event.respondWith(mark(request));
  else if (request.method !== "GET") return;
  else if (path.startsWith("/assets/")) event.respondWith(asset(request, ASSETS));
  else if (path.startsWith("/image/")) event.respondWith(asset(request, IMAGES));
  else if (request.mode === "navigate" && KEPT.test(path)) event.respondWith(page(request));
  else if (request.mode === "navigate") event.respondWith(fetch(request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
});
