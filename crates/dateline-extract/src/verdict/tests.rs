use crate::{Served, read_html};
use dateline_model::{Holding, Place, Reason};
use proptest::prelude::*;

fn check(html: &str, status: Option<u16>, holding: Holding, reason: Option<Reason>) {
    let verdict = read_html(html.as_bytes(), &Served { status, ..Served::default() }).verdict;
    assert_eq!((verdict.holding, verdict.reasons.first().copied()), (holding, reason), "{verdict:?}");
}

const PARAGRAPH: &str = "<p>The harbour council of Lindenau voted on Tuesday to close the old ferry pier for two years while its \
    foundations are rebuilt, and engineers said that the oak piles could no longer carry heavy lorries.</p>";

fn page(paragraphs: usize, after: &str) -> String {
    let text = PARAGRAPH.repeat(paragraphs);
    format!(
        "<title>Ferry pier closes for two years</title><article><h1>Ferry pier closes for two years</h1>{text}{after}</article>"
    )
}

#[test]
fn what_ends_at_a_wall_is_partial() {
    let wall = "<div class='box'><p>Subscribe to continue reading</p></div>";
    check(&page(3, wall), Some(200), Holding::Partial, Some(Reason::Paywall));
    check(&page(8, ""), Some(200), Holding::Full, None);
}

#[test]
fn notices_of_something_else_convict_nothing() {
    let comments = "<div class='comments'><p>Log in to continue reading</p></div>";
    check(&page(8, comments), Some(200), Holding::Full, None);
    let hidden = "<div style='display:none'><p>Subscribe to continue reading</p></div>";
    check(&page(8, hidden), Some(200), Holding::Full, None);
}

#[test]
fn a_status_speaks_first() {
    check(&page(8, ""), Some(410), Holding::None, Some(Reason::Gone));
    check(&page(8, ""), Some(404), Holding::None, Some(Reason::NotFound));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn evidence_stands_in_the_source(after in "(?:<p>|</p>|<div>|&nbsp;|&#39;|\\PC{0,20}|Subscribe to continue reading|Page not found|Just a moment\\.\\.\\.){0,12}") {
        let html = page(1, &after);
        for evidence in read_html(html.as_bytes(), &Served::default()).verdict.evidence {
            if let Place::Bytes(start, end) = evidence.place {
                prop_assert!(html.get(start as usize..end as usize).is_some_and(|slice| !slice.is_empty()));
            }
        }
    }
}
