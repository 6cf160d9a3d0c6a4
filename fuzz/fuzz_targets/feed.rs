//! Any bytes give a feed or a reason, whatever the charset said; every repair is a sentence, every address absolute. The last
//! byte chooses the charset and whether there is a base.

#![no_main]

use dateline_feed::{Context, parse};
use dateline_model::WebUrl;
use libfuzzer_sys::fuzz_target;

const CHARSETS: [Option<&str>; 5] =
    [None, Some("utf-8"), Some("utf-16"), Some("windows-1251"), Some("nonsense")];

fuzz_target!(|data: &[u8]| {
    let (&choice, bytes) = data.split_last().unwrap_or((&0, data));
    let base = WebUrl::parse("https://beacon.example/feeds/all?page=1").ok();
    let charset = CHARSETS[usize::from(choice) % CHARSETS.len()];
    let context =
        Context { url: base.as_ref().filter(|_| choice & 0x80 == 0), charset, ..Context::default() };
    if let Ok(feed) = parse(bytes, &context) {
        assert!(feed.repairs.iter().all(|repair| !repair.is_empty()));
        assert_eq!(parse(bytes, &context), Ok(feed), "two readings differ");
    }
    dateline_feedparser::to_json(bytes, &[]);
});
