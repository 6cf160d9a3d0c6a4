//! What all tables of a run hold: verdicts, hosts, and what was left out, in a table for people or as JSON.

use crate::columns::Table;
use crate::progress::span;
use crate::run::COUNTS;
use anyhow::{Context, Result};
use dateline_model::Holding;
use dateline_rows::Counts;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Write as _;

/// Hosts that are shown.
const HOSTS: usize = 20;

/// Writes a result to standard output. A reader that went away is no failure.
pub(crate) fn print(words: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(words.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        other => other.context("the result cannot be written to standard output"),
    }
}

/// The sum over tables.
#[derive(Debug, Default)]
pub(crate) struct Summary {
    /// Tables that are there.
    pub(crate) files: u64,
    /// Archives that other workers read.
    pub(crate) taken: u64,
    /// Archives that could not be read, each with its reason.
    pub(crate) failed: Vec<String>,
    counts: Counts,
    /// Rows of each host, all and by holding.
    hosts: HashMap<String, (u64, [u64; Holding::ALL.len()])>,
}

impl Summary {
    /// Adds a finished table.
    pub(crate) fn add(&mut self, table: &Table) -> Result<()> {
        let counts = table.known(COUNTS).context("a table without its counts")?;
        self.counts.add(&serde_json::from_str(counts).context("counts of a table that cannot be read")?);
        self.files += 1;
        let mut holdings = Vec::with_capacity(usize::try_from(table.rows()).unwrap_or_default());
        table.texts("holding", |word| holdings.push(Holding::from_word(word)))?;
        let mut holdings = holdings.into_iter();
        table.texts("host", |host| {
            let entry = match self.hosts.get_mut(host) {
                Some(entry) => entry,
                None => self.hosts.entry(host.to_owned()).or_default(),
            };
            entry.0 += 1;
            if let Some(holding) = holdings.next().flatten() {
                entry.1[holding as usize] += 1;
            }
        })
    }

    /// Prints it; `figures` are pages, bytes and seconds of this run.
    pub(crate) fn print(&self, figures: (u64, u64, f64), as_json: bool) -> Result<()> {
        let words = if as_json { self.json(figures) } else { self.text(figures) };
        print(&words)
    }

    /// Hosts with most rows first.
    fn ranked(&self) -> Vec<(&str, u64, [u64; Holding::ALL.len()])> {
        let mut ranked: Vec<_> =
            self.hosts.iter().map(|(host, (rows, by))| (host.as_str(), *rows, *by)).collect();
        ranked.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        ranked
    }

    fn json(&self, (pages, bytes, seconds): (u64, u64, f64)) -> String {
        let hosts: Vec<_> = self
            .ranked()
            .into_iter()
            .map(|(host, rows, by)| {
                let holding: BTreeMap<_, _> = Holding::ALL.iter().map(|one| one.as_str()).zip(by).collect();
                json!({"host": host, "rows": rows, "holding": holding})
            })
            .collect();
        let value = json!({
            "files": self.files, "taken": self.taken, "failed": self.failed, "counts": self.counts, "hosts": hosts,
            "run": {"pages": pages, "bytes": bytes, "seconds": seconds},
        });
        format!("{value:#}\n")
    }

    fn text(&self, (pages, bytes, seconds): (u64, u64, f64)) -> String {
        let counts = &self.counts;
        let mut text = String::new();
        let taken = if self.taken > 0 { format!(", {} at other workers", self.taken) } else { String::new() };
        let failed = self.failed.len();
        let failed = if failed > 0 { format!(", {failed} that could not be read") } else { String::new() };
        let _ = writeln!(text, "{} files{taken}{failed}", self.files);
        let _ = writeln!(text, "{} records, {} rows", counts.records, counts.rows);
        for (title, words) in [("left out", &counts.left), ("broken", &counts.broken)] {
            if !words.is_empty() {
                let words: Vec<_> = words.iter().map(|(word, count)| format!("{count} {word}")).collect();
                let _ = writeln!(text, "{title}: {}", words.join(", "));
            }
        }
        for (title, words) in [("holding", &counts.holding), ("reason", &counts.reasons)] {
            let mut ranked: Vec<_> = words.iter().collect();
            ranked.sort_by(|a, b| b.1.cmp(a.1));
            if !ranked.is_empty() {
                let _ = writeln!(text, "\n{title:<22}{:>10}{:>8}", "rows", "share");
            }
            for (word, count) in ranked {
                let share = 100.0 * *count as f64 / counts.rows.max(1) as f64;
                let _ = writeln!(text, "{word:<22}{count:>10}{share:>6.1} %");
            }
        }
        self.hosts_text(&mut text);
        if pages > 0 {
            let (rate, megabytes) = (pages as f64 / seconds, bytes as f64 / seconds / 1e6);
            let _ = writeln!(
                text,
                "\n{pages} pages in {}: {rate:.0} a second, {megabytes:.1} MB/s",
                span(seconds)
            );
        }
        text
    }

    fn hosts_text(&self, text: &mut String) {
        let ranked = self.ranked();
        if ranked.is_empty() {
            return;
        }
        let words: String = Holding::ALL.iter().map(|holding| format!("{:>15}", holding.as_str())).collect();
        let _ = writeln!(text, "\n{:<40}{:>10}{words}", "host", "rows");
        for (host, rows, by) in ranked.iter().take(HOSTS) {
            let by: String = by.iter().map(|count| format!("{count:>15}")).collect();
            let _ = writeln!(text, "{host:<40}{rows:>10}{by}");
        }
        if ranked.len() > HOSTS {
            let _ = writeln!(text, "and {} other hosts", ranked.len() - HOSTS);
        }
    }
}
