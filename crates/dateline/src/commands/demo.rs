//! `demo`: an invented press on this machine, a desk with a store of its own that reads it, and the address to open.

use crate::cli::Demo;
use crate::commands::{desk, input_files, serve};
use crate::config::{Config, Places, named};
use crate::global_options::Global;
use crate::listener;
use crate::output::{self, Outcome};
use crate::signals::unless_stopped;
use crate::startup;
use anyhow::{Context, Result, bail};
use dateline_demo::{self as demo, Press};
use dateline_desk::Desk;
use dateline_model::WebUrl;
use dateline_store::NewFeed;
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;

/// Starts press and desk, fills the desk, and serves until stopped (or stops, with `--once`).
pub(crate) fn run(options: &Demo, global: &Global) -> Result<Outcome> {
    startup::runtime()?.block_on(start(options, global))
}

async fn start(options: &Demo, global: &Global) -> Result<Outcome> {
    let at = |port| SocketAddr::from(([127, 0, 0, 1], port));
    if options.port != 0 && options.port == options.press_port {
        bail!(
            "desk and press cannot both have port {}: choose another one with --port or --press-port",
            options.port
        );
    }
    let press_listener = listener::bind(at(options.press_port), "--press-port").await?;
    let listener = listener::bind(at(options.port), "--port").await?;
    let press = Press::new(startup::now(), press_listener.local_addr()?.port())?;
    let serving = tokio::spawn(demo::serve(press_listener, press.clone()));
    let folder = match &global.data_dir {
        Some(folder) => named("--data-dir", folder)?,
        None => Places::find()
            .context("no home folder is known; set HOME, or name --data-dir")?
            .cache_dir
            .join(format!("demo-{}", listener.local_addr()?.port())),
    };
    let config = config(&press, &folder, global)?;
    empty_folder(&folder, global.data_dir.is_some())?;
    let desk = startup::desk(&config).await?;
    unless_stopped(fill(&desk, &press, global.quiet)).await?;
    let address = format!("http://{}/", listener.local_addr()?);
    if options.once {
        output::json(
            &json!({"address": address, "data_dir": input_files::shown(&folder), "stories": desk.reader().counts().await?.stories}),
        )?;
        serving.abort();
        return Ok(Outcome::Done);
    }
    let doors = serve::Doors::open(listener, &config)?;
    output::line(format!(
        "the desk is at {address}\nthe press it reads is at {}\nstop with Ctrl-C",
        press_address(&press)
    ))?;
    serve::until_stopped(doors, desk, dateline_server::Settings::default(), true).await?;
    Ok(Outcome::Done)
}

fn press_address(press: &Press) -> String {
    format!("http://press.localhost:{}/", press.port())
}

/// Settings of the demo: names of the press lead to its port, nothing else of this machine can be reached by name.
fn config(press: &Press, folder: &Path, global: &Global) -> Result<Config> {
    let mut config = startup::config(&Global { data_dir: Some(folder.to_owned()), ..global.clone() })?;
    config.allow_private = true;
    config.pause_seconds = 0.0;
    config.hosts = press.hosts().into_iter().map(|name| (name, press.port())).collect::<BTreeMap<_, _>>();
    Ok(config)
}

/// A folder without a store. What an earlier demo left in the usual place is thrown away: that place is named after the
/// port, which we hold. A folder that a person names is never emptied.
fn empty_folder(folder: &Path, named: bool) -> Result<()> {
    if !folder.join("dateline.db").exists() {
        return Ok(());
    }
    if named {
        bail!("{} holds a store already; name an empty folder with --data-dir", folder.display());
    }
    std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be removed", folder.display()))
}

/// Adds the press's feeds and updates twice: between the two, the press changes a headline.
async fn fill(desk: &Desk, press: &Press, quiet: bool) -> Result<()> {
    // Straight into the store: some of these feeds are broken or gone on purpose, and `add` would refuse them.
    for (name, url) in demo::feeds(press) {
        let url = WebUrl::parse(&url).with_context(|| name.clone())?;
        desk.reader()
            .add_feed(NewFeed { url, title: Some(name), home: None, folder: None }, desk.now())
            .await?;
    }
    let report = desk::update_all(desk, quiet).await?;
    if !quiet {
        output::note(report.text);
    }
    press.advance();
    desk::update_all(desk, true).await?;
    Ok(())
}
