//! Any bytes give a reading, read as a page, as plain text and as a feed's construct, and every piece of evidence stands
//! where it says. Lines that explain the reading hold the same body.

#![no_main]

use dateline_extract::{Served, evidence_stands, explain_text, read_construct, read_document, read_text};
use dateline_html::{Limits, parse};
use dateline_model::{Block, Construct, ConstructKind, Evidence, Reading};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let doc = parse(data, None, &Limits::default());
    let served = Served { status: Some(200), ..Served::default() };
    hold(&read_document(&doc, &served), doc.source(), &served);
    let text = String::from_utf8_lossy(data);
    let reading = read_text(&text);
    hold(&reading, &text, &Served::default());
    if let Some(article) = reading.article {
        let lines = explain_text(&text).lines.into_iter().filter(|line| line.is_body);
        let blocks = article.blocks.iter().map(Block::text);
        assert!(blocks.eq(lines.map(|line| line.text)), "the explanation has another body");
    }
    for kind in [ConstructKind::Html, ConstructKind::Text] {
        let construct = Construct { kind, raw: text.clone().into_owned(), base: None };
        hold(&read_construct(&construct, Some("Title"), &served), &text, &served);
    }
});

fn hold(reading: &Reading, source: &str, served: &Served) {
    for evidence in &reading.verdict.evidence {
        assert!(evidence_stands(evidence, source, served), "{evidence:?}");
    }
    for reason in &reading.verdict.reasons {
        let shown = |evidence: &Evidence| evidence.supports == reason.as_str();
        assert!(reading.verdict.evidence.iter().any(shown), "{reason:?} without evidence");
    }
}
