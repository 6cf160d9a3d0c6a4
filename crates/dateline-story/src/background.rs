//! How common words are in news at large, before anything has been seen here: a table compiled in.
//!
//! `data/background.txt` counts in how many of 883 article openings (2,500 characters; public extraction benchmarks,
//! 25 languages, mostly English) a word stands, rounded to half octaves; a word of another language is counted as if all
//! were in it. It holds counts alone, no text.

use crate::{hash, words};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/background.txt");

struct Background {
    /// Share of documents per stem.
    shares: hash::Map<u32, f32>,
}

static BACKGROUND: LazyLock<Background> = LazyLock::new(load);

fn load() -> Background {
    let mut lines = TABLE.lines();
    let total: f32 = lines.next().and_then(|l| l.trim_start_matches('#').trim().parse().ok()).unwrap_or(1.0);
    let mut table = Background { shares: hash::Map::default() };
    for line in lines {
        let mut fields = line.split(' ');
        let count: f32 = fields.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
        for word in fields {
            let lower = word.to_lowercase();
            let share = table.shares.entry(hash::word(words::stem(&lower))).or_insert(0.0);
            *share = (*share + count / total).min(1.0);
        }
    }
    table
}

/// Share of documents at large that hold the stem, 0 where it was never seen.
pub(crate) fn share(stem: u32) -> f32 {
    BACKGROUND.shares.get(&stem).copied().unwrap_or(0.0)
}
