//! Commands on the desk: each becomes an order, handed to a running `serve` or carried out here.

use crate::cli::{Add, Audit, Backup, FeedSet, PagesOf, Remove, Rename, Restore, Story, Update};
use crate::commands::{access, input_files, lists};
use crate::config::Config;
use crate::execute::{execute, read};
use crate::global_options::Global;
use crate::output::{self, Outcome, Progress};
use crate::report::Report;
use crate::request::Request;
use crate::signals::unless_stopped;
use crate::socket::hand_over;
use crate::socket_messages::ServerMessage;
use crate::{audit_html, doctor, startup};
use anyhow::{Context, Result, bail};
use dateline_desk::Desk;
use dateline_store::{FetchPages, StoreError};
use std::ffi::OsStr;
use std::path::{Component, Path};
use tokio::sync::mpsc;

/// `add`.
pub(crate) fn add(options: &Add, global: &Global) -> Result<Outcome> {
    let file = Path::new(&options.target);
    if file == Path::new("-") {
        return add_from_input(options, global);
    }
    if file.is_dir() {
        bail!("{} is a folder; name an OPML file in it, or write the address with https://", file.display());
    }
    let order = if file.is_file() || names_file(file) {
        Request::AddList { opml: dateline_feed::opml::text(&input_files::read(file)?) }
    } else {
        let mut access = access::asked(&options.login)?;
        let url = access::parted(&input_files::shown(file), &mut access)?;
        Request::Add { url, choose: options.choose, access }
    };
    give(&order, global, options.json)
}

/// `add -`: a list, or an address on each line.
fn add_from_input(options: &Add, global: &Global) -> Result<Outcome> {
    let input = input_files::read(Path::new("-"))?;
    let text = dateline_feed::opml::text(&input);
    let typed = text.trim_start_matches('\u{feff}');
    if typed.trim_start().starts_with('<') {
        return give(&Request::AddList { opml: text }, global, options.json);
    }
    let mut outcome = Outcome::Done;
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut access = access::asked(&options.login)?;
        let url = access::parted(line, &mut access)?;
        match give(&Request::Add { url, choose: options.choose, access }, global, options.json) {
            Ok(Outcome::Done) => {}
            Ok(other) => outcome = other,
            Err(error) => {
                output::note(format!("{line}: {}", output::sentence(&error)));
                outcome = Outcome::Partly;
            }
        }
    }
    Ok(outcome)
}

/// Whether a name can only be that of a file: no address begins so, nor is one a single word that ends so.
fn names_file(path: &Path) -> bool {
    let is_list = |ending: &OsStr| ["opml", "xml"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    match path.components().next() {
        Some(Component::RootDir | Component::CurDir | Component::ParentDir) => {
            !path.as_os_str().as_encoded_bytes().starts_with(b"//")
        }
        Some(Component::Normal(first)) => {
            path.to_str().is_none()
                || first == "~"
                || first == path.as_os_str() && path.extension().is_some_and(is_list)
        }
        _ => false,
    }
}

/// `rename`.
pub(crate) fn rename(options: &Rename, global: &Global) -> Result<Outcome> {
    let name = options.name.clone().unwrap_or_default();
    let order = Request::Rename { what: options.what.clone(), name, publisher: options.publisher };
    give(&order, global, options.json)
}

/// `feed set`.
pub(crate) fn set_feed(options: &FeedSet, global: &Global) -> Result<Outcome> {
    let pages = options.pages.map(|pages| match pages {
        PagesOf::Auto => FetchPages::Auto,
        PagesOf::Always => FetchPages::Always,
        PagesOf::Never => FetchPages::Never,
    });
    let order = Request::SetFeed {
        feed: options.feed.clone(),
        // 0 travels for what goes by the feed's rhythm.
        hours: options.hours.map(|hours| hours.0.unwrap_or(0)),
        pages: pages.map(|pages| pages.as_str().to_owned()),
        original: options.original,
    };
    give(&order, global, options.json)
}

/// `remove`.
pub(crate) fn remove(options: &Remove, global: &Global) -> Result<Outcome> {
    give(&Request::Remove { feed: options.feed.clone() }, global, options.json)
}

/// `update`.
pub(crate) fn update(options: &Update, global: &Global) -> Result<Outcome> {
    let asked = Request::Update { feeds: options.feeds.clone() };
    let report = order_with_patience(&asked, global, options.wait)?;
    print(&report, options.json)?;
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

/// `story`.
pub(crate) fn story(options: &Story, global: &Global) -> Result<Outcome> {
    lists::list(&Request::Story { id: options.id }, global, &options.form)
}

/// `backup`.
pub(crate) fn backup(options: &Backup, global: &Global) -> Result<Outcome> {
    let file = std::path::absolute(&options.file).context("the file's place is unknown")?;
    give(&Request::Backup { file: file.into() }, global, false)
}

/// `restore`: needs the store for itself.
pub(crate) fn restore(options: &Restore, global: &Global) -> Result<Outcome> {
    let config = startup::config(global)?;
    let kept = dateline_store::restore(&config.store_file(), &options.file)?;
    output::line(format!("{} is the store now", options.file.display()))?;
    if let Some(kept) = kept {
        output::line(format!("the store before it is kept as {}", kept.display()))?;
    }
    Ok(Outcome::Done)
}

/// `audit`: of the desk's own feeds, or of a list in a store that is thrown away afterwards.
pub(crate) fn audit(options: &Audit, global: &Global) -> Result<Outcome> {
    let report = match &options.opml {
        None => order(&Request::Audit, global)?,
        Some(file) => audit_list(file, global)?,
    };
    match options.form.list() {
        Some(form) => lists::print(&report, &form)?,
        None => output::line(audit_html::html(&report.json))?,
    }
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

fn audit_list(file: &Path, global: &Global) -> Result<Report> {
    let config = startup::config(global)?;
    let opml = input_files::read(file)?;
    let scratch = crate::config::Places::find().map_or(config.data_dir.clone(), |places| places.cache_dir);
    let folder = scratch.join(format!("audit-{}", std::process::id()));
    if folder.exists() {
        // Of a process of the same number that was killed.
        std::fs::remove_dir_all(&folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let report = startup::runtime()?.block_on(unless_stopped(async {
        let desk = startup::desk_at(&folder.join("audit.db"), &config).await?;
        let added = crate::render::added(&desk.add_list(&opml).await?);
        if added.partly {
            output::note(&added.text);
        }
        update_all(&desk, global.quiet).await?;
        let mut report = crate::render::audit(&desk.audit().await?);
        report.partly |= added.partly;
        Ok(report)
    }));
    std::fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    report
}

/// Has an order carried out and prints the report.
pub(super) fn give(asked: &Request, global: &Global, json: bool) -> Result<Outcome> {
    let report = order(asked, global)?;
    print(&report, json)?;
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

/// Prints a report for people or for programs.
pub(super) fn print(report: &Report, json: bool) -> Result<()> {
    report.notes.iter().for_each(output::note);
    if json { output::json(&report.json) } else { output::report(report) }
}

/// Hands an order to a running `serve`, or carries it out here.
pub(super) fn order(asked: &Request, global: &Global) -> Result<Report> {
    order_with_patience(asked, global, false)
}

/// The same; with `wait` for as long as another command has the store.
fn order_with_patience(asked: &Request, global: &Global, wait: bool) -> Result<Report> {
    let config = startup::config(global)?;
    let progress = Progress::start(global.quiet);
    let report = startup::runtime()?.block_on(unless_stopped(async {
        loop {
            if let Some(report) = hand_over(&config.socket_file(), asked, &progress).await? {
                return Ok(report);
            }
            let error = match here(asked, &config, &progress).await {
                Err(error) if is_in_use(&error) => error,
                done => return done,
            };
            if !wait {
                // Perhaps by a `serve` that was only starting.
                return hand_over(&config.socket_file(), asked, &progress).await?.ok_or(error);
            }
        }
    }));
    progress.finish();
    report
}

fn is_in_use(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::Locked { .. }))
}

async fn here(asked: &Request, config: &Config, progress: &Progress) -> Result<Report> {
    if asked.only_reads() {
        let store = startup::store_to_read(config).await?;
        let report = read(asked.clone(), &store, startup::now()).await;
        store.close().await;
        return report;
    }
    let desk = match asked {
        Request::Doctor { .. } => match startup::desk_to_check(config).await {
            Ok(desk) => desk,
            Err(error) => return without_store(error, config),
        },
        _ => startup::desk(config).await?,
    };
    let (send, mut receive) = mpsc::unbounded_channel();
    drive(execute(asked.clone(), &desk, &send), &mut receive, progress).await
}

/// What the doctor says where the store cannot even be opened.
fn without_store(error: anyhow::Error, config: &Config) -> Result<Report> {
    let opened: Result<std::convert::Infallible, StoreError> = Err(error.downcast()?);
    let Err(damage) = doctor::or_damage(opened)?;
    let fetcher = startup::fetcher(config)?;
    let checks = doctor::checks_beside(damage, &config.store_file(), fetcher.policy(), startup::now());
    Ok(crate::render::doctor(&checks))
}

/// Runs work and shows its steps until it is done.
pub(crate) async fn drive(
    work: impl Future<Output = Result<Report>>,
    steps: &mut mpsc::UnboundedReceiver<ServerMessage>,
    progress: &Progress,
) -> Result<Report> {
    tokio::pin!(work);
    loop {
        tokio::select! {
            biased;
            Some(said) = steps.recv() => show(&said, progress),
            report = &mut work => {
                while let Ok(said) = steps.try_recv() {
                    show(&said, progress);
                }
                return report;
            }
        }
    }
}

fn show(said: &ServerMessage, progress: &Progress) {
    match said {
        ServerMessage::Total(total) => progress.total(*total),
        ServerMessage::Step(words) => progress.step(words),
        ServerMessage::Alive | ServerMessage::Report(_) | ServerMessage::Failed(_) => {}
    }
}

/// Updates all feeds of a desk with progress on standard error.
pub(crate) async fn update_all(desk: &Desk, quiet: bool) -> Result<Report> {
    let progress = Progress::start(quiet);
    let (send, mut receive) = mpsc::unbounded_channel();
    let update = execute(Request::Update { feeds: Vec::new() }, desk, &send);
    let updated = drive(update, &mut receive, &progress).await;
    progress.finish();
    updated
}
