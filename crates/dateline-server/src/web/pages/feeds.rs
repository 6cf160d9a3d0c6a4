//! Feeds: add, remove, update, OPML in and out.

use super::access::AccessForm;
use super::address;
use super::feed_list::{FeedsAsk, list};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::typed_address;
use crate::web::l10n;
use crate::web::view::Notice;
use askama::Template;
use axum::Form;
use axum::extract::Multipart;
use axum::response::{Html, IntoResponse, Redirect, Response};
use dateline_desk::{Added, Choice, Which, Wish};
use dateline_model::{FeedId, secret_in, without_login};
use http::StatusCode;
use serde::Deserialize;

/// What the last act did: `added`, `known`, `removed`, `kept`, `set`, `access`, `renamed`, `updating`, `imported`; of several feeds `moved`,
/// `asked`, `removed`, `nothing`.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Done {
    done: Option<String>,
    feed: Option<i64>,
    new: Option<usize>,
    known: Option<usize>,
    logins: Option<usize>,
    count: Option<usize>,
}

/// What an act did, in words.
pub(super) async fn told(app: &App, ask: &Done) -> Result<Option<Notice>, ErrorResponse> {
    let feed = match ask.feed {
        Some(id) => app.reader().feed(FeedId(id)).await?,
        None => None,
    };
    let secret = feed.as_ref().filter(|feed| !feed.is_private()).and_then(|feed| secret_in(&feed.url));
    let name = feed.map(|feed| feed.title);
    let name = name.map_or_else(
        || l10n::text("feed-the").to_owned(),
        |name| l10n::with("feed-quoted").text("name", name).to_string(),
    );
    let of = |id: &'static str| l10n::with(id).text("feed", &name).to_string();
    let counted = |id: &'static str| l10n::count(id, ask.count.unwrap_or(0));
    let text = match ask.done.as_deref() {
        Some("added") => match secret {
            Some(what) => l10n::with("feeds-added-secret").text("feed", &name).text("what", what).to_string(),
            None => of("feeds-added"),
        },
        Some("access") => of("feeds-access-saved"),
        Some("known") => of("feeds-known"),
        Some("removed") => match ask.count {
            Some(count) => l10n::count("feeds-removed", count),
            None => of("feeds-one-removed"),
        },
        Some("moved") => counted("feeds-moved"),
        Some("paused") => counted("feeds-paused"),
        Some("resumed") => counted("feeds-resumed"),
        Some("asked") => counted("feeds-asked"),
        Some("nothing") => of("feeds-nothing"),
        Some("renamed") => of("feeds-renamed"),
        Some("kept") => of("feeds-kept"),
        Some("set") => of("feeds-set"),
        Some("updating") => of("feeds-updating"),
        Some("imported") => {
            let (new, known) = (ask.new.unwrap_or(0), ask.known.unwrap_or(0));
            let told = l10n::with("feeds-imported").text("feeds", l10n::count("count-feeds", new));
            told.text("known", known).text("logins", kept(ask.logins.unwrap_or(0))).to_string()
        }
        _ => return Ok(None),
    };
    Ok(Some(Notice { good: true, text }))
}

/// Address of a new feed.
#[derive(Debug, Deserialize)]
pub(crate) struct Add {
    url: String,
    #[serde(flatten)]
    access: AccessForm,
}

/// `POST /feeds/add`.
pub(crate) async fn add(AsUser(app): AsUser, Form(ask): Form<Add>) -> Result<Response, ErrorResponse> {
    // A login in the address is not shown again.
    let shown = without_login(&ask.url);
    let url = match typed_address(&ask.url) {
        Ok(url) => url,
        Err(words) => return refused(&app, &shown, words, Vec::new()).await,
    };
    let login = match ask.access.login() {
        Ok(login) => login,
        Err(error) => return refused(&app, &shown, format!("{error}."), Vec::new()).await,
    };
    let had_login = login.is_some() || shown != ask.url;
    let (allow_http, private) = (ask.access.allow_http(), ask.access.private());
    let wish = Wish { login, allow_http, private, ..Wish::default() };
    match app.desk.add_typed(&ask.url, url, wish).await {
        Ok(Added::Feed { id, url, title, new, passed_over, .. }) => {
            if new {
                start(&app, Which::These(vec![id]));
            }
            if !passed_over.is_empty() {
                let name = title.unwrap_or_else(|| url.to_string());
                let told = l10n::with("feeds-skipped").text("feed", name);
                let told = told.text("skipped", passed_over.join("; "));
                return refused(&app, "", told.into(), Vec::new()).await;
            }
            let done = if new { "added" } else { "known" };
            Ok(Redirect::to(&address("/feeds", &[("done", done), ("feed", &id.to_string())])).into_response())
        }
        Ok(Added::List { new, known, kept_logins, unusable }) => {
            imported(&app, new, (known, kept_logins), &unusable).await
        }
        Ok(Added::Choices(choices)) => {
            // The choice carries no login: no page of ours holds one.
            let words = l10n::text(if had_login { "feeds-choose-again" } else { "feeds-choose" });
            refused(&app, &shown, words.to_owned(), choices).await
        }
        Err(error) => refused(&app, &shown, format!("{error}."), Vec::new()).await,
    }
}

pub(super) async fn refused(
    app: &App,
    typed: &str,
    words: String,
    choices: Vec<Choice>,
) -> Result<Response, ErrorResponse> {
    let mut view = list(app, &FeedsAsk::default()).await?;
    view.shell.refresh = None;
    view.notice = Some(Notice { good: !choices.is_empty(), text: words });
    typed.clone_into(&mut view.typed);
    view.choices = choices
        .into_iter()
        .map(|choice| {
            (
                choice.url.to_string(),
                choice.title.unwrap_or_else(|| l10n::text("feeds-untitled").to_owned()),
                choice.why,
            )
        })
        .collect();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(view.render()?)).into_response())
}

pub(super) fn start(app: &App, which: Which) {
    let desk = app.desk.clone();
    tokio::spawn(async move {
        if let Err(error) = desk.update(which).await {
            tracing::error!(%error, "the update was not finished; what came is kept");
        }
    });
}

/// Lines of a list that are named on the page.
const NAMED: usize = 20;

/// How many feeds of a list came with a login.
fn kept(logins: usize) -> String {
    match logins {
        0 => String::new(),
        some => l10n::count("feeds-logins", some),
    }
}

async fn imported(
    app: &App,
    new: Vec<FeedId>,
    (known, logins): (u32, u32),
    unusable: &[String],
) -> Result<Response, ErrorResponse> {
    let count = new.len();
    if !new.is_empty() {
        start(app, Which::These(new));
    }
    if unusable.is_empty() {
        let [count, known, logins] = [count.to_string(), known.to_string(), logins.to_string()];
        let to = [("done", "imported"), ("new", &count), ("known", &known), ("logins", &logins)];
        let to = address("/feeds", &to);
        return Ok(Redirect::to(&to).into_response());
    }
    let mut named = unusable[..unusable.len().min(NAMED)].join("; ");
    if unusable.len() > NAMED {
        let more = l10n::with("feeds-and-more").text("named", named);
        named = more.text("more", unusable.len() - NAMED).to_string();
    }
    let told = l10n::with("feeds-imported-skipped").text("feeds", l10n::count("count-feeds", count));
    let told = told.text("known", known).text("logins", kept(logins as usize)).text("skipped", named);
    refused(app, "", told.into(), Vec::new()).await
}

/// One feed, or all where none is named.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct One {
    feed: Option<i64>,
}

/// `POST /feeds/update`.
pub(crate) async fn update(AsUser(app): AsUser, Form(ask): Form<One>) -> Result<Redirect, ErrorResponse> {
    let which = match ask.feed.map(FeedId) {
        None if app.caller.is_owner() => Which::All,
        None => Which::These(app.reader().feeds().await?.iter().map(|feed| feed.id).collect()),
        Some(feed) => {
            app.reader().feed(feed).await?.ok_or_else(|| ErrorResponse::not_found("feed"))?;
            Which::These(vec![feed])
        }
    };
    start(&app, which);
    Ok(Redirect::to("/feeds?done=updating"))
}

/// `POST /feeds/remove`.
pub(crate) async fn remove(AsUser(app): AsUser, Form(ask): Form<One>) -> Result<Redirect, ErrorResponse> {
    let feed = ask.feed.ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-no-feed-named")))?;
    if !app.reader().remove_feed(FeedId(feed)).await? {
        return Err(ErrorResponse::not_found("feed"));
    }
    Ok(Redirect::to("/feeds?done=removed"))
}

/// `POST /feeds/import`.
pub(crate) async fn import(AsUser(app): AsUser, mut form: Multipart) -> Result<Response, ErrorResponse> {
    let unclear = |_| ErrorResponse::bad_request(l10n::text("error-file"));
    while let Some(field) = form.next_field().await.map_err(unclear)? {
        if field.name() != Some("file") {
            continue;
        }
        let bytes = field.bytes().await.map_err(unclear)?;
        return match app.desk.add_list(&bytes).await {
            Ok(Added::List { new, known, kept_logins, unusable }) => {
                imported(&app, new, (known, kept_logins), &unusable).await
            }
            Ok(_) => Err(ErrorResponse::bad_request(l10n::text("error-no-opml"))),
            Err(error) => refused(&app, "", format!("{error}."), Vec::new()).await,
        };
    }
    Err(ErrorResponse::bad_request(l10n::text("error-no-file")))
}
