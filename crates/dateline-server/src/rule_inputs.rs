//! Rules as forms and programs send them: words and numbers to conditions and actions, and back into a form.

use crate::web::l10n;
use dateline_model::{FeedId, StoryId};
use dateline_store::{NewRule, RuleActions, RuleConditions, RuleKind, RuleVerdict, Section};
use serde::Deserialize;

/// A rule as the fields of a form have it; what is left empty is no condition.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct RuleForm {
    /// Number of the rule that it is put in the place of.
    pub(crate) id: String,
    pub(crate) name: String,
    /// Words and phrases, parted by commas or lines.
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) without: String,
    pub(crate) authors: String,
    pub(crate) publishers: String,
    pub(crate) feed: String,
    pub(crate) folder: String,
    pub(crate) verdict: String,
    pub(crate) language: String,
    pub(crate) section: String,
    pub(crate) kind: String,
    pub(crate) words_from: String,
    pub(crate) words_to: String,
    pub(crate) story_from: String,
    pub(crate) story_to: String,
    pub(crate) story: String,
    pub(crate) mute: String,
    pub(crate) read: String,
    pub(crate) star: String,
    pub(crate) label: String,
    pub(crate) lift: String,
    pub(crate) notify: String,
    pub(crate) paused: String,
}

impl RuleForm {
    /// The rule, or what of it is not understood.
    pub(crate) fn rule(&self) -> Result<NewRule, String> {
        let label = self.label.trim();
        Ok(NewRule {
            name: self.name.clone(),
            conditions: self.conditions()?,
            actions: RuleActions {
                mute: !self.mute.is_empty(),
                read: !self.read.is_empty(),
                star: !self.star.is_empty(),
                label: Some(label.to_owned()).filter(|label| !label.is_empty()),
                lift: !self.lift.is_empty(),
                notify: !self.notify.is_empty(),
            },
            paused: !self.paused.is_empty(),
        })
    }

    /// Which articles it is about.
    pub(crate) fn conditions(&self) -> Result<RuleConditions, String> {
        Ok(RuleConditions {
            title: several(&self.title),
            text: several(&self.text),
            without: several(&self.without),
            authors: several(&self.authors),
            publishers: several(&self.publishers),
            feed: number(&self.feed, l10n::text("rule-field-feed"))?.map(FeedId),
            folder: word(&self.folder).map(str::to_owned),
            verdict: word(&self.verdict).map(verdict_of).transpose()?,
            language: word(&self.language).map(str::to_owned),
            section: word(&self.section).map(section_of).transpose()?,
            kind: word(&self.kind).map(kind_of).transpose()?,
            words_from: number(&self.words_from, l10n::text("rule-field-words"))?,
            words_to: number(&self.words_to, l10n::text("rule-field-words"))?,
            story_from: number(&self.story_from, l10n::text("rule-field-story-size"))?,
            story_to: number(&self.story_to, l10n::text("rule-field-story-size"))?,
            story: number(&self.story, l10n::text("rule-field-story"))?.map(StoryId),
        })
    }

    /// A rule in the fields of a form.
    pub(crate) fn of(id: i64, rule: &NewRule) -> Self {
        let (asked, actions) = (&rule.conditions, &rule.actions);
        let text = |value: Option<String>| value.unwrap_or_default();
        let tick = |value: bool| if value { "1".to_owned() } else { String::new() };
        Self {
            id: id.to_string(),
            name: rule.name.clone(),
            title: asked.title.join(", "),
            text: asked.text.join(", "),
            without: asked.without.join(", "),
            authors: asked.authors.join(", "),
            publishers: asked.publishers.join(", "),
            feed: text(asked.feed.map(|feed| feed.to_string())),
            folder: text(asked.folder.clone()),
            verdict: text(asked.verdict.map(|verdict| verdict.word().to_owned())),
            language: text(asked.language.clone()),
            section: text(asked.section.map(|section| section.word().to_owned())),
            kind: text(asked.kind.map(|kind| kind.word().to_owned())),
            words_from: text(asked.words_from.map(|number| number.to_string())),
            words_to: text(asked.words_to.map(|number| number.to_string())),
            story_from: text(asked.story_from.map(|number| number.to_string())),
            story_to: text(asked.story_to.map(|number| number.to_string())),
            story: text(asked.story.map(|story| story.to_string())),
            mute: tick(actions.mute),
            read: tick(actions.read),
            star: tick(actions.star),
            label: text(actions.label.clone()),
            lift: tick(actions.lift),
            notify: tick(actions.notify),
            paused: tick(rule.paused),
        }
    }
}

fn word(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn several(text: &str) -> Vec<String> {
    text.split([',', '\n', '\u{3001}', '\u{ff0c}', '\u{60c}']).filter_map(word).map(str::to_owned).collect()
}

fn number<T: std::str::FromStr>(text: &str, what: &str) -> Result<Option<T>, String> {
    let number = word(text).map(str::parse).transpose();
    number.map_err(|_| l10n::with("error-whole-number").text("what", what).to_string())
}

/// How much is held, by its word.
pub(crate) fn verdict_of(word: &str) -> Result<RuleVerdict, String> {
    let words = l10n::text("error-verdict");
    RuleVerdict::from_word(word).ok_or_else(|| words.to_owned())
}

/// What an entry is, by its word.
pub(crate) fn kind_of(word: &str) -> Result<RuleKind, String> {
    let words = l10n::text("error-kind");
    RuleKind::from_word(word).ok_or_else(|| words.to_owned())
}

/// A section by its word.
pub(crate) fn section_of(word: &str) -> Result<Section, String> {
    Section::from_word(word).ok_or_else(|| l10n::text("error-section").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_comes_back_from_its_form() {
        let form = RuleForm {
            id: "7".to_owned(),
            name: "Sea".to_owned(),
            title: "ferry, harbour pilots".to_owned(),
            without: "port".to_owned(),
            feed: "3".to_owned(),
            verdict: "not_whole".to_owned(),
            kind: "audio".to_owned(),
            words_to: "200".to_owned(),
            mute: "1".to_owned(),
            notify: "1".to_owned(),
            label: "At sea".to_owned(),
            ..RuleForm::default()
        };
        let Ok(rule) = form.rule() else { panic!("it is a rule") };
        assert_eq!(rule.conditions.title, ["ferry", "harbour pilots"]);
        assert_eq!(RuleForm::of(7, &rule), form);
        for wrong in [
            RuleForm { words_to: "many".to_owned(), ..RuleForm::default() },
            RuleForm { verdict: "good".to_owned(), ..RuleForm::default() },
            RuleForm { kind: "film".to_owned(), ..RuleForm::default() },
            RuleForm { section: "x".to_owned(), ..RuleForm::default() },
        ] {
            assert!(wrong.rule().is_err(), "{wrong:?}");
        }
    }
}
