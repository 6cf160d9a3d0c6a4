//! Any bytes give a tree that holds together, in time, whatever the context. The last byte chooses how they are read.

#![no_main]

mod html_reading;

use dateline_html::{Content, Document, Limits, NodeKind, parse, parse_fragment, parse_str_with, tokens};
use html_reading::Reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (reading, page) = Reading::of(data);
    let tight = Limits { depth: 12, attributes: 3, bytes: 600 };
    hold_together(&parse(page, None, &Limits::default()));
    let page = String::from_utf8_lossy(page);
    for limits in [Limits::default(), tight] {
        match reading.context {
            Some(context) => hold_together(&parse_fragment(&page, context, &limits, reading.scripting)),
            None => hold_together(&parse_str_with(&page, &limits, reading.scripting)),
        }
    }
    for content in [Content::Data, Content::Rcdata, Content::Script, Content::Cdata] {
        tokens(&page, content, "script");
    }
});

/// Walks the whole tree by every link and reads every string.
fn hold_together(document: &Document) {
    let mut seen = 0;
    for id in document.descendants(document.root()) {
        seen += 1;
        assert!(seen <= document.len(), "more nodes in the tree than in the arena");
        for range in [document.range(id), document.start_tag(id)].into_iter().flatten() {
            assert!(document.source().get(range.clone()).is_some(), "{range:?} is no range of the source");
        }
        assert!(document.kind(id) != NodeKind::Text || !document.text(id).is_empty(), "an empty text");
        let mut last = None;
        for child in document.children(id) {
            assert_eq!((document.parent(child), document.prev_sibling(child)), (Some(id), last));
            last = Some(child);
        }
        assert_eq!(document.last_child(id), last);
        assert!(document.attrs(id).all(|(name, _)| !name.is_empty()), "an attribute without a name");
    }
}
