//! The day an article was published: data, address, `<time>`, words about the headline, in the order of measured trust.

use super::{date, first_date, in_comments, is_by_reader};
use crate::body::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::date::Order;
use crate::structured::Structured;
use crate::structured::{Claim, short_text};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Date, WebUrl};
use std::sync::LazyLock;

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

/// The day and where it was found.
pub(super) fn find(
    layout: &Layout<'_>,
    structured: &Structured,
    url: Option<&WebUrl>,
    title: Option<&str>,
    days: Order,
) -> (Option<Date>, Option<String>) {
    let claims = &structured.claims;
    let said = first_date(&claims.published, &TRUST, days);
    let in_url = || date::in_path(url?.as_url().path()).map(|date| (date, "url"));
    let page = Page { doc: layout.doc, layout, days, headline: headline(layout, structured, title) };
    let found = said
        .filter(|(date, source)| *source != "jsonld.page" || !page.is_much_later(*date))
        .or_else(in_url)
        .or_else(|| page.time(&claims.times, TIME_NEAR))
        .or_else(|| page.words_near())
        .or_else(|| page.titled())
        .or_else(|| page.time(&claims.times, usize::MAX))
        .or_else(|| page.words_named())
        .or_else(|| in_claims(&claims.titles, days))
        .or_else(|| page.words_anywhere())
        .or_else(|| in_claims(&claims.standfirsts, days))
        .or_else(|| first_date(&claims.modified, &[], days));
    (found.map(|(date, _)| date), found.map(|(_, source)| source.to_owned()))
}

/// A date in a title or description, for instance behind a bar.
fn in_claims(claims: &[Claim], days: Order) -> Option<(Date, &'static str)> {
    claims.iter().find_map(|claim| days.in_prose(&claim.value).map(|date| (date, claim.source)))
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
    /// The date of the first `<time>` after the headline, or of the last before it, at most so many bytes away; none of
    /// comments and other stories' cards.
    fn time(&self, times: &[NodeId], away: usize) -> Option<(Date, &'static str)> {
        let place = |node| self.doc.range(node).map_or(0, |range| range.start);
        let headline = self.headline.map_or(0, |at| place(self.layout.elem_of(at).node));
        let near = |node: &NodeId| {
            place(*node).abs_diff(headline) <= away
                && !in_comments(self.doc, *node)
                && !in_card(self.doc, *node)
        };
        let (below, above): (Vec<NodeId>, Vec<NodeId>) =
            times.iter().copied().filter(near).partition(|node| place(*node) >= headline);
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
        let opened = |at: usize| self.days.opens(self.layout.line(at));
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

    /// Whether the day beside the headline is much later than that of the page: a template's.
    fn is_much_later(&self, page: Date) -> bool {
        let day = |date: Date| match date {
            Date::Day(day) => day,
            Date::Instant { at, .. } => jiff::tz::Offset::UTC.to_datetime(at).date(),
        };
        let shown = self.words_near().map(|(date, _)| day(date));
        shown.is_some_and(|shown| day(page).until(shown).is_ok_and(|span| span.get_days() > TEMPLATE))
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
        let date = self.days.in_prose(said).or_else(|| self.days.short(said).filter(|_| own))?;
        (speaks_of_change(said) == changed).then_some(date)
    }

    fn is_short(&self, at: usize, most: u32) -> bool {
        let count = &self.layout.segments[at].count;
        let named = self.layout.elem_of(at).own.has(ClassHints::META.with(ClassHints::AUTHOR));
        count.words <= if named { most.max(SHORT) * 2 } else { most }
            && (count.digits >= 3 || date::has_eastern_digits(self.layout.line(at)))
            && !self.is_elsewhere(at)
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

/// Whether a `<time>` stands in an item of a list beside the headline of another story.
fn in_card(doc: &Document, time: NodeId) -> bool {
    let item = doc.ancestors(time).take(4).find(|above| doc.tag(*above) == Some(Tag::Li));
    item.is_some_and(|item| {
        let below: Vec<NodeId> = doc.descendants(item).take(60).collect();
        let leads = |node: &NodeId| {
            doc.tag(*node) == Some(Tag::A) && short_text(doc, *node).split_whitespace().count() >= HEADLINE
        };
        below.iter().any(leads) && !below.iter().any(|node| doc.tag(*node) == Some(Tag::H1))
    })
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

/// Words of a change, in the languages whose pages date both.
const CHANGED: &[&str] = &[
    "updated",
    "update:",
    "modified",
    "last edited",
    "edited on",
    "revised",
    "aktualisiert",
    "stand:",
    "änderung",
    "geändert",
    "mis à jour",
    "mise à jour",
    "actualisé",
    "modifié",
    "actualizado",
    "actualizada",
    "modificado",
    "atualizado",
    "atualizada",
    "aggiornato",
    "aggiornata",
    "modificato",
    "bijgewerkt",
    "gewijzigd",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "päivitetty",
    "zaktualizowano",
    "aktualizacja",
    "aktualizováno",
    "frissítve",
    "güncelleme",
    "güncellen",
    "actualizat",
    "ενημερώθηκε",
    "обновлено",
    "изменено",
    "оновлено",
    "更新",
    "修正",
    "수정",
    "업데이트",
    "تحديث",
    "עודכן",
    "atnaujinta",
    "atjaunināts",
    "atjaunots",
    "uuendatud",
    "muudetud",
    "posodobljeno",
    "ažurirano",
    "izmjen",
    "izmenjen",
    "измењен",
    "spremenjen",
    "змінено",
    "promijenjen",
    "ostatnia zmiana",
    "zmieniono",
    "upravené",
    "upraveno",
    "módosítva",
    "endret",
    "ændret",
    "ändrad",
    "muokattu",
    "modificat",
    "diubah",
    "diperbarui",
    "cập nhật",
    "değiştir",
    "ажурирано",
    "përditësuar",
    "uppfært",
    "actualitzat",
    "eguneratu",
    "হালনাগাদ",
    "আপডেট",
    "புதுப்பிக்கப்பட்டது",
    "నవీకరించ",
    "अपडेट",
    "अद्यतन",
    "اپ ڈیٹ",
    "به‌روزرسانی",
    "อัปเดต",
    "อัพเดต",
    "dikemas kini",
    "imesasishwa",
    "yenilən",
    "განახლდა",
    "թարմացվել",
    "жаңартылды",
    "обновена",
    "актуализиран",
    "aktualizované",
];
/// Words of a publication, which may stand in the same line before the change.
const PUBLISHED: &[&str] = &[
    "publi",
    "erschienen",
    "veröffentlicht",
    "posted",
    "erstellt",
    "created",
    "pubblicato",
    "geplaatst",
    "julkaistu",
    "zveřejněno",
    "megjelen",
    "yayın",
    "опублик",
    "δημοσ",
    "公開",
    "配信",
    "掲載",
    "입력",
    "발행",
    "نشر",
    "פורסם",
    "paskelbta",
    "publicēts",
    "avaldatud",
    "objavljeno",
    "објављено",
    "објавено",
    "birt ",
    "argitaratu",
    "প্রকাশ",
    "வெளியிடப்பட்டது",
    "ప్రచురణ",
    "प्रकाशित",
    "شائع",
    "انتشار",
    "เผยแพร่",
    "diterbitkan",
    "imechapishwa",
    "dərc edil",
    "გამოქვეყნ",
    "հրապարակվել",
    "жарияланды",
    "публикуван",
];

static CHANGES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| leftmost(CHANGED));
static PUBLICATIONS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| leftmost(PUBLISHED));

fn leftmost(words: &[&str]) -> Option<AhoCorasick> {
    let kind = Some(AhoCorasickKind::DFA);
    AhoCorasick::builder().kind(kind).match_kind(MatchKind::LeftmostFirst).build(words).ok()
}

/// Where the first word of a change and that of a publication stand in a line, in lower case.
fn first_words(lower: &str) -> (Option<usize>, Option<usize>) {
    let first = |words: &Option<AhoCorasick>| Some(words.as_ref()?.find(lower)?.start());
    (first(&CHANGES), first(&PUBLICATIONS))
}

/// Where the first word of a publication or a change stands in a line, in lower case.
pub(super) fn first_word(lower: &str) -> Option<usize> {
    let (changed, published) = first_words(lower);
    changed.into_iter().chain(published).min()
}

/// What of a line stands before the word of a change.
fn before_change(text: &str) -> &str {
    let at = first_words(&text.to_lowercase()).0;
    at.and_then(|at| text.get(..at)).unwrap_or_default()
}

fn speaks_of_change(text: &str) -> bool {
    let (changed, published) = first_words(&text.to_lowercase());
    changed.is_some_and(|changed| published.is_none_or(|published| changed < published))
}

/// A line without the change that stands before the publication in it.
fn told(text: &str) -> &str {
    match first_words(&text.to_lowercase()) {
        (Some(changed), Some(published)) if changed < published => text.get(published..).unwrap_or(text),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_speak_of_a_change() {
        for (text, expected) in [
            ("Updated 3 May 2024", true),
            ("Published 1 May 2024, updated 3 May 2024", false),
            ("Letzte Änderung: 31.10.2023", true),
            ("3 May 2024", false),
            ("Stand: 3. Mai 2024", true),
        ] {
            assert_eq!(speaks_of_change(text), expected, "{text}");
        }
    }
}
