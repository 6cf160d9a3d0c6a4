//! Undoes what a program did that read UTF-8 as a one-byte encoding and wrote what it saw as UTF-8 again: `doesnâ\u{80}\u{99}t`.
//! The controls U+0080 to U+009F give it away, for no page means them. Twelve of 711 pages of a public set of articles are so,
//! and on eight of some 2,300 a mark of Windows-1252 stands as such a control.

use encoding_rs::WINDOWS_1252;

/// Controls from which on a text was written twice: then also what holds none of them is fixed, such as `Ã©`.
const CERTAIN: usize = 3;

/// The text as it was meant; nothing where no control from U+0080 to U+009F stands in it. Linear in its length.
pub fn fix_mojibake(text: &str) -> Option<String> {
    let controls = controls(text.as_bytes());
    if controls == 0 {
        return None;
    }
    let mut fixed = String::with_capacity(text.len());
    let mut run = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let plain = match u8::try_from(c) {
            Ok(byte) if !byte.is_ascii() => {
                run.push(byte);
                rest = &rest[c.len_utf8()..];
                continue;
            }
            Ok(_) => rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len()),
            Err(_) => c.len_utf8(),
        };
        close(&mut run, &mut fixed, controls >= CERTAIN);
        fixed.push_str(&rest[..plain]);
        rest = &rest[plain..];
    }
    close(&mut run, &mut fixed, controls >= CERTAIN);
    Some(fixed)
}

/// Counts U+0080 to U+009F in UTF-8.
fn controls(bytes: &[u8]) -> usize {
    let at = memchr::memchr_iter(0xc2, bytes);
    at.filter(|at| bytes.get(at + 1).is_some_and(|next| (0x80..0xa0).contains(next))).count()
}

/// Writes a run of characters from U+0080 to U+00FF, given as bytes: what is UTF-8 as that, a control alone as the mark that
/// Windows-1252 has for it, and everything else as it is.
fn close(run: &mut Vec<u8>, fixed: &mut String, certain: bool) {
    let mut rest = run.as_slice();
    while let Some(first) = rest.first() {
        match first_char(rest).filter(|(read, _)| certain || read.iter().skip(1).any(|byte| *byte < 0xa0)) {
            Some((read, c)) => {
                fixed.push(c);
                rest = &rest[read.len()..];
            }
            None => {
                if *first < 0xa0 {
                    fixed.push_str(&WINDOWS_1252.decode_without_bom_handling(&[*first]).0);
                } else {
                    fixed.push(char::from(*first));
                }
                rest = &rest[1..];
            }
        }
    }
    run.clear();
}

/// The character that bytes begin with as UTF-8, and its bytes.
fn first_char(bytes: &[u8]) -> Option<(&[u8], char)> {
    (2..=4).filter_map(|length| bytes.get(..length)).find_map(|read| {
        let mut chars = std::str::from_utf8(read).ok()?.chars();
        chars.next().filter(|_| chars.next().is_none()).map(|c| (read, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text as it comes out when its UTF-8 is read as Latin-1.
    fn twice(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(fix_mojibake(text).as_deref().unwrap_or(text), expected);
    }

    #[test]
    fn what_was_written_twice_is_read_once() {
        let text = "The harbour’s café – “closed” – doesn’t reopen. 港は閉鎖";
        check(&twice(text), text);
        check(&format!("{} and a café’s own", twice("“One” isn’t")), "“One” isn’t and a café’s own");
    }

    #[test]
    fn what_is_not_evident_stays() {
        check("São Tomé, Ã© and naïve", "São Tomé, Ã© and naïve");
        check("One mark\u{92}s place, Ã© left", "One mark’s place, Ã© left");
    }

    proptest! {
        #[test]
        fn twice_written_text_comes_back(text in "[a-z é’“東🚢]{0,40}") {
            let text = format!("“{text}”");
            prop_assert_eq!(fix_mojibake(&twice(&text)), Some(text));
        }

        #[test]
        fn nothing_else_changes(text in "(?:[a-zÃâ\u{80}-\u{9f}\u{a0}-\u{ff}]|\\PC){0,40}") {
            let plain: String = text.chars().filter(|c| !('\u{80}'..='\u{9f}').contains(c)).collect();
            prop_assert_eq!(fix_mojibake(&plain), None);
            if let Some(fixed) = fix_mojibake(&text) {
                let kept = |text: &str| text.chars().filter(|c| c.is_ascii() || *c > '\u{ff}').count();
                prop_assert!(kept(&fixed) >= kept(&text));
                prop_assert_eq!(fixed.matches(char::is_control).count() >= text.matches(|c: char| c.is_ascii_control()).count(), true);
            }
        }
    }
}
