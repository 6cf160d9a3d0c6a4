//! What was learnt of kinds of page, compiled in: one model tells articles from everything else, the others one kind each.
//! Trained by `eval/train/kinds.py`; says nothing of what the numbers mean.

use dateline_model::Reason;
use dateline_trees::{Row, Trees, probability};
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

    /// By how much the odds of the kind must stand above those of an article. Of 875 articles of the tuning hosts with a reader's
    /// label 13 are convicted in five folds, of 349 of the checking hosts 1; nearly all of them are fronts of institutes.
    fn margin(self) -> f32 {
        match self {
            Self::Front | Self::Product => 0.02,
            Self::Service | Self::Forum => 0.08,
            Self::Manual => 0.12,
        }
    }
}

/// The odds of a kind are at least so,
const LEAST: f32 = 0.3;
/// unless the page is hardly an article whatever else it is.
const HARDLY: f32 = 0.1;

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

/// The kind of a page with such numbers; `None` for an article, and in doubt.
pub(super) fn kind_of(numbers: &[f32]) -> Option<Kind> {
    let (article, kinds) = MODELS.as_ref()?;
    let row = Row::of(numbers);
    let odds = |trees: &Trees| trees.sum_unless(&row, |_| f32::NEG_INFINITY).map_or(0.0, probability);
    let article = odds(article);
    let told = kinds.iter().map(|(kind, trees)| (*kind, odds(trees)));
    let (kind, odds) = told.max_by(|one, other| one.1.total_cmp(&other.1))?;
    let sure = odds >= LEAST && odds > article + kind.margin();
    (sure || article < HARDLY && odds >= article / 2.0).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_can_be_read() {
        let (article, kinds) = MODELS.as_ref().unwrap();
        assert!(article.len() >= 20 && kinds.iter().all(|(_, trees)| trees.len() >= 20));
        assert_eq!(kind_of(&[]), kind_of(&[0.0; 200]));
    }
}
