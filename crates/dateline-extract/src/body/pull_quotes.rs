//! Blocks that say nothing of their own: a row of signs between two parts, and a sentence of the text that is set again beside it to
//! be seen from afar.

use crate::body::PlacedBlock;
use crate::text::words;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::Block;

/// Words of a sentence that is set again.
const WORDS: usize = 4;
/// Elements above a block that may set it apart.
const ABOVE: usize = 3;

/// Takes them out.
pub(super) fn leave_out(doc: &Document, blocks: &mut Vec<PlacedBlock>) {
    let any = blocks.iter().any(|placed| is_set_apart(doc, placed));
    let texts: Vec<String> = blocks
        .iter()
        .filter(|placed| any && is_told(placed))
        .map(|placed| placed.block.text().to_lowercase())
        .collect();
    blocks.retain(|placed| {
        let again = any && is_set_apart(doc, placed) && stands_in(&placed.block.text(), &texts);
        !again && !is_ornament(&placed.block)
    });
}

fn is_told(placed: &PlacedBlock) -> bool {
    matches!(placed.block, Block::Paragraph(_))
}

/// Stars, dashes and the like, and no letter.
fn is_ornament(block: &Block) -> bool {
    let sign = |c: char| c.is_whitespace() || "*•·-–—_~=#⁂+".contains(c);
    matches!(block, Block::Paragraph(words) if !words.text.is_empty() && words.text.chars().all(sign))
}

fn is_set_apart(doc: &Document, placed: &PlacedBlock) -> bool {
    if !matches!(placed.block, Block::Paragraph(_) | Block::Quote { .. }) {
        return false;
    }
    let named = |id: NodeId| {
        let class = doc.attr(id, "class").unwrap_or_default();
        // The word has a letter that hardly any name has.
        memchr::memchr2(b'q', b'Q', class.as_bytes()).is_some() && {
            let class = class.to_ascii_lowercase();
            ["pullquote", "pull-quote", "pull_quote"].iter().any(|name| class.contains(name))
        }
    };
    let apart =
        |id: NodeId| matches!(doc.tag(id), Some(Tag::Aside | Tag::Blockquote | Tag::Figure)) || named(id);
    std::iter::once(placed.node).chain(doc.ancestors(placed.node).take(ABOVE)).any(apart)
}

/// Whether a text stands word by word within a longer paragraph.
fn stands_in(text: &str, texts: &[String]) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words(&bare) >= WORDS && texts.iter().any(|other| other.len() > text.len() && other.contains(&bare))
}
