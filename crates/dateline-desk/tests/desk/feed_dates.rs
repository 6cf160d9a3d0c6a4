//! Dates of items: corrected, ahead of the clock, and the order in which what comes at once is numbered.

use crate::press::{Press, article, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::Date;
use jiff::{SignedDuration, Timestamp};

async fn updated(press: &Press, items: &[(&str, Timestamp)]) -> Desk {
    let desk = press.desk().await;
    give(press, items);
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

fn give(press: &Press, items: &[(&str, Timestamp)]) {
    let item = |(title, date): &(&str, Timestamp)| {
        press.set(&format!("gull.localhost/{title}"), 200, "content-type: text/html", &article(title, "fog"));
        format!(
            "<item><guid>{title}</guid><title>{title}</title><link>http://gull.localhost/{title}</link>\
             <pubDate>{date}</pubDate></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    let body = format!("<rss version='2.0'><channel><title>The Gull</title>{items}</channel></rss>");
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

fn hours(at: Timestamp, hours: i64) -> Timestamp {
    at + SignedDuration::from_hours(hours)
}

#[tokio::test]
async fn a_date_that_the_feed_corrects_is_corrected_in_the_article_too() {
    let press = Press::new().await;
    let now = press.desk().await.now();
    let desk = updated(&press, &[("Fog", hours(now, -5))]).await;
    give(&press, &[("Fog", hours(now, -30))]);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let entry = held(&desk).await.remove(0);
    let record = desk.reader().article(entry.id).await.unwrap().unwrap();
    let date = record.reading.and_then(|reading| reading.article).and_then(|article| article.published);
    assert_eq!(date, entry.published);
    assert_eq!(date.map(Date::approximate), Some(hours(now, -30)));
}

#[tokio::test]
async fn a_date_hours_ahead_is_the_time_of_first_sight() {
    let press = Press::new().await;
    let now = press.desk().await.now();
    let desk = updated(&press, &[("Fog", hours(now, 10))]).await;
    let entry = held(&desk).await.remove(0);
    assert_eq!(entry.published.map(Date::approximate), Some(entry.seen));
}

#[tokio::test]
async fn the_latest_of_a_feed_has_the_highest_number_whichever_way_the_feed_runs() {
    let press = Press::new().await;
    let now = press.desk().await.now();
    let items = [("Fog", hours(now, -9)), ("Ice", hours(now, -6)), ("Sun", hours(now, -3))];
    let desk = updated(&press, &items).await;
    let mut found = held(&desk).await;
    found.sort_by_key(|entry| entry.id);
    let titles: Vec<&str> = found.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Fog", "Ice", "Sun"]);
    // What comes later may be older.
    give(&press, &[("Old", hours(now, -40)), items[2]]);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let latest = desk.reader().latest_of_feeds().await.unwrap();
    assert_eq!(latest.into_values().collect::<Vec<_>>(), [hours(now, -3)]);
}
