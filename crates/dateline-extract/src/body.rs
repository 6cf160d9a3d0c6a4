//! Which blocks of a page are the article. Walks once, decides over the sequence of text runs, builds blocks.

mod apart;
mod assemble;
mod beside;
mod code;
mod count;
mod decide;
mod embeds;
pub(crate) mod features;
mod folded;
mod formula;
mod layers;
mod layout;
mod model;
mod notes;
mod offers;
mod posts;
mod reference_text;
mod repeats;
mod rich;
mod spoken;
mod teasers;

pub(crate) use folded::folded;
pub(crate) use layers::agrees;
pub(crate) use layout::{Elem, Layout, NONE, lay_out};
pub(crate) use rich::address;

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
    title: Option<&str>,
    base: Option<&WebUrl>,
) -> Body {
    let scores = decide::scores(layout, structured, title);
    let notices = below(layout, gates);
    let chosen = layout.segments.iter().zip(&scores);
    let mut keep: Vec<bool> = chosen
        .map(|(segment, score)| {
            let seen = !segment.is_unseen() && !segment.layer && !notices[segment.elem as usize];
            seen && *score >= decide::THRESHOLD
        })
        .collect();
    apart::complete(layout, &scores, &mut keep);
    beside::leave_out(layout, &mut keep);
    teasers::leave_out(layout, &mut keep);
    offers::leave_out(layout, &mut keep);
    beside::leave_title_out(layout, title, &mut keep);
    if gates.is_empty() {
        beside::leave_last_heading_out(layout, &mut keep);
    }
    let captions = beside::captions(layout);
    captions.iter().for_each(|(_, segment)| keep[*segment] = false);
    let apart = apart::find(layout, &mut keep);
    let mut blocks = assemble::blocks(layout, &keep, &apart, &captions, base);
    repeats::leave_out(layout.doc, &mut blocks);
    match spoken::blocks(layout, structured, gates, &keep) {
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
