//! The login and the logout.

use super::provider::ask_code;
use super::view::LoginPage;
use super::{Typed, closed_shell, origin, page};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::assets;
use crate::web::l10n;
use crate::web::return_path::safe_return_path;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use dateline_model::UserId;
use dateline_store::{Account, LoginWith, Secret};
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
    headers: HeaderMap,
    Query(ask): Query<Next>,
) -> Result<Response, ErrorResponse> {
    if !app.has_accounts().await? {
        let to = if app.settings.needs_account() { "/setup" } else { "/" };
        return Ok(Redirect::to(to).into_response());
    }
    match client.told_by_proxy.clone().filter(|_| client.carries_sessions) {
        Some(told) => by_proxy(&app, &client, &headers, (&told, &ask.next)).await,
        None => form(&app, &client, LoginForm { next: ask.next, ..LoginForm::default() }),
    }
}

/// Lets in whom a trusted proxy tells, as the account that the settings have for the name.
async fn by_proxy(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    (told, next): (&str, &str),
) -> Result<Response, ErrorResponse> {
    if let Some(account) = app.told_by_proxy(told).await? {
        return enter(app, client, headers, &account, next).await;
    }
    app.desk.store().login_refused(told, &client.network, app.desk.now()).await?;
    let told: String = told.chars().take(80).collect();
    let wrong = l10n::with("error-proxy").text("told", told).to_string();
    form(
        app,
        client,
        LoginForm { status: StatusCode::FORBIDDEN, wrong, next: next.to_owned(), ..LoginForm::default() },
    )
}

/// What the form of the login shows.
#[derive(Default)]
pub(super) struct LoginForm {
    pub(super) status: StatusCode,
    /// What is wrong, a sentence without its full stop.
    pub(super) wrong: String,
    /// The name that was typed.
    pub(super) name: String,
    /// The page to go to then.
    pub(super) next: String,
}

pub(super) fn form(app: &App, client: &Client, shown: LoginForm) -> Result<Response, ErrorResponse> {
    let unsafe_way = !client.carries_sessions;
    let warned = app.settings.plain_http_login && !client.secure;
    let (shell, next) = (closed_shell(l10n::text("log-in")), safe_return_path(&shown.next));
    let provider = app.oidc.as_ref().map(|oidc| oidc.settings.name.clone()).unwrap_or_default();
    let after = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let LoginForm { status, wrong, name, .. } = shown;
    let by_password = !app.settings.oidc_only;
    let passkey_js = assets::passkey_js();
    page(
        status,
        &LoginPage { shell, wrong, name, next, unsafe_way, warned, provider, after, by_password, passkey_js },
    )
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
    let shown = |status, wrong: &str, name| LoginForm {
        status,
        wrong: wrong.to_owned(),
        name,
        next: typed.next.clone(),
    };
    if !client.carries_sessions || app.settings.oidc_only {
        return form(&app, &client, shown(StatusCode::FORBIDDEN, "", typed.name));
    }
    let now = app.desk.now();
    let name: String = typed.name.chars().take(200).collect();
    app.throttle.begin(&name, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let former = client.session(&headers);
    let Some(secret) = secret(&app, &client, &name, typed.password, &typed.code, former).await? else {
        app.desk.store().login_refused(&name, &client.network, now).await?;
        return form(&app, &client, shown(StatusCode::UNPROCESSABLE_ENTITY, l10n::text(WRONG), name));
    };
    app.throttle.succeeded(&name, &client.network);
    Ok(inside(&client, &typed.next, &secret))
}

/// Leads back to the page that somebody wanted, logged in.
fn inside(client: &Client, next: &str, secret: &Secret) -> Response {
    let next = safe_return_path(next);
    let mut response = Redirect::to(if next.starts_with("/login") { "/" } else { &next }).into_response();
    set_cookie(&mut response, client, secret.expose());
    response
}

/// Lets somebody in who is known in another way than by the password; who has a second factor is asked for it.
pub(super) async fn enter(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    account: &Account,
    next: &str,
) -> Result<Response, ErrorResponse> {
    if account.has_totp {
        return ask_code(app, account.user.id, next);
    }
    Ok(inside(client, next, &session(app, client, headers, account.user.id).await?))
}

/// A new session, in the place of the one that the browser had.
pub(super) async fn session(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    user: UserId,
) -> Result<Secret, ErrorResponse> {
    let with = LoginWith { network: client.network.clone(), agent: client.agent.clone() };
    Ok(app.desk.store().log_in(user, with, client.session(headers), app.desk.now()).await?)
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

pub(super) fn set_cookie(response: &mut Response, client: &Client, secret: &str) {
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
    // What other pages of the host have stored is theirs: there the service worker clears what it kept.
    let cleared = if app.settings.base_path.is_root() { "\"cache\", \"storage\"" } else { "\"cache\"" };
    response.headers_mut().insert("clear-site-data", HeaderValue::from_static(cleared));
    Ok(response)
}
