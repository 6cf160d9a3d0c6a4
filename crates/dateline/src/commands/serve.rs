//! `serve`: the web desk, the schedule and the local socket, until it is told to stop.

use crate::cli::Serve;
use crate::config::{Config, ListenAt};
use crate::global_options::Global;
use crate::listener::{self, Bound};
use crate::output::{self, Outcome};
use crate::reload::Running;
use crate::signals::{Signals, unless_stopped};
use crate::{socket, startup};
use anyhow::{Context, Result, bail};
use dateline_desk::Desk;
use dateline_server::{Changing, Listening, Settings};
use dateline_store::Secret;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// Serves until the process is told to stop.
pub(crate) fn run(options: &Serve, global: &Global) -> Result<Outcome> {
    let mut config = startup::config(global)?;
    if let Some(listen) = &options.listen {
        config.listen = listen.clone();
    }
    startup::runtime()?.block_on(async {
        let host_names = host_names(&config)?;
        let Bound { web, at, tls, file } = listener::bound(&config).await?;
        let desk = unless_stopped(startup::desk(&config)).await?;
        let exposed = web.is_exposed()?;
        let doors = Doors::open(web, &config)?;
        output::note(match &at {
            ListenAt::Address(address) => {
                let scheme = if tls.is_some() { "https" } else { "http" };
                format!("the desk is at {scheme}://{address}{}/", config.base_path.as_str())
            }
            ListenAt::Unix(_) => format!("the desk listens at {at}"),
        });
        let (sender, receiver) = watch::channel(settings(&config, host_names, &desk, exposed).await?);
        let asked = signal(SignalKind::user_defined1())?;
        let running = Running { global, config, tls: tls.clone(), settings: sender };
        let made = async |config: Config| settings(&config, self::host_names(&config)?, &desk, exposed).await;
        let ended = tokio::select! {
            ended = until_stopped(doors, desk.clone(), receiver, !options.no_poll) => ended,
            () = listener::keep_certificate(tls) => Ok(()),
            followed = running.follow(asked, made) => followed,
        };
        drop(file);
        ended
    })?;
    Ok(Outcome::Done)
}

/// Names in `Host` that are answered beside loopback's.
fn host_names(config: &Config) -> Result<Vec<String>> {
    let (ip, mut names) = (config.listen.ip(), config.host_names.clone());
    if ip.is_none_or(|ip| ip.is_unspecified()) && names.is_empty() {
        let at = match ip {
            Some(_) => "listens everywhere",
            None => "is a socket for a proxy",
        };
        bail!(
            "{} {at}: name in host_names under which name or address browsers ask for the desk",
            config.listen
        );
    }
    if let Some(ip) = ip.filter(|ip| !ip.is_loopback() && !ip.is_unspecified()) {
        names.push(if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() });
    }
    Ok(names)
}

/// What the web desk goes by. Where it can be reached from elsewhere and has no account, it answers nothing but its setting up,
/// with a token that is printed here and kept nowhere.
async fn settings(config: &Config, host_names: Vec<String>, desk: &Desk, exposed: bool) -> Result<Settings> {
    let mut settings = Settings {
        base_path: config.base_path.clone(),
        host_names,
        exposed,
        trusted_proxies: config.trusted_proxies.clone(),
        proxy_headers: config.proxy_headers,
        login_by_proxy: config.login_by_proxy,
        plain_http_login: config.plain_http_login,
        proxy_login: config.proxy_login.clone(),
        oidc: config.oidc.clone().map(|(provider, _)| provider),
        oidc_only: config.oidc.as_ref().is_some_and(|(_, only)| *only),
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
            "it can be reached from other machines and has no account: open {} there with the token {}",
            config.base_path.of("/setup"),
            secret.expose()
        ));
        settings.setup = Some(secret);
    }
    Ok(settings)
}

/// What must be there before anybody is told the address: who reads it may at once give orders or end the desk.
pub(crate) struct Doors {
    web: Listening,
    orders: socket::Listening,
    signals: Signals,
}

impl Doors {
    /// Opens the socket and listens to signals. The caller holds the store.
    pub(crate) fn open(web: impl Into<Listening>, config: &Config) -> Result<Self> {
        Ok(Self {
            web: web.into(),
            orders: socket::listen(&config.socket_file())?,
            signals: Signals::listen()?,
        })
    }
}

/// Web desk, schedule and socket side by side; everything ends together.
pub(crate) async fn until_stopped(
    doors: Doors,
    desk: Desk,
    settings: impl Into<Changing>,
    poll: bool,
) -> Result<()> {
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
