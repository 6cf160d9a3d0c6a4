//! Stories: pairs of articles that people judged, against the stories that they were put in.
//!
//! A set of pairs has no stories, so that pairs are parted by what they hang together with: all articles that judged pairs
//! connect are in one part, and two likely pairs of one event never stand on both sides.

use super::corpus::{Part, string};
use super::figure_tables::Table;
use super::text_score::share;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// Two articles and whether they tell of one event.
pub(crate) struct Judged {
    a: String,
    b: String,
    same: bool,
    part: Part,
}

/// Reads judged pairs and says which part each belongs to.
pub(crate) fn read(lines: &[Value]) -> Vec<Judged> {
    let mut parents: BTreeMap<&str, &str> = BTreeMap::new();
    for line in lines {
        let (a, b) = (root(&parents, string(line, "a")), root(&parents, string(line, "b")));
        // The first id by the alphabet names what hangs together, whatever the order of the pairs.
        parents.insert(a.max(b), a.min(b));
    }
    let judged = lines.iter().map(|line| Judged {
        a: string(line, "a").to_owned(),
        b: string(line, "b").to_owned(),
        same: line["same"].as_bool().unwrap_or(false),
        part: Part::of(root(&parents, string(line, "a"))),
    });
    judged.collect()
}

fn root<'a>(parents: &BTreeMap<&'a str, &'a str>, mut at: &'a str) -> &'a str {
    while let Some(parent) = parents.get(at).filter(|parent| **parent != at) {
        at = parent;
    }
    at
}

/// Precision and recall of "together": one row for each part.
pub(crate) fn rows(
    table: &mut Table,
    set: &str,
    peer: Option<&str>,
    judged: &[Judged],
    found: &HashMap<String, String>,
) {
    for (part, name) in [(None, "all"), (Some(Part::Tune), "tune"), (Some(Part::Check), "check")] {
        let pairs = judged.iter().filter(|pair| part.is_none_or(|part| pair.part == part));
        let (mut both, mut joined, mut same) = (0, 0, 0);
        for pair in pairs {
            let together = found.get(&pair.a).is_some_and(|story| found.get(&pair.b) == Some(story));
            joined += usize::from(together);
            same += usize::from(pair.same);
            both += usize::from(together && pair.same);
        }
        let detail = |all: usize| format!("{both} of {all}");
        table.row(format!("stories.{set}.{name}.pair_precision"), share(both, joined), detail(joined), None);
        table.row(format!("stories.{set}.{name}.pair_recall"), share(both, same), detail(same), None);
        table.peer(peer.filter(|_| part.is_none()).map(str::to_owned));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_hangs_together_is_in_one_part() {
        let pair = |a: &str, b: &str| json!({"a": a, "b": b, "same": false});
        let chain: Vec<Value> = (0..40).map(|n| pair(&format!("n{}", n + 1), &format!("n{n}"))).collect();
        let judged = read(&chain);
        assert!(judged.iter().all(|one| one.part == Part::of("n0")));
        let mut turned = chain;
        turned.reverse();
        assert!(read(&turned).iter().all(|one| one.part == Part::of("n0")));
    }

    #[test]
    fn a_pair_is_joined_when_both_have_one_story() {
        let judged = read(&[
            json!({"a": "1", "b": "2", "same": true}),
            json!({"a": "1", "b": "3", "same": true}),
            json!({"a": "2", "b": "4", "same": false}),
        ]);
        let found = [("1", "x"), ("2", "x"), ("3", "y"), ("4", "x")];
        let found = found.iter().map(|(id, story)| ((*id).to_owned(), (*story).to_owned())).collect();
        let mut table = Table::new("");
        rows(&mut table, "set", None, &judged, &found);
        let values: Vec<f64> = table.rows.iter().take(2).map(|row| row.value).collect();
        assert_eq!(values, [0.5, 0.5]);
    }
}
