//! Hubs: asked where the desk can be reached, verified, believed only when they sign, renewed, told when it ends.

use crate::press::{Press, held, url};
use dateline_desk::{Delivery, DeliveryOutcome, Desk, HubVerification, Which, health};
use dateline_model::Holding;
use dateline_store::{FeedRecord, HubLease};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

const TOPIC: &str = "http://gull.localhost/feed";
const DAY: i64 = 24 * 60;

/// A feed that names its hub, with items of a path and a headline.
fn document(items: &[(&str, &str)]) -> String {
    let item = |(path, title): &(&str, &str)| {
        format!(
            "<item><guid>{path}</guid><link>http://gull.localhost{path}</link><title>{title}</title>\
             <description>A short word. […]</description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!(
        "<rss version='2.0' xmlns:atom='http://www.w3.org/2005/Atom'><channel><title>The Gull</title>\
         <atom:link rel='hub' href='http://tern.localhost/hub'/><atom:link rel='self' href='{TOPIC}'/>{items}\
         </channel></rss>"
    )
}

fn publish(press: &Press, items: &[(&str, &str)]) {
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &document(items));
    for (path, title) in items {
        press.page(&format!("gull.localhost{path}"), title, "the ferry");
    }
}

/// A desk with one feed, polled once; the hub takes what it is asked.
async fn desk(press: &Press) -> Desk {
    publish(press, &[("/a", "Ferry aground")]);
    press.set("tern.localhost/hub", 202, "", "");
    let desk = press.reachable().await;
    desk.add(url(TOPIC), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

async fn first(desk: &Desk) -> FeedRecord {
    desk.reader().feeds().await.unwrap().remove(0)
}

async fn known(desk: &Desk) -> HubLease {
    desk.store().hub_of(first(desk).await.id).await.unwrap().unwrap()
}

fn asks(mode: &str, topic: &str) -> HubVerification {
    HubVerification {
        mode: mode.to_owned(),
        topic: topic.to_owned(),
        lease_seconds: Some(8 * 86_400),
        reason: None,
    }
}

/// A desk whose hub has verified for eight days.
async fn told(press: &Press) -> (Desk, HubLease) {
    let desk = desk(press).await;
    desk.renew_hub_leases().await.unwrap();
    let known = known(&desk).await;
    assert!(desk.verify_hub(&known.token, asks("subscribe", TOPIC)).await.unwrap());
    (desk, known)
}

fn signed(known: &HubLease, body: &str) -> Delivery {
    let mac = Hmac::<Sha256>::new_from_slice(known.secret.as_bytes()).unwrap();
    let digits: String =
        mac.chain_update(body).finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    Delivery {
        signature: Some(format!("sha256={digits}")),
        content_type: Some("application/rss+xml".to_owned()),
        body: body.as_bytes().to_vec(),
    }
}

async fn minutes_to_next(desk: &Desk) -> i64 {
    first(desk).await.next_due.unwrap().duration_since(desk.now()).as_mins()
}

#[tokio::test]
async fn a_hub_is_asked_with_a_secret_and_verifies_once() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    desk.renew_hub_leases().await.unwrap();
    desk.renew_hub_leases().await.unwrap();
    let forms = press.forms();
    assert_eq!(forms.len(), 1, "{forms:?}");
    assert_eq!(forms[0].0, "tern.localhost/hub");
    let known = known(&desk).await;
    for field in [
        "hub.mode=subscribe".to_owned(),
        "hub.topic=http%3A%2F%2Fgull.localhost%2Ffeed".to_owned(),
        format!("hub.callback=http%3A%2F%2Fdesk.example%2Fwebsub%2F{}", known.token),
        format!("hub.secret={}", known.secret),
        "hub.lease_seconds=864000".to_owned(),
    ] {
        assert!(forms[0].1.split('&').any(|sent| sent == field), "{field} in {}", forms[0].1);
    }
    let answer =
        async |token: &str, mode: &str, topic: &str| desk.verify_hub(token, asks(mode, topic)).await.unwrap();
    assert!(!answer("0000", "subscribe", TOPIC).await, "another token");
    assert!(!answer(&known.token, "subscribe", "http://tern.localhost/feed").await, "another topic");
    assert!(!answer(&known.token, "unsubscribe", TOPIC).await, "not asked for");
    assert_eq!(first(&desk).await.pushed_until, None, "nothing is believed before it is verified");
    assert!(answer(&known.token, "subscribe", TOPIC).await);
    assert!(!answer(&known.token, "subscribe", TOPIC).await, "once");
    let feed = first(&desk).await;
    assert_eq!(feed.pushed_until.unwrap().duration_since(desk.now()).as_hours(), 8 * 24);
    assert!(health::words(&feed, desk.now()).ends_with("its hub tells of news at once."));
}

#[tokio::test]
async fn a_desk_that_cannot_be_reached_asks_no_hub() {
    let press = Press::new().await;
    publish(&press, &[("/a", "Ferry aground")]);
    let desk = press.desk().await;
    desk.add(url(TOPIC), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk.renew_hub_leases().await.unwrap();
    assert!(press.forms().is_empty() && !desk.has_hub_callbacks());
    let known = known(&desk).await;
    assert_eq!(
        desk.take_delivery(&known.token, signed(&known, "x")).await.unwrap(),
        DeliveryOutcome::Unknown
    );
}

#[tokio::test]
async fn what_a_hub_sends_is_read_like_a_poll() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    let polls = press.asked("gull.localhost/feed");
    press.page("gull.localhost/b", "Fog in the bay", "the fog");
    let sent = signed(&known, &document(&[("/b", "Fog in the bay"), ("/a", "Ferry aground")]));
    let DeliveryOutcome::Read(report) = desk.take_delivery(&known.token, sent.clone()).await.unwrap() else {
        panic!("not read")
    };
    assert_eq!((report.new, report.unchanged), (1, 1));
    desk.read_delivered_pages(report).await.unwrap();
    let articles = held(&desk).await;
    assert!(articles.len() == 2 && articles.iter().all(|article| article.holding == Some(Holding::Full)));
    let DeliveryOutcome::Read(again) = desk.take_delivery(&known.token, sent).await.unwrap() else {
        panic!("not read")
    };
    assert_eq!((again.new, held(&desk).await.len()), (0, 2), "told twice, held once");
    assert_eq!(press.asked("gull.localhost/feed"), polls, "the publisher was not asked");
}

#[tokio::test]
async fn what_is_not_signed_with_our_secret_is_ignored() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    let body = document(&[("/b", "Fog in the bay")]);
    let good = signed(&known, &body);
    let stranger = HubLease { secret: "0".repeat(64), ..known.clone() };
    for bad in [
        Delivery { signature: None, ..good.clone() },
        Delivery { signature: Some("sha256=".to_owned()), ..good.clone() },
        Delivery { body: body.replace("Fog", "Dog").into_bytes(), ..good.clone() },
        signed(&stranger, &body),
    ] {
        assert_eq!(desk.take_delivery(&known.token, bad).await.unwrap(), DeliveryOutcome::Ignored);
    }
    assert_eq!(desk.take_delivery("0000", good.clone()).await.unwrap(), DeliveryOutcome::Unknown);
    press.pass_minutes(8 * DAY);
    assert_eq!(
        desk.take_delivery(&known.token, good).await.unwrap(),
        DeliveryOutcome::Ignored,
        "after the lease"
    );
    assert_eq!(held(&desk).await.len(), 1);
}

#[tokio::test]
async fn a_ping_without_content_makes_the_feed_due_and_not_too_soon() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    press.pass_minutes(5);
    assert_eq!(desk.take_delivery(&known.token, signed(&known, "")).await.unwrap(), DeliveryOutcome::Asking);
    assert_eq!(minutes_to_next(&desk).await, 10, "no more often than every 15 minutes");
}

#[tokio::test]
async fn while_a_hub_tells_its_feed_is_asked_every_six_hours() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    assert_eq!(minutes_to_next(&desk).await, 60, "as before");
    press.pass_minutes(60);
    desk.update(Which::Due).await.unwrap();
    assert_eq!(minutes_to_next(&desk).await, 360);
    // The hub has not told of what the poll finds: it is not relied on until it tells again.
    publish(&press, &[("/a", "Ferry aground"), ("/b", "Fog in the bay")]);
    press.pass_minutes(360);
    desk.update(Which::Due).await.unwrap();
    press.pass_minutes(360);
    desk.update(Which::Due).await.unwrap();
    assert!(minutes_to_next(&desk).await < 360);
    let sent = signed(&known, &document(&[("/c", "Harbour reopens")]));
    assert!(matches!(desk.take_delivery(&known.token, sent).await.unwrap(), DeliveryOutcome::Read(_)));
    press.pass_minutes(360);
    desk.update(Which::Due).await.unwrap();
    assert_eq!(minutes_to_next(&desk).await, 360);
}

#[tokio::test]
async fn a_lease_is_renewed_in_time_and_its_end_makes_the_feed_due() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    press.pass_minutes(6 * DAY - 1);
    desk.renew_hub_leases().await.unwrap();
    assert_eq!(press.forms().len(), 1);
    press.pass_minutes(1);
    desk.renew_hub_leases().await.unwrap();
    assert_eq!(press.forms().len(), 2, "after three quarters");
    assert!(desk.verify_hub(&known.token, asks("subscribe", TOPIC)).await.unwrap());
    assert_eq!(first(&desk).await.pushed_until.unwrap().duration_since(desk.now()).as_hours(), 8 * 24);
    press.set("tern.localhost/hub", 500, "", "Out of order.");
    desk.update(Which::All).await.unwrap();
    press.pass_minutes(8 * DAY);
    desk.renew_hub_leases().await.unwrap();
    assert_eq!(first(&desk).await.pushed_until, None);
    assert!(first(&desk).await.next_due.unwrap() <= desk.now());
}

#[tokio::test]
async fn a_hub_that_refuses_is_asked_less_and_less() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.set("tern.localhost/hub", 403, "", "Not you.");
    for (wait, expected) in [(0, 1), (59, 1), (1, 2), (119, 2), (1, 3), (239, 3), (1, 4)] {
        press.pass_minutes(wait);
        desk.renew_hub_leases().await.unwrap();
        assert_eq!(press.forms().len(), expected, "after {wait} minutes more");
    }
    assert_eq!(known(&desk).await.words.as_deref(), Some("answers 403 Not you."));
    let press = Press::new().await;
    let (desk, subscription) = told(&press).await;
    let denied = HubVerification { reason: Some("too many".to_owned()), ..asks("denied", TOPIC) };
    assert!(desk.verify_hub(&subscription.token, denied).await.unwrap());
    assert_eq!(first(&desk).await.pushed_until, None);
    assert_eq!(known(&desk).await.words.as_deref(), Some("too many"));
}

#[tokio::test]
async fn a_hub_is_told_when_a_feed_is_removed() {
    let press = Press::new().await;
    let (desk, known) = told(&press).await;
    desk.reader().remove_feed(first(&desk).await.id).await.unwrap();
    desk.renew_hub_leases().await.unwrap();
    let last = press.forms().pop().unwrap().1;
    assert!(last.contains("hub.mode=unsubscribe") && !last.contains("hub.secret"), "{last}");
    assert_eq!(desk.take_delivery(&known.token, signed(&known, "")).await.unwrap(), DeliveryOutcome::Unknown);
    assert!(!desk.verify_hub(&known.token, asks("subscribe", TOPIC)).await.unwrap());
    assert!(desk.verify_hub(&known.token, asks("unsubscribe", TOPIC)).await.unwrap());
    assert!(!desk.knows_hub(&known.token).await.unwrap());
}

#[tokio::test]
async fn a_hub_inside_is_not_asked() {
    let press = Press::new().await;
    let inside = document(&[]).replace("http://tern.localhost/hub", "http://127.0.0.1:9/hub");
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &inside);
    let desk = press.reachable().await;
    desk.add(url(TOPIC), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk.renew_hub_leases().await.unwrap();
    let words = known(&desk).await.words.unwrap();
    assert!(words.contains("leads to"), "{words}");
}
