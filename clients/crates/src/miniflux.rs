//! The crate `miniflux_api`.

use crate::{At, Step, had, holds, tell};
use miniflux_api::MinifluxApi;
use miniflux_api::models::{
    EntryFilter, EntryIdFilter, EntryStatus, FeedModification, OrderBy, OrderDirection,
};

pub async fn run(at: &At) {
    let api = MinifluxApi::new_from_token(&at.desk, at.password.clone()).expect("a token");
    tell("login", login(at, &api).await);
    tell("list", list(at, &api).await);
    tell("read", read(at, &api).await);
    tell("mark", mark(at, &api).await);
    tell("star", star(at, &api).await);
    tell("manage", manage(at, &api).await);
    tell("import,export", lists(at, &api).await);
    tell("mark_all", mark_all(at, &api).await);
}

async fn login(at: &At, api: &MinifluxApi) -> Step {
    had(api.healthcheck(&at.client).await)?;
    let me = had(api.get_current_user(&at.client).await)?;
    had(api.get_user_by_id(me.id, &at.client).await)?;
    had(api.get_user_by_name("Ada", &at.client).await)?;
    holds(had(api.get_users(&at.client).await)?.len() == 1, "one user")?;
    holds(!had(api.has_integrations(&at.client).await)?, "integrations")?;
    had(api.get_version(&at.client).await)?;
    let basic = MinifluxApi::new(&at.desk, "Ada".to_owned(), at.password.clone());
    holds(had(basic.get_current_user(&at.client).await)?.username == "Ada", "basic")
}

async fn list(at: &At, api: &MinifluxApi) -> Step {
    let feeds = had(api.get_feeds(&at.client).await)?;
    holds(feeds.len() == 2, &feeds)?;
    had(api.get_feed(feeds[0].id, &at.client).await)?;
    let counted = had(api.get_categories_with_counts(&at.client).await)?;
    holds(counted[0].total_unread == Some(4) && counted[0].feed_count == Some(2), &counted)?;
    holds(had(api.get_category_feeds(counted[0].id, &at.client).await)?.len() == 2, "feeds of a category")?;
    had(api.get_feed_counters(&at.client).await)?;
    Ok(())
}

async fn read(at: &At, api: &MinifluxApi) -> Step {
    let mut filter = EntryFilter::default();
    (filter.limit, filter.order) = (Some(2), Some(OrderBy::PublishedAt));
    filter.direction = Some(OrderDirection::Desc);
    let batch = had(api.get_entry_batch(&filter, &at.client).await)?;
    holds(batch.total == 4 && batch.entries.len() == 2, batch.total)?;
    let entry = &batch.entries[0];
    holds(entry.content.contains("harbour master"), &entry.content)?;
    had(api.get_entry(entry.id, &at.client).await)?;
    had(api.get_feed_entry(entry.feed_id, entry.id, &at.client).await)?;
    had(api.get_category_entry(entry.feed.category.id, entry.id, &at.client).await)?;
    had(api.get_category_entries(entry.feed.category.id, &EntryFilter::default(), &at.client).await)?;
    had(api.fetch_entry_content(entry.id, false, &at.client).await)?;
    let ids = had(api.get_entry_ids(&EntryIdFilter::default(), &at.client).await)?;
    holds(ids.total == 4 && ids.ids.len() == 4, ids.total)?;
    let file = &entry.enclosures[0];
    had(api.update_enclosure_progression(file.id, 42, &at.client).await)?;
    holds(had(api.get_enclosure(file.id, &at.client).await)?.media_progression == 42, "progression")?;
    let mut words = EntryFilter::default();
    words.search = Some("cider".to_owned());
    holds(had(api.get_entries(&words, &at.client).await)?.len() == 1, "search")
}

async fn unread(at: &At, api: &MinifluxApi) -> Result<i64, String> {
    let mut filter = EntryFilter::default();
    filter.status = Some(EntryStatus::Unread);
    Ok(had(api.get_entry_batch(&filter, &at.client).await)?.total)
}

async fn mark(at: &At, api: &MinifluxApi) -> Step {
    let ids = had(api.get_entry_ids(&EntryIdFilter::default(), &at.client).await)?.ids;
    had(api.update_entries_status(ids[..2].to_vec(), EntryStatus::Read, &at.client).await)?;
    holds(unread(at, api).await? == 2, "two are read")?;
    had(api.update_entries_status(ids, EntryStatus::Unread, &at.client).await)?;
    holds(unread(at, api).await? == 4, "none is read")
}

async fn star(at: &At, api: &MinifluxApi) -> Step {
    let ids = had(api.get_entry_ids(&EntryIdFilter::default(), &at.client).await)?.ids;
    let mut starred = EntryFilter::default();
    starred.starred = Some(true);
    had(api.toggle_bookmark(ids[0], &at.client).await)?;
    had(api.update_entries_starred(ids[..2].to_vec(), true, &at.client).await)?;
    holds(had(api.get_entries(&starred, &at.client).await)?.len() == 2, "two stars")?;
    had(api.update_entries_starred(ids[..2].to_vec(), false, &at.client).await)?;
    holds(had(api.get_entries(&starred, &at.client).await)?.is_empty(), "no stars")
}

/// Adds, moves, renames and deletes.
async fn manage(at: &At, api: &MinifluxApi) -> Step {
    let found = had(api.discover_subscription(at.feed("/"), &at.client).await)?;
    holds(found.len() == 1, &found)?;
    let square = had(api.create_category("Square", &at.client).await)?;
    let feed = had(api.create_feed(&at.feed("/third.xml"), square.id, &at.client).await)?;
    let bells = had(api.create_category("Bells", &at.client).await)?;
    let change = FeedModification {
        title: Some("Fourth Bell".to_owned()),
        category_id: Some(bells.id),
        ..FeedModification::default()
    };
    let changed = had(api.update_feed(feed, &change, &at.client).await)?;
    holds(changed.title == "Fourth Bell" && changed.category.title == "Bells", &changed)?;
    let gongs = had(api.update_category(bells.id, "Gongs", &at.client).await)?;
    holds(gongs.title == "Gongs", &gongs)?;
    had(api.refresh_feed_synchronous(feed, &at.client).await)?;
    had(api.refresh_category(gongs.id, &at.client).await)?;
    had(api.refresh_all_feeds(&at.client).await)?;
    had(api.delete_feed(feed, &at.client).await)?;
    had(api.delete_category(gongs.id, &at.client).await)?;
    had(api.delete_category(square.id, &at.client).await)?;
    holds(had(api.get_feeds(&at.client).await)?.len() == 2, "feeds")
}

async fn lists(at: &At, api: &MinifluxApi) -> Step {
    let opml = had(api.export_opml(&at.client).await)?;
    holds(opml.contains("harbour.xml"), &opml)?;
    had(api.import_opml(&opml, &at.client).await)
}

async fn mark_all(at: &At, api: &MinifluxApi) -> Step {
    let feeds = had(api.get_feeds(&at.client).await)?;
    had(api.mark_feed_as_read(feeds[0].id, &at.client).await)?;
    holds(unread(at, api).await? == 2, "a feed is read")?;
    had(api.mark_category_as_read(feeds[0].category.id, &at.client).await)?;
    holds(unread(at, api).await? == 0, "a category is read")?;
    let me = had(api.get_current_user(&at.client).await)?;
    had(api.mark_user_as_read(me.id, &at.client).await)?;
    had(api.flush_history(&at.client).await)
}
