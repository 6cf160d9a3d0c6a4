//! Programs that are asked for what they hold: what comes, what is told, whom the password is shown to, and that repeating changes nothing.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, ImportApi, ImportError, ImportFrom, ImportReport, Which};
use dateline_store::TakenCounts;
use serde_json::{Value, json};

const SECRET: &str = "s3cret words";

async fn ask(
    desk: &Desk,
    from: ImportFrom,
    address: &str,
    allow_http: bool,
) -> Result<ImportReport, ImportError> {
    let (url, user) = (url(address), Some("ada@skua.example".to_owned()));
    desk.import_api(&ImportApi { from, url, user, secret: SECRET.to_owned(), allow_http }, &|_| ()).await
}

fn set(press: &Press, address: &str, answer: &Value) {
    press.set(address, 200, "content-type: application/json", &answer.to_string());
}

/// What is known of each article: title, read, starred, labels.
async fn states(desk: &Desk) -> Vec<String> {
    let mut found: Vec<String> = held(desk)
        .await
        .into_iter()
        .map(|one| {
            let labels = one.labels.join(",");
            format!("{} {} {} {labels}", one.title, one.read_at.is_some(), one.starred_at.is_some())
        })
        .collect();
    found.sort();
    found
}

/// A server as FreshRSS is, below `/api/greader.php`, with numbers that its articles do not tell the states of.
fn freshrss(press: &Press) {
    let api = "skua.localhost/rss/api/greader.php/reader/api/0";
    press.set(
        "skua.localhost/rss/api/greader.php/accounts/ClientLogin",
        200,
        "",
        "SID=x\nLSID=null\nAuth=ada/4f\n",
    );
    let feed = |id: &str, url: &str, folder: &str| {
        json!({"id": id, "title": "The gull", "url": url, "htmlUrl": "http://gull.localhost/",
            "categories": [{"id": "user/-/label/Sea", "label": folder}]})
    };
    let feeds = json!({"subscriptions": [feed("feed/3", "http://gull.localhost/feed", "Sea"), feed("feed/4", "", "Sea")]});
    set(press, &format!("{api}/subscription/list?output=json"), &feeds);
    let ids = |ids: &[&str]| ids.iter().map(|id| json!({"id": id})).collect::<Vec<_>>();
    let stream = |of: &str, more: &str| {
        format!("{api}/stream/items/ids?output=json&s=user/-/state/com.google/{of}&n=10000&r=o{more}")
    };
    let unread = "reading-list&xt=user/-/state/com.google/read";
    set(
        press,
        &stream("reading-list", ""),
        &json!({"itemRefs": ids(&["1001", "1002"]), "continuation": "1002"}),
    );
    set(
        press,
        &stream("reading-list", "&c=1002"),
        &json!({"itemRefs": ids(&["1002", "1003", "1004"]), "continuation": "1"}),
    );
    set(press, &stream("reading-list", "&c=1"), &json!({"itemRefs": ids(&["1001"]), "continuation": "1"}));
    set(press, &stream(unread, ""), &json!({"itemRefs": ids(&["1002", "1003"])}));
    set(press, &stream("starred", ""), &json!({"itemRefs": ids(&["1003"])}));
    press.set(&format!("{api}/token"), 200, "", "ada/token\n");
    let item = |number: i64, feed: &str, more: &[&str]| {
        json!({"id": format!("tag:google.com,2005:reader/item/{number:016x}"), "title": format!("Article {number}"),
            "published": 1_772_438_400, "alternate": [{"href": format!("http://gull.localhost/{number}")}],
            "summary": {"content": "<p>Boats lay in the harbour.</p>"}, "origin": {"streamId": feed}, "categories": more})
    };
    let items = json!({"items": [
        item(1001, "feed/3", &["user/1/label/Sea", "user/1/label/Boats"]),
        item(1002, "feed/3", &["user/1/state/com.google/read"]),
        item(1003, "feed/9", &["user/1/label/Sea"]),
        item(7777, "feed/3", &[]),
    ]});
    set(press, &format!("{api}/stream/items/contents?output=json"), &items);
}

#[tokio::test]
async fn a_server_of_google_readers_api_is_asked_by_number() {
    let press = Press::new().await;
    freshrss(&press);
    press.feed("gull.localhost", &[("/1002", "Article 1002"), ("/8", "A new one")]);
    let desk = press.desk().await;
    let report = ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/rss/", true).await.unwrap();
    assert_eq!((report.feeds_new, report.entries_new), (1, 3), "{report:?}");
    let expected =
        ["Article 1001 true false Boats", "Article 1002 false false ", "Article 1003 false true Sea"];
    assert_eq!(states(&desk).await, expected, "what is asked for alone, with the states of the numbers");
    let left = report.left.join("\n");
    assert!(
        left.contains("the address of the feed is not told") && left.contains("1 article: a number was told"),
        "{left}"
    );
    let gull = desk.reader().feed_by_url(url("http://gull.localhost/feed")).await.unwrap().unwrap();
    assert_eq!(gull.folders, ["Sea"]);

    let again = ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/rss", true).await.unwrap();
    assert_eq!((again.entries_new, again.entries_known, again.states), (0, 3, TakenCounts::default()));
    desk.update(Which::All).await.unwrap();
    let polled = states(&desk).await;
    assert!(
        polled.contains(&expected[1].to_owned()) && polled.len() == 4,
        "the feed brings one that is new: {polled:?}"
    );
}

#[tokio::test]
async fn a_password_is_shown_where_its_program_is_and_nowhere_else() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let told =
        ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/", false).await.unwrap_err().to_string();
    assert!(press.requests() == 0 && !told.contains(SECRET), "not over plain http unasked: {told}");
    for status in [301, 307, 308] {
        press.set("skua.localhost/accounts/ClientLogin", status, "location: http://tern.localhost/login", "");
        let told = ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/", true)
            .await
            .unwrap_err()
            .to_string();
        assert!(told.contains("cannot be sent on by a redirect"), "{told}");
    }
    assert!(
        press.forms().iter().all(|(address, _)| address.starts_with("skua.localhost/")),
        "{:?}",
        press.forms()
    );
    press.set("skua.localhost/accounts/ClientLogin", 403, "", "Error=BadAuthentication");
    let told =
        ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/", true).await.unwrap_err().to_string();
    assert!(told.contains("it does not take this login") && !told.contains(SECRET), "{told}");
    press.set("skua.localhost/accounts/ClientLogin", 200, "content-type: text/html", "<p>Welcome");
    let told =
        ask(&desk, ImportFrom::GoogleReader, "http://skua.localhost/", true).await.unwrap_err().to_string();
    assert!(told.contains("has no API of Google Reader"), "{told}");
    for from in [ImportFrom::GoogleReader, ImportFrom::Feedbin, ImportFrom::Nextcloud] {
        let api = ImportApi {
            from,
            url: url("http://skua.localhost/"),
            user: None,
            secret: SECRET.to_owned(),
            allow_http: true,
        };
        let told = desk.import_api(&api, &|_| ()).await.unwrap_err().to_string();
        assert!(told.contains("give the name of the account there"), "{told}");
    }
}

fn feedbin(press: &Press) {
    let item = |id: i64, feed: i64, title: Value| {
        json!({"id": id, "feed_id": feed, "title": title, "author": null, "summary": "Boats.", "content": "<p>Boats lay in the harbour.</p>",
            "url": format!("http://gull.localhost/{id}"), "published": "2026-02-03T01:00:19.000000Z", "created_at": "2026-02-04T01:00:19.127893Z"})
    };
    let feed = json!([{"id": 525, "feed_id": 47, "title": "The gull", "feed_url": "http://gull.localhost/feed", "site_url": "http://gull.localhost/"}]);
    set(press, "skua.localhost/v2/subscriptions.json", &feed);
    set(
        press,
        "skua.localhost/v2/taggings.json",
        &json!([{"id": 4, "feed_id": 47, "name": "Sea"}, {"id": 5, "feed_id": 47, "name": "North"}]),
    );
    set(press, "skua.localhost/v2/unread_entries.json", &json!([12, 90]));
    set(press, "skua.localhost/v2/starred_entries.json", &json!([11, 80]));
    set(
        press,
        "skua.localhost/v2/entries.json?per_page=100&page=1",
        &json!([item(12, 47, json!("Twelve")), item(11, 47, json!("Eleven"))]),
    );
    set(press, "skua.localhost/v2/entries.json?per_page=100&page=2", &json!([item(10, 47, Value::Null)]));
    set(
        press,
        "skua.localhost/v2/entries.json?ids=80,90",
        &json!([item(80, 5, json!("Of a feed that was left"))]),
    );
}

#[tokio::test]
async fn feedbin_gives_what_stands_on_its_pages_and_what_is_marked_elsewhere() {
    let press = Press::new().await;
    feedbin(&press);
    let desk = press.desk().await;
    let report = ask(&desk, ImportFrom::Feedbin, "http://skua.localhost", true).await.unwrap();
    assert_eq!((report.feeds_new, report.entries_new), (1, 4), "{report:?}");
    assert_eq!(report.left, ["1 article marked there: the text was not given"]);
    let found = states(&desk).await;
    assert!(found[0].ends_with("true false "), "without a title, read: {found:?}");
    assert_eq!(
        found[1..],
        ["Eleven true true ", "Of a feed that was left true true ", "Twelve false false "]
    );
    let gull = desk.reader().feed_by_url(url("http://gull.localhost/feed")).await.unwrap().unwrap();
    assert_eq!(gull.folders.len(), 2);
    let again = ask(&desk, ImportFrom::Feedbin, "http://skua.localhost", true).await.unwrap();
    assert_eq!((again.feeds_known, again.entries_new, again.states), (1, 0, TakenCounts::default()));
    assert!(
        press.shown().iter().all(|address| address.starts_with("skua.localhost/v2/")),
        "{:?}",
        press.shown()
    );
}
