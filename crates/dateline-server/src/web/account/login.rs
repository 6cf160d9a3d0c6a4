//! The login and the logout.

use super::view::LoginPage;
use super::{Typed, closed_shell, origin, page};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::return_path::safe_return_path;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use dateline_store::{LoginWith, Secret};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;

/// Where to go after the login.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

/// `GET /login`.
pub(crate) async fn login(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Query(ask): Query<Next>,
) -> Result<Response, ErrorResponse> {
    if !app.has_accounts().await? {
        let to = if app.settings.needs_account() { "/setup" } else { "/" };
        return Ok(Redirect::to(to).into_response());
    }
    form(&app, &client, (StatusCode::OK, String::new()), String::new(), &ask.next)
}

fn form(
    app: &App,
    client: &Client,
    (status, wrong): (StatusCode, String),
    name: String,
    next: &str,
) -> Result<Response, ErrorResponse> {
    let unsafe_way = !client.carries_sessions;
    let warned = app.settings.plain_http_login && !client.secure;
    let (shell, next) = (closed_shell(l10n::text("log-in")), safe_return_path(next));
    page(status, &LoginPage { shell, wrong, name, next, unsafe_way, warned })
}

/// One sentence for every reason, so that nobody learns which names there are.
const WRONG: &str = "login-wrong";

/// `POST /login`.
pub(crate) async fn log_in(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    if !client.carries_sessions {
        return form(&app, &client, (StatusCode::FORBIDDEN, String::new()), typed.name, &typed.next);
    }
    let now = app.desk.now();
    let name: String = typed.name.chars().take(200).collect();
    app.throttle.begin(&name, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let former = client.session(&headers);
    let Some(secret) = secret(&app, &client, &name, typed.password, &typed.code, former).await? else {
        app.desk.store().login_refused(&name, &client.network, now).await?;
        return form(
            &app,
            &client,
            (StatusCode::UNPROCESSABLE_ENTITY, l10n::text(WRONG).to_owned()),
            name,
            &typed.next,
        );
    };
    app.throttle.succeeded(&name, &client.network);
    let next = safe_return_path(&typed.next);
    let mut response = Redirect::to(if next.starts_with("/login") { "/" } else { &next }).into_response();
    set_cookie(&mut response, &client, secret.expose());
    Ok(response)
}

/// A new session for whoever has given name, password and code.
async fn secret(
    app: &App,
    client: &Client,
    name: &str,
    password: String,
    code: &str,
    former: Option<String>,
) -> Result<Option<Secret>, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    let Some(account) = store.verify_password(name, password.into()).await? else { return Ok(None) };
    if !store.take_second_factor(account.user.id, code.trim(), origin(app, client)).await? {
        return Ok(None);
    }
    let with = LoginWith { network: client.network.clone(), agent: client.agent.clone() };
    Ok(Some(store.log_in(account.user.id, with, former, now).await?))
}

fn set_cookie(response: &mut Response, client: &Client, secret: &str) {
    if let Ok(cookie) = HeaderValue::try_from(client.set_cookie(secret)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// `POST /logout`.
pub(crate) async fn log_out(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, ErrorResponse> {
    if let Some(secret) = client.session(&headers) {
        app.desk.store().log_out(&secret, app.desk.now()).await?;
    }
    let mut response = Redirect::to("/login").into_response();
    set_cookie(&mut response, &client, "");
    // Pictures of articles are kept by the browser for a week: the next person at it is not to see them.
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}
