//! A story.

use super::{Page, address, page_number, paging, window, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::presenters::{Around, Part};
use crate::web::view::{ApartItem, Nav, Paging};
use axum::extract::{Path, Query};
use dateline_model::{AsideKind, StoryId, WebUrl};
use dateline_store::{ArticleRecord, Listing, StoryRecord, Window};
use serde::Deserialize;
use std::collections::HashSet;

/// Versions on one page.
const VERSIONS: u32 = 50;
/// Versions whose pages are looked through for headlines named beside them.
const LOOKED_THROUGH: usize = 12;
/// Articles whose stories are offered for corrections, the latest.
const LATEST: u32 = 100;
/// Headlines named elsewhere that are shown.
const APART: usize = 20;

/// What is asked of a story's page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    page: Option<u32>,
    marked: Option<String>,
}

/// `GET /story/{id}`. Pages after the first hold versions alone: what is told of the story stands on the first.
pub(crate) async fn story(AsUser(app): AsUser, Path(id): Path<String>, Query(ask): Query<Ask>) -> Page {
    let id: StoryId = id.parse().map_err(|_| ErrorResponse::not_found("story"))?;
    let page = page_number(ask.page);
    let found = app.reader().story_part(id, window(page, VERSIONS)).await?;
    let mut record = found.ok_or_else(|| ErrorResponse::not_found("story"))?;
    if record.members.is_empty() {
        return Err(ErrorResponse::not_found("page"));
    }
    let versions = part(page, &record);
    let lead = record.front.lead_article.id;
    if page == 1 && record.members.iter().all(|member| member.entry.id != lead) {
        record.members.extend(app.reader().member(lead).await?);
    }
    let frame = presenters::gather(&app).await?;
    let around = if page == 1 { around(&app, &record).await? } else { Around::default() };
    let gated = app.reader().gated(vec![record.front.id]).await?;
    let around = Around { gated: gated.get(&record.front.id).copied().unwrap_or(0), versions, ..around };
    let mut shell = frame.shell(&record.front.lead_article.title, Nav::Elsewhere);
    shell.told = presenters::told(&app, ask.marked.as_deref(), &around.versions.here).await?;
    written(&presenters::story(shell, &record, around, frame.now))
}

/// Which of the versions a page shows, with links to those before and after.
fn part(page: u32, record: &StoryRecord) -> Part {
    let from = window(page, VERSIONS).offset;
    let to = from + u32::try_from(record.members.len()).unwrap_or(VERSIONS);
    let all = record.front.articles;
    let path = format!("/story/{}", record.front.id);
    let at =
        |page: u32| address(&path, &[("page", &if page > 1 { page.to_string() } else { String::new() })]);
    let counted = l10n::with("story-part").number("from", from + 1).number("to", to).number("all", all);
    Part { page, here: at(page), paging: Paging { words: counted.to_string(), ..paging(page, to < all, at) } }
}

async fn around(app: &App, record: &StoryRecord) -> Result<Around, ErrorResponse> {
    let reader = app.reader();
    Ok(Around {
        apart: named_elsewhere(app, record).await?,
        details: app.desk.story_details(record).await?,
        linked: reader.linked_stories(record.front.id).await?,
        acts: reader.corrections(Some(record.front.id)).await?,
        others: latest(app).await?,
        ..Around::default()
    })
}

/// Stories of the latest articles, each once, with an article's headline.
async fn latest(app: &App) -> Result<Vec<(StoryId, String)>, ErrorResponse> {
    let entries = app.reader().entries(Listing::All, Window::first(LATEST)).await?.items;
    let mut told = HashSet::new();
    let stories = entries.into_iter().filter_map(|entry| Some((entry.story?, entry.title)));
    Ok(stories.filter(|(story, _)| told.insert(*story)).collect())
}

/// Headlines that feeds and clusters name beside the versions, each once, without those we hold.
async fn named_elsewhere(app: &App, story: &StoryRecord) -> Result<Vec<ApartItem>, ErrorResponse> {
    let mut apart: Vec<ApartItem> = Vec::new();
    for member in story.members.iter().take(LOOKED_THROUGH) {
        let Some(article) = app.reader().article(member.entry.id).await? else {
            continue;
        };
        for item in beside(&article) {
            let held = story.members.iter().any(|member| Some(&member.entry.title) == item.title.as_ref());
            let told =
                apart.iter().any(|other| other.title == item.title && other.publisher == item.publisher);
            if item.title.is_some() && !held && !told && apart.len() < APART {
                apart.push(item);
            }
        }
    }
    Ok(apart)
}

fn beside(article: &ArticleRecord) -> Vec<ApartItem> {
    let related = article.related.iter().map(|item| ApartItem {
        title: Some(item.title.clone()),
        publisher: item.publisher.clone(),
        link: item.url.as_ref().map(WebUrl::to_string),
    });
    let asides = article.reading.iter().flat_map(|reading| &reading.asides);
    let clusters = asides.filter(|aside| aside.kind == AsideKind::Cluster).flat_map(|aside| &aside.items);
    related.chain(clusters.map(presenters::apart)).collect()
}
