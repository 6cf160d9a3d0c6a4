//! Reports of a sentence or two: few words that are a whole text and no beginning of one. Told by their place under the page's own
//! headline and by whom they speak to; how long a text has to be is nobody's rule.

use super::{Case, Paragraph, addressee};
use crate::text::{ends_sentence, words};
use crate::text_fragment::Fragment;
use dateline_html::Tag;

/// Words of a headline, and of the shortest report.
const HEADLINE: usize = 3;
const REPORT: usize = 5;
/// Most words of one that is brief.
const BRIEF: usize = 50;
/// Most words of a line that says who wrote it.
const SIGNATURE: usize = 8;
/// Pieces between the headline and the report: who wrote it, when, where.
const BETWEEN: usize = 6;

/// Whether the few words that are held are a report: sentences that tell of others, right under the headline, nothing of which says
/// that there is more.
pub(super) fn is_whole(case: &Case<'_, '_>) -> bool {
    let tells = |text: &str| {
        let cut = text.trim_end().ends_with(['…', ':']) || text.trim_end().ends_with("...");
        ends_sentence(text) && !cut && addressee::is_report_text(text)
    };
    // Who wrote it, and when, may stand before it.
    let signs = |paragraph: &&Paragraph| paragraph.words <= SIGNATURE && !ends_sentence(&paragraph.text);
    let mut paragraphs = case.paragraphs.iter().skip_while(signs).peekable();
    let Some(first) = paragraphs.peek() else { return false };
    let headed = is_headed(case, &first.text);
    let mut all = || paragraphs.all(|paragraph| paragraph.prose && tells(&paragraph.text));
    (REPORT..BRIEF).contains(&case.held) && headed && all() && !counts_more(case)
}

/// Whether a text stands right under the page's own headline, which no word of access or failure is in.
fn is_headed(case: &Case<'_, '_>, text: &str) -> bool {
    let shown: Vec<&Fragment> = case.fragments.iter().filter(|fragment| !fragment.scope.hidden).collect();
    let starts = |fragment: &&Fragment| {
        fragment.words > 0 && !fragment.scope.heading && text.starts_with(fragment.text.as_str())
    };
    let Some(at) = shown.iter().position(starts) else { return false };
    let quiet = |fragment: &Fragment| fragment.hits.iter().all(|hit| hit.reason().is_none());
    let before = &shown[..at];
    let near = before.iter().rev().take(BETWEEN);
    near.take_while(|fragment| !(fragment.is_link() && fragment.words > HEADLINE))
        .any(|fragment| is_headline(case, fragment) && quiet(fragment))
        && quiet(shown[at])
}

/// A heading that leads nowhere and is what the page is called.
pub(super) fn is_headline(case: &Case<'_, '_>, fragment: &Fragment) -> bool {
    let doc = case.survey.doc;
    let heading =
        fragment.scope.heading && !fragment.scope.frame && !fragment.is_link() && fragment.words >= HEADLINE;
    let is_h1 = || {
        let above = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node)).take(3);
        above.into_iter().any(|id| doc.tag(id) == Some(Tag::H1))
    };
    let titled =
        || case.survey.article.title.as_deref().is_some_and(|title| title.contains(fragment.text.as_str()));
    heading && (is_h1() || titled())
}

/// Whether the page's data tells of more words than are held.
fn counts_more(case: &Case<'_, '_>) -> bool {
    let structured = case.survey.structured;
    let stated = structured.declared.words.map_or(0, |words| words as usize);
    let given = structured.article_body.as_deref().map_or(0, words);
    stated.max(given) > case.held + case.held / 2
}
