//! What an article is about in 64 numbers: word vectors weighed by rarity, so that "killed" meets "death".
//!
//! `data/vectors.i8` holds 64 signed bytes for each word of `data/vectors.words`: rows of WordLlama's table
//! (l2_supercat_256, MIT, Lee Miller 2024), centred, without the first principal direction, cut to the next 64, scaled
//! to length 256. Words outside the table say nothing here; names are matched as terms.

use crate::hash;
use std::sync::LazyLock;

/// Numbers of a vector.
pub(crate) const WIDTH: usize = 64;

static WORDS: &str = include_str!("../data/vectors.words");
static ROWS: &[u8] = include_bytes!("../data/vectors.i8");

static PLACES: LazyLock<hash::Map<u32, u32>> =
    LazyLock::new(|| WORDS.lines().zip(0..).map(|(word, at)| (hash::word(word), at)).collect());

/// The numbers of a word, where it is known.
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
    /// Adds one word.
    pub(crate) fn add(&mut self, exact: u32, weight: f32) {
        let Some(row) = row(exact) else { return };
        for (sum, byte) in self.0.iter_mut().zip(row) {
            *sum += weight * f32::from(byte.cast_signed());
        }
    }

    /// The direction as integers of length about 256; `None` where no word was known.
    pub(crate) fn finish(&self) -> Option<Gist> {
        direction(&self.0)
    }
}

/// A vector scaled to length 256, in integers.
pub(crate) fn direction(sum: &[f32; WIDTH]) -> Option<Gist> {
    let norm = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    (norm > 0.0).then(|| Gist(sum.map(|x| (x / norm * 256.0).round().clamp(-127.0, 127.0) as i8)))
}

/// The direction of one article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Gist(pub [i8; WIDTH]);

impl Gist {
    /// Cosine with a sum of directions.
    pub(crate) fn cosine(&self, sum: &[i32; WIDTH]) -> f64 {
        let dot: i64 = self.0.iter().zip(sum).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum();
        let own: i64 = self.0.iter().map(|a| i64::from(*a).pow(2)).sum();
        let other: i64 = sum.iter().map(|b| i64::from(*b).pow(2)).sum();
        if own == 0 || other == 0 { 0.0 } else { dot as f64 / (own as f64 * other as f64).sqrt() }
    }

    /// Cosine with another article's direction.
    pub(crate) fn near(&self, other: &Self) -> f64 {
        let (mut dot, mut own, mut theirs) = (0_i32, 0_i32, 0_i32);
        for (a, b) in self.0.iter().zip(&other.0) {
            let (a, b) = (i32::from(*a), i32::from(*b));
            dot += a * b;
            own += a * a;
            theirs += b * b;
        }
        if own == 0 || theirs == 0 {
            0.0
        } else {
            f64::from(dot) / (f64::from(own) * f64::from(theirs)).sqrt()
        }
    }
}
