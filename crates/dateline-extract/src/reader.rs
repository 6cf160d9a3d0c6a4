//! The pipeline over a page: structured data, gates, body, metadata, asides, verdict. Holds no rules of its own.

use crate::body::{Body, Place};
use crate::class_ids::ClassIds;
use crate::explain::{self, Explained, ExplainedLine};
use crate::gate::Gate;
use crate::republished::{self, Copied};
use crate::smilies;
use crate::structured::Structured;
use crate::text_fragment::{self, Fragment};
use crate::unmarked;
use crate::verdict::Survey;
use crate::{
    Served, asides, body, class_hints, forum_threads, gate, meta, plain, structured, unreadable, verdict,
};
use dateline_html::{Document, Limits, NodeId};
use dateline_model::{
    Access, Article, Aside, AsideKind, Construct, Holding, Page, Reading, Reason, Verdict, WebUrl,
};
use std::collections::HashSet;
use std::rc::Rc;

/// Reads a fetched page.
pub fn read_page(page: &Page) -> Reading {
    let document = dateline_html::parse(&page.body, page.declared_charset(), &Limits::default());
    read_document(&document, &Served::of(page))
}

/// Where the article of a fetched page goes on: the address of the page behind it, where it names one.
pub fn following_page(page: &Page) -> Option<WebUrl> {
    let document = dateline_html::parse(&page.body, page.declared_charset(), &Limits::default());
    verdict::continuation::following(&document, &page.final_url)
}

/// Reads HTML as it came over the wire; the charset of a `content-type` header is believed first.
pub fn read_html(bytes: &[u8], served: &Served) -> Reading {
    read_document(&parse(bytes, served), served)
}

/// Reads a parsed page.
pub fn read_document(doc: &Document, served: &Served) -> Reading {
    Pipeline::run(doc, served).reading
}

/// The numbers by which the kind of a page is told.
pub(crate) fn kind_numbers(doc: &Document, served: &Served) -> Vec<f32> {
    let mut numbers = Vec::new();
    Pipeline::run_with(doc, served, Place::Page, |survey| numbers = verdict::kind_numbers(survey));
    numbers
}

/// Reads HTML and says for each line why it is in or out.
pub fn explain_html(bytes: &[u8], served: &Served) -> Explained {
    let doc = parse(bytes, served);
    let read = Pipeline::run(&doc, served);
    let mut lines = explain::lines(&read.layout, &read.body, &read.gates, &read.reading);
    if let Some(copied) = &read.copied {
        copied.explain(&mut lines);
    }
    Explained { reading: read.reading, lines }
}

/// Reads a feed entry's own text. `title` is the entry's; the verdict's evidence points into the construct as it was given.
pub fn read_construct(construct: &Construct, title: Option<&str>, served: &Served) -> Reading {
    let html = smilies::in_words(unmarked::markup(construct));
    let doc = dateline_html::parse_str(&html, &Limits::default());
    let mut reading = Pipeline::run_with(&doc, served, Place::Feed, |_| ()).reading;
    let article = reading.article.get_or_insert_with(Article::default);
    article.title = title.map(str::to_owned);
    reading.verdict = verdict::of_construct(article, &construct.raw);
    reading
}

/// Reads text without markup.
pub fn read_text(text: &str) -> Reading {
    plain::read(text)
}

/// Reads text without markup and says for each line what it was taken for.
pub fn explain_text(text: &str) -> Explained {
    let lines = plain::explain(text).into_iter().map(|told| ExplainedLine {
        is_body: told.aside.is_none(),
        text: told.text,
        kind: told.aside,
        reason: told.reason,
        because: told.because,
        items: told.items,
    });
    Explained { reading: plain::read(text), lines: lines.collect() }
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

/// One page read: layout, body, gates and the reading, kept together so that each line can be explained.
struct Pipeline<'d> {
    layout: body::Layout<'d>,
    body: Body,
    gates: Vec<Gate>,
    copied: Option<Copied>,
    reading: Reading,
}

impl<'d> Pipeline<'d> {
    fn run(doc: &'d Document, served: &Served) -> Self {
        Self::run_with(doc, served, Place::Page, |_| ())
    }

    /// The same, with a look at what was gathered before it is judged.
    fn run_with(doc: &'d Document, served: &Served, place: Place, look: impl FnOnce(&Survey<'_>)) -> Self {
        let classes = Rc::new(ClassIds::of(doc));
        let structured = structured::gather(doc, &classes);
        let noscript = structured.claims.noscript;
        let (fragments, revealed) = shown(doc, &classes, &structured);
        let gates = gate::find(doc, &classes, &structured, &fragments);
        let open = gates.is_empty() && structured.locked_classes.is_empty();
        let hidden = hidden(doc, &gates, open);
        let unfolded = || body::folded(doc, &classes).into_iter().chain(revealed).collect();
        let folded: HashSet<NodeId> = if open { unfolded() } else { HashSet::new() };
        let layout = body::lay_out(doc, &classes, &hidden, &folded, noscript);
        let base = meta::base(&structured, served);
        let mut article = meta::find(doc, &layout, &structured, served);
        let url = served.base().or(article.canonical_url.as_ref());
        let page = forum_threads::Page::new(doc, &classes, &structured, &fragments, url);
        let posts = forum_threads::posts(&page);
        let title = article.title.as_deref();
        let mut body = body::find(&layout, &structured, &gates, &posts, title, base.as_ref(), place);
        asides::release(&layout, &mut body, &gates, &article.bylines);
        article.blocks = body.blocks.iter().map(|placed| placed.block.clone()).collect();
        meta::complete_image(&mut article);
        meta::complete_agency(&mut article);
        meta::complete_standfirst(&layout, &structured, &mut article);
        let mut asides = asides::find(&layout, &body, &gates, base.as_ref());
        let survey = Survey {
            doc,
            classes: &classes,
            served,
            structured: &structured,
            fragments: &fragments,
            gates: &gates,
            posts: &posts,
            article: &article,
            body: &body.blocks,
            unreadable: unreadable::find(doc.source()),
        };
        look(&survey);
        let verdict = verdict::judge(&survey);
        let readable = survey.unreadable.is_none();
        let copied = republished::find(doc, &fragments, &body.blocks);
        if place == Place::Page
            && verdict.holding == Holding::None
            && verdict.reasons.iter().any(|reason| STAND_INS.contains(reason))
        {
            asides.extend(withdrawn(&mut article, &verdict));
        }
        let mut reading = Reading {
            reservations: meta::reservations(&structured, served),
            caps: doc.caps().names().map(str::to_owned).collect(),
            article: held(article).filter(|_| readable),
            asides: if readable { asides } else { Vec::new() },
            verdict,
        };
        if let Some(copied) = &copied {
            copied.apply(doc, &mut reading);
        }
        Self { layout, body, gates, copied, reading }
    }
}

/// The pieces of a page, and the element that was hidden until a script has run.
fn shown(doc: &Document, classes: &ClassIds<'_>, structured: &Structured) -> (Vec<Fragment>, Option<NodeId>) {
    let locked = structured.declared.access == Some(Access::Locked);
    let mut fragments = text_fragment::fragments(doc, classes, structured.claims.noscript, locked);
    let revealed = text_fragment::revealed::reveal(doc, &mut fragments);
    (fragments, revealed)
}

/// What gates hide, and on pages that are not `open` what was to be moved into place on arrival.
fn hidden(doc: &Document, gates: &[Gate], open: bool) -> HashSet<NodeId> {
    let mut hidden: HashSet<_> = gates.iter().flat_map(|gate| gate.hides.iter().copied()).collect();
    if !open {
        hidden.extend(class_hints::streamed(doc));
    }
    hidden
}

/// Reasons of pages that came in an article's place and say so.
const STAND_INS: &[Reason] = &[Reason::Consent, Reason::AgeGate, Reason::Login, Reason::BotCheck];

/// The words of a page that came in an article's place: none of them is the article's.
fn withdrawn(article: &mut Article, verdict: &Verdict) -> Option<Aside> {
    let text = article.text();
    article.blocks.clear();
    let (kind, reason) = (AsideKind::Notice, verdict.reasons.first().copied());
    (!text.is_empty()).then_some(Aside { kind, text, items: Vec::new(), reason })
}

/// A page without any text and without a headline holds no article.
fn held(article: Article) -> Option<Article> {
    (article.title.is_some() || !article.blocks.is_empty()).then_some(article)
}
