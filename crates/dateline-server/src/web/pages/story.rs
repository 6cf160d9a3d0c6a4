//! A story and an article.

use super::{Page, written};
use crate::state::App;
use crate::trouble::Trouble;
use crate::web::fill;
use crate::web::fill::Around;
use crate::web::view::{ApartItem, Nav};
use crate::web::words;
use axum::extract::{Path, State};
use dateline_model::{AsideKind, EntryId, StoryId, WebUrl};
use dateline_store::{ArticleRecord, FrontQuery, StoryRecord, Window};

/// Versions whose pages are looked through for headlines named beside them.
const LOOKED_THROUGH: usize = 12;
/// Other stories offered for corrections.
const OTHERS: u32 = 60;
/// Headlines named elsewhere that are shown.
const APART: usize = 20;

/// `GET /story/{id}`.
pub(crate) async fn story(State(app): State<App>, Path(id): Path<String>) -> Page {
    let id: StoryId = id.parse().map_err(|_| Trouble::missing("story"))?;
    let record = app.desk.store().story(id).await?.ok_or_else(|| Trouble::missing("story"))?;
    let frame = fill::gather(&app).await?;
    let around = Around {
        apart: named_elsewhere(&app, &record).await?,
        inside: app.desk.inside(&record).await?,
        linked: app.desk.store().linked_stories(record.front.id).await?,
        acts: app.desk.store().acts(Some(record.front.id)).await?,
        others: latest(&app).await?,
    };
    let shell = frame.shell(&record.front.lead.title, Nav::Elsewhere);
    written(&fill::story(shell, &record, around, frame.now))
}

async fn latest(app: &App) -> Result<Vec<dateline_store::FrontStory>, Trouble> {
    let now = app.desk.now();
    let query = FrontQuery::all(now, Window::first(OTHERS));
    Ok(app.desk.store().front(query).await?.items)
}

/// Headlines that feeds and clusters name beside the versions, each once, without those we hold.
async fn named_elsewhere(app: &App, story: &StoryRecord) -> Result<Vec<ApartItem>, Trouble> {
    let mut apart: Vec<ApartItem> = Vec::new();
    for member in story.members.iter().take(LOOKED_THROUGH) {
        let Some(article) = app.desk.store().article(member.entry.id).await? else { continue };
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
    related.chain(clusters.map(fill::apart)).collect()
}

/// `GET /article/{id}`.
pub(crate) async fn article(State(app): State<App>, Path(id): Path<String>) -> Page {
    let id: EntryId = id.parse().map_err(|_| Trouble::missing("article"))?;
    let record = app.desk.store().article(id).await?.ok_or_else(|| Trouble::missing("article"))?;
    let frame = fill::gather(&app).await?;
    let story = match record.summary.story {
        Some(story) => app.desk.store().story(story).await?,
        None => None,
    };
    let copy_of = story.as_ref().and_then(|story| copied_from(story, id));
    let link = story.filter(|story| story.members.len() > 1).map(|story| {
        let others = words::count(story.members.len() - 1, "other version", "other versions");
        (format!("/story/{}", story.front.id), format!("The story, with {others}"))
    });
    let shell = frame.shell(&record.summary.title, Nav::Elsewhere);
    written(&fill::article(shell, &record, link, copy_of, frame.now))
}

fn copied_from(story: &StoryRecord, id: EntryId) -> Option<(String, String)> {
    let copy = story.members.iter().find(|member| member.entry.id == id)?.copy.as_ref()?;
    let original = story.members.iter().find(|member| member.entry.id == copy.of)?;
    let words =
        format!("This carries {}\u{2019}s text, {}.", fill::publisher(&original.entry), fill::how(copy));
    Some((format!("/article/{}", copy.of), words))
}
