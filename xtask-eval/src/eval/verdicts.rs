//! Verdicts on labelled pages: per class how many are recognised, and how many whole articles are convicted.

use super::Run;
use super::corpus::{self, string};
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::{Context, Result};
use dateline_extract::{Served, evidence_stands, read_document, read_text};
use dateline_html::{Limits, parse};
use dateline_model::{Holding, Reading, Reason, Verdict, WebUrl};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const WALLS: &[Reason] = &[Reason::Paywall, Reason::Registration, Reason::Meter];

/// Whether a verdict says what a label says.
pub(super) fn agrees(label: &str, verdict: &Verdict) -> bool {
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

/// Tables: a row per label, the same after disputed labels are corrected, by language, and what the evidence is worth.
pub(crate) fn tables(run: &Run<'_>) -> Result<Vec<Table>> {
    let folder = run.data.join("access");
    let labels = corpus::lines(&folder.join("labels.jsonl"))?;
    let read = corpus::parallel(&labels, |label| read(&folder, label));
    let disputes = disputes(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let mut table = Table::new("Verdicts on access (silver labels)");
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut corrected: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut spoken: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (label, read) in labels.iter().zip(&read) {
        let Some(Read { verdict, language, .. }) = read else { continue };
        let (id, given) = (string(label, "id"), string(label, "label"));
        let held = disputes.get(id).map_or(given, String::as_str);
        tally(&mut counts, given, verdict);
        tally(&mut corrected, held, verdict);
        if held != "undecidable" {
            let count = spoken.entry(format!("{language}.{}", class(held))).or_default();
            count.0 += usize::from(agrees(held, verdict));
            count.1 += 1;
        }
        if run.worst > 0 && !agrees(given, verdict) {
            let reasons: Vec<_> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
            out::line(&format!("differs: {id} is {given}, held {} {}", verdict.holding, reasons.join(" ")));
        }
    }
    rows(&mut table, "verdict.access", &counts);
    rows(&mut table, "verdict.corrected", &corrected);
    let mut languages = Table::new("Verdicts by language and class (disputed labels corrected)");
    rows(&mut languages, "verdict.language", &spoken);
    let stands = evidence(run, read.iter().flatten())?;
    let mut tables = vec![table, languages, stands];
    tables.extend(super::kinds::tables(run)?);
    Ok(tables)
}

/// What was read of one page.
struct Read {
    verdict: Verdict,
    /// Language of the page, `und` where nothing tells.
    language: String,
    /// Pieces of evidence that stand where they say, and all.
    evidence: (usize, usize),
}

/// How much of the evidence is found again where it says that it stands, here and on the pages of every other set.
fn evidence<'r>(run: &Run<'_>, read: impl Iterator<Item = &'r Read>) -> Result<Table> {
    let mut table = Table::new("Evidence that stands where it says");
    let mut row = |name: &str, counts: &mut dyn Iterator<Item = (usize, usize)>| {
        let (right, all) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
        if all > 0 {
            table.row(
                format!("verdict.evidence.{name}"),
                share(right, all),
                format!("{right} of {all}"),
                None,
            );
        }
    };
    row("access", &mut read.map(|read| read.evidence));
    for set in SETS {
        let folder = run.data.join("extract").join(set);
        let gold = corpus::lines(&folder.join("gold.jsonl"))?;
        let counts = corpus::parallel(&gold, |gold| {
            let bytes = corpus::bytes(&folder.join(format!("{}.html.gz", string(gold, "id")))).ok()?;
            Some(read_page(&bytes, string(gold, "url")).evidence)
        });
        row(set, &mut counts.into_iter().flatten());
    }
    Ok(table)
}

/// Sets whose pages are read for their evidence.
const SETS: [&str; 6] =
    ["wcxb_dev_article", "fundus_tests", "mozilla", "newspaper_goose", "trafilatura", "postlight"];

fn read_page(bytes: &[u8], url: &str) -> Read {
    let url = WebUrl::parse(url).ok();
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let doc = parse(bytes, None, &Limits::default());
    looked_up(read_document(&doc, &served), doc.source(), &served)
}

fn looked_up(reading: Reading, source: &str, served: &Served) -> Read {
    let evidence = &reading.verdict.evidence;
    let stands = evidence.iter().filter(|one| evidence_stands(one, source, served)).count();
    let evidence = (stands, evidence.len());
    let language = reading.article.and_then(|article| article.language);
    let language = language.as_deref().and_then(|tag| tag.split('-').next()).unwrap_or("und").to_owned();
    Read { verdict: reading.verdict, language, evidence }
}

fn read(folder: &Path, label: &Value) -> Option<Read> {
    let id = string(label, "id");
    if let Ok(bytes) = corpus::bytes(&folder.join(format!("{id}.html.gz"))) {
        return Some(read_page(&bytes, string(label, "url")));
    }
    let text = corpus::bytes(&folder.join(format!("{id}.txt"))).ok()?;
    let text = String::from_utf8_lossy(&text);
    Some(looked_up(read_text(&text), &text, &Served::default()))
}

/// Labels that are counted together.
fn class(label: &str) -> &str {
    if label.starts_with("preview_") || label == "registration_wall" { "preview_or_wall" } else { label }
}

fn tally(counts: &mut BTreeMap<String, (usize, usize)>, label: &str, verdict: &Verdict) {
    let count = counts.entry(class(label).to_owned()).or_default();
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
