//! Counts words, sentences and links of text in any script. One pass, no allocation.

use dateline_text::{is_east_asian, is_southeast_asian};

/// What a character of ASCII adds, a byte for each number that counts, by whether it stands inside a word. The highest byte
/// says whether the next one does.
const STEPS: [[u64; 128]; 2] = [steps(0), steps(1)];

/// Places of the numbers in a step.
const CHARS: u32 = 0;
const WORDS: u32 = 8;
const CAPITALS: u32 = 16;
const DIGITS: u32 = 24;
const STOPS: u32 = 32;
const COMMAS: u32 = 40;
const BARS: u32 = 48;
const INSIDE: u32 = 56;

/// Characters after which a byte of a sum may be full.
const RUN: usize = 255;

const fn steps(inside: u64) -> [u64; 128] {
    let mut steps = [0; 128];
    let mut byte = 0u8;
    while byte.is_ascii() {
        let begins = (1 - inside) << WORDS | 1 << INSIDE;
        let step = match byte {
            b'A'..=b'Z' => begins | (1 - inside) << CAPITALS,
            b'a'..=b'z' => begins,
            b'0'..=b'9' => begins | 1 << DIGITS,
            b'.' | b'!' | b'?' => inside << STOPS | inside << INSIDE,
            b',' | b';' => 1 << COMMAS | inside << INSIDE,
            b'|' | b'>' => 1 << BARS | inside << INSIDE,
            b'/' | b'-' | b':' | b'(' | b')' => 0,
            _ => inside << INSIDE,
        };
        steps[byte as usize] = if byte.is_ascii_whitespace() { 0 } else { step | 1 << CHARS };
        byte += 1;
    }
    steps
}

/// Measures of a piece of text. `words` is in quarters of a word, so that scripts without spaces can be weighed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Quarters of words: a word between spaces is 4, a Han or kana character 2, a Thai, Lao, Khmer or Burmese letter 1.
    pub(crate) words: u32,
    /// Of these, inside links.
    pub(crate) link_words: u32,
    /// Of these, in bold or italics.
    pub(crate) strong_words: u32,
    /// Characters that are not white space.
    pub(crate) chars: u32,
    /// Ends of sentences.
    pub(crate) stops: u32,
    /// Commas and their kin.
    pub(crate) commas: u32,
    /// Digits.
    pub(crate) digits: u32,
    /// Words that begin in upper case.
    pub(crate) capitals: u32,
    /// Links.
    pub(crate) links: u32,
    /// Bars, bullets and arrows, which part menu entries.
    pub(crate) bars: u32,
}

impl Count {
    /// Adds `text`, all of it inside or outside a link.
    pub(crate) fn add(&mut self, text: &str, in_link: bool, strong: bool) {
        let before = self.words;
        let mut in_word = false;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at += self.ascii(&bytes[at..bytes.len().min(at + RUN)], &mut in_word);
            if let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()).filter(|c| !c.is_ascii()) {
                self.wide(c, &mut in_word);
                at += c.len_utf8();
            }
        }
        let added = self.words - before;
        if in_link {
            self.link_words += added;
        }
        if strong {
            self.strong_words += added;
        }
    }

    /// Adds the characters of ASCII at the beginning, one step each without a branch: letters, spaces and marks follow each
    /// other as no processor can guess. Says how many there were.
    fn ascii(&mut self, run: &[u8], in_word: &mut bool) -> usize {
        let mut sums = 0u64;
        let mut inside = usize::from(*in_word);
        let mut read = 0;
        for byte in run {
            let Some(step) = STEPS[inside & 1].get(usize::from(*byte)) else { break };
            sums = sums.wrapping_add(*step);
            inside = (*step >> INSIDE) as usize;
            read += 1;
        }
        *in_word = inside != 0;
        let of = |place: u32| (sums >> place) as u32 & 0xff;
        self.chars += of(CHARS);
        self.words += 4 * of(WORDS);
        self.capitals += of(CAPITALS);
        self.digits += of(DIGITS);
        self.stops += of(STOPS);
        self.commas += of(COMMAS);
        self.bars += of(BARS);
        read
    }

    fn letter(&mut self, upper: bool, in_word: &mut bool) {
        if !*in_word {
            self.words += 4;
            self.capitals += u32::from(upper);
            *in_word = true;
        }
    }

    fn wide(&mut self, c: char, in_word: &mut bool) {
        if c.is_whitespace() {
            *in_word = false;
            return;
        }
        self.chars += 1;
        match c {
            '。' | '！' | '？' | '।' | '؟' | '۔' | '…' | '．' => self.stops += 1,
            '，' | '、' | '،' => self.commas += 1,
            '»' | '›' | '•' | '·' | '→' | '▶' | '｜' => self.bars += 1,
            _ if is_east_asian(c) => self.words += 2,
            _ if is_southeast_asian(c) => self.words += 1,
            _ if crate::char_classes::is_alphanumeric(c) => self.letter(c.is_uppercase(), in_word),
            _ => {}
        }
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            words: self.words + other.words,
            link_words: self.link_words + other.link_words,
            strong_words: self.strong_words + other.strong_words,
            chars: self.chars + other.chars,
            stops: self.stops + other.stops,
            commas: self.commas + other.commas,
            digits: self.digits + other.digits,
            capitals: self.capitals + other.capitals,
            links: self.links + other.links,
            bars: self.bars + other.bars,
        }
    }

    /// Share of the words that stand in links, 0 to 1.
    pub(crate) fn link_share(self) -> f32 {
        share(self.link_words, self.words)
    }
}

/// `part / whole`, 0 where there is no whole.
pub(crate) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: u32, stops: u32) {
        let mut count = Count::default();
        count.add(text, false, false);
        assert_eq!((count.words, count.stops), (words, stops), "{text}");
        // Quarters here, words where texts are told by their length: one way to count both.
        assert_eq!((words / 4) as usize, dateline_text::words(text), "{text}");
    }

    #[test]
    fn words_in_any_script() {
        check("Two words. And 3 more!", 20, 2);
        check("Grüße aus Köln.", 12, 1);
        check("東京で地震。", 10, 1);
        check("สวัสดี", 6, 0);
        check("  …  ", 0, 1);
    }

    /// Sums of a run are as many bytes: a long one is taken in pieces, and a word may stand in two of them.
    #[test]
    fn long_runs_are_counted_as_short_ones() {
        let (piece, times) = ("Boat-No 7|left; é (Ob. x!) 東>", 90);
        let mut long = Count::default();
        long.add(&piece.repeat(times), false, true);
        let mut short = Count::default();
        (0..times).for_each(|_| short.add(piece, false, true));
        assert_eq!(long, short);
        let all = 90 * 24;
        assert_eq!((short.chars, short.digits, short.commas, short.bars), (all, 90, 90, 180));
        assert_eq!((short.stops, short.capitals, short.words), (180, 270, 90 * (4 * 6 + 2)));
        let mut one = Count::default();
        one.add(&"x".repeat(1000), true, false);
        assert_eq!((one.words, one.link_words, one.chars), (4, 4, 1000));
    }
}
