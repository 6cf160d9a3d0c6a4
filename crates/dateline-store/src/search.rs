//! Full-text search: matched by FTS5, ranked by where the words stand and by freshness, grouped by story.
//!
//! Not by FTS5's own bm25: for every query it reads each word's whole list, hundreds of milliseconds for a common word among
//! a million articles. Here the newest matches are weighed, older ones whose headline matches beside them, and what lies
//! before follows by time; `docs/search.md` has rule and figures.

mod hits;

use crate::ids::first_seen_from;
use crate::limits::MOST;
use crate::query::{Field, Query, Test};
use crate::reader::{Sight, View, is_starred, is_unread, sees};
use crate::{Reader, SearchAnswer, SearchQuery, StoreError};
use hits::group;
use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::HashMap;

/// Newest matches that are weighed.
const WEIGHED: usize = 120;
/// Older matches in headlines that are weighed beside them.
const HEADLINES: usize = 60;
/// Matches in headlines among the newest that make looking for older ones needless.
const PLENTY: usize = 41;
/// Matches that are given at most, page by page.
const GIVEN: usize = 5_000;
/// Matches that are held against a query's conditions; what lies before them is not looked at.
const LOOKED_THROUGH: usize = 30_000;
/// What a word in the headline counts, and one in the standfirst; one in the text counts 1.
const IN_HEADLINE: f64 = 8.0;
const IN_STANDFIRST: f64 = 3.0;
/// Milliseconds of a week.
const WEEK: f64 = 7.0 * DAY as f64;
const DAY: i64 = 24 * 3_600_000;

impl Reader<'_> {
    /// Articles that hold what is asked for. No text is an error; an empty one finds nothing.
    pub async fn search(self, query: SearchQuery) -> Result<SearchAnswer, StoreError> {
        self.read(move |view| search(view, &query)).await
    }
}

fn search(view: View<'_>, asked: &SearchQuery) -> Result<SearchAnswer, StoreError> {
    let mut query = view.query(&asked.text)?;
    let mut problems = std::mem::take(&mut query.problems);
    if query.is_empty() {
        return Ok(SearchAnswer { groups: Vec::new(), problems, more: false });
    }
    let (limit, offset) = (asked.window.limit.min(MOST) as usize, asked.window.offset as usize);
    let mut marked = HashMap::new();
    let mut ids = match query.asked_match() {
        Some(words) => {
            let sought = Sought::new(view, &query, words)?;
            let found = sought.page(view.tx, &query, limit + 1, offset)?;
            if found.partly && !query.fields.is_empty() {
                problems.push(format!(
                    "only the newest {LOOKED_THROUGH} articles with these words were held against the rest of the query"
                ));
            }
            marked = found.marked;
            found.ids
        }
        None => by_fields(view, &query, limit + 1, offset)?,
    };
    let more = ids.len() > limit;
    ids.truncate(limit);
    Ok(SearchAnswer { groups: group(view, &query, &ids, &mut marked)?, problems, more })
}

/// Articles by conditions alone, latest first.
fn by_fields(view: View<'_>, query: &Query, limit: usize, offset: usize) -> Result<Vec<i64>, StoreError> {
    let (conditions, values) = conditions(view, query)?;
    let sql = format!(
        "SELECT e.id FROM entries e WHERE 1{conditions} ORDER BY e.sorted_at DESC, e.id DESC LIMIT {limit} OFFSET {offset}"
    );
    ids(view, &sql, values)
}

fn ids(view: View<'_>, sql: &str, values: Vec<Value>) -> Result<Vec<i64>, StoreError> {
    Ok(view
        .tx
        .prepare_cached(sql)?
        .query_map(params_from_iter(values), |row| row.get(0))?
        .collect::<Result<_, _>>()?)
}

/// What a query asks beside words, and that the reader sees the article; nothing where words are all and the reader sees all. The
/// reader is the first of the values and the first parameter: the conditions stand before all other parameters.
fn conditions(view: View<'_>, query: &Query) -> Result<(String, Vec<Value>), StoreError> {
    let sight = view.sight()?;
    if query.fields.is_empty() && sight == Sight::All {
        return Ok((String::new(), Vec::new()));
    }
    let (mut sql, mut values) = (" AND ?1 > 0".to_owned(), vec![view.user.0.into()]);
    for field in &query.fields {
        condition(field, &mut sql, &mut values);
    }
    if sight != Sight::All {
        sql.push_str(&format!(" AND {}", sight.condition("?1")));
    }
    Ok((sql, values))
}

/// What is asked of the index.
struct Sought {
    /// In FTS5's words.
    words: String,
    /// Conditions that the index does not know, as SQL that begins with ` AND`, with their values: the reader, then the others.
    conditions: String,
    values: Vec<Value>,
    /// First article that can match by its time.
    from: i64,
}

/// A page of what was found.
#[derive(Default)]
struct Found {
    ids: Vec<i64>,
    /// Headline and standfirst with what was found marked, for those that were weighed.
    marked: HashMap<i64, (String, String)>,
    /// Whether looking ended before all matches had been held against the conditions.
    partly: bool,
}

struct Weighed {
    id: i64,
    at: i64,
    relevance: f64,
    title: String,
    standfirst: String,
    in_title: bool,
}

impl Sought {
    fn new(view: View<'_>, query: &Query, words: String) -> Result<Self, StoreError> {
        let (conditions, values) = conditions(view, query)?;
        let mut from = 0;
        for field in &query.fields {
            if let (Test::After(date), false) = (&field.test, field.not) {
                // Seen no earlier than published; a day for what is under way.
                from = from.max(first_seen_from(view.tx, day(*date) - DAY)?);
            }
        }
        Ok(Self { words, conditions, values, from })
    }

    fn page(&self, tx: &Connection, query: &Query, limit: usize, offset: usize) -> Result<Found, StoreError> {
        let (newest, mut partly) = self.below(tx, i64::MAX, WEIGHED)?;
        let (Some(top), Some(floor)) = (newest.first().copied(), newest.last().copied()) else {
            return Ok(Found { partly, ..Found::default() });
        };
        let mut weighed = self.weigh(tx, query, &self.words, floor, top + 1, WEIGHED)?;
        let titled = weighed.iter().filter(|one| one.in_title).count();
        if newest.len() == WEIGHED && titled < PLENTY && query.fields.is_empty() {
            let words = query.headline_match().unwrap_or_default();
            if !words.is_empty() {
                weighed.extend(self.weigh(tx, query, &words, self.from, floor, HEADLINES)?);
            }
        }
        order(&mut weighed);
        let mut found = Found::default();
        let first: Vec<i64> = weighed.iter().map(|one| one.id).collect();
        let end = (offset + limit).min(GIVEN);
        found.ids = first.iter().skip(offset).take(end.saturating_sub(offset)).copied().collect();
        if end > first.len() && newest.len() == WEIGHED {
            let (older, ended) = self.below(tx, floor, end - first.len() + HEADLINES)?;
            partly |= ended;
            let older = older.into_iter().filter(|id| !first.contains(id));
            let (skip, wanted) = (offset.saturating_sub(first.len()), end - offset.max(first.len()).min(end));
            found.ids.extend(older.skip(skip).take(wanted));
        }
        let texts = weighed.into_iter().map(|one| (one.id, (one.title, one.standfirst)));
        found.marked = texts.collect();
        found.partly = partly;
        Ok(found)
    }

    /// The newest matches before a number, newest first, with whether looking ended early.
    fn below(&self, tx: &Connection, before: i64, limit: usize) -> Result<(Vec<i64>, bool), StoreError> {
        let plain = "SELECT rowid FROM search WHERE search MATCH ? AND rowid >= ? AND rowid < ?
                     ORDER BY rowid DESC LIMIT ?";
        let bounds =
            |limit: usize| [self.words.clone().into(), self.from.into(), before.into(), to_value(limit)];
        if self.conditions.is_empty() {
            let mut statement = tx.prepare_cached(plain)?;
            let ids = statement.query_map(bounds(limit), |row| row.get(0))?.collect::<Result<_, _>>()?;
            return Ok((ids, false));
        }
        let sql = format!(
            "SELECT f.rowid, (1{}) FROM ({plain}) f JOIN entries e ON e.id = f.rowid",
            self.conditions
        );
        let values = self.values.iter().cloned().chain(bounds(LOOKED_THROUGH)).collect::<Vec<_>>();
        let mut statement = tx.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let (mut ids, mut looked) = (Vec::new(), 0);
        while let Some(row) = rows.next()? {
            looked += 1;
            if row.get::<_, Option<bool>>(1)?.unwrap_or(false) {
                ids.push(row.get(0)?);
                if ids.len() == limit {
                    return Ok((ids, false));
                }
            }
        }
        Ok((ids, looked == LOOKED_THROUGH))
    }

    /// Matches of some words between two numbers, newest first, with what their headlines and standfirsts hold.
    fn weigh(
        &self,
        tx: &Connection,
        query: &Query,
        words: &str,
        from: i64,
        before: i64,
        limit: usize,
    ) -> Result<Vec<Weighed>, StoreError> {
        let sql = format!(
            "SELECT search.rowid, e.sorted_at, highlight(search, 0, char(2), char(3)), highlight(search, 1, char(2), char(3))
             FROM search JOIN entries e ON e.id = search.rowid
             WHERE 1{} AND search MATCH ? AND search.rowid >= ? AND search.rowid < ? ORDER BY search.rowid DESC LIMIT ?",
            self.conditions
        );
        let mut values = self.values.clone();
        values.extend([words.to_owned().into(), from.into(), before.into(), to_value(limit)]);
        let terms = query.wanted.len().max(1);
        let mut statement = tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| {
            let (title, standfirst): (String, String) = (row.get(2)?, row.get(3)?);
            let share = |text: &str| text.matches('\u{2}').count().min(terms) as f64 / terms as f64;
            let (in_title, in_standfirst) = (share(&title), share(&standfirst));
            Ok(Weighed {
                id: row.get(0)?,
                at: row.get(1)?,
                relevance: 1.0 + IN_HEADLINE * in_title + IN_STANDFIRST * in_standfirst,
                in_title: in_title > 0.99,
                title,
                standfirst,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn to_value(number: usize) -> Value {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// By relevance times `1 + 1 / (1 + weeks before the newest)`.
fn order(weighed: &mut [Weighed]) {
    let newest = weighed.iter().map(|one| one.at).max().unwrap_or_default();
    let score = |one: &Weighed| one.relevance * (1.0 + 1.0 / (1.0 + (newest - one.at) as f64 / WEEK));
    weighed.sort_by(|a, b| score(b).total_cmp(&score(a)).then(b.at.cmp(&a.at)).then(b.id.cmp(&a.id)));
}

/// The latest articles that hold some words, as a person types them.
pub(crate) fn numbers_of(view: View<'_>, text: &str) -> Result<Vec<i64>, StoreError> {
    let query = view.query(text)?;
    after(view, &query, 0, GIVEN)
}

/// The latest articles that match, latest first; none for an empty query.
pub(crate) fn latest(view: View<'_>, query: &Query, limit: usize) -> Result<Vec<i64>, StoreError> {
    after(view, query, 0, limit)
}

/// Articles beyond a number that match, at most so many.
pub(crate) fn count_after(view: View<'_>, query: &Query, number: i64, most: u32) -> Result<u32, StoreError> {
    let found = after(view, query, number + 1, most as usize)?;
    Ok(u32::try_from(found.len()).unwrap_or(most))
}

/// Articles from a number on that match, the latest of them where there are very many.
pub(crate) fn matching_from(view: View<'_>, query: &Query, number: i64) -> Result<Vec<i64>, StoreError> {
    after(view, query, number, MATCHING)
}

/// Matches that are looked for at once.
const MATCHING: usize = 5_000;

fn after(view: View<'_>, query: &Query, from: i64, limit: usize) -> Result<Vec<i64>, StoreError> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(words) = query.asked_match() {
        let mut sought = Sought::new(view, query, words)?;
        sought.from = sought.from.max(from);
        return Ok(sought.below(view.tx, i64::MAX, limit)?.0);
    }
    let (conditions, values) = conditions(view, query)?;
    let sql = format!(
        "SELECT e.id FROM entries e WHERE e.id >= {from}{conditions} ORDER BY e.id DESC LIMIT {limit}"
    );
    ids(view, &sql, values)
}

fn day(day: jiff::civil::Date) -> i64 {
    let start = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
    start.map(Timestamp::as_millisecond).unwrap_or_default()
}

/// A condition as it stands, so that an index can serve it; turned round, what is unknown is not so.
fn condition(field: &Field, sql: &mut String, values: &mut Vec<Value>) {
    sql.push_str(if field.not { " AND NOT coalesce(" } else { " AND (" });
    match &field.test {
        Test::Before(date) => {
            sql.push_str("e.sorted_at < ?");
            values.push(day(*date).into());
        }
        Test::After(date) => {
            sql.push_str("e.sorted_at >= ?");
            values.push(day(*date).into());
        }
        Test::Label(name) => {
            sql.push_str(
                "e.id IN (SELECT el.entry FROM labels l JOIN entry_labels el ON el.user = l.user AND el.label = l.id
                 WHERE l.user = ?1 AND l.name = ?)",
            );
            values.push(name.clone().into());
        }
        Test::Flag(flag) => sql.push_str(
            &flag
                .replace("{unread}", &is_unread("?1"))
                .replace("{starred}", &is_starred("?1"))
                .replace("{original}", &sees("o.id", "?1")),
        ),
    }
    sql.push_str(if field.not { ", 0)" } else { ")" });
}
