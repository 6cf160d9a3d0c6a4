//! An archive of everything that is taken in on an empty desk: all lists there say the same, to the letter.

use crate::fixture::{clock, served};
use crate::moving::members;
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{Date, Evidence, Holding, Image, Origin, Place, Publisher, Reason, WebUrl};
use dateline_server::Archive;
use dateline_store::{
    EntryMark, EntrySummary, FetchPages, Listing, NewFeed, NewNote, NewRule, Options, Polling, Progress,
    Reader, ReadingCommit, RuleActions, RuleConditions, Store, TextSource, Window,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

fn hours(number: i64) -> Timestamp {
    clock() - SignedDuration::from_hours(number)
}

async fn everything(reader: Reader<'_>) -> Vec<u8> {
    let mut archive = Archive::begin(reader, clock()).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(some) = archive.next().await.unwrap() {
        bytes.extend(some);
    }
    bytes
}

/// Without numbers of articles, stories, labels and rules, which are a desk's own, and what follows from stories, which are made anew.
fn unnumbered(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            members.retain(|key, _| !matches!(key.as_str(), "id" | "story" | "copy_of"));
            members.values_mut().for_each(|one| *one = unnumbered(one.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|one| *one = unnumbered(one.take())),
        _ => {}
    }
    value
}

/// A file of lines, or of one JSON value, as values.
fn lines(name: &str, text: &str) -> Vec<Value> {
    let read = |text: &str| unnumbered(serde_json::from_str(text).unwrap());
    if name.ends_with(".jsonl") { text.lines().map(read).collect() } else { vec![read(text)] }
}

/// Every holding with a reason, one of them withdrawn and one dated by its day.
async fn judge(store: &Store, all: &[EntrySummary]) {
    let verdicts = [
        (Holding::Full, None),
        (Holding::Partial, Some(Reason::Paywall)),
        (Holding::HeadlineOnly, Some(Reason::FeedExcerpt)),
        (Holding::None, Some(Reason::BotCheck)),
        (Holding::OtherKind, Some(Reason::LiveBlog)),
        (Holding::None, Some(Reason::Gone)),
    ];
    for (number, (entry, (holding, reason))) in (1..).zip(all.iter().zip(verdicts)) {
        let held = store.reader(dateline_model::UserId::OWNER).article(entry.id).await.unwrap().unwrap();
        let mut reading = held.reading.unwrap();
        reading.verdict = dateline_model::Verdict::of(holding);
        if let Some(reason) = reason {
            let place = Place::Http("status".to_owned());
            let evidence = Evidence::new(reason.as_str(), place, "as it was told", Origin::ThisFetch);
            reading.verdict.because(reason, evidence);
        }
        let article = reading.article.as_mut().unwrap();
        article.publisher =
            Some(Publisher { name: format!("Paper {number}"), host: Some("paper.example".to_owned()) });
        article.standfirst = Some(format!("What stands above number {number}."));
        article.agency = Some("An agency".to_owned());
        let (credit, alt) = (Some("A name".to_owned()), Some("A quay".to_owned()));
        article.image = Some(Image { url: url("https://paper.example/quay.jpg"), credit, alt, size: None });
        if number == 2 {
            article.published = Some(Date::Day("2026-02-03".parse().unwrap()));
        }
        let commit = ReadingCommit::new(entry.id, hours(number), TextSource::Page, reading);
        store.commit_reading(commit).await.unwrap();
    }
}

/// A further feed in two folders, paused, one person's, kept and asked in its own way.
async fn add_feed(desk: &Desk) {
    let reader = desk.reader();
    let new = NewFeed { url: url("https://tern.example/feed"), title: None, home: None, folder: None };
    let (feed, ..) = reader.add_feed_with(new, None, true, hours(90)).await.unwrap();
    reader
        .file_feed(feed, Some("Terns".to_owned()), vec!["Birds".to_owned(), "North".to_owned()])
        .await
        .unwrap();
    reader.keep_feed(feed, Some(9), Some(5_000_000)).await.unwrap();
    reader.set_polling(feed, Polling { hours: Some(7), pages: FetchPages::Never }, clock()).await.unwrap();
    reader.open_original(feed, true).await.unwrap();
    reader.pause_feeds(vec![feed], true, hours(5)).await.unwrap();
}

async fn mark(reader: Reader<'_>, all: &[EntrySummary]) {
    reader.mark(vec![all[0].id, all[1].id], EntryMark::Read, hours(3)).await.unwrap();
    reader.mark(vec![all[1].id, all[5].id], EntryMark::Starred, hours(2)).await.unwrap();
    reader.set_label("Harbour".to_owned(), vec![all[1].id, all[2].id]).await.unwrap();
    let note = NewNote { text: "ask again".to_owned(), ..NewNote::default() };
    reader.add_note(all[1].id, note, hours(1)).await.unwrap().unwrap();
    let progress = Progress { file: 0, position: 30, length: Some(60), speed: None };
    assert!(reader.set_progress(all[2].id, progress, clock()).await.unwrap());
    let rule = NewRule {
        name: "a star".to_owned(),
        conditions: RuleConditions { title: vec!["nowhere".to_owned()], ..RuleConditions::default() },
        actions: RuleActions { star: true, ..RuleActions::default() },
        paused: false,
    };
    reader.add_rule(rule, clock()).await.unwrap().unwrap();
}

async fn empty_desk(folder: &Path) -> Desk {
    let store = Store::open(&folder.join("other.db"), Options::default()).unwrap();
    let fetcher = Fetcher::new(Policy::new(clock)).unwrap();
    Desk::open(store, fetcher, dateline_desk::Settings::default(), Arc::new(clock)).await.unwrap()
}

#[tokio::test]
async fn an_archive_that_is_taken_in_makes_the_same_desk() {
    let folder = TempDir::new().unwrap();
    let (desk, _app) = served(folder.path(), 3, 2).await;
    let reader = desk.reader();
    let all = reader.entries(Listing::All, Window::first(50)).await.unwrap().items;
    judge(desk.store(), &all).await;
    mark(reader, &all).await;
    add_feed(&desk).await;
    let path = folder.path().join("all.zip");
    let first = everything(reader).await;
    std::fs::write(&path, &first).unwrap();
    let other = empty_desk(folder.path()).await;
    let report = other.import_file(path, &|_| ()).await.unwrap();
    assert_eq!((report.entries_new, &report.left[..]), (6, &[][..]));
    let (first, second) = (members(first), members(everything(other.reader()).await));
    for ((name, text), (_, again)) in first.iter().zip(&second) {
        match name.rsplit_once('.').unwrap().1 {
            "json" | "jsonl" => {
                for (line, again) in lines(name, text).iter().zip(lines(name, again)) {
                    for (key, value) in line.as_object().into_iter().flatten() {
                        assert_eq!(*value, again[key], "{key} in {name} of {}", line["title"]);
                    }
                    assert_eq!(*line, again, "{name}");
                }
            }
            _ => assert_eq!(text, again, "{name}"),
        }
    }
    let lists = other.reader().entries(Listing::All, Window::first(50)).await.unwrap().items;
    let before = reader.entries(Listing::All, Window::first(50)).await.unwrap().items;
    let before = before.into_iter().map(|one| match one.withdrawn_at {
        Some(_) => EntrySummary { words: 0, ..one },
        None => one,
    });
    let before: Vec<EntrySummary> = before.collect();
    let shown = |list: &[EntrySummary]| -> Vec<Value> {
        list.iter().map(|one| unnumbered(dateline_server::desk_json::entry_json(one))).collect()
    };
    // What was withdrawn has no text in the archive, so its words cannot be counted again.
    for (one, again) in shown(&before).iter().zip(shown(&lists)) {
        assert_eq!(*one, again);
    }
    assert_eq!(before.iter().filter(|one| one.withdrawn_at.is_some()).count(), 1);
}

#[tokio::test]
async fn the_list_of_feeds_of_an_archive_brings_every_setting_by_itself() {
    let folder = TempDir::new().unwrap();
    let (desk, _app) = served(folder.path(), 3, 2).await;
    add_feed(&desk).await;
    let kept_for_good = desk.reader().feeds().await.unwrap().remove(0).id;
    desk.reader().keep_feed(kept_for_good, Some(0), None).await.unwrap();
    let of = |archive: Vec<u8>, wanted: &str| {
        members(archive).into_iter().find(|(name, _)| name == wanted).map(|(_, text)| text).unwrap()
    };
    let first = everything(desk.reader()).await;
    let path = folder.path().join("feeds.opml");
    std::fs::write(&path, of(first.clone(), "feeds.opml")).unwrap();
    let other = empty_desk(folder.path()).await;
    let report = other.import_file(path, &|_| ()).await.unwrap();
    assert!(report.feeds_new > 1 && report.left.is_empty(), "{report:?}");
    let second = everything(other.reader()).await;
    for name in ["feeds.opml", "feeds.json"] {
        assert_eq!(of(second.clone(), name), of(first.clone(), name), "{name}");
    }
    // As it is, `add` keeps apart what the list calls private.
    let added = TempDir::new().unwrap();
    let added = empty_desk(added.path()).await;
    added.add_list(of(first, "feeds.opml").as_bytes()).await.unwrap();
    let private = added
        .reader()
        .feeds()
        .await
        .unwrap()
        .into_iter()
        .filter(dateline_store::FeedRecord::is_private)
        .count();
    assert_eq!(private, 1);
}
