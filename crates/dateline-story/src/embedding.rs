//! What an article is about in 64 numbers: word vectors weighed by rarity, so that "killed" meets "death".
//!
//! `data/vectors.i8` holds 64 signed bytes for each word of `data/vectors.words`: rows of WordLlama's table
//! (l2_supercat_256, MIT, Lee Miller 2024), centred, without the first principal direction, cut to the next 64, scaled
//! to length 256. Words outside the table say nothing here; names are matched as terms.

use crate::stable_hash;
use std::sync::LazyLock;

/// Dimensions of a vector.
pub(crate) const WIDTH: usize = 64;

static WORDS: &str = include_str!("../data/vectors.words");
static ROWS: &[u8] = include_bytes!("../data/vectors.i8");

static PLACES: LazyLock<stable_hash::Map<u32, u32>> =
    LazyLock::new(|| WORDS.lines().zip(0..).map(|(word, at)| (stable_hash::word(word), at)).collect());

/// The vector of a word by its hash as written; `None` for words outside the table.
pub(crate) fn row(exact: u32) -> Option<&'static [u8]> {
    let at = *PLACES.get(&exact)? as usize;
    ROWS.get(at * WIDTH..(at + 1) * WIDTH)
}

/// Cosine of two words: rows have the length 256.
pub(crate) fn rows_near(a: &[u8], b: &[u8]) -> f32 {
    let dot: i32 =
        a.iter().zip(b).map(|(a, b)| i32::from(a.cast_signed()) * i32::from(b.cast_signed())).sum();
    dot as f32 / 65_536.0
}

/// Sum of weighted word vectors, not yet scaled.
#[derive(Clone)]
pub(crate) struct Sum([f32; WIDTH]);

impl Default for Sum {
    fn default() -> Self {
        Self([0.0; WIDTH])
    }
}

impl Sum {
    /// Adds the vector of a word, times its weight; words outside the table add nothing.
    pub(crate) fn add(&mut self, exact: u32, weight: f32) {
        let Some(row) = row(exact) else { return };
        for (sum, byte) in self.0.iter_mut().zip(row) {
            *sum += weight * f32::from(byte.cast_signed());
        }
    }

    /// The direction as integers of length about 256; `None` where no word was known.
    pub(crate) fn finish(&self) -> Option<Embedding> {
        direction(&self.0)
    }
}

/// A vector scaled to length 256, in integers.
pub(crate) fn direction(sum: &[f32; WIDTH]) -> Option<Embedding> {
    let norm = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    (norm > 0.0).then(|| Embedding::new(sum.map(|x| (x / norm * 256.0).round().clamp(-127.0, 127.0) as i8)))
}

/// Embedding of one article: 64 signed bytes of length about 256.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Embedding {
    /// Its numbers.
    pub row: [i8; WIDTH],
    /// Sum of their squares.
    square: i32,
}

impl Embedding {
    fn new(row: [i8; WIDTH]) -> Self {
        Self { row, square: row.iter().map(|x| i32::from(*x).pow(2)).sum() }
    }

    /// Cosine with a sum of directions.
    pub(crate) fn cosine(&self, other: &DirectionSum) -> f64 {
        let dot: i64 = self.row.iter().zip(&other.sum).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
        ratio(dot as f64, f64::from(self.square), other.square as f64)
    }

    /// Cosine with another article's direction.
    pub(crate) fn near(&self, other: &Self) -> f64 {
        let dot: i32 = self.row.iter().zip(&other.row).map(|(a, b)| i32::from(*a) * i32::from(*b)).sum();
        ratio(f64::from(dot), f64::from(self.square), f64::from(other.square))
    }
}

fn ratio(dot: f64, own: f64, other: f64) -> f64 {
    if own > 0.0 && other > 0.0 { dot / (own * other).sqrt() } else { 0.0 }
}

/// Sum of the directions of several articles.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct DirectionSum {
    /// The sum.
    pub sum: [i32; WIDTH],
    /// Sum of its squares.
    pub square: i64,
}

impl DirectionSum {
    /// Adds a direction `sign` times: 1 puts it in, -1 takes it out.
    pub(crate) fn add(&mut self, embedding: Option<&Embedding>, sign: i32) {
        let Some(embedding) = embedding else { return };
        self.sum.iter_mut().zip(embedding.row).for_each(|(sum, x)| *sum += sign * i32::from(x));
        self.square = self.sum.iter().map(|x| i64::from(*x) * i64::from(*x)).sum();
    }
}
