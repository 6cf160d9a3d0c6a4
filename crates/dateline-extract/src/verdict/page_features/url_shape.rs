//! The shape of a page's address. Where there is none, its numbers say so.

use super::super::{Case, kind};
use super::Traits;

/// Words of addresses by kind of page.
const PARTS: [&[&str]; 7] = [
    &["product", "products", "shop", "store", "dp", "item", "p", "collections", "buy"],
    &[
        "forum",
        "forums",
        "thread",
        "threads",
        "topic",
        "t",
        "viewtopic",
        "questions",
        "discussion",
        "discussions",
        "community",
    ],
    &[
        "docs",
        "documentation",
        "wiki",
        "api",
        "reference",
        "manual",
        "guide",
        "guides",
        "help",
        "support",
        "tutorial",
    ],
    &[
        "services",
        "service",
        "solutions",
        "pricing",
        "about",
        "contact",
        "plans",
        "features",
        "careers",
        "locations",
    ],
    &[
        "tag",
        "tags",
        "category",
        "categories",
        "topics",
        "section",
        "author",
        "authors",
        "archive",
        "page",
        "search",
        "collections",
    ],
    &["blog", "news", "article", "articles", "story", "stories", "post", "posts", "press"],
    &["video", "videos", "gallery", "podcast", "watch", "live", "photos"],
];

/// Looks at the address of a page.
pub(super) fn look(case: &Case<'_, '_>, traits: &mut Traits) {
    let served = case.survey.served.base().or(case.survey.article.canonical_url.as_ref());
    let url = served.map(dateline_model::WebUrl::as_url);
    let path = url.map(|url| url.path().trim_matches('/').to_ascii_lowercase()).unwrap_or_default();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let last = parts.last().copied().unwrap_or_default();
    traits.flag(url.is_some());
    traits.flag(url.is_some() && parts.is_empty());
    traits.add(parts.len());
    traits.add(last.split(['-', '_']).filter(|word| word.len() > 1).count());
    traits.add(path.bytes().filter(u8::is_ascii_digit).count());
    traits.flag(url.is_some() && kind::is_section(&path));
    traits.flag(last.contains('.'));
    traits.flag(url.is_some_and(|url| url.query().is_some()));
    let host = url.and_then(url::Url::host_str).unwrap_or_default();
    for words in PARTS {
        let named = parts.iter().any(|part| words.contains(part));
        traits.flag(named || host.split('.').any(|label| label.len() > 2 && words.contains(&label)));
    }
}
