//! The press on a socket: one listener, publishers told apart by host name. Decides nothing about content.

use super::Press;
use super::http_reply::{Ask, Reply};
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use flate2::{Compression, write::GzEncoder};
use http_body_util::channel::Channel;
use std::io::Write;
use std::time::Duration;

/// Pieces in which a slow body is sent, and the pause before each: three seconds in all.
const DRIPS: usize = 12;
const PAUSE: Duration = Duration::from_millis(250);

/// Serves the press on a listener until the task is dropped.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: tokio::net::TcpListener, press: Press) -> std::io::Result<()> {
    let app = axum::Router::new().fallback(handle).with_state(press);
    axum::serve(listener, app).await
}

async fn handle(State(press): State<Press>, request: Request) -> Response<Body> {
    let ask = ask(&request);
    let gzip = ask.gzip;
    let answered = tokio::task::spawn_blocking(move || press.answer(&ask)).await;
    respond(answered.unwrap_or_else(|_| Reply::missing()), gzip)
}

fn ask(request: &Request) -> Ask {
    let headers = request.headers();
    let host = field(headers, &header::HOST);
    let label =
        host.split(':').next().unwrap_or("").strip_suffix(".localhost").unwrap_or("").to_ascii_lowercase();
    Ask {
        host: label,
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or("").to_owned(),
        cookies: field(headers, &header::COOKIE),
        if_none_match: field(headers, &header::IF_NONE_MATCH),
        if_modified_since: field(headers, &header::IF_MODIFIED_SINCE),
        gzip: field(headers, &header::ACCEPT_ENCODING).contains("gzip"),
        post: request.method() == Method::POST,
    }
}

fn field(headers: &HeaderMap, name: &header::HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
}

fn respond(reply: Reply, gzip: bool) -> Response<Body> {
    let textual =
        reply.headers.iter().any(|(name, value)| name == "content-type" && !value.starts_with("image/"));
    let pack = gzip && textual && reply.body.len() > 1024;
    let mut builder =
        Response::builder().status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::OK));
    for (name, value) in &reply.headers {
        builder = builder.header(name, value);
    }
    if pack {
        builder = builder.header(header::CONTENT_ENCODING, "gzip").header(header::VARY, "Accept-Encoding");
    }
    let bytes = if pack { packed(&reply.body) } else { reply.body };
    let body = if reply.slow { dripping(bytes) } else { Body::from(bytes) };
    builder.body(body).unwrap_or_default()
}

/// The bytes as gzip. Writing to a vector cannot fail.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    if encoder.write_all(bytes).is_err() {
        return Vec::new();
    }
    encoder.finish().unwrap_or_default()
}

/// A body that comes in pieces, with a pause before each. Ends early if the reader goes away.
fn dripping(bytes: Vec<u8>) -> Body {
    let (mut sender, body) = Channel::<Bytes, std::convert::Infallible>::new(1);
    tokio::spawn(async move {
        for piece in bytes.chunks(bytes.len().div_ceil(DRIPS).max(1)) {
            tokio::time::sleep(PAUSE).await;
            if sender.send_data(Bytes::copy_from_slice(piece)).await.is_err() {
                return;
            }
        }
    });
    Body::new(body)
}
