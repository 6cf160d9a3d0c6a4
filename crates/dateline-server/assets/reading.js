// On the page of an article: recordings go on where they stopped and as fast, the text remembers how far it was read, and words that are
// selected can be highlighted or noted. Without this file notes are written by the form below the article.
"use strict";
(() => {
  const { say, tell, root } = globalThis.desk;
  const send = (fields) => {
    const body = new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined));
    if (!navigator.sendBeacon?.(root + "progress", body)) fetch(root + "progress", { method: "POST", body, keepalive: true }).catch(() => {});
  };

  // An article is passed on by its publisher's address.
  const share = document.querySelector("[data-share]");
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Where a page has no clipboard, as over plain HTTP, it is asked in the old way.
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    tell(say("Copied."));
  };
  if (share) {
    const { share: url, title, source } = share.dataset;
    let chosen = "";
    // A click takes the selection away.
    document.addEventListener("selectionchange", () => {
      const words = getSelection().toString().trim();
      if (words && document.querySelector(".body")?.contains(getSelection().anchorNode)) chosen = words;
    });
    const quote = () => {
      const words = chosen || document.querySelector(".standfirst, .body p")?.textContent.trim() || title;
      return `${say("“{}”").replace("{}", words)}\n— ${title}, ${source}\n${url}`;
    };
    share.hidden = false;
    share.querySelector("[value=system]").hidden = !navigator.share;
    share.addEventListener("click", (event) => {
      const way = event.target.closest("button")?.value;
      if (!way) return;
      share.open = false;
      if (way === "system") navigator.share({ title, url }).catch(() => {});
      else copied(way === "link" ? url : quote());
    });
  }

  // Recordings.
  const speeds = [0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
  for (const player of document.querySelectorAll("[data-file]")) {
    const label = player.parentElement.querySelector(".speed");
    const choice = label?.querySelector("select");
    const speed = Number(player.dataset.speed) / 1000 || 1;
    let sent = 0;
    const tell = () => {
      sent = player.currentTime;
      send({
        entry: player.dataset.entry,
        file: player.dataset.file,
        position: Math.round(player.currentTime * 1000),
        length: Number.isFinite(player.duration) ? Math.round(player.duration * 1000) : undefined,
        speed: Math.round(player.playbackRate * 1000),
      });
    };
    if (choice) {
      for (const one of new Set([...speeds, speed].sort((a, b) => a - b))) choice.add(new Option(`${one}×`, one, false, one === speed));
      label.hidden = false;
      choice.addEventListener("change", () => {
        player.defaultPlaybackRate = player.playbackRate = Number(choice.value);
        tell();
      });
    }
    player.defaultPlaybackRate = player.playbackRate = speed;
    player.addEventListener("timeupdate", () => Math.abs(player.currentTime - sent) >= 10 && !player.seeking && tell());
    for (const name of ["pause", "ended"]) player.addEventListener(name, tell);
    addEventListener("pagehide", () => player.currentTime > 0 && tell());
  }

  const body = document.querySelector("[data-progress]");
  if (!body) return;

  // How far the text was read.
  let told = -1;
  const read = () => {
    const box = body.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (innerHeight - box.top) / Math.max(1, box.height))) * 1000);
  };
  const note = () => {
    const position = read();
    // What fits the window is not read bit by bit.
    if (body.offsetHeight < innerHeight * 1.5 || Math.abs(position - told) < 20) return;
    told = position;
    send({ entry: body.dataset.progress, position, length: 1000 });
  };
  const resume = document.querySelector(".resume");
  if (resume && body.offsetHeight >= innerHeight * 1.5) {
    resume.hidden = false;
    resume.querySelector("a").addEventListener("click", (event) => {
      event.preventDefault();
      const top = body.getBoundingClientRect().top + scrollY + (body.offsetHeight * Number(resume.dataset.position)) / 1000;
      scrollTo({ top: top - innerHeight });
      resume.hidden = true;
    });
  }
  let waiting = 0;
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(note, 1500);
  }, { passive: true });
  addEventListener("pagehide", () => told >= 0 && note());

  // Words of the text with spaces as one, and where each letter stands.
  const words = () => {
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    let text = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let at = 0; at < node.data.length; at++) {
        const space = /\s/.test(node.data[at]);
        if (space && (!text || text.endsWith(" "))) continue;
        text += space ? " " : node.data[at];
        places.push([node, at]);
      }
    return { text, places };
  };
  const spaced = (text) => text.replace(/\s+/g, " ").trim();
  const alike = (a, b) => {
    let count = 0;
    while (count < a.length && count < b.length && a[count] === b[count]) count++;
    return count;
  };
  const turned = (text) => [...text].reverse().join("");
  // Of several places that have the words, the one whose surroundings agree most.
  const find = ({ text, places }, quote, prefix, suffix) => {
    let best;
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const before = alike(turned(text.slice(0, at).trimEnd()), turned(spaced(prefix)));
      const after = alike(text.slice(at + quote.length).trimStart(), spaced(suffix));
      if (!best || before + after > best.score) best = { at, score: before + after };
    }
    if (!best) return undefined;
    const range = new Range();
    range.setStart(...places[best.at]);
    const [node, last] = places[best.at + quote.length - 1];
    range.setEnd(node, last + 1);
    return range;
  };
  const paint = () => {
    if (!CSS.highlights) return;
    const all = words();
    const ranges = [...document.querySelectorAll("#notes [data-quote]")]
      .map((one) => find(all, spaced(one.textContent), one.dataset.prefix, one.dataset.suffix))
      .filter(Boolean);
    CSS.highlights.set("noted", new Highlight(...ranges));
  };
  paint();

  // What is selected can be highlighted, or taken into a note.
  const bar = document.createElement("div");
  bar.className = "selected";
  bar.hidden = true;
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", say("Selected words"));
  for (const [act, name] of [["highlight", "Highlight"], ["note", "Add note"]]) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", value: act, textContent: say(name) });
    bar.append(button);
  }
  document.body.append(bar);
  const chosen = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return undefined;
    const range = selection.getRangeAt(0);
    return body.contains(range.commonAncestorContainer) && spaced(range.toString()) ? range : undefined;
  };
  document.addEventListener("selectionchange", () => {
    const range = chosen();
    bar.hidden = !range;
    if (!range) return;
    const box = range.getBoundingClientRect();
    const below = Math.min(innerHeight - 60, box.bottom + 10);
    bar.style.insetBlockStart = `${Math.max(10, below)}px`;
    bar.style.insetInlineStart = `${Math.max(10, Math.min(innerWidth - 240, box.left))}px`;
  });
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  const around = (range) => {
    const before = new Range();
    before.setStart(body, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const after = new Range();
    after.setStart(range.endContainer, range.endOffset);
    after.setEnd(body, body.childNodes.length);
    return { prefix: before.toString().replace(/\s+/g, " ").slice(-64), suffix: after.toString().replace(/\s+/g, " ").slice(0, 64) };
  };
  const put = async (form) => {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("#notes").replaceWith(document.importNode(page.querySelector("#notes"), true));
    paint();
  };
  bar.addEventListener("click", (event) => {
    const range = chosen();
    const form = document.querySelector("[data-note-form]");
    if (!range || !form) return;
    const { prefix, suffix } = around(range);
    Object.assign(form.elements.quote, { value: spaced(range.toString()) });
    form.elements.prefix.value = prefix;
    form.elements.suffix.value = suffix;
    getSelection().removeAllRanges();
    bar.hidden = true;
    if (event.target.value === "highlight") {
      put(form).catch(() => form.submit());
    } else {
      form.closest("details").open = true;
      form.elements.text.focus();
    }
  });
})();
