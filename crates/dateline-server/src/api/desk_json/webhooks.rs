//! Webhooks as JSON: never what messages are signed with.

use super::time;
use dateline_store::{Webhook, WebhookDelivery};
use serde_json::{Value, json};

/// A webhook.
pub fn webhook_json(hook: &Webhook) -> Value {
    json!({
        "id": hook.id,
        "url": hook.url.as_str(),
        "starred": hook.topics.starred,
        "labelled": hook.topics.labelled,
        "searches": hook.topics.searches,
        "stories": hook.topics.stories,
        "made": time(hook.made_at),
        "stopped": hook.stopped_at.map(time),
    })
}

/// A message of a webhook.
pub fn delivery_json(delivery: &WebhookDelivery) -> Value {
    json!({
        "id": format!("msg_{}", delivery.id),
        "event": delivery.event,
        "made": time(delivery.made_at),
        "due": delivery.due.map(time),
        "tries": delivery.tries,
        "tried": delivery.tried_at.map(time),
        "status": delivery.status,
        "error": delivery.error,
    })
}
