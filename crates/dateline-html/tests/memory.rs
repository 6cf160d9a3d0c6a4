//! What a parse holds at most, the copy of the page included: six times the page and 800 KB, on hostile pages of any length.

#[path = "../examples/bounds/hostile.rs"]
mod hostile;

use dateline_html::{Limits, parse_str};

const TIMES: u64 = 6;
const GROUND: u64 = 800_000;

#[test]
fn hostile_pages_hold_six_times_their_bytes_and_a_ground() {
    for (name, page) in hostile::pages() {
        for length in [page.len(), 200_000, 30_000, 2_000, 10] {
            let page = &page[..page.floor_char_boundary(length)];
            let held =
                allocation_counter::measure(|| _ = parse_str(page, &Limits::default()).len()).bytes_max;
            let most = TIMES * page.len() as u64 + GROUND;
            assert!(held <= most, "{name}, {} bytes: {held} held, {most} at most", page.len());
        }
    }
}

/// A page of usual size must not cost the ground: 40 KB at most for a page of a kilobyte.
#[test]
fn small_pages_hold_little() {
    let page = format!("<!doctype html><title>T</title>{}", "<p class=a>One <a href=/b>two</a>".repeat(30));
    let held = allocation_counter::measure(|| _ = parse_str(&page, &Limits::default()).len()).bytes_max;
    assert!(held <= 40_000, "{held} for {} bytes", page.len());
}
