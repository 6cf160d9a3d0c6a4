//! The day an article was published: data, address, `<time>`, words about the headline, in the order of measured trust.

use super::date_labels::{before_change, first_word, of_change, speaks_of_change, told};
use super::{date, first_date, in_comments, is_by_reader};
use crate::body::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::date::Order;
use crate::structured::Structured;
use crate::structured::{Claim, short_text};
use crate::text::ends_sentence;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Date, WebUrl};
use std::ops::Range;

/// Sources in data, in order of trust. Right on the tuning pages that have a day as gold and the source: JSON-LD 409 of
/// 441, `article:published_time` 372 of 392 (of the two where they differ, JSON-LD 4 and the other 2), microdata 49 of 56,
/// `cxense` 28 of 28, `sailthru` 14 of 14, `dc.date` 16 of 16, other meta tags 98 of 105, the JSON-LD of the page instead
/// of the article 54 of 61; then the address 125 of 135, `<time>` 293 of 345, words on the page 123 of 161. Days of change
/// are the day of publication on half of the pages.
const TRUST: [&str; 9] = [
    "jsonld.datePublished",
    "article:published_time",
    "microdata",
    "parsely",
    "sailthru",
    "cxense",
    "jsonld.page",
    "dc.date",
    "meta.published",
];

/// The days that a page tells of its article.
pub(super) struct Days {
    pub(super) published: Option<Date>,
    /// Where the day of publication was found.
    pub(super) published_from: Option<String>,
    /// When the article was last changed.
    pub(super) modified: Option<Date>,
}

/// The days, and where the first was found.
pub(super) fn find(
    layout: &Layout<'_>,
    structured: &Structured,
    url: Option<&WebUrl>,
    title: Option<&str>,
    days: Order,
) -> Days {
    let claims = &structured.claims;
    let said = first_date(&claims.published, &TRUST, days);
    let in_url = || date::in_path(url?.as_url().path()).map(|date| (date, "url"));
    let page = Page { doc: layout.doc, layout, days, headline: headline(layout, structured, title) };
    let found = said
        .filter(|(date, source)| *source != "jsonld.page" || !page.is_much_later(*date))
        .or_else(in_url)
        .or_else(|| page.time(&claims.times, page.beside()))
        .or_else(|| {
            let (told, timed) = (page.words_near(), page.time(&claims.times, page.around(TIME_NEAR)));
            // Data tells the hour too.
            let same = |told: &(Date, _)| timed.is_some_and(|timed| day_of(timed.0) == day_of(told.0));
            told.filter(|told| !same(told)).or(timed)
        })
        .or_else(|| page.titled())
        .or_else(|| page.time(&claims.times, 0..usize::MAX))
        .or_else(|| page.words_named())
        .or_else(|| in_claims(&claims.titles, days))
        .or_else(|| page.words_anywhere())
        .or_else(|| in_standfirsts(&claims.standfirsts, days))
        .or_else(|| first_date(&claims.modified, &[], days));
    let published = found.map(|(date, _)| date);
    let changed = || {
        let later = |date: &Date| published.is_none_or(|published| day_of(published) <= day_of(*date));
        page.changed(&claims.times).filter(later)
    };
    let told = first_date(&claims.modified, &["jsonld.dateModified", "article:modified_time"], days);
    Days {
        published,
        published_from: found.map(|(_, source)| source.to_owned()),
        modified: told.map(|(date, _)| date).or_else(changed),
    }
}

fn day_of(date: Date) -> jiff::civil::Date {
    match date {
        Date::Day(day) => day,
        Date::Instant { at, .. } => jiff::tz::Offset::UTC.to_datetime(at).date(),
    }
}

/// A date in a title, for instance behind a bar.
fn in_claims(claims: &[Claim], days: Order) -> Option<(Date, &'static str)> {
    claims.iter().find_map(|claim| days.in_prose(&claim.value).map(|date| (date, claim.source)))
}

/// A date in a description that is no sentence, or before one.
fn in_standfirsts(claims: &[Claim], days: Order) -> Option<(Date, &'static str)> {
    claims.iter().find_map(|claim| {
        let words = || u32::try_from(4 * crate::text::words(&claim.value)).unwrap_or(u32::MAX);
        let told = || days.in_prose(&claim.value).filter(|_| !is_told(&claim.value, words()));
        days.dateline(&claim.value).or_else(told).map(|date| (date, claim.source))
    })
}

/// Whether a line of so many quarter words is a sentence of the text: the day in it is one that the text tells of, except where it
/// begins with a word for its own publication or change.
fn is_told(line: &str, words: u32) -> bool {
    let line = line.trim_end();
    // `Posted 4 March 2025, 8:00 p.m.`
    let shortened = || {
        line.rsplit(char::is_whitespace)
            .next()
            .is_some_and(|last| last.chars().filter(|c| *c == '.').count() > 1)
    };
    let labelled = || first_word(&line.to_lowercase()).is_some_and(|at| at <= LABEL);
    // No line of a head closes with the full stop of Chinese and Japanese.
    let long = words >= SENTENCE || line.ends_with('。');
    long && ends_sentence(line) && !shortened() && !labelled()
}

/// Segments looked through for a date.
const REACH: usize = 600;
/// Segments below and above the headline in which a date is the article's.
const BELOW: usize = 10;
const ABOVE: usize = 4;
/// A `<time>` this many bytes of source from the headline belongs to it; what is further away dates other stories as
/// often.
const TIME_NEAR: usize = 12_000;
/// Most words of a line that is nothing but a date, its label and the author.
const BARE: u32 = 4 * 8;
/// Bytes of a line before the word of a change with which it begins: `Last`, `Zuletzt`, `This page was`.
const LABEL: usize = 24;
/// Words from which on a line that ends as one is a sentence.
const SENTENCE: u32 = 4 * 6;
/// Words of a paragraph.
const PARAGRAPH: u32 = 4 * 15;
/// Days after which a page's day is its template's.
const TEMPLATE: i32 = 365;
/// Most words of a line that tells a date.
const SHORT: u32 = 4 * 25;

/// What a reader sees of dates.
struct Page<'d, 'l> {
    doc: &'d Document,
    layout: &'l Layout<'d>,
    days: Order,
    /// The headline's segment.
    headline: Option<usize>,
}

impl Page<'_, '_> {
    /// The place of an element in the source.
    fn place(&self, node: NodeId) -> usize {
        self.doc.range(node).map_or(0, |range| range.start)
    }

    fn place_of(&self, segment: usize) -> usize {
        self.layout
            .segments
            .get(segment)
            .map_or(usize::MAX, |_| self.place(self.layout.elem_of(segment).node))
    }

    fn headline_place(&self) -> usize {
        self.headline.map_or(0, |at| self.place_of(at))
    }

    /// The part of the source that the lines beside the headline stand in, as far as the first paragraph behind a standfirst.
    fn beside(&self) -> Range<usize> {
        let Some(at) = self.headline else { return 0..0 };
        let is_paragraph = |at: &usize| {
            self.layout.segments.get(*at).is_some_and(|segment| segment.count.words >= PARAGRAPH)
        };
        let last = (at + 1..at + 1 + BELOW).filter(is_paragraph).nth(1).unwrap_or(at + 1 + BELOW);
        self.place_of(at.saturating_sub(ABOVE))..self.place_of(last)
    }

    /// So many bytes of source before and behind the headline.
    fn around(&self, away: usize) -> Range<usize> {
        let headline = self.headline_place();
        headline.saturating_sub(away)..headline + away + 1
    }

    /// The date of the first `<time>` after the headline, or of the last before it, in a part of the source; none of
    /// comments and other stories' cards.
    fn time(&self, times: &[NodeId], part: Range<usize>) -> Option<(Date, &'static str)> {
        let headline = self.headline_place();
        let beside = self.beside();
        let near = |node: &NodeId| {
            let place = self.place(*node);
            part.contains(&place)
                && !in_comments(self.doc, *node)
                && !in_card(self.doc, *node, beside.contains(&place))
        };
        let (below, above): (Vec<NodeId>, Vec<NodeId>) =
            times.iter().copied().filter(near).partition(|node| self.place(*node) >= headline);
        below.into_iter().chain(above.into_iter().rev()).find_map(|node| {
            let date = self.doc.attr(node, "datetime").and_then(|value| self.days.parse(value));
            date.or_else(|| self.days.parse(&short_text(self.doc, node))).map(|date| (date, "time"))
        })
    }

    /// A date about the headline: in a line that is little else, at the beginning of a paragraph, in any short line.
    /// Lines that speak of a change come last.
    fn words_near(&self) -> Option<(Date, &'static str)> {
        let all = self.layout.segments.len().min(REACH);
        let at = self.headline?;
        let near = (at + 1..at + 1 + BELOW).chain((at.saturating_sub(ABOVE)..at).rev());
        let near: Vec<usize> =
            near.filter(|at| *at < all && !self.is_caption(*at) && !self.is_elsewhere(*at)).collect();
        let short = |most: u32| near.iter().copied().filter(move |at| self.is_short(*at, most));
        let opened = |at: usize| {
            let line = self.layout.line(at);
            self.days.opens(line).or_else(|| self.days.dateline(line))
        };
        // Below the headline the nearer counts: the lines of other stories stand behind the text.
        let below = near.iter().copied().filter(|below| *below > at);
        let nearest = below
            .map(|at| if self.is_short(at, BARE) { self.first([at].into_iter(), false) } else { opened(at) });
        let first = nearest.flatten().next().or_else(|| self.first(short(BARE), false));
        first
            .or_else(|| near.iter().find_map(|at| opened(*at)))
            .or_else(|| self.first(short(SHORT), false))
            .or_else(|| self.first(short(SHORT), true))
            .map(|date| (date, "text"))
    }

    /// The day of a change that a line beside the headline tells.
    fn changed(&self, times: &[NodeId]) -> Option<Date> {
        let at = self.headline?;
        // Two classes of microformats: `published` and `updated`.
        let beside = self.beside();
        let updated = |node: &&NodeId| {
            let class = self.doc.attr(**node, "class").unwrap_or_default();
            let has = |name| class.split_ascii_whitespace().any(|word| word == name);
            has("updated") && !has("published") && beside.contains(&self.place(**node))
        };
        let marked = times.iter().find(updated).and_then(|node| self.doc.attr(*node, "datetime"));
        if let Some(date) = marked.and_then(|value| self.days.parse(value)) {
            return Some(date);
        }
        let all = self.layout.segments.len().min(REACH);
        let near = (at + 1..at + 1 + BELOW).chain((at.saturating_sub(ABOVE)..at).rev());
        let mut near = near.filter(|at| *at < all && !self.is_caption(*at) && self.is_short(*at, SHORT));
        near.find_map(|at| self.changed_in(at)).or_else(|| self.changed_in_foot(at))
    }

    fn changed_in_foot(&self, headline: usize) -> Option<Date> {
        let lines = headline + 1 + BELOW..self.layout.segments.len();
        let mut days = lines.filter(|at| self.is_short(*at, BARE)).filter_map(|at| {
            let labelled = of_change(self.layout.line(at))?.len() + LABEL >= self.layout.line(at).len();
            labelled.then(|| self.changed_in(at)).flatten()
        });
        let day = days.next()?;
        days.all(|other| other == day).then_some(day)
    }

    fn changed_in(&self, at: usize) -> Option<Date> {
        let pieces: Vec<&str> = self.layout.pieces(at).map(|(_, text)| text).collect();
        self.days.in_prose(of_change(&pieces.join(" "))?)
    }

    /// Whether the day beside the headline is much later than that of the page: a template's.
    fn is_much_later(&self, page: Date) -> bool {
        let shown = self.words_near().map(|(date, _)| day_of(date));
        shown.is_some_and(|shown| day_of(page).until(shown).is_ok_and(|span| span.get_days() > TEMPLATE))
    }

    /// A date of anything that is named after dates or authors.
    fn words_named(&self) -> Option<(Date, &'static str)> {
        let named =
            |at: &usize| self.layout.segments[*at].hints.has(ClassHints::META.with(ClassHints::AUTHOR));
        let lines: Vec<usize> = self.lines().filter(named).collect();
        let date = self.first(lines.iter().copied(), false);
        date.or_else(|| self.first(lines.into_iter(), true)).map(|date| (date, "text"))
    }

    /// The first date of the page's head.
    fn words_anywhere(&self) -> Option<(Date, &'static str)> {
        self.lines().find_map(|at| Some((self.days.in_prose(self.layout.line(at))?, "text")))
    }

    fn lines(&self) -> impl Iterator<Item = usize> {
        (0..self.layout.segments.len().min(REACH)).filter(|at| self.is_short(*at, SHORT))
    }

    fn first(&self, mut lines: impl Iterator<Item = usize>, changed: bool) -> Option<Date> {
        lines.find_map(|at| {
            let line = self.layout.line(at);
            self.told_in(at, line, changed).or_else(|| {
                let pieces: Vec<&str> = self.layout.pieces(at).map(|(_, text)| text).collect();
                let parted = (pieces.len() > 1).then(|| pieces.join(" "));
                parted.filter(|parted| parted != line).and_then(|parted| self.told_in(at, &parted, changed))
            })
        })
    }

    /// The date that a line tells, as the day of publication or that of a change.
    fn told_in(&self, at: usize, text: &str, changed: bool) -> Option<Date> {
        let own = self.layout.elem_of(at).own.has(ClassHints::META.with(ClassHints::AUTHOR));
        // What stands before the word of a change is the day of publication: `on May 1, updated May 3`.
        let first = self.days.in_prose(before_change(text));
        if first.is_some() {
            return first.filter(|_| !changed);
        }
        let said = told(text);
        let date = self.days.in_prose(said).or_else(|| self.days.short(said).filter(|_| own));
        let date = date.or_else(|| self.days.short_with_hour(said))?;
        (speaks_of_change(said) == changed).then_some(date)
    }

    fn is_short(&self, at: usize, most: u32) -> bool {
        let count = &self.layout.segments[at].count;
        let named = self.layout.elem_of(at).own.has(ClassHints::META.with(ClassHints::AUTHOR));
        count.words <= if named { most.max(SHORT) * 2 } else { most }
            && (count.digits >= 3 || date::has_eastern_digits(self.layout.line(at)))
            && !self.is_elsewhere(at)
            && (named
                || !is_told(self.layout.line(at), count.words)
                || self.days.dateline(self.layout.line(at)).is_some())
    }

    /// Whether a line is a reader's.
    fn is_elsewhere(&self, at: usize) -> bool {
        is_by_reader(self.doc, self.layout.elem_of(at).node)
    }

    /// Whether a line is a picture's, or stands in words of somebody else that do not hold the headline.
    fn is_caption(&self, at: usize) -> bool {
        let elem = self.layout.elem_of(at);
        elem.figure != NONE
            || self.layout.segments[at].hints.has(ClassHints::CAPTION)
            || self.is_quoted(elem.quote)
    }

    fn is_quoted(&self, quote: u32) -> bool {
        self.layout.elems.get(quote as usize).is_some_and(|quote| {
            let inside = quote.first as usize..quote.last as usize;
            self.headline.is_none_or(|headline| !inside.contains(&headline))
        })
    }

    /// The day in the title of an element about the headline whose words say how long ago it was: `<span title="8 February 2025">2 hours ago`.
    fn titled(&self) -> Option<(Date, &'static str)> {
        let at = self.headline?;
        let lines = at + 1..(at + 1 + BELOW).min(self.layout.segments.len());
        let lines = lines.filter(|at| {
            self.layout.segments[*at].count.words <= SHORT && !self.is_caption(*at) && !self.is_elsewhere(*at)
        });
        let mut leaves = lines.flat_map(|at| self.layout.pieces(at));
        // `Joined March 2007`: a year is no time ago.
        let ago = |text: &str| !text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
        leaves.find_map(|(leaf, text)| {
            let day = ago(text).then(|| titled_day(self.doc, leaf, self.days)).flatten()?;
            Some((day, "text"))
        })
    }
}

/// Words of a link that is another story's headline.
const HEADLINE: usize = 4;

/// Elements above a `<time>` that may be the item of another story, those that may be a box of it, and nodes of it that are looked at.
const CARD: usize = 4;
const BOX: usize = 2;
/// Words of a link beside the `<time>` in it, by which it is more than that.
const WRAPPED: usize = 2;
const NODES: usize = 60;

/// Whether a `<time>` stands beside or in the headline of another story, in a box of their own. `beside` the page's own headline
/// links lead to sections and persons too.
fn in_card(doc: &Document, time: NodeId, beside: bool) -> bool {
    let own = short_text(doc, time).split_whitespace().count();
    let wraps = |node: NodeId| {
        doc.tag(node) == Some(Tag::A) && short_text(doc, node).split_whitespace().count() >= own + WRAPPED
    };
    let leads = |node: NodeId| {
        let is_link = doc.tag(node) == Some(Tag::A);
        let own = if is_link && doc.ancestors(time).take(CARD).any(|above| above == node) { own } else { 0 };
        is_link && short_text(doc, node).split_whitespace().count() >= HEADLINE + own
    };
    for (level, above) in doc.ancestors(time).take(CARD).enumerate() {
        let item = doc.tag(above) == Some(Tag::Li);
        if level >= BOX && !item {
            continue;
        }
        let below: Vec<NodeId> = doc.descendants(above).take(NODES + 1).collect();
        let holds =
            |tags: &[Tag]| below.iter().any(|node| doc.tag(*node).is_some_and(|tag| tags.contains(&tag)));
        if below.len() > NODES || holds(&[Tag::H1, Tag::P]) && !item {
            return false;
        }
        let linked = || (item || !beside) && below.iter().any(|node| leads(*node));
        if wraps(above) || linked() {
            return !holds(&[Tag::H1]);
        }
    }
    false
}

/// The day in the title of an element right above some words.
pub(super) fn titled_day(doc: &Document, leaf: NodeId, days: Order) -> Option<Date> {
    let mut titles = doc
        .ancestors(leaf)
        .take(2)
        .filter(|above| doc.tag(*above) != Some(Tag::A))
        .filter_map(|above| doc.attr(above, "title"));
    titles.find_map(|title| days.parse(title))
}

/// The segment of the headline: within an `<h1>` the one that is its words, else any that is, else the first of the
/// page's first `<h1>`.
fn headline(layout: &Layout<'_>, structured: &Structured, title: Option<&str>) -> Option<usize> {
    let all = layout.segments.len().min(REACH);
    let within = |index: usize, heading: NodeId| {
        layout.above(layout.segments[index].elem).take(3).any(|at| layout.elems[at as usize].node == heading)
    };
    let headings = &structured.claims.h1;
    let same: Vec<usize> =
        title.map_or(Vec::new(), |title| (0..all).filter(|index| layout.line(*index) == title).collect());
    let headed = same.iter().find(|index| headings.iter().any(|heading| within(**index, *heading)));
    headed.or(same.first()).copied().or_else(|| {
        let heading = *headings.first()?;
        (0..all).find(|index| within(*index, heading))
    })
}
