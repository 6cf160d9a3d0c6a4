//! Whatever a text holds, nothing in it is obeyed once it is plain, what is shown stays in its order, and marks keep to the text.

#![no_main]

use dateline_model::{Mark, MarkKind, RichText, is_obeyed, plain};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (edges, bytes) = data.split_at(data.len().min(8));
    let text = String::from_utf8_lossy(bytes).into_owned();
    let clean = plain(&text).into_owned();
    assert!(!clean.contains(is_obeyed));
    assert_eq!(plain(&clean), clean, "made plain twice");
    let mut rest = text.chars();
    assert!(clean.chars().all(|shown| rest.any(|c| c == shown)), "{text:?}");

    let marks = edges.chunks_exact(2).filter_map(|pair| mark(&text, pair[0], pair[1])).collect();
    let mut rich = RichText { text, marks };
    rich.make_plain();
    assert_eq!(rich.text, clean);
    for mark in &rich.marks {
        let range = mark.start as usize..mark.end as usize;
        assert!(!range.is_empty() && clean.get(range).is_some(), "{mark:?} in {clean:?}");
    }
});

/// A mark from one character to another.
fn mark(text: &str, start: u8, end: u8) -> Option<Mark> {
    let place = |at: u8| text.char_indices().nth(usize::from(at)).and_then(|(at, _)| u32::try_from(at).ok());
    let (start, end) = (place(start.min(end))?, place(start.max(end))?);
    (start < end).then_some(Mark { start, end, kind: MarkKind::Strong })
}
