//! `/healthz`: whether the store writes and reads.

use crate::admission::AsUser;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::time::Duration;

/// How long the store may take to write and to read one row.
const PATIENCE: Duration = Duration::from_secs(10);

/// `GET /healthz`: `ok` where the store writes and reads; 503 where it does not, or not in time.
pub(crate) async fn healthz(AsUser(app): AsUser) -> Response {
    let store = app.desk.store();
    let why = match tokio::time::timeout(PATIENCE, store.probe(app.desk.now())).await {
        Ok(Ok(())) => return "ok\n".into_response(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => format!("the store has not answered for {} seconds", PATIENCE.as_secs()),
    };
    (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n")).into_response()
}
