//! Tables of figures: one row per set and part, our figure beside the best peer's.

use super::confidence_intervals;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// One table.
pub(crate) struct Table {
    /// Heading.
    pub(crate) title: String,
    /// Rows in order.
    pub(crate) rows: Vec<Row>,
}

/// One figure.
pub(crate) struct Row {
    /// Name that floors refer to, for instance `extract.fundus_tests.check.word_f1`.
    pub(crate) key: String,
    /// Our figure.
    pub(crate) value: f64,
    /// What it was computed from: `n=258`, `12 of 14`.
    pub(crate) detail: String,
    /// 95 % interval, where one can be given.
    pub(crate) interval: Option<(f64, f64)>,
    /// The best peer's figure and name, where known.
    pub(crate) peer: Option<Cow<'static, str>>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), rows: Vec::new() }
    }

    /// Adds a figure. A detail that begins like `12 of 14` gives its interval too.
    pub(crate) fn row(
        &mut self,
        key: impl Into<String>,
        value: f64,
        detail: impl Into<String>,
        peer: Option<&'static str>,
    ) {
        let detail = detail.into();
        let interval =
            counts(&detail, value).and_then(|(right, all)| confidence_intervals::wilson(right, all));
        self.rows.push(Row { key: key.into(), value, detail, interval, peer: peer.map(Cow::Borrowed) });
    }

    /// Puts figures that peers reached in this very run beside the last row.
    pub(crate) fn peer(&mut self, peer: Option<String>) {
        if let (Some(row), Some(peer)) = (self.rows.last_mut(), peer) {
            row.peer = Some(Cow::Owned(peer));
        }
    }

    /// Gives the last row the interval that was found for it.
    pub(crate) fn within(&mut self, interval: Option<(f64, f64)>) {
        if let Some(row) = self.rows.last_mut() {
            row.interval = interval.or(row.interval);
        }
    }

    /// Puts figures that peers reached on the same pages beside the rows that they belong to.
    pub(crate) fn beside(&mut self, peers: &BTreeMap<String, String>) {
        for row in &mut self.rows {
            if let Some(peer) = peers.get(&row.key) {
                row.peer = Some(Cow::Owned(peer.clone()));
            }
        }
    }
}

/// The counts in a detail, where the figure is their share or what is left of it.
fn counts(detail: &str, value: f64) -> Option<(usize, usize)> {
    let mut words = detail.split_whitespace();
    let (part, of, all) = (words.next()?, words.next()?, words.next()?);
    let all: usize = all.trim_end_matches(',').parse().ok()?;
    let part: usize = part.parse().ok().filter(|part| of == "of" && *part <= all && all > 0)?;
    let share = super::text_score::share(part, all);
    if (share - value).abs() < 1e-9 {
        return Some((part, all));
    }
    ((1.0 - share - value).abs() < 1e-9).then_some((all - part, all))
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.title)?;
        let width = self.rows.iter().map(|row| row.key.chars().count()).max().unwrap_or(0);
        for row in &self.rows {
            let peer = row.peer.as_ref().map(|peer| format!("peers: {peer}")).unwrap_or_default();
            let range = row.interval.map(|(low, high)| format!("[{low:.3}, {high:.3}]")).unwrap_or_default();
            writeln!(f, "  {:width$}  {:>9.4}  {range:<14}  {:<28} {peer}", row.key, row.value, row.detail)?;
        }
        Ok(())
    }
}

/// Every figure as JSON.
pub(crate) fn json(tables: &[Table]) -> Value {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let line = |row: &Row| {
        let peer = row.peer.as_deref();
        json!({"key": row.key, "value": row.value, "interval": row.interval, "detail": row.detail, "peers": peer})
    };
    rows.map(line).collect()
}
