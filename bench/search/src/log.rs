//! The log of queries: what readers type, made from the articles themselves, so that most queries find something.

use crate::words::{Dice, Language, made, topic, word};

pub const QUERIES: usize = 1_000;

pub struct Asked {
    pub kind: &'static str,
    pub text: String,
}

/// Kinds with their weights in a hundred.
const KINDS: &[(&str, usize)] = &[
    ("rare", 24),
    ("topical", 26),
    ("common", 8),
    ("commons", 4),
    ("phrase", 12),
    ("headline", 4),
    ("prefix", 8),
    ("without", 6),
    ("field", 8),
];

pub fn log(articles: usize, queries: usize) -> Vec<Asked> {
    let language = Language::new();
    let mut dice = Dice::new(0x10c);
    let all: usize = KINDS.iter().map(|kind| kind.1).sum();
    (0..queries)
        .map(|_| {
            let mut at = dice.below(all);
            let mut kind = KINDS[0].0;
            for (name, weight) in KINDS {
                if at < *weight {
                    kind = name;
                    break;
                }
                at -= weight;
            }
            Asked { kind, text: text(kind, &language, &mut dice, articles) }
        })
        .collect()
}

fn text(kind: &str, language: &Language, dice: &mut Dice, articles: usize) -> String {
    let number = dice.below(articles);
    let topic = topic(number / 4);
    let common = |dice: &mut Dice| word(dice.below(120));
    let topical = |dice: &mut Dice| word(topic[dice.below(topic.len())]);
    match kind {
        "rare" => topical(dice),
        "topical" => {
            let words: Vec<String> = (0..2 + dice.below(2)).map(|_| topical(dice)).collect();
            words.join(" ")
        }
        "common" => common(dice),
        "commons" => format!("{} {}", common(dice), common(dice)),
        "phrase" => {
            let body = made(language, number).body.replace('.', "");
            let words: Vec<&str> = body.split(' ').collect();
            let (from, length) = (dice.below(words.len() - 3), 2 + dice.below(2));
            format!("\"{}\"", words[from..from + length].join(" "))
        }
        "headline" => format!("{} in:title", topical(dice)),
        "prefix" => {
            let word = topical(dice);
            format!("{}*", &word[..(3 + dice.below(4)).min(word.len())])
        }
        "without" => format!("{} -{}", topical(dice), common(dice)),
        _ => {
            let some = if dice.below(2) == 0 { topical(dice) } else { common(dice) };
            let fields =
                ["lang:de", "publisher:paper12", "after:2026-10", "before:2026-03", "has:wall", "is:unread"];
            format!("{some} {}", fields[dice.below(fields.len())])
        }
    }
}
