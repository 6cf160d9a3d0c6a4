use super::*;

/// Monday 2024-01-01, 10:20 UTC.
const NOW: i64 = 1_704_104_400;

fn now() -> Timestamp {
    Timestamp::from_second(NOW).unwrap()
}

fn headers(text: &str) -> Headers {
    text.split('|')
        .filter_map(|line| line.trim().split_once(':'))
        .map(|(name, value)| (name.trim(), value.trim()))
        .collect()
}

#[test]
fn freshness_by_header() {
    let cases: [(&str, Option<u64>); 19] = [
        ("", None),
        ("Cache-Control: max-age=600", Some(600)),
        ("cache-control: Public, MAX-AGE=\"600\"", Some(600)),
        ("Cache-Control: public | Cache-Control: max-age=60", Some(60)),
        ("Cache-Control: max-age=600 | Age: 200", Some(400)),
        ("Cache-Control: max-age=600 | Age: 900", Some(0)),
        ("Cache-Control: max-age=600 | Age: 900, 0", Some(0)),
        ("Cache-Control: note=\"a, max-age=5\", max-age=600", Some(600)),
        ("Cache-Control: max-age=soon", None),
        ("Cache-Control: max-age=-5", None),
        ("Cache-Control: no-cache, max-age=600", Some(0)),
        ("Cache-Control: no-cache=\"set-cookie\", max-age=600", Some(600)),
        ("Cache-Control: no-store", Some(0)),
        ("Cache-Control: s-maxage=600", None),
        ("Cache-Control: max-age=99999999999999999999", Some(4_294_967_295)),
        ("Expires: 0", Some(0)),
        ("Expires: Mon, 01 Jan 2024 11:20:00 GMT", Some(3600)),
        ("Expires: Mon, 01 Jan 2024 11:20:00 GMT | Age: 600", Some(3000)),
        ("Date: Mon, 01 Jan 2024 11:00:00 GMT | Expires: Mon, 01 Jan 2024 11:20:00 GMT", Some(1200)),
    ];
    for (text, expected) in cases {
        assert_eq!(freshness(&headers(text), now()).map(|fresh| fresh.as_secs()), expected, "{text}");
    }
}

#[test]
fn retry_after_in_both_forms() {
    let cases = [
        ("Retry-After: 120", Some(120)),
        ("Retry-After: Mon, 01 Jan 2024 10:25:00 GMT", Some(300)),
        ("Retry-After: Mon, 01 Jan 2024 10:00:00 GMT", Some(0)),
        ("Retry-After: 99999999999", Some(4_294_967_295)),
        ("Retry-After: soon", None),
        ("Retry-After:", None),
        ("", None),
    ];
    for (text, expected) in cases {
        assert_eq!(retry_after(&headers(text), now()).map(|wait| wait.as_secs()), expected, "{text}");
    }
}

fn minutes(heard: PollResult<'_>, hints: &PollHints, rhythm: Option<u64>, jitter: f64) -> i64 {
    let poll = Poll { heard, hints, rhythm: rhythm.map(|minutes| Duration::from_secs(60 * minutes)), jitter };
    next_poll(&poll, &Bounds::default(), now()).duration_since(now()).as_mins()
}

#[test]
fn interval_after_an_answer() {
    let cases = [
        ("", None, None, 60),
        ("", None, Some(10), 15),
        ("", None, Some(240), 120),
        ("", None, Some(100_000), 1440),
        ("", Some(180), Some(10), 180),
        ("", Some(9_999_999), None, 1440),
        ("Cache-Control: max-age=7200", None, None, 120),
        ("Cache-Control: max-age=31536000", None, None, 1440),
        ("Cache-Control: max-age=60", None, None, 60),
        ("Retry-After: 10800", None, None, 180),
    ];
    for (text, ttl_minutes, rhythm, expected) in cases {
        let hints = PollHints { ttl_minutes, ..PollHints::default() };
        assert_eq!(
            minutes(PollResult::Answer(&headers(text)), &hints, rhythm, 0.5),
            expected,
            "{text} {ttl_minutes:?} {rhythm:?}"
        );
    }
}

#[test]
fn failures_back_off_with_jitter() {
    let hints = PollHints::default();
    let after = |in_a_row, jitter| {
        minutes(PollResult::Failure { in_a_row, headers: None, not_before: None }, &hints, None, jitter)
    };
    assert_eq!(
        [1, 2, 3, 4, 5, 6, 4_000_000_000].map(|count| after(count, 0.0)),
        [60, 120, 240, 480, 960, 1440, 1440]
    );
    assert_eq!([after(2, 1.0), after(2, 0.5), after(2, f64::NAN), after(0, 0.0)], [150, 135, 120, 60]);
    let asked = headers("Retry-After: 14400");
    assert_eq!(
        minutes(
            PollResult::Failure { in_a_row: 1, headers: Some(&asked), not_before: None },
            &hints,
            None,
            0.0
        ),
        240
    );
    let not_before = now().checked_add(SignedDuration::from_hours(3)).ok();
    assert_eq!(
        minutes(PollResult::Failure { in_a_row: 1, headers: None, not_before }, &hints, None, 0.0),
        180
    );
}

#[test]
fn skipped_hours_and_days() {
    let hints = |skip_hours: &[u8], skip_days: &[u8]| PollHints {
        skip_hours: skip_hours.to_vec(),
        skip_days: skip_days.to_vec(),
        ..PollHints::default()
    };
    let at = |hints: &PollHints| minutes(PollResult::Answer(&Headers::default()), hints, None, 0.0);
    assert_eq!(at(&hints(&[11], &[])), 100);
    assert_eq!(at(&hints(&[11, 12, 13], &[])), 220);
    assert_eq!(at(&hints(&[], &[0])), 13 * 60 + 40);
    assert_eq!(at(&hints(&(0..24).collect::<Vec<_>>(), &[])), 60);
}
