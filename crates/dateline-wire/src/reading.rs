//! A Reading as JSON, version 1: the form that `docs/reading.schema.json` describes. Absent values are null, never missing.

use crate::blocks;
use dateline_model::{Article, Aside, Publisher, Reading, Verdict, WebUrl};
use serde_json::{Value, json};

/// The reading of one input. `id` is the file's name in a batch; `cpu_ms` is thread CPU time from bytes to Reading.
pub fn reading_json(reading: &Reading, id: Option<&str>, url: Option<&str>, cpu_ms: f64) -> Value {
    json!({
        "reading": 1,
        "id": id,
        "url": url,
        "article": reading.article.as_ref().map(article),
        "asides": reading.asides.iter().map(aside).collect::<Vec<_>>(),
        "verdict": verdict(&reading.verdict),
        "caps": reading.caps,
        "cpu_ms": cpu_ms,
        "error": null,
    })
}

/// The line of an input that could not be had at all: nothing is held, and the error says why.
pub fn failed_json(id: Option<&str>, url: Option<&str>, kind: &str, message: &str) -> Value {
    json!({
        "reading": 1,
        "id": id,
        "url": url,
        "article": null,
        "asides": [],
        "verdict": verdict(&Verdict::of(dateline_model::Holding::None)),
        "caps": [],
        "cpu_ms": 0.0,
        "error": {"kind": kind, "message": message},
    })
}

fn article(article: &Article) -> Value {
    json!({
        "title": article.title,
        "standfirst": article.standfirst,
        "bylines": article.bylines,
        "agency": article.agency,
        "publisher": article.publisher.as_ref().map(publisher),
        "section": article.section,
        "tags": article.tags,
        "published": article.published.map(time),
        "published_from": article.published_from,
        "modified": article.modified.map(time),
        "language": article.language,
        "canonical_url": article.canonical_url.as_ref().map(WebUrl::as_str),
        "image": article.image.as_ref().map(blocks::image),
        "text": article.text(),
        "blocks": article.blocks.iter().map(blocks::block).collect::<Vec<_>>(),
    })
}

fn publisher(publisher: &Publisher) -> Value {
    json!({"name": publisher.name, "host": publisher.host})
}

fn aside(aside: &Aside) -> Value {
    let item = |item: &dateline_model::AsideItem| json!({"title": item.title, "publisher": item.publisher, "url": item.url.as_ref().map(WebUrl::as_str)});
    json!({
        "kind": aside.kind.as_str(),
        "text": aside.text,
        "items": aside.items.iter().map(item).collect::<Vec<_>>(),
        "reason": aside.reason.map(dateline_model::Reason::as_str),
    })
}

fn verdict(verdict: &Verdict) -> Value {
    let evidence = |evidence: &dateline_model::Evidence| {
        json!({
            "supports": evidence.supports,
            "place": evidence.place.to_string(),
            "quote": evidence.quote,
            "origin": evidence.origin.as_str(),
            "rule": evidence.rule.map(dateline_model::Rule::as_str),
        })
    };
    json!({
        "holding": verdict.holding.as_str(),
        "reasons": verdict.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
        "declared": {
            "access": verdict.declared.access.map(dateline_model::Access::as_str),
            "words": verdict.declared.words,
            "percent_left": verdict.declared.percent_left,
            "reservation": verdict.declared.reservation,
        },
        "completeness": verdict.completeness.as_ref().map(|part| json!({"share": part.share, "source": part.source})),
        "evidence": verdict.evidence.iter().map(evidence).collect::<Vec<_>>(),
    })
}

/// A time in the one width that all times have, to the second, so that they sort as text; a day stays a day.
fn time(at: impl std::fmt::Display) -> String {
    format!("{at:.0}")
}
