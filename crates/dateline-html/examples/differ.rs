//! Holds our trees against html5ever's on the pages of a data directory, node by node, and measures both:
//! `cargo run --release --example differ -- DATA`. Then times hostile pages of a megabyte each.

#![expect(clippy::print_stdout, reason = "a program that reports")]

mod dump;
mod oracle;

use dateline_html::{Limits, Scripting, decode, parse_str_with};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = std::env::args().nth(1).ok_or("usage: differ DATA")?;
    hostile();
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
        let theirs = oracle::dump(&oracle::parse(text, scripting == Scripting::On), 0);
        let caps = document.caps();
        capped += usize::from(caps.depth || caps.attributes || caps.size);
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
        let other: usize = pages.iter().map(|(_, text)| oracle::parse(text, false).len()).sum();
        let theirs = start.elapsed().as_secs_f64();
        println!(
            "round {round}: {megabytes:.1} MB, ours {:.0} MB/s ({nodes} nodes, source copied once), html5ever + arena {:.0} MB/s ({other} nodes), {:.2} times",
            megabytes / ours,
            megabytes / theirs,
            theirs / ours
        );
    }
}

fn hostile() {
    let mega = |unit: &str| unit.repeat((1 << 20) / unit.len());
    let numbered = |make: &dyn Fn(usize) -> String| -> String {
        let mut out = String::new();
        (0..).map(make).find(|piece| {
            out.push_str(piece);
            out.len() > 1 << 20
        });
        out
    };
    let opened = |count: usize, tail: &str| {
        let mut out: String = (0..count).map(|number| format!("<b id={number}>")).collect();
        while out.len() < 1 << 20 {
            out.push_str(tail);
        }
        out
    };
    let cases = [
        ("nested div", mega("<div>")),
        ("attributes of one tag", format!("<p {}>", numbered(&|number| format!("a{number} ")))),
        ("ampersands", mega("&")),
        ("ampersands and letters", mega("&aaaaaaaaaaaa")),
        ("references", mega("&amp;")),
        ("misnested a and b", mega("<a><b></a></b>")),
        ("misnested with blocks", mega("<a><div><b></a></div>")),
        ("unclosed formatting", numbered(&|number| format!("<font size={number}>"))),
        ("formatting in every paragraph", opened(400, "<p>x")),
        ("end tags over formatting", opened(400, "<p></b>")),
        ("unclosed a and b in p", mega("<p><a><b><i>x")),
        ("tables in tables", mega("<table><tr><td>")),
        ("tables in tables, no cells", mega("<table>")),
        ("fostered text", format!("<table>{}", mega("x </foo> <!-- --> "))),
        ("growing text twice", format!("<table>{}", mega("x</a> </a>"))),
        ("end tags", mega("</p>")),
        (
            "unknown end tags under spans",
            format!("{}{}", "<foo><div>".to_owned() + &"<span>".repeat(480), mega("</foo>")),
        ),
        ("b end tags under spans", format!("{}{}", "<span>".repeat(480), mega("</b>"))),
        ("attributes of html", numbered(&|number| format!("<html a{number}>"))),
        ("names", numbered(&|number| format!("<n{number}></n{number}>"))),
        ("comment dashes", format!("<!--{}", mega("-"))),
        ("comments", mega("<!-->")),
        ("less-than", mega("<")),
        ("nul", mega("\0")),
        ("carriage returns", mega("\r")),
        ("select", mega("<select><option>")),
        ("lists", mega("<ul><li>")),
        ("svg end tags", format!("<svg>{}{}", "<g>".repeat(480), mega("</x>"))),
        ("templates", mega("<template>")),
        ("objects in table", format!("<table><tr><td>{}", mega("<object><b></table><table><tr><td>"))),
        ("forms", mega("<form></form></form>")),
        ("nobr", mega("<nobr>x")),
    ];
    for (name, page) in &cases {
        let start = Instant::now();
        let document = parse_str_with(page, &Limits::default(), Scripting::Off);
        let took = start.elapsed();
        println!(
            "hostile: {name}, {} KB, {:.1} ms, {} nodes",
            page.len() >> 10,
            took.as_secs_f64() * 1e3,
            document.len()
        );
    }
}
