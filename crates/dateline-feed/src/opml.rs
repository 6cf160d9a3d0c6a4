//! OPML 1 and 2: lists of feeds, read leniently and written plainly. Every line that means a feed is read or listed with
//! the reason; other outlines (notes, settings of a program) are passed over.

mod write;

pub use write::{write, write_with};

use crate::xml::{Event, Fault, Faults, Reader};
use crate::{charset, titles};
use dateline_model::{Login, UrlError, WebUrl, without_login};
use std::collections::BTreeMap;
use std::fmt;

/// What a list holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct List {
    /// Every outline that names a feed or a page, in the order of the list.
    pub outlines: Vec<Outline>,
    /// What means a feed and cannot be used, or not wholly.
    pub unusable: Vec<Unusable>,
}

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Name that the reader gave it.
    pub title: String,
    /// The feed; `None` where the list names a page alone.
    pub feed_url: Option<WebUrl>,
    /// The login in the feed's address, which the address is then without.
    pub login: Option<Login>,
    /// The page the feed belongs to.
    pub home: Option<WebUrl>,
    /// Folders from the outermost to the innermost: those around the outline, else its first `category`.
    pub folder: Vec<String>,
    /// Other folders that its `category` names, where none stands around it.
    pub further: Vec<Vec<String>>,
    /// Whether its reader has switched it off.
    pub paused: bool,
    /// What an archive of ours says besides, by the names of its attributes.
    pub own: BTreeMap<String, String>,
}

/// A line that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// Its name, its address, or both.
    pub line: String,
    /// Why, for a person.
    pub why: String,
}

impl Unusable {
    fn new(line: String, why: &str) -> Self {
        Self { line, why: why.to_owned() }
    }
}

impl fmt::Display for Unusable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.line, self.why)
    }
}

/// Bytes that are no OPML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no OPML list: it has no opml or outline element")]
pub struct NotOpml;

/// Outlines of one list, those that cannot be used counted too.
const MOST: usize = 100_000;
/// Characters of a name that are kept, and of an address that is told.
const NAME: usize = 500;
const TOLD: usize = 200;
/// Folders that one outline may name.
const CATEGORIES: usize = 50;

/// Prefix of attributes of our own archive.
const OWN: &str = "dateline:";

/// Bytes in which the first element stands.
const HEAD: usize = 16 << 10;

const INCLUDED: &str = "this is a list inside the list, which is not followed; add it by its address";
const COMMENTED: &str = "the list has it commented out (isComment)";
const SCRAPED: &str = "FreshRSS reads this page by paths into it; it is no feed";
const CUT: &str = "the list breaks off within it, and its address may be half of itself";
const WITHOUT_LOGIN: &str = "the user name and password in its address cannot be used and were left out";

/// Whether the bytes are a list, by their first element.
pub fn is_list(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let decoded = charset::decode(head, None, &mut Faults::default());
    let Some(start) = memchr::memchr(b'<', decoded.text.as_bytes()) else { return false };
    let mut reader = Reader::new(&decoded.text[start..]);
    let first = match reader.next_event() {
        Event::Start(start) => start.local,
        _ => return false,
    };
    first.eq_ignore_ascii_case("opml") || first.eq_ignore_ascii_case("outline")
}

/// The list as text, whatever encoding its bytes are in. It begins with U+FEFF, so that what it declares is not believed
/// when it is read again.
pub fn text(bytes: &[u8]) -> String {
    let decoded = charset::decode(bytes, None, &mut Faults::default());
    format!("\u{feff}{}", decoded.text.trim_start_matches('\u{feff}'))
}

/// Folders as one text: nested ones with `/` between, a stroke inside a name as U+2215, which looks the same.
pub fn path(folders: &[String]) -> String {
    let names: Vec<String> = folders.iter().map(|name| name.replace('/', "\u{2215}")).collect();
    names.join("/")
}

/// The folders of a [`path`].
pub fn folders(path: &str) -> Vec<String> {
    let names = path.split('/').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.replace('\u{2215}', "/")).collect()
}

/// Reads a list in any encoding.
pub fn parse(bytes: &[u8]) -> Result<List, NotOpml> {
    let mut faults = Faults::default();
    let decoded = charset::decode_as_meant(bytes, None, &mut faults);
    let start = memchr::memchr(b'<', decoded.text.as_bytes()).ok_or(NotOpml)?;
    let mut lines = Lines::new(&decoded.text[start..]);
    lines.reader.faults = faults;
    lines.read();
    if lines.known { Ok(lines.finish()) } else { Err(NotOpml) }
}

struct Folder {
    /// Depth of its element.
    depth: usize,
    name: String,
    /// Its place in the list, where it may be a page.
    page: Option<usize>,
    /// What is told of it, where it is no folder.
    hollow: Option<Unusable>,
}

struct Lines<'a> {
    reader: Reader<'a>,
    list: List,
    /// Open folders, and what is one if lines stand in it.
    folders: Vec<Folder>,
    /// Places in the list of what looked like a page and is a folder.
    no_pages: Vec<usize>,
    /// Depth of the outline around which, with all below it, the list is commented out.
    commented: Option<usize>,
    /// Outlines beyond [`MOST`].
    beyond: usize,
    known: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            reader: Reader::new(text),
            list: List::default(),
            folders: Vec::new(),
            no_pages: Vec::new(),
            commented: None,
            beyond: 0,
            known: false,
        }
    }

    fn read(&mut self) {
        loop {
            match self.reader.next_event() {
                Event::Start(start) if start.local.eq_ignore_ascii_case("opml") => self.known = true,
                Event::Start(start) if start.local.eq_ignore_ascii_case("outline") => self.outline(),
                Event::End(_) => {
                    let depth = self.reader.depth();
                    self.commented = self.commented.filter(|commented| *commented <= depth);
                    while let Some(folder) = self.folders.pop_if(|folder| folder.depth > depth) {
                        self.list.unusable.extend(folder.hollow);
                    }
                }
                Event::Eof => return,
                _ => {}
            }
        }
    }

    fn filled(&self, name: &str) -> Option<&str> {
        self.reader.attr(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// A feed, a page, a folder, or something else.
    fn outline(&mut self) {
        self.known = true;
        let commented = self.is_commented_out();
        let typed = self.filled("type").unwrap_or_default().to_ascii_lowercase();
        let feed_type = matches!(typed.as_str(), "rss" | "rss1" | "rss2" | "atom" | "feed");
        let means_feed = feed_type || self.reader.attr("xmlUrl").is_some();
        let feed = self.filled("xmlUrl").or_else(|| self.filled("url").filter(|_| feed_type));
        let page = self.filled("htmlUrl").or_else(|| self.filled("url"));
        let title = cut(&self.name(feed, page), NAME);
        if commented {
            let line = line(&title, &cut(&without_login(feed.unwrap_or_default()), TOLD));
            self.list.unusable.extend(feed.map(|_| Unusable::new(line, COMMENTED)));
            return;
        }
        if feed.is_none() && page.is_none() {
            let hollow = means_feed.then(|| Unusable::new(line(&title, ""), "it has no address"));
            self.open_folder(title, None, hollow);
            return;
        }
        if self.list.outlines.len() + self.list.unusable.len() >= MOST {
            self.beyond += 1;
            return;
        }
        let home = page.and_then(|url| address(url).ok());
        let read = match (feed, page) {
            _ if !self.reader.whole_tag() => Err((feed.or(page).unwrap_or_default(), CUT.to_owned())),
            (Some(feed), _) if is_scraped(&typed) => Err((feed, SCRAPED.to_owned())),
            (Some(feed), _) => {
                address(feed).map(|url| Some(url.without_fragment())).map_err(|why| (feed, why))
            }
            (None, Some(page)) if typed == "include" => Err((page, INCLUDED.to_owned())),
            (None, page) => {
                let page = page.unwrap_or_default();
                address(page).map(|_| None).map_err(|why| (page, why))
            }
        };
        let login = feed.and_then(Login::in_address);
        let unusable = match &read {
            Ok(Some(url)) if matches!(login, Some(Err(_))) => {
                Some(Unusable::new(line(&title, url.as_str()), WITHOUT_LOGIN))
            }
            Ok(_) => None,
            Err((address, why)) => {
                Some(Unusable::new(line(&title, &cut(&without_login(address), TOLD)), why))
            }
        };
        let read = read.ok();
        self.list.unusable.extend(unusable);
        self.keep(title, read, home, login.and_then(Result::ok));
    }

    /// What a reader called it. Of a feed its address is no name: programs write it where they know no other.
    fn name(&self, feed: Option<&str>, page: Option<&str>) -> String {
        let names = ["title", "text"].map(|name| self.filled(name).map(titles::name));
        let mut names = names.into_iter().flatten().filter(|name| !name.is_empty());
        names.find(|name| feed.is_none() || !is_address(name, [feed, page])).unwrap_or_default()
    }

    /// Whether the outline, or one around it, is a comment: so are all below it (OPML 2.0).
    fn is_commented_out(&mut self) -> bool {
        if self.filled("isComment").is_some_and(|said| said.eq_ignore_ascii_case("true")) {
            self.commented = self.commented.or(Some(self.reader.depth()));
        }
        self.commented.is_some()
    }

    fn open_folder(&mut self, name: String, page: Option<usize>, hollow: Option<Unusable>) {
        self.around_a_line();
        self.folders.push(Folder { depth: self.reader.depth(), name, page, hollow });
    }

    /// What has lines inside is a folder, whatever page it names and whatever it lacks.
    fn around_a_line(&mut self) {
        for folder in &mut self.folders {
            self.no_pages.extend(folder.page.take());
            folder.hollow = None;
        }
    }

    fn keep(
        &mut self,
        title: String,
        read: Option<Option<WebUrl>>,
        home: Option<WebUrl>,
        login: Option<Login>,
    ) {
        self.around_a_line();
        let Some(feed_url) = read else { return };
        let mut folders = self.folders_of().into_iter();
        let folder = folders.next().unwrap_or_default();
        if feed_url.is_none() {
            self.open_folder(title.clone(), Some(self.list.outlines.len()), None);
        }
        self.list.outlines.push(Outline {
            title,
            feed_url,
            login,
            home,
            folder,
            further: folders.collect(),
            paused: self.is_paused(),
            own: self.own(),
        });
    }

    /// Miniflux writes what is switched off, and our own archive.
    fn is_paused(&self) -> bool {
        let says = |name: &str| self.filled(name).is_some_and(|value| !value.eq_ignore_ascii_case("false"));
        says("miniflux:disabled") || says("dateline:paused")
    }

    /// Attributes of our own archive, held to the budget of the document.
    fn own(&self) -> BTreeMap<String, String> {
        let own = self.reader.attrs().iter();
        let own = own.filter_map(|attr| Some((attr.name.strip_prefix(OWN)?, attr.value.as_ref())));
        own.filter(|(name, value)| self.reader.budget().take(name.len() + value.len()))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Where the outline is filed. Names that stand once and count for many lines are held to the budget of the document.
    fn folders_of(&self) -> Vec<Vec<String>> {
        let around: Vec<String> =
            self.folders.iter().map(|folder| folder.name.clone()).filter(|name| !name.is_empty()).collect();
        let folders = if around.is_empty() { self.categories() } else { vec![around] };
        let bytes = folders.iter().flatten().map(String::len).sum();
        if self.reader.budget().take(bytes) { folders } else { Vec::new() }
    }

    /// The folders of `category="/Boston/Weather,/Harvard"` (OPML 2.0).
    fn categories(&self) -> Vec<Vec<String>> {
        let names = |category: &str| {
            let names = category.split('/').map(str::trim).filter(|name| !name.is_empty());
            names.map(|name| cut(name, NAME)).collect::<Vec<_>>()
        };
        let all = self.filled("category").unwrap_or_default().split(',').map(names);
        all.filter(|names| !names.is_empty()).take(CATEGORIES).collect()
    }

    fn finish(mut self) -> List {
        let mut place = 0;
        let no_pages = std::collections::HashSet::<usize>::from_iter(self.no_pages);
        self.list.outlines.retain(|_| {
            place += 1;
            !no_pages.contains(&(place - 1))
        });
        let mut lost = |what: &str| self.list.unusable.push(Unusable::new("the list".to_owned(), what));
        if self.beyond > 0 {
            lost(&format!("{} lines beyond the first {MOST} were not read", self.beyond));
        }
        for (fault, what) in LOSSES {
            if self.reader.faults.has(*fault) {
                lost(what);
            }
        }
        if self.reader.budget().refused() || self.reader.faults.has(Fault::Expansion) {
            lost(
                "names that stand once and count for many lines would make it many times longer, and were left out",
            );
        }
        self.list
    }
}

/// Damage after which lines may be missing.
const LOSSES: &[(Fault, &str)] = &[
    (Fault::Truncated, "it breaks off before its end; lines may be missing"),
    (Fault::Depth, "folders nested more than 256 deep were not read"),
    (Fault::Cap, "what exceeds the size limits was not read"),
];

/// Types that FreshRSS gives to pages which it takes apart itself.
fn is_scraped(typed: &str) -> bool {
    ["html+xpath", "xml+xpath", "html+xpath+json+dotnotation", "json+dotnotation", "json+dotpath"]
        .contains(&typed)
}

/// An address as lists have it: the scheme may be missing.
fn address(text: &str) -> Result<WebUrl, String> {
    WebUrl::typed(text).map_err(|error| match error {
        UrlError::Syntax(_) | UrlError::Incomplete => "this is no web address".to_owned(),
        other => other.to_string(),
    })
}

/// Whether the name of a feed is an address, or one of its own without the scheme.
pub fn is_address(name: &str, own: [Option<&str>; 2]) -> bool {
    let bare = |address: &str| {
        let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_lowercase()
    };
    let whole = name.contains("://") && !name.contains(char::is_whitespace);
    whole || name.contains('/') && own.into_iter().flatten().any(|own| bare(own) == bare(name))
}

fn line(title: &str, address: &str) -> String {
    match (title, address) {
        ("", "") => "a line without a name".to_owned(),
        ("", address) => address.to_owned(),
        (title, "") => title.to_owned(),
        (title, address) => format!("{title} ({address})"),
    }
}

fn cut(text: &str, limit: usize) -> String {
    text.chars().take(limit).collect()
}

#[cfg(test)]
mod tests;
