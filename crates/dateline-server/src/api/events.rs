//! What happens at the desk, as server-sent events out of the one sequence of changes. Each event carries its place as its id, so that
//! a client that was cut off goes on where it was.

use super::desk_json::{entry_json, front_json};
use super::params::ListParams;
use crate::admission::AsUser;
use crate::app_state::App;
use crate::client::{Client, Credential};
use crate::error_response::ErrorResponse;
use crate::event_streams::MOST;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, Request};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use dateline_model::{EntryId, StoryId};
use dateline_store::{EntryChange, EntrySummary, StoreError};
use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt as _;
use http_body_util::channel::{Channel, Sender};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

/// Changes looked up at once.
const AT_ONCE: u32 = 200;
/// How often a stream looks at most, however much is written.
const PAUSE: Duration = Duration::from_secs(1);
/// A line that says nothing is sent after so long without an event, and whether the asker may still listen is asked again.
const KEEPALIVE: Duration = Duration::from_secs(15);
/// Parts of a stream that may lie ready unread; then the stream waits.
const WAITING: usize = 8;

/// How far a stream has told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    place: i64,
    after: Option<EntryId>,
}

impl Place {
    /// Out of the id of an event.
    fn read(id: &str) -> Option<Self> {
        let (place, after) = id.split_once('.').map_or((id, None), |(place, after)| (place, Some(after)));
        let after = after.map(|after| after.parse().map(EntryId)).transpose().ok()?;
        Some(Self { place: place.parse().ok()?, after })
    }

    fn id(self) -> String {
        match self.after {
            Some(after) => format!("{}.{}", self.place, after.0),
            None => self.place.to_string(),
        }
    }
}

/// `GET /api/v1/events`.
pub(crate) async fn events(
    AsUser(app): AsUser,
    Extension(client): Extension<Client>,
    Query(ask): Query<ListParams>,
    request: Request,
) -> Result<Response, ErrorResponse> {
    let from = begin(&app, &ask, request.headers()).await?;
    let held = app.streams.open(app.caller.user).ok_or_else(too_many)?;
    let credential = client.credential(&request);
    let (sender, body) = Channel::<Bytes, Infallible>::new(WAITING);
    tokio::spawn(async move {
        let mut stream = Stream { app, place: from, sender, credential };
        if let Some(error) = stream.run().await {
            tracing::error!(%error, "a stream of events ended");
        }
    });
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    // The answer holds the place: who goes to the next page frees it at once, not when something is told next.
    let body = body.map_frame(move |frame| {
        let _held = &held;
        frame
    });
    Ok((headers, Body::new(body)).into_response())
}

/// Where a stream begins: behind the last event, behind a place, or now.
async fn begin(app: &App, ask: &ListParams, headers: &HeaderMap) -> Result<Place, ErrorResponse> {
    let now = app.reader().place().await?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).filter(|id| !id.is_empty());
    let from = match last {
        Some(id) => Place::read(id)
            .ok_or_else(|| ErrorResponse::bad_request("Last-Event-ID is the id of an event of this desk"))?,
        None => Place { place: ask.since.unwrap_or(now), after: ask.after.map(EntryId) },
    };
    // A place that is not there yet is one of another store, such as the one before a backup was restored.
    Ok(if from.place > now { Place { place: now, after: None } } else { from })
}

fn too_many() -> ErrorResponse {
    let words = format!("You have {MOST} streams of events open, as many as may be");
    ErrorResponse {
        status: StatusCode::TOO_MANY_REQUESTS,
        next: "Close one and try again.",
        ..ErrorResponse::bad_request(words)
    }
}

/// A stream that is open.
struct Stream {
    app: App,
    place: Place,
    sender: Sender<Bytes, Infallible>,
    credential: Option<Credential>,
}

/// Why a stream ends: nobody listens, or the store failed.
enum End {
    Unheard,
    Failed(StoreError),
}

impl From<StoreError> for End {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Stream {
    /// Tells what happens until nobody listens, nobody may, or the server stops.
    async fn run(&mut self) -> Option<StoreError> {
        match self.tell_all().await {
            Ok(()) | Err(End::Unheard) => None,
            Err(End::Failed(error)) => Some(error),
        }
    }

    async fn tell_all(&mut self) -> Result<(), End> {
        let mut commits = self.app.desk.store().commits();
        let mut closing = self.app.streams.closing();
        self.send(event("ready", self.place, &json!({"place": self.place.place}))).await?;
        loop {
            commits.borrow_and_update();
            let looked = Instant::now();
            while self.tell_some().await? {}
            tokio::select! {
                changed = commits.changed() => {
                    if changed.is_err() {
                        return Ok(());
                    }
                    sleep_until(looked + PAUSE).await;
                }
                () = sleep(KEEPALIVE) => {
                    if !self.may_still_listen().await? {
                        return Ok(());
                    }
                    self.send(":\n\n".to_owned()).await?;
                }
                () = closed(&mut closing) => return Ok(()),
            }
        }
    }

    /// Whether what the asker logged in with still counts.
    async fn may_still_listen(&self) -> Result<bool, StoreError> {
        match &self.credential {
            Some(credential) => {
                let known = self.app.known(credential, true).await?;
                Ok(known.is_some_and(|caller| caller.user == self.app.caller.user))
            }
            None => Ok(!self.app.has_accounts().await?),
        }
    }

    /// Tells the next changes. `true` where more follow.
    async fn tell_some(&mut self) -> Result<bool, End> {
        let reader = self.app.reader();
        let changes = reader.changes(self.place.place, self.place.after, AT_ONCE).await?;
        if changes.is_empty() {
            return Ok(false);
        }
        let summaries = reader.summaries(changes.iter().map(|change| change.entry).collect()).await?;
        let summaries: HashMap<EntryId, &EntrySummary> =
            summaries.iter().map(|summary| (summary.id, summary)).collect();
        let mut stories = BTreeSet::new();
        for change in &changes {
            self.place = Place { place: change.place, after: Some(change.entry) };
            let Some(summary) = summaries.get(&change.entry) else { continue };
            stories.extend(summary.story.filter(|_| change.what.came));
            self.send(entry_event(self.place, change, summary)).await?;
        }
        for story in stories {
            self.tell_story(story).await?;
        }
        Ok(changes.len() == AT_ONCE as usize)
    }

    async fn tell_story(&mut self, id: StoryId) -> Result<(), End> {
        match self.app.reader().story_head(id).await? {
            Some(story) => self.send(event("story", self.place, &front_json(&story))).await,
            None => Ok(()),
        }
    }

    async fn send(&mut self, text: String) -> Result<(), End> {
        self.sender.send_data(text.into()).await.map_err(|_| End::Unheard)
    }
}

/// Waits until streams are to end.
async fn closed(closing: &mut watch::Receiver<bool>) {
    while !*closing.borrow_and_update() {
        if closing.changed().await.is_err() {
            return;
        }
    }
}

/// One change of an article: what came, whatever else happened to it; else what says something else; else a mark.
fn entry_event(place: Place, change: &EntryChange, summary: &EntrySummary) -> String {
    let name = match (change.what.came, change.what.revised) {
        (true, _) => "entry",
        (_, true) => "revised",
        _ => "mark",
    };
    event(name, place, &entry_json(summary))
}

/// An event: JSON is one line.
fn event(name: &str, place: Place, data: &Value) -> String {
    format!("id: {}\nevent: {name}\ndata: {data}\n\n", place.id())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_event_is_where_to_go_on() {
        for (id, expected) in [
            ("12", Some(Place { place: 12, after: None })),
            ("12.7", Some(Place { place: 12, after: Some(EntryId(7)) })),
            ("12.", None),
            ("x", None),
            ("", None),
            ("1.2.3", None),
        ] {
            assert_eq!(Place::read(id), expected, "{id}");
            if let Some(place) = expected {
                assert_eq!(place.id(), id);
            }
        }
    }
}
