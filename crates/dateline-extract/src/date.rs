//! Dates as publishers write them, in data and in prose. Knows no clock and guesses no time zone: a local time without
//! offset gives its day.

use crate::char_classes::is_in_word;
use dateline_model::Date;
use jiff::{Timestamp, civil};
use std::borrow::Cow;

/// Which of two numbers before a year is the day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// Days of the week as English pages name them.
pub(crate) const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Years that an article on the web can have.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// A date in data: ISO 8601 and its relatives, RFC 2822, seconds since 1970.
pub(crate) fn parse(text: &str) -> Option<Date> {
    Order::default().parse(text)
}

impl Order {
    /// The same, with numbers in this order.
    pub(crate) fn parse(self, text: &str) -> Option<Date> {
        let text = text.trim();
        let text = text.get(..text.floor_char_boundary(60)).unwrap_or(text);
        iso(text).or_else(|| epoch(text)).or_else(|| clocked(text)).or_else(|| self.in_prose(text))
    }

    /// The first date in a piece of prose, with numbers in this order.
    pub(crate) fn in_prose(self, text: &str) -> Option<Date> {
        let text = text.get(..text.floor_char_boundary(400)).unwrap_or(text);
        let text = &*latin_digits(text);
        spelled_or_iso(text).or_else(|| dotted(text, self)).map(Date::Day)
    }

    /// `03.05.24, 10:20`: two digits are a year before an hour.
    pub(crate) fn short_with_hour(self, text: &str) -> Option<Date> {
        let text = text.trim();
        let end = text.find([',', ' '])?;
        let (day, hour) = text.split_at(end);
        clock(hour.trim_start_matches([',', ' ', '-', '–', '|'])).and_then(|_| self.short(day))
    }

    /// `03.05.24`, for elements that are named after dates: elsewhere it is a version or a score.
    pub(crate) fn short(self, text: &str) -> Option<Date> {
        let dots = text.contains('.');
        let mut parts = text.trim().split(['.', '/', '-']).map(str::trim);
        let mut two = || {
            let part = parts.next().filter(|part| (1..=2).contains(&part.len()));
            part.and_then(|part| part.parse::<i32>().ok())
        };
        let (first, second, year) = (two()?, two()?, two()?);
        let month_first = self == Self::MonthFirst && !dots;
        let (day, month) = if month_first { (second, first) } else { (first, second) };
        parts.next().is_none().then(|| civil_day(2000 + year, month, day).map(Date::Day)).flatten()
    }

    /// The date that a paragraph opens with, as agencies do: `29.11.2022 – The board …`.
    pub(crate) fn opens(self, text: &str) -> Option<Date> {
        let head = text.get(..text.floor_char_boundary(24))?;
        let first = head.starts_with(|c: char| c.is_ascii_digit());
        if first { self.in_prose(head) } else { None }
    }
}

/// A text with the digits of other scripts as those of Latin.
fn latin_digits(text: &str) -> Cow<'_, str> {
    if !has_eastern_digits(text) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| eastern_digit(c).unwrap_or(c)).collect::<String>().into()
}

/// Whether a text has digits of another script than Latin.
pub(crate) fn has_eastern_digits(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| eastern_digit(c).is_some())
}

/// The digits nought of Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Thai, Lao,
/// Burmese and Khmer; the other nine follow on each.
const NOUGHTS: [u32; 15] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0x1040, 0x17e0,
];

fn eastern_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let nought = NOUGHTS
        .iter()
        .filter(|_| code >= NOUGHTS[0])
        .find(|nought| (**nought..**nought + 10).contains(&code))?;
    char::from_digit(code - nought, 10)
}

/// A date that can be read in one way alone.
pub(crate) fn spelled_or_iso(text: &str) -> Option<civil::Date> {
    let text = text.get(..text.floor_char_boundary(400)).unwrap_or(text);
    let numbers = || inner_iso(text).or_else(|| year_first(text));
    east_asian(text).or_else(numbers).or_else(|| spelled(text)).or_else(|| calendars::find(text))
}

fn epoch(text: &str) -> Option<Date> {
    if !(10..=13).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let at = Timestamp::from_second(seconds).ok()?;
    plausible(Date::Instant { at, offset: 0 })
}

/// `2024-05-03`, `2024/5/3`, `20240503`, followed by a time with or without offset.
fn iso(text: &str) -> Option<Date> {
    let (day, rest) = iso_day(text)?;
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']);
    let Some((time, rest)) = clock(rest) else { return Some(Date::Day(day)) };
    match offset(rest.trim()) {
        Some(offset) => instant(day, time, offset),
        None => Some(Date::Day(day)),
    }
}

fn instant(day: civil::Date, time: civil::Time, offset: i32) -> Option<Date> {
    let zone = jiff::tz::Offset::from_seconds(offset).ok()?;
    let at = zone.to_timestamp(day.to_datetime(time)).ok()?;
    Some(Date::Instant { at, offset })
}

fn iso_day(text: &str) -> Option<(civil::Date, &str)> {
    let (year, rest) = number(text, 4, 4)?;
    if let Some(rest) = rest.strip_prefix(['-', '/', '.']) {
        let (month, rest) = number(rest, 1, 2)?;
        let rest = rest.strip_prefix(['-', '/', '.'])?;
        let (day, rest) = number(rest, 1, 2)?;
        return Some((civil_day(year, month, day)?, rest));
    }
    let (month, rest) = number(rest, 2, 2)?;
    let (day, rest) = number(rest, 2, 2)?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.len() == 6;
    ends.then_some((civil_day(year, month, day)?, rest))
}

fn clock(text: &str) -> Option<(civil::Time, &str)> {
    let (hour, rest) = number(text, 1, 2)?;
    let rest = rest.strip_prefix(':')?;
    let (minute, rest) = number(rest, 2, 2)?;
    let (second, rest) = match rest.strip_prefix(':').and_then(|rest| number(rest, 2, 2)) {
        Some((second, rest)) => (second.min(59), rest),
        None => (0, rest),
    };
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    let narrow = |n: i32| i8::try_from(n).ok();
    Some((civil::Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, 0).ok()?, rest))
}

/// `Z`, `+02:00`, `+0200`, `+02`, `GMT`.
fn offset(text: &str) -> Option<i32> {
    let text = text.strip_prefix("GMT").or_else(|| text.strip_prefix("UTC")).unwrap_or(text);
    if text.is_empty() {
        return None;
    }
    if text.starts_with(['Z', 'z']) {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let rest = text.strip_prefix(['+', '-', ' '])?;
    let (hours, rest) = number(rest, 2, 2).or_else(|| number(rest, 1, 1))?;
    let minutes = number(rest.trim_start_matches(':'), 2, 2).map_or(0, |(minutes, _)| minutes);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(text: &str, min: usize, max: usize) -> Option<(i32, &str)> {
    let digits = text.bytes().take(max).take_while(u8::is_ascii_digit).count();
    if digits < min {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

fn civil_day(year: i32, month: i32, day: i32) -> Option<civil::Date> {
    let date =
        civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()?;
    YEARS.contains(&date.year()).then_some(date)
}

fn plausible(date: Date) -> Option<Date> {
    let year = match date {
        Date::Day(day) => day.year(),
        Date::Instant { at, .. } => jiff::tz::Offset::UTC.to_datetime(at).year(),
    };
    YEARS.contains(&year).then_some(date)
}

mod calendars;
mod dateline;
mod months;

use months::month;

/// Whether a word names a month.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// `Mon Aug 03 12:45:00 EDT 2015`: what C and Java print, the clock between day and year.
fn clocked(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    let at = words.iter().position(|word| word.contains(':')).filter(|at| *at >= 2)?;
    let stated = words[at + 1..].iter().find_map(|word| year(word))?;
    civil_day(stated, month(words[at - 2])?, day(words[at - 1])?).map(Date::Day)
}

/// The first date in a piece of prose: `May 3, 2024`, `3. Mai 2024`, `03.05.2024`, `2024年5月3日`.
pub(crate) fn in_prose(text: &str) -> Option<Date> {
    Order::default().in_prose(text)
}

/// `2025. 3. 4.`, as Korean and Hungarian write it.
fn year_first(text: &str) -> Option<civil::Date> {
    let starts = text.char_indices().filter(|(_, c)| matches!(c, '1' | '2')).map(|(at, _)| at);
    starts.filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit())).find_map(|at| {
        let part = |text, most| {
            let (number, rest) = number(text, 1, most)?;
            Some((number, behind(rest.strip_prefix('.')?, '.')))
        };
        let (year, rest) = part(&text[at..], 4).filter(|(year, _)| *year > 999)?;
        let (month, rest) = part(rest, 2)?;
        let (day, _) = part(rest, 2)?;
        civil_day(year, month, day)
    })
}

fn inner_iso(text: &str) -> Option<civil::Date> {
    let starts = text.char_indices().filter(|(_, c)| matches!(c, '1' | '2')).map(|(at, _)| at);
    starts.filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit())).find_map(|at| {
        let rest = &text[at..];
        let parted = rest.as_bytes().get(4).is_some_and(|byte| matches!(byte, b'-' | b'/' | b'.'));
        if parted { Some(iso_day(rest)?.0) } else { None }
    })
}

/// Eras by which Japan and Taiwan count years, and the year before the first of each.
const ERAS: [(&str, i32); 5] =
    [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];

fn east_asian(text: &str) -> Option<civil::Date> {
    for (y, m, d) in [('年', '月', '日'), ('년', '월', '일')] {
        let Some(at) = text.find(y) else { continue };
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
        let (before, year) = (&text[..at - digits], text[at - digits..at].parse::<i32>().ok()?);
        let era = ERAS.iter().find(|(era, _)| before.trim_end().ends_with(era));
        let year = era.map_or(year, |(_, zero)| zero + year);
        let rest = &text[at + y.len_utf8()..];
        let (month, rest) = number(rest.trim_start(), 1, 2)?;
        let rest = rest.trim_start().strip_prefix(m)?;
        let (day, rest) = number(rest.trim_start(), 1, 2)?;
        rest.trim_start().strip_prefix(d)?;
        return civil_day(year, month, day);
    }
    None
}

/// A name of a month with a day and a year near it.
fn spelled(text: &str) -> Option<civil::Date> {
    let text = &*calendars::in_one_word(text);
    let words: Vec<&str> =
        text.split(|c: char| !is_in_word(c)).filter(|word| !word.is_empty()).take(60).collect();
    // The year of `14.02.2026` belongs to no name before or behind it.
    let year = |at: usize| year(words[at]).filter(|_| !is_numeric(text, &words[at.saturating_sub(2)..=at]));
    for (index, word) in words.iter().enumerate() {
        let Some(month) = month(word) else { continue };
        if is_weekday(&words[index..]) {
            continue;
        }
        let stated = (index + 1..words.len()).take(3).find_map(year);
        let before = index.checked_sub(1).and_then(|i| day(words[i]));
        let after = words.get(index + 1).and_then(|word| day(word));
        // `3 de mayo de 2024`
        let parted =
            || index.checked_sub(2).and_then(|i| day(words[i])).filter(|_| words[index - 1].len() <= 3);
        let found = stated.and_then(|year| civil_day(year, month, before.or(after).or_else(parted)?));
        // `2025. május 16.`, `2025 m. birželio 12 d.`, `2025. gada 12. jūnijs`
        let earlier = || (index.saturating_sub(3)..index).rev().find_map(year);
        let swapped = || earlier().and_then(|year| civil_day(year, month, after.or(before)?));
        if let Some(date) = found.or_else(swapped) {
            return Some(date);
        }
    }
    None
}

/// Whether words of a text are a day, a month and a year in numbers, with nothing but one mark between each two.
fn is_numeric(text: &str, words: &[&str]) -> bool {
    let [first, second, year] = words else { return false };
    let end = |word: &str| (word.as_ptr() as usize + word.len()).saturating_sub(text.as_ptr() as usize);
    let start = |word: &str| (word.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let between = |a: &str, b: &str| text.get(end(a)..start(b)).unwrap_or_default().trim();
    let mark = between(first, second);
    day(first).is_some()
        && day(second).is_some()
        && matches!(mark, "." | "/" | "-")
        && between(second, year) == mark
}

/// Whether a word that begins like a month is a day of the week before a date: `mardi 3 septembre`, `martedì 14 maggio`.
fn is_weekday(words: &[&str]) -> bool {
    let later = words.iter().skip(1).take(3).position(|word| day(word).is_some());
    later.and_then(|at| words.get(at + 2)).is_some_and(|word| is_month(word))
}

/// `2025`, Basque `2025eko`, and the year of Buddha beside a Thai month.
fn year(word: &str) -> Option<i32> {
    let (year, rest) = number(word, 4, 4).filter(|(_, rest)| rest.is_empty() || rest.starts_with("eko"))?;
    let year = if rest.is_empty() && THAI.contains(&year) { year - BUDDHA } else { year };
    YEARS.contains(&i16::try_from(year).unwrap_or(0)).then_some(year)
}

/// Years between the era of Buddha and ours, and the years that pages write in it.
const BUDDHA: i32 = 543;
const THAI: std::ops::RangeInclusive<i32> = 2533..=2643;

/// `3`, `3rd`, `3er`.
fn day(word: &str) -> Option<i32> {
    let (day, rest) = number(word, 1, 2)?;
    let ordinal =
        ["", "st", "nd", "rd", "th", "er", "e", "a", "an"].contains(&rest.to_ascii_lowercase().as_str());
    (ordinal && (1..=31).contains(&day)).then_some(day)
}

/// `03.05.2024`, `3/5/2024`: in the page's order unless a number can only be a day. With points the day stands first.
fn dotted(text: &str, order: Order) -> Option<civil::Date> {
    let starts = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    starts.filter(|at| !text[..*at].ends_with(|c: char| c.is_ascii_digit())).find_map(|at| {
        let (first, rest) = number(&text[at..], 1, 2)?;
        let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-'))?;
        let (second, rest) = number(behind(&rest[1..], mark), 1, 2)?;
        let (year, rest) = number(behind(rest.strip_prefix(mark)?, mark), 4, 4)?;
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let named = weekday(&text[..at]);
        let fits = |month: i32, day: i32| {
            named.is_some() && civil_day(year, month, day).map(civil::Date::weekday) == named
        };
        let told = (fits(first, second) != fits(second, first)).then(|| fits(first, second));
        let month_first = told.unwrap_or(order == Order::MonthFirst && first <= 12 || second > 12);
        if mark != '.' && month_first {
            return civil_day(year, first, second);
        }
        civil_day(year, second, first)
    })
}

/// The day of the week that a text ends in, in English, whose pages write the month first or the day: `Tue, `.
fn weekday(text: &str) -> Option<civil::Weekday> {
    let text = text.trim_end_matches([' ', ',', '\u{a0}']);
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let is = |name: &str| {
        word.len() >= 3 && name.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    };
    let at = WEEKDAYS.iter().position(|name| is(name))?;
    civil::Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// What stands behind a mark: behind points there may be spaces, as in `5. 6. 2025`.
fn behind(rest: &str, mark: char) -> &str {
    if mark == '.' { rest.trim_start_matches([' ', '\u{a0}', '\u{2009}']) } else { rest }
}

/// The day in an address such as `/2024/05/03/` or `-20240503-`.
pub(crate) fn in_path(path: &str) -> Option<Date> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let triple = parts.windows(3).find_map(|three| {
        let month = month_of(three[1])?;
        let (day, rest) = number(three[2], 1, 2)?;
        let ends = rest.is_empty() || rest.starts_with(['-', '_']);
        if ends { civil_day(year(three[0])?, month, day) } else { None }
    });
    let dashed = || parts.iter().find_map(|part| inner_iso(part).or_else(|| packed(part)));
    triple.or_else(dashed).map(Date::Day)
}

fn month_of(word: &str) -> Option<i32> {
    match number(word, 1, 2) {
        Some((month, "")) => Some(month),
        _ => month(word),
    }
}

/// Eight digits in a row that are a day.
fn packed(part: &str) -> Option<civil::Date> {
    part.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 8)
        .find_map(|digits| Some(iso_day(digits)?.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(parse(text).map(|date| date.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn dates_in_data() {
        check("2024-05-03T18:19:08.721+02:00", "2024-05-03T18:19:08+02:00");
        check("2024-05-03T18:19:08Z", "2024-05-03T18:19:08Z");
        check("2024-05-03T18:19:08+0530", "2024-05-03T18:19:08+05:30");
        check("2024-05-03 18:19", "2024-05-03");
        check("20240503", "2024-05-03");
        check("1714760348", "2024-05-03T18:19:08Z");
        check("Fri, 03 May 2024 18:19:08 GMT", "2024-05-03");
        check("Mon Aug 03 12:45:00 EDT 2015", "2015-08-03");
        check("0001-01-01T00:00:00Z", "");
        check("not a date", "");
    }

    #[test]
    fn dates_in_prose() {
        check("Published May 3, 2024 at noon", "2024-05-03");
        check("Freitag, 3. Mai 2024", "2024-05-03");
        check("3 de mayo de 2024", "2024-05-03");
        check("03.05.2024, 18:19 Uhr", "2024-05-03");
        check("Piše: Tonka Vidak, 19. 1. 2025. 08:30", "2025-01-19");
        check("5/23/2024", "2024-05-23");
        let months = |text: &str| Order::MonthFirst.in_prose(text).map(|date| date.to_string());
        assert_eq!(months("03/04/2025 9:15 AM ET").as_deref(), Some("2025-03-04"));
        assert_eq!(months("23/04/2025").as_deref(), Some("2025-04-23"));
        assert_eq!(months("03.04.2025").as_deref(), Some("2025-04-03"));
        check("2024年5月3日", "2024-05-03");
        check("中華民國114年4月19日", "2025-04-19");
        check("2024년 5월 3일", "2024-05-03");
        check("12 juillet 2023", "2023-07-12");
        check("mardi 3 septembre 2024", "2024-09-03");
        check("martedì 14 maggio 2019", "2019-05-14");
        check("Marți, 14 mai 2019", "2019-05-14");
        check("martes, 4 de junio de 2024", "2024-06-04");
        check("Mar. 4, 2024", "2024-03-04");
        check("8:14 PM ∙ Oct 3, 2024", "2024-10-03");
        check("3 червня 2023", "2023-06-03");
        check("2025 m. birželio 12 d.", "2025-06-12");
        check("2025. gada 12. jūnijs", "2025-06-12");
        check("12. juuni 2025", "2025-06-12");
        check("12. septembra 2025", "2025-09-12");
        check("12. јуна 2025.", "2025-06-12");
        check("12 мај 2025", "2025-05-12");
        check("12 qershor 2025", "2025-06-12");
        check("12. ágúst 2025", "2025-08-12");
        check("12 de maig de 2025", "2025-05-12");
        check("12 de xuño de 2025", "2025-06-12");
        check("2025eko ekainaren 12a", "2025-06-12");
        check("১২ মে ২০২৫", "2025-05-12");
        check("১২ ফেব্রুয়ারি ২০২৫", "2025-02-12");
        check("12 ஜூன் 2025", "2025-06-12");
        check("మే 12, 2025", "2025-05-12");
        check("१२ मे २०२५", "2025-05-12");
        check("12 मई 2025", "2025-05-12");
        check("12 جون 2025", "2025-06-12");
        check("12 مئی 2025", "2025-05-12");
        check("۱۲ ژوئن ۲۰۲۵", "2025-06-12");
        check("12 มิถุนายน 2568", "2025-06-12");
        check("12 Ogos 2025", "2025-08-12");
        check("12 Machi 2025", "2025-03-12");
        check("Hunyo 12, 2025", "2025-06-12");
        check("12 iyun 2025", "2025-06-12");
        check("12 ივნისი, 2025", "2025-06-12");
        check("12 հունիսի, 2025", "2025-06-12");
        check("12 маусым 2025", "2025-06-12");
        check("12 במאי 2025", "2025-05-12");
        check("12 юни 2025", "2025-06-12");
        check("12 септември 2025", "2025-09-12");
    }

    #[test]
    fn short_dates() {
        assert_eq!(
            Order::default().short(" 23.09.22 ").map(|date| date.to_string()).unwrap_or_default(),
            "2022-09-23"
        );
        assert_eq!(Order::default().short("1.2.3.4"), None);
        assert_eq!(Order::default().short("v1.2.3"), None);
    }

    #[test]
    fn dates_in_paths() {
        let path = |path: &str| in_path(path).map(|date| date.to_string()).unwrap_or_default();
        assert_eq!(path("/world/2024/05/03/a-story"), "2024-05-03");
        assert_eq!(path("/2024/may/03/story"), "2024-05-03");
        assert_eq!(path("/story-20240503-x"), "2024-05-03");
        assert_eq!(path("/story/3000000218734"), "");
    }
}
