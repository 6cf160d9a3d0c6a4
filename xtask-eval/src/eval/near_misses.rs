//! Stories: our own near misses in ten languages (`eval/near-misses`), all invented. Reports come in fours, two of one event
//! and two of another with the same subject; a report's first sign says which.
//!
//! They are put into stories twice: all together, and one pair of each four at a time, so that no report of the same event
//! stands by and nobody is of one event for want of a nearer report.
//!
//! The training reads three quarters of the fours (`eval/train/story_windows.py`). `fresh` holds further kinds, `texts` and `press`
//! reports with whole texts, half of which the training reads.

use super::Run;
use super::corpus::Part;
use super::figure_tables::Table;
use super::text_score::share;
use crate::out;
use anyhow::Result;
use dateline_model::{EntryId, Holding, StoryDoc, StoryId};
use dateline_story::{Order, Settings, Strictness, cluster_with};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// Reports of one subject.
struct Four {
    language: String,
    /// What makes the two events different ones.
    reason: String,
    reports: Vec<Report>,
}

struct Report {
    event: char,
    doc: StoryDoc,
}

/// Two reports of a four, by their places in it.
type Pair = (usize, usize);
const PAIRS: [Pair; 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

/// Pairs joined rightly, joined, and of one event.
#[derive(Default, Clone, Copy)]
struct Counts([usize; 3]);

/// Fours that are judged together.
struct Set {
    fours: Vec<Four>,
    /// Stands before the parts in names of figures.
    prefix: &'static str,
    /// The part that a four is counted in besides its language and the whole.
    part: fn(&Four) -> &str,
    settings: Settings,
}

impl Four {
    /// Whether the judge was trained on it: the training decides by the same hash.
    fn part(&self) -> &'static str {
        Part::of(&format!("{} {}", self.language, self.reason)).as_str()
    }

    /// The same of those with texts.
    fn half(&self) -> &'static str {
        let byte = Part::byte(&format!("{} {}", self.language, self.reason));
        match (byte < 128, self.language == "en") {
            (true, true) => "check.en",
            (true, false) => "check.ru",
            (false, _) => "tune",
        }
    }

    /// What both events share: `court`, `storm`.
    fn kind(&self) -> &str {
        self.reason.split_once(": ").map_or("", |(kind, _)| kind)
    }
}

/// Precision and recall by language; of the fours that the training reads for the tuning and the checking part, of the fresh
/// ones by kind. Neither set stands in the window of the other. Those of one event stand side by side in the files: in the first
/// rows they also came one after the other, which tells; in `mixed` ones when they came tells nothing, and these are read with
/// each other strictness too.
pub(crate) fn table(run: &Run<'_>, root: &Path) -> Result<Table> {
    let folder = root.join("eval/near-misses");
    let (fresh, texts, press) = (folder.join("fresh"), folder.join("texts"), folder.join("press"));
    let (in_order, mixed) = (|_| [0, 1, 2, 3], hours);
    let mut table = Table::new("Stories (own near misses)");
    let mut add =
        |folder: &Path, hours: fn(usize) -> [usize; 4], prefix, part: fn(&Four) -> &str, strictness| {
            let settings = Settings::of(strictness);
            rows(run, &Set { fours: read(folder, hours)?, prefix, part, settings }, &mut table);
            Ok::<_, anyhow::Error>(())
        };
    add(&folder, in_order, "", Four::part, Strictness::Normal)?;
    add(&fresh, in_order, "fresh.", Four::kind, Strictness::Normal)?;
    add(&folder, mixed, "mixed.", Four::part, Strictness::Normal)?;
    add(&fresh, mixed, "mixed.fresh.", Four::kind, Strictness::Normal)?;
    add(&texts, mixed, "texts.", Four::half, Strictness::Normal)?;
    add(&press, mixed, "press.", Four::half, Strictness::Normal)?;
    add(&texts, mixed, "loose.texts.", Four::half, Strictness::Loose)?;
    add(&press, mixed, "loose.press.", Four::half, Strictness::Loose)?;
    add(&texts, mixed, "strict.texts.", Four::half, Strictness::Strict)?;
    add(&press, mixed, "strict.press.", Four::half, Strictness::Strict)?;
    add(&folder, mixed, "mixed.loose.", Four::part, Strictness::Loose)?;
    add(&fresh, mixed, "mixed.loose.fresh.", Four::part, Strictness::Loose)?;
    add(&folder, mixed, "mixed.strict.", Four::part, Strictness::Strict)?;
    add(&fresh, mixed, "mixed.strict.fresh.", Four::part, Strictness::Strict)?;
    Ok(table)
}

fn rows(run: &Run<'_>, set: &Set, table: &mut Table) {
    let together: Vec<(&Four, &[Pair])> = set.fours.iter().map(|four| (four, &PAIRS[..])).collect();
    let alone = (0..PAIRS.len()).map(|turn| {
        let one = |at: usize| (turn + at) % PAIRS.len();
        set.fours.iter().enumerate().map(|(at, four)| (four, &PAIRS[one(at)..=one(at)])).collect()
    });
    let alone: Vec<Vec<(&Four, &[Pair])>> = alone.collect();
    for (name, windows) in [("together", vec![together]), ("alone", alone)] {
        let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
        for window in &windows {
            judge(run, window, set, &mut counts);
        }
        for (part, Counts([right, joined, same])) in counts {
            let key = format!("stories.near.{}{name}.{part}", set.prefix);
            table.row(
                format!("{key}.pair_precision"),
                share(right, joined),
                format!("{right} of {joined}"),
                None,
            );
            table.row(format!("{key}.pair_recall"), share(right, same), format!("{right} of {same}"), None);
        }
    }
}

/// Puts the reports of some pairs into stories and counts.
fn judge(run: &Run<'_>, window: &[(&Four, &[Pair])], set: &Set, counts: &mut BTreeMap<String, Counts>) {
    let wanted = |four: &Four, pairs: &[Pair]| -> Vec<StoryDoc> {
        let in_pair = |at: usize| pairs.iter().any(|(a, b)| *a == at || *b == at);
        four.reports.iter().enumerate().filter(|(at, _)| in_pair(*at)).map(|(_, r)| r.doc.clone()).collect()
    };
    let docs = window.iter().flat_map(|(four, pairs)| wanted(four, pairs)).collect();
    let stories: HashMap<EntryId, StoryId> =
        cluster_with(docs, Order::Time, set.settings.clone()).into_iter().collect();
    for (four, pairs) in window {
        for (a, b) in *pairs {
            let (Some(a), Some(b)) = (four.reports.get(*a), four.reports.get(*b)) else { continue };
            let joined = stories.get(&a.doc.id) == stories.get(&b.doc.id);
            let same = a.event == b.event;
            for name in [four.language.as_str(), (set.part)(four), "all"] {
                let Counts(sums) = counts.entry(name.to_owned()).or_default();
                let add = [joined && same, joined, same].map(usize::from);
                sums.iter_mut().zip(add).for_each(|(sum, one)| *sum += one);
            }
            if joined != same && run.worst > 0 {
                let verdict = if joined { "joined" } else { "apart" };
                out::line(&format!(
                    "{verdict}: {:?}, {:?} ({} {})",
                    a.doc.title, b.doc.title, four.language, four.reason
                ));
            }
        }
    }
}

/// The fours of a folder; `hours` says when the reports of each came, by its number.
fn read(folder: &Path, hours: fn(usize) -> [usize; 4]) -> Result<Vec<Four>> {
    let files = std::fs::read_dir(folder)?.flatten().map(|file| file.path());
    let mut files: Vec<_> = files.filter(|file| file.extension().is_some_and(|end| end == "txt")).collect();
    files.sort();
    let mut fours: Vec<Four> = Vec::new();
    let mut next = 0;
    for file in files {
        let language = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        for line in std::fs::read_to_string(&file)?.lines() {
            if let Some(reason) = line.strip_prefix("# ") {
                let (language, reason) = (language.to_owned(), reason.to_owned());
                fours.push(Four { language, reason, reports: Vec::new() });
            } else if let Some(four) = fours.last_mut() {
                let at = four.reports.len();
                let hour = 9 + hours(next as usize / 4)[at.min(3)];
                four.reports.extend(report(line, next, (at, hour), language));
                next += 1;
            }
        }
    }
    Ok(fours)
}

/// Hours of a four's reports, each order as often as another: those of one event stand side by side in the file, and when they
/// came must not tell.
fn hours(four: usize) -> [usize; 4] {
    let mut left = vec![0, 1, 2, 3];
    [four / 6 % 4, four / 2 % 3, four % 2, 0].map(|at| left.remove(at))
}

/// A line: which event, headline and perhaps a lead. It comes from the publisher and in the hour given.
fn report(line: &str, id: i64, (at, hour): (usize, usize), language: &str) -> Option<Report> {
    let event = line.chars().next()?;
    let (title, text) = line.get(2..)?.split_once(" | ").unwrap_or((line.get(2..)?, ""));
    let doc = StoryDoc {
        id: EntryId(id),
        title: title.to_owned(),
        text: text.to_owned(),
        publisher: Some(format!("p{at}-{language}.example")),
        agency: None,
        url: None,
        time: format!("2026-03-10T{hour:02}:00:00Z").parse().ok(),
        language: Some(language.to_owned()),
        holding: Holding::Full,
    };
    Some(Report { event, doc })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_of_a_four_come_in_every_order() {
        let orders: std::collections::BTreeSet<_> = (0..24).map(hours).collect();
        assert_eq!(orders.len(), 24);
    }

    #[test]
    fn every_four_has_two_reports_of_each_event_and_a_reason() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../eval/near-misses");
        let of = |name: &str| read(&folder.join(name), hours).unwrap();
        let (trained, fresh, texts, press) = (of(""), of("fresh"), of("texts"), of("press"));
        assert_eq!((trained.len(), fresh.len(), texts.len(), press.len()), (80, 90, 70, 51));
        for language in ["ar", "de", "en", "es", "fr", "it", "pl", "ru", "tr", "zh"] {
            assert_eq!(fresh.iter().filter(|four| four.language == language).count(), 9, "{language}");
        }
        assert!(
            texts
                .iter()
                .chain(&press)
                .flat_map(|four| &four.reports)
                .all(|report| report.doc.text.len() > 100)
        );
        for four in trained.into_iter().chain(fresh).chain(texts).chain(press) {
            let events: String = four.reports.iter().map(|report| report.event).collect();
            assert_eq!(events, "==--", "{} {}", four.language, four.reason);
            assert!(four.reason.contains(": "), "{}", four.reason);
        }
    }
}
