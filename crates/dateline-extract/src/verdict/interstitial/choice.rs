//! Pages that are a question with its answers as buttons, and nothing that leads into a site: layers of consent and questions of age
//! that stand alone.

use super::super::Case;
use crate::name_words::class_words;
use crate::text_fragment::Fragment;
use dateline_html::{Document, NodeId, Tag};
use std::collections::HashSet;

/// Answers.
const ANSWERS: std::ops::RangeInclusive<usize> = 2..=5;
/// Words of one.
const ANSWER: usize = 10;
/// Links of a page that leads nowhere but to its rules.
const LINKS: usize = 10;

/// Words that a page may say beside a layer of consent that is all of it.
const BESIDE: usize = 10;

/// Whether the page asks something, and all that one can do outside of its menus is answer.
pub(super) fn is_all(case: &Case<'_, '_>) -> bool {
    let doc = case.survey.doc;
    let nodes = || doc.descendants(doc.root());
    if nodes().any(|id| doc.tag(id) == Some(Tag::Article)) {
        return false;
    }
    let shown = || case.fragments.iter().filter(|fragment| !fragment.scope.hidden && !fragment.scope.frame);
    let beside: usize =
        shown().filter(|fragment| !fragment.scope.consent).map(|fragment| fragment.words).sum();
    // A banner beside a page asks nothing of the page.
    let asked = || shown().filter(|fragment| !fragment.scope.consent || beside < BESIDE);
    let links = asked().filter(|fragment| fragment.is_link()).take(LINKS + 1).count();
    let short = asked().filter(|fragment| fragment.words <= ANSWER);
    let answers: HashSet<_> = short.filter_map(|fragment| button(case, fragment)).collect();
    let typed = nodes().filter(|id| {
        doc.tag(*id) == Some(Tag::Input) && matches!(doc.attr(*id, "type"), Some("submit" | "button"))
    });
    let answers = answers.len() + typed.take(*ANSWERS.end() + 1).count();
    links <= LINKS && ANSWERS.contains(&answers)
}

/// The control that a piece of text stands on, if it stands on one: a button, a link that looks like one, or a link beside one.
fn button(case: &Case<'_, '_>, fragment: &Fragment) -> Option<NodeId> {
    let doc = case.survey.doc;
    let named = |class: &str| class_words(class).any(|word| matches!(word, "btn" | "button"));
    let beside = |id| {
        let siblings = doc.parent(id).map(|parent| doc.children(parent));
        siblings.into_iter().flatten().any(|other| doc.tag(other) == Some(Tag::Button))
    };
    let mut around = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(3);
    around.find(|id| match doc.tag(*id) {
        Some(Tag::A) => doc.attr(*id, "class").is_some_and(named) || beside(*id) || is_button(doc, *id),
        _ => is_button(doc, *id),
    })
}

/// Whether an element is a button, by its tag or its role.
pub(super) fn is_button(doc: &Document, id: NodeId) -> bool {
    doc.tag(id) == Some(Tag::Button) || doc.attr(id, "role") == Some("button")
}
