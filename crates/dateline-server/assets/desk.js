// Keys for those who read much. Every key presses something that is on the page anyway; without this file all works.
"use strict";
(() => {
  const items = () => [...document.querySelectorAll("[data-item]")];
  let here = items().findIndex((item) => item.id && "#" + item.id === location.hash);

  const go = (index) => {
    const all = items();
    if (!all.length) return;
    here = Math.max(0, Math.min(all.length - 1, index));
    all.forEach((item, at) => item.classList.toggle("here", at === here));
    all[here].scrollIntoView({ block: "nearest" });
    all[here].querySelector("[data-open]")?.focus({ preventScroll: true });
  };
  const current = () => items()[here] ?? (document.body.classList.contains("reading") ? items()[0] : undefined);
  const press = (selector) => current()?.querySelector(selector)?.click();

  const keys = {
    j: () => go(here + 1),
    k: () => go(here - 1),
    o: () => press("[data-open], [data-origin]"),
    m: () => press("[data-key=m]"),
    s: () => press("[data-key=s]"),
    "/": () => document.querySelector("#bigq, #q")?.select(),
    "?": () => location.assign("/about#keys"),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) typing.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });

  // A picture that could not be had arrives as one clear pixel: then no frame is better than an empty one.
  for (const img of document.images) {
    const look = () => img.naturalWidth <= 1 && img.closest("figure, .frame")?.remove();
    if (img.complete && img.naturalWidth) look();
    else img.addEventListener("load", look);
  }

  // Times in the reader's own zone.
  for (const time of document.querySelectorAll("time[datetime*='T']")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) time.title = at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "short" });
  }
})();
