//! An article. Opening it marks it read, unless its reader wants otherwise.

use super::{Page, articles, marks, with_field, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::list_address::{ListAsk, list_address, list_query};
use crate::web::presenters;
use crate::web::view::{InList, Nav};
use axum::extract::{Path, Query};
use dateline_model::EntryId;
use dateline_store::{EntryList, EntryMark, Show};
use http::{HeaderMap, Method};
use serde::Deserialize;

/// Which of an article's readings is to be shown (`other` is the one that is not shown else), and the list that it is opened from.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    reading: Option<String>,
    marked: Option<String>,
    #[serde(flatten)]
    list: ListAsk,
}

/// `GET /article/{id}`.
pub(crate) async fn article(
    AsUser(app): AsUser,
    Path(id): Path<String>,
    Query(ask): Query<Ask>,
    method: Method,
    headers: HeaderMap,
) -> Page {
    let id: EntryId = id.parse().map_err(|_| ErrorResponse::not_found("article"))?;
    let mut record = app.reader().article(id).await?.ok_or_else(|| ErrorResponse::not_found("article"))?;
    if ask.reading.as_deref() == Some("other") {
        record.show_other();
    }
    let mut frame = presenters::gather(&app).await?;
    // Whoever comes back from a mark has said how the article is to stand.
    let opened = ask.marked.is_none() && frame.preferences.marks_on_open() && is_opened(&method, &headers);
    if opened && record.summary.read_at.is_none() {
        let read = marks::together(&app, &frame.preferences, id, record.summary.story).await?;
        let changed = app.reader().mark(read, EntryMark::Read, frame.now).await?;
        record.summary.read_at = Some(frame.now);
        frame.glance.unread = frame.glance.unread.saturating_sub(changed);
    }
    let story = match record.summary.story {
        Some(story) => app.reader().story_head(story).await?,
        None => None,
    };
    let copy_of = copied_from(&app, id).await?;
    let link = story.filter(|story| story.articles > 1).map(|story| {
        let others = usize::try_from(story.articles - 1).unwrap_or(usize::MAX);
        let others = l10n::count("count-other-versions", others);
        (format!("/story/{}", story.id), l10n::with("article-story").text("others", others).to_string())
    });
    let mut shell = frame.shell(&record.summary.title, Nav::Elsewhere);
    let path = format!("/article/{id}");
    let here = if ask.list.names_one() { list_address(&path, &ask.list.list()?, &[]) } else { path };
    shell.told = presenters::told(&app, ask.marked.as_deref(), &here).await?;
    let mut view = presenters::article(shell, &record, link, copy_of, frame.now);
    presenters::measure(app.desk.store(), presenters::measurable(&mut view.image, &mut view.blocks)).await?;
    let text = record.reading.as_ref().and_then(|reading| reading.article.as_ref());
    view.notes = presenters::notes(&app.reader().notes(id).await?, text, frame.now);
    let known = app.reader().labels().await?.into_iter().map(|label| label.name).collect();
    view.labels.1 = known;
    let (progress, speed) = app.reader().progress(id).await?;
    presenters::set_progress(&mut view, &progress, speed);
    if ask.list.names_one() {
        let list = ask.list.list()?;
        view.marks.back = here;
        view.marks.list = list_query(&list);
        // What is read has left the list of what is unread: its reader goes on below the article above it.
        let left = list.show == Show::Unread && record.summary.read_at.is_some();
        view.in_list = Some(in_list(&app, &list, id, left).await?);
    } else if record.showing_other {
        view.marks.back = with_field(&here, "reading", "other");
    }
    // A form of this page comes back to it as it stands: what was marked unread on it is not opened anew.
    view.marks.back = with_field(&view.marks.back, "marked", "same");
    written(&view)
}

/// Whether somebody looks at the page: a browser that fetches ahead or as a picture reads nothing, nor does a program that asks for
/// headers alone.
pub(super) fn is_opened(method: &Method, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
        .iter()
        .any(|name| ["prefetch", "prerender", "preview"].iter().any(|word| said(name).contains(word)));
    // What passes through the page's own service worker names no destination any more.
    let looked_at = match said("sec-fetch-dest") {
        "" | "document" => true,
        "empty" => said("sec-fetch-mode") == "navigate",
        _ => false,
    };
    *method == Method::GET && !ahead && looked_at
}

async fn in_list(app: &App, list: &EntryList, id: EntryId, left: bool) -> Result<InList, ErrorResponse> {
    let beside = app.reader().neighbours(list.clone(), id).await?;
    let at = |id: EntryId| list_address(&format!("/article/{id}"), list, &[]);
    let back = if left { beside.previous } else { Some(id) };
    let anchor = back.map(|id| format!("#a{id}")).unwrap_or_default();
    Ok(InList {
        name: articles::name(app, list).await?.heading,
        href: format!("{}{anchor}", list_address("/articles", list, &[])),
        previous: beside.previous.map(at),
        next: beside.next.map(at),
    })
}

/// Whose text an article carries, where both stand in one story.
async fn copied_from(app: &App, id: EntryId) -> Result<Option<(String, String)>, ErrorResponse> {
    let reader = app.reader();
    let Some(own) = reader.member(id).await? else { return Ok(None) };
    let Some(copy) = own.copy else { return Ok(None) };
    let original = reader.member(copy.of).await?.filter(|original| original.entry.story == own.entry.story);
    Ok(original.map(|original| {
        let publisher = presenters::publisher(&original.entry);
        let carries = l10n::with("article-copy").text("publisher", publisher);
        let words = carries.text("how", presenters::how(&copy)).to_string();
        (format!("/article/{}", copy.of), words)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fetched_ahead_is_not_opened() {
        let check = |method: Method, fields: &[(&'static str, &'static str)], opened: bool| {
            let mut headers = HeaderMap::new();
            for (name, value) in fields {
                headers.insert(*name, http::HeaderValue::from_static(value));
            }
            assert_eq!(is_opened(&method, &headers), opened, "{method} {fields:?}");
        };
        check(Method::GET, &[], true);
        check(Method::GET, &[("sec-fetch-dest", "document"), ("sec-fetch-mode", "navigate")], true);
        check(Method::HEAD, &[], false);
        check(Method::GET, &[("sec-purpose", "prefetch;prerender")], false);
        check(Method::GET, &[("sec-purpose", "prefetch"), ("sec-fetch-dest", "document")], false);
        check(Method::GET, &[("purpose", "prefetch")], false);
        check(Method::GET, &[("x-moz", "prefetch")], false);
        check(Method::GET, &[("sec-fetch-dest", "image")], false);
        check(Method::GET, &[("sec-fetch-dest", "empty")], false);
        check(Method::GET, &[("sec-fetch-dest", "empty"), ("sec-fetch-mode", "cors")], false);
        check(Method::GET, &[("sec-fetch-dest", "empty"), ("sec-fetch-mode", "navigate")], true);
    }
}
