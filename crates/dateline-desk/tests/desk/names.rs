//! What feeds and publishers are called.

use crate::press::{Press, held, url};
use dateline_desk::Which;

fn feed(press: &Press, title: &str, guid: &str) {
    let body = format!(
        "<rss version='2.0'><channel><title>{title}</title><link>http://gull.localhost/</link><item><guid>{guid}</guid>\
         <title>Ferry {guid}</title><link>http://gull.localhost/{guid}</link><description>Short. […]</description></item></channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

#[tokio::test]
async fn a_publisher_is_never_called_by_an_address() {
    let press = Press::new().await;
    feed(&press, "http://www.gull.localhost/", "a");
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let entry = held(&desk).await.remove(0);
    assert_eq!(entry.publisher.as_deref(), Some("gull.localhost"));
    let record = desk.reader().article(entry.id).await.unwrap().unwrap();
    assert_eq!(record.feeds[0].1, "gull.localhost");
}

#[tokio::test]
async fn the_pages_name_stands_for_the_feeds_section_and_names_that_readers_give_last() {
    let press = Press::new().await;
    feed(&press, "World – Gull", "a");
    let page = crate::press::article("Ferry a", "the ferry")
        .replace("<title>", "<meta property=\"og:site_name\" content=\"Gull\"><title>");
    press.set("gull.localhost/a", 200, "content-type: text/html", &page);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await[0].publisher.as_deref(), Some("Gull"));
    let id = desk.reader().feeds().await.unwrap()[0].id;
    desk.reader().rename_feed(id, "Birds").await.unwrap();
    assert!(desk.reader().rename_publisher("gull.localhost", "The Tern").await.unwrap());
    feed(&press, "World – Gull", "b");
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let names: Vec<_> = held(&desk).await.into_iter().map(|entry| entry.publisher).collect();
    assert_eq!(names, [Some("The Tern".to_owned()), Some("The Tern".to_owned())]);
    assert_eq!(desk.reader().feeds().await.unwrap()[0].title, "Birds");
    desk.reader().rename_feed(id, "").await.unwrap();
    assert_eq!(desk.reader().feeds().await.unwrap()[0].title, "World – Gull");
}
