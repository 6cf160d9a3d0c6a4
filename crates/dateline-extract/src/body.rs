//! Which blocks of a page are the article. Walks once, decides over the sequence of text runs, builds blocks.

mod assemble;
mod captions;
mod closing_lines;
mod code;
mod columns;
mod cookie_layers;
mod corrections;
mod edge_offers;
mod embed_shells;
mod embedded_parts;
mod embeds;
pub(crate) mod features;
mod feed_text;
mod flat_boxes;
mod folded;
mod footers;
mod formula;
mod house_boxes;
mod key_points;
mod link_targets;
mod notes;
mod opening_lines;
mod other_stories;
mod part_headings;
mod posts;
mod pull_quotes;
mod reader_comments;
mod reference_text;
mod rich_text;
mod same_design;
mod segment_classifier;
mod segment_model;
mod segmentation;
mod social_posts;
mod stray_lines;
mod structured_body;
mod subscription_offers;
mod superscripts;
mod teasers;
mod text_end;
mod twin_blocks;
mod word_counts;

pub(crate) use assemble::picture;
pub(crate) use cookie_layers::agrees;
pub(crate) use folded::folded;
pub(crate) use rich_text::address;
pub(crate) use segmentation::{Elem, Layout, NONE, lay_out};

use crate::gate::Gate;
use crate::structured::Structured;
use dateline_html::{NodeId, Tag};
use dateline_model::{Block, WebUrl};
use std::collections::{HashMap, HashSet};

/// A block and the node it was made from.
#[derive(Debug, Clone)]
pub(crate) struct PlacedBlock {
    pub(crate) block: Block,
    pub(crate) node: NodeId,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// On a page, among menus and teasers.
    Page,
    /// In a feed, alone.
    Feed,
}

/// The article's blocks and which segments of the layout they were made from.
pub(crate) struct Body {
    pub(crate) blocks: Vec<PlacedBlock>,
    pub(crate) keep: Vec<bool>,
    /// Confidence of each segment, 0 to 1.
    pub(crate) scores: Vec<f32>,
}

/// Chooses the article's segments and builds its blocks.
pub(crate) fn find(
    layout: &Layout<'_>,
    structured: &Structured,
    gates: &[Gate],
    threads: &[NodeId],
    title: Option<&str>,
    base: Option<&WebUrl>,
    place: Place,
) -> Body {
    let scores = segment_classifier::scores(layout, structured, title);
    let notices = below(layout, gates, &scores);
    let is_seen = |segment: &segmentation::Segment| {
        !segment.is_unseen() && !segment.layer && !notices[segment.elem as usize]
    };
    let seen: Vec<bool> = layout.segments.iter().map(is_seen).collect();
    let chosen = seen.iter().zip(&scores);
    let mut keep: Vec<bool> =
        chosen.map(|(seen, score)| *seen && *score >= segment_classifier::THRESHOLD).collect();
    match place {
        Place::Feed => feed_text::complete(layout, &seen, &mut keep),
        Place::Page => same_design::complete(layout, &mut keep),
    }
    embedded_parts::complete(layout, &scores, &mut keep);
    if place == Place::Page && gates.is_empty() {
        text_end::complete(layout, &scores, &seen, base, &mut keep);
        part_headings::complete(layout, &scores, &seen, &mut keep);
        notes::complete(layout, &seen, &mut keep);
    }
    if place == Place::Page {
        key_points::complete(layout, &seen, &mut keep);
    }
    columns::leave_out(layout, &mut keep);
    stray_lines::leave_out(layout, &mut keep);
    house_boxes::leave_out(layout, !threads.is_empty(), &mut keep);
    teasers::leave_out(layout, &mut keep);
    subscription_offers::leave_out(layout, &mut keep);
    stray_lines::leave_title_out(layout, title, &mut keep);
    if place == Place::Page {
        leave_house_out(layout, (&seen, title, base), !threads.is_empty(), &mut keep);
    }
    footers::leave_out(layout, &mut keep);
    if gates.is_empty() {
        stray_lines::leave_last_heading_out(layout, &mut keep);
    }
    if threads.is_empty() && structured.is_article() {
        reader_comments::leave_out(layout, &mut keep);
    }
    posts::keep_said(layout, threads, &mut keep);
    let captions = captions::captions(layout);
    captions.iter().for_each(|(_, segment)| keep[*segment] = false);
    let apart = embedded_parts::find(layout, &mut keep);
    let mut blocks = assemble::blocks(layout, &keep, &apart, &captions, base, place);
    pull_quotes::leave_out(layout.doc, &mut blocks);
    match structured_body::blocks(layout, structured, gates, &keep) {
        Some(spoken) => Body { blocks: spoken, keep: vec![false; scores.len()], scores },
        None => Body { blocks, keep, scores },
    }
}

/// Takes out what a page puts into and around a text without a name for it.
fn leave_house_out(
    layout: &Layout<'_>,
    (seen, title, base): (&[bool], Option<&str>, Option<&WebUrl>),
    is_thread: bool,
    keep: &mut [bool],
) {
    edge_offers::leave_out(layout, keep);
    flat_boxes::leave_out(layout, seen, base, keep);
    other_stories::leave_out(layout, base, keep);
    twin_blocks::leave_out(layout, keep);
    embed_shells::leave_out(layout, keep);
    opening_lines::leave_out(layout, title, keep);
    closing_lines::leave_out(layout, base, keep);
    if !is_thread {
        reader_comments::leave_headed_out(layout, keep);
    }
}

/// Words of the box that a notice stands in, in quarters, and elements above it that may be the box.
const NOTICE_BOX: u32 = 4 * 90;
const BOXES: usize = 4;
/// Its lines.
const NOTICE_LINES: usize = 40;
/// Words of a paragraph, in quarters.
const PARAGRAPH: u32 = 4 * 12;

/// Which elements are a gate's notice, stand in one, or in the box that holds nothing else but what belongs to it: never the article.
fn below(layout: &Layout<'_>, gates: &[Gate], scores: &[f32]) -> Vec<bool> {
    let mut below = vec![false; layout.elems.len()];
    if gates.is_empty() {
        return below;
    }
    // A notice in bold has no block of its own.
    let blocks: HashMap<_, _> = layout.elems.iter().map(|elem| (elem.node, elem)).collect();
    let block_of = |node| {
        let mut above = std::iter::once(node).chain(layout.doc.ancestors(node));
        let block = above.find_map(|node| blocks.get(&node).copied());
        block.filter(|block| block.last - block.first == 1).map_or(node, |block| block.node)
    };
    let nodes: HashSet<_> = gates.iter().map(|gate| block_of(gate.node)).collect();
    for (index, elem) in layout.elems.iter().enumerate() {
        let above = elem.parent != NONE && below[elem.parent as usize];
        below[index] = above || nodes.contains(&elem.node);
    }
    for index in 0..layout.elems.len() {
        if nodes.contains(&layout.elems[index].node)
            && let Some(holder) = notice_box(layout, index, scores)
        {
            below[holder] = true;
        }
    }
    for (index, elem) in layout.elems.iter().enumerate() {
        below[index] |= elem.parent != NONE && below[elem.parent as usize];
    }
    below
}

/// The largest box around a notice that holds no paragraph of the article before it: buttons, prices, "Already a member?".
fn notice_box(layout: &Layout<'_>, notice: usize, scores: &[f32]) -> Option<usize> {
    let first_of_notice = layout.elems[notice].first as usize;
    let above = layout.above(layout.elems[notice].parent).take(BOXES).map(|at| at as usize);
    let is_box = |at: &usize| {
        let elem = &layout.elems[*at];
        let (first, last) = (elem.first as usize, elem.last as usize);
        if last - first > NOTICE_LINES {
            return false;
        }
        let words: u32 = layout.segments[first..last].iter().map(|segment| segment.count.words).sum();
        let told = (first..first_of_notice).any(|at| {
            scores[at] >= segment_classifier::THRESHOLD && layout.segments[at].count.words >= PARAGRAPH
        });
        matches!(elem.tag, Tag::Div | Tag::Aside | Tag::Section) && words <= NOTICE_BOX && !told
    };
    above.take_while(is_box).last()
}

#[cfg(test)]
mod tests;
