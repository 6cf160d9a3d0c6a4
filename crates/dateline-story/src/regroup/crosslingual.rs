//! Pairs of articles in different languages: judged by the numbers, names, places and things that both have, each by how
//! rare it is in the window. Nothing here is learned.

use super::candidate_pairs::Window;
use crate::crosslingual_keys::{self, Kind};
use crate::stable_hash::Map;
use std::collections::BTreeMap;

/// A key that more articles hold than this is not searched by.
const COMMON: usize = 400;
/// Articles compared in full for one.
const COMPARED: usize = 48;
/// Hours beyond which two articles are not compared.
const HOURS: f64 = 72.0;
/// Keys without which an article says too little.
const LEAST: usize = 5;
/// Keys that both must have.
const SHARED: usize = 3;
/// What likeness is worth where both name places and none of them is the same.
const ELSEWHERE: f32 = 0.8;
/// Log odds for each unit of likeness.
const STEEP: f32 = 20.0;

/// An article's keys with their weights, their length, and whether places are among them.
struct Told {
    keys: Vec<(u32, f32)>,
    norm: f32,
    places: bool,
}

/// Places, the lower first, and the log odds of each pair; likeness from `near` on is more likely than not.
pub(super) fn pairs(window: &Window, near: f32) -> BTreeMap<(u32, u32), f32> {
    let count = window.ids().len() as u32;
    let mut holders: Map<u32, Vec<u32>> = Map::default();
    for at in 0..count {
        window.keys(at).iter().for_each(|key| holders.entry(*key).or_default().push(at));
    }
    let total = f32::from(u16::try_from(count).unwrap_or(u16::MAX)).max(100.0);
    let told: Vec<Told> = (0..count).map(|at| tell(window.keys(at), &holders, total)).collect();
    let mut found = BTreeMap::new();
    if !(0..count).any(|at| window.lang_id(at) != window.lang_id(0)) {
        return found;
    }
    for (own, at) in told.iter().zip(0_u32..).filter(|(t, _)| t.keys.len() >= LEAST) {
        for other in asked(window, at, own, &holders) {
            let Some(theirs) = told.get(other as usize) else { continue };
            if let Some(likeness) = likeness(own, theirs) {
                let odds = (likeness - near) * STEEP;
                found.insert((at.min(other), at.max(other)), odds);
            }
        }
    }
    found
}

fn tell(keys: &[u32], holders: &Map<u32, Vec<u32>>, total: f32) -> Told {
    let rarity = |key: u32| {
        let held = holders.get(&key).map_or(1, Vec::len) as f32;
        ((total + 1.0) / held).ln().max(0.0) / (total + 1.0).ln()
    };
    let keys: Vec<(u32, f32)> =
        keys.iter().map(|key| (*key, crosslingual_keys::weight(*key) * rarity(*key))).collect();
    let norm = keys.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    let places = keys.iter().any(|(key, _)| is_place(*key));
    Told { keys, norm, places }
}

fn is_place(key: u32) -> bool {
    crosslingual_keys::kind(key) == Kind::Place
}

/// Those in other languages that share most, within the time.
fn asked(window: &Window, at: u32, own: &Told, holders: &Map<u32, Vec<u32>>) -> Vec<u32> {
    let lang_id = window.lang_id(at);
    let mut gains: Map<u32, f32> = Map::default();
    for (key, weight) in &own.keys {
        let list = holders.get(key).map(Vec::as_slice).unwrap_or_default();
        if list.len() <= COMMON {
            list.iter().for_each(|other| *gains.entry(*other).or_default() += weight * weight);
        }
    }
    let fits = |other: u32| {
        window.lang_id(other) != lang_id && window.hours(at, other).is_none_or(|hours| hours <= HOURS)
    };
    let mut ranked: Vec<(f32, u32)> =
        gains.into_iter().filter(|(other, _)| fits(*other)).map(|(other, gain)| (gain, other)).collect();
    ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(COMPARED).map(|(_, other)| other).collect()
}

/// Share of what both have, 0 to 1, less where they name other places.
fn likeness(a: &Told, b: &Told) -> Option<f32> {
    let (mut i, mut j, mut sum, mut shared) = (0, 0, 0.0, 0);
    let mut elsewhere = a.places && b.places;
    while let (Some(x), Some(y)) = (a.keys.get(i), b.keys.get(j)) {
        if x.0 == y.0 {
            sum += x.1 * y.1;
            shared += 1;
            elsewhere &= !is_place(x.0);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    let worth = if elsewhere { ELSEWHERE } else { 1.0 };
    (shared >= SHARED).then(|| worth * sum / (a.norm * b.norm).max(f32::MIN_POSITIVE))
}
