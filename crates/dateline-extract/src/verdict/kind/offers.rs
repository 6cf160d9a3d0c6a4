//! Pages of services, places and things that are offered without a price: a hotel, a course, a clinic, a programme, an advertisement.
//! Told by how they are set: short parts under labels and facts, controls to press, hardly a paragraph, and nobody who signs or dates.

use super::{Case, Finding, is_gated, is_slight, longest_run, marked, of_type, written_about};
use crate::structured::ARTICLES;
use crate::text::ends_sentence;
use crate::text_fragment::Fragment;
use dateline_html::{NodeId, Tag};
use dateline_model::{Holding, Reason, Rule};
use std::collections::HashSet;

/// Types of JSON-LD and microdata of what is offered, and of houses that offer.
const OFFERED: &[&str] = &[
    "Hotel",
    "LodgingBusiness",
    "Apartment",
    "House",
    "SingleFamilyResidence",
    "SoftwareApplication",
    "MobileApplication",
    "WebApplication",
    "Movie",
    "TVSeries",
    "Service",
    "LegalService",
    "Attorney",
    "Dentist",
    "Physician",
    "MedicalClinic",
    "MedicalBusiness",
    "RoofingContractor",
    "HomeAndConstructionBusiness",
    "ProfessionalService",
    "LocalBusiness",
    "Restaurant",
    "Vehicle",
    "Car",
    "FAQPage",
];
/// Words in one stretch from which on a page tells something, and the same where such a type is declared.
const RUN: usize = 100;
const DECLARED_RUN: usize = 160;
/// Words of a sentence.
const SENTENCE: usize = 6;
/// Words of a label, and of a fact.
const LABEL: usize = 5;
const FACT: usize = 9;
/// Labels and facts together, and labels where there is a control for each of several.
const PARTS: usize = 3;
const SEVERAL: usize = 2;
/// Words of a control, and of a piece that may hold some.
const CONTROL: usize = 6;
const CONTROLS: usize = 12;
const NODES: usize = 24;

pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    let survey = case.survey;
    let written = of_type(case, ARTICLES)
        || survey.structured.og_type.as_deref() == Some("article")
        || !survey.article.bylines.is_empty()
        || survey.article.published.is_some()
        || !survey.structured.claims.published.is_empty();
    let run = longest_run(case);
    if written || run >= DECLARED_RUN || is_gated(case) || is_slight(case) || written_about::is_report(case) {
        return None;
    }
    let og = survey.structured.og_type.as_deref();
    let og = og.filter(|og| *og == "profile" || og.starts_with("business."));
    let mut types = survey.structured.types.iter().map(String::as_str);
    let kind = types.find(|kind| OFFERED.contains(kind)).or(og);
    if kind.is_none() && (run >= RUN || !Parts::of(case).are_set()) {
        return None;
    }
    let evidence = match kind {
        Some(kind) => marked(case, &[kind], Reason::NotAnArticle),
        None => case.anything(Reason::NotAnArticle),
    };
    Finding::by(Rule::Offered, Holding::OtherKind).because(Reason::NotAnArticle, evidence)
}

/// What a page consists of, outside of its menus.
#[derive(Default)]
struct Parts {
    words: usize,
    /// Words in pieces that end as sentences do.
    told: usize,
    /// Sentences stand in numbered steps: a recipe, instructions.
    steps: bool,
    /// Short headings and terms that lead nowhere.
    labels: usize,
    /// Short pieces of lists and tables.
    facts: usize,
    /// Buttons, and fields to fill in.
    controls: HashSet<NodeId>,
}

impl Parts {
    /// Whether they are set as an offer is: under labels, with something to press, and hardly told.
    fn are_set(&self) -> bool {
        let several = self.labels >= SEVERAL && self.controls.len() >= SEVERAL;
        self.labels > 0
            && (self.facts + self.labels >= PARTS || several)
            && !self.controls.is_empty()
            && !self.steps
            && self.told * 20 < self.words * 11
    }

    fn of(case: &Case<'_, '_>) -> Self {
        let mut parts = Self::default();
        let own = case.fragments.iter().filter(|fragment| {
            let scope = fragment.scope;
            !scope.foreign() && !scope.consent
        });
        for fragment in own {
            parts.words += fragment.words;
            let tells = fragment.words >= SENTENCE
                && fragment.linked * 2 < fragment.text.len()
                && ends_sentence(&fragment.text);
            if tells {
                parts.told += fragment.words;
                parts.steps |= around(case, fragment).any(|id| case.survey.doc.tag(id) == Some(Tag::Ol));
            }
            let controls = controls(case, fragment);
            if !controls.is_empty() {
                parts.controls.extend(controls);
                continue;
            }
            let bare = fragment.linked == 0 && !ends_sentence(&fragment.text);
            parts.labels += usize::from(bare && fragment.words <= LABEL && is_label(case, fragment));
            parts.facts += usize::from(bare && fragment.words <= FACT && is_fact(case, fragment));
        }
        parts
    }
}

/// Heads of parts; the page's own headline is none.
fn is_label(case: &Case<'_, '_>, fragment: &Fragment) -> bool {
    around(case, fragment)
        .any(|id| matches!(case.survey.doc.tag(id), Some(Tag::H2 | Tag::H3 | Tag::H4 | Tag::Dt | Tag::Th)))
}

fn is_fact(case: &Case<'_, '_>, fragment: &Fragment) -> bool {
    around(case, fragment).any(|id| matches!(case.survey.doc.tag(id), Some(Tag::Li | Tag::Td | Tag::Dd)))
}

/// The controls that a short piece of text stands on or holds: buttons, and links that are drawn as such.
fn controls(case: &Case<'_, '_>, fragment: &Fragment) -> Vec<NodeId> {
    let doc = case.survey.doc;
    let is_control = |id: &NodeId| {
        let named = || {
            let class = doc.attr(*id, "class").unwrap_or_default().to_ascii_lowercase();
            class.split_ascii_whitespace().any(|name| name.contains("btn") || name.contains("button"))
        };
        doc.tag(*id) == Some(Tag::Button)
            || doc.attr(*id, "role") == Some("button")
            || doc.tag(*id) == Some(Tag::A) && named()
    };
    let on = || around(case, fragment).find(is_control).into_iter().collect();
    match fragment.words {
        ..=CONTROL => Some(on())
            .filter(|on: &Vec<NodeId>| !on.is_empty())
            .unwrap_or_else(|| doc.descendants(fragment.node).take(NODES).filter(is_control).collect()),
        ..=CONTROLS if fragment.linked * 2 > fragment.text.len() => {
            doc.descendants(fragment.node).take(NODES).filter(is_control).collect()
        }
        _ => Vec::new(),
    }
}

fn around(case: &Case<'_, '_>, fragment: &Fragment) -> impl Iterator<Item = NodeId> {
    std::iter::once(fragment.node).chain(case.survey.doc.ancestors(fragment.node)).take(3)
}
