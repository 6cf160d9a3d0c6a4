//! Any text is a date or none, the same one with white space around it, and what a date is printed as reads as that date.

#![no_main]

use dateline_feed::{DateRule, date};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let read = date(&text);
    assert_eq!(date(&format!(" {text}\n")), read);
    let Some((time, _)) = read else { return };
    let printed = time.to_string();
    // Years before 1 and after 9999 are printed in an extended form that no feed uses.
    if printed.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        assert_eq!(date(&printed), Some((time, DateRule::Iso)), "{printed}");
    }
});
