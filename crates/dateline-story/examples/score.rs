//! Scores the story room on labelled sets: `score DIR [name=value ...]`.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

mod sets;

use dateline_model::{EntryId, StoryDoc};
use dateline_story::{Order, Settings, Strictness, cluster_with};
use std::collections::{BTreeMap, HashMap};

const SETS: &[&str] = &["uci6k", "allsides2021", "basil", "fnc1_headlines", "emergent_headlines"];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let dir = args.first().cloned().unwrap_or_default();
    let mut settings = Settings::default();
    let mut part = "all".to_owned();
    let mut seeds = 5_u64;
    let mut dump = None;
    for arg in args.iter().skip(1) {
        let Some((name, value)) = arg.split_once('=') else { continue };
        match name {
            "part" => part = value.to_owned(),
            "seeds" => seeds = value.parse().unwrap_or(5),
            "strictness" => settings = Settings::of(Strictness::from_word(value).unwrap_or_default()),
            "dump" => dump = Some(value.to_owned()),
            _ => set(&mut settings, name, value.parse().unwrap_or(f64::NAN)),
        }
    }
    let mut sum = 0.0;
    for name in SETS {
        let (docs, gold) = sets::load(&dir, name, &part);
        let runs: Vec<[f64; 3]> = (0..seeds)
            .map(|seed| run(&docs, &gold, seed, &settings, dump.as_deref().filter(|_| seed == 0), name))
            .collect();
        let mean = |i: usize| runs.iter().map(|r| r[i]).sum::<f64>() / runs.len() as f64;
        let sd = (runs.iter().map(|r| (r[2] - mean(2)).powi(2)).sum::<f64>() / runs.len() as f64).sqrt();
        print!("{name:10.10} P {:.3} R {:.3} F {:.3}±{sd:.3} | ", mean(0), mean(1), mean(2));
        sum += mean(2);
    }
    println!("mean F {:.4}", sum / SETS.len() as f64);
    for name in sets::names(&dir, ".pairs.jsonl") {
        println!("{name:10.10} {}", judged(&dir, &name, &settings, dump.as_deref()));
    }
}

/// Precision and recall of "together" over all pairs that people judged.
fn judged(dir: &str, name: &str, settings: &Settings, dump: Option<&str>) -> String {
    let docs = sets::docs(dir, name);
    let found: HashMap<EntryId, i64> =
        cluster_with(docs.iter().map(|(_, d)| d.clone()).collect(), Order::Time, settings.clone())
            .into_iter()
            .map(|(id, story)| (id, story.0))
            .collect();
    let story: HashMap<&str, i64> = docs.iter().map(|(id, doc)| (id.as_str(), found[&doc.id])).collect();
    if let Some(folder) = dump {
        let text: Vec<String> = story.iter().map(|(id, story)| format!("{id}\t{story}")).collect();
        let _ = std::fs::write(format!("{folder}/{name}.tsv"), text.join("\n"));
    }
    let (mut both, mut joined, mut same) = (0.0, 0.0, 0.0);
    for pair in sets::lines(&format!("{dir}/{name}.pairs.jsonl")) {
        let of = |side: &str| story.get(pair[side].as_str().unwrap_or_default());
        let (together, one) = (of("a") == of("b"), pair["same"].as_bool() == Some(true));
        joined += f64::from(u8::from(together));
        same += f64::from(u8::from(one));
        both += f64::from(u8::from(together && one));
    }
    format!("P {:.3} R {:.3}", both / joined, both / same)
}

fn set(s: &mut Settings, name: &str, v: f64) {
    match name {
        "join" => s.join = v,
        "half_life" => s.half_life = v,
        "best" => s.best = v,
        "cover" => s.cover = v,
        "embedding" => s.embedding = v,
        "embedding_floor" => s.embedding_floor = v,
        "lone" => s.lone = v,
        "kin" => s.kin = v,
        "kin_ratio" => s.kin_ratio = v,
        "postings" => s.postings = v as usize,
        "same_publisher" => s.same_publisher = v,
        "masthead" => s.masthead = v,
        "lead" => s.lead = v,
        "lead_words" => s.lead_words = v as usize,
        "prior" => s.prior = v,
        "terms" => s.terms = v as usize,
        "copy" => s.copy = v,
        "regroup" => s.regroup = v,
        "link_floor" => s.link_floor = v,
        "link_cap" => s.link_cap = v,
        "crowd" => s.crowd = v,
        "crowd_free" => s.crowd_free = v,
        "link_full" => s.link_full = v,
        "link_spread" => s.link_spread = v,
        "link_best" => s.link_best = v,
        "adopt" => s.adopt = v,
        "adopt_best" => s.adopt_best = v,
        "adopt_lead" => s.adopt_lead = v,
        "crosslingual" => s.crosslingual = v,
        "family_least" => s.family_least = v as usize,
        "family_near" => s.family_near = v,
        "candidates" => s.candidates = v as usize,
        other => println!("unknown {other}"),
    }
}

fn run(
    docs: &[(String, StoryDoc)],
    gold: &HashMap<String, String>,
    seed: u64,
    settings: &Settings,
    dump: Option<&str>,
    set: &str,
) -> [f64; 3] {
    let mut docs = docs.to_vec();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1;
    for i in (1..docs.len()).rev().filter(|_| seed > 0) {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        docs.swap(i, (state >> 33) as usize % (i + 1));
    }
    let names: HashMap<EntryId, &str> = docs.iter().map(|(n, d)| (d.id, n.as_str())).collect();
    let found = cluster_with(docs.iter().map(|(_, d)| d.clone()).collect(), Order::Time, settings.clone());
    let pairs: Vec<(&str, i64)> = found.iter().map(|(e, s)| (gold[names[e]].as_str(), s.0)).collect();
    if let Some(dir) = dump {
        let text: Vec<String> = found.iter().map(|(e, s)| format!("{}\t{}", names[e], s.0)).collect();
        let _ = std::fs::write(format!("{dir}/{set}.tsv"), text.join("\n"));
    }
    bcubed(&pairs)
}

fn bcubed(pairs: &[(&str, i64)]) -> [f64; 3] {
    let (mut g, mut c, mut j) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (gold, found) in pairs {
        *g.entry(*gold).or_insert(0.0) += 1.0;
        *c.entry(*found).or_insert(0.0) += 1.0;
        *j.entry((*gold, *found)).or_insert(0.0) += 1.0;
    }
    let n = pairs.len() as f64;
    let p = j.iter().map(|((_, f), v): (_, &f64)| v * v / c[f]).sum::<f64>() / n;
    let r = j.iter().map(|((s, _), v): (_, &f64)| v * v / g[s]).sum::<f64>() / n;
    [p, r, 2.0 * p * r / (p + r)]
}
