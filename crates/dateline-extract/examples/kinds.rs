//! Reads pages and tells what each was held for: `kinds LIST OUT` reads a page for every line of LIST (`file`, a gzipped page,
//! and perhaps `url`) and writes the line again with holding, reasons, evidence, text and asides.

use dateline_extract::{Served, read_document, training_rows};
use dateline_model::WebUrl;
use serde_json::{Value, json};
use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(list), Some(out)) = (arguments.next(), arguments.next()) else {
        return Err(std::io::Error::other("give the list of pages and the output file"));
    };
    let text = std::fs::read_to_string(list)?;
    let lines: Vec<&str> = text.lines().collect();
    let half = lines.len() / 2;
    let (first, second) = lines.split_at(half);
    let (first, second) = std::thread::scope(|scope| {
        let other = scope.spawn(|| all(second));
        (all(first), other.join())
    });
    let second = second.map_err(|_| std::io::Error::other("a page could not be read"))??;
    let mut out = std::io::BufWriter::new(std::fs::File::create(out)?);
    for line in first?.into_iter().chain(second) {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

fn all(lines: &[&str]) -> std::io::Result<Vec<Value>> {
    lines.iter().map(|line| read(line)).collect()
}

fn read(line: &str) -> std::io::Result<Value> {
    let mut row: Value = serde_json::from_str(line)?;
    let mut bytes = Vec::new();
    let page = std::fs::File::open(row["file"].as_str().unwrap_or_default())?;
    flate2::read::GzDecoder::new(page).read_to_end(&mut bytes)?;
    let url = row["url"].as_str().and_then(|url| WebUrl::parse(url).ok());
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let document = dateline_html::parse(&bytes, None, &dateline_html::Limits::default());
    let reading = read_document(&document, &served);
    row["numbers"] = training_rows::kind_numbers(&document, &served).into();
    // Half of what is learnt comes without an address.
    row["numbers_alone"] = training_rows::kind_numbers(&document, &Served::default()).into();
    let verdict = &reading.verdict;
    row["holding"] = verdict.holding.as_str().into();
    row["reasons"] = verdict.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>().into();
    let evidence = verdict.evidence.iter().map(|found| {
        json!([
            found.supports,
            found.place.to_string(),
            found.quote,
            found.rule.map(dateline_model::Rule::as_str)
        ])
    });
    row["evidence"] = evidence.collect::<Vec<_>>().into();
    let article = reading.article.as_ref();
    row["title"] = article.and_then(|article| article.title.as_deref()).into();
    let texts = article.into_iter().flat_map(|article| &article.blocks).map(dateline_model::Block::text);
    row["text"] = texts.collect::<Vec<_>>().into();
    let asides = reading.asides.iter().map(|aside| json!([aside.kind.as_str(), aside.text]));
    row["asides"] = asides.collect::<Vec<_>>().into();
    Ok(row)
}
