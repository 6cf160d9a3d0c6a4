//! The API of Fever: one address, everything asked by flags, by apps that know no other. It makes, names and moves nothing. Its key is
//! made of a name and an app password, and stands in a body or, as the protocol has it, in the address.

mod answers;
mod marks;

use crate::admission::AsUser;
use crate::app_state::App;
use crate::apps::fields::{Fields, read};
use crate::caller::{Caller, KnownBy};
use crate::error_response::ErrorResponse;
use crate::route::{Table, routes};
use axum::Json;
use axum::extract::Request;
use dateline_store::TokenScope;
use serde_json::{Map, Value, json};

routes! {
    get "/fever" Public "The API of Fever: `api_key` and flags in the address." => answer;
    post "/fever" Public "The same, with `api_key` and marks in a body." => answer;
}

/// The table with the handlers.
pub(crate) fn routes() -> Table {
    table()
}

/// Whoever is not known is told nothing but that, with the status of a success.
async fn answer(AsUser(app): AsUser, request: Request) -> Result<Json<Value>, ErrorResponse> {
    let (fields, _) = read(request, &app).await?;
    let mut members = Map::new();
    members.insert("api_version".to_owned(), 3.into());
    match known(&app, &fields).await? {
        None => drop(members.insert("auth".to_owned(), 0.into())),
        Some(app) => {
            members.insert("auth".to_owned(), 1.into());
            let refreshed = app.desk.store().last_poll().await?.unwrap_or_else(|| app.desk.now());
            members.insert("last_refreshed_on_time".to_owned(), json!(refreshed.as_second()));
            marks::set(&app, &fields).await?;
            answers::tell(&app, &fields, &mut members).await?;
        }
    }
    Ok(Json(Value::Object(members)))
}

/// The desk as that of whose key it is.
async fn known(app: &App, fields: &Fields) -> Result<Option<App>, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    let Some(key) = fields.one("api_key") else { return Ok(None) };
    let Some(found) = store.fever_user(key, now).await? else { return Ok(None) };
    if found.stale {
        store.token_used(found.token, now).await?;
    }
    let may_mark = found.scope >= TokenScope::Mark;
    if fields.one("mark").is_some() && !may_mark {
        return Err(ErrorResponse::forbidden("The scope of this app password does not reach so far"));
    }
    Ok(Some(app.of(Caller { user: found.user, role: found.role, by: KnownBy::Token(found.scope) })))
}
