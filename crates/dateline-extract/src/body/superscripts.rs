//! What is set higher or lower in a line, in words that read alike without their size: references to notes in brackets,
//! exponents as the characters that Unicode has for them.

use dateline_html::{Document, NodeId, Tag};

/// Bytes of a reference to a note.
const REFERENCE: usize = 6;

/// Whether an element refers to a note of the page: `<sup><a href="#fn1">1</a></sup>`.
pub(crate) fn refers(doc: &Document, node: NodeId) -> bool {
    let is_reference = |id: NodeId| {
        let href = doc.attr(id, "href").unwrap_or_default();
        let class = doc.attr(id, "class").unwrap_or_default();
        let named = ["footnote", "noteref", "fn-ref", "fnref", "endnote", "reference"];
        let told =
            doc.attr(id, "role") == Some("doc-noteref") || named.iter().any(|name| class.contains(name));
        let jump = href.rsplit_once('#').map(|(page, name)| (page.is_empty(), name));
        let to_note = |name: &str| {
            ["fn", "note", "cite", "ref", "foot", "sdfoot"].iter().any(|known| name.contains(known))
        };
        match (doc.tag(id), jump) {
            (Some(Tag::A), Some((here, name))) => here || to_note(name) || told,
            (Some(Tag::A | Tag::Sup), _) => told,
            _ => false,
        }
    };
    match doc.tag(node) {
        Some(Tag::Sup) => {
            let around = doc.parent(node).into_iter();
            doc.descendants(node).take(6).chain(around).any(is_reference)
        }
        // Without `<sup>` an address on the page is not enough: tables of contents are full of them.
        Some(Tag::A) => {
            let class = doc.attr(node, "class").unwrap_or_default();
            let told = doc.attr(node, "role") == Some("doc-noteref") || class.contains("footnote");
            told && is_reference(node)
                && !doc.descendants(node).take(6).any(|id| doc.tag(id) == Some(Tag::Sup))
        }
        _ => false,
    }
}

/// Whether an element leads from a note back to where it is referred to.
pub(crate) fn leads_back(doc: &Document, node: NodeId) -> bool {
    let is_jump = || doc.attr(node, "href").is_some_and(|href| href.starts_with('#'));
    if doc.tag(node) != Some(Tag::A) || !is_jump() {
        return false;
    }
    let class = doc.attr(node, "class").unwrap_or_default();
    let told = doc.attr(node, "role") == Some("doc-backlink")
        || class.contains("backref")
        || class.contains("backlink")
        || class.contains("footnote-return");
    let text = || doc.descendants(node).take(6).map(|id| doc.text(id)).collect::<String>();
    let arrow = |c: char| {
        matches!(c, '↩' | '↑' | '^' | '⏎' | '↲' | '⤴' | '\u{fe0e}' | '\u{fe0f}') || c.is_whitespace()
    };
    let is_arrow = || {
        let text = text();
        !text.trim().is_empty() && text.chars().all(arrow)
    };
    told || is_arrow()
}

/// A reference with brackets, where it has none.
pub(crate) fn needs_brackets(words: &str) -> bool {
    words.len() <= REFERENCE && !words.is_empty() && !words.starts_with(['[', '(', '«'])
}

/// Figures set higher or lower right behind a figure, as characters of their own: without them `10` and `6` read as 106.
pub(crate) fn raised(before: &str, words: &str, high: bool) -> Option<String> {
    if !before.ends_with(|c: char| c.is_ascii_digit()) || words.is_empty() || words.len() > REFERENCE {
        return None;
    }
    let (digits, signs) = if high {
        ("⁰¹²³⁴⁵⁶⁷⁸⁹", ['⁺', '⁻'])
    } else {
        ("₀₁₂₃₄₅₆₇₈₉", ['₊', '₋'])
    };
    let turned = words.chars().map(|c| match c {
        '0'..='9' => digits.chars().nth(c as usize - '0' as usize),
        '+' => Some(signs[0]),
        '-' | '−' | '–' => Some(signs[1]),
        _ => None,
    });
    turned.collect()
}
