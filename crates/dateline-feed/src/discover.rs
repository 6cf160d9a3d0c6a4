//! Which feeds a page offers, by its own words and by places where feeds usually lie. Fetches nothing: candidates are to be
//! tried by whoever may.

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

/// Media types of feeds (the WHATWG page, the formats' own registrations, and JSON Feed).
const TYPES: &[(&str, Guess)] = &[
    ("application/rss+xml", Guess::Rss),
    ("application/atom+xml", Guess::Atom),
    ("application/feed+json", Guess::Json),
    ("application/rdf+xml", Guess::Rdf),
    ("text/rss+xml", Guess::Rss),
    ("text/atom+xml", Guess::Atom),
    ("application/x-rss+xml", Guess::Rss),
    ("application/x-atom+xml", Guess::Atom),
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

/// Feeds that a page names: `<link rel=alternate>` first, then links that look like feeds.
pub fn discover(document: &Document, base: &WebUrl) -> Vec<Candidate> {
    let base = document_base(document, base);
    let mut found: Vec<Candidate> = Vec::new();
    let mut add = |candidate: Candidate| {
        if found.len() < MOST && !found.iter().any(|known| known.url == candidate.url) {
            found.push(candidate);
        }
    };
    let elements =
        |tag: Tag| document.descendants(document.root()).filter(move |node| document.tag(*node) == Some(tag));
    elements(Tag::Link).filter_map(|node| announced(document, node, &base)).for_each(&mut add);
    elements(Tag::A).filter_map(|node| linked(document, node, &base)).for_each(&mut add);
    convention(&base).into_iter().for_each(add);
    found
}

fn document_base(document: &Document, base: &WebUrl) -> WebUrl {
    let declared = document.descendants(document.root()).find(|node| document.name(*node) == "base");
    let declared = declared.and_then(|node| document.attr(node, "href"));
    declared.and_then(|href| base.join(href).ok()).unwrap_or_else(|| base.clone())
}

fn announced(document: &Document, node: NodeId, base: &WebUrl) -> Option<Candidate> {
    let rel = document.attr(node, "rel").unwrap_or_default().to_ascii_lowercase();
    let words: Vec<&str> = rel.split_whitespace().collect();
    let declared = document.attr(node, "type").unwrap_or_default().trim().to_ascii_lowercase();
    let guess = TYPES.iter().find(|(known, _)| declared.starts_with(known)).map(|(_, guess)| *guess);
    let guess = match (words.contains(&"alternate"), words.contains(&"feed"), guess) {
        (true, _, Some(guess)) => guess,
        (_, true, guess) => guess.unwrap_or(Guess::Unknown),
        _ => return None,
    };
    let url = base.join(document.attr(node, "href")?).ok()?;
    let title =
        document.attr(node, "title").map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
    Some(Candidate { url, title, guess, why: "the page announces it" })
}

fn linked(document: &Document, node: NodeId, base: &WebUrl) -> Option<Candidate> {
    let url = base.join(document.attr(node, "href")?).ok()?;
    let path = url.as_url().path().to_ascii_lowercase();
    let guess = by_path(&path)?;
    let title = document.collect_text(node).split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Candidate {
        url,
        title: Some(title).filter(|title| !title.is_empty()),
        guess,
        why: "a link of the page looks like a feed",
    })
}

/// What the last part of a path says.
fn by_path(path: &str) -> Option<Guess> {
    let last = path.trim_end_matches('/').rsplit('/').next()?;
    Some(match last {
        "feed" | "rss" | "rss2" | "rss.php" | "feed.xml" | "rss.xml" | "feeds" => Guess::Rss,
        "atom" | "atom.xml" => Guess::Atom,
        "feed.json" => Guess::Json,
        "index.rdf" | "rdf" => Guess::Rdf,
        other if other.ends_with(".rss") => Guess::Rss,
        other if other.ends_with(".atom") => Guess::Atom,
        other if other.ends_with(".rdf") => Guess::Rdf,
        other if (other.starts_with("rss") || other.starts_with("feed")) && other.ends_with(".xml") => {
            Guess::Rss
        }
        _ => return None,
    })
}

/// Addresses at which open platforms are known to keep the feed of a page.
fn convention(base: &WebUrl) -> Option<Candidate> {
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
        ("github.com", [owner, repository, "releases" | "tags" | "commits", ..]) => {
            (format!("/{owner}/{repository}/{}.atom", segments[2]), Guess::Atom)
        }
        (_, [user]) if user.starts_with('@') && user.len() > 1 => (format!("/{user}.rss"), Guess::Rss),
        _ => return None,
    };
    Some(Candidate {
        url: base.join(&reference).ok()?,
        title: None,
        guess,
        why: "this platform keeps its feeds there",
    })
}

/// Where feeds usually lie on the host of `base`, the likeliest first.
pub fn common_paths(base: &WebUrl) -> Vec<WebUrl> {
    let platform = convention(base).map(|candidate| candidate.url);
    platform.into_iter().chain(PATHS.iter().filter_map(|path| base.join(path).ok())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, base: &str, expected: &[(&str, Guess)]) {
        let document = dateline_html::parse_str(html, &dateline_html::Limits::default());
        let found = discover(&document, &WebUrl::parse(base).unwrap());
        let found: Vec<(&str, Guess)> =
            found.iter().map(|candidate| (candidate.url.as_str(), candidate.guess)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn announced_before_linked() {
        check(
            "<base href=/x/><a href=/news.rss>All</a><link rel='alternate stylesheet' href=s.css type=text/css>\
             <link rel=alternate type=application/atom+xml href=a title=News><link rel=feed href=f><a href=/about>feed</a>",
            "https://news.example/",
            &[
                ("https://news.example/x/a", Guess::Atom),
                ("https://news.example/x/f", Guess::Unknown),
                ("https://news.example/news.rss", Guess::Rss),
            ],
        );
    }

    #[test]
    fn platforms() {
        check("", "https://social.example/@desk", &[("https://social.example/@desk.rss", Guess::Rss)]);
        check(
            "",
            "https://www.youtube.com/channel/UC1/videos",
            &[("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", Guess::Atom)],
        );
        check("", "https://news.example/", &[]);
    }

    #[test]
    fn usual_places() {
        let paths = common_paths(&WebUrl::parse("https://news.example/a/b?c").unwrap());
        assert_eq!(paths[0].as_str(), "https://news.example/feed");
        assert_eq!(paths.len(), PATHS.len());
    }
}
