//! `doctor` and `health`: what is wrong with an installation, and whether a running `serve` is well.

use super::desk::order;
use super::lists;
use crate::cli::Doctor;
use crate::doctor::install_checks;
use crate::global_options::Global;
use crate::output::{self, Outcome, Progress};
use crate::report::Report;
use crate::request::{Provider, Request};
use crate::signals::unless_stopped;
use crate::{render, socket, startup};
use anyhow::{Context as _, Result};
use serde_json::Value;
use std::os::unix::net::UnixStream;

/// `doctor`: the store and what runs, here or in a running `serve`; then what is around it, as it looks from here.
pub(crate) fn doctor(options: &Doctor, global: &Global) -> Result<Outcome> {
    let config = startup::config(global)?;
    let provider =
        config.oidc.as_ref().map(|(oidc, only)| Provider { issuer: oidc.issuer.clone(), only: *only });
    let report = order(&Request::Doctor { repair: options.repair, provider }, global)?;
    let serves = UnixStream::connect(socket::found(&config.socket_file())).is_ok();
    let report = joined(report, &render::doctor(&install_checks(&config, serves, startup::now())));
    lists::print(&report, &options.form)?;
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

/// Two reports of checks as one.
fn joined(mut first: Report, second: &Report) -> Report {
    let more = second.json.get("checks").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(checks) = first.json.get_mut("checks").and_then(Value::as_array_mut) {
        checks.extend(more);
    }
    first.text = format!("{}\n{}", first.text, second.text);
    first.partly |= second.partly;
    first
}

/// `health`: asks a running `serve`, and does nothing where none runs.
pub(crate) fn health(global: &Global) -> Result<Outcome> {
    let (config, progress) = (startup::config(global)?, Progress::start(true));
    let socket = config.socket_file();
    let asked = unless_stopped(socket::hand_over(&socket, &Request::Health, &progress));
    let report = startup::runtime()?.block_on(asked)?;
    let report =
        report.with_context(|| format!("no serve runs with the store {}", config.store_file().display()))?;
    output::report(&report)?;
    Ok(Outcome::Done)
}
