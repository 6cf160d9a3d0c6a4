//! Days of calendars other than ours, as pages in Persian and Thai write them.

use super::{BUDDHA, civil_day, number};
use jiff::civil;
use std::borrow::Cow;

/// Months of the Persian calendar, by their names in Persian.
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// Short names of months in Thai.
const THAI: [&str; 12] =
    ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

/// The years of the Persian calendar that an article on the web can have; the first began on 21 March 1991.
const YEARS: std::ops::RangeInclusive<i32> = 1370..=1470;

/// The first day of a text that another calendar counts, its digits those of Latin.
pub(super) fn find(text: &str) -> Option<civil::Date> {
    if text.is_ascii() {
        return None;
    }
    thai(text).or_else(|| persian(text)).or_else(|| persian_numbers(text))
}

/// Months that Arabic of the Levant and Iraq names in two words, and the same in one.
const LEVANT: [(&str, &str); 4] = [
    ("كانون الثاني", "يناير"),
    ("تشرين الأول", "أكتوبر"),
    ("تشرين الثاني", "نوفمبر"),
    ("كانون الأول", "ديسمبر"),
];

/// A text with every month in one word.
pub(super) fn in_one_word(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || !LEVANT.iter().any(|(two, _)| text.contains(two)) {
        return Cow::Borrowed(text);
    }
    LEVANT.iter().fold(text.to_owned(), |text, (two, one)| text.replace(two, one)).into()
}

/// `14 มี.ค. 2569`, `14 มี.ค. 69`.
fn thai(text: &str) -> Option<civil::Date> {
    let found = THAI.iter().enumerate().filter_map(|(month, name)| Some((text.find(name)?, month, name)));
    // `ม.ย.` stands in no other name, `พ.ค.` in none before it.
    let (at, month, name) = found.min_by_key(|(at, _, name)| (*at, std::cmp::Reverse(name.len())))?;
    let rest = text[at + name.len()..].trim_start_matches([' ', '\u{a0}']);
    let rest = rest.strip_prefix("พ.ศ.").unwrap_or(rest).trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (year, _) = number(rest, digits, 4)?;
    let year = match digits {
        2 => 2500 + year - BUDDHA,
        4 if year > 2400 => year - BUDDHA,
        4 => year,
        _ => return None,
    };
    civil_day(year, i32::try_from(month).ok()? + 1, day_before(&text[..at])?)
}

/// `12 اردیبهشت 1405`.
fn persian(text: &str) -> Option<civil::Date> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(3).find_map(|three| {
        let month = PERSIAN.iter().position(|name| three[1].replace('ي', "ی") == *name)?;
        let day: i32 = three[0].parse().ok()?;
        let year: i32 = three[2].parse().ok()?;
        of_persian(year, i32::try_from(month).ok()? + 1, day)
    })
}

/// `1405/02/12` where the page writes in Persian.
fn persian_numbers(text: &str) -> Option<civil::Date> {
    let runs = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '-'));
    runs.filter(|run| run.starts_with("13") || run.starts_with("14")).find_map(|run| {
        let mut parts = run.split(['/', '-']).map(str::parse::<i32>);
        let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        parts.next().is_none().then(|| of_persian(year, month, day)).flatten()
    })
}

/// The number at the end of a text.
fn day_before(text: &str) -> Option<i32> {
    let text = text.trim_end_matches([' ', '\u{a0}']);
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text[text.len() - digits..].parse().ok().filter(|_| (1..=2).contains(&digits))
}

/// Whether a Persian year has a day more: eight in every 33, which holds for all years that are read.
const fn is_leap(year: i32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

/// A day of the Persian calendar in ours. Its first six months have 31 days, the others 30, the last 29 or 30.
fn of_persian(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let longest = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + i32::from(is_leap(year)),
        _ => return None,
    };
    if !YEARS.contains(&year) || !(1..=longest).contains(&day) {
        return None;
    }
    let years: i32 = (*YEARS.start()..year).map(|year| 365 + i32::from(is_leap(year))).sum();
    let months = 31 * (month - 1).min(6) + 30 * (month - 7).max(0);
    let first = civil::date(1991, 3, 21);
    first.checked_add(jiff::Span::new().try_days(years + months + day - 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_other_calendars() {
        for (text, expected) in [
            ("شنبه 12 اردیبهشت 1405", Some("2026-05-02")),
            ("تاریخ 1399/12/30", Some("2021-03-20")),
            ("تاریخ 1400/01/01", Some("2021-03-21")),
            ("تاریخ 1400/12/30", None),
            ("1403-10-11 ساعت", Some("2024-12-31")),
            ("เผยแพร่: 14 มี.ค. 2569 09:12", Some("2026-03-14")),
            ("5 พ.ย. 68", Some("2025-11-05")),
            ("1 มิ.ย. 2026", Some("2026-06-01")),
            ("1405/02/12", None),
        ] {
            assert_eq!(find(text).map(|day| day.to_string()).as_deref(), expected, "{text}");
        }
    }
}
