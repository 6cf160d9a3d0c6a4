//! How common words are in news at large, before anything has been seen here: a table compiled in.
//!
//! `data/background.txt` counts in how many of 883 article openings (2,500 characters; public extraction benchmarks,
//! 25 languages, mostly English) a word stands, rounded to half octaves; a word of another language is counted as if all
//! were in it. It holds counts alone, no text.

use crate::{stable_hash, tokenizer};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../data/background.txt");

/// Share of documents that a word seen nowhere is taken to stand in.
const UNSEEN: f32 = 0.0004;
/// Words in more than this share of all documents carry nothing.
const STOP: f32 = 0.12;

/// A stem at large.
#[derive(Clone, Copy)]
struct Known {
    /// Share of documents that hold it.
    share: f32,
    /// See [`rarity`]; no number where there is none.
    rarity: f32,
}

impl Known {
    fn new(share: f32) -> Self {
        Self { share, rarity: if share <= STOP { (1.0 / (share + UNSEEN)).ln() } else { f32::NAN } }
    }
}

/// The table by stem, and a stem that is not in it.
static KNOWN: LazyLock<(stable_hash::Map<u32, Known>, Known)> = LazyLock::new(|| {
    let known = shares().into_iter().map(|(stem, share)| (stem, Known::new(share)));
    (known.collect(), Known::new(0.0))
});

fn known(stem: u32) -> Known {
    KNOWN.0.get(&stem).copied().unwrap_or(KNOWN.1)
}

/// Share of documents that hold each stem of the table.
fn shares() -> stable_hash::Map<u32, f32> {
    let mut lines = TABLE.lines();
    let total: f32 = lines.next().and_then(|l| l.trim_start_matches('#').trim().parse().ok()).unwrap_or(1.0);
    let mut shares = stable_hash::Map::default();
    for line in lines {
        let mut fields = line.split(' ');
        let count: f32 = fields.next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
        for word in fields {
            let lower = word.to_lowercase();
            let share = shares.entry(stable_hash::word(tokenizer::stem(&lower))).or_insert(0.0);
            *share = (*share + count / total).min(1.0);
        }
    }
    shares
}

/// Share of documents at large that hold the stem, 0 where it was never seen.
pub(crate) fn share(stem: u32) -> f32 {
    known(stem).share
}

/// Rarity of a stem at large; none for one that is everywhere.
pub(crate) fn rarity(stem: u32) -> Option<f32> {
    Some(known(stem).rarity).filter(|rarity| !rarity.is_nan())
}

/// Share of documents that a rarity stands for.
pub(crate) fn share_of(rarity: f32) -> f32 {
    ((-rarity).exp() - UNSEEN).max(0.0)
}
