//! Which blocks of a page are the article. Walks once, decides over the sequence of text runs, builds blocks.

mod assemble;
mod code;
mod columns;
mod cookie_layers;
mod embedded_parts;
mod embeds;
pub(crate) mod features;
mod folded;
mod formula;
mod posts;
mod pull_quotes;
mod reference_text;
mod rich_text;
mod segment_classifier;
mod segment_model;
mod segmentation;
mod social_posts;
mod stray_lines;
mod structured_body;
mod subscription_offers;
mod superscripts;
mod teasers;
mod word_counts;

pub(crate) use cookie_layers::agrees;
pub(crate) use folded::folded;
pub(crate) use rich_text::address;
pub(crate) use segmentation::{Elem, Layout, NONE, lay_out};

use crate::gate::Gate;
use crate::structured::Structured;
use dateline_html::NodeId;
use dateline_model::{Block, WebUrl};
use std::collections::HashSet;

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
    let notices = below(layout, gates);
    let chosen = layout.segments.iter().zip(&scores);
    let mut keep: Vec<bool> = chosen
        .map(|(segment, score)| {
            let seen = !segment.is_unseen() && !segment.layer && !notices[segment.elem as usize];
            seen && *score >= segment_classifier::THRESHOLD
        })
        .collect();
    embedded_parts::complete(layout, &scores, &mut keep);
    columns::leave_out(layout, &mut keep);
    stray_lines::leave_out(layout, &mut keep);
    teasers::leave_out(layout, &mut keep);
    subscription_offers::leave_out(layout, &mut keep);
    stray_lines::leave_title_out(layout, title, &mut keep);
    if gates.is_empty() {
        stray_lines::leave_last_heading_out(layout, &mut keep);
    }
    posts::keep_said(layout, threads, &mut keep);
    let captions = stray_lines::captions(layout);
    captions.iter().for_each(|(_, segment)| keep[*segment] = false);
    let apart = embedded_parts::find(layout, &mut keep);
    let mut blocks = assemble::blocks(layout, &keep, &apart, &captions, base, place);
    pull_quotes::leave_out(layout.doc, &mut blocks);
    match structured_body::blocks(layout, structured, gates, &keep) {
        Some(spoken) => Body { blocks: spoken, keep: vec![false; scores.len()], scores },
        None => Body { blocks, keep, scores },
    }
}

/// Which elements are a gate's notice or stand in one: never the article.
fn below(layout: &Layout<'_>, gates: &[Gate]) -> Vec<bool> {
    let mut below = vec![false; layout.elems.len()];
    if gates.is_empty() {
        return below;
    }
    let nodes: HashSet<_> = gates.iter().map(|gate| gate.node).collect();
    for (index, elem) in layout.elems.iter().enumerate() {
        let above = elem.parent != NONE && below[elem.parent as usize];
        below[index] = above || nodes.contains(&elem.node);
    }
    below
}

#[cfg(test)]
mod tests;
