//! Webhooks: the list with their latest messages, and the form for one.

use super::{Page, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::presenters;
use crate::web::view::{DeliveryRow, Nav, WebhookRow, WebhooksPage};
use crate::webhook_inputs::{Wanted, keep};
use axum::Form;
use axum::response::Redirect;
use dateline_store::{Topics, Webhook, WebhookDelivery};
use jiff::Timestamp;
use serde::Deserialize;

/// Messages shown of each.
const SHOWN: u32 = 10;

/// `GET /webhooks`.
pub(crate) async fn webhooks(AsUser(app): AsUser) -> Page {
    page(&app, None).await
}

async fn page(app: &App, secret: Option<String>) -> Page {
    let frame = presenters::gather(app).await?;
    let mut rows = Vec::new();
    for hook in app.reader().webhooks().await? {
        let sent = app.reader().deliveries(hook.id, SHOWN).await?.unwrap_or_default();
        rows.push(row(&hook, &sent));
    }
    written(&WebhooksPage { shell: frame.shell(l10n::text("webhooks"), Nav::Elsewhere), rows, secret })
}

fn moment(at: Timestamp) -> String {
    When::at(at, at).long
}

fn row(hook: &Webhook, sent: &[WebhookDelivery]) -> WebhookRow {
    let Topics { starred, labelled, searches, stories } = hook.topics;
    WebhookRow {
        id: hook.id,
        url: hook.url.to_string(),
        starred,
        labelled,
        searches,
        stories,
        stopped: hook.stopped_at.map(moment),
        sent: sent.iter().map(delivery).collect(),
    }
}

fn delivery(delivery: &WebhookDelivery) -> DeliveryRow {
    let outcome = match (&delivery.error, delivery.status, delivery.due) {
        (Some(error), _, Some(due)) => {
            l10n::with("webhooks-again").text("error", error).text("when", moment(due)).to_string()
        }
        (Some(error), _, None) => l10n::with("webhooks-given-up").text("error", error).to_string(),
        (None, Some(status), _) => l10n::with("webhooks-arrived").text("status", status).to_string(),
        (None, None, _) => l10n::text("webhooks-not-sent").to_owned(),
    };
    DeliveryRow { event: delivery.event.clone(), at: moment(delivery.made_at), outcome }
}

/// A webhook of the form.
#[derive(Debug, Deserialize)]
pub(crate) struct Sent {
    id: Option<i64>,
    #[serde(default)]
    url: String,
    starred: Option<String>,
    labelled: Option<String>,
    searches: Option<String>,
    stories: Option<String>,
    stopped: Option<String>,
}

/// `POST /webhooks/save`. The answer to a new one is the page with its secret, which is shown once.
pub(crate) async fn save_webhook(AsUser(app): AsUser, Form(sent): Form<Sent>) -> Page {
    let topics = Topics {
        starred: sent.starred.is_some(),
        labelled: sent.labelled.is_some(),
        searches: sent.searches.is_some(),
        stories: sent.stories.is_some(),
    };
    let wanted = Wanted { id: sent.id, url: sent.url, topics, stopped: sent.stopped.is_some() };
    let hook = keep(&app, wanted).await?;
    page(&app, hook.secret).await
}

/// Which webhook.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    id: i64,
}

/// `POST /webhooks/remove`.
pub(crate) async fn remove_webhook(
    AsUser(app): AsUser,
    Form(which): Form<Which>,
) -> Result<Redirect, ErrorResponse> {
    match app.reader().delete_webhook(which.id).await? {
        true => Ok(Redirect::to("/webhooks")),
        false => Err(ErrorResponse::not_found("webhook")),
    }
}

/// `POST /webhooks/test`.
pub(crate) async fn test_webhook(
    AsUser(app): AsUser,
    Form(which): Form<Which>,
) -> Result<Redirect, ErrorResponse> {
    match app.desk.try_webhook(which.id).await? {
        true => Ok(Redirect::to("/webhooks")),
        false => Err(ErrorResponse::not_found("webhook")),
    }
}
