//! Logins that failed, by name and network. Whoever guesses waits longer each time; the owner, at another network, does not.

use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Failures of one name from one network before anybody waits.
const FREE: u32 = 5;
/// Failures of one network, whatever the names.
const FREE_OF_NETWORK: u32 = 30;
/// First and longest wait.
const FIRST: i64 = 15;
const LONGEST: i64 = 900;
/// After so long without a failure it is forgotten, in seconds.
const FORGOTTEN: i64 = 3_600;
/// Names and networks that are remembered; past it the oldest are forgotten.
const MOST: usize = 20_000;

/// Who has failed how often. Kept in memory: a start begins anew.
#[derive(Default)]
pub(crate) struct LoginThrottle {
    failures: Mutex<HashMap<(String, String), Failures>>,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

impl Failures {
    /// Seconds until the next login is taken. A clock that was set back far keeps nobody waiting.
    fn wait(self, free: u32, now: Timestamp) -> i64 {
        let Some(past) = self.count.checked_sub(free).filter(|_| !self.is_forgotten(now)) else { return 0 };
        let wait = (FIRST << past.min(10)).min(LONGEST);
        (wait - now.duration_since(self.last).as_secs()).clamp(0, LONGEST)
    }

    fn is_forgotten(self, now: Timestamp) -> bool {
        now.duration_since(self.last).abs() > SignedDuration::from_secs(FORGOTTEN)
    }
}

impl LoginThrottle {
    /// Counts a login as failed before it is looked at, so that many at once are no way round; gives the seconds to wait where it
    /// is not to be looked at.
    pub(crate) fn begin(&self, name: &str, network: &str, now: Timestamp) -> Result<(), i64> {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        let keys = [(key(name, network), FREE), (key("", network), FREE_OF_NETWORK)];
        let waits = keys.iter().filter_map(|(key, free)| Some(failures.get(key)?.wait(*free, now)));
        match waits.max() {
            Some(wait) if wait > 0 => return Err(wait),
            _ => {}
        }
        if failures.len() >= MOST {
            failures.retain(|_, one| !one.is_forgotten(now));
        }
        if failures.len() >= MOST {
            failures.clear();
        }
        for (key, _) in keys {
            let one = failures.entry(key).or_insert(Failures { count: 0, last: now });
            let before = if one.is_forgotten(now) { 0 } else { one.count };
            *one = Failures { count: before.saturating_add(1), last: now };
        }
        Ok(())
    }

    /// A login was right: its name and network begin anew.
    pub(crate) fn succeeded(&self, name: &str, network: &str) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&key(name, network));
        if let Some(one) = failures.get_mut(&key("", network)) {
            one.count = one.count.saturating_sub(1);
        }
    }
}

fn key(name: &str, network: &str) -> (String, String) {
    (name.trim().to_lowercase().chars().take(64).collect(), network.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_795_442_700 + second).unwrap()
    }

    #[test]
    fn who_guesses_waits_and_nobody_else_does() {
        let throttle = LoginThrottle::default();
        for _ in 0..FREE {
            assert_eq!(throttle.begin("Ada", "a", at(0)), Ok(()));
        }
        assert_eq!(throttle.begin("ada ", "a", at(0)), Err(15));
        assert_eq!(throttle.begin("Ada", "b", at(0)), Ok(()), "the owner at home");
        assert_eq!(throttle.begin("Bert", "a", at(0)), Ok(()), "somebody else beside");
        assert_eq!(throttle.begin("Ada", "a", at(14)), Err(1));
        assert_eq!(throttle.begin("Ada", "a", at(15)), Ok(()));
        assert_eq!(throttle.begin("Ada", "a", at(15)), Err(30));
        assert_eq!(throttle.begin("Ada", "a", at(-900_000)), Ok(()), "a clock that was set back far");
        for second in 0..40 {
            let _told = throttle.begin("Ada", "a", at(10_000 * second));
        }
        assert_eq!(throttle.begin("Ada", "a", at(390_001 + 3_700)), Ok(()), "forgotten after an hour");
        throttle.succeeded("Ada", "a");
        for _ in 0..FREE {
            assert_eq!(throttle.begin("Ada", "a", at(400_000)), Ok(()));
        }
    }

    #[test]
    fn a_network_that_tries_many_names_waits_too() {
        let throttle = LoginThrottle::default();
        let tried = (0..100).filter(|n| throttle.begin(&format!("name{n}"), "a", at(0)).is_ok()).count();
        assert_eq!(tried, FREE_OF_NETWORK as usize);
        assert!(throttle.begin("Ada", "b", at(0)).is_ok());
    }
}
