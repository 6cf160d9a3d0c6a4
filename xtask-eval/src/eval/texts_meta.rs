//! Titles, bylines and days against gold.

use super::corpus::string;
use super::text_score::{share, tokens};
use dateline_model::{Article, Date, Reading};
use jiff::tz::Offset;
use serde_json::Value;
use std::collections::BTreeSet;

/// One figure over a set.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) detail: String,
}

/// Title exact after normalising, bylines set-F1, published day exact; each only where the gold has the field.
pub(crate) fn figures(cases: &[(&Value, &Reading)]) -> Vec<Figure> {
    let mut figures = Vec::new();
    let titles: Vec<bool> = cases.iter().filter_map(|(gold, reading)| title_right(gold, reading)).collect();
    push(&mut figures, "title", &titles);
    let bylines: Vec<(usize, usize, usize)> =
        cases.iter().filter_map(|(gold, reading)| byline_counts(gold, reading)).collect();
    if !bylines.is_empty() {
        let sum = |pick: fn(&(usize, usize, usize)) -> usize| bylines.iter().map(pick).sum::<usize>();
        let (common, wanted, held) = (sum(|c| c.0), sum(|c| c.1), sum(|c| c.2));
        let value = share(2 * common, wanted + held);
        figures.push(Figure {
            name: "byline_f1",
            value,
            detail: format!("n={} names {common}/{wanted}", bylines.len()),
        });
    }
    let days: Vec<bool> = cases.iter().filter_map(|(gold, reading)| day_right(gold, reading)).collect();
    push(&mut figures, "day", &days);
    figures
}

fn push(figures: &mut Vec<Figure>, name: &'static str, right: &[bool]) {
    if !right.is_empty() {
        let count = right.iter().filter(|right| **right).count();
        figures.push(Figure {
            name,
            value: share(count, right.len()),
            detail: format!("{count} of {}", right.len()),
        });
    }
}

fn article(reading: &Reading) -> Option<&Article> {
    reading.article.as_ref()
}

fn title_right(gold: &Value, reading: &Reading) -> Option<bool> {
    let wanted = gold["title"].as_str().filter(|title| !title.trim().is_empty())?;
    let held = article(reading).and_then(|article| article.title.as_deref()).unwrap_or_default();
    Some(tokens(wanted) == tokens(held))
}

fn byline_counts(gold: &Value, reading: &Reading) -> Option<(usize, usize, usize)> {
    let wanted = names(&gold["author"]);
    if wanted.is_empty() {
        return None;
    }
    let held: BTreeSet<String> =
        article(reading).into_iter().flat_map(|article| &article.bylines).map(|name| folded(name)).collect();
    Some((wanted.intersection(&held).count(), wanted.len(), held.len()))
}

fn names(author: &Value) -> BTreeSet<String> {
    let one = author.as_str().into_iter().flat_map(|text| text.split([';', ',']));
    let many = author.as_array().into_iter().flatten().filter_map(Value::as_str);
    one.chain(many).map(folded).filter(|name| !name.is_empty()).collect()
}

fn folded(name: &str) -> String {
    tokens(name).join(" ")
}

fn day_right(gold: &Value, reading: &Reading) -> Option<bool> {
    let wanted = string(gold, "date").get(..10)?;
    let held = article(reading).and_then(|article| article.published);
    Some(held.is_some_and(|date| days(date).iter().any(|day| day == wanted)))
}

/// The day as the publisher wrote it, and in UTC: golds follow either.
fn days(date: Date) -> Vec<String> {
    match date {
        Date::Day(day) => vec![day.to_string()],
        Date::Instant { at, offset } => {
            let local = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
            [local, Offset::UTC].iter().map(|zone| zone.to_datetime(at).date().to_string()).collect()
        }
    }
}
