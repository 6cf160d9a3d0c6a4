//! What a document says once and uses often stays in proportion to its bytes: of any piece, repeated up to thousands of
//! times behind declarations and a long base, no more is read than twice the bytes and two megabytes. The last two bytes
//! choose how often, the one before whether it is a list.

#![no_main]

use dateline_feed::{Context, opml, parse};
use dateline_model::{Construct, Feed, Person, WebUrl};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((piece, &[list, low, high])) = data.split_last_chunk() else { return };
    let times = usize::from(u16::from_le_bytes([low, high]) % 4096);
    let piece = String::from_utf8_lossy(piece).repeat(times);
    let value = "harbour &amp; tide ".repeat(13);
    let base = "a/".repeat(1000);
    let declared = format!("<!DOCTYPE x [<!ENTITY a \"{value}\"><!ENTITY b '&a;&a;'><!ENTITY c '&lt;i>'>]>");
    if list & 1 == 0 {
        let head = format!("{declared}<rss xml:base='https://gull.example/{base}'><channel><title>&a;</title>");
        let document = format!("{head}{piece}</channel></rss>");
        let Ok(feed) = parse(document.as_bytes(), &Context::default()) else { return };
        assert!(weight(&feed) <= allowed(&document), "{} of {}", weight(&feed), document.len());
    } else {
        let document = format!("{declared}<opml><body><outline text='&a;&a;'>{piece}</outline></body></opml>");
        let Ok(list) = opml::parse(document.as_bytes()) else { return };
        let held = |outline: &opml::Outline| {
            outline.title.len() + outline.folder.iter().map(String::len).sum::<usize>()
        };
        assert!(list.outlines.iter().map(held).sum::<usize>() <= allowed(&document));
    }
});

fn allowed(document: &str) -> usize {
    2 * document.len() + (2 << 20)
}

/// Bytes of everything that was read.
fn weight(feed: &Feed) -> usize {
    let url = |url: &Option<WebUrl>| url.as_ref().map_or(0, |url| url.as_str().len());
    let text = |text: &Option<Construct>| text.as_ref().map_or(0, |text| text.raw.len() + url(&text.base));
    let people = |people: &[Person]| -> usize {
        people.iter().map(|person| person.name.as_ref().map_or(0, String::len) + url(&person.url)).sum()
    };
    let entries = feed.entries.iter().map(|entry| {
        text(&entry.title)
            + text(&entry.summary)
            + text(&entry.content)
            + url(&entry.link)
            + url(&entry.comments)
            + url(&entry.player)
            + entry.guid.as_ref().map_or(0, String::len)
            + entry.categories.iter().map(String::len).sum::<usize>()
            + people(&entry.authors)
            + entry.enclosures.iter().map(|file| file.url.as_str().len()).sum::<usize>()
            + entry.transcripts.iter().map(|file| file.url.as_str().len()).sum::<usize>()
            + entry.source.as_ref().map_or(0, |source| source.name.len() + url(&source.url))
    });
    text(&feed.title) + text(&feed.description) + url(&feed.home) + people(&feed.authors) + entries.sum::<usize>()
}
