//! Names of well-known publishers, for parting headlines from who published them. A name alone proves nothing.

use aho_corasick::{AhoCorasick, MatchKind};
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/publishers.tsv");

struct Gazetteer {
    names: Vec<(&'static str, &'static str)>,
    automaton: Option<AhoCorasick>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let names: Vec<_> =
        TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|l| l.split_once('\t')).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(names.iter().map(|(name, _)| name))
        .ok();
    Gazetteer { names, automaton }
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

/// The publisher of that name in any case.
pub(crate) fn by_name(name: &str) -> Option<(&'static str, &'static str)> {
    GAZETTEER.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).copied()
}
