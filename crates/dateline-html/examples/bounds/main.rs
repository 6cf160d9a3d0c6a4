//! What the bounds hold: hostile pages of a megabyte, with the processor time each takes (the least of 25 readings) and
//! the most memory held while it is read, as a multiple of its bytes: `cargo run --release --example bounds`. With `-- DATA` the
//! memory of every page of a data directory too; with `-- --page NAME` that page alone, which is what a profiler wants.

#![expect(clippy::print_stdout, reason = "a program that reports")]

#[path = "../clock/mod.rs"]
mod clock;
mod hostile;

use dateline_html::{Limits, decode, parse_str};
use std::io::Read;
use std::path::{Path, PathBuf};

const READINGS: usize = 25;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut pages = hostile::pages();
    let data = match &arguments[..] {
        [] => None,
        [data] if !data.starts_with('-') => Some(data),
        [option, name] if option == "--page" => {
            pages.retain(|page| page.0 == *name);
            None
        }
        _ => return Err("usage: bounds [DATA | --page NAME]".into()),
    };
    measure(&pages);
    data.map_or(Ok(()), |data| real(Path::new(data)))
}

fn measure(pages: &[(&str, String)]) {
    let (mut slowest, mut largest) = (0.0_f64, 0.0_f64);
    println!("{:44} {:>7} {:>8} {:>7}  caps", "page of a megabyte", "ms", "nodes", "memory");
    for (name, page) in pages {
        let least = milliseconds(page);
        let document = parse_str(page, &Limits::default());
        let caps: Vec<&str> = document.caps().names().collect();
        let multiple = memory(page);
        println!("{name:44} {least:7.1} {:8} {multiple:6.2}x  {}", document.len(), caps.join(", "));
        (slowest, largest) = (slowest.max(least), largest.max(multiple));
    }
    println!("slowest {slowest:.1} ms, most memory {largest:.2} times the page");
}

fn milliseconds(page: &str) -> f64 {
    let read = || _ = std::hint::black_box(parse_str(page, &Limits::default()).len());
    clock::least(READINGS, read) * 1e3
}

/// The most bytes held at once, the copy of the page included, for each byte of the page.
fn memory(page: &str) -> f64 {
    let read = || _ = std::hint::black_box(parse_str(page, &Limits::default()));
    allocation_counter::measure(read).bytes_max as f64 / page.len() as f64
}

/// The memory of pages large enough that what every page may take does not count.
fn real(data: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let mut paths = Vec::new();
    collect(data, &mut paths);
    let mut multiples = Vec::new();
    for path in &paths {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
        let page = decode(&bytes, None).text;
        if page.len() > 4096 {
            multiples.push(memory(&page));
        }
    }
    multiples.sort_by(f64::total_cmp);
    let at =
        |share: f64| multiples.get((multiples.len() as f64 * share) as usize).copied().unwrap_or_default();
    println!(
        "{} pages: memory {:.2} times the page for half of them, {:.2} for 99 of 100, {:.2} at most",
        multiples.len(),
        at(0.5),
        at(0.99),
        multiples.last().copied().unwrap_or_default()
    );
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
