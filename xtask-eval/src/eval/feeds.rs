//! Feeds: the conformance cases of Python's feedparser, agreement on real feeds, robustness.

use super::Run;
use super::corpus::{self, string};
use super::feedparser_expectations::holds;
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::Result;
use dateline_feed::{Context, parse};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files of the validator's set that may be slower than this are named.
const SLOW_MS: u128 = 50;

/// Two tables: conformance by group, and real feeds with robustness.
pub(crate) fn tables(run: &Run<'_>) -> Result<Vec<Table>> {
    Ok(vec![conformance(run)?, real(run)?])
}

fn conformance(run: &Run<'_>) -> Result<Table> {
    let folder = run.data.join("feeds");
    let cases = corpus::lines(&folder.join("feedparser_cases.jsonl"))?;
    let cases: Vec<&Value> = cases.iter().filter(|case| needs_bytes_only(case)).collect();
    let right = corpus::parallel(&cases, |case| {
        let Ok(bytes) = corpus::bytes(&folder.join(string(case, "file"))) else { return false };
        holds(&case["clauses"], &dateline_feedparser::to_json(&bytes, &[]))
    });
    let mut groups: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (case, right) in cases.iter().zip(&right) {
        let group = if string(case, "group") == "sanitize" { "sanitizing" } else { "other" };
        let count = groups.entry(group).or_default();
        count.0 += usize::from(*right);
        count.1 += 1;
        if !right && run.worst > 0 && group == "other" {
            out::line(&format!("fails: {} expects {}", string(case, "file"), string(case, "expectation")));
        }
    }
    let mut table = Table::new("Feed conformance (feedparser's own cases)");
    for (group, (right, all)) in groups {
        let peer = (group == "other").then_some("best Rust crate 746 of 1191, Python feedparser 1172");
        table.row(format!("feeds.conformance.{group}"), share(right, all), format!("{right} of {all}"), peer);
    }
    Ok(table)
}

/// Cases that a file alone can answer: with clauses, without HTTP headers.
fn needs_bytes_only(case: &Value) -> bool {
    let file = string(case, "file");
    let mut parts = file.rsplit('/');
    let (name, folder) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let has_clauses = case["clauses"].as_array().is_some_and(|clauses| !clauses.is_empty());
    has_clauses && !folder.contains("http") && !name.starts_with("http_") && !name.starts_with("bozo_http")
}

fn real(run: &Run<'_>) -> Result<Table> {
    let folder = run.data.join("feeds");
    let golds = corpus::lines(&folder.join("real_consensus.jsonl"))?;
    let agreed = corpus::parallel(&golds, |gold| {
        let file = folder.join(format!("{}.gz", string(gold, "file")));
        let Ok(bytes) = corpus::bytes(&file) else { return (false, false) };
        let parsed = parse(&bytes, &Context::default()).is_ok();
        (parsed, agrees(gold, &dateline_feedparser::to_json(&bytes, &[])))
    });
    let parsed = agreed.iter().filter(|(parsed, _)| *parsed).count();
    let whole = agreed.iter().filter(|(_, whole)| *whole).count();
    for (gold, (_, whole)) in golds.iter().zip(&agreed) {
        if run.worst > 0 && !whole {
            out::line(&format!("differs: {}", string(gold, "file")));
        }
    }
    let mut table = Table::new("Real feeds and robustness");
    table.row("feeds.real.parsed", share(parsed, golds.len()), format!("{parsed} of {}", golds.len()), None);
    let peer = Some("Python feedparser 95 of 96");
    table.row("feeds.real.agree", share(whole, golds.len()), format!("{whole} of {}", golds.len()), peer);
    let (files, slow) = robustness(&folder.join("feedvalidator"));
    table.row(
        "feeds.validator.in_time",
        1.0 - share(slow, files),
        format!("{slow} of {files} over {SLOW_MS} ms"),
        None,
    );
    Ok(table)
}

/// Title and link of each entry, in order, and their number.
fn agrees(gold: &Value, found: &Value) -> bool {
    let empty = Vec::new();
    let wanted = gold["entries"].as_array().unwrap_or(&empty);
    let held = found["entries"].as_array().unwrap_or(&empty);
    let same = |a: &Value, b: &Value, field: &str| {
        string(a, field).is_empty() || plain(string(a, field)) == plain(string(b, field))
    };
    wanted.len() == held.len()
        && wanted.iter().zip(held).all(|(a, b)| same(a, b, "title") && same(a, b, "link"))
}

/// Text without tags, entities decoded, white space folded.
fn plain(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        bare.push_str(&rest[..open]);
        match rest[open..].find('>') {
            Some(close) => rest = &rest[open + close + 1..],
            None => break,
        }
    }
    bare.push_str(rest);
    let document = dateline_html::parse_str(&bare, &dateline_html::Limits::default());
    document.collect_text(document.root()).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn robustness(folder: &Path) -> (usize, usize) {
    let files = below(folder);
    let slow = files.iter().filter(|file| {
        let Ok(bytes) = corpus::bytes(file) else { return false };
        let start = std::time::Instant::now();
        let _outcome = parse(&bytes, &Context::default());
        start.elapsed().as_millis() > SLOW_MS
    });
    (files.len(), slow.count())
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(below(&path));
        } else {
            files.push(path);
        }
    }
    files
}
