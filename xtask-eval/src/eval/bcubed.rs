//! BCubed scores of a clustering against gold (Bagga and Baldwin 1998).

use super::text_score::Score;
use std::collections::HashMap;

/// Scores `found` against `gold`, both from item to cluster. Items that `found` leaves out stand alone.
#[expect(clippy::cast_precision_loss, reason = "counts of articles are far below 2^52")]
pub(crate) fn bcubed(gold: &HashMap<String, String>, found: &HashMap<String, String>) -> Score {
    let mut gold_size: HashMap<&str, usize> = HashMap::new();
    let mut found_size: HashMap<(bool, &str), usize> = HashMap::new();
    let mut joint: HashMap<(&str, (bool, &str)), usize> = HashMap::new();
    for (item, story) in gold {
        let cluster = found.get(item).map_or((false, item.as_str()), |cluster| (true, cluster.as_str()));
        *gold_size.entry(story).or_default() += 1;
        *found_size.entry(cluster).or_default() += 1;
        *joint.entry((story, cluster)).or_default() += 1;
    }
    let n = gold.len().max(1) as f64;
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((story, cluster), count) in joint {
        let squared = (count * count) as f64;
        precision += squared / found_size[&cluster] as f64;
        recall += squared / gold_size[story] as f64;
    }
    let (precision, recall) = (precision / n, recall / n);
    let sum = precision + recall;
    Score { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> HashMap<String, String> {
        pairs.iter().map(|(item, cluster)| ((*item).to_owned(), (*cluster).to_owned())).collect()
    }

    #[test]
    fn worked_example() {
        let gold = map(&[("a", "1"), ("b", "1"), ("c", "2"), ("d", "2")]);
        let score = bcubed(&gold, &map(&[("a", "x"), ("b", "x"), ("c", "x"), ("d", "y")]));
        assert!((score.precision - (5.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
        assert!((score.recall - 0.75).abs() < 1e-9);
        assert!((bcubed(&gold, &map(&[])).precision - 1.0).abs() < 1e-9);
    }
}
