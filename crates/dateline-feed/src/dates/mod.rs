//! Dates as feeds write them, each with the rule that read it. Never asks a clock: what has no year is no date.

mod clock_first;
mod months;
mod numeric;
mod order;
mod plausible;
mod weekdays;
mod words;
mod zones;

pub(crate) use order::DayOrder;
pub(crate) use plausible::only_possible;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use std::borrow::Cow;
use zones::{Hours, Zone};

/// Which way of writing a date was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateRule {
    /// W3CDTF and ISO 8601, also partial, also with a space instead of `T`.
    Iso,
    /// RFC 822 and its dialects: day, month name, year, in any of many languages.
    Rfc822,
    /// `Sun Jan  4 16:29:06 PST 2004`: the year at the end.
    Asctime,
    /// Year, month and day marked by Chinese characters or Korean syllables.
    EastAsian,
    /// Year, month name, day (`2004-július-13T9:15-05:00`).
    NamedMonth,
    /// Digits with strokes or dots: `2006/09/15`, `15.09.2006`.
    Digits,
    /// Seconds or milliseconds since 1970.
    Epoch,
}

impl DateRule {
    /// Name for people.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iso => "ISO 8601",
            Self::Rfc822 => "RFC 822",
            Self::Asctime => "asctime",
            Self::EastAsian => "year, month and day signs",
            Self::NamedMonth => "year first, month by name",
            Self::Digits => "digits",
            Self::Epoch => "seconds since 1970",
        }
    }
}

/// The longest text that may be a date.
const LONGEST: usize = 160;

/// Reads a date; a missing zone means UTC, missing parts mean the first month, day, hour.
pub fn date(text: &str) -> Option<(Timestamp, DateRule)> {
    read(text, Hints::default()).map(|dated| (dated.time, dated.rule))
}

/// A date that was read, and how.
pub(crate) struct Dated {
    pub(crate) time: Timestamp,
    pub(crate) rule: DateRule,
    /// What a person should know about its zone.
    zone_said: Option<String>,
}

impl Dated {
    /// The rule in words, with what is to be said about the zone.
    pub(crate) fn words(self) -> Cow<'static, str> {
        match self.zone_said {
            Some(said) => Cow::Owned(format!("{}; {said}", self.rule.as_str())),
            None => Cow::Borrowed(self.rule.as_str()),
        }
    }
}

/// What is known of a date beside its text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Hints<'h> {
    /// The feed's language, which decides between months that have one name.
    pub(crate) language: Option<&'h str>,
    /// How other dates of the feed order day and month, where they show it; asked only in doubt.
    pub(crate) order: Option<&'h dyn Fn() -> Option<DayOrder>>,
    /// The clock: nothing is published on a day to come.
    pub(crate) now: Option<Timestamp>,
}

/// Reads a date as [`date`] does, with what else is known of it.
pub(crate) fn read(text: &str, hints: Hints<'_>) -> Option<Dated> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let text = &*clock_first::moved_behind(ascii_signs(text));
    if let Some(time) = numeric::epoch(text) {
        return Some(Dated { time, rule: DateRule::Epoch, zone_said: None });
    }
    let (parts, rule) = numeric::iso(text)
        .map(|parts| (parts, DateRule::Iso))
        .or_else(|| numeric::east_asian(text).map(|parts| (parts, DateRule::EastAsian)))
        .or_else(|| words::read(text, hints.language))
        .or_else(|| order::digits(text, hints).map(|parts| (parts, DateRule::Digits)))?;
    let time = parts.timestamp()?;
    Some(Dated { time, rule, zone_said: parts.clock.zone.said })
}

/// Arabic, Persian, Indian and wide digits, dashes and wide signs as ASCII has them.
fn ascii_signs(text: &str) -> Cow<'_, str> {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    let sign = |c: char| {
        let sign = match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ff0d}' => '-',
            '\u{ff1a}' => ':',
            '\u{ff0f}' => '/',
            _ => {
                let value =
                    |zero: &char| u32::from(c).checked_sub(u32::from(*zero)).filter(|value| *value < 10);
                char::from_digit(zeros.iter().find_map(value)?, 10)?
            }
        };
        Some(sign)
    };
    if text.chars().any(|c| sign(c).is_some()) {
        return Cow::Owned(text.chars().map(|c| sign(c).unwrap_or(c)).collect());
    }
    Cow::Borrowed(text)
}

/// A date in pieces; out-of-range hours, minutes and seconds carry over.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parts {
    year: i16,
    month: i8,
    day: i16,
    clock: Clock,
}

/// A time of day in its zone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Clock {
    hour: i64,
    minute: i64,
    second: i64,
    nanos: i32,
    zone: Zone,
}

impl Parts {
    fn timestamp(&self) -> Option<Timestamp> {
        let first = Date::new(self.year, self.month, 1).ok()?;
        if !(1..=31).contains(&self.day) {
            return None;
        }
        // 31 April is read as its neighbour: publishers' scripts add days without looking.
        let days = i64::from(self.day - 1);
        let clock = &self.clock;
        let midnight = Offset::UTC.to_timestamp(DateTime::from_parts(first, Time::midnight())).ok()?;
        let seconds = days * 86_400 + clock.hour * 3600 + clock.minute * 60 + clock.second;
        let local = midnight.as_second().checked_add(seconds)?;
        match &clock.zone.hours {
            Hours::Fixed(offset) => Timestamp::new(local.checked_sub(*offset)?, clock.nanos).ok(),
            Hours::Of(place) => {
                let local = Timestamp::new(local, clock.nanos).ok()?;
                place.to_timestamp(Offset::UTC.to_datetime(local)).ok()
            }
        }
    }
}

/// Two digits: 69 and later lie in the twentieth century (POSIX).
const fn full_year(year: i64, digits: usize) -> i64 {
    match digits {
        1 | 2 if year < 69 => 2000 + year,
        1 | 2 => 1900 + year,
        3 => 1900 + year,
        _ => year,
    }
}

#[cfg(test)]
mod tests;
