//! Of a long feed the newest entries, whichever way it runs: newest first as most do, oldest first, or in no order.

use dateline_model::Entry;

/// Entries of one feed; sitemaps hold the most (50,000 by their protocol).
pub(crate) const ENTRIES: usize = 50_000;

/// Adds an entry; where there are twice as many as may be kept, the older half goes. Returns how many went.
pub(crate) fn add(entries: &mut Vec<Entry>, entry: Entry) -> usize {
    entries.push(entry);
    if entries.len() >= 2 * ENTRIES { keep_newest(entries, ENTRIES) } else { 0 }
}

/// Keeps the newest entries in their order; an entry without a date counts as its neighbour, and where none has one the
/// first are kept. Returns how many went.
pub fn keep_newest(entries: &mut Vec<Entry>, most: usize) -> usize {
    let excess = entries.len().saturating_sub(most);
    if excess == 0 {
        return 0;
    }
    let mut last = entries.iter().find_map(|entry| entry.published.or(entry.updated));
    let dates = entries.iter().map(|entry| {
        last = entry.published.or(entry.updated).or(last);
        last
    });
    let mut order: Vec<_> = dates.enumerate().map(|(at, date)| (std::cmp::Reverse(date), at)).collect();
    order.sort_unstable();
    let mut kept = vec![false; entries.len()];
    for (_, at) in order.into_iter().take(most) {
        kept[at] = true;
    }
    let mut kept = kept.into_iter();
    entries.retain(|_| kept.next().unwrap_or(false));
    excess
}

/// Whether a feed has its oldest entries first, by the dates of those that have one.
pub fn is_oldest_first(entries: &[Entry]) -> bool {
    let mut dates = entries.iter().filter_map(|entry| entry.published.or(entry.updated));
    let Some(mut last) = dates.next() else { return false };
    let (mut later, mut earlier) = (0_usize, 0_usize);
    for date in dates {
        later += usize::from(date > last);
        earlier += usize::from(date < last);
        last = date;
    }
    later > earlier
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days of a month, 0 for none, before and after three were kept.
    fn check(days: &[i64], expected: &[usize]) {
        let entry = |(at, day): (usize, &i64)| Entry {
            guid: Some(at.to_string()),
            published: (*day > 0).then(|| jiff::Timestamp::from_second(day * 86_400).unwrap()),
            ..Entry::default()
        };
        let mut entries: Vec<Entry> = days.iter().enumerate().map(entry).collect();
        assert_eq!(keep_newest(&mut entries, 3), days.len().saturating_sub(3));
        let kept: Vec<usize> = entries.iter().filter_map(|entry| entry.guid.as_ref()?.parse().ok()).collect();
        assert_eq!(kept, expected, "{days:?}");
    }

    #[test]
    fn the_newest_stay_in_their_order() {
        check(&[9, 8, 7, 6, 5], &[0, 1, 2]);
        check(&[5, 6, 7, 8, 9], &[2, 3, 4]);
        check(&[5, 9, 6, 8, 7], &[1, 3, 4]);
        check(&[0, 0, 0, 0, 0], &[0, 1, 2]);
        check(&[0, 5, 6, 0, 9], &[2, 3, 4]);
        check(&[9, 0, 7, 0, 5], &[0, 1, 2]);
        check(&[1, 2], &[0, 1]);
    }
}
