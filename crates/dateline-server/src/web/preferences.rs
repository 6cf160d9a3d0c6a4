//! What a reader can set for pages: one table, which the form, the pages and the store's rows go by.

use std::collections::BTreeMap;

/// One thing that can be set.
pub(crate) struct Choice {
    /// Its name in forms and rows.
    pub(crate) name: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
    /// Value and words; the first, without a value, is so where nothing was set.
    pub(crate) options: &'static [(&'static str, &'static str)],
}

/// Everything that can be set.
pub(crate) const CHOICES: &[Choice] = &[
    Choice {
        name: "theme",
        label: "Theme",
        options: &[("", "Same as the device"), ("light", "Light"), ("dark", "Dark")],
    },
    Choice {
        name: "size",
        label: "Text size",
        options: &[("", "Normal"), ("small", "Small"), ("large", "Large"), ("huge", "Very large")],
    },
    Choice {
        name: "measure",
        label: "Line length in articles",
        options: &[("", "Normal"), ("narrow", "Short"), ("wide", "Long")],
    },
    Choice {
        name: "open",
        label: "When I open an article",
        options: &[("", "Mark it read"), ("keep", "Leave it unread")],
    },
    Choice {
        name: "layout",
        label: "Lists of articles",
        options: &[("", "Cards"), ("list", "Headlines only"), ("full", "Whole text")],
    },
    Choice {
        name: "order",
        label: "Order of articles",
        options: &[("", "Newest first"), ("oldest", "Oldest first")],
    },
];

/// What a reader has set: known names with known values alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Preferences(Vec<(&'static str, &'static str)>);

impl Preferences {
    /// From the store's rows.
    pub(crate) fn of(rows: &BTreeMap<String, String>) -> Self {
        let known = CHOICES.iter().filter_map(|choice| {
            let value = rows.get(choice.name)?;
            let option = choice.options.iter().find(|option| option.0 == value)?;
            Some((choice.name, option.0))
        });
        Self(known.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// A value; empty where nothing was set.
    pub(crate) fn get(&self, name: &str) -> &'static str {
        self.0.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
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
