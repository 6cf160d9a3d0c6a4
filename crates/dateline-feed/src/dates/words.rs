//! Dates with month names: RFC 822 and everything that looks like it, asctime, and month names of other languages.

use super::numeric::{self, Cursor};
use super::{Clock, DateRule, Parts, full_year};

/// Month names, three letters or more, lower case; a word is a month if it begins so. Longer beginnings stand first where
/// a shorter one would be ambiguous. Source: CLDR, format-abbreviated and format-wide names.
const MONTHS: &[(i8, &[&str])] = &[
    (1, &["jan", "янв", "ιαν", "gen", "ene", "janv", "sty", "led", "січ", "oca", "tam", "ocak"]),
    (2, &["feb", "фев", "φεβ", "fév", "fev", "lut", "úno", "лют", "şub", "hel", "fevr", "févr"]),
    (3, &["mar", "мар", "μάρ", "μαρ", "mär", "maa", "már", "mrt", "бер", "bře", "mrz"]),
    (4, &["apr", "апр", "απρ", "ápr", "avr", "abr", "huh", "kwi", "квіт", "кві", "dub", "nis", "abril"]),
    (
        5,
        &[
            "may", "мая", "май", "μάι", "μαϊ", "μαι", "mai", "mag", "máj", "maj", "mei", "тра", "tou", "kvě",
            "maio", "maí",
        ],
    ),
    (6, &["jun", "июн", "ιούν", "ιουν", "jún", "juin", "giu", "cze", "чер", "kes", "haz", "červn", "čer"]),
    (7, &["jul", "июл", "ιούλ", "ιουλ", "júl", "juil", "lug", "lip", "лип", "hei", "tem", "července"]),
    (8, &["aug", "авг", "αύγ", "αυγ", "août", "aou", "ago", "sie", "сер", "elo", "ağu", "srp", "aoû"]),
    (9, &["sep", "сен", "σεπ", "szept", "sze", "set", "wrz", "вер", "syy", "eyl", "zář"]),
    (10, &["oct", "окт", "οκτ", "okt", "ott", "out", "paź", "paz", "жов", "lok", "eki", "říj"]),
    (11, &["nov", "ноя", "νοέ", "νοε", "noe", "lis", "лис", "kas", "noi"]),
    (12, &["dec", "дек", "δεκ", "déc", "dez", "dic", "des", "dici", "gru", "гру", "jou", "ara", "pro"]),
];

/// Reads day, month name and year in any order that is in use.
pub(super) fn read(text: &str) -> Option<(Parts, DateRule)> {
    let text = text.to_lowercase().replace(" de ", " ").replace(" del ", " ");
    let (month, name_start, name_end) = find_month(&text)?;
    let before = text[..name_start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let after = text[name_end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let leading = trailing_number(before);
    match leading {
        Some((year, 4)) => year_first(year, month, after),
        Some((day, _)) => day_first(day, month, after),
        None => month_first(month, after),
    }
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
    let rest = rest.strip_prefix("at ").or_else(|| rest.strip_prefix('t')).unwrap_or(rest).trim_start();
    let clock = numeric::clock(rest).unwrap_or_else(|| lenient_clock(rest));
    Some(Parts { year: i16::try_from(year).ok()?, month, day: i16::try_from(day).ok()?, clock })
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

/// The first word that begins like a month, and where it stands.
fn find_month(text: &str) -> Option<(i8, usize, usize)> {
    let mut at = 0;
    let mut found = None;
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let start = at;
        at += word.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
        let beside_number =
            text[..start].trim_end_matches([' ', '-', '.', '/', ',']).ends_with(|c: char| c.is_ascii_digit())
                || text[start + word.len()..]
                    .trim_start_matches([' ', '-', '.', '/', ','])
                    .starts_with(|c: char| c.is_ascii_digit());
        if let Some(month) = month(word).filter(|_| beside_number) {
            found = Some((month, start, start + word.len()));
            // A Spanish Tuesday is a "mar" as well, and never stands before a bare number and month.
            if !followed_by_month(&text[at.min(text.len())..]) {
                break;
            }
        }
    }
    found
}

fn followed_by_month(rest: &str) -> bool {
    rest.split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(1)
        .any(|word| month(word).is_some())
}

fn month(word: &str) -> Option<i8> {
    if word.chars().count() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .find(|(_, names)| names.iter().any(|name| word.starts_with(name)))
        .map(|(number, _)| *number)
}
