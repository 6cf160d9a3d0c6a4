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
        ("site:tern.example", &["Harbour reopens"]),
        ("-publisher:tern lang:en", &["Ferry strike ends"]),
        ("lang:en -is:full", &["Harbour reopens"]),
        ("ferry after:2026-03-02", &["Harbour reopens"]),
        ("ferry before:2026-03-02", &["Ferry strike ends"]),
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
        assert_eq!(titles(&ground.reader().search(query).await.unwrap()), *expected, "{text}");
    }
}

#[tokio::test]
async fn hits_are_grouped_and_marked() {
    let ground = ground().await;
    let query = |text: &str| SearchQuery { text: text.to_owned(), window: Window::first(9) };
    let answer = ground.reader().search(query("ferry")).await.unwrap();
    assert_eq!(answer.groups.len(), 1, "two articles of one story are one group");
    let hit = &answer.groups[0].hits[0];
    assert!(hit.title.iter().any(|part| part.hit && part.text == "Ferry"));
    let japanese = ground.reader().search(query("労働者")).await.unwrap();
    let snippet = &japanese.groups[0].hits[0].snippet;
    assert!(snippet.iter().any(|part| part.hit && part.text == "労働者"), "{snippet:?}");
    let problems = ground.reader().search(query("ferry before:tuesday")).await.unwrap().problems;
    assert_eq!(problems.len(), 1);
}

/// Paths through all pages of a search; gives titles.
async fn paged(ground: &Ground, text: &str, limit: u32) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let window = Window { limit, offset: u32::try_from(all.len()).unwrap() };
        let answer = ground.reader().search(SearchQuery { text: text.to_owned(), window }).await.unwrap();
        all.extend(titles(&answer).into_iter().map(str::to_owned));
        if !answer.more {
            return all;
        }
    }
}

#[tokio::test]
async fn every_match_stands_on_one_page() {
    let ground = Ground::new();
    let feed = ground.feed("gull.example").await;
    let title = |n: i64| if n == 7 { "Ferry aground".to_owned() } else { format!("Notice {n}") };
    let items = (0..450).map(|n| item("gull.example", &format!("a{n}"), &title(n))).collect::<Vec<_>>();
    let found = ground.poll(feed, hour(9), items.clone()).await.0;
    for (found, facts) in found.iter().zip(&items) {
        let text = if found.id.0 % 2 == 0 { "The ferry and the tide." } else { "The ferry." };
        ground.read(found.id, found.id.0, facts, text, Holding::Full).await;
    }
    for (text, expected) in [("ferry", 450), ("ferry is:unread", 450), ("ferry tide", 225), ("-tide", 225)] {
        let all = paged(&ground, text, 40).await;
        let different: std::collections::BTreeSet<&String> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (expected, expected), "{text}");
        if text == "ferry" {
            assert_eq!(all[0], "Ferry aground", "an old headline stands before new texts");
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_is_an_error(text in "[ -~“é東\u{0}-\u{20}]{0,40}") {
        thread_local!(static GROUND: Ground = Ground::new());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        GROUND.with(|ground| {
            let query = SearchQuery { text: text.clone(), window: Window::first(9) };
            let answer = runtime.block_on(ground.reader().search(query));
            assert!(answer.is_ok(), "{text:?}: {answer:?}");
        });
    }
}
