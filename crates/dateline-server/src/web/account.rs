//! Logging in and out, and what somebody has of an account: password, sessions, tokens, second factor; for owners, the others.

mod factor;
mod link;
mod login;
mod overview;
mod passkeys;
mod password;
mod people;
mod provider;
mod sessions;
mod setup;
mod tokens;
mod view;

pub(super) use factor::{begin_factor, confirm_factor, remove_factor};
pub(super) use link::{link, use_link};
pub(super) use login::{log_in, log_out, login};
pub(super) use overview::account;
pub(super) use passkeys::{
    add_passkey, begin_passkey, begin_passkey_login, log_in_with_passkey, remove_passkey,
};
pub(super) use password::change_password;
pub(super) use people::{change_person, invite, people};
pub(super) use provider::{back_from_provider, begin_at_provider, give_code, link_provider, unlink_provider};
pub(super) use sessions::{end_others, end_session};
pub(super) use setup::{set_up, setup};
pub(super) use tokens::{add_token, revoke_token};

use crate::app_state::App;
use crate::caller::{Caller, KnownBy};
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::assets;
use crate::web::view::{Nav, Shell};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use dateline_store::{Account, AccountError, Origin};
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use std::fmt;

/// What is typed into the forms of an account, each of which has some of these fields. No `Debug` prints it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    name: String,
    /// The password, or the new one.
    password: String,
    /// The new one once more.
    again: String,
    /// The password until now.
    current: String,
    /// What an app for codes shows.
    code: String,
    /// What `serve` printed.
    token: String,
    /// The page to go to then.
    next: String,
}

impl fmt::Debug for Typed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typed").finish_non_exhaustive()
    }
}

/// The frame of a page that is shown without a login: it tells nothing of the desk.
fn closed_shell(title: &str) -> Shell {
    Shell {
        title: title.to_owned(),
        nav: Nav::Elsewhere,
        css: assets::css(),
        js: assets::js(),
        closed: true,
        reader: Some(String::new()),
        ..Shell::default()
    }
}

fn page(status: StatusCode, page: &impl Template) -> Result<Response, ErrorResponse> {
    Ok((status, Html(page.render()?)).into_response())
}

/// Scheme and name by which the desk was asked; the guard knows the name to be its own.
fn own_address(client: &Client, headers: &HeaderMap) -> String {
    let scheme = if client.secure { "https" } else { "http" };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{scheme}://{host}")
}

/// An address of this desk, whole, for other programs and people.
fn own_link(client: &Client, headers: &HeaderMap, path: &str) -> String {
    own_address(client, headers) + &client.base.of(path)
}

/// When and from where something is done to an account, for the audit trail.
fn origin(app: &App, client: &Client) -> Origin {
    Origin { at: app.desk.now(), network: client.network.clone() }
}

/// The account of who asks, and the session; pages of accounts are for sessions alone.
async fn own_account(app: &App) -> Result<(Account, i64), ErrorResponse> {
    let Caller { user, by: KnownBy::Session(session), .. } = app.caller else {
        return Err(ErrorResponse::not_found("account"));
    };
    let account = app.desk.store().account(user).await?;
    Ok((account.ok_or_else(|| ErrorResponse::not_found("account"))?, session))
}

/// Whether somebody who is logged in has typed the password once more: to change it or a factor, a session is not enough.
async fn has_retyped(
    app: &App,
    client: &Client,
    account: &Account,
    password: String,
) -> Result<bool, ErrorResponse> {
    let (name, network) = (&account.user.name, &client.network);
    app.throttle.begin(name, network, app.desk.now()).map_err(ErrorResponse::too_many_logins)?;
    let found = app.desk.store().verify_password(name, password.into()).await?;
    if found.is_some() {
        app.throttle.succeeded(name, network);
    }
    Ok(found.is_some())
}

impl From<AccountError> for ErrorResponse {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Store(error) => error.into(),
            other => Self::bad_request(sentence(&other)),
        }
    }
}

/// What is wrong, as a sentence without its full stop; a failure of the store is an error of its own.
fn told(error: AccountError) -> Result<String, ErrorResponse> {
    match error {
        AccountError::Store(error) => Err(error.into()),
        other => Ok(sentence(&other)),
    }
}

fn sentence(error: &AccountError) -> String {
    let text = error.to_string();
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
