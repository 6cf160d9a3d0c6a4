//! Stories: BCubed on blind sets, with one set of thresholds, split by story into tuning and checking part.

use super::Run;
use super::bcubed::bcubed;
use super::corpus::{self, Part, string};
use super::figure_tables::Table;
use super::story_pairs;
use crate::out;
use anyhow::Result;
use dateline_model::{EntryId, Holding, StoryDoc};
use dateline_story::{Order, cluster};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Write;

const SETS: &[(&str, &str)] = &[
    ("uci6k", "TF-IDF tuned on this set .807"),
    ("allsides2021", "TF-IDF tuned on this set .885"),
    ("basil", "TF-IDF tuned on this set .898"),
    ("fnc1_headlines", "TF-IDF tuned on this set .867"),
    ("emergent_headlines", "TF-IDF tuned on this set .913"),
];

/// Sets of which people judged pairs.
const PAIR_SETS: &[(&str, &str)] = &[(
    "ru_day",
    "average linkage, threshold tuned on this set: words P .92 R .56, character n-grams P .88 R .75",
)];

/// One table with three rows per set and part.
pub(crate) fn tables(run: &Run<'_>) -> Result<Vec<Table>> {
    let mut table = Table::new("Stories (BCubed)");
    for (set, peer) in SETS {
        let docs = corpus::lines(&run.data.join("stories").join(format!("{set}.jsonl")))?;
        let gold = corpus::lines(&run.data.join("stories").join(format!("{set}.gold.jsonl")))?;
        let gold: HashMap<String, String> = gold
            .iter()
            .map(|line| (string(line, "id").to_owned(), string(line, "story_id").to_owned()))
            .collect();
        let found = group(&docs);
        if let Some(outputs) = run.outputs {
            write_output(&outputs.join(format!("{set}.jsonl")), &found)?;
        }
        if run.worst > 0 {
            name_mixed(set, &docs, &gold, &found, run.worst);
        }
        for (part, name) in [(None, "all"), (Some(Part::Tune), "tune"), (Some(Part::Check), "check")] {
            let gold: HashMap<_, _> = gold
                .iter()
                .filter(|(_, story)| part.is_none_or(|part| Part::of(story) == part))
                .map(|(id, story)| (id.clone(), story.clone()))
                .collect();
            let score = bcubed(&gold, &found);
            let detail = format!("n={} P {:.4} R {:.4}", gold.len(), score.precision, score.recall);
            table.row(format!("stories.{set}.{name}.f1"), score.f1, detail, (name == "all").then_some(*peer));
            table.row(format!("stories.{set}.{name}.precision"), score.precision, "", None);
        }
    }
    Ok(vec![table, pairs(run)?])
}

/// One table with two rows for each part of the sets of judged pairs.
fn pairs(run: &Run<'_>) -> Result<Table> {
    let mut table = Table::new("Stories (judged pairs)");
    for (set, peer) in PAIR_SETS {
        let folder = run.data.join("stories");
        let docs = corpus::lines(&folder.join(format!("{set}.jsonl")))?;
        let judged = story_pairs::read(&corpus::lines(&folder.join(format!("{set}.pairs.jsonl")))?);
        let found = group(&docs);
        if let Some(outputs) = run.outputs {
            write_output(&outputs.join(format!("{set}.jsonl")), &found)?;
        }
        story_pairs::rows(&mut table, set, Some(peer), &judged, &found);
    }
    Ok(table)
}

fn group(docs: &[Value]) -> HashMap<String, String> {
    let story_docs = docs.iter().enumerate().map(|(index, line)| doc(index, line)).collect();
    let name = |id: EntryId| {
        usize::try_from(id.0).ok().and_then(|index| docs.get(index)).map(|line| string(line, "id").to_owned())
    };
    cluster(story_docs, Order::Time)
        .into_iter()
        .filter_map(|(id, story)| Some((name(id)?, story.to_string())))
        .collect()
}

fn doc(index: usize, line: &Value) -> StoryDoc {
    let optional = |field: &str| line[field].as_str().map(str::to_owned);
    StoryDoc {
        id: EntryId(i64::try_from(index).unwrap_or(i64::MAX)),
        title: string(line, "title").to_owned(),
        text: string(line, "text").to_owned(),
        publisher: optional("publisher"),
        agency: None,
        url: optional("url"),
        time: line["date"].as_str().and_then(|date| date.parse().ok()),
        language: optional("language"),
        holding: Holding::Full,
    }
}

fn write_output(file: &std::path::Path, found: &HashMap<String, String>) -> Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut output = std::io::BufWriter::new(std::fs::File::create(file)?);
    for (id, cluster) in found {
        writeln!(output, "{}", serde_json::json!({"id": id, "cluster": cluster}))?;
    }
    Ok(output.flush()?)
}

/// Pairs that were put together and belong apart, to be read by eye.
fn name_mixed(
    set: &str,
    docs: &[Value],
    gold: &HashMap<String, String>,
    found: &HashMap<String, String>,
    count: usize,
) {
    let mut first: HashMap<&str, &Value> = HashMap::new();
    let mut named = 0;
    for line in docs {
        let id = string(line, "id");
        let Some(cluster) = found.get(id) else { continue };
        let head = *first.entry(cluster).or_insert(line);
        if gold.get(id) != gold.get(string(head, "id")) && named < count {
            out::line(&format!(
                "mixed in {set}: {:?} with {:?}",
                string(line, "title"),
                string(head, "title")
            ));
            named += 1;
        }
    }
}
