//! Connections over HTTP/1, with TLS or without: how many at once, and how long one may keep us waiting. What is answered is the router's.

#[cfg(test)]
mod tests;
mod write_timeout;

use crate::forwarded::OverTls;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::serve::Listener;
use axum::{Extension, Router};
use dateline_desk::Clock;
use http::{HeaderValue, StatusCode, header};
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use jiff::fmt::rfc2822::DateTimePrinter;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;
use tower_http::timeout::RequestBodyDeadlineLayer;
use write_timeout::WriteTimeout;

/// Bounds of what clients may hold. An answer may take as long as it likes to be made: a stream of events stays open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Connections at once; further ones wait in the system's queue until one of these ends.
    pub(crate) connections: usize,
    /// Until the head of a request has arrived; also how long a connection is kept open without a request.
    pub(crate) head: Duration,
    /// Until the body of a request has arrived.
    pub(crate) body: Duration,
    /// How long a client may take none of an answer that lies ready.
    pub(crate) unread: Duration,
    /// What answers that have begun are given to end once we are told to stop.
    pub(crate) grace: Duration,
    /// Largest head of a request in bytes, and what is buffered of a connection.
    pub(crate) buffer: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            head: Duration::from_secs(10),
            body: Duration::from_secs(120),
            unread: Duration::from_secs(60),
            grace: Duration::from_secs(10),
            buffer: 64 << 10,
        }
    }
}

/// Answers what `listener` accepts until `stop` is ready; then idle connections end at once, and answers that have begun
/// within the grace. `clock` dates the answers.
pub(crate) async fn serve<L: Listener>(
    mut listener: L,
    router: Router,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    clock: Clock,
    stop: impl Future<Output = ()>,
) where
    L::Addr: Clone + Sync,
{
    let router = router
        .layer(RequestBodyDeadlineLayer::new(limits.body))
        .layer(from_fn_with_state(limits.buffer, within_head))
        .layer(from_fn_with_state(clock, dated));
    let places = Arc::new(Semaphore::new(limits.connections));
    let (mut open, graceful) = (JoinSet::new(), GracefulShutdown::new());
    let mut stop = pin!(stop);
    loop {
        let next = tokio::select! {
            () = &mut stop => break,
            next = accept(&mut listener, &places) => next,
        };
        // Nobody closes the semaphore.
        let Some((io, peer, place)) = next else { break };
        while open.try_join_next().is_some() {}
        let router = router.clone().layer(Extension(ConnectInfo(peer)));
        open.spawn(greet(io, place, router, tls.clone(), limits, graceful.watcher()));
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("answers that did not end were cut off");
    }
    open.shutdown().await;
}

/// Dates the answer (RFC 9110, section 6.6.1) by our clock: the connection would ask the system's, and cannot write every
/// date that one may show.
async fn dated(State(clock): State<Clock>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let date = DateTimePrinter::new().timestamp_to_rfc9110_string(&clock());
    if let Some(date) = date.ok().and_then(|date| HeaderValue::try_from(date).ok()) {
        response.headers_mut().entry(header::DATE).or_insert(date);
    }
    response
}

/// Refuses a head that is too large: what is buffered of a connection is counted in larger steps than the bound has.
async fn within_head(State(most): State<usize>, request: Request, next: Next) -> Response {
    if head_bytes(&request) <= most {
        return next.run(request).await;
    }
    let mut response = StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response();
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// Bytes of the head of a request: its first line, its fields, and the empty line after them.
fn head_bytes(request: &Request) -> usize {
    let uri = request.uri();
    let path = uri.path_and_query().map_or(0, |path| path.as_str().len());
    let authority = uri.authority().map_or(0, |authority| "http://".len() + authority.as_str().len());
    let first = request.method().as_str().len() + path + authority + "  HTTP/1.1\r\n".len();
    let fields =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len());
    first + fields.sum::<usize>() + "\r\n".len()
}

/// The next connection, once there is a place for it.
async fn accept<L: Listener>(
    listener: &mut L,
    places: &Arc<Semaphore>,
) -> Option<(L::Io, L::Addr, OwnedSemaphorePermit)> {
    if places.available_permits() == 0 {
        tracing::warn!("as many connections as may be are open; further ones wait");
    }
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let (io, peer) = listener.accept().await;
    Some((io, peer, place))
}

/// Agrees on TLS first, where the desk has a certificate: within the time that a head may take, and beside other connections.
async fn greet<Io>(
    io: Io,
    place: OwnedSemaphorePermit,
    router: Router,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    watcher: Watcher,
) where
    Io: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let Some(tls) = tls else { return hold(io, place, router, limits, watcher).await };
    match tokio::time::timeout(limits.head, tls.accept(io)).await {
        Ok(Ok(io)) => hold(io, place, router.layer(Extension(OverTls)), limits, watcher).await,
        Ok(Err(error)) => tracing::debug!(%error, "a connection did not agree on TLS"),
        Err(_) => tracing::debug!("a connection took too long to agree on TLS"),
    }
}

/// Answers the requests of one connection, which has its place as long.
async fn hold<Io>(io: Io, place: OwnedSemaphorePermit, router: Router, limits: Limits, watcher: Watcher)
where
    Io: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let service = router.map_request(|request: http::Request<hyper::body::Incoming>| request.map(Body::new));
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.head).max_buf_size(limits.buffer);
    builder.auto_date_header(false);
    let io = TokioIo::new(WriteTimeout::new(io, limits.unread));
    let connection = builder.serve_connection(io, TowerToHyperService::new(service));
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection ended early");
    }
    drop(place);
}
