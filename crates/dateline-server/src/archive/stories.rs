//! What a person has said of stories, with articles by which another desk finds them: numbers of stories are each desk's own.

use crate::api::desk_json::act_json;
use dateline_model::{EntryId, StoryId, WebUrl};
use dateline_store::{Reader, StoreError};
use serde_json::{Value, json};

/// Articles of a story that are named.
const NAMED: usize = 20;

/// Articles of a story but for some.
pub(super) async fn members(
    reader: Reader<'_>,
    story: StoryId,
    but: &[EntryId],
) -> Result<Value, StoreError> {
    let found = reader.story(story).await?.map(|story| story.members).unwrap_or_default();
    let others = found.iter().map(|member| &member.entry).filter(|entry| !but.contains(&entry.id));
    let named = |entry: &dateline_store::EntrySummary| json!({"id": entry.id.0, "title": entry.title, "url": entry.url.as_ref().map(WebUrl::as_str)});
    Ok(others.take(NAMED).map(named).collect())
}

/// Every act, with articles that stand where its own came to, or whence they were parted.
pub(super) async fn corrections(reader: Reader<'_>) -> Result<Value, StoreError> {
    let mut acts = Vec::new();
    for act in &reader.all_corrections().await? {
        let mut value = act_json(act);
        let own: Vec<EntryId> = act.articles.iter().map(|article| article.id).collect();
        let story = if act.kind == "part" { act.from } else { act.into };
        value["beside"] = members(reader, story, &own).await?;
        acts.push(value);
    }
    Ok(acts.into())
}
