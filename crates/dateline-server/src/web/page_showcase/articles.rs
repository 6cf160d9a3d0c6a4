//! A list of articles, and the settings.

use super::front::{STORIES, marks};
use super::{before, held, picture, shell};
use crate::web::l10n;
use crate::web::preferences::CHOICES;
use crate::web::view::*;

fn link(name: &str, count: Option<&str>, current: bool) -> FilterLink {
    FilterLink { href: "/articles".into(), name: name.into(), count: count.map(str::to_owned), current }
}

fn entry(index: usize) -> EntryCard {
    let verdict = held("wpbhm")[index % 5];
    EntryCard {
        anchor: format!("a{index}"),
        href: format!("/article/{index}?show=unread"),
        headline: STORIES[index % STORIES.len()].0.into(),
        text_language: TextLanguage::of(Some("en")),
        standfirst: (index % 3 != 1).then(|| "Talks broke down after eleven hours without a result.".into()),
        image: picture(index, "").filter(|_| index.is_multiple_of(2)),
        publisher: "Valley Courier".into(),
        when: before(17 * index as i64 + 3),
        mark: MarkView::of(verdict, &[]),
        id: index as i64,
        muted_by: (index == 4).then(|| "Headline has \u{201c}ferry\u{201d}".into()),
        labels: if index == 2 { "To read".into() } else { String::new() },
        blocks: Vec::new(),
        marks: Marks {
            list: "show=unread".into(),
            seen: 1,
            link: Some("https://courier.example/a".into()),
            ..marks("entry", index as i64, index % 4 == 3, index == 1)
        },
    }
}

pub(super) fn list(layout: &'static str) -> ArticlesPage {
    ArticlesPage {
        shell: Shell {
            told: Some(Told {
                words: "12 articles marked read.".into(),
                undo: Some(3),
                back: "/articles".into(),
            }),
            ..shell("Articles", Nav::Articles)
        },
        heading: "Harbours".into(),
        tabs: vec![
            link("Unread", Some("1,204"), true),
            link("All", None, false),
            link("Starred", None, false),
        ],
        ways: vec![link("Newest first", None, true), link("Oldest first", None, false)],
        layout,
        entries: (0..9).map(entry).collect(),
        list: "show=unread".into(),
        seen: 1,
        back: "/articles".into(),
        markable: true,
        groups: vec![SourceGroup {
            name: "Folders",
            links: vec![link("All feeds", Some("1,204"), false), link("Harbours", Some("17"), true)],
            more: 3,
        }],
        paging: Paging { newer: None, older: Some("/articles?after=1.2".into()), words: String::new() },
        ..ArticlesPage::default()
    }
}

pub(super) fn settings() -> SettingsPage {
    let choices = CHOICES.iter().map(|choice| SettingView {
        name: choice.name,
        label: l10n::text(choice.label),
        options: choice.options.iter().map(|(value, id)| (*value, l10n::text(id))).collect(),
        value: "",
    });
    SettingsPage {
        shell: shell("Settings", Nav::Settings),
        choices: choices.collect(),
        css: ".entry .standfirst { display: none; }".into(),
        wrong: None,
    }
}
