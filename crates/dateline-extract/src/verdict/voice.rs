//! To whom a sentence speaks. A notice speaks to the reader and points at the text in hand; prose tells of others, whatever
//! words it does so with. Judges sentences, not where they stand.

use super::piece::Piece;
use crate::letters::{is_cjk, runs_on};
use crate::lexicon::{self, Hit};
use crate::plain::{ends_sentence, words};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/voice.tsv");

/// What stands before a phrase in a sentence that begins with it: "Sorry, but".
const BEFORE: usize = 3;
/// The same in characters of a script that writes words together.
const BEFORE_TOGETHER: usize = 6;
/// Fewer words are a label and tell nothing.
const SENTENCE: usize = 6;
/// Marks between which others speak.
const QUOTES: [char; 9] = ['"', '“', '”', '„', '«', '»', '「', '『', '‹'];

struct Voice {
    automaton: Option<AhoCorasick>,
    /// For each row whether it names a thing.
    things: Vec<bool>,
}

static VOICE: LazyLock<Voice> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.nth(1)? == "thing"))
    });
    let (words, things): (Vec<&str>, Vec<bool>) = rows.unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(words).ok();
    Voice { automaton, things }
});

/// Whether a text holds a whole word of a role.
fn holds(text: &str, thing: bool) -> bool {
    let folded = lexicon::fold(text).text;
    let Some(automaton) = &VOICE.automaton else { return false };
    let alone = |start: usize, end: usize| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !runs_on(c));
        let inside = &folded[start..end];
        let free = inside.chars().next().is_some_and(runs_on);
        free || !joins(folded[..start].chars().next_back()) && !joins(folded[end..].chars().next())
    };
    let mut found = automaton.find_overlapping_iter(&folded);
    found.any(|found| {
        VOICE.things[found.pattern().as_usize()] == thing && alone(found.start(), found.end())
    })
}

/// Whether a text speaks to its reader.
pub(crate) fn addresses(text: &str) -> bool {
    holds(text, false)
}

/// Whether a text names something else than the article: a film, a map, a comment.
pub(super) fn names_a_thing(text: &str) -> bool {
    holds(text, true)
}

/// Whether a phrase stands in a sentence that tells of others: somebody says it within quotation marks, the sentence only comes
/// to it, or nobody is addressed. What a box of a wall says is always meant.
pub(crate) fn is_told(piece: &Piece, hit: &Hit) -> bool {
    let text = piece.text.as_str();
    let sentences = piece.words >= SENTENCE && ends_sentence(text);
    if !sentences || piece.scope.barrier || piece.scope.heading {
        return false;
    }
    let begin = start_of_sentence(text, hit.start);
    let before = &text[begin..hit.start];
    let quoted = text[..hit.start].contains(QUOTES) || before.contains(QUOTES);
    if piece.own_words {
        return quoted || !addresses(&text[begin..]);
    }
    let lone = piece.covered(|other| other.start == hit.start) > LONE;
    !lone && (quoted || words(before) > BEFORE || together(before) > BEFORE_TOGETHER)
}

/// A phrase that is this much of a piece is all that the piece says.
const LONE: f32 = 0.5;

fn together(text: &str) -> usize {
    text.chars().filter(|c| is_cjk(*c)).count()
}

/// Where the sentence begins that holds a place.
fn start_of_sentence(text: &str, at: usize) -> usize {
    let ends = text[..at].match_indices(['.', '!', '?', '。', '！', '？', '…']);
    let ends = ends.map(|(end, mark)| end + mark.len());
    let parts = |end: &usize| text[*end..].starts_with(|c: char| c.is_whitespace() || is_cjk(c));
    ends.filter(parts).last().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_speaks_to_its_reader() {
        for text in ["Subscribe to read the rest.", "Dieser Text ist nur für Abonnenten.", "続きを読むにはログインしてください。"] {
            assert!(addresses(text), "{text}");
        }
        for text in ["Only members of the committee may read the report.", "Один из трёх подписчиков отказался."] {
            assert!(!addresses(text), "{text}");
        }
    }

    #[test]
    fn rows_are_whole() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            assert!(fields.len() == 3 && matches!(fields[2], "reader" | "thing"), "{line}");
            assert_eq!(fields[0].to_lowercase(), fields[0], "{line}");
        }
    }

    #[test]
    fn sentences_begin_behind_stops() {
        assert_eq!(start_of_sentence("One. Two three", 9), 4);
        assert_eq!(start_of_sentence("At 3.5 per cent", 9), 0);
        assert_eq!(start_of_sentence("一。二三", 9), 6);
    }
}
