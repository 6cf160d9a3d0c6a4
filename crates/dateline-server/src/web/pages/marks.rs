//! Marks: read, unread, starred, not starred; of an article, a story, a list or a part of one; and taking them back.

use super::with_field;
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::mark_of;
use crate::web::l10n;
use crate::web::list_address::list_of;
use crate::web::preferences::Preferences;
use crate::web::presenters;
use crate::web::return_path::safe_return_path;
use crate::web::view::{Marks, MarksPart};
use askama::Template as _;
use axum::Form;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use dateline_model::{EntryId, StoryId};
use dateline_store::{Companions, EntryMark, MarkPart, Marked};
use http::HeaderMap;
use jiff::Timestamp;
use serde::Deserialize;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3_600_000;

/// What a form of marks sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    story: Option<i64>,
    entry: Option<i64>,
    #[serde(rename = "do")]
    act: String,
    #[serde(default)]
    back: String,
    /// The list that the form stands in.
    #[serde(default)]
    list: String,
    /// When the list was read, in milliseconds.
    seen: Option<i64>,
    /// The link of the article, and how it stood before.
    link: Option<String>,
    read: Option<String>,
    starred: Option<String>,
}

/// `POST /marks`: reading marks the whole story where one is named, a star the article alone. A script is answered with what has
/// changed on its page, anybody else goes back.
pub(crate) async fn mark(
    AsUser(app): AsUser,
    headers: HeaderMap,
    Form(ask): Form<Ask>,
) -> Result<Response, ErrorResponse> {
    let mark = mark_of(&ask.act).ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-mark")))?;
    let (reader, now) = (app.reader(), app.desk.now());
    let marked = match (mark, ask.story, ask.entry) {
        (EntryMark::Read | EntryMark::Unread, Some(story), _) => {
            reader.mark_story_undoably(StoryId(story), mark, now).await?
        }
        (EntryMark::Read, None, Some(entry)) => {
            let story = reader.member(EntryId(entry)).await?.and_then(|own| own.entry.story);
            let preferences = Preferences::of(&reader.preferences().await?);
            let read = together(&app, &preferences, EntryId(entry), story).await?;
            reader.mark_undoably(read, mark, now).await?
        }
        (_, _, Some(entry)) => reader.mark_undoably(vec![EntryId(entry)], mark, now).await?,
        _ => return Err(ErrorResponse::bad_request(l10n::text("error-nothing-to-mark"))),
    };
    if headers.contains_key("x-dateline-part") {
        return part(&app, ask, mark, marked).await;
    }
    let back = safe_return_path(&ask.back);
    let back =
        marked.undo.map_or_else(|| back.clone(), |undo| with_field(&back, "marked", &undo.to_string()));
    Ok(Redirect::to(&back).into_response())
}

/// What is marked read with an article, as its reader wants.
pub(super) async fn together(
    app: &App,
    preferences: &Preferences,
    entry: EntryId,
    story: Option<StoryId>,
) -> Result<Vec<EntryId>, ErrorResponse> {
    let which = match preferences.get("together") {
        "copies" => Companions::Copies,
        "story" => Companions::Story,
        _ => return Ok(vec![entry]),
    };
    match story {
        Some(story) => Ok(app.reader().with_companions(entry, story, which).await?),
        None => Ok(vec![entry]),
    }
}

async fn part(app: &App, ask: Ask, mark: EntryMark, marked: Marked) -> Result<Response, ErrorResponse> {
    let counts = app.reader().unread_counts().await?;
    let back = safe_return_path(&ask.back);
    let undo = marked.undo.map(|undo| undo.to_string());
    let unread = presenters::unread_of(&list_of(&ask.list).unwrap_or_default().scope, &counts);
    let view = MarksPart {
        told: presenters::told(app, undo.as_deref(), &back).await?,
        unread: unread.map(presenters::number),
        total: presenters::number(counts.all),
        marks: Marks {
            story: ask.story,
            entry: ask.entry.unwrap_or_default(),
            read: match mark {
                EntryMark::Read => true,
                EntryMark::Unread => false,
                EntryMark::Starred | EntryMark::Unstarred => ask.read.is_some(),
            },
            starred: match mark {
                EntryMark::Starred => true,
                EntryMark::Unstarred => false,
                EntryMark::Read | EntryMark::Unread => ask.starred.is_some(),
            },
            back,
            list: ask.list,
            seen: ask.seen.unwrap_or_default(),
            link: ask
                .link
                .and_then(|link| crate::request_inputs::typed_address(&link).ok())
                .map(|link| link.to_string()),
        },
    };
    Ok(Html(view.render()?).into_response())
}

/// `POST /marks/list`: marks a list read, or a part of it.
pub(crate) async fn mark_list(AsUser(app): AsUser, Form(ask): Form<Ask>) -> Result<Redirect, ErrorResponse> {
    let (list, now) = (list_of(&ask.list)?, app.desk.now());
    let seen = ask.seen.and_then(|seen| Timestamp::from_millisecond(seen).ok()).unwrap_or(now).min(now);
    let entry = || {
        let entry = ask.entry.ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-no-article")));
        entry.map(EntryId)
    };
    let part = match ask.act.as_str() {
        "all" => MarkPart::All,
        "above" => MarkPart::Above(entry()?),
        "below" => MarkPart::Below(entry()?),
        "day" => MarkPart::OlderThan(now.as_millisecond() - DAY),
        "week" => MarkPart::OlderThan(now.as_millisecond() - 7 * DAY),
        _ => return Err(ErrorResponse::bad_request(l10n::text("error-part-of-list"))),
    };
    let marked = app.reader().mark_list(list, part, seen, now).await?;
    let undo = marked.undo.map_or_else(|| "none".to_owned(), |undo| undo.to_string());
    Ok(Redirect::to(&with_field(&safe_return_path(&ask.back), "marked", &undo)))
}

/// Which mark is taken back.
#[derive(Debug, Deserialize)]
pub(crate) struct Undo {
    mark: i64,
    #[serde(default)]
    back: String,
}

/// `POST /marks/undo`.
pub(crate) async fn undo_mark(AsUser(app): AsUser, Form(ask): Form<Undo>) -> Result<Redirect, ErrorResponse> {
    let undone = app.reader().undo_mark(ask.mark, app.desk.now()).await?;
    let done = if undone.is_some() { "undone" } else { "late" };
    Ok(Redirect::to(&with_field(&safe_return_path(&ask.back), "marked", done)))
}
