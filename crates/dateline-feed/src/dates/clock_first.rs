//! Times that stand before their day: `12:30 AM EST, 20 Nov 2026`.

use super::{numeric, zones};
use std::borrow::Cow;

/// The text with a time that it begins with behind the day.
pub(super) fn moved_behind(text: Cow<'_, str>) -> Cow<'_, str> {
    match split(&text) {
        Some((clock, day)) => Cow::Owned(format!("{day} {clock}")),
        None => text,
    }
}

/// The time that a text begins with, and the rest, if that holds a day.
fn split(text: &str) -> Option<(&str, &str)> {
    let hour = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=2).contains(&hour) || text.as_bytes().get(hour) != Some(&b':') {
        return None;
    }
    let mut end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    let blank = |at: usize| text.len() - text[at..].trim_start().len();
    if let Some((_, length)) = numeric::meridiem(&text[blank(end)..]) {
        end = blank(end) + length;
    }
    let zone = &text[blank(end)..];
    let zone = &zone[..zone.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(zone.len())];
    if zones::is_known(zone) {
        end = blank(end) + zone.len();
    }
    let day = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let day = day.strip_prefix("on ").unwrap_or(day);
    day.contains(|c: char| c.is_ascii_digit()).then_some((&text[..end], day))
}
