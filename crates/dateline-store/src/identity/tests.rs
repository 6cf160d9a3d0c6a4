//! Feeds that have shown one item only, and then another one, or the same one changed.

use super::{Document, Item, Loose, Match, Rules};
use crate::{EntryKey, content_hash};

const LONG: &str = "The ferry between the islands runs again from Monday, says the harbour office. The engine was repaired at \
    the yard in Skarvik, where it had lain since the storm of the second week of March; the timetable is that of last summer.";

/// An item at the one address of a feed, with the one guid that the feed uses or none.
fn item(guid: &str, published: Option<i64>, title: &str, teaser: &str) -> EntryKey {
    EntryKey {
        guid: (!guid.is_empty()).then(|| guid.to_owned()),
        url: Some("gull.example/today".to_owned()),
        own: true,
        title: content_hash(title, ""),
        published,
        hash: content_hash(title, teaser),
        teaser: teaser.to_owned(),
        telling: teaser.len() >= 200,
        content: 0,
    }
}

fn same(old: &EntryKey, new: &EntryKey) -> Option<Match> {
    let document = Document::new(vec![new.clone()]);
    let old = Item { teaser: String::new(), ..Item::from(old) };
    Rules { document: &document, past: &Loose::default() }.same(&Item::from(new), &old)
}

#[test]
fn the_only_item_is_the_next_one_or_the_last_one_changed() {
    let other = LONG.replace("ferry", "train");
    for guid in ["", "today"] {
        // A guid that stays, at a moment that stays, is one item that was rewritten.
        let one_moment = !guid.is_empty();
        let of = |published, title: &str, teaser: &str| item(guid, published, title, teaser);
        let cases = [
            ("retitled, its text stays", true, of(None, "Ferry", LONG), of(None, "Ferry back", LONG)),
            ("retitled and redated", true, of(Some(1), "Ferry", LONG), of(Some(2), "Ferry back", LONG)),
            ("retitled at its date", true, of(Some(1), "Ferry", LONG), of(Some(1), "Ferry back", LONG)),
            ("corrected at its date", true, of(Some(1), "Ferry", LONG), of(Some(1), "Ferry", &other)),
            ("another of one moment", one_moment, of(Some(1), "Ferry", LONG), of(Some(1), "Train", &other)),
            (
                "two short ones of one moment",
                one_moment,
                of(Some(1), "Ferry", "Runs."),
                of(Some(1), "Train", "Late."),
            ),
            ("another date", false, of(Some(1), "Ferry", LONG), of(Some(2), "Train", &other)),
            ("undated, another title", false, of(None, "Ferry", LONG), of(None, "Train", &other)),
            ("undated under one phrase", false, of(None, "Ferry", "Read on."), of(None, "Train", "Read on.")),
            ("undated without text", false, of(None, "Ferry", ""), of(None, "Train", "")),
        ];
        for (what, one, old, new) in cases {
            assert_eq!(same(&old, &new).is_some(), one, "{what}, guid {guid:?}");
        }
    }
}
