//! Rules in words, for whoever has not named one.

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
    let mut name = dateline_text::shorten(&conditions(&rule.conditions, feeds).join(", "), LONGEST);
    if let Some(first) = name.chars().next() {
        name.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    name
}

/// Which articles a rule is about, a condition each.
pub(crate) fn conditions(asked: &RuleConditions, feeds: &[FeedRecord]) -> Vec<String> {
    let several = |words: &'static str, values: &[String]| {
        (!values.is_empty()).then(|| format!("{words} {}", any_of(values)))
    };
    let feed = asked.feed.map(|id| {
        let known = feeds.iter().find(|feed| feed.id == id);
        known.map_or_else(|| "a feed you no longer have".to_owned(), |feed| format!("feed {}", feed.title))
    });
    let found = [
        several("headline has", &asked.title),
        several("text has", &asked.text),
        several("nowhere", &asked.without),
        several("by", &asked.authors),
        several("from", &asked.publishers),
        feed,
        asked.folder.as_ref().map(|folder| format!("folder {folder}")),
        asked.verdict.map(|verdict| verdict_word(verdict).to_lowercase()),
        asked.language.as_ref().map(|language| format!("language {language}")),
        asked.section.map(|section| format!("section {}", section.name())),
        asked.kind.map(|kind| kind_word(kind).to_lowercase()),
        range(asked.words_from, asked.words_to, "words"),
        range(asked.story_from, asked.story_to, "articles in its story"),
        asked.story.map(|_| "articles of one story".to_owned()),
    ];
    found.into_iter().flatten().collect()
}

fn any_of(values: &[String]) -> String {
    values.iter().map(|value| format!("\u{201c}{value}\u{201d}")).collect::<Vec<_>>().join(" or ")
}

fn range(from: Option<u32>, to: Option<u32>, what: &str) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("{from} or more {what}")),
        (None, Some(to)) => Some(format!("{to} or fewer {what}")),
        (Some(from), Some(to)) => Some(format!("{from} to {to} {what}")),
    }
}

/// A verdict as a rule asks for it.
pub(crate) const fn verdict_word(verdict: RuleVerdict) -> &'static str {
    match verdict {
        RuleVerdict::NotWhole => "Less than the whole article",
        RuleVerdict::Is(Holding::Full) => "Whole article",
        RuleVerdict::Is(Holding::Partial) => "Preview",
        RuleVerdict::Is(Holding::HeadlineOnly) => "Headline only",
        RuleVerdict::Is(Holding::None) => "Not available",
        RuleVerdict::Is(Holding::OtherKind) => "Not an article",
    }
}

/// A kind as a rule asks for it.
pub(crate) const fn kind_word(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Article => "Articles to read",
        RuleKind::Other(Medium::Audio) => "Audio",
        RuleKind::Other(Medium::Video) => "Video",
        RuleKind::Other(Medium::Picture) => "Pictures",
        RuleKind::Other(Medium::Note) => "Short notes",
    }
}
