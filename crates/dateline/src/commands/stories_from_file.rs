//! `stories --from`: groups the documents of a file with the very code that the desk uses.

use crate::cli::StoryOrder;
use crate::commands::input_files;
use crate::output::{self, Outcome};
use anyhow::{Context, Result};
use dateline_model::{EntryId, Holding, StoryDoc};
use dateline_story::{Order, cluster};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::Path;

/// One line of the input.
#[derive(Deserialize)]
struct Line {
    id: Value,
    title: String,
    text: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    date: Option<String>,
    language: Option<String>,
}

/// Writes `{"id", "cluster"}` lines, or the error of a line in its place.
pub(crate) fn from_file(file: &Path, order: StoryOrder) -> Result<Outcome> {
    let bytes = input_files::read(file)?;
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    let numbered = text.lines().zip(1_usize..).filter(|(line, _)| !line.trim().is_empty());
    let (numbers, lines): (Vec<usize>, Vec<_>) =
        numbered.map(|(line, number)| (number, read_line(line))).unzip();
    let docs = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| line.as_ref().ok().map(|line| doc(index, line)))
        .collect();
    let order = match order {
        StoryOrder::Time => Order::Time,
        StoryOrder::Given => Order::Given,
    };
    let clusters: HashMap<EntryId, _> = cluster(docs, order).into_iter().collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut outcome = Outcome::Done;
    for (index, (line, number)) in lines.iter().zip(numbers).enumerate() {
        let written = match line {
            Ok(line) => {
                let story = clusters.get(&entry_id(index)).context("every document stands in a story")?;
                json!({"id": line.id, "cluster": story.0.to_string()})
            }
            Err(error) => {
                outcome = Outcome::Partly;
                json!({"id": null, "cluster": null, "error": format!("line {number}: {error}")})
            }
        };
        output::json_line(&mut out, &written)?;
    }
    out.flush().context(output::UNWRITTEN)?;
    Ok(outcome)
}

/// A line, or what is wrong with it.
fn read_line(text: &str) -> Result<Line, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| reason(&error))?;
    if !value.is_object() {
        return Err("a line is one JSON object, {\"id\": …, \"title\": …}".to_owned());
    }
    let line: Line = serde_json::from_value(value).map_err(|error| reason(&error))?;
    match line.date.as_deref() {
        Some(date) if time(date).is_none() => {
            Err(format!("the date {date:?} is neither a day (2026-03-02) nor a time (2026-03-02T12:00:00Z)"))
        }
        _ => Ok(line),
    }
}

/// The error without its own place: each line is a document of its own to the parser, its first line.
fn reason(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column", " at column")
}

fn entry_id(index: usize) -> EntryId {
    EntryId(i64::try_from(index).unwrap_or(i64::MAX))
}

fn doc(index: usize, line: &Line) -> StoryDoc {
    StoryDoc {
        id: entry_id(index),
        title: line.title.clone(),
        text: line.text.clone().unwrap_or_default(),
        publisher: line.publisher.clone(),
        agency: None,
        url: line.url.clone(),
        time: line.date.as_deref().and_then(time),
        language: line.language.clone(),
        holding: Holding::Full,
    }
}

/// RFC 3339, or a day, which stands for its noon.
fn time(text: &str) -> Option<Timestamp> {
    let day = || Some(dateline_model::Date::Day(text.get(..10)?.parse().ok()?).approximate());
    text.parse().ok().or_else(day)
}
