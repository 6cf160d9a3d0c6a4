//! An entry has two readings, the feed's and the page's: the fuller one is shown, the other is kept beside it.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{Holding, Reading, Reason};
use dateline_store::{ArticleRecord, TextSource};

/// The gull's feed with one item of so many words.
fn feed(press: &Press, words: usize, end: &str) {
    let text: String = (0..words).map(|n| format!("word{n} ")).collect();
    let item = format!(
        "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
         <description>{text}{end}</description></item>"
    );
    let body = format!("<rss version='2.0'><channel><title>The Gull</title>{item}</channel></rss>");
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

async fn only(desk: &Desk) -> ArticleRecord {
    let entry = held(desk).await.remove(0);
    desk.reader().article(entry.id).await.unwrap().unwrap()
}

async fn updated(press: &Press) -> Desk {
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

fn text(reading: &Reading) -> String {
    reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default()
}

#[tokio::test]
async fn the_pages_text_is_shown_and_the_feeds_is_kept_and_follows_it() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    feed(&press, 20, "[…]");
    let desk = updated(&press).await;
    let record = only(&desk).await;
    assert_eq!((record.source, record.summary.holding), (Some(TextSource::Page), Some(Holding::Full)));
    let other = record.other.unwrap();
    assert_eq!((other.source, other.reading.verdict.holding), (TextSource::Feed, Holding::Partial));
    assert!(text(&other.reading).contains("word19"));
    feed(&press, 30, "[…]");
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let record = only(&desk).await;
    assert_eq!(record.source, Some(TextSource::Page));
    assert!(text(&record.other.unwrap().reading).contains("word29"));
    assert_eq!(press.asked("gull.localhost/a"), 1);
}

#[tokio::test]
async fn a_page_that_fails_is_the_other_reading_with_its_own_verdict() {
    for (status, page, reason) in [
        (404, "Not here.", Reason::NotFound),
        (403, "Forbidden.", Reason::RetrievalFailed),
        (
            200,
            "<html><body><noscript>Please enable JavaScript to read.</noscript><script>go()</script></body></html>",
            Reason::Javascript,
        ),
    ] {
        let press = Press::new().await;
        press.set("gull.localhost/a", status, "content-type: text/html", page);
        feed(&press, 200, "");
        let record = only(&updated(&press).await).await;
        assert_eq!(record.source, Some(TextSource::Feed), "{status}");
        assert!(text(record.reading.as_ref().unwrap()).contains("word199"), "{status}");
        let other = record.other.unwrap();
        assert_eq!(other.source, TextSource::Page);
        assert_ne!(other.reading.verdict.holding, Holding::Full, "{status}");
        assert!(
            status == 403 || other.reading.verdict.reasons.contains(&reason),
            "{:?}",
            other.reading.verdict
        );
    }
}

#[tokio::test]
async fn a_page_that_is_taken_down_hides_both() {
    let press = Press::new().await;
    press.set("gull.localhost/a", 410, "content-type: text/html", "Gone.");
    feed(&press, 200, "");
    let record = only(&updated(&press).await).await;
    assert!(record.summary.withdrawn_at.is_some() && record.other.is_none());
    assert_eq!(text(&record.reading.unwrap()), "");
}
