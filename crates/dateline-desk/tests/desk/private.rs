//! A private feed meets nothing of other feeds, though they tell of the same.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{FeedId, StoryId, UserId};

const TITLE: &str = "Ferry Skerrow aground off Astrild";

/// Two publishers that report one happening; the second one's feed.
async fn press() -> (Press, Desk, FeedId) {
    let press = Press::new().await;
    let desk = press.desk().await;
    for host in ["gull.localhost", "tern.localhost"] {
        press.page(&format!("{host}/1"), TITLE, "the stranded ferry Skerrow");
        press.feed(host, &[("/1", TITLE)]);
        desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
    }
    let feed = desk.reader().feed_by_url(url("http://tern.localhost/feed")).await.unwrap();
    (press, desk, feed.unwrap().id)
}

async fn stories(desk: &Desk) -> Vec<StoryId> {
    let mut stories: Vec<StoryId> = held(desk).await.iter().map(|entry| entry.story.unwrap()).collect();
    stories.sort_unstable();
    stories.dedup();
    assert!(desk.store().check().await.unwrap().is_healthy());
    assert_eq!(desk.misplaced().await.unwrap(), 0, "index and store agree");
    stories
}

#[tokio::test]
async fn what_it_brings_stands_in_stories_of_its_own() {
    let (press, desk, tern) = press().await;
    assert!(desk.set_private(tern, Some(UserId::OWNER)).await.unwrap());
    assert!(!desk.set_private(FeedId(99), Some(UserId::OWNER)).await.unwrap());
    desk.update(Which::All).await.unwrap();
    let first = stories(&desk).await;
    assert_eq!(first.len(), 2);
    press.feed("tern.localhost", &[("/1", "Ferry Skerrow freed off Astrild")]);
    press.pass_minutes(600);
    desk.update(Which::All).await.unwrap();
    assert_eq!(stories(&desk).await, first, "a changed article keeps its own story");
}

#[tokio::test]
async fn a_feed_that_becomes_private_leaves_the_stories_of_others() {
    let (_press, desk, tern) = press().await;
    desk.update(Which::All).await.unwrap();
    assert_eq!(stories(&desk).await.len(), 1);
    assert!(desk.set_private(tern, Some(UserId::OWNER)).await.unwrap());
    assert_eq!(stories(&desk).await.len(), 2);
    assert!(desk.set_private(tern, None).await.unwrap());
    assert_eq!(stories(&desk).await.len(), 2, "what came apart stays apart");
}
