//! Dates with month names: RFC 822 and everything that looks like it, asctime, and month names of other languages.

use super::numeric::{self, Cursor};
use super::weekdays::Days;
use super::{Clock, DateRule, Parts, full_year, months};
use std::ops::Range;

/// Words between the parts of a date.
const BETWEEN: &[&str] = &["de", "del", "do", "of", "năm"];

/// A language that the day tells: in Croatian it has a dot, in Polish it has none, and `listopada` is of different months.
const BY_DOT: &str = "hr or pl";
/// Letters of a name that is no short form.
const WHOLE: usize = 6;

/// A name of a month and where it stands.
struct Name {
    month: i8,
    start: usize,
    end: usize,
}

/// Reads day, month name and year in any order that is in use. Where a name is of two months, the weekday decides.
pub(super) fn read(text: &str, language: Option<&str>) -> Option<(Parts, DateRule)> {
    read_in(text, language).or_else(|| by_weekday(text)).or_else(|| match language {
        None => read_in(text, Some(BY_DOT)),
        Some(_) => None,
    })
}

/// The one reading in any language whose day is the weekday that the date names.
fn by_weekday(text: &str) -> Option<(Parts, DateRule)> {
    let days = Days::named_before(text);
    if days.is_empty() {
        return None;
    }
    let read = months::languages().filter_map(|language| read_in(text, Some(language)));
    let mut found = read.filter(|(parts, _)| days.allow(parts));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn read_in(text: &str, language: Option<&str>) -> Option<(Parts, DateRule)> {
    let mut text = text.to_lowercase();
    for word in BETWEEN {
        text = text.replace(&format!(" {word} "), " ");
    }
    // Catalan: `12 d’abril de 2020`.
    for elided in [" d’", " d'"] {
        text = text.replace(elided, " ");
    }
    let Name { month, start, end } = find_month(&text, language)?;
    let before = text[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
    // Lithuanian: `2026 m. lapkričio 29 d.`
    let before = before.strip_suffix(" m").unwrap_or(before);
    let after = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    match trailing_number(before) {
        Some((year, 4)) => year_first(year, month, after),
        Some((day, _)) => day_first(day, month, after).or_else(|| year_before(before, day, month, after)),
        None => month_first(month, after),
    }
}

/// Latvian: `2026. gada 29. novembris`.
fn year_before(before: &str, day: i64, month: i8, after: &str) -> Option<(Parts, DateRule)> {
    let mut numbers = before.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let year = numbers.next().filter(|digits| digits.len() == 4 && numbers.count() == 1)?;
    Some((assemble(year.parse().ok()?, month, day, after)?, DateRule::NamedMonth))
}

/// `13 jul 2004 12:00:00 EST`.
fn day_first(day: i64, month: i8, after: &str) -> Option<(Parts, DateRule)> {
    let mut cursor = Cursor::new(after);
    let digits = cursor.digits_ahead();
    if digits == 0 || digits > 4 {
        return None;
    }
    if cursor.bytes.get(digits) == Some(&b':') {
        return time_then_year(day, month, after).map(|parts| (parts, DateRule::Rfc822));
    }
    let year = full_year(cursor.number(4)?, digits);
    Some((assemble(year, month, day, cursor.rest())?, DateRule::Rfc822))
}

/// `2004-július-13t9:15-05:00`.
fn year_first(year: i64, month: i8, after: &str) -> Option<(Parts, DateRule)> {
    let mut cursor = Cursor::new(after);
    let day = cursor.number(2)?;
    Some((assemble(year, month, day, cursor.rest())?, DateRule::NamedMonth))
}

/// `jan  4 16:29:06 pst 2004`, `january 4, 2004 4:29 pm`.
fn month_first(month: i8, after: &str) -> Option<(Parts, DateRule)> {
    let mut cursor = Cursor::new(after);
    let day = cursor.number(2)?;
    let rest = cursor.rest().trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let mut cursor = Cursor::new(rest);
    let digits = cursor.digits_ahead();
    if digits == 4 && cursor.bytes.get(4) != Some(&b':') {
        let year = cursor.number(4)?;
        return Some((assemble(year, month, day, cursor.rest())?, DateRule::Rfc822));
    }
    Some((time_then_year(day, month, rest)?, DateRule::Asctime))
}

/// The time stands before the year: the last word of four digits is the year.
fn time_then_year(day: i64, month: i8, rest: &str) -> Option<Parts> {
    let year = rest
        .split_whitespace()
        .rev()
        .find(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let at = rest.rfind(year)?;
    let clock_text = format!("{} {}", &rest[..at], &rest[at + 4..]);
    assemble(year.parse().ok()?, month, day, clock_text.trim())
}

fn assemble(year: i64, month: i8, day: i64, rest: &str) -> Option<Parts> {
    let rest = rest.trim_start_matches(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-'));
    let rest =
        rest.strip_prefix('t').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(rest);
    let rest = from_clock(rest).trim_start();
    let clock = numeric::clock(rest).unwrap_or_else(|| lenient_clock(rest));
    Some(Parts { year: i16::try_from(year).ok()?, month, day: i16::try_from(day).ok()?, clock })
}

/// The text from its time on, where words stand before that: `at 10:30`, `um 10:30 uhr`, `o godz. 10:30`.
fn from_clock(rest: &str) -> &str {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) || numeric::meridiem(rest).is_some() {
        return rest;
    }
    let is_clock = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let minutes = text[digits..].strip_prefix([':', '.', 'h']);
        (1..=2).contains(&digits)
            && minutes.is_some_and(|minutes| minutes.starts_with(|c: char| c.is_ascii_digit()))
    };
    let spaces = rest.match_indices(' ').map(|(at, _)| &rest[at + 1..]);
    spaces.take(4).find(|text| is_clock(text)).unwrap_or(rest)
}

/// A clock that cannot be read leaves the day: half a date is better than none.
fn lenient_clock(rest: &str) -> Clock {
    let head = rest.split_whitespace().next().unwrap_or_default();
    numeric::clock(head).unwrap_or_default()
}

/// The number that `text` ends with, and its digits.
fn trailing_number(text: &str) -> Option<(i64, usize)> {
    let text =
        ["st", "nd", "rd", "th", "º", "."].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    Some((text[text.len() - digits..].parse().ok()?, digits))
}

/// The first name of a month that stands beside a number, and where.
fn find_month(text: &str, language: Option<&str>) -> Option<Name> {
    let words = words(text);
    let mut found = None;
    for at in 0..words.len() {
        let Some(name) = name_at(text, &words[at..], language) else { continue };
        let mark = [' ', '-', '.', '/', ','];
        let beside_number = text[..name.start].trim_end_matches(mark).ends_with(|c: char| c.is_ascii_digit())
            || text[name.end..].trim_start_matches(mark).starts_with(|c: char| c.is_ascii_digit());
        if beside_number {
            let end = name.end;
            found = Some(name);
            // A Spanish Tuesday is a "mar" as well, and never stands before a bare number and month.
            if !followed_by_month(text, &words[at..], end, language) {
                break;
            }
        }
    }
    found
}

fn followed_by_month(text: &str, words: &[Range<usize>], end: usize, language: Option<&str>) -> bool {
    let next = words.iter().position(|word| word.start >= end && !is_number(&text[word.clone()]));
    next.is_some_and(|next| name_at(text, &words[next..], language).is_some())
}

/// The name that begins with the first of some words; the longest counts.
fn name_at(text: &str, words: &[Range<usize>], language: Option<&str>) -> Option<Name> {
    let (start, first) = (words[0].start, &text[words[0].clone()]);
    if is_number(first) {
        return None;
    }
    let most = if months::begins_name(first) { 3.min(words.len()) } else { 1 };
    (1..=most).rev().find_map(|count| {
        let end = words[count - 1].end;
        let language = language.and_then(|language| match (language, text[..start].trim_end()) {
            (BY_DOT, before) if before.ends_with('.') => Some("hr"),
            (BY_DOT, _) => (end - start >= WHOLE).then_some("pl"),
            _ => Some(language),
        });
        let month = months::month(&text[start..end], language)?;
        Some(Name { month, start, end })
    })
}

/// Words and numbers.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut kind = None;
    for (at, c) in text.char_indices() {
        // Signs over, under and behind letters belong to the word.
        let letter = c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}');
        let now = if letter { Some(true) } else { c.is_ascii_digit().then_some(false) };
        let end = at + c.len_utf8();
        match words.last_mut().filter(|word| now.is_some() && now == kind && word.end == at) {
            Some(word) => word.end = end,
            None if now.is_some() => words.push(at..end),
            None => {}
        }
        kind = now;
    }
    words
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
