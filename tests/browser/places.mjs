// Addresses of pages of a desk.
import { json } from "./desks.mjs";

// Addresses of pages worth looking at, found through the API.
export async function addresses(base) {
  const { stories } = await json(base, "/api/v1/stories?limit=100");
  const entries = [];
  for (const story of stories) entries.push(...(await json(base, `/api/v1/stories/${story.id}`)).versions);
  const first = (wanted) => `/article/${entries.find(wanted).id}`;
  const held = (holding, reason) => (entry) => entry.holding === holding && entry.reasons.includes(reason);
  const widest = stories.reduce((a, b) => (b.outlets > a.outlets ? b : a));
  return {
    front: "/",
    articles: "/articles?show=all",
    headlines: "/articles?show=all&layout=list",
    texts: "/articles?show=all&layout=full",
    settings: "/settings",
    story: `/story/${widest.id}`,
    article: first((entry) => entry.holding === "full" && entry.language?.startsWith("en")),
    rtl: first((entry) => entry.language?.startsWith("ar")),
    preview: first(held("partial", "paywall")),
    walled: first(held("none", "bot_check")),
    read: "/read?example=1",
    feeds: "/feeds",
    feed: `/feeds/${(await json(base, "/api/v1/feeds")).feeds[0].id}`,
    rules: "/rules?preview=1&title=the&words_from=100",
    muted: "/articles?show=muted",
    notes: "/notes",
    offline: "/offline",
    search: "/search?q=ferry",
    searches: "/searches",
    follows: "/follows",
    webhooks: "/webhooks",
    corrections: "/corrections",
    help: "/about",
  };
}
