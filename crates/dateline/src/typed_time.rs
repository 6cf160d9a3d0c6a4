//! Times as people type them: a day, a time, or so long ago.

use anyhow::{Context, Result};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, civil};

/// Seconds of each unit.
const UNITS: [(char, i64); 5] = [('s', 1), ('m', 60), ('h', 3_600), ('d', 86_400), ('w', 604_800)];

/// Milliseconds since 1970 of a moment: `2026-11-29`, `today` or `yesterday` (its beginning in UTC), `2026-11-29T12:00` (in UTC, with
/// seconds, a space or a zone where they are written), or `6h` before `now`.
pub(crate) fn moment(text: &str, now: Timestamp) -> Result<i64> {
    let text = text.trim();
    let at = ago(text, now).or_else(|| day(text, now)).or_else(|| text.parse().ok()).or_else(|| time(text));
    let words = || {
        format!(
            "{text:?} is no time; write 2026-11-29, 2026-11-29T12:00 (in UTC), today, yesterday, or how long ago: 30m, 6h, 2d, 1w"
        )
    };
    at.map(Timestamp::as_millisecond).with_context(words)
}

fn ago(text: &str, now: Timestamp) -> Option<Timestamp> {
    let unit = text.chars().last()?;
    let (_, seconds) = UNITS.into_iter().find(|(known, _)| *known == unit)?;
    let number: i64 = text.strip_suffix(unit)?.parse().ok().filter(|number| *number >= 0)?;
    now.checked_sub(SignedDuration::from_secs(number.checked_mul(seconds)?)).ok()
}

fn day(text: &str, now: Timestamp) -> Option<Timestamp> {
    let today = Offset::UTC.to_datetime(now).date();
    let date: civil::Date = match text {
        "today" => today,
        "yesterday" => today.yesterday().ok()?,
        _ => text.parse().ok().filter(|_| text.len() == "2026-11-29".len())?,
    };
    Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

fn time(text: &str) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(text.parse::<civil::DateTime>().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_times_and_how_long_ago() {
        let now: Timestamp = "2026-11-29T12:00:00Z".parse().unwrap();
        let check = |text: &str, expected: &str| {
            let at = Timestamp::from_millisecond(moment(text, now).unwrap()).unwrap();
            assert_eq!(at.to_string(), expected, "{text}");
        };
        check("2026-11-28", "2026-11-28T00:00:00Z");
        check("2026-11-28T10:30:00+02:00", "2026-11-28T08:30:00Z");
        check("90s", "2026-11-29T11:58:30Z");
        check("30m", "2026-11-29T11:30:00Z");
        check("6h", "2026-11-29T06:00:00Z");
        check("2d", "2026-11-27T12:00:00Z");
        check(" 1w ", "2026-11-22T12:00:00Z");
        check("today", "2026-11-29T00:00:00Z");
        check("yesterday", "2026-11-28T00:00:00Z");
        check("2026-11-28 10:30", "2026-11-28T10:30:00Z");
        check("2026-11-28T10:30:15", "2026-11-28T10:30:15Z");
        for wrong in
            ["", "h", "-2h", "Tuesday", "2026-13-01", "2026-11-28T25:30", "99999999999999999h", "6 h ago"]
        {
            let told = moment(wrong, now).unwrap_err().to_string();
            assert!(told.contains("is no time; write 2026-11-29"), "{wrong}: {told}");
        }
    }
}
