//! The dateline that a report begins with: the place, the day, a dash.

use super::{Order, is_month};
use dateline_model::Date;

/// Bytes of a paragraph that a dateline takes at most.
const HEAD: usize = 120;
/// Words of a dateline; those that begin small in it, and letters of one: `den`, `de`.
const WORDS: usize = 12;
const SMALL_WORDS: usize = 2;
const SMALL: usize = 3;

impl Order {
    /// The day of a dateline: `PELLMOUTH, March 4, 2025 – The board …`, also with the name of an agency or all of it in brackets.
    pub(crate) fn dateline(self, text: &str) -> Option<Date> {
        let head = text.get(..text.floor_char_boundary(HEAD))?;
        if let Some(inner) = head.strip_prefix(['(', '[']) {
            let end = inner.find([')', ']'])?;
            return self.told(&inner[..end]);
        }
        dashes(head).find_map(|end| self.told(&head[..end]))
    }

    /// The day that words tell which are a place and a day and nothing else.
    fn told(self, head: &str) -> Option<Date> {
        let head = head.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'));
        let head = match head.strip_suffix('/') {
            Some(named) => named.rsplit_once('/')?.0.trim_end(),
            None => head,
        };
        let ended = head.ends_with(|c: char| c.is_numeric() || matches!(c, ')' | ']' | '.' | '日' | '일'));
        let words = || head.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        let small = || words().filter(|word| word.starts_with(char::is_lowercase) && !is_month(word));
        let plain = || small().count() <= SMALL_WORDS && small().all(|word| word.chars().count() <= SMALL);
        let placed = head.starts_with(char::is_alphabetic);
        let stands = ended && placed && words().count() <= WORDS && plain();
        if stands { self.in_prose(head) } else { None }
    }
}

/// Where the dashes between words stand.
fn dashes(head: &str) -> impl Iterator<Item = usize> {
    let is_dash = |(at, c): (usize, char)| match c {
        '–' | '—' => Some(at),
        '-' if head[..at].ends_with(' ') || head[at..].starts_with("--") => Some(at),
        _ => None,
    };
    head.char_indices().filter_map(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn place_day_and_dash() {
        for text in [
            "PELLMOUTH, March 4, 2025 – The town",
            "PELLMOUTH, England, March 4, 2025 /NewsLine/ -- The town",
            "Grünlingen, den 4. März 2025 – Der Rat",
            "PELLMOUTH – (Mar. 4, 2025) – The town",
            "(Grünlingen, 4. März 2025) Der Rat",
            "МОСТКИ, 4 марта 2025 — Совет",
        ] {
            let day = Order::default().dateline(text).map(|date| format!("{date:?}"));
            assert!(day.is_some_and(|day| day.contains("2025-03-04")), "{text}");
        }
        for text in [
            "The roof fell in on March 4, 2025 – under the snow",
            "On March 4, 2025 the roof fell in – nobody was hurt",
            "Pellmouth opened the bridge on 4 March 2025 - late",
            "Pellmouth – The town voted on March 4, 2025 – again",
        ] {
            assert_eq!(Order::default().dateline(text), None, "{text}");
        }
    }
}
