//! What is told while it runs, on standard error: how far, how quickly, how long yet.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Writes a line of trouble or advice; its loss is no failure.
pub(crate) fn note(text: &str) {
    let mut err = io::stderr().lock();
    let _lost = writeln!(err, "{text}");
}

/// What was done so far, by all threads.
#[derive(Debug)]
pub(crate) struct Progress {
    begun: Instant,
    /// Bytes of all archives; 0 where that is not known.
    total: u64,
    bytes: AtomicU64,
    pages: AtomicU64,
    /// Bytes of archives that others read, or that were read before.
    passed: AtomicU64,
    done: Mutex<bool>,
    end: Condvar,
}

impl Progress {
    pub(crate) fn new(total: u64) -> Self {
        let zero = || AtomicU64::new(0);
        let (bytes, pages, passed) = (zero(), zero(), zero());
        Self {
            begun: Instant::now(),
            total,
            bytes,
            pages,
            passed,
            done: Mutex::default(),
            end: Condvar::new(),
        }
    }

    /// A page more was read.
    pub(crate) fn page(&self) {
        self.pages.fetch_add(1, Ordering::Relaxed);
    }

    /// So many bytes more were read, where it is not a [`Counted`] source that tells.
    pub(crate) fn bytes(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// An archive needs no reading here.
    pub(crate) fn pass(&self, bytes: u64) {
        self.passed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Tells how far it is until it ends: on a terminal each second in one line, else each half minute.
    pub(crate) fn tell(&self, quiet: bool) {
        let terminal = io::stderr().is_terminal();
        let pause = Duration::from_secs(if terminal { 1 } else { 30 });
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        while !*done {
            done = self.end.wait_timeout(done, pause).unwrap_or_else(PoisonError::into_inner).0;
            if quiet || *done {
                continue;
            }
            let line = self.line(self.begun.elapsed().as_secs_f64());
            if terminal {
                let mut err = io::stderr().lock();
                let _lost = write!(err, "\r{line}\x1b[K").and_then(|()| err.flush());
            } else {
                note(&line);
            }
        }
        if terminal && !quiet {
            let _lost = write!(io::stderr(), "\r\x1b[K");
        }
    }

    /// Ends the telling.
    pub(crate) fn end(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.end.notify_all();
    }

    /// Pages, bytes and seconds since it began.
    pub(crate) fn figures(&self) -> (u64, u64, f64) {
        let (pages, bytes) = (self.pages.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed));
        (pages, bytes, self.begun.elapsed().as_secs_f64())
    }

    fn line(&self, seconds: f64) -> String {
        let (pages, bytes, _) = self.figures();
        let seconds = seconds.max(0.001);
        let rate = bytes as f64 / seconds;
        let mut line =
            format!("{pages} pages, {:.0} a second, {:.1} MB/s", pages as f64 / seconds, rate / 1e6);
        let todo = self.total.saturating_sub(self.passed.load(Ordering::Relaxed));
        if todo > 0 && bytes > 0 {
            let part = (bytes as f64 / todo as f64).min(1.0);
            let _ = write!(line, ", {:.0} %, {} left", part * 100.0, span(seconds * (1.0 - part) / part));
        }
        line
    }
}

/// A span of time as people say it.
pub(crate) fn span(seconds: f64) -> String {
    match seconds.round() as u64 {
        s @ 0..=99 => format!("{s} s"),
        s @ 100..=5999 => format!("{} min", s.div_ceil(60)),
        s => format!("{} h {:02} min", s / 3600, s % 3600 / 60),
    }
}

/// A source whose bytes are counted.
pub(crate) struct Counted<'p, R> {
    pub(crate) source: R,
    pub(crate) progress: &'p Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        self.progress.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rate_and_time_left_are_told() {
        let progress = Progress::new(4_000_000);
        progress.pass(1_000_000);
        progress.bytes.store(1_500_000, Ordering::Relaxed);
        progress.pages.store(50, Ordering::Relaxed);
        assert_eq!(progress.line(10.0), "50 pages, 5 a second, 0.1 MB/s, 50 %, 10 s left");
        for (seconds, words) in [(0.2, "0 s"), (99.0, "99 s"), (150.0, "3 min"), (7500.0, "2 h 05 min")] {
            assert_eq!(span(seconds), words);
        }
    }
}
