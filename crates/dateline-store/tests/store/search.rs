//! What is found, and how it is shown.

use crate::ground::*;
use dateline_model::Holding;
use dateline_store::{SearchAnswer, SearchQuery, Window};

async fn ground() -> Ground {
    let ground = Ground::new();
    let articles = [
        (
            "gull.example",
            "Ferry strike ends",
            "Crews at the café return to the harbour.",
            Holding::Full,
            "en",
        ),
        (
            "tern.example",
            "Harbour reopens",
            "The ferry sails again after the strike.",
            Holding::Partial,
            "en",
        ),
        ("moewe.example", "Fähre fährt wieder", "Der Hafen öffnet am Montag.", Holding::Full, "de"),
        ("kamome.example", "東京湾のフェリー再開", "港湾労働者が合意した。", Holding::Full, "ja"),
    ];
    for (n, (host, title, text, holding, language)) in articles.into_iter().enumerate() {
        let feed = ground.feed(host).await;
        let mut facts = item(host, "a", title);
        facts.language = Some(language.to_owned());
        facts.published = Some(hour(24 * n as i64));
        let id = ground.poll(feed, hour(90), vec![facts.clone()]).await.0[0].id;
        ground.read(id, if n < 2 { 1 } else { id.0 }, &facts, text, holding).await;
    }
    ground
}

fn titles(answer: &SearchAnswer) -> Vec<&str> {
    answer.groups.iter().flat_map(|group| &group.hits).map(|hit| hit.entry.title.as_str()).collect()
}

#[tokio::test]
async fn words_phrases_and_fields_find() {
    let ground = ground().await;
    let cases: &[(&str, &[&str])] = &[
        ("ferry", &["Ferry strike ends", "Harbour reopens"]),
        ("ferry in:title", &["Ferry strike ends"]),
        ("cafe", &["Ferry strike ends"]),
        ("\"ferry sails\"", &["Harbour reopens"]),
        ("\"sails ferry\"", &[]),
        ("strike -ends", &["Harbour reopens"]),
        ("harb*", &["Harbour reopens", "Ferry strike ends"]),
        ("fahre", &["Fähre fährt wieder"]),
        ("フェリー", &["東京湾のフェリー再開"]),
        ("東京", &["東京湾のフェリー再開"]),
        ("京東", &[]),
        ("労働者", &["東京湾のフェリー再開"]),
        ("lang:de", &["Fähre fährt wieder"]),
        ("publisher:tern", &["Harbour reopens"]),
        ("ferry has:wall", &["Harbour reopens"]),
        ("-ferry lang:en", &[]),
        ("after:2026-03-04", &["東京湾のフェリー再開"]),
        ("before:2026-03-02", &["Ferry strike ends"]),
        ("' OR 1=1; DROP TABLE entries", &[]),
        ("", &[]),
        ("\"", &[]),
    ];
    for (text, expected) in cases {
        let query = SearchQuery { text: (*text).to_owned(), window: Window::first(9) };
        assert_eq!(titles(&ground.store.search(query).await.unwrap()), *expected, "{text}");
    }
}

#[tokio::test]
async fn hits_are_grouped_and_marked() {
    let ground = ground().await;
    let query = |text: &str| SearchQuery { text: text.to_owned(), window: Window::first(9) };
    let answer = ground.store.search(query("ferry")).await.unwrap();
    assert_eq!(answer.groups.len(), 1, "two articles of one story are one group");
    let hit = &answer.groups[0].hits[0];
    assert!(hit.title.iter().any(|part| part.hit && part.text == "Ferry"));
    let japanese = ground.store.search(query("労働者")).await.unwrap();
    let snippet = &japanese.groups[0].hits[0].snippet;
    assert!(snippet.iter().any(|part| part.hit && part.text == "労働者"), "{snippet:?}");
    let problems = ground.store.search(query("ferry before:tuesday")).await.unwrap().problems;
    assert_eq!(problems.len(), 1);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_is_an_error(text in "[ -~“é東\u{0}-\u{20}]{0,40}") {
        thread_local!(static GROUND: Ground = Ground::new());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        GROUND.with(|ground| {
            let query = SearchQuery { text: text.clone(), window: Window::first(9) };
            let answer = runtime.block_on(ground.store.search(query));
            assert!(answer.is_ok(), "{text:?}: {answer:?}");
        });
    }
}
