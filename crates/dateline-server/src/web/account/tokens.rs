//! Tokens and app passwords of one's own.

use super::view::SecretPage;
use super::{origin, own_account, page};
use crate::admission::AsUser;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::presenters::gather;
use crate::web::view::Nav;
use axum::response::{Redirect, Response};
use axum::{Extension, Form};
use dateline_store::TokenScope;
use http::StatusCode;
use serde::Deserialize;

/// A token that is wanted.
#[derive(Debug, Deserialize)]
pub(crate) struct Add {
    #[serde(default)]
    name: String,
    scope: String,
}

/// `POST /account/tokens/add`: the one page that shows it.
pub(crate) async fn add_token(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(ask): Form<Add>,
) -> Result<Response, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let scope = TokenScope::parse(&ask.scope)
        .ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-token-scope")))?;
    let secret = app.desk.store().add_token(account.user.id, ask.name, scope, origin(&app, &client)).await?;
    let view = SecretPage {
        shell: gather(&app).await?.shell(l10n::text("token"), Nav::Account),
        heading: l10n::text("token-heading").to_owned(),
        words: l10n::with("token-words").text("name", account.user.name).to_string(),
        secrets: vec![secret.expose().to_owned()],
        app: String::new(),
        back: "/account#tokens",
    };
    page(StatusCode::OK, &view)
}

/// Which token.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    token: i64,
}

/// `POST /account/tokens/revoke`.
pub(crate) async fn revoke_token(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(ask): Form<Which>,
) -> Result<Redirect, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let revoked = app.desk.store().revoke_token(account.user.id, ask.token, origin(&app, &client)).await?;
    if revoked {
        Ok(Redirect::to("/account?done=revoked#tokens"))
    } else {
        Err(ErrorResponse::not_found("token"))
    }
}
