//! The crate `fever_api`.

use crate::{At, Step, had, holds, tell};
use fever_api::FeverApi;
use fever_api::models::ItemStatus;

pub async fn run(at: &At) {
    let url = at.desk.join("fever/").expect("an address");
    let api = FeverApi::new(&url, "Ada", &at.password);
    tell("login", login(at, &api).await);
    tell("list", list(at, &api).await);
    tell("read", read(at, &api).await);
    tell("mark", mark(at, &api).await);
    tell("star", star(at, &api).await);
    tell("mark_all", mark_all(at, &api).await);
}

async fn login(at: &At, api: &FeverApi) -> Step {
    holds(had(api.valid_credentials(&at.client).await)?, "the key")?;
    holds(had(api.get_api_version(&at.client).await)? == 3, "the version")?;
    let url = at.desk.join("fever/").expect("an address");
    let wrong = FeverApi::new(&url, "Ada", "wrong").valid_credentials(&at.client).await;
    holds(!matches!(wrong, Ok(true)), "somebody unknown")
}

async fn list(at: &At, api: &FeverApi) -> Step {
    holds(had(api.get_feeds(&at.client).await)?.feeds.len() == 2, "feeds")?;
    holds(had(api.get_groups(&at.client).await)?.groups.is_empty(), "groups")?;
    holds(had(api.get_favicons(&at.client).await)?.favicons.len() == 2, "icons")?;
    had(api.get_links(&at.client).await)?;
    Ok(())
}

async fn read(at: &At, api: &FeverApi) -> Step {
    let items = had(api.get_items(&at.client).await)?;
    holds(items.items.len() == 4 && items.items[0].html.contains("harbour master"), items.total_items)?;
    holds(had(api.get_items_since(0, &at.client).await)?.items.len() == 4, "since")?;
    holds(had(api.get_items_max(9_007_199_254_740_991, &at.client).await)?.items.len() == 4, "max")?;
    let first = items.items[0].id;
    holds(had(api.get_items_with(vec![first], &at.client).await)?.items.len() == 1, "with")
}

async fn mark(at: &At, api: &FeverApi) -> Step {
    let unread = had(api.get_unread_items(&at.client).await)?.unread_item_ids;
    had(api.mark_item(ItemStatus::Read, unread[0], &at.client).await)?;
    holds(had(api.get_unread_items(&at.client).await)?.unread_item_ids.len() == 3, "read")?;
    had(api.mark_item(ItemStatus::Unread, unread[0], &at.client).await)?;
    holds(had(api.get_unread_items(&at.client).await)?.unread_item_ids == unread, "unread")
}

async fn star(at: &At, api: &FeverApi) -> Step {
    let first = had(api.get_unread_items(&at.client).await)?.unread_item_ids[0];
    had(api.mark_item(ItemStatus::Saved, first, &at.client).await)?;
    had(api.mark_item(ItemStatus::Saved, first, &at.client).await)?;
    holds(had(api.get_saved_items(&at.client).await)?.saved_item_ids == [first], "saved")?;
    had(api.mark_item(ItemStatus::Unsaved, first, &at.client).await)?;
    holds(had(api.get_saved_items(&at.client).await)?.saved_item_ids.is_empty(), "unsaved")
}

async fn mark_all(at: &At, api: &FeverApi) -> Step {
    let feed = had(api.get_feeds(&at.client).await)?.feeds[0].id;
    let later = 9_999_999_999;
    had(api.mark_feed(ItemStatus::Read, feed as i64, later, &at.client).await)?;
    holds(had(api.get_unread_items(&at.client).await)?.unread_item_ids.len() == 2, "a feed")?;
    had(api.mark_group(ItemStatus::Read, 0, later, &at.client).await)?;
    holds(had(api.get_unread_items(&at.client).await)?.unread_item_ids.is_empty(), "everything")
}
