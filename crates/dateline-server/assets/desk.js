// Keys, and marks that leave the page where it is. Every key presses something that is on the page anyway; without this file all
// works.
"use strict";
(() => {
  // Where the desk stands on its host: this file lies in a folder of it.
  const root = new URL("..", document.currentScript.src).pathname;
  // The words of the page's language, by those of English; other scripts say them too.
  const { lang, dataset } = document.documentElement;
  const words = JSON.parse(dataset.words ?? "{}");
  const say = (text) => words[text] ?? text;
  const items = () => [...document.querySelectorAll("[data-item]")];
  let here = items().findIndex((item) => item.id && "#" + item.id === location.hash);
  const reading = document.body.classList.contains("reading");

  const go = (index) => {
    const all = items();
    if (!all.length) return;
    here = Math.max(0, Math.min(all.length - 1, index));
    all.forEach((item, at) => item.classList.toggle("here", at === here));
    all[here].scrollIntoView({ block: "nearest" });
    all[here].querySelector("[data-open]")?.focus({ preventScroll: true });
  };
  const current = () => items()[here] ?? (reading ? items()[0] : undefined);
  const press = (selector, within = document) => within?.querySelector(selector)?.click();
  const pressHere = (selector) => press(selector, current());
  // On an article the next one of its list is opened; in a list it is gone to.
  const step = (by) => (reading ? press(by > 0 ? ".inlist [rel=next]" : ".inlist [rel=prev]") : go(here + by));
  const sheet = document.querySelector("#sheet");
  const showKeys = () => (sheet?.showModal ? sheet.showModal() : location.assign(root + "about#keys"));

  const keys = {
    j: () => step(1),
    n: () => step(1),
    k: () => step(-1),
    p: () => step(-1),
    h: () => press(".paging [rel=prev]"),
    l: () => press(".paging [rel=next]"),
    o: () => pressHere(reading ? "[data-origin]" : "[data-open]"),
    v: () => pressHere("[data-origin]"),
    m: () => pressHere("[data-key=m]"),
    s: () => pressHere("[data-key=s]"),
    f: () => pressHere("[data-key=s]"),
    d: () => press("[data-key=d]"),
    A: () => press("[data-key=A]"),
    z: () => press("[data-key=z]"),
    r: () => location.reload(),
    u: () => press("[data-key=u]"),
    "/": () => document.querySelector("#bigq, #q")?.select(),
    "?": showKeys,
  };
  const places = { h: "", u: "articles", a: "articles?show=all", s: "starred", f: "feeds" };
  let going = 0;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      const menu = document.querySelector("details.menu[open]");
      if (menu?.contains(event.target)) menu.querySelector("summary").focus();
      else if (typing) typing.blur();
      if (menu) menu.open = false;
    }
    if (typing || "nokeys" in dataset || sheet?.open || event.ctrlKey || event.metaKey || event.altKey) return;
    const went = going && event.timeStamp - going < 1500;
    going = 0;
    if (went && Object.hasOwn(places, event.key)) {
      event.preventDefault();
      location.assign(root + places[event.key]);
    } else if (event.key === "g") {
      going = event.timeStamp;
    } else if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  document.querySelector("[data-keys]")?.addEventListener("click", (event) => {
    event.preventDefault();
    showKeys();
  });

  // A mark changes its own form, the counts and the message; focus and place stay.
  // Whoever reloads an article's page, or comes back to it, has said how the article is to stand.
  const stay = () => {
    const here = new URL(location);
    here.searchParams.set("marked", "same");
    history.replaceState(history.state, "", here);
  };
  const put = (part, form) => {
    if (part.dataset.part === "marks") {
      const focused = form.contains(document.activeElement) && document.activeElement.dataset.key;
      form.closest("[data-item]")?.classList.toggle("read", part.dataset.state === "read");
      form.replaceWith(part);
      if (/\/article\/\d+$/.test(location.pathname)) stay();
      if (focused) part.querySelector(`[data-key=${focused}]`)?.focus({ preventScroll: true });
    } else if (part.dataset.part === "told") {
      document.querySelector("[data-part=told]")?.remove();
      document.querySelector("main").prepend(part);
    } else {
      for (const old of document.querySelectorAll(`[data-part=${part.dataset.part}]`)) old.textContent = part.textContent;
    }
  };
  // A mark that waits for the network is shown as done.
  const tell = (words) => {
    const told = Object.assign(document.createElement("div"), { className: "told", role: "status" });
    told.dataset.part = "told";
    told.append(Object.assign(document.createElement("p"), { textContent: words }));
    document.querySelector("[data-part=told]")?.remove();
    document.querySelector("main").prepend(told);
  };
  globalThis.desk = { say, tell, root };
  const contrary = { read: "unread", unread: "read", star: "unstar", unstar: "star" };
  // How a mark looks; the hidden fields say it to the server.
  const shown = (form, did) => {
    const starred = did === "star";
    for (const button of form.querySelectorAll(`button[value=${did}]`)) {
      button.value = contrary[did];
      if (did === "read" || did === "unread") {
        button.textContent = say(did === "read" ? "Mark unread" : "Mark read");
      } else {
        button.classList.toggle("on", starred);
        const name = say(starred ? "Remove star" : "Star");
        button.setAttribute("aria-label", name);
        button.querySelector("span").textContent = name;
      }
    }
    const [name, set] = did === "read" || did === "unread" ? ["read", did === "read"] : ["starred", starred];
    form.querySelector(`input[name=${name}]`)?.remove();
    if (set) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value: "1" }));
    if (name === "read") {
      form.dataset.state = did;
      form.closest("[data-item]")?.classList.toggle("read", set);
    }
  };
  const later = (form, did) => {
    shown(form, did);
    tell(say("Noted. It is sent when you are online again."));
  };
  const pressed = async (form, submitter) => {
    const body = new URLSearchParams(new FormData(form, submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Dateline-Part": "marks" } });
      if (!answer.ok) throw new Error(answer.status);
      if (answer.status === 202) return later(form, submitter.value);
      const parts = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("[data-part]");
      for (const part of parts) put(document.importNode(part, true), form);
    } catch {
      // As without a script.
      const name = document.createElement("input");
      Object.assign(name, { type: "hidden", name: submitter.name, value: submitter.value });
      form.append(name);
      form.submit();
    }
  };
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.dataset.part !== "marks" || submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    pressed(form, submitter);
  });

  // Where a reader wants it, what was scrolled past is read: when its end has left the window at the top, one after another.
  if (document.documentElement.hasAttribute("data-scroll") && !reading) {
    const seen = new Set();
    let done = Promise.resolve();
    const watch = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting, boundingClientRect } of changes) {
        if (isIntersecting) seen.add(target);
        else if (seen.has(target) && boundingClientRect.bottom < 0) {
          watch.unobserve(target);
          const button = target.querySelector("form.marks [data-key=m][value=read]");
          if (button) done = done.then(() => pressed(button.form, button));
        }
      }
    });
    for (const item of items()) watch.observe(item);
  }

  // A finger that goes over an item of a list to its end stars it, to its beginning marks it read; the page still scrolls up and down.
  let swipe;
  const swiped = (x) => ((x - swipe.x) * (document.documentElement.dir === "rtl" ? -1 : 1));
  const settle = () => {
    swipe?.item.style.removeProperty("transform");
    swipe?.item.classList.remove("to-star", "to-read");
    swipe = undefined;
  };
  document.addEventListener("touchstart", (event) => {
    const item = event.target.closest("[data-item]");
    const [{ clientX: x, clientY: y }] = event.touches;
    // The edges belong to the browser, and what scrolls by itself scrolls.
    const away = event.touches.length > 1 || x < 24 || x > innerWidth - 24 || event.target.closest(".scroll, pre, audio, video, input, textarea");
    settle();
    if (!reading && !away && item?.querySelector("form.marks")) swipe = { item, x, y };
  }, { passive: true });
  document.addEventListener("touchmove", (event) => {
    if (!swipe) return;
    const [{ clientX: x, clientY: y }] = event.touches;
    if (Math.abs(y - swipe.y) > Math.max(12, Math.abs(x - swipe.x))) return settle();
    const far = swiped(x);
    if (Math.abs(far) < 12) return;
    swipe.item.style.setProperty("transform", `translateX(${Math.max(-96, Math.min(96, x - swipe.x))}px)`);
    swipe.item.classList.toggle("to-star", far > 72);
    swipe.item.classList.toggle("to-read", far < -72);
  }, { passive: true });
  document.addEventListener("touchend", () => {
    const { item } = swipe ?? {};
    const key = item?.classList.contains("to-star") ? "s" : item?.classList.contains("to-read") ? "m" : "";
    settle();
    if (key) press(`[data-key=${key}]`, item);
  });
  document.addEventListener("touchcancel", settle);

  // One tick for all feeds of the page.
  for (const all of document.querySelectorAll("[data-all]"))
    all.addEventListener("change", () => {
      for (const one of all.form.querySelectorAll(`[name=${all.dataset.all}]`)) one.checked = all.checked;
    });

  // One menu is open at a time, and a click beside it closes it.
  document.addEventListener("click", (event) => {
    const own = event.target.closest("details.menu");
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== own) menu.open = false;
  });

  // A picture that could not be had arrives as one clear pixel: then no frame is better than an empty one.
  for (const img of document.images) {
    const icon = img.closest(".icon");
    const look = () => {
      if (icon) icon.classList.toggle("has", img.naturalWidth > 1);
      else if (img.naturalWidth <= 1) {
        // A film without a still is a film all the same.
        if (img.closest(".still")) return img.remove();
        const frame = img.closest("figure, .frame, .thumb");
        // What is being read stays where it is: room that was left is given back with the next page.
        if (frame?.getBoundingClientRect().top < innerHeight) frame.classList.add("none");
        else frame?.remove();
      }
    };
    if (img.complete && img.naturalWidth) look();
    else img.addEventListener("load", look);
  }

  // Offline: the worker keeps what was read, for whoever is logged in.
  const reader = document.documentElement.dataset.reader;
  const workers = navigator.serviceWorker;
  const hello = () => {
    const styles = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.getAttribute("href") ?? one.getAttribute("src"));
    const told = (registration) => registration?.active?.postMessage({ reader, styles });
    (reader ? workers.ready : workers.getRegistration()).then(told).catch(() => {});
  };
  if (workers && reader !== undefined) {
    if (reader) workers.register(root + "worker.js").catch(() => {});
    hello();
  }
  const connected = (online) => {
    document.querySelector(".offline")?.remove();
    if (online || reader === undefined) return;
    const away = workers?.controller ? "You are offline. This is a saved page; marks are sent later." : "You are offline.";
    document.querySelector("main").prepend(Object.assign(document.createElement("p"), { className: "offline", textContent: say(away) }));
  };
  connected(navigator.onLine);
  workers?.addEventListener("message", (event) => event.data?.away && connected(false));
  workers?.startMessages();
  addEventListener("offline", () => connected(false));
  addEventListener("online", () => {
    connected(true);
    if (workers && reader) hello();
  });
  const saved = document.querySelector("[data-saved]");
  if (saved && globalThis.caches)
    caches.open(root === "/" ? "pages" : `pages ${root}`).then(async (cache) => {
      for (const request of (await cache.keys()).reverse()) {
        const path = new URL(request.url).pathname;
        if (!path.startsWith(root + "article/")) continue;
        const title = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html").querySelector("h1");
        const link = Object.assign(document.createElement("a"), { href: path, textContent: title?.textContent ?? path });
        link.dir = "auto";
        const item = document.createElement("li");
        item.append(link);
        saved.querySelector("ul").append(item);
        saved.hidden = false;
      }
    });

  // Where the navigation is wider than the window, the page that one is on is in sight.
  const onPage = document.querySelector(".nav [aria-current=page]");
  const nav = onPage?.parentElement;
  if (nav && nav.scrollWidth > nav.clientWidth) {
    const [link, frame] = [onPage.getBoundingClientRect(), nav.getBoundingClientRect()];
    nav.scrollLeft += (link.left + link.right - frame.left - frame.right) / 2;
  }

  // Times in the reader's own zone.
  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    // In the form in which the page has its other dates.
    const day = at.toLocaleDateString(lang === "en" ? "en-GB" : lang, { dateStyle: "full" });
    const clock = at.toLocaleTimeString(lang === "en-US" ? lang : "en-GB", { timeStyle: "short" });
    const long = `${lang === "en" ? day.replace(/,? /, ", ") : day}${lang === "ar" ? "،" : ","} ${clock}`;
    if (time.textContent === time.title) time.textContent = long;
    time.title = long;
  }

  // What happens elsewhere: what is new on a list is counted in a line, marks made in other tabs and apps are shown, and nothing moves.
  const list = document.querySelector("[data-live]");
  if (list && reader && globalThis.EventSource) {
    const came = new Set();
    let stream;
    let place = "";
    let waiting;
    const look = async () => {
      waiting = undefined;
      const answer = await fetch(location.href, { headers: { "X-Purpose": "prefetch" } }).catch(() => undefined);
      if (!answer?.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of page.querySelectorAll("[data-part=total], [data-part=unread]")) put(part);
      const count = [...page.querySelectorAll("[data-item]")].filter(({ id }) => came.has(id) && !document.getElementById(id)).length;
      if (!count) return;
      const line = document.querySelector(".fresh") ?? document.createElement("a");
      Object.assign(line, { className: "fresh", href: location.pathname + location.search, textContent: say("{} new").replace("{}", count) });
      line.setAttribute("role", "status");
      list.prepend(line);
    };
    const soon = () => (waiting ??= setTimeout(look, 3000));
    const heard = (event) => {
      place = event.lastEventId || place;
      return JSON.parse(event.data);
    };
    const mark = ({ id, read, starred }) => {
      for (const field of document.querySelectorAll(`form.marks input[name=entry][value="${id}"]`)) {
        const form = field.form;
        if (form.querySelector("input[name=story]")) continue;
        shown(form, read ? "read" : "unread");
        shown(form, starred ? "star" : "unstar");
      }
    };
    const open = () => {
      const [since, after] = place.split(".");
      const from = since ? `?since=${since}${after ? `&after=${after}` : ""}` : "";
      stream = new EventSource(`${root}api/v1/events${from}`);
      stream.addEventListener("entry", (event) => {
        const { id, read } = heard(event);
        if (!read) came.add(`a${id}`);
        soon();
      });
      stream.addEventListener("story", (event) => {
        came.add(`s${heard(event).id}`);
        soon();
      });
      for (const name of ["mark", "revised"])
        stream.addEventListener(name, (event) => {
          mark(heard(event));
          soon();
        });
    };
    // A page that nobody sees listens to nothing.
    const listen = () => {
      stream?.close();
      if (document.visibilityState === "visible") open();
    };
    document.addEventListener("visibilitychange", listen);
    addEventListener("pagehide", () => stream?.close());
    listen();
  }
})();
