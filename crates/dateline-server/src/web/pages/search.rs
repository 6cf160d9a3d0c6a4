//! Search.

use super::{Page, address, page_number, paging, window, written};
use crate::admission::AsUser;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{Nav, SearchPage};
use axum::extract::Query;
use dateline_store::SearchQuery;
use serde::Deserialize;

/// Articles on one page.
const HITS: u32 = 40;
/// Longest query, in characters.
pub(crate) const QUERY_MAX: usize = 400;

/// What is asked.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    /// The words.
    #[serde(default)]
    q: String,
    page: Option<u32>,
}

/// `GET /search`.
pub(crate) async fn search(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let query: String = ask.q.trim().chars().take(QUERY_MAX).collect();
    let page = page_number(ask.page);
    let at = |page: u32| {
        address(
            "/search",
            &[("q", &query), ("page", &if page > 1 { page.to_string() } else { String::new() })],
        )
    };
    let title = if query.is_empty() {
        l10n::text("search").to_owned()
    } else {
        l10n::with("search-title").text("query", &query).to_string()
    };
    let mut view = SearchPage {
        shell: frame.shell(&title, Nav::Elsewhere),
        query: query.clone(),
        ..SearchPage::default()
    };
    view.shell.query.clone_from(&query);
    let (saved, kept) = app.reader().is_saved(query.clone()).await?;
    (view.saved, view.kept) = (saved as usize, kept);
    if !query.is_empty() {
        let found =
            app.reader().search(SearchQuery { text: query.clone(), window: window(page, HITS) }).await?;
        view.trouble = (!found.problems.is_empty()).then(|| found.problems.join("; "));
        view.groups = presenters::groups(&found.groups, frame.now);
        view.paging = paging(page, found.more, at);
        view.summary = summary(&view, found.more || page > 1);
    }
    written(&view)
}

fn summary(view: &SearchPage, partly: bool) -> String {
    let articles: usize = view.groups.iter().map(|group| group.hits.len()).sum();
    if articles == 0 {
        return String::new();
    }
    let stories = l10n::count("count-stories", view.groups.len());
    let said = l10n::with(if partly { "search-summary-page" } else { "search-summary" });
    said.text("articles", l10n::count("count-articles", articles)).text("stories", stories).to_string()
}
