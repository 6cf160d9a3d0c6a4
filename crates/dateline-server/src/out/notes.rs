//! Notes as Markdown: of one article, or of all.

use crate::admission::AsUser;
use crate::error_response::ErrorResponse;
use crate::notes_markdown::write;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use dateline_model::EntryId;
use http::header;
use serde::Deserialize;

/// Articles that are read at once.
const AT_ONCE: u32 = 200;

/// Which notes.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    entry: Option<i64>,
}

/// `GET /notes.md`.
pub(crate) async fn export(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Result<Response, ErrorResponse> {
    let mut text = String::new();
    match ask.entry.map(EntryId) {
        Some(entry) => {
            let article =
                app.reader().article(entry).await?.ok_or_else(|| ErrorResponse::not_found("article"))?;
            write(&article.summary, &app.reader().notes(entry).await?, &mut text);
        }
        None => {
            let mut skip = 0;
            loop {
                let some = app.reader().noted(skip, AT_ONCE).await?;
                some.iter().for_each(|(entry, notes)| write(entry, notes, &mut text));
                if some.len() < AT_ONCE as usize {
                    break;
                }
                skip += AT_ONCE;
            }
        }
    }
    let headers = [
        (header::CONTENT_TYPE, "text/markdown; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"notes.md\""),
    ];
    Ok((headers, text).into_response())
}
