//! The story room from outside: cases as data, and what must hold for any input.
use dateline_model::{Change, CopyKind, EntryId, Holding, Placement, StoryDoc, StoryId};
use dateline_story::{Order, Settings, Stories, cluster};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One line of a case file.
fn doc(id: i64, line: &serde_json::Value) -> StoryDoc {
    let text = |key: &str| line[key].as_str().map(str::to_owned);
    StoryDoc {
        id: EntryId(id),
        title: text("title").unwrap_or_default(),
        text: text("text").unwrap_or_default(),
        publisher: text("publisher"),
        agency: text("agency"),
        url: None,
        time: line["date"].as_str().map(|d| d.parse().unwrap()),
        language: text("language"),
        holding: Holding::Full,
    }
}

/// Every article of a case stands with those of its `story` and with no others.
fn check(case: &str) {
    let lines: Vec<serde_json::Value> = case.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let docs = lines.iter().enumerate().map(|(i, l)| doc(i as i64 + 1, l)).collect();
    let mut found: BTreeMap<StoryId, BTreeSet<EntryId>> = BTreeMap::new();
    for (entry, story) in cluster(docs, Order::Time) {
        found.entry(story).or_default().insert(entry);
    }
    let mut wanted: BTreeMap<&str, BTreeSet<EntryId>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        wanted.entry(line["story"].as_str().unwrap()).or_default().insert(EntryId(i as i64 + 1));
    }
    let titles = |set: &BTreeSet<EntryId>| -> Vec<String> {
        set.iter().map(|e| lines[e.0 as usize - 1]["title"].to_string()).collect()
    };
    let found: BTreeSet<Vec<String>> = found.values().map(titles).collect();
    let wanted: BTreeSet<Vec<String>> = wanted.values().map(titles).collect();
    assert_eq!(found, wanted);
}

#[test]
fn happenings_are_told_apart() {
    check(include_str!("../cases/happenings.jsonl"));
}

#[test]
fn other_scripts_are_grouped() {
    check(include_str!("../cases/scripts.jsonl"));
}

/// A made word; no two begin alike.
fn word(n: usize) -> String {
    let (consonants, vowels) = (b"bdfgklmnprstvz", b"aoue");
    let letter = |of: &[u8], at: usize| char::from(of[at % of.len()]);
    let (first, second) = (n, n / 14);
    [
        letter(consonants, first),
        letter(vowels, n / 196),
        letter(consonants, second),
        letter(vowels, n / 784),
        'r',
        'k',
        'i',
    ]
    .iter()
    .collect()
}

#[test]
fn one_common_word_of_a_language_that_nobody_named_joins_nobody() {
    // "bez", without, looks like an English word that vectors know.
    let title = |at: usize| {
        let words: Vec<String> = (0..5).map(|n| word(at * 5 + n)).collect();
        if at < 24 {
            format!("{} bez {}", words[..2].join(" "), words[2..].join(" "))
        } else {
            words.join(" ")
        }
    };
    let docs: Vec<StoryDoc> = (0..70).map(|at| plain(at as i64 + 1, &title(at), "")).collect();
    let stories: BTreeSet<StoryId> =
        cluster(docs, Order::Given).into_iter().map(|(_, story)| story).collect();
    assert_eq!(stories.len(), 70);
}

#[test]
fn headlines_that_share_two_words_of_nineteen_are_compared() {
    let mut stories = Stories::new(Settings::default());
    for at in 0..60 {
        let own = |n: usize| word(2 + at * 19 + n);
        let shared = |n: usize| if at < 2 { word(n) } else { own(n) };
        let title: Vec<String> = (0..2).map(shared).chain((2..19).map(own)).collect();
        let change = stories.plan(&plain(at as i64 + 1, &title.join(" "), ""));
        stories.apply(&change);
    }
    let compared: Vec<_> = stories.odds(usize::MAX).into_iter().map(|(a, b, _)| (a, b)).collect();
    assert_eq!(compared, [(EntryId(1), EntryId(2))]);
}

fn plain(id: i64, title: &str, text: &str) -> StoryDoc {
    doc(id, &serde_json::json!({"title": title, "text": text, "publisher": format!("Paper {id}")}))
}

/// A made text of `n` different words.
fn prose(seed: u64, n: u64) -> String {
    (0..n).map(|i| format!("w{}", (seed * 7919 + i * i * 31 + i) % 100_003)).collect::<Vec<_>>().join(" ")
}

#[test]
fn copies_are_found_with_direction_and_share() {
    let whole = prose(1, 400);
    let words: Vec<&str> = whole.split(' ').collect();
    let preview = words[..80].join(" ");
    let edited: String = words
        .iter()
        .enumerate()
        .map(|(i, w)| if i % 10 == 9 { format!("e{i} ") } else { format!("{w} ") })
        .collect();
    let glued = format!("{whole} {}", prose(2, 200));
    for (text, kind, least) in [
        (&preview, CopyKind::Excerpt, 0.99),
        (&whole, CopyKind::Same, 0.99),
        (&edited, CopyKind::Edited, 0.6),
        (&glued, CopyKind::Extended, 0.6),
    ] {
        let mut stories = Stories::new(Settings::default());
        let first = stories.plan(&plain(1, "Harbour wall gives way", &whole));
        stories.apply(&first);
        let change = stories.plan(&plain(2, "Nothing alike here", text));
        let link = change.copy.expect("a copy");
        assert_eq!((link.of, link.kind), (EntryId(1), kind));
        assert!(link.share >= least, "{kind:?} {}", link.share);
        assert_eq!(change.placement.story(), first.placement.story());
    }
}

#[test]
fn texts_of_two_newsrooms_are_no_copies() {
    let mut stories = Stories::new(Settings::default());
    stories.apply(&stories.plan(&plain(1, "Harbour wall gives way", &prose(1, 300))));
    let quoting = format!("{} {}", prose(3, 200), prose(1, 40));
    assert_eq!(stories.plan(&plain(2, "Harbour wall gives way", &quoting)).copy, None);
}

#[test]
fn a_retitled_article_keeps_its_story_and_its_id() {
    let mut stories = Stories::new(Settings::default());
    let first = stories.plan(&plain(1, "Ferry Aurelia runs aground off Kestrel Island", ""));
    stories.apply(&first);
    let again = stories.update(&plain(1, "Ferry Aurelia aground: all 212 aboard safe", ""));
    stories.apply(&again);
    assert_eq!(again.placement.story(), first.placement.story());
    assert_eq!(stories.len(), 1);
}

#[test]
fn the_window_forgets_and_ids_are_not_given_twice() {
    let mut stories = Stories::new(Settings::default());
    let mut old = plain(1, "Old news from Tarn Valley", "");
    old.time = Some("2026-01-01T00:00:00Z".parse().unwrap());
    let first = stories.plan(&old);
    stories.apply(&first);
    stories.forget_before("2026-02-01T00:00:00Z".parse().unwrap());
    assert!(stories.is_empty());
    assert!(stories.plan(&old).placement.story() > first.placement.story());
}

#[test]
fn a_reason_names_terms_as_written() {
    let mut stories = Stories::new(Settings::default());
    stories.apply(&stories.plan(&plain(1, "Ferry Aurelia runs aground off Kestrel Island", "")));
    let change = stories.plan(&plain(2, "Kestrel Island: ferry Aurelia aground", ""));
    let Placement::Join(_, why) = change.placement else { panic!("a story of its own") };
    assert!(why.score >= why.threshold);
    assert!(why.terms.contains(&"Aurelia".to_owned()), "{:?}", why.terms);
}

#[test]
fn an_article_alone_finds_its_story_when_its_text_comes() {
    let mut stories = Stories::new(Settings::default());
    let report =
        "The ferry Aurelia ran aground off Kestrel Island in a storm; its passengers were taken off by boat.";
    stories.apply(&stories.plan(&plain(1, "A long night for the Tarn lifeboat", "")));
    stories.apply(&stories.plan(&plain(2, "Ferry Aurelia runs aground off Kestrel Island", report)));
    assert_ne!(stories.story_of(EntryId(1)), stories.story_of(EntryId(2)));
    stories.apply(&stories.plan(&plain(1, "A long night for the lifeboat off Kestrel Island", report)));
    assert_eq!(stories.story_of(EntryId(1)), stories.story_of(EntryId(2)));
    let alone = stories.plan(&plain(3, "Tarn Valley choir sings", ""));
    stories.apply(&alone);
    let again = stories.plan(&plain(3, "Tarn Valley choir sings again", ""));
    assert_eq!(
        again.placement.story(),
        alone.placement.story(),
        "nothing better, so its story stays its own"
    );
}

#[test]
fn a_plan_of_another_text_is_not_applied_by_mistake() {
    let mut stories = Stories::new(Settings::default());
    let first = stories.plan(&plain(1, "Ferry Aurelia runs aground off Kestrel Island", ""));
    stories.plan(&plain(1, "Tarn Valley choir sings", ""));
    stories.apply(&first);
    let join = stories.plan(&plain(2, "Kestrel Island: ferry Aurelia aground", ""));
    assert_eq!(join.placement.story(), first.placement.story());
}

/// Few words, so that happenings collide and ties arise.
fn small_docs() -> impl Strategy<Value = Vec<StoryDoc>> {
    let title = prop::collection::vec(
        prop::sample::select(vec![
            "Aurelia", "Kestrel", "ferry", "aground", "Tarn", "flood", "vote", "3", "東京", "the",
        ]),
        0..7,
    );
    let one = (1..12_i64, title, ".{0,40}", prop::option::of(0..2_000_000_i64));
    prop::collection::vec(one, 0..30).prop_map(|all| {
        let make = |(id, title, text, time): (i64, Vec<&str>, String, Option<i64>)| {
            let mut doc = plain(id, &title.join(" "), &text);
            doc.time = time.map(|t| jiff::Timestamp::from_second(t).unwrap());
            doc
        };
        all.into_iter().map(make).collect()
    })
}

fn live(docs: &[StoryDoc]) -> (Stories, Vec<Change>) {
    let mut stories = Stories::new(Settings::default());
    let mut changes = Vec::new();
    for doc in docs {
        let change = stories.plan(doc);
        assert_eq!(change, stories.plan(doc), "planning changes nothing");
        stories.apply(&change);
        changes.push(change);
    }
    (stories, changes)
}

proptest! {
    #[test]
    fn replay_equals_live(docs in small_docs(), cut in 0..30_usize) {
        let (whole, changes) = live(&docs);
        let cut = cut.min(docs.len());
        let mut again = Stories::replay(changes.iter().take(cut).cloned());
        for (doc, change) in docs.iter().zip(&changes).skip(cut) {
            let planned = again.plan(doc);
            prop_assert_eq!(&planned, change);
            again.apply(&planned);
        }
        for doc in &docs {
            prop_assert_eq!(whole.story_of(doc.id), again.story_of(doc.id));
        }
    }

    #[test]
    fn every_article_stands_in_one_story(docs in small_docs()) {
        let (stories, _) = live(&docs);
        let ids: BTreeSet<EntryId> = docs.iter().map(|d| d.id).collect();
        prop_assert_eq!(stories.len(), ids.len());
        for id in &ids {
            let story = stories.story_of(*id).unwrap();
            prop_assert_eq!(stories.members(story).iter().filter(|m| *m == id).count(), 1);
        }
    }

    #[test]
    fn importing_twice_doubles_nothing(docs in small_docs()) {
        let (mut stories, changes) = live(&docs);
        let before: Vec<_> = docs.iter().map(|d| stories.story_of(d.id)).collect();
        let last: BTreeMap<EntryId, &Change> = changes.iter().map(|c| (c.entry, c)).collect();
        last.values().for_each(|change| stories.apply(change));
        prop_assert_eq!(stories.len(), last.len());
        prop_assert_eq!(before, docs.iter().map(|d| stories.story_of(d.id)).collect::<Vec<_>>());
    }

    #[test]
    fn looking_again_loses_nobody(docs in small_docs(), most in 0..40_usize) {
        let (mut stories, _) = live(&docs);
        let ids: BTreeSet<EntryId> = docs.iter().map(|d| d.id).collect();
        let before: BTreeMap<EntryId, StoryId> = ids.iter().map(|id| (*id, stories.story_of(*id).unwrap())).collect();
        for moved in stories.regroup(most) {
            prop_assert!(moved.entries.iter().all(|id| before[id] == moved.from));
            stories.shift(&moved);
            prop_assert!(moved.entries.iter().all(|id| stories.story_of(*id) == Some(moved.into)));
        }
        prop_assert_eq!(stories.len(), ids.len());
    }

    #[test]
    fn any_text_is_taken(title in any::<String>(), text in any::<String>()) {
        live(&[plain(1, &title, &text), plain(2, &text, &title)]);
    }
}

#[test]
fn a_situation_is_a_link_with_its_names() {
    let mut stories = Stories::new(Settings::default());
    let mut report = |id: i64, story: i64, day: i64, title: &str| {
        let mut doc = plain(id, title, "");
        doc.time = jiff::Timestamp::from_second(1_780_000_000 + day * 86_400).ok();
        let mut change = stories.plan(&doc);
        change.placement = Placement::New(StoryId(story));
        stories.apply(&change);
    };
    report(1, 1, 0, "Ferry Aurelia runs aground off Kestrel Island");
    report(2, 2, 9, "Captain of ferry Aurelia charged over Kestrel Island grounding");
    report(3, 3, 9, "Tarn Valley choir sings on Kestrel Island");
    let found = stories.related(StoryId(1));
    assert_eq!(found.iter().map(|s| s.story).collect::<Vec<_>>(), [StoryId(2)]);
    assert!(found[0].terms.contains(&"Aurelia".to_owned()), "{found:?}");
    assert_eq!(found[0].hours_apart, Some(216.0));
    assert_eq!(stories.related(StoryId(2))[0].story, StoryId(1), "a link goes both ways");
}

#[test]
fn merged_stories_keep_every_article_and_the_older_id() {
    let mut stories = Stories::new(Settings::default());
    let title = "Ferry Aurelia runs aground off Kestrel Island";
    for id in 1..=4 {
        let mut change = stories.plan(&plain(id, title, ""));
        change.placement = Placement::New(StoryId((id + 1) / 2));
        stories.apply(&change);
    }
    let moves = stories.regroup(100);
    assert_eq!(moves.len(), 1);
    assert_eq!((moves[0].from, moves[0].into), (StoryId(2), StoryId(1)));
    assert_eq!(moves[0].entries, [EntryId(3), EntryId(4)]);
    assert!(moves[0].why.terms.contains(&"Aurelia".to_owned()), "{:?}", moves[0].why);
    for moved in &moves {
        stories.shift(moved);
    }
    assert_eq!(stories.members(StoryId(1)).len(), 4);
    assert!(stories.regroup(100).is_empty());
}
