//! Threads for long work stand back where somebody waits for a short answer.

/// How far behind: a thread that only waits is woken at once all the same, and one at work leaves the processor to it.
#[cfg(target_os = "linux")]
const BEHIND: i32 = 10;

/// Puts the calling thread behind all others of this process, for as long as it lives. Linux has a priority for each thread;
/// elsewhere nothing is done.
pub fn stand_back() {
    #[cfg(target_os = "linux")]
    if rustix::process::getpriority_process(None).is_ok_and(|now| now < BEHIND) {
        // Refused, the work is done as before.
        let _refused = rustix::process::setpriority_process(None, BEHIND);
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_thread_alone_stands_back() {
        let nice = || rustix::process::getpriority_process(None).unwrap();
        let before = nice();
        let behind = std::thread::spawn(move || {
            stand_back();
            nice()
        });
        assert_eq!(behind.join().unwrap(), BEHIND.max(before));
        assert_eq!(nice(), before);
    }
}
