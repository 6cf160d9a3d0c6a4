//! A feed's health in the language of whoever reads. What there is to say is the desk's; see [`dateline_desk::health`].

use crate::web::dates;
use crate::web::l10n;
use dateline_desk::health::{self, Advice, Repairs, State, TOLD};
use dateline_store::FeedRecord;
use jiff::{Timestamp, tz::Offset};

/// One or two sentences: what the feed does to us, since when, and what is kept.
pub(crate) fn words(feed: &FeedRecord, now: Timestamp) -> String {
    let saved = l10n::count("health-saved", feed.entries);
    match health::state(feed) {
        State::Gone => {
            let since = since(feed.health.gone_at, now);
            l10n::with("health-closed").text("since", since).text("saved", saved).to_string()
        }
        State::Paused => {
            let since = since(feed.paused_at, now);
            l10n::with("health-paused").text("since", since).text("saved", saved).to_string()
        }
        State::Failing => failing(feed, &saved, now),
        State::Waiting => l10n::text("health-waiting").to_owned(),
        State::Limping => limping(feed),
        State::Well => working(feed, now),
    }
}

fn failing(feed: &FeedRecord, saved: &str, now: Timestamp) -> String {
    let health = &feed.health;
    let what = match &health.error {
        Some(what) => {
            let kind = health.error_kind.as_deref().unwrap_or_default().trim_start_matches("failed:");
            l10n::with("health-failure").text("kind", kind).text("what", what).to_string()
        }
        None => l10n::text("health-no-answer").to_owned(),
    };
    let times =
        if health.failures > 1 { l10n::count("health-times", health.failures) } else { String::new() };
    let advice = match health::advice(feed) {
        Advice::None => "",
        Advice::Login => l10n::text("health-advice-login"),
        Advice::Closed => l10n::text("health-advice-closed"),
        Advice::Look => l10n::text("health-advice-look"),
        Advice::Again => l10n::text("health-advice-again"),
    };
    let (form, what, saved) = if health::is_sentence(&what) {
        ("health-failing-of", what.trim_end_matches('.').to_owned(), upper(saved))
    } else {
        ("health-failing", upper(&what), saved.to_owned())
    };
    l10n::with(form)
        .text("what", what)
        .text("since", since(health.failing_since, now))
        .text("times", times)
        .text("saved", saved)
        .text("advice", advice)
        .to_string()
}

fn working(feed: &FeedRecord, now: Timestamp) -> String {
    let told = feed.pushed_until.is_some_and(|until| until > now);
    match (feed.health.last_new, told) {
        (None, false) => l10n::text("health-working").to_owned(),
        (None, true) => l10n::text("health-working-hub").to_owned(),
        (Some(at), false) => l10n::with("health-working-new").text("ago", ago(at, now)).to_string(),
        (Some(at), true) => l10n::with("health-working-new-hub").text("ago", ago(at, now)).to_string(),
    }
}

/// Everything that there is to say of a feed that answers, each with what can be done.
fn limping(feed: &FeedRecord) -> String {
    let health = &feed.health;
    let mut said = Vec::new();
    match (&health.merged_from, &health.moved_from) {
        (Some(from), _) => said.push(l10n::with("health-merged").text("from", from).to_string()),
        (None, Some(from)) => said.push(l10n::with("health-moved").text("from", from).to_string()),
        (None, None) => {}
    }
    if health::is_slow(feed) {
        let seconds = l10n::decimal(f64::from(health.mean_ms) / 1000.0, 1);
        said.push(l10n::with("health-slow").text("seconds", seconds).to_string());
    }
    if health.truncated {
        said.push(l10n::text("health-incomplete").to_owned());
    }
    if health.full_at.is_some() {
        said.push(l10n::text("health-full").to_owned());
    }
    said.extend(repaired(&health::repairs(feed)));
    said.join(" ")
}

fn repaired(repairs: &Repairs<'_>) -> Vec<String> {
    let list = |list: &[&str]| {
        let more = list.len().saturating_sub(TOLD);
        let more = if more > 0 { l10n::count("health-more", more) } else { String::new() };
        format!("{}{more}", list[..list.len().min(TOLD)].join("; "))
    };
    let mut said = Vec::new();
    if !repairs.lost.is_empty() {
        let advice = match repairs.bounded {
            true => l10n::text("health-left-out-bound"),
            false => l10n::text("health-left-out-publisher"),
        };
        let left_out = l10n::with("health-left-out").text("list", list(&repairs.lost)).text("advice", advice);
        said.push(left_out.to_string());
    }
    if !repairs.mended.is_empty() {
        said.push(l10n::with("health-repaired").text("list", list(&repairs.mended)).to_string());
    }
    said
}

fn upper(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn since(at: Option<Timestamp>, now: Timestamp) -> String {
    at.map_or_else(String::new, |at| l10n::with("health-since").text("moment", moment(at, now)).to_string())
}

/// A moment of the last week by its weekday, an older one by its date.
fn moment(at: Timestamp, now: Timestamp) -> String {
    let there = Offset::UTC.to_datetime(at);
    match now.duration_since(at).as_secs() {
        ..72_000 => l10n::with("health-clock").text("time", dates::clock(there)).to_string(),
        72_000..518_400 => dates::weekday(there.date()).to_owned(),
        _ => dates::day_of_year(there.date()),
    }
}

fn ago(at: Timestamp, now: Timestamp) -> String {
    match now.duration_since(at).as_secs() {
        ..60 => l10n::text("health-ago-now").to_owned(),
        seconds @ 60..3_600 => l10n::count("health-ago-minutes", seconds / 60),
        seconds @ 3_600..172_800 => l10n::count("health-ago-hours", seconds / 3_600),
        seconds @ 172_800..1_209_600 => l10n::count("health-ago-days", seconds / 86_400),
        _ => {
            let day = dates::day_of_year(dates::utc_day(at));
            l10n::with("health-ago-day").text("day", day).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{FeedId, PollHints, Validators, WebUrl};
    use dateline_store::Health;

    const NOW: &str = "2026-03-12T12:00:00Z";

    fn at(text: &str) -> Option<Timestamp> {
        Some(text.parse().unwrap())
    }

    fn record(health: Health, entries: u64) -> FeedRecord {
        FeedRecord {
            id: FeedId(1),
            url: WebUrl::parse("https://paper.example/feed").unwrap(),
            title: "Paper".to_owned(),
            home: None,
            folder: None,
            folders: Vec::new(),
            private_of: None,
            kind: None,
            language: None,
            icon: None,
            added_at: Timestamp::UNIX_EPOCH,
            paused_at: None,
            validators: Validators::default(),
            hints: PollHints::default(),
            next_due: None,
            health,
            entries,
            unread: 0,
            keep_days: None,
            keep_bytes: None,
            polling: dateline_store::Polling::default(),
            opens_original: false,
            pushed_until: None,
            has_login: false,
        }
    }

    /// Feeds in every state that there is something to say of.
    fn feeds() -> Vec<FeedRecord> {
        let failing = |kind: &str, error: &str, status, failures, since| Health {
            failures,
            failing_since: at(since),
            error_kind: Some(kind.to_owned()),
            error: Some(error.to_owned()),
            status,
            last_poll: at("2026-03-12T11:00:00Z"),
            ..Health::default()
        };
        let polled = Health { last_poll: at("2026-03-12T11:00:00Z"), ..Health::default() };
        let repairs = ["an item was cut", "a bare &", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        let url = || WebUrl::parse("https://old.example/feed").ok();
        let healths = [
            Health::default(),
            polled.clone(),
            Health { last_new: at("2026-03-12T11:59:30Z"), ..polled.clone() },
            Health { last_new: at("2026-03-12T11:58:30Z"), ..polled.clone() },
            Health { last_new: at("2026-03-12T09:30:00Z"), ..polled.clone() },
            Health { last_new: at("2026-03-09T09:30:00Z"), ..polled.clone() },
            Health { last_new: at("2026-01-09T09:30:00Z"), ..polled.clone() },
            Health { gone_at: at("2026-03-01T09:30:00Z"), ..polled.clone() },
            Health { mean_ms: 4_240, truncated: true, full_at: at(NOW), moved_from: url(), ..polled.clone() },
            Health { merged_from: url(), moved_from: url(), repairs, ..polled.clone() },
            Health { repairs: vec!["the newest 3 were kept, by keep.new_a_day".to_owned()], ..polled },
            failing("failed:status", "status 404 (not found)", Some(404), 3, "2026-03-12T09:00:00Z"),
            failing("failed:status", "status 403 (forbidden)", Some(403), 1, "2026-03-10T09:00:00Z"),
            failing("failed:auth", "status 401", Some(401), 2, "2026-02-10T09:00:00Z"),
            failing("failed:timeout", "gave no answer", None, 1, "2026-03-12T11:58:00Z"),
            failing("failed:connection", "not found; look at its name", None, 2, "2026-03-12T11:58:00Z"),
            Health { failures: 1, ..Health::default() },
        ];
        let mut feeds: Vec<_> = healths
            .into_iter()
            .zip([0, 1, 2].into_iter().cycle())
            .map(|(health, entries)| record(health, entries))
            .collect();
        let pushed_until = at("2026-03-12T13:00:00Z");
        feeds.push(FeedRecord { pushed_until, ..feeds[1].clone() });
        feeds.push(FeedRecord { pushed_until, ..feeds[3].clone() });
        feeds.push(FeedRecord { paused_at: at("2026-03-11T09:00:00Z"), ..feeds[3].clone() });
        feeds
    }

    #[test]
    fn english_pages_say_what_programs_are_told() {
        let now = NOW.parse().unwrap();
        for feed in feeds() {
            assert_eq!(words(&feed, now), health::words(&feed, now));
        }
        assert_eq!(
            words(&feeds()[15], now),
            "Failing since 11:58 UTC, 2 times in a row: not found; look at its name. No articles saved."
        );
    }

    #[test]
    fn german_pages_say_it_in_german() {
        let now = NOW.parse().unwrap();
        let said: Vec<_> = l10n::speaking("de", || feeds().iter().map(|feed| words(feed, now)).collect());
        assert_eq!(said[4], "In Ordnung; der letzte neue Artikel kam vor 2 Stunden.");
        assert_eq!(
            said[14],
            "Antwortet nicht rechtzeitig (gave no answer), seit 11:58 UTC; 2 Artikel gespeichert. Er wird von selbst wieder abgefragt."
        );
        assert_eq!(
            said[15],
            "Fehler seit 11:58 UTC, 2-mal hintereinander: Ist nicht zu erreichen (not found; look at its name). Keine Artikel gespeichert."
        );
        assert!(said[13].contains("seit 10. Februar 2026, 2-mal hintereinander"), "{}", said[13]);
    }
}
