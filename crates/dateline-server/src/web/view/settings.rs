//! What a reader can set.

use super::common::{Nav, Shell};
use crate::web::l10n;
use askama::Template;

/// The page of settings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "settings.html")]
pub(crate) struct SettingsPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// What can be set.
    pub(crate) choices: Vec<SettingView>,
    /// The reader's own style sheet.
    pub(crate) css: String,
    /// What is wrong with it.
    pub(crate) wrong: Option<&'static str>,
}

/// One thing that can be set.
#[derive(Debug, Clone)]
pub(crate) struct SettingView {
    /// Its name in the form.
    pub(crate) name: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
    /// Values and words.
    pub(crate) options: Vec<(&'static str, &'static str)>,
    /// The value that is set.
    pub(crate) value: &'static str,
}
