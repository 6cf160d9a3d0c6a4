//! A new password for oneself.

use super::overview::refused;
use super::{Typed, has_retyped, origin, own_account, told};
use crate::admission::AsUser;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};

/// `POST /account/password`.
pub(crate) async fn change_password(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (account, session) = own_account(&app).await?;
    if typed.password != typed.again {
        return refused(&app, l10n::text("account-new-passwords-differ").to_owned()).await;
    }
    if !has_retyped(&app, &client, &account, typed.current).await? {
        return refused(&app, l10n::text("account-present-wrong").to_owned()).await;
    }
    let (store, from) = (app.desk.store(), origin(&app, &client));
    match store.set_password(account.user.id, typed.password.into(), Some(session), from).await {
        Ok(()) => Ok(Redirect::to("/account?done=password").into_response()),
        Err(error) => refused(&app, told(error)?).await,
    }
}
