//! Verdicts on labelled pages: per class how many are recognised, and how many whole articles are convicted.

use super::Run;
use super::corpus::{self, string};
use super::table::Table;
use super::text_score::share;
use crate::out;
use anyhow::{Context, Result};
use dateline_extract::{Served, read_html, read_text};
use dateline_model::{Holding, Reason, Verdict, WebUrl};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const WALLS: &[Reason] = &[Reason::Paywall, Reason::Registration, Reason::Meter];

/// Whether a verdict says what a label says.
fn agrees(label: &str, verdict: &Verdict) -> bool {
    use Holding::{Full, HeadlineOnly, None, OtherKind, Partial};
    let has = |reason| verdict.reasons.contains(&reason);
    match label {
        "complete" => verdict.holding == Full,
        _ if label.starts_with("preview_") || label == "registration_wall" => match verdict.holding {
            Partial | HeadlineOnly => true,
            None => WALLS.iter().any(|reason| has(*reason)),
            _ => false,
        },
        "bot_check" => verdict.holding == None && has(Reason::BotCheck),
        "js_shell" => matches!(verdict.holding, None | HeadlineOnly) && has(Reason::Javascript),
        "not_found" | "parked" | "parked_domain" | "redirect_stub" => {
            matches!(verdict.holding, None | OtherKind | HeadlineOnly)
        }
        "section_front" => verdict.holding == OtherKind,
        "media_page" | "live_blog" => matches!(verdict.holding, OtherKind | Full),
        "not_article" => verdict.holding != Full,
        _ => false,
    }
}

/// One table: a row per label, and the same after disputed labels are corrected.
pub(crate) fn tables(run: &Run<'_>) -> Result<Vec<Table>> {
    let folder = run.data.join("access");
    let labels = corpus::lines(&folder.join("labels.jsonl"))?;
    let verdicts = corpus::parallel(&labels, |label| verdict_of(&folder, label));
    let disputes = disputes(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let mut table = Table::new("Verdicts on access (silver labels)");
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut corrected: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (label, verdict) in labels.iter().zip(&verdicts) {
        let Some(verdict) = verdict else { continue };
        let (id, given) = (string(label, "id"), string(label, "label"));
        let held = disputes.get(id).map_or(given, String::as_str);
        tally(&mut counts, given, verdict);
        tally(&mut corrected, held, verdict);
        if run.worst > 0 && !agrees(given, verdict) {
            let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
            out::line(&format!("differs: {id} is {given}, held {} {}", verdict.holding, reasons.join(" ")));
        }
    }
    rows(&mut table, "verdict.access", &counts);
    rows(&mut table, "verdict.corrected", &corrected);
    Ok(vec![table])
}

fn verdict_of(folder: &Path, label: &Value) -> Option<Verdict> {
    let id = string(label, "id");
    let url = WebUrl::parse(string(label, "url")).ok();
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    if let Ok(bytes) = corpus::bytes(&folder.join(format!("{id}.html.gz"))) {
        return Some(read_html(&bytes, &served).verdict);
    }
    let text = corpus::bytes(&folder.join(format!("{id}.txt"))).ok()?;
    Some(read_text(&String::from_utf8_lossy(&text)).verdict)
}

fn tally(counts: &mut BTreeMap<String, (usize, usize)>, label: &str, verdict: &Verdict) {
    let class =
        if label.starts_with("preview_") || label == "registration_wall" { "preview_or_wall" } else { label };
    let count = counts.entry(class.to_owned()).or_default();
    count.0 += usize::from(agrees(label, verdict));
    count.1 += 1;
}

fn rows(table: &mut Table, prefix: &str, counts: &BTreeMap<String, (usize, usize)>) {
    for (label, (right, all)) in counts {
        let peer = match label.as_str() {
            "preview_or_wall" => Some("phrase list: under half"),
            "complete" => Some("phrase list: 89 % kept, isAccessibleForFree: 69 %"),
            _ => None,
        };
        table.row(format!("{prefix}.{label}"), share(*right, *all), format!("{right} of {all}"), peer);
    }
}

/// Labels that we hold to be wrong: id to the label held instead.
pub(super) fn disputes(xtask: &Path) -> Result<BTreeMap<String, String>> {
    let file = xtask.join("../eval/label-disputes.toml");
    let Ok(text) = std::fs::read_to_string(&file) else { return Ok(BTreeMap::new()) };
    let table: toml::Table = text.parse().context("eval/label-disputes.toml")?;
    let list = table.get("dispute").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let field =
        |entry: &toml::Value, name: &str| entry.get(name).and_then(toml::Value::as_str).map(str::to_owned);
    let pairs: BTreeMap<_, _> =
        list.iter().filter_map(|entry| Some((field(entry, "id")?, field(entry, "hold")?))).collect();
    let ids: BTreeSet<_> = pairs.keys().collect();
    anyhow::ensure!(
        ids.len() == list.len(),
        "eval/label-disputes.toml: every [[dispute]] needs its own id and hold"
    );
    Ok(pairs)
}
