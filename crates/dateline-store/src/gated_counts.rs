//! Small questions of the web desk: when it last asked a feed, articles behind gates.

use crate::rows::maybe_time;
use crate::{Reader, Store, StoreError};
use dateline_model::{Reason, StoryId};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::LazyLock;

/// That a reason means that somebody stands before the text, as SQL over `reasons`.
static GATES: LazyLock<String> = LazyLock::new(|| {
    let gates = Reason::ALL.iter().filter(|reason| reason.is_gate());
    let told: Vec<String> = gates.map(|reason| format!("reasons LIKE '%{}%'", reason.as_str())).collect();
    told.join(" OR ")
});

/// Articles of a story that are looked at for gates.
const GATED: u32 = 1_000;

impl Store {
    /// When any feed was last polled.
    pub async fn last_poll(&self) -> Result<Option<Timestamp>, StoreError> {
        self.read(|tx| {
            let sql = "SELECT max(last_poll) FROM feeds";
            Ok(maybe_time(tx.prepare_cached(sql)?.query_row((), |row| row.get(0))?))
        })
        .await
    }
}

impl Reader<'_> {
    /// How many articles of each story have no text because of a gate, among the earliest thousand; stories without one are
    /// left out.
    pub async fn gated(self, stories: Vec<StoryId>) -> Result<HashMap<StoryId, u32>, StoreError> {
        self.read(move |view| {
            let sql = format!(
                "SELECT count(*) FROM (SELECT holding, reasons FROM entries e WHERE {} AND {}
                 ORDER BY sorted_at, id LIMIT {GATED}) WHERE holding = 'none' AND ({})",
                view.grouping()?.within("?2"),
                view.sight()?.condition("?1"),
                *GATES
            );
            let mut statement = view.tx.prepare_cached(&sql)?;
            let mut found = HashMap::new();
            for story in stories {
                let count: u32 = statement.query_row([view.user.0, story.0], |row| row.get(0))?;
                if count > 0 {
                    found.insert(story, count);
                }
            }
            Ok(found)
        })
        .await
    }
}
