//! How fast pages are parsed and read, beside other programs on the same pages in the same run. Each page's least time of
//! some rounds counts, in which the programs take turns: what else the machine does only ever adds.

use super::super::Run;
use super::super::figure_tables::Table;
use super::{Sample, clock, oracle, resiliparse};
use anyhow::Result;
use dateline_extract::{Served, read_html};
use dateline_html::{Limits, parse_str};
use lol_html::{HtmlRewriter, Settings};
use std::hint::black_box;
use std::path::Path;

const ROUNDS: usize = 2;

/// A program and how it reads a page.
type Program = (&'static str, fn(&str) -> usize);

/// All but the first are others'. `tl` does not follow the standard and lol_html builds no tree.
const PROGRAMS: [Program; 4] = [
    ("dateline-html", |page| parse_str(page, &Limits::default()).len()),
    ("html5ever into an arena", |page| oracle::parse(page, None, false).len()),
    ("tl", |page| tl::parse(page, tl::ParserOptions::default()).map_or(0, |tree| tree.nodes().len())),
    ("lol_html without handlers", rewritten),
];

fn rewritten(page: &str) -> usize {
    let mut length = 0;
    let mut rewriter = HtmlRewriter::new(Settings::new(), |piece: &[u8]| length += piece.len());
    let written = rewriter.write(page.as_bytes()).and_then(|()| rewriter.end());
    written.map_or(0, |()| length)
}

/// Adds the rows of speed. Builds with checks measure the parsers, which are compiled with optimisation in every build, and
/// leave the whole reading out.
pub(super) fn rows(run: &Run<'_>, root: &Path, pages: &[Sample], table: &mut Table) -> Result<()> {
    let megabytes = pages.iter().map(|page| page.text.len()).sum::<usize>() as f64 / 1e6;
    let mut seconds = [0.0; PROGRAMS.len()];
    for page in pages {
        for (total, least) in seconds.iter_mut().zip(round_by_round(&page.text)) {
            *total += least;
        }
    }
    let rates = seconds.map(|seconds| megabytes / seconds);
    let mut others: Vec<String> =
        PROGRAMS.iter().zip(rates).skip(1).map(|((name, _), rate)| format!("{name} {rate:.0}")).collect();
    let texts = pages.iter().map(|page| page.text.as_bytes());
    others.push(match resiliparse::measure(run.python, root, "tree", ROUNDS, texts)? {
        Some(told) => {
            format!("lexbor through {} {:.0}", told.version, megabytes / told.seconds.iter().sum::<f64>())
        }
        None => resiliparse::ABSENT.to_owned(),
    });
    let checks = if cfg!(debug_assertions) { ", built with checks" } else { "" };
    let detail = format!("MB/s over {megabytes:.0} MB{checks}");
    table.row("html.speed.megabytes_per_second", rates[0], detail, None);
    table.peer(Some(others.join(", ")));
    table.row("html.speed.times_html5ever", seconds[1] / seconds[0], "times as fast", None);
    if !cfg!(debug_assertions) {
        reading(run, root, pages, table)?;
    }
    Ok(())
}

fn round_by_round(page: &str) -> [f64; PROGRAMS.len()] {
    let mut least = [f64::MAX; PROGRAMS.len()];
    for _ in 0..ROUNDS {
        for (least, (_, read)) in least.iter_mut().zip(PROGRAMS) {
            *least = least.min(clock::least(1, || _ = black_box(read(page))));
        }
    }
    least
}

/// Pages on which whole readings are compared, in bytes, and how often both programs read them by turns.
const READ: std::ops::Range<usize> = 100_000..300_000;
const TURNS: usize = 7;

/// The whole reading, from bytes as they came to article, asides and verdict, against resiliparse from the same bytes to text.
/// Ours and theirs by turns, the least time of each page counts.
fn reading(run: &Run<'_>, root: &Path, pages: &[Sample], table: &mut Table) -> Result<()> {
    let served = Served::default();
    let pages: Vec<&Sample> = pages.iter().filter(|page| READ.contains(&page.bytes.len())).collect();
    let (mut ours, mut theirs) = (vec![f64::MAX; pages.len()], vec![f64::MAX; pages.len()]);
    let mut version = None;
    for _ in 0..TURNS {
        for (least, page) in ours.iter_mut().zip(&pages) {
            let read = || _ = black_box(read_html(&page.bytes, &served).asides.len());
            *least = least.min(clock::least(1, read));
        }
        let bytes = pages.iter().map(|page| page.bytes.as_slice());
        if let Some(told) = resiliparse::measure(run.python, root, "text", 1, bytes)? {
            theirs.iter_mut().zip(told.seconds).for_each(|(least, seconds)| *least = least.min(seconds));
            version = Some(told.version);
        }
    }
    let rate = |seconds: &[f64]| pages.len() as f64 / seconds.iter().sum::<f64>();
    table.row(
        "html.reading.pages_per_second",
        rate(&ours),
        format!("{} pages of 100 to 300 kB, decoding included", pages.len()),
        None,
    );
    let Some(version) = version else {
        table.peer(Some(resiliparse::ABSENT.to_owned()));
        return Ok(());
    };
    table.peer(Some(format!("{version} {:.0}", rate(&theirs))));
    table.row("html.reading.times_resiliparse", rate(&ours) / rate(&theirs), "times as many pages", None);
    Ok(())
}
