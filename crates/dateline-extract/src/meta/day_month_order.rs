//! Whether `03/04/2025` is the third of April or the fourth of March: by the other dates of the page, then by its clock's
//! zone and its region. Day first where nothing tells.

use crate::body::Layout;
use crate::date::{self, Order};
use crate::structured::Structured;
use dateline_model::{Date, WebUrl};
use jiff::civil;

/// Lines and dates that are looked at.
const LINES: usize = 600;
const DATES: usize = 60;
/// Most words of a line, in quarters: dates in running text are of events.
const SHORT: u32 = 4 * 25;

/// Regions that write the month first.
const MONTH_FIRST: &[&str] = &["US", "PH", "PW", "FM", "MH", "BZ", "GU", "PR", "AS", "VI", "MP"];
/// Endings of hosts of such regions.
const HOSTS: &[&str] = &[".us", ".gov", ".mil", ".edu"];
/// Zones by which clocks of such regions go.
const ZONES: &[&str] =
    &["ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "AKST", "AKDT", "HST"];

/// The order of a page's dates.
pub(crate) fn of_page(layout: &Layout<'_>, structured: &Structured, url: Option<&WebUrl>) -> Order {
    let short = |at: &usize| {
        let count = &layout.segments[*at].count;
        count.words <= SHORT && count.digits >= 5
    };
    let lines: Vec<&str> =
        (0..layout.segments.len().min(LINES)).filter(short).map(|at| layout.line(at)).collect();
    let claims = &structured.claims;
    let values = || claims.published.iter().chain(&claims.modified).map(|claim| claim.value.as_str());
    let mut written: Vec<(i32, i32, i32)> = Vec::new();
    lines.iter().copied().chain(values()).for_each(|line| written.extend(numbers(line)));
    written.truncate(DATES);
    if !written.iter().any(|(first, second, _)| first != second) {
        return Order::DayFirst;
    }
    let known = known(&lines, values(), url);
    let zoned = lines.iter().any(|line| numbers(line).next().is_some() && is_zoned(line));
    by_numbers(&written)
        .or_else(|| by_known(&written, &known))
        .or_else(|| zoned.then_some(Order::MonthFirst))
        .unwrap_or_else(|| by_region(structured, url))
}

/// By dates with a number that no month has.
fn by_numbers(written: &[(i32, i32, i32)]) -> Option<Order> {
    let day = written.iter().any(|(first, second, _)| *first > 12 && *second <= 12);
    let month = written.iter().any(|(first, second, _)| *second > 12 && *first <= 12);
    match (day, month) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// By dates of the page that leave no doubt.
fn by_known(written: &[(i32, i32, i32)], known: &[civil::Date]) -> Option<Order> {
    let is = |year, month, day| {
        known.iter().any(|date| {
            (i32::from(date.year()), i32::from(date.month()), i32::from(date.day())) == (year, month, day)
        })
    };
    written.iter().filter(|(first, second, _)| first != second).find_map(|(first, second, year)| {
        match (is(*year, *second, *first), is(*year, *first, *second)) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    })
}

fn by_region(structured: &Structured, url: Option<&WebUrl>) -> Order {
    let regions = structured.claims.languages.iter().filter_map(|claim| {
        let region = claim.value.trim().split(['-', '_']).nth(1)?;
        (region.len() == 2).then(|| region.to_ascii_uppercase())
    });
    let regions: Vec<String> = regions.collect();
    let by_host = || url.is_some_and(|url| HOSTS.iter().any(|ending| url.host().ends_with(ending)));
    let first = match regions.first() {
        Some(region) => MONTH_FIRST.contains(&region.as_str()),
        None => by_host(),
    };
    if first { Order::MonthFirst } else { Order::DayFirst }
}

/// Days that are written so that they can be read in one way.
fn known<'v>(
    lines: &[&str],
    values: impl Iterator<Item = &'v str>,
    url: Option<&WebUrl>,
) -> Vec<civil::Date> {
    let told = |text: &str| date::spelled_or_iso(text);
    let in_path = url.and_then(|url| date::in_path(url.as_url().path())).and_then(day_of);
    lines
        .iter()
        .filter_map(|line| told(line))
        .chain(values.filter_map(told))
        .chain(in_path)
        .take(DATES)
        .collect()
}

fn day_of(date: Date) -> Option<civil::Date> {
    match date {
        Date::Day(day) => Some(day),
        Date::Instant { .. } => None,
    }
}

/// `3/4/2025`, `03-04-2025` in a line, as numbers.
fn numbers(line: &str) -> impl Iterator<Item = (i32, i32, i32)> {
    let words =
        line.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '·' | '–' | '—' | ';'));
    words.filter_map(|word| {
        let mark = word.chars().find(|c| matches!(c, '/' | '-'))?;
        let mut parts = word.trim_end_matches(['.', ':']).split(mark);
        let mut part = |digits: std::ops::RangeInclusive<usize>| {
            parts.next().filter(|part| digits.contains(&part.len())).and_then(|part| part.parse::<i32>().ok())
        };
        let found = (part(1..=2)?, part(1..=2)?, part(4..=4)?);
        let days = |number: i32| (1..=31).contains(&number);
        (parts.next().is_none() && days(found.0) && days(found.1)).then_some(found)
    })
}

fn is_zoned(line: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric()).any(|word| ZONES.contains(&word))
}
