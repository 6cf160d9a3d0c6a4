//! XML to [`Feed`]. The formats differ less than their specifications say, so one reader takes every element by its name,
//! wherever it stands, and items are found even where the frame around them is broken.

mod duration;
mod entry;
mod full_text;
mod hints;
mod media;
mod people;
mod sitemap;
mod text;

pub(crate) use entry::add_category;
pub(crate) use media::complete;
pub(crate) use people::{add_person, person_of};
pub use text::unbase64;

use crate::caps::BASE;
use crate::dates::{self, Dated, DayOrder, Hints, date};
use crate::xml::{Event, Fault, Faults, Ns, Reader, Start};
use crate::{Context, NotAFeed, OtherKind, newest, quirks};
use dateline_model::{Construct, Entry, Feed, FeedKind, Person, WebUrl};
use std::cell::OnceCell;

/// Reads a document that is text already.
pub(crate) fn read(text: &str, context: &Context<'_>, faults: Faults) -> Result<Feed, NotAFeed> {
    let mut parser = Parser::new(skip_junk(text), context);
    parser.reader.faults = faults;
    if parser.reader_start_skipped(text) {
        parser.reader.faults.add(Fault::JunkBefore);
    }
    parser.document();
    parser.finish(text)
}

/// What stands before the first tag or declaration is not part of the feed.
fn skip_junk(text: &str) -> &str {
    let start = memchr::memmem::find(text.as_bytes(), b"<?xml").filter(|at| !text[..*at].contains("<rss"));
    let start = start.or_else(|| memchr::memchr(b'<', text.as_bytes()));
    &text[start.unwrap_or(0)..]
}

pub(super) struct Parser<'a, 'c> {
    pub(super) reader: Reader<'a>,
    text: &'a str,
    /// How its dates of strokes order day and month; asked of the document once.
    day_order: OnceCell<Option<DayOrder>>,
    context: &'c Context<'c>,
    /// Bases in force, with the depth of the element that set them.
    bases: Vec<(usize, WebUrl)>,
    kind: Option<FeedKind>,
    /// Items open around the current place.
    entry_depth: usize,
    /// The first element's name.
    root: Option<String>,
    pub(super) feed: Feed,
    /// Apple's name and author of the feed, where it has no others.
    spare_title: Option<Construct>,
    spare_author: Option<Person>,
    /// Entries that are too many.
    left_out: usize,
    /// Whether an item says that its guid is no link.
    guid_denied: bool,
}

impl<'a, 'c> Parser<'a, 'c> {
    fn new(text: &'a str, context: &'c Context<'c>) -> Self {
        Self {
            reader: Reader::new(text),
            text,
            day_order: OnceCell::new(),
            context,
            bases: Vec::new(),
            kind: None,
            entry_depth: 0,
            root: None,
            feed: Feed::of_entries(FeedKind::Rss, Vec::new()),
            spare_title: None,
            spare_author: None,
            left_out: 0,
            guid_denied: false,
        }
    }

    fn reader_start_skipped(&self, whole: &str) -> bool {
        self.text.len() < whole.len()
    }

    /// The next event, with `xml:base` followed.
    pub(super) fn next(&mut self) -> Event<'a> {
        let event = self.reader.next_event();
        match &event {
            Event::Start(_) => {
                if let Some(base) = self.reader.attr("xml:base").and_then(|base| self.new_base(base)) {
                    self.bases.push((self.reader.depth(), base));
                }
            }
            Event::End(_) => {
                while self.bases.last().is_some_and(|(depth, _)| *depth > self.reader.depth()) {
                    self.bases.pop();
                }
            }
            _ => {}
        }
        event
    }

    /// What the document says that addresses here are relative to.
    pub(super) fn said_base(&self) -> Option<&WebUrl> {
        self.bases.last().map(|(_, base)| base)
    }

    /// The same; where it says nothing, an item of RSS belongs to the site that its channel links to, wherever the feed lies.
    pub(super) fn base(&self) -> Option<&WebUrl> {
        let rss = self.in_entry() && matches!(self.kind, Some(FeedKind::Rss | FeedKind::Rdf));
        self.said_base().or(self.feed.home.as_ref().filter(|_| rss)).or(self.context.url)
    }

    /// The base that the element whose start tag was read last sets itself.
    pub(super) fn own_base(&self) -> Option<&WebUrl> {
        self.bases.last().filter(|(depth, _)| *depth == self.reader.depth()).map(|(_, base)| base)
    }

    /// A base for what follows; a long one is none.
    fn new_base(&self, reference: &str) -> Option<WebUrl> {
        self.resolve(reference).filter(|base| base.as_str().len() <= BASE)
    }

    /// An address as written, absolute.
    pub(super) fn resolve(&self, reference: &str) -> Option<WebUrl> {
        let url = crate::links::resolve(self.base(), reference)?;
        self.reader.budget().take(url.as_str().len().saturating_sub(reference.len())).then_some(url)
    }

    /// Reads a date of an item of a language of its own or the feed's.
    pub(super) fn dated(&self, text: &str, language: Option<&str>) -> Option<Dated> {
        let order = || *self.day_order.get_or_init(|| DayOrder::of(self.text));
        let language = language.or(self.feed.language.as_deref());
        dates::read(text, Hints { language, order: Some(&order), now: self.context.now })
    }

    fn document(&mut self) {
        loop {
            match self.next() {
                Event::Start(start) => self.element(start),
                Event::Eof => return,
                _ => {}
            }
        }
    }

    /// An element outside items.
    fn element(&mut self, start: Start<'a>) {
        let name = start.local.to_ascii_lowercase();
        if self.root.is_none() {
            self.root = Some(name.clone());
            self.language_of_root();
        }
        let core = matches!(start.ns, Ns::Core | Ns::Atom);
        match name.as_str() {
            "rss" if core => self.kind = self.kind.or(Some(FeedKind::Rss)),
            "rdf" => self.kind = self.kind.or(Some(FeedKind::Rdf)),
            "feed" if core => self.kind = self.kind.or(Some(FeedKind::Atom)),
            "channel" if core => self.channel(),
            "urlset" | "sitemapindex" if core => self.kind = self.kind.or(Some(FeedKind::Sitemap)),
            "url" | "sitemap" if self.kind == Some(FeedKind::Sitemap) => {
                let entry = self.sitemap_entry();
                self.keep(entry);
            }
            "item" | "entry" if core => {
                let entry = self.entry(start);
                self.keep(entry);
            }
            _ if self.kind.is_some() => self.feed_element(start, &name),
            _ => {}
        }
    }

    fn language_of_root(&mut self) {
        let language = self.reader.attr("xml:lang").or_else(|| self.reader.attr("lang"));
        self.feed.language =
            language.map(str::trim).filter(|language| !language.is_empty()).map(str::to_owned);
    }

    fn channel(&mut self) {
        let href = self.reader.attr("href").and_then(|href| self.resolve(href));
        let cdf = href.is_some() || self.root.as_deref() == Some("channel");
        self.kind = self.kind.or(Some(if cdf { FeedKind::Cdf } else { FeedKind::Rss }));
        let base = self.reader.attr("base").and_then(|base| self.new_base(base));
        if let Some(base) = base {
            self.bases.push((self.reader.depth(), base));
        }
        self.feed.updated = self.reader.attr("lastmod").and_then(date).map(|(time, _)| time);
        self.feed.home = self.feed.home.take().or(href);
    }

    /// Takes the entry that has just ended, unless the document ended before it said anything.
    fn keep(&mut self, mut entry: Entry) {
        if self.reader.broken_off() {
            if entry == Entry::default() {
                return;
            }
            entry.cut = true;
        }
        self.left_out += newest::add(&mut self.feed.entries, entry);
    }

    /// An element that says something about the feed as a whole.
    fn feed_element(&mut self, start: Start<'a>, name: &str) {
        match (start.ns, name) {
            (Ns::Core | Ns::Atom, "link") => self.feed_link(),
            (Ns::Core | Ns::Atom, "title") => self.set_title(),
            (Ns::Core | Ns::Atom, "description" | "subtitle" | "tagline" | "abstract") => {
                self.set_description();
            }
            (Ns::Core, "language") | (Ns::Dc, "language") => {
                let language = self.line();
                if !language.is_empty() {
                    self.feed.language = Some(language);
                }
            }
            (Ns::Core | Ns::Atom, "lastbuilddate" | "updated" | "modified") => self.set_updated(true),
            (Ns::Core | Ns::Dc, "pubdate" | "date") => self.set_updated(false),
            (Ns::Core, "image") => self.feed_image(),
            (Ns::Core, "textinput") => self.skip(),
            (Ns::Atom | Ns::Core, "icon" | "logo") => self.set_icon(),
            (Ns::Itunes, "image") => self.itunes_image(),
            (Ns::Itunes, "new-feed-url") => {
                let address = self.line();
                self.feed.new_address = self.feed.new_address.take().or_else(|| self.resolve(&address));
            }
            (Ns::Core | Ns::Atom, "author" | "managingeditor") | (Ns::Dc, "creator") => {
                for person in self.people() {
                    add_person(&mut self.feed.authors, person);
                }
            }
            (Ns::Itunes, "author") => {
                let person = self.person();
                self.spare_author = self.spare_author.take().or(Some(person));
            }
            (Ns::Itunes, "title") => {
                let title = self.construct();
                self.spare_title = self.spare_title.take().or(title);
            }
            (Ns::Core | Ns::Atom | Ns::Itunes, "category") | (Ns::Dc, "subject") => {
                let category = self.category();
                add_category(&mut self.feed.categories, &category);
            }
            _ => self.hint(start, name),
        }
    }

    fn set_title(&mut self) {
        let title = self.construct();
        self.feed.title = self.feed.title.take().or(title);
    }

    fn set_description(&mut self) {
        let description = self.construct();
        self.feed.description = self.feed.description.take().or(description);
    }

    fn set_updated(&mut self, better: bool) {
        let time = date(&self.line()).map(|(time, _)| time);
        if better || self.feed.updated.is_none() {
            self.feed.updated = time.or(self.feed.updated);
        }
    }

    fn set_icon(&mut self) {
        let icon = self.line();
        self.feed.icon = self.feed.icon.take().or_else(|| self.resolve(&icon));
    }

    fn itunes_image(&mut self) {
        let icon = self.reader.attr("href").and_then(|href| self.resolve(href));
        self.feed.icon = self.feed.icon.take().or(icon);
        self.skip();
    }

    fn feed_image(&mut self) {
        let depth = self.reader.depth();
        while let Some(start) = self.child(depth) {
            if start.local == "url" {
                self.set_icon();
            } else {
                self.skip();
            }
        }
    }

    fn feed_link(&mut self) {
        let link = self.link();
        let Some(url) = link.url else { return };
        match link.rel.as_str() {
            "alternate" if link.page => self.feed.home = self.feed.home.take().or(Some(url)),
            "self" => self.feed.self_url = self.feed.self_url.take().or(Some(url)),
            "next" => self.feed.next = self.feed.next.take().or(Some(url)),
            "hub" => self.feed.hub = self.feed.hub.take().or(Some(url)),
            _ => {}
        }
    }

    /// The next child of the element at `depth`; `None` at its end. Text between is passed over, items are kept even
    /// where they stand inside an element that was never closed.
    pub(super) fn child(&mut self, depth: usize) -> Option<Start<'a>> {
        loop {
            match self.next() {
                Event::Start(start) => return Some(start),
                Event::End(_) if self.reader.depth() < depth => return None,
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// Passes over the element whose start tag was read last; items inside it are kept.
    pub(super) fn skip(&mut self) {
        let depth = self.reader.depth();
        let in_entry = self.in_entry();
        while let Some(start) = self.child(depth) {
            if !in_entry && matches!(start.ns, Ns::Core | Ns::Atom) && matches!(start.local, "item" | "entry")
            {
                let entry = self.entry(start);
                self.keep(entry);
            }
        }
    }

    fn finish(mut self, text: &str) -> Result<Feed, NotAFeed> {
        let Some(kind) = self.kind.or((!self.feed.entries.is_empty()).then_some(FeedKind::Rss)) else {
            return Err(other_kind(self.root.as_deref(), text));
        };
        self.feed.kind = kind;
        self.feed.title = self.feed.title.take().or(self.spare_title.take());
        if self.feed.authors.is_empty() {
            self.feed.authors.extend(self.spare_author.take().filter(|person| *person != Person::default()));
        }
        if self.feed.language.is_none() {
            self.feed.language = self
                .context
                .content_language
                .map(|language| language.split(',').next().unwrap_or(language).trim().to_owned());
        }
        if self.reader.budget().refused() && !self.reader.faults.has(Fault::Expansion) {
            self.reader.faults.add(Fault::Expansion);
        }
        self.left_out += newest::keep_newest(&mut self.feed.entries, newest::ENTRIES);
        if self.left_out > 0 {
            self.reader.faults.add(Fault::Entries);
        }
        if !self.guid_denied {
            quirks::link_by_guid(&mut self.feed);
        }
        self.feed.repairs = self.reader.faults.sentences();
        Ok(self.feed)
    }

    /// Takes a construct unless it is blank.
    pub(super) fn construct(&mut self) -> Option<Construct> {
        let construct = self.any_construct();
        construct.filter(|construct| !construct.raw.trim().is_empty())
    }
}

/// What a document without feed is instead.
fn other_kind(root: Option<&str>, text: &str) -> NotAFeed {
    let head = text.get(..text.floor_char_boundary(1024)).unwrap_or_default().to_ascii_lowercase();
    match root {
        _ if head.contains("<!doctype html") || head.contains("<html") => {
            NotAFeed::new(OtherKind::Html, "this is a web page, not a feed")
        }
        Some("opml") => {
            NotAFeed::new(OtherKind::Opml, "this is a list of feeds (OPML), not a feed: import it")
        }
        Some("html" | "head" | "body" | "div" | "p" | "a" | "table") => {
            NotAFeed::new(OtherKind::Html, "this is a web page, not a feed")
        }
        Some(root) => {
            let root: String = root.chars().take(40).collect();
            NotAFeed::new(
                OtherKind::Xml,
                format!("this is XML of another kind (its first element is {root:?}), not a feed"),
            )
        }
        None if text.contains('\u{fffd}') => {
            NotAFeed::new(OtherKind::Binary, "this is binary data, not a feed")
        }
        None => NotAFeed::new(OtherKind::Text, "this is plain text, not a feed"),
    }
}
