//! Lines of a plain text and what can be seen on each of them alone. Decides nothing.

use crate::lexicon::{self, Class, Hit, Strength};
use dateline_model::Reason;
use std::collections::HashSet;

/// A line that is not empty, with what was measured on it.
#[derive(Debug)]
pub(crate) struct Line<'t> {
    /// The line without white space at its ends.
    pub(crate) text: &'t str,
    /// Its first byte in the whole text.
    pub(crate) start: usize,
    /// Words; two characters of a script without spaces count as one.
    pub(crate) words: usize,
    /// Phrases found.
    pub(crate) hits: Vec<Hit>,
    /// Ends like a sentence.
    pub(crate) ends: bool,
    /// Cut with dots, perhaps followed by "Read more".
    pub(crate) cut: Cut,
    /// Words of content, for comparing topics.
    pub(crate) terms: HashSet<String>,
}

/// How a line breaks off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// It does not.
    No,
    /// Ends in dots.
    Dots,
    /// Dots, then an invitation to read on, or that invitation after a sentence.
    Continued,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        let hits = lexicon::hits(text);
        let (stem, cut) = without_continuation(text, &hits);
        let ends = cut == Cut::No && ends_sentence(stem);
        Self { text, start, words: words(text), hits, ends, cut, terms: terms(text) }
    }

    /// The line without dots and invitation at its end.
    pub(crate) fn stem(&self) -> &'t str {
        without_continuation(self.text, &self.hits).0.trim_end_matches(['…', '.', ' ']).trim_end()
    }

    /// Share of the line's characters that phrases of a class cover.
    pub(crate) fn covered(&self, wanted: impl Fn(&Hit) -> bool) -> f32 {
        let covered: usize = self.hits.iter().filter(|hit| wanted(hit)).map(|hit| hit.end - hit.start).sum();
        share(covered, self.text.len())
    }

    /// The reason that most of the line's phrases speak for; strong phrases before weak ones, then the earlier one.
    pub(crate) fn reason(&self) -> Option<Reason> {
        let speaking = || self.hits.iter().filter(|hit| hit.reason().is_some());
        let strong = speaking().find(|hit| hit.strength == Strength::Strong);
        strong.or_else(|| speaking().next()).and_then(Hit::reason)
    }

    /// Share of the other line's content words that this set holds.
    pub(crate) fn overlap(&self, topic: &HashSet<String>) -> f32 {
        share(self.terms.intersection(topic).count(), self.terms.len())
    }
}

/// Parts a text into lines that are not empty.
pub(crate) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut found = Vec::new();
    for raw in text.split_inclusive('\n') {
        let line = raw.trim();
        if !line.is_empty() {
            let lead = raw.len() - raw.trim_start().len();
            found.push(Line::new(line, start + lead));
        }
        start += raw.len();
    }
    found
}

/// A teaser without the "Read more" at its end.
pub fn without_read_more(text: &str) -> &str {
    without_continuation(text, &lexicon::hits(text)).0
}

/// Parts "… Read More" from what stands before it.
fn without_continuation<'t>(text: &'t str, hits: &[Hit]) -> (&'t str, Cut) {
    let last = hits.iter().rev().find(|hit| hit.class == Class::Continuation);
    let at_end = last.filter(|hit| text[hit.end..].chars().all(|c| !c.is_alphanumeric()));
    let stem =
        at_end.map_or(text, |hit| text[..hit.start].trim_end_matches([' ', '[', '(', '→', '»', '\u{a0}']));
    match (dotted(stem), at_end) {
        (true, Some(_)) => (stem, Cut::Continued),
        (true, None) => (stem, Cut::Dots),
        (false, Some(_)) if ends_sentence(stem) && words(stem) > 3 => (stem, Cut::Continued),
        _ => (text, Cut::No),
    }
}

fn dotted(text: &str) -> bool {
    let text = text.trim_end().trim_end_matches([']', ')', '»', '"', '”']).trim_end();
    text.ends_with('…') || text.ends_with("...") || text.ends_with("..")
}

/// Whether a text ends like a sentence in any of the scripts known here.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let closing = ['"', '”', '’', '\'', '»', '«', '“', ')', ']', '」', '』', '）', '›', ' ', '\u{a0}'];
    let text = text.trim_end_matches(closing);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', ':', '：'])
}

/// Words; two characters of a script without spaces count as one word.
pub(crate) fn words(text: &str) -> usize {
    let (mut spaced, mut cjk) = (0, 0);
    let (mut letters, mut spaceless) = (false, false);
    let mut end = |letters: &mut bool, spaceless: &mut bool| {
        spaced += usize::from(std::mem::take(letters) && !*spaceless);
        *spaceless = false;
    };
    let mut rest = text;
    while let Some(byte) = rest.bytes().next() {
        if byte.is_ascii() {
            letters |= byte.is_ascii_alphanumeric();
            if matches!(byte, b'\t'..=b'\r' | b' ') {
                end(&mut letters, &mut spaceless);
            }
            rest = &rest[1..];
            continue;
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        if lexicon::is_cjk(c) {
            cjk += 1;
            spaceless = true;
        } else if c.is_whitespace() {
            end(&mut letters, &mut spaceless);
        } else {
            letters |= crate::letters::is_alphanumeric(c);
        }
    }
    end(&mut letters, &mut spaceless);
    spaced + usize::div_ceil(cjk, 2)
}

/// Words of at least four letters in lower case, cut to a stem of six; pairs of characters where words are not parted.
pub(crate) fn terms(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(lexicon::is_cjk) {
            let chars: Vec<char> = word.chars().collect();
            found.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if word.chars().nth(3).is_some() {
            found.insert(word.chars().flat_map(char::to_lowercase).take(6).collect());
        }
    }
    found
}

/// A share of counts; zero of nothing is zero.
#[expect(clippy::cast_precision_loss, reason = "a share of small counts")]
pub(crate) fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}
