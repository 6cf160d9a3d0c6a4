//! The article from the page's own data (`articleBody`), for pages whose visible text is missing. Shown only where no gate
//! stands and the publisher does not call it locked.

use super::layout::Layout;
use crate::structured::clean;
use crate::survey::{Gate, PlacedBlock, Structured};
use dateline_model::Block;

/// An `articleBody` shorter than this (in quarters of words) is a teaser.
const WORDS_MIN: u32 = 4 * 60;
/// The visible text counts as missing below this share of the words.
const SHARE: f64 = 0.3;
/// Paragraphs taken over.
const PARAGRAPHS_MAX: usize = 2000;

/// Blocks from `articleBody`, or nothing where the visible text stands for itself or showing it is not ours to decide.
pub(crate) fn blocks(
    layout: &Layout<'_>,
    structured: &Structured,
    gates: &[Gate],
    keep: &[bool],
) -> Option<Vec<PlacedBlock>> {
    let text = structured.article_body.as_deref()?;
    if structured.is_locked() || !gates.is_empty() {
        return None;
    }
    let mut said = super::count::Count::default();
    said.add(text, false, false);
    let shown: u32 =
        layout.segments.iter().zip(keep).filter(|(_, keep)| **keep).map(|(it, _)| it.count.words).sum();
    if said.words < WORDS_MIN || f64::from(shown) > SHARE * f64::from(said.words) {
        return None;
    }
    let paragraphs = paragraphs(text).into_iter().take(PARAGRAPHS_MAX);
    let node = layout.doc.root();
    Some(paragraphs.map(|text| PlacedBlock { block: Block::Paragraph(text.into()), node }).collect())
}

/// Lines, or what stands between the marks of paragraphs where it was written as HTML.
fn paragraphs(text: &str) -> Vec<String> {
    let marked =
        text.replace("</p>", "\n").replace("<br", "\n<br").replace("&lt;/p&gt;", "\n").replace("\\n", "\n");
    marked.lines().map(clean).filter(|line| !line.is_empty()).collect()
}
