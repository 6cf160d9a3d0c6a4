//! One's own account on one page.

use super::own_account;
use super::view::{AccountPage, PasskeyRow, SessionRow, TokenRow, TrailRow};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::assets;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::presenters::gather;
use crate::web::view::Nav;
use askama::Template as _;
use axum::extract::Query;
use axum::response::{Html, IntoResponse as _, Response};
use dateline_store::{AuditRow, Passkey, Session, Token, TokenScope};
use http::StatusCode;
use jiff::Timestamp;
use serde::Deserialize;

/// Rows of the audit trail that are shown.
const TRAIL: u32 = 12;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

/// `GET /account`.
pub(crate) async fn account(AsUser(app): AsUser, Query(ask): Query<Done>) -> Result<Response, ErrorResponse> {
    let id = match ask.done.as_str() {
        "password" => "account-done-password",
        "session" => "account-done-session",
        "others" => "account-done-others",
        "revoked" => "account-done-revoked",
        "factor" => "account-done-factor",
        "passkey" => "account-done-passkey",
        "passkey-removed" => "account-done-passkey-removed",
        "linked" => "account-done-linked",
        "unlinked" => "account-done-unlinked",
        _ => return shown(&app, StatusCode::OK, None).await,
    };
    shown(&app, StatusCode::OK, Some((true, l10n::text(id).to_owned()))).await
}

/// The page, with what was done or is wrong.
pub(super) async fn shown(
    app: &App,
    status: StatusCode,
    notice: Option<(bool, String)>,
) -> Result<Response, ErrorResponse> {
    let (account, session) = own_account(app).await?;
    let (store, now, user) = (app.desk.store(), app.desk.now(), account.user.id);
    let (sessions, tokens) = (store.sessions(user, now).await?, store.tokens(user).await?);
    let passkeys = store.passkeys(user).await?;
    let linked = match &app.oidc {
        Some(oidc) => {
            store.identities(user).await?.into_iter().find(|one| one.issuer == oidc.settings.issuer)
        }
        None => None,
    };
    let linked = linked.map(|identity| identity.label);
    let trail = store.audit_trail(Some(account.user.name.clone()), TRAIL).await?;
    let view = AccountPage {
        shell: gather(app).await?.shell(l10n::text("nav-account"), Nav::Account),
        name: account.user.name,
        is_owner: app.caller.is_owner(),
        notice,
        has_factor: account.has_totp,
        provider: app.oidc.as_ref().map(|oidc| oidc.settings.name.clone()).unwrap_or_default(),
        linked,
        passkeys: passkeys.into_iter().map(|one| passkey_row(one, now)).collect(),
        passkey_js: assets::passkey_js(),
        sessions: sessions.into_iter().map(|one| session_row(one, session, now)).collect(),
        tokens: tokens.into_iter().map(|one| token_row(one, now)).collect(),
        trail: trail.into_iter().map(|row| trail_row(row, now)).collect(),
    };
    Ok((status, Html(view.render()?)).into_response())
}

/// What is wrong, above the page.
pub(super) async fn refused(app: &App, words: String) -> Result<Response, ErrorResponse> {
    shown(app, StatusCode::UNPROCESSABLE_ENTITY, Some((false, format!("{words}.")))).await
}

fn session_row(one: Session, own: i64, now: Timestamp) -> SessionRow {
    SessionRow {
        id: one.id,
        agent: browser(&one.with.agent),
        network: network(one.with.network),
        since: When::at(one.made_at, now),
        seen: When::at(one.seen_at, now),
        is_this: one.id == own,
    }
}

fn token_row(one: Token, now: Timestamp) -> TokenRow {
    let scope = match one.scope {
        TokenScope::Read => l10n::text("scope-read"),
        TokenScope::Mark => l10n::text("scope-mark"),
        TokenScope::Manage => l10n::text("scope-manage"),
    };
    let (since, used) = (When::at(one.made_at, now), one.used_at.map(|at| When::at(at, now)));
    TokenRow { id: one.id, name: one.name, scope, since, used }
}

fn passkey_row(one: Passkey, now: Timestamp) -> PasskeyRow {
    let (since, used) = (When::at(one.made_at, now), one.used_at.map(|at| When::at(at, now)));
    PasskeyRow { id: one.id, name: one.name, backed_up: one.backed_up, since, used }
}

/// A browser by its name and system, as far as it tells them; they all call themselves by the names of others too.
fn browser(agent: &str) -> String {
    let names = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let systems = [
        ("Android", "Android"),
        ("iPhone", l10n::text("browser-iphone")),
        ("iPad", l10n::text("browser-ipad")),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let of = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    match (of(&names), of(&systems)) {
        (Some(name), Some(system)) => {
            l10n::with("browser-on").text("name", name).text("system", system).to_string()
        }
        (Some(name), None) => name.to_owned(),
        (None, _) if agent.is_empty() => l10n::text("browser-unnamed").to_owned(),
        (None, _) => agent.chars().take(60).collect(),
    }
}

pub(super) fn trail_row(row: AuditRow, now: Timestamp) -> TrailRow {
    TrailRow { at: When::at(row.at, now), name: row.name, event: row.event, network: network(row.network) }
}

fn network(text: String) -> String {
    if text.is_empty() { l10n::text("the-machine-itself").to_owned() } else { text }
}
