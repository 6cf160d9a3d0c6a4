//! Lists of articles: all, of a feed, of a folder, with a label; unread, all, starred.

use super::{Page, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::list_address::{ListAsk, list_address, list_query};
use crate::web::presenters::{self, Frame};
use crate::web::view::{ArticlesPage, EntryCard, Nav, Paging};
use axum::extract::Query;
use dateline_store::{EntryList, EntryScope, EntrySummary, ListFrom, ListPart, Show};
use serde::Deserialize;

/// Articles on a page.
const ENTRIES: u32 = 50;
/// Articles on a page that shows their texts.
const TEXTS: u32 = 15;

/// What is asked of a list.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    #[serde(flatten)]
    list: ListAsk,
    after: Option<String>,
    before: Option<String>,
    layout: Option<String>,
    marked: Option<String>,
}

impl Ask {
    fn from(&self) -> ListFrom {
        let place = |text: &Option<String>| text.as_deref().and_then(|text| text.parse().ok());
        match (place(&self.after), place(&self.before)) {
            (Some(place), _) => ListFrom::After(place),
            (None, Some(place)) => ListFrom::Before(place),
            (None, None) => ListFrom::Start,
        }
    }
}

/// `GET /articles`.
pub(crate) async fn articles(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let list = ask.list.list()?;
    page(&app, ask, list).await
}

/// `GET /starred`.
pub(crate) async fn starred(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let list = EntryList { show: Show::Starred, ..ask.list.list()? };
    page(&app, ask, list).await
}

async fn page(app: &App, ask: Ask, mut list: EntryList) -> Page {
    let frame = presenters::gather(app).await?;
    if !ask.list.names_an_order() {
        list.oldest_first = frame.preferences.get("order") == "oldest";
    }
    let layout = layout(&frame, ask.layout.as_deref());
    let name = name(app, &list).await?;
    let size = if layout == "full" { TEXTS } else { ENTRIES };
    let part = app.reader().list(list.clone(), ask.from(), size).await?;
    let at = |place: &[(&str, &str)]| {
        let shown = if layout == layout_set(&frame) { "" } else { layout };
        let mut fields = vec![("layout", shown)];
        fields.extend_from_slice(place);
        list_address("/articles", &list, &fields)
    };
    let here =
        at(&[("after", ask.after.as_deref().unwrap_or("")), ("before", ask.before.as_deref().unwrap_or(""))]);
    let mut view = ArticlesPage {
        heading: name.heading,
        note: name.note,
        settings: name.settings,
        layout,
        ways: presenters::ways(&list, layout),
        list: list_query(&list),
        seen: frame.now.as_millisecond(),
        back: at(&[]),
        paging: paging(&part, at),
        no_feeds: frame.glance.feeds == 0,
        empty: presenters::empty(&list),
        ..ArticlesPage::default()
    };
    view.entries = cards(app, &part.items, &list, (&here, layout), &frame).await?;
    beside(app, &list, &mut view).await?;
    let nav = if list.show == Show::Starred { Nav::Starred } else { Nav::Articles };
    view.shell = frame.shell(&view.heading, nav);
    view.shell.told = presenters::told(app, ask.marked.as_deref(), &here).await?;
    written(&view)
}

fn layout_set(frame: &Frame) -> &'static str {
    match frame.preferences.get("layout") {
        "" => "cards",
        set => set,
    }
}

fn layout(frame: &Frame, asked: Option<&str>) -> &'static str {
    match asked {
        Some("cards") => "cards",
        Some("magazine") => "magazine",
        Some("list") => "list",
        Some("full") => "full",
        _ => layout_set(frame),
    }
}

fn paging(part: &ListPart, at: impl Fn(&[(&str, &str)]) -> String) -> Paging {
    Paging {
        newer: part.before.map(|place| at(&[("before", &place.to_string())])),
        older: part.after.map(|place| at(&[("after", &place.to_string())])),
        words: String::new(),
    }
}

async fn cards(
    app: &App,
    entries: &[EntrySummary],
    list: &EntryList,
    (here, layout): (&str, &str),
    frame: &Frame,
) -> Result<Vec<EntryCard>, ErrorResponse> {
    let mut cards = Vec::with_capacity(entries.len());
    let ids = entries.iter().map(|entry| entry.id).collect();
    let originals = app.reader().opened_originals(ids).await?;
    for entry in entries {
        let text = match layout {
            "full" => app.reader().article(entry.id).await?.and_then(|record| record.reading),
            _ => None,
        };
        let original = entry.url.is_some() && originals.contains(&entry.id);
        cards.push(presenters::entry_card(entry, (text.as_ref(), original), list, here, frame.now));
    }
    let shown = cards.iter_mut().flat_map(|card| presenters::measurable(&mut card.image, &mut card.blocks));
    presenters::measure(app.desk.store(), shown).await?;
    Ok(cards)
}

/// Counts, and the ways to other lists.
async fn beside(app: &App, list: &EntryList, view: &mut ArticlesPage) -> Result<(), ErrorResponse> {
    let counts = app.reader().unread_counts().await?;
    let unread = presenters::unread_of(&list.scope, &counts);
    let feeds = app.reader().unread_feeds().await?;
    let labels = app.reader().labels().await?;
    view.tabs = presenters::tabs(list, unread);
    view.markable = unread != Some(0) && list.show != Show::Muted;
    let muted = app.reader().muted().await?;
    view.muted = (muted > 0).then(|| presenters::number(muted));
    view.groups = presenters::sources(list, &counts, &feeds, &labels);
    if view.entries.is_empty() && list.show == Show::Unread {
        view.onward = presenters::onward(list, &feeds);
    }
    Ok(())
}

/// What a list is called.
pub(super) struct Name {
    pub(super) heading: String,
    note: String,
    settings: Option<String>,
}

/// The name of a list; an error where its feed or label is not the reader's.
pub(super) async fn name(app: &App, list: &EntryList) -> Result<Name, ErrorResponse> {
    let plain = |heading: &str| Name { heading: heading.to_owned(), note: String::new(), settings: None };
    match &list.scope {
        EntryScope::Feed(id) => {
            let feed = app.reader().feed(*id).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
            Ok(Name {
                note: presenters::feed_health(&feed, app.desk.now()),
                settings: Some(format!("/feeds/{id}")),
                heading: feed.title,
            })
        }
        EntryScope::Label(id) => {
            let labels = app.reader().labels().await?;
            let label = labels.into_iter().find(|label| label.id == *id);
            Ok(plain(&label.ok_or_else(|| ErrorResponse::not_found("label"))?.name))
        }
        EntryScope::Rule(id) => {
            let rule = app.reader().rule(*id).await?;
            Ok(plain(&rule.ok_or_else(|| ErrorResponse::not_found("rule"))?.rule.name))
        }
        EntryScope::Folder(name) => Ok(plain(name)),
        EntryScope::All => Ok(plain(match list.show {
            Show::Starred => l10n::text("nav-starred"),
            Show::Muted => l10n::text("articles-muted-list"),
            Show::All | Show::Unread => l10n::text("nav-articles"),
        })),
    }
}
