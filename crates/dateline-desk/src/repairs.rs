//! What repairs of a feed document say of it: whether something of it is missing, and why.

use dateline_model::{Feed, Page, Truncation};

/// Words of repairs after which something of the document is missing; after all others everything could be read.
const LOSSES: &[(&str, &str)] = &[
    ("breaks off before its end", "truncated"),
    ("exceeds the size limits", "limit"),
    ("the newest", "limit"),
    ("nested too deeply", "repaired"),
    ("no characters in the encoding were replaced", "repaired"),
    ("entity declarations", "repaired"),
    ("many times longer", "limit"),
    ("where the next one began", "repaired"),
];

/// Whether something of the document is missing after a repair.
pub(crate) fn loses(repair: &str) -> bool {
    const CUT: [&str; 4] = [" was cut", "was left out", "beyond the first", "refused"];
    LOSSES.iter().any(|(sign, _)| repair.contains(sign)) || CUT.iter().any(|sign| repair.contains(sign))
}

/// Why something of the document is missing, in one word: `limit`, `truncated` or `repaired`; `None` if it is whole.
pub(crate) fn lacks(page: &Page, feed: &Feed) -> Option<&'static str> {
    match page.truncation {
        Some(Truncation::Cap) => return Some("limit"),
        Some(_) => return Some("truncated"),
        None => {}
    }
    let lost = |sign: &str| feed.repairs.iter().any(|repair| repair.contains(sign));
    LOSSES.iter().find(|(sign, _)| lost(sign)).map(|(_, word)| *word)
}
