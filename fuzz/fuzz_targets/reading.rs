//! Any bytes give a reading, as a page and as plain text, twice the same, and every quotation stands inside what was read.
//! The last byte chooses what was said about the page.

#![no_main]

use dateline_extract::{Served, read_html, read_text};
use dateline_model::{Place, Reading, WebUrl};
use libfuzzer_sys::fuzz_target;

const STATUSES: [Option<u16>; 5] = [None, Some(200), Some(402), Some(404), Some(503)];

fuzz_target!(|data: &[u8]| {
    let (&choice, bytes) = data.split_last().unwrap_or((&0, data));
    let served = Served {
        url: WebUrl::parse("https://beacon.example/news/ferry-returns").ok().filter(|_| choice & 0x80 == 0),
        status: STATUSES[usize::from(choice) % STATUSES.len()],
        ..Served::default()
    };
    let reading = read_html(bytes, &served);
    let page = dateline_html::decode(bytes, None).text;
    quotes_stand(&reading, &page);
    assert_eq!(reading, read_html(bytes, &served), "two readings differ");

    let text = String::from_utf8_lossy(bytes);
    let reading = read_text(&text);
    quotes_stand(&reading, &text);
    assert_eq!(reading, read_text(&text), "two readings of a text differ");
});

/// Places are ranges of what was read, and quotations are as short as they are said to be.
fn quotes_stand(reading: &Reading, source: &str) {
    for evidence in &reading.verdict.evidence {
        if let Place::Bytes(start, end) | Place::Text(start, end) = evidence.place {
            assert!(source.get(start as usize..end as usize).is_some(), "{evidence:?} is no range");
        }
        assert!(evidence.quote.chars().count() <= 160, "{evidence:?} is too long");
    }
}
