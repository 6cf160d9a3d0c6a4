//! Lists of what a person has set up: rules, notes, labels, follows, searches.

use crate::report::{Report, Table};
use crate::request::OwnList;
use crate::table_cells::{ListShape, cells};
use anyhow::Result;
use dateline_server::desk_json::{follow_json, label_json, note_json, rule_json, saved_json};
use dateline_store::Reader;
use serde_json::{Map, Value};

/// A list with its fields, and what is told where it is empty.
struct Own {
    key: &'static str,
    fields: &'static [&'static str],
    none: &'static str,
}

const RULES: Own = Own {
    key: "rules",
    fields: &["id", "name", "paused", "matches", "conditions", "actions"],
    none: "no rules yet; the desk's page Rules makes them",
};
const NOTES: Own = Own {
    key: "notes",
    fields: &["id", "entry", "changed", "title", "quote", "text"],
    none: "no notes yet; they are made on an article's page",
};
const LABELS: Own = Own {
    key: "labels",
    fields: &["id", "name", "entries"],
    none: "no labels yet; `dateline label NAME ID` gives one to an article",
};
const FOLLOWS: Own = Own {
    key: "follows",
    fields: &["id", "kind", "value", "at"],
    none: "nothing is followed yet; the desk's page Follows adds it",
};
const SEARCHES: Own = Own {
    key: "searches",
    fields: &["id", "name", "q", "alert", "new"],
    none: "no searches are kept; the desk's page Searches keeps them",
};

/// Articles with notes that are read at once.
const PART: u32 = 200;

/// The rows of a list with everything.
pub(crate) async fn list(reader: Reader<'_>, which: OwnList) -> Result<Report> {
    let (own, rows): (Own, Vec<Value>) = match which {
        OwnList::Rules => (RULES, reader.rules().await?.iter().map(rule_json).collect()),
        OwnList::Notes => (NOTES, notes(reader).await?),
        OwnList::Labels => (LABELS, reader.labels().await?.iter().map(label_json).collect()),
        OwnList::Follows => (FOLLOWS, reader.follows().await?.iter().map(follow_json).collect()),
        OwnList::Searches => (SEARCHES, reader.saved_searches().await?.iter().map(saved_json).collect()),
    };
    Ok(report(&own, rows))
}

fn report(own: &Own, rows: Vec<Value>) -> Report {
    let shape = ListShape::new(own.key, own.fields);
    let empty = rows.is_empty();
    let table = Table::new(own.fields, rows.iter().map(|row| cells(row, &shape.fields)).collect());
    let json = Value::Object(Map::from_iter([(own.key.to_owned(), Value::Array(rows))]));
    let report = Report::done(json, own.none).with_list(shape);
    Report { table: (!empty).then_some(table), ..report }
}

/// Notes with the headline of their article, those of the latest noted article first.
async fn notes(reader: Reader<'_>) -> Result<Vec<Value>> {
    let mut rows = Vec::new();
    for part in 0.. {
        let noted = reader.noted(part * PART, PART).await?;
        let last = noted.len() < PART as usize;
        for (entry, notes) in noted {
            rows.extend(notes.iter().map(|note| {
                let mut value = note_json(note);
                value["title"] = Value::String(entry.title.clone());
                value["url"] = entry.url.as_ref().map_or(Value::Null, |url| url.as_str().into());
                value
            }));
        }
        if last {
            break;
        }
    }
    Ok(rows)
}
