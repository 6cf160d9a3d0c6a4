//! Extraction: body text, titles, bylines and days against gold.

use super::corpus::{self, Part, string};
use super::figure_tables::Table;
use super::text_score::{Score, Segments, share, words};
use super::{Run, confidence_intervals, texts_meta as meta, worst_pages};
use crate::out;
use anyhow::Result;
use dateline_extract::{Served, read_html};
use dateline_model::{Reading, WebUrl};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Sets with the best peers' figures measured on them.
const SETS: &[(&str, Option<&str>)] = &[
    ("wcxb_dev_article", Some("trafilatura crate .939, trafilatura .935 (word F1)")),
    ("fundus_tests", Some("trafilatura .949, resiliparse .875 (word F1)")),
    ("trafilatura", Some("trafilatura .926 on the whole set (segment F1)")),
    ("mozilla", None),
    ("newspaper_goose", None),
    ("postlight", None),
    ("htmldate", Some("htmldate .903 (day)")),
];

/// Below this a page counts as lost.
const LOST: f64 = 0.5;
/// Fewest pages of a language that get a row of their own.
const LANGUAGE_MIN: usize = 4;

struct Case {
    gold: Value,
    reading: Reading,
    text: String,
    part: Part,
}

/// One table per set.
pub(crate) fn tables(run: &Run<'_>) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    let mut bad = Vec::new();
    for (set, peer) in SETS {
        let folder = run.data.join("extract").join(set);
        let golds = corpus::lines(&folder.join("gold.jsonl"))?;
        let read = corpus::parallel(&golds, |gold| read_case(run.data, &folder, gold));
        let cases: Vec<Case> = read
            .into_iter()
            .zip(golds)
            .filter_map(|(case, gold)| case.map(|case| Case { gold: meant(gold), ..case }))
            .collect();
        if let Some(outputs) = run.outputs {
            write_output(&outputs.join(format!("{set}.jsonl")), &cases)?;
        }
        tables.push(score_set(set, *peer, &cases));
        name_worst(set, &cases, run.worst);
        if run.report.is_some() {
            bad.extend(
                worst(&cases)
                    .into_iter()
                    .take(worst_pages::PAGES)
                    .map(|(f1, case)| show(set, f1, case, run.data, &folder)),
            );
        }
    }
    if let Some(folder) = run.report {
        worst_pages::write(folder, bad)?;
    }
    Ok(tables)
}

fn read_case(data: &Path, folder: &Path, gold: &Value) -> Option<Case> {
    let bytes = corpus::bytes(&page_file(data, folder, gold)).ok()?;
    let url = WebUrl::parse(string(gold, "url")).ok();
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let reading = read_html(&bytes, &served);
    let text = reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default();
    Some(Case { gold: Value::Null, reading, text, part: Part::of_url(string(gold, "url")) })
}

/// A gold as it was meant: five of `wcxb_dev_article` were encoded twice, as their pages were, and seven were not though
/// theirs were.
fn meant(gold: Value) -> Value {
    match gold {
        Value::String(text) => Value::String(dateline_html::decode(text.as_bytes(), Some("utf-8")).text),
        Value::Array(values) => Value::Array(values.into_iter().map(meant).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, meant(value))).collect())
        }
        other => other,
    }
}

/// The page's file: its own, or the one of another set that `page` names.
fn page_file(data: &Path, folder: &Path, gold: &Value) -> PathBuf {
    match gold["page"].as_str() {
        Some(page) => {
            let inside = data.join("extract").join(page);
            if inside.exists() { inside } else { folder.join(page) }
        }
        None => folder.join(format!("{}.html.gz", string(gold, "id"))),
    }
}

fn write_output(file: &Path, cases: &[Case]) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut output = std::io::BufWriter::new(std::fs::File::create(file)?);
    for case in cases {
        let article = case.reading.article.as_ref();
        let line = serde_json::json!({
            "id": case.gold["id"],
            "text": case.text,
            "title": article.and_then(|article| article.title.as_deref()),
            "author": article.map(|article| article.bylines.as_slice()),
            "date": article.and_then(|article| article.published).map(|date| date.to_string()),
            "date_from": article.and_then(|article| article.published_from.as_deref()),
        });
        writeln!(output, "{line}")?;
    }
    Ok(output.flush()?)
}

fn score_set(set: &str, peer: Option<&'static str>, cases: &[Case]) -> Table {
    let mut table = Table::new(&format!("Extraction on {set}"));
    for part in Part::ALL {
        let cases: Vec<&Case> = cases.iter().filter(|case| case.part == part).collect();
        let key = |figure: &str| format!("extract.{set}.{}.{figure}", part.as_str());
        let peer_for = |metric: &str| peer.filter(|peer| peer.contains(metric));
        body_rows(&mut table, &key, peer_for("word F1"), &cases);
        segment_row(&mut table, &key, peer_for("segment F1"), &cases);
        for figure in meta::figures(&cases.iter().map(|case| (&case.gold, &case.reading)).collect::<Vec<_>>())
        {
            table.row(key(figure.name), figure.value, figure.detail, None);
        }
    }
    table
}

fn body_rows(table: &mut Table, key: &dyn Fn(&str) -> String, peer: Option<&'static str>, cases: &[&Case]) {
    let scored: Vec<(&Case, Score)> = cases
        .iter()
        .filter(|case| has_whole_text(&case.gold))
        .map(|case| (*case, body_score(case)))
        .collect();
    if scored.is_empty() {
        return;
    }
    let mean = Score::mean(scored.iter().map(|(_, score)| score));
    let detail = format!("n={} P {:.4} R {:.4}", scored.len(), mean.precision, mean.recall);
    table.row(key("word_f1"), mean.f1, detail, peer);
    table.within(confidence_intervals::by_host(
        scored.iter().map(|(case, score)| (corpus::host(string(&case.gold, "url")), score.f1)),
    ));
    let lost = scored.iter().filter(|(_, score)| score.f1 < LOST).count();
    table.row(
        key("kept"),
        1.0 - share(lost, scored.len()),
        format!("{lost} of {} pages below F1 .5", scored.len()),
        None,
    );
    let mut languages: BTreeMap<&str, Vec<Score>> = BTreeMap::new();
    for (case, score) in &scored {
        languages.entry(string(&case.gold, "language")).or_default().push(*score);
    }
    for (language, scores) in
        languages.iter().filter(|(name, list)| !name.is_empty() && list.len() >= LANGUAGE_MIN)
    {
        table.row(
            key(&format!("word_f1.{language}")),
            Score::mean(scores.iter()).f1,
            format!("n={}", scores.len()),
            None,
        );
    }
}

/// Some golds give the first words only.
fn has_whole_text(gold: &Value) -> bool {
    gold["text"].is_string() && !gold["prefix_only"].as_bool().unwrap_or(false)
}

fn body_score(case: &Case) -> Score {
    words(string(&case.gold, "text"), &case.text)
}

fn segment_row(table: &mut Table, key: &dyn Fn(&str) -> String, peer: Option<&'static str>, cases: &[&Case]) {
    let list = |value: &Value| -> Vec<String> {
        value.as_array().into_iter().flatten().filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let mut total = Segments::default();
    let mut pages = 0usize;
    for case in cases {
        let (with, without) = (list(&case.gold["with"]), list(&case.gold["without"]));
        if !with.is_empty() && !without.is_empty() {
            total = total.plus(Segments::of(&with, &without, &case.text));
            pages += 1;
        }
    }
    if pages > 0 {
        let score = total.score();
        let detail = format!("n={pages} P {:.4} R {:.4}", score.precision, score.recall);
        table.row(key("segment_f1"), score.f1, detail, peer);
    }
}

/// Cases with a whole text as gold, worst first.
fn worst(cases: &[Case]) -> Vec<(f64, &Case)> {
    let whole = cases.iter().filter(|case| has_whole_text(&case.gold));
    let mut scored: Vec<(f64, &Case)> = whole.map(|case| (body_score(case).f1, case)).collect();
    scored.sort_by(|a, b| a.0.total_cmp(&b.0));
    scored
}

fn show(set: &str, figure: f64, case: &Case, data: &Path, folder: &Path) -> worst_pages::Bad {
    let bytes = corpus::bytes(&page_file(data, folder, &case.gold)).unwrap_or_default();
    worst_pages::Bad {
        set: set.to_owned(),
        id: string(&case.gold, "id").to_owned(),
        figure,
        source: String::from_utf8_lossy(&bytes).into_owned(),
        result: case.text.clone(),
        gold: string(&case.gold, "text").to_owned(),
    }
}

fn name_worst(set: &str, cases: &[Case], count: usize) {
    for (f1, case) in worst(cases).iter().take(count) {
        out::line(&format!("worst of {set}: {f1:.3} {} ({})", string(&case.gold, "id"), case.part.as_str()));
    }
}
