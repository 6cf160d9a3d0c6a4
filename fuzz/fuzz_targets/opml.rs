//! Any bytes give a list or a reason, and a list that is written and read again is the same list.

#![no_main]

use dateline_feed::opml::{List, folders, parse, path, text, write};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(list) = parse(data) else { return };
    let again = parse(write(&list.outlines).as_bytes());
    assert_eq!(again.map(|list| addresses(&list)), Ok(addresses(&list)));
    let _as_text = parse(text(data).as_bytes());
    let names = |list: &List| list.outlines.iter().map(|outline| path(&outline.folder)).collect::<Vec<_>>();
    for name in names(&list) {
        assert_eq!(folders(&path(&folders(&name))), folders(&name));
    }
});

/// What a list is kept for. Names lose control characters and outer white space on the way.
fn addresses(list: &List) -> Vec<(Option<String>, Option<String>)> {
    let text = |url: &Option<dateline_model::WebUrl>| url.as_ref().map(ToString::to_string);
    list.outlines.iter().map(|outline| (text(&outline.feed_url), text(&outline.home))).collect()
}
