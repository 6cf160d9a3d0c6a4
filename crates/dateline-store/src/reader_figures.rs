//! Figures of what a reader has.

use crate::reader::correction_overlay::{Grouping, TOUCHED};
use crate::reader::{Sight, View, sees};
use crate::rows::holding;
use crate::{DeskCounts, NavSummary, Reader, StoreError};
use rusqlite::Row;

impl Reader<'_> {
    /// What every page says of the whole.
    pub async fn nav_summary(self) -> Result<NavSummary, StoreError> {
        self.read(nav_summary).await
    }

    /// Figures of all that the reader has, and the bytes of the desk with its journal. Counts all articles.
    pub async fn counts(self) -> Result<DeskCounts, StoreError> {
        let length = |tail: &str| {
            let mut name = self.store().path().as_os_str().to_owned();
            name.push(tail);
            std::fs::metadata(name).map_or(0, |file| file.len())
        };
        let bytes = length("") + length("-wal");
        self.read(move |view| counts(view, bytes)).await
    }
}

fn nav_summary(view: View<'_>) -> Result<NavSummary, StoreError> {
    let sql = "SELECT count(*), coalesce(sum(f.failures > 0 OR f.gone_at IS NOT NULL), 0),
               (SELECT coalesce(sum(unread), 0) FROM reader_counts WHERE user = ?1)
               FROM subscriptions s JOIN feeds f ON f.id = s.feed WHERE s.user = ?1";
    let number = |row: &Row<'_>, at: usize| row.get::<_, i64>(at).map(i64::unsigned_abs);
    let summary = |row: &Row<'_>| {
        let unread = number(row, 2)?.min(NavSummary::MOST);
        Ok(NavSummary { feeds: number(row, 0)?, failing: number(row, 1)?, unread })
    };
    Ok(view.tx.prepare_cached(sql)?.query_row([view.user.0], summary)?)
}

fn counts(view: View<'_>, bytes: u64) -> Result<DeskCounts, StoreError> {
    let one = |sql: &str| -> Result<u64, StoreError> {
        Ok(view.tx.prepare_cached(sql)?.query_row([view.user.0], |row| row.get::<_, i64>(0))?.unsigned_abs())
    };
    let NavSummary { feeds, failing, .. } = nav_summary(view)?;
    let sight = view.sight()?;
    let seen = sight.condition("?1");
    let (grouping, touched) = (view.grouping()?, &*TOUCHED);
    let stories = match (sight, grouping) {
        (Sight::Some, _) => {
            let story = grouping.story();
            format!("SELECT count(DISTINCT {story}) FROM entries e WHERE e.story IS NOT NULL AND {seen}")
        }
        (Sight::All | Sight::Public, Grouping::Shared) => {
            "SELECT count(*) FROM stories WHERE private_of IS NULL OR private_of = ?1".to_owned()
        }
        (Sight::All | Sight::Public, Grouping::Own(_)) => format!(
            "SELECT (SELECT count(*) FROM stories WHERE (private_of IS NULL OR private_of = ?1) AND id NOT IN ({touched}))
                 + (SELECT count(*) FROM ({touched}) t
                    WHERE EXISTS (SELECT 1 FROM entries e WHERE {} AND {seen}))",
            grouping.within("t.story")
        ),
    };
    let mut counts = DeskCounts {
        feeds,
        failing,
        entries: one("SELECT coalesce(sum(held), 0) FROM reader_counts WHERE user = ?")?,
        unread: one("SELECT coalesce(sum(unread), 0) FROM reader_counts WHERE user = ?")?,
        starred: one(&format!(
            "SELECT count(*) FROM entry_states st WHERE user = ?1 AND starred_at IS NOT NULL AND {}",
            sees("st.entry", "?1")
        ))?,
        stories: one(&stories)?,
        bytes,
        ..DeskCounts::default()
    };
    let sql = format!("SELECT e.holding, count(*) FROM entries e WHERE {seen} GROUP BY e.holding");
    let mut statement = view.tx.prepare_cached(&sql)?;
    let mut rows = statement.query([view.user.0])?;
    while let Some(row) = rows.next()? {
        *counts.holdings.of(holding(row.get::<_, Option<String>>(0)?.as_deref())) = row.get(1)?;
    }
    Ok(counts)
}
