//! A made stream of titles and leads: six in ten alone, bursts, copies. `stream [ARTICLES]` prints speed, the slowest
//! assignments, and how well the grouping held at the start and at the end.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

use dateline_model::{EntryId, Holding, StoryDoc, StoryId};
use dateline_story::{Settings, Stories};
use std::collections::HashMap;
use std::time::{Duration, Instant};

fn main() {
    let total: usize = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let docs = make(total);
    let mut room = Stories::new(Settings::default());
    let mut times: Vec<Duration> = Vec::with_capacity(docs.len());
    let start = Instant::now();
    for (_, doc) in &docs {
        let begun = Instant::now();
        let change = room.plan(doc);
        room.apply(&change);
        times.push(begun.elapsed());
    }
    let took = start.elapsed();
    let tail = times.split_off(times.len() * 9 / 10);
    let rate = |t: &[Duration]| t.len() as f64 / t.iter().sum::<Duration>().as_secs_f64();
    let mut sorted = tail.clone();
    sorted.sort();
    println!("{total} articles in {took:.1?}; last tenth {:.0} a second", rate(&tail));
    println!(
        "last tenth: p50 {:?} p99 {:?} worst {:?}",
        sorted[sorted.len() / 2],
        sorted[sorted.len() * 99 / 100],
        sorted[sorted.len() - 1]
    );
    println!("resident {} MB", resident());
    let tenth = docs.len() / 10;
    report("first tenth", &docs[..tenth], &room);
    report("last tenth", &docs[docs.len() - tenth..], &room);
}

fn report(name: &str, docs: &[(usize, StoryDoc)], room: &Stories) {
    let mut sizes: HashMap<usize, f64> = HashMap::new();
    let mut found: HashMap<StoryId, f64> = HashMap::new();
    let mut both: HashMap<(usize, StoryId), f64> = HashMap::new();
    for (story, doc) in docs {
        let Some(id) = room.story_of(doc.id) else { continue };
        *sizes.entry(*story).or_default() += 1.0;
        *found.entry(id).or_default() += 1.0;
        *both.entry((*story, id)).or_default() += 1.0;
    }
    let n = docs.len() as f64;
    let p: f64 = both.iter().map(|((_, f), v)| v * v / found[f]).sum::<f64>() / n;
    let r: f64 = both.iter().map(|((s, _), v)| v * v / sizes[s]).sum::<f64>() / n;
    let alone: Vec<_> = both.iter().filter(|((s, _), _)| sizes[s] < 1.5).collect();
    let kept = alone.iter().filter(|((_, f), _)| found[f] < 1.5).count();
    println!(
        "{name}: P {p:.3} R {r:.3}, {:.3} of those alone stay alone",
        kept as f64 / alone.len().max(1) as f64
    );
}

fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("0");
    line.trim().split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

struct Dice(u64);

impl Dice {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// A word by Zipf's law: rank falls off as 1 / rank over 60,000 words.
    fn word(&mut self) -> String {
        let x = (self.next(1_000_000) as f64 + 1.0) / 1_000_000.0;
        spell(60_000_f64.powf(x) as usize)
    }
}

/// A word for a rank: syllables, so that stems and lengths look like words.
fn spell(mut rank: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "ro", "mi", "ten", "sol", "ver", "da", "lun", "pri", "gos", "ba", "cur", "nim", "tha", "fel",
        "ox",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[rank % 16]);
        rank /= 16;
        if rank == 0 {
            return word;
        }
    }
}

/// One happening: its own words, from which each report draws.
struct Happening {
    names: Vec<String>,
    words: Vec<String>,
    start: i64,
    last: Option<String>,
}

fn make(total: usize) -> Vec<(usize, StoryDoc)> {
    let mut dice = Dice(7);
    let mut docs = Vec::new();
    let mut story = 0;
    while docs.len() < total {
        let size = if dice.next(10) < 8 { 1 } else { 2 + dice.next(4) * dice.next(4) };
        let start = dice.next(30 * 86_400) as i64;
        let names = (0..4).map(|_| spell(3_000 + dice.next(57_000))).collect();
        let words = (0..14).map(|_| dice.word()).collect();
        let mut happening = Happening { names, words, start, last: None };
        for _ in 0..size {
            docs.push((story, report_of(&mut happening, &mut dice)));
        }
        story += 1;
    }
    docs.truncate(total);
    docs.sort_by_key(|(_, d)| d.time);
    for (i, (_, doc)) in docs.iter_mut().enumerate() {
        doc.id = EntryId(i as i64 + 1);
    }
    docs
}

fn report_of(of: &mut Happening, dice: &mut Dice) -> StoryDoc {
    let mut draw = |n: usize, own: usize| -> String {
        let mut out = Vec::new();
        for _ in 0..n {
            out.push(match dice.next(10) {
                k if k < own / 2 => of.names[dice.next(of.names.len())].clone(),
                k if k < own => of.words[dice.next(of.words.len())].clone(),
                _ => dice.word(),
            });
        }
        out.join(" ")
    };
    let title = draw(9, 6);
    let text = match &of.last {
        Some(last) if last.len() % 5 == 0 => last.clone(),
        _ => draw(60, 4),
    };
    of.last = Some(text.clone());
    StoryDoc {
        id: EntryId(0),
        title,
        text,
        publisher: Some(format!("Paper {}", dice.next(2_000))),
        agency: None,
        url: None,
        time: jiff::Timestamp::from_second(1_780_000_000 + of.start + dice.next(2 * 86_400) as i64).ok(),
        language: None,
        holding: Holding::Full,
    }
}
