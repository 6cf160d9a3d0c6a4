//! What a reader can set.

use super::common::{Nav, Shell};
use askama::Template;

/// The page of settings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "settings.html")]
pub(crate) struct SettingsPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// What can be set.
    pub(crate) choices: Vec<SettingView>,
}

/// One thing that can be set.
#[derive(Debug, Clone)]
pub(crate) struct SettingView {
    /// Its name in the form.
    pub(crate) name: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
    /// Values and words.
    pub(crate) options: &'static [(&'static str, &'static str)],
    /// The value that is set.
    pub(crate) value: &'static str,
}
