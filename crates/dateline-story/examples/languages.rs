//! Pairs of one report in different languages: `languages [FILE] [crosslingual=X]` prints recall and precision of those put together,
//! for
//! the reports that settings were chosen on and for the others.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

#[path = "sets/languages.rs"]
mod languages;

use dateline_story::Settings;

fn main() {
    let mut settings = Settings::default();
    let mut file = format!("{}/tests/cases/languages.txt", env!("CARGO_MANIFEST_DIR"));
    for arg in std::env::args().skip(1) {
        match arg.strip_prefix("crosslingual=").and_then(|x| x.parse().ok()) {
            Some(near) => settings.crosslingual = near,
            None => file = arg,
        }
    }
    let text = std::fs::read_to_string(&file).unwrap_or_default();
    let pieces = languages::read(&text);
    let found = languages::cluster(&pieces, settings);
    for (name, part) in [("tuning", Some(true)), ("checking", Some(false)), ("all", None)] {
        let score =
            languages::score(&pieces, &found, |report| part.is_none_or(|p| languages::tuning(report) == p));
        println!("{name}: {score}");
    }
    for (a, b) in languages::confused(&pieces, &found) {
        println!("wrongly together: {a} | {b}");
    }
}
