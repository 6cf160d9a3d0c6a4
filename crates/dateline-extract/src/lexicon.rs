//! Phrases that pages use about access, failure, cookies and the like, in many languages, as one table. Finds them in
//! text; whether a phrase means anything where it stands is for the callers to decide.

mod words;

pub(crate) use crate::char_classes::is_cjk;
use crate::char_classes::{Token, is_dropped, is_in_word, is_single_spaced, runs_on};
use crate::prefix_search::Stems;
use aho_corasick::{AhoCorasick, MatchKind};
use dateline_model::Reason;
use std::ops::Range;
use std::sync::LazyLock;
pub(crate) use words::Beginnings;
use words::Words;

const TABLE: &str = include_str!("../data/notices.tsv");

/// What a phrase speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// A reason of a verdict.
    Reason(Reason),
    /// Cookies and tracking, as a notice beside the text.
    Cookie,
    /// "Read more" at the end of a teaser.
    Continuation,
    /// Invitation to a newsletter, an app, a channel.
    Newsletter,
    /// Comments and the way to them.
    Comments,
    /// Advertising.
    Advert,
    /// Menus, share bars, footers, rights.
    Navigation,
    /// Heading over links to other articles.
    Related,
    /// Words beside a share of the article that is not shown.
    PercentLeft,
    /// Words beside a share of the article that is shown.
    PercentShown,
    /// What a feed adds below an excerpt.
    FeedFooter,
}

/// How much a phrase says on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// An offer or a prompt that also stands beside whole articles.
    Weak,
    /// Says that this text is withheld or this page failed.
    Strong,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) phrase: &'static str,
    pub(crate) class: Class,
    pub(crate) strength: Strength,
}

/// A phrase found; bytes of the text that was searched.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) class: Class,
    pub(crate) strength: Strength,
}

impl Hit {
    /// The reason the phrase speaks for, if it is about access or failure.
    pub(crate) fn reason(&self) -> Option<Reason> {
        match self.class {
            Class::Reason(reason) => Some(reason),
            _ => None,
        }
    }
}

struct Lexicon {
    rows: Vec<Row>,
    /// For scripts without borders between words.
    automaton: Option<AhoCorasick>,
    /// For words that stand apart.
    stems: Stems,
    words: Words,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows: Vec<Row> = TABLE.lines().filter_map(row).collect();
    let phrases: Vec<String> = rows.iter().map(|row| fold(row.phrase).text).collect();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&phrases).ok();
    let words = Words::of(phrases.iter().map(String::as_str));
    let stems = Stems::of(phrases.iter().map(String::as_str));
    Lexicon { rows, automaton, stems, words }
});

fn row(line: &'static str) -> Option<Row> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('\t');
    let phrase = fields.next().filter(|phrase| !phrase.is_empty())?;
    let _language = fields.next()?;
    let class = class(fields.next()?)?;
    let strength = if fields.next()? == "strong" { Strength::Strong } else { Strength::Weak };
    Some(Row { phrase, class, strength })
}

fn class(word: &str) -> Option<Class> {
    Some(match word {
        "cookie" => Class::Cookie,
        "continuation" => Class::Continuation,
        "newsletter" => Class::Newsletter,
        "comments" => Class::Comments,
        "advert" => Class::Advert,
        "navigation" => Class::Navigation,
        "related" => Class::Related,
        "percent_left" => Class::PercentLeft,
        "percent_shown" => Class::PercentShown,
        "feed_footer" => Class::FeedFooter,
        reason => Class::Reason(Reason::from_word(reason)?),
    })
}

/// Phrases in `text`, leftmost and longest first, never overlapping. Time is linear in the text.
pub(crate) fn hits(text: &str) -> Vec<Hit> {
    if LEXICON.words.may_hold(text) { search(text) } else { Vec::new() }
}

/// Looks whether a phrase may begin with a word of a text, or with the one before it.
pub(crate) fn look(beginnings: &mut Beginnings, token: Token) {
    beginnings.add(&LEXICON.words, token);
}

/// The same as [`hits`] for a text that may hold a phrase.
pub(crate) fn search(text: &str) -> Vec<Hit> {
    let folded = fold(text);
    match LEXICON.words.beginnings(&folded.text) {
        Some(beginnings) => folded.hits_at(&beginnings),
        None => folded.hits_anywhere(),
    }
}

/// The same where it is known where phrases may begin.
pub(crate) fn search_at(text: &str, beginnings: &[usize]) -> Vec<Hit> {
    match beginnings {
        [] => Vec::new(),
        // Folding may move words.
        _ if !is_folded_by_case(text) => search(text),
        _ => fold(text).hits_at(beginnings),
    }
}

/// A match counts where it does not begin or end inside a word. Scripts that write words together, or hang particles on
/// them, have no such border.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joined = |left: Option<char>, right: Option<char>| match (left, right) {
        (Some(left), Some(right)) => {
            is_in_word(left) && is_in_word(right) && !runs_on(left) && !runs_on(right)
        }
        _ => false,
    };
    let (before, inside, after) = (&text[..start], &text[start..end], &text[end..]);
    !joined(before.chars().next_back(), inside.chars().next())
        && !joined(inside.chars().next_back(), after.chars().next())
}

/// Text in lower case with plain apostrophes and single spaces, and the way back to the source.
pub(crate) struct Folded {
    pub(crate) text: String,
    /// For each byte of `text`: the first byte of the source character it came from. Nothing where all stand where they stood.
    map: Option<Vec<u32>>,
    source_len: usize,
}

impl Folded {
    /// The longest phrase at each of some places, never overlapping.
    fn hits_at(&self, beginnings: &[usize]) -> Vec<Hit> {
        let mut found = Vec::new();
        let mut end = 0;
        for &start in beginnings {
            if start < end {
                continue;
            }
            let mut longest = None;
            LEXICON.stems.at(self.text.as_bytes(), start, |row, length| {
                longest = longest.filter(|(_, most)| *most >= length).or(Some((row, length)));
            });
            let alone = |(_, length): &(usize, usize)| stands_alone(&self.text, start, start + length);
            if let Some((row, length)) = longest.filter(alone) {
                end = start + length;
                found.push(self.hit(row, start..end));
            }
        }
        found
    }

    fn hits_anywhere(&self) -> Vec<Hit> {
        let found = LEXICON.automaton.iter().flat_map(|automaton| automaton.find_iter(&self.text));
        let alone = found.filter(|found| stands_alone(&self.text, found.start(), found.end()));
        alone.map(|found| self.hit(found.pattern().as_usize(), found.range())).collect()
    }

    fn hit(&self, row: usize, range: Range<usize>) -> Hit {
        let row = LEXICON.rows[row];
        let (start, end) = (self.source(range.start), self.source_end(range.end));
        Hit { start, end, class: row.class, strength: row.strength }
    }

    fn source(&self, at: usize) -> usize {
        let Some(map) = &self.map else { return at.min(self.source_len) };
        map.get(at).map_or(self.source_len, |at| *at as usize)
    }

    /// The end of the source character that the byte before `at` came from.
    fn source_end(&self, at: usize) -> usize {
        let Some(map) = &self.map else { return at };
        let Some(last) = at.checked_sub(1).and_then(|last| map.get(last)) else { return 0 };
        let next = map[at..].iter().find(|next| *next != last);
        next.map_or(self.source_len, |next| *next as usize)
    }
}

/// Folds case, apostrophes, dashes and white space.
pub(crate) fn fold(text: &str) -> Folded {
    let source_len = text.len();
    if is_folded_by_case(text) {
        return Folded { text: text.to_ascii_lowercase(), map: None, source_len };
    }
    let mut map = Vec::with_capacity(text.len());
    let folded = fold_slowly(text, |length, at| map.resize(length, u32::try_from(at).unwrap_or(u32::MAX)));
    Folded { text: folded, map: Some(map), source_len }
}

/// The same without a way back.
pub(crate) fn fold_text(text: &str) -> String {
    if is_folded_by_case(text) { text.to_ascii_lowercase() } else { fold_slowly(text, |_, _| ()) }
}

fn is_folded_by_case(text: &str) -> bool {
    text.is_ascii() && is_single_spaced(text) && !text.contains('`')
}

/// Tells after each character how long the folded text is now, and where the character stood.
fn fold_slowly(text: &str, mut tell: impl FnMut(usize, usize)) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut space = true;
    for (at, c) in text.char_indices() {
        if c.is_ascii() && !c.is_ascii_whitespace() && !matches!(c, '`' | '\u{b}') {
            folded.push(c.to_ascii_lowercase());
            space = false;
            tell(folded.len(), at);
            continue;
        }
        let c = match c {
            '\u{2018}' | '\u{2019}' | '\u{02bc}' | '\u{00b4}' | '`' => '\'',
            c if is_dropped(c) => continue,
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c == ' ' && std::mem::replace(&mut space, c == ' ') {
            continue;
        }
        space = c == ' ';
        if is_cjk(c) {
            folded.push(c);
        } else {
            folded.extend(c.to_lowercase().filter(|lower| *lower != '\u{0307}'));
        }
        tell(folded.len(), at);
    }
    folded
}

#[cfg(test)]
mod tests;
