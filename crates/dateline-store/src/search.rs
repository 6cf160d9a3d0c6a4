//! Full-text search: matched by FTS5, ranked by bm25 (headline 8, standfirst 3, publisher 2, body 1) and freshness, grouped
//! by story.

use crate::lists::summaries;
use crate::query::{Field, Query, Test};
use crate::segment::plain;
use crate::stories::MOST;
use crate::{Fragment, SearchAnswer, SearchGroup, SearchHit, SearchQuery, Store, StoreError};
use dateline_model::EntryId;
use jiff::Timestamp;
use jiff::tz::Offset;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

impl Store {
    /// Articles that hold what is asked for. No text is an error; an empty one finds nothing.
    pub async fn search(&self, query: SearchQuery) -> Result<SearchAnswer, StoreError> {
        self.read(move |tx| search(tx, &query)).await
    }
}

fn search(tx: &Connection, asked: &SearchQuery) -> Result<SearchAnswer, StoreError> {
    let mut query = Query::parse(&asked.text);
    let problems = std::mem::take(&mut query.problems);
    if query.is_empty() {
        return Ok(SearchAnswer { groups: Vec::new(), problems, more: false });
    }
    let limit = asked.window.limit.min(MOST) as usize;
    let mut ids = matching(tx, &query, limit + 1, asked.window.offset)?;
    let more = ids.len() > limit;
    ids.truncate(limit);
    Ok(SearchAnswer { groups: group(tx, &query, &ids)?, problems, more })
}

/// Rows to be looked at, as SQL after `SELECT ... `, with its values: `search` and `e` where words are wanted, else `e`.
struct Sought {
    sql: String,
    values: Vec<Value>,
    worded: bool,
}

fn sought(query: &Query) -> Sought {
    let mut values: Vec<Value> = Vec::new();
    let worded = query.asked_match();
    let mut sql = match &worded {
        Some(asked) => {
            values.push(asked.clone().into());
            "FROM search JOIN entries e ON e.id = search.rowid WHERE search MATCH ?".to_owned()
        }
        None => "FROM entries e WHERE 1".to_owned(),
    };
    if let Some(barred) = query.barred_match().filter(|_| worded.is_none()) {
        sql.push_str(" AND e.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)");
        values.push(barred.into());
    }
    for field in &query.fields {
        condition(field, &mut sql, &mut values);
    }
    Sought { sql, values, worded: worded.is_some() }
}

/// Articles by relevance and freshness: bm25 times `1 + 1 / (1 + weeks)`, weeks before the newest article of the desk. Of
/// more than [`WEIGHED`] matches the latest are weighed, so that a word of every second article costs no more.
fn matching(tx: &Connection, query: &Query, limit: usize, offset: u32) -> Result<Vec<i64>, StoreError> {
    let Sought { sql, values, worded } = sought(query);
    let sql = if worded {
        format!(
            "WITH found AS (SELECT e.id AS id, search.rank AS score, e.sorted_at AS at {sql}
                 ORDER BY search.rowid DESC LIMIT {WEIGHED}),
             newest AS (SELECT max(at) AS at FROM found)
             SELECT id FROM found ORDER BY
                 score * (1 + 1 / (1 + ((SELECT at FROM newest) - at) / {WEEK}.0)), at DESC, id DESC
             LIMIT {limit} OFFSET {offset}"
        )
    } else {
        format!("SELECT e.id {sql} ORDER BY e.sorted_at DESC, e.id DESC LIMIT {limit} OFFSET {offset}")
    };
    ids(tx, &sql, values)
}

/// Matches that are weighed.
const WEIGHED: u32 = 5_000;
/// Milliseconds of the week in which freshness counts half as much.
const WEEK: i64 = 7 * 24 * 3_600_000;

fn ids(tx: &Connection, sql: &str, values: Vec<Value>) -> Result<Vec<i64>, StoreError> {
    let mut statement = tx.prepare_cached(sql)?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

/// The latest articles that match, latest first; none for an empty query.
pub(crate) fn latest(tx: &Connection, query: &Query, limit: u32) -> Result<Vec<i64>, StoreError> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let Sought { sql, values, worded } = sought(query);
    let order = if worded { "search.rowid" } else { "e.id" };
    ids(tx, &format!("SELECT e.id {sql} ORDER BY {order} DESC LIMIT {limit}"), values)
}

/// Articles beyond a number that match, at most so many.
pub(crate) fn count_after(tx: &Connection, query: &Query, after: i64, most: u32) -> Result<u32, StoreError> {
    if query.is_empty() {
        return Ok(0);
    }
    let Sought { mut sql, mut values, worded } = sought(query);
    sql.push_str(if worded { " AND search.rowid > ?" } else { " AND e.id > ?" });
    values.push(after.into());
    let found = ids(tx, &format!("SELECT e.id {sql} LIMIT {most}"), values)?;
    Ok(u32::try_from(found.len()).unwrap_or(most))
}

fn condition(field: &Field, sql: &mut String, values: &mut Vec<Value>) {
    let day = |day: jiff::civil::Date| {
        let start = Offset::UTC.to_timestamp(day.at(0, 0, 0, 0));
        Value::from(start.map(Timestamp::as_millisecond).unwrap_or_default())
    };
    sql.push_str(if field.not { " AND NOT coalesce(" } else { " AND coalesce(" });
    match &field.test {
        Test::Publisher(name) => {
            sql.push_str(
                "instr(lower(coalesce(e.publisher, '') || ' ' || coalesce(e.publisher_host, '')), ?) > 0",
            );
            values.push(name.clone().into());
        }
        Test::Language(tag) => {
            sql.push_str("(lower(e.language) || '-') LIKE ? || '-%'");
            values.push(tag.replace(['%', '_'], "").into());
        }
        Test::Before(date) => {
            sql.push_str("e.sorted_at < ?");
            values.push(day(*date));
        }
        Test::After(date) => {
            sql.push_str("e.sorted_at >= ?");
            values.push(day(*date));
        }
        Test::Flag(flag) => sql.push_str(flag),
    }
    sql.push_str(", 0)");
}

fn group(tx: &Connection, query: &Query, ids: &[i64]) -> Result<Vec<SearchGroup>, StoreError> {
    let wanted = query.wanted_match();
    let mut groups: Vec<SearchGroup> = Vec::new();
    for entry in summaries(tx, ids)? {
        let (title, snippet) = marked(tx, wanted.as_deref(), entry.id, &entry.title)?;
        let story = entry.story;
        let hit = SearchHit { entry, title, snippet };
        match groups.iter_mut().find(|group| story.is_some() && group.story == story) {
            Some(group) => group.hits.push(hit),
            None => groups.push(SearchGroup { story, hits: vec![hit] }),
        }
    }
    Ok(groups)
}

type Marked = (Vec<Fragment>, Vec<Fragment>);

/// Headline and a piece of the text with what was found marked.
fn marked(tx: &Connection, wanted: Option<&str>, id: EntryId, title: &str) -> Result<Marked, StoreError> {
    let unmarked = || (vec![Fragment { text: title.to_owned(), hit: false }], Vec::new());
    let Some(wanted) = wanted else { return Ok(unmarked()) };
    let sql = "SELECT highlight(search, 0, char(2), char(3)), snippet(search, 2, char(2), char(3), '…', 32),
               snippet(search, 1, char(2), char(3), '…', 32) FROM search WHERE search MATCH ? AND rowid = ?";
    let found = tx
        .prepare_cached(sql)?
        .query_row(params![wanted, id.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        })
        .optional()?;
    let Some((title, body, standfirst)) = found else { return Ok(unmarked()) };
    let text = if body.contains('\u{2}') || standfirst.is_empty() { body } else { standfirst };
    Ok((fragments(&title), fragments(&text)))
}

/// Takes apart what `highlight` and `snippet` marked with U+0002 and U+0003.
fn fragments(marked: &str) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    let mut push = |text: &str, hit: bool| {
        let text = plain(text).replace('\u{3}', "");
        match fragments.last_mut() {
            Some(last) if last.hit == hit => last.text.push_str(&text),
            _ if !text.is_empty() => fragments.push(Fragment { text, hit }),
            _ => {}
        }
    };
    let mut parts = marked.split('\u{2}');
    push(parts.next().unwrap_or_default(), false);
    for part in parts {
        let (hit, rest) = part.split_once('\u{3}').unwrap_or((part, ""));
        push(hit, true);
        push(rest, false);
    }
    fragments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_fragments() {
        let found = fragments("a \u{2}ferry\u{3} and \u{2}東\u{3}\u{200b}\u{2}京\u{3}");
        let shown: Vec<(&str, bool)> = found.iter().map(|f| (f.text.as_str(), f.hit)).collect();
        assert_eq!(shown, [("a ", false), ("ferry", true), (" and ", false), ("東京", true)]);
    }
}
