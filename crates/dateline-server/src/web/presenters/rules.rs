//! Rules in words.

use super::{headline, held, published, publisher};
use crate::rule_words::{conditions, default_name, kind_word, rule_name, verdict_word};
use crate::web::view::{PreviewRow, PreviewView, RuleChoices, RuleRow, TextLanguage};
use crate::web::wording;
use dateline_model::{Holding, Medium};
use dateline_store::{FeedRecord, Label, NewRule, Rule, RuleKind, RulePreview, RuleVerdict, Section};
use jiff::Timestamp;

/// A rule as the list tells it.
pub(crate) fn rule_row(rule: &Rule, feeds: &[FeedRecord]) -> RuleRow {
    RuleRow {
        id: rule.id,
        name: rule_name(&rule.rule, feeds),
        // A name that was made of them says them.
        conditions: match rule.rule.name == default_name(&rule.rule, feeds) {
            true => Vec::new(),
            false => conditions(&rule.rule.conditions, feeds),
        },
        actions: actions(&rule.rule),
        matches: match rule.matches {
            0 => "No articles yet".to_owned(),
            count => wording::count(usize::try_from(count).unwrap_or(usize::MAX), "article", "articles"),
        },
        paused: rule.rule.paused,
        mutes: rule.rule.actions.mute,
    }
}

fn actions(rule: &NewRule) -> String {
    let done = &rule.actions;
    let found = [
        done.mute.then(|| "mute".to_owned()),
        (done.read && !done.mute).then(|| "mark read".to_owned()),
        done.star.then(|| "star".to_owned()),
        done.label.as_ref().map(|label| format!("label \u{201c}{label}\u{201d}")),
    ];
    let mut words = found.into_iter().flatten().collect::<Vec<_>>().join(", ");
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    words
}

/// What the form's lists offer.
pub(crate) fn rule_choices(feeds: &[FeedRecord], folders: &[String], labels: &[Label]) -> RuleChoices {
    let named = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let holdings =
        [Holding::Full, Holding::Partial, Holding::HeadlineOnly, Holding::None, Holding::OtherKind];
    let verdicts = holdings.map(RuleVerdict::Is).into_iter().chain([RuleVerdict::NotWhole]);
    let kinds = [Medium::Audio, Medium::Video, Medium::Picture, Medium::Note].map(RuleKind::Other);
    RuleChoices {
        feeds: feeds.iter().map(|feed| (feed.id.to_string(), feed.title.clone())).collect(),
        folders: folders.iter().map(|folder| named(folder, folder)).collect(),
        sections: Section::all().map(|section| named(section.word(), section.name())).collect(),
        verdicts: verdicts.map(|verdict| named(verdict.word(), verdict_word(verdict))).collect(),
        kinds: [RuleKind::Article]
            .into_iter()
            .chain(kinds)
            .map(|kind| named(kind.word(), kind_word(kind)))
            .collect(),
        labels: labels.iter().map(|label| label.name.clone()).collect(),
    }
}

/// What a rule would have done.
pub(crate) fn rule_preview(found: &RulePreview, now: Timestamp) -> PreviewView {
    let matched = usize::try_from(found.matched).unwrap_or(usize::MAX);
    let looked =
        wording::count(usize::try_from(found.looked_at).unwrap_or(usize::MAX), "article", "articles");
    PreviewView {
        words: match matched {
            0 => format!("No article of the last week would have matched, of {looked}."),
            _ => format!("{} of {looked} of the last week would have matched.", wording::thousands(matched)),
        },
        rows: found
            .items
            .iter()
            .map(|entry| PreviewRow {
                href: super::href(entry.id),
                title: headline(&entry.title),
                text_language: TextLanguage::of(entry.language.as_deref()),
                publisher: format!("{}, {}", publisher(entry), held(entry).word().to_lowercase()),
                when: published(entry, now),
            })
            .collect(),
        more: matched.saturating_sub(found.items.len()),
    }
}
