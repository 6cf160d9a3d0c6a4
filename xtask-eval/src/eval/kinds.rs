//! Kinds of page: how many of each are not called an article, and how many articles are, by part of the hosts.

use super::Run;
use super::corpus::{self, Part, string};
use super::figure_tables::Table;
use super::text_score::share;
use super::verdicts::agrees;
use anyhow::Result;
use dateline_extract::{Served, read_document};
use dateline_html::{Limits, parse};
use dateline_model::{Holding, Reason, Verdict, WebUrl};
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether a verdict says what a label of these sets says.
fn is_told(label: &str, verdict: &Verdict) -> bool {
    use Holding::{Full, HeadlineOnly, None, OtherKind};
    match label {
        "article" => verdict.holding == Full,
        "product" | "listing" | "collection" | "service" | "search_page" => verdict.holding == OtherKind,
        "forum" | "forum_thread" | "documentation" | "social_post" => {
            matches!(verdict.holding, OtherKind | Full)
        }
        "video_page" | "podcast_page" | "gallery" => matches!(verdict.holding, OtherKind | HeadlineOnly),
        "gone" => matches!(verdict.holding, None | OtherKind | HeadlineOnly),
        "consent_wall" | "login_page" | "server_error" | "legal_451" | "geo_block" | "pdf_viewer" => {
            verdict.holding != Full
        }
        "bot_check" => verdict.holding == None && verdict.reasons.contains(&Reason::BotCheck),
        _ => agrees(label, verdict),
    }
}

/// Sets: folder, file of labels, field of the label; without one all are articles.
const SETS: [(&str, &str, &str); 6] = [
    ("kinds", "labels.jsonl", "label"),
    ("extract/wcxb_dev_other", "gold.jsonl", "page_type"),
    ("extract/wcxb_dev_article", "gold.jsonl", ""),
    ("extract/fundus_tests", "gold.jsonl", ""),
    ("extract/trafilatura", "gold.jsonl", ""),
    ("extract/newspaper_goose", "gold.jsonl", ""),
];

/// Two tables: set and label, by part, with the pages' addresses and without.
pub(crate) fn tables(run: &Run<'_>) -> Result<[Table; 2]> {
    let addressed = Table::new("Kinds of page (trained on the tuning part)");
    let alone = Table::new("The same pages read without their addresses");
    Ok([
        table(run, addressed, "kinds", |row| WebUrl::parse(string(row, "url")).ok())?,
        table(run, alone, "alone", |_| None)?,
    ])
}

fn table(
    run: &Run<'_>,
    mut table: Table,
    name: &str,
    address: impl Fn(&Value) -> Option<WebUrl> + Sync,
) -> Result<Table> {
    for (set, file, field) in SETS {
        let folder = run.data.join(set);
        let rows = corpus::lines(&folder.join(file))?;
        let told = corpus::parallel(&rows, |row| {
            let bytes = corpus::bytes(&folder.join(format!("{}.html.gz", string(row, "id")))).ok()?;
            let url = address(row);
            let served = Served { url: url.clone(), final_url: url, ..Served::default() };
            let label = if field.is_empty() { "article" } else { string(row, field) };
            let verdict = read_document(&parse(&bytes, None, &Limits::default()), &served).verdict;
            Some((Part::of_url(string(row, "url")), label.to_owned(), is_told(label, &verdict)))
        });
        let mut counts = BTreeMap::<String, (usize, usize)>::new();
        for (part, label, told) in told.into_iter().flatten() {
            let count = counts.entry(format!("{}.{label}", part.as_str())).or_default();
            count.0 += usize::from(told);
            count.1 += 1;
        }
        let set = set.rsplit('/').next().unwrap_or(set);
        for (label, (right, all)) in counts {
            let note = format!("{right} of {all}");
            table.row(format!("verdict.{name}.{set}.{label}"), share(right, all), note, None);
        }
    }
    Ok(table)
}
