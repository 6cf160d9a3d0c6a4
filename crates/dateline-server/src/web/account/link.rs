//! Links that count once: a new password, or an account for somebody who was invited.

use super::login::{session, set_cookie};
use super::view::NewPage;
use super::{Typed, closed_shell, origin, page, told};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use dateline_store::LinkUse;
use http::{HeaderMap, StatusCode};

/// `GET /link/{secret}`.
pub(crate) async fn link(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Path(secret): Path<String>,
) -> Result<Response, ErrorResponse> {
    let found = found(&app, &secret).await?;
    form(&client, &found, StatusCode::OK, String::new(), String::new())
}

/// `POST /link/{secret}`.
pub(crate) async fn use_link(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Path(secret): Path<String>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let found = found(&app, &secret).await?;
    if !client.carries_sessions {
        return form(&client, &found, StatusCode::FORBIDDEN, String::new(), typed.name);
    }
    let refuse =
        |words: String| form(&client, &found, StatusCode::UNPROCESSABLE_ENTITY, words, typed.name.clone());
    if typed.password != typed.again {
        return refuse(l10n::text("passwords-differ").to_owned());
    }
    let from = origin(&app, &client);
    match app.desk.store().use_link(&secret, typed.name.clone(), typed.password.into(), from).await {
        // Where nobody logs in by a password, who has made an account must be able to link it.
        Ok(user) if app.settings.oidc_only && found == LinkUse::Invitation => {
            let secret = session(&app, &client, &headers, user).await?;
            let mut response = Redirect::to("/account#provider").into_response();
            set_cookie(&mut response, &client, secret.expose());
            Ok(response)
        }
        Ok(_) => Ok(Redirect::to("/login").into_response()),
        Err(error) => refuse(told(error)?),
    }
}

async fn found(app: &App, secret: &str) -> Result<LinkUse, ErrorResponse> {
    let gone = || ErrorResponse::bad_request(l10n::text("error-link-used"));
    app.desk.store().link(secret, app.desk.now()).await?.ok_or_else(gone)
}

fn form(
    client: &Client,
    link: &LinkUse,
    status: StatusCode,
    wrong: String,
    name: String,
) -> Result<Response, ErrorResponse> {
    let (heading, words, asks_name, button) = match link {
        LinkUse::Reset(of) => (
            l10n::with("link-reset").text("name", of).to_string(),
            "link-reset-words",
            false,
            "link-reset-button",
        ),
        LinkUse::Invitation => {
            (l10n::text("link-invited").to_owned(), "link-invited-words", true, "make-the-account")
        }
    };
    let (shell, words) = (closed_shell(l10n::text("nav-account")), l10n::text(words).to_owned());
    let button = l10n::text(button);
    let unsafe_way = !client.carries_sessions;
    page(
        status,
        &NewPage { shell, heading, words, wrong, asks_name, name, asks_token: false, button, unsafe_way },
    )
}
