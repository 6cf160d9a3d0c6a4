//! Documents that end in the middle: which entry was open there.

use dateline_feed::{Context, parse};

const RSS: &str = "<?xml version='1.0'?><rss><channel><title>Gull</title>\n\
    <item><title>Ferry sinks</title><link>https://gull.example/ferry</link><guid>1</guid></item>\n\
    <item><title>Harbour closed</title><link>https://gull.example/harbour</link><guid>2</guid>\
    <description><![CDATA[<p>The harbour is closed until noon.</p>]]></description></item>\n\
    </channel></rss>";

const ATOM: &str = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Gull</title>\
    <entry><id>1</id><title>Ferry sinks</title><link href='https://gull.example/ferry'/></entry>\n\
    <entry><id>2</id><title>Harbour closed</title><link href='https://gull.example/harbour'/>\
    <content type='xhtml'><div><p>The harbour is closed until noon.</p></div></content></entry>\n</feed>";

const SITEMAP: &str = "<urlset><url><loc>https://gull.example/ferry</loc></url>\n\
    <url><loc>https://gull.example/harbour</loc></url>\n</urlset>";

/// What a document gives that ends behind the last `end`: for each entry whether it was cut.
fn check(document: &str, end: &str, expected: &[bool]) {
    let at = document.rfind(end).unwrap() + end.len();
    let feed = parse(&document.as_bytes()[..at], &Context::default()).unwrap();
    let cut: Vec<bool> = feed.entries.iter().map(|entry| entry.cut).collect();
    assert_eq!(cut, expected, "cut behind {end:?}");
    let told = feed.repairs.iter().any(|repair| repair.contains("breaks off"));
    assert_eq!(told, at < document.len(), "cut behind {end:?}: {:?}", feed.repairs);
}

#[test]
fn the_entry_that_was_open_where_the_document_ends_is_marked() {
    check(RSS, "<title>Harbour", &[false, true]);
    check(RSS, "<link>https://gull.example/harb", &[false, true]);
    check(RSS, "<![CDATA[<p>The harbour is", &[false, true]);
    check(RSS, "</description>", &[false, true]);
    check(RSS, "</description></it", &[false, true]);
    check(RSS, "</item>", &[false, false]);
    check(RSS, "</channel></r", &[false, false]);
    check(RSS, "</rss>", &[false, false]);
    check(ATOM, "<title>Harbour", &[false, true]);
    check(ATOM, "<link href='https://gull.example/harb", &[false, true]);
    check(ATOM, "<div><p>The harbour is", &[false, true]);
    check(ATOM, "</div></content>", &[false, true]);
    check(ATOM, "</entry>", &[false, false]);
    check(ATOM, "</feed>", &[false, false]);
    check(SITEMAP, "https://gull.example/harb", &[false, true]);
    check(SITEMAP, "</url>", &[false, false]);
}

#[test]
fn an_entry_that_has_said_nothing_yet_is_none() {
    check(RSS, "</guid></item>\n<it", &[false]);
    check(RSS, "</guid></item>\n<item>", &[false]);
    check(ATOM, "</entry>\n<entry>", &[false]);
    check(SITEMAP, "</url>\n<url>", &[false]);
}

#[test]
fn an_element_that_something_else_ends_is_no_cut() {
    check("<rss><channel><item><title>A<item><title>B</title></channel></rss>", "</rss>", &[false, false]);
}

#[test]
fn a_json_feed_gives_its_whole_items_alone() {
    let text = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Gull","items":[
        {"id":"1","url":"https://gull.example/ferry","title":"Ferry sinks"},
        {"id":"2","url":"https://gull.example/harbour","title":"Harbour closed"}]}"#;
    check(text, "\"title\":\"Harbour", &[false]);
    check(text, "gull.example/harb", &[false]);
    check(text, "Harbour closed\"}", &[false, false]);
}
