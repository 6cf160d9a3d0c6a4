//! Pages that tell nothing: scores, quotes of the exchange, programmes. Not one sentence stands in what was taken for their text.

use super::super::{Case, Finding};
use super::{is_gated, is_slight, of_type};
use crate::structured::ARTICLES;
use crate::text::{ends_sentence, words};
use dateline_model::{Block, Holding, Reason, Rule};

/// Words of a sentence.
const SENTENCE: usize = 5;
/// Words of a text of which one may expect a sentence, and share of it in tables.
const TEXT: usize = 25;

pub(super) fn nothing(case: &Case<'_, '_>) -> Option<Finding> {
    let body = case.survey.body;
    if !body.iter().any(|placed| matches!(placed.block, Block::Table { .. })) {
        return None;
    }
    let texts = || body.iter().map(|placed| (&placed.block, placed.block.text()));
    let held: usize = texts().map(|(_, text)| words(&text)).sum();
    let in_tables: usize =
        texts().filter(|(block, _)| matches!(block, Block::Table { .. })).map(|(_, text)| words(&text)).sum();
    let signed = of_type(case, ARTICLES) || !case.survey.article.bylines.is_empty() || is_gated(case);
    if signed || is_slight(case) || held < TEXT || in_tables * 3 < held {
        return None;
    }
    let told = texts().any(|(_, text)| {
        text.lines().any(|line| words(line) >= SENTENCE && (is_sentence(line) || is_without_stops(line)))
    });
    if told {
        return None;
    }
    Finding::by(Rule::Tables, Holding::OtherKind)
        .because(Reason::NotAnArticle, case.anything(Reason::NotAnArticle))
}

/// Whether a line ends as a sentence does, and not with an initial: `17' Milojković P. (Savić D.)`.
fn is_sentence(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    ends_sentence(line) && last.chars().filter(|c| c.is_alphabetic()).count() != 1
}

/// Whether a line is in a script that sets no stops.
fn is_without_stops(line: &str) -> bool {
    line.chars()
        .any(|c| matches!(c, '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'))
}
