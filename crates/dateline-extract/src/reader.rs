//! The way through the rooms: structured data, gates, body, head, asides, verdict. Holds no rules of its own.

use crate::body::Body;
use crate::explain::{self, Explained};
use crate::survey::{Gate, Structured, Survey};
use crate::{Served, asides, body, meta, structured};
use dateline_html::{Document, Limits};
use dateline_model::{Article, Holding, Page, Reading, Verdict};
use std::collections::HashSet;

/// Reads a fetched page.
pub fn read_page(page: &Page) -> Reading {
    let document = dateline_html::parse(&page.body, page.declared_charset(), &Limits::default());
    read_document(&document, &Served::of(page))
}

/// Reads HTML as it came over the wire; the charset of a `content-type` header is believed first.
pub fn read_html(bytes: &[u8], served: &Served) -> Reading {
    read_document(&parse(bytes, served), served)
}

/// Reads a parsed page.
pub fn read_document(doc: &Document, served: &Served) -> Reading {
    Way::go(doc, served).reading
}

/// Reads HTML and says for each line why it is in or out.
pub fn explain_html(bytes: &[u8], served: &Served) -> Explained {
    let doc = parse(bytes, served);
    let way = Way::go(&doc, served);
    let lines = explain::lines(&way.layout, &way.body, &way.reading);
    Explained { reading: way.reading, lines }
}

fn parse(bytes: &[u8], served: &Served) -> Document {
    let charset =
        served.headers.get("content-type").and_then(|value| value.split(';').skip(1).find_map(charset_of));
    dateline_html::parse(bytes, charset, &Limits::default())
}

fn charset_of(parameter: &str) -> Option<&str> {
    let (name, value) = parameter.split_once('=')?;
    name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']))
}

struct Way<'d> {
    layout: body::Layout<'d>,
    body: Body,
    reading: Reading,
}

impl<'d> Way<'d> {
    fn go(doc: &'d Document, served: &Served) -> Self {
        let structured = structured::gather(doc);
        let gates: Vec<Gate> = Vec::new();
        let hidden: HashSet<_> = gates.iter().flat_map(|gate| gate.hides.iter().copied()).collect();
        let layout = body::lay_out(doc, &hidden);
        let base = meta::base(&structured, served);
        let mut article = meta::find(doc, &layout, &structured, served);
        let body = body::find(&layout, &structured, article.title.as_deref(), base.as_ref());
        article.blocks = body.blocks.iter().map(|placed| placed.block.clone()).collect();
        let asides = asides::find(&layout, &body, &gates, base.as_ref());
        let survey = Survey {
            doc,
            served,
            structured: &structured,
            gates: &gates,
            article: &article,
            body: &body.blocks,
            asides: &asides,
        };
        let verdict = judge(&survey);
        let reading = Reading {
            reservations: meta::reservations(&structured, served),
            caps: doc.caps(),
            article: held(article, &structured),
            asides: asides.into_iter().map(|placed| placed.aside).collect(),
            verdict,
        };
        Self { layout, body, reading }
    }
}

/// A page without any text and without a headline holds no article.
fn held(article: Article, _structured: &Structured) -> Option<Article> {
    (article.title.is_some() || !article.blocks.is_empty()).then_some(article)
}

fn judge(survey: &Survey<'_>) -> Verdict {
    let holding = match (survey.body.is_empty(), &survey.article.title) {
        (false, _) => Holding::Full,
        (true, Some(_)) => Holding::HeadlineOnly,
        (true, None) => Holding::None,
    };
    let declared = survey.structured.declared.clone();
    Verdict { declared, ..Verdict::of(holding) }
}
