//! Any bytes give a value, and a broken item costs no other.

use dateline_feed::{Context, date, links, opml, parse};
use dateline_model::WebUrl;
use proptest::prelude::*;

const FEED: &str = "<?xml version='1.0'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>The Beacon</title>\
<link>https://beacon.example/</link><item><title>Harbour &amp; tide</title><link>/a</link><description><![CDATA[<p>Text</p>]]></description>\
<media:thumbnail url='/t.jpg' width='9'/><pubDate>Mon, 06 Apr 2020 10:00:00 GMT</pubDate></item><item><title>Second</title><guid>x</guid></item></channel></rss>";

fn check(middle: &str) {
    let text = format!(
        "<rss><channel><item><title>First</title></item><item>{middle}</item><item><title><![CDATA[Last]]></title></item></channel></rss>"
    );
    let feed = parse(text.as_bytes(), &Context::default());
    assert!(feed.is_ok(), "{middle}");
    let Ok(feed) = feed else { return };
    let titles: Vec<&str> =
        feed.entries.iter().filter_map(|entry| Some(entry.title.as_ref()?.raw.as_str())).collect();
    assert!(titles.contains(&"First") && titles.contains(&"Last"), "{middle}: {titles:?}");
    assert_eq!(feed.entries.len(), 3, "{middle}");
    assert!(!feed.repairs.is_empty(), "{middle}");
}

#[test]
fn a_broken_item_costs_no_other() {
    for middle in [
        "<title>open",
        "<title><b><i>open</title>",
        "<description><![CDATA[open</description>",
        "<link>a?b&c</link>",
        "<title a='open>x</title>",
        "<x:y>z</x:y>",
        "a < b",
        "&nope;",
        "</nothing>",
        "\u{1}\u{2}<title>x</title>",
        "<description>unclosed <p>p <br> q</description>",
    ] {
        check(middle);
    }
}

#[test]
fn links_and_pictures_are_absolute() {
    let url = WebUrl::parse("https://beacon.example/feed").unwrap();
    let feed = parse(FEED.as_bytes(), &Context { url: Some(&url), ..Context::default() }).unwrap();
    let first = &feed.entries[0];
    assert_eq!(first.link.as_ref().map(WebUrl::as_str), Some("https://beacon.example/a"));
    assert_eq!(first.image.as_ref().map(WebUrl::as_str), Some("https://beacon.example/t.jpg"));
    assert_eq!(first.published.map(|time| time.to_string()).as_deref(), Some("2020-04-06T10:00:00Z"));
    assert_eq!(feed.repairs, Vec::<String>::new());
}

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes, &Context::default());
        let _ = opml::parse(&bytes);
    }

    #[test]
    fn damaged_feeds(at in 0..FEED.len(), cut in 0..40_usize, insert in "[<>&;'\"/!\\[\\]a-z ]{0,8}") {
        let end = (at + cut).min(FEED.len());
        let text = format!("{}{insert}{}", &FEED[..at], &FEED[end..]);
        let _ = parse(text.as_bytes(), &Context::default());
    }

    #[test]
    fn any_date(text in ".{0,60}") {
        let _ = date(&text);
    }

    #[test]
    fn cleaning_twice_changes_nothing(query in "[a-z_=&?%#]{0,60}") {
        if let Ok(url) = WebUrl::parse(&format!("https://beacon.example/?{query}")) {
            let once = links::clean(&url);
            prop_assert_eq!(links::clean(&once), once);
        }
    }
}

/// Looked for to the end of the document at each of them, the ends that never come would take hours.
#[test]
fn sections_that_never_end_cost_one_look() {
    for piece in [
        "<?x>",
        "<!--x>",
        "<!C[:\u{fffd}",
        "<![CDATA[x</title>",
        "<!DOCTYPE x [<!--",
        "<!DOCTYPE x [<!ENTITY a \"",
        "<!C[<!ENTITY\u{fffd}",
    ] {
        let text =
            format!("<rss><channel><title>The Beacon</title>{}", piece.repeat((6 << 20) / piece.len()));
        let feed = parse(text.as_bytes(), &Context::default());
        assert!(feed.is_ok_and(|feed| !feed.repairs.is_empty()), "{piece}");
    }
}
