use super::*;
use proptest::prelude::*;

fn check(text: &str, phrase: &str, class: Class) {
    let hits = hits(text);
    let hit = hits.iter().find(|hit| hit.class == class).unwrap_or_else(|| panic!("{text}: {hits:?}"));
    assert_eq!(&text[hit.start..hit.end], phrase);
}

#[test]
fn phrases_are_found_as_they_stand() {
    check("Already a  Subscriber? Log in.", "Already a  Subscriber", Class::Reason(Reason::Paywall));
    check("… this WEBSITE uses cookies!", "this WEBSITE uses cookies", Class::Cookie);
    check("この記事は会員限定です。", "この記事は会員限定です", Class::Reason(Reason::Paywall));
}

#[test]
fn no_phrase_begins_inside_a_word() {
    assert!(hits("unread more").is_empty());
    assert!(hits("bread morels").is_empty());
}

#[test]
fn every_row_is_whole_short_and_found() {
    let mut seen = std::collections::HashSet::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert!(fields.len() >= 5, "{line}");
        assert!(matches!(fields[3], "strong" | "weak"), "{line}");
        assert!(matches!(fields[4], "seen" | "vendor documentation" | "written by us"), "{line}");
        assert!(fields[0].split_whitespace().count() <= 8, "{line}");
        assert!(seen.insert(fold(fields[0]).text), "twice: {line}");
        // Phrases are looked for where words begin.
        assert!(fields[0].starts_with(char::is_alphanumeric), "{line}");
        let row = row(line).unwrap_or_else(|| panic!("{line}"));
        assert_eq!(hits(row.phrase).first().map(|hit| hit.class), Some(row.class), "{line}");
    }
}

/// The table in `docs/verdicts.md`: for each language and big class the phrases that were seen on a real page or in a
/// vendor's own texts, of all.
#[test]
fn the_documentation_counts_what_was_seen() {
    let docs =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/verdicts.md")).unwrap();
    let rows: Vec<Vec<&str>> =
        TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    for language in ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "ja", "zh", "ko"]
    {
        let cell = |class: &&str| {
            let all = || rows.iter().filter(|row| row[1] == language && row[2] == *class);
            format!("{} of {}", all().filter(|row| row[4] != "written by us").count(), all().count())
        };
        let cells: Vec<String> =
            ["paywall", "registration", "javascript", "bot_check", "cookie"].iter().map(cell).collect();
        let line = format!("| {language} | {} |", cells.join(" | "));
        assert!(docs.contains(&line), "docs/verdicts.md lacks:\n{line}");
    }
}

proptest! {
    #[test]
    fn places_lie_on_characters(text in "\\PC{0,80}|(?:already a subscriber|İ|ß|’| |\u{200b}|read more){0,20}") {
        for hit in hits(&text) {
            prop_assert!(text.get(hit.start..hit.end).is_some_and(|found| !found.is_empty()));
        }
    }
}
