//! Reading of evaluation sets, and the split into tuning and checking part.

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use serde_json::Value;
use sha1::{Digest, Sha1};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Lines of a JSONL file.
pub(crate) fn lines(file: &Path) -> Result<Vec<Value>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    // Some sets were written by a program that prints NaN for what is unknown.
    let read = |line: &str| serde_json::from_str(&line.replace(": NaN", ": null"));
    lines.map(|line| read(line).with_context(|| file.display().to_string())).collect()
}

/// A file, unpacked when its name ends in `.gz`.
pub(crate) fn bytes(file: &Path) -> Result<Vec<u8>> {
    let raw = fs::read(file).with_context(|| file.display().to_string())?;
    if file.extension().is_none_or(|extension| extension != "gz") {
        return Ok(raw);
    }
    let mut unpacked = Vec::new();
    GzDecoder::new(raw.as_slice()).read_to_end(&mut unpacked).with_context(|| file.display().to_string())?;
    Ok(unpacked)
}

/// The two parts of every set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// What heuristics are tuned on.
    Tune,
    /// What is only looked at.
    Check,
}

impl Part {
    /// Both, tuning part first.
    pub(crate) const ALL: [Self; 2] = [Self::Tune, Self::Check];

    /// Name in keys of figures.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Tune => "tune",
            Self::Check => "check",
        }
    }

    /// A host, story or case belongs to the checking part when the first byte of its hash is below 64.
    pub(crate) fn of(name: &str) -> Self {
        if Self::byte(name) < 64 { Self::Check } else { Self::Tune }
    }

    /// What decides that.
    pub(crate) fn byte(name: &str) -> u8 {
        sha1_first_byte(name.as_bytes())
    }

    /// The part of an address, by its host without `www.`.
    pub(crate) fn of_url(url: &str) -> Self {
        Self::of(host(url))
    }
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> &str {
    let host = url.split("://").nth(1).unwrap_or(url).split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

fn sha1_first_byte(bytes: &[u8]) -> u8 {
    Sha1::digest(bytes).first().copied().unwrap_or_default()
}

/// Text of a field, empty where it is null or missing.
pub(crate) fn string<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// Runs `work` over all items on every core, results in order.
pub(crate) fn parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let mut results: Vec<(usize, R)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    loop {
                        let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        let Some(item) = items.get(index) else { return done };
                        done.push((index, work(item)));
                    }
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_the_host() {
        // sha1("news.example") = b8..., sha1("www.news.example") would differ.
        assert_eq!(Part::of_url("https://www.news.example/a"), Part::of("news.example"));
        assert_eq!(Part::of_url("http://news.example:8080/a"), Part::of("news.example"));
        assert_eq!(sha1_first_byte(b"abc"), 0xa9);
    }
}
