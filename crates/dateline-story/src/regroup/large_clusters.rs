//! Large groups that are as near to each other as each is within: parts of one story, whose reports know a few of their own
//! best. Pairs cannot tell, since of two large parts most pairs are strangers; what all of them together speak of can.

use super::candidate_pairs::Window;
use crate::Settings;
use crate::stable_hash::Map;

/// Cosine within a group below which it has no subject of its own.
const LOOSE: f32 = 0.02;
/// Hours between the end of one group and the beginning of the other beyond which they are not compared.
const HOURS: i64 = 24;

/// One large group: its terms, how near its members are to each other, and from when to when.
struct LargeCluster {
    members: Vec<u32>,
    sum: Map<u32, f32>,
    span: Option<(i64, i64)>,
}

impl LargeCluster {
    fn new(window: &Window, members: Vec<u32>) -> Self {
        let mut sum: Map<u32, f32> = Map::default();
        for (term, weight) in members.iter().flat_map(|at| window.terms(*at)) {
            *sum.entry(term).or_default() += weight;
        }
        let times = || members.iter().filter_map(|at| window.time(*at));
        let span = times().min().zip(times().max());
        Self { members, sum, span }
    }

    fn size(&self) -> f32 {
        self.members.len() as f32
    }

    /// Mean cosine of two members.
    fn within(&self) -> f32 {
        let squares = ordered(self.sum.values().map(|w| w * w));
        let n = self.size();
        ((squares - n) / (n * (n - 1.0)).max(1.0)).max(LOOSE)
    }

    /// Mean cosine across, beside the mean within.
    fn near(&self, other: &Self) -> f32 {
        let (small, large) = if self.sum.len() < other.sum.len() { (self, other) } else { (other, self) };
        let shared = small.sum.iter().filter_map(|(term, w)| Some(w * large.sum.get(term)?));
        let across = ordered(shared) / (self.size() * other.size());
        across / (self.within() * other.within()).sqrt()
    }

    fn apart_in_time(&self, other: &Self) -> bool {
        let (Some(own), Some(theirs)) = (self.span, other.span) else { return false };
        (own.0 - theirs.1).max(theirs.0 - own.1) > HOURS * 3600
    }
}

/// A sum that does not depend on the order in which a map gives its values.
fn ordered(values: impl Iterator<Item = f32>) -> f32 {
    let mut all: Vec<f32> = values.collect();
    all.sort_unstable_by(f32::total_cmp);
    all.iter().sum()
}

/// Joins large groups that are near enough, the nearest first.
pub(super) fn join(window: &Window, groups: Vec<Vec<u32>>, settings: &Settings) -> Vec<Vec<u32>> {
    let (large, mut out): (Vec<_>, Vec<_>) =
        groups.into_iter().partition(|g| g.len() >= settings.family_least);
    let mut clusters: Vec<LargeCluster> = large.into_iter().map(|g| LargeCluster::new(window, g)).collect();
    while let Some((a, b)) = nearest(&clusters, settings.family_near as f32) {
        let ended = clusters.remove(b);
        if let Some(into) = clusters.get_mut(a) {
            let members = into.members.iter().chain(&ended.members).copied().collect();
            *into = LargeCluster::new(window, members);
        }
    }
    out.extend(clusters.into_iter().map(|f| f.members));
    out.iter_mut().for_each(|members| members.sort_unstable());
    out.sort_unstable();
    out
}

/// The nearest two that may be one, the lower place first.
fn nearest(clusters: &[LargeCluster], least: f32) -> Option<(usize, usize)> {
    let mut best: Option<(f32, usize, usize)> = None;
    for (b, right) in clusters.iter().enumerate() {
        for (a, left) in clusters.iter().enumerate().take(b) {
            let near = left.near(right);
            if near < best.map_or(least, |(held, _, _)| held) || left.apart_in_time(right) {
                continue;
            }
            if best.is_none_or(|(held, _, _)| near > held) {
                best = Some((near, a, b));
            }
        }
    }
    best.map(|(_, a, b)| (a, b))
}
