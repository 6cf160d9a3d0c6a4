//! WebSub: where this desk can be reached, hubs are asked to tell of their feeds' news, their questions are answered, and
//! what they send is read like a poll's document. Opens no port: whoever serves passes on what hubs ask and send.

mod hub_discovery;
mod signature;

pub(crate) use hub_discovery::{alternates, offered};

use crate::Desk;
use crate::progress::FeedReport;
use dateline_fetch::poll_interval::Bounds;
use dateline_fetch::{Answer, FetchError, Request};
use dateline_model::{Headers, Page, WebUrl};
use dateline_store::{HubLease, HubTurn, PollCommit, PollOutcome, PollTarget, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::task::JoinSet;

/// Path below the desk's public address under which hubs call; the token follows.
pub const CALLBACKS: &str = "websub/";

/// How long hubs are asked to tell before they ask again whether we still want to know.
const LEASE: Duration = Duration::from_secs(10 * 24 * 3600);
/// Longest lease that is accepted, whatever a hub grants.
const LONGEST_LEASE: Duration = Duration::from_secs(30 * 24 * 3600);
/// Shortest time before a lease is renewed; also how long a hub has to verify.
const PATIENCE: Duration = Duration::from_secs(600);
/// After a refusal; doubles with each further one, up to a week.
const AFTER_REFUSAL: Duration = Duration::from_secs(3600);
const LONGEST_WAIT: Duration = Duration::from_secs(7 * 24 * 3600);
/// Times that a hub is told that a subscription ends; after that its lease runs out by itself.
const FAREWELLS: u32 = 3;
/// Subscriptions taken in hand at one look.
const AT_ONCE: u32 = 64;
/// While a hub delivers, the feed itself is polled no more often than this: enough to notice a hub that has fallen
/// silent.
const WHILE_TOLD: Duration = Duration::from_secs(6 * 3600);

/// A hub's verification request, or its denial (WebSub, section 5.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HubVerification {
    /// `hub.mode`.
    pub mode: String,
    /// `hub.topic`.
    pub topic: String,
    /// `hub.lease_seconds`.
    pub lease_seconds: Option<u64>,
    /// `hub.reason`, where it refuses.
    pub reason: Option<String>,
}

/// Content that a hub delivered (WebSub, section 7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// `X-Hub-Signature`.
    pub signature: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// The document.
    pub body: Vec<u8>,
}

/// What came of a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryOutcome {
    /// Nothing has that token any more.
    Unknown,
    /// Not signed with our secret, or after the lease: nothing was done.
    Ignored,
    /// No feed, or none that can be read: the publisher will be asked.
    Asking,
    /// Read like the document of a poll.
    Read(FeedReport),
}

impl Desk {
    /// Whether hubs can reach this desk.
    pub fn has_hub_callbacks(&self) -> bool {
        self.inner.settings.public_address.is_some()
    }

    /// Subscribes, renews and unsubscribes at hubs, as is due for each lease.
    pub async fn renew_hub_leases(&self) -> Result<(), StoreError> {
        let Some(address) = self.inner.settings.public_address.clone() else { return Ok(()) };
        let now = self.now();
        let turn = HubTurn { now, again: after(now, PATIENCE), address: address.to_string(), limit: AT_ONCE };
        let mut asking = JoinSet::new();
        for subscription in self.inner.store.hubs_due(turn).await? {
            let (desk, address) = (self.clone(), address.clone());
            asking.spawn(async move { desk.tend(&subscription, &address).await });
        }
        crate::jobs::all(asking).await
    }

    async fn tend(&self, known: &HubLease, address: &WebUrl) -> Result<(), StoreError> {
        let store = &self.inner.store;
        if known.asked_at.is_some() {
            let words = "took the request and never verified it".to_owned();
            return store.hub_refused(known.id, words, self.again(known)).await;
        }
        if known.feed.is_none() && known.tries >= FAREWELLS {
            return store.forget_hub(known.id).await;
        }
        let Ok(callback) = address.join(&format!("{CALLBACKS}{}", known.token)) else { return Ok(()) };
        // Noted before it is sent: some hubs verify before they answer.
        let now = self.now();
        store.hub_asked(known.id, address.to_string(), now, after(now, PATIENCE)).await?;
        let answer = self.inner.fetcher.get(request(known, &callback)).await;
        match refusal(answer) {
            None => Ok(()),
            Some((_, Some(at))) => store.hub_put_off(known.id, at).await,
            Some((words, None)) => {
                tracing::info!(hub = %known.hub.url, topic = %known.hub.topic, words, "the hub refused");
                store.hub_refused(known.id, words, self.again(known)).await
            }
        }
    }

    /// When a hub that refused is asked again.
    fn again(&self, known: &HubLease) -> Timestamp {
        let wait = AFTER_REFUSAL.saturating_mul(2_u32.saturating_pow(known.tries.min(16)));
        after(self.now(), wait.min(LONGEST_WAIT))
    }

    /// Answers a hub's verification: `true` where what it asks is what we asked it for.
    pub async fn verify_hub(&self, token: &str, asks: HubVerification) -> Result<bool, StoreError> {
        let Some(known) = self.known_hub(token).await? else { return Ok(false) };
        if asks.topic != known.hub.topic.as_str() {
            return Ok(false);
        }
        let (store, now) = (&self.inner.store, self.now());
        match (asks.mode.as_str(), known.feed) {
            ("subscribe", Some(_)) if known.asked_at.is_some() => {
                let lease = asks.lease_seconds.map_or(LEASE, Duration::from_secs).min(LONGEST_LEASE);
                // Renewed after three quarters, so that a hub that fails has time to come back.
                let renewal = (lease * 3 / 4).max(PATIENCE);
                store.hub_verified(known.id, after(now, lease), after(now, renewal)).await?;
                Ok(true)
            }
            ("unsubscribe", None) => {
                store.forget_hub(known.id).await?;
                Ok(true)
            }
            ("denied", Some(_)) => {
                let words = asks.reason.unwrap_or_else(|| "denied without a reason".to_owned());
                let words = words.chars().take(200).collect();
                store.hub_denied(known.id, words, self.again(&known)).await?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether a token is one of ours, to be asked before a body is read.
    pub async fn knows_hub(&self, token: &str) -> Result<bool, StoreError> {
        Ok(self.known_hub(token).await?.is_some())
    }

    async fn known_hub(&self, token: &str) -> Result<Option<HubLease>, StoreError> {
        if self.has_hub_callbacks() {
            self.inner.store.hub_by_token(token.to_owned()).await
        } else {
            Ok(None)
        }
    }

    /// Takes a delivery: entries are committed like those of a poll; pages are left to the caller.
    pub async fn take_delivery(
        &self,
        token: &str,
        delivery: Delivery,
    ) -> Result<DeliveryOutcome, StoreError> {
        let Some(known) = self.known_hub(token).await? else { return Ok(DeliveryOutcome::Unknown) };
        let now = self.now();
        let signed = delivery
            .signature
            .as_deref()
            .is_some_and(|field| signature::signs(field, &known.secret, &delivery.body));
        let Some(feed) = known.feed else { return Ok(DeliveryOutcome::Unknown) };
        if !signed || known.lease_until.is_none_or(|until| until <= now) {
            return Ok(DeliveryOutcome::Ignored);
        }
        let Some(record) = self.inner.store.poll_target(feed).await? else {
            return Ok(DeliveryOutcome::Unknown);
        };
        let page = page(&known, delivery, now);
        let document = self.on_worker(move || crate::feed_document::read(&page));
        let Ok(document) = document.await else {
            // A thin ping says that there is news, not what: the publisher is asked, at its own pace.
            self.inner.store.hasten(feed, self.not_too_soon(feed).await?).await?;
            return Ok(DeliveryOutcome::Asking);
        };
        let mut report = FeedReport::of(&record, crate::Outcome::Fresh);
        let commit = PollCommit {
            feed,
            at: now,
            took_ms: 0,
            status: None,
            next_due: None,
            outcome: PollOutcome::Pushed,
            moved_to: None,
            entries: Vec::new(),
            new_before: 0,
        };
        self.commit_entries(&record, document, commit, &mut report).await?;
        Ok(DeliveryOutcome::Read(report))
    }

    /// Fetches and reads the pages of delivered entries.
    pub async fn read_delivered_pages(&self, report: FeedReport) -> Result<FeedReport, StoreError> {
        self.read_pages(report, &self.listeners()).await
    }

    /// The earliest time at which a feed may be asked again.
    async fn not_too_soon(&self, feed: dateline_model::FeedId) -> Result<Timestamp, StoreError> {
        let last = self.inner.store.last_poll_of(feed).await?;
        let now = self.now();
        Ok(last.map_or(now, |last| after(last, self.inner.settings.bounds.shortest).max(now)))
    }

    /// Bounds between polls: what a person has set for the feed, else wider while a hub delivers. A publisher who asks for longer
    /// pauses is heard either way.
    pub(crate) fn bounds(&self, record: &PollTarget, now: Timestamp) -> Bounds {
        let bounds = self.inner.settings.bounds;
        if let Some(hours) = record.polling.hours {
            let every = Duration::from_secs(3_600 * u64::from(hours));
            return Bounds { shortest: every, usual: every, longest: bounds.longest.max(every) };
        }
        if !self.has_hub_callbacks() || record.pushed_until.is_none_or(|until| until <= now) {
            return bounds;
        }
        Bounds { shortest: WHILE_TOLD.min(bounds.longest).max(bounds.shortest), ..bounds }
    }
}

fn request(known: &HubLease, callback: &WebUrl) -> Request {
    let lease = LEASE.as_secs().to_string();
    let (topic, url) = (known.hub.topic.as_str(), known.hub.url.clone());
    let mode = if known.feed.is_some() { "subscribe" } else { "unsubscribe" };
    let mut fields = vec![("hub.callback", callback.as_str()), ("hub.mode", mode), ("hub.topic", topic)];
    if known.feed.is_some() {
        fields.extend([("hub.lease_seconds", lease.as_str()), ("hub.secret", known.secret.as_str())]);
    }
    Request::to_hub(url, &fields)
}

/// Why a hub did not take a request, and when it may be asked again where it says so.
fn refusal(answer: Result<Answer, FetchError>) -> Option<(String, Option<Timestamp>)> {
    match answer {
        Ok(Answer::Fresh(page)) if (200..300).contains(&page.status) => None,
        Ok(Answer::Fresh(page)) => {
            let said = String::from_utf8_lossy(&page.body);
            let said: String = dateline_text::shorten(&dateline_text::fold(&said), 200);
            Some((format!("answers {} {said}", page.status).trim_end().to_owned(), None))
        }
        Ok(Answer::Unchanged(_)) => Some(("answers 304".to_owned(), None)),
        Err(error) => Some((error.kind.to_string(), error.retry_at())),
    }
}

/// A delivery as if it had been fetched from where the hub knows the feed.
fn page(known: &HubLease, delivery: Delivery, now: Timestamp) -> Page {
    let kind = delivery.content_type.iter().map(|kind| ("content-type", kind.as_str()));
    Page {
        url: known.hub.topic.clone(),
        final_url: known.hub.topic.clone(),
        redirects: Vec::new(),
        status: 200,
        headers: kind.collect::<Headers>(),
        body: delivery.body,
        fetched_at: now,
        truncation: None,
    }
}

fn after(now: Timestamp, wait: Duration) -> Timestamp {
    SignedDuration::try_from(wait).ok().and_then(|wait| now.checked_add(wait).ok()).unwrap_or(Timestamp::MAX)
}
