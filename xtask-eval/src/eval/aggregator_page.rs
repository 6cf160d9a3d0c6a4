//! One aggregator's page as plain text, read line by line: kinds, reasons, glued headlines, verdict, and nobody invented.

use super::Run;
use super::corpus::string;
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::{Context, Result};
use dateline_extract::{Explained, ExplainedLine, explain_text};
use dateline_model::{AsideItem, AsideKind, Origin, Reason};
use serde_json::Value;

/// The line that speaks for two reasons at once, and the reasons either of which is right.
const EITHER: (usize, [Reason; 2]) = (9, [Reason::BotCheck, Reason::Paywall]);
/// The line in which two headlines and their publishers stand glued together.
const CLUSTER: usize = 14;
/// Lines whose title is glued to the sentence behind it.
const GLUED: [usize; 2] = [15, 18];
/// Lines whose publisher nothing names, and the one whose dateline does.
const NAMELESS: [usize; 4] = [13, 15, 17, 18];
const DATELINE: (usize, &str) = (16, "CNN");

/// Two rows: lines, and what must be said of the whole.
pub(crate) fn table(run: &Run<'_>) -> Result<Table> {
    let folder = run.data.join("seed");
    let page = std::fs::read_to_string(folder.join("page.txt"))?;
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json"))?)?;
    let wanted = expected["lines"].as_array().context("expected.json has no lines")?;
    let read = explain_text(&page);
    let lines: Vec<&ExplainedLine> = read.lines.iter().filter(|line| !line.text.trim().is_empty()).collect();
    let mut table = Table::new("The seed: one aggregator's page, line by line");
    let right: Vec<bool> = wanted
        .iter()
        .enumerate()
        .map(|(number, wanted)| lines.get(number).is_some_and(|line| is_as(number, line, wanted)))
        .collect();
    row(
        run,
        &mut table,
        "seed.lines",
        right.iter().enumerate().map(|(at, right)| (format!("line {at}"), *right)),
    );
    let said = items(&lines).into_iter().chain(whole(&read, &expected["verdict"]));
    row(run, &mut table, "seed.said", said.map(|(what, right)| (what.to_owned(), right)));
    Ok(table)
}

fn row(run: &Run<'_>, table: &mut Table, key: &str, checks: impl Iterator<Item = (String, bool)>) {
    let checks: Vec<(String, bool)> = checks.collect();
    for (what, _) in checks.iter().filter(|(_, right)| !right && run.worst > 0) {
        out::line(&format!("{key}: {what} is not as expected"));
    }
    let right = checks.iter().filter(|(_, right)| *right).count();
    table.row(key, share(right, checks.len()), format!("{right} of {}", checks.len()), None);
}

fn is_as(number: usize, line: &ExplainedLine, wanted: &Value) -> bool {
    let kind = if line.is_body { Some("body") } else { line.kind.map(AsideKind::as_str) };
    let reason = line.reason.map(Reason::as_str);
    let either = number == EITHER.0 && line.reason.is_some_and(|reason| EITHER.1.contains(&reason));
    kind == wanted["kind"].as_str()
        && line.text.trim().starts_with(string(wanted, "text").trim())
        && (either || reason == wanted["reason"].as_str())
}

/// What the headlines within lines must say.
fn items(lines: &[&ExplainedLine]) -> Vec<(&'static str, bool)> {
    let of = |number: usize| lines.get(number).map_or(&[][..], |line| &line.items);
    let named = |item: &AsideItem| item.title.is_some() && item.publisher.is_some();
    let nameless = |item: &AsideItem| item.title.is_none() && item.publisher.is_none();
    let cluster = of(CLUSTER);
    let apart = |number: &usize| {
        let title = of(*number).first().and_then(|item| item.title.as_deref()).unwrap_or_default();
        let line = lines.get(*number).map_or("", |line| line.text.trim());
        let rest = line.strip_prefix(title).unwrap_or_default();
        !title.is_empty() && rest.starts_with(char::is_uppercase)
    };
    let silent = |number: &usize| of(*number).iter().all(|item| item.publisher.is_none());
    let publishers: Vec<_> = of(DATELINE.0).iter().filter_map(|item| item.publisher.as_deref()).collect();
    vec![
        ("two headlines with their publishers", cluster.iter().filter(|item| named(item)).count() == 2),
        ("a third fragment that stays nameless", cluster.len() == 3 && cluster.last().is_some_and(nameless)),
        ("glued titles come apart", GLUED.iter().all(apart)),
        ("no publisher is invented", NAMELESS.iter().all(silent)),
        ("the dateline names its publisher", publishers == [DATELINE.1]),
    ]
}

/// What must be said of the whole page.
fn whole(read: &Explained, wanted: &Value) -> Vec<(&'static str, bool)> {
    let verdict = &read.reading.verdict;
    let held: Vec<&str> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    let list = |name: &str| -> Vec<&str> {
        wanted[name].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    };
    let article = read.reading.article.as_ref();
    let publisher =
        article.and_then(|article| article.publisher.as_ref()).map(|publisher| publisher.name.as_str());
    vec![
        ("how much is held", Some(verdict.holding.as_str()) == wanted["holding"].as_str()),
        ("reasons that must be named", list("reasons_must_include").iter().all(|word| held.contains(word))),
        ("one of the walls", list("reasons_one_of").iter().any(|word| held.contains(word))),
        ("no other reason", held.iter().all(|word| list("reasons_allowed").contains(word))),
        (
            "every failure is inherited",
            !verdict.evidence.is_empty()
                && verdict.evidence.iter().all(|evidence| evidence.origin == Origin::Inherited),
        ),
        (
            "no title and no date",
            article.is_some_and(|article| article.title.is_none() && article.published.is_none()),
        ),
        ("publisher known or none", publisher.is_none_or(|name| name == "The New York Times")),
    ]
}
