//! Connections: opened by the guarded connector, kept for a moment when the host allows it, never more than a fixed number of
//! idle ones. Knows nothing of turns, redirects or bodies.

use crate::guarded_connector::GuardedConnector;
use crate::open_addresses::Purpose;
use crate::policy::Limits;
use crate::tls_roots::TlsRoots;
use bytes::Bytes;
use http::header::{HOST, HeaderValue};
use http::{Request, Response, Uri, uri};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::Connection;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use std::collections::{HashMap, VecDeque};
use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tower::Service as _;

/// How long a connection is kept for the next request to the same host.
const REST: Duration = Duration::from_secs(20);
/// Idle connections over all hosts; the oldest ones go first.
const MOST_IDLE: usize = 128;

type HttpRequest = Request<Full<Bytes>>;
/// Purpose, so that a connection to an address opened for one purpose is not used for another; scheme and authority.
type Key = (Option<Purpose>, bool, String);

/// All connections of a fetcher.
pub(crate) struct ConnectionPool {
    /// For everyone.
    ordinary: HttpsConnector<GuardedConnector>,
    /// For each purpose that the owner may have opened an address for.
    opened: [(Purpose, HttpsConnector<GuardedConnector>); Purpose::ALL.len()],
    one: http1::Builder,
    two: http2::Builder<TokioExecutor>,
    idle: Arc<Mutex<Idle>>,
}

/// One connection, ready for a request.
pub(crate) struct PooledConnection {
    key: Key,
    sender: Sender,
}

enum Sender {
    One(http1::SendRequest<Full<Bytes>>),
    Two(http2::SendRequest<Full<Bytes>>),
}

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Broken {
    /// No connection came about.
    Opening(Box<dyn Error + Send + Sync>),
    /// The connection gave no answer.
    Asking(hyper::Error),
}

#[derive(Default)]
struct Idle {
    connections: HashMap<Key, (Instant, Sender)>,
    /// Oldest first; connections that were taken meanwhile still stand in it.
    order: VecDeque<(Instant, Key)>,
}

impl ConnectionPool {
    pub(crate) fn new(door: GuardedConnector, limits: &Limits, roots: TlsRoots) -> Self {
        let config = roots.config();
        let secure = |door| {
            let builder = HttpsConnectorBuilder::new().with_tls_config(config.clone());
            builder.https_or_http().enable_all_versions().wrap_connector(door)
        };
        let mut one = http1::Builder::new();
        one.max_buf_size(limits.header_bytes.max(8192)).max_headers(limits.header_fields);
        let mut two = http2::Builder::new(TokioExecutor::new());
        two.timer(TokioTimer::new())
            .max_header_list_size(u32::try_from(limits.header_bytes).unwrap_or(u32::MAX))
            .initial_stream_window_size(1 << 20)
            .initial_connection_window_size(1 << 21);
        let opened = Purpose::ALL.map(|purpose| (purpose, secure(door.with_purpose(purpose))));
        Self { ordinary: secure(door), opened, one, two, idle: Arc::default() }
    }

    /// Sends a request whose address is absolute. A kept connection that the host has closed meanwhile is replaced once.
    pub(crate) async fn send(
        &self,
        request: HttpRequest,
        purpose: Option<Purpose>,
    ) -> Result<(Response<Incoming>, PooledConnection), Broken> {
        let key = key(request.uri(), purpose);
        // A form is not sent twice: it takes no kept connection, which the host may have closed unheard.
        if request.method() == http::Method::GET
            && let Some(mut connection) = self.take(&key)
        {
            match connection.send(request.clone()).await {
                Ok(answer) => return Ok((answer, connection)),
                Err(error) if is_stale(&error) => {}
                Err(error) => return Err(Broken::Asking(error)),
            }
        }
        let mut connection = self.open(key, request.uri().clone()).await?;
        let answer = connection.send(request).await.map_err(Broken::Asking)?;
        Ok((answer, connection))
    }

    /// Keeps a connection whose answer has been read to its end.
    pub(crate) fn keep(&self, connection: PooledConnection) {
        let now = Instant::now();
        if connection.is_closed() {
            return;
        }
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.order.is_empty() {
            tokio::spawn(sweep(Arc::downgrade(&self.idle)));
        }
        idle.order.push_back((now, connection.key.clone()));
        idle.connections.insert(connection.key, (now, connection.sender));
        idle.close_old(now);
    }

    fn take(&self, key: &Key) -> Option<PooledConnection> {
        let (_, sender) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).connections.remove(key)?;
        let connection = PooledConnection { key: key.clone(), sender };
        (!connection.is_closed()).then_some(connection)
    }

    async fn open(&self, key: Key, uri: Uri) -> Result<PooledConnection, Broken> {
        let opened = self.opened.iter().find(|(purpose, _)| Some(*purpose) == key.0);
        let connector = opened.map_or(&self.ordinary, |(_, connector)| connector);
        let stream = connector.clone().call(uri).await.map_err(Broken::Opening)?;
        let sender = if stream.connected().is_negotiated_h2() {
            let (sender, connection) = self.two.handshake(stream).await.map_err(Broken::Asking)?;
            tokio::spawn(connection);
            Sender::Two(sender)
        } else {
            let (sender, connection) = self.one.handshake(stream).await.map_err(Broken::Asking)?;
            tokio::spawn(connection);
            Sender::One(sender)
        };
        Ok(PooledConnection { key, sender })
    }
}

impl PooledConnection {
    async fn send(&mut self, mut request: HttpRequest) -> hyper::Result<Response<Incoming>> {
        match &mut self.sender {
            Sender::One(sender) => {
                sender.ready().await?;
                to_origin_form(&mut request);
                sender.send_request(request).await
            }
            Sender::Two(sender) => {
                sender.ready().await?;
                sender.send_request(request).await
            }
        }
    }

    fn is_closed(&self) -> bool {
        match &self.sender {
            Sender::One(sender) => sender.is_closed(),
            Sender::Two(sender) => sender.is_closed(),
        }
    }
}

impl Idle {
    /// Drops what has rested long enough or is too much; dropping closes.
    fn close_old(&mut self, now: Instant) {
        while let Some((since, key)) = self.order.front() {
            if self.connections.len() <= MOST_IDLE && self.order.len() <= 2 * MOST_IDLE && now < *since + REST
            {
                return;
            }
            if self.connections.get(key).is_some_and(|(kept, _)| kept == since) {
                self.connections.remove(key);
            }
            self.order.pop_front();
        }
    }
}

/// Closes idle connections whose time is over; ends when none is left, or the fetcher is gone.
async fn sweep(idle: Weak<Mutex<Idle>>) {
    loop {
        sleep(REST / 4).await;
        let Some(idle) = idle.upgrade() else { return };
        let mut idle = idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.close_old(Instant::now());
        if idle.order.is_empty() {
            return;
        }
    }
}

/// The host closed a kept connection before or while it was asked: the request may be sent again (RFC 9110, section 9.2.2).
fn is_stale(error: &hyper::Error) -> bool {
    error.is_canceled() || error.is_closed() || error.is_incomplete_message()
}

fn key(uri: &Uri, purpose: Option<Purpose>) -> Key {
    let authority = uri.authority().map_or("", uri::Authority::as_str);
    (purpose, uri.scheme() == Some(&uri::Scheme::HTTPS), authority.to_ascii_lowercase())
}

/// `GET /path` with a `Host` field, as HTTP/1.1 wants it.
fn to_origin_form(request: &mut HttpRequest) {
    let host = request.uri().authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    let path = request.uri().path_and_query().cloned().unwrap_or_else(|| uri::PathAndQuery::from_static("/"));
    *request.uri_mut() = path.into();
    if let Some(host) = host {
        request.headers_mut().insert(HOST, host);
    }
}
