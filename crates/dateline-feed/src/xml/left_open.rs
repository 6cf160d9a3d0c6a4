//! Elements of feeds that a publisher forgot to close: what may stand in each of them, so that whatever else begins there ends it.

use super::namespace::Ns;
use super::tag::{Attr, attribute};

/// What an open element may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Items, or what nobody knows.
    Anything,
    /// Text with its markup.
    Markup,
    /// Text, and of the elements of feeds these.
    Only(&'static [&'static str]),
}

const NOTHING: Holds = Holds::Only(&[]);

/// Elements of RSS, Atom and sitemaps that are empty or hold a line of text.
const LINES: &[&str] = &[
    "link",
    "guid",
    "id",
    "pubdate",
    "enclosure",
    "category",
    "comments",
    "ttl",
    "language",
    "generator",
    "docs",
    "cloud",
    "lastbuilddate",
    "webmaster",
    "copyright",
    "rights",
    "rating",
    "updated",
    "published",
    "issued",
    "modified",
    "created",
    "icon",
    "logo",
    "loc",
    "lastmod",
    "changefreq",
    "priority",
    "title",
    "name",
    "email",
    "uri",
];
/// Those that hold a text.
const TEXTS: &[&str] = &["description", "summary", "subtitle", "tagline"];
/// Those that hold some of the others.
const BOXES: &[(&[&str], Holds)] = &[
    (&["author", "contributor", "managingeditor"], Holds::Only(&["name", "email", "uri", "url", "homepage"])),
    (&["image"], Holds::Only(&["url", "title", "link", "width", "height", "description"])),
    (&["textinput"], Holds::Only(&["title", "description", "name", "link"])),
];
/// What stands beside those and ends them all.
const ITEMS: &[&str] = &["item", "entry", "channel", "source", "content", "skiphours", "skipdays"];
/// Whether an element is one that HTML never closes.
pub(super) fn is_void(name: &str) -> bool {
    is(name, &["br", "hr", "img", "wbr"])
}

/// What an element may hold, by its name and attributes.
pub(super) fn holds(ns: Ns, local: &str, attrs: &[Attr<'_>]) -> Holds {
    match ns {
        Ns::Core | Ns::Atom => of_formats(local, attrs),
        Ns::Content => Holds::Markup,
        Ns::Itunes if is(local, &["owner"]) => Holds::Only(&["name", "email"]),
        Ns::Itunes if is(local, &["category"]) => Holds::Only(&["category"]),
        Ns::Media if is(local, &["content", "group", "community"]) => Holds::Anything,
        Ns::Podcast if is(local, &["transcript", "chapters", "person", "season", "episode"]) => NOTHING,
        Ns::Dc | Ns::Itunes | Ns::Media | Ns::Yt | Ns::Thr | Ns::Feedburner | Ns::Cc | Ns::Slash => NOTHING,
        Ns::Sy | Ns::Wfw => NOTHING,
        _ => Holds::Anything,
    }
}

fn of_formats(local: &str, attrs: &[Attr<'_>]) -> Holds {
    // RSS' source is a line with an address, Atom's a feed; Atom's content is empty where it stands elsewhere.
    let elsewhere = |name: &str| attribute(attrs, name).is_some();
    if is(local, LINES)
        || is(local, &["source"]) && elsewhere("url")
        || local == "content" && elsewhere("src")
    {
        return NOTHING;
    }
    if is(local, TEXTS) {
        return Holds::Markup;
    }
    BOXES.iter().find(|(names, _)| is(local, names)).map_or(Holds::Anything, |(_, holds)| *holds)
}

impl Holds {
    /// Whether the beginning of another element shows that this one was never closed.
    pub(super) fn ends_before(self, ns: Ns, local: &str, attrs: &[Attr<'_>]) -> bool {
        match self {
            Self::Anything => false,
            // HTML's link has attributes.
            Self::Markup => is_of_feeds(ns, local) && (attrs.is_empty() || !is(local, &["link"])),
            Self::Only(names) => is_of_feeds(ns, local) && !is(local, names),
        }
    }
}

/// Whether an element is one of those that feeds are made of.
fn is_of_feeds(ns: Ns, local: &str) -> bool {
    match ns {
        Ns::Core | Ns::Atom => {
            [LINES, TEXTS, ITEMS].iter().any(|names| is(local, names))
                || BOXES.iter().any(|(names, _)| is(local, names))
        }
        Ns::Other | Ns::Xhtml | Ns::Rdf | Ns::Gml | Ns::Psc => false,
        _ => true,
    }
}

fn is(local: &str, names: &[&str]) -> bool {
    names.iter().any(|name| local.eq_ignore_ascii_case(name))
}
