//! Plain text without markup to a reading: which lines are the article, which are notices, teasers, clusters, cookie
//! lines; how much is held. Knows nothing of pages. Every line is kept, as body or as an aside.

mod glued_headlines;
mod known_publishers;
mod line_features;
mod line_labels;
mod text_verdict;

use crate::unreadable;
use dateline_model::{
    Article, Aside, AsideItem, AsideKind, Block, Holding, Reading, Reason, Reservations, Verdict,
};
pub(crate) use glued_headlines::{glued_list, signed};
pub(crate) use known_publishers::by_name as publisher;
use line_labels::Kind;
pub(crate) use text_verdict::{asks, percent_left};

use line_features::Line;

/// Longest text that is read, in bytes; the rest is left out and the reading says so.
const TEXT_MAX: usize = 4 << 20;

/// One line with what it was taken for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Told {
    /// The line as it stood.
    pub(crate) text: String,
    /// `None` for the article's own lines.
    pub(crate) aside: Option<AsideKind>,
    /// For a notice: what it speaks for.
    pub(crate) reason: Option<Reason>,
    /// What showed it, in words.
    pub(crate) because: String,
    /// Headlines the line names.
    pub(crate) items: Vec<AsideItem>,
}

/// Reads a text without markup.
pub(crate) fn read(text: &str) -> Reading {
    let capped = &text[..text.floor_char_boundary(TEXT_MAX)];
    if let Some((reason, stretch)) = unreadable::find(capped) {
        return Reading { verdict: text_verdict::unreadable(capped, reason, stretch), ..nothing() };
    }
    let lines = line_features::lines(capped);
    let kinds = line_labels::decide(&lines);
    let asides = lines.iter().zip(&kinds).filter_map(|(line, kind)| aside(line, *kind)).collect();
    let verdict = text_verdict::judge(&lines, &kinds);
    let article = article(&lines, &kinds, &verdict);
    let caps = (capped.len() < text.len()).then(|| "size".to_owned()).into_iter().collect();
    Reading { article, asides, verdict, reservations: Reservations::default(), caps }
}

/// A reading that holds nothing.
fn nothing() -> Reading {
    Reading {
        article: None,
        asides: Vec::new(),
        verdict: Verdict::of(Holding::None),
        reservations: Reservations::default(),
        caps: Vec::new(),
    }
}

/// The same decision, line by line, with what showed it.
pub(crate) fn explain(text: &str) -> Vec<Told> {
    let capped = &text[..text.floor_char_boundary(TEXT_MAX)];
    let lines = line_features::lines(capped);
    let kinds = line_labels::decide(&lines);
    lines.iter().zip(&kinds).map(|(line, kind)| told(line, *kind)).collect()
}

fn told(line: &Line<'_>, kind: Kind) -> Told {
    let aside = aside(line, kind);
    let reason = aside.as_ref().and_then(|aside| aside.reason);
    Told {
        text: line.text.to_owned(),
        aside: aside.as_ref().map(|aside| aside.kind),
        reason,
        because: because(line, kind),
        items: aside.map(|aside| aside.items).unwrap_or_default(),
    }
}

fn aside(line: &Line<'_>, kind: Kind) -> Option<Aside> {
    let (kind, items, reason) = match kind {
        Kind::Body => return None,
        Kind::Notice => (AsideKind::Notice, Vec::new(), line.reason()),
        Kind::Teaser => (AsideKind::Teaser, teaser_items(line), None),
        Kind::Cluster => {
            (AsideKind::Cluster, glued_headlines::cluster(line.stem()).unwrap_or_default(), None)
        }
        Kind::Cookie => (AsideKind::Cookie, Vec::new(), None),
        Kind::Caption => (AsideKind::Caption, Vec::new(), None),
        Kind::Navigation => (AsideKind::Navigation, Vec::new(), None),
        Kind::Byline => (AsideKind::BylineBox, Vec::new(), None),
        Kind::Newsletter => (AsideKind::Newsletter, Vec::new(), None),
        Kind::Comments => (AsideKind::Comments, Vec::new(), None),
        Kind::Advert => (AsideKind::Advert, Vec::new(), None),
    };
    Some(Aside { kind, text: line.text.to_owned(), items, reason })
}

/// A teaser's own title where it is glued to its sentence or signed, its publisher where a dateline names one.
fn teaser_items(line: &Line<'_>) -> Vec<AsideItem> {
    if let Some(item) = signed(line.stem()) {
        return vec![item];
    }
    let title = glued_headlines::glued_at(line.text).map(|at| line.text[..at].to_owned());
    let publisher = glued_headlines::dateline(line.text).map(str::to_owned);
    if title.is_none() && publisher.is_none() {
        return Vec::new();
    }
    vec![AsideItem { title, publisher, url: None }]
}

fn because(line: &Line<'_>, kind: Kind) -> String {
    let first = |wanted: &dyn Fn(&crate::lexicon::Hit) -> bool| {
        line.hits.iter().find(|hit| wanted(hit)).map(|hit| line.text[hit.start..hit.end].to_owned())
    };
    let phrase = match kind {
        Kind::Notice => line.reason().and_then(|reason| first(&|hit| hit.reason() == Some(reason))),
        Kind::Body | Kind::Caption | Kind::Byline => None,
        _ => first(&|hit| hit.reason().is_none()),
    };
    let said = match kind {
        Kind::Body => "running text about the same thing as its neighbours",
        Kind::Notice => "speaks of access or failure",
        Kind::Teaser => "begins another story and breaks off, or names one",
        Kind::Cluster => "headlines with their publishers glued together",
        Kind::Cookie => "speaks of cookies",
        Kind::Caption => "names who took a picture",
        Kind::Navigation => "a menu, button or footer line",
        Kind::Byline => "names who wrote it, or when",
        Kind::Newsletter => "invites to a newsletter or app",
        Kind::Comments => "leads to comments",
        Kind::Advert => "announces advertising",
    };
    phrase.map_or_else(|| said.to_owned(), |phrase| format!("{said}: “{phrase}”"))
}

fn article(lines: &[Line<'_>], kinds: &[Kind], verdict: &Verdict) -> Option<Article> {
    if !matches!(verdict.holding, Holding::Full | Holding::Partial | Holding::HeadlineOnly) {
        return None;
    }
    let body: Vec<&Line<'_>> =
        lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Body).map(|(line, _)| line).collect();
    let joined = body.iter().map(|line| line.text).collect::<Vec<_>>().join("\n");
    let mut article = Article { title: title(lines, kinds), ..Article::default() };
    article.language = crate::language::of_text(&joined);
    article.blocks = body.iter().map(|line| Block::Paragraph(line.text.into())).collect();
    crate::meta::complete_agency(&mut article);
    Some(article)
}

/// The line before the article that reads like its headline and speaks of the same things; nothing else is a title.
fn title(lines: &[Line<'_>], kinds: &[Kind]) -> Option<String> {
    let first = kinds.iter().position(|kind| *kind == Kind::Body)?;
    let topic = lines.iter().zip(kinds).filter(|(_, kind)| **kind == Kind::Body);
    let topic = topic.skip(1).flat_map(|(line, _)| line.terms.iter().cloned()).collect();
    let near = first.saturating_sub(8)..=first;
    let headline =
        |line: &&Line<'_>| (4..24).contains(&line.words) && !line.text.ends_with(['.', '。', ':', '…']);
    let shared = |line: &Line<'_>| line.terms.intersection(&topic).count() >= 2 || line.overlap(&topic) > 0.5;
    let candidates = lines[near].iter().filter(headline).filter(|line| line.hits.is_empty() && shared(line));
    candidates.map(|line| line.text.to_owned()).next()
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod line_cases;
