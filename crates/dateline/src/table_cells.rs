//! Lists of JSON values as lines for programs and spreadsheets: which fields, and how a cell is written in each form.

use crate::cli::ListForm;
use anyhow::{Result, bail};
use dateline_model::plain;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A list inside the JSON of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ListShape {
    /// Where its rows stand; a dot leads into each row of a list of lists.
    pub(crate) key: String,
    /// Fields that are printed where nobody names others.
    pub(crate) fields: Vec<String>,
}

impl ListShape {
    /// A list of this key with these fields.
    pub(crate) fn new(key: &str, fields: &[&str]) -> Self {
        Self { key: key.to_owned(), fields: fields.iter().map(|field| (*field).to_owned()).collect() }
    }

    /// Its rows in a report's JSON.
    pub(crate) fn rows<'a>(&self, json: &'a Value) -> Vec<&'a Value> {
        let mut rows = vec![json];
        for part in self.key.split('.') {
            rows = rows.iter().filter_map(|row| row.get(part)?.as_array()).flatten().collect();
        }
        rows
    }

    /// The name of the list itself.
    pub(crate) fn name(&self) -> &str {
        self.key.rsplit('.').next().unwrap_or(&self.key)
    }

    /// The fields to print; refused where the rows have no such field.
    pub(crate) fn chosen<'a>(&'a self, asked: &'a [String], rows: &[&Value]) -> Result<&'a [String]> {
        if asked.is_empty() {
            return Ok(&self.fields);
        }
        let Some(Some(first)) = rows.first().map(|row| row.as_object()) else { return Ok(asked) };
        if let Some(unknown) = asked.iter().find(|field| rows.iter().all(|row| !has(row, field))) {
            let known: Vec<&str> = first.keys().map(String::as_str).collect();
            bail!("there is no field {unknown:?}; there are {}", known.join(", "));
        }
        Ok(asked)
    }
}

/// Whether a row has a field, be it null.
fn has(row: &Value, path: &str) -> bool {
    let mut at = row;
    for part in path.split('.') {
        match at {
            Value::Object(object) => match object.get(part) {
                Some(next) => at = next,
                None => return false,
            },
            // What may be an object in another row, or is a list of objects.
            Value::Null | Value::Array(_) => return true,
            _ => return false,
        }
    }
    true
}

/// The value of a field; of a list, those of all its items.
fn value(row: &Value, path: &str) -> Value {
    let Some((part, rest)) = path.split_once('.') else {
        return match row {
            Value::Array(items) => items.iter().map(|item| value(item, path)).collect(),
            _ => row.get(path).cloned().unwrap_or(Value::Null),
        };
    };
    match row {
        Value::Array(items) => items.iter().map(|item| value(item, path)).collect(),
        _ => value(row.get(part).unwrap_or(&Value::Null), rest),
    }
}

/// A row with these fields alone, each under the name that was asked for.
pub(crate) fn reduced(row: &Value, fields: &[String]) -> Value {
    let pairs = fields.iter().map(|field| (field.clone(), value(row, field)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// A value as one cell: text as it is, nothing for null, lists with commas, everything else as JSON.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            items.iter().map(cell).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    };
    plain(&text).into_owned()
}

/// The cells of a row.
pub(crate) fn cells(row: &Value, fields: &[String]) -> Vec<String> {
    fields.iter().map(|field| cell(&value(row, field))).collect()
}

/// The line of heads; none where each line of the form stands for itself.
pub(crate) fn head(form: ListForm, fields: &[String]) -> Option<String> {
    match form {
        ListForm::Json | ListForm::Ndjson => None,
        ListForm::Markdown => {
            let rule = vec!["---".to_owned(); fields.len()];
            Some(format!("{}\n{}", markdown_line(fields), markdown_line(&rule)))
        }
        ListForm::Csv => Some(csv_line(fields)),
        ListForm::Tsv | ListForm::Table => Some(tab_line(fields)),
    }
}

/// A row as a line of a form.
pub(crate) fn line(form: ListForm, row: &Value, fields: &[String], all: bool) -> Result<String> {
    Ok(match form {
        ListForm::Json | ListForm::Ndjson if all => serde_json::to_string(row)?,
        ListForm::Json | ListForm::Ndjson => serde_json::to_string(&reduced(row, fields))?,
        ListForm::Markdown => {
            let cells: Vec<String> = cells(row, fields).iter().map(|cell| markdown_cell(cell)).collect();
            markdown_line(&cells)
        }
        ListForm::Csv => csv_line(&cells(row, fields)),
        ListForm::Tsv | ListForm::Table => tab_line(&cells(row, fields)),
    })
}

/// Values with commas (RFC 4180): those with a comma, a quote or the end of a line stand in quotes.
fn csv_line(cells: &[String]) -> String {
    let quoted = cells.iter().map(|cell| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    });
    quoted.collect::<Vec<_>>().join(",")
}

fn tab_line(cells: &[String]) -> String {
    let flat = cells.iter().map(|cell| cell.replace(['\t', '\n', '\r'], " "));
    flat.collect::<Vec<_>>().join("\t")
}

fn markdown_line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// Text that Markdown shows as it is.
fn markdown_cell(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\t' => out.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_form_writes_a_row_so_that_its_readers_get_the_values_back() {
        let row = json!({
            "id": 7, "title": "One, \"two\" | three\nfour\t*", "none": null, "yes": true,
            "labels": ["a", "b, c"], "lead": {"title": "Lead"}, "versions": [{"id": 1}, {"id": 2}],
        });
        let check = |form: ListForm, fields: &[&str], expected: &str| {
            let fields: Vec<String> = fields.iter().map(|field| (*field).to_owned()).collect();
            assert_eq!(line(form, &row, &fields, false).unwrap(), expected);
        };
        let fields = ["id", "title", "none", "yes"];
        check(ListForm::Csv, &fields, "7,\"One, \"\"two\"\" | three\nfour\t*\",,true");
        check(ListForm::Tsv, &fields, "7\tOne, \"two\" | three four *\t\ttrue");
        check(ListForm::Markdown, &fields, "| 7 | One, \"two\" \\| three four \\* |  | true |");
        check(ListForm::Ndjson, &["id", "none"], "{\"id\":7,\"none\":null}");
        check(ListForm::Csv, &["labels", "lead.title", "versions.id"], "\"a, b, c\",Lead,\"1, 2\"");
        assert_eq!(head(ListForm::Csv, &["a".to_owned(), "b,c".to_owned()]).unwrap(), "a,\"b,c\"");
        assert!(head(ListForm::Ndjson, &[]).is_none());
    }

    #[test]
    fn a_field_that_no_row_has_is_refused_with_those_that_there_are() {
        let shape = ListShape::new("rows", &["id"]);
        let json = json!({"rows": [{"id": 1, "lead": null}, {"id": 2, "lead": {"title": "x"}}]});
        let rows = &shape.rows(&json);
        let asked = |field: &str| vec![field.to_owned()];
        assert!(shape.chosen(&asked("lead.title"), rows).is_ok());
        let refused = asked("titel");
        let error = shape.chosen(&refused, rows).unwrap_err().to_string();
        assert_eq!(error, "there is no field \"titel\"; there are id, lead");
        assert!(shape.chosen(&refused, &[]).is_ok(), "of an empty list nothing is known");
    }
}
