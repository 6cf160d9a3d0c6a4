//! Sixty invented reports in six languages, thirty of them in nine more, and how well versions in different languages find each other.

use dateline_model::{EntryId, Holding, StoryDoc, StoryId};
use dateline_story::{Order, Settings, cluster_with};
use std::collections::BTreeMap;
use std::fmt;

/// One report in one language.
pub(crate) struct Piece {
    pub report: u32,
    pub doc: StoryDoc,
}

impl std::ops::AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.wanted += other.wanted;
        self.made += other.made;
        self.right += other.right;
    }
}

/// Pairs across languages: of one report, put together, and both.
#[derive(Default)]
pub(crate) struct Score {
    pub wanted: f64,
    pub made: f64,
    pub right: f64,
}

impl Score {
    pub(crate) fn recall(&self) -> f64 {
        self.right / self.wanted.max(1.0)
    }

    pub(crate) fn precision(&self) -> f64 {
        if self.made > 0.0 { self.right / self.made } else { 1.0 }
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (recall, precision) = (self.recall(), self.precision());
        write!(f, "recall {recall:.3}, precision {precision:.3} of {} pairs", self.wanted)
    }
}

/// Reports come in pairs that are easily confused; every second pair is for checking.
pub(crate) fn tuning(report: u32) -> bool {
    ((report - 1) / 2).is_multiple_of(2)
}

/// Reads the case file: a report's number and day, then `language | headline | lead` for each version.
pub(crate) fn read(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut report, mut day) = (0, "");
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let fields: Vec<&str> = line.split(" | ").collect();
        if let [language, title, lead] = fields.as_slice() {
            let at = pieces.len();
            let doc = StoryDoc {
                id: EntryId(at as i64 + 1),
                title: (*title).to_owned(),
                text: (*lead).to_owned(),
                publisher: Some(format!("Paper {language}")),
                agency: None,
                url: None,
                time: format!("{day}T{:02}:00:00Z", 6 + 3 * (at % 6)).parse().ok(),
                language: Some((*language).to_owned()),
                holding: Holding::Full,
            };
            pieces.push(Piece { report, doc });
        } else if let Some((number, date)) = line.split_once(' ') {
            (report, day) = (number.parse().unwrap_or(0), date);
        }
    }
    pieces
}

pub(crate) fn cluster(pieces: &[Piece], settings: &Settings) -> BTreeMap<EntryId, StoryId> {
    cluster_with(pieces.iter().map(|p| p.doc.clone()).collect(), Order::Time, settings.clone())
        .into_iter()
        .collect()
}

/// Those in two languages: a window without any other, where no third version helps.
pub(crate) fn alone(pieces: &[Piece], two: [&str; 2]) -> Vec<Piece> {
    let is_in = |piece: &&Piece| piece.doc.language.as_deref().is_some_and(|own| two.contains(&own));
    pieces.iter().filter(is_in).map(|p| Piece { report: p.report, doc: p.doc.clone() }).collect()
}

fn across(pieces: &[Piece]) -> impl Iterator<Item = (&Piece, &Piece)> {
    let others = move |at: usize| pieces.iter().skip(at + 1);
    let all = pieces.iter().enumerate().flat_map(move |(at, a)| others(at).map(move |b| (a, b)));
    all.filter(|(a, b)| a.doc.language != b.doc.language)
}

/// Counts pairs with a report for which `part` holds.
pub(crate) fn score(
    pieces: &[Piece],
    found: &BTreeMap<EntryId, StoryId>,
    part: impl Fn(u32) -> bool,
) -> Score {
    score_of(pieces, found, |a, b| part(a.report) || part(b.report))
}

/// Counts pairs for which `counts` holds.
pub(crate) fn score_of(
    pieces: &[Piece],
    found: &BTreeMap<EntryId, StoryId>,
    counts: impl Fn(&Piece, &Piece) -> bool,
) -> Score {
    let mut score = Score::default();
    for (a, b) in across(pieces).filter(|(a, b)| counts(a, b)) {
        let one = a.report == b.report;
        let together = found.get(&a.doc.id) == found.get(&b.doc.id);
        score.wanted += f64::from(u8::from(one));
        score.made += f64::from(u8::from(together));
        score.right += f64::from(u8::from(one && together));
    }
    score
}

/// Headlines of different reports that were put together.
pub(crate) fn confused<'p>(
    pieces: &'p [Piece],
    found: &BTreeMap<EntryId, StoryId>,
) -> Vec<(&'p str, &'p str)> {
    let wrong =
        |(a, b): &(&Piece, &Piece)| a.report != b.report && found.get(&a.doc.id) == found.get(&b.doc.id);
    across(pieces).filter(wrong).map(|(a, b)| (a.doc.title.as_str(), b.doc.title.as_str())).collect()
}
