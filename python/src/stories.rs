//! Articles to stories.

use crate::error::{guarded, wrong};
use dateline_model::{Date, EntryId, Holding, StoryDoc};
use dateline_story::{Order, cluster};
use jiff::Timestamp;
use pyo3::prelude::*;
use std::collections::HashMap;

/// One article as Python gives it: title, text, publisher, address, date, language, holding.
type Given =
    (String, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>, Option<String>);

/// The number of each article's story, counted from 0 in the order of their first articles. `stories` of the package is what is
/// called.
#[pyfunction]
pub(crate) fn stories(py: Python<'_>, docs: Vec<Given>, by_time: bool) -> PyResult<Vec<usize>> {
    let docs = docs.into_iter().enumerate().map(|(at, given)| doc(at, given));
    let docs = docs.collect::<PyResult<Vec<StoryDoc>>>()?;
    let order = if by_time { Order::Time } else { Order::Given };
    let placed = py.detach(|| guarded(|| cluster(docs, order)))?;
    let mut numbers = HashMap::new();
    Ok(placed
        .into_iter()
        .map(|(_, story)| {
            let next = numbers.len();
            *numbers.entry(story.0).or_insert(next)
        })
        .collect())
}

fn doc(at: usize, (title, text, publisher, url, date, language, holding): Given) -> PyResult<StoryDoc> {
    let told = date.as_deref().filter(|date| !date.is_empty());
    let time = told.map(|date| {
        time(date).ok_or_else(|| {
            wrong(format!(
                "article {at}: the date {date:?} is neither a day (2026-03-02) nor a time (2026-03-02T12:00:00Z)"
            ))
        })
    });
    let holding = holding.as_deref().map(|word| {
        Holding::from_word(word).ok_or_else(|| wrong(format!("article {at}: there is no holding {word:?}")))
    });
    Ok(StoryDoc {
        id: EntryId(i64::try_from(at).unwrap_or(i64::MAX)),
        title,
        text: text.unwrap_or_default(),
        publisher,
        agency: None,
        url,
        time: time.transpose()?,
        language,
        holding: holding.transpose()?.unwrap_or(Holding::Full),
    })
}

/// RFC 3339, or a day, which stands for its noon.
fn time(text: &str) -> Option<Timestamp> {
    let day = || Some(Date::Day(text.get(..10)?.parse().ok()?).approximate());
    text.parse().ok().or_else(day)
}
