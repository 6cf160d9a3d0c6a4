// What a program can judge of a page's looks: axe's rules, what is wider than the window, targets that are too small for a finger,
// text that is cut off, and how far the page moved while it was loaded.
import axe from "axe-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Violations of axe's rules, each with the first of its places.
export async function violations(page) {
  // As a debugger would: the page's own policy lets no other script in.
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), RULES);
  return found.map(({ id, nodes }) => `${id} ×${nodes.length}: ${nodes[0].target.join(" ")}: ${(nodes[0].any[0] ?? nodes[0].all[0] ?? nodes[0].none[0])?.message ?? ""}`);
}

// Whatever is pressed and is smaller than 44 px in one direction; links inside a sentence may be as small as its words (WCAG 2.5.8).
export const smallTargets = (page) =>
  page.evaluate(() => {
    const inSentence = (one) =>
      one.localName === "a" && getComputedStyle(one).display === "inline" && [...one.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const found = [];
    for (const one of document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden]), textarea, label:has(input)")) {
      const target = one.matches("input[type=radio], input[type=checkbox]") ? (one.closest("label") ?? one) : one;
      const { width, height, bottom, right } = target.getBoundingClientRect();
      if (!width || !height || bottom <= 0 || right <= 0 || !one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) continue;
      if (one.closest("[aria-hidden=true], .skip, dialog") || inSentence(one)) continue;
      if (height < 43.5 || width < 23.5) found.push(`${one.localName}.${one.className || one.parentNode.className}: ${Math.round(width)}×${Math.round(height)} ${one.textContent.trim().slice(0, 20)}`);
    }
    return found;
  });

// Elements that stick out of the window, and single lines whose words are cut off.
export const tooWide = (page) =>
  page.evaluate(() => {
    const found = [];
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const one of document.querySelectorAll("main h1, main h2, main h3, main a, main button, main p")) {
      const style = getComputedStyle(one);
      if (style.overflow === "hidden" && style.clipPath === "none" && one.scrollWidth > one.clientWidth + 1 && style.webkitLineClamp === "none") found.push(`cut: ${one.textContent.trim().slice(0, 40)}`);
    }
    return found;
  });

// How far things moved without being asked to, by the browser's own measure; what is drawn inside its own controls, such as the
// player of a recording, has no element of the page.
export const shift = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput && entry.sources.some(({ node }) => node)) sum += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
