//! The crate `nextcloud_news_api`.

use crate::{At, Step, had, holds, tell};
use nextcloud_news_api::NextcloudNewsApi;
use nextcloud_news_api::models::{Item, ItemType};

pub async fn run(at: &At) {
    let api = NextcloudNewsApi::new(&at.desk, "Ada".to_owned(), at.password.clone()).expect("an address");
    tell("login", had(api.get_version(&at.client).await).map(drop));
    tell("list", list(at, &api).await);
    tell("read", read(at, &api).await);
    tell("mark", mark(at, &api).await);
    tell("star", star(at, &api).await);
    tell("manage", manage(at, &api).await);
    tell("mark_all", mark_all(at, &api).await);
}

async fn list(at: &At, api: &NextcloudNewsApi) -> Step {
    holds(had(api.get_feeds(&at.client).await)?.len() == 2, "feeds")?;
    holds(had(api.get_folders(&at.client).await)?.is_empty(), "folders")
}

async fn items(at: &At, api: &NextcloudNewsApi, of: ItemType) -> Result<Vec<Item>, String> {
    had(api.get_items(&at.client, -1, None, Some(of), Some(0), None, None).await)
}

async fn read(at: &At, api: &NextcloudNewsApi) -> Step {
    let all = items(at, api, ItemType::All).await?;
    holds(all.len() == 4 && all[0].body.contains("harbour master"), all.len())?;
    let part = had(api
        .get_items(&at.client, 2, Some(all[1].id as u64), Some(ItemType::All), None, Some(true), Some(false))
        .await)?;
    holds(part.iter().map(|item| item.id).eq(all[2..].iter().map(|item| item.id)), "the next ones")?;
    had(api.get_updated_items(&at.client, 0, Some(ItemType::All), None).await)?;
    Ok(())
}

async fn unread(at: &At, api: &NextcloudNewsApi) -> Result<usize, String> {
    Ok(items(at, api, ItemType::Unread).await?.len())
}

async fn mark(at: &At, api: &NextcloudNewsApi) -> Step {
    let ids: Vec<i64> = items(at, api, ItemType::All).await?.iter().map(|item| item.id).collect();
    had(api.mark_item_read(&at.client, ids[0]).await)?;
    had(api.mark_items_read(&at.client, ids[..2].to_vec()).await)?;
    holds(unread(at, api).await? == 2, "two are read")?;
    had(api.mark_item_unread(&at.client, ids[0]).await)?;
    had(api.mark_items_unread(&at.client, ids).await)?;
    holds(unread(at, api).await? == 4, "none is read")
}

async fn star(at: &At, api: &NextcloudNewsApi) -> Step {
    let ids: Vec<i64> = items(at, api, ItemType::All).await?.iter().map(|item| item.id).collect();
    had(api.mark_item_starred(&at.client, ids[0]).await)?;
    had(api.mark_items_starred(&at.client, ids[..2].to_vec()).await)?;
    holds(items(at, api, ItemType::Starred).await?.len() == 2, "two stars")?;
    had(api.mark_item_unstarred(&at.client, ids[0]).await)?;
    had(api.mark_items_unstarred(&at.client, ids[..2].to_vec()).await)?;
    holds(items(at, api, ItemType::Starred).await?.is_empty(), "no stars")
}

async fn manage(at: &At, api: &NextcloudNewsApi) -> Step {
    let square = had(api.create_folder(&at.client, "Square").await)?;
    let feed = had(api.create_feed(&at.client, at.feed("/third.xml").as_str(), Some(square.id)).await)?;
    holds(feed.folder_id == Some(square.id), feed.folder_id)?;
    had(api.rename_folder(&at.client, square.id, "Bells").await)?;
    had(api.rename_feed(&at.client, feed.id, "Fourth Bell").await)?;
    had(api.move_feed(&at.client, feed.id, None).await)?;
    let feeds = had(api.get_feeds(&at.client).await)?;
    let moved = feeds.iter().find(|one| one.id == feed.id).ok_or("the feed is gone")?;
    holds(moved.title == "Fourth Bell" && moved.folder_id.is_none(), moved)?;
    had(api.delete_feed(&at.client, feed.id).await)?;
    had(api.delete_folder(&at.client, square.id).await)?;
    holds(had(api.get_feeds(&at.client).await)?.len() == 2, "feeds")
}

async fn mark_all(at: &At, api: &NextcloudNewsApi) -> Step {
    let newest = items(at, api, ItemType::All).await?.iter().map(|item| item.id).max().unwrap_or_default();
    let feed = had(api.get_feeds(&at.client).await)?[0].id;
    had(api.mark_feed(&at.client, feed, newest).await)?;
    holds(unread(at, api).await? == 2, "a feed")?;
    had(api.mark_all_items_read(&at.client, newest).await)?;
    holds(unread(at, api).await? == 0, "everything")
}
