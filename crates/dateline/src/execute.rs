//! Executing requests: on the desk, or on the store alone where a request only reads.

mod entries;
mod feed_settings;
mod moving;
mod own_lists;
mod rename;
mod user;

use crate::commands::input_files;
use crate::report::{Report, bytes};
use crate::request::{AccessRequest, Filter, Request, UserRequest};
use crate::socket_messages::{MessageSender, ServerMessage};
use crate::{doctor, render};
use anyhow::{Context, Result, bail};
use dateline_desk::{Added, Desk, Event, FeedReport, LoginChange, Which, Wish};
use dateline_model::{FeedId, StoryId, UserId, WebUrl, without_login};
use dateline_server::desk_json::access_json;
use dateline_store::{FeedRecord, FrontQuery, Reader, Section, Store, Window};
use jiff::Timestamp;
use serde_json::json;
use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;
use tokio::sync::mpsc::unbounded_channel;

/// Executes a request; steps go to `tell`.
pub(crate) async fn execute(order: Request, desk: &Desk, tell: &MessageSender) -> Result<Report> {
    match order {
        Request::Add { url, choose, access } => add(desk, &url, choose, &access).await,
        Request::Access { feed, access } => change_access(desk, &feed, &access).await,
        Request::AddList { opml } => Ok(render::added(&desk.add_list(opml.as_bytes()).await?)),
        Request::Rename { what, name, publisher: false } => rename::feed(desk, &what, &name).await,
        Request::Rename { what, name, publisher: true } => rename::publisher(desk, &what, &name).await,
        Request::SetFeed { feed, hours, pages, original } => {
            feed_settings::set(desk, &feed, hours, pages.as_deref(), original).await
        }
        Request::Remove { feed } => remove(desk, &feed).await,
        Request::Update { feeds } => update(desk, &feeds, tell).await,
        Request::Doctor { repair, provider } => {
            let mut checks = doctor::checks(desk, repair).await?;
            if let Some(provider) = provider {
                checks.push(doctor::provider(desk, &provider).await?);
            }
            Ok(render::doctor(&checks))
        }
        Request::Health => health(desk).await,
        Request::User(asked) => user::execute(asked, desk.store(), desk.now()).await,
        Request::Import { file } => moving::import(desk, file.into(), tell).await,
        Request::ImportApi(asked) => moving::import_api(desk, asked, tell).await,
        Request::EntryAct(act) => entries::act(desk.reader(), act, desk.now()).await,
        reading => read(reading, desk.store(), desk.now()).await,
    }
}

/// How long the store may take to write and to read one row.
const HEALTHY: Duration = Duration::from_secs(8);

async fn health(desk: &Desk) -> Result<Report> {
    match tokio::time::timeout(HEALTHY, desk.store().probe(desk.now())).await {
        Ok(probed) => probed?,
        Err(_) => bail!("the store has not answered for {} s", HEALTHY.as_secs()),
    }
    Ok(Report::done(json!({"well": true}), "ok"))
}

/// Executes a request that only reads, on the store alone.
pub(crate) async fn read(order: Request, store: &Store, now: Timestamp) -> Result<Report> {
    match order {
        Request::Stories { limit, filter } => stories(store, limit, &filter, now).await,
        Request::Story { id } => story(store, id, now).await,
        Request::Search { query, limit, filter } => {
            entries::search(store.reader(UserId::OWNER), query, &filter, limit, now).await
        }
        Request::Entries { filter, limit, above } => {
            entries::list(store.reader(UserId::OWNER), &filter, limit, above, now).await
        }
        Request::Article { id, as_markdown } => {
            entries::article(store.reader(UserId::OWNER), id, as_markdown, now).await
        }
        Request::OwnList(which) => own_lists::list(store.reader(UserId::OWNER), which).await,
        Request::Feeds => Ok(render::feeds(&store.reader(UserId::OWNER).feeds().await?, now)),
        Request::Opml { with_private } => opml(store, with_private).await,
        Request::Audit => Ok(render::audit(&dateline_desk::audit(store, now).await?)),
        Request::Export { file } => moving::archive(store.reader(UserId::OWNER), file.into(), now).await,
        Request::ExportDatabase { file } => moving::database(store.reader(UserId::OWNER), file.into()).await,
        Request::Backup { file } => backup(store, file.into()).await,
        Request::User(asked @ UserRequest::List) => user::execute(asked, store, now).await,
        Request::Add { .. }
        | Request::AddList { .. }
        | Request::EntryAct(_)
        | Request::Import { .. }
        | Request::ImportApi(_)
        | Request::Access { .. }
        | Request::Rename { .. }
        | Request::SetFeed { .. }
        | Request::Remove { .. }
        | Request::Update { .. }
        | Request::Doctor { .. }
        | Request::Health
        | Request::User(_) => bail!("this changes the store, which is only read here"),
    }
}

async fn add(desk: &Desk, text: &str, choose: Option<usize>, access: &AccessRequest) -> Result<Report> {
    let url = address(text)?;
    let (login, private) = (access.wish()?, access.private.unwrap_or(false));
    let wish = Wish { choose, login, allow_http: access.allow_http, private, ..Wish::default() };
    let added = desk.add_typed(text, url, wish).await?;
    let mut report = render::added(&added);
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
    one_feed_of(desk.reader(), name).await
}

async fn one_feed_of(reader: Reader<'_>, name: &str) -> Result<FeedRecord> {
    let unknown = || format!("no feed {name}; `dateline feeds` lists them");
    if let Ok(id) = name.parse::<FeedId>() {
        return reader.feed(id).await?.with_context(unknown);
    }
    let url = address(name);
    if let Ok(url) = &url
        && let Some(feed) = reader.feed_by_url(url.clone()).await?
    {
        return Ok(feed);
    }
    let called = name.trim().to_lowercase();
    let mut feeds = reader.feeds().await?;
    feeds.retain(|feed| feed.title.to_lowercase() == called);
    match (feeds.len(), url) {
        (1, _) => feeds.pop().with_context(unknown),
        (0, Err(error)) if name.contains("://") => Err(error),
        (0, _) => bail!(unknown()),
        _ => {
            let numbers: Vec<String> = feeds.iter().map(|feed| feed.id.to_string()).collect();
            bail!("{} feeds are called {name}; name one by its number: {}", numbers.len(), numbers.join(", "))
        }
    }
}

async fn update(desk: &Desk, names: &[String], tell: &MessageSender) -> Result<Report> {
    let mut ids = Vec::new();
    for name in names {
        ids.push(one_feed(desk, name).await?.id);
    }
    let which = if ids.is_empty() { Which::All } else { Which::These(ids) };
    let (asker, mut events) = unbounded_channel();
    let names = called(desk).await?;
    let steps = async {
        while let Some(mut event) = events.recv().await {
            if let Event::Polled { report, .. } = &mut event {
                call(report, &names);
            }
            say(tell, &event);
        }
    };
    // The steps end with the update: it drops the sender.
    let (summary, ()) = tokio::join!(desk.update_for(asker, which), steps);
    let mut summary = summary?;
    // Feeds that had no name have one now.
    let names = called(desk).await?;
    summary.feeds.iter_mut().for_each(|report| call(report, &names));
    Ok(render::updated(&summary))
}

/// What the reader calls the feeds.
async fn called(desk: &Desk) -> Result<HashMap<FeedId, String>> {
    Ok(desk.reader().feeds().await?.into_iter().map(|feed| (feed.id, feed.title)).collect())
}

fn call(report: &mut FeedReport, names: &HashMap<FeedId, String>) {
    if let Some(name) = names.get(&report.id) {
        report.title.clone_from(name);
    }
}

fn say(tell: &MessageSender, event: &Event) {
    let said = match event {
        Event::Started { feeds } => ServerMessage::Total(*feeds as u64),
        Event::Polled { report, pages } => ServerMessage::Step(render::polled(report, *pages)),
        Event::Read { .. } | Event::Finished(_) => return,
    };
    // A client that went away does not stop the update.
    let _sent = tell.send(said);
}

async fn stories(store: &Store, limit: usize, filter: &Filter, now: Timestamp) -> Result<Report> {
    let reader = store.reader(UserId::OWNER);
    entries::check(reader, filter).await?;
    let limit = u32::try_from(limit).unwrap_or(500);
    let timed = filter.since.is_some() || filter.until.is_some();
    let query = FrontQuery {
        folder: filter.folder.clone(),
        language: filter.language.clone(),
        unread: filter.unread,
        section: filter.section.as_deref().and_then(Section::from_word),
        ..FrontQuery::all(now, Window::first(if timed { MOST_STORIES } else { limit }))
    };
    let mut front = reader.front(query).await?;
    front.items.retain(|story| {
        let last = story.last.as_millisecond();
        filter.since.is_none_or(|since| last >= since) && filter.until.is_none_or(|until| last < until)
    });
    front.more |= front.items.len() > limit as usize;
    front.items.truncate(limit as usize);
    Ok(render::stories(&front, now))
}

/// Stories of the front page that are held against times.
const MOST_STORIES: u32 = 500;

async fn story(store: &Store, id: i64, now: Timestamp) -> Result<Report> {
    match store.reader(UserId::OWNER).story(StoryId(id)).await? {
        Some(story) => Ok(render::story(&story, now)),
        None => bail!("no story {id}; `dateline stories` lists them"),
    }
}

async fn opml(store: &Store, with_private: bool) -> Result<Report> {
    let feeds = store.reader(UserId::OWNER).counts().await?.feeds;
    let list = dateline_desk::opml(store.reader(UserId::OWNER), with_private).await?;
    Ok(Report::done(json!({"feeds": feeds}), list.trim_end()))
}

async fn backup(store: &Store, file: PathBuf) -> Result<Report> {
    if file.exists() {
        bail!("{} exists; nothing was written over it", file.display());
    }
    store.backup(file.clone()).await?;
    let size = std::fs::metadata(&file).map(|meta| meta.len()).unwrap_or_default();
    let text = format!("the store was copied to {} ({})", file.display(), bytes(size));
    Ok(Report::done(json!({"file": input_files::shown(&file), "bytes": size}), text))
}

/// Changes what a feed is asked with, or only says it.
async fn change_access(desk: &Desk, feed: &str, asked: &AccessRequest) -> Result<Report> {
    let feed = one_feed(desk, feed).await?;
    let login = match asked.wish()? {
        Some(wish) => LoginChange::Set(wish),
        None if asked.forget => LoginChange::Forget,
        None => LoginChange::Keep,
    };
    let note = desk.change_access(feed.id, login, asked.private).await?;
    let text = format!("feed {}: {}", note.feed.id, note.words());
    Ok(Report::done(access_json(&note), text))
}
