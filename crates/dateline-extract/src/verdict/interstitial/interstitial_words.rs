//! What a page of few words speaks of: several words of one trade, and no story. The table's words stand in articles too, so
//! nothing is asked of a page that tells something.

use super::super::{Case, Finding, Paragraph, addressee, brief};
use super::{birthday, choice};
use crate::lexicon::{self, Hit, Strength};
use crate::text_fragment::Fragment;
use aho_corasick::AhoCorasick;
use dateline_html::Tag;
use dateline_model::{Evidence, Holding, Reason, Rule};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../../data/standins.tsv");

/// Words of a page that says nothing else, and of a consent page, which explains itself.
const BRIEF: usize = 280;
const CONSENT: usize = 520;
/// Points that convict: a word in a title or heading has two of them, one elsewhere has one. A page of hardly any words needs
/// fewer.
const POINTS: usize = 4;
const FEW_POINTS: usize = 3;
/// Those of a page that is hardly more than a sentence: what its heading says.
const MESSAGE_POINTS: usize = 2;
const FEW: usize = 90;

/// Words of a question with its answers that is no report, whomever it speaks of.
const ASKED: usize = 60;

struct Spoken {
    automaton: Option<AhoCorasick>,
    reasons: Vec<Reason>,
}

static SPOKEN: LazyLock<Spoken> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| {
        let (words, reason) = line.split_once('\t')?;
        Some((words, Reason::from_word(reason)?))
    });
    let (words, reasons): (Vec<&str>, Vec<Reason>) = rows.unzip();
    Spoken { automaton: AhoCorasick::new(words).ok(), reasons }
});

/// The reason of which a brief page speaks, with what it says.
pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    if case.own > CONSENT || tells(case) {
        return None;
    }
    if let Some(form) = sign_in(case).or_else(|| birthday::asked(case)) {
        return Some(form);
    }
    let mut points: BTreeMap<&'static str, (usize, Reason)> = BTreeMap::new();
    let title = super::title(case).map(|(_, title)| title).unwrap_or_default();
    let seen = || {
        case.fragments
            .iter()
            .filter(|fragment| !fragment.scope.hidden && !fragment.scope.frame && !fragment.scope.comments)
    };
    let texts = seen()
        .map(|fragment| (fragment.text.as_str(), fragment.scope.heading))
        .chain([(title.as_str(), true)]);
    let mut heard = std::collections::HashMap::<usize, usize>::new();
    for (text, aloud) in texts {
        for word in words_in(text) {
            let worth = heard.entry(word).or_default();
            *worth = (*worth).max(1 + usize::from(aloud));
        }
    }
    for (word, worth) in heard {
        let reason = SPOKEN.reasons[word];
        points.entry(reason.as_str()).or_insert((0, reason)).0 += worth;
    }
    let (count, reason) =
        points.into_values().filter(|(_, reason)| may_be(case, *reason)).max_by_key(|told| told.0)?;
    let by_choice = matches!(reason, Reason::Consent | Reason::AgeGate) && choice::is_all(case);
    let wanted = match case.own {
        _ if by_choice => 1,
        _ if case.is_message() => MESSAGE_POINTS,
        ..=FEW => FEW_POINTS,
        _ => POINTS,
    };
    let evidence = evidence(case, reason);
    (count >= wanted).then(|| Finding::by(Rule::StandIn, holding(reason)).because(reason, evidence))?
}

/// Words of a page that is a form, and the links from which on it leads into a site.
const FORM: usize = 70;
const FORM_LINKS: usize = 16;
/// Words of a line that tells something.
const LINE: usize = 20;

/// A field for a password and hardly a word besides, in any language.
fn sign_in(case: &Case<'_, '_>) -> Option<Finding> {
    let doc = case.survey.doc;
    let is_password = |id: &dateline_html::NodeId| {
        doc.tag(*id) == Some(Tag::Input) && doc.attr(*id, "type") == Some("password")
    };
    let shown = || case.fragments.iter().filter(|fragment| !fragment.scope.hidden);
    let form = case.own <= FORM
        && !shown().any(|fragment| fragment.words >= LINE && !fragment.scope.frame)
        && doc.descendants(doc.root()).any(|id| is_password(&id))
        && doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::A)).take(FORM_LINKS).count()
            < FORM_LINKS;
    if !form {
        return None;
    }
    let evidence = shown().find_map(|fragment| case.quote_fragment(fragment, Reason::Login));
    Finding::by(Rule::StandIn, Holding::None).because(Reason::Login, evidence)
}

fn holding(reason: Reason) -> Holding {
    if reason == Reason::Parked { Holding::OtherKind } else { Holding::None }
}

/// Whether the page is set as such pages are.
fn may_be(case: &Case<'_, '_>, reason: Reason) -> bool {
    let doc = case.survey.doc;
    let any = |wanted: &dyn Fn(dateline_html::NodeId) -> bool| doc.descendants(doc.root()).any(wanted);
    let is_choice = |id| matches!(doc.tag(id), Some(Tag::Button | Tag::Input | Tag::Select | Tag::A));
    match reason {
        Reason::Consent => speaks_of_little_else(case, reason) && any(&is_choice),
        Reason::AgeGate => case.own <= BRIEF && any(&is_choice),
        Reason::Login => {
            let field =
                |id, wanted: &str| doc.tag(id) == Some(Tag::Input) && doc.attr(id, "type") == Some(wanted);
            case.own <= BRIEF && any(&|id| field(id, "password"))
                || case.own <= FEW && any(&|id| field(id, "email"))
        }
        _ => case.own <= BRIEF,
    }
}

/// Whether a third of a page's words stand in fragments that speak of it: a banner below a page is none of its matter.
fn speaks_of_little_else(case: &Case<'_, '_>, reason: Reason) -> bool {
    let about = |fragment: &&Fragment| words_in(&fragment.text).any(|word| SPOKEN.reasons[word] == reason);
    let seen = case.fragments.iter().filter(|fragment| !fragment.scope.hidden && !fragment.scope.frame);
    let words: usize = seen.filter(about).map(|fragment| fragment.words).sum();
    words * 3 > case.own
}

/// Whether the page says when or by whom it was written, or tells something under a headline that speaks of nothing else.
fn tells(case: &Case<'_, '_>) -> bool {
    let article = case.survey.article;
    let signed = !article.bylines.is_empty() || !case.survey.structured.claims.published.is_empty();
    let speaks = |text: &str| words_in(text).next().is_some();
    let aloud = || {
        super::title(case).is_some_and(|(_, title)| speaks(&title))
            || case.fragments.iter().any(|fragment| fragment.scope.heading && speaks(&fragment.text))
    };
    signed
        || tells_of_else(case)
        || (case.is_report() || case.is_story() && !aloud())
            && !offers_consent(case)
            && !(case.own <= ASKED && choice::is_all(case))
}

/// Paragraphs under the page's headline that make a report of something else.
const REPORT: usize = 2;
/// Words of each.
const PARAGRAPH: usize = 20;

/// Whether paragraphs under the page's own headline tell of others, in hardly a word of the table: whatever a layer beside them
/// asks.
fn tells_of_else(case: &Case<'_, '_>) -> bool {
    let tells = |paragraph: &&Paragraph| {
        paragraph.prose
            && paragraph.words >= PARAGRAPH
            && addressee::is_report_text(&paragraph.text)
            && words_in(&paragraph.text).count() <= 1
    };
    is_headed(case) && case.paragraphs.iter().filter(tells).count() >= REPORT
}

/// Quiet paragraphs of a whole text, those of them that speak to nobody, and words of each.
const WHOLE: usize = 3;
const WHOLE_TOLD: usize = 2;
const WHOLE_PARAGRAPH: usize = 12;
/// A phrase that is more than this share of a headline is all that it says.
const FORMULA: f32 = 0.75;

/// Whether most paragraphs of a page, and several, hold hardly a word of the table and tell of others, under a headline that says more
/// than that of such a page does: "Access denied" is the whole heading of one, "Beekeepers told: access denied" is an article's.
pub(super) fn is_whole_text(case: &Case<'_, '_>) -> bool {
    let quiet = |paragraph: &&Paragraph| {
        let text = paragraph.text.as_str();
        paragraph.words >= WHOLE_PARAGRAPH
            && paragraph.prose
            && crate::text::ends_sentence(text)
            && words_in(text).count() <= 1
            && !lexicon::hits(text).iter().any(is_strong)
    };
    let says_more =
        |fragment: &Fragment| brief::is_headline(case, fragment) && fragment.covered(is_strong) < FORMULA;
    let quiet: Vec<&Paragraph> = case.paragraphs.iter().filter(quiet).collect();
    let told = quiet.iter().filter(|paragraph| addressee::is_report_text(&paragraph.text));
    quiet.len() >= WHOLE
        && quiet.len() * 2 > case.paragraphs.len()
        && told.count() >= WHOLE_TOLD
        && case.fragments.iter().any(says_more)
}

fn is_strong(hit: &Hit) -> bool {
    hit.strength == Strength::Strong && hit.reason().is_some()
}

fn is_headed(case: &Case<'_, '_>) -> bool {
    case.fragments.iter().any(|fragment| brief::is_headline(case, fragment))
}

/// Whether controls of the page, not of a banner beside it, agree to something or give a choice.
fn offers_consent(case: &Case<'_, '_>) -> bool {
    let doc = case.survey.doc;
    let is_button = |fragment: &Fragment| {
        let mut around = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(3);
        around.any(|id| choice::is_button(doc, id))
    };
    let controls = case.fragments.iter().filter(|fragment| {
        let scope = fragment.scope;
        fragment.words <= CONTROL && !scope.hidden && !scope.frame && !scope.consent
    });
    let (mut agrees, mut link_agrees, mut buttons) = (false, false, 0);
    for control in controls {
        let button = is_button(control);
        buttons += usize::from(button);
        let said = (button || control.is_link()) && crate::body::agrees(&control.text);
        agrees |= said && button;
        link_agrees |= said;
    }
    // A link may agree to a newsletter below a report.
    agrees || buttons >= 2 || link_agrees && !is_headed(case)
}

/// Words of a control.
const CONTROL: usize = 5;

/// The fragment that says most of it.
fn evidence(case: &Case<'_, '_>, reason: Reason) -> Option<Evidence> {
    let said = |fragment: &&Fragment| {
        words_in(&fragment.text).filter(|word| SPOKEN.reasons[*word] == reason).count()
    };
    let seen = case.fragments.iter().filter(|fragment| !fragment.scope.hidden);
    let most = seen.max_by_key(said).filter(|fragment| said(fragment) > 0);
    most.and_then(|fragment| case.quote_fragment(fragment, reason)).or_else(|| case.anything(reason))
}

/// Rows of the table that stand in a text as whole words; beginnings of words count too.
fn words_in(text: &str) -> impl Iterator<Item = usize> {
    let folded = lexicon::fold_text(text);
    let mut found = Vec::new();
    for word in SPOKEN.automaton.iter().flat_map(|automaton| automaton.find_overlapping_iter(&folded)) {
        let (before, inside) =
            (folded[..word.start()].chars().next_back(), folded[word.range()].chars().next());
        let runs_on = inside.is_some_and(crate::char_classes::runs_on);
        let is_number = inside.is_some_and(|c| c.is_ascii_digit());
        let after = folded[word.end()..].chars().next();
        let begins = runs_on
            || before.is_none_or(|c| !crate::char_classes::is_in_word(c) || crate::char_classes::runs_on(c));
        let ends = !is_number || !after.is_some_and(|c| c.is_ascii_digit());
        if begins && ends && !found.contains(&word.pattern().as_usize()) {
            found.push(word.pattern().as_usize());
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_whole() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (words, reason) = line.split_once('\t').unwrap();
            assert!(Reason::from_word(reason).is_some(), "{line}");
            assert_eq!(words.to_lowercase(), words, "{line}");
        }
    }
}
