//! The first account of a desk that can be reached from elsewhere, made with the token that `serve` printed.

use super::view::NewPage;
use super::{Typed, closed_shell, origin, page, told};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use dateline_store::Role;
use http::StatusCode;

/// `GET /setup`.
pub(crate) async fn setup(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
) -> Result<Response, ErrorResponse> {
    open(&app).await?;
    form(&client, StatusCode::OK, String::new(), String::new())
}

/// `POST /setup`.
pub(crate) async fn set_up(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    open(&app).await?;
    if !client.carries_sessions {
        return form(&client, StatusCode::FORBIDDEN, String::new(), typed.name);
    }
    let now = app.desk.now();
    app.throttle.begin("setup", &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let refuse = |words: String| form(&client, StatusCode::UNPROCESSABLE_ENTITY, words, typed.name.clone());
    if !app.settings.setup.as_ref().is_some_and(|secret| secret.is(typed.token.trim())) {
        return refuse(l10n::text("setup-wrong-token").to_owned());
    }
    if typed.password != typed.again {
        return refuse(l10n::text("passwords-differ").to_owned());
    }
    match app
        .desk
        .store()
        .open_account(typed.name.clone(), typed.password.into(), Role::Owner, origin(&app, &client))
        .await
    {
        Ok(_) => Ok(Redirect::to("/login").into_response()),
        Err(error) => refuse(told(error)?),
    }
}

/// There is something to set up only where an account is needed and none is there.
async fn open(app: &App) -> Result<(), ErrorResponse> {
    let wanted = app.settings.needs_account() && !app.has_accounts().await?;
    if wanted { Ok(()) } else { Err(ErrorResponse::not_found("page")) }
}

fn form(client: &Client, status: StatusCode, wrong: String, name: String) -> Result<Response, ErrorResponse> {
    let view = NewPage {
        shell: closed_shell(l10n::text("setup-title")),
        heading: l10n::text("setup-heading").to_owned(),
        words: l10n::text("setup-words").to_owned(),
        wrong,
        asks_name: true,
        name,
        asks_token: true,
        button: l10n::text("make-the-account"),
        unsafe_way: !client.carries_sessions,
    };
    page(status, &view)
}
