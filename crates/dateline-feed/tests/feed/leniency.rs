//! What publishers write beside the rules, and what they mean by it.

use dateline_feed::{Context, parse};
use dateline_model::{Feed, WebUrl};

fn feed(text: &str) -> Feed {
    parse(text.as_bytes(), &Context::default()).unwrap()
}

fn links(feed: &Feed) -> Vec<&str> {
    feed.entries.iter().map(|entry| entry.link.as_ref().map_or("-", WebUrl::as_str)).collect()
}

#[test]
fn addresses_that_were_escaped_once_too_often() {
    let check = |link: &str, expected: &str| {
        let text = format!("<rss><channel><item><title>A</title><link>{link}</link></item></channel></rss>");
        assert_eq!(links(&feed(&text)), [expected], "{link}");
    };
    let expected = "https://gull.example/a?b=1&c=2";
    check("<![CDATA[https://gull.example/a?b=1&amp;c=2]]>", expected);
    check("<![CDATA[https://gull.example/a?b=1&#038;c=2]]>", expected);
    check("<![CDATA[https://gull.example/a?b=1&amp;amp;c=2]]>", expected);
    check("https://gull.example/a?b=1&amp;#38;c=2", expected);
    check("https://gull.example/a?b=1&amp;c=2", expected);
    check("https://gull.example/a?b=1&amp;amplitude=2", "https://gull.example/a?b=1&amplitude=2");
    let json = r#"{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://gull.example/a?b=1&amp;c=2"}]}"#;
    assert_eq!(links(&feed(json)), [expected]);
}

#[test]
fn a_guid_is_the_link_where_all_items_lead_to_the_front_page() {
    let item = |link: &str, guid: &str| {
        format!("<item><title>A</title><link>{link}</link><guid{guid}</guid></item>")
    };
    let check = |items: &[String], expected: &[&str]| {
        let text = format!(
            "<rss><channel><link>https://gull.example/blog/</link>{}</channel></rss>",
            items.concat()
        );
        assert_eq!(links(&feed(&text)), expected, "{text}");
    };
    let (one, two) = ("https://gull.example/p1", "https://gull.example/p2");
    let said = |address: &str| format!(" isPermaLink='true'>{address}");
    for home in ["https://gull.example/", "http://www.gull.example/blog"] {
        check(&[item(home, &said(one)), item(home, &format!(">{two}"))], &[one, two]);
        let denied = format!(" isPermaLink='false'>{two}");
        check(&[item(home, &said(one)), item(home, &denied)], &[home, home]);
        check(&[item(home, &said(one)), item(home, &said(one))], &[home, home]);
        check(
            &[item(home, &said(one)), item("https://gull.example/x", &said(two))],
            &[home, "https://gull.example/x"],
        );
        check(&[item(home, &said("https://other.example/p1"))], &[home]);
    }
    let list = "https://gull.example/list";
    check(&[item(list, &said(one)), item(list, &said(two))], &[list, list]);
}

#[test]
fn content_that_is_no_text_leaves_the_summary() {
    let check = |content: &str, expected: (Option<&str>, Option<&str>)| {
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>A</title><summary>In short</summary>{content}</entry></feed>"
        );
        let feed = feed(&text);
        let entry = &feed.entries[0];
        let raw = |text: &Option<dateline_model::Construct>| text.as_ref().map(|text| text.raw.clone());
        let found = (raw(&entry.summary), raw(&entry.content));
        assert_eq!((found.0.as_deref(), found.1.as_deref()), expected, "{content}");
    };
    // "Tide & quay at dawn, said the harbour master."
    let text = "VGlkZSAmIHF1YXkgYXQgZGF3biwgc2FpZCB0aGUgaGFyYm91ciBtYXN0ZXIu";
    let said = "Tide & quay at dawn, said the harbour master.";
    check(
        &format!("<content type='text/plain' mode='base64'>{text}</content>"),
        (Some("In short"), Some(said)),
    );
    check(&format!("<content type='text/plain'>{text}</content>"), (Some("In short"), Some(said)));
    check(&format!("<content type='text/html'>\n{text}\n</content>"), (Some("In short"), Some(said)));
    for kind in ["image/png", "application/pdf", "application/octet-stream", "audio/mpeg"] {
        check(
            &format!("<content type='{kind}'>iVBORw0KGgoAAAANSUhEUgAA</content>"),
            (Some("In short"), None),
        );
    }
    check(
        "<content type='image/png' mode='base64'>iVBORw0KGgoAAAANSUhEUgAA</content>",
        (Some("In short"), None),
    );
    check("<content type='text/plain'>Harbour</content>", (Some("In short"), Some("Harbour")));
    check(
        "<content type='application/xhtml+xml'><p>Tide</p></content>",
        (Some("In short"), Some("<p>Tide</p>")),
    );
}

#[test]
fn json_with_comments_and_a_comma_too_many() {
    let text = "{ // our feed\n\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", \"url\": \"https://gull.example/a\",},],}";
    let feed = feed(text);
    assert_eq!(links(&feed), ["https://gull.example/a"]);
    let told = "what JSON forbids (comments, commas before an end) was read as it was meant";
    assert_eq!(feed.repairs, [told]);
    for comment in ["/* ours */ ", "// ours\n"] {
        assert_eq!(links(&self::feed(&format!("{comment}{text}"))), ["https://gull.example/a"]);
    }
}

#[test]
fn an_item_of_json_that_is_cut_is_left_out_however_much_it_holds() {
    let many = "{\"x\":1},".repeat(40);
    let text = format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"url\":\"https://gull.example/a\"}},{{\"id\":\"2\",\"_more\":[{many}"
    );
    let feed = feed(&text);
    assert_eq!(links(&feed), ["https://gull.example/a"]);
    assert_eq!(feed.repairs, ["the feed breaks off before its end"]);
}

#[test]
fn binary_data_is_called_that_and_never_shown() {
    let check = |bytes: &[u8], expected: &str| {
        let told = parse(bytes, &Context::default()).unwrap_err();
        assert_eq!((told.kind, told.to_string().as_str()), (dateline_feed::OtherKind::Binary, expected));
    };
    let noise: Vec<u8> = (0..600_u32).map(|at| (at * 37 % 255 + 1) as u8).collect();
    let tag = b"<q\x07rs\x05> \x01\x02\x03\x04 </q>";
    check(
        &[b"\x1f\x8b\x08\x00", tag.as_slice(), &noise].concat(),
        "this is compressed data that could not be unpacked, not a feed",
    );
    check(&[b"\x89PNG\r\n\x1a\n", tag.as_slice(), &noise].concat(), "this is binary data, not a feed");
    let other = parse("<note>Tide</note>".as_bytes(), &Context::default()).unwrap_err();
    assert_eq!(other.kind, dateline_feed::OtherKind::Xml);
}
