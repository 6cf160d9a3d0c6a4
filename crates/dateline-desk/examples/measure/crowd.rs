//! Ten thousand hosts, of which one in ten is dead, silent, dripping, slow or asks to be left alone: what becomes of the
//! others, told by the press's own log. The same desk runs beside it over ten thousand good hosts, at the same time, so
//! that whatever else the machine does weighs on both.

use crate::Done;
use crate::press::{Manner, Press, manner};
use dateline_desk::{Desk, Settings};
use dateline_fetch::{Fetcher, Pace, Policy, poll_interval::Bounds};
use dateline_model::WebUrl;
use dateline_store::{NewFeed, Options, Store};
use jiff::Timestamp;
use serde_json::Value;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a good host takes to answer.
const ANSWER: Duration = Duration::from_millis(40);
/// Time between two polls of a feed that says nothing else.
const USUAL: Duration = Duration::from_secs(30);
/// Share of additional delay that is allowed.
const ALLOWED: f64 = 0.05;

/// A desk and its press.
struct Side {
    desk: Desk,
    press: Press,
    mixed: bool,
    _folder: TempDir,
}

#[tokio::main]
pub(crate) async fn run(hosts: &str, seconds: &str) -> Done<bool> {
    let (hosts, seconds): (u32, u64) = (hosts.parse()?, seconds.parse()?);
    let (good, mixed) = (side(hosts, false).await?, side(hosts, true).await?);
    let time = || tokio::time::sleep(Duration::from_secs(seconds));
    let started = Instant::now();
    tokio::join!(good.desk.run(time()), mixed.desk.run(time()));
    println!("{hosts} feeds each, {:.0} s", started.elapsed().as_secs_f64());
    let (good, mixed) = (told(good)?, told(mixed)?);
    let more = mixed.mean / good.mean - 1.0;
    println!(
        "healthy feeds wait {:+.1} % with bad hosts beside them (allowed {:.0} %)",
        more * 100.0,
        ALLOWED * 100.0
    );
    Ok(more < ALLOWED && good.polite && mixed.polite)
}

async fn side(hosts: u32, mixed: bool) -> Done<Side> {
    let press = Press::start(if mixed { "mixed" } else { "well" }, ANSWER)?;
    let folder = tempfile::tempdir()?;
    let desk = desk(folder.path(), &press, hosts, mixed).await?;
    desk.reader().add_feeds(feeds(hosts)?, desk.now()).await?;
    Ok(Side { desk, press, mixed, _folder: folder })
}

/// One feed at each host.
pub(crate) fn feeds(hosts: u32) -> Done<Vec<NewFeed>> {
    let feed = |host: u32| {
        let url = WebUrl::parse(&format!("http://h{host}.localhost/feed"))?;
        Ok(NewFeed { url, title: None, home: None, folder: None })
    };
    (0..hosts).map(feed).collect()
}

async fn desk(folder: &Path, press: &Press, hosts: u32, mixed: bool) -> Done<Desk> {
    let mut policy = Policy::new(Timestamp::now);
    // The manners of public hosts at ten times their speed.
    policy.local_pace = Pace { floor: Duration::from_millis(50), ..Pace::public() };
    // Bound and let go: nobody listens there.
    let closed = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    for host in 0..hosts {
        let to = if manner(mixed, host) == Manner::Dead { closed } else { press.address };
        policy.hosts.insert(&format!("h{host}.localhost"), to)?;
    }
    let bounds = Bounds { shortest: Duration::from_secs(5), usual: USUAL, longest: Duration::from_secs(120) };
    let settings = Settings { bounds, ..Settings::default() };
    let store = Store::open(&folder.join("desk.db"), Options::default())?;
    Ok(Desk::open(store, Fetcher::new(policy)?, settings, Arc::new(Timestamp::now)).await?)
}

/// What a press's log comes to.
struct Told {
    /// Mean wait of a healthy feed from being due to being asked, seconds.
    mean: f64,
    polite: bool,
}

fn told(side: Side) -> Done<Told> {
    let log = side.press.report()?;
    let mut waits: Vec<f64> = Vec::new();
    for asked in log["asked"].as_object().into_iter().flatten().map(|(_, asked)| asked) {
        let times: Vec<f64> = asked.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
        // The first one was due at the start; each further one when the answer before it was no longer fresh.
        waits.extend(times.first().map(|first| first / 1000.0));
        waits.extend(times.windows(2).map(|pair| (pair[1] - pair[0]) / 1000.0 - USUAL.as_secs_f64()));
    }
    waits.sort_by(f64::total_cmp);
    let mean = waits.iter().sum::<f64>() / waits.len().max(1) as f64;
    let late = waits.get(waits.len() * 95 / 100).copied().unwrap_or_default();
    let figure = |name: &str| log[name].as_u64().unwrap_or(u64::MAX);
    let polite = figure("most_at_once_per_host") == 1
        && figure("early_retries") == 0
        && figure("unconditional_repeats") == 0;
    println!(
        "{}: {} requests for feeds; healthy feeds were asked {} times, {mean:.2} s after they were due, 95 of 100 within {late:.2} s; \
         at most {} at once per host, {} early retries, {} unconditional repeats",
        if side.mixed { "one host in ten bad" } else { "all hosts good" },
        figure("requests"),
        waits.len(),
        figure("most_at_once_per_host"),
        figure("early_retries"),
        figure("unconditional_repeats"),
    );
    Ok(Told { mean, polite })
}
