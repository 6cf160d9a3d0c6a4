//! Names that stand beside the day below a headline with no word before them: `Mads Birkholt` `11. marts 2025`,
//! `10.2.2003 - Jitka Nohelová`. Told by their place and their letters.

use super::person::{is_full_name, is_plain_name};
use super::{author_labels, author_roles, byline_parser, east_asian_byline, published};
use crate::body::Layout;
use crate::date::{self, Order};
use dateline_html::{NodeId, Tag};

/// Segments below the headline among which the row with the day is, and those on either side of the day that may be in it.
const BELOW: usize = 8;
const BESIDE: usize = 2;
/// Words of a paragraph, in quarters: the row stands before the first.
const PARAGRAPH: u32 = 4 * 18;
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
    if let Some(name) = head.clone().find_map(|at| beside_mail(layout, at)) {
        return vec![name];
    }
    for at in head {
        let pieces: Vec<&str> = layout.pieces(at).map(|(_, text)| text).collect();
        let titled = || {
            layout
                .pieces(at)
                .any(|(leaf, _)| published::titled_day(layout.doc, leaf, Order::default()).is_some())
        };
        if date::in_prose(&pieces.join(" ")).is_none() && !titled() {
            continue;
        }
        let row = at.saturating_sub(BESIDE).max(headline + 1)..(at + BESIDE + 1).min(all);
        let row: Vec<usize> = row.filter(|other| *other == at || shares_box(layout, *other, at)).collect();
        let title = layout.line(headline);
        return in_row(layout, &row).into_iter().filter(|name| !title.contains(name.as_str())).collect();
    }
    Vec::new()
}

/// Names in the last line of the text, where it is set to the right of the others and holds nothing else.
pub(super) fn set_apart(layout: &Layout<'_>) -> Vec<String> {
    let long = |at: &usize| layout.segments[*at].count.words >= PARAGRAPH;
    let Some(last) = (0..layout.segments.len()).rev().find(long) else { return Vec::new() };
    let behind = last + 1..layout.segments.len().min(last + 1 + BESIDE);
    let line =
        behind.into_iter().find(|at| is_right(layout, *at)).map(|at| layout.line(at)).unwrap_or_default();
    let parts =
        line.split(PARTING).flat_map(|part| part.split(" - ")).map(str::trim).filter(|part| !part.is_empty());
    let names: Vec<String> = parts.map(str::to_owned).collect();
    if names.len() <= 3 && names.iter().all(|name| is_plain_name(name)) { names } else { Vec::new() }
}

/// Whether a line is set to the right.
fn is_right(layout: &Layout<'_>, at: usize) -> bool {
    let doc = layout.doc;
    let mut around =
        layout.above(layout.segments[at].elem).take(2).map(|elem| layout.elems[elem as usize].node);
    around.any(|node| {
        let style = || doc.attr(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        doc.attr(node, "align").is_some_and(|align| align.eq_ignore_ascii_case("right"))
            || style().contains("text-align:right")
    })
}

/// The one full name in a line with an address to write to: `Ann Lee` `ann@paper.example`.
fn beside_mail(layout: &Layout<'_>, at: usize) -> Option<String> {
    let doc = layout.doc;
    let writes = |leaf: NodeId| {
        let mut above = doc.ancestors(leaf).take(3);
        above.any(|above| doc.attr(above, "href").is_some_and(|href| href.starts_with("mailto:")))
    };
    if !layout.pieces(at).any(|(leaf, text)| writes(leaf) && text.contains('@')) {
        return None;
    }
    let mut names = layout.pieces(at).map(|(_, text)| text).filter(|text| is_plain_name(text));
    let name = names.next()?;
    names.next().is_none().then(|| name.to_owned())
}

/// Whether two segments stand in one box, themselves or the elements around them.
fn shares_box(layout: &Layout<'_>, one: usize, other: usize) -> bool {
    let holder = |at: usize| layout.above(layout.segments[at].elem).nth(1);
    layout.segments[one].count.words < PARAGRAPH && holder(one).is_some() && holder(one) == holder(other)
}

fn in_row(layout: &Layout<'_>, row: &[usize]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for at in row {
        let (mut labelled, mut signed_next) = (false, false);
        for (leaf, text) in layout.pieces(*at) {
            // `Hall:` `Great Hall`: what a label names is no name.
            let signs = text.ends_with(':') && author_roles::wrote(text);
            if std::mem::replace(&mut signed_next, signs) && text.chars().count() <= OPENED {
                return vec![text.to_owned()];
            }
            if signs {
                continue;
            }
            let is_fact = std::mem::replace(&mut labelled, text.ends_with(':'));
            let signed = east_asian_byline::names(text, false);
            if !signed.is_empty() {
                return signed;
            }
            let parts = text.split(PARTING).flat_map(|part| part.split(" - ")).map(str::trim);
            for part in parts {
                let labelled = author_labels::split(part).filter(|(label, _)| author_labels::writes(label));
                if let Some((_, name)) = labelled.filter(|(_, name)| is_full_name(name)) {
                    return vec![name.to_owned()];
                }
                if byline_parser::opens_byline(part) && part.chars().count() <= OPENED {
                    return vec![part.to_owned()];
                }
                if !is_fact && is_plain_name(part) && leads_to_nobody_else(layout, leaf, part) {
                    found.push(part.to_owned());
                }
            }
        }
    }
    found.dedup();
    if found.len() == 1 { found } else { Vec::new() }
}

/// Characters of a piece that is a signature with a word before it.
const OPENED: usize = 60;
/// Letters of one of its words that a name's address repeats.
const LETTERS: usize = 4;

/// Whether a piece is no link, or one to an address with letters of a word of the name: others lead to rubrics.
fn leads_to_nobody_else(layout: &Layout<'_>, leaf: NodeId, name: &str) -> bool {
    let doc = layout.doc;
    let mut above = doc.ancestors(leaf).take(3);
    let Some(href) =
        above.find_map(|above| doc.attr(above, "href").filter(|_| doc.tag(above) == Some(Tag::A)))
    else {
        return true;
    };
    let href = href.to_lowercase();
    let parts =
        |word: &str| href.split(|c: char| !c.is_alphanumeric()).any(|part| part == word.to_lowercase());
    if name.split_whitespace().any(parts) {
        return true;
    }
    let mut words =
        name.split_whitespace().filter(|word| word.chars().count() >= LETTERS).map(str::to_lowercase);
    words.any(|word| href.contains(word.get(..word.floor_char_boundary(LETTERS)).unwrap_or(&word)))
}
