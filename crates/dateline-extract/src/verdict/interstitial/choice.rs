//! Pages that are a question with its answers as buttons, and nothing that leads into a site: layers of consent and questions of age
//! that stand alone.

use super::super::Case;
use crate::name_words::class_words;
use crate::text_fragment::Fragment;
use dateline_html::Tag;
use std::collections::HashSet;

/// Answers.
const ANSWERS: std::ops::RangeInclusive<usize> = 2..=5;
/// Words of one.
const ANSWER: usize = 10;
/// Links of a page that leads nowhere but to its rules.
const LINKS: usize = 10;

/// Whether the page asks something, and all that one can do is answer.
pub(super) fn is_all(case: &Case<'_, '_>) -> bool {
    let doc = case.survey.doc;
    let nodes = || doc.descendants(doc.root());
    let links = nodes().filter(|id| doc.tag(*id) == Some(Tag::A)).take(LINKS + 1).count();
    if links > LINKS || nodes().any(|id| doc.tag(id) == Some(Tag::Article)) {
        return false;
    }
    let button = |fragment: &Fragment| {
        let mut around = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(3);
        around.find(|id| {
            let named = |class: &str| class_words(class).any(|word| matches!(word, "btn" | "button"));
            match doc.tag(*id) {
                Some(Tag::Button) => true,
                Some(Tag::A) => doc.attr(*id, "class").is_some_and(named),
                _ => doc.attr(*id, "role") == Some("button"),
            }
        })
    };
    let answers = case.fragments.iter().filter(|fragment| !fragment.scope.hidden && fragment.words <= ANSWER);
    let answers: HashSet<_> = answers.filter_map(button).collect();
    let typed = nodes().filter(|id| {
        doc.tag(*id) == Some(Tag::Input) && matches!(doc.attr(*id, "type"), Some("submit" | "button"))
    });
    ANSWERS.contains(&(answers.len() + typed.take(*ANSWERS.end() + 1).count()))
}
