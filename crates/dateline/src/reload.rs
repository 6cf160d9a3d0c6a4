//! `SIGUSR1`: a running `serve` reads its certificate and its settings anew, and goes on. What can be taken without a new start is
//! taken whole or not at all; what cannot is named.

use crate::config::{Config, Shown, shown};
use crate::global_options::Global;
use crate::output;
use crate::startup;
use anyhow::Result;
use dateline_server::{Settings, Tls};
use tokio::signal::unix::Signal;
use tokio::sync::watch;

/// Settings that are taken while the desk serves, with what stands below them.
const TAKEN: [&str; 8] = [
    "base_path",
    "host_names",
    "login_by_proxy",
    "oidc",
    "plain_http_login",
    "proxy_headers",
    "proxy_login",
    "trusted_proxies",
];

/// What a running desk goes by, and what it is told.
pub(crate) struct Running<'g> {
    /// What was typed.
    pub(crate) global: &'g Global,
    /// The settings that it was started with.
    pub(crate) config: Config,
    /// Its certificate.
    pub(crate) tls: Option<Tls>,
    /// Where new settings go.
    pub(crate) settings: watch::Sender<Settings>,
}

impl Running<'_> {
    /// Reads anew each time that it is asked to; `made` makes the settings of the server from those of the file.
    pub(crate) async fn follow(
        self,
        mut asked: Signal,
        made: impl AsyncFn(Config) -> Result<Settings>,
    ) -> Result<()> {
        let Self { global, config: begun, tls, settings } = self;
        let rows = |config: &Config| shown(config, global, &|name| std::env::var_os(name));
        let mut held = rows(&begun)?;
        while asked.recv().await.is_some() {
            match tls.as_ref().map(Tls::renew) {
                Some(Ok(true)) => output::note("the certificate was read anew"),
                Some(Err(error)) => output::note(format!("{error}; the certificate before it stays")),
                Some(Ok(false)) | None => {}
            }
            let read = async {
                // It listens where it did, whatever the file says now.
                let config = Config { listen: begun.listen.clone(), ..startup::config(global)? };
                let now = rows(&config)?;
                anyhow::Ok((made(config).await?, now))
            };
            match read.await {
                Ok((new, now)) => {
                    // The server lives as long as this is asked.
                    let _gone = settings.send(new);
                    output::note(told(&held, &now));
                    held = now;
                }
                Err(error) => output::note(format!("{error:#}; the settings before it stay")),
            }
        }
        Ok(())
    }
}

/// Which settings were taken, and which need a new start.
fn told(before: &[Shown], now: &[Shown]) -> String {
    let changed = before.iter().zip(now).filter(|(before, now)| before != now).map(|(_, now)| now.key);
    let is_taken = |key: &&str| TAKEN.contains(&key.split('.').next().unwrap_or(key));
    let (taken, left): (Vec<_>, Vec<_>) = changed.partition(is_taken);
    let taken = match taken.as_slice() {
        [] => "the settings were read anew".to_owned(),
        keys => format!("the settings were read anew, with another {}", keys.join(", ")),
    };
    if left.is_empty() { taken } else { format!("{taken}; start serve anew for {}", left.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_needs_a_new_start_is_named() {
        let row = |key: &'static str, value: &str| Shown { key, value: value.to_owned(), source: "file" };
        let before = [
            row("listen", "a"),
            row("host_names", "[]"),
            row("oidc.issuer", "x"),
            row("keep.unread", "false"),
        ];
        let now = [
            row("listen", "b"),
            row("host_names", "[]"),
            row("oidc.issuer", "y"),
            row("keep.unread", "true"),
        ];
        assert_eq!(told(&before, &before), "the settings were read anew");
        assert_eq!(
            told(&before, &now),
            "the settings were read anew, with another oidc.issuer; start serve anew for listen, keep.unread"
        );
    }
}
