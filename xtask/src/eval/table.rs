//! Tables of figures: one row per set and part, our figure beside the best peer's.

use serde_json::{Value, json};
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
    /// The best peer's figure and name, where known.
    pub(crate) peer: Option<&'static str>,
}

impl Table {
    /// An empty table.
    pub(crate) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), rows: Vec::new() }
    }

    /// Adds a figure.
    pub(crate) fn row(
        &mut self,
        key: impl Into<String>,
        value: f64,
        detail: impl Into<String>,
        peer: Option<&'static str>,
    ) {
        self.rows.push(Row { key: key.into(), value, detail: detail.into(), peer });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.title)?;
        let width = self.rows.iter().map(|row| row.key.chars().count()).max().unwrap_or(0);
        for row in &self.rows {
            let peer = row.peer.map(|peer| format!("peers: {peer}")).unwrap_or_default();
            writeln!(f, "  {:width$}  {:>9.4}  {:<28} {peer}", row.key, row.value, row.detail)?;
        }
        Ok(())
    }
}

/// Every figure as JSON.
pub(crate) fn json(tables: &[Table]) -> Value {
    let rows = tables.iter().flat_map(|table| &table.rows);
    rows.map(|row| json!({"key": row.key, "value": row.value, "detail": row.detail, "peers": row.peer}))
        .collect()
}
