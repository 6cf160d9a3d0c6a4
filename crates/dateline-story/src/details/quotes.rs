//! Quotations with who said them: what stands between a language's quotation marks, and the name or the few words beside
//! a verb of saying in the same paragraph. Where no such words stand there, nobody is named.

use super::tokens::{Token, tokens};
use super::{TEXTS, Text};
use dateline_text::ends_sentence;
use std::collections::HashMap;

/// A quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words, without the marks.
    pub words: String,
    /// Who said them, as written: `Mara Lund`, `the coastguard`.
    pub speaker: Option<String>,
    /// Places of the texts that have them, in order.
    pub versions: Vec<usize>,
}

/// Opening marks with what closes them. A mark that both opens and closes (`"`) closes with itself.
const MARKS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('»', &['«']),
    ('「', &['」']),
    ('『', &['』']),
    ('"', &['"']),
];

/// Forms of saying by language family; whoever stands beside one of them is taken for the speaker.
const SAYING: &[&str] = &[
    // English
    "said",
    "says",
    "say",
    "told",
    "tells",
    "added",
    "adds",
    "warned",
    "wrote",
    "asked",
    "called",
    "argued",
    "insisted",
    "explained",
    "announced",
    "recalled",
    "replied",
    "stated",
    "tweeted",
    "declared",
    // German
    "sagte",
    "sagten",
    "sagt",
    "erklärte",
    "betonte",
    "teilte",
    "schrieb",
    "warnte",
    "meinte",
    "fügte",
    // French
    "dit",
    "déclaré",
    "déclare",
    "affirmé",
    "affirme",
    "ajouté",
    "ajoute",
    "expliqué",
    "explique",
    "précisé",
    // Spanish, Portuguese, Italian
    "dijo",
    "afirmó",
    "declaró",
    "añadió",
    "aseguró",
    "explicó",
    "señaló",
    "disse",
    "afirmou",
    "declarou",
    "detto",
    "spiega",
    "dichiarato",
    "affermato",
    // Dutch and Nordic
    "zei",
    "zegt",
    "aldus",
    "sade",
    "säger",
    "sier",
    "sagde",
    "siger",
    // Russian, Ukrainian
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "сообщил",
    "сообщила",
    "отметил",
    "отметила",
    "сказав",
    "заявив",
];

/// Words that stand for somebody without naming them.
const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "they",
    "it",
    "i",
    "we",
    "who",
    "er",
    "sie",
    "es",
    "wir",
    "il",
    "elle",
    "ils",
    "elles",
    "on",
    "él",
    "ella",
    "ellos",
    "ele",
    "ela",
    "lui",
    "lei",
    "hij",
    "zij",
    "ze",
    "han",
    "hon",
    "hun",
    "он",
    "она",
    "they've",
    "which",
    "that",
    "and",
    "but",
    "as",
    "also",
    "later",
    "reporters",
    "a",
    "the",
];

/// Longest quotation, in characters.
const LONGEST: usize = 600;
/// Words that make a quotation more than a term in quotation marks; in scripts without spaces, letters.
const WORDS: usize = 4;
const LETTERS: usize = 10;
/// Words between a verb of saying and the quotation.
const NEAR: usize = 9;
/// Words that a speaker may have.
const SPEAKER: usize = 5;
/// Quotations given back.
const SHOWN: usize = 24;

/// Quotations of all texts, each once, those that most texts have first.
pub fn quotes(texts: &[Text<'_>]) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (version, text) in texts.iter().take(TEXTS).enumerate() {
        for quote in text.read().flat_map(of_paragraph) {
            let key: String = quote.words.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
            let place = *known.entry(key).or_insert(found.len());
            match found.get_mut(place) {
                Some(before) => {
                    before.speaker = before.speaker.take().or(quote.speaker);
                    if before.versions.last() != Some(&version) {
                        before.versions.push(version);
                    }
                }
                None => found.push(Quote { versions: vec![version], ..quote }),
            }
        }
    }
    found.sort_by_key(|quote| (std::cmp::Reverse(quote.versions.len()), quote.speaker.is_none()));
    found.truncate(SHOWN);
    found
}

fn of_paragraph(paragraph: &str) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((open, inner, end)) = next(paragraph, at) {
        let before = paragraph.get(at..open).unwrap_or_default();
        if is_speech(inner) {
            let rest = paragraph.get(end..).unwrap_or_default();
            let speaker = after(rest).or_else(|| introduced(before));
            let words = inner.trim().trim_end_matches(',').to_owned();
            found.push(Quote { words, speaker, versions: Vec::new() });
        }
        at = end;
    }
    found
}

/// The next quotation from a place on: where its mark stands, what is between the marks, and where it has ended.
fn next(paragraph: &str, from: usize) -> Option<(usize, &str, usize)> {
    let rest = paragraph.get(from..)?;
    for (at, c) in rest.char_indices() {
        let Some((_, closing)) = MARKS.iter().find(|(open, _)| *open == c) else { continue };
        let start = from + at + c.len_utf8();
        let inside = paragraph.get(start..)?;
        let close = inside.char_indices().take(LONGEST).find(|(_, c)| closing.contains(c));
        if let Some((length, mark)) = close {
            return Some((from + at, inside.get(..length)?, start + length + mark.len_utf8()));
        }
    }
    None
}

fn is_speech(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    let dense = inner.chars().filter(|c| matches!(*c as u32, 0x3040..=0x30ff | 0x4e00..=0x9fff)).count();
    words >= WORDS || dense >= LETTERS
}

/// `," said Mara Lund, the harbour master` or `," the coastguard said`.
fn after(rest: &str) -> Option<String> {
    let end = rest.char_indices().find(|(_, c)| ends_sentence(*c) || MARKS.iter().any(|(open, _)| open == c));
    let clause = rest.get(..end.map_or(rest.len().min(200), |(at, _)| at)).or(Some(rest))?;
    let words = tokens(clause);
    let verb = words.iter().take(NEAR).position(|token| is_saying(token.word))?;
    let before = words.get(..verb).unwrap_or_default();
    let behind = words.get(verb + 1..).unwrap_or_default();
    if before.is_empty() { phrase(behind) } else { subject(before).or_else(|| phrase(behind)) }
}

/// `Mara Lund said: "` or `The harbour master told reporters: "`.
fn introduced(before: &str) -> Option<String> {
    let clause = before.trim_end();
    if !clause.ends_with([':', ',']) {
        return None;
    }
    let body = clause.get(..clause.len() - 1)?;
    let from = body
        .rfind(ends_sentence)
        .map_or(0, |at| at + body.get(at..).and_then(|b| b.chars().next()).map_or(1, char::len_utf8));
    let words = tokens(body.get(from..)?);
    let verb = words.iter().rposition(|token| is_saying(token.word))?;
    (words.len() - verb <= NEAR).then(|| subject(words.get(..verb).unwrap_or_default()))?
}

fn is_saying(word: &str) -> bool {
    SAYING.contains(&word.to_lowercase().as_str())
}

/// Who stands before the verb: a name there, or the last few words, back to a mark.
fn subject(words: &[Token<'_>]) -> Option<String> {
    let from = words.iter().rposition(|token| token.parted).unwrap_or(0);
    let clause = words.get(from..)?;
    if let Some(name) = name(clause) {
        return Some(name);
    }
    // An aside between commas stands between the name and the verb: "Mara Lund, the harbour master, said".
    let aside = from > 0 && clause.len() > 1;
    if let Some(name) = aside.then(|| name(words.get(..from)?)).flatten() {
        return Some(name);
    }
    few(clause)
}

/// Who stands behind the verb: a name, or the first few words, up to a mark.
fn phrase(words: &[Token<'_>]) -> Option<String> {
    let end = words.iter().skip(1).position(|token| token.parted).map_or(words.len(), |at| at + 1);
    let clause = words.get(..end)?;
    name(clause).or_else(|| few(clause))
}

/// The first run of two capital words, or a single one that does not begin the clause.
fn name(clause: &[Token<'_>]) -> Option<String> {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    let mut open = false;
    for token in clause {
        let is_name = token.is_capital() && !PRONOUNS.contains(&token.word.to_lowercase().as_str());
        match (is_name, open, runs.last_mut()) {
            (true, true, Some(run)) => run.push(token.word),
            (true, ..) => runs.push(vec![token.word]),
            _ => {}
        }
        open = is_name;
    }
    let best = runs.iter().find(|run| run.len() > 1).or_else(|| runs.first())?;
    (best.len() <= SPEAKER).then(|| best.join(" "))
}

fn few(clause: &[Token<'_>]) -> Option<String> {
    let words: Vec<&str> = clause.iter().map(|token| token.word).collect();
    let named = words.iter().any(|word| !PRONOUNS.contains(&word.to_lowercase().as_str()));
    (named
        && words.len() <= SPEAKER
        && words.len() > 1
        && !PRONOUNS.contains(&words.first()?.to_lowercase().as_str())
        || words.first().is_some_and(|first| {
            matches!(first.to_lowercase().as_str(), "the" | "a" | "der" | "die" | "la" | "le" | "el")
        }) && (2..=SPEAKER).contains(&words.len()))
    .then(|| words.join(" "))
}
