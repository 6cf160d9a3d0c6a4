//! Text from outside made safe for a terminal: no escape sequences, controls or characters that turn the line around. Nothing
//! else is changed.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

const ESCAPE: char = '\u{1b}';

/// Text without what a terminal would obey; line ends and tabs stay.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(obeyed) {
        out.push_str(&rest[..at]);
        rest = after(&rest[at..]);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// JSON with the same characters written as `\u` escapes: nothing of it is lost.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    if !text.contains(obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if obeyed(c) {
            let _written = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// C0 and C1 controls, and what embeds, overrides or isolates a direction.
fn obeyed(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What stands after a control, or after the sequence that it begins.
fn after(text: &str) -> &str {
    let mut chars = text.chars();
    let kind = match chars.next() {
        Some(ESCAPE) => chars.next(),
        Some('\u{9b}') => Some('['),
        Some('\u{9d}') => Some(']'),
        Some('\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}') => Some('P'),
        _ => return chars.as_str(),
    };
    let rest = chars.as_str();
    match kind {
        Some('[') => {
            let last = rest.trim_start_matches(|c: char| (' '..='?').contains(&c));
            last.strip_prefix(|c: char| ('@'..='~').contains(&c)).unwrap_or(last)
        }
        Some(']' | 'P' | 'X' | '^' | '_') => after_string(rest),
        Some(' '..='~') => rest,
        // A lone escape: what follows is text.
        _ => &text[1..],
    }
}

/// What stands after the end of a control string; without an end in its line the string is text.
fn after_string(text: &str) -> &str {
    let line = text.find('\n').map_or(text, |end| &text[..end]);
    let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"];
    let found = ends.iter().filter_map(|end| line.find(end).map(|at| at + end.len())).min();
    found.map_or(text, |end| &text[end..])
}

/// A stream to which only clean lines are written.
pub(crate) struct Clean<W>(pub(crate) W);

impl<W: Write> Write for Clean<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_all(plain(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        for (text, left) in [
            ("A line\n\tand another, שלום é", "A line\n\tand another, שלום é"),
            ("a\u{1b}[31;1mred\u{1b}[0m", "ared"),
            ("a\u{9b}2Jb", "ab"),
            ("a\u{1b}]0;title\u{7}b\u{1b}]8;;https://x.example\u{1b}\\c", "abc"),
            ("a\u{9d}52;c;eA==\u{9c}b", "ab"),
            ("a\u{1b}]never ended\nb", "anever ended\nb"),
            ("a\u{1b}Pq#0\u{1b}\\b\u{1b}cd\u{1b}", "abd"),
            ("a\u{1b}é\u{1b}\u{1b}[Kb", "aéb"),
            ("a\u{202e}gnp.exe\u{2069}\r\u{8}\u{7f}\0b", "agnp.exeb"),
            ("\u{1b}[", ""),
        ] {
            assert_eq!(plain(text), left, "{text:?}");
        }
    }

    #[test]
    fn json_keeps_what_it_escapes() {
        let value = serde_json::json!({"a": "x\u{9b}2J\u{202e}\u{7f}y\u{1b}[K"});
        let text = value.to_string();
        let clean = json(&text);
        assert!(!clean.contains(obeyed), "{clean}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&clean).unwrap(), value);
    }

    #[test]
    fn a_stream_is_cleaned() {
        let mut out = Clean(Vec::new());
        out.write_all("log \u{1b}[2Jline\n".as_bytes()).unwrap();
        assert_eq!(out.0, b"log line\n");
    }
}
