//! The numbers that describe a pair: what both articles share, and how near each is to what stands around the other.

use super::{
    LiveArticle, NEAREST_KEPT, NEIGHBOURS, Pair, SHARED, TEXTS_WIDTH, WIDTH, Window, WindowArticle, common,
};

/// Likeness that nothing is known of: below every cosine.
const UNKNOWN: f32 = -2.0;

/// Place of the likeness of directions among the features.
const ABOUT: usize = 8;

/// Whether directions of both articles of a pair are known, by its features.
pub(crate) fn has_vectors(numbers: &[f32; WIDTH]) -> bool {
    numbers[ABOUT] > UNKNOWN
}

/// Place of the number of articles that have a text.
const TEXTS: usize = 11;

/// Whether both articles of a pair have a text, by its features.
pub(crate) fn have_texts(numbers: &[f32; WIDTH]) -> bool {
    numbers[TEXTS] >= 2.0
}

impl Window {
    /// The features of a pair, in the order that the trees were trained on.
    pub(crate) fn numbers(&self, Pair { a, b, near, .. }: Pair) -> [f32; WIDTH] {
        let (Some(left), Some(right)) = (self.points.get(a as usize), self.points.get(b as usize)) else {
            return [0.0; WIDTH];
        };
        let common = common(left, right);
        let hours = self.hours(a, b).map_or(-1.0, |h| h as f32);
        let [low, high] = sorted(left.headline.1, right.headline.1);
        let [known_low, known_high] = sorted(common.known[0], common.known[1]);
        let texts = [left, right].iter().filter(|p| p.words.is_some()).count() as f32;
        let [rank_low, rank_high] = sorted(self.rank(a, b), self.rank(b, a));
        let [ratio_low, ratio_high] = sorted(self.ratio(a, near), self.ratio(b, near));
        let [circle_low, circle_high] = sorted(self.circle(a, b), self.circle(b, a));
        let rare = |term: u32| (self.common.get(&term).copied().unwrap_or(1.0) + 0.0005).ln();
        let [crowd_low, crowd_high] = sorted(self.crowd(a), self.crowd(b));
        let mut numbers = [0.0; WIDTH];
        let first = [
            common.cosine,
            known_high,
            known_low,
            common.strongest[0],
            common.strongest[1],
            common.count,
            low,
            high,
            self.about(a, b).unwrap_or(UNKNOWN),
            hours,
            same_publisher(&left.live, &right.live),
            texts,
            rank_low,
            rank_high,
            ratio_low,
            ratio_high,
            circle_low,
            circle_high,
            self.mutual(a, b),
            rare(common.which[0]),
            rare(common.which[1]),
            crowd_low,
            crowd_high,
        ];
        let headlines = left.said.numbers(&right.said);
        let keys = self.holders.numbers(&left.live.keys, &right.live.keys);
        numbers.iter_mut().zip(first.into_iter().chain(headlines).chain(keys)).for_each(|(own, n)| *own = n);
        if let (true, Some(last)) = (texts >= 2.0, numbers.last_chunk_mut()) {
            *last = told(left, right);
        }
        numbers
    }

    /// How many are near an article.
    fn crowd(&self, a: u32) -> f32 {
        let list = self.nearest.get(a as usize).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter(|k| k.near >= 0.3).count() as f32
    }

    /// How many are nearer to `a` than `b` is, as a logarithm.
    fn rank(&self, a: u32, b: u32) -> f32 {
        let list = self.nearest.get(a as usize).map(Vec::as_slice).unwrap_or_default();
        let place = list.iter().position(|k| k.other == b).unwrap_or(NEAREST_KEPT);
        (1.0 + place as f32).ln()
    }

    /// Nearness beside the nearest that the article has.
    fn ratio(&self, a: u32, near: f32) -> f32 {
        let best = self.nearest.get(a as usize).and_then(|list| list.first()).map_or(0.0, |k| k.near);
        near / best.max(0.05)
    }

    /// How near those around `a` are to `b`.
    fn circle(&self, a: u32, b: u32) -> f32 {
        let list = self.nearest.get(a as usize).map(Vec::as_slice).unwrap_or_default();
        let (mut sum, mut count) = (0.0, 0.0);
        for k in list.iter().filter(|k| k.other != b).take(NEIGHBOURS) {
            sum += self.kept(k.other, b).or_else(|| self.kept(b, k.other)).unwrap_or(0.0);
            count += 1.0;
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }

    /// How many stand near both.
    fn mutual(&self, a: u32, b: u32) -> f32 {
        let near = |at: u32| {
            let list = self.nearest.get(at as usize).map(Vec::as_slice).unwrap_or_default();
            list.get(..SHARED).unwrap_or(list)
        };
        near(a).iter().filter(|k| near(b).iter().any(|other| other.other == k.other)).count() as f32
    }
}

/// The numbers of two articles with texts.
fn told(left: &WindowArticle, right: &WindowArticle) -> [f32; TEXTS_WIDTH] {
    /// Stands for shares of texts too short to tell.
    const SHORT: f64 = -1.0;
    let told = left.told.numbers(&right.told);
    let (own, theirs) = left.live.shingles.shares(&right.live.shingles).unwrap_or((SHORT, SHORT));
    let mut numbers = [0.0; TEXTS_WIDTH];
    let all = told.into_iter().chain(sorted(own as f32, theirs as f32));
    numbers.iter_mut().zip(all).for_each(|(own, n)| *own = n);
    numbers
}

/// 1 for one publisher, 0 for two, -1 where one is not known.
fn same_publisher(left: &LiveArticle, right: &LiveArticle) -> f32 {
    match (left.publisher, right.publisher) {
        (Some(own), Some(theirs)) => f32::from(u8::from(own == theirs)),
        _ => -1.0,
    }
}

fn sorted(a: f32, b: f32) -> [f32; 2] {
    [a.min(b), a.max(b)]
}
