//! The front page.

use super::{Page, address, page_number, paging, window, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::presenters::{self, Frame};
use crate::web::view::{Alert, FilterLink, FrontPage, Nav, StoryCard};
use crate::web::wording;
use axum::extract::Query;
use dateline_store::{FrontQuery, NavSummary, SAVED, Section};
use serde::Deserialize;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Stories on one page: a lead, a row of three, and a list.
const STORIES: u32 = 34;
/// Stories with pictures beside each other.
const SECOND: usize = 3;
/// Seconds after which an empty desk looks again while its first update runs.
const LOOK_AGAIN: u32 = 3;

/// What is asked of the front page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    page: Option<u32>,
    show: Option<String>,
    section: Option<String>,
    folder: Option<String>,
    lang: Option<String>,
    marked: Option<String>,
}

impl Ask {
    fn unread(&self) -> bool {
        self.show.as_deref() == Some("unread")
    }

    fn at(&self, page: u32) -> String {
        let page = if page > 1 { page.to_string() } else { String::new() };
        let show = if self.unread() { "unread" } else { "" };
        let (folder, lang) = (self.folder.as_deref().unwrap_or(""), self.lang.as_deref().unwrap_or(""));
        let section = self.section().map_or("", Section::word);
        address(
            "/",
            &[("show", show), ("section", section), ("folder", folder), ("lang", lang), ("page", &page)],
        )
    }

    fn section(&self) -> Option<Section> {
        self.section.as_deref().and_then(Section::from_word)
    }

    fn is_plain(&self) -> bool {
        !self.unread() && self.section().is_none() && self.folder.is_none() && self.lang.is_none()
    }
}

/// `GET /`.
pub(crate) async fn front(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let page = page_number(ask.page);
    let query = FrontQuery {
        folder: ask.folder.clone(),
        language: ask.lang.clone(),
        unread: ask.unread(),
        section: ask.section(),
        ..FrontQuery::all(frame.now, window(page, STORIES))
    };
    let (found, sections) = app.reader().front_with_sections(query).await?;
    let gated = app.reader().gated(found.items.iter().map(|story| story.id).collect()).await?;
    let here = ask.at(page);
    let cards = found
        .items
        .iter()
        .map(|story| presenters::card(story, gated.get(&story.id).copied().unwrap_or(0), &here, frame.now));
    let mut shell = frame.shell("", Nav::Front);
    shell.told = presenters::told(&app, ask.marked.as_deref(), &here).await?;
    let cards: Vec<StoryCard> = cards.collect();
    if cards.is_empty() && frame.is_running() {
        shell.refresh = Some(LOOK_AGAIN);
    }
    let mut view = FrontPage {
        heading: l10n::text("front-stories").to_owned(),
        filters: filters(&ask, &frame, &sections, app.reader().folders().await?),
        alerts: if page == 1 && ask.is_plain() { alerts(&app).await? } else { Vec::new() },
        paging: paging(page, found.more, |page| ask.at(page)),
        no_feeds: frame.glance.feeds == 0,
        empty: empty(&ask, &frame).to_owned(),
        shell,
        ..FrontPage::default()
    };
    arrange(&mut view, cards, page == 1 && ask.is_plain());
    written(&view)
}

/// How long the front page waits for counts of kept searches; what it lacks then is counted behind it, for the next.
const COUNTING: Duration = Duration::from_millis(20);

async fn alerts(app: &App) -> Result<Vec<Alert>, ErrorResponse> {
    let (kept, whole) = app.reader().alerts_within(COUNTING).await?;
    if !whole && !app.counting.swap(true, Ordering::SeqCst) {
        let app = app.clone();
        tokio::spawn(async move {
            // In pieces, between which others read; each makes one count at least.
            for _ in 0..SAVED {
                match app.reader().alerts_within(COUNTING).await {
                    Ok((_, false)) => {}
                    Ok(_) | Err(_) => break,
                }
            }
            app.counting.store(false, Ordering::SeqCst);
        });
    }
    let rows = kept.iter().filter(|saved| saved.new > 0).map(presenters::saved_row);
    let alert = |row: crate::web::view::SavedRow| Alert {
        id: row.id,
        name: row.name,
        words: row.alert.unwrap_or_default(),
        href: row.href,
        seen: "/searches/looked",
    };
    let found = app.reader().rule_alerts().await?;
    Ok(rows.map(alert).chain(found.into_iter().map(presenters::rule_alert)).collect())
}

/// The first story leads, those with pictures follow it, the rest is a list. Later pages are lists.
fn arrange(view: &mut FrontPage, mut cards: Vec<StoryCard>, first: bool) {
    if first && !cards.is_empty() {
        view.lead = Some(cards.remove(0));
        let (mut with, mut without): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
        for card in cards {
            if card.image.is_some() && with.len() < SECOND { with.push(card) } else { without.push(card) }
        }
        if with.len() < SECOND {
            without.splice(0..0, with.drain(..));
        }
        (view.second, cards) = (with, without);
    }
    view.river = cards;
}

fn filters(ask: &Ask, frame: &Frame, sections: &[Section], folders: Vec<String>) -> Vec<FilterLink> {
    let count = |number: u64| {
        let more = if number >= NavSummary::MOST { "+" } else { "" };
        let words = wording::thousands(usize::try_from(number).unwrap_or(usize::MAX));
        (number > 0).then(|| format!("{words}{more}"))
    };
    let mut filters = vec![
        FilterLink { href: "/".into(), name: l10n::text("all").into(), count: None, current: ask.is_plain() },
        FilterLink {
            href: "/?show=unread".into(),
            name: l10n::text("unread").into(),
            count: count(frame.glance.unread),
            current: ask.unread(),
        },
    ];
    let offered = |section: &Section| sections.contains(section) || ask.section() == Some(*section);
    filters.extend(Section::all().filter(offered).map(|section| FilterLink {
        href: address("/", &[("section", section.word())]),
        current: ask.section() == Some(section),
        name: wording::section(section).to_owned(),
        count: None,
    }));
    filters.extend(folders.into_iter().map(|folder| FilterLink {
        href: address("/", &[("folder", &folder)]),
        current: ask.folder.as_ref() == Some(&folder),
        name: folder,
        count: None,
    }));
    filters
}

fn empty(ask: &Ask, frame: &Frame) -> &'static str {
    if ask.unread() {
        l10n::text("front-empty-unread")
    } else if frame.is_running() {
        l10n::text("front-empty-running")
    } else if ask.is_plain() {
        l10n::text("front-empty-plain")
    } else {
        l10n::text("front-empty-here")
    }
}
