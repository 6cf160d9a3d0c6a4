//! Every line of a page in order with what it was taken for and why: what `read --explain` and the desk's `/read` show.

use crate::asides;
use crate::body::{Body, Layout};
use crate::gate::Gate;
use dateline_model::{AsideItem, AsideKind, Reading, Reason};

/// A reading with the reason for each line.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The reading itself.
    pub reading: Reading,
    /// Every line of the page, in order.
    pub lines: Vec<ExplainedLine>,
}

/// One line of a page.
#[derive(Debug, Clone, Default)]
pub struct ExplainedLine {
    /// Its words.
    pub text: String,
    /// What it is besides the article; `None` for body and headline.
    pub kind: Option<AsideKind>,
    /// Whether it belongs to the article's text.
    pub is_body: bool,
    /// For a notice: the reason it speaks for.
    pub reason: Option<Reason>,
    /// Why it was taken so, in words.
    pub because: String,
    /// Headlines it names.
    pub items: Vec<AsideItem>,
}

/// Lines that are explained; a longer page is cut here.
const LINES_MAX: usize = 5000;

/// Explains each segment of a page.
pub(crate) fn lines(
    layout: &Layout<'_>,
    body: &Body,
    gates: &[Gate],
    reading: &Reading,
) -> Vec<ExplainedLine> {
    let walls = asides::Walls::of(layout, gates);
    let title = reading.article.as_ref().and_then(|article| article.title.as_deref());
    (0..layout.segments.len().min(LINES_MAX))
        .filter(|index| !layout.segments[*index].is_unseen())
        .map(|index| line(layout, body, &walls, title, index))
        .chain(given(body, reading))
        .collect()
}

/// Blocks of an article that no line of the page gave: the page's data holds them.
fn given<'r>(body: &'r Body, reading: &'r Reading) -> impl Iterator<Item = ExplainedLine> + 'r {
    let blocks = reading.article.iter().flat_map(|article| &article.blocks);
    let seen = body.keep.contains(&true);
    blocks.filter(move |_| !seen).map(|block| ExplainedLine {
        text: block.text(),
        is_body: true,
        because: "stands in the page's data as the article's text".to_owned(),
        ..ExplainedLine::default()
    })
}

fn line(
    layout: &Layout<'_>,
    body: &Body,
    walls: &asides::Walls<'_>,
    title: Option<&str>,
    index: usize,
) -> ExplainedLine {
    let text = layout.line(index).to_owned();
    let is_body = body.keep[index];
    let headline = !is_body && Some(text.as_str()) == title;
    let gate = walls.over(layout, index).filter(|_| !is_body);
    let kind = (!is_body && !headline).then(|| match gate {
        Some(_) => AsideKind::Notice,
        None => asides::kind(layout, index),
    });
    let because = match gate {
        Some(gate) => format!("stands in a notice: “{}”", gate.quote),
        None => because(layout, body, index, headline),
    };
    ExplainedLine {
        because,
        text,
        kind,
        is_body,
        reason: gate.map(|gate| gate.reason),
        items: kind.map(|kind| asides::items(layout, index, kind, None)).unwrap_or_default(),
    }
}

fn because(layout: &Layout<'_>, body: &Body, index: usize, headline: bool) -> String {
    let segment = &layout.segments[index];
    if headline {
        return "repeats the headline".to_owned();
    }
    let words = segment.count.words / 4;
    let links = segment.count.link_share() * 100.0;
    let score = body.scores[index];
    let name = layout.elem_of(index).node;
    let place = layout.doc.name(name);
    let named = asides::named(layout, index).filter(|_| !body.keep[index]);
    let named = named.map(|kind| format!(", named as {}", kind.as_str().replace('_', " ")));
    format!(
        "score {score:.2}: {words} words in <{place}>, {links:.0} % in links{}",
        named.unwrap_or_default()
    )
}
