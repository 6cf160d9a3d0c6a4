//! Settings to running parts: the clock, the fetcher, the store, the desk.

use crate::config::Config;
use crate::global_options::Global;
use anyhow::{Context, Result, bail};
use dateline_desk::{Clock, Desk, Settings};
use dateline_fetch::poll_interval::Bounds;
use dateline_fetch::{Answer, FetchErrorKind, Fetcher, HostTable, Kind, Pace, Policy, Request};
use dateline_model::{EntryId, Page, UserId, WebUrl};
use dateline_store::{Options, Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Settings from file, environment and flags.
pub(crate) fn config(global: &Global) -> Result<Config> {
    Config::load(global, &|name| std::env::var_os(name))
}

/// The current time: the one place of the binary that asks.
pub(crate) fn now() -> Timestamp {
    held(system_time()).0
}

/// What is told of a clock that no date can be reckoned with; nothing of any other.
pub(crate) fn clock_fault() -> Option<String> {
    let (now, is_held) = held(system_time());
    is_held.then(|| {
        format!("the clock lies before 1970 or past the year 9000; it is taken for {now} until you set it")
    })
}

#[expect(clippy::disallowed_methods, reason = "the binary reads the clock and passes it down")]
fn system_time() -> SystemTime {
    SystemTime::now()
}

/// The time in bounds within which days and weeks can be added and taken away, and whether it had to be held there.
fn held(at: SystemTime) -> (Timestamp, bool) {
    // Centuries before the last date that can be written, for retention and schedules reckon ahead.
    let latest = Timestamp::MAX - SignedDuration::from_hours(24 * 366 * 900);
    match Timestamp::try_from(at) {
        Ok(at) if at < Timestamp::UNIX_EPOCH => (Timestamp::UNIX_EPOCH, true),
        Ok(at) if at <= latest => (at, false),
        Err(_) if at < SystemTime::UNIX_EPOCH => (Timestamp::UNIX_EPOCH, true),
        _ => (latest, true),
    }
}

/// The wall clock.
pub(crate) fn clock() -> Clock {
    Arc::new(now)
}

/// A runtime for commands that fetch or serve.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .context("no threads to run on")
}

/// The fetcher, as the settings configure it.
pub(crate) fn fetcher(config: &Config) -> Result<Fetcher> {
    let mut policy = Policy::new(now).with_contact(&config.contact);
    policy.allow_private = config.allow_private;
    policy.open = config.open_addresses.clone();
    policy.hosts = host_table(config)?;
    policy.pace = Pace { floor: Duration::from_secs_f64(config.pause_seconds), ..Pace::public() };
    Fetcher::new(policy).context("the fetcher cannot be set up")
}

fn host_table(config: &Config) -> Result<HostTable> {
    let mut hosts = HostTable::default();
    if !config.hosts.is_empty() && !config.allow_private {
        bail!(
            "fetch.hosts leads to this machine; set fetch.allow_private or give --allow-private to mean it"
        );
    }
    for (name, port) in &config.hosts {
        hosts.insert(name, SocketAddr::from(([127, 0, 0, 1], *port)))?;
    }
    Ok(hosts)
}

/// Opens the store and sets the desk on it.
pub(crate) async fn desk(config: &Config) -> Result<Desk> {
    desk_at(&config.store_file(), config).await
}

/// The desk for checks alone: where nothing can be written, for lack of rights or room, its store is only read.
pub(crate) async fn desk_to_check(config: &Config) -> Result<Desk> {
    let opened = opened(|| match Store::open(&config.store_file(), Options::default()) {
        Err(StoreError::Protected { .. } | StoreError::Disk(_) | StoreError::Full) => {
            Store::open_to_read(&config.store_file(), Options::default())
        }
        opened => opened,
    });
    desk_on(opened.await?, config).await
}

/// Opens the store for an order that only reads: beside whoever owns it, and where nothing may be written.
pub(crate) async fn store_to_read(config: &Config) -> Result<Store> {
    // A wrong setting is said by every command alike.
    host_table(config)?;
    opened(|| Store::open_to_read(&config.store_file(), Options::default())).await
}

/// How long a command waits for a store that another one has: most have it for a moment.
const PATIENCE: Duration = Duration::from_secs(5);

async fn opened(open: impl Fn() -> Result<Store, StoreError>) -> Result<Store> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        match open() {
            Err(StoreError::Locked { .. }) if tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            opened => return Ok(opened?),
        }
    }
}

/// The same with a store elsewhere.
pub(crate) async fn desk_at(file: &Path, config: &Config) -> Result<Desk> {
    let store = opened(|| Store::open(file, Options::default())).await?;
    store.publish_corrections(config.publish_corrections).await?;
    desk_on(store, config).await
}

async fn desk_on(store: Store, config: &Config) -> Result<Desk> {
    let bounds = Bounds {
        shortest: Duration::from_secs(60 * u64::from(config.shortest_minutes)),
        longest: Duration::from_secs(3600 * u64::from(config.longest_hours)),
        ..Bounds::default()
    };
    let settings = Settings {
        owner: format!("dateline {}", std::process::id()),
        bounds,
        keep: config.keep,
        open: config.open,
        public_address: config.public_address.clone(),
        ..Settings::default()
    };
    Ok(Desk::open(store, fetcher(config)?, settings, clock()).await?)
}

/// The page that the store keeps of an article, for `read`: beside a running `serve` too.
pub(crate) fn kept_page(global: &Global, article: EntryId) -> Result<Page> {
    let config = config(global)?;
    runtime()?.block_on(async {
        let store = store_to_read(&config).await?;
        let known = store.reader(UserId::OWNER).article(article).await;
        let page = store.page(article).await;
        store.close().await;
        known?.with_context(|| {
            format!("no article {article}; its number is the last part of its address on the desk")
        })?;
        page?.with_context(|| {
            format!("of article {article} no page is kept: it was read from its feed, or kept its days")
        })
    })
}

/// Fetches one page for `read`, without a store.
pub(crate) fn fetch_page(global: &Global, url: &WebUrl) -> Result<Page> {
    let fetcher = fetcher(&config(global)?)?;
    let asked = runtime()?.block_on(fetcher.get(Request::new(url.clone(), Kind::Page)));
    let answer = asked.map_err(|error| match error.kind {
        // No feed is asked here, for which a setting could open the address.
        FetchErrorKind::RefusedAddress(closed) => {
            let range = &closed.range;
            anyhow::anyhow!("{}: leads to {range}; if that is meant, give --allow-private", error.url)
        }
        _ => error.into(),
    })?;
    match answer {
        Answer::Fresh(page) => Ok(page),
        Answer::Unchanged(_) => bail!("{url} answers 304 to a request that asked for no such thing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_out_of_all_bounds_is_held_within_them() {
        let day = |days: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * days);
        let before = SystemTime::UNIX_EPOCH - Duration::from_secs(86_400 * 400);
        for (at, is_held) in
            [(day(20_000), false), (before, true), (day(3_000_000), true), (day(30_000_000), true)]
        {
            let (now, was_held) = held(at);
            assert_eq!(was_held, is_held, "{at:?}");
            let century = SignedDuration::from_hours(24 * 36_500);
            assert!(now.checked_sub(century).is_ok() && now.checked_add(century).is_ok(), "{now}");
            assert!(now >= Timestamp::UNIX_EPOCH);
        }
    }
}
