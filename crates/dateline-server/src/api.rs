//! The JSON API: what the pages show, for programs. Values as JSON are in `desk_json`, readings in `dateline-wire`.

use crate::desk_json::{
    access_json, act_json, attached_json, entry_json, feed_json, follow_json, front_json, label_json,
    saved_json, search_json, story_json, version_json,
};
use crate::state::App;
use crate::trouble::Trouble;
use crate::web::fill::looks_like_html;
use crate::web::pages::{act_of, followed, mark_of, typed_address};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, Query, State};
use dateline_desk::{AccessError, LoginChange, LoginWish};
use dateline_extract::{Served, read_html, read_text};
use dateline_model::{EntryId, FeedId, StoryId};
use dateline_store::{FrontQuery, LABELS, Listing, SearchQuery, Section, TextSource, Window};
use dateline_wire::{failed_json, reading_json};
use serde::Deserialize;
use serde_json::{Value, json};

/// An answer; what goes wrong leaves as JSON, see [`crate::trouble::in_form`].
type Answer = Result<Json<Value>, Trouble>;

/// Parameters of lists; each uses those it knows.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    limit: Option<u32>,
    offset: Option<u32>,
    unread: Option<bool>,
    folder: Option<String>,
    section: Option<String>,
    language: Option<String>,
    show: Option<String>,
    feed: Option<i64>,
    label: Option<i64>,
    #[serde(default)]
    q: String,
}

/// Items given where no limit is asked for.
const USUAL: u32 = 50;
/// Most items of one answer.
const MOST: u32 = 500;
/// Most entries of one mark.
const MARKED: usize = 10_000;

impl Ask {
    fn window(&self) -> Result<Window, Trouble> {
        let limit = self.limit.unwrap_or(USUAL);
        if !(1..=MOST).contains(&limit) {
            return Err(Trouble::unclear(format!("limit is 1 to {MOST}")));
        }
        Ok(Window { limit, offset: self.offset.unwrap_or(0) })
    }
}

/// `GET /api/v1/stories`.
pub(crate) async fn stories(State(app): State<App>, Query(ask): Query<Ask>) -> Answer {
    let section = match ask.section.as_deref() {
        None => None,
        Some(word) => Some(Section::from_word(word).ok_or_else(|| Trouble::unclear(sections()))?),
    };
    let all = FrontQuery::all(app.desk.now(), ask.window()?);
    let query = FrontQuery {
        folder: ask.folder,
        language: ask.language,
        unread: ask.unread.unwrap_or(false),
        section,
        ..all
    };
    let found = app.reader().front(query).await?;
    Ok(Json(json!({"stories": found.items.iter().map(front_json).collect::<Vec<_>>(), "more": found.more})))
}

fn sections() -> String {
    format!("section is one of {}", Section::all().map(Section::word).collect::<Vec<_>>().join(", "))
}

/// `GET /api/v1/stories/{id}`: some of its versions; `articles` counts them all.
pub(crate) async fn story(State(app): State<App>, Path(id): Path<String>, Query(ask): Query<Ask>) -> Answer {
    let id: StoryId = id.parse().map_err(|_| Trouble::missing("story"))?;
    let window = ask.window()?;
    let found = app.reader().story_part(id, window).await?;
    let record = found.ok_or_else(|| Trouble::missing("story"))?;
    let given = u32::try_from(record.members.len()).unwrap_or(u32::MAX);
    let mut value = story_json(&record);
    value["more"] = json!(window.offset.saturating_add(given) < record.front.articles);
    Ok(Json(value))
}

/// `GET /api/v1/articles/{id}`. `cpu_ms` of a stored Reading is 0: it was not read now.
pub(crate) async fn article(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let id: EntryId = id.parse().map_err(|_| Trouble::missing("article"))?;
    let record = app.reader().article(id).await?.ok_or_else(|| Trouble::missing("article"))?;
    let url = record.summary.url.as_ref().map(dateline_model::WebUrl::as_str);
    let shown = record.reading.as_ref().filter(|_| record.summary.withdrawn_at.is_none());
    Ok(Json(json!({
        "article": entry_json(&record.summary),
        "reading": shown.map(|reading| reading_json(reading, None, url, 0.0)),
        "source": record.source.map(TextSource::as_str),
        "other_reading": record.other.as_ref().map(|other| json!({
            "source": other.source.as_str(),
            "at": other.at.to_string(),
            "reading": reading_json(&other.reading, None, url, 0.0),
        })),
        "attached": attached_json(&record.attached),
        "authors": record.authors,
        "categories": record.categories,
        "comments": record.comments.as_ref().map(dateline_model::WebUrl::as_str),
        "feeds": record.feeds.iter().map(|(id, title)| json!({"id": id.0, "title": title})).collect::<Vec<_>>(),
        "history": record.history.iter().map(version_json).collect::<Vec<_>>(),
        "earlier_titles": record.titles()
            .map(|(title, until)| json!({"title": title, "until": until.to_string()})).collect::<Vec<_>>(),
    })))
}

/// `GET /api/v1/entries`.
pub(crate) async fn entries(State(app): State<App>, Query(ask): Query<Ask>) -> Answer {
    let listing = match (ask.show.as_deref(), ask.feed) {
        (None | Some("all"), None) if ask.label.is_some() => Listing::Label(ask.label.unwrap_or_default()),
        (Some("unread"), Some(feed)) => Listing::FeedUnread(FeedId(feed)),
        (None | Some("all"), Some(feed)) => Listing::Feed(FeedId(feed)),
        (Some("unread"), None) => Listing::Unread,
        (Some("starred"), None) => Listing::Starred,
        (None | Some("all"), None) => Listing::All,
        _ => {
            return Err(Trouble::unclear(
                "show is all, unread or starred; a feed has all and unread, a label all",
            ));
        }
    };
    let found = app.reader().entries(listing, ask.window()?).await?;
    Ok(Json(json!({"entries": found.items.iter().map(entry_json).collect::<Vec<_>>(), "more": found.more})))
}

/// `GET /api/v1/feeds`.
pub(crate) async fn feeds(State(app): State<App>) -> Answer {
    let (feeds, now) = (app.reader().feeds().await?, app.desk.now());
    Ok(Json(json!({"feeds": feeds.iter().map(|feed| feed_json(feed, now)).collect::<Vec<_>>()})))
}

/// `GET /api/v1/search`.
pub(crate) async fn search(State(app): State<App>, Query(ask): Query<Ask>) -> Answer {
    let window = ask.window()?;
    Ok(Json(search_json(&app.reader().search(SearchQuery { text: ask.q, window }).await?)))
}

/// A mark on articles or on a story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Marked {
    mark: String,
    #[serde(default)]
    entries: Vec<i64>,
    story: Option<i64>,
}

/// `POST /api/v1/marks`.
pub(crate) async fn marks(State(app): State<App>, body: Result<Json<Marked>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    let mark = mark_of(&ask.mark).ok_or_else(|| Trouble::unclear("mark is read, unread, star or unstar"))?;
    if ask.entries.len() > MARKED {
        return Err(Trouble::unclear(format!("at most {MARKED} entries at once")));
    }
    let (reader, now) = (app.reader(), app.desk.now());
    let changed = match ask.story {
        Some(story) => reader.mark_story(StoryId(story), mark, now).await?,
        None => reader.mark(ask.entries.into_iter().map(EntryId).collect(), mark, now).await?,
    };
    Ok(Json(json!({"changed": changed})))
}

/// `GET /api/v1/corrections`.
pub(crate) async fn corrections(State(app): State<App>) -> Answer {
    let acts = app.reader().all_corrections().await?;
    Ok(Json(json!({"corrections": acts.iter().map(act_json).collect::<Vec<_>>()})))
}

/// A correction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Corrected {
    #[serde(rename = "do")]
    act: String,
    #[serde(default)]
    entries: Vec<i64>,
    from: i64,
    into: Option<i64>,
}

/// `POST /api/v1/corrections`.
pub(crate) async fn correct(State(app): State<App>, body: Result<Json<Corrected>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    if ask.entries.len() > MARKED {
        return Err(Trouble::unclear(format!("at most {MARKED} entries at once")));
    }
    let entries = ask.entries.into_iter().map(EntryId).collect();
    let act = act_of(&ask.act, entries, StoryId(ask.from), ask.into.map(StoryId))?;
    Ok(Json(json!({"correction": app.desk.correct(act).await?.as_ref().map(act_json)})))
}

/// A correction to be taken back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Undone {
    act: i64,
}

/// `POST /api/v1/corrections/undo`.
pub(crate) async fn undo(State(app): State<App>, body: Result<Json<Undone>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    Ok(Json(json!({"undone": app.desk.take_back(ask.act).await?})))
}

/// `GET /api/v1/labels`.
pub(crate) async fn labels(State(app): State<App>) -> Answer {
    let kept = app.reader().labels().await?;
    Ok(Json(json!({"labels": kept.iter().map(label_json).collect::<Vec<_>>()})))
}

/// A label for entries, or no longer for them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Labelled {
    name: String,
    entries: Vec<i64>,
    #[serde(default = "yes")]
    set: bool,
}

const fn yes() -> bool {
    true
}

/// `POST /api/v1/labels`.
pub(crate) async fn label(State(app): State<App>, body: Result<Json<Labelled>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    if ask.entries.len() > MARKED {
        return Err(Trouble::unclear(format!("at most {MARKED} entries at once")));
    }
    let entries = ask.entries.into_iter().map(EntryId).collect();
    let changed = if ask.set {
        let changed = app.reader().set_label(ask.name, entries).await?;
        let words =
            || format!("a label needs a letter or digit in its name, and there may be {LABELS} labels");
        changed.ok_or_else(|| Trouble::unclear(words()))?
    } else {
        app.reader().unset_label(ask.name, entries).await?
    };
    Ok(Json(json!({"changed": changed})))
}

/// Another name for a label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenamedLabel {
    id: i64,
    name: String,
}

/// `POST /api/v1/labels/rename`.
pub(crate) async fn rename_label(
    State(app): State<App>,
    body: Result<Json<RenamedLabel>, JsonRejection>,
) -> Answer {
    let Json(ask) = body?;
    Ok(Json(json!({"renamed": app.reader().rename_label(ask.id, ask.name).await?})))
}

/// `POST /api/v1/labels/remove`.
pub(crate) async fn remove_label(
    State(app): State<App>,
    body: Result<Json<Unfollowed>, JsonRejection>,
) -> Answer {
    let Json(ask) = body?;
    Ok(Json(json!({"removed": app.reader().delete_label(ask.id).await?})))
}

/// `GET /api/v1/follows`.
pub(crate) async fn follows(State(app): State<App>) -> Answer {
    let kept = app.reader().follows().await?;
    Ok(Json(json!({"follows": kept.iter().map(follow_json).collect::<Vec<_>>()})))
}

/// What is to be followed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Followed {
    kind: String,
    value: String,
}

/// `POST /api/v1/follows`.
pub(crate) async fn follow(State(app): State<App>, body: Result<Json<Followed>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    Ok(Json(json!({"follow": follow_json(&followed(&app, &ask.kind, ask.value).await?)})))
}

/// A follow that ends, or a label.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unfollowed {
    id: i64,
}

/// `POST /api/v1/follows/remove`.
pub(crate) async fn unfollow(
    State(app): State<App>,
    body: Result<Json<Unfollowed>, JsonRejection>,
) -> Answer {
    let Json(ask) = body?;
    Ok(Json(json!({"removed": app.reader().unfollow(ask.id).await?})))
}

/// A feed's own rule of keeping; null is the desk's, 0 no bound.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    feed: i64,
    days: Option<u32>,
    bytes: Option<u64>,
}

/// `POST /api/v1/feeds/keep`.
pub(crate) async fn keep(State(app): State<App>, body: Result<Json<Kept>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    app.reader().keep_feed(FeedId(ask.feed), ask.days, ask.bytes).await?;
    Ok(Json(json!({"kept": true})))
}

/// What a feed is asked with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accessed {
    feed: i64,
    login: Option<LoginGiven>,
    #[serde(default)]
    forget: bool,
    private: Option<bool>,
}

/// A login as a program gives it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LoginGiven {
    kind: String,
    #[serde(default)]
    name: String,
    secret: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    allow_http: bool,
}

impl std::fmt::Debug for LoginGiven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginGiven").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// `POST /api/v1/feeds/access`.
pub(crate) async fn access(State(app): State<App>, body: Result<Json<Accessed>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    let unclear = |error: AccessError| match error {
        AccessError::Store(error) => error.into(),
        error => Trouble::unclear(error.to_string()),
    };
    let login = match &ask.login {
        Some(given) => {
            let also = given.also.iter().map(String::as_str);
            let wish = LoginWish::read(&given.kind, &given.name, &given.secret, also, given.allow_http);
            LoginChange::Set(wish.map_err(unclear)?)
        }
        None if ask.forget => LoginChange::Forget,
        None => LoginChange::Keep,
    };
    let note = app.desk.change_access(FeedId(ask.feed), login, ask.private).await.map_err(unclear)?;
    Ok(Json(access_json(&note)))
}

/// A reader's name for a feed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedFeed {
    feed: i64,
    name: String,
}

/// `POST /api/v1/feeds/rename`.
pub(crate) async fn rename_feed(
    State(app): State<App>,
    body: Result<Json<NamedFeed>, JsonRejection>,
) -> Answer {
    let Json(ask) = body?;
    app.reader().rename_feed(FeedId(ask.feed), &ask.name).await?;
    Ok(Json(json!({"renamed": true})))
}

/// A reader's name for a publisher.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedPublisher {
    host: String,
    name: String,
}

/// `POST /api/v1/publishers/rename`.
pub(crate) async fn rename_publisher(
    State(app): State<App>,
    body: Result<Json<NamedPublisher>, JsonRejection>,
) -> Answer {
    let Json(ask) = body?;
    let renamed = app.reader().rename_publisher(&ask.host, &ask.name).await?;
    Ok(Json(json!({"renamed": renamed})))
}

/// `GET /api/v1/searches`.
pub(crate) async fn searches(State(app): State<App>) -> Answer {
    let kept = app.reader().saved_searches().await?;
    Ok(Json(json!({"searches": kept.iter().map(saved_json).collect::<Vec<_>>()})))
}

/// What is to be read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Input {
    text: Option<String>,
    html: Option<String>,
    url: Option<String>,
}

/// `POST /api/v1/read`: a Reading as `docs/reading.schema.json` says. `cpu_ms` is 0: nothing is measured here.
pub(crate) async fn read(State(app): State<App>, body: Result<Json<Input>, JsonRejection>) -> Answer {
    let Json(ask) = body?;
    let url = ask.url.as_deref().map(typed_address).transpose().map_err(Trouble::unclear)?;
    let named = url.as_ref().map(ToString::to_string);
    let named = named.as_deref();
    let served = Served { url: url.clone(), ..Served::default() };
    let work = move || match (ask.html, ask.text) {
        (Some(html), _) => Some(read_html(html.as_bytes(), &served)),
        (None, Some(text)) if looks_like_html(&text) => Some(read_html(text.as_bytes(), &served)),
        (None, Some(text)) => Some(read_text(&text)),
        (None, None) => None,
    };
    let pasted =
        tokio::task::spawn_blocking(work).await.map_err(|_| Trouble::unclear("this could not be read"))?;
    if let Some(reading) = pasted {
        return Ok(Json(reading_json(&reading, None, named, 0.0)));
    }
    let Some(url) = url else { return Err(Trouble::unclear("give text, html or url")) };
    Ok(Json(match app.desk.read_address(url).await {
        Ok((_, reading)) => reading_json(&reading, None, named, 0.0),
        Err(error) => failed_json(None, named, error.word(), &error.to_string()),
    }))
}
