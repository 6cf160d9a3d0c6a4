//! Durations and what stands out in them.

use std::fmt;
use std::time::{Duration, Instant};

#[derive(Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Waits for something and notes how long it took.
    pub(crate) async fn of<T>(&mut self, asked: impl Future<Output = T>) -> T {
        let begun = Instant::now();
        let answer = asked.await;
        self.0.push(begun.elapsed());
        answer
    }

    /// Does something and notes how long it took.
    pub(crate) fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let answer = work();
        self.0.push(begun.elapsed());
        answer
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = |share: f64| {
            let last = sorted.len().saturating_sub(1);
            sorted.get((last as f64 * share).round() as usize).map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        write!(
            f,
            "{:.2} ms p50, {:.2} ms p99, {:.2} ms longest of {}",
            at(0.5),
            at(0.99),
            at(1.0),
            sorted.len()
        )
    }
}
