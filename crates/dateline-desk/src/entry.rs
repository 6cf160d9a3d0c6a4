//! One item of a feed as the store takes it: plain text, cleaned address, what it is recognised by, and whether the
//! feed's own text is the article or only announces it.

use dateline_extract::{Served, read_construct, without_read_more};
use dateline_feed::{links, title as title_text};
use dateline_html::{Limits, parse_str};
use dateline_model::{Construct, ConstructKind, Entry, Feed, Holding, Reading, WebUrl};
use dateline_store::{EntryFacts, EntryKey, Subject, content_hash};

/// Longest teaser kept of a feed, in characters.
const TEASER: usize = 600;
/// From this length on, in characters, the same title and text mean the same article.
const TELLING: usize = 200;
/// Categories that are kept of an item.
const CATEGORIES: usize = 12;
/// A feed's own text with fewer words is taken for an announcement, even without a cut mark: of the real feeds'
/// entries with a page, summaries without a mark have a median of 31 words, whole texts of 412.
const WHOLE_WORDS: usize = 150;

/// What one item says, and its own text read as an article.
pub(crate) struct Taken {
    pub(crate) facts: EntryFacts,
    pub(crate) reading: Option<Reading>,
    pub(crate) page: PageNeed,
}

/// Whether the item's page is to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageNeed {
    /// The feed gives less than the article.
    Fetch,
    /// The feed gives the whole article, or there is no page.
    HaveAll,
    /// The address leads to an aggregator's redirector that cannot be resolved without asking it; it is not asked.
    Opaque,
}

/// Reads one item.
pub(crate) fn take(feed: &Feed, record: &Subject, entry: &Entry) -> Taken {
    let base = entry.link.clone().or_else(|| record.home.clone());
    let url = entry.link.as_ref().map(links::clean);
    let title = entry.title.as_ref().map(title_text).filter(|title| !title.is_empty());
    let reading = own_text(entry, title.as_deref(), base);
    let summary =
        entry.summary.as_ref().or(entry.content.as_ref()).map(|text| teaser(text, reading.as_ref()));
    let title = title.or_else(|| summary.as_deref().map(headline)).unwrap_or_else(|| untitled(url.as_ref()));
    let page = need(entry, url.as_ref(), reading.as_ref());
    let source = entry.source.as_ref();
    let facts = EntryFacts {
        key: EntryKey {
            guid: entry.guid.clone(),
            url: url.as_ref().map(WebUrl::to_string),
            hash: content_hash(&title, summary.as_deref().unwrap_or_default()),
            telling: summary.as_ref().is_some_and(|text| text.chars().count() >= TELLING),
        },
        publisher: source.map(|source| source.name.clone()).or_else(|| feed_name(feed, record)),
        publisher_host: source
            .and_then(|source| source.url.as_ref())
            .or(url.as_ref().filter(|_| page != PageNeed::Opaque))
            .map(|url| url.site().to_owned()),
        url,
        title,
        summary: summary.map(|text| without_read_more(&text).to_owned()).filter(|text| !text.is_empty()),
        published: entry.published.or(entry.updated),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        image: entry.image.clone(),
        related: entry.related.clone(),
        comments: entry.comments.clone(),
        categories: entry.categories.iter().take(CATEGORIES).cloned().collect(),
    };
    Taken { facts, reading, page }
}

/// Name of the feed as plain text.
fn feed_name(feed: &Feed, record: &Subject) -> Option<String> {
    feed.title
        .as_ref()
        .map(title_text)
        .filter(|title| !title.is_empty())
        .or_else(|| Some(record.title.clone()))
}

/// The feed's own text as an article; nothing where there is no text.
fn own_text(entry: &Entry, title: Option<&str>, base: Option<WebUrl>) -> Option<Reading> {
    let construct =
        entry.content.as_ref().or(entry.summary.as_ref()).filter(|text| !text.raw.trim().is_empty())?;
    let served = Served { url: base.clone(), final_url: base, ..Served::default() };
    Some(read_construct(construct, title, &served))
}

fn need(entry: &Entry, url: Option<&WebUrl>, own: Option<&Reading>) -> PageNeed {
    let Some(url) = url else { return PageNeed::HaveAll };
    if is_opaque(url) || is_of_aggregator(entry, url) {
        return PageNeed::Opaque;
    }
    let whole =
        own.is_some_and(|reading| reading.verdict.holding == Holding::Full && words(reading) >= WHOLE_WORDS);
    if whole && entry.content.is_some() { PageNeed::HaveAll } else { PageNeed::Fetch }
}

/// Addresses of Google News items since 2024: an opaque number, to be resolved by its own service only.
fn is_opaque(url: &WebUrl) -> bool {
    let path = url.as_url().path();
    is_google_news(url.host()) && (path.contains("/articles/") || path.contains("/read/"))
}

/// An item that gives other publishers' headlines in place of text and names the publisher of its own headline, but leads
/// to neither: its address is the aggregator's.
fn is_of_aggregator(entry: &Entry, url: &WebUrl) -> bool {
    let source = entry.source.as_ref().and_then(|source| source.url.as_ref());
    !entry.related.is_empty()
        && entry.content.is_none()
        && source.is_some_and(|source| source.site() != url.site())
        && entry.related.iter().all(|item| item.url.as_ref().is_none_or(|item| item.site() == url.site()))
}

/// `news.google.com` and its national names; never another host's folder of the same name.
fn is_google_news(host: &str) -> bool {
    let parts: Vec<&str> =
        host.strip_prefix("news.google.").map(|rest| rest.split('.').collect()).unwrap_or_default();
    match parts.as_slice() {
        ["com"] => true,
        [country] | ["co" | "com", country] => country.len() == 2,
        _ => false,
    }
}

/// Words of the running text; in scripts without spaces two letters count as one word.
pub(crate) fn words(reading: &Reading) -> usize {
    let Some(article) = &reading.article else { return 0 };
    let text = article.text();
    let spaceless = text
        .chars()
        .filter(|c| matches!(u32::from(*c), 0x3040..=0x30ff | 0x3400..=0x9fff | 0x0e00..=0x0e7f))
        .count();
    text.split_whitespace().count() + spaceless / 2
}

/// The words of a text construct, markup taken away.
pub(crate) fn plain(construct: &Construct) -> String {
    match construct.kind {
        ConstructKind::Text => fold(&construct.raw),
        ConstructKind::Html => {
            let document = parse_str(&construct.raw, &Limits::default());
            fold(&document.collect_text(document.root()))
        }
    }
}

/// The feed's announcement: the first paragraphs of its text.
fn teaser(construct: &Construct, own: Option<&Reading>) -> String {
    let article = own.and_then(|reading| reading.article.as_ref());
    let text = article.map(dateline_model::Article::text).filter(|text| !text.is_empty());
    cut(&fold(&text.unwrap_or_else(|| plain(construct))), TEASER)
}

/// A headline for an item that has none: its first words.
fn headline(text: &str) -> String {
    cut(text, 90)
}

fn untitled(url: Option<&WebUrl>) -> String {
    url.map_or_else(|| "Untitled".to_owned(), |url| format!("Untitled, at {}", url.site()))
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most `limit` characters, cut at a space, with an ellipsis.
fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let head: String = text.chars().take(limit).collect();
    let whole = head.rfind(' ').filter(|at| *at > head.len() / 2).map_or(head.as_str(), |at| &head[..at]);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opaque_addresses_are_known() {
        let check = |url: &str, opaque| assert_eq!(is_opaque(&WebUrl::parse(url).unwrap()), opaque, "{url}");
        check("https://news.google.com/rss/articles/CBMiAbCd?oc=5", true);
        check("https://news.google.co.uk/articles/CBMiAbCd", true);
        check("https://herald.example/articles/harbour", false);
        check("https://herald.example/rss/feed", false);
        check("https://herald.example/rss/articles/storm.html", false);
        check("https://news.google.herald.example/rss/articles/storm", false);
    }

    #[test]
    fn items_of_aggregators_are_known_by_their_shape() {
        let check = |link: &str, source: &str, expected: bool| {
            let item = format!(
                "<item><link>{link}</link><source url='{source}'>Herald</source><description>&lt;ol>&lt;li>&lt;a href='https://round.example/q/1'>Tide\
                 &lt;/a> &lt;font>Tern&lt;/font>&lt;/li>&lt;/ol></description></item>"
            );
            let feed = format!("<rss><channel>{item}</channel></rss>");
            let feed = dateline_feed::parse(feed.as_bytes(), &dateline_feed::Context::default()).unwrap();
            let entry = &feed.entries[0];
            assert_eq!(is_of_aggregator(entry, entry.link.as_ref().unwrap()), expected, "{link}");
        };
        check("https://round.example/q/2", "https://herald.example/", true);
        check("https://herald.example/storm", "https://herald.example/", false);
        check("https://herald.example/storm", "https://www.herald.example/", false);
        check("https://paper.example/storm", "https://herald.example/", false);
    }

    #[test]
    fn long_teasers_are_cut_at_a_word() {
        assert_eq!(cut("one two three", 9), "one two…");
        assert_eq!(cut("one", 9), "one");
        assert_eq!(cut("日本語の長い文章です", 4), "日本語の…");
    }
}
