//! Text from outside on its way to a terminal: JSON and streams without what a terminal would obey.

use dateline_model::{is_obeyed, plain};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// JSON with the same characters written as `\u` escapes: nothing of it is lost.
pub(crate) fn json(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_obeyed(c) {
            let _written = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
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
    fn json_keeps_what_it_escapes() {
        let value = serde_json::json!({"a": "x\u{9b}2J\u{202e}\u{7f}y\u{1b}[K"});
        let text = value.to_string();
        let clean = json(&text);
        assert!(!clean.contains(is_obeyed), "{clean}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&clean).unwrap(), value);
    }

    #[test]
    fn a_stream_is_cleaned() {
        let mut out = Clean(Vec::new());
        out.write_all("log \u{1b}[2Jline\n".as_bytes()).unwrap();
        assert_eq!(out.0, b"log line\n");
    }
}
