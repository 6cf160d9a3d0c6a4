//! What a reading costs on the pages of a data directory: memory at its peak, CPU time after the parse against html5ever
//! parsing the same page into an arena, the dearest pages per megabyte, hostile pages, the dearest first:
//! `cargo run --release --example cost -- DATA`, or `hostile` in the place of the directory for those alone (or for one by its name).

#![expect(clippy::print_stdout, reason = "a program that reports")]

#[expect(dead_code, reason = "shared with programs that print trees")]
#[path = "../../dateline-html/examples/dump/mod.rs"]
mod dump;
mod hostile;
#[expect(dead_code, reason = "shared with programs that print trees")]
#[path = "../../dateline-html/examples/oracle/mod.rs"]
mod oracle;

use dateline_extract::{Served, read_document, read_html};
use dateline_html::{Limits, decode, parse_str};
use dateline_model::WebUrl;
use rustix::time::{ClockId, clock_gettime};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Each page is read this often; the least time counts.
const ROUNDS: usize = 3;
/// The same of one page that is asked for by its name, so that a profiler sees little else.
const ROUNDS_OF_ONE: usize = 30;

/// CPU seconds of one page.
struct Cost {
    name: String,
    bytes: usize,
    html5ever: f64,
    parse: f64,
    read: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = std::env::args()
        .nth(1)
        .ok_or("usage: cost DATA [EVERY] (only every so many pages), or cost hostile [NAME]")?;
    if data == "hostile" {
        hostile_pages(std::env::args().nth(2).as_deref());
        return Ok(());
    }
    let every = std::env::args().nth(2).map_or(Ok(1), |every| every.parse::<usize>())?.max(1);
    let mut paths = Vec::new();
    ["extract", "access"].iter().for_each(|part| collect(&Path::new(&data).join(part), &mut paths));
    paths.sort();
    // First of all: what was used once is never given back to the system.
    memory();
    let mut costs = Vec::new();
    for path in paths.iter().step_by(every) {
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
        costs.push(cost(path.display().to_string(), &decode(&bytes, None).text));
    }
    report(&mut costs);
    hostile_pages(None);
    Ok(())
}

/// Pages made to ask for more work than their size, the dearest first: all, or the one of a name.
fn hostile_pages(only: Option<&str>) {
    let mut costs: Vec<(f64, &str)> = Vec::new();
    for (name, page) in hostile::pages(1 << 20) {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let document = parse_str(&page, &Limits::default());
        let rounds = only.map_or(ROUNDS, |_| ROUNDS_OF_ONE);
        let read = least_of(rounds, || read_document(&document, &Served::default()).asides.len());
        costs.push((read * 1e3 / (page.len() as f64 / 1e6), name));
    }
    costs.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (cost, name) in costs {
        println!("hostile: {name}: {cost:.1} ms per MB");
    }
}

/// Peak memory of reading a page of 2 MB that looks like one of the news, its own bytes not counted.
fn memory() {
    let card = "<div class='card teaser'><a href='/news/harbour-ferry'><img src='/img/card.jpg' alt=''><h3 class='title'>Ferry \
        to Sollay runs again</h3></a><p class='lead'>The harbour board ends a stoppage of eleven weeks.</p></div>";
    let paragraph = "<p class='text'>The ferry between Port Arden and the island of Sollay will run again from <a \
        href='/days'>Monday</a>, the harbour board said on Thursday, ending a stoppage of eleven weeks.</p>";
    let half = |unit: &str| unit.repeat((1 << 20) / unit.len());
    let page = format!("<title>Ferry</title><main>{}</main><aside>{}</aside>", half(paragraph), half(card));
    let Some(before) = resident("VmRSS:") else {
        return println!("peak memory: skipped, this system does not tell");
    };
    let reading = read_html(page.as_bytes(), &Served::default());
    std::hint::black_box(reading.asides.len());
    let peak = resident("VmHWM:").unwrap_or(before).saturating_sub(before);
    println!(
        "peak memory of reading {:.1} MB: {:.1} x the page",
        page.len() as f64 / 1e6,
        peak as f64 / page.len() as f64
    );
}

/// Bytes of memory as Linux tells them.
fn resident(field: &str) -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    line.split_whitespace().next()?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
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

fn cost(name: String, text: &str) -> Cost {
    let served = Served { url: WebUrl::parse("https://page.example/news/a-page").ok(), ..Served::default() };
    let document = parse_str(text, &Limits::default());
    Cost {
        name,
        bytes: text.len(),
        html5ever: least(|| oracle::parse(text, None, false).len()),
        parse: least(|| parse_str(text, &Limits::default()).len()),
        read: least(|| read_document(&document, &served).asides.len()),
    }
}

fn least(work: impl Fn() -> usize) -> f64 {
    least_of(ROUNDS, work)
}

fn least_of(rounds: usize, work: impl Fn() -> usize) -> f64 {
    let once = |_| {
        let start = now();
        std::hint::black_box(work());
        now() - start
    };
    (0..rounds).map(once).fold(f64::INFINITY, f64::min)
}

/// CPU seconds of this thread.
fn now() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Milliseconds of reading per megabyte; a page below 64 KB counts as one.
fn per_megabyte(cost: &Cost) -> f64 {
    cost.read * 1e3 / (cost.bytes.max(64 << 10) as f64 / 1e6)
}

fn report(costs: &mut [Cost]) {
    let sum = |of: fn(&Cost) -> f64| costs.iter().map(of).sum::<f64>();
    let (theirs, parse, read) = (sum(|cost| cost.html5ever), sum(|cost| cost.parse), sum(|cost| cost.read));
    println!(
        "{} pages, {:.1} MB: html5ever + arena {theirs:.2} s, parse {parse:.2} s ({:.2} x), after the parse {read:.2} s ({:.3} x)",
        costs.len(),
        sum(|cost| cost.bytes as f64) / 1e6,
        parse / theirs,
        read / theirs
    );
    let mut ratios: Vec<f64> = costs.iter().map(|cost| cost.read / cost.html5ever).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: usize| ratios.get(ratios.len() * share / 100).copied().unwrap_or_default();
    println!("after the parse, page by page: median {:.3} x, 90th of 100 {:.3} x", at(50), at(90));
    costs.sort_by(|a, b| per_megabyte(b).total_cmp(&per_megabyte(a)));
    for cost in costs.iter().take(5) {
        println!("dearest: {:.1} ms per MB, {} KB, {}", per_megabyte(cost), cost.bytes >> 10, cost.name);
    }
}
