//! JSON as people write it by hand: with comments, a comma before the end of a list, line breaks in texts; and JSON whose end is
//! missing. What it gives is to be parsed strictly.

use std::iter::Peekable;
use std::str::Chars;

/// JSON in its strict form.
pub(crate) struct Strict {
    pub(crate) text: String,
    /// Whether the end was missing and was cut back to the last whole item.
    pub(crate) cut: bool,
}

/// Writes JSON anew, without what JSON forbids.
pub(crate) fn strict(text: &str) -> Strict {
    let mut writer = Writer { out: String::with_capacity(text.len()), open: Vec::new(), whole: None };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if !writer.string(&mut chars) => break,
            '"' => {}
            '/' => comment(&mut chars),
            '{' | '[' => writer.opens(c),
            '}' | ']' if writer.closes(c) => return Strict { text: writer.out, cut: false },
            '}' | ']' => {}
            other => writer.out.push(other),
        }
    }
    writer.cut_back()
}

struct Writer {
    out: String,
    /// Ends of what is open.
    open: Vec<char>,
    /// Where the last whole item of the outermost list ends, and what ends all around it.
    whole: Option<(usize, &'static str)>,
}

impl Writer {
    fn opens(&mut self, c: char) {
        self.out.push(c);
        self.open.push(if c == '{' { '}' } else { ']' });
    }

    /// Closes what is open; whether that was the outermost.
    fn closes(&mut self, c: char) -> bool {
        let trimmed = self.out.trim_end();
        self.out.truncate(trimmed.strip_suffix(',').unwrap_or(trimmed).len());
        self.out.push(c);
        self.open.pop();
        let around = match self.open.as_slice() {
            [']'] => Some("]"),
            ['}', ']'] => Some("]}"),
            _ => None,
        };
        if let Some(around) = around.filter(|_| c == '}') {
            self.whole = Some((self.out.len(), around));
        }
        self.open.is_empty()
    }

    fn cut_back(mut self) -> Strict {
        if let Some((end, around)) = self.whole {
            self.out.truncate(end);
            self.out.push_str(around);
        }
        Strict { text: self.out, cut: true }
    }

    /// Copies a text to its end; whether it has one.
    fn string(&mut self, chars: &mut Peekable<Chars<'_>>) -> bool {
        self.out.push('"');
        while let Some(c) = chars.next() {
            match c {
                '"' => {
                    self.out.push('"');
                    return true;
                }
                '\\' => self.escape(chars),
                control if control < ' ' => self.out.push_str(&format!("\\u{:04x}", u32::from(control))),
                other => self.out.push(other),
            }
        }
        false
    }

    fn escape(&mut self, chars: &mut Peekable<Chars<'_>>) {
        match chars.peek().copied() {
            Some('u') => {
                chars.next();
                self.unit(chars);
            }
            Some(known @ ('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't')) => {
                chars.next();
                self.out.extend(['\\', known]);
            }
            // JSON knows no other: `\'` is an apostrophe.
            _ => {}
        }
    }

    /// `\ud83d\ude00`; half of a character alone is none.
    fn unit(&mut self, chars: &mut Peekable<Chars<'_>>) {
        let Some(first) = hex(chars) else { return self.out.push('\u{fffd}') };
        let mut ahead = chars.clone();
        let low =
            (ahead.next() == Some('\\') && ahead.next() == Some('u')).then(|| hex(&mut ahead)).flatten();
        match (first, low.filter(|low| (0xdc00..0xe000).contains(low))) {
            (0xd800..0xdc00, Some(low)) => {
                self.out.push_str(&format!("\\u{first:04x}\\u{low:04x}"));
                *chars = ahead;
            }
            (0xd800..0xe000, _) => self.out.push('\u{fffd}'),
            _ => self.out.push_str(&format!("\\u{first:04x}")),
        }
    }
}

fn hex(chars: &mut Peekable<Chars<'_>>) -> Option<u32> {
    (0..4).try_fold(0, |value, _| Some(value * 16 + chars.next_if(char::is_ascii_hexdigit)?.to_digit(16)?))
}

/// Passes over a comment; its first stroke was read.
fn comment(chars: &mut Peekable<Chars<'_>>) {
    match chars.next() {
        Some('/') => while chars.next().is_some_and(|c| c != '\n') {},
        Some('*') => {
            let mut last = ' ';
            while let Some(c) = chars.next().filter(|c| !(last == '*' && *c == '/')) {
                last = c;
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_forbids_is_written_anew() {
        let check = |text: &str, expected: &str, cut: bool| {
            let found = strict(text);
            assert_eq!((found.text.as_str(), found.cut), (expected, cut), "{text}");
        };
        check("{\"a\":[1,2,],}", "{\"a\":[1,2]}", false);
        check("{ // one\n\"a\": /* two, */ 1 , }", "{ \"a\":  1 }", false);
        check("{\"a\":\"// no /* comment */,}\"}", "{\"a\":\"// no /* comment */,}\"}", false);
        check("{\"a\":\"x\ny\"}", "{\"a\":\"x\\u000ay\"}", false);
        check("{\"a\":\"it\\'s \\\"so\\\"\"} rest", "{\"a\":\"it's \\\"so\\\"\"}", false);
        check(
            "{\"a\":\"\\ud83d\\ude00 \\ud83d \\u00e9 \\uZ\"}",
            "{\"a\":\"\\ud83d\\ude00 \u{fffd} \\u00e9 \u{fffd}Z\"}",
            false,
        );
        check("{\"items\":[{\"a\":{\"b\":1}},{\"a\":{\"b\":2}", "{\"items\":[{\"a\":{\"b\":1}}]}", true);
        check("{\"items\":[{\"a\":1},{\"a\":\"}", "{\"items\":[{\"a\":1}]}", true);
    }
}
