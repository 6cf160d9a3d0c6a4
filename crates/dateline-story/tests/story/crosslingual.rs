//! Reports of one happening find each other across fifteen languages; confusable ones stay apart. `--example languages` prints the
//! figures that are pinned here.

#[path = "../../examples/sets/languages.rs"]
mod languages;

use dateline_story::Settings;

#[test]
fn versions_in_six_languages_find_each_other() {
    let pieces = languages::read(include_str!("../cases/languages.txt"));
    assert_eq!(pieces.len(), 360);
    let found = languages::cluster(&pieces, &Settings::default());
    for part in [true, false] {
        let score = languages::score(&pieces, &found, |report| languages::tuning(report) == part);
        assert!(score.recall() >= 0.95, "{score}");
        assert!(score.precision() >= 0.98, "{score} {:?}", languages::confused(&pieces, &found));
    }
}

#[test]
fn versions_in_fifteen_languages_find_each_other() {
    let both = concat!(include_str!("../cases/languages.txt"), include_str!("../cases/languages_more.txt"));
    let pieces = languages::read(both);
    assert_eq!(pieces.len(), 360 + 270);
    let found = languages::cluster(&pieces, &Settings::default());
    for part in [true, false] {
        let score = languages::score(&pieces, &found, |report| languages::tuning(report) == part);
        assert!(score.recall() >= 0.90, "{score}");
        assert!(score.precision() >= 0.98, "{score} {:?}", languages::confused(&pieces, &found));
    }
    for language in ["it", "pt", "nl", "pl", "tr", "uk", "ar", "zh", "ko"] {
        let is = |piece: &languages::Piece| piece.doc.language.as_deref() == Some(language);
        let score = languages::score_of(&pieces, &found, |a, b| is(a) || is(b));
        assert!(score.recall() >= 0.80, "{language}: {score}");
    }
}

#[test]
fn two_languages_need_no_third() {
    let both = concat!(include_str!("../cases/languages.txt"), include_str!("../cases/languages_more.txt"));
    let pieces = languages::read(both);
    let mut score = languages::Score::default();
    for language in ["it", "pt", "nl", "pl", "tr", "uk", "ar", "zh", "ko"] {
        let two = languages::alone(&pieces, ["en", language]);
        score += languages::score(&two, &languages::cluster(&two, &Settings::default()), |_| true);
    }
    assert!(score.recall() >= 0.95 && score.precision() >= 0.97, "{score}");
}

#[test]
fn without_likeness_nothing_is_joined_across_languages() {
    let pieces = languages::read(include_str!("../cases/languages.txt"));
    let never = Settings { crosslingual: 2.0, ..Settings::default() };
    let found = languages::cluster(&pieces, &never);
    let score = languages::score(&pieces, &found, |_| true);
    assert!(score.recall() < 0.5, "{score}");
}
