//! What was learnt of kinds of page, compiled in: one model tells articles from everything else, the others one kind each.
//! Trained by `eval/train/kinds.py`; says nothing of what the numbers mean.

use dateline_model::Reason;
use dateline_trees::{Row, Trees, probability};
use std::ops::Range;
use std::sync::LazyLock;

/// A kind of page that is learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Front,
    Product,
    Service,
    Forum,
    Manual,
}

impl Kind {
    pub(super) fn reason(self) -> Reason {
        match self {
            Self::Front => Reason::SectionFront,
            Self::Product | Self::Service => Reason::Product,
            Self::Forum => Reason::Forum,
            Self::Manual => Reason::NotAnArticle,
        }
    }

    /// By how much the odds of the kind must stand above those of an article.
    fn margin(self) -> f32 {
        match self {
            Self::Front | Self::Product => 0.02,
            Self::Service | Self::Forum => 0.08,
            Self::Manual => 0.12,
        }
    }

    /// Odds of an article from which on a page is none of this kind, however good the kind's own are. Articles convicted and
    /// kinds found in five folds of the tuning hosts: without bounds 27 of 1,448 and 430 of 549, with these and
    /// [`LONG_BOUND`] 23 and 403 (`eval/train/kinds.py` prints both).
    /// Discussions and manuals keep their text, so that calling one so costs less.
    fn bound(self) -> f32 {
        match self {
            Self::Front | Self::Product => 0.4,
            Self::Service | Self::Forum | Self::Manual => 0.5,
        }
    }
}

/// The odds of a kind are at least so,
const LEAST: f32 = 0.3;
/// unless the page is hardly an article whatever else it is.
const HARDLY: f32 = 0.1;
/// Words in one stretch from which on a page is read for its text: it wants better reasons to be something else.
const LONG: usize = 300;
/// Odds of an article from which on such a page is none of those that lose their text.
const LONG_BOUND: f32 = 0.2;
/// Words in one stretch that hardly a front has.
const RUN: usize = 160;
/// Odds of an article from which on a page is no front, though it has a front's headlines.
const FRONT_BOUND: f32 = 0.5;

/// The model of articles, and those of the other kinds.
type Models = (Trees, [(Kind, Trees); 5]);

/// A model that cannot be read says that every page is an article.
static MODELS: LazyLock<Option<Models>> = LazyLock::new(|| {
    Some((
        Trees::read(include_bytes!("article.trees"))?,
        [
            (Kind::Front, Trees::read(include_bytes!("front.trees"))?),
            (Kind::Product, Trees::read(include_bytes!("product.trees"))?),
            (Kind::Service, Trees::read(include_bytes!("service.trees"))?),
            (Kind::Forum, Trees::read(include_bytes!("forum.trees"))?),
            (Kind::Manual, Trees::read(include_bytes!("manual.trees"))?),
        ],
    ))
});

/// What the models say of a page.
#[derive(Debug)]
pub(in crate::verdict) struct Odds {
    article: f32,
    kind: Kind,
    of_kind: f32,
}

/// Log odds that are added to bounds, however sums are rounded.
const ROUNDED: f32 = 0.01;

/// Whether a page is told to be of no kind, by its numbers without those in `unknown`: what [`Odds::kind`] says whatever they are.
pub(super) fn is_of_no_kind(numbers: &[f32], unknown: &Range<usize>) -> bool {
    let Some((article, kinds)) = MODELS.as_ref() else { return true };
    let row = Row::of(numbers);
    let least = probability(article.bounds(&row, unknown).0 - ROUNDED);
    let is_none = |(kind, trees): &(Kind, Trees)| {
        let most = || probability(trees.bounds(&row, unknown).1 + ROUNDED);
        least >= kind.bound() || most() < LEAST.max(least + kind.margin())
    };
    least >= HARDLY && kinds.iter().all(is_none)
}

impl Odds {
    /// Those of a page with such numbers.
    pub(super) fn of(numbers: &[f32]) -> Option<Self> {
        let (article, kinds) = MODELS.as_ref()?;
        let row = Row::of(numbers);
        let odds = |trees: &Trees| probability(trees.sum(&row));
        let told = kinds.iter().map(|(kind, trees)| (*kind, odds(trees)));
        let (kind, of_kind) = told.max_by(|one, other| one.1.total_cmp(&other.1))?;
        Some(Self { article: odds(article), kind, of_kind })
    }

    /// The kind of a page with so many words in one stretch; `None` for an article, and in doubt.
    pub(super) fn kind(&self, longest_run: usize) -> Option<Kind> {
        let Self { article, kind, of_kind } = *self;
        let sure = of_kind >= LEAST && of_kind > article + kind.margin();
        let told = sure || article < HARDLY && of_kind >= article / 2.0;
        let keeps_text = matches!(kind, Kind::Forum | Kind::Manual);
        let long = longest_run >= LONG && article >= LONG_BOUND && !keeps_text;
        (told && article < kind.bound() && !long).then_some(kind)
    }

    /// Whether a page that has a front's headlines may be one.
    pub(super) fn allow_front(&self, longest_run: usize) -> bool {
        self.article < if longest_run < RUN { FRONT_BOUND } else { HARDLY }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_can_be_read() {
        let (article, kinds) = MODELS.as_ref().unwrap();
        assert!(article.len() >= 20 && kinds.iter().all(|(_, trees)| trees.len() >= 20));
        assert_eq!(Odds::of(&[]).unwrap().kind, Odds::of(&[0.0; 200]).unwrap().kind);
    }

    /// What is sure before a few numbers are known stays so with any of them.
    #[test]
    fn a_page_of_no_kind_is_of_none_by_all_its_numbers() {
        let unknown = 78..90;
        let mut sure = [0; 2];
        for page in 0..400usize {
            let number = |at: usize| ((page * 7919 + at * 104_729) % 1009) as f32 / 200.0;
            // Words, paragraphs, and the longest stretch of words, as articles have them.
            let article = [900.0, 15.0, 800.0, 0.8, 1000.0, 0.9, 0.05, 60.0, 120.0];
            let mut numbers: Vec<f32> = if page % 2 == 0 { article.to_vec() } else { Vec::new() };
            numbers.extend((numbers.len()..130).map(number));
            if !is_of_no_kind(&numbers, &unknown) {
                continue;
            }
            sure[page % 2] += 1;
            for turn in 0..20usize {
                unknown.clone().for_each(|at| numbers[at] = number(at * turn + 1));
                let odds = Odds::of(&numbers).unwrap();
                assert!([0, LONG].iter().all(|run| odds.kind(*run).is_none()), "{odds:?}");
            }
        }
        assert!(sure[0] > 20, "{sure:?}");
    }

    #[test]
    fn a_page_in_doubt_is_an_article() {
        let check = |article: f32, kind: Kind, of_kind: f32, run: usize, expected: bool| {
            let odds = Odds { article, kind, of_kind };
            assert_eq!(odds.kind(run).is_some(), expected, "{odds:?} {run}");
        };
        check(0.05, Kind::Service, 0.7, 900, true);
        check(0.2, Kind::Service, 0.7, 100, true);
        check(0.2, Kind::Service, 0.7, 300, false);
        check(0.45, Kind::Product, 0.9, 100, false);
        check(0.55, Kind::Service, 0.9, 100, false);
        check(0.2, Kind::Forum, 0.7, 900, true);
        check(0.3, Kind::Front, 0.31, 0, false);
        let front =
            |article: f32, run: usize| Odds { article, kind: Kind::Front, of_kind: 0.9 }.allow_front(run);
        assert!(front(0.4, 100) && front(0.05, 800) && !front(0.2, 200) && !front(0.6, 0));
    }
}
