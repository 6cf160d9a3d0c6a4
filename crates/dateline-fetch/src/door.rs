//! The one place where a socket is opened: resolve, judge, dial the judged address. No second resolution, no way around.
//!
//! Literals and names take the same path. [`Resolve`] and [`Dial`] are seams for tests that must see every attempt.

use crate::address::{self, Closed};
use crate::error::FetchErrorKind;
use crate::policy::{HostTable, Policy};
use http::Uri;
use hyper_util::rt::TokioIo;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout_at};

/// A boxed future.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Name to addresses.
pub trait Resolve: Send + Sync + 'static {
    /// Every address of a host name; never called with a literal or a name of the host table.
    fn resolve(&self, host: &str, port: u16) -> Boxed<io::Result<Vec<SocketAddr>>>;
}

/// Address to connection.
pub trait Dial: Send + Sync + 'static {
    /// Opens a connection to an address that has been judged.
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>>;
}

/// The system's resolver and sockets.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Resolve for System {
    fn resolve(&self, host: &str, port: u16) -> Boxed<io::Result<Vec<SocketAddr>>> {
        let host = host.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.collect()) })
    }
}

impl Dial for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one door: every address has passed `Door::judged` before"
    )]
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        Box::pin(async move {
            let stream = TcpStream::connect(to).await?;
            stream.set_nodelay(true)?;
            Ok(stream)
        })
    }
}

/// Addresses tried for one connection; publishers behind many addresses do not cost us minutes.
const MOST_ADDRESSES: usize = 4;

/// The guarded connector. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Door(Arc<Inner>);

struct Inner {
    resolver: Arc<dyn Resolve>,
    dialer: Arc<dyn Dial>,
    hosts: HostTable,
    allow_private: bool,
    patience: Duration,
}

/// Why no connection was made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct NoConnection(#[from] pub(crate) FetchErrorKind);

impl Door {
    pub(crate) fn new(policy: &Policy, resolver: Arc<dyn Resolve>, dialer: Arc<dyn Dial>) -> Self {
        Self(Arc::new(Inner {
            resolver,
            dialer,
            hosts: policy.hosts.clone(),
            allow_private: policy.allow_private,
            patience: policy.limits.connect,
        }))
    }

    async fn open(self, uri: Uri) -> Result<TokioIo<TcpStream>, NoConnection> {
        let deadline = Instant::now() + self.0.patience;
        let late = || FetchErrorKind::Timeout(self.0.patience.as_secs());
        let judged = timeout_at(deadline, self.judged(&uri)).await.map_err(|_| late())??;
        let mut last = FetchErrorKind::Connection("no address to call".to_owned());
        let count = judged.len().min(MOST_ADDRESSES) as u32;
        for (index, address) in judged.into_iter().take(MOST_ADDRESSES).enumerate() {
            // Each address gets its share of what is left, so that a dead first one does not eat the second's time.
            let share = deadline.duration_since(Instant::now()) / (count - index as u32);
            match timeout_at(Instant::now() + share, self.0.dialer.dial(address)).await {
                Ok(Ok(stream)) => return Ok(TokioIo::new(stream)),
                Ok(Err(error)) => last = FetchErrorKind::Connection(plain(&error)),
                Err(_) => last = late(),
            }
        }
        Err(last.into())
    }

    /// The addresses that may be dialled for this origin; an error if none may.
    async fn judged(&self, uri: &Uri) -> Result<Vec<SocketAddr>, FetchErrorKind> {
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(if uri.scheme_str() == Some("https") { 443 } else { 80 });
        if let Some(home) = self.0.hosts.get(host) {
            return Ok(vec![home]);
        }
        let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        let found = match literal {
            Ok(ip) => vec![SocketAddr::new(ip, port)],
            Err(_) => self.resolved(host, port).await?,
        };
        let closed = |address: &SocketAddr| address::closed(address.ip(), self.0.allow_private);
        let refused = found.iter().find_map(closed);
        let open: Vec<SocketAddr> = found.into_iter().filter(|address| closed(address).is_none()).collect();
        match (open.is_empty(), refused) {
            (true, Some(range)) => Err(refusal(range)),
            (true, None) => Err(FetchErrorKind::Dns("the name has no address".to_owned())),
            (false, _) => Ok(open),
        }
    }

    async fn resolved(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchErrorKind> {
        if !self.0.allow_private && is_local_name(host) {
            return Err(refusal(OWN_NAME));
        }
        self.0.resolver.resolve(host, port).await.map_err(|error| FetchErrorKind::Dns(plain(&error)))
    }
}

/// Names that mean the own machine or network whatever they resolve to (RFC 6761, 6762, 8375; `.internal` by ICANN).
const LOCAL_ENDINGS: &[&str] = &["localhost", "localdomain", "local", "internal", "home.arpa"];

const OWN_NAME: Closed = Closed { range: "this machine or an own network by its name", own: true };

fn is_local_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let ends =
        |ending: &str| host.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !host.contains('.') || LOCAL_ENDINGS.iter().any(|ending| ends(ending))
}

fn refusal(closed: Closed) -> FetchErrorKind {
    let advice =
        if closed.own { "allow private addresses if that is meant" } else { "no publisher can be there" };
    FetchErrorKind::RefusedAddress(format!("{}; {advice}", closed.range))
}

/// The innermost message of an error, which is the one that says something.
pub(crate) fn plain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

impl tower::Service<Uri> for Door {
    type Response = TokioIo<TcpStream>;
    type Error = NoConnection;
    type Future = Boxed<Result<Self::Response, Self::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        Box::pin(self.clone().open(uri))
    }
}
