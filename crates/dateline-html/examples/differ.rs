//! Holds our trees against html5ever's on the pages of a data directory, node by node, and measures both:
//! `cargo run --release --example differ -- DATA`.

#![expect(clippy::print_stdout, reason = "a program that reports")]

mod clock;
mod dump;
mod oracle;

use dateline_html::{Limits, Scripting, decode, parse_str, parse_str_with};
use std::io::Read;
use std::path::{Path, PathBuf};

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

const ROUNDS: usize = 3;

fn speed(pages: &[(String, String)]) {
    let megabytes = pages.iter().map(|(_, text)| text.len()).sum::<usize>() as f64 / 1e6;
    // Fast work is done several times: the clock ticks a hundred times a second.
    let rate = |times: usize, work: &dyn Fn(&str) -> usize| {
        let round = |_| {
            let start = clock::seconds();
            for (_, text) in (0..times).flat_map(|_| pages) {
                std::hint::black_box(work(text));
            }
            clock::seconds() - start
        };
        megabytes * times as f64 / (0..ROUNDS).map(round).fold(f64::MAX, f64::min)
    };
    let ours = rate(1, &|text| parse_str(text, &Limits::default()).len());
    let theirs = rate(1, &|text| oracle::parse(text, None, false).len());
    println!(
        "{megabytes:.1} MB, processor time, least of {ROUNDS} rounds: ours {ours:.0} MB/s (source copied once), html5ever + arena {theirs:.0} MB/s, {:.2} times",
        ours / theirs
    );
    let copy = rate(20, &|text| std::hint::black_box(text.to_owned()).len());
    let scan = rate(20, &|text| memchr::memchr_iter(b'<', text.as_bytes()).count());
    println!("copying the pages {copy:.0} MB/s, counting their `<` {scan:.0} MB/s");
}
