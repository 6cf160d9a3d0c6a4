//! A mixed log of searches over made articles, by kind.

use crate::words::{common, name};

/// Queries of each kind.
const EACH: usize = 40;

pub(crate) fn log() -> Vec<(&'static str, Vec<String>)> {
    let kind = |one: &dyn Fn(usize) -> String| (0..EACH).map(one).collect::<Vec<String>>();
    vec![
        ("a common word", kind(&|n| common(n).to_owned())),
        ("two common words", kind(&|n| format!("{} {}", common(n), common(n + 7)))),
        ("a word of few articles", kind(&|n| name(40 * n + 200))),
        ("a rare word", kind(&|n| name(9_000 * n + 11_003))),
        ("a name and a common word", kind(&|n| format!("{} {}", name(40 * n + 21), common(n)))),
        ("a phrase", kind(&|n| format!("\"{} {}\"", common(n), common(n + 1)))),
        ("a beginning", kind(&|n| format!("{}*", name(40 * n + 21).get(..4).unwrap_or("mi")))),
        ("a word in the headline", kind(&|n| format!("in:title {}", common(n)))),
        ("without another", kind(&|n| format!("{} -{}", common(n), common(n + 3)))),
        ("of a publisher", kind(&|n| format!("{} publisher:\"Paper {}\"", common(n), 37 * n))),
        (
            "of some days",
            kind(&|n| format!("{} after:2026-11-1{} before:2026-11-2{}", common(n), n % 10, n % 3)),
        ),
        ("behind a wall", kind(&|n| format!("{} has:wall", common(n)))),
    ]
}
