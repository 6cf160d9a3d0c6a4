//! Which blocks of a page are the article. Walks once, decides over the sequence of text runs, builds blocks.

mod assemble;
mod count;
mod cues;
mod decide;
pub(crate) mod features;
mod layout;
mod rich;
mod witness;

pub(crate) use cues::Cues;
pub(crate) use layout::{Layout, NONE, fold_into, lay_out};
pub(crate) use rich::address;

use crate::survey::{PlacedBlock, Structured};
use dateline_model::WebUrl;

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
    title: Option<&str>,
    base: Option<&WebUrl>,
) -> Body {
    let scores = decide::scores(layout, structured, title);
    let keep: Vec<bool> = scores.iter().map(|score| *score >= decide::THRESHOLD).collect();
    let blocks = assemble::blocks(layout, &keep, base);
    Body { blocks, keep, scores }
}
