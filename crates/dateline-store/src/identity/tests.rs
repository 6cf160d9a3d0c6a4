//! Feeds that have shown one item only, and then another one, or the same one changed.

use super::{Document, Item, Loose, Match, Rules, Twins};
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

/// What of a document of some items a rule takes an old one for, by the place of the item.
fn known(document: &[EntryKey], past: &[EntryKey]) -> Vec<Option<usize>> {
    let whole = Document::new(document.to_vec());
    let olds: Vec<Item> = past.iter().map(|key| Item { teaser: String::new(), ..Item::from(key) }).collect();
    let titled = |item: &Item| olds.iter().filter(|old| old.title == item.title).cloned().collect();
    whole.learn(|item| Ok::<_, ()>(titled(item))).unwrap();
    let numbered: Vec<(i64, Item)> = (0..).zip(olds.iter().cloned()).collect();
    let of = |key: &EntryKey| {
        let item = Item::from(key);
        let other_guid = olds.iter().any(|old| item.changed_guid(old));
        let loose = Loose { other_guid, twins: Twins::in_past(&numbered), ..Loose::default() };
        let rules = Rules { document: &whole, past: &loose };
        let found = olds.iter().enumerate().filter_map(|(at, old)| Some((rules.same(&item, old)?, at)));
        found.max().map(|(_, at)| at)
    };
    document.iter().map(of).collect()
}

#[test]
fn guids_that_number_the_places_of_a_document() {
    let at = |guid: String, url: &str, title: &str, published| EntryKey {
        url: Some(format!("gull.example/{url}")),
        ..item(&guid, published, title, &format!("What {title} says."))
    };
    let numbers: [&dyn Fn(usize) -> String; 4] = [
        &|place| (place + 1).to_string(),
        &|place| place.to_string(),
        &|place| format!("https://gull.example/feed#{place}"),
        &|place| format!("item-{:03}", 9 - place),
    ];
    for number in numbers {
        for dated in [true, false] {
            let of = |titles: &str| -> Vec<EntryKey> {
                let key = |(place, title): (usize, char)| {
                    let published = dated.then_some(i64::from(u32::from(title)));
                    at(number(place), &title.to_string(), &title.to_string(), published)
                };
                titles.chars().enumerate().map(key).collect()
            };
            let what = format!("{}, dated {dated}", number(0));
            // New ones above, and from below; nothing new; one taken out; the order turned round.
            assert_eq!(known(&of("dab"), &of("abc")), [None, Some(0), Some(1)], "{what}");
            assert_eq!(known(&of("bcd"), &of("abc")), [Some(1), Some(2), None], "{what}");
            assert_eq!(known(&of("abc"), &of("abc")), [Some(0), Some(1), Some(2)], "{what}");
            assert_eq!(known(&of("ac"), &of("abc")), [Some(0), Some(2)], "{what}");
            assert_eq!(known(&of("cba"), &of("abc")), [Some(2), Some(1), Some(0)], "{what}");
        }
    }
    // The other way round: guids stay where links, titles or dates are several items'.
    let one = |guid: &str, title: &str, published| at(guid.to_owned(), "list", title, published);
    let past = [one("g1", "Tide", Some(1)), one("g2", "Mole", Some(2))];
    let retitled = [one("g1", "Tide table", Some(3)), one("g2", "Mole", Some(2))];
    assert_eq!(known(&retitled, &past), [Some(0), Some(1)]);
    let posted_again =
        [one("g3", "Tide", Some(4)), one("g1", "Tide table", Some(1)), one("g2", "Mole", Some(2))];
    assert_eq!(known(&posted_again, &past), [None, Some(0), Some(1)]);
    let moved = [at("g1".to_owned(), "new", "Tide now", None), at("g2".to_owned(), "b", "Mole", None)];
    let past = [at("g1".to_owned(), "a", "Tide", None), at("g2".to_owned(), "b", "Mole", None)];
    assert_eq!(known(&moved, &past), [Some(0), Some(1)]);
}

#[test]
fn what_is_alike_is_one_only_where_all_marks_have_changed() {
    let at = |mark: &str, title: &str, day| EntryKey {
        url: Some(format!("gull.example/{mark}")),
        ..item(mark, Some(day), title, "The notice is on our page.")
    };
    let bare = |mark: &str, title: &str, day| EntryKey { guid: None, ..at(mark, title, day) };
    for of in [&at as &dyn Fn(&str, &str, i64) -> EntryKey, &bare] {
        let notices = |marks: [&str; 3]| marks.map(|mark| of(mark, "Gale warning", 1));
        // One leaves and one comes; all leave and as many come.
        assert_eq!(known(&notices(["4", "3", "2"]), &notices(["3", "2", "1"])), [None, Some(0), Some(1)]);
        assert_eq!(known(&notices(["6", "5", "4"]), &notices(["3", "2", "1"])), [None; 3]);
        assert_eq!(known(&[of("2", "Gale warning", 1)], &[of("1", "Gale warning", 1)]), [None]);
        // Each poll writes other sessions into all addresses.
        let topics = |session: &str| {
            [("a", 1), ("b", 2), ("c", 3)]
                .map(|(topic, day)| of(&format!("{topic}?sid={session}"), topic, day))
        };
        assert_eq!(known(&topics("2"), &topics("1")), [Some(0), Some(1), Some(2)]);
    }
    // A guid that counts the versions of one page.
    let version = |n: u8| EntryKey {
        guid: Some(format!("https://gull.example/a#{n}")),
        url: Some("gull.example/a".to_owned()),
        ..item("", Some(1), "Crane falls", "The crane is down.")
    };
    assert_eq!(known(&[version(2)], &[version(0)]), [Some(0)]);
    let both = Document::new(vec![version(1), version(0)]);
    assert!(both.loose.urls.is_empty());
    // Guids and dates of the poll at pages that stay.
    let poll = |n: i64| {
        ["a", "b", "c"].map(|page| EntryKey { guid: Some(format!("{page}-{n}")), ..at(page, page, n) })
    };
    assert_eq!(known(&poll(2), &poll(1)), [Some(0), Some(1), Some(2)]);
    // New words under the old title of a page are another item.
    let weather = |n: i64| {
        let of = |page: &str| item(&format!("{page}-{n}"), Some(n), page, &format!("{page} of day {n}"));
        ["a", "b", "c"].map(|page| EntryKey { url: Some(format!("gull.example/{page}")), ..of(page) })
    };
    assert_eq!(known(&weather(2), &weather(1)), [None; 3]);
    // Pages that stay and items that are others: one of them kept its guid.
    let mut some = poll(2);
    some[2].guid = Some("c-1".to_owned());
    assert_eq!(known(&some, &poll(1)), [None, None, Some(2)]);
}
