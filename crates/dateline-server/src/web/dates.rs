//! Points in time as readers say them. Takes the present as an argument; reads no clock.

use crate::web::l10n;
use dateline_model::Date;
use jiff::{Timestamp, civil, tz::Offset};

/// A time for showing: machine form, short and long words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct When {
    /// RFC 3339 or a day, for the `datetime` attribute.
    pub(crate) iso: String,
    /// `5 min ago`, `yesterday`, `12 March`.
    pub(crate) short: String,
    /// `Monday, 23 November 2026, 14:05 UTC`.
    pub(crate) long: String,
}

const MONTHS: [&str; 12] = [
    "month-january",
    "month-february",
    "month-march",
    "month-april",
    "month-may",
    "month-june",
    "month-july",
    "month-august",
    "month-september",
    "month-october",
    "month-november",
    "month-december",
];
const DAYS: [&str; 7] = [
    "day-monday",
    "day-tuesday",
    "day-wednesday",
    "day-thursday",
    "day-friday",
    "day-saturday",
    "day-sunday",
];

impl When {
    /// A moment as seen from `now`.
    pub(crate) fn at(at: Timestamp, now: Timestamp) -> Self {
        let moment = Offset::UTC.to_datetime(at);
        let time = clock(moment);
        let long = l10n::with("date-time-long").text("day", day_long(moment.date())).text("time", time);
        Self { iso: at.to_string(), short: ago(at, now), long: long.to_string() }
    }

    /// A publisher's date, which may be a mere day.
    pub(crate) fn of(date: Date, now: Timestamp) -> Self {
        match date {
            Date::Instant { at, .. } => Self::at(at, now),
            Date::Day(day) => {
                let today = utc_day(now);
                Self { iso: day.to_string(), short: day_short(day, today), long: day_long(day) }
            }
        }
    }
}

/// `14:05`, or `2:05 PM` where clocks go to twelve.
pub(crate) fn clock(moment: civil::DateTime) -> String {
    let (hour, minute) = (moment.hour(), moment.minute());
    if l10n::text("hours-of-a-clock") == "12" {
        let half = if hour < 12 { "AM" } else { "PM" };
        format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1)
    } else {
        format!("{hour:02}:{minute:02}")
    }
}

/// The day of a moment, in UTC.
pub(crate) fn utc_day(at: Timestamp) -> civil::Date {
    Offset::UTC.to_datetime(at).date()
}

/// `Monday, 23 November 2026`.
pub(crate) fn day_long(day: civil::Date) -> String {
    dated("date-long", day).text("weekday", weekday(day)).to_string()
}

/// `Monday`.
pub(crate) fn weekday(day: civil::Date) -> &'static str {
    let index = usize::try_from(day.weekday().to_monday_zero_offset()).ok();
    index.and_then(|index| DAYS.get(index)).map_or("", |id| l10n::text(id))
}

/// `12 March 2026`.
pub(crate) fn day_of_year(day: civil::Date) -> String {
    dated("date-short-year", day).to_string()
}

fn month(day: civil::Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|index| MONTHS.get(index)).map_or("", |id| l10n::text(id))
}

fn day_short(day: civil::Date, today: civil::Date) -> String {
    if day == today {
        l10n::text("date-today").to_owned()
    } else if day.tomorrow().is_ok_and(|next| next == today) {
        l10n::text("date-yesterday").to_owned()
    } else if day.year() == today.year() {
        dated("date-short", day).to_string()
    } else {
        day_of_year(day)
    }
}

fn dated(id: &'static str, day: civil::Date) -> l10n::Filled {
    l10n::with(id).text("day", day.day()).text("month", month(day)).text("year", day.year())
}

fn ago(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.as_second() - at.as_second();
    match seconds {
        ..-60 => day_short(utc_day(at), utc_day(now)),
        -60..60 => l10n::text("time-just-now").to_owned(),
        60..3_600 => l10n::count("time-minutes-ago", seconds / 60),
        3_600..86_400 => l10n::count("time-hours-ago", seconds / 3_600),
        _ => day_short(utc_day(at), utc_day(now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_time() {
        let now: Timestamp = "2026-11-23T14:05:00Z".parse().unwrap();
        let cases = [
            ("2026-11-23T14:04:30Z", "just now"),
            ("2026-11-23T13:20:00Z", "45 min ago"),
            ("2026-11-23T02:05:00Z", "12 h ago"),
            ("2026-11-22T01:00:00Z", "yesterday"),
            ("2026-03-12T01:00:00Z", "12 March"),
            ("2024-03-12T01:00:00Z", "12 March 2024"),
            ("2026-12-01T01:00:00Z", "1 December"),
        ];
        for (at, expected) in cases {
            assert_eq!(When::at(at.parse().unwrap(), now).short, expected, "{at}");
        }
        assert_eq!(When::at(now, now).long, "Monday, 23 November 2026, 14:05 UTC");
        let american = |at: &str| l10n::speaking("en-US", || When::at(at.parse().unwrap(), now));
        assert_eq!(american("2026-11-23T14:05:00Z").long, "Monday, November 23, 2026, 2:05 PM UTC");
        assert_eq!(american("2024-03-12T00:07:00Z").long, "Tuesday, March 12, 2024, 12:07 AM UTC");
        assert_eq!(american("2024-03-12T12:00:00Z").short, "March 12, 2024");
    }
}
