use super::*;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::ops::ControlFlow;

fn objects(text: &str) -> Result<Vec<Value>, JsonError> {
    let mut found = Vec::new();
    json_objects(text.as_bytes(), &mut |value| {
        found.push(value);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn feed(url: &str, title: Option<&str>, folders: &[&str]) -> Imported {
    let folders = folders.iter().map(|name| (*name).to_owned()).collect();
    Imported::Feed(ImportedFeed {
        url: url.to_owned(),
        title: title.map(str::to_owned),
        folders,
        ..ImportedFeed::default()
    })
}

#[test]
fn each_readers_json_is_told_by_its_members() {
    let check = |value: Value, expected: ImportedItem| {
        assert_eq!(item_of_json(&value), Some(expected), "{value}");
    };
    let some = |text: &str| Some(text.to_owned());
    let at = |text: &str| Some(text.parse().unwrap());
    let google = json!({
        "id": "tag:google.com,2005:reader/item/000000000000000b", "guid": "g1", "title": "Tide",
        "published": 1_790_000_000_000_i64, "alternate": [{"href": "https://gull.example/tide"}],
        "content": {"content": "<p>High water</p>"}, "author": "Ida", "starred": 1_790_000_100,
        "categories": ["user/1005/state/com.google/read", "user/-/state/com.google/starred", "user/1005/label/Sea", "boats"],
        "origin": {"streamId": "feed/12", "feedUrl": "https://gull.example/feed"},
        "annotations": [{"content": "mind this"}],
    });
    check(
        google,
        ImportedItem {
            feed: some("https://gull.example/feed"),
            guid: some("g1"),
            url: some("https://gull.example/tide"),
            title: some("Tide"),
            html: some("<p>High water</p>"),
            authors: vec!["Ida".to_owned()],
            categories: vec!["boats".to_owned()],
            published: at("2026-09-21T14:13:20Z"),
            read: Some(true),
            starred: Some(true),
            starred_at: at("2026-09-21T14:15:00Z"),
            labels: vec!["Sea".to_owned()],
            notes: vec![ImportedNote { text: "mind this".to_owned(), ..ImportedNote::default() }],
            ..ImportedItem::default()
        },
    );
    let inoreader = json!({
        "title": "Tom &amp; Jerry say &quot;hi&quot;", "categories": ["user/1005/state/com.google/reading-list"],
        "origin": {"streamId": "feed/4f2a", "htmlUrl": "https://gull.example/"},
        "annotations": [{"text": "high water", "note": "when?", "added_on": 1_790_000_000}],
    });
    check(
        inoreader,
        ImportedItem {
            title: some("Tom & Jerry say \"hi\""),
            with_folders: true,
            home: some("https://gull.example/"),
            read: Some(false),
            notes: vec![ImportedNote {
                quote: "high water".to_owned(),
                text: "when?".to_owned(),
                made: at("2026-09-21T14:13:20Z"),
                changed: at("2026-09-21T14:13:20Z"),
                ..ImportedNote::default()
            }],
            ..ImportedItem::default()
        },
    );
}

#[test]
fn feeds_are_told_by_numbers_by_addresses_and_not_at_all() {
    let check = |value: Value, expected: ImportedItem| {
        assert_eq!(item_of_json(&value), Some(expected), "{value}");
    };
    let some = |text: &str| Some(text.to_owned());
    let at = |text: &str| Some(text.parse().unwrap());
    let local = json!({"title": "Tide", "origin": {"streamId": "feed/12"}, "categories": ["user/x/state/org.freshrss/unread"]});
    check(
        local,
        ImportedItem {
            title: some("Tide"),
            read: Some(false),
            with_folders: true,
            ..ImportedItem::default()
        },
    );
    let by_address = json!({"origin": {"streamId": "feed/https://gull.example/feed"}, "canonical": [{"href": "https://gull.example/a"}]});
    check(
        by_address,
        ImportedItem {
            feed: some("https://gull.example/feed"),
            url: some("https://gull.example/a"),
            with_folders: true,
            ..ImportedItem::default()
        },
    );
    let feedbin = json!({"id": 7, "feed_id": 3, "title": "Tide", "url": "https://gull.example/tide", "content": "<p>x</p>", "published": "2026-01-02T03:04:05.000000Z"});
    check(
        feedbin,
        ImportedItem {
            url: some("https://gull.example/tide"),
            title: some("Tide"),
            html: some("<p>x</p>"),
            published: at("2026-01-02T03:04:05Z"),
            starred: Some(true),
            ..ImportedItem::default()
        },
    );
}

#[test]
fn saved_articles_and_those_of_nextcloud_are_told_by_their_members() {
    let check = |value: Value, expected: ImportedItem| {
        assert_eq!(item_of_json(&value), Some(expected), "{value}");
    };
    let some = |text: &str| Some(text.to_owned());
    let at = |text: &str| Some(text.parse().unwrap());
    let wallabag = json!({"is_archived": 1, "is_starred": 0, "tags": ["sea", {"label": "long"}], "title": "Tide", "url": "https://gull.example/tide",
        "content": "<p>x</p>", "created_at": "2026-01-02T03:04:05+00:00", "published_by": ["Ida"], "annotations": [{"quote": "water", "text": "high"}]});
    check(
        wallabag,
        ImportedItem {
            url: some("https://gull.example/tide"),
            title: some("Tide"),
            html: some("<p>x</p>"),
            authors: vec!["Ida".to_owned()],
            published: at("2026-01-02T03:04:05Z"),
            read: Some(true),
            starred: Some(false),
            labels: vec!["sea".to_owned(), "long".to_owned()],
            notes: vec![ImportedNote {
                quote: "water".to_owned(),
                text: "high".to_owned(),
                ..ImportedNote::default()
            }],
            ..ImportedItem::default()
        },
    );
    let nextcloud = json!({"guid": "g", "guidHash": "h", "url": "https://gull.example/a", "title": "A", "pubDate": 1_790_000_000, "body": "b", "unread": false, "starred": true, "feedLink": "https://gull.example/feed"});
    check(
        nextcloud,
        ImportedItem {
            feed: some("https://gull.example/feed"),
            guid: some("g"),
            url: some("https://gull.example/a"),
            title: some("A"),
            html: some("b"),
            published: at("2026-09-21T14:13:20Z"),
            read: Some(true),
            starred: Some(true),
            ..ImportedItem::default()
        },
    );
    for nothing in
        [json!({}), json!(7), json!([]), json!({"title": "  "}), json!({"origin": 3, "categories": "x"})]
    {
        assert_eq!(item_of_json(&nothing), None, "{nothing}");
    }
}

#[test]
fn lists_come_out_one_by_one_wherever_they_stand() {
    assert_eq!(objects("[1, {\"a\": [2]}]").unwrap(), [json!(1), json!({"a": [2]})]);
    let nested =
        "{\"id\": \"x\", \"items\": [1, 2], \"more\": {\"items\": [9]}, \"articles\": {\"items\": [3]}}";
    assert_eq!(objects(nested).unwrap(), [json!(1), json!(2), json!(3)]);
    assert!(objects("{\"items\": null}").unwrap().is_empty());
    assert!(objects("[1, 2").unwrap_err().to_string().starts_with("this is no list of articles as JSON"));
    let mut seen = 0;
    let stopped = json_objects("[1, 2, 3]".as_bytes(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert!(stopped.is_ok() && seen == 1);
    let large = format!("[1, \"{}\"]", "x".repeat(17 << 20));
    assert!(matches!(objects(&large), Err(JsonError::Large)));
    let many = format!("[{}0]", "\"some words that are an article\",".repeat(1 << 20));
    assert_eq!(objects(&many).unwrap().len(), (1 << 20) + 1, "many small ones are not one large one");
    let mut lines = Vec::new();
    json_lines("{\"a\":1}\n\nbroken\n{\"a\":2}".as_bytes(), &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(lines, [Ok(json!({"a": 1})), Err(3), Ok(json!({"a": 2}))]);
}

#[test]
fn lists_of_feeds_bookmarks_and_tt_rss() {
    let urls = "# mine\nhttps://gull.example/feed news \"~The Gull\" \"two words\"\nhttps://tern.example/rss !\n\"query:All:unread = \\\"yes\\\"\"\nexec:fetch.sh\nnonsense\n";
    let found = newsboat_urls(urls);
    assert_eq!(found[0], feed("https://gull.example/feed", Some("The Gull"), &["news", "two words"]));
    assert_eq!(found[1], feed("https://tern.example/rss", None, &[]));
    let left = |one: &Imported, words: &str| matches!(one, Imported::Left(told) if told.contains(words));
    assert!(
        left(&found[2], "query is newsboat's own")
            && left(&found[3], "exec is newsboat's own")
            && left(&found[4], "no web address")
    );
    let opml = "<opml><body><outline text='Sea'><outline text='Gull' xmlUrl='https://gull.example/feed'/></outline><outline text='x' xmlUrl='ftp://x'/></body></opml>";
    let found = opml_feeds(opml.as_bytes()).unwrap();
    assert_eq!(found[0], feed("https://gull.example/feed", Some("Gull"), &["Sea"]));
    assert!(matches!(found[1], Imported::Left(_)) && opml_feeds(b"{}").is_none());

    let html = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><H3>Sea &amp; air</H3><DL><p>
        <DT><A HREF=\"https://gull.example/a?b=1&amp;c=2\" ADD_DATE=\"1790000000\" TAGS=\"x,y z\">A &lt;tide&gt;</A>
        </DL><p><DT><a href='javascript:alert(1)'>no</a><DT><A HREF=\"https://gull.example/b\">B</A></DL>";
    assert!(is_bookmarks(html.as_bytes()) && !is_bookmarks(b"<opml>"));
    let found = bookmarks(html);
    let Imported::Item(first) = &found[0] else { panic!("{found:?}") };
    assert_eq!(
        (first.url.as_deref(), first.title.as_deref()),
        (Some("https://gull.example/a?b=1&c=2"), Some("A <tide>"))
    );
    assert_eq!(first.labels, ["Sea & air", "x", "y z"]);
    assert_eq!(first.starred_at, Some("2026-09-21T14:13:20Z".parse().unwrap()));
    assert!(left(&found[1], "javascript:alert(1): this is no web address"));
    assert!(matches!(&found[2], Imported::Item(item) if item.labels.is_empty()));

    let xml = "<?xml version='1.0'?><articles schema-version='1'><article><guid><![CDATA[SHA1:1]]></guid><title>Tide</title><content><![CDATA[<p>x</p>]]></content>
        <marked>1</marked><link>https://gull.example/a</link><tag_cache>sea, air</tag_cache><label_cache>[[-11,\"Later\",\"\",\"\"]]</label_cache><note>mind</note>
        <feed_url>https://gull.example/feed</feed_url><updated>2026-01-02 03:04:05</updated></article></articles>";
    assert!(is_tt_rss(xml.as_bytes()) && !is_tt_rss(opml.as_bytes()));
    let found = tt_rss(xml.as_bytes());
    let Imported::Item(item) = &found[0] else { panic!("{found:?}") };
    assert_eq!(
        (item.guid.as_deref(), item.html.as_deref(), item.starred),
        (Some("SHA1:1"), Some("<p>x</p>"), Some(true))
    );
    assert_eq!(item.labels, ["sea", "air", "Later"]);
    assert_eq!(
        (item.notes[0].text.as_str(), item.feed.as_deref()),
        ("mind", Some("https://gull.example/feed"))
    );
    assert!(item.published.is_some());
}

#[test]
fn what_lists_say_beside_addresses_is_taken() {
    let opml = b"<opml><body><outline type='rss' text='Gull' xmlUrl='https://ada:s3@gull.example/feed' miniflux:disabled='true' category='/Sea,/Birds/Gulls'/>
        <outline type='rss' text='Tern' xmlUrl='https://tern.example/feed' miniflux:disabled='false'/></body></opml>";
    let listed =
        opml_feeds(opml).unwrap().into_iter().chain(newsboat_urls("https://ada:s3@auk.example/feed sea"));
    let told = listed.map(|one| match one {
        Imported::Feed(feed) => (feed.title, feed.folders.join(" "), feed.paused, feed.login.is_some()),
        other => panic!("{other:?}"),
    });
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (some("Gull"), "Sea Birds/Gulls".to_owned(), true, true),
            (some("Tern"), String::new(), false, false),
            (None, "sea".to_owned(), false, true)
        ]
    );
    let marks = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='https://gull.example/a'>A</A><DD>why &amp; how[linkding-notes]more[/linkding-notes]
        <DT><A HREF='https://gull.example/b'>B</A></DL>";
    let notes = bookmarks(marks).into_iter().map(|one| match one {
        Imported::Item(item) => item.notes.into_iter().map(|note| note.text).collect::<Vec<_>>().join("|"),
        other => panic!("{other:?}"),
    });
    assert_eq!(notes.collect::<Vec<_>>(), ["why & how more", ""]);
    let pocket = "<title>Pocket Export</title><h1>Unread</h1><ul><li><a href='https://gull.example/a' time_added='1790000000' tags='sea,boats'>A</a></ul>
        <h1>Read Archive</h1><ul><li><a href='https://gull.example/b' time_added='1790000001' tags=''>B</a></ul>";
    assert!(is_bookmarks(pocket.as_bytes()));
    let saved = bookmarks(pocket).into_iter().map(|one| match one {
        Imported::Item(item) => (item.read, item.labels.join("+")),
        other => panic!("{other:?}"),
    });
    assert_eq!(
        saved.collect::<Vec<_>>(),
        [(Some(false), "sea+boats".to_owned()), (Some(true), String::new())]
    );
    let channels = saved_table(
        b"Channel Id,Channel Url,Channel Title\nUCab-c_1,http://www.youtube.com/channel/UCab-c_1,Tides\n",
    );
    let url = "https://www.youtube.com/feeds/videos.xml?channel_id=UCab-c_1";
    assert!(
        matches!(&channels.unwrap()[..], [Imported::Feed(feed)] if feed.url == url && feed.title.as_deref() == Some("Tides"))
    );
    let pinboard = json!({"href": "https://gull.example/a", "description": "A", "extended": "why", "time": "2026-02-03T04:05:06Z", "toread": "yes", "tags": "sea boats"});
    let item = item_of_json(&pinboard).unwrap();
    assert_eq!((item.read, &*item.labels.join("+"), &*item.notes[0].text), (Some(false), "sea+boats", "why"));
    let newsblur = json!({"story_title": "A &amp; B", "story_permalink": "https://gull.example/a", "starred_date": "2026-02-03 04:05:06", "user_tags": ["sea"]});
    let item = item_of_json(&newsblur).unwrap();
    assert_eq!(
        (item.title.as_deref(), item.starred, item.starred_at.is_some()),
        (Some("A & B"), Some(true), true)
    );
}

#[test]
fn tables_of_saved_articles_are_told_by_their_heads() {
    let check = |table: &str, expected: [(&str, Option<bool>, &str, &str); 2]| {
        let found = saved_table(table.as_bytes()).unwrap().into_iter().map(|one| match one {
            Imported::Item(item) => {
                assert!(item.starred_at.is_some(), "{item:?}");
                let note =
                    item.notes.first().map(|note| format!("{}{}", note.quote, note.text)).unwrap_or_default();
                (item.title.unwrap(), item.read, item.labels.join("+"), note)
            }
            other => panic!("{other:?}"),
        });
        let expected = expected
            .map(|(title, read, labels, note)| (title.to_owned(), read, labels.to_owned(), note.to_owned()));
        assert_eq!(found.collect::<Vec<_>>(), expected);
    };
    check(
        "title,url,time_added,tags,status\n\"Tide, high\",https://gull.example/a,1790000000,sea|boats,unread\nB,https://gull.example/b,1790000001,,archive\n",
        [("Tide, high", Some(false), "sea+boats", ""), ("B", Some(true), "", "")],
    );
    check(
        "URL,Title,Selection,Folder,Timestamp,Tags\nhttps://gull.example/a,A,\"words, chosen\",Unread,1790000000,\"[\"\"sea\"\",\"\"boats\"\"]\"\nhttps://gull.example/b,B,,Kitchen,1790000001,[]\n",
        [("A", Some(false), "sea+boats", "words, chosen"), ("B", None, "Kitchen", "")],
    );
    check(
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,A,why,,https://gull.example/a,Unsorted,\"sea, boats\",2026-02-03T04:05:06.000Z,,,false\n2,B,,,https://gull.example/b,Work,,2026-02-03T04:05:06.000Z,,,true\n",
        [("A", None, "sea+boats", "why"), ("B", None, "Work", "")],
    );
    check(
        "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\nA,https://gull.example/a,1,\"['sea', 'boats']\",2026-02-03 04:05:06+00:00,0,later,True\nB,https://gull.example/b,2,,2026-02-03 04:05:06+00:00,1,archive,True\n",
        [("A", Some(false), "sea+boats", ""), ("B", Some(true), "", "")],
    );
    for between in [";", "\t"] {
        let table = format!(
            "title{between}url{between}time_added{between}tags{between}status\n\"A{between}a\"{between}https://gull.example/a{between}1790000000{between}sea|b{between}unread\nB{between}https://gull.example/b{between}1790000001{between}{between}archive\n"
        );
        let title = format!("A{between}a");
        check(&table, [(&title, Some(false), "sea+b", ""), ("B", Some(true), "", "")]);
    }
    assert_eq!(saved_table(b"name,address\nA,https://gull.example/a\n"), None);
    let odd = saved_table(b"title,url,time_added,tags,status\nA,ftp://gull.example/a,1,,\nB\n").unwrap();
    assert_eq!(odd, [2, 3].map(|line| Imported::Left(format!("line {line}: it has no web address"))));
}

#[test]
fn times_of_every_size_and_spelling() {
    let check = |value: Value, expected: Option<&str>| {
        assert_eq!(moment(&value).map(|at| at.to_string()).as_deref(), expected, "{value}");
    };
    check(json!(1_790_000_000), Some("2026-09-21T14:13:20Z"));
    check(json!(1_790_000_000_000_i64), Some("2026-09-21T14:13:20Z"));
    check(json!("1790000000000000"), Some("2026-09-21T14:13:20Z"));
    check(json!("2026-09-21T14:13:20Z"), Some("2026-09-21T14:13:20Z"));
    check(json!("Mon, 21 Sep 2026 14:13:20 GMT"), Some("2026-09-21T14:13:20Z"));
    check(json!(0), None);
    check(json!(-5), None);
    check(json!(i64::MAX), None);
    check(json!("never"), None);
    check(json!(null), None);
}

proptest! {
    #[test]
    fn whatever_a_file_holds_it_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..600), text in "[<>/a-zA-Z\"'=& \\n!~:\\\\\\[\\],{}0-9-]{0,300}") {
        let _read = (opml_feeds(&bytes), tt_rss(&bytes), bookmarks(&text), newsboat_urls(&text), tt_rss(text.as_bytes()));
        let _read = objects(&text);
        if let Ok(value) = serde_json::from_str::<Value>(&text) {
            let _read = (item_of_json(&value), item_of_archive(&value), feeds_of_archive(&value));
        }
    }

    #[test]
    fn a_line_of_the_archive_comes_back(title in "\\PC{1,40}", read in any::<bool>(), seconds in 1_i64..4_000_000_000, labels in prop::collection::vec("[a-z ]{1,8}", 0..3)) {
        let at = Timestamp::from_second(seconds).unwrap();
        let line = json!({
            "feed": "https://gull.example/feed", "guid": "g", "url": "https://gull.example/a", "title": title, "html": "<p>x</p>",
            "published": at.to_string(), "read": read.then(|| at.to_string()), "starred": null, "labels": labels,
            "notes": [{"quote": "q", "prefix": "a", "suffix": "b", "text": "t", "made": at.to_string(), "changed": at.to_string()}],
            "progress": [{"file": 1, "position": 5, "length": 9, "speed": 1500}],
        });
        let item = item_of_archive(&line);
        prop_assert_eq!(item.title, Some(title));
        prop_assert_eq!((item.read, item.read_at), (Some(read), read.then_some(at)));
        prop_assert_eq!((item.published, item.starred, item.labels), (Some(at), Some(false), labels));
        prop_assert_eq!((item.notes[0].made, item.progress), (Some(at), vec![(1, 5, Some(9), Some(1500))]));
    }
}

#[test]
fn headlines_of_json_are_read_as_markup_and_keep_their_words() {
    let check = |written: &str, expected: &str| {
        let value = json!({"title": written, "origin": {}});
        assert_eq!(item_of_json(&value).unwrap().title.as_deref(), Some(expected), "{written}");
    };
    check("T &amp; <b>x</b>", "T & x");
    check("5 < 6 &lt; 7", "5 < 6 < 7");
    check("A vector<int> &#39;of&#39; numbers", "A vector<int> 'of' numbers");
}

#[test]
fn labels_highlights_and_notes_of_saved_pages_come_along() {
    let told = |item: &ImportedItem| {
        let notes: Vec<_> = item.notes.iter().map(|note| format!("{}|{}", note.quote, note.text)).collect();
        (
            item.url.clone().unwrap_or_default(),
            item.read,
            item.starred,
            item.labels.join("+"),
            notes.join(" / "),
        )
    };
    let check = |value: Value, url: &str, read: Option<bool>, labels: &str, notes: &str| {
        let item = item_of_json(&value).unwrap();
        let expected = (url.to_owned(), read, Some(true), labels.to_owned(), notes.to_owned());
        assert_eq!(told(&item), expected, "{value}");
        assert!(item.starred_at.is_some(), "{value}");
        item
    };
    let at = "2026-02-03T04:05:06Z";
    let a = "https://gull.example/a";
    let karakeep = json!({"createdAt": 1_790_000_000, "title": null, "tags": ["sea", "boats"], "lists": [], "content": {"type": "link", "url": a},
        "note": "why", "archived": true});
    check(karakeep, a, Some(true), "sea+boats", "|why");
    let told_by_api = json!({"id": "k1", "createdAt": at, "tags": [{"id": "t", "name": "sea"}], "archived": false,
        "content": {"type": "link", "url": a, "title": "A", "htmlContent": "<p>x</p>", "author": "Ida"}});
    let item = check(told_by_api, a, Some(false), "sea", "");
    assert_eq!(
        (item.title.as_deref(), item.html.as_deref(), &item.authors[..]),
        (Some("A"), Some("<p>x</p>"), &["Ida".to_owned()][..])
    );
    let own = json!({"createdAt": 1_790_000_000, "title": null, "tags": [], "content": {"type": "text", "text": "Buy <rope>\nand tar\n\nsoon"}, "note": null});
    let item = check(own, "", None, "", "");
    let html = "<p>Buy &lt;rope&gt;<br>and tar</p><p>soon</p>";
    assert_eq!((item.title.as_deref(), item.html.as_deref()), (Some("Buy <rope>"), Some(html)));
    let linkding = |archived: bool| {
        json!({"id": 1, "url": a, "title": "", "website_title": "A", "description": "d", "notes": "*n*",
        "is_archived": archived, "unread": true, "tag_names": ["sea", "boats"], "date_added": at})
    };
    check(linkding(false), a, Some(false), "sea+boats", "|d / |*n*");
    check(linkding(true), a, Some(true), "sea+boats", "|d / |*n*");
    let omnivore = |state: &str| json!({"id": "x", "slug": "a-1", "title": "A", "url": a, "state": state, "labels": ["sea"], "savedAt": at, "publishedAt": at});
    check(omnivore("Archived"), a, Some(true), "sea", "");
    check(omnivore("SUCCEEDED"), a, Some(false), "sea", "");
    let notes =
        omnivore_highlights("> high\nwater\n> and more \n\n#tide #sea\n\nask again\n\n> second \n\n> third");
    let notes: Vec<_> = notes.iter().map(|note| (note.quote.as_str(), note.text.as_str())).collect();
    assert_eq!(notes, [("high\nwater\nand more", "#tide #sea\n\nask again"), ("second", ""), ("third", "")]);
    assert_eq!(omnivore_highlights("> \n\n \n"), []);

    let marks = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF='https://gull.example/a' TOREAD='1' TAGS='sea,linkding:bookmarks.archived'>A</A>
        <DD>About[linkding-notes]Why[/linkding-notes]<DT><A HREF='https://gull.example/b' TOREAD='0' TAGS='a b,c&amp;d'>B</A></DL>";
    let marks = bookmarks(marks).into_iter().map(|one| match one {
        Imported::Item(item) => told(&item),
        other => panic!("{other:?}"),
    });
    let read = [("sea", Some(true), "|About Why"), ("a b+c&d", Some(true), "")];
    for (mark, (labels, read, notes)) in marks.zip(read) {
        assert_eq!((mark.1, mark.3.as_str(), mark.4.as_str()), (read, labels, notes));
    }
    let raindrop = "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n1,A,why,,https://gull.example/a,Unsorted,,2026-02-03T04:05:06.000Z,,\"Highlight:high water
two lines
Note:ask

Highlight: low\",false\n";
    match &saved_table(raindrop.as_bytes()).unwrap()[..] {
        [Imported::Item(item)] => assert_eq!(told(item).4, "|why / high water\ntwo lines|ask / low|"),
        other => panic!("{other:?}"),
    }
}
