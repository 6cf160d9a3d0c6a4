//! One item: every element that says something about it, from whatever format or module.

use super::Parser;
use super::full_text::Unknown;
use super::media::{Pictures, add_file, complete};
use super::people::add_person;
use crate::dates::date;
use crate::titles;
use crate::xml::{Event, Ns, Start};
use dateline_model::{Construct, Enclosure, Entry, FeedKind, Person, Source, WebUrl};
use std::borrow::Cow;

/// Authors, categories, enclosures and the like of one entry.
const LIST: usize = 256;

/// Magnet addresses of one entry.
const MAGNETS: usize = 16;

/// Whether the guid is a link.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Permalink {
    /// It is one if it looks like one.
    #[default]
    Usual,
    /// The feed says so.
    Said,
    Denied,
}

/// What is gathered before it is known which value wins.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) entry: Entry,
    permalink: Permalink,
    about: Option<String>,
    original: Option<WebUrl>,
    other_link: Option<WebUrl>,
    created: Option<jiff::Timestamp>,
    /// Dates under names that no format has for an item.
    spare_date: Option<jiff::Timestamp>,
    /// Dublin Core's title and description: the format's own elements stand before them, in whatever order they come.
    module_title: Option<Construct>,
    module_summary: Option<Construct>,
    /// Texts under names that no format or module has.
    pub(super) unknown: Unknown,
    media_title: Option<Construct>,
    pub(super) media_text: Option<Construct>,
    /// What a podcast says of an episode beside its description.
    pub(super) show_notes: Option<Construct>,
    /// Apple's title and author, where there are no others.
    pub(super) spare_title: Option<Construct>,
    pub(super) spare_author: Option<Person>,
    /// Authors of the feed that the entry was copied from.
    source_authors: Vec<Person>,
    pictures: Pictures,
    /// The file of Media RSS whose children are read, and the depth of its element.
    open_file: Option<(usize, WebUrl)>,
}

impl<'a> Parser<'a, '_> {
    pub(super) fn in_entry(&self) -> bool {
        self.entry_depth > 0
    }

    /// Reads the item whose start tag was read last.
    pub(super) fn entry(&mut self, _start: Start<'a>) -> Entry {
        let depth = self.reader.depth();
        let mut draft = Draft::default();
        self.entry_attributes(&mut draft);
        self.entry_depth += 1;
        while let Some(child) = self.child(depth) {
            self.entry_element(child, &mut draft);
        }
        let entry = self.settle(draft);
        self.entry_depth -= 1;
        entry
    }

    fn entry_attributes(&self, draft: &mut Draft) {
        let about = || self.reader.attrs().iter().find(|attr| attr.name.ends_with(":about"));
        let about = self.reader.attr("about").or_else(|| about().map(|attr| attr.value.as_ref()));
        draft.about = about.map(str::to_owned);
        draft.entry.link = self.reader.attr("href").and_then(|href| self.resolve(href));
        draft.entry.language = self.reader.attr("xml:lang").map(str::to_owned);
        draft.entry.updated = self.reader.attr("lastmod").and_then(date).map(|(time, _)| time);
    }

    fn entry_element(&mut self, start: Start<'a>, draft: &mut Draft) {
        let name = start.local.to_ascii_lowercase();
        match (start.ns, name.as_str()) {
            (Ns::Core | Ns::Atom, "title") => set(&mut draft.entry.title, self.construct()),
            (Ns::Dc, "title") => set(&mut draft.module_title, self.construct()),
            (Ns::Core | Ns::Atom, "link") => self.entry_link(draft),
            (Ns::Core | Ns::Atom, "description" | "summary" | "abstract") => self.entry_summary(draft),
            (Ns::Content, "encoded") | (Ns::Core, "fullitem") => self.entry_content(draft, true),
            (Ns::Core | Ns::Atom, "content") | (Ns::Core | Ns::Xhtml, "body") => {
                self.entry_content(draft, false);
            }
            (Ns::Core | Ns::Atom, "guid" | "id") => {
                draft.permalink = self.permalink();
                let guid = self.line();
                set(&mut draft.entry.guid, Some(guid).filter(|guid| !guid.is_empty()));
            }
            (Ns::Core | Ns::Atom, "author" | "managingeditor") | (Ns::Dc, "creator" | "author") => {
                self.entry_author(draft);
            }
            (Ns::Core | Ns::Atom, "category") | (Ns::Dc, "subject") => {
                let category = self.category();
                add_category(&mut draft.entry.categories, &category);
            }
            (Ns::Core | Ns::Atom, "source") => self.entry_source(draft),
            (Ns::Core, "enclosure") => self.entry_enclosure(draft),
            (Ns::Core, "image") => self.entry_image(draft),
            (Ns::Core, "comments") => {
                let comments = self.line();
                set(&mut draft.entry.comments, self.resolve(&comments));
            }
            _ => self.entry_date(start, &name, draft),
        }
    }

    /// A guid is a link unless somebody says otherwise (RSS 2.0).
    fn permalink(&self) -> Permalink {
        match self.reader.attr("isPermaLink").map(str::trim) {
            None => Permalink::Usual,
            Some(value) if ["false", "0", "no"].iter().any(|no| value.eq_ignore_ascii_case(no)) => {
                Permalink::Denied
            }
            Some(_) => Permalink::Said,
        }
    }

    fn entry_date(&mut self, start: Start<'a>, name: &str, draft: &mut Draft) {
        let slot = match (start.ns, name) {
            (Ns::Core | Ns::Atom, "pubdate" | "published" | "issued") | (Ns::Dc, "issued" | "date") => 0,
            (Ns::Core | Ns::Atom, "updated" | "modified" | "lastbuilddate") | (Ns::Dc, "modified") => 1,
            (Ns::Core | Ns::Atom | Ns::Dc, "created") => 2,
            // PRISM's, and the plain one of nobody.
            (Ns::Core, "date") | (Ns::Core | Ns::Other, "publicationdate" | "coverdate") => 3,
            _ => return self.entry_module(start, name, draft),
        };
        let text = self.line();
        let dated = self.dated(&text, draft.entry.language.as_deref());
        let (time, rule) = dated.map_or((None, None), |dated| (Some(dated.time), Some(dated.words())));
        let earlier = draft.entry.date_rule.take();
        let first = slot == 0 && draft.entry.published.is_none();
        draft.entry.date_rule = if first { rule.or(earlier) } else { earlier.or(rule) };
        match slot {
            0 => set(&mut draft.entry.published, time),
            1 => set(&mut draft.entry.updated, time),
            2 => set(&mut draft.created, time),
            _ => set(&mut draft.spare_date, time),
        }
    }

    /// Modules.
    fn entry_module(&mut self, start: Start<'a>, name: &str, draft: &mut Draft) {
        match (start.ns, name) {
            (Ns::Feedburner, "origlink") => {
                let link = self.line();
                set(&mut draft.original, self.resolve(&link));
            }
            (Ns::Media, _) => self.media(name, &mut draft.pictures_and_text()),
            (Ns::Itunes | Ns::Podcast | Ns::Yt, _) => self.recording(start.ns, name, draft),
            (Ns::Slash, "comments") | (Ns::Thr, "total") => {
                draft.entry.comment_count = self.line().parse().ok();
            }
            (Ns::Cc, "license") | (Ns::Core, "license") => self.license(draft),
            (Ns::Dc, "language") | (Ns::Core, "language") => {
                let language = self.line();
                set(&mut draft.entry.language, Some(language).filter(|language| !language.is_empty()));
            }
            (Ns::Dc, "description") => set(&mut draft.module_summary, self.construct()),
            (Ns::Thr, "in-reply-to") => {
                draft.entry.in_reply_to = self
                    .reader
                    .attr("href")
                    .or_else(|| self.reader.attr("ref"))
                    .and_then(|href| self.resolve(href));
                self.skip();
            }
            (Ns::Georss, "point") | (Ns::Gml, "pos") => draft.entry.place = place(&self.line()),
            (Ns::Georss, "where") | (Ns::Gml, "point") => {}
            (Ns::Psc, "chapters") => draft.entry.chapters = self.chapters(),
            (Ns::Core | Ns::Other, _) => self.unknown_text(name, draft),
            _ => self.skip(),
        }
    }

    fn entry_link(&mut self, draft: &mut Draft) {
        let mut link = self.link();
        draft.add_magnet(link.magnet.take());
        let Some(url) = link.url else { return };
        match link.rel.as_str() {
            "alternate" if link.page => set(&mut draft.entry.link, Some(url)),
            "enclosure" => {
                let title = link.title;
                let file = Enclosure { title, ..file(url, link.media_type, link.length) };
                add_file(&mut draft.entry.enclosures, file);
            }
            "replies" if link.page => set(&mut draft.entry.comments, Some(url)),
            "self" | "edit" | "replies" | "license" | "hub" => {}
            _ => set(&mut draft.other_link, Some(url)),
        }
    }

    fn entry_summary(&mut self, draft: &mut Draft) {
        let text = self.construct();
        draft.add_summary(text);
    }

    fn entry_content(&mut self, draft: &mut Draft, encoded: bool) {
        if let Some(source) = self.reader.attr("src").and_then(|src| self.resolve(src)) {
            set(&mut draft.other_link, Some(source));
        }
        let mut text = self.construct();
        if encoded && let Some(text) = &mut text {
            text.kind = dateline_model::ConstructKind::Html;
        }
        set_longer(&mut draft.entry.content, text);
    }

    fn entry_author(&mut self, draft: &mut Draft) {
        for person in self.people() {
            add_person(&mut draft.entry.authors, person);
        }
    }

    /// The name of the category whose start tag was read last.
    pub(super) fn category(&mut self) -> String {
        let named = self
            .reader
            .attr("label")
            .or_else(|| self.reader.attr("term"))
            .or_else(|| self.reader.attr("text"));
        let named = named.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let text = self.line();
        named.unwrap_or(text)
    }

    /// RSS: a name with an address. Atom: the head of the feed that the entry was copied from.
    fn entry_source(&mut self, draft: &mut Draft) {
        let mut url = self.reader.attr("url").and_then(|url| self.resolve(url));
        let depth = self.reader.depth();
        let (mut name, mut title) = (Cow::Borrowed(""), None);
        loop {
            match self.next() {
                Event::Text(more) => self.append(&mut name, more),
                Event::Start(start) if start.local == "title" => title = self.construct(),
                Event::Start(start) if start.local == "link" => {
                    let link = self.link();
                    url = url.or(link.url.filter(|_| link.rel == "alternate"));
                }
                Event::Start(start) if start.local == "author" => {
                    for person in self.people() {
                        add_person(&mut draft.source_authors, person);
                    }
                }
                Event::Start(_) => self.skip(),
                Event::End(_) if self.reader.depth() < depth => break,
                Event::End(_) => {}
                Event::Eof => break,
            }
        }
        let name = title.map_or_else(|| titles::name(&name), |name| titles::title(&name));
        if !name.is_empty() {
            set(&mut draft.entry.source, Some(Source { name, url }));
        }
    }

    fn entry_enclosure(&mut self, draft: &mut Draft) {
        let mut link = self.link();
        draft.add_magnet(link.magnet.take());
        if let Some(url) = link.url {
            add_file(&mut draft.entry.enclosures, file(url, link.media_type, link.length));
        }
    }

    fn entry_image(&mut self, draft: &mut Draft) {
        let attribute = self.reader.attr("url").or_else(|| self.reader.attr("href")).map(str::to_owned);
        let depth = self.reader.depth();
        let (mut text, mut inside) = (Cow::Borrowed(""), None);
        loop {
            match self.next() {
                Event::Text(more) => self.append(&mut text, more),
                // As the channel's is written.
                Event::Start(start) if start.local == "url" => inside = Some(self.line()),
                Event::Start(_) => self.skip(),
                Event::End(_) if self.reader.depth() < depth => break,
                Event::End(_) => {}
                Event::Eof => break,
            }
        }
        let reference = attribute.or(inside).unwrap_or_else(|| text.trim().to_owned());
        set(&mut draft.entry.image, self.resolve(&reference));
    }

    fn license(&mut self, draft: &mut Draft) {
        let named =
            self.reader.attr("rdf:resource").or_else(|| self.reader.attr("resource")).map(str::to_owned);
        let text = self.line();
        let reference = named.unwrap_or(text);
        draft.entry.license = self.resolve(&reference);
    }

    /// Says what a text of an item is relative to, where the document does not: to the item's page, else to the site.
    fn relate(&self, text: &mut Option<Construct>, base: Option<&WebUrl>) {
        if let Some(text) = text.as_mut().filter(|text| text.base.is_none()) {
            text.base = base.filter(|base| self.reader.budget().take(base.as_str().len())).cloned();
        }
    }

    /// Decides between what was gathered.
    fn settle(&mut self, mut draft: Draft) -> Entry {
        let module_summary = draft.module_summary.take();
        draft.add_summary(module_summary);
        draft.take_unknown();
        let mut entry = std::mem::take(&mut draft.entry);
        let permalink = entry.guid.as_deref().filter(|guid| match draft.permalink {
            Permalink::Denied => false,
            Permalink::Usual => is_address(guid),
            Permalink::Said => is_address(guid) || guid.starts_with('/'),
        });
        let permalink = permalink.and_then(|guid| self.resolve(guid));
        let fallback = if self.kind == Some(FeedKind::Atom) {
            draft.other_link.or(permalink)
        } else {
            permalink.or(draft.other_link)
        };
        let about = draft.about.as_deref().and_then(|about| self.resolve(about));
        entry.link = draft.original.or(entry.link).or(fallback).or(about);
        let base = entry.link.as_ref().or(self.feed.home.as_ref()).or(self.context.url);
        let texts = [&mut entry.title, &mut entry.summary, &mut entry.content, &mut draft.show_notes];
        texts.into_iter().chain([&mut draft.media_text]).for_each(|text| self.relate(text, base));
        // An entry of Atom that names files alone says that it has no page.
        if entry.link.is_none() && self.kind != Some(FeedKind::Atom) {
            entry.link = entry.enclosures.first().map(|enclosure| enclosure.url.clone());
        }
        self.guid_denied |= draft.permalink == Permalink::Denied;
        entry.guid = entry.guid.or(draft.about);
        entry.published = entry.published.or(draft.created).or(draft.spare_date);
        entry.title = entry.title.or(draft.module_title).or(draft.media_title).or(draft.spare_title);
        // RFC 4287, 4.2.1: those of the source stand before those of the feed.
        if entry.authors.is_empty() {
            entry.authors = draft.source_authors;
        }
        if entry.authors.is_empty() {
            entry.authors.extend(draft.spare_author.filter(|person| *person != Person::default()));
        }
        entry.summary = entry.summary.or(draft.media_text);
        match &entry.summary {
            None => entry.summary = draft.show_notes,
            Some(summary) if entry.content.is_none() => {
                let length = summary.raw.len();
                entry.content = draft.show_notes.filter(|notes| notes.raw.len() > length);
            }
            Some(_) => {}
        }
        entry.image = entry.image.or_else(|| draft.pictures.best(&entry.enclosures));
        entry.pictures = draft.pictures.shown();
        complete(&mut entry);
        entry
    }
}

impl Draft {
    fn add_magnet(&mut self, magnet: Option<String>) {
        let magnet = magnet.filter(|magnet| !self.entry.magnets.contains(magnet));
        self.entry.magnets.extend(magnet.filter(|_| self.entry.magnets.len() < MAGNETS));
    }

    /// A second description is the longer text.
    fn add_summary(&mut self, text: Option<Construct>) {
        let longer = |first: &Construct| text.as_ref().is_some_and(|text| text.raw.len() > first.raw.len());
        match &self.entry.summary {
            Some(first) if self.entry.content.is_none() && longer(first) => self.entry.content = text,
            Some(_) => {}
            None => self.entry.summary = text,
        }
    }

    fn pictures_and_text(&mut self) -> super::media::Slots<'_> {
        super::media::Slots {
            pictures: &mut self.pictures,
            open_file: &mut self.open_file,
            title: &mut self.media_title,
            text: &mut self.media_text,
            categories: &mut self.entry.categories,
            enclosures: &mut self.entry.enclosures,
            player: &mut self.entry.player,
            views: &mut self.entry.views,
        }
    }
}

/// The first value wins.
pub(super) fn set<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

/// The longest text wins; of equal ones the first.
pub(super) fn set_longer(slot: &mut Option<Construct>, text: Option<Construct>) {
    let length = |text: &Option<Construct>| text.as_ref().map(|text| text.raw.len());
    if length(&text) > length(slot) {
        *slot = text;
    }
}

pub(super) fn push<T>(list: &mut Vec<T>, value: T) {
    if list.len() < LIST {
        list.push(value);
    }
}

/// An attached file of which nothing else is known yet.
pub(super) const fn file(url: WebUrl, media_type: Option<String>, length: Option<u64>) -> Enclosure {
    Enclosure { url, media_type, length, title: None, duration_seconds: None }
}

pub(crate) fn add_category(categories: &mut Vec<String>, category: &str) {
    let category = titles::name(category);
    if !category.is_empty() && !categories.contains(&category) {
        push(categories, category);
    }
}

fn is_address(guid: &str) -> bool {
    let begins =
        |scheme: &str| guid.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    begins("https://") || begins("http://")
}

/// Latitude and longitude.
fn place(text: &str) -> Option<(f64, f64)> {
    let mut numbers = text.split([' ', ',']).filter(|part| !part.is_empty()).map(str::parse::<f64>);
    let (latitude, longitude) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
        .then_some((latitude, longitude))
}
