//! Character references: numeric ones, the five of XML, and the 252 of HTML 4 that feeds use without declaring them.
//! References to other entities are left as they stand.

use super::budget::Budget;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// HTML 4.01, section 24: name, code point in hexadecimal.
static TABLE: &str = include_str!("entities.tsv");

static NAMES: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let rows = TABLE.lines().filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?)))
        .collect()
});

/// Windows-1252 for 0x80 to 0x9F, where Unicode has control characters nobody means (WHATWG HTML, numeric references).
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The longest name that is looked for after `&`.
const LONGEST: usize = 32;

/// What a reference turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// `&` that begins no reference.
    BareAmpersand,
    /// A name that XML does not know without a declaration; HTML does.
    HtmlName,
    /// A name nobody knows.
    UnknownName,
    /// A number that is no character.
    BadNumber,
    /// An entity that would make the document longer than is allowed.
    TooMuch,
}

/// Entities that the document itself declares.
#[derive(Debug)]
pub struct Declared<'a> {
    values: HashMap<&'a str, String>,
    budget: Budget,
}

impl<'a> Declared<'a> {
    /// None yet.
    pub fn none() -> Self {
        Self { values: HashMap::new(), budget: Budget::of_entities() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Adds one; the first of a name counts (XML 1.0, 4.2).
    pub fn add(&mut self, name: &'a str, value: String) {
        self.values.entry(name).or_insert(value);
    }
}

/// Maps the C1 controls to what their writer meant.
pub fn windows_char(c: char) -> char {
    match c {
        '\u{80}'..='\u{9f}' => WINDOWS[c as usize - 0x80],
        other => other,
    }
}

/// HTML's character for a name.
pub fn html_name(name: &str) -> Option<char> {
    NAMES.get(name).copied()
}

/// Decodes every reference in `text`; `note` hears of the odd ones.
pub fn decode<'a>(text: &'a str, declared: &Declared<'_>, note: &mut dyn FnMut(Oddity)) -> Cow<'a, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let mut next = Some(first);
    while let Some(found) = next {
        out.push_str(&text[at..found]);
        at = found + reference(&text[found..], declared, &mut out, note);
        next = memchr::memchr(b'&', &text.as_bytes()[at..]).map(|offset| at + offset);
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// The character that two references of halves of it stand for (`&#55357;&#56832;`, as UTF-16 has it), and their bytes.
fn pair(text: &str) -> Option<(char, usize)> {
    let (high, first) = number(text).filter(|(code, _)| (0xd800..0xdc00).contains(code))?;
    let (low, second) = number(&text[first..]).filter(|(code, _)| (0xdc00..0xe000).contains(code))?;
    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    Some((char::from_u32(code)?, first + second))
}

/// A numeric reference at the beginning of `text`, and its bytes.
fn number(text: &str) -> Option<(u32, usize)> {
    let digits = text.strip_prefix("&#")?;
    let end = digits.bytes().take(9).position(|byte| byte == b';')?;
    Some((code(&digits[..end])?, end + 3))
}

fn code(digits: &str) -> Option<u32> {
    match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => digits.parse().ok(),
    }
}

/// The text with references to halves of characters joined, all others as they stand: for markup, which is decoded later.
pub fn halves_joined(text: String) -> String {
    let halves =
        |text: &str| memchr::memmem::find_iter(text.as_bytes(), "&#").any(|at| pair(&text[at..]).is_some());
    if !halves(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in memchr::memmem::find_iter(text.as_bytes(), "&#") {
        if let Some((c, length)) = pair(&text[found..]).filter(|_| found >= at) {
            out.push_str(&text[at..found]);
            out.push(c);
            at = found + length;
        }
    }
    out.push_str(&text[at..]);
    out
}

/// Decodes the reference that `text` begins with; returns how many bytes it takes.
fn reference(text: &str, declared: &Declared<'_>, out: &mut String, note: &mut dyn FnMut(Oddity)) -> usize {
    if let Some((c, length)) = pair(text) {
        out.push(c);
        return length;
    }
    let window = &text.as_bytes()[1..text.len().min(LONGEST + 2)];
    let Some(end) = memchr::memchr(b';', window).filter(|end| *end > 0) else {
        return literal(out, note);
    };
    let name = &window[..end];
    let length = end + 2;
    if let Some(number) = name.strip_prefix(b"#") {
        return numeric(number, &text[..length], out, note);
    }
    let Some(name) = std::str::from_utf8(name).ok().filter(|name| is_name(name)) else {
        return literal(out, note);
    };
    match predefined(name) {
        Some(c) => out.push(c),
        None => named(name, &text[..length], declared, out, note),
    }
    length
}

fn named(name: &str, whole: &str, declared: &Declared<'_>, out: &mut String, note: &mut dyn FnMut(Oddity)) {
    if let Some(value) = declared.values.get(name) {
        if declared.budget.take(value.len().saturating_sub(whole.len())) {
            out.push_str(value);
        } else {
            note(Oddity::TooMuch);
        }
    } else if let Some(c) = html_name(name) {
        note(Oddity::HtmlName);
        out.push(c);
    } else {
        note(Oddity::UnknownName);
        out.push_str(whole);
    }
}

fn literal(out: &mut String, note: &mut dyn FnMut(Oddity)) -> usize {
    note(Oddity::BareAmpersand);
    out.push('&');
    1
}

fn numeric(digits: &[u8], whole: &str, out: &mut String, note: &mut dyn FnMut(Oddity)) -> usize {
    let text = std::str::from_utf8(digits).unwrap_or_default();
    match code(text).and_then(char::from_u32).filter(|c| *c != '\0') {
        Some(c) => {
            if c < ' ' && !matches!(c, '\t' | '\n' | '\r') {
                note(Oddity::BadNumber);
            } else {
                out.push(windows_char(c));
            }
        }
        None => {
            note(Oddity::BadNumber);
            out.push_str(whole);
        }
    }
    whole.len()
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn is_name(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(decode(text, &Declared::none(), &mut |_| ()), expected, "{text}");
    }

    #[test]
    fn references() {
        check("a &amp; b", "a & b");
        check("&#8217;&#x2019;&#146;", "’’’");
        check("caf&eacute; R&D A&B;", "café R&D A&B;");
        check("&#xD800; &#0; &;", "&#xD800; &#0; &;");
        check("&&amp;&", "&&&");
        check("&#55357;&#56832; &#xD83D;&#xde00;&#xD83D;", "😀 😀&#xD83D;");
        check("&#55357; &#56832;", "&#55357; &#56832;");
        assert_eq!(
            halves_joined("é&amp;&#xD83D;&#xDE00;&#55357;&#233;".to_owned()),
            "é&amp;😀&#55357;&#233;"
        );
    }
}
