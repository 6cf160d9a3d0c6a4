//! The table of feeds: searched, filtered, sorted, and changed many at once; and the page of one feed.

use super::{Page, address, page_number, paging, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::presenters::{self, FEED_STATES};
use crate::web::view::{FeedLine, FeedPage, FeedsPage, FilterLink, Nav};
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use dateline_desk::{AccessNote, Which};
use dateline_model::FeedId;
use dateline_store::{FeedRecord, Listing, Window};
use jiff::Timestamp;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Feeds on one page.
const FEEDS: usize = 200;
/// Latest articles that say what a feed gives.
const LATEST: u32 = 40;
/// Seconds after which the page looks again while an update runs.
const LOOK_AGAIN: u32 = 4;

/// Which feeds are listed, and in which order.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct FeedsAsk {
    page: Option<u32>,
    q: Option<String>,
    state: Option<String>,
    folder: Option<String>,
    sort: Option<String>,
}

/// Orders of the table: word and the id of its name; the first is so where none is asked for.
const SORTS: [(&str, &str); 5] = [
    ("", "sort-problems"),
    ("name", "name"),
    ("latest", "sort-latest"),
    ("unread", "unread"),
    ("articles", "nav-articles"),
];

impl FeedsAsk {
    fn at(&self, sort: &str, page: u32) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
        let (q, state, folder) = (text(&self.q), text(&self.state), text(&self.folder));
        let fields = [("q", &*q), ("state", &*state), ("folder", &*folder), ("sort", sort), ("page", &*page)];
        address("/feeds", &fields)
    }

    fn sort(&self) -> &str {
        let asked = self.sort.as_deref().unwrap_or_default();
        SORTS.iter().find(|(word, _)| *word == asked).map_or("", |(word, _)| word)
    }

    fn takes(&self, feed: &FeedRecord) -> bool {
        let words = self.q.as_deref().unwrap_or_default().to_lowercase();
        let text = format!("{} {}", feed.title, feed.url).to_lowercase();
        let state = self.state.as_deref().unwrap_or_default();
        let folder = self.folder.as_deref().unwrap_or_default();
        words.split_whitespace().all(|word| text.contains(word))
            && (state.is_empty() || presenters::feed_class(feed) == state)
            && (folder.is_empty() || feed.folders.iter().any(|name| name == folder))
    }
}

/// The table of feeds, without a notice.
pub(super) async fn list(app: &App, ask: &FeedsAsk) -> Result<FeedsPage, ErrorResponse> {
    let frame = presenters::gather(app).await?;
    let all = app.reader().feeds().await?;
    let latest = app.reader().latest_of_feeds().await?;
    let mut feeds: Vec<&FeedRecord> = all.iter().filter(|feed| ask.takes(feed)).collect();
    sort(&mut feeds, &latest, ask.sort());
    let page = page_number(ask.page);
    let start = usize::try_from(page - 1).unwrap_or(0).saturating_mul(FEEDS);
    let more = feeds.len() > start.saturating_add(FEEDS);
    let lines = feeds.iter().skip(start).take(FEEDS).map(|feed| line(feed, latest.get(&feed.id), frame.now));
    let mut shell = frame.shell(l10n::text("nav-feeds"), Nav::Feeds);
    shell.refresh = frame.is_running().then_some(LOOK_AGAIN);
    Ok(FeedsPage {
        shell,
        summary: presenters::feeds_summary(&all),
        any: !all.is_empty(),
        feeds: lines.collect(),
        query: ask.q.clone().unwrap_or_default(),
        states: states(&all, ask.state.as_deref().unwrap_or_default()),
        sorts: sorts(ask),
        folders: app.reader().folders().await?,
        folder: ask.folder.clone().unwrap_or_default(),
        back: ask.at(ask.sort(), page),
        paging: paging(page, more, |page| ask.at(ask.sort(), page)),
        ..FeedsPage::default()
    })
}

fn sort(feeds: &mut [&FeedRecord], latest: &HashMap<FeedId, Timestamp>, by: &str) {
    feeds.sort_by_cached_key(|feed| feed.title.to_lowercase());
    match by {
        "name" => {}
        "latest" => feeds.sort_by_key(|feed| Reverse(latest.get(&feed.id).copied())),
        "unread" => feeds.sort_by_key(|feed| Reverse(feed.unread)),
        "articles" => feeds.sort_by_key(|feed| Reverse(feed.entries)),
        _ => feeds.sort_by_key(|feed| Reverse(presenters::feed_state(feed))),
    }
}

/// Name and number of each state that a feed is in.
fn states(all: &[FeedRecord], asked: &str) -> Vec<(&'static str, String, bool)> {
    let counted = FEED_STATES.iter().filter_map(|(class, id)| {
        let count = all.iter().filter(|feed| presenters::feed_class(feed) == *class).count();
        (count > 0).then(|| (*class, format!("{} ({count})", l10n::text(id)), *class == asked))
    });
    counted.collect()
}

fn sorts(ask: &FeedsAsk) -> Vec<FilterLink> {
    let sort = |(word, id): (&str, &'static str)| FilterLink {
        href: word.to_owned(),
        name: l10n::text(id).to_owned(),
        count: None,
        current: ask.sort() == word,
    };
    SORTS.map(sort).into()
}

fn line(feed: &FeedRecord, latest: Option<&Timestamp>, now: Timestamp) -> FeedLine {
    FeedLine {
        id: feed.id.0,
        title: feed.title.clone(),
        href: format!("/articles?show=all&feed={}", feed.id),
        settings: format!("/feeds/{}", feed.id),
        host: feed.url.site().to_owned(),
        letter: presenters::letter(&feed.title),
        class: presenters::feed_class(feed),
        health: presenters::feed_health(feed, now),
        folders: l10n::list(&feed.folders),
        latest: latest.map(|at| When::at(*at, now)),
        unread: presenters::number(feed.unread),
        entries: presenters::number(feed.entries),
    }
}

/// Checks and weeks that a feed's page tells of.
const CHECKS: u32 = 12;
const WEEKS: usize = 13;

/// `GET /feeds/{id}`.
pub(crate) async fn feed(AsUser(app): AsUser, Path(id): Path<String>) -> Page {
    let id = id.parse().map(FeedId).map_err(|_| ErrorResponse::not_found("feed"))?;
    let feed = app.reader().feed(id).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    let frame = presenters::gather(&app).await?;
    let latest = app.reader().entries(Listing::Feed(id), Window::first(LATEST)).await?;
    let login = match feed.has_login {
        true => app.desk.store().login_note(id).await?,
        false => None,
    };
    let unread = l10n::count("count-unread-articles", usize::try_from(feed.unread).unwrap_or(usize::MAX));
    let folders = l10n::list(&feed.folders);
    let folder = feed.folder.clone().filter(|_| feed.folders.len() == 1).unwrap_or_default();
    let note = AccessNote { feed, login };
    let row = presenters::feed_row(&note, &latest.items, frame.now);
    let shell = frame.shell(&row.title, Nav::Feeds);
    let known = app.reader().folders().await?;
    let polls = app.reader().polls(id, CHECKS).await?.unwrap_or_default();
    let polls = polls.iter().map(|poll| presenters::poll_line(poll, frame.now)).collect();
    let volume = presenters::volume(&app.reader().feed_volume(id, WEEKS, frame.now).await?);
    written(&FeedPage { shell, feed: row, unread, folders, folder, known, polls, volume })
}

/// `POST /feeds/bulk`: does something with several feeds.
pub(crate) async fn bulk(
    AsUser(app): AsUser,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Redirect, ErrorResponse> {
    let field =
        |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let named = fields.iter().filter(|(name, _)| name == "feed").filter_map(|(_, id)| id.parse().ok());
    let own: HashSet<FeedId> = app.reader().feeds().await?.iter().map(|feed| feed.id).collect();
    let feeds: Vec<FeedId> = named.map(FeedId).filter(|feed| own.contains(feed)).collect();
    let done = match (field("do"), feeds.len()) {
        (_, 0) => ("nothing", 0),
        (Some("move"), _) => {
            let folder = field("folder").unwrap_or_default().trim().to_owned();
            ("moved", app.reader().move_feeds(feeds, folder).await?)
        }
        (Some(word @ ("pause" | "resume")), _) => {
            let done = if word == "pause" { "paused" } else { "resumed" };
            (done, app.reader().pause_feeds(feeds, word == "pause", app.desk.now()).await?)
        }
        (Some("update"), _) => {
            let count = feeds.len() as u64;
            super::feeds::start(&app, Which::These(feeds));
            ("asked", count)
        }
        (Some("remove"), _) => {
            let mut removed = 0;
            for feed in feeds {
                removed += u64::from(app.reader().remove_feed(feed).await?);
            }
            ("removed", removed)
        }
        _ => {
            return Err(ErrorResponse::bad_request(l10n::text("error-feeds-act")));
        }
    };
    let back = crate::web::return_path::safe_return_path(field("back").unwrap_or("/feeds"));
    let back = super::with_field(&back, "done", done.0);
    Ok(Redirect::to(&super::with_field(&back, "count", &done.1.to_string())))
}

/// `GET /feeds`.
pub(crate) async fn feeds(
    AsUser(app): AsUser,
    Query(ask): Query<FeedsAsk>,
    Query(done): Query<super::feeds::Done>,
) -> Page {
    let mut view = list(&app, &ask).await?;
    view.notice = super::feeds::told(&app, &done).await?;
    written(&view)
}
