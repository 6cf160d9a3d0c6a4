//! The day an article was published: data, address, `<time>`, words about the headline, in the order of measured trust.

use super::{date, first_date, in_comments};
use crate::body::{Cues, Layout};
use crate::structured::{Claim, short_text};
use crate::survey::Structured;
use dateline_html::{Document, NodeId};
use dateline_model::{Date, WebUrl};

/// Sources in data, in order of trust. Right on the tuning pages that have a day as gold and the source: JSON-LD 409 of
/// 441, `article:published_time` 372 of 392 (of the two where they differ, JSON-LD 4 and the other 2), microdata 49 of 56,
/// `cxense` 28 of 28, `sailthru` 14 of 14, `dc.date` 16 of 16, other meta tags 98 of 105, the JSON-LD of the page instead
/// of the article 54 of 61; then the address 125 of 135, `<time>` 293 of 345, words on the page 123 of 161. Days of change
/// are the day of publication on half of the pages.
const TRUST: [&str; 8] = [
    "jsonld.datePublished",
    "article:published_time",
    "microdata",
    "parsely",
    "sailthru",
    "cxense",
    "jsonld.page",
    "dc.date",
];

/// The day and where it was found.
pub(super) fn find(
    doc: &Document,
    layout: &Layout<'_>,
    structured: &Structured,
    url: Option<&WebUrl>,
    title: Option<&str>,
) -> (Option<Date>, Option<String>) {
    let claims = &structured.claims;
    let said = first_date(&claims.published, &TRUST);
    let in_url = || date::in_path(url?.as_url().path()).map(|date| (date, "url"));
    let found = said
        .or_else(in_url)
        .or_else(|| in_time(doc, structured))
        .or_else(|| in_words(layout, structured, title))
        .or_else(|| in_claims(&claims.titles))
        .or_else(|| in_claims(&claims.standfirsts))
        .or_else(|| first_date(&claims.modified, &[]));
    (found.map(|(date, _)| date), found.map(|(_, source)| source.to_owned()))
}

/// The date of a `<time>`: the first after the headline, then any, none of comments and other stories' cards.
fn in_time(doc: &Document, structured: &Structured) -> Option<(Date, &'static str)> {
    let place = |node| doc.range(node).map(|range| range.start);
    let headline = structured.claims.h1.first().and_then(|node| place(*node)).unwrap_or_default();
    let own = || structured.claims.times.iter().copied().filter(|node| !in_comments(doc, *node));
    let below = own().filter(|node| place(*node).is_some_and(|start| start >= headline));
    below.chain(own()).find_map(|node| {
        let date = doc.attr(node, "datetime").and_then(date::parse);
        date.or_else(|| date::parse(&short_text(doc, node))).map(|date| (date, "time"))
    })
}

/// A date in a title or description, for instance behind a bar.
fn in_claims(claims: &[Claim]) -> Option<(Date, &'static str)> {
    claims.iter().find_map(|claim| date::in_prose(&claim.value).map(|date| (date, claim.source)))
}

/// Segments looked through for a date.
const REACH: usize = 600;
/// Segments below and above the headline in which a date is the article's.
const BELOW: usize = 10;
const ABOVE: usize = 4;

/// A date among the short lines about the headline, of anything that is named after dates, or of the page's head. Lines
/// that speak of a change come last.
fn in_words(
    layout: &Layout<'_>,
    structured: &Structured,
    title: Option<&str>,
) -> Option<(Date, &'static str)> {
    let all = layout.segments.len().min(REACH);
    let short = |index: &usize| {
        let count = layout.segments[*index].count;
        count.words <= 4 * 25 && count.digits >= 4
    };
    let lines: Vec<usize> = (0..all).filter(short).collect();
    let near = headline(layout, structured, title).map_or(Vec::new(), |at| {
        (at + 1..at + 1 + BELOW).chain((at.saturating_sub(ABOVE)..at).rev()).filter(|at| *at < all).collect()
    });
    let near = near.into_iter().filter(short);
    let named = lines.iter().copied();
    let named = named.filter(|index| layout.segments[*index].cues.has(Cues::META.with(Cues::AUTHOR)));
    let mut changed = None;
    for index in near.chain(named) {
        let text = layout.text(index);
        let own = layout.elem_of(index).own.has(Cues::META);
        let Some(date) = date::in_prose(&text).or_else(|| date::short(&text).filter(|_| own)) else {
            continue;
        };
        if !speaks_of_change(&text) {
            return Some((date, "text"));
        }
        changed = changed.or(Some((date, "text")));
    }
    changed.or_else(|| lines.iter().find_map(|index| Some((date::in_prose(&layout.text(*index))?, "text"))))
}

/// The segment of the headline: the one that is its words, or the first of the page's first `<h1>`.
fn headline(layout: &Layout<'_>, structured: &Structured, title: Option<&str>) -> Option<usize> {
    let all = layout.segments.len().min(REACH);
    let named = title.and_then(|title| (0..all).find(|index| layout.text(*index) == title));
    let within = |index: &usize, heading: NodeId| {
        layout.above(layout.segments[*index].elem).take(3).any(|at| layout.elems[at as usize].node == heading)
    };
    named.or_else(|| {
        let heading = *structured.claims.h1.first()?;
        (0..all).find(|index| within(index, heading))
    })
}

/// Words of a change, in the languages whose pages date both.
const CHANGED: [&str; 16] = [
    "updated",
    "modified",
    "last edited",
    "aktualisiert",
    "änderung",
    "geändert",
    "mis à jour",
    "actualizado",
    "atualizado",
    "aggiornato",
    "bijgewerkt",
    "oppdatert",
    "uppdaterad",
    "opdateret",
    "zaktualizowano",
    "обновлено",
];
/// Words of a publication, which may stand in the same line before the change.
const PUBLISHED: [&str; 8] =
    ["publi", "erschienen", "veröffentlicht", "posted", "erstellt", "created", "pubblicato", "geplaatst"];

fn speaks_of_change(text: &str) -> bool {
    let lower = text.to_lowercase();
    let at = |words: &[&str]| words.iter().filter_map(|word| lower.find(word)).min();
    at(&CHANGED).is_some_and(|changed| at(&PUBLISHED).is_none_or(|published| changed < published))
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
        ] {
            assert_eq!(speaks_of_change(text), expected, "{text}");
        }
    }
}
