//! A reading for `/read`: each line of what came in with its kind, beside what came of it.

use super::article::{blocks, verdict};
use crate::web::l10n;
use crate::web::view::{LineKind, LinePart, ReadLine, ReadResult, TextLanguage};
use crate::web::wording;
use dateline_extract::{Explained, ExplainedLine};
use dateline_model::{Article, AsideItem};
use std::collections::BTreeMap;

/// Most lines shown; a longer input is shown up to here.
const LINES: usize = 1_500;

/// What came of an input; `html` says as what it was read.
pub(crate) fn result(explained: &Explained, html: bool) -> ReadResult {
    let lines: Vec<ReadLine> = explained
        .lines
        .iter()
        .take(LINES)
        .enumerate()
        .map(|(index, told)| line(index + 1, told, html))
        .collect();
    let mut legend: BTreeMap<LineKind, usize> = BTreeMap::new();
    for line in &lines {
        *legend.entry(line.kind).or_default() += 1;
    }
    let article = explained.reading.article.as_ref();
    ReadResult {
        input: input(explained.lines.len(), html),
        verdict: verdict(&explained.reading.verdict),
        legend: legend.into_iter().collect(),
        lines,
        title: article.and_then(|article| article.title.clone()),
        standfirst: article.and_then(|article| article.standfirst_above()).map(str::to_owned),
        facts: article.map(facts).unwrap_or_default(),
        text_language: TextLanguage::of(article.and_then(|article| article.language.as_deref())),
        blocks: article.map(|article| blocks(article, None)).unwrap_or_default(),
    }
}

fn input(lines: usize, html: bool) -> String {
    let what = l10n::text(if html { "read-a-page" } else { "read-plain-text" });
    let id = if lines > LINES { "read-input-cut" } else { "read-input" };
    let said = l10n::with(id).text("what", what).text("lines", l10n::count("count-lines", lines));
    said.text("shown", LINES).to_string()
}

fn line(number: usize, told: &ExplainedLine, html: bool) -> ReadLine {
    let kind = match told.kind {
        _ if told.is_body => LineKind::Article,
        Some(kind) => LineKind::Aside(kind),
        None if html => LineKind::Headline,
        None => LineKind::Left,
    };
    let parts = parts(&told.text, &told.items);
    let unglued = parts.iter().filter(|part| part.class == "title").count();
    let note = match told.reason {
        Some(reason) => Some(wording::reason(reason).short.to_owned()),
        None if unglued > 1 => Some(l10n::count("read-unglued", unglued)),
        None => None,
    };
    ReadLine { number, kind, note, because: told.because.clone(), parts }
}

/// A line cut at the headlines and publishers found in it, in their order; what cannot be found again stays as it is.
fn parts(text: &str, items: &[AsideItem]) -> Vec<LinePart> {
    let named = items
        .iter()
        .flat_map(|item| [(item.title.as_deref(), "title"), (item.publisher.as_deref(), "publisher")]);
    let mut parts = Vec::new();
    let mut rest = text;
    for (words, class) in
        named.filter_map(|(words, class)| Some((words.filter(|words| !words.is_empty())?, class)))
    {
        let Some(at) = rest.find(words) else { continue };
        let (before, after) = rest.split_at(at);
        push(&mut parts, before, "");
        push(&mut parts, words, class);
        rest = after.get(words.len()..).unwrap_or_default();
    }
    push(&mut parts, rest, "");
    parts
}

fn push(parts: &mut Vec<LinePart>, text: &str, class: &'static str) {
    if !text.is_empty() {
        parts.push(LinePart { text: text.to_owned(), class });
    }
}

fn facts(article: &Article) -> Vec<(&'static str, String)> {
    let all = [
        ("fact-publisher", article.publisher.as_ref().map(|publisher| publisher.name.clone())),
        ("fact-by", (!article.bylines.is_empty()).then(|| l10n::list(&article.bylines))),
        ("fact-agency", article.agency.clone()),
        ("fact-section", article.section.clone()),
        ("fact-published", article.published.map(|date| date.to_string())),
        ("fact-changed", article.modified.map(|date| date.to_string())),
        ("fact-language", article.language.clone()),
    ];
    all.into_iter().filter_map(|(id, value)| Some((l10n::text(id), value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glued_headlines_come_apart() {
        let item = |title: &str, publisher: &str| AsideItem {
            title: Some(title.into()),
            publisher: Some(publisher.into()),
            url: None,
        };
        let text = "Fleet insurer files LedgerBoats stay in port Nordkyst TidendeThe rest";
        let parts = parts(
            text,
            &[item("Fleet insurer files", "Ledger"), item("Boats stay in port", "Nordkyst Tidende")],
        );
        let classes: Vec<_> = parts.iter().map(|part| part.class).collect();
        assert_eq!(classes, ["title", "", "publisher", "title", "", "publisher", ""]);
        assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
    }
}
