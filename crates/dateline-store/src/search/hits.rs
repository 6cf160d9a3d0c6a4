//! What was found as it is shown: groups by story, with the words that were sought marked.

use crate::query::Query;
use crate::reader::View;
use crate::summaries::summaries;
use crate::word_segmentation::plain;
use crate::{Fragment, SearchGroup, SearchHit, StoreError};
use dateline_model::EntryId;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::collections::HashMap;

/// Headlines and standfirsts by article, marked.
pub(super) type Texts = HashMap<i64, (String, String)>;

/// The articles in groups by story, each with what was found marked.
pub(super) fn group(
    view: View<'_>,
    query: &Query,
    ids: &[i64],
    texts: &mut Texts,
) -> Result<Vec<SearchGroup>, StoreError> {
    let wanted = query.wanted_match();
    let mut groups: Vec<SearchGroup> = Vec::new();
    for entry in summaries(view, ids)? {
        let text = texts.remove(&entry.id.0);
        let (title, snippet) = marked(view.tx, wanted.as_deref(), entry.id, &entry.title, text)?;
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

/// Headline and a piece of the text with what was found marked. A standfirst that holds it is piece enough; a piece of the
/// body costs a third of a millisecond, since FTS5 takes the whole body apart for it.
fn marked(
    tx: &Connection,
    wanted: Option<&str>,
    id: EntryId,
    title: &str,
    known: Option<(String, String)>,
) -> Result<Marked, StoreError> {
    let unmarked = || (vec![Fragment { text: title.to_owned(), hit: false }], Vec::new());
    let Some(wanted) = wanted else { return Ok(unmarked()) };
    let heads = match known {
        Some(known) => Some(known),
        None => heads(tx, wanted, id)?,
    };
    let Some((title, standfirst)) = heads else { return Ok(unmarked()) };
    let text = if standfirst.contains('\u{2}') { standfirst } else { body(tx, wanted, id, standfirst)? };
    Ok((fragments(&title), fragments(&cut(&text))))
}

/// Headline and standfirst of an article that was not weighed.
fn heads(tx: &Connection, wanted: &str, id: EntryId) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT highlight(search, 0, char(2), char(3)), highlight(search, 1, char(2), char(3))
               FROM search WHERE search MATCH ? AND rowid = ?";
    let mut statement = tx.prepare_cached(sql)?;
    Ok(statement.query_row(params![wanted, id.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// A piece of the body, or the standfirst where nothing was found in the body.
fn body(tx: &Connection, wanted: &str, id: EntryId, standfirst: String) -> Result<String, StoreError> {
    let sql =
        "SELECT snippet(search, 2, char(2), char(3), '…', 32) FROM search WHERE search MATCH ? AND rowid = ?";
    let mut statement = tx.prepare_cached(sql)?;
    let found: Option<String> = statement.query_row(params![wanted, id.0], |row| row.get(0)).optional()?;
    Ok(found.filter(|text| text.contains('\u{2}') || standfirst.is_empty()).unwrap_or(standfirst))
}

/// Words of a standfirst that are shown, and those of them before the first that was found.
const SHOWN: usize = 40;
const BEFORE: usize = 8;

/// A long marked text cut about the first word that was found: some feeds give half an article as standfirst.
fn cut(marked: &str) -> String {
    let words: Vec<&str> = marked.split_inclusive(|c: char| c.is_whitespace() || c == '\u{200b}').collect();
    let found = words.iter().position(|word| word.contains('\u{2}')).unwrap_or(0);
    let start = if found + BEFORE < SHOWN { 0 } else { found - BEFORE };
    let end = (start + SHOWN).min(words.len());
    let begun = if start > 0 { "…" } else { "" };
    let ended = if end < words.len() { "…" } else { "" };
    format!("{begun}{}{ended}", words[start..end].concat().trim_end())
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
    fn a_long_text_is_cut_about_what_was_found() {
        let text = |found: usize| {
            let word = |n: usize| if n == found { format!("\u{2}{n}\u{3}") } else { n.to_string() };
            (0..60).map(word).collect::<Vec<_>>().join(" ")
        };
        let check = |found: usize, first: &str, last: &str| {
            let cut = cut(&text(found));
            assert!(cut.starts_with(first) && cut.ends_with(last) && cut.contains('\u{2}'), "{cut}");
        };
        check(3, "0 1 ", " 39…");
        check(35, "…27 28 ", " 59");
        check(59, "…51 52 ", "\u{2}59\u{3}");
        assert_eq!(cut("a \u{2}b\u{3} c"), "a \u{2}b\u{3} c");
        assert_eq!(cut(""), "");
    }

    #[test]
    fn marks_become_fragments() {
        let found = fragments("a \u{2}ferry\u{3} and \u{2}東\u{3}\u{200b}\u{2}京\u{3}");
        let shown: Vec<(&str, bool)> = found.iter().map(|f| (f.text.as_str(), f.hit)).collect();
        assert_eq!(shown, [("a ", false), ("ferry", true), (" and ", false), ("東京", true)]);
    }
}
