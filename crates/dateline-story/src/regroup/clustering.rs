//! Average-link agglomerative clustering of scored pairs: the two nearest groups become one until none are near enough. The order in which articles came
//! plays no part.
//!
//! How near two groups are is mostly the sum of their pairs' odds above a floor over their sizes, and partly the best
//! pair. The larger group's size beyond a few counts less than in full: of a large story's reports each is near a few
//! others only. The smaller counts in full, for two large groups are not one because of some pairs.

use crate::Settings;
use crate::stable_hash::Map;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A scored pair of articles, by their places in the window.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// The lower place.
    pub a: u32,
    /// The higher place.
    pub b: u32,
    /// Log odds of being one event.
    pub odds: f32,
}

/// Looks at a possible joining for each pair, beyond which the rest stays as it is.
const LOOKS: usize = 24;

/// Articles of a group that may let others in.
const ADOPTING: usize = 3;
/// Articles that may be let in together.
const ADOPTED: usize = 1;

#[derive(Default)]
struct Group {
    members: Vec<u32>,
    /// Sum above the floor and best of the pairs with each other group.
    near: Map<u32, (f32, f32)>,
}

/// A possible joining of two groups, as it was when it was written down.
#[derive(PartialEq)]
struct Chance {
    near: f32,
    a: u32,
    b: u32,
}

impl Eq for Chance {}

impl Ord for Chance {
    fn cmp(&self, other: &Self) -> Ordering {
        self.near.total_cmp(&other.near).then(other.a.cmp(&self.a)).then(other.b.cmp(&self.b))
    }
}

impl PartialOrd for Chance {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Groups of places below `count`, each with its members in order.
pub(crate) fn group(count: u32, edges: &[Edge], settings: &Settings) -> Vec<Vec<u32>> {
    let mut linking = Linking::new(count, edges, settings);
    linking.run(edges.len().saturating_mul(LOOKS));
    linking.adopt();
    let mut groups: Vec<Vec<u32>> =
        linking.groups.into_iter().map(|g| g.members).filter(|m| !m.is_empty()).collect();
    groups.iter_mut().for_each(|members| members.sort_unstable());
    groups.sort_unstable();
    groups
}

struct Linking<'s> {
    groups: Vec<Group>,
    /// The group that each place is in.
    of: Vec<u32>,
    chances: BinaryHeap<Chance>,
    settings: &'s Settings,
}

impl<'s> Linking<'s> {
    fn new(count: u32, edges: &[Edge], settings: &'s Settings) -> Self {
        let groups = (0..count).map(|at| Group { members: vec![at], ..Group::default() }).collect();
        let mut linking = Self { groups, of: (0..count).collect(), chances: BinaryHeap::new(), settings };
        let floor = settings.link_floor as f32;
        for edge in edges.iter().filter(|e| e.a != e.b && e.odds > floor) {
            let above = edge.odds.min(settings.link_cap as f32) - floor;
            for (own, other) in [(edge.a, edge.b), (edge.b, edge.a)] {
                if let Some(group) = linking.groups.get_mut(own as usize) {
                    group.near.insert(other, (above, above));
                }
            }
            linking.note(edge.a, edge.b);
        }
        linking
    }

    fn run(&mut self, mut looks: usize) {
        while let Some(chance) = self.chances.pop() {
            let Some(near) = self.near(chance.a, chance.b) else { continue };
            if near < chance.near - f32::EPSILON * 8.0 {
                self.note(chance.a, chance.b);
            } else {
                self.join(chance.a, chance.b);
            }
            looks = looks.saturating_sub(1);
            if looks == 0 {
                break;
            }
        }
    }

    /// Lets single articles into a group that the mean kept them out of: what a late or oddly worded report shares with a
    /// few of a story's versions counts for more than what it does not share with the others. Only where one group is
    /// clearly nearer than every other, and once for each article.
    fn adopt(&mut self) {
        let mut found: Vec<Chance> =
            (0..self.groups.len() as u32).filter_map(|single| self.adopter(single)).collect();
        found.sort_unstable_by(|a, b| b.cmp(a));
        for Chance { a: single, b: into, .. } in found {
            let alone = self
                .groups
                .get(single as usize)
                .is_some_and(|group| (1..=ADOPTED).contains(&group.members.len()));
            let stands = self.groups.get(into as usize).is_some_and(|group| group.members.len() >= ADOPTING);
            if alone && stands {
                self.join(into, single);
            }
        }
    }

    fn adopter(&self, single: u32) -> Option<Chance> {
        let own =
            self.groups.get(single as usize).filter(|group| (1..=ADOPTED).contains(&group.members.len()))?;
        let share = self.settings.adopt_best as f32;
        let floor = self.settings.link_floor as f32;
        let mut nearest: [(f32, u32); 2] = [(f32::NEG_INFINITY, u32::MAX); 2];
        for (other, (sum, best)) in &own.near {
            let Some(group) = self.groups.get(*other as usize) else { continue };
            let size = own.members.len() as f32 * self.counted(group.members.len());
            let near = (1.0 - share) * (sum / size) + share * best + floor;
            let at = (near, *other);
            if at.0 > nearest[0].0 || at.0 == nearest[0].0 && at.1 < nearest[0].1 {
                nearest = [at, nearest[0]];
            } else if at.0 > nearest[1].0 {
                nearest[1] = at;
            }
        }
        let [(near, into), (second, _)] = nearest;
        let large = self
            .groups
            .get(into as usize)
            .is_some_and(|group| group.members.len() >= ADOPTING.max(2 * own.members.len()));
        let clear = near - second >= self.settings.adopt_lead as f32;
        (large && clear && near >= self.settings.adopt as f32).then_some(Chance { near, a: single, b: into })
    }

    /// Writes a chance down if it is near enough.
    fn note(&mut self, a: u32, b: u32) {
        if let Some(near) = self.near(a, b).filter(|near| *near >= self.settings.regroup as f32) {
            self.chances.push(Chance { near, a: a.min(b), b: a.max(b) });
        }
    }

    /// How near two groups are now, in log odds; none where one has ended.
    fn near(&self, a: u32, b: u32) -> Option<f32> {
        let (left, right) = (self.groups.get(a as usize)?, self.groups.get(b as usize)?);
        let (sum, best) = left.near.get(&b)?;
        let Settings { link_floor, link_cap, link_best, .. } = *self.settings;
        let room = (link_cap - link_floor) as f32;
        let (small, large) =
            (left.members.len().min(right.members.len()), left.members.len().max(right.members.len()));
        let spread = small as f32 * self.counted(large);
        let share = link_best as f32;
        Some((1.0 - share) * (sum / spread).min(room) + share * best + link_floor as f32)
    }

    /// The larger group's size as it counts.
    fn counted(&self, size: usize) -> f32 {
        let (size, full) = (size as f64, self.settings.link_full);
        let counted = if size <= full { size } else { full * (size / full).powf(self.settings.link_spread) };
        counted as f32
    }

    /// Joins two groups under the place of the one with more neighbours.
    fn join(&mut self, a: u32, b: u32) {
        let count = |at: u32| self.groups.get(at as usize).map_or(0, |g| g.near.len() + g.members.len());
        let (into, from) = if count(a) >= count(b) { (a, b) } else { (b, a) };
        let Some(ended) = self.groups.get_mut(from as usize).map(std::mem::take) else { return };
        for member in &ended.members {
            if let Some(of) = self.of.get_mut(*member as usize) {
                *of = into;
            }
        }
        let mut others: Vec<u32> = Vec::with_capacity(ended.near.len());
        for (other, (sum, best)) in ended.near {
            if let Some(group) = self.groups.get_mut(other as usize) {
                group.near.remove(&from);
            }
            if other != into {
                others.push(other);
                self.add(into, other, sum, best);
                self.add(other, into, sum, best);
            }
        }
        if let Some(group) = self.groups.get_mut(into as usize) {
            group.members.extend(ended.members);
        }
        others.sort_unstable();
        others.into_iter().for_each(|other| self.note(into, other));
    }

    fn add(&mut self, own: u32, other: u32, sum: f32, best: f32) {
        if let Some(group) = self.groups.get_mut(own as usize) {
            let near = group.near.entry(other).or_insert((0.0, 0.0));
            *near = (near.0 + sum, near.1.max(best));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edges(list: &[(u32, u32, f32)]) -> Vec<Edge> {
        list.iter().map(|(a, b, odds)| Edge { a: *a, b: *b, odds: *odds }).collect()
    }

    #[test]
    fn near_pairs_join_and_far_ones_do_not() {
        let found = group(4, &edges(&[(0, 1, 3.0), (2, 3, 3.0), (1, 2, -3.0)]), &Settings::default());
        assert_eq!(found, [vec![0, 1], vec![2, 3]]);
    }

    proptest! {
        #[test]
        fn every_place_is_in_one_group(
            list in prop::collection::vec((0_u32..40, 0_u32..40, -9.0_f32..9.0), 0..300),
        ) {
            let list: Vec<_> = list.into_iter().filter(|(a, b, _)| a < b).collect();
            let found = group(40, &edges(&list), &Settings::default());
            let mut all: Vec<u32> = found.iter().flatten().copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..40).collect::<Vec<_>>());
        }

        #[test]
        fn the_order_of_pairs_plays_no_part(
            list in prop::collection::btree_map((0_u32..20, 0_u32..20), -4.0_f32..4.0, 0..80),
        ) {
            let mut list: Vec<_> = list.into_iter().filter(|((a, b), _)| a < b).map(|((a, b), o)| (a, b, o)).collect();
            let forth = group(20, &edges(&list), &Settings::default());
            list.reverse();
            prop_assert_eq!(forth, group(20, &edges(&list), &Settings::default()));
        }
    }
}
