//! What work takes: time of the processor and by the clock, and memory.

use std::time::{Duration, Instant};

/// Half of the times and ninety-nine in a hundred, of the processor and by the clock.
pub(crate) fn told(kind: &str, times: &mut [(Duration, Duration)]) -> String {
    let mut at = |part: fn(&(Duration, Duration)) -> Duration, share: usize| {
        times.sort_by_key(part);
        times.get(times.len().saturating_sub(1) * share / 100).map(part).unwrap_or_default().as_secs_f64()
            * 1e3
    };
    format!(
        "{kind}: p50 {:.1} p99 {:.1} ms of processor, {:.1} and {:.1} by the clock",
        at(|t| t.0, 50),
        at(|t| t.0, 99),
        at(|t| t.1, 50),
        at(|t| t.1, 99)
    )
}

/// Time since a moment.
pub(crate) struct Spent(Duration, Instant);

impl Spent {
    /// Now.
    pub(crate) fn begin() -> Self {
        Self(processor(), Instant::now())
    }

    /// Of the processor and by the clock.
    pub(crate) fn pair(&self) -> (Duration, Duration) {
        (processor().saturating_sub(self.0), self.1.elapsed())
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let (processor, clock) = self.pair();
        format!("{:.1} s of processor, {:.1} s by the clock", processor.as_secs_f64(), clock.as_secs_f64())
    }
}

/// Processor time of all threads that live.
fn processor() -> Duration {
    let tasks = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let used = tasks.filter_map(|task| {
        let stat = std::fs::read_to_string(task.path().join("schedstat")).ok()?;
        stat.split(' ').next()?.parse::<u64>().ok()
    });
    Duration::from_nanos(used.sum())
}

/// Megabytes that the system says of this process.
pub(crate) fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    line.trim().split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}
