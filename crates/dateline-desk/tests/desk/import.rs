//! Files of other readers and archives of ours, taken in from outside: what comes, what is told, and that repeating changes nothing.

use crate::press::{Press, url};
use dateline_desk::{Desk, ImportError, ImportReport, Which};
use dateline_store::{EntrySummary, Listing, TakenCounts, Window};
use dateline_unpack::zip::ZipWriter;
use serde_json::json;
use std::io::Write as _;

pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Vec::new());
    for (name, bytes) in members {
        writer.begin(name).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap()
}

pub(crate) async fn import(
    press: &Press,
    desk: &Desk,
    name: &str,
    bytes: &[u8],
) -> Result<ImportReport, ImportError> {
    let path = press.dir.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    desk.import_file(path, &|_| ()).await
}

pub(crate) async fn all(desk: &Desk) -> Vec<EntrySummary> {
    let mut found = desk.reader().entries(Listing::All, Window::first(500)).await.unwrap().items;
    found.sort_by(|a, b| a.title.cmp(&b.title));
    found
}

fn freshrss() -> Vec<u8> {
    let opml = "<opml xmlns:frss='https://freshrss.org/opml'><body><outline text='Sea'>
        <outline type='rss' text='The gull' xmlUrl='http://gull.localhost/feed' htmlUrl='http://gull.localhost/'/></outline></body></opml>";
    let item = |guid: &str, title: &str, feed: &str, states: &[&str]| {
        json!({
            "id": "tag:google.com,2005:reader/item/000000000000000b", "guid": guid, "title": title, "published": 1_772_438_400,
            "alternate": [{"href": format!("http://gull.localhost{guid}")}], "content": {"content": "<p>Boats lay in the harbour all night.</p>"},
            "categories": states, "origin": {"streamId": "feed/3", "feedUrl": feed, "title": "x"},
        })
    };
    let gull = "http://gull.localhost/feed";
    let starred = json!({"id": "user/x/state/org.freshrss/starred", "items": [
        item("/1", "Boats in the harbour", gull, &["user/x/state/com.google/read", "user/x/state/com.google/starred", "user/x/label/Sea things"]),
        item("/2", "Nets on the quay", gull, &["user/x/state/org.freshrss/unread"]),
        item("/9", "From a feed long gone", "http://gone.example/feed", &["user/x/state/com.google/starred"]),
        {"published": 1},
    ]});
    zipped(&[
        ("starred_2026.json", starred.to_string().as_bytes()),
        ("feeds.opml.xml", opml.as_bytes()),
        ("readme.txt", b"made by a reader"),
    ])
}

#[tokio::test]
async fn a_zip_of_freshrss_comes_with_states_once_and_its_feeds_are_polled_afterwards() {
    let press = Press::new().await;
    press.page("gull.localhost/1", "Boats in the harbour", "boats in the harbour");
    press.page("gull.localhost/3", "A new pier", "the new pier");
    press.feed("gull.localhost", &[("/1", "Boats in the harbour"), ("/3", "A new pier")]);
    let desk = press.desk().await;
    let report = import(&press, &desk, "freshrss.zip", &freshrss()).await.unwrap();
    assert_eq!((report.feeds_new, report.entries_new, report.entries_known), (1, 3, 0), "{report:?}");
    assert_eq!(report.states, TakenCounts { read: 1, starred: 2, labels: 1, ..TakenCounts::default() });
    let left = report.left.join("\n");
    assert!(
        left.contains("item 4: it has neither title nor address")
            && left.contains("readme.txt: it is no list"),
        "{left}"
    );
    let entries = all(&desk).await;
    let boats = &entries[0];
    assert!(
        boats.read_at.is_some() && boats.starred_at.is_some() && boats.labels == ["Sea things"],
        "{boats:?}"
    );
    assert!(entries[2].read_at.is_none() && entries[2].starred_at.is_none(), "{entries:?}");
    assert_eq!(press.requests(), 0, "nothing was asked for what a file brought");

    let again = import(&press, &desk, "freshrss.zip", &freshrss()).await.unwrap();
    assert_eq!((again.feeds_new, again.feeds_known, again.entries_new, again.entries_known), (0, 1, 0, 3));
    assert_eq!((again.states, all(&desk).await), (TakenCounts::default(), entries.clone()));

    desk.update(Which::All).await.unwrap();
    let polled = all(&desk).await;
    assert_eq!(polled.len(), 4, "the feed brings one that is new: {polled:?}");
    assert!(
        polled.iter().any(|entry| entry.id == boats.id && entry.read_at.is_some()),
        "what was read stays read"
    );
    let feeds = desk.reader().feeds().await.unwrap();
    let home = feeds.iter().find(|feed| feed.title == "Imported").unwrap();
    assert!(home.is_private() && home.paused_at.is_some() && home.health.last_poll.is_none(), "{home:?}");
    let gull = desk.reader().feed_by_url(url("http://gull.localhost/feed")).await.unwrap().unwrap();
    assert_eq!(gull.folders, ["Sea"]);
}

#[tokio::test]
async fn an_archive_of_ours_brings_everything_but_what_it_says_it_does_not() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let at = "2026-03-01T10:00:00Z";
    let line = json!({
        "feed": "http://tern.localhost/feed", "guid": "t1", "url": "http://tern.localhost/1", "title": "Terns come back",
        "html": "<p>They were seen over the bay.</p>", "published": at, "read": at, "starred": at, "labels": ["birds"],
        "notes": [{"made": at, "changed": at, "quote": "over the bay", "prefix": "seen ", "suffix": ".", "text": "check"}],
        "progress": [{"file": 0, "position": 400, "length": 1000, "speed": null}],
    });
    let plain = json!({"feed": "http://tern.localhost/feed", "guid": "t2", "title": "Unread one", "read": null, "starred": null});
    let feeds = json!([{"url": "http://tern.localhost/feed", "title": "Terns", "folders": ["Birds", "North"], "paused": at, "keep_days": 9, "keep_bytes": null, "private": true}]);
    let rule = |name: &str, more: serde_json::Value| json!({"name": name, "paused": false, "conditions": more, "actions": {"mute": true, "read": false, "star": false, "label": null}});
    let rules = json!([
        rule("no golf", json!({"title": ["golf"], "feed_url": "http://tern.localhost/feed"})),
        rule("one story", json!({"story": 7}))
    ]);
    let bytes = zipped(&[
        ("dateline.json", json!({"format": "dateline-archive", "version": 1}).to_string().as_bytes()),
        ("entries/00001.jsonl", format!("{line}\n{plain}\nbroken\n").as_bytes()),
        ("feeds.json", feeds.to_string().as_bytes()),
        ("labels.json", json!([{"name": "birds"}, {"name": "empty one"}]).to_string().as_bytes()),
        ("rules.json", rules.to_string().as_bytes()),
        ("follows.json", json!([{"kind": "words", "value": "terns"}]).to_string().as_bytes()),
        ("searches.json", json!([{"name": "Bay", "q": "bay", "alert": true}]).to_string().as_bytes()),
        ("settings.json", json!({"theme": "dark"}).to_string().as_bytes()),
        ("corrections.json", json!([{}]).to_string().as_bytes()),
    ]);
    let report = import(&press, &desk, "own.zip", &bytes).await.unwrap();
    let told = report.left.join("\n");
    for words in [
        "entries/00001.jsonl, line 3",
        "\"one story\": the story that it is about is not here",
        "1 correction of a story: the articles in question are not",
    ] {
        assert!(told.contains(words), "{told}");
    }
    assert_eq!(report.left.len(), 3, "{told}");
    let again = import(&press, &desk, "own.zip", &bytes).await.unwrap();
    assert_eq!((again.entries_new, again.entries_known, again.states), (0, 2, TakenCounts::default()));
    assert!(again.lists.values().all(|added| *added == 0), "{again:?}");

    let reader = desk.reader();
    let entries = all(&desk).await;
    let time = Some(at.parse().unwrap());
    assert_eq!(
        (entries[0].read_at, entries[0].starred_at, &entries[0].labels[..]),
        (time, time, &["birds".to_owned()][..])
    );
    assert_eq!((entries[1].read_at, entries[1].starred_at), (None, None));
    let notes = reader.notes(entries[0].id).await.unwrap();
    assert_eq!((notes.len(), notes[0].note.text.as_str(), Some(notes[0].made_at)), (1, "check", time));
    assert_eq!(reader.progress(entries[0].id).await.unwrap().0[0].position, 400);
    let feed = reader.feeds().await.unwrap().remove(0);
    assert_eq!(
        (feed.title.as_str(), feed.folders.join(","), feed.keep_days),
        ("Terns", "Birds,North".to_owned(), Some(9))
    );
    assert!(feed.paused_at.is_some() && feed.is_private());
    let rules = reader.rules().await.unwrap();
    assert_eq!((rules.len(), rules[0].rule.conditions.feed), (1, Some(feed.id)));
    assert_eq!(reader.labels().await.unwrap().len(), 2);
    assert_eq!((reader.follows().await.unwrap().len(), reader.saved_searches().await.unwrap().len()), (1, 1));
    assert_eq!(reader.preferences().await.unwrap()["theme"], "dark");
    assert!(desk.store().check().await.unwrap().is_healthy());
}

#[tokio::test]
async fn files_that_are_nothing_known_or_mean_harm_are_refused_in_one_sentence() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let zeroes = vec![b' '; 3 << 20];
    let newer = json!({"format": "dateline-archive", "version": 9}).to_string();
    let table = b"https://auk.localhost/a,Title,,Unread,1704067200,[sea]\nhttps://auk.localhost/b,B,,Unread,1704067201,[]\n";
    let cases: [(&str, Vec<u8>, &str); 11] = [
        ("none.opml", Vec::new(), "none.opml is empty"),
        ("mark.opml", b"\xef\xbb\xbf".to_vec(), "mark.opml is empty"),
        ("blank.json", b" \n \n".to_vec(), "blank.json is empty"),
        ("table.csv", table.to_vec(), "table.csv is none of: OPML"),
        ("head.csv", [&b"Link,Name,Chosen,Folder,Saved,Tags\n"[..], table].concat(), "head.csv is none of"),
        ("bomb.zip", zipped(&[("starred.json", &zeroes)]), "a decompression bomb"),
        ("cut.zip", freshrss()[..300].to_vec(), "this is no zip archive"),
        ("newer.zip", zipped(&[("dateline.json", newer.as_bytes())]), "made by a newer Dateline"),
        ("words.txt", b"only words".to_vec(), "words.txt is none of: OPML"),
        (
            "cut.json",
            b"{\"items\": [{\"title\": \"x\"".to_vec(),
            "cut.json: this is no list of articles as JSON",
        ),
        ("other.db", b"SQLite format 3\0 and no more".to_vec(), "other.db"),
    ];
    for (name, bytes, expected) in cases {
        let told = import(&press, &desk, name, &bytes).await.unwrap_err().to_string();
        assert!(told.contains(expected) && !told.contains('\n'), "{name}: {told}");
    }
    let lists: [(&str, &[u8], u64, u64); 3] = [
        ("urls", b"http://auk.localhost/feed sea \"~Auks\"\nquery:x:y\n", 1, 0),
        ("marks.html", b"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='http://auk.localhost/a' TAGS='sea'>A page</A></DL>", 0, 1),
        ("wallabag.json", br#"[{"is_archived": 1, "is_starred": 0, "title": "Kept", "url": "http://auk.localhost/b", "content": "<p>Words.</p>", "tags": ["x"]}]"#, 0, 1),
    ];
    for (name, bytes, feeds, entries) in lists {
        let report = import(&press, &desk, name, bytes).await.unwrap();
        assert_eq!((report.feeds_new, report.entries_new), (feeds, entries), "{name}: {report:?}");
    }
}

#[tokio::test]
async fn a_feed_stands_in_every_folder_of_a_list_and_what_is_no_list_is_told() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let list = b"<opml version='2.0'><body><outline text='Sea'><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/></outline>
        <outline text='Birds'><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/></outline>
        <outline type='rss' text='Gulls' xmlUrl='http://gull.localhost/feed' category='/Sea/Land,/Birds'/>
        <outline type='HTML+XPath' text='A page' xmlUrl='http://auk.localhost/page'/></body></opml>";
    let report = import(&press, &desk, "list.opml", list).await.unwrap();
    assert_eq!((report.feeds_new, report.feeds_known), (2, 0), "{report:?}");
    assert!(
        report.left.len() == 1 && report.left[0].contains("FreshRSS reads this page by paths"),
        "{report:?}"
    );
    let folders = async |desk: &Desk| {
        let feeds = desk.reader().feeds().await.unwrap();
        feeds.into_iter().map(|feed| (feed.title, feed.folders)).collect::<Vec<_>>()
    };
    let expected = [("Auks", ["Birds", "Sea"]), ("Gulls", ["Birds", "Sea/Land"])];
    let expected = expected.map(|(name, folders)| (name.to_owned(), folders.map(str::to_owned).to_vec()));
    assert_eq!(folders(&desk).await, expected);
    let again = import(&press, &desk, "list.opml", list).await.unwrap();
    assert_eq!((again.feeds_new, again.feeds_known), (0, 2), "{again:?}");
    assert_eq!(folders(&desk).await, expected);
    let other = Press::new().await;
    let other = other.desk().await;
    other.add_list(list).await.unwrap();
    assert_eq!(folders(&other).await, expected, "added as imported");
    let report = import(&press, &desk, "odd.json", b"{\"foo\": 1}").await.unwrap();
    assert!(report.left[0].contains("it holds no list of articles"), "{report:?}");
}

/// What a file stars is the article that a feed has brought, whether or not the file says which feed that is.
#[tokio::test]
async fn stars_find_the_articles_that_are_here() {
    let press = Press::new().await;
    let desk = press.desk().await;
    press.feed("auk.localhost", &[("/tide", "The tide"), ("/wind", "The wind")]);
    let list = b"<opml version='2.0'><body><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed' htmlUrl='http://auk.localhost/'/></body></opml>";
    import(&press, &desk, "list.opml", list).await.unwrap();
    // Before the feed was asked: the page of its publisher tells which it is.
    let old = json!({"items": [{"title": "The wind", "alternate": [{"href": "http://auk.localhost/wind"}],
        "categories": ["user/1/state/com.google/starred"], "origin": {"streamId": "feed/4f2a", "htmlUrl": "http://auk.localhost/"}}]});
    import(&press, &desk, "old.json", old.to_string().as_bytes()).await.unwrap();
    desk.update(Which::All).await.unwrap();
    // Afterwards: the address does.
    let feedbin = json!([{"id": 1, "feed_id": 7, "title": "The tide", "url": "http://auk.localhost/tide", "content": "<p>Old.</p>"}]);
    let report = import(&press, &desk, "starred.json", feedbin.to_string().as_bytes()).await.unwrap();
    assert_eq!((report.entries_new, report.entries_known), (0, 1), "{report:?}");
    let marks = b"<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='http://auk.localhost/tide' TAGS='sea'>Tide</A></DL>";
    let report = import(&press, &desk, "marks.html", marks).await.unwrap();
    assert_eq!((report.entries_new, report.entries_known), (0, 1), "{report:?}");
    let mut held: Vec<_> =
        all(&desk).await.into_iter().map(|entry| (entry.title, entry.starred_at.is_some())).collect();
    held.sort();
    assert_eq!(held, [("The tide".to_owned(), true), ("The wind".to_owned(), true)]);
    assert_eq!(desk.reader().feeds().await.unwrap().len(), 1, "nothing went to a feed of its own");
}

/// What several files of one archive name is new once.
#[tokio::test]
async fn what_two_files_of_an_archive_hold_is_counted_as_new_once() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let feed = |folder: &str| {
        format!("<opml version='2.0'><body><outline text='{folder}'><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/></outline>
            <outline text='Other'><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed'/></outline></body></opml>")
    };
    let item = |path: &str, label: &str| {
        json!({"guid": path, "title": path, "alternate": [{"href": format!("http://auk.localhost{path}")}],
            "categories": [format!("user/1/label/{label}")], "origin": {"feedUrl": "http://auk.localhost/feed"}})
    };
    let items =
        |label: &str| json!({"items": [item("/1", label), item("/2", label), item("/1", label)]}).to_string();
    let feedbin = json!([{"feed_id": 7, "title": "/2", "url": "http://auk.localhost/2?utm_source=x"},
        {"feed_id": 7, "title": "/3", "url": "http://auk.localhost/3"}, {"feed_id": 7, "title": "/3", "url": "http://auk.localhost/3#a"}]);
    let bytes = zipped(&[
        ("a.opml", feed("Sea").as_bytes()),
        ("b.opml", feed("Land").as_bytes()),
        ("a.json", items("a").as_bytes()),
        ("b.json", items("b").as_bytes()),
        ("starred.json", feedbin.to_string().as_bytes()),
    ]);
    let report = import(&press, &desk, "both.zip", &bytes).await.unwrap();
    let counts = |report: &ImportReport| {
        (report.feeds_new, report.feeds_known, report.entries_new, report.entries_known)
    };
    assert_eq!(counts(&report), (1, 1, 3, 6), "{report:?}");
    let folders = desk.reader().feed_by_url(url("http://auk.localhost/feed")).await.unwrap().unwrap().folders;
    assert_eq!((all(&desk).await.len(), folders.join(",")), (3, "Land,Other,Sea".to_owned()));
    let again = import(&press, &desk, "both.zip", &bytes).await.unwrap();
    assert_eq!(counts(&again), (0, 2, 0, 9), "{again:?}");
    assert_eq!(again.states, TakenCounts::default());
}

/// Programs of Google Reader's form write the folders of a feed among the labels of its articles.
#[tokio::test]
async fn a_folder_of_the_feed_is_no_label_of_its_articles() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let list = b"<opml version='2.0'><body><outline text='Sea/Land'><outline type='rss' text='Auks' xmlUrl='http://auk.localhost/feed' htmlUrl='http://auk.localhost/'/></outline></body></opml>";
    let item = |path: &str, origin: serde_json::Value| {
        json!({"title": path, "alternate": [{"href": format!("http://auk.localhost{path}")}],
            "categories": ["user/1/label/Sea/Land", "user/1/label/mine"], "origin": origin})
    };
    let items = json!({"items": [item("/1", json!({"streamId": "feed/http://auk.localhost/feed"})), item("/2", json!({"streamId": "feed/4f", "htmlUrl": "http://auk.localhost/"}))]});
    let bytes = zipped(&[("starred.json", items.to_string().as_bytes()), ("subscriptions.xml", list)]);
    import(&press, &desk, "takeout.zip", &bytes).await.unwrap();
    let labels: Vec<_> = all(&desk).await.into_iter().map(|entry| entry.labels.join("+")).collect();
    assert_eq!(labels, ["mine", "mine"]);
}
