//! Dates without month names: ISO 8601 with its partial forms, East Asian signs, strokes and dots.

use super::zones::{self, Zone};
use super::{Clock, Parts, full_year};
use jiff::Timestamp;

/// A cursor over the bytes of a date.
pub(super) struct Cursor<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0 }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn spaces(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    pub(super) fn digits_ahead(&self) -> usize {
        self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
    }

    /// A number of at least one and at most `most` digits.
    pub(super) fn number(&mut self, most: usize) -> Option<i64> {
        let count = self.digits_ahead().min(most);
        let text = std::str::from_utf8(&self.bytes[self.at..self.at + count]).ok()?;
        let value = text.parse().ok()?;
        self.at += count;
        Some(value)
    }

    pub(super) fn rest(&self) -> &'a str {
        std::str::from_utf8(&self.bytes[self.at..]).unwrap_or_default().trim()
    }
}

/// `1773304200`, or thirteen digits for milliseconds: from 2001 to 2286. Other numbers of digits may be dates without strokes.
pub(super) fn epoch(text: &str) -> Option<Timestamp> {
    let number: i64 = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())??;
    match text.len() {
        10 if !text.starts_with('0') => Timestamp::from_second(number).ok(),
        13 if !text.starts_with('0') => Timestamp::from_millisecond(number).ok(),
        _ => None,
    }
}

/// `2003-12-31T10:14:55.5-08:00` and every shorter form down to the year, with or without dashes, ordinal days too.
pub(super) fn iso(text: &str) -> Option<Parts> {
    let mut cursor = Cursor::new(text);
    let (year, month, day) = iso_date(&mut cursor)?;
    if cursor.at < cursor.bytes.len()
        && !matches!(cursor.peek(), Some(b'T' | b't' | b' ' | b':' | b'+' | b'-' | b'Z' | b','))
    {
        return None;
    }
    let offset_only = matches!(cursor.peek(), Some(b'Z' | b'+' | b'-'));
    if !offset_only {
        cursor.at = (cursor.at + 1).min(cursor.bytes.len());
    }
    cursor.spaces();
    let clock = clock(cursor.rest())?;
    Some(Parts {
        year: i16::try_from(year).ok()?,
        month: i8::try_from(month).ok()?,
        day: i16::try_from(day).ok()?,
        clock,
    })
}

fn iso_date(cursor: &mut Cursor<'_>) -> Option<(i64, i64, i64)> {
    match cursor.digits_ahead() {
        8 | 14 => Some((cursor.number(4)?, cursor.number(2)?, cursor.number(2)?)),
        7 => ordinal(cursor.number(4)?, cursor.number(3)?),
        6 => Some((full_year(cursor.number(2)?, 2), cursor.number(2)?, cursor.number(2)?)),
        4 => {
            let year = cursor.number(4)?;
            let dash = cursor.take(b'-') || cursor.take(b'/');
            if cursor.take(b'W') {
                return week(cursor, year);
            }
            match (dash, cursor.digits_ahead()) {
                // What stands behind a year is another part of the day.
                (false, _) if cursor.peek() == Some(b' ') => None,
                (false, _) => Some((year, 1, 1)),
                (true, 3) => ordinal(year, cursor.number(3)?),
                (true, 4) => Some((year, cursor.number(2)?, cursor.number(2)?)),
                (true, 1 | 2) => month_and_day(cursor, year),
                _ => None,
            }
        }
        2 if cursor.bytes.get(cursor.at + 2) == Some(&b'-') && cursor.bytes.len() >= 8 => {
            let year = full_year(cursor.number(2)?, 2);
            cursor.take(b'-');
            if cursor.digits_ahead() > 2 { None } else { month_and_day(cursor, year) }
        }
        _ => None,
    }
}

fn month_and_day(cursor: &mut Cursor<'_>, year: i64) -> Option<(i64, i64, i64)> {
    let month = cursor.number(2)?;
    if cursor.take(b'-') || cursor.take(b'/') {
        return Some((year, month, cursor.number(2)?));
    }
    Some((year, month, 1))
}

/// A week with its day, `2026-W45-1` or `2026W451`; without one its Monday.
fn week(cursor: &mut Cursor<'_>, year: i64) -> Option<(i64, i64, i64)> {
    let week = i8::try_from(cursor.number(2)?).ok()?;
    let dash = cursor.take(b'-');
    let day = if dash || cursor.digits_ahead() > 0 { cursor.number(1)? } else { 1 };
    let day = jiff::civil::Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
    let date = jiff::civil::ISOWeekDate::new(i16::try_from(year).ok()?, week, day).ok()?.date();
    Some((date.year().into(), date.month().into(), date.day().into()))
}

fn ordinal(year: i64, day: i64) -> Option<(i64, i64, i64)> {
    let date = jiff::civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
    let date = date.checked_add(jiff::Span::new().try_days(day.checked_sub(1)?).ok()?).ok()?;
    Some((i64::from(date.year()), i64::from(date.month()), i64::from(date.day())))
}

/// A time of day and a zone; nothing at all is midnight in UTC.
pub(super) fn clock(text: &str) -> Option<Clock> {
    let mut clock = Clock::default();
    let mut cursor = Cursor::new(text);
    let afternoon = meridiem_before(&mut cursor);
    if cursor.digits_ahead() > 0 {
        clock.hour = cursor.number(2)?;
        if parts_hour(&mut cursor) || cursor.digits_ahead() == 2 || cursor.digits_ahead() == 4 {
            clock.minute = cursor.number(2)?;
            if cursor.take(b':') || cursor.take(b'.') || cursor.digits_ahead() == 2 {
                clock.second = cursor.number(2)?;
            }
            if cursor.take(b'.') || cursor.take(b',') {
                clock.nanos = fraction(&mut cursor);
            }
        }
    }
    if clock.hour > 24 || clock.minute > 60 || clock.second > 62 {
        return None;
    }
    let rest = meridiem_after(&mut clock, cursor.rest(), afternoon);
    clock.zone = zones::read(rest)?;
    Some(clock)
}

/// Passes over what stands between hour and minute: `10:30`, `10.30`, French `10h30` and `10 h 30`.
fn parts_hour(cursor: &mut Cursor<'_>) -> bool {
    if cursor.take(b':') || cursor.take(b'.') {
        return true;
    }
    let rest = cursor.rest();
    let minutes = rest.strip_prefix(['h', 'H']).map(str::trim_start);
    let minutes = minutes.filter(|minutes| minutes.starts_with(|c: char| c.is_ascii_digit()));
    if let Some(minutes) = minutes {
        cursor.at = cursor.bytes.len() - minutes.len();
    }
    minutes.is_some()
}

fn fraction(cursor: &mut Cursor<'_>) -> i32 {
    let count = cursor.digits_ahead();
    let kept = cursor.number(9).and_then(|value| i32::try_from(value).ok()).unwrap_or(0);
    let scale = 10_i32.pow(9 - u32::try_from(count.min(9)).unwrap_or(9));
    cursor.at += count.saturating_sub(9);
    kept.saturating_mul(scale)
}

/// `오전` and `오후`, `上午` and `下午` stand before the hour.
fn meridiem_before(cursor: &mut Cursor<'_>) -> Option<bool> {
    let rest = cursor.rest();
    let (mark, afternoon) =
        [("오전", false), ("오후", true), ("上午", false), ("下午", true), ("午前", false), ("午後", true)]
            .into_iter()
            .find(|(mark, _)| rest.starts_with(mark))?;
    cursor.at += mark.len();
    cursor.spaces();
    Some(afternoon)
}

/// `am` and `pm` stand after the time; returns what is left.
fn meridiem_after<'t>(clock: &mut Clock, rest: &'t str, before: Option<bool>) -> &'t str {
    let after = meridiem(rest);
    match after.map(|(afternoon, _)| afternoon).or(before) {
        Some(true) if clock.hour < 12 => clock.hour += 12,
        Some(false) if clock.hour == 12 => clock.hour = 0,
        _ => {}
    }
    rest[after.map_or(0, |(_, length)| length)..].trim_start()
}

/// Whether a text that begins with `am`, `PM`, `a.m.` or `p. m.` means the afternoon, and how long that is.
pub(super) fn meridiem(text: &str) -> Option<(bool, usize)> {
    let bytes = text.as_bytes();
    let afternoon = match bytes.first()? {
        b'a' | b'A' => false,
        b'p' | b'P' => true,
        _ => return None,
    };
    let dotted = bytes.get(1) == Some(&b'.');
    let mut at = 1 + usize::from(dotted);
    // A space of any kind, as Spanish and some programs write it.
    let spaces = ["\u{a0}", "\u{202f}", " "];
    at +=
        spaces.iter().find(|space| dotted && text[at..].starts_with(**space)).map_or(0, |space| space.len());
    if !bytes.get(at)?.eq_ignore_ascii_case(&b'm') {
        return None;
    }
    at += 1 + usize::from(dotted && bytes.get(at + 1) == Some(&b'.'));
    // `America/…` and `AMT` begin like it.
    (!bytes.get(at).is_some_and(u8::is_ascii_alphabetic)).then_some((afternoon, at))
}

/// What stands behind a day: its weekday goes, in brackets or without, and the signs of hour, minute and second become colons:
/// ` (목) 오후 3시 5분`, `(木) 09時05分`, ` 星期四 下午3:05`.
fn east_asian_clock(rest: &str) -> String {
    let mut rest = rest.trim_start_matches([' ', ',', '、', '\u{3000}']);
    if let Some((day, behind)) =
        rest.strip_prefix(['(', '（', '[', '［']).and_then(|inside| inside.split_once([')', '）', ']', '］']))
        && day.chars().count() <= WEEKDAY
    {
        rest = behind;
    }
    let weekdays = ["曜日", "요일"].iter().find_map(|end| rest.split_once(end));
    rest = weekdays.filter(|(day, _)| day.chars().count() == 1).map_or(rest, |(_, behind)| behind);
    for named in ["星期", "周", "週"] {
        rest = rest
            .strip_prefix(named)
            .map_or(rest, |behind| behind.trim_start_matches(|c: char| !c.is_whitespace()));
    }
    let mut out = String::with_capacity(rest.len());
    let mut signs = rest.trim_start().chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '時' | '时' | '시' | '點' | '点' | '分' | '분' => {
                while signs.next_if(|c| c.is_whitespace()).is_some() {}
                if signs.peek().is_some_and(char::is_ascii_digit) {
                    out.push(':');
                } else {
                    out.push(' ');
                }
            }
            '秒' | '초' => out.push(' '),
            c => out.push(c),
        }
    }
    out.trim_end().to_owned()
}

/// Letters of a weekday in brackets, at most.
const WEEKDAY: usize = 4;

/// `2004년 05월 28일 01:31:15`, `2004年5月28日`.
pub(super) fn east_asian(text: &str) -> Option<Parts> {
    let (year, rest) = text.split_once(['년', '年'])?;
    let (month, rest) = rest.split_once(['월', '月'])?;
    let (day, rest) = rest.split_once(['일', '日'])?;
    // Korean and Japanese clocks have no zone of their own in feeds: both countries are nine hours ahead, China eight.
    let ahead = if text.contains('년') { 9 * 3600 } else { 0 };
    let rest = &*east_asian_clock(rest);
    let mut clock = clock(rest.trim())?;
    if zones::read(tail(rest)).is_none_or(|zone| zone == Zone::default()) {
        clock.zone = Zone::fixed(ahead);
    }
    Some(Parts {
        year: year.trim().parse().ok()?,
        month: month.trim().parse().ok()?,
        day: day.trim().parse().ok()?,
        clock,
    })
}

fn tail(rest: &str) -> &str {
    rest.trim().rsplit(' ').next().filter(|last| !last.contains(':') && !last.is_empty()).unwrap_or_default()
}
