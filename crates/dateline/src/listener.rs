//! The listener of the web desk: an address, a unix socket, or what systemd hands over. Why there is none is one sentence with
//! what can be done about it.

use crate::config::{Config, ListenAt};
use anyhow::{Context as _, Result, bail};
use dateline_server::{Listening, Tls};
use listenfd::ListenFd;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::os::unix::fs::{FileTypeExt as _, PermissionsExt as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::net::{TcpListener, UnixListener};

/// What the desk listens with.
pub(crate) struct Bound {
    /// The listener.
    pub(crate) web: Listening,
    /// Where it is, the port that the system chose included.
    pub(crate) at: ListenAt,
    /// Whether it speaks TLS.
    pub(crate) tls: Option<Tls>,
    /// The file of a unix socket, which goes with it.
    pub(crate) file: Option<SocketFile>,
}

/// The file of a unix socket.
pub(crate) struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        // What is gone already is what we want.
        let _gone = std::fs::remove_file(&self.0);
    }
}

/// The listener of the settings, or the one that systemd hands over in its place.
pub(crate) async fn bound(config: &Config) -> Result<Bound> {
    let tls = config.tls.clone().map(Tls::load).transpose()?;
    let bound = match (from_systemd()?, &config.listen) {
        (Some(bound), _) => bound,
        (None, ListenAt::Address(address)) => of_tcp(bind(*address, "--listen").await?)?,
        (None, ListenAt::Unix(path)) => Bound {
            web: bind_unix(path)?.into(),
            at: config.listen.clone(),
            tls: None,
            file: Some(SocketFile(path.clone())),
        },
    };
    Ok(match tls {
        Some(tls) => Bound { web: bound.web.with_tls(tls.clone()), tls: Some(tls), ..bound },
        None => bound,
    })
}

fn of_tcp(listener: TcpListener) -> Result<Bound> {
    let at = ListenAt::Address(listener.local_addr()?);
    Ok(Bound { web: listener.into(), at, tls: None, file: None })
}

/// The socket that systemd opened for us (`sd_listen_fds(3)`), if it did.
fn from_systemd() -> Result<Option<Bound>> {
    let mut given = ListenFd::from_env();
    match given.len() {
        0 => return Ok(None),
        1 => {}
        more => {
            bail!("systemd hands over {more} sockets; the desk takes one: leave one ListenStream in its unit")
        }
    }
    if let Ok(Some(listener)) = given.take_tcp_listener(0) {
        listener.set_nonblocking(true)?;
        return of_tcp(TcpListener::from_std(listener)?).map(Some);
    }
    let listener = given.take_unix_listener(0).ok().flatten();
    let listener = listener.context("systemd hands over a socket that is none for ListenStream")?;
    listener.set_nonblocking(true)?;
    let path = listener.local_addr()?.as_pathname().unwrap_or(Path::new("")).to_owned();
    // The file is systemd's.
    Ok(Some(Bound {
        web: UnixListener::from_std(listener)?.into(),
        at: ListenAt::Unix(path),
        tls: None,
        file: None,
    }))
}

/// A socket for a proxy of the same group. One that nobody listens at any more is left over from a desk that was killed.
fn bind_unix(path: &Path) -> Result<UnixListener> {
    let at = path.display();
    if let Ok(found) = std::fs::symlink_metadata(path) {
        if !found.file_type().is_socket() {
            bail!(
                "unix:{at} cannot be listened on: a file of that name is there that is no socket; name another path"
            );
        }
        if UnixStream::connect(path).is_ok() {
            bail!("unix:{at} cannot be listened on: another program listens there, perhaps another desk");
        }
        std::fs::remove_file(path).with_context(|| format!("the old socket {at} cannot be removed"))?;
    }
    let made = UnixListener::bind(path).and_then(|listener| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660))?;
        Ok(listener)
    });
    made.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => "its folder is not there; make it, or name another path".to_owned(),
            ErrorKind::PermissionDenied => {
                "you may not write into its folder; name another path, or run the desk as who may".to_owned()
            }
            _ => format!("{error}; name another path"),
        };
        anyhow::anyhow!("unix:{at} cannot be listened on: {why}")
    })
}

/// How often certificate and key are looked at.
const LOOKED_AT: Duration = Duration::from_secs(60);

/// Takes a certificate that was put in the place of the one before, and tells of one that cannot be used.
pub(crate) async fn keep_certificate(tls: Option<Tls>) {
    let Some(tls) = tls else { return std::future::pending().await };
    let mut minutes = tokio::time::interval(LOOKED_AT);
    loop {
        minutes.tick().await;
        match tls.renew() {
            Ok(false) => {}
            Ok(true) => tracing::info!("the certificate was read anew"),
            Err(error) => tracing::error!("{error}; the certificate before it stays"),
        }
    }
}

/// A listener; `option` is the one that chooses another address.
pub(crate) async fn bind(address: SocketAddr, option: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| anyhow::anyhow!(unbound(&error, address, option)))
}

/// Why an address cannot be listened on, with what can be done about it.
pub(crate) fn unbound(error: &io::Error, address: SocketAddr, option: &str) -> String {
    let why = match error.kind() {
        ErrorKind::AddrInUse => {
            format!("another program listens there, perhaps another desk; choose another port with {option}")
        }
        ErrorKind::AddrNotAvailable => {
            format!("it is no address of this machine; choose one of its own with {option}")
        }
        ErrorKind::PermissionDenied => {
            format!("you may not use this port ({error}); choose one from 1024 on with {option}")
        }
        _ if matches!(address, SocketAddr::V6(v6) if v6.ip().is_unicast_link_local() && v6.scope_id() == 0) =>
        {
            format!("a link-local address needs its interface, such as [fe80::1%2]; choose one with {option}")
        }
        _ => format!("{error}; choose another address with {option}"),
    };
    format!("{address} cannot be listened on: {why}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_cannot_be_listened_on_is_told_with_the_reason() {
        let check = |kind: ErrorKind, address: &str, expected: &str| {
            let said = unbound(&kind.into(), address.parse().unwrap(), "--port");
            assert!(
                said.starts_with(address) && said.contains(expected) && said.ends_with("--port"),
                "{said}"
            );
        };
        check(ErrorKind::AddrInUse, "127.0.0.1:1", "another program listens there");
        check(ErrorKind::AddrNotAvailable, "8.8.8.8:8460", "it is no address of this machine");
        check(ErrorKind::PermissionDenied, "127.0.0.1:80", "you may not use this port");
        check(ErrorKind::InvalidInput, "[fe80::1]:8460", "a link-local address needs its interface");
        check(ErrorKind::Other, "127.0.0.1:1", "other error");
    }

    #[test]
    fn a_socket_that_was_left_over_is_taken_and_nothing_else_is() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let _inside = runtime.enter();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("desk.sock");
        let refused = |path: &Path| bind_unix(path).unwrap_err().to_string();
        let first = bind_unix(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o660);
        assert!(refused(&path).contains("another program listens there"));
        drop(first);
        drop(SocketFile(path.clone()));
        assert!(!path.exists());
        drop(bind_unix(&path).unwrap());
        let _second = bind_unix(&path).unwrap();
        assert!(refused(&folder.path().join("none/desk.sock")).contains("its folder is not there"));
        let file = folder.path().join("file");
        std::fs::write(&file, "text").unwrap();
        assert!(refused(&file).contains("that is no socket"));
        assert_eq!(std::fs::read(&file).unwrap(), b"text");
    }
}
