//! Rules in words, for whoever has not named one.

use crate::web::l10n;
use crate::web::wording;
use dateline_model::{Holding, Medium};
use dateline_store::{FeedRecord, NewRule, RuleConditions, RuleKind, RuleVerdict};

/// Longest name that is made, in characters.
const LONGEST: usize = 100;

/// What a rule is called: by its name, else by its conditions.
pub(crate) fn rule_name(rule: &NewRule, feeds: &[FeedRecord]) -> String {
    if rule.name.trim().is_empty() { default_name(rule, feeds) } else { rule.name.clone() }
}

/// What a rule is called without a name of its own.
pub(crate) fn default_name(rule: &NewRule, feeds: &[FeedRecord]) -> String {
    upper(dateline_text::shorten(&l10n::list(&conditions(&rule.conditions, feeds)), LONGEST))
}

/// With a capital at the beginning.
pub(crate) fn upper(mut words: String) -> String {
    if let Some(first) = words.chars().next() {
        words.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    words
}

/// Which articles a rule is about, a condition each.
pub(crate) fn conditions(asked: &RuleConditions, feeds: &[FeedRecord]) -> Vec<String> {
    let several = |id: &'static str, values: &[String]| {
        (!values.is_empty()).then(|| l10n::with(id).text("values", any_of(values)).to_string())
    };
    let named = |id: &'static str, name: &str| l10n::with(id).text("name", name).to_string();
    let feed = asked.feed.map(|id| {
        let known = feeds.iter().find(|feed| feed.id == id);
        known
            .map_or_else(|| l10n::text("rule-a-feed-gone").to_owned(), |feed| named("rule-feed", &feed.title))
    });
    let found = [
        several("rule-title-has", &asked.title),
        several("rule-text-has", &asked.text),
        several("rule-nowhere", &asked.without),
        several("rule-by", &asked.authors),
        several("rule-from", &asked.publishers),
        feed,
        asked.folder.as_ref().map(|folder| named("rule-folder", folder)),
        asked.verdict.map(|verdict| l10n::mid_sentence(verdict_word(verdict))),
        asked.language.as_ref().map(|language| named("rule-language", language)),
        asked.section.map(|section| named("rule-section", wording::section(section))),
        asked.kind.map(|kind| l10n::mid_sentence(kind_word(kind))),
        range(asked.words_from, asked.words_to, ["rule-words-from", "rule-words-to", "rule-words-range"]),
        range(asked.story_from, asked.story_to, ["rule-story-from", "rule-story-to", "rule-story-range"]),
        asked.story.map(|_| l10n::text("rule-one-story").to_owned()),
    ];
    found.into_iter().flatten().collect()
}

fn any_of(values: &[String]) -> String {
    let quoted = values.iter().map(|value| l10n::with("quoted").text("text", value).to_string());
    quoted.collect::<Vec<_>>().join(l10n::text("rule-or"))
}

/// A range in words: `ids` of one with a beginning, with an end, with both.
fn range(from: Option<u32>, to: Option<u32>, ids: [&'static str; 3]) -> Option<String> {
    let id = match (from, to) {
        (None, None) => return None,
        (Some(_), None) => ids[0],
        (None, Some(_)) => ids[1],
        (Some(_), Some(_)) => ids[2],
    };
    let [from, to] = [from, to].map(Option::unwrap_or_default);
    Some(l10n::with(id).text("from", from).text("to", to).to_string())
}

/// A verdict as a rule asks for it.
pub(crate) fn verdict_word(verdict: RuleVerdict) -> &'static str {
    match verdict {
        RuleVerdict::NotWhole => l10n::text("rule-less-than-the-whole"),
        RuleVerdict::Is(Holding::Full) => l10n::text("rule-whole-article"),
        RuleVerdict::Is(Holding::Partial) => l10n::text("rule-preview"),
        RuleVerdict::Is(Holding::HeadlineOnly) => l10n::text("rule-headline-only"),
        RuleVerdict::Is(Holding::None) => l10n::text("rule-not-available"),
        RuleVerdict::Is(Holding::OtherKind) => l10n::text("rule-not-an-article"),
    }
}

/// A kind as a rule asks for it.
pub(crate) fn kind_word(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Article => l10n::text("rule-articles-to-read"),
        RuleKind::Other(Medium::Audio) => l10n::text("rule-audio"),
        RuleKind::Other(Medium::Video) => l10n::text("rule-video"),
        RuleKind::Other(Medium::Picture) => l10n::text("rule-pictures"),
        RuleKind::Other(Medium::Note) => l10n::text("rule-short-notes"),
    }
}
