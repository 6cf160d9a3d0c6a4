//! Pages that are lost on the way come back; what a gate withholds is not asked for again.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{Holding, Reason};

async fn lost(press: &Press, status: u16, body: &str) -> Desk {
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.set("gull.localhost/a", status, "", body);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

#[tokio::test]
async fn a_page_lost_on_the_way_is_asked_for_four_times_more() {
    for status in [0, 503] {
        let press = Press::new().await;
        let desk = lost(&press, status, "").await;
        assert_eq!(held(&desk).await[0].holding, Some(Holding::None));
        for (nth, wait) in [10, 60, 360, 1440].into_iter().enumerate() {
            press.pass_minutes(wait - 1);
            desk.read_lost().await.unwrap();
            // A kept connection that breaks is opened anew once, so requests are counted from one try to the next.
            let before = press.asked("gull.localhost/a");
            press.pass_minutes(1);
            desk.read_lost().await.unwrap();
            assert!(press.asked("gull.localhost/a") > before, "{status}: time {nth}");
        }
        let before = press.asked("gull.localhost/a");
        press.pass_minutes(60 * 24 * 30);
        desk.read_lost().await.unwrap();
        assert_eq!(press.asked("gull.localhost/a"), before, "given up");
        let reasons = &held(&desk).await[0].reasons;
        assert!(reasons.iter().any(|reason| [Reason::RetrievalFailed, Reason::ServerError].contains(reason)));
    }
}

#[tokio::test]
async fn a_page_that_comes_back_is_read() {
    let press = Press::new().await;
    let desk = lost(&press, 0, "").await;
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    desk.read_lost().await.unwrap();
    assert_eq!(held(&desk).await[0].holding, Some(Holding::None), "not before its time");
    press.pass_minutes(10);
    desk.read_lost().await.unwrap();
    let article = held(&desk).await.remove(0);
    assert_eq!((article.holding, article.story.is_some()), (Some(Holding::Full), true));
    let asked = press.asked("gull.localhost/a");
    press.pass_minutes(60 * 24);
    desk.read_lost().await.unwrap();
    assert_eq!(press.asked("gull.localhost/a"), asked);
}

#[tokio::test]
async fn a_gate_is_an_answer() {
    for (status, body) in [(403, "No."), (401, ""), (402, ""), (404, ""), (451, "")] {
        let press = Press::new().await;
        let desk = lost(&press, status, body).await;
        press.pass_minutes(60 * 24);
        desk.read_lost().await.unwrap();
        assert_eq!(press.asked("gull.localhost/a"), 1, "{status}");
    }
}

#[tokio::test]
async fn what_is_held_outlives_a_page_that_fails_later() {
    for status in [0, 503, 403] {
        let press = Press::new().await;
        press.feed("gull.localhost", &[("/a", "Ferry aground")]);
        press.page("gull.localhost/a", "Ferry aground", "the ferry");
        let desk = press.desk().await;
        desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
        desk.update(Which::All).await.unwrap();
        press.set("gull.localhost/a", status, "", "");
        press.feed("gull.localhost", &[("/a", "Ferry afloat")]);
        press.pass_minutes(60);
        desk.update(Which::All).await.unwrap();
        let article = held(&desk).await.remove(0);
        assert_eq!(
            (article.title.as_str(), article.holding),
            ("Ferry afloat", Some(Holding::Full)),
            "{status}"
        );
    }
}
