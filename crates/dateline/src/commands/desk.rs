//! Commands on the desk: each becomes an order, handed to a running `serve` or carried out here.

use crate::cli::{
    Add, Audit, AuditFormat, Backup, Doctor, Feeds, Global, Remove, Restore, Search, Stories, Story, Update,
};
use crate::commands::files;
use crate::config::Config;
use crate::order::{Order, Report, perform};
use crate::output::{self, Outcome, Progress};
use crate::socket::{Said, hand_over};
use crate::{audit_page, wiring};
use anyhow::{Context, Result};
use dateline_desk::Which;
use std::path::Path;
use tokio::sync::mpsc;

/// `add`.
pub(crate) fn add(options: &Add, global: &Global) -> Result<Outcome> {
    let file = Path::new(&options.target);
    let order = if file.is_file() {
        Order::AddList { opml: dateline_feed::opml::text(&files::read(file)?) }
    } else {
        Order::Add { url: files::shown(file), choose: options.choose }
    };
    give(&order, global, options.json)
}

/// `remove`.
pub(crate) fn remove(options: &Remove, global: &Global) -> Result<Outcome> {
    give(&Order::Remove { feed: options.feed.clone() }, global, options.json)
}

/// `update`.
pub(crate) fn update(options: &Update, global: &Global) -> Result<Outcome> {
    give(&Order::Update { feeds: options.feeds.clone() }, global, options.json)
}

/// `stories`.
pub(crate) fn stories(options: &Stories, global: &Global) -> Result<Outcome> {
    give(&Order::Stories { limit: options.limit }, global, options.json)
}

/// `story`.
pub(crate) fn story(options: &Story, global: &Global) -> Result<Outcome> {
    give(&Order::Story { id: options.id }, global, options.json)
}

/// `search`.
pub(crate) fn search(options: &Search, global: &Global) -> Result<Outcome> {
    give(&Order::Search { query: options.query.join(" "), limit: options.limit }, global, options.json)
}

/// `feeds`.
pub(crate) fn feeds(options: &Feeds, global: &Global) -> Result<Outcome> {
    let order = if options.opml { Order::Opml } else { Order::Feeds };
    give(&order, global, options.json)
}

/// `backup`.
pub(crate) fn backup(options: &Backup, global: &Global) -> Result<Outcome> {
    let file = std::path::absolute(&options.file).context("the file's place is unknown")?;
    give(&Order::Backup { file: file.into() }, global, false)
}

/// `doctor`.
pub(crate) fn doctor(options: &Doctor, global: &Global) -> Result<Outcome> {
    give(&Order::Doctor { repair: options.repair }, global, options.json)
}

/// `restore`: needs the store for itself.
pub(crate) fn restore(options: &Restore, global: &Global) -> Result<Outcome> {
    let config = wiring::config(global)?;
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
        None => order(&Order::Audit, global)?,
        Some(file) => audit_list(file, global)?,
    };
    match options.format {
        AuditFormat::Table => output::line(&report.text)?,
        AuditFormat::Json => output::json(&report.json)?,
        AuditFormat::Html => output::line(audit_page::html(&report.json))?,
    }
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

fn audit_list(file: &Path, global: &Global) -> Result<Report> {
    let config = wiring::config(global)?;
    let opml = files::read(file)?;
    let scratch = crate::config::Places::find().map_or(config.data_dir.clone(), |places| places.cache_dir);
    let folder = scratch.join(format!("audit-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let report = wiring::runtime()?.block_on(async {
        let desk = wiring::desk_at(&folder.join("audit.db"), &config).await?;
        let added = crate::report::added(&desk.add_list(&opml).await?);
        if added.partly {
            output::note(&added.text);
        }
        let progress = Progress::start(0, global.quiet);
        let (send, mut receive) = mpsc::unbounded_channel();
        let update = perform(Order::Update { feeds: Vec::new() }, &desk, &send);
        let updated = drive(update, &mut receive, &progress).await;
        progress.finish();
        updated?;
        let mut report = perform(Order::Audit, &desk, &send).await?;
        report.partly |= added.partly;
        Ok(report)
    });
    std::fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    report
}

fn give(asked: &Order, global: &Global, json: bool) -> Result<Outcome> {
    let report = order(asked, global)?;
    if json {
        output::json(&report.json)?;
    } else {
        output::line(&report.text)?;
    }
    Ok(if report.partly { Outcome::Partly } else { Outcome::Done })
}

/// Hands an order to a running `serve`, or carries it out here.
fn order(asked: &Order, global: &Global) -> Result<Report> {
    let config = wiring::config(global)?;
    let progress = Progress::start(0, global.quiet);
    let report = match hand_over(&config.socket_file(), asked, &progress)? {
        Some(report) => Ok(report),
        None => here(asked, &config, &progress),
    };
    progress.finish();
    report
}

fn here(asked: &Order, config: &Config, progress: &Progress) -> Result<Report> {
    let asked: Order = serde_json::from_value(serde_json::to_value(asked)?)?;
    wiring::runtime()?.block_on(async {
        let desk = wiring::desk(config).await?;
        let (send, mut receive) = mpsc::unbounded_channel();
        drive(perform(asked, &desk, &send), &mut receive, progress).await
    })
}

/// Runs work and shows its steps until it is done.
pub(crate) async fn drive(
    work: impl Future<Output = Result<Report>>,
    steps: &mut mpsc::UnboundedReceiver<Said>,
    progress: &Progress,
) -> Result<Report> {
    tokio::pin!(work);
    loop {
        tokio::select! {
            report = &mut work => return report,
            Some(said) = steps.recv() => match said {
                Said::Total(total) => progress.total(total),
                Said::Step(words) => progress.step(&words),
                Said::Report(_) | Said::Failed(_) => {}
            }
        }
    }
}

/// Updates all feeds of a desk with progress on standard error.
pub(crate) async fn update_all(desk: &dateline_desk::Desk, quiet: bool) -> Result<dateline_desk::Summary> {
    let progress = Progress::start(desk.store().counts().await?.feeds, quiet);
    let mut events = desk.subscribe();
    let work = desk.update(Which::All);
    tokio::pin!(work);
    let summary = loop {
        tokio::select! {
            summary = &mut work => break summary,
            Ok(event) = events.recv() => if let dateline_desk::Event::Polled { report, pages } = event {
                progress.step(&crate::report::polled(&report, pages));
            }
        }
    };
    progress.finish();
    Ok(summary?)
}
