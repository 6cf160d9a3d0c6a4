//! A Reading as JSON, version 1: the form that `docs/reading.schema.json` describes. Absent values are null, never missing. What is
//! written is borrowed from the reading; names stand in the order of the alphabet.

use crate::blocks::{BlockJson, ImageJson};
use crate::lazy_list::{Each, Shown};
use dateline_model::{
    Access, Article, Aside, AsideItem, Block, Completeness, Date, Declared, Evidence, Holding, Place,
    Publisher, Reading, Reason, Rule, Verdict, WebUrl,
};
use serde::Serialize;
use std::borrow::Cow;

/// What there is to say of one input, to be written with any serializer of serde.
#[derive(Debug, Serialize)]
pub struct ReadingJson<'a> {
    article: Option<ArticleJson<'a>>,
    asides: Each<'a, Aside, AsideJson<'a>>,
    caps: &'a [String],
    cpu_ms: f64,
    error: Option<ErrorJson<'a>>,
    id: Option<&'a str>,
    reading: u8,
    url: Option<&'a str>,
    #[serde(serialize_with = "verdict")]
    verdict: Cow<'a, Verdict>,
}

/// The reading of one input. `id` is the file's name in a batch; `cpu_ms` is thread CPU time from bytes to Reading.
pub fn reading_json<'a>(
    reading: &'a Reading,
    id: Option<&'a str>,
    url: Option<&'a str>,
    cpu_ms: f64,
) -> ReadingJson<'a> {
    ReadingJson {
        article: reading.article.as_ref().map(ArticleJson::from),
        asides: Each::of(&reading.asides, AsideJson::from),
        caps: &reading.caps,
        cpu_ms,
        error: None,
        id,
        reading: 1,
        url,
        verdict: Cow::Borrowed(&reading.verdict),
    }
}

/// The line of an input that could not be had at all: nothing is held, and the error says why.
pub fn failed_json<'a>(
    id: Option<&'a str>,
    url: Option<&'a str>,
    kind: &'a str,
    message: &'a str,
) -> ReadingJson<'a> {
    ReadingJson {
        article: None,
        asides: Each::of(&[], AsideJson::from),
        caps: &[],
        cpu_ms: 0.0,
        error: Some(ErrorJson { kind, message }),
        id,
        reading: 1,
        url,
        verdict: Cow::Owned(Verdict::of(Holding::None)),
    }
}

/// The blocks of an article alone, as they stand in its reading: for what keeps readings in columns.
pub fn blocks_json(blocks: &[Block]) -> impl Serialize + '_ {
    Each::of(blocks, BlockJson::from)
}

/// The asides of a page alone.
pub fn asides_json(asides: &[Aside]) -> impl Serialize + '_ {
    Each::of(asides, AsideJson::from)
}

/// The evidence of a verdict alone.
pub fn evidence_json(evidence: &[Evidence]) -> impl Serialize + '_ {
    Each::of(evidence, EvidenceJson::from)
}

#[derive(Debug, Serialize)]
struct ErrorJson<'a> {
    kind: &'a str,
    message: &'a str,
}

#[derive(Debug, Serialize)]
struct ArticleJson<'a> {
    agency: Option<&'a str>,
    blocks: Each<'a, Block, BlockJson<'a>>,
    bylines: &'a [String],
    canonical_url: Option<&'a str>,
    image: Option<ImageJson<'a>>,
    language: Option<&'a str>,
    modified: Option<Time>,
    published: Option<Time>,
    published_from: Option<&'a str>,
    publisher: Option<PublisherJson<'a>>,
    section: Option<&'a str>,
    standfirst: Option<&'a str>,
    tags: &'a [String],
    text: String,
    title: Option<&'a str>,
}

impl<'a> From<&'a Article> for ArticleJson<'a> {
    fn from(article: &'a Article) -> Self {
        Self {
            agency: article.agency.as_deref(),
            blocks: Each::of(&article.blocks, BlockJson::from),
            bylines: &article.bylines,
            canonical_url: article.canonical_url.as_ref().map(WebUrl::as_str),
            image: article.image.as_ref().map(ImageJson::from),
            language: article.language.as_deref(),
            modified: article.modified.map(time),
            published: article.published.map(time),
            published_from: article.published_from.as_deref(),
            publisher: article.publisher.as_ref().map(PublisherJson::from),
            section: article.section.as_deref(),
            standfirst: article.standfirst.as_deref(),
            tags: &article.tags,
            text: article.text(),
            title: article.title.as_deref(),
        }
    }
}

#[derive(Debug, Serialize)]
struct PublisherJson<'a> {
    host: Option<&'a str>,
    name: &'a str,
}

impl<'a> From<&'a Publisher> for PublisherJson<'a> {
    fn from(publisher: &'a Publisher) -> Self {
        Self { host: publisher.host.as_deref(), name: &publisher.name }
    }
}

#[derive(Debug, Serialize)]
struct AsideJson<'a> {
    items: Each<'a, AsideItem, AsideItemJson<'a>>,
    kind: &'static str,
    reason: Option<&'static str>,
    text: &'a str,
}

impl<'a> From<&'a Aside> for AsideJson<'a> {
    fn from(aside: &'a Aside) -> Self {
        Self {
            items: Each::of(&aside.items, AsideItemJson::from),
            kind: aside.kind.as_str(),
            reason: aside.reason.map(Reason::as_str),
            text: &aside.text,
        }
    }
}

#[derive(Debug, Serialize)]
struct AsideItemJson<'a> {
    publisher: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> From<&'a AsideItem> for AsideItemJson<'a> {
    fn from(item: &'a AsideItem) -> Self {
        Self {
            publisher: item.publisher.as_deref(),
            title: item.title.as_deref(),
            url: item.url.as_ref().map(WebUrl::as_str),
        }
    }
}

#[derive(Debug, Serialize)]
struct VerdictJson<'a> {
    completeness: Option<CompletenessJson<'a>>,
    declared: DeclaredJson<'a>,
    evidence: Each<'a, Evidence, EvidenceJson<'a>>,
    holding: &'static str,
    reasons: Each<'a, Reason, &'static str>,
}

fn verdict<S: serde::Serializer>(verdict: &Verdict, to: S) -> Result<S::Ok, S::Error> {
    let Declared { access, words, percent_left, reservation } = &verdict.declared;
    let json = VerdictJson {
        completeness: verdict.completeness.as_ref().map(CompletenessJson::from),
        declared: DeclaredJson {
            access: access.map(Access::as_str),
            percent_left: *percent_left,
            reservation: reservation.as_deref(),
            words: *words,
        },
        evidence: Each::of(&verdict.evidence, EvidenceJson::from),
        holding: verdict.holding.as_str(),
        reasons: Each::of(&verdict.reasons, |reason| reason.as_str()),
    };
    json.serialize(to)
}

#[derive(Debug, Serialize)]
struct CompletenessJson<'a> {
    share: f64,
    source: &'a str,
}

impl<'a> From<&'a Completeness> for CompletenessJson<'a> {
    fn from(part: &'a Completeness) -> Self {
        Self { share: part.share, source: &part.source }
    }
}

#[derive(Debug, Serialize)]
struct DeclaredJson<'a> {
    access: Option<&'static str>,
    percent_left: Option<f64>,
    reservation: Option<&'a str>,
    words: Option<u32>,
}

#[derive(Debug, Serialize)]
struct EvidenceJson<'a> {
    origin: &'static str,
    place: Shown<&'a Place>,
    quote: &'a str,
    rule: Option<&'static str>,
    supports: &'a str,
}

impl<'a> From<&'a Evidence> for EvidenceJson<'a> {
    fn from(evidence: &'a Evidence) -> Self {
        Self {
            origin: evidence.origin.as_str(),
            place: Shown(&evidence.place),
            quote: &evidence.quote,
            rule: evidence.rule.map(Rule::as_str),
            supports: &evidence.supports,
        }
    }
}

/// A time in the one width that all times have, to the second, so that they sort as text; a day stays a day.
type Time = Shown<ToTheSecond>;

fn time(at: Date) -> Time {
    Shown(ToTheSecond(at))
}

#[derive(Debug)]
struct ToTheSecond(Date);

impl std::fmt::Display for ToTheSecond {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.0}", self.0)
    }
}
