//! Marks: they set, and never turn round what is there.

use crate::app_state::App;
use crate::apps::fields::Fields;
use crate::apps::shelf::Shelf;
use crate::error_response::ErrorResponse;
use dateline_model::{EntryId, FeedId};
use dateline_store::{EntryMark, Scope};

/// Sets what is asked for; what is not known here is passed over.
pub(super) async fn set(app: &App, fields: &Fields) -> Result<(), ErrorResponse> {
    let (Some(what), Some(mark)) = (fields.one("mark"), fields.one("as")) else { return Ok(()) };
    let (reader, now) = (app.reader(), app.desk.now());
    let number = fields.one("id").and_then(|id| id.trim().parse::<i64>().ok());
    if what == "item" {
        if let Some(mark) = mark_of(mark) {
            let mut ids: Vec<EntryId> = number.into_iter().map(EntryId).collect();
            ids.extend(super::answers::numbers(fields.one("with_ids").unwrap_or_default()));
            reader.mark(ids, mark, now).await?;
        }
        return Ok(());
    }
    let (Some(number), "read") = (number, mark) else { return Ok(()) };
    let scope = match what {
        "feed" if reader.feed(FeedId(number)).await?.is_some() => Scope::Feed(FeedId(number)),
        "group" if number == 0 => Scope::All,
        "group" => match Shelf::of(app).await?.folder(number) {
            Some(folder) => Scope::Folder(folder.name.clone()),
            None => return Ok(()),
        },
        _ => return Ok(()),
    };
    let until = fields.moment("before").map_or(now, |until| until.min(now));
    reader.mark_all_read(scope, until, now).await?;
    Ok(())
}

fn mark_of(word: &str) -> Option<EntryMark> {
    match word {
        "read" => Some(EntryMark::Read),
        "unread" => Some(EntryMark::Unread),
        "saved" => Some(EntryMark::Starred),
        "unsaved" => Some(EntryMark::Unstarred),
        _ => None,
    }
}
