//! Reads the pages of an archive one after another in one process, without tables: what `dateline_news.read` is held against.
//! `read_pages FILE TURNS` prints a line of JSON: pages, and for each turn the seconds that this thread had a processor.

#![expect(clippy::print_stdout, reason = "what it prints is its result")]

use dateline_extract::{Served, read_html};
use dateline_warc::{RecordKind, WarcReader, page};
use std::fs::{self, File};
use std::hint::black_box;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Seconds for which this thread has run, as Linux tells it.
fn processor() -> f64 {
    let told = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (path, turns) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let mut archive = WarcReader::new(File::open(path)?);
    let mut pages = Vec::new();
    while let Some(head) = archive.next_record()? {
        if head.kind != RecordKind::Response {
            continue;
        }
        let Some(block) = archive.block(32 << 20)? else { continue };
        let html = page(&head, block, 32 << 20).ok();
        let is_html = |kind: &str| kind.starts_with("text/html");
        pages.extend(html.filter(|page| page.headers.get("content-type").is_some_and(is_html)));
    }
    let mut seconds = Vec::new();
    for _ in 0..turns.parse().unwrap_or(1_u32) {
        let begun = processor();
        for page in &pages {
            let url = Some(page.final_url.clone());
            let served = Served { url: url.clone(), final_url: url, ..Served::default() };
            black_box(read_html(&page.body, &served));
        }
        seconds.push(processor() - begun);
    }
    println!("{{\"pages\": {}, \"seconds\": {seconds:?}}}", pages.len());
    Ok(())
}
