//! A reader's rules: the list, the form, and what a rule would have done.

use super::common::{Nav, Shell, TextLanguage};
use crate::rule_inputs::RuleForm;
use crate::web::dates::When;
use crate::web::l10n;
use askama::Template;

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "rules.html")]
pub(crate) struct RulesPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Rules in the order of their making.
    pub(crate) rows: Vec<RuleRow>,
    /// How many articles are muted, where any are.
    pub(crate) muted: Option<String>,
    /// The form, empty or filled.
    pub(crate) form: RuleForm,
    /// Whether conditions are set that are folded away else.
    pub(crate) more: bool,
    /// What is to be chosen from.
    pub(crate) choices: RuleChoices,
    /// What the rule would have done.
    pub(crate) preview: Option<PreviewView>,
    /// What is wrong with the rule.
    pub(crate) wrong: Option<String>,
}

/// Values of the form's lists: value and name.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleChoices {
    /// The reader's feeds.
    pub(crate) feeds: Vec<(String, String)>,
    /// The reader's folders.
    pub(crate) folders: Vec<(String, String)>,
    /// Sections.
    pub(crate) sections: Vec<(String, String)>,
    /// How much is held.
    pub(crate) verdicts: Vec<(String, String)>,
    /// What an entry is.
    pub(crate) kinds: Vec<(String, String)>,
    /// The reader's labels.
    pub(crate) labels: Vec<String>,
}

/// A rule in the list.
#[derive(Debug, Clone, Default)]
pub(crate) struct RuleRow {
    /// Number.
    pub(crate) id: i64,
    /// What it found.
    pub(crate) list: String,
    /// What it is called.
    pub(crate) name: String,
    /// Which articles, a condition each.
    pub(crate) conditions: Vec<String>,
    /// What is done with them.
    pub(crate) actions: String,
    /// On how many it was carried out.
    pub(crate) matches: String,
    /// Whether it rests.
    pub(crate) paused: bool,
    /// Whether it mutes.
    pub(crate) mutes: bool,
}

/// What a rule would have done.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreviewView {
    /// How many of how many.
    pub(crate) words: String,
    /// The latest of them.
    pub(crate) rows: Vec<PreviewRow>,
    /// How many more there are.
    pub(crate) more: usize,
}

/// An article that a rule would have been carried out on.
#[derive(Debug, Clone, Default)]
pub(crate) struct PreviewRow {
    /// Its page.
    pub(crate) href: String,
    /// Headline.
    pub(crate) title: String,
    /// Its language.
    pub(crate) text_language: TextLanguage,
    /// Publisher.
    pub(crate) publisher: String,
    /// When.
    pub(crate) when: When,
}
