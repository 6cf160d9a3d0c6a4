//! What happens when publishers do what publishers do: rows of the table in `docs/feeds.md` that no other test shows.

use crate::press::{Press, article, held, url};
use dateline_desk::Which;
use dateline_store::EntryMark;
use std::collections::BTreeSet;
use std::path::Path;

/// guid, address, title, date in March 2026, text.
type Item = (&'static str, &'static str, &'static str, u8, &'static str);

fn give(press: &Press, items: &[Item]) {
    let item = |(guid, link, title, day, text): &Item| {
        format!(
            "<item><guid isPermaLink='false'>{guid}</guid><link>{link}</link><title>{title}</title><description>{text}</description>\
             <pubDate>{day:02} Mar 2026 08:00:00 GMT</pubDate></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    let body = format!(
        "<rss version='2.0'><channel><title>The Gull</title><link>http://gull.localhost/</link>{items}</channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

/// The titles that are held after these documents, one a poll, all read after the first; and how many are unread in the end.
async fn told(documents: &[&[Item]]) -> (Vec<String>, usize) {
    let press = Press::new().await;
    give(&press, documents[0]);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    for (at, document) in documents.iter().enumerate() {
        give(&press, document);
        desk.update(Which::All).await.unwrap();
        if at == 0 {
            let ids = held(&desk).await.into_iter().map(|entry| entry.id).collect();
            desk.reader().mark(ids, EntryMark::Read, desk.now()).await.unwrap();
        }
        press.pass_minutes(60 * 24);
    }
    let held = held(&desk).await;
    let unread = held.iter().filter(|entry| entry.read_at.is_none()).count();
    let mut titles: Vec<String> = held.into_iter().map(|entry| entry.title).collect();
    titles.sort();
    (titles, unread)
}

#[tokio::test]
async fn another_scheme_or_www_before_the_host_makes_no_new_article() {
    let first: &[Item] = &[
        ("1", "http://gull.localhost/a", "Fog", 1, "Short."),
        ("2", "http://gull.localhost/b", "Ferry", 1, "Long."),
    ];
    let second: &[Item] = &[
        ("https://1", "https://www.gull.localhost/a", "Fog", 1, "Short."),
        ("https://2", "https://www.gull.localhost/b", "Ferry", 1, "Long."),
    ];
    let (titles, unread) = told(&[first, second]).await;
    assert_eq!((titles.len(), unread), (2, 0), "{titles:?}");
    // The link as guid, and a correction at the same time.
    let fog: Item = ("9", "http://gull.localhost/b", "Fog", 1, "Short.");
    for now in [
        "https://gull.localhost/a",
        "http://www.gull.localhost/a",
        "http://gull.localhost/a/",
        "https://www.gull.localhost/a/",
    ] {
        let (old, now) = (("http://gull.localhost/a", "http://gull.localhost/a"), (now, now));
        let first: &[Item] = &[(old.0, old.1, "Ferry", 1, "Long."), fog];
        let second: &[Item] = &[(now.0, now.1, "Ferry: it runs again", 2, "Long."), fog];
        let (titles, unread) = told(&[first, second]).await;
        assert_eq!((titles.len(), unread), (2, 0), "{now:?}: {titles:?}");
    }
}

#[tokio::test]
async fn a_feed_of_one_item_keeps_each_days() {
    for guid in ["today", "http://gull.localhost/today"] {
        let day = |title, day| [(guid, "http://gull.localhost/today", title, day, "See the picture.")];
        let documents = [day("Gulls of Sunday", 1), day("Gulls of Monday", 2), day("Gulls of Tuesday", 3)];
        let (titles, unread) = told(&[&documents[0], &documents[1], &documents[2]]).await;
        assert_eq!(titles, ["Gulls of Monday", "Gulls of Sunday", "Gulls of Tuesday"], "{guid}");
        assert_eq!(unread, 2, "{guid}");
    }
}

#[tokio::test]
async fn one_guid_on_every_item_tells_nothing() {
    let items: &[Item] = &[
        ("feed", "http://gull.localhost/list", "Fog", 1, "Of fog."),
        ("feed", "http://gull.localhost/list", "Ferry", 2, "Of the ferry."),
        ("feed", "http://gull.localhost/list", "Tide", 2, "Of the tide."),
    ];
    let (titles, unread) = told(&[items, items]).await;
    assert_eq!((titles, unread), (vec!["Ferry".to_owned(), "Fog".to_owned(), "Tide".to_owned()], 0));
}

#[tokio::test]
async fn trackers_that_change_in_guids_and_links_make_no_new_article() {
    let (one, other) =
        ("http://gull.localhost/a?utm_source=rss&utm_id=1", "http://gull.localhost/a?utm_id=2");
    let fog: Item =
        ("http://gull.localhost/b?utm_id=1", "http://gull.localhost/b?utm_id=1", "Fog", 1, "Of fog.");
    let (first, second) =
        ((one, one, "Ferry", 1, "Late."), (other, other, "Ferry runs again", 1, "On time."));
    let (titles, unread) = told(&[&[first, fog], &[second, fog]]).await;
    assert_eq!((titles, unread), (vec!["Ferry runs again".to_owned(), "Fog".to_owned()], 0));
}

#[tokio::test]
async fn two_notes_on_one_page_of_somebody_else_are_two() {
    let page = "http://tern.localhost/big";
    let own: [Item; 3] = [
        ("", "http://gull.localhost/b", "Fog", 1, "Of fog."),
        ("", "http://gull.localhost/c", "Tide", 1, "Of the tide."),
        ("", "http://gull.localhost/d", "Ferry", 1, "Of the ferry."),
    ];
    for guid in ["", page] {
        let first = [(guid, page, "I told you so", 1, "My word."), own[0], own[1], own[2]];
        let second = [(guid, page, "And again", 3, "Another word."), own[0], own[1], own[2]];
        let (titles, unread) = told(&[&first, &second]).await;
        assert_eq!((titles.len(), unread), (5, 1), "guid {guid:?}: {titles:?}");
    }
}

#[tokio::test]
async fn one_title_every_week_is_an_article_each_week() {
    let first: &[Item] = &[("w1", "http://gull.localhost/w1", "Open thread", 1, "Talk.")];
    let second: &[Item] = &[("w2", "http://gull.localhost/w2", "Open thread", 2, "Talk."), first[0]];
    let (titles, unread) = told(&[first, second]).await;
    assert_eq!((titles.len(), unread), (2, 1));
}

#[tokio::test]
async fn a_note_on_another_papers_article_stays_apart_from_it() {
    let press = Press::new().await;
    press.set(
        "tern.localhost/big",
        200,
        "content-type: text/html",
        &article("Harbour closes for a year", "the harbour"),
    );
    give(
        &press,
        &[
            ("1", "http://tern.localhost/big", "I told you so", 1, "My word on it, short."),
            ("2", "http://gull.localhost/b", "Fog", 1, "Of fog."),
            ("3", "http://gull.localhost/c", "Tide", 1, "Of the tide."),
            ("4", "http://gull.localhost/d", "Ferry", 1, "Of the ferry."),
        ],
    );
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let note = held(&desk).await.into_iter().find(|entry| entry.title == "I told you so").unwrap();
    let record = desk.reader().article(note.id).await.unwrap().unwrap();
    let text = |reading: &dateline_model::Reading| {
        reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default()
    };
    assert!(text(&record.reading.unwrap()).contains("My word on it"));
    assert!(record.other.is_none(), "another's article is no reading of this one");
}

/// Names of all tests of the house, as the sources have them.
fn tests_below(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("target") {
            tests_below(&path, names);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let marked = text.split("test]\n").skip(1);
            let named =
                marked.filter_map(|rest| rest.split_once("fn ")?.1.split_once('(').map(|(name, _)| name));
            names.extend(named.map(str::to_owned));
        }
    }
}

#[test]
fn every_row_of_the_table_is_a_test() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut tests = BTreeSet::new();
    tests_below(crates, &mut tests);
    let page = include_str!("../../../../docs/feeds.md");
    let (_, table) = page.split_once("## What happens when").unwrap();
    let (table, _) = table.split_once("\n## ").unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| a publisher"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert!(rows.len() >= 35, "{}", rows.len());
    for row in rows {
        assert_eq!(row.len(), 3, "{row:?}");
        let name = row[2].trim_matches('`');
        assert!(tests.contains(name), "no test is called {name}: {}", row[0]);
    }
}
