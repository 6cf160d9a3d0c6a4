//! Headlines that a segment names, with their publishers: a link and who signed it, as news lists write them, or text that
//! an aggregator glued together. Decides nothing about what belongs to the article.

use crate::body::{Layout, NONE, address};
use crate::char_classes::push_words;
use crate::plain;
use dateline_html::NodeId;
use dateline_model::{AsideItem, WebUrl};

/// Links stand at most so many elements above their words.
const ABOVE: usize = 8;
/// Most words and characters of a publisher's name.
const NAME: (usize, usize) = (5, 40);
/// Fewest words of a headline in a list.
const HEADLINE_WORDS: usize = 3;
/// Fewest words of text that may be glued together from headlines.
const GLUED_WORDS: u32 = 4 * 8;

/// A segment's link and what stands beside it.
struct Parts {
    title: String,
    rest: String,
    link: Option<NodeId>,
    /// Whether all of the rest stands in an inline element of its own.
    apart: bool,
}

/// The headline that a link is, with the publisher where one signed it.
pub(super) fn item(layout: &Layout<'_>, index: usize, base: Option<&WebUrl>) -> Option<AsideItem> {
    let parts = parts(layout, index);
    let address = |node| layout.doc.attr(node, "href").and_then(|href| address(href, base));
    let url = parts.link.and_then(address);
    if layout.segments[index].count.link_share() <= 0.5 && publisher(&parts).is_none() {
        return None;
    }
    if let Some(signed) = plain::signed(&parts.title) {
        return Some(AsideItem { url, ..signed });
    }
    Some(AsideItem { publisher: publisher(&parts), title: Some(parts.title), url })
}

/// Whether the segment is an item of a list in which headlines are signed by their publishers.
pub(super) fn in_list(layout: &Layout<'_>, index: usize) -> bool {
    let is_signed = |at: usize| is_partly_linked(layout, at) && publisher(&parts(layout, at)).is_some();
    let list = |at: usize| {
        let elem = layout.segments[at].elem;
        layout.elems[elem as usize].parent
    };
    let beside = [index.checked_sub(1), Some(index + 1)];
    let mut beside = beside.into_iter().flatten().filter(|at| *at < layout.segments.len());
    list(index) != NONE && is_signed(index) && beside.any(|at| list(at) == list(index) && is_signed(at))
}

/// Whether a segment has words in a link and words beside it: only then somebody may have signed a headline.
fn is_partly_linked(layout: &Layout<'_>, index: usize) -> bool {
    let count = layout.segments.get(index).map(|segment| segment.count).unwrap_or_default();
    count.link_words > 0 && count.link_words < count.words
}

/// Headlines with their publishers in a text without links.
pub(super) fn glued(layout: &Layout<'_>, index: usize) -> Option<Vec<AsideItem>> {
    let count = &layout.segments[index].count;
    (count.words >= GLUED_WORDS && count.link_share() < 0.1).then(|| plain::glued_list(layout.line(index)))?
}

fn parts(layout: &Layout<'_>, index: usize) -> Parts {
    let (start, end) = layout.segments[index].leaves;
    let doc = layout.doc;
    let mut parts = Parts { title: String::new(), rest: String::new(), link: None, apart: true };
    for leaf in &layout.leaves[start as usize..end as usize] {
        let text = doc.text(*leaf);
        let link = doc.ancestors(*leaf).take(ABOVE).find(|node| doc.attr(*node, "href").is_some());
        if link.is_some() && (parts.link.is_none() || parts.link == link) {
            parts.link = link;
            parts.title.push_str(text);
        } else if parts.link.is_some() {
            parts.rest.push_str(text);
            let inline = doc.ancestors(*leaf).next().is_some_and(|node| {
                matches!(doc.name(node), "font" | "cite" | "span" | "em" | "small" | "i" | "b")
            });
            parts.apart &= link.is_none() && (inline || text.trim().is_empty());
        }
    }
    parts.title = folded(&parts.title);
    parts.rest = folded(&parts.rest);
    parts
}

fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_words(&mut out, text);
    out
}

/// Who signed a headline: a name that is known, or a short one without figures in an element of its own.
fn publisher(parts: &Parts) -> Option<String> {
    let name = parts.rest.trim_matches([' ', '-', '–', '—', '|', '·', '•', ',', '(', ')']);
    let headline = parts.title.split_whitespace().count() >= HEADLINE_WORDS
        || parts.title.chars().any(crate::lexicon::is_cjk);
    let short = name.split_whitespace().count() <= NAME.0 && name.chars().count() <= NAME.1;
    if !headline || !short {
        return None;
    }
    if let Some((known, _)) = plain::publisher(name) {
        return Some(known.to_owned());
    }
    let like_a_name = name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        && !name.contains(|c: char| c.is_ascii_digit())
        && !name.ends_with(['.', '!', '?', '…', ':']);
    (parts.apart && like_a_name).then(|| name.to_owned())
}
