//! Whether the text breaks off where it ends: cut marks, notices right after it, a share that is said to remain, letters
//! exchanged. A notice elsewhere on the page convicts nothing.

use super::sentence_ending::{cut, is_torn, tail};
use super::{Case, Finding, addressee, brief, continuation, scramble};
use crate::gate::Gate;
use crate::lexicon::{Class, Hit, Strength};
use crate::plain::{asks, percent_left};
use crate::text::{ends_sentence, words};
use crate::text_fragment::Fragment;
use dateline_model::{Completeness, Declared, Evidence, Holding, Origin, Reason, Rule, Verdict};
use std::cell::LazyCell;

/// Pieces after the last paragraph in which a notice speaks of it.
const AFTER: usize = 8;
/// Pieces before the last paragraph's end likewise.
const BEFORE: usize = 3;
/// A text this long is whole unless it visibly breaks off: previews longer than this were not seen without a cut mark.
const LONG_TEXT: usize = 350;
/// The same where the gate was found by less than a third of that text.
const TOLD: usize = 250;
/// A text is a part where the page's data counts this many times its words, and it is shorter than [`FEW`]. Of 106 tuning
/// pages with a count one holds less than a quarter of it, and none of fewer than 350 words less than a third.
const DECLARED_TIMES: usize = 2;
const FEW: usize = 300;
/// Fewer words than this are a headline with a standfirst.
const SOME: usize = 25;

/// The verdict where no step before found another kind of page.
pub(super) fn judge(case: &Case<'_, '_>, declared: Declared) -> Verdict {
    let finding = gated(case)
        .or_else(|| scrambled(case))
        .or_else(|| percent(case))
        .or_else(|| cut_off(case))
        .or_else(|| fewer_than_declared(case))
        .or_else(|| continuation::next_page(case))
        .or_else(|| continuation::folded(case))
        .or_else(|| empty(case));
    let mut verdict = match finding {
        Some(finding) => finding.verdict(declared),
        None => whole(case, declared),
    };
    if is_inherited(case, &verdict) {
        verdict.evidence.iter_mut().for_each(|evidence| evidence.origin = Origin::Inherited);
    }
    verdict
}

fn whole(case: &Case<'_, '_>, declared: Declared) -> Verdict {
    let mut verdict = Verdict { declared, ..Verdict::of(Holding::Full) };
    if let Some((reason, evidence)) =
        told(case, |_, hit| hit.reason() == Some(Reason::PublisherSummary)).into_iter().next()
    {
        verdict.because(reason, evidence.by(Rule::SummarySaid));
    }
    verdict
}

/// How much is held where something is.
fn holding(case: &Case<'_, '_>) -> Holding {
    match case.held {
        SOME.. => Holding::Partial,
        _ if case.survey.article.title.is_some() => Holding::HeadlineOnly,
        0 => Holding::None,
        _ => Holding::Partial,
    }
}

/// Whether the title says something: two words alone are the name of a house.
fn has_headline(case: &Case<'_, '_>) -> bool {
    case.survey.article.title.as_deref().is_some_and(|title| words(title) > 2)
}

/// A gate stands in the way.
fn gated(case: &Case<'_, '_>) -> Option<Finding> {
    let mut finding = Finding::by(Rule::Notice, holding(case));
    let words_before = words_before(case);
    for gate in case.survey.gates.iter().filter(|gate| !is_behind_all(case, gate, &words_before)) {
        let evidence =
            super::quote_location::quote(case.survey.doc, gate.node, &gate.quote, gate.reason.as_str());
        finding.reasons.extend(evidence.map(|evidence| (gate.reason, evidence.by(gate.rule))));
    }
    if finding.reasons.is_empty() {
        return None;
    }
    let letters = exchanged(case).map(|evidence| evidence.by(Rule::ExchangedLetters));
    finding.reasons.extend(letters.map(|evidence| (Reason::Scrambled, evidence)));
    Some(finding)
}

/// The words of the paragraphs before each paragraph, and of all of them.
fn words_before(case: &Case<'_, '_>) -> Vec<usize> {
    let mut told = 0;
    let all = case.paragraphs.iter().map(|paragraph| {
        told += paragraph.words;
        told
    });
    std::iter::once(0).chain(all).collect()
}

/// Whether a long text that ends with a sentence stands before a gate that hides nothing: the gate was found by a part of that text
/// alone.
fn is_behind_all(case: &Case<'_, '_>, gate: &Gate, words_before: &[usize]) -> bool {
    let by_place = matches!(gate.rule, Rule::Notice | Rule::Appeal | Rule::NoticeShape);
    let before = case.paragraphs.partition_point(|paragraph| paragraph.node < gate.node);
    let told = words_before.get(before).copied().unwrap_or(0);
    let last = before.checked_sub(1).and_then(|last| case.paragraphs.get(last));
    let whole = || last.is_some_and(|last| ends_sentence(&last.text) && !last.text.ends_with('…'));
    by_place && gate.hides.is_empty() && told >= TOLD && gate.before * 3 < told && whole()
}

/// Letters exchanged in a good part of the text.
fn scrambled(case: &Case<'_, '_>) -> Option<Finding> {
    Finding::by(Rule::ExchangedLetters, Holding::Partial).because(Reason::Scrambled, exchanged(case))
}

/// What shows that letters were exchanged, in the body or in a part that a gate takes from it.
fn exchanged(case: &Case<'_, '_>) -> Option<Evidence> {
    let doc = case.survey.doc;
    let hides = case.survey.gates.iter().flat_map(|gate| &gate.hides);
    let taken: Vec<_> = hides.map(|node| (*node, doc.after(*node, doc.root()))).collect();
    let is_taken = |fragment: &&Fragment| {
        let inside = |(start, end): &(dateline_html::NodeId, Option<dateline_html::NodeId>)| {
            fragment.first > *start && end.is_none_or(|end| fragment.first < end)
        };
        !fragment.scope.hidden && taken.iter().any(inside)
    };
    // Code, tables and lists have letters of their own.
    let paragraphs = case.paragraphs.iter().filter(|paragraph| paragraph.alone);
    let blocks = paragraphs.map(|paragraph| (paragraph.node, paragraph.text.as_str()));
    let taken = case.fragments.iter().filter(is_taken);
    let blocks = blocks.chain(taken.map(|fragment| (fragment.first, fragment.text.as_str())));
    // Menus, headings and captions are left as they are where the text is exchanged.
    let frame = case
        .fragments
        .iter()
        .filter(|fragment| !fragment.running() && !fragment.scope.hidden && fragment.words <= 30);
    let page = LazyCell::new(|| scramble::Letters::of(frame.map(|fragment| fragment.text.as_str())));
    let scrambled: Vec<_> = blocks.filter(|(_, text)| scramble::is_scrambled(text, || &page)).collect();
    let (node, first) = scrambled.first()?;
    let share: usize = scrambled.iter().map(|(_, text)| words(text)).sum();
    if share * 5 < case.held {
        return None;
    }
    // A few words show that letters were exchanged; more of them would be the text that is kept back.
    let few: Vec<&str> = first.split_whitespace().take(3).collect();
    super::quote_location::quote(doc, *node, &few.join(" "), Reason::Scrambled.as_str())
}

/// "57 % of this article remains".
fn percent(case: &Case<'_, '_>) -> Option<Finding> {
    let (fragment, _) = remaining(case)?;
    let mut finding = Finding::by(Rule::ShareLeft, holding(case))
        .because(Reason::Paywall, case.quote_fragment(fragment, Reason::Paywall))?;
    finding.reasons.extend(spoken(case, |_| true));
    Some(finding)
}

fn remaining<'c>(case: &'c Case<'_, '_>) -> Option<(&'c Fragment, f64)> {
    // A report speaks of shares too: "it says how much is left in every article".
    let told = |fragment: &Fragment| fragment.running() && addressee::is_report_text(&fragment.text);
    let near = case.fragments.iter().filter(|fragment| !fragment.scope.foreign() && fragment.words <= 45);
    let left = |fragment: &Fragment| {
        let in_own_words = || {
            crate::text_fragment::subscribe_prompt::remaining(
                &fragment.text,
                fragment.words,
                fragment.scope.heading,
            )
        };
        percent_left(&fragment.text, &fragment.hits).or_else(in_own_words)
    };
    let said = near.filter_map(|fragment| left(fragment).map(|left| (fragment, left)));
    said.filter(|(_, left)| *left > 0.0).find(|(fragment, _)| !told(fragment))
}

/// The text stops, and something at its end says so.
fn cut_off(case: &Case<'_, '_>) -> Option<Finding> {
    if case.held == 0 {
        return None;
    }
    let cut = cut(case);
    let near = spoken(case, |_| true);
    let strong = told(case, |fragment, hit| {
        let reason = hit.reason().filter(|reason| *reason != Reason::Javascript);
        hit.strength == Strength::Strong && !fragment.own_words && reason.is_some_and(withholds)
    });
    let short = case.held < LONG_TEXT && !goes_on(case);
    let offered = near.iter().any(|(reason, _)| asks(*reason));
    let convicted = !strong.is_empty() && (short || cut.is_some()) || offered && cut.is_some();
    if convicted {
        let mut finding = Finding::by(Rule::Notice, holding(case));
        finding.reasons = near;
        return Some(finding);
    }
    let end = cut.filter(|end| end.words < LONG_TEXT)?;
    let open = !end.text.ends_with(['…', '.']);
    if open && (!end.prose || !end.inner && goes_on(case) || !is_torn(case, &end.text)) {
        return None;
    }
    let tail = tail(&end.text);
    let evidence = super::quote_location::quote(case.survey.doc, end.node, tail, Reason::Unknown.as_str());
    let rule = if open { Rule::TornSentence } else { Rule::CutMark };
    Finding::by(rule, holding(case)).because(Reason::Unknown, evidence)
}

/// A short text on a page whose data counts many more words.
fn fewer_than_declared(case: &Case<'_, '_>) -> Option<Finding> {
    let declared = case.survey.structured.declared.words? as usize;
    if case.held < SOME || case.held >= FEW || declared < DECLARED_TIMES * case.held {
        return None;
    }
    // What stands beside the article may be long, but not half as long as the article.
    if case.running >= FEW && 2 * case.running >= declared {
        return None;
    }
    let source = case.survey.doc.source();
    let at = source.find("\"wordCount\"")?;
    let end = source[at..].find([',', '}', '\n']).map_or(source.len(), |end| at + end);
    let evidence = super::quote_location::raw(case.survey.doc, at, end, Reason::Unknown.as_str());
    Finding::by(Rule::WordCount, holding(case)).because(Reason::Unknown, evidence)
}

/// Where the last paragraph stands among the fragments.
fn end_of_body(case: &Case<'_, '_>) -> Option<usize> {
    *case.end.get_or_init(|| find_end_of_body(case))
}

fn find_end_of_body(case: &Case<'_, '_>) -> Option<usize> {
    let last = case.paragraphs.last()?.node;
    let doc = case.survey.doc;
    case.fragments.iter().rposition(|fragment| {
        fragment.first == last || doc.ancestors(fragment.first).take(64).any(|above| above == last)
    })
}

/// Running text after the body's end: the notice stood in the middle, or the end was not found.
fn goes_on(case: &Case<'_, '_>) -> bool {
    let Some(end) = end_of_body(case) else { return false };
    let after = case
        .fragments
        .iter()
        .skip(end + 1 + AFTER)
        .filter(|fragment| fragment.running() && !fragment.scope.foreign());
    after.map(|fragment| fragment.words).sum::<usize>() > case.held + 60
}

/// Notices around the end of the body, with evidence for each.
pub(super) fn spoken(case: &Case<'_, '_>, wanted: impl Fn(&Hit) -> bool) -> Vec<(Reason, Evidence)> {
    told(case, |_, hit| hit.reason().is_some_and(withholds) && wanted(hit))
}

fn told(case: &Case<'_, '_>, wanted: impl Fn(&Fragment, &Hit) -> bool) -> Vec<(Reason, Evidence)> {
    let end = end_of_body(case);
    let from = end.map_or(0, |end| end.saturating_sub(BEFORE));
    let count = if end.is_some() { BEFORE + AFTER + 1 } else { usize::MAX };
    let own = |fragment: &&Fragment| !fragment.scope.foreign() && !fragment.scope.consent;
    let about = |fragment: &Fragment, hit: &Hit| match hit.reason() {
        Some(Reason::PublisherSummary) => true,
        Some(Reason::Registration) => addressee::is_meant(fragment, hit),
        Some(reason) if case.is_story() && !asks(reason) => addressee::is_meant(fragment, hit),
        _ => !addressee::is_told(fragment, hit),
    };
    let mut found: Vec<(Reason, Evidence)> = Vec::new();
    let near = case.fragments.iter().enumerate().skip(from).filter(|(_, fragment)| own(fragment)).take(count);
    for (at, fragment) in near.filter(|(_, fragment)| is_notice(fragment)) {
        let beside = fragment.hits.iter().any(|hit| hit.reason().is_some_and(asks))
            && end.is_some()
            && (crate::gate::is_beside(case.survey.doc, case.fragments, at)
                || crate::gate::takes_nothing::is_of_others(case.survey.doc, case.fragments, at)
                || crate::gate::takes_nothing::is_closing_offer(case.survey.doc, case.fragments, at));
        if beside {
            continue;
        }
        for hit in fragment.hits.iter().filter(|hit| wanted(fragment, hit) && about(fragment, hit)) {
            let Some(reason) = hit.reason().filter(|reason| found.iter().all(|(told, _)| told != reason))
            else {
                continue;
            };
            let quote = if fragment.text.len() <= 120 {
                fragment.text.as_str()
            } else {
                &fragment.text[hit.start..hit.end]
            };
            let rule = if fragment.own_words { Rule::Appeal } else { Rule::Notice };
            let evidence = case.quote(fragment, quote, reason).map(|evidence| evidence.by(rule));
            found.extend(evidence.map(|evidence| (reason, evidence)));
        }
    }
    found
}

fn is_notice(fragment: &Fragment) -> bool {
    fragment.words <= 25 || fragment.covered(|hit| hit.reason().is_some()) > 0.2
}

/// Reasons for which an article breaks off.
fn withholds(reason: Reason) -> bool {
    reason.is_gate() || reason == Reason::RetrievalFailed
}

/// No running text was found at all.
fn empty(case: &Case<'_, '_>) -> Option<Finding> {
    if case.held >= SOME || brief::is_whole(case) && case.running < 3 * SOME {
        return None;
    }
    let holding = holding(case);
    let lost = case.fragments.iter().filter(|fragment| fragment.running() && !fragment.scope.foreign());
    if case.running >= 150 {
        let fragment = lost.max_by_key(|fragment| fragment.words)?;
        return Finding::by(Rule::NotRead, holding)
            .because(Reason::ExtractorLoss, case.quote_fragment(fragment, Reason::ExtractorLoss));
    }
    let mut finding = Finding::by(Rule::FewWords, holding);
    finding.reasons = spoken(case, |_| true);
    if finding.reasons.is_empty() {
        finding.holding = if has_headline(case) { Holding::HeadlineOnly } else { Holding::None };
        return finding.because(Reason::Unknown, case.anything(Reason::Unknown));
    }
    Some(finding)
}

/// A page that was served whole and carries failures of several kinds in its text, or teasers that break off after a
/// notice, has copied them: its own host refused nobody.
fn is_inherited(case: &Case<'_, '_>, verdict: &Verdict) -> bool {
    let served = case.survey.served.status.is_none_or(|status| (200..300).contains(&status));
    let copied =
        [Reason::RetrievalFailed, Reason::BotCheck].iter().any(|reason| verdict.reasons.contains(reason));
    let kinds = verdict.reasons.len();
    let teasers = case
        .fragments
        .iter()
        .filter(|fragment| !fragment.is_link() || fragment.words > 12)
        .filter(|fragment| breaks_off(fragment))
        .count();
    served
        && verdict.holding == Holding::Partial
        && copied
        && (kinds >= 3 || kinds >= 2 && teasers >= 1 || teasers >= 2)
}

/// "… Read more" at the end of a fragment.
fn breaks_off(fragment: &Fragment) -> bool {
    let Some(hit) = fragment.hits.iter().rev().find(|hit| hit.class == Class::Continuation) else {
        return false;
    };
    let before = fragment.text[..hit.start].trim_end();
    hit.end + 3 >= fragment.text.len() && (before.ends_with('…') || before.ends_with("..."))
}

/// Adds an estimate of the share that is held, where something tells.
pub(super) fn completeness(case: &Case<'_, '_>, verdict: &mut Verdict) {
    if let Some((_, left)) = remaining(case).filter(|_| verdict.holding != Holding::Full) {
        verdict.declared.percent_left.get_or_insert(left);
        verdict.completeness =
            Some(Completeness { share: 1.0 - left / 100.0, source: "percent_notice".to_owned() });
        return;
    }
    let stated = verdict.declared.words.map(|words| (words as usize, "declared_words"));
    let body = case.survey.structured.article_body.as_deref().map(|body| (words(body), "article_body"));
    let hidden = case.survey.gates.iter().flat_map(|gate| &gate.hides);
    let hidden: usize = hidden.map(|node| words(&case.survey.doc.collect_text(*node))).sum();
    let hidden = (hidden > 0).then_some((hidden + case.held, "hidden_text"));
    let Some((whole, source)) = stated.into_iter().chain(body).chain(hidden).find(|(whole, _)| *whole > 40)
    else {
        return;
    };
    if matches!(verdict.holding, Holding::Partial | Holding::HeadlineOnly) {
        let share = f64::from(crate::text::share(case.held, whole)).min(1.0);
        verdict.completeness = Some(Completeness { share, source: source.to_owned() });
    }
}
