//! What a person sets for one feed: the hours between its checks, and which of its pages are fetched.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{FeedId, Holding, Reason};
use dateline_store::{FeedRecord, FetchPages, Polling};
use jiff::SignedDuration;

const FEED: FeedId = FeedId(1);

async fn added(press: &Press) -> Desk {
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk
}

async fn record(desk: &Desk) -> FeedRecord {
    desk.reader().feed(FEED).await.unwrap().unwrap()
}

async fn set(desk: &Desk, hours: Option<u32>, pages: FetchPages) {
    desk.reader().set_polling(FEED, Polling { hours, pages }, desk.now()).await.unwrap();
}

#[tokio::test]
async fn a_feed_is_checked_every_so_many_hours() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    let desk = added(&press).await;
    desk.update(Which::All).await.unwrap();
    set(&desk, Some(7), FetchPages::Auto).await;
    let in_hours = |feed: &FeedRecord| feed.next_due.unwrap().duration_since(feed.health.last_poll.unwrap());
    assert_eq!(in_hours(&record(&desk).await), SignedDuration::from_hours(7), "at once");
    press.pass_minutes(7 * 60 - 1);
    let before = press.asked("gull.localhost/feed");
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.asked("gull.localhost/feed"), before, "not a minute early");
    press.pass_minutes(1);
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.asked("gull.localhost/feed"), before + 1);
    assert_eq!(in_hours(&record(&desk).await), SignedDuration::from_hours(7), "and again");
    set(&desk, None, FetchPages::Auto).await;
    desk.update(Which::All).await.unwrap();
    assert_ne!(in_hours(&record(&desk).await), SignedDuration::from_hours(7), "by its rhythm");
}

#[tokio::test]
async fn a_feed_keeps_its_own_text_where_no_page_is_wanted() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let desk = added(&press).await;
    set(&desk, None, FetchPages::Never).await;
    desk.update(Which::All).await.unwrap();
    let first = held(&desk).await.remove(0);
    assert_eq!(press.asked("gull.localhost/a"), 0);
    assert!(matches!(first.holding, Some(Holding::Partial | Holding::HeadlineOnly)), "{:?}", first.holding);
    assert_eq!(first.reasons, [Reason::FeedExcerpt]);
    set(&desk, None, FetchPages::Auto).await;
    press.feed("gull.localhost", &[("/a", "Ferry aground"), ("/b", "Bridge closed")]);
    press.page("gull.localhost/b", "Bridge closed", "the bridge");
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    assert_eq!(press.asked("gull.localhost/b"), 1, "new articles have theirs fetched");
}

#[tokio::test]
async fn a_whole_text_of_the_feed_gives_way_to_the_page_where_that_is_wanted() {
    let text: String = (0..300).map(|n| format!("word{n} ")).collect();
    let item = format!(
        "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
         <content:encoded>&lt;p>{text}&lt;/p></content:encoded></item>"
    );
    let body = format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Gull</title>{item}</channel></rss>"
    );
    for (pages, asked) in [(FetchPages::Auto, 0), (FetchPages::Always, 1)] {
        let press = Press::new().await;
        press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
        press.page("gull.localhost/a", "Ferry aground", "the ferry");
        let desk = added(&press).await;
        set(&desk, None, pages).await;
        desk.update(Which::All).await.unwrap();
        assert_eq!(press.asked("gull.localhost/a"), asked, "{pages:?}");
    }
}
