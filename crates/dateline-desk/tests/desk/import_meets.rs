//! What was imported by its address alone and what a feed brings are one article, whichever comes first.

use crate::press::{Press, article};
use dateline_desk::{Desk, ImportReport, Which};
use dateline_store::{Listing, TakenCounts, Window};
use serde_json::{Value, json};

const LIST: &[u8] =
    b"<opml version='2.0'><body><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/></body></opml>";
const MARKS: &[u8] = b"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='http://www.auk.localhost/wind/?utm_source=x#top' \
    ADD_DATE='1770000000' TAGS='sea,wind' TOREAD='0'>A name of my own</A><DD>why I kept it</DL>";

async fn import(press: &Press, desk: &Desk, name: &str, bytes: &[u8]) -> ImportReport {
    let path = press.dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    desk.import_file(path, &|_| ()).await.unwrap()
}

/// Stars as Feedbin exports them: whole texts, and no address of a feed.
fn stars() -> Vec<u8> {
    let text = |words: &str| article("x", words);
    let star = |path: &str, title: &str, content: &str| {
        json!({"feed_id": 7, "title": title, "url": format!("http://auk.localhost{path}"), "content": content,
            "starred_at": "2026-02-01T10:00:00Z"})
    };
    let all: Value = json!([
        star("/tide?utm_medium=rss&utm_campaign=all", "The tide", "<p>Old words.</p>"),
        star("/pier", "The pier", &text("the old pier")),
        star("/gone", "Nowhere else", "<p>Of no feed.</p>"),
    ]);
    all.to_string().into_bytes()
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Step {
    Subscribe,
    Stars,
    Marks,
    Poll,
}
use Step::{Marks, Poll, Stars, Subscribe};

async fn take(press: &Press, desk: &Desk, step: Step) {
    match step {
        Subscribe => drop(import(press, desk, "list.opml", LIST).await),
        Stars => drop(import(press, desk, "starred.json", &stars()).await),
        Marks => drop(import(press, desk, "marks.html", MARKS).await),
        Poll => {
            press.pass_minutes(120);
            desk.update(Which::All).await.unwrap();
        }
    }
}

/// Every article as a reader finds it.
async fn state(desk: &Desk) -> Vec<String> {
    let reader = desk.reader();
    let mut lines = Vec::new();
    for entry in reader.entries(Listing::All, Window::first(50)).await.unwrap().items {
        let notes = reader.notes(entry.id).await.unwrap();
        let notes: Vec<_> = notes.into_iter().map(|note| note.note.text).collect();
        let article = reader.article(entry.id).await.unwrap().unwrap();
        let text = article.reading.and_then(|reading| reading.article).map(|article| article.text());
        let about = ["the tide of today", "the old pier", "A short word", "Of no feed", "the wind of today"];
        let text = text.unwrap_or_default();
        let about: Vec<_> = about.into_iter().filter(|words| text.contains(words)).collect();
        let read = entry.read_at.is_some();
        let (star, labels) = (entry.starred_at.map(|at| at.to_string()), entry.labels.join("+"));
        lines.push(format!("{} | read {read} | {star:?} | {labels} | {notes:?} | {about:?}", entry.title));
    }
    lines.sort();
    assert!(desk.store().check().await.unwrap().is_healthy());
    lines
}

fn publish(press: &Press) {
    press.feed("auk.localhost", &[("/tide", "The tide"), ("/wind", "The wind"), ("/pier", "The pier")]);
    press.page("auk.localhost/tide", "The tide", "the tide of today");
    press.page("auk.localhost/wind", "The wind", "the wind of today");
    // The page of the pier is not to be had any more: its text is that of the file alone.
}

#[tokio::test]
async fn every_order_of_moving_in_and_polling_ends_in_the_same_desk() {
    let orders: [&[Step]; 10] = [
        &[Subscribe, Poll, Stars, Marks],
        &[Subscribe, Stars, Marks, Poll],
        &[Stars, Marks, Subscribe, Poll],
        &[Marks, Subscribe, Poll, Stars],
        &[Stars, Stars, Subscribe, Marks, Poll, Poll],
        &[Subscribe, Marks, Poll, Stars, Poll],
        &[Stars, Subscribe, Poll, Marks, Stars, Marks],
        &[Subscribe, Poll, Poll, Marks, Marks, Stars, Stars, Poll],
        &[Stars, Marks, Poll, Subscribe, Poll, Stars, Marks],
        &[Subscribe, Stars, Poll, Marks, Subscribe, Poll],
    ];
    let expected = [
        "Nowhere else | read true | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"Of no feed\"]",
        "The pier | read false | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"the old pier\"]",
        "The tide | read false | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"the tide of today\"]",
        "The wind | read true | Some(\"2026-02-02T02:40:00Z\") | sea+wind | [\"why I kept it\"] | [\"the wind of today\"]",
    ];
    for order in orders {
        let press = Press::new().await;
        publish(&press);
        let desk = press.desk().await;
        for step in order {
            take(&press, &desk, *step).await;
        }
        assert_eq!(state(&desk).await, expected, "{order:?}");
        let again = import(&press, &desk, "starred.json", &stars()).await;
        assert_eq!((again.entries_new, again.entries_known, again.states), (0, 3, TakenCounts::default()));
        let again = import(&press, &desk, "marks.html", MARKS).await;
        assert_eq!((again.entries_new, again.entries_known, again.states), (0, 1, TakenCounts::default()));
    }
}

#[tokio::test]
async fn what_one_person_imported_is_nothing_of_another_and_no_text_of_it_is_shown_to_others() {
    for before in [true, false] {
        let press = Press::new().await;
        publish(&press);
        let ada = press.desk().await;
        let name = ada.store().add_user("Ben".to_owned(), ada.now()).await.unwrap().unwrap();
        let ben = ada.clone().of(name);
        if before {
            take(&press, &ada, Stars).await;
            take(&press, &ada, Marks).await;
        }
        take(&press, &ben, Subscribe).await;
        take(&press, &ben, Poll).await;
        take(&press, &ada, Subscribe).await;
        if !before {
            take(&press, &ada, Stars).await;
            take(&press, &ada, Marks).await;
        }
        take(&press, &ada, Poll).await;
        let others = [
            "The pier | read false | None |  | [] | []",
            "The tide | read false | None |  | [] | [\"the tide of today\"]",
            "The wind | read false | None |  | [] | [\"the wind of today\"]",
        ];
        assert_eq!(state(&ben).await, others, "before {before}");
        let own = [
            "Nowhere else | read true | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"Of no feed\"]",
            "The pier | read false | None |  | [] | []",
            "The pier | read true | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"the old pier\"]",
            "The tide | read false | Some(\"2026-02-01T10:00:00Z\") |  | [] | [\"the tide of today\"]",
            "The wind | read true | Some(\"2026-02-02T02:40:00Z\") | sea+wind | [\"why I kept it\"] | [\"the wind of today\"]",
        ];
        assert_eq!(state(&ada).await, own, "before {before}");
    }
}

/// An address that is somebody else's, or several items', tells nothing without the title.
#[tokio::test]
async fn posts_that_lead_to_one_page_are_not_taken_for_it() {
    let press = Press::new().await;
    press.feed("auk.localhost", &[("/daily", "Monday's notes"), ("/daily", "Tuesday's notes")]);
    let body = "<rss version='2.0'><channel><title>Skuas</title><link>http://skua.localhost/</link><item><guid>s1</guid>
        <link>http://tern.localhost/report</link><title>A link: read this report</title></item></channel></rss>";
    press.set("skua.localhost/feed", 200, "content-type: application/rss+xml", body);
    let desk = press.desk().await;
    let saved = |title: &str, path: &str| {
        format!("<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='http://{path}'>{title}</A></DL>")
            .into_bytes()
    };
    import(&press, &desk, "a.html", &saved("Notes", "auk.localhost/daily")).await;
    import(&press, &desk, "b.html", &saved("The report", "tern.localhost/report")).await;
    let list =
        b"<opml version='2.0'><body><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/>
        <outline type='rss' text='Skuas' xmlUrl='http://skua.localhost/feed'/></body></opml>";
    import(&press, &desk, "list.opml", list).await;
    take(&press, &desk, Poll).await;
    assert_eq!(state(&desk).await.len(), 5, "{:?}", state(&desk).await);
    import(&press, &desk, "c.html", &saved("Tuesday's notes", "auk.localhost/daily")).await;
    import(&press, &desk, "d.html", &saved("A link: read this report", "tern.localhost/report")).await;
    let stars = |lines: Vec<String>| lines.into_iter().filter(|line| line.contains("Some(")).count();
    assert_eq!(stars(state(&desk).await), 4, "{:?}", state(&desk).await);
}

/// A file that breaks off brings what stands before, and that is no copy either.
#[tokio::test]
async fn what_came_before_a_file_breaks_off_meets_the_feed() {
    let press = Press::new().await;
    publish(&press);
    let desk = press.desk().await;
    take(&press, &desk, Subscribe).await;
    take(&press, &desk, Poll).await;
    let star = |n: u32| json!({"feed_id": 7, "title": "The pier", "url": "http://auk.localhost/pier", "content": article("x", "the old pier"), "n": n});
    let mut cut = Value::from((0..150).map(star).collect::<Vec<_>>()).to_string();
    cut.truncate(cut.len() - 40);
    let path = press.dir.path().join("cut.json");
    std::fs::write(&path, cut).unwrap();
    assert!(desk.import_file(path, &|_| ()).await.is_err());
    let held = state(&desk).await;
    assert_eq!(held.len(), 3, "{held:?}");
    assert!(held[0].contains("Some(") && held[0].contains("the old pier"), "{held:?}");
}

/// The same where the file names the feed: its text is not lost, whether the feed was polled before or is polled behind.
#[tokio::test]
async fn a_text_that_the_file_alone_has_stays_whenever_the_feed_is_polled() {
    let item = json!({"items": [{"guid": "/pier", "title": "The pier", "alternate": [{"href": "http://auk.localhost/pier"}],
        "content": {"content": article("x", "the old pier")}, "categories": ["user/-/state/com.google/starred", "user/-/state/com.google/read"],
        "starred": 1_770_000_000, "origin": {"feedUrl": "http://auk.localhost/feed"}}]});
    for polled_before in [true, false] {
        let press = Press::new().await;
        publish(&press);
        let desk = press.desk().await;
        take(&press, &desk, Subscribe).await;
        if polled_before {
            take(&press, &desk, Poll).await;
        }
        let report = import(&press, &desk, "pier.json", item.to_string().as_bytes()).await;
        let known = u64::from(polled_before);
        assert_eq!((report.entries_new, report.entries_known), (1 - known, known), "{report:?}");
        if !polled_before {
            take(&press, &desk, Poll).await;
            take(&press, &desk, Poll).await;
        }
        let again = import(&press, &desk, "pier.json", item.to_string().as_bytes()).await;
        assert_eq!((again.entries_known, again.states), (1, TakenCounts::default()));
        let held = state(&desk).await;
        assert_eq!(held.len(), 3, "{held:?}");
        assert!(
            held[0].contains("read true") && held[0].contains("the old pier"),
            "{polled_before} {held:?}"
        );
        assert_eq!(desk.reader().feeds().await.unwrap().len(), 1);
    }
}
