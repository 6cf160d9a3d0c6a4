//! Webhooks: readers are told at addresses of their own what happens to their articles. Messages are signed as Standard Webhooks
//! says (standardwebhooks.com), tried for three days, and go out through the guarded connector like everything else.

use crate::Desk;
use crate::jobs;
use base64ct::{Base64, Encoding as _};
use dateline_fetch::{Answer, FetchError, Message, Request};
use dateline_model::{Holding, WebUrl};
use dateline_store::{DeliveryDue, DeliveryEnd, News, NewsOf, Secret, StoreError, Topics, Webhook};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::task::JoinSet;

/// Waits between two tries, as Standard Webhooks proposes; after the last one a message is given up and its webhook stopped.
const WAITS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// Messages sent at once.
const AT_ONCE: u32 = 32;
/// A message that was not heard of again, because the desk ended, is tried again after so long.
const BROKEN_OFF: SignedDuration = SignedDuration::from_mins(10);
/// What a secret begins with.
const PREFIX: &str = "whsec_";

impl Desk {
    /// Keeps a webhook of the person's with a secret of its own; `None` where there are as many as may be.
    pub async fn add_webhook(&self, url: WebUrl, topics: Topics) -> Result<Option<Webhook>, StoreError> {
        let secret = format!("{PREFIX}{}", Base64::encode_string(&random_key()?));
        let id = self.reader().add_webhook(url, secret.clone(), topics, self.now()).await?;
        let all = self.reader().webhooks().await?;
        let made = id.and_then(|id| all.into_iter().find(|hook| hook.id == id));
        Ok(made.map(|hook| Webhook { secret: Some(secret), ..hook }))
    }

    /// Sends a webhook of the person's a message that says nothing, so that its receiver can be tried. `false` where there is none.
    pub async fn try_webhook(&self, id: i64) -> Result<bool, StoreError> {
        let body = message("test", self.now(), &json!({}));
        self.reader().queue_message(id, "test", body, self.now()).await
    }

    /// Tells webhooks what there is to tell, and sends what is due.
    pub async fn tell_webhooks(&self) -> Result<(), StoreError> {
        for hook in self.inner.store.live_webhooks().await? {
            self.gather(hook).await?;
        }
        self.send_due().await
    }

    /// Queues what has happened since a webhook was told last.
    async fn gather(&self, mut hook: Webhook) -> Result<(), StoreError> {
        let store = &self.inner.store;
        while !store.has_many_waiting(hook.id).await? {
            let Some(turn) = store.reader(hook.user).news_for(hook.clone()).await? else { break };
            let now = self.now();
            let messages = turn.news.iter().map(|news| (event(&news.of), of_news(news, now))).collect();
            hook.told = turn.told;
            store.queue_news(hook.id, turn, messages, now).await?;
        }
        Ok(())
    }

    async fn send_due(&self) -> Result<(), StoreError> {
        let now = self.now();
        let again = now.saturating_add(BROKEN_OFF).unwrap_or(Timestamp::MAX);
        let mut sending = JoinSet::new();
        for delivery in self.inner.store.deliveries_due(now, again, AT_ONCE).await? {
            let desk = self.clone();
            sending.spawn(async move { desk.send(&delivery).await });
        }
        jobs::all(sending).await
    }

    async fn send(&self, delivery: &DeliveryDue) -> Result<(), StoreError> {
        let (end, now) = match &delivery.secret {
            Some(secret) => {
                let message = signed(delivery, secret, self.now());
                let answer = self.inner.fetcher.get(Request::to_webhook(delivery.url.clone(), message)).await;
                let now = self.now();
                (end(delivery, answer, now), now)
            }
            None => (DeliveryEnd::GivenUp(None, NO_SECRET.to_owned()), self.now()),
        };
        if let DeliveryEnd::Again(_, _, words) | DeliveryEnd::GivenUp(_, words) = &end {
            tracing::info!(webhook = delivery.webhook, words, "a message did not arrive");
        }
        self.inner.store.delivery_ended(delivery, end, now).await
    }
}

/// Why a message cannot be signed.
const NO_SECRET: &str =
    "the key beside the store does not open its secret: remove the webhook and add it anew";

/// What came of a message. Any 2xx is good; 410 says that nobody is there for good.
fn end(delivery: &DeliveryDue, answer: Result<Answer, FetchError>, now: Timestamp) -> DeliveryEnd {
    let (status, words, not_before) = match answer {
        Ok(Answer::Fresh(page)) if (200..300).contains(&page.status) => {
            return DeliveryEnd::Arrived(page.status);
        }
        Ok(Answer::Fresh(page)) if page.status == 410 => {
            return DeliveryEnd::GivenUp(
                Some(410),
                "it answers 410: nobody wants to be told there".to_owned(),
            );
        }
        Ok(Answer::Fresh(page)) if (300..400).contains(&page.status) => {
            let words = format!("it answers {}; messages are not sent on, change the address", page.status);
            (Some(page.status), words, None)
        }
        Ok(Answer::Fresh(page)) => (Some(page.status), format!("it answers {}", page.status), None),
        Ok(Answer::Unchanged(_)) => (Some(304), "it answers 304".to_owned(), None),
        Err(error) => {
            let not_before = error.retry_at();
            (None, error.kind.to_string(), not_before)
        }
    };
    match usize::try_from(delivery.tries).ok().and_then(|tries| WAITS.get(tries)) {
        Some(seconds) => {
            let at = now.saturating_add(SignedDuration::from_secs(*seconds)).unwrap_or(Timestamp::MAX);
            DeliveryEnd::Again(not_before.map_or(at, |no| at.max(no)), status, words)
        }
        None => DeliveryEnd::GivenUp(status, words),
    }
}

/// The name of an event.
const fn event(of: &NewsOf) -> &'static str {
    match of {
        NewsOf::Starred => "article.starred",
        NewsOf::Labelled(..) => "article.labelled",
        NewsOf::Found(..) => "search.found",
        NewsOf::Story => "story.new",
    }
}

fn of_news(news: &News, now: Timestamp) -> String {
    let entry = &news.entry;
    let mut data = json!({
        "article": {
            "id": entry.id.0, "title": entry.title, "url": entry.url.as_ref().map(WebUrl::as_str),
            "publisher": entry.publisher, "published": entry.published.map(|at| format!("{at:.0}")),
            "language": entry.language, "holding": entry.holding.map(Holding::as_str),
        },
        "story": entry.story.map(|story| story.0),
    });
    match &news.of {
        NewsOf::Labelled(id, name) => data["label"] = json!({"id": id, "name": name}),
        NewsOf::Found(id, name) => data["search"] = json!({"id": id, "name": name}),
        NewsOf::Starred | NewsOf::Story => {}
    }
    message(event(&news.of), now, &data)
}

fn message(event: &str, now: Timestamp, data: &Value) -> String {
    json!({"type": event, "timestamp": format!("{now:.0}"), "data": data}).to_string()
}

/// A message with its id, its time and its signature; the id stays when it is sent again.
fn signed(delivery: &DeliveryDue, secret: &str, now: Timestamp) -> Message {
    let (id, at) = (format!("msg_{}", delivery.id), now.as_second().to_string());
    let signature = signature(secret, &format!("{id}.{at}.{}", delivery.body));
    let fields = vec![("webhook-id", id), ("webhook-timestamp", at), ("webhook-signature", signature)];
    Message { body: delivery.body.clone(), fields }
}

fn signature(secret: &str, text: &str) -> String {
    let key = Base64::decode_vec(secret.trim_start_matches(PREFIX)).unwrap_or_default();
    // HMAC takes a key of any length.
    let mac = Hmac::<Sha256>::new_from_slice(&key).map(|mac| mac.chain_update(text).finalize().into_bytes());
    mac.map(|mac| format!("v1,{}", Base64::encode_string(&mac))).unwrap_or_default()
}

fn random_key() -> Result<Vec<u8>, StoreError> {
    let secret = Secret::random()?;
    let digits = secret.expose().as_bytes();
    let value =
        |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or(0);
    Ok(digits.chunks_exact(2).map(|pair| value(pair[0]) << 4 | value(pair[1])).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(tries: u32) -> DeliveryDue {
        DeliveryDue {
            id: 1,
            webhook: 1,
            url: WebUrl::parse("https://hooks.example/in").unwrap(),
            secret: None,
            body: "{}".to_owned(),
            tries,
        }
    }

    /// The example of the specification's libraries.
    #[test]
    fn messages_are_signed_as_the_standard_says() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let text = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        assert_eq!(signature(secret, text), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_message_is_tried_for_three_days_and_then_given_up() {
        let refused = || {
            let kind = dateline_fetch::FetchErrorKind::Timeout(20);
            Err(FetchError { kind, url: WebUrl::parse("https://hooks.example/in").unwrap() })
        };
        let mut waited = 0;
        for tries in 0..9 {
            match end(&due(tries), refused(), Timestamp::UNIX_EPOCH) {
                DeliveryEnd::Again(at, None, _) => waited += at.as_second(),
                other => panic!("{tries}: {other:?}"),
            }
        }
        assert_eq!(waited / 3_600, 75);
        assert!(matches!(end(&due(9), refused(), Timestamp::UNIX_EPOCH), DeliveryEnd::GivenUp(None, _)));
    }
}
