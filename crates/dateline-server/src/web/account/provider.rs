//! Logging in by the word of an identity provider, and linking one to one's account.

use super::login::{LoginForm, enter, form, session, set_cookie};
use super::overview::refused;
use super::view::{CodePage, GoPage};
use super::{Typed, closed_shell, has_retyped, origin, own_account, own_link, page, told};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::caller::KnownBy;
use crate::client::{Client, Credential};
use crate::error_response::ErrorResponse;
use crate::oidc::{Claims, Flow, Oidc, OidcFault};
use crate::web::l10n;
use crate::web::presenters::gather;
use crate::web::return_path::safe_return_path;
use crate::web::view::Nav;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use dateline_model::UserId;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Deserialize;
use std::sync::Arc;

/// For what a flow is sealed.
const FLOW: &str = "provider";
/// Under what name failures are counted: none that an account has.
const BY_PROVIDER: &str = "provider:";
/// Longest page to go back to that is kept in a cookie.
const NEXT: usize = 600;

/// Where to go after the login.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Begin {
    next: String,
}

/// With what the provider leads back. No `Debug` prints the code.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Back {
    code: String,
    state: String,
    iss: Option<String>,
    error: String,
}

fn provider(app: &App) -> Result<Arc<Oidc>, ErrorResponse> {
    app.oidc.clone().ok_or_else(|| ErrorResponse::not_found("page"))
}

/// Where the provider leads back to, under the name by which the desk was asked, which the guard knows to be its own.
fn back(client: &Client, headers: &HeaderMap) -> String {
    own_link(client, headers, "/login/provider/back")
}

/// `GET /login/provider`: from a page of this desk, or typed; another site does not begin a login here.
pub(crate) async fn begin_at_provider(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Query(ask): Query<Begin>,
) -> Result<Response, ErrorResponse> {
    let oidc = provider(&app)?;
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    if !client.carries_sessions || matches!(site, Some("cross-site" | "same-site")) {
        return Ok(Redirect::to("/login").into_response());
    }
    let next =
        Some(safe_return_path(&ask.next)).filter(|next| next.len() <= NEXT).unwrap_or_else(|| "/".to_owned());
    match oidc.begin(&app.desk, back(&client, &headers), next, None).await {
        Ok((flow, address)) => {
            let mut response = Redirect::to(&address).into_response();
            keep(&app, &client, &mut response, Some(flow));
            Ok(response)
        }
        Err(fault) => failed(&app, &client, &oidc, &fault),
    }
}

/// Gives the browser what it keeps until it comes back, or takes it away.
fn keep(app: &App, client: &Client, response: &mut Response, flow: Option<Flow>) {
    let sealed = flow.and_then(|flow| app.seal.seal(FLOW, flow, app.desk.now())).unwrap_or_default();
    if let Ok(cookie) = HeaderValue::try_from(client.set_flow(&sealed)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// What went wrong is written down; who logs in is told what to do about it.
fn failed(app: &App, client: &Client, oidc: &Oidc, fault: &OidcFault) -> Result<Response, ErrorResponse> {
    tracing::warn!(%fault, "a login by the identity provider failed");
    let wrong = l10n::with("error-provider").text("name", &oidc.settings.name).to_string();
    form(app, client, LoginForm { status: StatusCode::BAD_GATEWAY, wrong, ..LoginForm::default() })
}

/// `GET /login/provider/back`.
pub(crate) async fn back_from_provider(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Query(ask): Query<Back>,
) -> Result<Response, ErrorResponse> {
    let oidc = provider(&app)?;
    let mut response = answered(&app, &client, &headers, &oidc, ask).await?;
    // It counts once.
    keep(&app, &client, &mut response, None);
    Ok(response)
}

async fn answered(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    oidc: &Oidc,
    ask: Back,
) -> Result<Response, ErrorResponse> {
    let name = &oidc.settings.name;
    let refuse = |wrong: String| {
        form(
            app,
            client,
            LoginForm { status: StatusCode::UNPROCESSABLE_ENTITY, wrong, ..LoginForm::default() },
        )
    };
    let kept = client.flow(headers).filter(|_| client.carries_sessions);
    let flow: Option<Flow> = kept.and_then(|sealed| app.seal.open(FLOW, &sealed, app.desk.now()));
    let Some(flow) = flow.filter(|flow| flow.is(&ask.state)) else {
        return refuse(l10n::text("error-login-not-begun").to_owned());
    };
    if ask.iss.is_some_and(|iss| iss != oidc.settings.issuer) {
        return refuse(l10n::with("error-other-provider").text("name", name).to_string());
    }
    if !ask.error.is_empty() || ask.code.is_empty() {
        return refuse(l10n::with("error-provider-refused").text("name", name).to_string());
    }
    app.throttle
        .begin(BY_PROVIDER, &client.network, app.desk.now())
        .map_err(ErrorResponse::too_many_logins)?;
    let claims = match oidc.end(&app.desk, &flow, &ask.code).await {
        Ok(claims) => claims,
        Err(fault) => return failed(app, client, oidc, &fault),
    };
    app.throttle.succeeded(BY_PROVIDER, &client.network);
    match flow.links {
        Some(begun) => linked(app, client, headers, oidc, (&claims, begun)).await,
        None => logged_in(app, client, headers, oidc, (&claims, &flow.next)).await,
    }
}

async fn logged_in(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    oidc: &Oidc,
    (claims, next): (&Claims, &str),
) -> Result<Response, ErrorResponse> {
    let (store, now, issuer) = (app.desk.store(), app.desk.now(), &oidc.settings.issuer);
    let Some(account) = store.identity_account(issuer, &claims.subject).await? else {
        store.login_refused(&claims.label, &client.network, now).await?;
        let wrong = l10n::with("error-not-linked")
            .text("label", &claims.label)
            .text("name", &oidc.settings.name)
            .to_string();
        return form(app, client, LoginForm { status: StatusCode::FORBIDDEN, wrong, ..LoginForm::default() });
    };
    store.identity_used(issuer, &claims.subject, now).await?;
    enter(app, client, headers, &account, next).await
}

/// Links who came back to the account of the session that asked for it.
async fn linked(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    oidc: &Oidc,
    (claims, begun): (&Claims, i64),
) -> Result<Response, ErrorResponse> {
    let own = match client.session(headers) {
        Some(secret) => app.known(&Credential::Session(secret), false).await?,
        None => None,
    };
    let Some(caller) = own.filter(|caller| caller.by == KnownBy::Session(begun)) else {
        return Err(ErrorResponse::bad_request(l10n::text("error-session-ended")));
    };
    let identity = (oidc.settings.issuer.as_str(), claims.subject.as_str());
    let done =
        app.desk.store().link_identity(caller.user, identity, &claims.label, origin(app, client)).await;
    match done {
        Ok(()) => Ok(Redirect::to("/account?done=linked#provider").into_response()),
        Err(error) => refused(&app.of(caller), told(error)?).await,
    }
}

/// `POST /account/provider/link`: a link to the provider, for the password. A form does not lead there: the policy of the page
/// lets forms lead to this desk alone.
pub(crate) async fn link_provider(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (oidc, (account, begun)) = (provider(&app)?, own_account(&app).await?);
    if !has_retyped(&app, &client, &account, typed.password).await? {
        return refused(&app, l10n::text("error-password").to_owned()).await;
    }
    let name = &oidc.settings.name;
    let asked = oidc.begin(&app.desk, back(&client, &headers), String::new(), Some(begun)).await;
    let (flow, address) = match asked {
        Ok(asked) => asked,
        Err(fault) => {
            tracing::warn!(%fault, "the identity provider cannot be linked");
            return refused(&app, l10n::with("error-provider").text("name", name).to_string()).await;
        }
    };
    let view = GoPage {
        shell: gather(&app).await?.shell(l10n::text("provider-link-title"), Nav::Account),
        heading: l10n::with("provider-link").text("name", name).to_string(),
        words: l10n::with("provider-link-note")
            .text("name", name)
            .text("account", &account.user.name)
            .to_string(),
        address,
        button: l10n::with("provider-go").text("name", name).to_string(),
    };
    let mut response = page(StatusCode::OK, &view)?;
    keep(&app, &client, &mut response, Some(flow));
    Ok(response)
}

/// `POST /account/provider/unlink`.
pub(crate) async fn unlink_provider(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (oidc, (account, _)) = (provider(&app)?, own_account(&app).await?);
    if app.settings.oidc_only {
        return refused(&app, l10n::text("error-only-way-in").to_owned()).await;
    }
    if !has_retyped(&app, &client, &account, typed.password).await? {
        return refused(&app, l10n::text("error-password").to_owned()).await;
    }
    app.desk.store().unlink_identity(account.user.id, &oidc.settings.issuer, origin(&app, &client)).await?;
    Ok(Redirect::to("/account?done=unlinked#provider").into_response())
}

/// For what a login is sealed that waits for the code of a second factor.
const CODE: &str = "code";

/// The page that asks for the code, to somebody whom the provider knows and who has a second factor here.
pub(super) fn ask_code(app: &App, user: UserId, next: &str) -> Result<Response, ErrorResponse> {
    let sealed = app.seal.seal(CODE, (user.0, next), app.desk.now()).unwrap_or_default();
    code_page(StatusCode::OK, String::new(), sealed)
}

fn code_page(status: StatusCode, wrong: String, sealed: String) -> Result<Response, ErrorResponse> {
    page(status, &CodePage { shell: closed_shell(l10n::text("account-second-factor")), wrong, sealed })
}

/// `POST /login/code`.
pub(crate) async fn give_code(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    let opened: Option<(i64, String)> = app.seal.open(CODE, &typed.token, now);
    let Some((user, next)) = opened.filter(|_| client.carries_sessions) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let account = store.account(UserId(user)).await?;
    let Some(account) = account.filter(|account| !account.disabled) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let name = &account.user.name;
    app.throttle.begin(name, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    if !store.take_second_factor(account.user.id, typed.code.trim(), origin(&app, &client)).await? {
        store.login_refused(name, &client.network, now).await?;
        let wrong = l10n::text("error-code").to_owned();
        return code_page(StatusCode::UNPROCESSABLE_ENTITY, wrong, typed.token);
    }
    app.throttle.succeeded(name, &client.network);
    let mut response = Redirect::to(&safe_return_path(&next)).into_response();
    let secret = session(&app, &client, &headers, account.user.id).await?;
    set_cookie(&mut response, &client, secret.expose());
    Ok(response)
}
