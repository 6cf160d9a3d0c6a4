//! What a feed changes is shown at the next poll, and what it was stays to be looked at.

use crate::press::{Press, held, url, withdraw};
use dateline_desk::{Desk, Which};
use dateline_store::{ArticleRecord, EntryMark, SearchQuery, Window};

/// One item as the gull gives it.
#[derive(Clone)]
struct Item {
    title: String,
    link: &'static str,
    date: &'static str,
    author: &'static str,
    file: &'static str,
    text: String,
}

impl Item {
    fn first() -> Self {
        let sentence =
            |n: usize| format!("Witness number{n} told us on the quay what the night had been like. ");
        Self {
            title: "Ferry aground".to_owned(),
            link: "http://gull.localhost/a",
            date: "Mon, 02 Mar 2026 08:00:00 GMT",
            author: "Ann Tern",
            file: "http://gull.localhost/a.mp3",
            text: (0..15).map(sentence).collect(),
        }
    }

    fn give(&self, press: &Press) {
        let Self { title, link, date, author, file, text } = self;
        let body = format!(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Gull</title>\
             <item><guid>a</guid><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate><author>{author}</author>\
             <enclosure url='{file}' type='audio/mpeg'/><content:encoded>{text}</content:encoded></item></channel></rss>"
        );
        press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
    }
}

async fn only(desk: &Desk) -> ArticleRecord {
    let entry = held(desk).await.remove(0);
    desk.reader().article(entry.id).await.unwrap().unwrap()
}

/// What is held of the item after it was given, read and given again.
async fn changed(now: &Item) -> (Desk, ArticleRecord, Press) {
    let press = Press::new().await;
    Item::first().give(&press);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let entry = held(&desk).await.remove(0);
    desk.reader().mark(vec![entry.id], EntryMark::Read, desk.now()).await.unwrap();
    now.give(&press);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let record = only(&desk).await;
    assert!(record.summary.read_at.is_some(), "what was read stays read");
    (desk, record, press)
}

#[tokio::test]
async fn every_change_is_shown_and_the_earlier_version_kept() {
    let first = Item::first();
    let check = |name: &'static str, now: Item, updated: bool, kept: fn(&dateline_store::Version) -> bool| async move {
        let (_, record, _press) = changed(&now).await;
        assert_eq!(record.history.len(), 1, "{name}: {:?}", record.history);
        assert!(kept(&record.history[0]), "{name}: {:?}", record.history);
        assert_eq!(record.summary.revised_at.is_some(), updated, "{name}");
        assert_eq!(record.summary.title, now.title, "{name}");
        assert_eq!(record.summary.url.as_ref().map(ToString::to_string).as_deref(), Some(now.link), "{name}");
        let article = record.reading.unwrap().article.unwrap();
        assert_eq!(article.text().trim(), now.text.trim(), "{name}");
        assert_eq!(article.bylines, [now.author], "{name}");
        assert_eq!(record.attached.files[0].url.as_str(), now.file, "{name}");
    };
    let title = Item { title: "Ferry afloat again".to_owned(), ..first.clone() };
    check("title", title, true, |old| old.title.as_deref() == Some("Ferry aground") && old.text.is_none())
        .await;
    let comma = Item { title: "Ferry, aground".to_owned(), ..first.clone() };
    check("comma", comma, false, |old| old.title.is_some()).await;
    let capitals = Item { title: "FERRY Aground".to_owned(), ..first.clone() };
    check("capitals", capitals, false, |old| old.title.is_some()).await;
    let link = Item { link: "http://gull.localhost/b", ..first.clone() };
    check("link", link, false, |old| old.url.as_ref().is_some_and(|url| url.as_str().ends_with("/a"))).await;
    let date = Item { date: "Sun, 01 Mar 2026 08:00:00 GMT", ..first.clone() };
    check("date", date, false, |old| old.published.is_some() && old.title.is_none()).await;
    let author = Item { author: "Mara Lund", ..first.clone() };
    check("author", author, false, |old| old.authors.as_deref() == Some(&["Ann Tern".to_owned()])).await;
    let file = Item { file: "http://gull.localhost/b.mp3", ..first.clone() };
    check("file", file, false, |old| old.files.as_ref().is_some_and(|files| files[0].ends_with("/a.mp3")))
        .await;
    let text = Item { text: first.text.replace("number3 ", "number4 and his brother "), ..first.clone() };
    check("text", text, true, |old| old.text.as_ref().is_some_and(|text| text.contains("number3 "))).await;
    let sign = Item { text: first.text.replacen("like.", "like!", 1), ..first };
    check("sign", sign, false, |old| old.text.is_some()).await;
}

#[tokio::test]
async fn a_tracking_parameter_is_no_change() {
    let (_, record, _press) =
        changed(&Item { link: "http://gull.localhost/a?utm_source=feed", ..Item::first() }).await;
    assert_eq!(record.history, []);
}

#[tokio::test]
async fn earlier_versions_are_bounded_and_found_by_no_search() {
    let first = Item::first();
    let (desk, _, press) = changed(&Item { title: "Ferry afloat again".to_owned(), ..first.clone() }).await;
    for n in 0..30 {
        let title = format!("Ferry at berth {n}");
        Item {
            title,
            text: first.text.replace("quay", &format!("pier{n} pier{n} pier{n}")),
            ..first.clone()
        }
        .give(&press);
        press.pass_minutes(60);
        desk.update(Which::All).await.unwrap();
    }
    let record = only(&desk).await;
    assert_eq!(record.history.len(), 20);
    assert_eq!(
        record.titles().last().map(|(title, _)| title.to_owned()).as_deref(),
        Some("Ferry at berth 28")
    );
    let search =
        |text: &str| desk.reader().search(SearchQuery { text: text.to_owned(), window: Window::first(10) });
    assert_eq!(
        (search("pier28").await.unwrap().groups.len(), search("pier29").await.unwrap().groups.len()),
        (0, 1)
    );
    withdraw(&desk, record.summary.id).await;
    let record = only(&desk).await;
    assert!(
        record.history.iter().all(|old| old.title.is_some() && old.text.is_none() && old.summary.is_none())
    );
}
