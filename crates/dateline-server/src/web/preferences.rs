//! What a reader can set for pages: one table, which the form, the pages and the store's rows go by.

use super::own_style;
use crate::apps::verdict_labels;
use dateline_store::{COPIES_TOGETHER, LEADS_ALONE};
use std::collections::BTreeMap;

/// One thing that can be set.
pub(crate) struct Choice {
    /// Its name in forms and rows.
    pub(crate) name: &'static str,
    /// Id of what people read.
    pub(crate) label: &'static str,
    /// Value and id of its words; the first, without a value, is so where nothing was set.
    pub(crate) options: &'static [(&'static str, &'static str)],
}

/// Everything that can be set.
pub(crate) const CHOICES: &[Choice] = &[
    Choice {
        name: "language",
        label: "setting-language",
        options: &[
            ("", "setting-language-browser"),
            ("en", "language-en"),
            ("en-US", "language-en-us"),
            ("de", "language-de"),
            ("ar", "language-ar"),
        ],
    },
    Choice {
        name: "theme",
        label: "setting-theme",
        options: &[
            ("", "setting-theme-device"),
            ("light", "setting-theme-light"),
            ("dark", "setting-theme-dark"),
        ],
    },
    Choice {
        name: "size",
        label: "setting-size",
        options: &[
            ("", "setting-normal"),
            ("small", "setting-size-small"),
            ("large", "setting-size-large"),
            ("huge", "setting-size-huge"),
        ],
    },
    Choice {
        name: "font",
        label: "setting-font",
        options: &[
            ("", "setting-font-serif"),
            ("sans", "setting-font-sans"),
            ("device", "setting-font-device"),
        ],
    },
    Choice {
        name: "leading",
        label: "setting-leading",
        options: &[
            ("", "setting-normal"),
            ("close", "setting-leading-close"),
            ("open", "setting-leading-open"),
        ],
    },
    Choice {
        name: "measure",
        label: "setting-measure",
        options: &[
            ("", "setting-normal"),
            ("narrow", "setting-measure-short"),
            ("wide", "setting-measure-long"),
        ],
    },
    Choice {
        name: "open",
        label: "setting-open",
        options: &[("", "setting-open-read"), ("keep", "setting-open-keep")],
    },
    Choice {
        name: "together",
        label: "setting-together",
        options: &[
            ("", "setting-together-alone"),
            ("copies", "setting-together-copies"),
            ("story", "setting-together-story"),
        ],
    },
    Choice {
        name: "scroll",
        label: "setting-scroll",
        options: &[("", "setting-open-keep"), ("read", "setting-open-read")],
    },
    Choice {
        name: "layout",
        label: "setting-layout",
        options: &[
            ("", "setting-layout-cards"),
            ("magazine", "setting-layout-magazine"),
            ("list", "setting-layout-list"),
            ("full", "setting-layout-full"),
        ],
    },
    Choice {
        name: "order",
        label: "setting-order",
        options: &[("", "setting-order-newest"), ("oldest", "setting-order-oldest")],
    },
    Choice {
        name: "keys",
        label: "setting-keys",
        options: &[("", "setting-keys-on"), ("off", "setting-keys-off")],
    },
    Choice {
        name: COPIES_TOGETHER.0,
        label: "setting-copies",
        options: &[("", "setting-copies-apart"), (COPIES_TOGETHER.1, "setting-copies-together")],
    },
    Choice {
        name: LEADS_ALONE.0,
        label: "setting-unread",
        options: &[("", "setting-unread-all"), (LEADS_ALONE.1, "setting-unread-leads")],
    },
    Choice {
        name: verdict_labels::SETTING.0,
        label: "setting-verdicts",
        options: &[("", "setting-verdicts-line"), (verdict_labels::SETTING.1, "setting-verdicts-labels")],
    },
];

/// What a reader has set: known names with known values alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Preferences {
    set: Vec<(&'static str, &'static str)>,
    style: Option<String>,
}

impl Preferences {
    /// From the store's rows.
    pub(crate) fn of(rows: &BTreeMap<String, String>) -> Self {
        let known = CHOICES.iter().filter_map(|choice| {
            let value = rows.get(choice.name)?;
            let option = choice.options.iter().find(|option| option.0 == value)?;
            Some((choice.name, option.0))
        });
        let style = rows.get(own_style::NAME).map(|sheet| own_style::address(sheet));
        Self { set: known.filter(|(_, value)| !value.is_empty()).collect(), style }
    }

    /// A value; empty where nothing was set.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        self.set.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The address of the reader's own style sheet, where there is one.
    pub(crate) fn style(&self) -> Option<&str> {
        self.style.as_deref()
    }

    /// The same without the own style sheet: the page that sets it can always be read.
    pub(crate) fn unstyled(self) -> Self {
        Self { style: None, ..self }
    }

    /// Whether opening an article marks it read.
    pub(crate) fn marks_on_open(&self) -> bool {
        self.get("open").is_empty()
    }
}

/// The values of a form, each of them known; others are passed over.
pub(crate) fn chosen(form: &BTreeMap<String, String>) -> Vec<(&'static str, String)> {
    let known = CHOICES.iter().filter_map(|choice| {
        let value = form.get(choice.name)?;
        choice
            .options
            .iter()
            .find(|option| option.0 == value)
            .map(|option| (choice.name, option.0.to_owned()))
    });
    known.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[(&str, &str)]) -> BTreeMap<String, String> {
        rows.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn only_what_is_known_is_taken() {
        let found = rows(&[("theme", "dark"), ("size", "\" onload=\""), ("colour", "red"), ("open", "keep")]);
        let set = Preferences::of(&found);
        assert_eq!([set.get("theme"), set.get("size"), set.get("colour")], ["dark", "", ""]);
        assert!(!set.marks_on_open() && Preferences::default().marks_on_open());
        assert_eq!(chosen(&found), [("theme", "dark".to_owned()), ("open", "keep".to_owned())]);
        assert_eq!(chosen(&rows(&[("theme", "")])), [("theme", String::new())]);
    }
}
