//! How far a figure may lie from what it would be on all pages of its kind: 95 % intervals. Wilson's for shares, a bootstrap
//! by host for means, because pages of one host fail together.

use super::text_score::share;
use std::collections::BTreeMap;

/// Quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_964;
/// Samples of the bootstrap; its seed is fixed, so a run repeats itself.
const SAMPLES: usize = 1000;
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Wilson's interval of a share.
#[expect(clippy::cast_precision_loss, reason = "counts of pages are far below 2^52")]
pub(crate) fn wilson(right: usize, all: usize) -> Option<(f64, f64)> {
    if all == 0 || right > all {
        return None;
    }
    let (n, p) = (all as f64, share(right, all));
    let middle = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some((((middle - spread) / scale).max(0.0), ((middle + spread) / scale).min(1.0)))
}

/// The interval of a mean, hosts drawn with replacement.
#[expect(clippy::cast_precision_loss, reason = "counts of pages are far below 2^52")]
pub(crate) fn by_host<'h>(values: impl Iterator<Item = (&'h str, f64)>) -> Option<(f64, f64)> {
    let mut hosts: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for (host, value) in values {
        let held = hosts.entry(host).or_default();
        held.0 += value;
        held.1 += 1;
    }
    let hosts: Vec<(f64, usize)> = hosts.into_values().collect();
    if hosts.len() < 2 {
        return None;
    }
    let mut state = SEED;
    let mut means: Vec<f64> = Vec::with_capacity(SAMPLES);
    for _ in 0..SAMPLES {
        let (mut sum, mut count) = (0.0, 0usize);
        for _ in 0..hosts.len() {
            let (value, pages) = hosts[usize::try_from(next(&mut state)).unwrap_or(0) % hosts.len()];
            sum += value;
            count += pages;
        }
        means.push(sum / count.max(1) as f64);
    }
    means.sort_by(f64::total_cmp);
    Some((means[SAMPLES / 40], means[SAMPLES - 1 - SAMPLES / 40]))
}

/// The next number of a xorshift generator, in 31 bits.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_of_known_counts() {
        let (low, high) = wilson(12, 14).unwrap();
        assert!((low - 0.6006).abs() < 1e-3 && (high - 0.9599).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn a_bootstrap_repeats_itself_and_holds_the_mean() {
        let values = [("a", 0.9), ("a", 0.8), ("b", 0.5), ("c", 1.0), ("d", 0.7)];
        let first = by_host(values.into_iter()).unwrap();
        assert_eq!(Some(first), by_host(values.into_iter()));
        assert!(first.0 < 0.78 && first.1 > 0.78);
        assert_eq!(by_host([("a", 0.9)].into_iter()), None);
    }
}
