//! Pages that stand in for an article: proofs of a human, empty shells, moved and missing pages, parked domains, consent
//! walls. Each wants its own words or marks and also that no article is there.

mod birthday;
mod choice;
mod interstitial_words;

use super::{Case, Finding, addressee, brief, http, kind, quote_location};
use crate::gate::notice_shape::names_a_sum;
use crate::lexicon::{self, Hit, Strength};
use crate::text_fragment::Fragment;
use aho_corasick::AhoCorasick;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Evidence, Holding, Reason, Rule};
use std::sync::LazyLock;

/// A page with this much running text is read for its text. The longest challenge page seen has 180 words of it.
const ARTICLE: usize = 220;
/// Fewer visible words are a shell where scripts wait to fill it: 12 of 14 shells, no article.
const SHELL: usize = 25;

/// Marks of vendors in the source of a challenge page. They also stand on whole pages, so they count only where
/// nothing else does.
const MARKS: &[&str] = &[
    "cf-browser-verification",
    "cf_chl_opt",
    "/cdn-cgi/challenge-platform/",
    "jschl_vc",
    "cf-error-details",
    "captcha-delivery.com",
    "_Incapsula_Resource",
    "px-captcha",
    "perimeterx",
    "/.within.website/x/cmd/anubis",
    "ak-challenge",
    "hcaptcha.com/captcha",
    "awswaf.com",
    "/_fs-ch-",
    "ddos-guard",
    "sucuri_cloudproxy",
    "distil_r_captcha",
];

static MARK_FINDER: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(MARKS).ok());

/// A page that wants proof of a human.
pub(super) fn challenge(case: &Case<'_, '_>) -> Option<Finding> {
    let thin = case.running < ARTICLE && case.held < ARTICLE;
    if !thin || is_written(case) {
        return None;
    }
    let header = http::challenge_header(case)
        .filter(|(_, evidence)| evidence.place.to_string() == "http:cf-mitigated");
    let words = strong(case, Reason::BotCheck);
    let few = case.visible < 60;
    let evidence = match (header, words) {
        (Some((_, evidence)), _) => Some(evidence),
        (_, Some(_)) if interstitial_words::is_whole_text(case) => None,
        (_, Some(evidence)) => Some(evidence).filter(|_| case.visible < 300 || mark(case).is_some()),
        _ if few && case.held == 0 => mark(case),
        _ => None,
    };
    Finding::by(Rule::Challenge, Holding::None).because(Reason::BotCheck, evidence)
}

/// Words of an article that somebody signs and dates.
const WRITTEN: usize = 60;

/// Whether somebody signs and the page's data dates what stands there, and its headline says nothing of a failure: it may speak of one.
fn is_written(case: &Case<'_, '_>) -> bool {
    let article = case.survey.article;
    let title = article.title.as_deref().unwrap_or_default();
    let fails = |hit: &Hit| hit.strength == Strength::Strong && hit.reason().is_some();
    case.held >= WRITTEN
        && !article.bylines.is_empty()
        && !case.survey.structured.claims.published.is_empty()
        && !lexicon::hits(title).iter().any(fails)
}

fn mark(case: &Case<'_, '_>) -> Option<Evidence> {
    let doc = case.survey.doc;
    let source = doc.source();
    let source = &source[..source.floor_char_boundary(source.len().min(64 << 10))];
    let found = MARK_FINDER.as_ref()?.find_iter(source).min_by_key(|mark| (mark.pattern(), mark.start()))?;
    quote_location::raw(doc, found.start(), found.end(), Reason::BotCheck.as_str())
}

/// The first strong phrase of a reason in the title, in visible text or in `<noscript>`.
fn strong(case: &Case<'_, '_>, reason: Reason) -> Option<Evidence> {
    let said = |hit: &&Hit| hit.strength == Strength::Strong && hit.reason() == Some(reason);
    let seen = case
        .fragments
        .iter()
        .filter(|fragment| !fragment.scope.comments && !fragment.scope.player && !fragment.scope.newsletter);
    let meant = |fragment: &Fragment, hit: &Hit| !case.is_story() || addressee::is_meant(fragment, hit);
    let in_text = seen.filter_map(|fragment| {
        fragment.hits.iter().find(|hit| said(hit) && meant(fragment, hit)).map(|hit| (fragment, hit))
    });
    let in_text = in_text
        .map(|(fragment, hit)| case.quote(fragment, &fragment.text[hit.start..hit.end], reason))
        .next()
        .flatten();
    in_text.or_else(|| {
        let (node, title) = title(case)?;
        let hit = lexicon::hits(&title).into_iter().find(|hit| said(&hit)).filter(|_| !case.is_report())?;
        quote_location::quote(case.survey.doc, node, &title[hit.start..hit.end], reason.as_str())
    })
}

fn title(case: &Case<'_, '_>) -> Option<(NodeId, String)> {
    let doc = case.survey.doc;
    let mut nodes = doc.descendants(doc.root()).take(4000);
    let node = nodes.find(|id| doc.tag(*id) == Some(Tag::Title))?;
    Some((node, doc.collect_text(node)))
}

/// A page that is blank, or no text at all.
pub(super) fn unreadable(case: &Case<'_, '_>) -> Option<Finding> {
    let (reason, stretch) = case.survey.unreadable.clone()?;
    let evidence = quote_location::stretch(case.survey.doc, stretch, reason.as_str());
    Finding::by(Rule::Unreadable, Holding::None).because(reason, evidence)
}

/// A page whose text is to come by script.
pub(super) fn shell(case: &Case<'_, '_>) -> Option<Finding> {
    let doc = case.survey.doc;
    let scripts = doc.descendants(doc.root()).any(|id| loads_script(doc, id));
    let asks = strong(case, Reason::Javascript);
    let empty = case.visible < SHELL && case.running == 0;
    let asks_only = asks.is_some() && case.running == 0 && case.visible < 3 * SHELL;
    if case.held >= 60
        || !(empty || asks_only)
        || !(scripts || asks.is_some())
        || moved(case).is_some()
        || parked(case).is_some()
    {
        return None;
    }
    if failed(case).is_some()
        || is_media_embed(case)
        || kind::is_made_by_known(case)
        || stand_in(case).is_some()
    {
        return None;
    }
    if asks.is_none() && brief::is_whole(case) {
        return None;
    }
    let headline =
        case.survey.article.title.as_ref().is_some_and(|title| title.split_whitespace().count() >= 4);
    let holding = if headline { Holding::HeadlineOnly } else { Holding::None };
    let evidence = asks.or_else(|| case.anything(Reason::Javascript));
    Finding::by(Rule::Shell, holding).because(Reason::Javascript, evidence)
}

/// A script, or a link by which one is fetched ahead: a shell cut off before its scripts has the links alone.
fn loads_script(doc: &Document, id: NodeId) -> bool {
    match doc.tag(id) {
        Some(Tag::Script) => true,
        Some(Tag::Link) => {
            doc.attr(id, "as") == Some("script") || doc.attr(id, "rel") == Some("modulepreload")
        }
        _ => false,
    }
}

fn is_media_embed(case: &Case<'_, '_>) -> bool {
    let doc = case.survey.doc;
    doc.descendants(doc.root()).any(|id| matches!(doc.tag(id), Some(Tag::Video | Tag::Audio)))
}

/// Moved, missing, parked, refused by place or law, behind consent, broken.
pub(super) fn failure(case: &Case<'_, '_>) -> Option<Finding> {
    let told = moved(case).or_else(|| parked(case)).or_else(|| failed(case)).or_else(|| consent(case));
    told.or_else(|| stand_in(case)).filter(|_| !interstitial_words::is_whole_text(case))
}

/// A page of few words that stands in for an article.
pub(super) fn stand_in(case: &Case<'_, '_>) -> Option<Finding> {
    interstitial_words::find(case)
}

/// A page that only sends on.
fn moved(case: &Case<'_, '_>) -> Option<Finding> {
    if case.visible > 60 || case.running >= 40 {
        return None;
    }
    let evidence = strong(case, Reason::Redirected).or_else(|| refresh(case))?;
    Finding::by(Rule::SentOn, Holding::None).because(Reason::Redirected, Some(evidence))
}

/// `<meta http-equiv="refresh" content="0; url=…">` with hardly any wait.
fn refresh(case: &Case<'_, '_>) -> Option<Evidence> {
    let doc = case.survey.doc;
    let meta = doc.descendants(doc.root()).take(4000).find(|id| {
        doc.tag(*id) == Some(Tag::Meta)
            && doc.attr(*id, "http-equiv").is_some_and(|name| name.eq_ignore_ascii_case("refresh"))
            && doc.attr(*id, "content").is_some_and(|content| content.to_ascii_lowercase().contains("url"))
            && doc.ancestors(*id).all(|above| doc.tag(above) != Some(Tag::Noscript))
    })?;
    let content = doc.attr(meta, "content")?;
    let start = doc.source().find(content)?;
    quote_location::raw(doc, start, start + content.len(), Reason::Redirected.as_str())
}

fn parked(case: &Case<'_, '_>) -> Option<Finding> {
    if case.visible > 400 || case.running > 120 {
        return None;
    }
    let evidence = strong(case, Reason::Parked).or_else(|| named_after_host(case))?;
    Finding::by(Rule::ParkedSaid, Holding::OtherKind).because(Reason::Parked, Some(evidence))
}

/// A heading that is the page's own host and nothing else, beside a sum that is asked: the name itself is for sale.
fn named_after_host(case: &Case<'_, '_>) -> Option<Evidence> {
    let host = case.survey.served.base()?.as_url().host_str()?;
    let own = host.trim_start_matches("www.");
    let shown = || case.fragments.iter().filter(|fragment| !fragment.scope.hidden);
    let is_host = |fragment: &&Fragment| {
        fragment.scope.heading && fragment.text.trim().trim_start_matches("www.").eq_ignore_ascii_case(own)
    };
    let heading = shown().find(is_host)?;
    let sum = shown().any(|fragment| fragment.words <= 12 && names_a_sum(&fragment.text));
    if sum { case.quote_fragment(heading, Reason::Parked) } else { None }
}

/// Words of a page that tells of a failure, and of one with teasers of stories that goes by that name alone.
const FAILURE: usize = 150;
const TEASERS: usize = 300;

/// Whether a page's whole title, up to the name of the house, says that it is missing, and nobody signs it.
fn is_titled_missing(case: &Case<'_, '_>) -> bool {
    let missing = |hit: &Hit| {
        hit.strength == Strength::Strong && matches!(hit.reason(), Some(Reason::NotFound | Reason::Gone))
    };
    title(case).is_some_and(|(_, title)| {
        lexicon::hits(&title).iter().any(|hit| missing(hit) && is_all_of(&title, hit)) && !is_signed(case)
    })
}

/// A failure told by a title, a heading or a page that says nothing else.
fn failed(case: &Case<'_, '_>) -> Option<Finding> {
    let words = case.held.max(case.running);
    if words >= FAILURE && !(words < TEASERS && is_titled_missing(case)) || is_written(case) {
        return None;
    }
    let reasons =
        [Reason::NotFound, Reason::Gone, Reason::GeoLegal, Reason::ServerError, Reason::RetrievalFailed];
    let told =
        reasons.iter().find_map(|reason| told_aloud(case, *reason).map(|evidence| (*reason, evidence)));
    let (reason, evidence) = told.or_else(|| numbered(case)).or_else(|| numbered_in_title(case))?;
    Finding::by(Rule::FailureSaid, Holding::None).because(reason, Some(evidence))
}

/// The number of an error as a line of its own right beside the heading, whatever the heading says.
fn numbered(case: &Case<'_, '_>) -> Option<(Reason, Evidence)> {
    let shown: Vec<&Fragment> = case.fragments.iter().filter(|fragment| !fragment.scope.hidden).collect();
    let heading = shown.iter().position(|fragment| fragment.scope.heading && !fragment.scope.foreign())?;
    let beside = [heading.checked_sub(1), Some(heading), Some(heading + 1)].into_iter().flatten();
    let reason = |fragment: &Fragment| reason_of(fragment.text.trim());
    let (fragment, reason) = beside
        .filter_map(|at| shown.get(at))
        .find_map(|fragment| Some((*fragment, reason(fragment)?)))
        .filter(|_| !is_signed(case) && !case.is_report())?;
    Some((reason, case.quote_fragment(fragment, reason)?))
}

/// What the number of an error says.
fn reason_of(number: &str) -> Option<Reason> {
    Some(match number {
        "404" => Reason::NotFound,
        "410" => Reason::Gone,
        "500" | "502" | "503" | "504" => Reason::ServerError,
        _ => return None,
    })
}

/// Words of a heading under the number of an error: "Oops!".
const CRY: usize = 2;

/// The number of an error that is the page's whole title, before the name of the house, over a heading that is hardly a word.
fn numbered_in_title(case: &Case<'_, '_>) -> Option<(Reason, Evidence)> {
    let (node, title) = title(case)?;
    let (number, _) = title.split_once(is_mark_before_house)?;
    let reason = reason_of(number.trim())?;
    let cries = |fragment: &Fragment| fragment.scope.heading && !fragment.is_link() && fragment.words <= CRY;
    let heading = case.fragments.iter().find(|fragment| fragment.scope.heading && !fragment.scope.hidden)?;
    let evidence = || quote_location::quote(case.survey.doc, node, number.trim(), reason.as_str());
    if cries(heading) && !is_signed(case) { Some((reason, evidence()?)) } else { None }
}

/// A phrase that is more than this share of a heading or line is all that it says.
const ALL: f32 = 0.6;

/// A strong phrase where it is the page's own word: in its title, a heading, or among very few others.
fn told_aloud(case: &Case<'_, '_>, reason: Reason) -> Option<Evidence> {
    let said = |hit: &Hit| hit.strength == Strength::Strong && hit.reason() == Some(reason);
    let aloud = |fragment: &&Fragment| {
        let covered = fragment.covered(|hit| said(hit));
        let alone = covered > 0.3;
        let meant = |hit: &Hit| said(hit) && (!case.is_story() || addressee::is_meant(fragment, hit));
        !fragment.scope.foreign()
            && fragment.hits.iter().any(meant)
            && (covered > ALL || !case.is_report())
            && (fragment.scope.heading || alone || case.visible < 200)
    };
    if let Some(fragment) = case.fragments.iter().find(aloud) {
        return case.quote_fragment(fragment, reason);
    }
    let (node, title) = title(case)?;
    // Teasers below it tell of others.
    let alone = |hit: &Hit| is_all_of(&title, hit) && !is_signed(case);
    let hit = lexicon::hits(&title).into_iter().find(|hit| said(hit));
    let hit = hit.filter(|hit| !case.is_report() || alone(hit))?;
    quote_location::quote(case.survey.doc, node, &title[hit.start..hit.end], reason.as_str())
}

/// A phrase that is this much of a title, up to the name of the house, is the title.
const WHOLE: f32 = 0.8;

/// Whether a phrase is the title, up to the name of the house.
fn is_all_of(title: &str, hit: &Hit) -> bool {
    let name = title.find(is_mark_before_house).unwrap_or(title.len());
    hit.end <= name && crate::text::share(hit.end - hit.start, title[..name].trim().len()) > WHOLE
}

const fn is_mark_before_house(c: char) -> bool {
    matches!(c, '|' | '–' | '—' | '·' | '»' | '｜')
}

/// Whether somebody signs the page, or its data dates it.
fn is_signed(case: &Case<'_, '_>) -> bool {
    !case.survey.article.bylines.is_empty() || !case.survey.structured.claims.published.is_empty()
}

/// Consent demanded before anything is shown.
fn consent(case: &Case<'_, '_>) -> Option<Finding> {
    if case.held >= 80 && case.running >= 120 {
        return None;
    }
    let spoken = strong(case, Reason::Consent);
    let about = case
        .fragments
        .iter()
        .filter(|fragment| fragment.hits.iter().any(|hit| hit.class == lexicon::Class::Cookie));
    let words: usize = about.map(|fragment| fragment.words).sum();
    let mostly = words * 3 > case.visible && case.visible > 20;
    let evidence = spoken.filter(|_| mostly || case.visible < 400)?;
    Finding::by(Rule::ConsentSaid, Holding::None).because(Reason::Consent, Some(evidence))
}
