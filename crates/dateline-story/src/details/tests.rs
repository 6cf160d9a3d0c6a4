//! What is found inside invented reports.

use super::*;
use proptest::prelude::*;

fn paragraphs(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}

fn english(paragraphs: &[String]) -> Text<'_> {
    Text { language: Some("en-GB"), paragraphs }
}

#[track_caller]
fn check(text: &str, expected: &[(&str, Option<&str>)]) {
    let text = paragraphs(text);
    let found = quotes(&[english(&text)]);
    let found: Vec<_> = found.iter().map(|quote| (quote.words.as_str(), quote.speaker.as_deref())).collect();
    assert_eq!(found, expected);
}

#[test]
fn quotations_have_the_speaker_that_stands_beside_them() {
    check(
        "“We sat here all night,” said Mara Lund, the harbour master.",
        &[("We sat here all night", Some("Mara Lund"))],
    );
    check(
        "“We have food for four days,” the operators said on Monday.",
        &[("We have food for four days", Some("the operators"))],
    );
    check(
        "Union leader Mara Lund said: “Nobody sails before the contract is signed.”",
        &[("Nobody sails before the contract is signed.", Some("Mara Lund"))],
    );
    check(
        "“It is a good day for the river,” Anton Weber, the minister, told reporters.",
        &[("It is a good day for the river", Some("Anton Weber"))],
    );
    check("“It was cold but nobody complained,” she said.", &[("It was cold but nobody complained", None)]);
    check("The so-called “river law” passed.", &[]);
    check(
        "„Wir haben lange darauf gewartet“, sagte Anton Weber am Abend.",
        &[("Wir haben lange darauf gewartet", Some("Anton Weber"))],
    );
    check(
        "« Nous avons attendu toute la nuit », a déclaré Claire Morel.",
        &[("Nous avons attendu toute la nuit", Some("Claire Morel"))],
    );
    check("「合意に至らなかったことは残念だ」と述べた。", &[("合意に至らなかったことは残念だ", None)]);
    check("“An open mark that never closes", &[]);
}

#[test]
fn a_quotation_of_two_versions_is_one() {
    let a = paragraphs("“We sat here all night,” said Mara Lund.");
    let b = paragraphs("The mood was tense. “We sat here all night!” one of them recalled.");
    let found = quotes(&[english(&a), english(&b)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].versions, [0, 1]);
    assert_eq!(found[0].speaker.as_deref(), Some("Mara Lund"));
}

#[test]
fn names_are_sorted_by_their_neighbours() {
    let a = paragraphs(
        "Pilots in Port Aldern walked out on Monday. The Bank of Calder stayed silent.\nMinister Anton Weber said talks in Port Aldern go on. Weber left early.",
    );
    let b = paragraphs("Anton Weber told the Bank of Calder to wait. Ferries stayed in Port Aldern.");
    let found = names(&[english(&a), english(&b)]);
    let of =
        |kind: Kind| found.iter().filter(|n| n.kind == kind).map(|n| n.words.as_str()).collect::<Vec<_>>();
    assert_eq!(of(Kind::Person), ["Anton Weber"], "{found:?}");
    assert_eq!(of(Kind::Place), ["Port Aldern"], "{found:?}");
    assert_eq!(of(Kind::Other), ["Bank of Calder"], "{found:?}");
    assert_eq!(
        found.iter().find(|n| n.words == "Anton Weber").map(|n| (n.versions, n.mentions)),
        Some((2, 2)),
        "a capital that begins a sentence says nothing"
    );
}

#[test]
fn german_nouns_are_no_names() {
    let a =
        paragraphs("Die Regierung in Aldern hat das Gesetz beschlossen. Die Regierung zögert beim Gesetz.");
    let german = Text { language: Some("de"), paragraphs: &a };
    assert_eq!(names(&[german, german]), []);
}

#[test]
fn what_one_version_adds() {
    let a = paragraphs(
        "The ferry ran aground off Skerrow in a storm on Monday night. All 412 people on board were rescued by dawn.",
    );
    let b = paragraphs(
        "All 412 people on board the ferry that ran aground off Skerrow in the storm on Monday night were rescued by dawn. Investigators found the autopilot's gyrocompass had been replaced with an uncertified unit in August.",
    );
    let found = novel_sentences(&[english(&a), english(&b)]);
    assert_eq!(found[0], []);
    assert_eq!(found[1].len(), 1, "{found:?}");
    assert!(found[1][0].sentence.starts_with("Investigators found"));
    let german = Text { language: Some("de"), paragraphs: &b };
    assert!(novel_sentences(&[english(&a), german]).iter().all(Vec::is_empty), "languages are not compared");
}

#[test]
fn sentences_end_where_they_end() {
    let cases = [
        ("Mr. Lund came at 3.30 p.m. on Monday. He left.", 2),
        ("“Stop!” she cried. He did.", 3),
        ("港は再開した。船は出た。", 2),
        ("", 0),
    ];
    for (text, count) in cases {
        assert_eq!(dateline_text::sentences(text).len(), count, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_at(texts in prop::collection::vec(prop::collection::vec("[\\PC\n“”\"„«».A-Z a-z]{0,200}", 0..4), 0..5)) {
        let all: Vec<Text<'_>> = texts.iter().map(|paragraphs| english(paragraphs)).collect();
        prop_assert_eq!(novel_sentences(&all).len(), all.len());
        for quote in quotes(&all) {
            let stands = |text: &Vec<String>| text.iter().any(|p| p.contains(&quote.words));
            prop_assert!(texts.iter().any(stands), "{:?}", quote);
        }
        for name in names(&all) {
            prop_assert!(!name.words.is_empty());
        }
    }
}

#[test]
fn what_speaks_against_a_headline_is_named() {
    let check = |headlines: &[&str], at: usize, words: &[&str], numbers: &[&str], others: &[&str]| {
        let reports: Vec<(&str, &str)> = headlines.iter().map(|headline| (*headline, "")).collect();
        let found = objections(&reports).remove(at);
        let told = (found.words.as_slice(), found.numbers.as_slice(), found.other_numbers.as_slice());
        let own = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(told, (&own(words)[..], &own(numbers)[..], &own(others)[..]), "{headlines:?}");
    };
    let ferry = "Ferry runs aground off Skarvik with 140 aboard";
    check(&[ferry, "Ferry aground off Skarvik, 140 rescued"], 0, &[], &[], &[]);
    check(&[ferry, "Skarvik ferry: 212 aboard as it runs aground"], 1, &[], &["212"], &["140"]);
    check(&[ferry, "Bakers of Tarnby strike over flour"], 1, &["Tarnby", "flour", "Bakers"], &[], &[]);
    check(&[ferry], 0, &[], &[], &[]);
    assert!(objections(&[]).is_empty());
    // What another report goes on to say speaks for it.
    let own = ("Bakers of Tarnby strike over flour", "");
    let other = |text| objections(&[own, ("Ovens stay cold for a week", text)]).remove(0);
    assert_eq!(other("").words, ["Tarnby", "flour", "Bakers"]);
    assert!(other("The bakers of Tarnby ask for cheaper flour.").is_empty());
}
