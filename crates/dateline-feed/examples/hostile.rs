//! What hostile feeds cost: pieces repeated to one and to four megabytes, read as a feed and as a list. Prints milliseconds for each
//! megabyte, the dearest first, and marks those that cost much more for each megabyte where there are four.

#![expect(clippy::print_stdout, reason = "a measuring program prints")]

use dateline_feed::{Context, opml, parse};
use std::time::Instant;

const PIECES: &[&str] = &[
    "<!C",
    "<!C[",
    "<!DOCTYPE x [<!ENTITY a \"",
    "<!C[<!ENTITY\u{fffd}",
    "<!DOCTYPE x [<!--",
    "<!--x>",
    "<?x>",
    "<![CDATA[x</title>",
    "<![CDATA[x",
    "<![CDATA[<![CDATA[",
    "<a b=\"",
    "<a b='\"",
    "<a b=\"<c d=\"",
    "<a b",
    "<a/",
    "<a:b xmlns:a='u'>",
    "<a xmlns:a='u' a:a:a='1'>",
    "<item>",
    "<item><title>",
    "</title>",
    "</x>",
    "<x>",
    "<x></X>",
    "&amp;",
    "&#x",
    "&#55357;",
    "&a",
    "&amp;amp;",
    "&lt;b&gt;",
    "<b>",
    "<item><title>a</title><guid>b</guid></item>",
    "<item><link>http://a.example/",
    "<item xml:base='a/'>",
    "<title>a</title>",
    "<item><category>a</category>",
    "<item><author>a</author></item>",
    "<item><enclosure url='http://a.example/b'/></item>",
    "<item><description>&lt;p&gt;",
    "<media:content url='a'/>",
    "<pubDate>Mon, 06 Apr 2020</pubDate>",
    "<item><pubDate>1 1 1 1 1 1 ",
    "<outline text='a'>",
    "<outline text='a' xmlUrl='http://a.example/b'/>",
    "<outline xmlUrl='",
    "\u{feff}",
    "\u{1}",
    " ",
    "\n",
    "<",
    ">",
    "]]>",
    "-->",
    "<![CDATA[]]>",
    "<content:encoded><![CDATA[<div>",
    "<a href='",
    "<dc:creator>a",
    "<item><title>\u{202e}",
    "é",
    "東",
    "<item><guid>a</guid><guid>a</guid>",
    "<link rel='alternate' href='a'/>",
    "<entry><content type='xhtml'><div>",
    "<entry><link/>",
    "<entry><content type='base64'>YQ==",
    "<psc:chapter start='1' title='a'/>",
    "<podcast:person>a</podcast:person>",
    "{\"a\":[",
    "[",
];

fn main() {
    let mut costs: Vec<(f64, f64, String)> = Vec::new();
    for piece in PIECES {
        for (name, head) in [
            (
                "rss",
                "<rss xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>",
            ),
            ("item", "<rss><channel><item><title>a</title><description>"),
            ("json", "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"content_html\":\""),
            ("list", "<opml><body>"),
        ] {
            let cost = |megabytes: usize| {
                let document = head.to_owned() + &piece.repeat((megabytes << 20) / piece.len());
                let start = Instant::now();
                if name == "list" {
                    drop(opml::parse(document.as_bytes()));
                } else {
                    drop(parse(document.as_bytes(), &Context::default()));
                }
                start.elapsed().as_secs_f64() * 1000.0 / megabytes as f64
            };
            let (one, four) = (cost(1), cost(4));
            costs.push((one.max(four), four / one, format!("{name} {}", piece.escape_debug())));
        }
    }
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (cost, growth, name) in costs {
        let grows = if growth > 2.0 && cost > 20.0 { "  GROWS" } else { "" };
        println!("{cost:9.1} ms/MB  x{growth:.1}  {name}{grows}");
    }
}
