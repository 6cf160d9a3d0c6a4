//! Ending sessions of one's own.

use super::{origin, own_account};
use crate::admission::AsUser;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use axum::response::Redirect;
use axum::{Extension, Form};
use serde::Deserialize;

/// Which session.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    session: i64,
}

/// `POST /account/sessions/end`.
pub(crate) async fn end_session(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(ask): Form<Which>,
) -> Result<Redirect, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let ended = app.desk.store().end_session(account.user.id, ask.session, origin(&app, &client)).await?;
    if ended {
        Ok(Redirect::to("/account?done=session#sessions"))
    } else {
        Err(ErrorResponse::not_found("session"))
    }
}

/// `POST /account/sessions/end-others`.
pub(crate) async fn end_others(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
) -> Result<Redirect, ErrorResponse> {
    let (account, session) = own_account(&app).await?;
    app.desk.store().end_other_sessions(account.user.id, session, origin(&app, &client)).await?;
    Ok(Redirect::to("/account?done=others#sessions"))
}
