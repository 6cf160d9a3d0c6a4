//! Checks of a desk: store, index, clock, disk, network rules. Each is said in one sentence; `--repair` rebuilds what can
//! be rebuilt from the store.

use crate::report::{Check, bytes};
use anyhow::Result;
use dateline_desk::Desk;
use dateline_desk::health::count;
use dateline_store::CheckReport;
use jiff::Timestamp;
use std::path::Path;

/// Least free disk, bytes: below it a day's polls may not fit.
const DISK: u64 = 512 << 20;
/// The clock cannot be right before this day, on which the program was first written.
const BUILT: i64 = 1_795_000_000;
/// A store written this much in the future means that a clock is or was wrong, seconds.
const AHEAD: i64 = 3_600;

/// Looks at everything.
pub(crate) async fn checks(desk: &Desk, repair: bool) -> Result<Vec<Check>> {
    let mut checks = store_checks(desk, repair).await?;
    checks.push(clock(desk).await?);
    checks.push(disk(desk.store().path()));
    checks.push(network(desk));
    Ok(checks)
}

async fn store_checks(desk: &Desk, repair: bool) -> Result<Vec<Check>> {
    let counts = desk.store().counts().await?;
    let mut found = desk.store().check().await?;
    let mut mended = "";
    if repair && !found.is_healthy() {
        desk.store().rebuild_index().await?;
        found = desk.store().check().await?;
        mended = "; rebuilt from the store";
    }
    let held = format!(
        "{}, {}, {} in {}",
        count(counts.feeds, "feed", "feeds"),
        count(counts.entries, "article", "articles"),
        count(counts.stories, "story", "stories"),
        bytes(counts.bytes)
    );
    Ok(vec![store(&found, &held), index(&found, mended), memory(desk.misplaced().await?)])
}

/// Whether the story index in memory is that of the store.
fn memory(misplaced: usize) -> Check {
    let words = match misplaced {
        0 => "stories in memory agree with the store".to_owned(),
        some => format!(
            "{some} articles stand elsewhere in memory than in the store; start Dateline anew, and report it"
        ),
    };
    Check { name: "stories", well: misplaced == 0, words }
}

fn store(found: &CheckReport, held: &str) -> Check {
    let faults = found.file.len() as u64 + found.links;
    let words = match found.file.first() {
        Some(first) => format!("{faults} faults, the first: {first}; restore a backup"),
        None if faults > 0 => format!("{faults} rows point nowhere; restore a backup"),
        None => held.to_owned(),
    };
    Check { name: "store", well: faults == 0, words }
}

fn index(found: &CheckReport, mended: &str) -> Check {
    let words = match (&found.index, found.stories, found.placements) {
        (None, 0, 0) => format!("search and stories agree with the articles{mended}"),
        (Some(fault), ..) => {
            format!("the search index disagrees ({fault}); `dateline doctor --repair` rebuilds it")
        }
        (None, stories, placements) => {
            format!(
                "{stories} stories and {placements} articles disagree with their placements; `dateline doctor --repair` rebuilds them"
            )
        }
    };
    Check { name: "index", well: found.index.is_none() && found.stories + found.placements == 0, words }
}

/// Is the clock believable, and no earlier than what was stored?
async fn clock(desk: &Desk) -> Result<Check> {
    let now = desk.now();
    let feeds = desk.store().feeds().await?;
    let latest = feeds.iter().filter_map(|feed| feed.health.last_poll).max();
    let behind = latest.filter(|at| at.as_second() > now.as_second() + AHEAD);
    let words = match behind {
        Some(at) => format!("says {}, but a feed was polled at {at}; set the clock", short(now)),
        None if now.as_second() < BUILT => {
            format!("says {}, which lies in the past; set the clock", short(now))
        }
        None => format!("says {}", short(now)),
    };
    Ok(Check { name: "clock", well: behind.is_none() && now.as_second() >= BUILT, words })
}

fn short(at: Timestamp) -> String {
    jiff::tz::TimeZone::UTC.to_datetime(at).strftime("%Y-%m-%d %H:%M UTC").to_string()
}

fn disk(store: &Path) -> Check {
    let folder = store.parent().unwrap_or(store);
    let free = rustix::fs::statvfs(folder).map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    match free {
        Ok(free) => Check {
            name: "disk",
            well: free >= DISK,
            words: format!("{} free at {}", bytes(free), folder.display()),
        },
        Err(error) => Check {
            name: "disk",
            well: false,
            words: format!("{} cannot be asked: {error}", folder.display()),
        },
    }
}

fn network(desk: &Desk) -> Check {
    let policy = desk.fetch_policy();
    let words = match (policy.allow_private, policy.hosts.len()) {
        (false, _) => format!("only public addresses are fetched, as {}", policy.user_agent),
        (true, 0) => format!("private addresses may be fetched, as {}", policy.user_agent),
        (true, names) => format!(
            "private addresses may be fetched, {names} names lead to this machine, as {}",
            policy.user_agent
        ),
    };
    Check { name: "network", well: true, words }
}
