//! What readers corrected, in words.

use super::{headline, href};
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::ActRow;
use dateline_store::CorrectionRecord;
use jiff::Timestamp;

/// Articles of a correction that are named; the others become a number.
const LISTED: usize = 20;

/// One act; `back` is where taking it back leads.
pub(crate) fn act_row(act: &CorrectionRecord, back: &str, now: Timestamp) -> ActRow {
    let id = match act.kind.as_str() {
        "part" => "act-part",
        "join" => "act-join",
        _ => "act-move",
    };
    let words = l10n::count(id, act.articles.len());
    let article = |article: &dateline_store::CorrectedArticle| {
        let title = article.title.as_deref().map_or_else(|| l10n::text("act-deleted").to_owned(), headline);
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
