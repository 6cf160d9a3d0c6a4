//! Subscribing to feeds, pages and lists.

use crate::press::{Press, url};
use dateline_desk::Added;

const LINKS: &str = "<html><head><link rel=alternate type=application/rss+xml href=/feed title=News>";

#[tokio::test]
async fn a_feed_is_added_as_it_is() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    let desk = press.desk().await;
    let added = desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    assert!(matches!(added, Added::Feed { new: true, title: Some(title), .. } if title == "The gull"));
    let again = desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    assert!(matches!(again, Added::Feed { new: false, .. }));
}

#[tokio::test]
async fn a_page_offers_what_it_names() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    press.set(
        "gull.localhost/",
        200,
        "content-type: text/html",
        &format!("{LINKS}</head><body>Front</body></html>"),
    );
    let two = format!("{LINKS}<link rel=alternate type=application/atom+xml href=/sport></head></html>");
    press.set("gull.localhost/two", 200, "content-type: text/html", &two);
    press.set("gull.localhost/sport", 200, "content-type: application/atom+xml", "<feed xmlns='http://www.w3.org/2005/Atom'/>");
    let desk = press.desk().await;
    let one = desk.add(url("http://gull.localhost/"), None).await.unwrap();
    assert!(matches!(one, Added::Feed { new: true, .. }), "{one:?}");
    let two = desk.add(url("http://gull.localhost/two"), None).await.unwrap();
    assert!(matches!(&two, Added::Choices(choices) if choices.len() == 2), "{two:?}");
    let chosen = desk.add(url("http://gull.localhost/two"), Some(1)).await.unwrap();
    assert!(matches!(chosen, Added::Feed { new: false, .. }), "{chosen:?}");
}

#[tokio::test]
async fn a_list_adds_all_of_it() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let list = "<opml version='2.0'><body><outline text='Coast'>\
        <outline text='Gull' type='rss' xmlUrl='http://gull.localhost/feed'/>\
        <outline text='Tern' type='rss' xmlUrl='http://tern.localhost/feed'/></outline></body></opml>";
    let added = desk.add_list(list.as_bytes()).await.unwrap();
    assert!(matches!(&added, Added::List { new, known: 0, .. } if new.len() == 2), "{added:?}");
    let feeds = desk.store().feeds().await.unwrap();
    assert_eq!(feeds[0].folder.as_deref(), Some("Coast"));
    assert_eq!((feeds[0].title.as_str(), feeds[1].title.as_str()), ("Gull", "Tern"));
    assert_eq!(press.requests(), 0, "a list is believed");
}

#[tokio::test]
async fn what_is_no_feed_is_said() {
    let press = Press::new().await;
    press.set("gull.localhost/text", 200, "content-type: text/plain", "Just some words.");
    let desk = press.desk().await;
    for (address, expected) in
        [("http://gull.localhost/text", "is no feed"), ("http://gull.localhost/gone", "404")]
    {
        let error = desk.add(url(address), None).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(desk.store().feeds().await.unwrap().is_empty());
}

#[tokio::test]
async fn sitemaps_of_robots_are_offered_where_a_host_names_no_feed() {
    let press = Press::new().await;
    let map = "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>http://gull.localhost/a</loc></url></urlset>";
    press.set("gull.localhost/", 200, "content-type: text/html", "<html><title>The Gull</title></html>");
    press.set("gull.localhost/maps/all.xml", 200, "content-type: application/xml", map);
    press.set("gull.localhost/maps/news.xml", 200, "content-type: application/xml", map);
    let both = "Sitemap: http://gull.localhost/maps/all.xml\nSitemap: /maps/news.xml\nSitemap: /maps/all.xml";
    press.set("gull.localhost/robots.txt", 200, "", both);
    let desk = press.desk().await;
    let offered = desk.add(url("http://gull.localhost/"), None).await.unwrap();
    let Added::Choices(choices) = offered else { panic!("{offered:?}") };
    let named: Vec<&str> = choices.iter().map(|choice| choice.url.as_url().path()).collect();
    assert_eq!(named, ["/maps/news.xml", "/maps/all.xml"]);
    assert!(choices.iter().all(|choice| choice.why.contains("robots.txt")));
    let chosen = desk.add(url("http://gull.localhost/"), Some(2)).await.unwrap();
    assert!(
        matches!(&chosen, Added::Feed { url, new: true, .. } if url.as_url().path() == "/maps/all.xml"),
        "{chosen:?}"
    );
}

#[tokio::test]
async fn usual_places_are_tried_where_a_page_names_nothing() {
    let press = Press::new().await;
    press.set("gull.localhost/", 200, "content-type: text/html", "<html><title>The Gull</title></html>");
    let feed = "<rss version='2.0'><channel><title>The Gull</title></channel></rss>";
    press.set("gull.localhost/rss.xml", 200, "content-type: application/rss+xml", feed);
    let desk = press.desk().await;
    let added = desk.add(url("http://gull.localhost/"), None).await.unwrap();
    assert!(matches!(&added, Added::Feed { url, .. } if url.as_url().path() == "/rss.xml"), "{added:?}");
}
