//! Reading pages made to be dear, at two sizes: what a byte costs must not grow with the page.

#[path = "../../../crates/dateline-extract/examples/hostile/mod.rs"]
mod pages;

use super::figure_tables::Table;
use dateline_extract::{Served, read_document};
use dateline_html::{Limits, parse_str};
use rustix::time::{ClockId, clock_gettime};

/// Bytes of the larger page, and how many times smaller the other is.
const LARGE: usize = 1 << 20;
const TIMES: usize = 4;
/// Each page is read this often; the least time counts.
const ROUNDS: usize = 3;
/// Seconds below which a page is too cheap to be compared.
const CHEAP: f64 = 0.008;

/// One row for each page, and the least share of all: what a byte costs on the small page, of what it costs on the large
/// one. 1 where cost grows with the page, a quarter where it grows with its square.
pub(super) fn table() -> Table {
    let mut table = Table::new("Reading hostile pages: cost of a byte at 256 KB, of that at 1 MB");
    let mut least = 1.0_f64;
    for ((name, large), (_, small)) in pages::pages(LARGE).zip(pages::pages(LARGE / TIMES)) {
        let (dear, cheap) = (seconds(&large), seconds(&small));
        let each = |seconds: f64, page: &str| seconds / page.len() as f64;
        let share = if dear < CHEAP { 1.0 } else { (each(cheap, &small) / each(dear, &large)).min(1.0) };
        least = least.min(share);
        let detail = format!("{:.1} ms per MB", each(dear, &large) * 1e9);
        table.row(format!("hostile.even.{}", name.replace(' ', "_")), share, detail, None);
    }
    table.row("hostile.even.least", least, "", None);
    table
}

/// CPU seconds of this thread for reading a page that is parsed already.
fn seconds(page: &str) -> f64 {
    let document = parse_str(page, &Limits::default());
    let once = |_| {
        let start = now();
        std::hint::black_box(read_document(&document, &Served::default()).asides.len());
        now() - start
    };
    (0..ROUNDS).map(once).fold(f64::INFINITY, f64::min)
}

fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
