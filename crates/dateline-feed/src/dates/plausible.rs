//! Days on which nothing was published: where a program's counting begins, and what lies ahead. Such a day is none; the
//! entry counts from when it is first seen.

use dateline_model::Feed;
use jiff::{SignedDuration, Timestamp};

/// How far ahead of the clock a date may lie: a publisher's zone may be forgotten, a clock may be wrong.
const AHEAD: SignedDuration = SignedDuration::from_hours(24);
/// Printing begins, more or less: no archive goes back further.
const FIRST_YEAR: i16 = 1450;
/// Days from which programs count, and which they write for no day at all: FILETIME, SQL Server, spreadsheets and OLE,
/// SQL and NTP, old Macintosh, Unix.
const ZEROS: &[(i16, i8, i8)] =
    &[(1601, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1904, 1, 1), (1970, 1, 1)];

/// Takes away dates on which nothing was published; returns how many. Without `now` what lies ahead cannot be told.
pub(crate) fn only_possible(feed: &mut Feed, now: Option<Timestamp>) -> usize {
    let mut taken = 0;
    let mut check = |slot: &mut Option<Timestamp>| {
        if slot.is_some_and(|time| !possible(time, now)) {
            *slot = None;
            taken += 1;
        }
    };
    check(&mut feed.updated);
    for entry in &mut feed.entries {
        check(&mut entry.published);
        check(&mut entry.updated);
        if entry.published.is_none() && entry.updated.is_none() {
            entry.date_rule = None;
        }
    }
    taken
}

/// Seconds that a program took for thousandths of seconds lie between 12 and 22 January 1970.
fn possible(time: Timestamp, now: Option<Timestamp>) -> bool {
    let ahead = now.is_some_and(|now| time.duration_since(now) > AHEAD);
    let day = |time: Timestamp| {
        let date = jiff::tz::Offset::UTC.to_datetime(time).date();
        (date.year(), date.month(), date.day())
    };
    let thousandths = (1970, 1, 12) <= day(time) && day(time) <= (1970, 1, 22);
    !ahead && day(time).0 >= FIRST_YEAR && !thousandths && !zero(time, &day)
}

/// Midnight at the beginning of a count, in any zone of the world, or the second before it.
fn zero(time: Timestamp, day: &impl Fn(Timestamp) -> (i16, i8, i8)) -> bool {
    let minute = time.as_second().rem_euclid(3600) / 60;
    let whole = matches!(minute, 0 | 15 | 30 | 45) && time.as_second().rem_euclid(60) == 0;
    let before = minute == 59 && time.as_second().rem_euclid(60) == 59;
    let near = [-14_i64, -8, 0, 8, 12]
        .into_iter()
        .filter_map(|hours| time.checked_add(SignedDuration::from_hours(hours)).ok());
    (whole || before) && near.map(day).any(|day| ZEROS.contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let now = "2026-11-29T12:00:00Z".parse().ok();
        let time = crate::date(text).map(|(time, _)| time);
        assert_eq!(time.is_some_and(|time| possible(time, now)), expected, "{text}");
    }

    #[test]
    fn days_on_which_nothing_was_published() {
        for text in [
            "Wed, 30 Nov -0001 00:00:00 +0000",
            "Sun, 30 Nov 0000 00:00:00 GMT",
            "0000-00-00 00:00:00",
            "0001-01-01T00:00:00Z",
            "Thu, 01 Jan 1970 00:00:00 +0000",
            "Thu, 01 Jan 1970 00:00:00 +0900",
            "Wed, 31 Dec 1969 19:00:00 -0500",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Thu, 01 Jan 1970 01:00:00 CET",
            "1900-01-01T00:00:00",
            "1899-12-30T00:00:00Z",
            "1601-01-01",
            "Thu, 01 Jan 2099 00:00:00 +0000",
            "9999-12-31T23:59:59Z",
            "2026-12-01T12:00:01Z",
            "1970-01-21T14:05:31Z",
            "2038-01-19T03:14:07Z",
        ] {
            check(text, false);
        }
        for text in [
            "2026-11-29T12:00:00Z",
            "2026-11-30T11:00:00Z",
            "1970-01-03T00:00:00Z",
            "1969-07-20T20:17:40Z",
            "1843-09-02",
            "1900-01-03T09:30:00Z",
            "2000-01-01T00:00:00Z",
        ] {
            check(text, true);
        }
    }
}
