//! Callbacks of WebSub hubs: their questions whether a subscription is meant, and the documents that they send.

use crate::app_state::App;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use dateline_desk::{Delivery, DeliveryOutcome, HubVerification};
use dateline_store::StoreError;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;

/// The path of every callback; the token is the secret.
pub const CALLBACK: &str = "/websub/{token}";
/// Largest document that a hub may send, as large as a feed may be.
pub(super) const DELIVERY_MAX: usize = 20 << 20;
/// Longest challenge that is sent back.
const CHALLENGE_MAX: usize = 1024;

/// The routes.
pub(super) fn routes() -> Router<App> {
    Router::new().route(CALLBACK, get(verify).post(deliver))
}

/// Parameters of a hub's question.
#[derive(Debug, Deserialize)]
struct Question {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.challenge", default)]
    challenge: String,
    #[serde(rename = "hub.lease_seconds")]
    lease_seconds: Option<u64>,
    #[serde(rename = "hub.reason")]
    reason: Option<String>,
}

/// `GET`: whether we really asked for this.
async fn verify(
    State(app): State<App>,
    Path(token): Path<String>,
    Query(question): Query<Question>,
) -> Response {
    let Question { mode, topic, challenge, lease_seconds, reason } = question;
    if challenge.len() > CHALLENGE_MAX {
        return plain_text(StatusCode::BAD_REQUEST, String::new());
    }
    match app.desk.verify_hub(&token, HubVerification { mode, topic, lease_seconds, reason }).await {
        Ok(true) => plain_text(StatusCode::OK, challenge),
        Ok(false) => plain_text(StatusCode::NOT_FOUND, String::new()),
        Err(error) => failed(&error),
    }
}

/// `POST`: news of a feed. The body is read only where the token is known, and believed only where it is signed; whoever
/// sends does not learn which signature was wrong.
async fn deliver(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match app.desk.knows_hub(&token).await {
        Ok(true) => {}
        Ok(false) => return plain_text(StatusCode::GONE, String::new()),
        Err(error) => return failed(&error),
    }
    let Ok(body) = to_bytes(body, DELIVERY_MAX).await else {
        return plain_text(StatusCode::PAYLOAD_TOO_LARGE, String::new());
    };
    let field = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let delivery = Delivery {
        signature: field("x-hub-signature"),
        content_type: field(header::CONTENT_TYPE.as_str()),
        body: body.into(),
    };
    match app.desk.take_delivery(&token, delivery).await {
        Ok(DeliveryOutcome::Unknown) => plain_text(StatusCode::GONE, String::new()),
        Ok(DeliveryOutcome::Ignored | DeliveryOutcome::Asking) => {
            plain_text(StatusCode::ACCEPTED, String::new())
        }
        Ok(DeliveryOutcome::Read(report)) => {
            let desk = app.desk.clone();
            tokio::spawn(async move {
                if let Err(error) = desk.read_delivered_pages(report).await {
                    tracing::error!(%error, "pages that a hub told of were not read; they will be at the next poll");
                }
            });
            plain_text(StatusCode::ACCEPTED, String::new())
        }
        Err(error) => failed(&error),
    }
}

fn plain_text(status: StatusCode, text: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// The hub will try again.
fn failed(error: &StoreError) -> Response {
    tracing::error!(%error, "a hub's call was not answered");
    plain_text(StatusCode::SERVICE_UNAVAILABLE, String::new())
}
