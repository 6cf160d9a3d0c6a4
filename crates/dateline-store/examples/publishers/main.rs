//! Publishers that live for months of made time, polled by a store that sees their documents alone: what is lost, doubled, and
//! marked read in vain. `cargo run --release -p dateline-store --example publishers [HISTORIES] [POLLS] [SEED]`; with `--tell` each
//! history tells which item was taken for which entry.
//!
//! An article is lost where it shares an entry with another, doubled where it has two. Articles that nobody who reads the feed
//! alone could know again (retitled under a guid of chance, say) are counted apart.

#![expect(clippy::print_stdout, reason = "a program of its own, whose result is what it prints")]

mod dice;
mod habits;
mod press;
mod run;

use run::{Figures, history};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let tell = std::env::args().any(|text| text == "--tell");
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let mut next = |usual| arguments.next().and_then(Result::ok).unwrap_or(usual);
    let (histories, polls, seed) = (next(1_000), next(40), next(0));
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut all = Figures::default();
    for number in 0..histories {
        let figures = runtime.block_on(history(seed + number, polls as usize, tell))?;
        if figures.wrong() > 0 {
            println!("seed {}: {figures}", seed + number);
        }
        all.add(&figures);
    }
    println!("{histories} histories of {polls} polls: {all}");
    Ok(())
}
