//! `serve`: the web desk, the schedule and the local socket, until it is told to stop.

use crate::cli::Serve;
use crate::config::Config;
use crate::global_options::Global;
use crate::output::{self, Outcome};
use crate::signals::{Signals, unless_stopped};
use crate::socket::{self, Listening};
use crate::startup;
use anyhow::{Context, Result, bail};
use dateline_desk::Desk;
use dateline_server::Settings;
use dateline_store::Secret;
use std::io::ErrorKind;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until the process is told to stop.
pub(crate) fn run(options: &Serve, global: &Global) -> Result<Outcome> {
    let mut config = startup::config(global)?;
    config.listen = options.listen.unwrap_or(config.listen);
    startup::runtime()?.block_on(async {
        let host_names = host_names(&config)?;
        let listener = bind(config.listen, "--listen").await?;
        let desk = unless_stopped(startup::desk(&config)).await?;
        let address = listener.local_addr()?;
        let doors = Doors::open(listener, &config)?;
        output::note(format!("the desk is at http://{address}/"));
        let settings = settings(&config, host_names, &desk, address).await?;
        until_stopped(doors, desk, settings, !options.no_poll).await
    })?;
    Ok(Outcome::Done)
}

/// Names in `Host` that are answered beside loopback's.
fn host_names(config: &Config) -> Result<Vec<String>> {
    let (ip, mut names) = (config.listen.ip(), config.host_names.clone());
    if ip.is_unspecified() && names.is_empty() {
        bail!(
            "{} listens everywhere: name in host_names under which name or address browsers ask for the desk",
            config.listen
        );
    }
    if !ip.is_loopback() && !ip.is_unspecified() {
        names.push(if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() });
    }
    Ok(names)
}

/// What the web desk goes by. Where it can be reached from elsewhere and has no account, it answers nothing but its setting up,
/// with a token that is printed here and kept nowhere.
async fn settings(
    config: &Config,
    host_names: Vec<String>,
    desk: &Desk,
    address: SocketAddr,
) -> Result<Settings> {
    let mut settings = Settings {
        host_names,
        exposed: !address.ip().is_loopback(),
        trusted_proxies: config.trusted_proxies.clone(),
        login_by_proxy: config.login_by_proxy,
        plain_http_login: config.plain_http_login,
        setup: None,
    };
    if settings.plain_http_login {
        output::note(
            "plain_http_login is set: passwords and sessions cross the network where everybody can read them",
        );
    }
    if settings.needs_account() && !desk.store().has_accounts().await? {
        let secret = Secret::random()?;
        output::note(format!(
            "it can be reached from other machines and has no account: open /setup there with the token {}",
            secret.expose()
        ));
        settings.setup = Some(secret);
    }
    Ok(settings)
}

/// A listener; `option` is the one that chooses another address.
pub(crate) async fn bind(address: SocketAddr, option: &str) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| anyhow::anyhow!(unbound(&error, address, option)))
}

/// Why an address cannot be listened on, with what can be done about it.
fn unbound(error: &std::io::Error, address: SocketAddr, option: &str) -> String {
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

/// What must be there before anybody is told the address: who reads it may at once give orders or end the desk.
pub(crate) struct Doors {
    web: TcpListener,
    orders: Listening,
    signals: Signals,
}

impl Doors {
    /// Opens the socket and listens to signals. The caller holds the store.
    pub(crate) fn open(web: TcpListener, config: &Config) -> Result<Self> {
        Ok(Self { web, orders: socket::listen(&config.socket_file())?, signals: Signals::listen()? })
    }
}

/// Web desk, schedule and socket side by side; everything ends together.
pub(crate) async fn until_stopped(doors: Doors, desk: Desk, settings: Settings, poll: bool) -> Result<()> {
    let Doors { web, orders, mut signals } = doors;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signals.next().await;
        let _nobody_left = stop.send(true);
    });
    let schedule = async {
        if poll {
            desk.run(wait(stopped.clone())).await;
        } else {
            wait(stopped.clone()).await;
        }
    };
    let served = dateline_server::serve(web, desk.clone(), settings, wait(stopped.clone()));
    tokio::select! {
        served = async { tokio::join!(served, schedule).0 } => served.context("the web desk ended"),
        () = orders.serve(desk.clone()) => Ok(()),
    }
}

async fn wait(mut stopped: watch::Receiver<bool>) {
    // The sender lives until it has sent.
    let _closed = stopped.wait_for(|stopped| *stopped).await;
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
}
