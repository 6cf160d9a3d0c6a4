//! What becomes of feeds that fail, move and go, and what is said of it.

use crate::press::{Press, close, held, url};
use dateline_desk::{Desk, Grade, Which, health};
use dateline_store::FeedRecord;

async fn first(desk: &Desk) -> FeedRecord {
    desk.reader().feeds().await.unwrap().remove(0)
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
        "Answers 403 (refuses) to us since Tuesday, 3 times in a row; 1 article saved. It may be open to browsers alone; it is asked again from time to time."
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
async fn a_host_that_asked_for_silence_puts_off_its_other_feeds() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    press.set(
        "gull.localhost/other",
        200,
        "",
        "<rss version=\"2.0\"><channel><title>Other</title></channel></rss>",
    );
    desk.add(url("http://gull.localhost/other"), None).await.unwrap();
    press.set("gull.localhost/feed", 429, "retry-after: 7200", "");
    press.set("gull.localhost/other", 429, "retry-after: 7200", "");
    press.pass_minutes(60 * 24);
    let asked = press.requests();
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.requests(), asked + 1, "the second one is not even sent");
    for feed in desk.reader().feeds().await.unwrap() {
        let wait = feed.next_due.unwrap().duration_since(desk.now()).as_mins();
        assert!(wait >= 120, "{} comes back after {wait} minutes", feed.url);
    }
    press.pass_minutes(119);
    desk.update(Which::Due).await.unwrap();
    assert_eq!(press.requests(), asked + 1, "too early");
}

#[tokio::test]
async fn an_update_by_hand_of_a_failing_feed_makes_nobody_wait_longer() {
    for (status, fields) in [(500, ""), (403, ""), (503, "retry-after: 20"), (429, "retry-after: 20")] {
        let press = Press::new().await;
        let desk = desk(&press).await;
        press.set("gull.localhost/feed", status, fields, "");
        press.pass_minutes(60 * 24);
        desk.update(Which::Due).await.unwrap();
        let due = first(&desk).await.next_due.unwrap();
        for _ in 0..6 {
            press.pass_minutes(1);
            desk.update(Which::All).await.unwrap();
        }
        let feed = first(&desk).await;
        assert_eq!((feed.next_due, feed.health.failures), (Some(due), 1), "{status}");
        assert!(due.duration_since(feed.health.last_ok.unwrap()).as_hours() < 27, "{status}");
        // What the schedule finds counts.
        press.pass_minutes(60 * 24);
        desk.update(Which::Due).await.unwrap();
        assert_eq!(first(&desk).await.health.failures, 2, "{status}");
    }
}

#[tokio::test]
async fn a_page_in_place_of_a_feed_that_names_another_feed_is_told_with_it() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    let page = "<html><head><link rel='alternate' type='application/rss+xml' href='/new.xml'></head><body>Moved</body></html>";
    press.set("gull.localhost/feed", 200, "content-type: text/html", page);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let words = health::words(&first(&desk).await, desk.now());
    assert!(words.contains("names http://gull.localhost/new.xml"), "{words}");
    assert!(!words.contains("Look at its site"), "{words}");
}

#[tokio::test]
async fn attention_is_asked_for_where_something_is_missing() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    let mut feed = first(&desk).await;
    for (repair, asked) in [("tags that nobody closed were closed", false), ("its title was cut", true)] {
        feed.health.repairs = vec![repair.to_owned()];
        assert_eq!((health::state(&feed), health::needs_attention(&feed)), (health::State::Limping, asked));
    }
}

#[tokio::test]
async fn every_poll_is_recorded_in_a_word() {
    let whole = "<rss version=\"2.0\"><channel><title>T</title><item><title>A</title><guid>1</guid></item></channel></rss>";
    let cut = &whole[..whole.len() - 20];
    for (status, body, expected) in [
        (200, whole, "ok"),
        (200, cut, "partial:truncated"),
        (200, "<html><title>Just a moment</title></html>", "failed:not_a_feed"),
        (200, "", "failed:not_a_feed"),
        (401, "", "failed:auth"),
        (410, "", "gone"),
        (429, "", "failed:rate_limited"),
        (503, "", "failed:status"),
    ] {
        let press = Press::new().await;
        let desk = desk(&press).await;
        press.set("gull.localhost/feed", status, "", body);
        press.pass_minutes(60 * 24);
        desk.update(Which::All).await.unwrap();
        let feed = first(&desk).await;
        let polls = desk.reader().polls(feed.id, 1).await.unwrap().unwrap();
        assert_eq!(polls[0].outcome, expected, "{status} {body}");
        let said = health::words(&feed, desk.now());
        assert_eq!(said.contains("give its login"), status == 401, "{said}");
        assert!(feed.entries >= 1, "what was held is kept");
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

/// Runs the schedule until a setting is there.
async fn run_until(desk: &Desk, setting: &str) {
    let come = async {
        while desk.store().setting(setting).await.unwrap().is_none() {
            tokio::task::yield_now().await;
        }
    };
    desk.run(come).await;
}

#[tokio::test]
async fn a_clock_that_jumps_ahead_throws_nothing_away() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    desk.update(Which::All).await.unwrap();
    let held = desk.reader().counts().await.unwrap().entries;
    assert!(held > 0);
    run_until(&desk, "clock.believed").await;
    press.pass_minutes(60 * 24 * 800);
    run_until(&desk, "clock.doubted").await;
    assert_eq!(desk.reader().counts().await.unwrap().entries, held);
    desk.clean().await.unwrap();
    assert_eq!(desk.reader().counts().await.unwrap().entries, 0, "they are too old by that clock");
}

#[tokio::test]
async fn a_store_whose_schedule_never_ran_is_kept_from_a_clock_that_jumped() {
    for updated_first in [false, true] {
        let press = Press::new().await;
        let desk = desk(&press).await;
        desk.update(Which::All).await.unwrap();
        let held = desk.reader().counts().await.unwrap().entries;
        for name in ["clock.believed", "clock.doubted"] {
            desk.store().set_setting(name, None).await.unwrap();
        }
        close(desk).await;
        press.pass_minutes(60 * 24 * 1_000);
        let desk = press.desk().await;
        if updated_first {
            desk.update(Which::All).await.unwrap();
        }
        let (mut events, running) = (desk.subscribe(), desk.clone());
        let finished = async move {
            while !matches!(events.recv().await.unwrap(), dateline_desk::Event::Finished(_)) {}
        };
        running.run(finished).await;
        assert!(desk.store().setting("clock.doubted").await.unwrap().is_some());
        assert_eq!(desk.reader().counts().await.unwrap().entries, held, "{updated_first}");
    }
}

#[tokio::test]
async fn what_is_too_much_in_a_feed_is_cut_and_told() {
    let press = Press::new().await;
    let desk = desk(&press).await;
    let long = "harbour ".repeat(40_000);
    let body = format!(
        "<rss version='2.0'><channel><title>The gull</title><item><guid>long</guid><title>{long}</title>\
         <pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item></channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
    press.pass_minutes(60 * 24);
    desk.update(Which::All).await.unwrap();
    let entries = held(&desk).await;
    let long = entries.iter().find(|entry| entry.title.starts_with("harbour")).unwrap();
    assert!(long.title.chars().count() <= 500 && long.published.is_none(), "{:?}", long.published);
    let feed = first(&desk).await;
    let told = feed.health.repairs.join("\n");
    for expected in ["title longer than 500", "nothing can have been published"] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
    assert_eq!(health::state(&feed), health::State::Limping);
}

/// A feed of so many items, each with an hour of its own, the newest first.
fn many(press: &Press, range: std::ops::Range<usize>) {
    let item = |n: usize| {
        let date = jiff::Timestamp::from_second(1_772_000_000 + 60 * n as i64).unwrap();
        format!(
            "<item><guid>g{n}</guid><title>Wire {n}</title><description>Short.</description><pubDate>{}</pubDate></item>",
            date.strftime("%a, %d %b %Y %H:%M:%S GMT")
        )
    };
    let items: String = range.rev().map(item).collect();
    let body = format!("<rss version='2.0'><channel><title>The Wire</title>{items}</channel></rss>");
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

#[tokio::test]
async fn a_feed_brings_so_many_new_entries_in_a_day_the_newest_and_its_health_tells() {
    let press = Press::new().await;
    many(&press, 0..60);
    let keep = dateline_store::Retention { new_a_day: 50, ..dateline_store::Retention::default() };
    let settings = dateline_desk::Settings { keep, ..dateline_desk::Settings::default() };
    let desk = press.desk_set(settings).await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await.len(), 60, "the first poll is free");
    many(&press, 100..130);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await.len(), 90);
    many(&press, 200..230);
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let titles: Vec<String> = held(&desk).await.into_iter().map(|entry| entry.title).collect();
    assert_eq!(titles.len(), 110);
    assert!(
        titles.iter().any(|title| title == "Wire 229") && !titles.iter().any(|title| title == "Wire 209")
    );
    let words = health::words(&first(&desk).await, desk.now());
    assert!(
        words.contains("of its 30 new entries the newest 20 were taken")
            && words.contains("Set keep.new_a_day higher"),
        "{words}"
    );
    press.pass_minutes(60 * 24);
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await.len(), 120, "another day, and the feed still has them");
}

#[tokio::test]
async fn a_feed_that_takes_too_much_room_gives_up_its_oldest_and_its_health_tells() {
    let press = Press::new().await;
    many(&press, 0..60);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let keep = dateline_store::Retention { feed_bytes: 10_000, ..dateline_store::Retention::default() };
    desk.store().clean(keep, desk.now()).await.unwrap();
    let left = held(&desk).await;
    assert!(left.len() < 60 && left.iter().any(|entry| entry.title == "Wire 59"), "{}", left.len());
    let words = health::words(&first(&desk).await, desk.now());
    assert!(words.contains("its oldest articles are removed. Give it more"), "{words}");
}

#[tokio::test]
async fn repairs_losses_and_merges_are_told_with_what_to_do() {
    let press = Press::new().await;
    let damaged = "<rss version='2.0'><channel><title>Gull & Tern</title><item><guid>a</guid><title>One</title></item><item><title>Tw";
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", damaged);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let words = health::words(&first(&desk).await, desk.now());
    for told in [
        "Something was left out: the feed breaks off before its end",
        "What is missing can be read at the publisher.",
        "Feed has errors, which were repaired: a bare & was read as itself",
        "Nothing to do.",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    press.feed("tern.localhost", &[("/a", "Fog")]);
    desk.add(url("http://tern.localhost/feed"), None).await.unwrap();
    press.set("gull.localhost/feed", 301, "location: http://tern.localhost/feed", "");
    for _ in 0..2 {
        press.pass_minutes(60);
        desk.update(Which::All).await.unwrap();
    }
    let words = health::words(&first(&desk).await, desk.now());
    assert!(
        words.contains("http://gull.localhost/feed has moved here for good; the two feeds are one now"),
        "{words}"
    );
}
