//! Which feeds a page offers, by its own words and by places where feeds usually lie. Fetches nothing: candidates are to be
//! tried by whoever may.

use crate::links;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::WebUrl;

/// A feed that may be there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub url: WebUrl,
    /// What the page calls it.
    pub title: Option<String>,
    /// What it probably is.
    pub guess: Guess,
    /// Why it is named, for a person.
    pub why: &'static str,
}

/// Formats by declared type or by address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guess {
    /// RSS.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// RDF Site Summary.
    Rdf,
    /// A sitemap.
    Sitemap,
    /// It cannot be said.
    Unknown,
}

/// Candidates of one page.
const MOST: usize = 100;

/// Media types of feeds (the WHATWG page, the formats' own registrations, JSON Feed 1.0 and 1.1, and plain XML, which
/// older programs announce).
const TYPES: &[(&str, Guess)] = &[
    ("application/rss+xml", Guess::Rss),
    ("application/atom+xml", Guess::Atom),
    ("application/feed+json", Guess::Json),
    ("application/json", Guess::Json),
    ("application/rdf+xml", Guess::Rdf),
    ("text/rss+xml", Guess::Rss),
    ("text/atom+xml", Guess::Atom),
    ("text/rss", Guess::Rss),
    ("text/atom", Guess::Atom),
    ("application/x-rss+xml", Guess::Rss),
    ("application/x-atom+xml", Guess::Atom),
    ("application/rss", Guess::Rss),
    ("application/atom", Guess::Atom),
    ("application/xml", Guess::Unknown),
    ("text/xml", Guess::Unknown),
];

/// Paths where feeds lie without being announced, the likeliest first; and what makes them usual.
const PATHS: &[&str] = &[
    "/feed",
    "/rss",
    "/feed/",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/index.rdf",
    "/rss/",
    "/feeds/posts/default",
    "/blog/feed",
    "/news/rss",
    "/?feed=rss2",
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap.xml",
];

/// Feeds that a page names: `<link rel=alternate>` first, then links that look like feeds, or like pages that list feeds.
/// The page itself is none of them.
pub fn discover(document: &Document, base: &WebUrl) -> Vec<Candidate> {
    let (page, base) = (base, document_base(document, base));
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |candidate: Candidate| {
        let known = same_page(&candidate.url, page) || found.iter().any(|known| known.url == candidate.url);
        if found.len() < MOST && !known {
            found.push(candidate);
        }
    };
    let elements =
        |tag: Tag| document.descendants(document.root()).filter(move |node| document.tag(*node) == Some(tag));
    elements(Tag::Link).filter_map(|node| announced(document, node, &base)).for_each(&mut add);
    elements(Tag::A).filter_map(|node| linked(document, node, &base)).for_each(&mut add);
    platform(page).into_iter().for_each(&mut add);
    channel(document, page).into_iter().for_each(&mut add);
    if found.is_empty() {
        let sent_on = elements(Tag::Meta).find_map(|node| refresh(document, node, &base));
        found
            .extend(fediverse(page).or_else(|| sent_on.filter(|candidate| !same_page(&candidate.url, page))));
    }
    found.sort_by_key(|found| is_of_comments(&found.url, found.title.as_deref()));
    found
}

/// Beginnings of the word for comments in the languages of most pages.
const COMMENTS: &[&str] = &[
    "comment",
    "kommentar",
    "komment",
    "coment",
    "reactie",
    "коммент",
    "комент",
    "komentar",
    "komentář",
    "yorum",
    "σχόλια",
    "评论",
    "評論",
    "コメント",
    "댓글",
    "留言",
];

/// Parts of the addresses of such feeds: WordPress, Blogger, Drupal, Movable Type, Serendipity, Textpattern, Squarespace.
const COMMENT_PATHS: &[&str] = &[
    "comments",
    "comments-feed",
    "comments.xml",
    "comments.rss",
    "comments.rdf",
    "comments.atom",
    "comments_rss2.xml",
    "comments-rss2",
    "comments-atom",
    "latest-comments",
    "recent-comments",
    "rss-comments",
    "feed-comments",
];
const COMMENT_QUERIES: &[&str] =
    &["feed=comments", "type=comments", "area=comments", "view=comments", "comments=1"];

/// Whether a feed holds what readers say of posts: by its address in the way of the usual programs, else by its name.
pub fn is_of_comments(url: &WebUrl, title: Option<&str>) -> bool {
    let url = url.as_url();
    let of_program = |part: &str| COMMENT_PATHS.iter().any(|known| part.eq_ignore_ascii_case(known));
    let query = url.query().unwrap_or_default().to_ascii_lowercase();
    let by_query = COMMENT_QUERIES.iter().any(|known| query.contains(known));
    let title = title.unwrap_or_default().to_lowercase();
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    by_query
        || url.path().split('/').any(of_program)
        || words.any(|word| COMMENTS.iter().any(|name| word.starts_with(name)))
}

/// What a `Link` field of an answer announces as an alternate of this media type, if that is a feed's.
pub fn announced_by_answer(url: WebUrl, media_type: &str) -> Option<Candidate> {
    let guess = by_type(media_type).filter(|guess| *guess != Guess::Json || !is_program_interface(&url))?;
    Some(Candidate { url, title: None, guess, why: "the page's answer announces it" })
}

/// `<meta http-equiv=refresh content="0; url=/home">`: the page that people see.
fn refresh(document: &Document, node: NodeId, base: &WebUrl) -> Option<Candidate> {
    let named = document.attr(node, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"));
    let content = document.attr(node, "content").filter(|_| named)?;
    let (name, target) = content.split_once([';', ','])?.1.split_once('=')?;
    let target = target.trim().trim_matches(['"', '\'']);
    let url = links::resolve(Some(base), target).filter(|_| name.trim().eq_ignore_ascii_case("url"))?;
    Some(Candidate { url, title: None, guess: Guess::Unknown, why: "the page sends its readers there" })
}

/// An empty `href`, or a place within the page.
fn same_page(url: &WebUrl, page: &WebUrl) -> bool {
    let bare = |url: &WebUrl| url.as_str().split('#').next().unwrap_or_default().len();
    url.as_str()[..bare(url)] == page.as_str()[..bare(page)]
}

fn document_base(document: &Document, base: &WebUrl) -> WebUrl {
    let declared = document.descendants(document.root()).find(|node| document.name(*node) == "base");
    let declared = declared.and_then(|node| document.attr(node, "href"));
    declared.and_then(|href| base.join(href).ok()).unwrap_or_else(|| base.clone())
}

fn announced(document: &Document, node: NodeId, base: &WebUrl) -> Option<Candidate> {
    let rel = document.attr(node, "rel").unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> = rel.split_whitespace().collect();
    let guess = declared(document, node);
    let guess = match (words.contains(&"alternate"), words.contains(&"feed"), guess) {
        (true, _, Some(guess)) => guess,
        (_, true, guess) => guess.unwrap_or(Guess::Unknown),
        _ => return None,
    };
    let url = links::resolve(Some(base), document.attr(node, "href")?)?;
    if guess == Guess::Json && is_program_interface(&url) {
        return None;
    }
    let title =
        document.attr(node, "title").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    Some(Candidate { url, title, guess, why: "the page announces it" })
}

/// What the `type` of an element says.
fn declared(document: &Document, node: NodeId) -> Option<Guess> {
    by_type(document.attr(node, "type").unwrap_or_default())
}

fn by_type(media_type: &str) -> Option<Guess> {
    let declared = media_type.to_ascii_lowercase();
    let essence = declared.split(';').next().unwrap_or_default().trim();
    TYPES.iter().find(|(known, _)| essence == *known).map(|(_, guess)| *guess)
}

/// WordPress announces its interface for programs as JSON on every page.
fn is_program_interface(url: &WebUrl) -> bool {
    let address = url.as_url();
    address.path().contains("/wp-json") || address.query().is_some_and(|query| query.contains("rest_route="))
}

fn linked(document: &Document, node: NodeId, base: &WebUrl) -> Option<Candidate> {
    let url = links::resolve(Some(base), document.attr(node, "href")?)?;
    let text = dateline_text::fold(&document.collect_text(node));
    let named = [Some(text.as_str()), document.attr(node, "title"), document.attr(node, "aria-label")];
    let named = named.into_iter().flatten().any(names_feeds);
    let guess = declared(document, node)
        .filter(|guess| !matches!(guess, Guess::Unknown | Guess::Json))
        .or_else(|| by_path(&url.as_url().path().to_ascii_lowercase()))
        .or_else(|| by_query(&url))
        .or_else(|| offers(&text, &url).then_some(Guess::Unknown))
        .or(named.then_some(Guess::Unknown))?;
    let title = Some(text).filter(|title| !title.is_empty());
    Some(Candidate { url, title, guess, why: "a link of the page looks like a feed" })
}

/// Whether a link's few words say that feeds lie behind it.
fn names_feeds(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let feed = |word: &&str| {
        let names = ["rss", "rss2", "atom", "xml", "feeds"];
        names.iter().any(|name| word.eq_ignore_ascii_case(name))
    };
    words.len() <= 4 && words.iter().any(feed)
}

/// Whether a link to a file of data says that it is for reading on: "Section feed", "Subscribe".
fn offers(text: &str, url: &WebUrl) -> bool {
    let path = url.as_url().path().to_ascii_lowercase();
    let data = path.ends_with(".xml") || path.ends_with(".json");
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says = |word: &str| {
        word.ends_with("feed")
            || ["subscri", "syndic", "abonn", "suscri", "подпис"].iter().any(|start| word.starts_with(start))
    };
    data && words.clone().count() <= 6 && words.any(says)
}

/// `?feed=rss2`, `?format=feed&type=atom`, `?output=rss`.
fn by_query(url: &WebUrl) -> Option<Guess> {
    url.as_url().query_pairs().find_map(|(name, value)| {
        let (name, value) = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
        let asks = matches!(name.as_str(), "feed" | "format" | "type" | "output" | "alt" | "mode" | "view");
        match value.as_str() {
            "atom" if asks => Some(Guess::Atom),
            "rss" | "rss2" | "rss_2.0" | "feed" if asks => Some(Guess::Rss),
            "rdf" if asks => Some(Guess::Rdf),
            _ => None,
        }
    })
}

/// What a path says: by its last part, or by a folder of feeds with a file in it.
fn by_path(path: &str) -> Option<Guess> {
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let last = parts.next()?;
    let (stem, extension) = last.rsplit_once('.').unwrap_or((last, ""));
    let word = |part: &str| match part {
        "feed" | "feeds" | "rss" | "rss2" => Some(Guess::Rss),
        "atom" => Some(Guess::Atom),
        "rdf" => Some(Guess::Rdf),
        _ => None,
    };
    match extension {
        "rss" => Some(Guess::Rss),
        "atom" => Some(Guess::Atom),
        "rdf" => Some(Guess::Rdf),
        "json" => (stem == "feed").then_some(Guess::Json),
        "" => word(last),
        "xml" | "php" | "aspx" | "asp" | "cgi" => {
            let begins = ["rss", "feed", "atom"].into_iter().find(|start| stem.starts_with(start));
            begins.and_then(word).or_else(|| parts.find_map(word))
        }
        _ => None,
    }
}

/// Hosts whose feeds lie at known addresses alone.
const PLATFORMS: &[&str] = &["youtube.com", "reddit.com", "old.reddit.com", "github.com"];

/// Addresses at which open platforms are known to keep the feed of a page.
fn platform(base: &WebUrl) -> Option<Candidate> {
    let path = base.as_url().path();
    let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let (reference, guess) = match (base.site(), segments.as_slice()) {
        ("youtube.com", ["channel", id, ..]) => (format!("/feeds/videos.xml?channel_id={id}"), Guess::Atom),
        ("youtube.com", ["playlist", ..]) => {
            let list = base.as_url().query_pairs().find(|(name, _)| name == "list")?.1.into_owned();
            (format!("/feeds/videos.xml?playlist_id={list}"), Guess::Atom)
        }
        ("reddit.com" | "old.reddit.com", ["r" | "user", ..]) => {
            (format!("{}/.rss", path.trim_end_matches('/')), Guess::Atom)
        }
        ("github.com", [owner, repository]) => (format!("/{owner}/{repository}/releases.atom"), Guess::Atom),
        ("github.com", [owner, repository, "releases" | "tags" | "commits", ..]) => {
            (format!("/{owner}/{repository}/{}.atom", segments[2]), Guess::Atom)
        }
        _ => return None,
    };
    at_platform(base, &reference, guess)
}

/// The channel of a page of YouTube that names it by a handle or plays one of its videos: by what the page says of itself.
fn channel(document: &Document, page: &WebUrl) -> Option<Candidate> {
    if page.site() != "youtube.com" || platform(page).is_some() {
        return None;
    }
    let all = || document.descendants(document.root());
    let said = |node: NodeId, name: &str, value: &str| {
        document.attr(node, name).is_some_and(|said| said.eq_ignore_ascii_case(value))
    };
    let id = |node: NodeId| said(node, "itemprop", "channelId") || said(node, "itemprop", "identifier");
    let named = all().filter(|node| id(*node)).find_map(|node| document.attr(node, "content"));
    let linked = |node: NodeId| {
        let url = page.join(document.attr(node, "href")?).ok()?;
        let own = said(node, "rel", "canonical") || said(node, "itemprop", "url");
        let mut parts = url.as_url().path().split('/').filter(|part| !part.is_empty());
        let id = parts.next().filter(|first| own && *first == "channel").and_then(|_| parts.next())?;
        Some(id.to_owned())
    };
    let id = named.map(str::to_owned).or_else(|| all().find_map(linked))?;
    let is_id = id.starts_with("UC") && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    is_id.then(|| at_platform(page, &format!("/feeds/videos.xml?channel_id={id}"), Guess::Atom))?
}

fn at_platform(base: &WebUrl, reference: &str, guess: Guess) -> Option<Candidate> {
    let url = base.join(reference).ok()?;
    Some(Candidate { url, title: None, guess, why: "this platform keeps its feeds there" })
}

/// Mastodon and its kin keep `/@name.rss`; other hosts have such pages, too, so it counts only where nothing else is named.
fn fediverse(base: &WebUrl) -> Option<Candidate> {
    let user = base.as_url().path().strip_prefix('/')?.trim_end_matches('/');
    let named = user.len() > 1 && user.starts_with('@') && !user.contains('/');
    named.then(|| at_platform(base, &format!("/{user}.rss"), Guess::Rss))?
}

/// Where feeds usually lie on the host of `base`, the likeliest first.
pub fn common_paths(base: &WebUrl) -> Vec<WebUrl> {
    let platform = platform(base).or_else(|| fediverse(base)).map(|candidate| candidate.url);
    // Hosts of many people's feeds have none of their own at such places.
    let paths = if PLATFORMS.contains(&base.site()) { &[][..] } else { PATHS };
    platform.into_iter().chain(paths.iter().filter_map(|path| base.join(path).ok())).collect()
}

#[cfg(test)]
mod tests;
