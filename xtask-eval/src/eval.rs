//! Scores the build against real data, prints tables with the peers' figures beside ours, holds floors.
//! Scorers are our own and give the same figures as the published ones on the same output.

mod aggregator_page;
mod bcubed;
mod confidence_intervals;
pub(crate) mod corpus;
mod feedparser_expectations;
mod feeds;
mod feeds_links;
mod feeds_safety;
mod figure_tables;
mod floors;
mod hostile;
mod html_parser;
mod kinds;
mod metadata_sources;
mod previews;
mod stories;
mod story_pairs;
mod structure;
mod text_score;
mod texts;
mod texts_meta;
mod verdicts;
mod worst_pages;

use crate::out;
use anyhow::Result;
use clap::{Args, ValueEnum};
use figure_tables::Table;
use std::path::{Path, PathBuf};

/// What to score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Subject {
    /// The parser: html5lib's cases, trees against html5ever's, speed beside other programs.
    Html,
    /// Body text, titles, bylines and dates.
    Extract,
    /// Kinds and order of blocks against outlines written by hand.
    Structure,
    /// Verdicts on labelled pages.
    Verdict,
    /// Previews made from whole articles.
    Previews,
    /// What reading hostile pages costs at two sizes.
    Hostile,
    /// Feed parsing.
    Feeds,
    /// Grouping of headlines into stories.
    Stories,
    /// How far each source of titles, authors and days is to be trusted; only when asked for.
    Trust,
}

/// Options of `eval`.
#[derive(Args)]
pub(crate) struct Options {
    /// Folder with the evaluation data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// What to score; everything when left out.
    subject: Option<Subject>,
    /// Python that has resiliparse, for its speed beside ours.
    #[arg(long, value_name = "PROGRAM", default_value = "python3")]
    python: String,
    /// Write the tables as JSON too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write our raw output per set into this folder, for other scorers.
    #[arg(long, value_name = "DIR")]
    outputs: Option<PathBuf>,
    /// Write the worst pages into this folder as HTML: source beside result beside gold.
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Name the worst cases of each set, this many.
    #[arg(long, value_name = "N", default_value_t = 0)]
    worst: usize,
}

/// Where a run reads and writes.
pub(crate) struct Run<'a> {
    pub(crate) data: &'a Path,
    pub(crate) outputs: Option<&'a Path>,
    pub(crate) report: Option<&'a Path>,
    pub(crate) python: &'a str,
    pub(crate) worst: usize,
}

/// Scores what was asked for.
pub(crate) fn run(options: &Options, root: &Path) -> Result<()> {
    if !options.data.is_dir() {
        out::line(&format!("skipped: no evaluation data at {}", options.data.display()));
        return Ok(());
    }
    let run = Run {
        data: &options.data,
        outputs: options.outputs.as_deref(),
        report: options.report.as_deref(),
        python: &options.python,
        worst: options.worst,
    };
    if options.subject == Some(Subject::Trust) {
        return metadata_sources::print(&options.data);
    }
    let wanted = |subject| options.subject.is_none_or(|asked| asked == subject);
    let mut tables: Vec<Table> = Vec::new();
    if wanted(Subject::Html) {
        tables.push(html_parser::table(&run, root)?);
    }
    if wanted(Subject::Extract) {
        tables.extend(texts::tables(&run)?);
    }
    if wanted(Subject::Structure) {
        tables.push(structure::table(&run, root)?);
    }
    if wanted(Subject::Verdict) {
        tables.extend(verdicts::tables(&run)?);
        tables.push(aggregator_page::table(&run)?);
    }
    if wanted(Subject::Previews) {
        tables.extend(previews::tables(&run, root)?);
    }
    if wanted(Subject::Hostile) {
        tables.push(hostile::table());
    }
    if wanted(Subject::Feeds) {
        tables.extend(feeds::tables(&run)?);
        tables.push(feeds_safety::table(&run)?);
        tables.push(feeds_links::table(&run)?);
    }
    if wanted(Subject::Stories) {
        tables.extend(stories::tables(&run)?);
    }
    let peers = std::fs::read_to_string(root.join("eval/peers.toml"))?;
    let peers = toml::from_str(&peers)?;
    tables.iter_mut().for_each(|table| table.beside(&peers));
    for table in &tables {
        out::line(&table.to_string());
    }
    if let Some(file) = &options.json {
        std::fs::write(file, serde_json::to_string_pretty(&figure_tables::json(&tables))?)?;
    }
    floors::hold(&tables, &root.join("eval/floors.toml"))
}
