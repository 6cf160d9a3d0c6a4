//! Parts of an article that are folded until the reader presses a control of the page: tabs, accordions, "read more". Where no gate
//! stands they are the article. Judges no gate; the caller asks only where there is none.

use crate::class_hints::hides;
use crate::lexicon::{self, Class};
use crate::text::words;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use std::collections::HashSet;

/// Words of a folded part.
const WORDS: usize = 8;
/// Words of a control that unfolds the rest of a text.
const CONTROL: usize = 6;
/// Elements above one another that are looked at.
const ABOVE: usize = 24;

/// The folded parts of a page.
pub(crate) fn folded(doc: &Document) -> HashSet<NodeId> {
    let hidden: Vec<NodeId> = doc.descendants(doc.root()).filter(|id| is_hidden(doc, *id)).collect();
    if hidden.is_empty() {
        return HashSet::new();
    }
    let targets = targets(doc);
    let is_folded = |id: &NodeId| {
        let named = doc.attr(*id, "id").is_some_and(|own| targets.contains(own));
        let panel = doc.attr(*id, "role") == Some("tabpanel");
        (named || panel || is_behind_control(doc, *id)) && stands_in_text(doc, *id) && has_text(doc, *id)
    };
    hidden.into_iter().filter(is_folded).collect()
}

/// Whether a button, or a link that leads nowhere, is a control of the text and none of its words: a tab, or what unfolds the rest.
pub(super) fn is_control(doc: &Document, button: NodeId) -> bool {
    if doc.tag(button) == Some(Tag::A)
        && doc.attr(button, "href").is_some_and(|href| href != "#" && !href.starts_with("javascript:"))
    {
        return false;
    }
    let text = || doc.collect_text(button);
    let unfolds = |text: &str| {
        words(text) <= CONTROL && lexicon::search(text).iter().any(|hit| hit.class == Class::Continuation)
    };
    doc.attr(button, "role") == Some("tab") || unfolds(text().trim())
}

fn is_hidden(doc: &Document, id: NodeId) -> bool {
    let box_like = matches!(
        doc.kind(id),
        NodeKind::Element(
            Tag::Div | Tag::Section | Tag::P | Tag::Dd | Tag::Span | Tag::Article | Tag::Ul | Tag::Other
        )
    );
    box_like && (doc.attr(id, "hidden").is_some() || doc.attr(id, "style").is_some_and(hides))
}

/// Ids that controls of the page name.
fn targets(doc: &Document) -> HashSet<&str> {
    let mut found = HashSet::new();
    for id in doc.descendants(doc.root()).filter(|id| matches!(doc.kind(*id), NodeKind::Element(_))) {
        let names = ["aria-controls", "data-target", "data-bs-target"].map(|name| doc.attr(id, name));
        found.extend(
            names
                .into_iter()
                .flatten()
                .flat_map(|value| value.split_whitespace())
                .map(|value| value.trim_start_matches('#')),
        );
        let presses = doc.attr(id, "aria-expanded").is_some() || doc.attr(id, "role").is_some();
        found.extend(doc.attr(id, "href").filter(|_| presses).and_then(|href| href.strip_prefix('#')));
    }
    found
}

/// Whether the element in front of a part is a control that stays on the page.
fn is_behind_control(doc: &Document, id: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(id), |id| doc.prev_sibling(*id)).take(6);
    let before = before.into_iter().find(|id| matches!(doc.kind(*id), NodeKind::Element(_)));
    let presses = |id: NodeId| {
        let leads_nowhere = || {
            doc.attr(id, "href").is_none_or(|href| href.starts_with('#') || href.starts_with("javascript:"))
        };
        let button = doc.tag(id) == Some(Tag::Button) || doc.attr(id, "role") == Some("button");
        let link = doc.tag(id) == Some(Tag::A) && doc.attr(id, "onclick").is_some();
        (button || link || doc.attr(id, "aria-expanded").is_some()) && leads_nowhere()
    };
    before.is_some_and(|before| std::iter::once(before).chain(doc.descendants(before).take(6)).any(presses))
}

/// Whether a part stands in the text and not in what is around it.
fn stands_in_text(doc: &Document, id: NodeId) -> bool {
    let above = || doc.ancestors(id).take(ABOVE).filter_map(|above| doc.tag(above));
    let around = |tag: Tag| matches!(tag, Tag::Nav | Tag::Footer | Tag::Form | Tag::Aside | Tag::Header);
    let text =
        above().any(|tag| matches!(tag, Tag::Article | Tag::Main)) || crate::class_hints::in_article(doc, id);
    let dialog = |above: NodeId| matches!(doc.attr(above, "role"), Some("dialog" | "alertdialog" | "menu"));
    let dialog = std::iter::once(id).chain(doc.ancestors(id).take(ABOVE)).any(dialog);
    (text || follows_text(doc, id)) && !above().any(around) && !dialog
}

/// Whether a paragraph stands beside a part.
fn follows_text(doc: &Document, id: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(id), |id| doc.prev_sibling(*id)).take(12);
    before.into_iter().any(|id| doc.tag(id) == Some(Tag::P) && words(&doc.collect_text(id)) >= WORDS)
}

/// Whether a part tells something: words enough, and most of them no links.
fn has_text(doc: &Document, id: NodeId) -> bool {
    let all = words(&doc.collect_text(id));
    let links = doc.descendants(id).filter(|id| doc.tag(*id) == Some(Tag::A));
    let linked: usize = links.map(|id| words(&doc.collect_text(id))).sum();
    all >= WORDS && linked * 3 < all
}
