//! Where the desk listens: at an address, with TLS or without, or at a unix socket for a proxy on the same machine.

use crate::connections::{self, Limits};
use crate::forwarded::UnixPeer;
use crate::tls::Tls;
use axum::Router;
use axum::serve::Listener;
use dateline_desk::Clock;
use std::future::Future;
use std::io;
use tokio::net::{TcpListener, UnixListener, UnixStream};

/// A listener of either kind.
#[derive(Debug)]
pub struct Listening {
    socket: Socket,
    tls: Option<Tls>,
}

#[derive(Debug)]
enum Socket {
    Tcp(TcpListener),
    Unix(UnixListener),
}

impl From<TcpListener> for Listening {
    fn from(listener: TcpListener) -> Self {
        Self { socket: Socket::Tcp(listener), tls: None }
    }
}

impl From<UnixListener> for Listening {
    fn from(listener: UnixListener) -> Self {
        Self { socket: Socket::Unix(listener), tls: None }
    }
}

impl Listening {
    /// The same with TLS.
    #[must_use]
    pub fn with_tls(self, tls: Tls) -> Self {
        Self { tls: Some(tls), ..self }
    }

    /// Whether others than this machine may reach it: who has a certificate or a socket for a proxy means them to.
    pub fn is_exposed(&self) -> io::Result<bool> {
        Ok(match &self.socket {
            Socket::Tcp(listener) => self.tls.is_some() || !listener.local_addr()?.ip().is_loopback(),
            Socket::Unix(_) => true,
        })
    }

    /// Answers until `stop` is ready, and dates the answers by `clock`.
    pub(crate) async fn serve(
        self,
        router: Router,
        limits: Limits,
        clock: Clock,
        stop: impl Future<Output = ()>,
    ) {
        let tls = self.tls.map(|tls| tls.acceptor);
        match self.socket {
            Socket::Tcp(listener) => connections::serve(listener, router, tls, limits, clock, stop).await,
            Socket::Unix(listener) => {
                connections::serve(Unix(listener), router, tls, limits, clock, stop).await
            }
        }
    }
}

/// A unix socket whose peers have no address.
struct Unix(UnixListener);

impl Listener for Unix {
    type Io = UnixStream;
    type Addr = UnixPeer;

    async fn accept(&mut self) -> (UnixStream, UnixPeer) {
        (Listener::accept(&mut self.0).await.0, UnixPeer)
    }

    fn local_addr(&self) -> io::Result<UnixPeer> {
        Ok(UnixPeer)
    }
}
