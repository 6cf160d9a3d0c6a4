//! Orders: what a command asks of the desk, and the report that comes back; the same whether it runs here or inside a
//! running `serve`.

use crate::commands::files;
use crate::socket::Said;
use crate::{doctor, report};
use anyhow::{Context, Result, bail};
use dateline_desk::{Added, Desk, Event, Which};
use dateline_model::{FeedId, StoryId, WebUrl};
use dateline_store::{FeedRecord, FrontQuery, SearchQuery, Window};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::PathBuf;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::UnboundedSender;

/// What is asked.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// Subscribe to an address.
    Add { url: String, choose: Option<usize> },
    /// Subscribe to a list.
    AddList { opml: String },
    /// Unsubscribe.
    Remove { feed: String },
    /// Update feeds; all when none is named.
    Update { feeds: Vec<String> },
    /// The front page.
    Stories { limit: usize },
    /// One story.
    Story { id: i64 },
    /// Search.
    Search { query: String, limit: usize },
    /// Feeds with health.
    Feeds,
    /// Feeds as OPML.
    Opml,
    /// What feeds really deliver.
    Audit,
    /// Copy the store.
    Backup { file: OsString },
    /// Check the store.
    Doctor { repair: bool },
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Report {
    /// For programs.
    pub(crate) json: Value,
    /// For people.
    pub(crate) text: String,
    /// Whether something was left undone.
    pub(crate) partly: bool,
}

impl Report {
    /// All done.
    pub(crate) fn done(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), partly: false }
    }
}

/// Where steps are told.
pub(crate) type Tell = UnboundedSender<Said>;

/// Carries an order out.
pub(crate) async fn perform(order: Order, desk: &Desk, tell: &Tell) -> Result<Report> {
    match order {
        Order::Add { url, choose } => add(desk, &url, choose).await,
        Order::AddList { opml } => Ok(report::added(&desk.add_list(opml.as_bytes()).await?)),
        Order::Remove { feed } => remove(desk, &feed).await,
        Order::Update { feeds } => update(desk, &feeds, tell).await,
        Order::Stories { limit } => stories(desk, limit).await,
        Order::Story { id } => story(desk, id).await,
        Order::Search { query, limit } => search(desk, query, limit).await,
        Order::Feeds => Ok(report::feeds(&desk.store().feeds().await?, desk.now())),
        Order::Opml => opml(desk).await,
        Order::Audit => Ok(report::audit(&desk.audit().await?)),
        Order::Backup { file } => backup(desk, file.into()).await,
        Order::Doctor { repair } => Ok(report::doctor(&doctor::checks(desk, repair).await?)),
    }
}

async fn add(desk: &Desk, url: &str, choose: Option<usize>) -> Result<Report> {
    let url = address(url)?;
    let added = desk.add(url, choose).await?;
    let mut report = report::added(&added);
    report.partly = matches!(added, Added::Choices(_));
    Ok(report)
}

/// An address as people type it: the scheme may be missing.
pub(crate) fn address(text: &str) -> Result<WebUrl> {
    let found = WebUrl::parse(text).or_else(|error| match error {
        dateline_model::UrlError::Syntax(_) if text.contains('.') || text.contains("localhost") => {
            WebUrl::parse(&format!("https://{text}"))
        }
        other => Err(other),
    });
    found.with_context(|| format!("{text} is neither an address nor a file"))
}

async fn remove(desk: &Desk, name: &str) -> Result<Report> {
    let feed = one_feed(desk, name).await?;
    desk.store().remove_feed(feed.id).await?;
    let text = format!("removed {} ({}); its articles stay until they are too old", feed.title, feed.url);
    Ok(Report::done(json!({"removed": feed.id.0, "url": feed.url.as_str()}), text))
}

async fn one_feed(desk: &Desk, name: &str) -> Result<FeedRecord> {
    let found = match name.parse::<FeedId>() {
        Ok(id) => desk.store().feed(id).await?,
        Err(_) => desk.store().feed_by_url(address(name)?).await?,
    };
    found.with_context(|| format!("no feed {name}; `dateline feeds` lists them"))
}

async fn update(desk: &Desk, names: &[String], tell: &Tell) -> Result<Report> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(one_feed(desk, name).await?.id);
    }
    let which = if ids.is_empty() { Which::All } else { Which::These(ids) };
    let mut events = desk.subscribe();
    let listen = async {
        loop {
            match events.recv().await {
                Ok(Event::Finished(_)) | Err(RecvError::Closed) => return,
                Ok(event) => say(tell, &event),
                Err(RecvError::Lagged(_)) => {}
            }
        }
    };
    let work = desk.update(which);
    tokio::pin!(work);
    let summary = tokio::select! {
        summary = &mut work => summary?,
        () = listen => work.await?,
    };
    Ok(report::updated(&summary))
}

fn say(tell: &Tell, event: &Event) {
    let said = match event {
        Event::Started { feeds } => Said::Total(*feeds as u64),
        Event::Polled { report, pages } => Said::Step(report::polled(report, *pages)),
        Event::Read { .. } | Event::Finished(_) => return,
    };
    // A client that went away does not stop the update.
    let _sent = tell.send(said);
}

async fn stories(desk: &Desk, limit: usize) -> Result<Report> {
    let window = Window::first(u32::try_from(limit).unwrap_or(500));
    let query = FrontQuery::all(desk.now(), window);
    Ok(report::stories(&desk.store().front(query).await?, desk.now()))
}

async fn story(desk: &Desk, id: i64) -> Result<Report> {
    match desk.store().story(StoryId(id)).await? {
        Some(story) => Ok(report::story(&story, desk.now())),
        None => bail!("no story {id}; `dateline stories` lists them"),
    }
}

async fn search(desk: &Desk, text: String, limit: usize) -> Result<Report> {
    let window = Window::first(u32::try_from(limit).unwrap_or(500));
    let answer = desk.store().search(SearchQuery { text, window }).await?;
    Ok(report::found(&answer, desk.now()))
}

async fn opml(desk: &Desk) -> Result<Report> {
    let feeds = desk.store().feeds().await?.len();
    Ok(Report::done(json!({"feeds": feeds}), desk.opml().await?.trim_end()))
}

async fn backup(desk: &Desk, file: PathBuf) -> Result<Report> {
    if file.exists() {
        bail!("{} exists; nothing was written over it", file.display());
    }
    desk.store().backup(file.clone()).await?;
    let size = std::fs::metadata(&file).map(|meta| meta.len()).unwrap_or_default();
    let text = format!("the store was copied to {} ({})", file.display(), report::bytes(size));
    Ok(Report::done(json!({"file": files::shown(&file), "bytes": size}), text))
}
