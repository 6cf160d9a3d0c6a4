//! From feed to article: one request for each page, the feed's word where the page is silent, honest verdicts.

use crate::press::{Press, article, held, url};
use dateline_desk::{Desk, Event, Which};
use dateline_model::{Holding, Reason};
use dateline_store::TextSource;

async fn subscribed(press: &Press, hosts: &[&str]) -> Desk {
    let desk = press.desk().await;
    for host in hosts {
        desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
    }
    desk
}

#[tokio::test]
async fn a_page_is_asked_for_once() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground"), ("/b", "Fog in the bay")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    press.page("gull.localhost/b", "Fog in the bay", "the fog");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    let mut events = desk.subscribe();
    let summary = desk.update(Which::All).await.unwrap();
    assert_eq!((summary.total(|feed| feed.new), summary.total(|feed| feed.failed)), (2, 0));
    let articles = held(&desk).await;
    assert!(
        articles.iter().all(|entry| entry.holding == Some(Holding::Full) && entry.story.is_some()),
        "{articles:#?}"
    );
    assert!(matches!(events.recv().await.unwrap(), Event::Started { feeds: 1 }));
    press.pass_minutes(60);
    let asked = press.requests();
    let summary = desk.update(Which::All).await.unwrap();
    assert_eq!(press.requests() - asked, 1, "the feed, on condition");
    assert_eq!(summary.total(|feed| feed.new + feed.changed), 0);
    assert_eq!((press.asked("gull.localhost/a"), press.asked("gull.localhost/b")), (1, 1));
}

/// What is fetched as a picture is never too large to be kept.
#[test]
fn pictures_have_one_limit() {
    assert_eq!(dateline_fetch::SizeLimits::default().image, dateline_store::IMAGE_MAX);
}

#[tokio::test]
async fn the_steps_of_an_update_are_told_apart_from_others_beside_it() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    press.page("gull.localhost/b", "Fog in the bay", "the fog");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    // Asked once, so that it is not due and the others leave it alone.
    desk.update(Which::All).await.unwrap();
    press.feed("gull.localhost", &[("/a", "Ferry aground"), ("/b", "Fog in the bay")]);
    press.pass_minutes(2);
    let (asker, mut steps) = tokio::sync::mpsc::unbounded_channel();
    let update = desk.update_for(asker, Which::All);
    let others = async {
        for _ in 0..50 {
            desk.update(Which::Due).await.unwrap();
        }
    };
    let (summary, ()) = tokio::join!(update, others);
    let mut told = Vec::new();
    while let Some(event) = steps.recv().await {
        told.push(event);
    }
    assert_eq!(told.len(), 4, "{told:#?}");
    assert!(matches!(&told[..], [
        Event::Started { feeds: 1 },
        Event::Polled { pages: 1, .. },
        Event::Read { .. },
        Event::Finished(last),
    ] if *last == summary.unwrap()));
}

#[tokio::test]
async fn the_same_address_in_two_feeds_is_asked_for_once() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    let shared = "<rss version='2.0'><channel><title>The tern</title><item><guid>x</guid><title>Ferry aground</title>\
        <link>http://gull.localhost/a?utm_source=tern</link><description>Short. […]</description></item></channel></rss>";
    press.set("tern.localhost/feed", 200, "content-type: application/rss+xml", shared);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let desk = subscribed(&press, &["gull.localhost", "tern.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await.len(), 1);
    assert_eq!(press.asked("gull.localhost/a") + press.asked("gull.localhost/a?utm_source=tern"), 1);
}

#[tokio::test]
async fn a_retitled_article_is_read_again_and_stays_itself() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    let before = held(&desk).await.remove(0);
    press.feed("gull.localhost", &[("/a", "Ferry afloat again")]);
    press.page("gull.localhost/a", "Ferry afloat again", "the ferry");
    press.pass_minutes(60);
    let summary = desk.update(Which::All).await.unwrap();
    assert_eq!((summary.total(|feed| feed.new), summary.total(|feed| feed.changed)), (0, 1));
    let after = held(&desk).await.remove(0);
    assert_eq!(
        (after.id, after.story, after.title.as_str()),
        (before.id, before.story, "Ferry afloat again")
    );
    assert!(after.retitled);
    assert_eq!(press.asked("gull.localhost/a"), 2);
}

#[tokio::test]
async fn a_feed_with_whole_texts_needs_no_pages() {
    let press = Press::new().await;
    let text = article("Ferry aground", "the ferry").replace('&', "&amp;").replace('<', "&lt;");
    let feed = format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The gull</title><item>\
         <guid>1</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
         <content:encoded>{text}</content:encoded></item></channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &feed);
    let desk = subscribed(&press, &["gull.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    let entry = held(&desk).await.remove(0);
    assert_eq!((entry.holding, press.asked("gull.localhost/a")), (Some(Holding::Full), 0));
    let record = desk.reader().article(entry.id).await.unwrap().unwrap();
    assert_eq!(record.source, Some(TextSource::Feed));
}

#[tokio::test]
async fn a_page_that_is_not_had_keeps_the_teaser_and_says_why() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground"), ("/b", "Fog in the bay"), ("/c", "Tide tables")]);
    press.set("gull.localhost/a", 403, "content-type: text/html", "<html><body>Forbidden</body></html>");
    press.set("gull.localhost/robots.txt", 200, "content-type: text/plain", "User-agent: *\nDisallow: /b\n");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    for entry in held(&desk).await {
        assert!(!matches!(entry.holding, None | Some(Holding::Full)), "{entry:?}");
        assert!(!entry.reasons.is_empty(), "{entry:?}");
        assert!(
            entry.standfirst.as_deref().is_some_and(|text| text.starts_with("A short word")),
            "{entry:?}"
        );
        let record = desk.reader().article(entry.id).await.unwrap().unwrap();
        assert!(!record.reading.unwrap().verdict.evidence.is_empty());
        assert_eq!(entry.reasons.contains(&Reason::NotFound), entry.title == "Tide tables", "{entry:?}");
    }
    assert_eq!(press.asked("gull.localhost/b"), 0, "robots.txt is obeyed");
}

#[tokio::test]
async fn a_teaser_is_shown_without_its_read_more() {
    let press = Press::new().await;
    let feed = "<rss version='2.0'><channel><title>The gull</title><item><guid>x</guid><title>Ferry aground</title>\
        <link>http://gull.localhost/a</link><description>The ferry ran aground off the bay at… Read More</description>\
        </item></channel></rss>";
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", feed);
    press.set("gull.localhost/a", 403, "content-type: text/html", "no");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    let articles = held(&desk).await;
    assert_eq!(articles[0].standfirst.as_deref(), Some("The ferry ran aground off the bay at…"));
}

#[tokio::test]
async fn opaque_links_of_an_aggregator_are_not_asked_for() {
    let press = Press::new().await;
    let feed = "<rss version='2.0'><channel><title>ferry - News</title><link>http://tern.localhost/</link><item>\
        <guid>CB1</guid><title>Ferry aground - The Gull</title>\
        <link>https://news.google.com/rss/articles/CBMiExample?oc=5</link>\
        <source url='http://gull.localhost'>The Gull</source><description>&lt;ol&gt;&lt;li&gt;\
        &lt;a href='https://news.google.com/rss/articles/CBMiOne'&gt;Ferry aground&lt;/a&gt;&amp;nbsp;&amp;nbsp;\
        &lt;font color='#6f6f6f'&gt;The Gull&lt;/font&gt;&lt;/li&gt;&lt;li&gt;\
        &lt;a href='https://news.google.com/rss/articles/CBMiTwo'&gt;All saved from ferry&lt;/a&gt;&amp;nbsp;&amp;nbsp;\
        &lt;font color='#6f6f6f'&gt;The Tern&lt;/font&gt;&lt;/li&gt;&lt;/ol&gt;</description></item></channel></rss>";
    press.set("tern.localhost/feed", 200, "content-type: application/rss+xml", feed);
    let desk = subscribed(&press, &["tern.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    let entry = held(&desk).await.remove(0);
    assert_eq!((entry.title.as_str(), entry.publisher.as_deref()), ("Ferry aground", Some("The Gull")));
    assert_eq!(entry.holding, Some(Holding::HeadlineOnly));
    let record = desk.reader().article(entry.id).await.unwrap().unwrap();
    assert!(
        record.related.iter().any(|item| item.publisher.as_deref() == Some("The Tern")),
        "{:?}",
        record.related
    );
    let evidence = record.reading.unwrap().verdict.evidence;
    assert!(evidence.iter().any(|evidence| evidence.quote.ends_with("left unresolved")), "{evidence:?}");
    assert_eq!(press.requests(), 2, "the feed, once to add and once to update it");
}

/// A feed of one item with a date.
fn dated(press: &Press, date: &str) {
    let body = format!(
        "<rss version='2.0'><channel><title>The Gull</title><item><guid>1</guid><title>Ferry aground</title>\
         <link>http://gull.localhost/a</link><description>Short. […]</description><pubDate>{date}</pubDate></item>\
         </channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

#[tokio::test]
async fn a_date_that_changes_at_each_poll_is_no_news() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    dated(&press, "Mon, 02 Mar 2026 08:00:00 GMT");
    let desk = subscribed(&press, &["gull.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    let first = held(&desk).await.remove(0);
    for minute in 1..4 {
        dated(&press, &format!("Mon, 02 Mar 2026 12:0{minute}:00 GMT"));
        press.pass_minutes(60);
        let summary = desk.update(Which::All).await.unwrap();
        assert_eq!(summary.total(|feed| feed.new + feed.changed), 0);
    }
    let articles = held(&desk).await;
    assert_eq!((articles.len(), articles[0].published), (1, first.published));
    assert_eq!(press.asked("gull.localhost/a"), 1);
}

#[tokio::test]
async fn a_date_ahead_does_not_stand_above_what_is_newer() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    dated(&press, "Fri, 02 Mar 2029 08:00:00 GMT");
    press.feed("tern.localhost", &[]);
    let desk = subscribed(&press, &["gull.localhost", "tern.localhost"]).await;
    desk.update(Which::All).await.unwrap();
    press.pass_minutes(60);
    let later = "<rss version='2.0'><channel><title>The Tern</title><item><guid>2</guid><title>Fog in the bay</title>\
        <description>It lies on the water.</description><pubDate>Mon, 02 Mar 2026 12:59:00 GMT</pubDate></item></channel></rss>";
    press.set("tern.localhost/feed", 200, "", later);
    desk.update(Which::All).await.unwrap();
    let titles: Vec<_> = held(&desk).await.into_iter().map(|article| article.title).collect();
    assert_eq!(titles, ["Fog in the bay", "Ferry aground"]);
}

#[tokio::test]
async fn a_kept_page_is_its_readers_own_and_read_like_all_others() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Ferry late", "the ferry");
    let desk = press.desk().await;
    let kept = desk.save_page(url("http://gull.localhost/a"), "Saved pages").await.unwrap();
    assert!(kept.new);
    assert_eq!(press.asked("gull.localhost/a"), 1, "the page is asked for once");
    let entry = held(&desk).await.remove(0);
    assert_eq!((entry.title.as_str(), entry.holding), ("Ferry late", Some(Holding::Full)));
    let feed = desk.reader().feed(kept.feed).await.unwrap().unwrap();
    assert!(feed.is_private() && feed.paused_at.is_some() && feed.title == "Saved pages");
    let again = desk.save_page(url("http://gull.localhost/a"), "Saved pages").await.unwrap();
    assert_eq!((again.feed, again.new), (kept.feed, false));
    // What cannot be had is kept by its address.
    let lost = desk.save_page(url("http://gull.localhost/gone"), "Saved pages").await.unwrap();
    assert!(lost.new);
    let titles: Vec<_> = held(&desk).await.into_iter().map(|entry| entry.title).collect();
    assert!(titles.contains(&"http://gull.localhost/gone".to_owned()), "{titles:?}");
    let ada = desk.store().add_user("Ada".to_owned(), desk.now()).await.unwrap();
    let other = desk.clone().of(ada.unwrap());
    assert_eq!(held(&other).await, []);
    let own = other.save_page(url("http://gull.localhost/a"), "Saved pages").await.unwrap();
    assert!(own.new && own.feed != kept.feed);
}
