//! Places in lists of articles: read forwards or backwards from a place, never by counting what lies before it.

use super::{View, is_unread, not_muted, sees};
use crate::{Cursor, EntryList, EntryScope, ListFrom, Show, StoreError};
use rusqlite::types::Value;

/// A stretch of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// Latest first.
    pub(crate) falling: bool,
    /// What is read begins beyond it.
    pub(crate) from: Option<Cursor>,
    /// How many at most.
    pub(crate) limit: usize,
}

impl Stretch {
    /// From a place of a list on, in its order or against it.
    pub(super) const fn of(list: &EntryList, from: ListFrom, limit: usize) -> Self {
        let (from, forwards) = match from {
            ListFrom::Start => (None, true),
            ListFrom::After(place) => (Some(place), true),
            ListFrom::Before(place) => (Some(place), false),
        };
        Self { falling: list.oldest_first != forwards, from, limit }
    }

    /// The place that nothing lies before.
    pub(super) fn start(self) -> Cursor {
        let edge = if self.falling { i64::MAX } else { i64::MIN };
        self.from.unwrap_or(Cursor { at: edge, entry: edge })
    }

    /// How rows beyond `?2` and `?3` compare with them, and the order of rows.
    pub(super) const fn sql(self) -> (&'static str, &'static str) {
        if self.falling { ("<", "DESC") } else { (">", "ASC") }
    }
}

impl View<'_> {
    /// Places of a stretch.
    pub(super) fn positions(self, list: &EntryList, stretch: Stretch) -> Result<Vec<Cursor>, StoreError> {
        match (list.show, &list.scope) {
            (Show::Muted, _) => self.muted_positions(stretch),
            (Show::Starred, scope) => self.starred_positions(scope, stretch),
            (_, EntryScope::Label(label)) => self.marked_positions(list.show, LABELLED, *label, stretch),
            (_, EntryScope::Rule(rule)) => self.marked_positions(list.show, MATCHED, *rule, stretch),
            (Show::Unread, scope) => self.unread_positions(scope, stretch),
            (Show::All, EntryScope::All) => {
                let condition = format!("{} AND {}", self.sight()?.condition("?1"), not_muted("e.id", "?1"));
                self.river("entries e", &condition, None, stretch)
            }
            (Show::All, scope) => self.brought_positions(scope, stretch),
        }
    }

    /// Of entries in the order of their times.
    fn river(
        self,
        from: &str,
        condition: &str,
        named: Option<Value>,
        stretch: Stretch,
    ) -> Result<Vec<Cursor>, StoreError> {
        let (beyond, order) = stretch.sql();
        let sql = format!(
            "SELECT e.sorted_at, e.id FROM {from} WHERE (e.sorted_at, e.id) {beyond} (?2, ?3) AND {condition}
             ORDER BY e.sorted_at {order}, e.id {order} LIMIT ?4"
        );
        self.rows(&sql, named, stretch)
    }

    /// What feeds brought. Where they bring little it is read whole: to look for it among all takes longer.
    fn brought_positions(self, scope: &EntryScope, stretch: Stretch) -> Result<Vec<Cursor>, StoreError> {
        let feeds = feeds_of(scope);
        let sql = format!(
            "SELECT coalesce((SELECT sum(entries) FROM feed_tallies WHERE feed IN ({feeds})), 0),
             (SELECT coalesce(sum(entries), 0) FROM entry_tallies)"
        );
        let named = scope_value(scope);
        let sql = sql.replace("?5", "?2");
        let (held, all): (i64, i64) = self
            .tx
            .prepare_cached(&sql)?
            .query_row(rusqlite::params![self.user.0, named], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wanted = i64::try_from(stretch.limit).unwrap_or(i64::MAX);
        if wanted.saturating_mul(all) < held.saturating_mul(held) {
            // The plus keeps to the few feeds of an entry, instead of asking each feed of a folder for it.
            let condition = format!(
                "EXISTS (SELECT 1 FROM feed_entries f WHERE f.entry = e.id AND +f.feed IN ({feeds})) AND {}",
                not_muted("e.id", "?1")
            );
            return self.river("entries e", &condition, named, stretch);
        }
        let from = "(SELECT DISTINCT f.entry FROM feed_entries f WHERE f.feed IN (FEEDS)) f
                    CROSS JOIN entries e ON e.id = f.entry";
        self.river(&from.replace("FEEDS", feeds), &not_muted("e.id", "?1"), named, stretch)
    }

    fn starred_positions(self, scope: &EntryScope, stretch: Stretch) -> Result<Vec<Cursor>, StoreError> {
        let (beyond, order) = stretch.sql();
        let within = match scope {
            EntryScope::All => "true".to_owned(),
            EntryScope::Label(_) => "EXISTS (SELECT 1 FROM entry_labels el WHERE el.entry = st.entry
                                     AND el.user = ?1 AND el.label = ?5)"
                .to_owned(),
            EntryScope::Rule(_) => "EXISTS (SELECT 1 FROM rule_matches m JOIN rules r ON r.id = m.rule
                                    WHERE m.entry = st.entry AND r.user = ?1 AND r.id = ?5)"
                .to_owned(),
            scope => format!(
                "EXISTS (SELECT 1 FROM feed_entries f WHERE f.entry = st.entry AND f.feed IN ({}))",
                feeds_of(scope)
            ),
        };
        let sql = format!(
            "SELECT st.starred_at, st.entry FROM entry_states st
             WHERE st.user = ?1 AND st.starred_at IS NOT NULL AND (st.starred_at, st.entry) {beyond} (?2, ?3)
             AND {within} AND {} ORDER BY st.starred_at {order}, st.entry {order} LIMIT ?4",
            sees("st.entry", "?1")
        );
        self.rows(&sql, scope_value(scope), stretch)
    }

    /// What rules hide.
    fn muted_positions(self, stretch: Stretch) -> Result<Vec<Cursor>, StoreError> {
        let from = "muted_entries mu CROSS JOIN entries e ON e.id = mu.entry AND mu.user = ?1";
        self.river(from, &sees("e.id", "?1"), None, stretch)
    }

    /// Of entries that stand in a table with what is named.
    fn marked_positions(
        self,
        show: Show,
        from: &str,
        named: i64,
        stretch: Stretch,
    ) -> Result<Vec<Cursor>, StoreError> {
        let unread = if show == Show::Unread { is_unread("?1") } else { "true".to_owned() };
        let condition = format!("{unread} AND {}", sees("e.id", "?1"));
        self.river(from, &condition, Some(Value::Integer(named)), stretch)
    }

    fn rows(self, sql: &str, named: Option<Value>, stretch: Stretch) -> Result<Vec<Cursor>, StoreError> {
        let start = stretch.start();
        let limit = i64::try_from(stretch.limit).unwrap_or(i64::MAX);
        let mut values: Vec<Value> =
            [self.user.0, start.at, start.entry, limit].into_iter().map(Value::Integer).collect();
        values.extend(named);
        let mut statement = self.tx.prepare_cached(sql)?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| {
            Ok(Cursor { at: row.get(0)?, entry: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Entries with a label, and those that a rule was carried out on; the reader is parameter 1, what is named parameter 5.
const LABELLED: &str =
    "entry_labels el CROSS JOIN entries e ON e.id = el.entry AND el.user = ?1 AND el.label = ?5";
const MATCHED: &str = "rules r CROSS JOIN rule_matches m ON m.rule = r.id AND r.user = ?1 AND r.id = ?5
                       CROSS JOIN entries e ON e.id = m.entry";

/// The reader's feeds of a scope; the reader is parameter 1, what the scope names parameter 5.
const fn feeds_of(scope: &EntryScope) -> &'static str {
    match scope {
        EntryScope::All | EntryScope::Label(_) | EntryScope::Rule(_) => {
            "SELECT feed FROM subscriptions WHERE user = ?1"
        }
        EntryScope::Feed(_) => "SELECT feed FROM subscriptions WHERE user = ?1 AND feed = ?5",
        EntryScope::Folder(_) => {
            "SELECT sf.feed FROM folders o JOIN subscription_folders sf ON sf.folder = o.id
             WHERE o.user = ?1 AND o.name = ?5"
        }
    }
}

fn scope_value(scope: &EntryScope) -> Option<Value> {
    match scope {
        EntryScope::All => None,
        EntryScope::Feed(feed) => Some(Value::Integer(feed.0)),
        EntryScope::Folder(name) => Some(Value::Text(name.clone())),
        EntryScope::Label(named) | EntryScope::Rule(named) => Some(Value::Integer(*named)),
    }
}
