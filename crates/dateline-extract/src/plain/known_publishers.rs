//! Names of well-known publishers, for parting headlines from who published them. A name alone proves nothing.

use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/publishers.tsv");

struct Gazetteer {
    names: Vec<(&'static str, &'static str)>,
    automaton: Option<AhoCorasick>,
    /// The last two bytes of each name, one bit for each pair.
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
    for (name, _) in &names {
        if let [.., before, last] = name.as_bytes() {
            let pair = usize::from(*before) << 8 | usize::from(*last);
            ends[pair / 64] |= 1 << (pair % 64);
        }
    }
    Gazetteer { names, automaton, ends }
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
        |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'"' || !byte.is_ascii();
    let is_end = |pair: usize| ends[pair / 64] >> (pair % 64) & 1 != 0;
    let glued = text
        .as_bytes()
        .windows(3)
        .filter(|at| opens(at[2]) && at[1] != b' ' && is_end(usize::from(at[0]) << 8 | usize::from(at[1])));
    glued.take(2).count() == 2
}

/// The publisher of that name in any case.
pub(crate) fn by_name(name: &str) -> Option<(&'static str, &'static str)> {
    GAZETTEER.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}
