//! Pages that tell nothing: scores, quotes of the exchange, programmes, timetables. Hardly a sentence stands in what was taken for
//! their text.

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
    if !body.iter().any(|placed| is_table(&placed.block)) {
        return None;
    }
    let texts = || body.iter().map(|placed| (&placed.block, placed.block.text()));
    let held: usize = texts().map(|(_, text)| words(&text)).sum();
    let in_tables: usize = texts().filter(|(block, _)| is_table(block)).map(|(_, text)| words(&text)).sum();
    let signed = of_type(case, ARTICLES) || !case.survey.article.bylines.is_empty() || is_gated(case);
    if signed || is_slight(case) || held < TEXT || in_tables * 3 < held {
        return None;
    }
    let told = texts().any(|(_, text)| {
        text.lines().any(|line| words(line) >= SENTENCE && (is_sentence(line) || is_without_stops(line)))
    });
    if told && !mostly_figures(case) {
        return None;
    }
    Finding::by(Rule::Tables, Holding::OtherKind)
        .because(Reason::NotAnArticle, case.anything(Reason::NotAnArticle))
}

fn is_table(block: &Block) -> bool {
    matches!(block, Block::Table { .. })
}

/// Words of a line of figures outside of tables, and sentences that explain figures: to what day they hold, what the signs mean.
const LINE: usize = 10;
const NOTES: usize = 3;

/// Whether three words in five stand in tables or short lines with a figure, and hardly a sentence beside them, on a page that
/// nobody dates: timetables, the weather of a place.
fn mostly_figures(case: &Case<'_, '_>) -> bool {
    let (mut held, mut figures, mut sentences) = (0, 0, 0);
    for block in case.survey.body.iter().map(|placed| &placed.block) {
        for line in block.text().lines() {
            let count = words(line);
            held += count;
            let tells = count >= SENTENCE && (is_sentence(line) || is_without_stops(line));
            if is_table(block) || !tells && count <= LINE && line.contains(|c: char| c.is_ascii_digit()) {
                figures += count;
            } else {
                sentences += usize::from(tells);
            }
        }
    }
    figures * 5 >= held * 3 && sentences <= NOTES && case.survey.structured.claims.published.is_empty()
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
