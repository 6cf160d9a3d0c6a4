//! A made stream of titles and leads: `stream [ARTICLES] [DAYS]`, 100,000 over thirty days where nothing is said, prints speed,
//! the slowest assignments, memory, how well the grouping held at the start and at the end, and how long a restart takes.
//!
//! Common words come as often as in the background table, names by Zipf's law. Six articles in ten are alone; the others come
//! in bursts of two to some hundred, among some hundred subjects whose stories share words; one report in five is a copy.
//! Articles leave after fourteen days, or once 200,000 newer ones have come, as a desk is set where nobody says otherwise; every
//! 10,000 the newest 20,000 are looked at again.
#![expect(clippy::print_stdout, reason = "a measuring program prints")]

use dateline_model::{Change, EntryId, Holding, Placement, StoryDoc, StoryId};
use dateline_story::{Settings, Stories};
use std::collections::HashMap;
use std::time::{Duration, Instant};

const DAY: i64 = 86_400;
const START: i64 = 1_780_000_000;
const OPEN: i64 = 14 * DAY;
/// Articles open at one time.
const LIVE: usize = 200_000;
const STRIDE: usize = 10_000;

fn main() {
    let mut given = std::env::args().skip(1).map(|n| n.parse::<usize>().ok());
    let total = given.next().flatten().unwrap_or(100_000);
    let mut docs = make(total, given.next().flatten().unwrap_or(30));
    let mut room = Stories::new(Settings { live: LIVE, ..Settings::default() });
    let mut times: Vec<Duration> = Vec::with_capacity(docs.len());
    let mut stands: Vec<StoryId> = vec![StoryId(0); docs.len() + 1];
    let (mut looks, mut work) = (Duration::ZERO, vec![processor()]);
    for (count, (_, doc)) in (1..).zip(&docs) {
        let begun = Instant::now();
        let change = room.plan(doc);
        room.apply(&change);
        times.push(begun.elapsed());
        stands[count] = change.placement.story();
        if count % STRIDE == 0 {
            let begun = processor();
            for moved in room.regroup(2 * STRIDE) {
                moved.entries.iter().for_each(|id| stands[id.0 as usize] = moved.into);
                room.shift(&moved);
            }
            looks += processor() - begun;
            let now = doc.time.map_or(START, jiff::Timestamp::as_second);
            room.forget_before(jiff::Timestamp::from_second(now - OPEN).unwrap_or_default());
            work.push(processor() - looks);
        }
    }
    speed(&times, &work, looks);
    println!("live {}, resident {} MB with {} MB of the stream itself", room.len(), resident(), weigh(&docs));
    let tenth = docs.len() / 10;
    let standings = standings(&docs, &stands);
    report("first tenth", &standings[..tenth]);
    report("last tenth", &standings[docs.len() - tenth..]);
    report("all", &standings);
    let live = room.len();
    drop(room);
    restart(docs.split_off(total - live.min(total)), &stands);
}

fn speed(times: &[Duration], work: &[Duration], looks: Duration) {
    let mut tail = times[times.len() * 9 / 10..].to_vec();
    tail.sort();
    let rate = |span: &[Duration]| match span {
        [first, .., last] => (span.len() - 1) as f64 * STRIDE as f64 / (*last - *first).as_secs_f64(),
        _ => 0.0,
    };
    let tenth = work.len() / 10;
    println!(
        "articles a second of processor time: first tenth {:.0}, last tenth {:.0}; {:.1?} for looking again in all",
        rate(&work[..=tenth.min(work.len().saturating_sub(1))]),
        rate(&work[work.len().saturating_sub(tenth + 1)..]),
        looks
    );
    let at = |share: usize| tail[(tail.len() - 1) * share / 1000];
    println!("last tenth by the clock: p50 {:?} p99 {:?} worst {:?}", at(500), at(990), at(1000));
}

/// Replays the live window from what a store keeps, and plans one article.
fn restart(window: Vec<(usize, StoryDoc)>, stands: &[StoryId]) {
    let change = |doc: StoryDoc| {
        let placement = Placement::New(stands[doc.id.0 as usize]);
        Change { entry: doc.id, placement, copy: None, doc }
    };
    let changes: Vec<Change> = window.into_iter().map(|(_, doc)| change(doc)).collect();
    let (count, begun, used) = (changes.len(), Instant::now(), processor());
    let room = Stories::replay(changes.into_iter());
    println!(
        "restart: {count} articles replayed in {:.1?}, {:.1?} of processor time; {} live",
        begun.elapsed(),
        processor() - used,
        room.len()
    );
}

/// How many articles of the whole stream are of one article's story, stand where it stands, and both.
struct Standing {
    made: f64,
    found: f64,
    both: f64,
}

fn standings(docs: &[(usize, StoryDoc)], stands: &[StoryId]) -> Vec<Standing> {
    let mut made: HashMap<usize, f64> = HashMap::new();
    let mut found: HashMap<StoryId, f64> = HashMap::new();
    let mut both: HashMap<(usize, StoryId), f64> = HashMap::new();
    let stood = |(story, doc): &(usize, StoryDoc)| (*story, stands[doc.id.0 as usize]);
    for (story, id) in docs.iter().map(stood) {
        *made.entry(story).or_default() += 1.0;
        *found.entry(id).or_default() += 1.0;
        *both.entry((story, id)).or_default() += 1.0;
    }
    let of = |(story, id)| Standing { made: made[&story], found: found[&id], both: both[&(story, id)] };
    docs.iter().map(stood).map(of).collect()
}

/// BCubed of a part of the stream, each article beside all others of the whole, and how many of those alone stand alone.
fn report(name: &str, part: &[Standing]) {
    let n = part.len() as f64;
    let p = part.iter().map(|s| s.both / s.found).sum::<f64>() / n;
    let r = part.iter().map(|s| s.both / s.made).sum::<f64>() / n;
    let alone: Vec<_> = part.iter().filter(|s| s.made < 1.5).collect();
    let kept = alone.iter().filter(|s| s.found < 1.5).count();
    println!(
        "{name}: P {p:.3} R {r:.3} F1 {:.3}; {:.0} % alone, {:.3} of them stay alone",
        2.0 * p * r / (p + r),
        100.0 * alone.len() as f64 / n,
        kept as f64 / alone.len().max(1) as f64
    );
}

fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("0");
    line.trim().split(' ').next().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn weigh(docs: &[(usize, StoryDoc)]) -> usize {
    docs.iter().map(|(_, d)| d.title.len() + d.text.len() + 300).sum::<usize>() / 1_000_000
}

/// Processor time of this thread, exact to a few milliseconds.
fn processor() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

struct Dice(u64);

impl Dice {
    fn next(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// A rank by Zipf's law below `n`.
    fn rank(&mut self, n: f64) -> usize {
        n.powf((self.next(1_000_000) as f64 + 1.0) / 1_000_000.0) as usize
    }
}

/// Words of the background table with the running sum of their counts.
struct Vocabulary {
    words: Vec<&'static str>,
    sums: Vec<usize>,
    /// Words from here on stand in fewer than two articles of a hundred.
    rare: usize,
}

impl Vocabulary {
    fn read() -> Self {
        let mut all: Vec<(usize, &'static str)> = Vec::new();
        for line in include_str!("../data/background.txt").lines().skip(1) {
            let mut fields = line.split(' ');
            let count = fields.next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) as usize;
            all.extend(fields.map(|word| (count.max(1), word)));
        }
        all.sort_unstable_by(|a, b| b.cmp(a));
        let rare = all.partition_point(|(count, _)| *count > 18);
        let mut sum = 0;
        let sums = all
            .iter()
            .map(|(count, _)| {
                sum += count;
                sum
            })
            .collect();
        Self { words: all.into_iter().map(|(_, word)| word).collect(), sums, rare }
    }

    fn common(&self, dice: &mut Dice) -> String {
        let at = dice.next(self.sums.last().copied().unwrap_or(1));
        self.words[self.sums.partition_point(|sum| *sum <= at)].to_owned()
    }

    fn telling(&self, dice: &mut Dice) -> String {
        self.words[self.rare + dice.next(self.words.len() - self.rare)].to_owned()
    }
}

/// A name for a rank: syllables, so that names share endings and lengths.
fn spell(mut rank: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ka", "ro", "mi", "ten", "sol", "ver", "da", "lun", "pri", "gos", "ba", "cur", "nim", "tha", "fel",
        "ox", "wen", "hul", "jas", "zem",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[rank % 20]);
        rank /= 20;
        if rank == 0 {
            let first = word.remove(0).to_ascii_uppercase();
            return format!("{first}{word}");
        }
    }
}

/// One happening: its names, words and subject, from which each report draws.
struct Happening {
    names: Vec<String>,
    words: Vec<String>,
    start: i64,
    last: Option<String>,
}

fn make(total: usize, days: usize) -> Vec<(usize, StoryDoc)> {
    let (mut dice, vocabulary) = (Dice(7), Vocabulary::read());
    let subjects: Vec<Vec<String>> =
        (0..600).map(|_| (0..12).map(|_| vocabulary.telling(&mut dice)).collect()).collect();
    let mut docs = Vec::new();
    let mut story = 0;
    while docs.len() < total {
        let size = match dice.next(1000) {
            0..=881 => 1,
            882..=989 => 2 + dice.next(4) * dice.next(3),
            990..=998 => 10 + dice.next(30),
            _ => 60 + dice.next(200),
        };
        let subject = &subjects[dice.rank(600.0) % 600];
        let mut happening = Happening {
            names: (0..5).map(|_| spell(dice.rank(400_000.0) + 20)).collect(),
            words: (0..10).map(|_| vocabulary.telling(&mut dice)).collect(),
            start: dice.next(days * DAY as usize) as i64,
            last: None,
        };
        for _ in 0..size {
            docs.push((story, report_of(&mut happening, subject, &vocabulary, &mut dice)));
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

fn report_of(of: &mut Happening, subject: &[String], vocabulary: &Vocabulary, dice: &mut Dice) -> StoryDoc {
    // Of ten words so many are names, words of the happening, words of the subject.
    let draw = |dice: &mut Dice, n: usize, [names, words, subjects]: [usize; 3]| -> String {
        let one = |dice: &mut Dice| match dice.next(20) {
            k if k < names => of.names[dice.next(of.names.len())].clone(),
            k if k < names + words => of.words[dice.next(of.words.len())].clone(),
            k if k < names + words + subjects => subject[dice.next(subject.len())].clone(),
            _ => vocabulary.common(dice),
        };
        (0..n).map(|_| one(dice)).collect::<Vec<_>>().join(" ")
    };
    let title = draw(dice, 9, [6, 5, 2]);
    let text = match &of.last {
        Some(last) if dice.next(5) == 0 => last.clone(),
        _ => draw(dice, 60, [3, 4, 2]),
    };
    let late = dice.next(2 * DAY as usize).min(dice.next(2 * DAY as usize)) as i64;
    of.last = Some(text.clone());
    StoryDoc {
        id: EntryId(0),
        title,
        text,
        publisher: Some(format!("Paper {}", dice.next(2_000))),
        agency: None,
        url: None,
        time: jiff::Timestamp::from_second(START + of.start + late).ok(),
        language: None,
        holding: Holding::Full,
    }
}
