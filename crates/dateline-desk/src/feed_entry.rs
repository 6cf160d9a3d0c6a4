//! One item of a feed as the store takes it: plain text, cleaned address, what it is recognised by, and whether the
//! feed's own text is the article or only announces it.

mod fingerprint;

use crate::attachments::{attached, pictures};
use crate::publisher_name;
use crate::word_count::{WHOLE_WORDS, words};
use dateline_extract::{Served, read_construct, without_origin, without_read_more};
use dateline_feed::{links, title as title_text};
use dateline_html::{Limits, parse_str};
use dateline_model::{
    Article, Block, Construct, ConstructKind, Entry, Feed, FeedKind, Figure, Holding, Image, Reading, WebUrl,
};
use dateline_store::{EntryFacts, EntryKey, FetchPages, KeptArticle, PollTarget, content_hash, untitled};
use dateline_text::{fold, shorten};
use std::collections::{HashMap, HashSet};

/// Longest teaser kept of a feed, in characters.
const TEASER: usize = 600;
/// From this length on, in characters, the same title and text mean the same article.
const TELLING: usize = 200;
/// By so many characters a summary is found again in the text that it is taken from.
const SAME_BEGIN: usize = 40;
/// Authors that are kept of an item.
const AUTHORS: usize = 20;
/// Categories that are kept of an item.
const CATEGORIES: usize = 12;
/// Attached pictures that are shown with an item.
const ATTACHED_PICTURES: usize = 20;
/// What one item says, and its own text read as an article.
pub(crate) struct ParsedEntry {
    pub(crate) facts: EntryFacts,
    pub(crate) reading: Option<Reading>,
    pub(crate) page: PageNeed,
    /// What an archive of ours holds of it: taken as it is.
    pub(crate) kept: Option<KeptArticle>,
    /// Whether it is an excerpt of the text that is held, which stays.
    pub(crate) held: bool,
    /// What came of its page, which failed, where that is to be held against its text once more.
    pub(crate) failed_page: Option<Reading>,
    /// Files, chapters and people beyond the bounds of one entry.
    pub(crate) beyond: usize,
}

impl ParsedEntry {
    /// The words of its own text.
    pub(crate) fn text(&self) -> Option<String> {
        whole_text(self.reading.as_ref())
    }
}

/// Whether the item's page is to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PageNeed {
    /// The feed gives less than the article.
    Fetch,
    /// The feed gives the whole article, or there is no page of the article's own.
    HaveAll,
    /// The address leads to an aggregator's redirector that cannot be resolved without asking it; it is not asked.
    Opaque,
    /// The feed gives less than the article, and its reader wants no more.
    Declined,
}

impl PageNeed {
    /// What is needed where a person has said which pages of the feed are fetched.
    fn by(self, pages: FetchPages, entry: &Entry) -> Self {
        match (self, pages) {
            (Self::Fetch, FetchPages::Never) => Self::Declined,
            (Self::HaveAll, FetchPages::Always) if entry.link.is_some() && entry.video_id.is_none() => {
                Self::Fetch
            }
            (need, _) => need,
        }
    }
}

/// Least items of a document that make the host of their links its own, and the share of them that must have it.
const OWN_LINKS: (usize, f64) = (3, 0.6);

/// Hosts whose articles are a feed's own: those of its page and address, and the one that most of its items lead to. What lies
/// elsewhere is somebody else's article, of which the item tells.
pub(crate) fn own_sites(feed: &Feed, record: &PollTarget) -> Vec<String> {
    let named = [Some(&record.url), record.home.as_ref(), feed.home.as_ref()];
    let mut sites: Vec<String> = named.into_iter().flatten().map(|url| url.site().to_owned()).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for link in feed.entries.iter().filter_map(|entry| entry.link.as_ref()) {
        *counts.entry(link.site()).or_default() += 1;
    }
    let linked: usize = counts.values().sum();
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    let (least, share) = OWN_LINKS;
    sites.extend(
        most.filter(|(_, n)| *n >= least && *n as f64 >= share * linked as f64)
            .map(|(site, _)| site.to_owned()),
    );
    sites
}

/// Whether a host is one of some, or below one of them.
fn is_own(site: &str, own: &[String]) -> bool {
    own.iter()
        .any(|own| site == own || site.strip_suffix(own.as_str()).is_some_and(|rest| rest.ends_with('.')))
}

/// Reads one item of a feed whose own hosts are given.
pub(crate) fn parse_entry(feed: &Feed, record: &PollTarget, own: &[String], entry: &Entry) -> ParsedEntry {
    let base = entry.link.clone().or_else(|| record.home.clone());
    let url = entry.link.as_ref().map(links::clean);
    let title = entry.title.as_ref().map(title_text).filter(|title| !title.is_empty());
    let mut reading = own_text(entry, title.as_deref(), base.as_ref());
    attach_pictures(entry, title.is_none(), &mut reading);
    let teaser = entry.summary.as_ref().or(entry.content.as_ref()).map(|text| teaser(text, reading.as_ref()));
    let standfirst = reading.as_ref().and_then(|reading| editors_summary(entry, title.as_deref(), reading));
    if let Some(article) = reading.as_mut().and_then(|reading| reading.article.as_mut()) {
        article.standfirst = article.standfirst.take().or_else(|| standfirst.clone());
    }
    let (attached, beyond) = attached(entry, title.is_none());
    // What has no title is known by all of its text: many notes begin alike.
    let known_as = title.clone().or_else(|| whole_text(reading.as_ref())).or_else(|| teaser.clone());
    let title = title.or_else(|| teaser.as_deref().map(headline)).unwrap_or_else(|| untitled(url.as_ref()));
    let known_as = known_as.as_deref().unwrap_or(&title);
    let telling = teaser.as_ref().is_some_and(|text| text.chars().count() >= TELLING);
    let known_by = known_by(teaser.as_deref().unwrap_or_default(), telling, entry, reading.as_ref());
    let summary = standfirst.or(teaser);
    name_magnets(entry, &mut reading);
    let page = need(entry, url.as_ref(), reading.as_ref()).by(record.polling.pages, entry);
    let source = entry.source.as_ref();
    let facts = EntryFacts {
        key: EntryKey {
            guid: entry.guid.as_deref().map(links::clean_guid),
            url: url.as_ref().map(WebUrl::key),
            own: url.as_ref().is_some_and(|url| is_own(url.site(), own)),
            title: content_hash(known_as, ""),
            published: entry.published.or(entry.updated).map(jiff::Timestamp::as_millisecond),
            hash: content_hash(known_as, &known_by),
            teaser: known_by,
            telling,
            content: fingerprint::fingerprint(entry, &title, url.as_ref(), reading.as_ref(), &attached),
        },
        publisher: source.map(|source| source.name.clone()).or_else(|| feed_name(feed, record)),
        publisher_host: source
            .and_then(|source| source.url.as_ref())
            .or(url.as_ref().filter(|_| page != PageNeed::Opaque))
            .map(|url| url.site().to_owned()),
        url,
        summary: summary
            .map(|text| without_read_more(without_origin(&text, &title)).to_owned())
            .filter(|text| !text.is_empty()),
        title,
        published: entry.published.or(entry.updated),
        language: entry.language.clone().or_else(|| feed.language.clone()),
        image: entry.image.clone(),
        related: entry.related.clone(),
        comments: entry.comments.clone(),
        categories: entry.categories.iter().take(CATEGORIES).cloned().collect(),
        authors: authors(feed, entry),
        attached,
        content_given: entry.content.is_some(),
    };
    ParsedEntry { facts, reading, page, kept: None, held: false, failed_page: None, beyond }
}

/// Names of those who wrote an item, else of those who write the feed (RFC 4287, 4.2.1); an address in the place of a name is none.
fn authors(feed: &Feed, entry: &Entry) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let inherits = entry.authors.is_empty() && matches!(feed.kind, FeedKind::Atom | FeedKind::Json);
    let people = if inherits { feed.authors.as_slice() } else { entry.authors.as_slice() };
    for name in people.iter().filter_map(|person| person.name.as_deref()).map(fold) {
        if !name.is_empty() && !name.contains('@') && !names.contains(&name) && names.len() < AUTHORS {
            names.push(name);
        }
    }
    names
}

/// Name of the feed as plain text.
fn feed_name(feed: &Feed, record: &PollTarget) -> Option<String> {
    feed.title
        .as_ref()
        .map(title_text)
        .and_then(|title| publisher_name::clean(&title))
        .or_else(|| publisher_name::clean(&record.title))
}

/// The feed's own text as an article: of content and summary the one that has more words. Nothing where there is no text.
/// Words of an item's own text.
pub(crate) fn own_words(entry: &Entry) -> usize {
    let title = entry.title.as_ref().map(title_text);
    own_text(entry, title.as_deref(), entry.link.as_ref()).as_ref().map_or(0, words)
}

/// What an item is found by: its address and the fingerprint of its title.
pub(crate) fn address_and_title(entry: &Entry) -> Option<(String, i64)> {
    let title = entry.title.as_ref().map(title_text).unwrap_or_default();
    Some((links::clean(entry.link.as_ref()?).key(), content_hash(&title, "")))
}

fn own_text(entry: &Entry, title: Option<&str>, base: Option<&WebUrl>) -> Option<Reading> {
    let given = |text: &Option<Construct>| text.as_ref().filter(|text| !text.raw.trim().is_empty()).cloned();
    let (content, summary) = (given(&entry.content), given(&entry.summary));
    let read = |construct: &Construct| {
        let relative_to = construct.base.clone();
        let served =
            Served { url: base.cloned(), final_url: base.cloned(), relative_to, ..Served::default() };
        read_construct(construct, title, &served)
    };
    let mut reading = content.as_ref().or(summary.as_ref()).map(read)?;
    let longer = |text: &&Construct| dateline_text::words(&plain(text)) > words(&reading);
    let mut from_summary = content.is_none();
    if let Some(second) = summary.as_ref().filter(|_| content.is_some()).filter(longer).map(read)
        && words(&second) > words(&reading)
    {
        (reading, from_summary) = (second, true);
    }
    let (chosen, other) = if from_summary { (summary, content) } else { (content, summary) };
    if let Some(article) = reading.article.as_mut().filter(|article| !article.blocks.iter().any(is_figure)) {
        article.blocks.splice(..0, pictures_beside(&article.blocks, chosen.as_ref(), other.as_ref(), base));
    }
    Some(reading)
}

/// The pictures of a text without words, and those of the other text beside it: some themes put the picture into one text and the
/// words into the other. What stands in the text itself and was left out there is no picture of the article.
fn pictures_beside(
    blocks: &[Block],
    chosen: Option<&Construct>,
    other: Option<&Construct>,
    base: Option<&WebUrl>,
) -> Vec<Block> {
    let of = |text: Option<&Construct>| text.map_or_else(Vec::new, |text| pictures(text, base));
    let own = if blocks.is_empty() { of(chosen) } else { Vec::new() };
    if !own.is_empty() {
        return own;
    }
    let raw = chosen.map_or("", |text| text.raw.as_str());
    let mut beside = of(other);
    beside.retain(|block| figure_image(block).is_some_and(|image| !raw.contains(image.url.as_url().path())));
    beside
}

fn is_figure(block: &Block) -> bool {
    matches!(block, Block::Figure(_))
}

/// Shows what the feed attaches as pictures: several, where each shows something else, stand behind the text; what the only one
/// shows is said with it.
fn attach_pictures(entry: &Entry, untitled: bool, reading: &mut Option<Reading>) {
    let place = |image: &Image| (image.url.site().to_owned(), image.url.as_url().path().to_owned());
    let places: HashSet<_> = entry.pictures.iter().map(place).collect();
    let said: HashSet<_> = entry.pictures.iter().filter_map(|image| image.alt.as_deref()).collect();
    // An article's picture in several sizes is one.
    let several = places.len() > 1 && (untitled || said.len() > 1);
    let Some(first) = entry.pictures.first() else { return };
    if !several {
        let image = Image { url: entry.image.clone().unwrap_or_else(|| first.url.clone()), ..first.clone() };
        if let Some(article) = reading.as_mut().and_then(|reading| reading.article.as_mut())
            && first.alt.is_some()
            && places.len() == 1
        {
            article.image.get_or_insert(image);
        }
        return;
    }
    let article = article_of(reading);
    let shown: HashSet<_> = article.blocks.iter().filter_map(figure_image).map(place).collect();
    let figure = |image: &Image| Block::Figure(Figure { image: Some(image.clone()), caption: None });
    let fresh = entry.pictures.iter().filter(|image| !shown.contains(&place(image)));
    article.blocks.extend(fresh.take(ATTACHED_PICTURES).map(figure));
}

/// The article of an item's own text, which begins empty where there is none.
fn article_of(reading: &mut Option<Reading>) -> &mut Article {
    let reading = reading.get_or_insert_with(|| Reading {
        article: None,
        asides: Vec::new(),
        verdict: dateline_model::Verdict::of(Holding::Full),
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    });
    reading.article.get_or_insert_default()
}

/// Shows addresses that no host serves as text: no page of the desk links to them.
fn name_magnets(entry: &Entry, reading: &mut Option<Reading>) {
    if !entry.magnets.is_empty() {
        article_of(reading).blocks.extend(entry.magnets.iter().cloned().map(Block::Code));
    }
}

fn figure_image(block: &Block) -> Option<&Image> {
    match block {
        Block::Figure(figure) => figure.image.as_ref(),
        _ => None,
    }
}

/// What the editors wrote above the text: the summary beside a content that does not repeat it.
fn editors_summary(entry: &Entry, title: Option<&str>, own: &Reading) -> Option<String> {
    let text = own.article.as_ref().map(Article::text).filter(|text| !text.is_empty())?;
    entry.content.as_ref()?;
    let summary = fold(&plain(entry.summary.as_ref()?));
    let summary = without_read_more(without_origin(&summary, title.unwrap_or_default()));
    let begin: String = summary.chars().take(SAME_BEGIN).collect();
    let begin = begin.trim_end_matches(['…', '.', '[', ']', ' ']);
    let repeated = begin.is_empty() || fold(&text).contains(begin);
    (!repeated).then(|| shorten(summary, TEASER))
}

/// What tells an item from another one of the same title: its teaser; of a short one its files and pictures too.
fn known_by(teaser: &str, telling: bool, entry: &Entry, own: Option<&Reading>) -> String {
    if telling {
        return teaser.to_owned();
    }
    let files = entry.enclosures.iter().map(|file| file.url.to_string());
    let blocks = own.and_then(|own| own.article.as_ref()).map_or(&[][..], |article| &article.blocks);
    let pictures = blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => figure.image.as_ref().map(|image| image.url.to_string()),
        _ => None,
    });
    files.chain(pictures).fold(teaser.to_owned(), |text, file| format!("{text} {file}"))
}

fn need(entry: &Entry, url: Option<&WebUrl>, own: Option<&Reading>) -> PageNeed {
    let Some(url) = url else { return PageNeed::HaveAll };
    // YouTube's page is a player made by a script; the feed says all that stands there.
    if entry.video_id.is_some() {
        return PageNeed::HaveAll;
    }
    if is_opaque(url) || is_of_aggregator(entry, url) {
        return PageNeed::Opaque;
    }
    let whole =
        own.is_some_and(|reading| reading.verdict.holding == Holding::Full && words(reading) >= WHOLE_WORDS);
    if whole && entry.content.is_some() { PageNeed::HaveAll } else { PageNeed::Fetch }
}

/// Addresses of Google News items since 2024: an opaque number, to be resolved by its own service only.
pub(crate) fn is_opaque(url: &WebUrl) -> bool {
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
    let text = article.map(Article::text).filter(|text| !text.is_empty());
    shorten(&fold(&text.unwrap_or_else(|| plain(construct))), TEASER)
}

/// The words of an item's own text.
fn whole_text(own: Option<&Reading>) -> Option<String> {
    own?.article.as_ref().map(Article::text).filter(|text| !text.is_empty())
}

/// A headline for an item that has none: its first words.
fn headline(text: &str) -> String {
    shorten(text, 90)
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
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one", 9), "one");
        assert_eq!(shorten("日本語の長い文章です", 4), "日本語の…");
    }
}
