//! Pages that ask for the day of birth and for nothing else, in any language: three lists for a day, a month and a year, or one field
//! named after birth.

use super::super::{Case, Finding};
use crate::name_words::class_words;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Holding, Reason, Rule};

/// Words of such a page outside of its menus, and of its question.
const WORDS: usize = 120;
const QUESTION: usize = 4;

/// Words in names of fields for the parts of a day.
const DAY: &[&str] = &["day", "tag", "jour", "dia", "giorno", "dag", "dd", "dzien", "den"];
const MONTH: &[&str] = &["month", "monat", "mois", "mes", "mese", "maand", "mm", "miesiac", "mesic"];
const YEAR: &[&str] = &["year", "jahr", "annee", "ano", "anno", "jaar", "yyyy", "yy", "rok"];
/// Words in names of fields for all of it.
const BIRTH: &[&str] = &[
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "bday",
    "geburtsdatum",
    "geburtstag",
    "naissance",
    "nacimiento",
    "nascimento",
    "nascita",
    "geboortedatum",
    "urodzenia",
];

pub(super) fn asked(case: &Case<'_, '_>) -> Option<Finding> {
    let doc = case.survey.doc;
    if case.own > WORDS {
        return None;
    }
    let fields = || {
        let nodes = doc.descendants(doc.root());
        nodes.filter(|id| matches!(doc.tag(*id), Some(Tag::Select | Tag::Input)))
    };
    // Who opens an account is asked for more.
    let account = |id: NodeId| matches!(doc.attr(id, "type"), Some("password" | "email" | "tel"));
    let part = |names: &[&str]| fields().any(|id| is_named(doc, id, names));
    let asks = part(DAY) && part(MONTH) && part(YEAR) || part(BIRTH);
    if !asks || fields().any(account) {
        return None;
    }
    let shown = || case.fragments.iter().filter(|fragment| !fragment.scope.frame && !fragment.scope.hidden);
    let question = shown().find(|fragment| fragment.words >= QUESTION && !fragment.scope.heading);
    let evidence = question.or_else(|| shown().next());
    let evidence = evidence.and_then(|fragment| case.quote_fragment(fragment, Reason::AgeGate));
    Finding::by(Rule::StandIn, Holding::None).because(Reason::AgeGate, evidence)
}

/// Whether a field's name has one of some words.
fn is_named(doc: &Document, field: NodeId, words: &[&str]) -> bool {
    let said = ["name", "id", "autocomplete"].iter().filter_map(|name| doc.attr(field, name));
    said.flat_map(class_words).any(|part| words.iter().any(|word| part.eq_ignore_ascii_case(word)))
}
