//! Counts words, sentences and links of text in any script. One pass, no allocation.

use dateline_text::{is_east_asian, is_southeast_asian};

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
        for c in text.chars() {
            if c.is_ascii() { self.ascii(c, &mut in_word) } else { self.wide(c, &mut in_word) }
        }
        let added = self.words - before;
        if in_link {
            self.link_words += added;
        }
        if strong {
            self.strong_words += added;
        }
    }

    fn ascii(&mut self, c: char, in_word: &mut bool) {
        if c.is_ascii_whitespace() {
            *in_word = false;
            return;
        }
        self.chars += 1;
        match c {
            'A'..='Z' => self.letter(true, in_word),
            'a'..='z' => self.letter(false, in_word),
            '0'..='9' => {
                self.digits += 1;
                self.letter(false, in_word);
            }
            '.' | '!' | '?' => self.stops += u32::from(*in_word),
            ',' | ';' => self.commas += 1,
            '|' | '>' => self.bars += 1,
            '/' | '-' | ':' | '(' | ')' => *in_word = false,
            _ => {}
        }
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
    }

    #[test]
    fn words_in_any_script() {
        check("Two words. And 3 more!", 20, 2);
        check("Grüße aus Köln.", 12, 1);
        check("東京で地震。", 10, 1);
        check("สวัสดี", 6, 0);
        check("  …  ", 0, 1);
    }
}
