//! Makes copies of real texts in six ways and counts which are found: `copies TEXTS.jsonl GOLD.jsonl`.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

use dateline_model::{EntryId, Holding, StoryDoc};
use dateline_story::{Settings, Stories};
use std::collections::HashMap;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [texts, gold] = args.as_slice() else { return println!("usage: copies TEXTS.jsonl GOLD.jsonl") };
    let gold: HashMap<String, String> = lines(gold)
        .iter()
        .map(|v| (v["id"].as_str().unwrap_or("").to_owned(), v["story_id"].as_str().unwrap_or("").to_owned()))
        .collect();
    let rows: Vec<(String, String, String)> = lines(texts)
        .iter()
        .map(|v| ["id", "title", "text"].map(|k| v[k].as_str().unwrap_or("").to_owned()))
        .map(|[id, title, text]| (gold.get(&id).cloned().unwrap_or_default(), title, text))
        .collect();
    let mut room = Stories::new(Settings::default());
    let mut false_merges = 0;
    for (i, (_, title, text)) in rows.iter().enumerate() {
        let change = room.plan(&doc(i as i64, title, text));
        false_merges += usize::from(change.copy.is_some());
        room.apply(&change);
    }
    println!("{} real texts of different newsrooms: {false_merges} taken for copies", rows.len());
    for (name, make) in WAYS {
        let (mut found, mut right, mut grouped) = (0, 0, 0);
        for (i, (_, _, text)) in rows.iter().enumerate() {
            let other = &rows[(i + 7) % rows.len()].2;
            let change = room.plan(&doc(1_000_000, "Untitled", &make(text, other, i)));
            found += usize::from(change.copy.is_some());
            right += usize::from(change.copy.is_some_and(|c| c.of == EntryId(i as i64)));
            grouped += usize::from(Some(change.placement.story()) == room.story_of(EntryId(i as i64)));
        }
        println!("{name:24} found {found} right original {right} right story {grouped} of {}", rows.len());
    }
}

type Way = fn(&str, &str, usize) -> String;

const WAYS: &[(&str, Way)] = &[
    ("preview of 80 words", |t, _, _| first(t, 80)),
    ("first 30 %", |t, _, _| first(t, t.split_whitespace().count() * 3 / 10)),
    ("teasers glued on", |t, o, _| format!("{t} Read more {} Sign up for our newsletter", first(o, 150))),
    ("5 % of words edited", |t, _, i| edit(t, 20, i)),
    ("10 % of words edited", |t, _, i| edit(t, 10, i)),
    ("new lead, cut by 20 %", |t, _, i| {
        let words: Vec<&str> = t.split_whitespace().collect();
        let lead: Vec<String> = (0..40).map(|k| format!("lead{k}x{i}")).collect();
        format!("{} {}", lead.join(" "), words[(words.len() / 20).min(40)..words.len() * 8 / 10].join(" "))
    }),
];

fn first(text: &str, n: usize) -> String {
    text.split_whitespace().take(n).collect::<Vec<_>>().join(" ")
}

/// Replaces one word in `n`, at places that look random and are the same in every run.
fn edit(text: &str, n: u64, salt: usize) -> String {
    let mut state = salt as u64 + 1;
    let mut pick = |word: &str| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if (state >> 33).is_multiple_of(n) { format!("edited{}", state >> 50) } else { word.to_owned() }
    };
    text.split_whitespace().map(&mut pick).collect::<Vec<_>>().join(" ")
}

fn doc(id: i64, title: &str, text: &str) -> StoryDoc {
    StoryDoc {
        id: EntryId(id),
        title: title.to_owned(),
        text: text.to_owned(),
        publisher: None,
        agency: None,
        url: None,
        time: None,
        language: None,
        holding: Holding::Full,
    }
}

fn lines(path: &str) -> Vec<serde_json::Value> {
    std::fs::read_to_string(path)
        .unwrap_or_default()
        .lines()
        .filter_map(|l| serde_json::from_str(l).ok())
        .collect()
}
