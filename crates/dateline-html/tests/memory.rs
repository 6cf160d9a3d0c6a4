//! What a parse holds at most, the copy of the page included: six times the page and 1.4 MB, on hostile pages of any length.
//! The ground is that of 16,384 nodes which any page may have, held twice while their room grows.

#[path = "../examples/bounds/hostile.rs"]
mod hostile;

use dateline_html::{Limits, parse_str};

const TIMES: u64 = 6;
const GROUND: u64 = 1_400_000;

#[test]
fn hostile_pages_hold_six_times_their_bytes_and_a_ground() {
    let (mut most, mut which) = (0, String::new());
    for (name, page) in hostile::pages() {
        for length in [page.len(), 400_000, 200_000, 100_000, 30_000, 2_000, 10] {
            let page = &page[..page.floor_char_boundary(length)];
            let held =
                allocation_counter::measure(|| _ = parse_str(page, &Limits::default()).len()).bytes_max;
            let beyond = held.saturating_sub(TIMES * page.len() as u64);
            if beyond > most {
                (most, which) = (beyond, format!("{name}, {} bytes", page.len()));
            }
        }
    }
    assert!(most <= GROUND, "{which}: {most} bytes beyond {TIMES} times the page");
}

/// A page of usual size must not cost the ground: 40 KB at most for a page of a kilobyte.
#[test]
fn small_pages_hold_little() {
    let page = format!("<!doctype html><title>T</title>{}", "<p class=a>One <a href=/b>two</a>".repeat(30));
    let held = allocation_counter::measure(|| _ = parse_str(&page, &Limits::default()).len()).bytes_max;
    assert!(held <= 40_000, "{held} for {} bytes", page.len());
}
