//! Subscribing to feeds, pages and lists.

use crate::press::{Press, url};
use dateline_desk::{Added, Wish};

const LINKS: &str = "<html><head><link rel=alternate type=application/rss+xml href=/feed title=News>";

#[tokio::test]
async fn a_feed_is_added_as_it_is() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    let desk = press.desk().await;
    let added = desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    assert!(matches!(added, Added::Feed { new: true, title: Some(title), .. } if title == "The gull"));
    assert_eq!(desk.reader().feeds().await.unwrap()[0].title, "The gull", "before it is polled");
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
    press.set(
        "gull.localhost/sport",
        200,
        "content-type: application/atom+xml",
        "<feed xmlns='http://www.w3.org/2005/Atom'/>",
    );
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
    let feeds = desk.reader().feeds().await.unwrap();
    assert_eq!(feeds[0].folder.as_deref(), Some("Coast"));
    assert_eq!((feeds[0].title.as_str(), feeds[1].title.as_str()), ("Gull", "Tern"));
    assert_eq!(press.requests(), 0, "a list is believed");
}

#[tokio::test]
async fn a_feed_of_two_folders_goes_out_with_both() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let list =
        "<opml version='2.0'><body><outline text='Gull' xmlUrl='http://gull.localhost/feed'/></body></opml>";
    desk.add_list(list.as_bytes()).await.unwrap();
    let feed = desk.reader().feeds().await.unwrap()[0].id;
    let folders = vec!["Coast".to_owned(), "News & Views/Sub".to_owned()];
    desk.reader().file_feed(feed, None, folders.clone()).await.unwrap();
    let list = desk.opml(false).await.unwrap();
    let other = Press::new().await;
    let other = other.desk().await;
    other.add_list(list.as_bytes()).await.unwrap();
    assert_eq!(other.reader().feeds().await.unwrap()[0].folders, folders, "{list}");
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
    assert!(desk.reader().feeds().await.unwrap().is_empty());
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
async fn the_feed_of_comments_forces_no_choice() {
    let feed = |title: &str| {
        format!("<rss><channel><title>{title}</title><item><title>A</title></item></channel></rss>")
    };
    for (address, named, own, passed) in [
        ("comments/feed", "", "Comments for The Gull", true),
        ("comments/feed", "", "", true),
        ("c.xml", "The Gull » Comments Feed", "The Gull", true),
        ("c.xml", "", "Kommentare zu The Gull", true),
        ("opinion.xml", "Opinion", "The Gull: opinion", false),
    ] {
        let press = Press::new().await;
        let link = |href: &str, title: &str| {
            format!("<link rel=alternate type=application/rss+xml href='/{href}' title='{title}'>")
        };
        let page = link(address, named) + &link("feed", "");
        press.set("gull.localhost/", 200, "content-type: text/html", &page);
        press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &feed("The Gull"));
        press.set(&format!("gull.localhost/{address}"), 200, "content-type: application/rss+xml", &feed(own));
        let desk = press.desk().await;
        match desk.add(url("http://gull.localhost/"), None).await.unwrap() {
            Added::Feed { url, passed_over, .. } if passed => {
                assert_eq!(url.as_url().path(), "/feed");
                assert!(
                    passed_over[0].contains(address) && passed_over[0].contains("comments"),
                    "{passed_over:?}"
                );
            }
            Added::Choices(choices) if !passed => assert_eq!(choices.len(), 2),
            added => panic!("{address} {named} {own}: {added:?}"),
        }
        // Whoever chooses gets what they choose.
        let mut chosen = Vec::new();
        for number in [1, 2] {
            match desk.add(url("http://gull.localhost/"), Some(number)).await.unwrap() {
                Added::Feed { url, .. } => chosen.push(url.as_url().path().to_owned()),
                added => panic!("{added:?}"),
            }
        }
        chosen.sort();
        let mut both = [format!("/{address}"), "/feed".to_owned()];
        both.sort();
        assert_eq!(chosen, both);
    }
}

#[tokio::test]
async fn a_number_that_was_not_offered_adds_nothing() {
    let press = Press::new().await;
    let links = ["a", "b", "c"]
        .map(|name| format!("<link rel=alternate type='application/rss+xml' href='/{name}.xml'>"))
        .concat();
    press.set(
        "gull.localhost/",
        200,
        "content-type: text/html",
        &format!("<html><head>{links}</head></html>"),
    );
    press.set(
        "tern.localhost/",
        200,
        "content-type: text/html",
        &format!("<html><head>{}", &links[..links.len() / 3]),
    );
    for at in ["gull.localhost/a.xml", "gull.localhost/b.xml", "gull.localhost/c.xml", "tern.localhost/a.xml"]
    {
        feed(&press, at);
    }
    let desk = press.desk().await;
    for (address, chosen, expected) in [
        ("http://gull.localhost/", 9, "offers 3 feeds, so there is no number 9; nothing was added"),
        ("http://gull.localhost/", 0, "offers 3 feeds, so there is no number 0"),
        ("http://tern.localhost/", 2, "offers 1 feed, so there is no number 2"),
    ] {
        let error = desk.add(url(address), Some(chosen)).await.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert!(desk.reader().feeds().await.unwrap().is_empty());
}

#[tokio::test]
async fn lines_of_a_list_without_a_usable_address_are_told() {
    let list = "<opml><body><outline text='Birds'><outline text='Gull' xmlUrl='http://gull.localhost/feed'/>\
                <outline text='Tern' xmlUrl='gopher://tern.localhost/feed'/><outline type='rss' url='http://['/>\
                <outline text='A page' type='link' url='http://page.localhost/'/></outline></body></opml>";
    let press = Press::new().await;
    let Added::List { new, unusable, .. } = press.desk().await.add_list(list.as_bytes()).await.unwrap()
    else {
        panic!("a list")
    };
    assert_eq!(new.len(), 1);
    assert_eq!(
        unusable,
        [
            "Tern (gopher://tern.localhost/feed): only http and https addresses can be read, not gopher:",
            "http://[: this is no web address",
            "A page (http://page.localhost/): this is a page and no feed; add it by its address, and its feeds are looked for",
        ]
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

const FEED: &str = "<rss version='2.0'><channel><title>The Gull</title></channel></rss>";

fn page(press: &Press, address: &str, inside: &str) {
    press.set(
        address,
        200,
        "content-type: text/html",
        &format!("<html><title>The Gull</title>{inside}</html>"),
    );
}

fn feed(press: &Press, address: &str) {
    press.set(address, 200, "content-type: application/rss+xml", FEED);
}

#[tokio::test]
async fn what_is_no_feed_is_passed_over_and_told() {
    let link = |href: &str| format!("<link rel=alternate type=application/rss+xml href='{href}'>");
    // What the page says, where its feed lies, and what is told of the others.
    for (inside, works, told) in [
        (link("/gone.php"), "/feed", "/gone.php (answers 404)"),
        (link("/search"), "/feed", "/search (this is a web page, not a feed)"),
        (link(""), "/feed", ""),
        (link("/gone") + &link("/news"), "/news", "/gone (answers 404)"),
        (link("/gone") + "<a href=/all.rss>All</a>", "/all.rss", "/gone (answers 404)"),
        ("<a href=/feed/index.xml>RSS</a>".to_owned(), "/feed/index.xml", ""),
    ] {
        let press = Press::new().await;
        page(&press, "gull.localhost/", &inside);
        page(&press, "gull.localhost/search", "");
        feed(&press, &format!("gull.localhost{works}"));
        let desk = press.desk().await;
        let added = desk.add(url("http://gull.localhost/"), None).await.unwrap();
        let Added::Feed { url, passed_over, .. } = added else { panic!("{inside}: {added:?}") };
        assert_eq!(url.as_url().path(), works, "{inside}");
        let expected = if told.is_empty() { String::new() } else { format!("http://gull.localhost{told}") };
        assert_eq!(passed_over.concat(), expected, "{inside}");
    }
    let press = Press::new().await;
    page(&press, "gull.localhost/", &link("/gone"));
    let error = press.desk().await.add(url("http://gull.localhost/"), None).await.unwrap_err().to_string();
    assert!(error.contains("/gone (answers 404)") && !error.contains("names none"), "{error}");
}

#[tokio::test]
async fn a_page_that_lists_feeds_offers_them() {
    let press = Press::new().await;
    page(&press, "gull.localhost/", "<a href=/rss/>RSS</a>");
    page(&press, "gull.localhost/rss/", "<a href=/out/news.rss>News</a><a href=/out/sport.rss>Sport</a>");
    feed(&press, "gull.localhost/out/news.rss");
    feed(&press, "gull.localhost/out/sport.rss");
    let desk = press.desk().await;
    let offered = desk.add(url("http://gull.localhost/"), None).await.unwrap();
    let Added::Choices(choices) = offered else { panic!("{offered:?}") };
    let named: Vec<&str> = choices.iter().map(|choice| choice.url.as_url().path()).collect();
    assert_eq!(named, ["/out/news.rss", "/out/sport.rss"]);
    let chosen = desk.add(url("http://gull.localhost/"), Some(2)).await.unwrap();
    assert!(
        matches!(&chosen, Added::Feed { url, .. } if url.as_url().path() == "/out/sport.rss"),
        "{chosen:?}"
    );
}

#[tokio::test]
async fn http_is_asked_where_https_was_only_supposed() {
    let press = Press::new().await;
    feed(&press, "gull.localhost/feed");
    let desk = press.desk().await;
    let added = desk
        .add_typed("gull.localhost/feed", url("https://gull.localhost/feed"), Wish::default())
        .await
        .unwrap();
    assert!(
        matches!(&added, Added::Feed { url, .. } if url.as_str() == "http://gull.localhost/feed"),
        "{added:?}"
    );
    desk.add(url("https://gull.localhost/feed"), None).await.unwrap_err();
}

#[tokio::test]
async fn a_host_without_front_page_is_looked_through_all_the_same() {
    let press = Press::new().await;
    feed(&press, "gull.localhost/feed");
    let desk = press.desk().await;
    let added =
        desk.add_typed("gull.localhost", url("https://gull.localhost/"), Wish::default()).await.unwrap();
    assert!(matches!(&added, Added::Feed { url, .. } if url.as_url().path() == "/feed"), "{added:?}");
    let none = desk.add_typed("tern.localhost", url("https://tern.localhost/"), Wish::default()).await;
    let said = none.unwrap_err().to_string();
    assert!(said.contains("http://tern.localhost/") && said.contains("404"), "{said}");
}

#[tokio::test]
async fn what_a_page_sends_its_readers_to_and_what_its_answer_announces_is_found() {
    let press = Press::new().await;
    page(&press, "gull.localhost/", "<meta http-equiv=refresh content='0; url=/home'>");
    page(&press, "gull.localhost/home", "<link rel=alternate type=application/rss+xml href=/news.xml>");
    feed(&press, "gull.localhost/news.xml");
    let announced = "content-type: text/html\r\nlink: </hidden.xml>; rel=alternate; type=application/rss+xml";
    press.set("tern.localhost/", 200, announced, "<p>Terns.</p>");
    feed(&press, "tern.localhost/hidden.xml");
    let desk = press.desk().await;
    for (address, path) in
        [("http://gull.localhost/", "/news.xml"), ("http://tern.localhost/", "/hidden.xml")]
    {
        let added = desk.add(url(address), None).await.unwrap();
        assert!(matches!(&added, Added::Feed { url, .. } if url.as_url().path() == path), "{added:?}");
    }
}

#[tokio::test]
async fn every_line_of_a_list_is_filed_or_told() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let line = |folder: &str, inside: &str| format!("<outline text='{folder}'>{inside}</outline>");
    let gull = "<outline text='Gull' xmlUrl='http://gull.localhost/feed'/>";
    let list = |inside: &str| format!("<opml version='2.0'><body>{inside}</body></opml>").into_bytes();
    desk.add_list(&list(gull)).await.unwrap();
    let odd =
        "<outline text='Tide' xmlUrl='exec:tide.sh'/><outline text='Page' htmlUrl='http://tern.localhost/'/>";
    let added = desk.add_list(&list(&(line("Sea/Land", gull) + &line("Later", gull) + odd))).await.unwrap();
    let Added::List { new, known, unusable, .. } = added else { panic!("{added:?}") };
    assert_eq!((new.len(), known), (0, 2));
    assert_eq!(unusable.len(), 2, "{unusable:?}");
    assert!(
        unusable[0].contains("exec:tide.sh") && unusable[1].contains("a page and no feed"),
        "{unusable:?}"
    );
    // Filed by the list, in one folder whose name has a stroke, and so it goes out again.
    let out = desk.opml(false).await.unwrap();
    assert!(out.contains("text=\"Sea/Land\"") && !out.contains("\"Later\""), "{out}");
    // A list without folders takes nobody's away.
    desk.add_list(&list(gull)).await.unwrap();
    assert!(desk.opml(false).await.unwrap().contains("text=\"Sea/Land\""));
}

#[tokio::test]
async fn lists_of_ten_thousand_are_added_at_once() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let lines: String = (0..10_000)
        .map(|at| format!("<outline text='{at}' xmlUrl='https://gull.localhost/{at}'/>"))
        .collect();
    let list = format!("<opml version='2.0'><body><outline text='All'>{lines}</outline></body></opml>");
    let added = desk.add_list(list.as_bytes()).await.unwrap();
    assert!(matches!(&added, Added::List { new, .. } if new.len() == 10_000));
}
