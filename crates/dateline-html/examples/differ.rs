//! Holds our trees against html5ever's on the pages of a data directory, node by node, and measures both:
//! `cargo run --release --example differ -- DATA`.

#![expect(clippy::print_stdout, reason = "a program that reports")]

mod dump;
mod oracle;

use dateline_html::{Limits, Scripting, decode, parse_str_with};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = std::env::args().nth(1).ok_or("usage: differ DATA")?;
    let mut paths = Vec::new();
    ["extract", "access"].iter().for_each(|part| collect(&Path::new(&data).join(part), &mut paths));
    paths.sort();
    let mut pages = Vec::new();
    for path in &paths {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
        pages.push((path.display().to_string(), decode(&bytes, None).text));
    }
    for (label, scripting) in [("off", Scripting::Off), ("on", Scripting::On)] {
        compare(&pages, label, scripting);
    }
    speed(&pages);
    Ok(())
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, out);
        } else if path.to_string_lossy().ends_with(".html.gz") {
            out.push(path);
        }
    }
}

fn compare(pages: &[(String, String)], label: &str, scripting: Scripting) {
    let (mut equal, mut capped) = (0, 0);
    for (name, text) in pages {
        let document = parse_str_with(text, &Limits::default(), scripting);
        let ours = dump::dump(&document, document.root());
        let theirs = oracle::dump(&oracle::parse(text, None, scripting == Scripting::On), 0);
        let caps = document.caps();
        capped += usize::from(caps.names().next().is_some());
        if ours == theirs {
            equal += 1;
            continue;
        }
        let line =
            ours.lines().zip(theirs.lines()).position(|(ours, theirs)| ours != theirs).unwrap_or_default();
        println!("differs: {name} at line {line}, caps {caps:?}");
        for (who, tree) in [("ours", &ours), ("html5ever", &theirs)] {
            for text in tree.lines().skip(line.saturating_sub(2)).take(4) {
                println!("  {who:9} {}", text.chars().take(150).collect::<String>());
            }
        }
    }
    println!("scripting {label}: {equal} of {} pages equal, {capped} met a cap", pages.len());
}

fn speed(pages: &[(String, String)]) {
    let total: usize = pages.iter().map(|(_, text)| text.len()).sum();
    let megabytes = total as f64 / 1e6;
    for round in 1..=2 {
        let start = Instant::now();
        let nodes: usize = pages
            .iter()
            .map(|(_, text)| parse_str_with(text, &Limits::default(), Scripting::Off).len())
            .sum();
        let ours = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let other: usize = pages.iter().map(|(_, text)| oracle::parse(text, None, false).len()).sum();
        let theirs = start.elapsed().as_secs_f64();
        println!(
            "round {round}: {megabytes:.1} MB, ours {:.0} MB/s ({nodes} nodes, source copied once), html5ever + arena {:.0} MB/s ({other} nodes), {:.2} times",
            megabytes / ours,
            megabytes / theirs,
            theirs / ours
        );
    }
}
