//! Webhooks against a receiver on this machine: what is told and signed, when it is told again, who may be called, and how long a
//! receiver that means ill can keep the desk.

use crate::fixture;
use base64ct::{Base64, Encoding as _};
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, Policy, Purpose};
use dateline_model::{EntryId, UserId, WebUrl};
use dateline_store::{EntryMark, NewFeed, Options, Store, Topics, WebhookDelivery};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use serde_json::Value;
use sha2::Sha256;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const ALL: Topics = Topics { starred: true, labelled: true, searches: true, stories: true };

/// A receiver that keeps what it is sent, and answers with the first of its answers that is left; with 204 after that.
#[derive(Clone)]
struct Receiver {
    port: u16,
    heard: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<Vec<&'static str>>>,
}

impl Receiver {
    async fn new(answers: &[&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let this = Self {
            port,
            heard: Arc::default(),
            answers: Arc::new(Mutex::new(answers.iter().rev().copied().collect())),
        };
        let receiver = this.clone();
        tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let (mut bytes, mut part) = (Vec::new(), [0; 4096]);
                while !is_whole(&bytes) {
                    let count = stream.read(&mut part).await.unwrap_or(0);
                    if count == 0 {
                        break;
                    }
                    bytes.extend_from_slice(&part[..count]);
                }
                receiver.heard.lock().unwrap().push(String::from_utf8_lossy(&bytes).into_owned());
                let answer = receiver.answers.lock().unwrap().pop();
                let answer = answer.unwrap_or("HTTP/1.1 204 No Content\r\n\r\n");
                let _closed = stream.write_all(answer.as_bytes()).await;
            }
        });
        this
    }

    fn url(&self) -> WebUrl {
        WebUrl::parse(&format!("http://127.0.0.1:{}/in?to=me", self.port)).unwrap()
    }

    /// Bodies, in the order of their numbers.
    fn told(&self) -> Vec<Value> {
        let heard = self.heard.lock().unwrap();
        let mut all: Vec<(String, Value)> =
            heard.iter().map(|one| (field(one, "webhook-id"), body(one))).collect();
        all.sort_by_key(|(id, _)| id.trim_start_matches("msg_").parse::<i64>().unwrap());
        all.into_iter().map(|(_, body)| body).collect()
    }
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    body.len() >= field(head, "content-length").parse().unwrap_or(0)
}

fn field(message: &str, name: &str) -> String {
    let start = format!("{name}: ");
    let mut lines = message.lines().take_while(|line| !line.is_empty());
    lines.find_map(|line| line.strip_prefix(&start)).unwrap_or_default().to_owned()
}

fn body(message: &str) -> Value {
    serde_json::from_str(message.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// A desk of the fixture's articles whose clock is moved by hand, and which may call some ports of this machine.
struct Ground {
    _folder: TempDir,
    desk: Desk,
    now: Arc<AtomicI64>,
}

async fn ground(open: &[(u16, Purpose)]) -> Ground {
    let folder = TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("store.db"), Options::default()).unwrap();
    let now = Arc::new(AtomicI64::new(fixture::clock().as_second()));
    let told = Arc::clone(&now);
    let clock = move || Timestamp::from_second(told.load(Ordering::Relaxed)).unwrap();
    let mut policy = Policy::new(clock.clone());
    for (port, purpose) in open {
        policy.open.insert("127.0.0.1", *port, *purpose).unwrap();
    }
    let settings = dateline_desk::Settings::default();
    let desk = Desk::open(store, Fetcher::new(policy).unwrap(), settings, Arc::new(clock)).await.unwrap();
    Ground { _folder: folder, desk, now }
}

impl Ground {
    async fn wait(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::Relaxed);
        self.desk.tell_webhooks().await.unwrap();
    }

    async fn sent(&self, hook: i64) -> Vec<WebhookDelivery> {
        self.desk.reader().deliveries(hook, 99).await.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_webhook_is_told_once_of_what_it_asked_for_and_signed() {
    let receiver = Receiver::new(&[]).await;
    let ground = ground(&[(receiver.port, Purpose::Webhooks)]).await;
    let (desk, now) = (&ground.desk, fixture::clock());
    let reader = desk.reader();
    reader.save_search("Sea".to_owned(), "ferries".to_owned(), false, now).await.unwrap();
    let hook = desk.add_webhook(receiver.url(), ALL).await.unwrap().unwrap();
    fixture::fill(desk.store(), 2, 2).await;
    reader.mark(vec![EntryId(2)], EntryMark::Starred, now).await.unwrap();
    reader.set_label("Later".to_owned(), vec![EntryId(3)]).await.unwrap();
    for _ in 0..3 {
        ground.wait(0).await;
    }
    let told = receiver.told();
    let named: Vec<(&str, i64)> = told
        .iter()
        .map(|one| (one["type"].as_str().unwrap(), one["data"]["article"]["id"].as_i64().unwrap()))
        .collect();
    let mut expected = vec![
        ("story.new", 1),
        ("search.found", 1),
        ("search.found", 2),
        ("article.starred", 2),
        ("story.new", 3),
        ("article.labelled", 3),
    ];
    let mut sorted = named.clone();
    sorted.sort_unstable();
    expected.sort_unstable();
    assert_eq!(sorted, expected, "each once");
    let labelled = told.iter().find(|one| one["type"] == "article.labelled").unwrap();
    assert_eq!(labelled["data"]["label"]["name"], "Later");
    assert!(labelled["data"]["article"]["title"].is_string() && labelled["timestamp"].is_string());

    let message = receiver.heard.lock().unwrap()[0].clone();
    assert!(
        message.starts_with("POST /in?to=me HTTP/1.1") && field(&message, "user-agent").contains("Dateline")
    );
    let (id, at) = (field(&message, "webhook-id"), field(&message, "webhook-timestamp"));
    let key = Base64::decode_vec(hook.secret.as_deref().unwrap().trim_start_matches("whsec_")).unwrap();
    let mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    let text = format!("{id}.{at}.{}", message.split_once("\r\n\r\n").unwrap().1);
    let signature = Base64::encode_string(&mac.chain_update(text).finalize().into_bytes());
    assert_eq!(field(&message, "webhook-signature"), format!("v1,{signature}"));

    // A star that is taken and given again is told again; what was there before a webhook was is not.
    reader.mark(vec![EntryId(2)], EntryMark::Unstarred, now).await.unwrap();
    ground.wait(0).await;
    reader.mark(vec![EntryId(2)], EntryMark::Starred, now).await.unwrap();
    ground.wait(0).await;
    assert_eq!(receiver.told().len(), 7);
    ground.now.fetch_add(60, Ordering::Relaxed);
    let late = desk.add_webhook(receiver.url(), ALL).await.unwrap().unwrap();
    reader.mark(vec![EntryId(2), EntryId(3)], EntryMark::Read, now).await.unwrap();
    ground.wait(0).await;
    assert!(ground.sent(late.id).await.is_empty());
}

#[tokio::test]
async fn what_does_not_arrive_is_tried_again_with_the_same_id() {
    let refused = "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n";
    let receiver = Receiver::new(&[refused, refused]).await;
    let ground = ground(&[(receiver.port, Purpose::Webhooks)]).await;
    let hook = ground.desk.add_webhook(receiver.url(), ALL).await.unwrap().unwrap();
    assert!(ground.desk.try_webhook(hook.id).await.unwrap());
    ground.wait(0).await;
    let sent = ground.sent(hook.id).await;
    assert_eq!(
        (sent[0].tries, sent[0].status, sent[0].error.as_deref()),
        (1, Some(500), Some("it answers 500"))
    );
    ground.wait(4).await;
    assert_eq!(receiver.told().len(), 1, "not before its time");
    ground.wait(1).await;
    ground.wait(299).await;
    assert_eq!(receiver.told().len(), 2);
    ground.wait(2).await;
    let sent = ground.sent(hook.id).await;
    assert_eq!((sent[0].tries, sent[0].status, sent[0].due, &sent[0].error), (3, Some(204), None, &None));
    let ids: Vec<String> =
        receiver.heard.lock().unwrap().iter().map(|one| field(one, "webhook-id")).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
}

#[tokio::test]
async fn a_webhook_that_is_gone_or_never_answers_is_stopped() {
    let gone = Receiver::new(&["HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"]).await;
    let ground = ground(&[(gone.port, Purpose::Webhooks), (1, Purpose::Webhooks)]).await;
    let hook = ground.desk.add_webhook(gone.url(), ALL).await.unwrap().unwrap();
    let silent = WebUrl::parse("http://127.0.0.1:1/").unwrap();
    let silent = ground.desk.add_webhook(silent, ALL).await.unwrap().unwrap();
    for id in [hook.id, silent.id] {
        ground.desk.try_webhook(id).await.unwrap();
    }
    ground.wait(0).await;
    let stopped = async || -> Vec<bool> {
        let all = ground.desk.reader().webhooks().await.unwrap();
        all.iter().map(|hook| hook.stopped_at.is_some()).collect()
    };
    assert_eq!(stopped().await, [true, false]);
    for _ in 0..9 {
        ground.wait(86_400).await;
    }
    assert_eq!(stopped().await, [true, true]);
    let sent = ground.sent(silent.id).await;
    assert_eq!((sent[0].tries, sent[0].due), (10, None));
    // What waits for a stopped one is not sent, and what happened meanwhile is not told when it goes on.
    let reader = ground.desk.reader();
    fixture::fill(ground.desk.store(), 1, 1).await;
    assert!(reader.change_webhook(hook.id, gone.url(), ALL, None).await.unwrap());
    ground.wait(0).await;
    assert_eq!(gone.told().len(), 1);
}

#[tokio::test]
async fn a_webhook_reaches_no_address_that_is_not_opened_for_it() {
    let inside = Receiver::new(&[]).await;
    let moved = format!("HTTP/1.1 307 Moved\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", inside.url());
    let moved = Receiver::new(&[moved.leak()]).await;
    let ground = ground(&[(moved.port, Purpose::Webhooks), (inside.port, Purpose::Feeds)]).await;
    let mut hooks = Vec::new();
    for url in [inside.url(), moved.url()] {
        let hook = ground.desk.add_webhook(url, ALL).await.unwrap().unwrap();
        ground.desk.try_webhook(hook.id).await.unwrap();
        hooks.push(hook.id);
    }
    ground.wait(0).await;
    let why = async |hook: i64| ground.sent(hook).await[0].error.clone().unwrap();
    assert!(why(hooks[0]).await.contains("fetch.allow"), "{}", why(hooks[0]).await);
    assert!(why(hooks[1]).await.contains("it answers 307"), "{}", why(hooks[1]).await);
    assert!(inside.told().is_empty() && moved.told().len() == 1);
}

/// What a message is signed with stands encrypted, and without its key nothing is sent.
#[tokio::test]
async fn a_secret_is_told_once_and_opens_by_the_key_beside_the_store_alone() {
    let receiver = Receiver::new(&[]).await;
    let ground = ground(&[(receiver.port, Purpose::Webhooks)]).await;
    let hook = ground.desk.add_webhook(receiver.url(), ALL).await.unwrap().unwrap();
    let secret = hook.secret.unwrap();
    assert_eq!(ground.desk.reader().webhooks().await.unwrap()[0].secret, None);
    let store = ground.desk.store().path().to_owned();
    for file in std::fs::read_dir(store.parent().unwrap()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
    }
    let mut key = store.into_os_string();
    key.push(".key");
    std::fs::remove_file(key).unwrap();
    ground.desk.try_webhook(hook.id).await.unwrap();
    ground.wait(0).await;
    let sent = ground.sent(hook.id).await;
    assert!(sent[0].error.as_deref().unwrap().contains("add it anew"), "{sent:?}");
    assert!(receiver.told().is_empty());
}

/// Of an answer without an end only the beginning is read.
#[tokio::test]
async fn an_answer_without_an_end_does_not_hold_the_desk() {
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(1 << 20));
    let receiver = Receiver::new(&[endless.leak()]).await;
    let ground = ground(&[(receiver.port, Purpose::Webhooks)]).await;
    let hook = ground.desk.add_webhook(receiver.url(), ALL).await.unwrap().unwrap();
    ground.desk.try_webhook(hook.id).await.unwrap();
    ground.wait(0).await;
    assert_eq!(ground.sent(hook.id).await[0].status, Some(200));
}

#[tokio::test]
async fn webhooks_are_their_readers_own() {
    let ground = ground(&[]).await;
    let store = ground.desk.store();
    let other = store.add_user("Bert".to_owned(), fixture::clock()).await.unwrap().unwrap();
    let url = WebUrl::parse("https://hooks.example/in").unwrap();
    let hook = ground.desk.add_webhook(url.clone(), ALL).await.unwrap().unwrap();
    let bert = ground.desk.clone().of(other);
    assert!(bert.reader().webhooks().await.unwrap().is_empty());
    assert!(bert.reader().deliveries(hook.id, 9).await.unwrap().is_none());
    assert!(!bert.reader().delete_webhook(hook.id).await.unwrap());
    assert!(!bert.reader().change_webhook(hook.id, url.clone(), ALL, None).await.unwrap());
    assert!(!bert.try_webhook(hook.id).await.unwrap());
    let theirs = bert.add_webhook(url.clone(), ALL).await.unwrap().unwrap();
    let feed = NewFeed {
        url: WebUrl::parse("https://paper.example/feed").unwrap(),
        title: None,
        home: None,
        folder: None,
    };
    store.reader(UserId::OWNER).add_feed(feed, fixture::clock()).await.unwrap();
    fixture::fill(store, 1, 1).await;
    ground.wait(0).await;
    assert!(
        bert.reader().deliveries(theirs.id, 9).await.unwrap().unwrap().is_empty(),
        "not of another's feeds"
    );
    for _ in 1..20 {
        assert!(bert.add_webhook(url.clone(), ALL).await.unwrap().is_some());
    }
    assert!(bert.add_webhook(url, ALL).await.unwrap().is_none(), "twenty are enough");
    assert!(ground.desk.reader().delete_webhook(hook.id).await.unwrap());
}
