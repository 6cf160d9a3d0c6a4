//! The cases of HTTP caching held against the rule that decides when a feed is asked again, and by which condition. A
//! desk is no cache that answers others: what does not concern it is named with its reason.

use crate::{Done, text};
use dateline_fetch::poll_interval::freshness;
use dateline_model::Headers;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::time::Duration;

/// Suites that do not concern a program that only asks.
const OTHERS: &[(&str, &str)] = &[
    ("vary", "every request has the same form, so that there is nothing to choose between"),
    ("invalidation", "only GET is ever sent"),
    ("method", "only GET is ever sent"),
    ("updateHEAD", "only GET is ever sent"),
    ("auth", "credentials are never sent"),
    ("partial", "ranges are neither asked for nor used"),
    ("cdn-cache-control", "speaks to networks that deliver for the publisher"),
    ("headers", "about what a cache hands on; the desk hands nothing on"),
    ("update304", "about what a cache hands on; the desk hands nothing on"),
    ("interim", "about what a cache hands on; the desk hands nothing on"),
    ("conditional-inm", "about conditions of those whom a cache serves; the desk serves nobody"),
    ("conditional-lm", "about conditions of those whom a cache serves; the desk serves nobody"),
    ("cc-request", "about wishes of those whom a cache serves; the desk serves nobody"),
    ("stale", "what is held is shown whatever the host says later; it is asked again by backoff"),
    (
        "heuristic",
        "without a word from the publisher the rhythm of the feed decides, not the age of the document",
    ),
    ("status", "an answer other than 200 is asked again by backoff, whatever it says of its age"),
    ("pragma", "Pragma in an answer means nothing (RFC 9111, section 5.4)"),
];

/// Rows in which we differ on purpose.
const ON_PURPOSE: &[(&str, &str)] = &[
    ("shared", "a desk is a private cache"),
    ("s-maxage", "a desk is a private cache"),
    (
        "freshness-expires-invalid",
        "a date that can be understood is believed: to ask later is the politer mistake",
    ),
    ("freshness-expires-ansi", "see above"),
    (
        "freshness-max-age-date",
        "a host whose clock is wrong would be asked too often: Date alone makes no age",
    ),
    ("space-before-equals", "a number that can be understood is believed"),
    ("space-after-equals", "a number that can be understood is believed"),
    ("max-age-decimal", "a number that is none says nothing; the rhythm of the feed decides"),
    ("max-age-a100", "a number that is none says nothing; the rhythm of the feed decides"),
    ("max-age-100a", "a number that is none says nothing; the rhythm of the feed decides"),
    ("two-stale-fresh", "of two ages the first counts"),
    ("no-cache-", "fields that must not be kept are not kept at all"),
    ("headers-omit", "about what a cache hands on; the desk hands nothing on"),
    ("no-store-old", "about a second answer in place of the first: the second one counts"),
    (
        "cc-resp-must-revalidate-stale",
        "three requests; the last of them is conditional, as the fetcher's tests show",
    ),
    ("cc-resp-immutable", "no reload is ever forced"),
    (
        "other-age-delay",
        "the time that an answer was under way is not counted: seconds beside the minutes between polls",
    ),
    ("query-args-different", "another address is another feed"),
    (
        "other-heuristic",
        "without a word from the publisher the rhythm of the feed decides, not the age of the document",
    ),
];

pub(crate) fn run(rows: &[Value]) -> Done<()> {
    let mut out = io::stdout().lock();
    let (mut right, mut wrong, mut reasons) = (0, 0, BTreeMap::<&str, usize>::new());
    for row in rows {
        if let Some((_, reason)) = OTHERS.iter().find(|(suite, _)| text(row, "suite").starts_with(suite)) {
            *reasons.entry(reason).or_default() += 1;
            continue;
        }
        let (expected, found) = (expected(row), found(row)?);
        let purpose = ON_PURPOSE.iter().find(|(part, _)| text(row, "id").contains(part));
        match (expected == found, purpose) {
            (true, _) => right += 1,
            (false, Some((_, reason))) => *reasons.entry(reason).or_default() += 1,
            (false, None) => {
                wrong += 1;
                writeln!(
                    out,
                    "WRONG {} {}: {found} where {expected} is meant",
                    text(row, "suite"),
                    text(row, "id")
                )?;
            }
        }
    }
    for (reason, count) in &reasons {
        writeln!(out, "{count:4} {reason}")?;
    }
    let apart: usize = reasons.values().sum();
    writeln!(out, "{} cases: {right} right, {apart} with a reason, {wrong} wrong", rows.len())?;
    Ok(())
}

/// What the row wants of the last request.
fn expected(row: &Value) -> &str {
    row["requests"]
        .as_array()
        .and_then(|requests| requests.last())
        .map_or("", |last| text(last, "expected_type"))
}

/// Whether a feed with the first answer would be asked again, and how.
fn found(row: &Value) -> Done<&'static str> {
    let now = Timestamp::from_second(1_704_104_400)?;
    let first = &row["requests"][0];
    let headers = headers(&first["response_headers"], now)?;
    // The cases wait three seconds where they wait.
    let waited = if first["pause_after"].as_bool() == Some(true) { 3 } else { 0 };
    let fresh = freshness(&headers, now).unwrap_or_default();
    Ok(match () {
        () if fresh > Duration::from_secs(waited) => "cached",
        () if headers.get("etag").is_some() => "etag_validated",
        () if headers.get("last-modified").is_some() => "lm_validated",
        () => "not_cached",
    })
}

/// Numbers stand for dates so many seconds from now, or for themselves.
fn headers(rows: &Value, now: Timestamp) -> Done<Headers> {
    let mut headers = Vec::new();
    for row in rows.as_array().into_iter().flatten() {
        let name = row[0].as_str().unwrap_or_default().to_ascii_lowercase();
        let value = match &row[1] {
            Value::Number(seconds) if matches!(name.as_str(), "date" | "expires" | "last-modified") => {
                let at = now + SignedDuration::from_secs(seconds.as_i64().unwrap_or(0));
                TimeZone::UTC.to_datetime(at).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
            }
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        headers.push((name, value));
    }
    Ok(headers.into_iter().collect())
}
