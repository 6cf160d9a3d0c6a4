//! Notices in wordings that no table of phrases holds: a short fragment that asks (subscribe, register) for what is withheld
//! (read on, the whole text, for members only). Judges one fragment by its words alone; where it stands is not its matter.

mod besides;
mod counts;
mod in_box;

use crate::char_classes::{is_in_word, runs_on};
use crate::lexicon::{Class, Hit, Strength};
use crate::prefix_search::Stems;
use crate::word_finder::AnyOf;
use besides::{is_of_else, meets};
use counts::{counts_some_of_more, counts_words, number};
use dateline_model::Reason;
use std::ops::Range;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/subscribe_prompts.tsv");

/// A notice has at least as many words, and at most so many.
const WORDS: std::ops::RangeInclusive<usize> = 3..=40;

/// The part that a beginning of a word plays in a notice; one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Subscribe = 1,
    Register = 2,
    Subscriber = 4,
    Read = 8,
    Only = 16,
    Piece = 32,
    Meter = 64,
    Other = 128,
    Left = 256,
    App = 512,
    Resume = 1024,
    All = 2048,
    Tool = 16384,
    Last = 32768,
    Locked = 4096,
    Whole = 8192,
    Besides = 65536,
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "subscribe" => Part::Subscribe,
        "register" => Part::Register,
        "subscriber" => Part::Subscriber,
        "read" => Part::Read,
        "only" => Part::Only,
        "piece" => Part::Piece,
        "meter" => Part::Meter,
        "other" => Part::Other,
        "left" => Part::Left,
        "app" => Part::App,
        "resume" => Part::Resume,
        "all" => Part::All,
        "tool" => Part::Tool,
        "last" => Part::Last,
        "locked" => Part::Locked,
        "whole" => Part::Whole,
        "besides" => Part::Besides,
        _ => return None,
    })
}

struct Appeals {
    /// The part of each row, and whether the row is a whole word.
    parts: Vec<(Part, bool)>,
    stems: Stems,
    /// First bytes of the rows without which no fragment is a notice, where a script has words apart.
    asking: Beginnings,
}

/// The first bytes of some rows, one bit for each hash of them: most words begin no row and are told quickly.
#[derive(Default)]
struct Beginnings(Vec<u64>);

/// Bits of [`Beginnings`]; a power of two. At 2^13 one in ten short fragments was looked at in vain.
const BITS: u32 = 1 << 16;
/// Bytes of a beginning.
const BYTES: usize = 4;

impl Beginnings {
    fn of<'r>(rows: impl Iterator<Item = &'r str>) -> Self {
        let mut found = Self(vec![0; BITS as usize / 64]);
        for row in rows.map(str::trim_end) {
            match row.as_bytes() {
                [a, b, c, d, ..] => found.add([*a, *b, *c, *d]),
                // Anything may follow on a row that is shorter.
                [a, b, c] => (0..=u8::MAX).for_each(|d| found.add([*a, *b, *c, d])),
                _ => found.0.fill(u64::MAX),
            }
        }
        found
    }

    fn add(&mut self, bytes: [u8; BYTES]) {
        let place = Self::place(bytes);
        self.0[place / 64] |= 1 << (place % 64);
    }

    fn place(bytes: [u8; BYTES]) -> usize {
        (u32::from_le_bytes(bytes).wrapping_mul(0x9e37_79b1) >> (32 - BITS.trailing_zeros())) as usize
    }

    /// Whether a row may begin where a text begins.
    fn may_begin(&self, text: &str) -> bool {
        let mut bytes = [b' '; BYTES];
        bytes.iter_mut().zip(text.as_bytes()).for_each(|(byte, given)| *byte = given.to_ascii_lowercase());
        if !bytes.is_ascii() {
            bytes = first_folded(text);
        }
        let place = Self::place(bytes);
        self.0[place / 64] >> (place % 64) & 1 != 0
    }
}

fn first_folded(text: &str) -> [u8; BYTES] {
    let mut bytes = [b' '; BYTES];
    let mut filled = 0;
    for c in text.chars().take(BYTES).flat_map(folded) {
        for byte in c.encode_utf8(&mut [0; 4]).bytes().take(BYTES - filled) {
            bytes[filled] = byte;
            filled += 1;
        }
    }
    bytes
}

/// Whether a word that begins where `text` does may ask for something.
pub(crate) fn may_ask(text: &str) -> bool {
    PROMPTS.asking.may_begin(text)
}

static PROMPTS: LazyLock<Appeals> = LazyLock::new(|| {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<(&str, Part)> = rows
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some((fields.next()?, part(fields.nth(1)?)?))
        })
        .collect();
    let stems = Stems::of(rows.iter().map(|row| row.0.trim_end()));
    let asking = Beginnings::of(rows.iter().filter(|row| asks(row.1)).map(|row| row.0));
    Appeals {
        asking,
        parts: rows.into_iter().map(|(word, part)| (part, word.ends_with(' '))).collect(),
        stems,
    }
});

/// Parts of which every notice has one.
fn asks(part: Part) -> bool {
    matches!(part, Part::Subscribe | Part::Subscriber | Part::Register | Part::Meter | Part::App)
}

/// Most bytes of a notice.
const LENGTH: usize = 600;
/// Fewest words of one that only says for whom the text is: fewer are labels of other stories.
const RESERVED: usize = 4;
/// Most words of a notice that reads like a paragraph.
const LONG: usize = 30;
/// Most words of one that sends to an app for the rest.
const APP: usize = 12;

/// What of a notice's words stands in a fragment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SubscribePrompt {
    found: Found,
    words: usize,
    is_short: bool,
    /// Free articles are left: this one is not withheld.
    has_some_left: bool,
    /// So and so many words of the text are left.
    has_words_left: bool,
}

impl SubscribePrompt {
    /// Those of a fragment of so many words; nothing in fragments too short or too long for a notice.
    pub(crate) fn of(text: &str, words: usize) -> Option<Self> {
        let found = WORDS.contains(&words).then(|| Found::of(text))??;
        let counted = found.has(Part::Meter) && found.has(Part::Left);
        let has_some_left = counted && number(text).is_some_and(|(count, _)| count > 0)
            || found.has(Part::Meter) && (found.is_last_of_some() || found.counts_this_one(text));
        let has_words_left = found.has(Part::Left) && counts_words(&fold(text));
        Some(Self { found, words, is_short: text.len() <= LENGTH, has_some_left, has_words_left })
    }

    fn has(&self, part: Part) -> bool {
        self.found.has(part)
    }

    /// The notice that the fragment makes, if it makes one.
    pub(crate) fn notice(&self) -> Option<Hit> {
        let reason = self.is_short.then(|| self.reason())??;
        let Found { start, end, .. } = self.found;
        Some(Hit { start, end, class: Class::Reason(reason), strength: Strength::Strong })
    }

    /// What it is where it stands in the box of a wall, which says itself that something is withheld: a text, and for whom it is.
    pub(crate) fn reserved(&self) -> Option<Hit> {
        let Found { start, end, .. } = self.found;
        let reserved =
            self.has(Part::Subscriber) && self.has(Part::Piece) && !self.has(Part::Other) && self.is_short;
        let class = Class::Reason(Reason::Paywall);
        reserved.then_some(Hit { start, end, class, strength: Strength::Strong })
    }

    /// What the parts together ask for. Measured on whole articles of the tuning hosts beside previews made from them:
    /// `eval previews`.
    fn reason(&self) -> Option<Reason> {
        if self.has(Part::Other) || self.has_some_left {
            return None;
        }
        if self.goes_on_in_app() {
            return Some(Reason::Registration);
        }
        let asks = self.asks();
        if self.has(Part::Meter) && (asks || self.words <= 14) {
            return Some(Reason::Meter);
        }
        let withheld = self.has(Part::Read);
        if withheld && self.has(Part::Subscribe) {
            return Some(Reason::Paywall);
        }
        let only = self.has(Part::Only) || self.has_words_left;
        let reserved = only || self.has(Part::Subscribe) && self.found.asks_apart;
        if reserved && self.has(Part::Subscriber) && (self.has(Part::Piece) || withheld) {
            return Some(Reason::Paywall);
        }
        // "This is a premium article. If you are a subscriber, log in."
        if self.says_who_may_read() {
            return Some(Reason::Paywall);
        }
        if self.words >= RESERVED && self.has(Part::Only) && self.has(Part::Piece) && asks {
            return Some(if self.has(Part::Subscribe) { Reason::Paywall } else { Reason::Registration });
        }
        (withheld && self.has(Part::Register)).then_some(Reason::Registration)
    }

    /// Whether it says that a text is locked, and sends those who subscribe to their account.
    fn says_who_may_read(&self) -> bool {
        let all = [Part::Locked, Part::Piece, Part::Subscriber, Part::Register];
        all.iter().all(|part| self.has(*part)) && !self.has(Part::All)
    }

    /// Whether it offers all that a house has and says nothing of going on with this text.
    pub(crate) fn offers_all(&self) -> bool {
        self.has(Part::All) && !self.has(Part::Resume)
    }

    /// Whether a fragment as long as a short paragraph is a notice: it asks, and promises the rest of the article by name.
    pub(crate) fn pleads(&self) -> bool {
        let asks = self.asks();
        let promises = self.has(Part::Read) && self.has(Part::Piece) && !self.has(Part::Other);
        self.words <= LONG && asks && promises
    }

    /// Whether it says in a few words that the text goes on in an app. That it can be read there too says nothing.
    pub(crate) fn goes_on_in_app(&self) -> bool {
        self.has(Part::App) && self.has(Part::Resume) && self.words <= APP && !self.has(Part::Other)
    }

    /// Whether it counts free articles and says that some are left.
    pub(crate) const fn leaves_some(&self) -> bool {
        self.has_some_left
    }

    /// Whether it counts the words of the text that are left.
    pub(crate) const fn counts_the_rest(&self) -> bool {
        self.has_words_left
    }

    /// Whether it asks for an account and speaks of nothing that is paid for.
    pub(crate) fn wants_account_alone(&self) -> bool {
        self.has(Part::Register) && !self.has(Part::Subscribe) && !self.has(Part::Subscriber)
    }

    /// Whether it offers to read all that a house has, and counts or reserves nothing.
    pub(crate) fn offers_all_to_read(&self) -> bool {
        self.offers_all() && !self.has(Part::Meter) && !self.has(Part::Only)
    }

    /// Whether it speaks of subscribing, of those who have, of registering or of free articles, and of texts or of what else there is.
    pub(crate) fn is_of_access(&self) -> bool {
        let any = |parts: &[Part]| parts.iter().any(|part| self.has(*part));
        any(&[Part::Subscribe, Part::Subscriber, Part::Register, Part::Meter])
            && any(&[Part::Piece, Part::Other, Part::All])
    }

    /// Whether it asks for all that a house has, or for something else than the text.
    pub(crate) fn offers_besides(&self) -> bool {
        self.asks() && (self.offers_all() || self.has(Part::Other))
    }

    /// Whether it says for whom something else than reading is: hearing a text, printing it, a puzzle.
    pub(crate) fn is_for_a_tool(&self) -> bool {
        self.has(Part::Tool) && !self.has(Part::Read) && !self.has(Part::Resume)
    }

    /// Whether it asks the reader to subscribe or to register, for whatever.
    pub(crate) fn asks(&self) -> bool {
        self.has(Part::Subscribe) || self.has(Part::Register)
    }

    /// Whether it promises more than what is there, or says for whom alone it is: a mere offer does neither.
    pub(crate) fn promises(&self) -> bool {
        self.has(Part::Read) || self.has(Part::Only) || self.has(Part::Meter)
    }

    /// Whether it promises reading on, and nothing else that one may have.
    pub(crate) fn promises_the_rest(&self) -> bool {
        self.is_short && self.has(Part::Read) && !self.has(Part::Other)
    }

    /// How much a short fragment speaks like a notice, from 0 to 2, and for what: words of asking, words of reading on. Less
    /// than a [`Self::notice`] wants, for callers that have other signs.
    pub(crate) fn hints(&self) -> Option<(usize, Reason)> {
        let pays = self.has(Part::Subscribe) || self.has(Part::Subscriber);
        let asks = pays || self.has(Part::Register) || self.has(Part::Meter);
        let reads = self.promises() || self.has(Part::Piece);
        let reason = if self.has(Part::Register) && !pays { Reason::Registration } else { Reason::Paywall };
        (self.is_short && asks && !self.has(Part::Other)).then_some((1 + usize::from(reads), reason))
    }
}

/// A share in per cent of the article that a fragment says remains to be read: "45 % of this article is still to read".
/// A heading must name the article: other headlines speak of shares too.
pub(crate) fn remaining(text: &str, words: usize, heading: bool) -> Option<f64> {
    if !(2..=16).contains(&words) || !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'))
    {
        return None;
    }
    if !PER_CENT_AT_ALL.stands_in_name(text) {
        return None;
    }
    let mark = PER_CENT.iter().filter_map(|mark| text.find(mark)).min()?;
    let digits =
        text[..mark].trim_end().chars().rev().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let number: Vec<char> = digits.take(6).collect();
    let number: String = number.into_iter().rev().map(|c| if c == ',' { '.' } else { c }).collect();
    let value = number.parse::<f64>().ok().filter(|value| (1.0..100.0).contains(value))?;
    let found = Found::of(text)?;
    // "The remaining 60 percent of the report is to be published in April" goes on; a notice asks, or ends.
    let asked = found.has(Part::Read) || found.has(Part::Subscribe) || found.has(Part::Register);
    let goes_on =
        || !asked && crate::text::words(text.get(found.end.max(mark)..).unwrap_or_default()) > GOES_ON;
    let names_it = found.has(Part::Piece) || found.has(Part::Read) && !heading;
    (found.has(Part::Left) && names_it && !goes_on()).then_some(value)
}

/// More words than these behind all that makes a notice of a share are a sentence of its own.
const GOES_ON: usize = 4;

/// Whether one is written at all: hardly any text has one.
static PER_CENT_AT_ALL: LazyLock<AnyOf> = LazyLock::new(|| AnyOf::of(&PER_CENT));

/// How a share in a hundred is written.
const PER_CENT: [&str; 8] = ["%", "％", "٪", "Prozent", "percent", "per cent", "procent", "процент"];

/// The parts that stand in a text, and the bytes from the first to the last.
#[derive(Debug, Clone, Copy)]
struct Found {
    parts: u32,
    /// A word of asking names no subscriber.
    asks_apart: bool,
    start: usize,
    end: usize,
}

impl Found {
    fn has(&self, part: Part) -> bool {
        self.parts & part as u32 != 0
    }

    /// Whether a sentence counts this article among the free ones.
    fn counts_this_one(&self, text: &str) -> bool {
        let asks = [Part::Read, Part::Resume, Part::Subscribe].iter().any(|part| self.has(*part));
        let is_meter = |text: &str| Self::of(text).is_some_and(|found| found.has(Part::Meter));
        counts_some_of_more(text, asks, is_meter)
    }

    /// Whether it says that this is the last free article, and nothing of going on.
    fn is_last_of_some(&self) -> bool {
        self.has(Part::Last) && !self.has(Part::Read) && !self.has(Part::Resume)
    }

    fn of(text: &str) -> Option<Self> {
        let folded = fold(text);
        let prompts = &*PROMPTS;
        let mut parts = 0;
        let (mut start, mut end) = (usize::MAX, 0);
        let (mut people, mut asked): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        let (mut resumes, mut all, mut reads, mut besides) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        each_beginning(&folded, |at| {
            prompts.stems.at(folded.as_bytes(), at, |row, length| {
                let (part, whole) = prompts.parts[row];
                if !whole || ends_word(&folded, at + length) {
                    match part {
                        Part::Subscriber => people.push(at..at + length),
                        Part::Subscribe => asked.push(at..at + length),
                        Part::Resume => resumes.push(at..at + length),
                        Part::All => all.push(at..at + length),
                        Part::Read => reads.push(at..at + length),
                        Part::Besides => besides.push(at..at + length),
                        _ => {}
                    }
                    parts |= part as u32;
                    start = start.min(at);
                    end = end.max(at + length);
                }
            });
        });
        // One word is either who subscribes or the asking: `subscribers` begins as `subscribe` does.
        // "The rest of our articles" and "read more stories" are not this one's.
        let elsewhere = |resume| all.iter().chain(&besides).any(|all| meets(resume, all));
        if !resumes.is_empty() && resumes.iter().all(elsewhere) {
            parts &= !(Part::Resume as u32);
        }
        all.extend(resumes);
        if !besides.is_empty() && reads.iter().all(|read| is_of_else(&folded, read, &besides, &all)) {
            parts &= !(Part::Read as u32);
        }
        let asks_apart = asked.iter().any(|asked| !people.iter().any(|person| meets(asked, person)));
        (end > 0).then(|| {
            let (start, end) = (source(text, start), source(text, end));
            Self { parts, asks_apart, start, end }
        })
    }
}

/// Beginnings of words count at the beginning of words, where a script has words apart; none is a mark of ASCII.
fn each_beginning(text: &str, mut take: impl FnMut(usize)) {
    let mut joins = false;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let letter = byte.is_ascii_alphanumeric();
            if letter && !joins {
                take(at);
            }
            joins = letter;
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let runs_on = runs_on(c);
        if !joins || runs_on {
            take(at);
        }
        joins = !runs_on && is_in_word(c);
        at += c.len_utf8();
    }
}

fn ends_word(text: &str, at: usize) -> bool {
    !text[at..].starts_with(|c: char| is_in_word(c) && !runs_on(c))
}

/// Lower case with plain apostrophes.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.extend(folded(c));
        }
    }
    out
}

/// Where the character stands that a byte of a folded text came from.
fn source(text: &str, byte: usize) -> usize {
    let mut length = 0;
    let found = text.char_indices().find(|(_, c)| {
        length += if c.is_ascii() { 1 } else { folded(*c).map(char::len_utf8).sum() };
        length > byte
    });
    found.map_or(text.len(), |(at, _)| at)
}

/// A character in lower case, apostrophes plain.
fn folded(c: char) -> impl Iterator<Item = char> {
    let c = if matches!(c, '\u{2018}' | '\u{2019}' | '\u{02bc}') { '\'' } else { c };
    c.to_lowercase().filter(|lower| *lower != '\u{0307}')
}

#[cfg(test)]
mod tests;
