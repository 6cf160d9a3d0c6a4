//! What readers corrected, in words.

use super::{headline, href};
use crate::web::dates::When;
use crate::web::view::ActRow;
use crate::web::wording;
use dateline_store::CorrectionRecord;
use jiff::Timestamp;

/// Articles of a correction that are named; the others become a number.
const LISTED: usize = 20;

/// One act; `back` is where taking it back leads.
pub(crate) fn act_row(act: &CorrectionRecord, back: &str, now: Timestamp) -> ActRow {
    let count = wording::count(act.articles.len(), "article", "articles");
    let were = if act.articles.len() == 1 { "was" } else { "were" };
    let words = match act.kind.as_str() {
        "part" => format!("{count} {were} split off into a new story."),
        "join" => format!("Two stories were merged; {count} moved."),
        _ => format!("{count} {were} moved to another story."),
    };
    let article = |article: &dateline_store::CorrectedArticle| {
        let title =
            article.title.as_deref().map_or_else(|| "An article that has been deleted".to_owned(), headline);
        (href(article.id), title)
    };
    ActRow {
        id: act.id,
        words,
        when: When::at(act.at, now),
        from: format!("/story/{}", act.from),
        into: format!("/story/{}", act.into),
        articles: act.articles.iter().take(LISTED).map(article).collect(),
        more: act.articles.len().saturating_sub(LISTED),
        undone: act.undone_at.map(|at| When::at(at, now)),
        back: back.to_owned(),
    }
}
