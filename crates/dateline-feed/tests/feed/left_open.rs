//! Tags that nobody closed: what else begins there ends them, and no item is lost in one.

use dateline_feed::{Context, parse};
use dateline_model::{Feed, WebUrl};

const SPACES: &str = "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' \
    xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:podcast='https://podcastindex.org/namespace/1.0' \
    xmlns:thr='http://purl.org/syndication/thread/1.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'";

fn rss(head: &str, before: &str, after: &str) -> Feed {
    let item = |n: u8| {
        format!(
            "<item>{before}<title>Tide {n}</title><link>https://gull.example/{n}</link>{after}<guid>g{n}</guid></item>"
        )
    };
    let text = format!(
        "<rss version='2.0' {SPACES}><channel><title>The Gull</title><link>https://gull.example/</link>{head}{}{}</channel></rss>",
        item(1),
        item(2)
    );
    parse(text.as_bytes(), &Context::default()).unwrap()
}

fn atom(head: &str, before: &str, after: &str) -> Feed {
    let entry = |n: u8| {
        format!(
            "<entry>{before}<title>Tide {n}</title><link href='https://gull.example/{n}'/>{after}<id>g{n}</id></entry>"
        )
    };
    let text = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' {SPACES}><title>The Gull</title><link href='https://gull.example/'/>{head}{}{}</feed>",
        entry(1),
        entry(2)
    );
    parse(text.as_bytes(), &Context::default()).unwrap()
}

/// Name of the feed; title, link and guid of each item.
fn seen(feed: &Feed) -> (String, Vec<String>) {
    let items = feed.entries.iter().map(|entry| {
        let title = entry.title.as_ref().map_or("-", |title| title.raw.trim());
        let link = entry.link.as_ref().map_or("-", WebUrl::as_str);
        format!("{title} {link} {}", entry.guid.as_deref().unwrap_or("-"))
    });
    (feed.title.as_ref().map(|title| title.raw.clone()).unwrap_or_default(), items.collect())
}

fn check(feed: &Feed, what: &str) {
    let items = ["Tide 1 https://gull.example/1 g1", "Tide 2 https://gull.example/2 g2"];
    assert_eq!(seen(feed), ("The Gull".to_owned(), items.map(str::to_owned).to_vec()), "{what}");
    let told = feed.repairs.iter().any(|told| told.starts_with("elements without an end tag were closed"));
    assert!(told, "{what}: {:?}", feed.repairs);
}

#[test]
fn tags_that_the_channel_leaves_open() {
    for left_open in [
        "<atom:link rel='self' href='https://gull.example/f'>",
        "<atom:link rel='hub' href='https://hub.example/'>",
        "<itunes:category text='News'>",
        "<itunes:category text='News'><itunes:category text='Local'/>",
        "<itunes:image href='https://gull.example/i.png'>",
        "<itunes:owner><itunes:name>Jo</itunes:name>",
        "<category>sea",
        "<category>",
        "<cloud domain='gull.example' port='80'>",
        "<description>All about tides",
        "<language>en",
        "<ttl>60",
        "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT",
        "<managingEditor>jo@gull.example (Jo)",
        "<image><url>https://gull.example/i.png</url>",
        "<image><url>https://gull.example/i.png",
        "<textInput><title>Search</title>",
        "<dc:creator>Jo",
        "<sy:updatePeriod>hourly",
        "<media:thumbnail url='https://gull.example/i.png'>",
    ] {
        check(&rss(left_open, "", ""), left_open);
    }
    for left_open in [
        "<link rel='self' href='https://gull.example/f'>",
        "<link rel='self' href='https://gull.example/f'><link rel='hub' href='https://hub.example/'>",
        "<category term='sea'>",
        "<generator uri='https://gull.example/'>Quill",
        "<icon>https://gull.example/i.png",
        "<subtitle>All about tides",
        "<updated>2026-03-02T08:00:00Z",
        "<author><name>Jo</name>",
        "<author><name>Jo",
        "<author><uri>https://gull.example/jo",
    ] {
        check(&atom(left_open, "", ""), left_open);
    }
}

#[test]
fn tags_that_items_leave_open() {
    for left_open in [
        "<enclosure url='https://gull.example/a.mp3' type='audio/mpeg' length='9'>",
        "<media:thumbnail url='https://gull.example/i.png'>",
        "<media:content url='https://gull.example/i.png' medium='image'>",
        "<itunes:image href='https://gull.example/i.png'>",
        "<itunes:duration>12:00",
        "<atom:link rel='replies' href='https://gull.example/r'>",
        "<source url='https://tern.example/f'>The Tern",
        "<category domain='https://gull.example/tags'>sea",
        "<category>sea",
        "<author>jo@gull.example (Jo)",
        "<dc:creator>Jo",
        "<comments>https://gull.example/c",
        "<pubDate>Mon, 02 Mar 2026 08:00:00 GMT",
        "<description>The tide",
        "<content:encoded>The tide",
        "<podcast:transcript url='https://gull.example/t.vtt' type='text/vtt'>",
    ] {
        for feed in [rss("", left_open, ""), rss("", "", left_open)] {
            // Files may be left open where their parts stand in them.
            if !left_open.starts_with("<media:content") {
                check(&feed, left_open);
            }
            assert_eq!(seen(&feed).1[1], "Tide 2 https://gull.example/2 g2", "{left_open}");
        }
    }
    for left_open in [
        "<link rel='enclosure' href='https://gull.example/a.mp3'>",
        "<link rel='self' href='https://gull.example/s'>",
        "<category term='sea'>",
        "<content type='text/html' src='https://gull.example/c'>",
        "<thr:in-reply-to ref='x' href='https://tern.example/9'>",
        "<author><name>Jo</name>",
        "<published>2026-03-02T08:00:00Z",
        "<summary>The tide",
        "<rights>All of them",
    ] {
        check(&atom("", left_open, ""), left_open);
        check(&atom("", "", left_open), left_open);
    }
}

#[test]
fn lines_of_text_end_where_the_next_begins() {
    let text = "<rss><channel><title>The Gull<link>https://gull.example/<item><title>Tide 1<link>https://gull.example/1\
                <description>The <b>tide</b> of<br>the day<pubDate>Mon, 02 Mar 2026 08:00:00 GMT<guid>g1</item>\
                <item><guid>g2<link>https://gull.example/2<title>Tide 2</item></channel></rss>";
    let feed = parse(text.as_bytes(), &Context::default()).unwrap();
    check(&feed, text);
    assert_eq!(feed.home.as_ref().map(WebUrl::as_str), Some("https://gull.example/"));
    assert_eq!(feed.entries[0].summary.as_ref().unwrap().raw, "The <b>tide</b> of<br>the day");
    assert!(feed.entries[0].published.is_some());
}

#[test]
fn what_is_closed_keeps_its_markup() {
    let body = "<p>See <link rel='stylesheet' href='s.css'/><a href='/a'>a</a></p><details><summary>More</summary>of it</details>";
    for name in ["description", "content:encoded"] {
        let feed = rss("", "", &format!("<{name}>{body}</{name}>"));
        let entry = &feed.entries[0];
        let text = entry.summary.as_ref().or(entry.content.as_ref()).unwrap();
        assert_eq!((text.raw.as_str(), feed.repairs.len()), (body, 0), "{name}: {:?}", feed.repairs);
    }
    let nested = "<itunes:category text='News'><itunes:category text='Local'/></itunes:category>";
    let feed = rss(nested, "", "");
    assert_eq!((feed.categories.len(), feed.repairs.len()), (1, 0), "{:?}", feed.repairs);
}

#[test]
fn what_stands_in_an_element_that_is_closed_stays_in_it() {
    let feed = rss(
        "",
        "",
        "<category>sea <image><title>Mole</title><link>https://gull.example/i</link></image></category>",
    );
    let items = ["Tide 1 https://gull.example/1 g1", "Tide 2 https://gull.example/2 g2"];
    assert_eq!((seen(&feed).1, feed.repairs.len()), (items.map(str::to_owned).to_vec(), 0));
    let feed = atom("", "<image><id>other</id></image>", "");
    assert_eq!((seen(&feed).1, feed.repairs.len()), (items.map(str::to_owned).to_vec(), 0));
}
