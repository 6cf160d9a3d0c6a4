//! By what stories stand above each other on the front page.

use super::Row;
use crate::rows::ms;
use jiff::Timestamp;
use std::collections::HashMap;

/// Hours in which a story loses half of its freshness: a story of seven sources stands beside a fresh one of two for
/// half a day.
const HALF_LIFE_HOURS: f64 = 12.0;
/// Hours that count as growth.
const GROWTH_HOURS: i64 = 3;

/// What each follow that a story meets adds, and how many count.
const FOLLOW: f64 = 0.5;
const FOLLOWS_COUNTED: u32 = 2;
/// What a story keeps of its rank for each better one that the same publisher leads, and how many count.
const DIVERSITY: f64 = 0.9;
const DIVERSITY_COUNTED: i32 = 20;

/// The parts of a story's rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rank {
    /// `ln(1 + sources)`: independent publishers.
    pub breadth: f64,
    /// `0.5 ^ (hours since the latest article / 12)`; since the latest that is not read where only what is unread is asked for.
    pub freshness: f64,
    /// `1 + share of the articles of the last three hours` from two articles on, else 1.
    pub growth: f64,
    /// `1 + 0.5 for each follow that it meets`, two of them at most.
    pub follow: f64,
    /// `0.9 ^ better stories that the same publisher leads`, so that one who writes much does not fill the page.
    pub diversity: f64,
}

impl Rank {
    /// A story that is not compared with others.
    pub(super) const NONE: Self =
        Self { breadth: 0.0, freshness: 0.0, growth: 1.0, follow: 1.0, diversity: 1.0 };

    /// The front page's formula: the product of the parts.
    pub fn score(&self) -> f64 {
        self.breadth * self.freshness * self.growth * self.follow * self.diversity
    }

    /// The rank of a story that is as fresh as a time, and of which so many articles came in the hours that count as growth.
    pub(super) fn of(row: &Row, fresh: i64, recent: u32, now: Timestamp) -> Self {
        let share = f64::from(recent.min(row.articles)) / f64::from(row.articles.max(1));
        Self {
            breadth: (1.0 + f64::from(row.sources)).ln(),
            freshness: freshness(fresh, now),
            growth: if row.articles > 1 { 1.0 + share } else { 1.0 },
            follow: 1.0 + FOLLOW * f64::from(row.follows.min(FOLLOWS_COUNTED)),
            diversity: 1.0,
        }
    }

    /// What no story scores above that has so many articles at most and is as fresh as a time, whatever part of it a reader sees.
    pub(super) fn bound(articles: u32, fresh: i64, grows: bool, follows: u32, now: Timestamp) -> f64 {
        let follow = 1.0 + FOLLOW * f64::from(follows.min(FOLLOWS_COUNTED));
        let growth = if grows { 2.0 } else { 1.0 };
        (1.0 + f64::from(articles.max(1))).ln() * freshness(fresh, now) * growth * follow
    }
}

fn freshness(last: i64, now: Timestamp) -> f64 {
    let hours = (ms(now) - last).max(0) as f64 / 3_600_000.0;
    0.5_f64.powf(hours / HALF_LIFE_HOURS)
}

/// Hours in which what scores so much comes to score less than another.
pub(super) fn hours_between(score: f64, other: f64) -> f64 {
    (score / other).log2().max(0.0) * HALF_LIFE_HOURS
}

/// Since when articles count as growth.
pub(super) fn growing_since(now: Timestamp) -> i64 {
    ms(now) - GROWTH_HOURS * 3_600_000
}

/// Puts stories in their order: by rank, and so that stories of one publisher count less and less.
pub(super) fn put_in_order(ranked: &mut [(Rank, Row)]) {
    for (rank, _) in &mut *ranked {
        rank.diversity = 1.0;
    }
    sort(ranked);
    let mut before: HashMap<&str, i32> = HashMap::new();
    for (rank, row) in &mut *ranked {
        if let Some(publisher_key) = &row.publisher_key {
            let count = before.entry(publisher_key).or_default();
            rank.diversity = DIVERSITY.powi((*count).min(DIVERSITY_COUNTED));
            *count += 1;
        }
    }
    sort(ranked);
}

fn sort(ranked: &mut [(Rank, Row)]) {
    ranked.sort_by(|(a, x), (b, y)| {
        b.score().total_cmp(&a.score()).then(y.last.cmp(&x.last)).then(y.id.cmp(&x.id))
    });
}
