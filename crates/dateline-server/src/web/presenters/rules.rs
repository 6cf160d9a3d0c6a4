//! Rules in words.

use super::{headline, held, published, publisher};
use crate::rule_words::{conditions, default_name, kind_word, rule_name, verdict_word};
use crate::web::l10n;
use crate::web::view::{Alert, PreviewRow, PreviewView, RuleChoices, RuleRow, TextLanguage};
use crate::web::wording;
use dateline_model::{Holding, Medium};
use dateline_store::{
    FeedRecord, Label, NewRule, Rule, RuleAlert, RuleKind, RulePreview, RuleVerdict, Section,
};
use jiff::Timestamp;

/// A rule as the list tells it.
pub(crate) fn rule_row(rule: &Rule, feeds: &[FeedRecord]) -> RuleRow {
    RuleRow {
        id: rule.id,
        list: format!("/articles?show=all&rule={}", rule.id),
        name: rule_name(&rule.rule, feeds),
        // A name that was made of them says them.
        conditions: match rule.rule.name == default_name(&rule.rule, feeds) {
            true => Vec::new(),
            false => conditions(&rule.rule.conditions, feeds),
        },
        actions: actions(&rule.rule),
        matches: match rule.matches {
            0 => l10n::text("rule-no-articles").to_owned(),
            count => l10n::count("count-articles", usize::try_from(count).unwrap_or(usize::MAX)),
        },
        paused: rule.rule.paused,
        mutes: rule.rule.actions.mute,
    }
}

/// What a rule tells of, on Today.
pub(crate) fn rule_alert(found: RuleAlert) -> Alert {
    Alert {
        id: found.rule,
        words: l10n::count("count-new-articles", found.new),
        href: format!("/articles?show=all&rule={}", found.rule),
        name: found.name,
        seen: "/rules/looked",
    }
}

fn actions(rule: &NewRule) -> String {
    let done = &rule.actions;
    let found = [
        done.mute.then(|| l10n::text("rule-does-mute").to_owned()),
        (done.read && !done.mute).then(|| l10n::text("rule-does-read").to_owned()),
        done.star.then(|| l10n::text("rule-does-star").to_owned()),
        done.lift.then(|| l10n::text("rule-does-lift").to_owned()),
        done.notify.then(|| l10n::text("rule-does-notify").to_owned()),
        done.label.as_ref().map(|label| l10n::with("rule-does-label").text("label", label).to_string()),
    ];
    crate::rule_words::upper(l10n::list(&found.into_iter().flatten().collect::<Vec<_>>()))
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
        sections: Section::all().map(|section| named(section.word(), wording::section(section))).collect(),
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
    let looked = l10n::count("count-articles", usize::try_from(found.looked_at).unwrap_or(usize::MAX));
    PreviewView {
        words: match matched {
            0 => l10n::with("rule-preview-none").text("looked", looked).to_string(),
            _ => {
                l10n::with("rule-preview-found").number("matched", matched).text("looked", looked).to_string()
            }
        },
        rows: found
            .items
            .iter()
            .map(|entry| PreviewRow {
                href: super::href(entry.id),
                title: headline(&entry.title),
                text_language: TextLanguage::of(entry.language.as_deref()),
                publisher: l10n::list(&[publisher(entry), l10n::mid_sentence(held(entry).word())]),
                when: published(entry, now),
            })
            .collect(),
        more: matched.saturating_sub(found.items.len()),
    }
}
