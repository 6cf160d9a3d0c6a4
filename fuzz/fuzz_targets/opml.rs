//! Any bytes give a list or a reason, and a list that is written and read again is the same list.

#![no_main]

use dateline_feed::opml::{Outline, parse, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(list) = parse(data) else { return };
    let again = parse(write(&list).as_bytes());
    assert_eq!(again.map(|list| addresses(&list)), Ok(addresses(&list)));
});

/// What a list is kept for. Names lose control characters and outer white space on the way.
fn addresses(list: &[Outline]) -> Vec<(Option<String>, Option<String>)> {
    let text = |url: &Option<dateline_model::WebUrl>| url.as_ref().map(ToString::to_string);
    list.iter().map(|outline| (text(&outline.feed_url), text(&outline.home))).collect()
}
