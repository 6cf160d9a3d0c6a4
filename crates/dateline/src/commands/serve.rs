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
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves until the process is told to stop.
pub(crate) fn run(options: &Serve, global: &Global) -> Result<Outcome> {
    let mut config = startup::config(global)?;
    config.listen = options.listen.unwrap_or(config.listen);
    startup::runtime()?.block_on(async {
        let listener = bind(config.listen).await?;
        let desk = unless_stopped(startup::desk(&config)).await?;
        let address = listener.local_addr()?;
        let doors = Doors::open(listener, &config)?;
        output::note(format!("the desk is at http://{address}/"));
        let settings = settings(&config, &desk, address).await?;
        until_stopped(doors, desk, settings, !options.no_poll).await
    })?;
    Ok(Outcome::Done)
}

/// What the web desk goes by. Where it can be reached from elsewhere and has no account, it answers nothing but its setting up,
/// with a token that is printed here and kept nowhere.
async fn settings(config: &Config, desk: &Desk, address: SocketAddr) -> Result<Settings> {
    let (ip, mut host_names) = (address.ip(), config.host_names.clone());
    if ip.is_unspecified() && host_names.is_empty() {
        bail!(
            "{address} listens everywhere: name in host_names under which name or address browsers ask for the desk"
        );
    }
    if !ip.is_loopback() && !ip.is_unspecified() {
        host_names.push(if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() });
    }
    let mut settings = Settings {
        host_names,
        exposed: !ip.is_loopback(),
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

/// A listener.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| {
        format!("{address} cannot be listened on; is another desk running? choose another port with --listen")
    })
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
