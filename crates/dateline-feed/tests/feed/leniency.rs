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

fn at(text: &str, url: &str) -> Feed {
    let url = WebUrl::parse(url).unwrap();
    parse(text.as_bytes(), &Context { url: Some(&url), ..Context::default() }).unwrap()
}

#[test]
fn what_an_items_text_is_relative_to() {
    let base = |feed: &Feed| {
        let entry = &feed.entries[0];
        let text = entry.content.as_ref().or(entry.summary.as_ref()).and_then(|text| text.base.clone());
        text.map(|base| base.to_string()).unwrap_or_default()
    };
    let rss = |inside: &str| {
        let text = format!(
            "<rss><channel><link>https://gull.example/news/</link><item><title>A</title>{inside}</item></channel></rss>"
        );
        base(&at(&text, "https://feeds.example/gull"))
    };
    let text = "<description>&lt;img src='a.png'></description>";
    assert_eq!(rss(text), "https://gull.example/news/");
    assert_eq!(
        rss(&format!("<enclosure url='https://cdn.example/a.mp3'/>{text}")),
        "https://gull.example/news/"
    );
    assert_eq!(
        rss(&format!("{text}<link>https://gull.example/2026/a</link>")),
        "https://gull.example/2026/a"
    );
    let said = "<description xml:base='https://cdn.example/i/'>&lt;img src='a.png'></description><link>https://gull.example/a</link>";
    assert_eq!(rss(said), "https://cdn.example/i/");
    let atom = |attributes: &str, inside: &str| {
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://gull.example/'/><entry {attributes}>{inside}</entry></feed>"
        );
        base(&at(&text, "https://feeds.example/gull"))
    };
    let link = "<link href='https://gull.example/2026/a'/>";
    let content = |attributes: &str| {
        format!(
            "{link}<content type='xhtml' {attributes}><div xmlns='http://www.w3.org/1999/xhtml'><p>a</p></div></content>"
        )
    };
    assert_eq!(atom("", &content("")), "https://gull.example/2026/a");
    assert_eq!(atom("xml:base='https://cdn.example/e/'", &content("")), "https://cdn.example/e/");
    assert_eq!(
        atom("xml:base='https://cdn.example/e/'", &content("xml:base='c/'")),
        "https://cdn.example/e/c/"
    );
    let div = content("").replace("<div", "<div xml:base='/d/'");
    assert_eq!(atom("xml:base='https://cdn.example/e/'", &div), "https://cdn.example/d/");
    let json = |item: &str| {
        let text = format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","home_page_url":"https://gull.example/news/","items":[{{"id":"1","content_html":"a"{item}}}]}}"#
        );
        base(&at(&text, "https://feeds.example/gull"))
    };
    assert_eq!(json(""), "https://gull.example/news/");
    assert_eq!(json(r#","url":"https://gull.example/2026/a""#), "https://gull.example/2026/a");
}

#[test]
fn links_of_rss_are_relative_to_the_site_that_its_channel_names() {
    let rss = |head: &str, link: &str| {
        let text =
            format!("<rss><channel>{head}<item><title>A</title><link>{link}</link></item></channel></rss>");
        links(&at(&text, "https://feeds.example/rss/gull.xml"))[0].to_owned()
    };
    let home = "<link>https://gull.example/</link>";
    assert_eq!(rss(home, "?p=4"), "https://gull.example/?p=4");
    assert_eq!(rss(home, "story.html"), "https://gull.example/story.html");
    assert_eq!(rss(home, "//tern.example/a"), "https://tern.example/a");
    assert_eq!(rss("", "story.html"), "https://feeds.example/rss/story.html");
    assert_eq!(rss("<link>../gull/</link>", "story.html"), "https://feeds.example/gull/story.html");
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://gull.example/'/><entry><link href='a'/></entry></feed>";
    assert_eq!(links(&at(atom, "https://feeds.example/rss/gull.xml")), ["https://feeds.example/rss/a"]);
}

#[test]
fn who_wrote_an_item() {
    let names = |feed: &Feed| -> Vec<String> {
        let shown = |person: &dateline_model::Person| {
            [person.name.as_deref(), person.email.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        };
        feed.entries[0].authors.iter().map(shown).collect()
    };
    let rss = |inside: &str| {
        let spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'";
        names(&feed(&format!("<rss {spaces}><channel><item><title>A</title>{inside}</item></channel></rss>")))
    };
    let mail = "<author>ada@gull.example (Ada One)</author>";
    let name = "<dc:creator>Ada One</dc:creator>";
    let atom = "<atom:author><name>ADA ONE</name><uri>https://gull.example/ada</uri></atom:author>";
    assert_eq!(rss(&format!("{mail}{name}")), ["Ada One ada@gull.example"]);
    assert_eq!(rss(&format!("{name}{mail}{atom}")), ["Ada One ada@gull.example"]);
    assert_eq!(rss(&format!("<author>ada@gull.example</author>{mail}")), ["Ada One ada@gull.example"]);
    // Two of one name, and two at one address.
    let other = "<author>a1@gull.example (Ada One)</author>";
    assert_eq!(rss(&format!("{mail}{other}")), ["Ada One ada@gull.example", "Ada One a1@gull.example"]);
    let office = |name: &str| format!("<author>desk@gull.example ({name})</author>");
    assert_eq!(rss(&(office("Bo") + &office("Cy"))), ["Bo desk@gull.example", "Cy desk@gull.example"]);
    let json = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","tags":["Sea","Sea"," Sea ","Land"],
        "author":{"name":"Ada One"},"authors":[{"name":"Ada One","url":"https://gull.example/ada"},{"name":"Bo"}]}]}"#;
    assert_eq!(names(&feed(json)), ["Ada One", "Bo"]);
    assert_eq!(feed(json).entries[0].categories, ["Sea", "Land"]);
    // RFC 4287, 4.2.1.
    let entry = |inside: &str| {
        names(&feed(&format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Feed</name></author><entry><id>1</id>{inside}</entry></feed>"
        )))
    };
    let source = "<source><title>S</title><author><name>Source</name></author><author><name>Second</name></author></source>";
    assert_eq!(entry(source), ["Source", "Second"]);
    assert_eq!(entry(&format!("{source}<author><name>Own</name></author>")), ["Own"]);
    assert_eq!(entry(""), Vec::<String>::new());
}
