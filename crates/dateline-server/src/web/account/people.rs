//! Everybody's accounts, for owners: inviting, keeping out, letting in again, links for new passwords, deleting.

use super::overview::trail_row;
use super::view::{PeoplePage, PersonRow, SecretPage};
use super::{origin, own_account, own_link, page, told};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::presenters::gather;
use crate::web::view::Nav;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use dateline_model::UserId;
use dateline_store::{Account, Link, Role};
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde::Deserialize;

/// Rows of the audit trail that are shown.
const TRAIL: u32 = 40;

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    done: String,
}

/// `GET /people`.
pub(crate) async fn people(AsUser(app): AsUser, Query(ask): Query<Done>) -> Result<Response, ErrorResponse> {
    let id = match ask.done.as_str() {
        "disable" => "people-done-disable",
        "enable" => "people-done-enable",
        "delete" => "people-done-delete",
        _ => return shown(&app, StatusCode::OK, None).await,
    };
    shown(&app, StatusCode::OK, Some((true, l10n::text(id).to_owned()))).await
}

async fn shown(
    app: &App,
    status: StatusCode,
    notice: Option<(bool, String)>,
) -> Result<Response, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    let accounts = store.accounts().await?;
    let trail = store.audit_trail(None, TRAIL).await?;
    let view = PeoplePage {
        shell: gather(app).await?.shell(l10n::text("people-title"), Nav::Account),
        notice,
        rows: accounts.into_iter().map(|account| row(account, app.caller.user, now)).collect(),
        trail: trail.into_iter().map(|row| trail_row(row, now)).collect(),
    };
    page(status, &view)
}

fn row(account: Account, own: UserId, now: Timestamp) -> PersonRow {
    PersonRow {
        id: account.user.id.0,
        name: account.user.name,
        role: l10n::text(if account.role == Role::Owner { "role-owner" } else { "role-reader" }),
        disabled: account.disabled,
        has_factor: account.has_totp,
        seen: account.seen_at.map(|at| When::at(at, now)),
        is_self: account.user.id == own,
    }
}

/// Who is invited as what.
#[derive(Debug, Deserialize)]
pub(crate) struct Invite {
    role: String,
}

/// `POST /people/invite`: the one page that shows the link.
pub(crate) async fn invite(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(ask): Form<Invite>,
) -> Result<Response, ErrorResponse> {
    let role = Role::parse(&ask.role).ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-role")))?;
    let (by, _) = own_account(&app).await?;
    let secret =
        app.desk.store().add_link(Link::Invitation(role), by.user.name, origin(&app, &client)).await?;
    let words = l10n::text("people-invitation-words");
    secret_link(&app, &client, &headers, (l10n::text("people-invitation"), words), secret.expose()).await
}

/// A link under the name by which the desk was asked, which the guard knows to be its own.
async fn secret_link(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    (heading, words): (&str, &str),
    secret: &str,
) -> Result<Response, ErrorResponse> {
    let view = SecretPage {
        shell: gather(app).await?.shell(heading, Nav::Account),
        heading: heading.to_owned(),
        words: words.to_owned(),
        secrets: vec![own_link(client, headers, &format!("/link/{secret}"))],
        app: String::new(),
        back: "/people",
    };
    page(StatusCode::OK, &view)
}

/// What becomes of whom.
#[derive(Debug, Deserialize)]
pub(crate) struct Change {
    user: i64,
    #[serde(rename = "do")]
    act: String,
}

/// `POST /people/change`.
pub(crate) async fn change_person(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Form(ask): Form<Change>,
) -> Result<Response, ErrorResponse> {
    let (store, user, from) = (app.desk.store(), UserId(ask.user), origin(&app, &client));
    let done = match ask.act.as_str() {
        "disable" => store.disable_account(user, true, from).await,
        "enable" => store.disable_account(user, false, from).await,
        "delete" => store.delete_account(user, from).await,
        "reset" => {
            let secret = store.add_link(Link::Reset(user), String::new(), from).await?;
            let words = l10n::text("people-reset-words");
            return secret_link(
                &app,
                &client,
                &headers,
                (l10n::text("people-reset"), words),
                secret.expose(),
            )
            .await;
        }
        _ => {
            return Err(ErrorResponse::bad_request(l10n::text("error-account-act")));
        }
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/people?done={}", ask.act)).into_response()),
        Err(error) => {
            shown(&app, StatusCode::UNPROCESSABLE_ENTITY, Some((false, format!("{}.", told(error)?)))).await
        }
    }
}
