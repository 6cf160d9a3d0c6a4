//! Ending sessions of one's own.

use super::own_account;
use crate::caller::AsUser;
use crate::error_response::ErrorResponse;
use axum::Form;
use axum::response::Redirect;
use serde::Deserialize;

/// Which session.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    session: i64,
}

/// `POST /account/sessions/end`.
pub(crate) async fn end_session(
    AsUser(app): AsUser,
    Form(ask): Form<Which>,
) -> Result<Redirect, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    let ended = app.desk.store().end_session(account.user.id, ask.session, app.desk.now()).await?;
    if ended {
        Ok(Redirect::to("/account?done=session#sessions"))
    } else {
        Err(ErrorResponse::not_found("session"))
    }
}

/// `POST /account/sessions/end-others`.
pub(crate) async fn end_others(AsUser(app): AsUser) -> Result<Redirect, ErrorResponse> {
    let (account, session) = own_account(&app).await?;
    app.desk.store().end_other_sessions(account.user.id, session, app.desk.now()).await?;
    Ok(Redirect::to("/account?done=others#sessions"))
}
