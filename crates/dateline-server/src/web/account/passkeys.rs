//! Passkeys: making one for one's account, logging in with one, taking one away. The browser's script talks JSON; what it answers
//! is verified in `passkey`.

use super::login::{session, set_cookie};
use super::overview::refused;
use super::{has_retyped, origin, own_account, own_address, told};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::Client;
use crate::error_response::ErrorResponse;
use crate::passkey::{
    ALGORITHMS, Expected, PasskeyFault, Signed, bytes, party, text, verify_made, verify_signed,
};
use crate::sealed::random_text;
use crate::web::l10n;
use crate::web::return_path::safe_return_path;
use axum::extract::Json;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::{Extension, Form};
use dateline_store::{Account, NewPasskey};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;

/// For what a question is sealed: making a key, and logging in with one.
const MAKES: &str = "passkey made";
const SIGNS: &str = "passkey signed";

/// Under what name failures are counted: none that an account has.
const BY_PASSKEY: &str = "passkey:";

/// Milliseconds that somebody has to find the authenticator.
const PATIENCE: u32 = 300_000;

/// What a browser keeps while its authenticator is asked.
#[derive(Serialize, Deserialize)]
struct Asked {
    challenge: String,
    /// The session in which a key is made; none for a login.
    session: Option<i64>,
}

/// What goes wrong is told to the script in a sentence.
fn wrong(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({"error": format!("{words}.")}))).into_response()
}

fn fault(fault: PasskeyFault) -> Response {
    let words = fault.to_string();
    let mut chars = words.chars();
    let words =
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default();
    wrong(StatusCode::UNPROCESSABLE_ENTITY, &words)
}

/// The name under which the desk was asked, for which keys are made.
fn own_party(headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok())?;
    party(host).map(str::to_ascii_lowercase)
}

/// A question with its cookie.
fn question(app: &App, client: &Client, (purpose, asked): (&str, Asked), options: Value) -> Response {
    let sealed = app.seal.seal(purpose, asked, app.desk.now()).unwrap_or_default();
    let mut response = Json(options).into_response();
    if let Ok(cookie) = HeaderValue::try_from(client.set_flow(&sealed)) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The question that an answer is to, if it was asked of this browser.
fn asked(app: &App, client: &Client, headers: &HeaderMap, purpose: &str) -> Option<Asked> {
    let sealed = client.flow(headers).filter(|_| client.carries_sessions)?;
    app.seal.open(purpose, &sealed, app.desk.now())
}

fn no_random() -> ErrorResponse {
    ErrorResponse::bad_request(l10n::text("error-random"))
}

/// A password for a question. No `Debug` prints it.
#[derive(Deserialize)]
pub(crate) struct Retyped {
    password: String,
}

/// `POST /account/passkeys/begin`: what the browser asks an authenticator to make, for the password.
pub(crate) async fn begin_passkey(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Json(typed): Json<Retyped>,
) -> Result<Response, ErrorResponse> {
    let (account, begun) = own_account(&app).await?;
    let Some(party) = own_party(&headers) else {
        return Ok(wrong(StatusCode::CONFLICT, l10n::text("error-passkey-name")));
    };
    if !has_retyped(&app, &client, &account, typed.password).await? {
        return Ok(wrong(StatusCode::UNPROCESSABLE_ENTITY, l10n::text("error-password")));
    }
    let store = app.desk.store();
    let user = account.user.id;
    let (handle, held) = (store.passkey_handle(user).await?, store.passkey_credentials(user).await?);
    let challenge = random_text().map_err(|_| no_random())?;
    let held: Vec<_> = held.iter().map(|id| json!({"type": "public-key", "id": text(id)})).collect();
    let kinds = ALGORITHMS.map(|number| json!({"type": "public-key", "alg": number}));
    let options = json!({
        "challenge": challenge,
        "rp": {"id": party, "name": "Dateline"},
        "user": {"id": text(&handle), "name": account.user.name, "displayName": account.user.name},
        "pubKeyCredParams": kinds,
        "excludeCredentials": held,
        "authenticatorSelection": {"residentKey": "required", "requireResidentKey": true, "userVerification": "required"},
        "attestation": "none",
        "timeout": PATIENCE,
    });
    Ok(question(&app, &client, (MAKES, Asked { challenge, session: Some(begun) }), options))
}

/// What an authenticator made, as the browser tells it.
#[derive(Deserialize)]
pub(crate) struct MadeKey {
    #[serde(default)]
    name: String,
    client: String,
    attestation: String,
}

/// `POST /account/passkeys/add`.
pub(crate) async fn add_passkey(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Json(made): Json<MadeKey>,
) -> Result<Response, ErrorResponse> {
    let (account, begun) = own_account(&app).await?;
    let Some(party) = own_party(&headers) else {
        return Ok(wrong(StatusCode::CONFLICT, l10n::text("error-passkey-name")));
    };
    let asked = asked(&app, &client, &headers, MAKES).filter(|asked| asked.session == Some(begun));
    let Some(asked) = asked else { return Ok(fault(PasskeyFault::Challenge)) };
    let own = own_address(&client, &headers);
    let expected = Expected { challenge: &asked.challenge, origin: &own, party: &party };
    let verified = bytes(&made.client)
        .and_then(|client| Ok((client, bytes(&made.attestation)?)))
        .and_then(|(client, attestation)| verify_made(&client, &attestation, &expected));
    let key = match verified {
        Ok(key) => key,
        Err(refused) => return Ok(fault(refused)),
    };
    if !app.challenges.take(&asked.challenge, app.desk.now()) {
        return Ok(fault(PasskeyFault::Challenge));
    }
    let name = Some(made.name.trim()).filter(|name| !name.is_empty()).unwrap_or("Passkey").to_owned();
    let new = NewPasskey {
        credential: key.credential,
        algorithm: key.algorithm,
        public_key: key.public_key,
        counter: key.counter,
        backed_up: key.backed_up,
        name,
    };
    match app.desk.store().add_passkey(account.user.id, new, origin(&app, &client)).await {
        Ok(()) => Ok(Json(json!({"to": "/account?done=passkey#passkeys"})).into_response()),
        Err(error) => Ok(wrong(StatusCode::UNPROCESSABLE_ENTITY, &told(error)?)),
    }
}

/// `POST /login/passkey/begin`: what the browser asks any authenticator to sign that has a key of this desk.
pub(crate) async fn begin_passkey_login(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
) -> Result<Response, ErrorResponse> {
    let Some(party) = own_party(&headers).filter(|_| client.carries_sessions) else {
        return Ok(wrong(StatusCode::CONFLICT, l10n::text("error-passkey-name")));
    };
    let challenge = random_text().map_err(|_| no_random())?;
    let options = json!({
        "challenge": challenge, "rpId": party, "allowCredentials": [], "userVerification": "required", "timeout": PATIENCE,
    });
    Ok(question(&app, &client, (SIGNS, Asked { challenge, session: None }), options))
}

/// What an authenticator signed, as the browser tells it.
#[derive(Deserialize)]
pub(crate) struct SignedKey {
    id: String,
    client: String,
    authenticator: String,
    signature: String,
    handle: String,
    #[serde(default)]
    next: String,
}

impl fmt::Debug for SignedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedKey").finish_non_exhaustive()
    }
}

/// `POST /login/passkey`.
pub(crate) async fn log_in_with_passkey(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    headers: HeaderMap,
    Json(signed): Json<SignedKey>,
) -> Result<Response, ErrorResponse> {
    let (store, now) = (app.desk.store(), app.desk.now());
    app.throttle.begin(BY_PASSKEY, &client.network, now).map_err(ErrorResponse::too_many_logins)?;
    let account = match verified(&app, &client, &headers, &signed).await? {
        Ok(account) => account,
        Err(refused) => {
            store.login_refused("passkey", &client.network, now).await?;
            return Ok(fault(refused));
        }
    };
    app.throttle.succeeded(BY_PASSKEY, &client.network);
    let secret = session(&app, &client, &headers, account.user.id).await?;
    let next = safe_return_path(&signed.next);
    let next = if next.starts_with("/login") { "/" } else { &next };
    let mut response = Json(json!({"to": next})).into_response();
    set_cookie(&mut response, &client, secret.expose());
    Ok(response)
}

/// Whose key signed what this browser was asked. The authenticator saw its person: that is what a second factor is for.
async fn verified(
    app: &App,
    client: &Client,
    headers: &HeaderMap,
    signed: &SignedKey,
) -> Result<Result<Account, PasskeyFault>, ErrorResponse> {
    let (asked, party) = (asked(app, client, headers, SIGNS), own_party(headers));
    let (Some(asked), Some(party)) = (asked, party) else { return Ok(Err(PasskeyFault::Challenge)) };
    let parts = [&signed.id, &signed.client, &signed.authenticator, &signed.signature, &signed.handle];
    let [Ok(id), Ok(client_data), Ok(authenticator), Ok(signature), Ok(handle)] =
        parts.map(|part| bytes(part))
    else {
        return Ok(Err(PasskeyFault::Form));
    };
    let (store, now) = (app.desk.store(), app.desk.now());
    let Some(known) = store.passkey(&id).await?.filter(|known| known.handle == handle) else {
        return Ok(Err(PasskeyFault::Signature));
    };
    let own = own_address(client, headers);
    let expected = Expected { challenge: &asked.challenge, origin: &own, party: &party };
    let signed = Signed { client: &client_data, authenticator: &authenticator, signature: &signature };
    let used = match verify_signed(&signed, (known.algorithm, &known.public_key), &expected) {
        Ok(used) => used,
        Err(refused) => return Ok(Err(refused)),
    };
    if !app.challenges.take(&asked.challenge, now) {
        return Ok(Err(PasskeyFault::Challenge));
    }
    // A key that has counted further elsewhere was copied.
    let counted = store.passkey_used(known.id, used.counter, used.backed_up, now).await?;
    Ok(if counted { Ok(known.account) } else { Err(PasskeyFault::Signature) })
}

/// Which key, and the password. No `Debug` prints it.
#[derive(Deserialize)]
pub(crate) struct Which {
    passkey: i64,
    password: String,
}

/// `POST /account/passkeys/remove`.
pub(crate) async fn remove_passkey(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Form(which): Form<Which>,
) -> Result<Response, ErrorResponse> {
    let (account, _) = own_account(&app).await?;
    if !has_retyped(&app, &client, &account, which.password).await? {
        return refused(&app, l10n::text("error-password").to_owned()).await;
    }
    let removed =
        app.desk.store().remove_passkey(account.user.id, which.passkey, origin(&app, &client)).await?;
    if removed {
        Ok(Redirect::to("/account?done=passkey-removed#passkeys").into_response())
    } else {
        Err(ErrorResponse::not_found("passkey"))
    }
}
