//! The crate `greader_api`.

use crate::{At, Step, had, holds, tell};
use greader_api::models::{StreamQuery, StreamType};
use greader_api::{AuthData, AuthInput, GReaderApi, GoogleAuthInput};

const READ: &str = "user/-/state/com.google/read";
const STARRED: &str = "user/-/state/com.google/starred";
const ALL: &str = "user/-/state/com.google/reading-list";

pub async fn run(at: &At) {
    let url = at.desk.join("api/greader.php/").expect("an address");
    let api = GReaderApi::new(url, AuthData::Uninitialized);
    tell("login", login(at, &api).await);
    tell("list", list(at, &api).await);
    tell("read", read(at, &api).await);
    tell("mark", mark(at, &api).await);
    tell("star", star(at, &api).await);
    tell("label", label(at, &api).await);
    tell("manage", manage(at, &api).await);
    tell("import,export", lists(at, &api).await);
    tell("mark_all", mark_all(at, &api).await);
}

async fn login(at: &At, api: &GReaderApi) -> Step {
    let input = GoogleAuthInput { username: "Ada".to_owned(), password: at.password.clone() };
    had(api.login(&AuthInput::Google(input), &at.client).await)?;
    had(api.user_info(&at.client).await)?;
    Ok(())
}

async fn list(at: &At, api: &GReaderApi) -> Step {
    let feeds = had(api.subscription_list(&at.client).await)?.subscriptions;
    holds(feeds.len() == 2, &feeds)?;
    had(api.tag_list(&at.client).await)?;
    had(api.preference_stream_list(&at.client).await)?;
    holds(had(api.subscribed(&feeds[0].id, &at.client).await)?, "subscribed")?;
    holds(had(api.unread_count(&at.client).await)?.max == 4, "count")
}

async fn ids(at: &At, api: &GReaderApi, of: &str, without: Option<&str>) -> Result<Vec<String>, String> {
    let query = StreamQuery {
        stream_id: Some(of),
        exclude_stream: without,
        amount: Some(100),
        ..StreamQuery::default()
    };
    let refs = had(api.items_ids(&query, &at.client).await)?;
    Ok(refs.item_refs.unwrap_or_default().into_iter().map(|one| one.id).collect())
}

async fn read(at: &At, api: &GReaderApi) -> Step {
    let query = StreamQuery { stream_id: Some(ALL), amount: Some(3), ..StreamQuery::default() };
    let page = had(api.stream_contents(&query, &at.client).await)?;
    holds(page.items.len() == 3, page.items.len())?;
    let next = page.continuation.ok_or("no continuation")?;
    let rest = StreamQuery { continuation: Some(&next), ..query };
    holds(had(api.stream_contents(&rest, &at.client).await)?.items.len() == 1, "the rest")?;
    let named = ids(at, api, ALL, None).await?;
    holds(had(api.items_contents(&named, &at.client).await)?.items.len() == 4, "by number")?;
    had(api.items_count(ALL, true, &at.client).await)?;
    Ok(())
}

async fn mark(at: &At, api: &GReaderApi) -> Step {
    let all = ids(at, api, ALL, None).await?;
    had(api.tag_edit(&all[..2], &[READ], &[], &at.client).await)?;
    holds(ids(at, api, ALL, Some(READ)).await?.len() == 2, "two are read")?;
    had(api.tag_edit(&all, &[], &[READ], &at.client).await)?;
    holds(ids(at, api, ALL, Some(READ)).await?.len() == 4, "none is read")
}

async fn star(at: &At, api: &GReaderApi) -> Step {
    let all = ids(at, api, ALL, None).await?;
    had(api.tag_edit(&all[..1], &[STARRED], &[], &at.client).await)?;
    holds(ids(at, api, STARRED, None).await? == all[..1], "one star")?;
    had(api.tag_edit(&all[..1], &[], &[STARRED], &at.client).await)?;
    holds(ids(at, api, STARRED, None).await?.is_empty(), "no star")
}

async fn label(at: &At, api: &GReaderApi) -> Step {
    let all = ids(at, api, ALL, None).await?;
    had(api.tag_edit(&all[..1], &["user/-/label/later"], &[], &at.client).await)?;
    had(api.tag_rename(StreamType::Stream, "user/-/label/later", "user/-/label/soon", &at.client).await)?;
    holds(ids(at, api, "user/-/label/soon", None).await? == all[..1], "one label")?;
    had(api.tag_delete(StreamType::Stream, "user/-/label/soon", &at.client).await)?;
    holds(ids(at, api, "user/-/label/soon", None).await?.is_empty(), "no label")
}

async fn manage(at: &At, api: &GReaderApi) -> Step {
    let quick = had(api.subscription_quickadd(&at.feed("/third.xml"), &at.client).await)?;
    let square = Some("user/-/label/Square");
    had(api.subscription_edit(&quick.stream_id, Some("Fourth Bell"), None, square, &at.client).await)?;
    let feeds = had(api.subscription_list(&at.client).await)?.subscriptions;
    let moved = feeds.iter().find(|feed| feed.id == quick.stream_id).ok_or("the feed is gone")?;
    holds(moved.title == "Fourth Bell" && moved.categories[0].label == "Square", moved)?;
    had(api.tag_rename(StreamType::Stream, "user/-/label/Square", "user/-/label/Bells", &at.client).await)?;
    had(api.tag_delete(StreamType::Stream, "user/-/label/Bells", &at.client).await)?;
    had(api.subscription_delete(&quick.stream_id, &at.client).await)?;
    had(api.subscription_create(&at.feed("/third.xml"), None, square, &at.client).await)?;
    let feeds = had(api.subscription_list(&at.client).await)?.subscriptions;
    let made = feeds.iter().find(|feed| feed.url.ends_with("/third.xml")).ok_or("no feed was made")?;
    had(api.subscription_delete(&made.id, &at.client).await)
}

async fn lists(at: &At, api: &GReaderApi) -> Step {
    let opml = had(api.export(&at.client).await)?;
    holds(opml.contains("harbour.xml"), &opml)?;
    had(api.import(&opml, &at.client).await)?;
    Ok(())
}

async fn mark_all(at: &At, api: &GReaderApi) -> Step {
    let feed = had(api.subscription_list(&at.client).await)?.subscriptions[0].id.clone();
    had(api.mark_all_as_read(&feed, None, &at.client).await)?;
    holds(ids(at, api, ALL, Some(READ)).await?.len() == 2, "a feed")?;
    had(api.mark_all_as_read(ALL, None, &at.client).await)?;
    holds(ids(at, api, ALL, Some(READ)).await?.is_empty(), "everything")
}
