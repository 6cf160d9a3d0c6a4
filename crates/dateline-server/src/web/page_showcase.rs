//! Every page with invented values: checked for what must never be in a page, and written out where a folder is named
//! in `DATELINE_GALLERY`, so that a person can look at them without a running desk.

mod article;
mod articles;
mod front;
mod lists;
mod rules;
mod story;

use super::dates::When;
use super::timeline::{Dot, Timeline};
use super::view::*;
use super::wording::{self, Held};
use crate::web::assets;
use article::{arabic, article};
use askama::Template;
use dateline_model::{AsideKind, Mark, MarkKind, Reason, RichText, WebUrl};
use front::{STORIES, filters, front};
use jiff::{SignedDuration, Timestamp};
use lists::{corrections, feed, feeds, follows, read, search, searches, webhooks};
use rules::rules;
use story::{story, version};

fn now() -> Timestamp {
    "2026-11-23T14:05:00Z".parse().unwrap()
}

fn before(minutes: i64) -> When {
    When::at(now() - SignedDuration::from_mins(minutes), now())
}

fn shell(title: &str, nav: Nav) -> Shell {
    Shell {
        title: title.into(),
        nav,
        query: String::new(),
        today: "Monday, 23 November 2026".into(),
        status: Status { updated: Some(before(12)), running: None, ill: 2 },
        css: assets::css(),
        js: assets::js(),
        reading_js: assets::reading_js(),
        unread: "1,204".into(),
        account: true,
        ..Shell::default()
    }
}

fn picture(number: usize, alt: &str) -> Option<Picture> {
    Some(Picture {
        src: format!("/image/{number}.png"),
        alt: alt.into(),
        credit: Some("Ida Holm / Nordkyst Foto".into()),
        ..Picture::default()
    })
}

fn held(text: &str) -> Vec<Held> {
    text.chars()
        .map(|c| match c {
            'w' => Held::Whole,
            'p' => Held::Preview,
            'h' => Held::Headline,
            'b' => Held::Blocked,
            'm' => Held::Missing,
            _ => Held::Other,
        })
        .collect()
}

fn help() -> HelpPage {
    HelpPage {
        shell: shell("Help", Nav::Help),
        signs: Held::ALL.iter().map(|held| MarkView::of(*held, &[])).collect(),
        reasons: Reason::ALL
            .iter()
            .map(|reason| {
                let words = wording::reason(*reason);
                (words.short, words.sentence)
            })
            .collect(),
        version: "0.1.0",
    }
}

fn error() -> ErrorPage {
    ErrorPage {
        shell: shell("No such story", Nav::Elsewhere),
        status: 404,
        happened: "No such story".into(),
        kept: "Nothing was changed. The story may have been merged into another, or its feed removed.".into(),
        next: "Look for it by its words, or go back to the front page.".into(),
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let blank = FrontPage {
        shell: Shell { status: Status::default(), ..shell("", Nav::Front) },
        no_feeds: true,
        ..FrontPage::default()
    };
    let nothing = FrontPage {
        shell: shell("Starred", Nav::Starred),
        heading: "Starred".into(),
        filters: filters(),
        empty: "Press s on a story, or its star, and it waits for you here.".into(),
        ..FrontPage::default()
    };
    let many = StoryPage {
        versions: (0..40)
            .map(|index| {
                version(
                    index % 14,
                    "Valley Courier",
                    STORIES[index % 5].0,
                    ['w', 'p', 'b', 'm'][index % 4],
                    "en",
                )
            })
            .collect(),
        image: None,
        ..story()
    };
    let asked = SearchPage { shell: shell("Search", Nav::Elsewhere), ..SearchPage::default() };
    let form = ReadPage { shell: shell("Read a page", Nav::Read), ..ReadPage::default() };
    vec![
        ("front", front().render().unwrap()),
        ("blank", blank.render().unwrap()),
        ("nothing", nothing.render().unwrap()),
        ("story", story().render().unwrap()),
        ("many", many.render().unwrap()),
        ("article", article(Held::Whole).render().unwrap()),
        ("preview", article(Held::Preview).render().unwrap()),
        ("blocked", article(Held::Blocked).render().unwrap()),
        ("arabic", arabic().render().unwrap()),
        ("articles", articles::list("cards").render().unwrap()),
        ("headlines", articles::list("list").render().unwrap()),
        ("settings", articles::settings().render().unwrap()),
        ("feeds", feeds().render().unwrap()),
        ("feed", feed().render().unwrap()),
        ("search", search().render().unwrap()),
        ("syntax", asked.render().unwrap()),
        ("searches", searches().render().unwrap()),
        ("follows", follows().render().unwrap()),
        ("webhooks", webhooks().render().unwrap()),
        ("rules", rules().render().unwrap()),
        ("corrections", corrections().render().unwrap()),
        ("read", read().render().unwrap()),
        ("paste", form.render().unwrap()),
        ("help", help().render().unwrap()),
        ("error", error().render().unwrap()),
    ]
}

#[test]
fn pages_need_neither_inline_script_nor_inline_style() {
    let folder = std::env::var_os("DATELINE_GALLERY").map(std::path::PathBuf::from);
    for (name, html) in pages() {
        for banned in [" style=", "<style", "<script>", "javascript:", " onclick", " onload", "src=\"http"] {
            assert!(!html.contains(banned), "{name} has {banned}");
        }
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
        }
    }
}
