//! A document says something once and uses it often: what is read stays in proportion to its bytes.

use dateline_feed::{Context, opml, parse};
use dateline_model::{Construct, Feed, WebUrl};

/// What a document may become: entities add a megabyte; bases and clusters of headlines another and once its bytes.
fn allowed(bytes: usize) -> usize {
    3 * bytes + (3 << 20)
}

/// Bytes of everything that was read.
fn weight(feed: &Feed) -> usize {
    let url = |url: &Option<WebUrl>| url.as_ref().map_or(0, |url| url.as_str().len());
    let text = |text: &Option<Construct>| text.as_ref().map_or(0, |text| text.raw.len() + url(&text.base));
    let entries = feed.entries.iter().map(|entry| {
        text(&entry.title)
            + text(&entry.summary)
            + text(&entry.content)
            + url(&entry.link)
            + url(&entry.comments)
            + entry.related.iter().map(|item| url(&item.url)).sum::<usize>()
            + entry.guid.as_ref().map_or(0, String::len)
            + entry.categories.iter().map(String::len).sum::<usize>()
            + entry.authors.iter().map(|person| person.name.as_ref().map_or(0, String::len)).sum::<usize>()
            + entry.enclosures.iter().map(|file| file.url.as_str().len()).sum::<usize>()
    });
    text(&feed.title) + text(&feed.description) + url(&feed.home) + entries.sum::<usize>()
}

fn check(what: &str, document: &str) {
    let feed = parse(document.as_bytes(), &Context::default()).unwrap();
    let weight = weight(&feed);
    assert!(weight <= allowed(document.len()), "{what}: {weight} bytes of {}", document.len());
    let told = |repair: &String| repair.contains("many times longer") || repair.contains("size limits");
    assert!(feed.repairs.iter().any(told), "{what}: {:?}", feed.repairs);
}

fn feed(root: &str, inside: &str) -> String {
    let value = "harbour ".repeat(31);
    format!(
        "<!DOCTYPE rss [<!ENTITY tide \"{value}\">]><rss {root}><channel><title>T</title>{inside}</channel></rss>"
    )
}

#[test]
fn what_is_said_once_and_used_often_has_one_bound() {
    let many = "&tide;".repeat(100_000);
    let item = |inside: &str| format!("<item>{inside}</item>");
    check("one run", &feed("", &item(&format!("<description>{many}</description>"))));
    check("runs", &feed("", &item(&format!("<title>{}</title>", "&tide;<b/>".repeat(300_000)))));
    check("titles", &feed("", &item("<title>&tide;&tide;&tide;</title>").repeat(8_000)));
    check("names", &feed("", &item(&format!("<author>{many}</author>"))));
    check("source", &feed("", &item(&format!("<source url='https://gull.example/'>{many}</source>"))));
    check("attributes", &feed("", &item("<category term='&tide;&tide;&tide;'/>").repeat(8_000)));
    check("one attribute", &feed("", &item(&format!("<category term='{many}'/>")).repeat(9)));
    let base = format!("xml:base='https://gull.example/{}'", "a/".repeat(450));
    check("bases of links", &feed(&base, &item("<link>a</link><enclosure url='b'/>").repeat(5_000)));
    check("bases of texts", &feed(&base, &item("<title>a</title>").repeat(5_000)));
    let rows = "&lt;a href=x>y&lt;/a>&lt;font>z&lt;/font>".repeat(50);
    check("clusters", &feed(&base, &item(&format!("<description>{rows}</description>")).repeat(300)));
    let item = "{\"title\": \"a\", \"url\": \"b\"},".repeat(5_000);
    let base = format!("https://gull.example/{}", "a/".repeat(450));
    let head = format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", \"feed_url\": \"{base}\"");
    check("JSON", &format!("{head}, \"items\": [{item} {{}}]}}"));
}

#[test]
fn a_list_of_feeds_has_the_same_bound() {
    let head = format!("<!DOCTYPE opml [<!ENTITY tide \"{}\">]><opml><body>", "harbour ".repeat(31));
    let one =
        format!("{head}<outline text='{}' xmlUrl='https://gull.example/feed'/>", "&tide;".repeat(300_000));
    let lines = "<outline text='&tide;' xmlUrl='https://gull.example/feed'/>".repeat(10_000);
    let deep = format!("{}{lines}", "<outline text='&tide;'>".repeat(200));
    for document in [one, format!("{head}{lines}"), format!("{head}{deep}")] {
        let list = opml::parse(document.as_bytes()).unwrap();
        let held = |outline: &opml::Outline| {
            outline.title.len() + outline.folder.iter().map(String::len).sum::<usize>()
        };
        let weight: usize = list.outlines.iter().map(held).sum();
        assert!(
            !list.outlines.is_empty() && weight <= allowed(document.len()),
            "{weight} of {}",
            document.len()
        );
    }
}
