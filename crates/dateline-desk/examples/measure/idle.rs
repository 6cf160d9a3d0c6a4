//! What it costs to ask feeds that have nothing new: CPU time and memory of this process, which is the desk with its
//! store, fetcher and schedule. The press runs elsewhere.

use crate::Done;
use crate::press::Press;
use dateline_desk::{Desk, Outcome, Settings, Which};
use dateline_fetch::{Fetcher, Pace, Policy};
use dateline_model::{FeedKind, UserId, Validators};
use dateline_store::{FeedMeta, Options, PollCommit, PollOutcome, Store};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

#[tokio::main]
pub(crate) async fn run(feeds: &str) -> Done<bool> {
    let feeds: u32 = feeds.parse()?;
    let press = Press::start("well", Duration::ZERO)?;
    let folder = tempfile::tempdir()?;
    let minutes = Arc::new(AtomicI64::new(0));
    let desk = desk(folder.path(), &press, feeds, Arc::clone(&minutes)).await?;
    seed(&desk, feeds).await?;
    println!("{feeds} feeds known; {} MB resident", resident("VmRSS")?);
    for (round, what) in
        ["robots.txt of each host is asked for as well", "304 alone", "304 alone"].iter().enumerate()
    {
        minutes.fetch_add(120, Ordering::Relaxed);
        let (cpu, wall) = (cpu()?, Instant::now());
        let summary = desk.update(Which::Due).await?;
        let spent = crate::idle::cpu()? - cpu;
        let unchanged = summary.feeds.iter().filter(|feed| feed.outcome == Outcome::Unchanged).count();
        let each = spent / (summary.feeds.len().max(1) as f64) * 1000.0;
        println!(
            "round {}: {} polls, {unchanged} unchanged, {:.1} s; {each:.3} CPU s per 1,000 polls; {} MB resident, {} MB at most ({what})",
            round + 1,
            summary.feeds.len(),
            wall.elapsed().as_secs_f64(),
            resident("VmRSS")?,
            resident("VmHWM")?,
        );
    }
    let report = press.report()?;
    println!("the press saw {} polls and {} requests for robots.txt", report["requests"], report["robots"]);
    Ok(true)
}

async fn desk(folder: &Path, press: &Press, feeds: u32, minutes: Arc<AtomicI64>) -> Done<Desk> {
    let start = Timestamp::now();
    let clock = move || start + SignedDuration::from_mins(minutes.load(Ordering::Relaxed));
    let mut policy = Policy::new(clock.clone());
    policy.local_pace = Pace::none();
    for host in 0..feeds {
        policy.hosts.insert(&format!("h{host}.localhost"), press.address)?;
    }
    let store = Store::open(&folder.join("desk.db"), Options::default())?;
    Ok(Desk::open(store, Fetcher::new(policy)?, Settings::default(), Arc::new(clock)).await?)
}

/// Feeds that have been read once before.
async fn seed(desk: &Desk, feeds: u32) -> Done<()> {
    let (store, at) = (desk.store(), desk.now());
    let mut adding = JoinSet::new();
    for (feed, _) in store.reader(UserId::OWNER).add_feeds(crate::crowd::feeds(feeds)?, at).await? {
        let store = store.clone();
        adding.spawn(async move { store.commit_poll(before(feed, at)).await });
    }
    while let Some(added) = adding.join_next().await {
        added??;
    }
    Ok(())
}

fn before(feed: dateline_model::FeedId, at: Timestamp) -> PollCommit {
    let meta = FeedMeta {
        title: Some(format!("Paper {feed}")),
        validators: Validators { etag: Some("\"1\"".to_owned()), last_modified: None },
        ..FeedMeta::of(FeedKind::Rss)
    };
    PollCommit {
        feed,
        at,
        took_ms: 1,
        status: Some(200),
        outcome: PollOutcome::Fresh(Box::new(meta)),
        moved_to: None,
        next_due: Some(at),
        entries: Vec::new(),
        new_before: 0,
    }
}

/// CPU seconds of all threads so far, user and system.
pub(crate) fn cpu() -> Done<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Vec<u64> =
        after.split_whitespace().skip(11).take(2).filter_map(|tick| tick.parse().ok()).collect();
    // A hundred ticks a second on every Linux that this runs on.
    Ok(ticks.iter().sum::<u64>() as f64 / 100.0)
}

/// A line of the kernel's account of this process, in megabytes.
pub(crate) fn resident(line: &str) -> Done<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let found = status.lines().find_map(|each| each.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes: u64 =
        found.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).ok_or("no such line")?;
    Ok(kilobytes / 1024)
}
