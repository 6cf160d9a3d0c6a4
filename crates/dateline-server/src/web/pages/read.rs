//! `/read`: anything pasted or named, line by line. Nothing of it is kept.

use super::{Page, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{looks_like_html, typed_address};
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{Nav, ReadPage, ReadResult};
use axum::Form;
use axum::extract::Query;
use dateline_extract::{Explained, Served, explain_html, explain_text};
use serde::Deserialize;

/// An invented text of the kind that aggregators pass on.
const EXAMPLE: &str = include_str!("example.txt");

/// Whether the example is wanted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    example: Option<String>,
}

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pasted {
    #[serde(default)]
    text: String,
    #[serde(default)]
    url: String,
}

/// `GET /read`.
pub(crate) async fn read(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let mut view = form(&app).await?;
    if ask.example.is_some() {
        view.result = Some(pasted(EXAMPLE.to_owned(), Served::default()).await?);
        EXAMPLE.clone_into(&mut view.text);
    }
    written(&view)
}

async fn form(app: &App) -> Result<ReadPage, ErrorResponse> {
    let shell = presenters::gather(app).await?.shell(l10n::text("nav-read"), Nav::Read);
    Ok(ReadPage { shell, ..ReadPage::default() })
}

/// `POST /read`.
pub(crate) async fn read_it(AsUser(app): AsUser, Form(ask): Form<Pasted>) -> Page {
    let mut view = form(&app).await?;
    ask.url.trim().clone_into(&mut view.address);
    match read_input(&app, ask).await? {
        Ok(result) => view.result = Some(result),
        Err(words) => view.trouble = Some(words),
    }
    written(&view)
}

async fn read_input(app: &App, ask: Pasted) -> Result<Result<ReadResult, String>, ErrorResponse> {
    let url = match ask.url.trim() {
        "" => None,
        typed => match typed_address(typed) {
            Ok(url) => Some(url),
            Err(words) => return Ok(Err(words)),
        },
    };
    if !ask.text.trim().is_empty() {
        return pasted(ask.text, Served { url, ..Served::default() }).await.map(Ok);
    }
    let Some(url) = url else {
        return Ok(Err(l10n::text("read-nothing").to_owned()));
    };
    match app.desk.read_address(url).await {
        Ok((page, _)) => {
            let served = Served::of(&page);
            let explained = apart(move || explain_html(&page.body, &served)).await?;
            Ok(Ok(presenters::result(&explained, true)))
        }
        Err(error) => Ok(Err(l10n::with("read-not-fetched").text("error", error).to_string())),
    }
}

async fn pasted(text: String, served: Served) -> Result<ReadResult, ErrorResponse> {
    let html = looks_like_html(&text);
    let explained =
        apart(move || if html { explain_html(text.as_bytes(), &served) } else { explain_text(&text) })
            .await?;
    Ok(presenters::result(&explained, html))
}

/// Long work on a thread of its own, so that other pages are answered meanwhile.
async fn apart(work: impl FnOnce() -> Explained + Send + 'static) -> Result<Explained, ErrorResponse> {
    tokio::task::spawn_blocking(work).await.map_err(|_| ErrorResponse::bad_request("This could not be read"))
}
