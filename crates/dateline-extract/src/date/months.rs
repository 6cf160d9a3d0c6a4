//! Names of months in the languages of a table.

use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/months.tsv");

/// Words beside dates that begin like a month: Finnish for "published".
const NO_MONTHS: &[&str] = &["julkais"];

/// Fewer letters are the month only where the table has them as a whole word.
const SHORT: usize = 3;

/// A name and the number of its month.
struct Name {
    name: &'static str,
    month: i32,
    whole: bool,
}

/// Names by their first byte.
static BY_BYTE: LazyLock<Vec<Vec<Name>>> = LazyLock::new(|| {
    let mut rows: Vec<Vec<Name>> = std::iter::repeat_with(Vec::new).take(256).collect();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, month)) = line.split_once('\t') else { continue };
        let whole = name.ends_with(' ');
        let name = name.trim_end();
        let (Ok(month), Some(first)) = (month.parse(), name.bytes().next()) else { continue };
        rows[usize::from(first)].push(Name { name, month, whole });
    }
    rows
});

/// The month that a word names.
pub(super) fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    if NO_MONTHS.iter().any(|known| word.starts_with(known)) {
        return None;
    }
    let long = word.chars().count() >= SHORT;
    let names = BY_BYTE[usize::from(word.bytes().next()?)].iter();
    let fits =
        names.filter(|name| if name.whole { word == name.name } else { long && word.starts_with(name.name) });
    // `červenec` begins like `červen`, `juillet` like `jui`: the longest name wins.
    fits.max_by_key(|name| name.name.len()).map(|name| name.month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_its_month() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (name, number) = line.split_once('\t').unwrap();
            assert_eq!(month(name.trim_end()), number.parse().ok(), "{line}");
            assert_eq!(name.to_lowercase(), name, "{line}");
        }
    }

    #[test]
    fn names_that_begin_alike_are_told_apart() {
        for (word, number) in [("lipca", 7), ("lipnja", 6), ("srpna", 8), ("srpnja", 7), ("маја", 5)] {
            assert_eq!(month(word), Some(number), "{word}");
        }
        for word in ["julkaistu", "मेला", "মেলা", "מאיה", "мајка"] {
            assert_eq!(month(word), None, "{word}");
        }
    }
}
