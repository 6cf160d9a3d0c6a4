//! The standfirst: the line below the headline in its own small box where the page shows one, else what the page says of itself.

use super::{byline_parser, pick};
use crate::body::{Layout, NONE};
use crate::class_hints::ClassHints;
use crate::date;
use crate::lexicon::{self, Class};
use crate::structured::Structured;
use crate::text::{letters, without_read_more};
use crate::text_fragment::invitation;
use dateline_html::{NodeId, Tag};
use dateline_model::{Article, Block};

/// Words of the box that holds the headline and what introduces the article, in quarters.
const BOX: u32 = 4 * 120;
/// Elements above the headline that may be that box.
const LEVELS: usize = 3;
/// Words of a standfirst, in quarters.
const WORDS: std::ops::RangeInclusive<u32> = 4 * 6..=4 * 60;
/// Segments in which the headline is looked for.
const REACH: usize = 400;
/// Blocks of the text that may be the standfirst.
const FIRST: usize = 3;

/// What data says of the article.
pub(super) fn declared(structured: &Structured, title: Option<&str>) -> Option<String> {
    let order = ["jsonld.description", "og:description", "meta.description"];
    let said = without_read_more(&pick(&structured.claims.standfirsts, &order)?.value);
    (Some(said) != title && said.chars().count() >= 20).then(|| said.to_owned())
}

/// Lines below the headline that may be it where the two share no small box: they stand beside the heading itself.
const BELOW: usize = 4;

/// The line below the headline, in the box that the two share, or right behind the heading.
pub(super) fn shown(layout: &Layout<'_>, heading: NodeId) -> Option<String> {
    let doc = layout.doc;
    let above = |at: usize| layout.above(layout.segments[at].elem).take(LEVELS);
    let within = |at: usize| above(at).any(|elem| layout.elems[elem as usize].node == heading);
    let headline = (0..layout.segments.len().min(REACH)).find(|at| within(*at))?;
    let small = |elem: &u32| {
        let elem = &layout.elems[*elem as usize];
        let words: u32 = layout.segments[elem.first as usize..elem.last as usize]
            .iter()
            .map(|segment| segment.count.words)
            .sum();
        words <= BOX && !matches!(elem.tag, Tag::Body | Tag::Html | Tag::Main | Tag::Article)
    };
    let around = layout.above(layout.segments[headline].elem);
    let around = around.skip_while(|elem| layout.elems[*elem as usize].node != heading);
    let holder = around.skip(1).take(LEVELS).take_while(small).last();
    let in_box = holder.and_then(|holder| {
        let last = layout.elems[holder as usize].last as usize;
        (headline + 1..last).find(|at| !within(*at) && introduces(layout, *at))
    });
    let is_sibling = |at: &usize| {
        above(*at).any(|elem| doc.parent(layout.elems[elem as usize].node) == doc.parent(heading))
    };
    let below = headline + 1..layout.segments.len().min(headline + 1 + BELOW);
    let line = in_box.or_else(|| {
        below.filter(|at| !within(*at)).take_while(is_sibling).find(|at| introduces(layout, *at))
    })?;
    Some(layout.line(line).trim().to_owned())
}

/// Strokes of a line that says where on its site a page stands.
const PATH: usize = 2;

/// Whether a line has the size of a standfirst, and is no day, signature, caption or link, and nothing of the house's.
fn introduces(layout: &Layout<'_>, at: usize) -> bool {
    let segment = &layout.segments[at];
    let line = layout.line(at);
    let elem = layout.elem_of(at);
    WORDS.contains(&segment.count.words)
        && segment.count.link_share() < 0.3
        && elem.figure == NONE
        && elem.item == NONE
        && !segment.hints.has(ClassHints::CAPTION.with(ClassHints::META).with(ClassHints::AUTHOR))
        && date::in_prose(&layout.pieces(at).map(|(_, text)| text).collect::<Vec<_>>().join(" ")).is_none()
        && !byline_parser::opens_byline(line)
        && !invitation::tells_of_commission(line)
        && line.matches(" / ").count() < PATH
        && lexicon::hits(line).iter().all(|hit| hit.reason().is_none() && hit.class != Class::Newsletter)
}

/// Takes the line below the headline for the standfirst where the text does not begin with it.
pub(super) fn complete(article: &mut Article, shown: Option<String>) {
    let Some(shown) = shown else { return };
    let told = letters(&shown);
    let in_text = article.blocks.iter().take(FIRST).any(|block| match block {
        Block::Paragraph(text) => letters(&text.text).contains(&told),
        _ => false,
    });
    let is_title = article.title.as_deref().is_some_and(|title| letters(title) == told);
    if !in_text && !is_title {
        article.standfirst = Some(shown);
    }
}
