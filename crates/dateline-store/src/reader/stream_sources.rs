//! Where the numbers of a stream come from: rows that stand in the order of numbers already are merged as far as they are asked for.

use super::View;
use super::stream::Range;
use crate::StoreError;
use dateline_model::Holding;
use rusqlite::Connection;
use std::collections::{BinaryHeap, VecDeque};

/// Rows of one source that are read at once.
const PIECE: usize = 64;

/// Several sources as one, each number once.
pub(super) struct Sources<'t> {
    view: View<'t>,
    ascending: bool,
    all: Vec<Source>,
    /// Sources whose first number stands in the heap.
    started: usize,
    /// The first number of each source; where they rise, its negative.
    heap: BinaryHeap<(i64, usize)>,
}

struct Source {
    rows: Rows,
    /// Whether the reader sees all of it, and nothing of it must be asked for again.
    sure: bool,
    /// Numbers that are still to be read.
    range: Range,
    read: VecDeque<i64>,
}

#[derive(Clone, Copy)]
enum Rows {
    Feed(i64),
    Kept,
    Label(i64),
    /// What is not held whole, in the index of that.
    Held(Holding),
    /// All of it was read.
    List,
}

/// Numbers of a query, in order.
pub(super) fn sorted_list(tx: &Connection, sql: &str, values: [i64; 3]) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let rows = statement.query_map(values, |row| row.get(0))?;
    let mut numbers = rows.collect::<Result<Vec<i64>, _>>()?;
    numbers.sort_unstable();
    Ok(numbers)
}

impl<'t> Sources<'t> {
    pub(super) const fn new(view: View<'t>, ascending: bool) -> Self {
        Self { view, ascending, all: Vec::new(), started: 0, heap: BinaryHeap::new() }
    }

    pub(super) fn feed(&mut self, feed: i64, range: Range) {
        self.add(Rows::Feed(feed), range, true, VecDeque::new());
    }

    pub(super) fn kept(&mut self, range: Range) {
        self.add(Rows::Kept, range, true, VecDeque::new());
    }

    pub(super) fn label(&mut self, label: i64, range: Range) {
        self.add(Rows::Label(label), range, false, VecDeque::new());
    }

    pub(super) fn held(&mut self, holding: Holding, range: Range) {
        self.add(Rows::Held(holding), range, false, VecDeque::new());
    }

    /// Numbers in rising order.
    pub(super) fn list(&mut self, mut numbers: Vec<i64>, sure: bool) {
        if !self.ascending {
            numbers.reverse();
        }
        self.add(Rows::List, Range { low: 0, high: -1 }, sure, numbers.into());
    }

    fn add(&mut self, rows: Rows, range: Range, sure: bool, read: VecDeque<i64>) {
        self.all.push(Source { rows, sure, range, read });
    }

    /// The next number, and whether it is sure to be of the stream.
    pub(super) fn next(&mut self) -> Result<Option<(i64, bool)>, StoreError> {
        while self.started < self.all.len() {
            self.advance(self.started)?;
            self.started += 1;
        }
        let mut found: Option<(i64, bool)> = None;
        while let Some((key, at)) = self.heap.peek().copied() {
            let entry = if self.ascending { -key } else { key };
            if found.is_some_and(|(first, _)| first != entry) {
                break;
            }
            self.heap.pop();
            let sure = self.all.get(at).is_some_and(|source| source.sure);
            let known = found.is_some_and(|(_, sure)| sure);
            found = Some((entry, known || sure));
            self.advance(at)?;
        }
        Ok(found)
    }

    /// Puts the next number of a source among the others.
    fn advance(&mut self, at: usize) -> Result<(), StoreError> {
        let Some(source) = self.all.get_mut(at) else { return Ok(()) };
        if source.read.is_empty() && source.range.low <= source.range.high {
            source.fill(self.view, self.ascending)?;
        }
        if let Some(entry) = source.read.pop_front() {
            self.heap.push((if self.ascending { -entry } else { entry }, at));
        }
        Ok(())
    }
}

impl Source {
    fn fill(&mut self, view: View<'_>, ascending: bool) -> Result<(), StoreError> {
        let held;
        let (from, first, second) = match self.rows {
            Rows::Feed(feed) => ("feed_entries WHERE feed = ?1 AND ?2 = ?2", feed, 0),
            Rows::Kept => ("kept_entries WHERE user = ?1 AND ?2 = ?2", view.user.0, 0),
            Rows::Label(label) => ("entry_labels WHERE user = ?1 AND label = ?2", view.user.0, label),
            Rows::Held(holding) => {
                held = format!(
                    "(SELECT id AS entry FROM entries WHERE holding = '{}' AND holding <> 'full') WHERE ?1 = ?2",
                    holding.as_str()
                );
                (held.as_str(), 0, 0)
            }
            Rows::List => return Ok(()),
        };
        let order = if ascending { "ASC" } else { "DESC" };
        let sql = format!(
            "SELECT entry FROM {from} AND entry BETWEEN ?3 AND ?4 ORDER BY entry {order} LIMIT {PIECE}"
        );
        let mut statement = view.tx.prepare_cached(&sql)?;
        let values = [first, second, self.range.low, self.range.high];
        self.read = statement.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
        match self.read.back() {
            Some(last) if self.read.len() == PIECE && ascending => self.range.low = last + 1,
            Some(last) if self.read.len() == PIECE => self.range.high = last - 1,
            _ => self.range = Range { low: 0, high: -1 },
        }
        Ok(())
    }
}
