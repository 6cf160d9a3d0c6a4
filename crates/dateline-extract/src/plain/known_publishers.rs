//! Names of well-known publishers, for parting headlines from who published them. A name alone proves nothing.

use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/publishers.tsv");

struct Gazetteer {
    names: Vec<(&'static str, &'static str)>,
    automaton: Option<AhoCorasick>,
    /// Names in lower case, the first of those that are alike.
    by_name: HashMap<String, usize>,
    longest: usize,
    /// One bit for each hash of the last three bytes of a name.
    ends: Vec<u64>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let names: Vec<_> =
        TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.iter().map(|(name, _)| name))
        .ok();
    let mut ends = vec![0; (1 << 16) / 64];
    let mut mark = |bytes| {
        let place = end_of(bytes);
        ends[place / 64] |= 1 << (place % 64);
    };
    for (name, _) in &names {
        match name.as_bytes() {
            [.., first, second, last] => mark([*first, *second, *last]),
            // Anything may stand before a name that is shorter.
            [second, last] => (0..=u8::MAX).for_each(|first| mark([first, *second, *last])),
            _ => {}
        }
    }
    let mut by_name = HashMap::new();
    for (at, (name, _)) in names.iter().enumerate() {
        by_name.entry(name.to_ascii_lowercase()).or_insert(at);
    }
    let longest = names.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    Gazetteer { names, automaton, by_name, longest, ends }
});

/// A publisher named in a text.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) range: Range<usize>,
}

/// Names that stand after a space, dash or bar (or at the start), in order.
pub(crate) fn named(text: &str) -> Vec<Named> {
    let Some(automaton) = &GAZETTEER.automaton else { return Vec::new() };
    let hits = automaton.find_iter(text).filter(|hit| {
        let before = text[..hit.start()].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    });
    hits.map(|hit| Named { name: GAZETTEER.names[hit.pattern().as_usize()].0, range: hit.range() }).collect()
}

/// Whether anything may be glued to the ends of two names: told by bytes, since no paragraph of ten needs a closer look.
pub(crate) fn may_be_glued(text: &str) -> bool {
    let ends = &GAZETTEER.ends;
    let opens =
        |byte: u8| byte.is_ascii_uppercase() | byte.is_ascii_digit() | (byte == b'"') | !byte.is_ascii();
    let is_end = |place: usize| ends[place / 64] >> (place % 64) & 1 != 0;
    let bytes = text.as_bytes();
    // In most stretches capitals, figures and marks stand behind spaces alone.
    let may_hold = |from: &usize| {
        let block = bytes.get(from + 2..).unwrap_or_default();
        let block = &block[..block.len().min(BLOCK + 1)];
        let behind = block.get(1..).unwrap_or_default();
        block.iter().zip(behind).fold(false, |found, (before, byte)| found | (*before != b' ') & opens(*byte))
    };
    let places = (0..bytes.len()).step_by(BLOCK).filter(may_hold);
    let places = places.flat_map(|from| from..bytes.len().saturating_sub(3).min(from + BLOCK));
    let glued = places.filter(|at| {
        let at = &bytes[*at..];
        opens(at[3]) && at[2] != b' ' && is_end(end_of([at[0], at[1], at[2]]))
    });
    glued.take(2).count() == 2
}

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// A place of three bytes among the ends of names.
fn end_of([first, second, last]: [u8; 3]) -> usize {
    let bytes = u32::from_le_bytes([first, second, last, 0]);
    (bytes.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

/// The publisher of that name in any case.
pub(crate) fn by_name(name: &str) -> Option<(&'static str, &'static str)> {
    if name.len() > GAZETTEER.longest {
        return None;
    }
    let at = GAZETTEER.by_name.get(&name.to_ascii_lowercase())?;
    GAZETTEER.names.get(*at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_names_are_told_wherever_they_stand() {
        for before in 0..140 {
            let lead = "lorem ".repeat(before / 6 + 1);
            let lead = &lead[lead.len() - before..];
            let glued = format!("{lead} BBCNorth sea ferries stop. ReutersWhat follows");
            assert!(may_be_glued(&glued), "{glued}");
            assert!(!may_be_glued(&format!("{lead} BBC North sea ferries stop. ReutersWhat follows")));
        }
    }
}
