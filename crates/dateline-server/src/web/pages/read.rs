//! `/read`: anything pasted or named, line by line. Nothing of it is kept, unless that is asked for.

use super::{Page, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::request_inputs::{looks_like_html, typed_address};
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{Nav, ReadPage, ReadResult};
use axum::extract::Query;
use axum::{Extension, Form};
use dateline_extract::{Explained, Served, explain_html, explain_text};
use http::{HeaderMap, header};
use serde::Deserialize;

/// An invented text of the kind that aggregators pass on.
const EXAMPLE: &str = include_str!("example.txt");

/// What is asked of the form.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    example: Option<String>,
    /// The address to begin with, of a bookmark or another app.
    #[serde(default)]
    url: String,
    /// What another app shares; the address may stand in it.
    #[serde(default)]
    text: String,
}

impl Ask {
    fn address(&self) -> &str {
        let is_address = |word: &&str| word.starts_with("https://") || word.starts_with("http://");
        let shared = || self.text.split_whitespace().find(is_address).unwrap_or_default();
        if self.url.trim().is_empty() { shared() } else { self.url.trim() }
    }
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
pub(crate) async fn read(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Page {
    let mut view = form(&app).await?;
    ask.address().clone_into(&mut view.address);
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let base = app.settings.base_path.as_str();
    view.origin = host.map(|host| format!("http{}://{host}{base}", if client.secure { "s" } else { "" }));
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

/// The form with what is wrong.
pub(super) async fn refused(app: &App, address: &str, words: String) -> Result<ReadPage, ErrorResponse> {
    Ok(ReadPage { address: address.to_owned(), trouble: Some(words), ..form(app).await? })
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
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| ErrorResponse::bad_request(l10n::text("error-not-read")))
}
