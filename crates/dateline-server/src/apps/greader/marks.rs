//! Marks that apps set: on articles by number, and on a whole stream up to a moment.

use super::ask::Ask;
use super::item_ids;
use super::stream_names::{Name, feed_of, mark};
use super::{Answer, text};
use crate::apps::verdict_labels;
use crate::error_response::ErrorResponse;
use dateline_model::EntryId;
use dateline_store::{EntryMark, STREAM_MOST, Scope, Stream, StreamQuery};
use jiff::Timestamp;

/// What an app wants of articles.
#[derive(Default)]
struct Changes<'n> {
    marks: Vec<EntryMark>,
    labelled: Vec<&'n str>,
    unlabelled: Vec<&'n str>,
}

impl<'n> Changes<'n> {
    /// States that are not kept here change nothing.
    fn of(ask: &'n Ask) -> Result<Self, ErrorResponse> {
        let mut changes = Self::default();
        for (field, added) in [("a", true), ("r", false)] {
            for name in ask.fields.all(field) {
                match Name::parse(name) {
                    Some(Name::Label(label)) if verdict_labels::stream(label).is_some() => {}
                    Some(Name::Label(label)) if added => changes.labelled.push(label),
                    Some(Name::Label(label)) => changes.unlabelled.push(label),
                    Some(Name::State(state)) => changes.marks.extend(mark(state, added)),
                    _ => {}
                }
            }
        }
        let has = |mark| changes.marks.contains(&mark);
        let contradicts = (has(EntryMark::Read) && has(EntryMark::Unread))
            || (has(EntryMark::Starred) && has(EntryMark::Unstarred));
        if contradicts {
            return Err(ErrorResponse::bad_request("The same state is added and taken away"));
        }
        changes.marks.dedup();
        Ok(changes)
    }
}

/// `POST edit-tag`. Without articles it changes nothing: a folder without a feed is none.
pub(super) async fn edit_tag(ask: Ask) -> Answer {
    let ids: Vec<EntryId> = ask.fields.all("i").filter_map(item_ids::parse).collect();
    let changes = Changes::of(&ask)?;
    if ids.is_empty() {
        return text("OK");
    }
    let (reader, now) = (ask.app.reader(), ask.app.desk.now());
    for mark in changes.marks {
        reader.mark(ids.clone(), mark, now).await?;
    }
    for label in changes.labelled {
        reader.set_label(label.to_owned(), ids.clone()).await?;
    }
    for label in changes.unlabelled {
        reader.unset_label(label.to_owned(), ids.clone()).await?;
    }
    text("OK")
}

/// `POST mark-all-as-read`: what had come by `ts`, or by now. It is the time of coming that counts, not of publication.
pub(super) async fn mark_all(ask: Ask) -> Answer {
    let (app, now) = (&ask.app, ask.app.desk.now());
    let until = ask.fields.moment("ts").map_or(now, |until| until.min(now));
    let unknown = || ErrorResponse::bad_request("There is no such stream to be marked read");
    let name = ask.fields.one("s").ok_or_else(unknown)?;
    let scope = match Name::parse(name).ok_or_else(unknown)? {
        Name::Feed(feed) => feed_of(app, feed).await?.map(Scope::Feed),
        Name::State("reading-list") => Some(Scope::All),
        Name::State("starred") => {
            mark_one_by_one(&ask, Stream::Starred, until).await?;
            None
        }
        Name::State(_) => return Err(unknown()),
        Name::Label(label) => {
            if app.reader().labels().await?.iter().any(|known| known.name.eq_ignore_ascii_case(label)) {
                mark_one_by_one(&ask, Stream::Named(label.to_owned()), until).await?;
            }
            Some(Scope::Folder(label.to_owned()))
        }
    };
    if let Some(scope) = scope {
        app.reader().mark_all_read(scope, until, now).await?;
    }
    text("OK")
}

async fn mark_one_by_one(ask: &Ask, of: Stream, until: Timestamp) -> Result<(), ErrorResponse> {
    let query =
        StreamQuery { with: vec![Stream::Unread], until: Some(until), ..StreamQuery::new(of, STREAM_MOST) };
    loop {
        let slice = ask.app.reader().stream(query.clone()).await?;
        ask.app.reader().mark(slice.items, EntryMark::Read, ask.app.desk.now()).await?;
        if !slice.more {
            return Ok(());
        }
    }
}
