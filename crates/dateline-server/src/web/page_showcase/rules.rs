//! A reader's rules.

use super::front::STORIES;
use super::{before, shell};
use crate::rule_inputs::RuleForm;
use crate::web::view::*;

pub(super) fn rules() -> RulesPage {
    let pair = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let row = |id, name: &str, actions: &str, conditions: &[&str]| RuleRow {
        id,
        list: format!("/articles?show=all&rule={id}"),
        name: name.into(),
        actions: actions.into(),
        conditions: conditions.iter().map(|words| (*words).to_owned()).collect(),
        matches: "142 articles".into(),
        paused: id == 3,
        mutes: id != 2,
    };
    RulesPage {
        shell: shell("Rules", Nav::Rules),
        rows: vec![
            row(1, "Less about ferries", "Mute", &["headline has “ferry” or “ferries”", "section Sport"]),
            row(2, "Long reads", "Star, label “Weekend”", &["whole article", "2500 or more words"]),
            row(3, "Story: Harbour pilots walk out", "Mute", &["articles of one story"]),
        ],
        muted: Some("142".into()),
        form: RuleForm { title: "ferry, ferries".into(), mute: "1".into(), ..RuleForm::default() },
        more: true,
        choices: RuleChoices {
            feeds: vec![pair("1", "The Skerry Post"), pair("2", "Valley Courier")],
            folders: vec![pair("Harbours", "Harbours")],
            sections: vec![pair("sport", "Sport")],
            verdicts: vec![pair("full", "Whole article")],
            kinds: vec![pair("audio", "Audio")],
            labels: vec!["Weekend".into()],
        },
        preview: Some(PreviewView {
            words: "5 of 1,204 articles of the last week would have matched.".into(),
            rows: STORIES
                .iter()
                .take(5)
                .map(|story| PreviewRow {
                    href: "/article/7".into(),
                    title: story.0.into(),
                    text_language: TextLanguage::of(Some("en")),
                    publisher: "Valley Courier, whole".into(),
                    when: before(90),
                })
                .collect(),
            more: 0,
        }),
        wrong: None,
    }
}
