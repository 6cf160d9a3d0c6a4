//! Dates of digits with strokes or dots, and which of two numbers is the day.

use super::numeric::{self, Cursor};
use super::weekdays::Days;
use super::{Hints, Parts, full_year};
use jiff::{SignedDuration, Timestamp};

/// Which of day and month stands first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// Languages whose readers write the month first, with strokes: of the others none does.
const MONTH_FIRST: &[&str] = &["en", "fil", "tl", "sw"];
/// Varieties of English that write the day first.
const DAY_FIRST: &[&str] = &["en-gb", "en-au", "en-nz", "en-ie", "en-in", "en-za"];
/// How far ahead of the clock a date may lie.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);

/// `15.09.2006 08:19`, `2006.09.15`, `9/15/2006`: a first number above 31 is the year. Which of two small ones is the day is told
/// by the weekday that the date names, by other dates of the feed, by the clock and by the language; else with dots the day is first,
/// with strokes the month.
pub(super) fn digits(text: &str, hints: Hints<'_>) -> Option<Parts> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut cursor = Cursor::new(&text[start..]);
    let first_digits = cursor.digits_ahead();
    let first = cursor.number(4)?;
    let mark = cursor.peek().filter(|byte| matches!(byte, b'.' | b'/' | b'-'))?;
    cursor.at += 1;
    let second = cursor.number(2)?;
    if !cursor.take(mark) {
        return None;
    }
    let third_digits = cursor.digits_ahead();
    let third = cursor.number(4)?;
    let rest = cursor.rest().trim_start_matches([',', 'T', ' ']);
    let rest = rest.strip_prefix("- ").unwrap_or(rest);
    let clock = numeric::clock(rest)?;
    let parts = |year: i64, month: i64, day: i64| {
        let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
        Some(Parts { year, month, day: i16::try_from(day).ok()?, clock: clock.clone() })
    };
    if first_digits == 4 {
        return parts(first, second, third);
    }
    let year = full_year(third, third_digits);
    let (day_first, month_first) = (parts(year, second, first)?, parts(year, first, second)?);
    Some(match (first > 12, second > 12) {
        (true, _) => day_first,
        (false, true) if mark == b'/' => month_first,
        (false, true) if Days::named_before(text).allow(&month_first) => month_first,
        (false, true) => day_first,
        (false, false) => doubtful(text, mark == b'/', hints, day_first, month_first),
    })
}

/// One of two readings of a date.
fn doubtful(text: &str, strokes: bool, hints: Hints<'_>, day_first: Parts, month_first: Parts) -> Parts {
    let days = Days::named_before(text);
    let ahead = |parts: &Parts| {
        let ahead = |now: Timestamp| parts.timestamp().is_some_and(|time| time.duration_since(now) > AHEAD);
        hints.now.is_some_and(ahead)
    };
    let usual = match strokes && hints.language.is_none_or(writes_month_first) {
        true => DayOrder::MonthFirst,
        false => DayOrder::DayFirst,
    };
    let order = match (days.allow(&day_first), days.allow(&month_first)) {
        (true, false) => DayOrder::DayFirst,
        (false, true) => DayOrder::MonthFirst,
        _ => match (
            hints.order.filter(|_| strokes).and_then(|order| order()),
            ahead(&day_first),
            ahead(&month_first),
        ) {
            (Some(order), ..) => order,
            (_, true, false) => DayOrder::MonthFirst,
            (_, false, true) => DayOrder::DayFirst,
            _ => usual,
        },
    };
    if order == DayOrder::DayFirst { day_first } else { month_first }
}

fn writes_month_first(language: &str) -> bool {
    let language = language.to_ascii_lowercase().replace('_', "-");
    let primary = language.split('-').next().unwrap_or_default();
    MONTH_FIRST.contains(&primary) && !DAY_FIRST.contains(&language.as_str())
}

impl DayOrder {
    /// The order of the dates of a document, as far as one of them shows it: a number above 12 is a day. Only what stands alone in
    /// an element, or behind a weekday there, is a date.
    pub(crate) fn of(document: &str) -> Option<Self> {
        let (mut day_first, mut month_first) = (false, false);
        for (at, _) in document.match_indices('/').take(LOOKED_AT) {
            let number = |text: &str| -> Option<u8> { text.parse().ok().filter(|n| (1..=31).contains(n)) };
            let before = &document[..at];
            let digits = before.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
            let first = number(&before[at - digits..]);
            let Some((second, year)) =
                document.get(at + 1..at + 1 + 2).map(|two| two.trim_end_matches('/')).and_then(|two| {
                    let year = document.get(at + 1 + two.len()..at + 6 + two.len())?.strip_prefix('/')?;
                    Some((number(two)?, year))
                })
            else {
                continue;
            };
            let whole = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
            if let (true, Some(first), true) = (whole, first, in_element(&before[..at - digits])) {
                day_first |= first > 12 && second <= 12;
                month_first |= second > 12 && first <= 12;
            }
        }
        match (day_first, month_first) {
            (true, false) => Some(Self::DayFirst),
            (false, true) => Some(Self::MonthFirst),
            _ => None,
        }
    }
}

/// Strokes of a document that are looked at.
const LOOKED_AT: usize = 200_000;
/// Bytes of a weekday between an element's begin and its date, at most.
const WEEKDAY: usize = 24;

/// Whether a text ends with the begin of an element, or that and a word.
fn in_element(before: &str) -> bool {
    let tail = &before[before.floor_char_boundary(before.len().saturating_sub(WEEKDAY))..];
    tail.rsplit_once(['>', '[']).is_some_and(|(_, word)| {
        word.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, ',' | '.' | '-'))
    })
}
