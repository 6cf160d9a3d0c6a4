//! The article from the page's own data (`articleBody`, a framework's state), for pages whose visible text is missing.
//! Shown only where no gate stands and the publisher does not call it locked.

use super::segmentation::Layout;
use crate::body::PlacedBlock;
use crate::gate::Gate;
use crate::lexicon::{self, Strength};
use crate::structured::Structured;
use crate::structured::{clean, short_text, state};
use dateline_html::Tag;
use dateline_model::{Block, Reason};
use std::borrow::Cow;

/// An `articleBody` shorter than this (in quarters of words) is a teaser.
const WORDS_MIN: u32 = 4 * 60;
/// Fewer words seen (in quarters) are next to nothing.
const SEEN_MIN: u32 = 4 * 20;
/// Elements and lines that are read for it.
const ASKING_MAX: usize = 40;
/// The visible text counts as missing below this share of the words.
const SHARE: f64 = 0.3;
/// Paragraphs taken over.
const PARAGRAPHS_MAX: usize = 2000;

/// Blocks from `articleBody` or the state, or nothing where the visible text stands for itself or showing it is not ours to decide.
pub(crate) fn blocks(
    layout: &Layout<'_>,
    structured: &Structured,
    gates: &[Gate],
    keep: &[bool],
) -> Option<Vec<PlacedBlock>> {
    if structured.is_locked() || !gates.is_empty() {
        return None;
    }
    let shown: u32 =
        layout.segments.iter().zip(keep).filter(|(_, keep)| **keep).map(|(it, _)| it.count.words).sum();
    let in_state = || {
        let asked = shown < SEEN_MIN && !asks_for_scripts(layout);
        if asked { state::text(layout.doc).map(Cow::Owned) } else { None }
    };
    let text = structured.article_body.as_deref().map(Cow::Borrowed).or_else(in_state)?;
    let text = text.as_ref();
    let mut said = super::word_counts::Count::default();
    said.add(text, false, false);
    if said.words < WORDS_MIN || f64::from(shown) > SHARE * f64::from(said.words) {
        return None;
    }
    let paragraphs = paragraphs(text).into_iter().take(PARAGRAPHS_MAX);
    let node = layout.doc.root();
    Some(paragraphs.map(|text| PlacedBlock { block: Block::Paragraph(text.into()), node }).collect())
}

/// Whether a page says that it is nothing without scripts: then it is the shell that it says it is. Says so in
/// `<noscript>`, or in the body where that element stood in the head and the parser ended it early.
fn asks_for_scripts(layout: &Layout<'_>) -> bool {
    let doc = layout.doc;
    let fallbacks = doc.descendants(doc.root()).filter(|node| doc.tag(*node) == Some(Tag::Noscript));
    let mut fallbacks = fallbacks.take(ASKING_MAX).map(|node| short_text(doc, node));
    let mut seen = (0..layout.segments.len()).take(ASKING_MAX).map(|index| layout.line(index));
    let asks = |text: &str| {
        lexicon::hits(text)
            .iter()
            .any(|hit| hit.strength == Strength::Strong && hit.reason() == Some(Reason::Javascript))
    };
    fallbacks.any(|text| asks(&text)) || seen.any(asks)
}

/// Lines, or what stands between the marks of paragraphs where it was written as HTML.
fn paragraphs(text: &str) -> Vec<String> {
    let marked =
        text.replace("</p>", "\n").replace("<br", "\n<br").replace("&lt;/p&gt;", "\n").replace("\\n", "\n");
    marked.lines().map(clean).filter(|line| !line.is_empty()).collect()
}
