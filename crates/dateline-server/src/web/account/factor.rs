//! The second factor of one's own: setting it up, and taking it away.

use super::overview::refused;
use super::view::SecretPage;
use super::{Typed, has_retyped, origin, own_account, page, told};
use crate::admission::AsUser;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::presenters::gather;
use crate::web::view::Nav;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use http::StatusCode;

const ANOTHER: &str = "account-password-wrong";

/// `POST /account/factor/begin`.
pub(crate) async fn begin_factor(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    if account.has_totp {
        return refused(&app, l10n::text("account-factor-exists").to_owned()).await;
    }
    if !has_retyped(&app, &client, &account, typed.password).await? {
        return refused(&app, l10n::text(ANOTHER).to_owned()).await;
    }
    let setup = app.desk.store().begin_totp(account.user.id).await?;
    let view = SecretPage {
        shell: gather(&app).await?.shell(l10n::text("account-factor-title"), Nav::Account),
        heading: l10n::text("account-factor-heading").to_owned(),
        words: l10n::text("account-factor-words").to_owned(),
        secrets: vec![setup.seed],
        app: setup.address,
        back: "/account#factor",
    };
    page(StatusCode::OK, &view)
}

/// `POST /account/factor/confirm`: the one page that shows the recovery codes.
pub(crate) async fn confirm_factor(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let (store, now, name) = (app.desk.store(), app.desk.now(), &account.user.name);
    app.throttle.begin(name, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let codes = match store.confirm_totp(account.user.id, typed.code.trim(), origin(&app, &client)).await {
        Ok(codes) => codes,
        Err(error) => return refused(&app, told(error)?).await,
    };
    app.throttle.succeeded(name, &client.network);
    let view = SecretPage {
        shell: gather(&app).await?.shell(l10n::text("account-recovery"), Nav::Account),
        heading: l10n::text("account-recovery").to_owned(),
        words: l10n::text("account-recovery-words").to_owned(),
        secrets: codes.iter().map(|code| code.expose().to_owned()).collect(),
        app: String::new(),
        back: "/account#factor",
    };
    page(StatusCode::OK, &view)
}

/// `POST /account/factor/remove`.
pub(crate) async fn remove_factor(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let (store, id) = (app.desk.store(), account.user.id);
    let retyped = has_retyped(&app, &client, &account, typed.password).await?;
    if !retyped || !store.take_second_factor(id, typed.code.trim(), origin(&app, &client)).await? {
        return refused(&app, l10n::text("account-factor-wrong").to_owned()).await;
    }
    store.remove_totp(id, origin(&app, &client)).await?;
    Ok(Redirect::to("/account?done=factor#factor").into_response())
}
