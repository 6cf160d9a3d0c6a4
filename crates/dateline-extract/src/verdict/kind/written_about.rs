//! Reports that tell of an event or of a thing for sale, whose data names nothing else: a plugin's for a day, an affiliate's for a book.
//! Such a page has a headline of its own, paragraphs, and neither a price nor a basket.

use super::super::Case;
use super::offer;
use crate::gate::notice_shape::has_price;
use crate::text::{is_sentence, letters, share};
use crate::text_fragment::Fragment;

/// Paragraphs of a report, words of one, and words of all.
const PARAGRAPHS: usize = 3;
const PARAGRAPH: usize = 12;
const WORDS: usize = 60;
/// Share of the words that can be seen which the report is.
const MOST: f32 = 0.4;

/// Whether a page is such a report.
pub(super) fn is_report(case: &Case<'_, '_>) -> bool {
    let structured = case.survey.structured;
    let og = structured.og_type.as_deref().unwrap_or_default();
    let own_type = matches!(og, "" | "article" | "website");
    own_type && !structured.named.is_empty() && !is_about(case) && tells(case) && !sells(case)
}

/// Whether the page is called what the event or the thing is called.
fn is_about(case: &Case<'_, '_>) -> bool {
    let structured = case.survey.structured;
    let doc = case.survey.doc;
    let data = structured.claims.titles.iter().map(|claim| letters(&claim.value));
    let shown = structured.claims.h1.iter().map(|node| letters(&doc.collect_text(*node)));
    let own = case.survey.article.title.iter().map(|title| letters(title));
    let titles: Vec<String> = data.chain(shown).chain(own).filter(|title| !title.is_empty()).collect();
    structured.named.iter().map(|name| letters(name)).any(|name| {
        name.is_empty() || titles.iter().any(|title| title.contains(&name) || name.contains(title.as_str()))
    })
}

fn tells(case: &Case<'_, '_>) -> bool {
    let is_paragraph = |fragment: &&Fragment| {
        fragment.words >= PARAGRAPH
            && fragment.linked * 3 < fragment.text.len()
            && is_sentence(&fragment.text, fragment.words)
            && !fragment.scope.hidden
            && !fragment.scope.frame
            && !fragment.scope.teaser
            && !fragment.scope.comments
    };
    let told: Vec<usize> =
        case.fragments.iter().filter(is_paragraph).map(|fragment| fragment.words).collect();
    let words: usize = told.iter().sum();
    told.len() >= PARAGRAPHS && words >= WORDS && share(words, case.visible) >= MOST
}

fn sells(case: &Case<'_, '_>) -> bool {
    let priced = |fragment: &Fragment| !fragment.scope.hidden && has_price(&fragment.text);
    offer(case).is_some() || case.fragments.iter().any(priced)
}
