//! The one place where a socket is opened: resolve, judge, dial the judged address. No second resolution, no way around.
//!
//! Literals and names take the same path. [`Resolve`] and [`Dial`] are seams for tests that must see every attempt.

use crate::address_ranges::{self, BlockedRange};
use crate::error::{ClosedAddress, FetchErrorKind};
use crate::open_addresses::{OpenAddresses, Purpose, literal};
use crate::policy::{HostTable, Policy};
use http::Uri;
use hyper_util::rt::TokioIo;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
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
        reason = "the one door: every address has passed `GuardedConnector::judged` before"
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
pub(crate) struct GuardedConnector {
    inner: Arc<Inner>,
    /// What those who come through it may ask of the addresses that the owner opened; ordinarily nothing.
    purpose: Option<Purpose>,
}

struct Inner {
    resolver: Arc<dyn Resolve>,
    dialer: Arc<dyn Dial>,
    hosts: HostTable,
    allow_private: bool,
    open: OpenAddresses,
    patience: Duration,
}

/// Why no connection was made.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(crate) struct NoConnection(#[from] pub(crate) FetchErrorKind);

impl GuardedConnector {
    pub(crate) fn new(policy: &Policy, resolver: Arc<dyn Resolve>, dialer: Arc<dyn Dial>) -> Self {
        let inner = Inner {
            resolver,
            dialer,
            hosts: policy.hosts.clone(),
            allow_private: policy.allow_private,
            open: policy.open.clone(),
            patience: policy.limits.connect,
        };
        Self { inner: Arc::new(inner), purpose: None }
    }

    /// A connector for requests with a purpose, for which the owner may have opened addresses.
    pub(crate) fn with_purpose(&self, purpose: Purpose) -> Self {
        Self { inner: Arc::clone(&self.inner), purpose: Some(purpose) }
    }

    async fn open(self, uri: Uri) -> Result<TokioIo<TcpStream>, NoConnection> {
        let deadline = Instant::now() + self.inner.patience;
        let late = || FetchErrorKind::Timeout(self.inner.patience.as_secs());
        let judged = timeout_at(deadline, self.judged(&uri)).await.map_err(|_| late())??;
        let mut last = FetchErrorKind::Connection("no address to call".to_owned());
        let count = judged.len().min(MOST_ADDRESSES) as u32;
        for (index, address) in judged.into_iter().take(MOST_ADDRESSES).enumerate() {
            // Each address gets its share of what is left, so that a dead first one does not eat the second's time.
            let share = deadline.duration_since(Instant::now()) / (count - index as u32);
            match timeout_at(Instant::now() + share, self.inner.dialer.dial(address)).await {
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
        if let Some(home) = self.inner.hosts.get(host) {
            return Ok(vec![home]);
        }
        let named = self.purpose.is_some_and(|purpose| self.inner.open.holds(host, port, purpose));
        let allowed = self.inner.allow_private || named;
        let refusal = |closed| self.refusal(closed, host, port);
        let found = match literal(host) {
            Some(ip) => vec![SocketAddr::new(ip, port)],
            None if !allowed && is_local_name(host) => return Err(refusal(OWN_NAME)),
            None => self.resolved(host, port).await?,
        };
        let closed = |address: &SocketAddr| address_ranges::blocked_range(address.ip(), allowed);
        let refused = found.iter().find_map(closed);
        let open: Vec<SocketAddr> = found.into_iter().filter(|address| closed(address).is_none()).collect();
        match (open.is_empty(), refused) {
            (true, Some(range)) => Err(refusal(range)),
            (true, None) => Err(FetchErrorKind::Dns("the name has no address".to_owned())),
            (false, _) => Ok(open),
        }
    }

    async fn resolved(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, FetchErrorKind> {
        self.inner.resolver.resolve(host, port).await.map_err(|error| FetchErrorKind::Dns(plain(&error)))
    }

    /// What is closed, and what its owner can do about it.
    fn refusal(&self, closed: BlockedRange, host: &str, port: u16) -> FetchErrorKind {
        let host = host.trim_matches(['[', ']']);
        let opened = Purpose::ALL.into_iter().find(|purpose| self.inner.open.holds(host, port, *purpose));
        let advice = match opened {
            _ if !closed.own => "no publisher can be there".to_owned(),
            Some(Purpose::Feeds) => {
                "fetch.allow opens it for feeds that stand there themselves, and for nobody else".to_owned()
            }
            Some(purpose) => format!("fetch.allow opens it for {purpose} alone"),
            None => format!(
                "if that is meant, add {{ host = \"{host}\", port = {port}, purpose = \"{}\" }} to fetch.allow in the configuration file, which `dateline config path` names; --allow-private opens such addresses for the one command that it is given to",
                self.purpose.unwrap_or(Purpose::Feeds)
            ),
        };
        FetchErrorKind::RefusedAddress(Box::new(ClosedAddress { range: closed.range.to_string(), advice }))
    }
}

/// Names that mean the own machine or network whatever they resolve to (RFC 6761, 6762, 8375; `.internal` by ICANN).
const LOCAL_ENDINGS: &[&str] = &["localhost", "localdomain", "local", "internal", "home.arpa"];

const OWN_NAME: BlockedRange =
    BlockedRange { range: "this machine or an own network by its name", own: true };

fn is_local_name(host: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let ends =
        |ending: &str| host.strip_suffix(ending).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !host.contains('.') || LOCAL_ENDINGS.iter().any(|ending| ends(ending))
}

/// The innermost message of an error, which is the one that says something.
pub(crate) fn plain(error: &(dyn std::error::Error + 'static)) -> String {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest.to_string()
}

impl tower::Service<Uri> for GuardedConnector {
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
