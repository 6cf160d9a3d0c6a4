//! What becomes of feeds that fail, move and go, and what is said of it.

use crate::press::{Press, url};
use dateline_desk::{Desk, Grade, Which, health};
use dateline_store::FeedRecord;

async fn first(desk: &Desk) -> FeedRecord {
    desk.store().feeds().await.unwrap().remove(0)
}

async fn desk(press: &Press) -> Desk {
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

#[tokio::test]
async fn a_refusal_is_told_with_its_day_and_what_is_kept() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.set("gull.localhost/feed", 403, "", "No.");
    for _ in 0..3 {
        press.pass_minutes(60 * 24);
        desk.update(Which::All).await.unwrap();
    }
    let feed = first(&desk).await;
    let words = health::words(&feed, desk.now());
    assert_eq!(
        words,
        "Answers 403 (refuses) to us since Tuesday, 3 times in a row; its one article is kept."
    );
    assert!(feed.next_due.unwrap() > desk.now());
    assert_eq!(desk.audit().await.unwrap()[0].grade, Grade::Refusing);
}

#[tokio::test]
async fn a_withdrawn_feed_is_not_asked_again() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.set("gull.localhost/feed", 410, "", "Gone.");
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    press.pass_minutes(60 * 24 * 30);
    let asked = press.requests();
    desk.update(Which::All).await.unwrap();
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.requests(), asked);
    assert_eq!(health::state(&first(&desk).await), health::State::Gone);
}

#[tokio::test]
async fn a_feed_moves_when_it_said_so_twice() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.feed("tern.localhost", &[]);
    press.set("gull.localhost/feed", 301, "location: http://tern.localhost/feed", "");
    for expected in ["gull.localhost", "tern.localhost"] {
        press.pass_minutes(60);
        desk.update(Which::All).await.unwrap();
        assert_eq!(first(&desk).await.url.host(), expected);
    }
}

#[tokio::test]
async fn only_what_is_due_is_asked() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    let asked = press.requests();
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.requests(), asked, "not due yet");
    press.pass_minutes(60 * 24);
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.requests(), asked + 1);
}

#[tokio::test]
async fn a_running_desk_polls_and_stops() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.pass_minutes(60 * 24);
    let mut events = desk.subscribe();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let running = desk.clone();
    let task = tokio::spawn(async move {
        running
            .run(async {
                let _ = stopped.await;
            })
            .await;
    });
    while !matches!(events.recv().await.unwrap(), dateline_desk::Event::Finished(_)) {}
    stop.send(()).unwrap();
    task.await.unwrap();
}
