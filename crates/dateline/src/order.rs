//! Orders: what a command asks of the desk, and the report that comes back; the same whether it runs here or inside a
//! running `serve`.

mod access;
mod rename;

use crate::commands::files;
use crate::output::Table;
use crate::socket::Said;
use crate::{doctor, report};
use anyhow::{Context, Result, bail};
use dateline_desk::{Added, Desk, Event, Which, Wish};
use dateline_model::{FeedId, StoryId, UserId, WebUrl, without_login};
use dateline_store::{FeedRecord, FrontQuery, SearchQuery, Store, Window};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::ffi::OsString;
use std::path::PathBuf;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

pub(crate) use access::{Asked, AskedLogin, Hidden};

/// What is asked.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Order {
    /// Subscribe to an address.
    Add {
        url: String,
        choose: Option<usize>,
        #[serde(default)]
        access: Asked,
    },
    /// Say or change what a feed is asked with.
    Access { feed: String, access: Asked },
    /// Subscribe to a list.
    AddList { opml: String },
    /// Call a feed, or the publisher at a host, by another name; an empty one takes that back.
    Rename { what: String, name: String, publisher: bool },
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
    Opml { with_private: bool },
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
    /// What is for people and a table.
    #[serde(default)]
    pub(crate) table: Option<Table>,
    /// Whether something was left undone.
    pub(crate) partly: bool,
}

impl Report {
    /// All done.
    pub(crate) fn done(json: Value, text: impl Into<String>) -> Self {
        Self { json, text: text.into(), table: None, partly: false }
    }
}

/// Where steps are told.
pub(crate) type Tell = UnboundedSender<Said>;

impl Order {
    /// Whether it only reads, and so needs no desk and no store of its own.
    pub(crate) const fn only_reads(&self) -> bool {
        match self {
            Self::Stories { .. }
            | Self::Story { .. }
            | Self::Search { .. }
            | Self::Feeds
            | Self::Opml { .. }
            | Self::Audit
            | Self::Backup { .. } => true,
            Self::Add { .. }
            | Self::AddList { .. }
            | Self::Access { .. }
            | Self::Rename { .. }
            | Self::Remove { .. }
            | Self::Update { .. }
            | Self::Doctor { .. } => false,
        }
    }
}

/// Carries an order out.
pub(crate) async fn perform(order: Order, desk: &Desk, tell: &Tell) -> Result<Report> {
    match order {
        Order::Add { url, choose, access } => add(desk, &url, choose, &access).await,
        Order::Access { feed, access } => access::change(desk, &feed, &access).await,
        Order::AddList { opml } => Ok(report::added(&desk.add_list(opml.as_bytes()).await?)),
        Order::Rename { what, name, publisher: false } => rename::feed(desk, &what, &name).await,
        Order::Rename { what, name, publisher: true } => rename::publisher(desk, &what, &name).await,
        Order::Remove { feed } => remove(desk, &feed).await,
        Order::Update { feeds } => update(desk, &feeds, tell).await,
        Order::Doctor { repair } => Ok(report::doctor(&doctor::checks(desk, repair).await?)),
        reading => read(reading, desk.store(), desk.now()).await,
    }
}

/// Carries out an order that only reads.
pub(crate) async fn read(order: Order, store: &Store, now: Timestamp) -> Result<Report> {
    match order {
        Order::Stories { limit } => stories(store, limit, now).await,
        Order::Story { id } => story(store, id, now).await,
        Order::Search { query, limit } => search(store, query, limit, now).await,
        Order::Feeds => Ok(report::feeds(&store.reader(UserId::OWNER).feeds().await?, now)),
        Order::Opml { with_private } => opml(store, with_private).await,
        Order::Audit => Ok(report::audit(&dateline_desk::audit(store, now).await?)),
        Order::Backup { file } => backup(store, file.into()).await,
        Order::Add { .. }
        | Order::AddList { .. }
        | Order::Access { .. }
        | Order::Rename { .. }
        | Order::Remove { .. }
        | Order::Update { .. }
        | Order::Doctor { .. } => bail!("this changes the store, which is only read here"),
    }
}

async fn add(desk: &Desk, text: &str, choose: Option<usize>, access: &Asked) -> Result<Report> {
    let url = address(text)?;
    let (login, private) = (access.wish()?, access.private.unwrap_or(false));
    let wish = Wish { choose, login, allow_http: access.allow_http, private };
    let added = desk.add_typed(text, url, wish).await?;
    let mut report = report::added(&added);
    report.partly = matches!(added, Added::Choices(_));
    Ok(report)
}

/// An address as people type it.
fn address(text: &str) -> Result<WebUrl> {
    WebUrl::typed(text).with_context(|| format!("{} is neither an address nor a file", without_login(text)))
}

async fn remove(desk: &Desk, name: &str) -> Result<Report> {
    let feed = one_feed(desk, name).await?;
    desk.reader().remove_feed(feed.id).await?;
    let text = format!("removed {} ({}); its articles stay until they are too old", feed.title, feed.url);
    Ok(Report::done(json!({"removed": feed.id.0, "url": feed.url.as_str()}), text))
}

async fn one_feed(desk: &Desk, name: &str) -> Result<FeedRecord> {
    let found = match name.parse::<FeedId>() {
        Ok(id) => desk.reader().feed(id).await?,
        Err(_) => desk.reader().feed_by_url(address(name)?).await?,
    };
    found.with_context(|| format!("no feed {name}; `dateline feeds` lists them"))
}

async fn update(desk: &Desk, names: &[String], tell: &Tell) -> Result<Report> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(one_feed(desk, name).await?.id);
    }
    let which = if ids.is_empty() { Which::All } else { Which::These(ids) };
    let (asker, mut events) = unbounded_channel();
    let steps = async {
        while let Some(event) = events.recv().await {
            say(tell, &event);
        }
    };
    // The steps end with the update: it drops the sender.
    let (summary, ()) = tokio::join!(desk.update_for(asker, which), steps);
    Ok(report::updated(&summary?))
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

async fn stories(store: &Store, limit: usize, now: Timestamp) -> Result<Report> {
    let window = Window::first(u32::try_from(limit).unwrap_or(500));
    Ok(report::stories(&store.reader(UserId::OWNER).front(FrontQuery::all(now, window)).await?, now))
}

async fn story(store: &Store, id: i64, now: Timestamp) -> Result<Report> {
    match store.reader(UserId::OWNER).story(StoryId(id)).await? {
        Some(story) => Ok(report::story(&story, now)),
        None => bail!("no story {id}; `dateline stories` lists them"),
    }
}

async fn search(store: &Store, text: String, limit: usize, now: Timestamp) -> Result<Report> {
    let window = Window::first(u32::try_from(limit).unwrap_or(500));
    let answer = store.reader(UserId::OWNER).search(SearchQuery { text, window }).await?;
    Ok(report::found(&answer, now))
}

async fn opml(store: &Store, with_private: bool) -> Result<Report> {
    let feeds = store.reader(UserId::OWNER).counts().await?.feeds;
    let list = dateline_desk::opml(store, with_private).await?;
    Ok(Report::done(json!({"feeds": feeds}), list.trim_end()))
}

async fn backup(store: &Store, file: PathBuf) -> Result<Report> {
    if file.exists() {
        bail!("{} exists; nothing was written over it", file.display());
    }
    store.backup(file.clone()).await?;
    let size = std::fs::metadata(&file).map(|meta| meta.len()).unwrap_or_default();
    let text = format!("the store was copied to {} ({})", file.display(), report::bytes(size));
    Ok(Report::done(json!({"file": files::shown(&file), "bytes": size}), text))
}
