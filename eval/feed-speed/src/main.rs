//! Processor time from bytes to entries, with base resolution and dates: ours against feed-rs, on the same files, in the same
//! run, taking turns file by file. `feed-speed FOLDER [ROUNDS]`; every file below the folder, `.gz` unpacked.

use dateline_feed::Context;
use dateline_model::WebUrl;
use rustix::time::{ClockId, clock_gettime};
use std::error::Error;
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Seconds that this thread has run.
fn cpu() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { below(&path, files)? } else { files.push(path) }
    }
    Ok(())
}

fn bytes(path: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let packed = std::fs::read(path)?;
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Ok(packed);
    }
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Seconds of the quickest round of each file, and the entries found.
#[derive(Default, Clone, Copy)]
struct Took {
    seconds: f64,
    entries: usize,
    feeds: usize,
}

fn best(rounds: usize, mut parse: impl FnMut() -> Option<usize>) -> (f64, Option<usize>) {
    let mut best = (f64::INFINITY, None);
    for _ in 0..rounds {
        let start = cpu();
        let found = parse();
        best = (best.0.min(cpu() - start), found);
    }
    best
}

impl Took {
    fn add(&mut self, (seconds, found): (f64, Option<usize>)) {
        self.seconds += seconds;
        self.entries += found.unwrap_or(0);
        self.feeds += usize::from(found.is_some());
    }

    fn line(&self, name: &str, megabytes: f64, files: usize) {
        println!(
            "{name:<10} {:>8.1} feeds/s {:>7.1} MB/s   {} of {files} read, {} entries",
            files as f64 / self.seconds,
            megabytes / self.seconds,
            self.feeds,
            self.entries
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let folder = words.first().ok_or("usage: feed-speed FOLDER [ROUNDS]")?;
    let rounds = words.get(1).map_or(Ok(3), |text| text.parse())?;
    let mut files = Vec::new();
    below(Path::new(folder), &mut files)?;
    files.sort();
    let base = "https://feeds.example/feed";
    let url = WebUrl::parse(base)?;
    let context = Context { url: Some(&url), ..Context::default() };
    let (mut ours, mut theirs, mut size, mut ratios) = (Took::default(), Took::default(), 0, Vec::new());
    for file in &files {
        let bytes = bytes(file)?;
        size += bytes.len();
        let other = best(rounds, || {
            let parser = feed_rs::parser::Builder::new().base_uri(Some(base)).build();
            // It panics on some UTF-16.
            let parse = || parser.parse(bytes.as_slice()).ok().map(|feed| feed.entries.len());
            let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse));
            black_box(read.ok().flatten())
        });
        let own = best(rounds, || {
            black_box(dateline_feed::parse(&bytes, &context).ok().map(|feed| feed.entries.len()))
        });
        ratios.push(other.0 / own.0);
        ours.add(own);
        theirs.add(other);
    }
    ratios.sort_by(f64::total_cmp);
    let megabytes = size as f64 / 1e6;
    println!("{} files, {megabytes:.1} MB, quickest of {rounds} rounds, processor time of one thread", files.len());
    theirs.line("feed-rs", megabytes, files.len());
    ours.line("dateline", megabytes, files.len());
    println!(
        "{:.2} times as fast over all; by file: median {:.2}, a tenth below {:.2}",
        theirs.seconds / ours.seconds,
        ratios[ratios.len() / 2],
        ratios[ratios.len() / 10]
    );
    Ok(())
}
