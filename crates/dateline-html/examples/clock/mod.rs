//! Processor time, for measures on a machine that does other things too.

use rustix::time::{ClockId, clock_gettime};

/// Processor time that this thread has used, so that other programs count only by what they push out of the caches.
pub(crate) fn seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// The least processor seconds that `work` took in so many goes: what disturbs it only ever adds.
pub(crate) fn least(goes: usize, mut work: impl FnMut()) -> f64 {
    let go = |_| {
        let start = seconds();
        work();
        seconds() - start
    };
    (0..goes).map(go).fold(f64::MAX, f64::min)
}
