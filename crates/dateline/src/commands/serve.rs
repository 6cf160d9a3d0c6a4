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
        until_stopped(doors, desk, &config, !options.no_poll).await
    })?;
    Ok(Outcome::Done)
}

/// A listener on this machine; an address beyond it needs an account, and there are none yet.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    if !address.ip().is_loopback() {
        bail!(
            "{address} can be reached from other machines, and this desk has no accounts: anybody could read and change it; \
             listen on 127.0.0.1 and put a proxy with a login in front"
        );
    }
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
pub(crate) async fn until_stopped(doors: Doors, desk: Desk, config: &Config, poll: bool) -> Result<()> {
    let Doors { web, orders, mut signals } = doors;
    let (stop, stopped) = watch::channel(false);
    tokio::spawn(async move {
        signals.next().await;
        let _nobody_left = stop.send(true);
    });
    let settings = Settings { host_names: config.host_names.clone() };
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
