//! Notes and progress are their reader's alone, and keep what they are about.

use crate::ground::*;
use dateline_model::{EntryId, FeedId, UserId};
use dateline_store::{Listing, NOTES, NewFeed, NewNote, Progress, Retention, Window};

/// Two readers of one feed with two articles.
async fn house() -> (Ground, Vec<EntryId>) {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    ground.store.add_user("Ada".to_owned(), hour(0)).await.unwrap();
    let new = NewFeed { url: url("https://gull.example/feed"), title: None, home: None, folder: None };
    ground.store.reader(UserId(2)).add_feed(new, hour(0)).await.unwrap();
    let items = (0..2).map(|n| item("gull.example", &format!("a{n}"), &format!("Ferry {n}"))).collect();
    let (found, _) = ground.poll(feed, hour(1), items).await;
    (ground, found.iter().map(|found| found.id).collect())
}

fn note(quote: &str, text: &str) -> NewNote {
    let (prefix, suffix) = ("x".repeat(99) + "before ", " after".to_owned() + &"y".repeat(99));
    NewNote { quote: quote.to_owned(), prefix, suffix, text: text.to_owned() }
}

#[tokio::test]
async fn notes_are_kept_changed_and_deleted_by_their_reader_alone() {
    let (ground, ids) = house().await;
    let (owner, ada) = (ground.reader(), ground.store.reader(UserId(2)));
    let first =
        ada.add_note(ids[0], note("the ferry\u{202e}", " Two\r\nlines. "), hour(2)).await.unwrap().unwrap();
    let kept = ada.notes(ids[0]).await.unwrap().remove(0);
    assert_eq!((kept.note.quote.as_str(), kept.note.text.as_str()), ("the ferry", "Two\nlines."));
    assert!(kept.note.prefix.ends_with("before ") && kept.note.prefix.len() == 64);
    assert!(kept.note.suffix.starts_with(" after") && kept.note.suffix.len() == 64);
    for nothing in [(ids[0], note(" ", "\n")), (EntryId(999), note("", "x"))] {
        assert_eq!(ada.add_note(nothing.0, nothing.1, hour(2)).await.unwrap(), None);
    }
    assert!(owner.notes(ids[0]).await.unwrap().is_empty() && owner.noted(0, 9).await.unwrap().is_empty());
    assert!(!owner.change_note(first, "Mine".to_owned(), hour(3)).await.unwrap());
    assert!(!owner.delete_note(first).await.unwrap());
    assert_eq!(
        (owner.note_entry(first).await.unwrap(), ada.note_entry(first).await.unwrap()),
        (None, Some(ids[0]))
    );
    assert!(
        ada.change_note(first, String::new(), hour(3)).await.unwrap(),
        "what is highlighted need say nothing"
    );
    let whole = ada.add_note(ids[1], note("", "All of it."), hour(4)).await.unwrap().unwrap();
    assert!(!ada.change_note(whole, " ".to_owned(), hour(5)).await.unwrap());
    let noted: Vec<_> =
        ada.noted(0, 9).await.unwrap().into_iter().map(|(entry, notes)| (entry.id, notes.len())).collect();
    assert_eq!(noted, [(ids[1], 1), (ids[0], 1)], "the latest first");
    assert_eq!(ada.noted(1, 9).await.unwrap().len(), 1);
    assert!(ada.delete_note(whole).await.unwrap() && !ada.delete_note(whole).await.unwrap());
    for _ in 1..NOTES {
        assert!(ada.add_note(ids[0], note("", "more"), hour(5)).await.unwrap().is_some());
    }
    assert_eq!(ada.add_note(ids[0], note("", "more"), hour(5)).await.unwrap(), None);
}

#[tokio::test]
async fn what_has_a_note_stays() {
    let (ground, ids) = house().await;
    let ada = ground.store.reader(UserId(2));
    ada.add_note(ids[1], note("", "Keep this."), hour(2)).await.unwrap().unwrap();
    ground.reader().keep_feed(FeedId(1), Some(1), None).await.unwrap();
    ground.store.clean(Retention::default(), hour(999)).await.unwrap();
    let left = ada.entries(Listing::All, Window::first(9)).await.unwrap().items;
    assert_eq!(left.iter().map(|entry| entry.id).collect::<Vec<_>>(), [ids[1]]);
    ada.remove_feed(FeedId(1)).await.unwrap();
    assert_eq!(ada.noted(0, 9).await.unwrap().len(), 1, "who leaves the feed keeps it");
}

#[tokio::test]
async fn a_recording_goes_on_where_it_stopped_and_as_fast() {
    let (ground, ids) = house().await;
    let (owner, ada) = (ground.reader(), ground.store.reader(UserId(2)));
    let at = |position, speed| Progress { file: 1, position, length: Some(600_000), speed };
    assert!(ada.set_progress(ids[0], at(4_000, Some(1_500)), hour(1)).await.unwrap());
    assert!(ada.set_progress(ids[0], at(9_000, None), hour(2)).await.unwrap());
    assert!(!ada.set_progress(EntryId(999), at(1, None), hour(2)).await.unwrap());
    assert_eq!(ada.progress(ids[0]).await.unwrap(), (vec![at(9_000, Some(1_500))], Some(1_500)));
    assert_eq!(ada.progress(ids[1]).await.unwrap(), (vec![], Some(1_500)), "the next is played as fast");
    assert_eq!(owner.progress(ids[0]).await.unwrap(), (vec![], None));
}
