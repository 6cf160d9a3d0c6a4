//! Every line of a page in order with what it was taken for and why: what `read --explain` and the desk's `/read` show.

use crate::asides;
use crate::body::{Body, Layout};
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
pub(crate) fn lines(layout: &Layout<'_>, body: &Body, reading: &Reading) -> Vec<ExplainedLine> {
    let title = reading.article.as_ref().and_then(|article| article.title.as_deref());
    (0..layout.segments.len().min(LINES_MAX))
        .filter(|index| !layout.segments[*index].cues.is_unseen())
        .map(|index| line(layout, body, title, index))
        .collect()
}

fn line(layout: &Layout<'_>, body: &Body, title: Option<&str>, index: usize) -> ExplainedLine {
    let text = layout.text(index);
    let is_body = body.keep[index];
    let headline = !is_body && Some(text.as_str()) == title;
    let kind = (!is_body && !headline).then(|| asides::kind(layout, index));
    ExplainedLine {
        because: because(layout, body, index, headline),
        text,
        kind,
        is_body,
        reason: None,
        items: Vec::new(),
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
    format!("score {score:.2}: {words} words in <{place}>, {links:.0} % in links")
}
