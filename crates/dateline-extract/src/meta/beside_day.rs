//! Names that stand beside the day below a headline with no word before them: `Mads Birkholt` `11. marts 2025`,
//! `10.2.2003 - Jitka Nohelová`. Told by their place and their letters.

use super::east_asian_byline;
use crate::body::{Layout, NONE};
use crate::date;
use dateline_html::{NodeId, Tag};

/// Segments below the headline among which the row with the day is, and those on either side of the day that may be in it.
const BELOW: usize = 8;
const BESIDE: usize = 2;
/// Words of a paragraph, in quarters: the row stands before the first.
const PARAGRAPH: u32 = 4 * 18;
/// Words of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// Signs that part the pieces of a row.
const PARTING: &[char] = &['|', '·', '•', '—', '–', ',', '/', '●'];

/// The one name of the row; none where several pieces may be one.
pub(super) fn names(layout: &Layout<'_>, heading: NodeId) -> Vec<String> {
    let within = |at: usize| {
        layout.above(layout.segments[at].elem).take(3).any(|elem| layout.elems[elem as usize].node == heading)
    };
    let all = layout.segments.len();
    let Some(headline) = (0..all.min(400)).find(|at| within(*at)) else { return Vec::new() };
    let below = headline + 1..all.min(headline + 1 + BELOW);
    let head = below.take_while(|at| layout.segments[*at].count.words < PARAGRAPH);
    for at in head.clone() {
        let pieces: Vec<&str> = layout.pieces(at).map(|(_, text)| text).collect();
        // What stands in a list of facts is a place or a hall.
        if layout.elem_of(at).item != NONE || date::in_prose(&pieces.join(" ")).is_none() {
            continue;
        }
        let row = at.saturating_sub(BESIDE).max(headline + 1)..(at + BESIDE + 1).min(all);
        let row: Vec<usize> = row.filter(|other| *other == at || shares_box(layout, *other, at)).collect();
        let title = layout.line(headline);
        return in_row(layout, &row).into_iter().filter(|name| !title.contains(name.as_str())).collect();
    }
    Vec::new()
}

/// Whether two segments stand in one box, themselves or the elements around them.
fn shares_box(layout: &Layout<'_>, one: usize, other: usize) -> bool {
    let holder = |at: usize| layout.above(layout.segments[at].elem).nth(1);
    layout.segments[one].count.words < PARAGRAPH && holder(one).is_some() && holder(one) == holder(other)
}

fn in_row(layout: &Layout<'_>, row: &[usize]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (leaf, text) in row.iter().flat_map(|at| layout.pieces(*at)) {
        let linked = layout.doc.ancestors(leaf).take(3).any(|above| layout.doc.tag(above) == Some(Tag::A));
        if linked {
            continue;
        }
        let signed = east_asian_byline::names(text, false);
        if !signed.is_empty() {
            return signed;
        }
        let parts = text.split(PARTING).flat_map(|part| part.split(" - ")).map(str::trim);
        found.extend(parts.filter(|part| is_full_name(part)).map(str::to_owned));
    }
    found.dedup();
    if found.len() == 1 { found } else { Vec::new() }
}

/// Two to four words in upper and lower case, letters alone but for an initial's point.
fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let named = |word: &&str| {
        let mut letters = word.trim_end_matches('.').chars();
        let starts = letters.next().is_some_and(char::is_uppercase);
        let rest = letters.as_str();
        let initial = rest.is_empty() && word.ends_with('.');
        let goes_on = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        starts
            && (initial
                || !word.ends_with('.') && rest.chars().all(goes_on) && rest.chars().any(char::is_lowercase))
    };
    NAME.contains(&words.len()) && words.iter().all(named)
}
