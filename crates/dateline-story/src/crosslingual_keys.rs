//! What an article says whatever its language: numbers, names by their sound, places, bodies and common words of news from a
//! small table. It gives keys; what keys two articles share is for the window to weigh.
//!
//! Sound is a row of classes of consonants, so that "Kovačić", "Ковачич" and 「コヴァチッチ」 are one. Numbers are their digits without
//! zeros at the end: "410 million", "410 миллионов" and 「4億1000万」 are one.

mod numbers;
#[cfg(test)]
mod tests;

use crate::{name_sounds, stable_hash};
use std::sync::LazyLock;

/// Things and their beginnings in fifteen languages, a line each.
static TABLE: &str = include_str!("../data/crosslingual_keys.txt");

/// Characters of a text that are read: headline and lead.
const READ: usize = 900;
/// Keys kept of one article.
const NEAREST_KEPT: usize = 48;
/// Longest beginning in the table, in characters.
const LONGEST: usize = 20;

/// Kinds of keys, in a key's lowest bits, and what each weighs.
const WEIGHTS: [f32; 8] = [0.1, 0.6, 1.0, 0.5, 0.8, 1.0, 0.8, 0.6];
const PLACE: u32 = 6;
const WORD: u32 = 7;

/// What a key weighs before its rarity.
pub(crate) fn weight(key: u32) -> f32 {
    WEIGHTS.get((key & 7) as usize).copied().unwrap_or(0.0)
}

/// What a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Digits.
    Number,
    /// A name by its sound.
    Name,
    /// A place or body.
    Place,
    /// A common word of news.
    Word,
}

/// What a key stands for.
pub(crate) const fn kind(key: u32) -> Kind {
    match key & 7 {
        0..=2 => Kind::Number,
        3..=5 => Kind::Name,
        PLACE => Kind::Place,
        _ => Kind::Word,
    }
}

/// Beginnings and the keys of their things.
#[derive(Default)]
struct Things {
    keys: stable_hash::Map<u32, u32>,
    /// The first letters of beginnings, and whose they are: few words of a text begin like any of them.
    heads: stable_hash::Map<u32, Head>,
}

/// Lengths of the beginnings that begin with some letters, in characters: a bit each.
#[derive(Clone, Copy, Default)]
struct Head {
    /// Of things of one word.
    word: u32,
    /// Of things of two words, of whose first these are the letters.
    pair: u32,
    /// Of things in a script without spaces: told by their first character.
    dense: u32,
}

/// Letters of a word that must be those of its beginning: shorter ones are whole words.
const HEAD: usize = 3;

/// What the first letters of a word say.
fn head(word: &str) -> u32 {
    Starts::of(word).head()
}

/// What the beginnings of a word hash to, before the last mix.
struct Starts {
    states: [u64; LONGEST],
    /// Characters of the word, `LONGEST` at most.
    count: usize,
}

impl Starts {
    fn of(word: &str) -> Self {
        let mut starts = Self { states: [stable_hash::EMPTY; LONGEST], count: 0 };
        let mut state = stable_hash::EMPTY;
        if word.is_ascii() {
            for (slot, byte) in starts.states.iter_mut().zip(word.bytes()) {
                state = stable_hash::step(state, byte);
                *slot = state;
            }
            starts.count = word.len().min(LONGEST);
        } else {
            for (slot, c) in starts.states.iter_mut().zip(word.chars()) {
                state = more(state, c);
                *slot = state;
                starts.count += 1;
            }
        }
        starts
    }

    fn head(&self) -> u32 {
        stable_hash::upper(self.states[..self.count.min(HEAD)].last().copied().unwrap_or(stable_hash::EMPTY))
    }

    /// The thing that the word begins with, the longest beginning first, of the lengths given; beginnings of under three letters
    /// are whole words.
    fn known(&self, lengths: u32) -> Option<u32> {
        // Bits of the lengths that the word has and that may be: the highest first.
        let few = match self.count {
            0..=3 => 1 << self.count,
            4..=6 => 1 << 3,
            _ => 0,
        };
        let mut left = lengths & ((2 << self.count) - 1) & (!0b1111 | few);
        while let Some(n) = left.checked_ilog2() {
            let state = self.states.get(n as usize - 1)?;
            if let Some(thing) = THINGS.keys.get(&stable_hash::upper(*state)) {
                return Some(*thing);
            }
            left ^= 1 << n;
        }
        None
    }
}

/// One character more.
fn more(state: u64, c: char) -> u64 {
    c.encode_utf8(&mut [0; 4]).bytes().fold(state, stable_hash::step)
}

/// What the first character says.
fn first(word: &str) -> u32 {
    stable_hash::word(&word[..word.chars().next().map_or(0, char::len_utf8)])
}

static THINGS: LazyLock<Things> = LazyLock::new(|| {
    let mut kind = PLACE;
    let mut things = Things::default();
    for (line, at) in TABLE.lines().zip(0_u32..) {
        match line.chars().next() {
            Some('#') | None => {}
            Some('@') => kind = if line == "@word" { WORD } else { PLACE },
            Some(_) => line.split(' ').map(plain).for_each(|start| {
                let start = start.as_str();
                things
                    .keys
                    .insert(stable_hash::word(start), key(stable_hash::mix(u64::from(at)) as u32, kind));
                let length = 1_u32 << start.chars().count().min(LONGEST);
                things.heads.entry(first(start)).or_default().dense |= length;
                match start.split_once('-') {
                    Some((first, _)) => things.heads.entry(head(first)).or_default().pair |= length,
                    None => things.heads.entry(head(start)).or_default().word |= length,
                }
            }),
        }
    }
    things
});

impl Things {
    fn head(&self, hash: u32) -> Head {
        self.heads.get(&hash).copied().unwrap_or_default()
    }
}

/// A letter in lower case as it is compared: Arabic writes some of its letters in several ways and may add marks; the dot that the
/// Turkish capital I leaves in lower case says nothing.
const fn plain_letter(c: char) -> Option<char> {
    match c {
        'أ' | 'إ' | 'آ' => Some('ا'),
        'ى' | 'ی' => Some('ي'),
        'ک' => Some('ك'),
        '\u{0307}' | '\u{0640}' | '\u{064b}'..='\u{0652}' => None,
        _ => Some(c),
    }
}

/// A word in lower case as it is compared.
fn plain(lower: &str) -> String {
    lower.chars().filter_map(plain_letter).collect()
}

const fn key(hash: u32, kind: u32) -> u32 {
    (hash & !7) | kind
}

/// The keys of an article, sorted.
pub(crate) fn draw(title: &str, text: &str) -> Box<[u32]> {
    let mut reader = Reader::default();
    for part in [title, text] {
        reader.read(part);
        reader.before.clear();
    }
    let mut keys = reader.keys;
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(NEAREST_KEPT);
    keys.into()
}

/// The language's name as a number, or its script where no name is known; 0 for a text in Latin letters of no known language.
pub(crate) fn lang_id(language: Option<&str>, title: &str) -> u32 {
    let name = language.and_then(|l| l.split(['-', '_']).next()).filter(|l| !l.is_empty());
    if let Some(name) = name {
        return stable_hash::word(&name.to_lowercase()).max(8);
    }
    let script = |c: char| match c {
        '\u{0370}'..='\u{03ff}' => Some(1),
        '\u{0400}'..='\u{052f}' => Some(2),
        '\u{0590}'..='\u{06ff}' => Some(3),
        '\u{3040}'..='\u{30ff}' => Some(4),
        '\u{ac00}'..='\u{d7af}' => Some(5),
        _ => None,
    };
    // Japanese has these characters too, but hardly a headline without others.
    let han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}').then_some(6);
    title.chars().find_map(script).or_else(|| title.chars().find_map(han)).unwrap_or(0)
}

/// Whether a language, as a number, is English or not known.
pub(crate) fn may_be_english(lang_id: u32) -> bool {
    lang_id == 0 || is_english(lang_id)
}

/// Whether a language, as a number, is known to be English.
pub(crate) fn is_english(lang_id: u32) -> bool {
    lang_id == stable_hash::word("en").max(8)
}

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Digit,
    Kana,
    Dense,
    Letter,
    Other,
}

const fn is_kana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | '\u{30fc}')
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        c if c.is_ascii() => Class::Other,
        c if c.is_numeric() => Class::Digit,
        c if is_kana(c) => Class::Kana,
        '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => Class::Dense,
        c if c.is_alphabetic() => Class::Letter,
        _ => Class::Other,
    }
}

#[derive(Default)]
struct Reader {
    keys: Vec<u32>,
    /// The word before, in lower case: some things have two.
    before: String,
    /// Lengths of the things of two words that begin like it.
    pairs: u32,
    /// Room for the next word.
    lower: String,
}

impl Reader {
    fn read(&mut self, text: &str) {
        let end = if text.len() > READ { text.char_indices().nth(READ).map(|(at, _)| at) } else { None };
        let mut rest = &text[..end.unwrap_or(text.len())];
        while let Some(c) = rest.chars().next() {
            let own = class(c);
            let length = match own {
                Class::Digit => self.number(rest).max(c.len_utf8()),
                Class::Other => c.len_utf8(),
                Class::Letter => span(rest, |c| class(c) == Class::Letter),
                Class::Kana | Class::Dense => {
                    span(rest, |c| !c.is_ascii() && matches!(class(c), Class::Kana | Class::Dense))
                }
            };
            let (run, after) = rest.split_at(length);
            match own {
                Class::Letter => self.word(run),
                Class::Kana | Class::Dense => self.dense(run),
                Class::Digit | Class::Other => {}
            }
            rest = after;
        }
    }

    /// Reads a number; says how many bytes it took.
    fn number(&mut self, rest: &str) -> usize {
        let (mut value, length) = numbers::read(rest);
        while value > 0 && value.is_multiple_of(10) {
            value /= 10;
        }
        if value > 0 {
            let kind = value.ilog10().min(2);
            self.keys.push(key(stable_hash::mix(value) as u32, kind));
        }
        length
    }

    fn word(&mut self, run: &str) {
        self.lower.clear();
        if run.is_ascii() {
            self.lower.push_str(run);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(run.chars().flat_map(char::to_lowercase).filter_map(plain_letter));
        }
        let starts = Starts::of(&self.lower);
        let head = THINGS.head(starts.head());
        let alone = || if head.word > 0 { starts.known(head.word) } else { None };
        let arabic = name_sounds::is_arabic(&self.lower);
        let stem =
            || if arabic { name_sounds::arabic_stems(&self.lower).skip(1).find_map(known) } else { None };
        let may_be_name = |run: &str| {
            if arabic {
                name_sounds::is_foreign_in_arabic(&self.lower)
            } else {
                run.chars().next().is_some_and(char::is_uppercase)
            }
        };
        let thing = self.pair().or_else(alone).or_else(stem);
        if let Some(thing) = thing {
            self.keys.push(thing);
        } else if may_be_name(run) && run.chars().nth(3).is_some() {
            self.keys.extend(name(&self.lower));
        }
        self.pairs = head.pair;
        std::mem::swap(&mut self.before, &mut self.lower);
    }

    /// The thing of two words.
    fn pair(&self) -> Option<u32> {
        if self.pairs == 0 {
            return None;
        }
        let before = self.before.as_str();
        let shorter = (1_u64 << (before.chars().count() + 3).min(LONGEST + 1)) - 1;
        Starts::of(&format!("{before}-{}", self.lower)).known(self.pairs & !(shorter as u32))
    }

    /// Things anywhere in a run without spaces; what is left of its Katakana, its Hangul and the characters by which Chinese writes
    /// foreign names is a name.
    fn dense(&mut self, run: &str) {
        let mut rest = run;
        let (mut left, mut sound) = (String::new(), Sound::None);
        while let Some(c) = rest.chars().next() {
            let own = Sound::of(c);
            // A name in Katakana is not cut.
            let in_kana = sound == Sound::Kana && !left.is_empty();
            let lengths = if in_kana { 0 } else { THINGS.head(first(rest)).dense };
            let mut length = c.len_utf8();
            let thing = longest(rest, lengths);
            if thing.is_some() || own != sound {
                self.name_left(&mut left, sound);
                sound = own;
            }
            if let Some((thing, bytes)) = thing {
                self.keys.push(thing);
                length = bytes;
            } else if own != Sound::None {
                left.push(c);
            }
            rest = &rest[length..];
        }
        self.name_left(&mut left, sound);
    }

    /// What is left of a run in one script may be a name.
    fn name_left(&mut self, left: &mut String, sound: Sound) {
        if left.chars().nth(2).is_some() {
            let spelled = match sound {
                Sound::Kana => Some(name_sounds::spell_kana(left)),
                Sound::Hangul => name_sounds::spell_hangul(left),
                Sound::Chinese => Some(left.chars().filter_map(name_sounds::chinese).collect()),
                Sound::None => None,
            };
            self.keys.extend(spelled.and_then(|spelled| name(&spelled)));
        }
        left.clear();
    }
}

/// How a character of a script without capitals may sound in a name.
#[derive(Clone, Copy, PartialEq)]
enum Sound {
    Kana,
    Hangul,
    Chinese,
    None,
}

impl Sound {
    fn of(c: char) -> Self {
        match c {
            c if is_kana(c) => Self::Kana,
            '\u{ac00}'..='\u{d7af}' => Self::Hangul,
            c if name_sounds::chinese(c).is_some() => Self::Chinese,
            _ => Self::None,
        }
    }
}

/// The thing that a word begins with.
fn known(word: &str) -> Option<u32> {
    let starts = Starts::of(word);
    let lengths = THINGS.head(starts.head()).word;
    if lengths > 0 { starts.known(lengths) } else { None }
}

/// Bytes at the beginning of a text that are of one kind.
fn span(text: &str, kind: impl Fn(char) -> bool) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    match text.as_bytes().get(letters) {
        Some(0x80..) => text.char_indices().find(|(_, c)| !kind(*c)).map_or(text.len(), |(at, _)| at),
        _ => letters,
    }
}

/// The thing of the longest beginning of one of the lengths, and its bytes.
fn longest(text: &str, lengths: u32) -> Option<(u32, usize)> {
    let (mut state, mut found) = (stable_hash::EMPTY, None);
    for ((at, c), n) in text.char_indices().zip(1..=lengths.checked_ilog2().unwrap_or(0)) {
        state = more(state, c);
        if lengths >> n & 1 == 1 {
            found = THINGS
                .keys
                .get(&stable_hash::upper(state))
                .map(|thing| (*thing, at + c.len_utf8()))
                .or(found);
        }
    }
    found
}

/// The key of a name in lower case.
fn name(lower: &str) -> Option<u32> {
    name_sounds::classes(lower).map(|(hash, count)| key(hash, count.min(5)))
}
