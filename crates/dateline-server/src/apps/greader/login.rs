//! How an app becomes known: by a person's name and an app password of theirs, once; from then on by what it was given for them.

use super::ask::Ask;
use super::{Answer, json, text};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::fields::read;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use axum::Extension;
use axum::extract::Request;
use axum::response::IntoResponse as _;
use dateline_store::{AccountError, Secret};
use http::StatusCode;
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Characters of an edit token, as FreshRSS has them.
const TOKEN: usize = 57;

/// `POST /accounts/ClientLogin`. The account's own password is never taken: apps keep what they are given for years.
pub(super) async fn client_login(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    request: Request,
) -> Answer {
    let (fields, _) = read(request, &app).await?;
    let (Some(name), Some(password)) = (fields.one("Email"), fields.one("Passwd")) else {
        return Ok((StatusCode::BAD_REQUEST, "Error=BadAuthentication\n").into_response());
    };
    if !app.has_accounts().await? {
        return Err(ErrorResponse::no_account_for_apps());
    }
    let name: String = name.chars().take(200).collect();
    let Some(secret) = known(&app, &client, &name, password).await? else {
        return Ok((StatusCode::UNAUTHORIZED, "Error=BadAuthentication\n").into_response());
    };
    let secret = secret.expose();
    match fields.one("output") {
        Some("json") => json(json!({"SID": secret, "LSID": secret, "Auth": secret})),
        _ => text(format!("SID={secret}\nLSID={secret}\nAuth={secret}\n")),
    }
}

async fn known(
    app: &App,
    client: &Client,
    name: &str,
    password: &str,
) -> Result<Option<Secret>, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    app.throttle.begin(name, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let found = store.app_login(name.to_owned(), password, now).await.map_err(|error| match error {
        AccountError::Store(error) => error.into(),
        other => ErrorResponse::bad_request(other.to_string()),
    })?;
    match &found {
        Some(_) => app.throttle.succeeded(name, &client.network),
        None => store.login_refused(name, &client.network, now).await?,
    }
    Ok(found)
}

/// The edit token of whoever is known by a secret: it tells nothing of it, and needs no place in the store.
pub(super) fn edit_token(secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"edit token\n");
    hash.update(secret.as_bytes());
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    hex.chars().take(TOKEN).collect()
}

/// `GET token`.
pub(super) async fn token(ask: Ask) -> Answer {
    text(edit_token(&ask.secret) + "\n")
}
