//! Pairs of one report in different languages: `languages [FILE..] [crosslingual=X]` prints recall and precision of those put together,
//! for the reports that settings were chosen on and for the others, then for each further language against the first six.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

#[path = "sets/languages.rs"]
mod languages;

use dateline_model::{EntryId, StoryId};
use dateline_story::Settings;
use std::collections::{BTreeMap, BTreeSet};

/// Languages of the first file.
const FIRST: [&str; 6] = ["en", "de", "fr", "es", "ru", "ja"];

fn main() {
    let mut settings = Settings::default();
    let mut files: Vec<String> = Vec::new();
    for arg in std::env::args().skip(1) {
        match arg.strip_prefix("crosslingual=").and_then(|x| x.parse().ok()) {
            Some(near) => settings.crosslingual = near,
            None => files.push(arg),
        }
    }
    if files.is_empty() {
        let own = |name| format!("{}/tests/cases/{name}.txt", env!("CARGO_MANIFEST_DIR"));
        files.extend(["languages", "languages_more"].map(own));
    }
    let text: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap_or_default()).collect();
    let pieces = languages::read(&text);
    let found = languages::cluster(&pieces, &settings);
    for (name, part) in [("tuning", Some(true)), ("checking", Some(false)), ("all", None)] {
        let score =
            languages::score(&pieces, &found, |report| part.is_none_or(|p| languages::tuning(report) == p));
        println!("{name}: {score}");
    }
    each(&pieces, &found);
    two_by_two(&pieces, &settings);
    for (a, b) in languages::confused(&pieces, &found) {
        println!("wrongly together: {a} | {b}");
    }
}

/// Each language against the first six.
fn each(pieces: &[languages::Piece], found: &BTreeMap<EntryId, StoryId>) {
    for language in all(pieces) {
        let is = |piece: &languages::Piece, wanted: &str| piece.doc.language.as_deref() == Some(wanted);
        let first = |piece: &languages::Piece| FIRST.iter().any(|wanted| is(piece, wanted));
        for (name, part) in [("tuning", true), ("checking", false)] {
            let score = languages::score_of(pieces, found, |a, b| {
                let counted = [a, b].iter().any(|p| languages::tuning(p.report) == part);
                counted && (is(a, language) && first(b) || is(b, language) && first(a))
            });
            println!("{language}, {name}: {score}");
        }
    }
}

/// Two languages alone in the window, all pairs of them: the first six among each other, and the others.
fn two_by_two(pieces: &[languages::Piece], settings: &Settings) {
    let all: Vec<&str> = all(pieces).into_iter().collect();
    let mut scores: BTreeMap<(bool, &str), languages::Score> = BTreeMap::new();
    for (at, a) in all.iter().enumerate() {
        for b in all.iter().skip(at + 1) {
            let two = languages::alone(pieces, [a, b]);
            let found = languages::cluster(&two, settings);
            let first = [a, b].iter().all(|language| FIRST.contains(*language));
            for (name, part) in [("tuning", true), ("checking", false)] {
                let score = languages::score(&two, &found, |report| languages::tuning(report) == part);
                *scores.entry((first, name)).or_default() += score;
            }
        }
    }
    for ((first, name), score) in scores {
        let which = if first { "the first six" } else { "the others" };
        println!("two languages alone, {which}, {name}: {score}");
    }
}

fn all(pieces: &[languages::Piece]) -> BTreeSet<&str> {
    pieces.iter().filter_map(|p| p.doc.language.as_deref()).collect()
}
