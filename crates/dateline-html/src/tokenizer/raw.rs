//! Where raw text ends: the text of script, style, title, textarea and their like. Finds the end, decodes nothing.

/// Kinds of raw text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Raw {
    /// References are resolved (title, textarea).
    Rcdata,
    /// Nothing is.
    Rawtext,
    /// Nothing is, and comments may hide end tags.
    Script,
    /// Has no end.
    Plaintext,
}

/// Offset of the end tag `name`, or the end of the page.
pub(super) fn end(bytes: &[u8], from: usize, raw: Raw, name: &str) -> usize {
    match raw {
        Raw::Plaintext => bytes.len(),
        Raw::Script => script_end(bytes, from, name),
        Raw::Rcdata | Raw::Rawtext => {
            let mut at = from;
            while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
                if is_end_tag(bytes, at + found, name) {
                    return at + found;
                }
                at += found + 1;
            }
            bytes.len()
        }
    }
}

fn is_end_tag(bytes: &[u8], at: usize, name: &str) -> bool {
    bytes.get(at + 1) == Some(&b'/') && is_word(bytes, at + 2, name)
}

/// Whether `name` stands here in any case and ends as a tag name does.
fn is_word(bytes: &[u8], at: usize, name: &str) -> bool {
    let end = at + name.len();
    !name.is_empty()
        && bytes.get(at..end).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        && matches!(bytes.get(end), Some(b'\t' | b'\n' | b'\r' | b'\x0c' | b' ' | b'/' | b'>'))
}

fn script_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        let open = at + found;
        if is_end_tag(bytes, open, name) {
            return open;
        }
        at = open + 1;
        if bytes[at..].starts_with(b"!--") {
            match escaped_end(bytes, open + 2, name) {
                Escape::EndTag(end) => return end,
                Escape::Over(after) => at = after,
            }
        }
    }
    bytes.len()
}

enum Escape {
    EndTag(usize),
    Over(usize),
}

/// Inside `<!--` of a script: an end tag still ends it unless `<script` came first.
fn escaped_end(bytes: &[u8], from: usize, name: &str) -> Escape {
    let mut at = from;
    let mut double = false;
    while let Some(found) = memchr::memchr2(b'-', b'<', &bytes[at..]) {
        at += found;
        if bytes[at] == b'-' {
            if bytes[at..].starts_with(b"-->") {
                return Escape::Over(at + 3);
            }
        } else if double {
            double = !is_end_tag(bytes, at, "script");
        } else if is_end_tag(bytes, at, name) {
            return Escape::EndTag(at);
        } else {
            double = is_word(bytes, at + 1, "script");
        }
        at += 1;
    }
    Escape::Over(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        assert_eq!(&page[..end(page.as_bytes(), 0, Raw::Script, "script")], expected, "{page}");
    }

    #[test]
    fn scripts_end_where_browsers_end_them() {
        check("a</script>b", "a");
        check("a</scripty></SCRIPT >b", "a</scripty>");
        check("<!--<script></script>--></script>", "<!--<script></script>-->");
        check("<!--<script></script></script>", "<!--<script></script>");
        check("<!--><script></script>", "<!--><script>");
        check("<!-- </script>", "<!-- ");
        check("a</script", "a</script");
    }
}
