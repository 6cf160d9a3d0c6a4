//! Politeness by host name: one request at a time, first come first served, a pause that follows the host's own speed,
//! and silence for as long as the host asked for it. Durations only; the wall clock is passed in.

use crate::policy::Pace;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Gate, OwnedMutexGuard};
use tokio::time::{Instant, sleep_until};

/// Every host that was called lately.
#[derive(Debug, Default)]
pub(crate) struct HostLimiters(Mutex<HashMap<String, Arc<HostLimiter>>>);

/// One host: its queue (a fair lock) and until when it asked for no requests.
#[derive(Debug, Default)]
pub(crate) struct HostLimiter {
    gate: Arc<Gate<Option<Instant>>>,
    quiet: Mutex<Quiet>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Quiet {
    until: Option<Timestamp>,
    refusals: u32,
    crawl_delay: Option<Duration>,
}

/// The right to call a host. Dropping it starts the pause.
#[derive(Debug)]
pub(crate) struct Turn {
    next: OwnedMutexGuard<Option<Instant>>,
    pace: Pace,
    crawl_delay: Option<Duration>,
    began: Instant,
    used: bool,
}

impl Turn {
    /// Nothing was sent to the host: the next one need not wait.
    pub(crate) fn unused(mut self) {
        self.used = false;
    }
}

/// Above this many hosts those that rest are forgotten.
const MOST_HOSTS: usize = 100_000;

impl HostLimiters {
    pub(crate) fn host(&self, name: &str) -> Arc<HostLimiter> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = hosts.get(name) {
            return Arc::clone(host);
        }
        if hosts.len() >= MOST_HOSTS {
            let now = Instant::now();
            hosts.retain(|_, host| Arc::strong_count(host) > 1 || !host.rests(now));
        }
        Arc::clone(hosts.entry(name.to_owned()).or_default())
    }
}

impl HostLimiter {
    /// Waits for the turn, then for the end of the pause.
    pub(crate) async fn turn(&self, pace: &Pace) -> Turn {
        let next = Arc::clone(&self.gate).lock_owned().await;
        if let Some(at) = *next {
            sleep_until(at).await;
        }
        Turn {
            next,
            pace: pace.clone(),
            crawl_delay: self.quiet().crawl_delay,
            began: Instant::now(),
            used: true,
        }
    }

    /// Until when the host asked for silence, if that is still ahead.
    pub(crate) fn quiet_until(&self, now: Timestamp) -> Option<Timestamp> {
        self.quiet().until.filter(|until| *until > now)
    }

    /// Takes note of a 429 or 503: silence for what it asks, or for a growing default where a 429 names no time.
    pub(crate) fn refused(&self, now: Timestamp, asked: Option<Duration>, longest: Duration, unasked: bool) {
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        quiet.refusals = quiet.refusals.saturating_add(1);
        let growing = || (FIRST_SILENCE * 2_u32.pow((quiet.refusals - 1).min(8))).min(MOST_SILENCE);
        let Some(wait) = asked.or_else(|| unasked.then(growing)) else { return };
        let until =
            SignedDuration::try_from(wait.min(longest)).ok().and_then(|wait| now.checked_add(wait).ok());
        quiet.until = until.max(quiet.until);
    }

    /// Takes note of any other answer.
    pub(crate) fn answered(&self) {
        let mut quiet = self.quiet.lock().unwrap_or_else(PoisonError::into_inner);
        quiet.refusals = 0;
    }

    /// Takes note of robots.txt.
    pub(crate) fn crawl_delay(&self, delay: Option<Duration>) {
        self.quiet.lock().unwrap_or_else(PoisonError::into_inner).crawl_delay = delay;
    }

    fn quiet(&self) -> Quiet {
        *self.quiet.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Nothing would be lost by forgetting this host.
    fn rests(&self, now: Instant) -> bool {
        let quiet = self.quiet();
        let paused = self.gate.try_lock().map_or(true, |next| next.is_some_and(|at| at > now));
        !paused && quiet.until.is_none() && quiet.crawl_delay.is_none()
    }
}

/// Silence after a 429 that names no time; doubles with each further one.
const FIRST_SILENCE: Duration = Duration::from_secs(60);
const MOST_SILENCE: Duration = Duration::from_secs(3600);

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.used {
            return;
        }
        let now = Instant::now();
        *self.next = Some(now + pause(&self.pace, self.crawl_delay, now.duration_since(self.began)));
    }
}

/// The pause after a request that took `took`.
fn pause(pace: &Pace, crawl_delay: Option<Duration>, took: Duration) -> Duration {
    let own = took.saturating_mul(pace.factor).min(pace.ceiling).max(pace.floor);
    own.max(crawl_delay.unwrap_or_default().min(pace.crawl_delay))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn pause_follows_the_host() {
        let pace = Pace::public();
        let cases = [
            (0.05, None, 1.0),
            (2.0, None, 4.0),
            (90.0, None, 30.0),
            (0.05, Some(10.0), 10.0),
            (8.0, Some(10.0), 16.0),
            (0.05, Some(9999.0), 60.0),
        ];
        for (took, crawl, expected) in cases {
            let found = pause(&pace, crawl.map(Duration::from_secs_f64), Duration::from_secs_f64(took));
            assert_eq!(found.as_secs_f64(), expected, "{took} {crawl:?}");
        }
        assert_eq!(pause(&Pace::none(), Some(SECOND), SECOND), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn one_at_a_time_in_order_with_a_pause() {
        let hosts = Arc::new(HostLimiters::default());
        let (start, seen) = (Instant::now(), Arc::new(Mutex::new(Vec::new())));
        let mut calls = Vec::new();
        for index in 0..4 {
            let (hosts, seen) = (Arc::clone(&hosts), Arc::clone(&seen));
            calls.push(tokio::spawn(async move {
                let turn = hosts.host("herald.example").turn(&Pace::public()).await;
                seen.lock().unwrap().push((index, start.elapsed().as_secs()));
                tokio::time::sleep(SECOND * 2).await;
                drop(turn);
            }));
            tokio::task::yield_now().await;
        }
        for call in calls {
            call.await.unwrap();
        }
        assert_eq!(*seen.lock().unwrap(), [(0, 0), (1, 6), (2, 12), (3, 18)]);
    }

    #[tokio::test(start_paused = true)]
    async fn hosts_do_not_wait_for_each_other() {
        let hosts = HostLimiters::default();
        let _slow = hosts.host("slow.example").turn(&Pace::public()).await;
        let start = Instant::now();
        hosts.host("quick.example").turn(&Pace::public()).await;
        assert_eq!(start.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_that_sent_nothing_costs_nothing() {
        let hosts = HostLimiters::default();
        let start = Instant::now();
        hosts.host("h.example").turn(&Pace::public()).await.unused();
        drop(hosts.host("h.example").turn(&Pace::public()).await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        hosts.host("h.example").turn(&Pace::public()).await.unused();
        assert_eq!(start.elapsed(), SECOND);
    }

    #[test]
    fn silence_is_clamped_grows_and_never_shrinks() {
        let (now, day) = (Timestamp::UNIX_EPOCH, SECOND * 86_400);
        let left = |host: &HostLimiter| host.quiet_until(now).map(Timestamp::as_second);
        let host = HostLimiter::default();
        host.refused(now, Some(Duration::from_secs(99_999_999_999)), day, true);
        assert_eq!(left(&host), Some(86_400));
        host.refused(now, Some(SECOND), day, true);
        assert_eq!(left(&host), Some(86_400));

        let host = HostLimiter::default();
        host.refused(now, None, day, true);
        assert_eq!(left(&host), Some(60));
        host.refused(now, None, day, true);
        assert_eq!(left(&host), Some(120));
        for _ in 0..100 {
            host.refused(now, None, day, true);
        }
        assert_eq!(left(&host), Some(3600));

        let host = HostLimiter::default();
        host.refused(now, None, day, false);
        assert_eq!(left(&host), None);
    }
}
