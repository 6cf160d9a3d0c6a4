//! The parser over pages that are generated here, and over real ones where `DATELINE_DATA` names a data directory:
//! `cargo bench -p dateline-html`, `DATELINE_DATA=DIR cargo bench -p dateline-html -- real`.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use dateline_html::{Limits, Selector, decode, parse_str};
use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// An article as publishers write it: long head, navigation, paragraphs with links, figures, scripts, a list of teasers.
fn article() -> String {
    let mut page = String::from(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Ferry returns &amp; sails</title>",
    );
    for number in 0..40 {
        let _ = write!(
            page,
            "<link rel=\"preload\" as=\"script\" href=\"https://static.beacon.example/build/chunk-{number}.js\">"
        );
    }
    page.push_str("<script>window.data = {\"ads\": [");
    page.push_str(&"{\"slot\": \"/1234/top\", \"sizes\": [[300, 250], [728, 90]]}, ".repeat(300));
    page.push_str("]};</script></head><body class=\"page page--article\"><nav><ul>");
    for number in 0..60 {
        let _ = writeln!(
            page,
            "<li class=\"nav-item\"><a class=\"nav-link\" href=\"/section/{number}\">Section {number}</a></li>"
        );
    }
    page.push_str("</ul></nav><main><article><h1>Ferry returns &amp; sails</h1>");
    for number in 0..80 {
        let _ = writeln!(
            page,
            "<p class=\"paragraph\" data-index=\"{number}\">The harbour board said on Tuesday that the <a href=\"/ferry/{number}\">\
             ferry</a> would sail again&nbsp;\u{2013} \u{201c}with <em>every</em> boat we have\u{201d}, a spokeswoman said.</p>"
        );
    }
    page.push_str("</article></main><aside>");
    for number in 0..120 {
        let _ = write!(
            page,
            "<div class=\"card\"><a href=\"/story/{number}\"><picture><source srcset=\"/i/{number}.webp 1x, /i/{number}@2.webp 2x\">\
             <img src=\"/i/{number}.jpg\" alt=\"\" loading=\"lazy\" width=\"320\" height=\"180\"></picture>\
             <h3>Headline number {number}</h3></a><time datetime=\"2026-03-01\">1 March</time></div>"
        );
    }
    page + "</aside></body></html>"
}

/// Scores and prices: nothing but a table.
fn table() -> String {
    let mut page = String::from("<table><thead><tr><th>Club<th>Played<th>Points<tbody>");
    for number in 0..3000 {
        let _ =
            write!(page, "<tr><td>Club {number}</td><td>{}</td><td>{}</td></tr>", number % 38, number % 97);
    }
    page
}

/// What a parser that walks its stack takes hours for.
fn nested() -> String {
    "<ul><li>".repeat(30_000)
}

/// Formatting left open and closed in the wrong order.
fn misnested() -> String {
    "<p><b><i>one</b> two<div>three</i> four</div>".repeat(4000)
}

fn generated(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("generated");
    for (name, page) in
        [("article", article()), ("table", table()), ("nested lists", nested()), ("misnested", misnested())]
    {
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_with_input(BenchmarkId::new("parse", name), &page, |bench, page| {
            bench.iter(|| black_box(parse_str(page, &Limits::default()).len()));
        });
    }
    group.finish();
}

fn selectors(criterion: &mut Criterion) {
    let page = parse_str(&article(), &Limits::default());
    let mut group = criterion.benchmark_group("select");
    for text in ["p", "article > p.paragraph a[href]", ".card:has(time):nth-child(3n)"] {
        let Ok(selector) = Selector::parse(text) else { continue };
        group.bench_function(text, |bench| bench.iter(|| page.select(&selector).count()));
    }
    group.finish();
}

fn real(criterion: &mut Criterion) {
    let Some(data) = std::env::var_os("DATELINE_DATA") else { return };
    let mut paths = Vec::new();
    collect(Path::new(&data), &mut paths);
    let pages: Vec<String> = paths.iter().filter_map(|path| read(path)).collect();
    let mut group = criterion.benchmark_group("real");
    group.sample_size(10).throughput(Throughput::Bytes(pages.iter().map(|page| page.len() as u64).sum()));
    group.bench_function("every page", |bench| {
        bench.iter(|| pages.iter().map(|page| parse_str(page, &Limits::default()).len()).sum::<usize>());
    });
    group.finish();
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

fn read(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).ok()?).read_to_end(&mut bytes).ok()?;
    Some(decode(&bytes, None).text)
}

criterion_group!(benches, generated, selectors, real);
criterion_main!(benches);
