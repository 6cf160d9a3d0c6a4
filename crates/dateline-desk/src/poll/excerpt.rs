//! Items that a feed gave whole and now gives as an excerpt, as feeds do with older articles: what is held of them stays, and is no
//! earlier version of anything.

use crate::feed_entry::ParsedEntry;
use crate::word_count::{WHOLE_WORDS, words};
use dateline_model::{Article, Rule};
use dateline_store::{EntryFacts, Given};

/// Letters that an excerpt has in common with the beginning of its text, at least.
const COMMON: usize = 24;
/// Letters of what stands behind them: "Continue reading", half a word; the title may stand there too.
const BEHIND: usize = 60;
/// How many times the words of an excerpt the held text has, at least; of one that does not show that it is one, and how many words.
const FULLER: f64 = 1.25;
const MUCH_FULLER: (f64, usize) = (3.0, WHOLE_WORDS);

/// Signs that a text goes on elsewhere, and the letters of its end in which they stand.
const MARKS: [char; 4] = ['…', '→', '»', '›'];
const END: usize = 200;

/// Whether an item gives less of its article than the feed gave before: an excerpt of the text, or a teaser that stood beside it or
/// before it.
pub(super) fn is_less(parsed: &ParsedEntry, before: &Given) -> bool {
    if is_cut(parsed) && is_of(parsed, &before.text) {
        return true;
    }
    let Some(reading) = parsed.reading.as_ref() else { return false };
    let (times, least) = MUCH_FULLER;
    let held = dateline_text::words(&before.text);
    if held < least || (held as f64) < times * words(reading) as f64 {
        return false;
    }
    let text = letters(&reading.article.as_ref().map(Article::text).unwrap_or_default());
    let again = |earlier: &String| letters(earlier) == text;
    let begins = text.len() >= COMMON && letters(&before.text).starts_with(&text);
    begins || !text.is_empty() && before.facts.summary.iter().chain(&before.earlier).any(again)
}

/// Whether an item has fewer words than what is held, whatever they are.
pub(super) fn is_shorter(parsed: &ParsedEntry, before: &Given) -> bool {
    let given = parsed.reading.as_ref().map_or(0, words);
    (dateline_text::words(&before.text) as f64) >= FULLER * given as f64
}

/// Whether an item shows that its text is cut.
fn is_cut(parsed: &ParsedEntry) -> bool {
    let Some(reading) = parsed.reading.as_ref() else { return false };
    let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
    let end = &text[text.floor_char_boundary(text.len().saturating_sub(END))..];
    end.contains(MARKS)
        || end.contains("...")
        || reading.verdict.evidence.iter().any(|evidence| evidence.rule == Some(Rule::FeedCut))
}

/// Whether an item that is cut gives no more than the beginning of the text that is held.
fn is_of(parsed: &ParsedEntry, held: &str) -> bool {
    let Some(reading) = parsed.reading.as_ref() else { return false };
    if (dateline_text::words(held) as f64) < FULLER * words(reading) as f64 {
        return false;
    }
    let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
    let (excerpt, held) = (letters(&text), letters(held));
    let common = excerpt.iter().zip(&held).take_while(|(ours, theirs)| ours == theirs).count();
    let behind = excerpt.len() - common;
    let title = letters(&parsed.facts.title);
    if common < COMMON || behind > BEHIND + title.len() {
        return false;
    }
    behind <= BEHIND || excerpt[common..].windows(title.len().max(1)).any(|part| part == title)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Leaves what is held as it is: the item says of itself what it says, and where it is silent what it said before.
pub(super) fn keep(parsed: &mut ParsedEntry, before: EntryFacts) {
    parsed.reading = None;
    parsed.held = true;
    let facts = &mut parsed.facts;
    facts.summary = before.summary;
    facts.published = facts.published.or(before.published);
    facts.language = facts.language.take().or(before.language);
    facts.image = facts.image.take().or(before.image);
    if facts.authors.is_empty() {
        facts.authors = before.authors;
    }
    if facts.categories.is_empty() {
        facts.categories = before.categories;
    }
}
