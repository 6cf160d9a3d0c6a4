//! The same text again: containment over shingles of three words, found through an index of sampled shingles.
//!
//! A shingle is sampled when its hash is small (Broder 1997, "modulo" sampling), so both texts sample the same
//! shingles and the share measured on the sample is that of the whole. Jaccard is not used: a preview of 80 words
//! has a Jaccard of .1 with its own article.

use crate::stable_hash;
use crate::tokenizer::Word;
use dateline_model::{CopyKind, CopyLink, EntryId};

/// Words in a shingle.
const WIDTH: usize = 3;
/// Words of a text that are read; longer texts are judged by these.
pub(crate) const WORDS: usize = 6000;
/// Shingles kept per article; a longer text keeps those with the smallest hashes.
const NEAREST_KEPT: usize = 1024;
/// One shingle in this many is an entry of the index.
const SAMPLE: u32 = 8;
/// Hashes that are entries are below this.
pub(crate) const SAMPLED_BELOW: u32 = u32::MAX / SAMPLE;
/// Fewer shingles than this say nothing: a sentence is often quoted.
const LEAST: usize = 18;
/// Articles of one shingle; more is boilerplate.
const FULL: usize = 64;
/// Articles compared in full for one.
const COMPARED: usize = 12;

/// Shingle hashes of one article, sorted.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Shingles {
    hashes: Box<[u32]>,
    /// Every shingle with a hash below this is in `hashes`.
    below: u32,
}

impl Shingles {
    /// Draws the shingles of a text's first `WORDS` words.
    pub(crate) fn draw(words: &[Word]) -> Self {
        let mut hashes: Vec<u32> = words
            .windows(WIDTH)
            .map(|w| w.iter().fold(0, |h, word| stable_hash::pair(h, word.exact)))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let below = hashes.get(NEAREST_KEPT).copied().unwrap_or(u32::MAX);
        hashes.truncate(NEAREST_KEPT);
        Self { hashes: hashes.into(), below }
    }

    /// The shingles by which copies are found, sorted.
    pub(crate) fn sampled(&self) -> impl Iterator<Item = u32> {
        self.hashes.iter().copied().take_while(|h| *h < SAMPLED_BELOW)
    }

    /// Shares of `self` in `other` and of `other` in `self`, over the hashes that both sample.
    pub(crate) fn shares(&self, other: &Self) -> Option<(f64, f64)> {
        let below = self.below.min(other.below);
        let (a, b) = (self.upto(below), other.upto(below));
        if a.len() < LEAST || b.len() < LEAST {
            return None;
        }
        let both = intersection(a, b) as f64;
        Some((both / a.len() as f64, both / b.len() as f64))
    }

    /// Its numbers, to be kept in a file: [`Self::from_bytes`] reads them.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        [self.below].iter().chain(&self.hashes).flat_map(|number| number.to_le_bytes()).collect()
    }

    /// Numbers that were kept.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        let mut numbers = bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number));
        let below = numbers.next().unwrap_or_default();
        Self { hashes: numbers.collect(), below }
    }

    fn upto(&self, below: u32) -> &[u32] {
        let end = self.hashes.partition_point(|h| *h < below);
        self.hashes.get(..end).unwrap_or_default()
    }
}

fn intersection(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

/// Sampled shingle to the places of articles.
#[derive(Default)]
pub(crate) struct CopyIndex {
    /// The only holder, or `SHARED`.
    only: stable_hash::Map<u32, u32>,
    /// Holders by id, where there are several.
    shared: stable_hash::Map<u32, Vec<u32>>,
}

/// Stands for several holders.
const SHARED: u32 = u32::MAX;

impl CopyIndex {
    /// Takes in an article; `id` gives the id of a place.
    pub(crate) fn insert(&mut self, place: u32, shingles: &Shingles, id: impl Fn(u32) -> i64) {
        for h in shingles.sampled() {
            let held = self.only.entry(h).or_insert(place);
            if *held == place {
                continue;
            }
            let holders = self.shared.entry(h).or_default();
            if *held != SHARED {
                holders.push(std::mem::replace(held, SHARED));
            }
            if let Err(at) = holders.binary_search_by_key(&id(place), |other| id(*other)) {
                holders.insert(at, place);
            }
        }
    }

    /// Takes an article out.
    pub(crate) fn remove(&mut self, place: u32, shingles: &Shingles) {
        for h in shingles.sampled() {
            let held = self.only.get(&h).copied();
            if held == Some(place) {
                self.only.remove(&h);
            }
            let Some(holders) = self.shared.get_mut(&h).filter(|_| held == Some(SHARED)) else { continue };
            holders.retain(|other| *other != place);
            if let [last] = holders.as_slice() {
                self.only.insert(h, *last);
                self.shared.remove(&h);
            }
        }
    }

    /// The places of articles that share most sampled shingles, most first; `own` is left out, `id` gives the id of a place.
    pub(crate) fn candidates(
        &self,
        own: Option<u32>,
        shingles: &Shingles,
        id: impl Fn(u32) -> i64,
    ) -> Vec<u32> {
        let mut hits: Vec<u32> = Vec::new();
        for h in shingles.sampled() {
            match self.only.get(&h) {
                Some(&SHARED) => {
                    hits.extend(self.shared.get(&h).into_iter().flatten().take(FULL));
                }
                Some(only) => hits.push(*only),
                None => {}
            }
        }
        hits.retain(|hit| Some(*hit) != own);
        hits.sort_unstable();
        let runs = hits.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?)));
        let mut ranked: Vec<(usize, u32)> = runs.collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| id(a.1).cmp(&id(b.1))));
        ranked.into_iter().take(COMPARED).map(|(_, other)| other).collect()
    }
}

/// Judges one pair; `least` is the share from which it is a copy.
pub(crate) fn judge(of: EntryId, new: &Shingles, old: &Shingles, least: f64) -> Option<CopyLink> {
    compare(new, old, least).map(|(kind, share)| CopyLink { of, share, kind })
}

/// What kind of copy a text is of another, and the share of it that stands there.
pub(crate) fn compare(new: &Shingles, old: &Shingles, least: f64) -> Option<(CopyKind, f64)> {
    let (share, held) = new.shares(old)?;
    if share.max(held) < least {
        return None;
    }
    let kind = match (share >= WHOLE, held >= WHOLE) {
        (true, true) => CopyKind::Same,
        (true, false) => CopyKind::Excerpt,
        (false, true) => CopyKind::Extended,
        (false, false) => CopyKind::Edited,
    };
    Some((kind, share))
}

/// Share from which a text stands whole in another: one word in fifty may differ.
const WHOLE: f64 = 0.9;

/// How strong a link is: the larger of both shares decides between several originals.
pub(crate) fn strength(new: &Shingles, old: &Shingles) -> f64 {
    new.shares(old).map_or(0.0, |(a, b)| a.max(b) + 0.001 * a.min(b))
}
