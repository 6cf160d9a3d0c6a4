//! `kill -9` during `update`: nothing acknowledged is lost, nothing doubled, and stories, search and store agree.
//!
//! Five times in the suite; `DATELINE_KILLS=50` raises it.

use crate::fixture::{Dir, until};
use crate::publisher_server::{Origin, Reply, article, rss};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const HOSTS: [&str; 6] =
    ["courier.example", "mail.example", "quay.example", "herald.example", "post.example", "tide.example"];
/// New entries of each feed in each edition.
const NEW: usize = 6;

fn slugs(edition: usize) -> Vec<String> {
    (0..edition * NEW).map(|number| format!("n{number}")).collect()
}

/// Six publishers that share happenings, each with a new edition whenever the counter rises.
fn press(edition: Arc<AtomicUsize>) -> Origin {
    Origin::new(move |ask| match ask.path.trim_start_matches('/') {
        "feed" => Reply::feed(rss(&ask.host, &slugs(edition.load(Ordering::SeqCst)))),
        "robots.txt" => Reply::missing(),
        slug => Reply::html(article(&ask.host, slug)),
    })
}

/// What the store holds: how it is held, by guid.
fn held(dir: &Dir) -> BTreeMap<String, Option<String>> {
    let store = Connection::open(dir.store()).unwrap();
    let mut rows =
        store.prepare("SELECT s.guid, e.holding FROM sightings s JOIN entries e ON e.id = s.entry").unwrap();
    let rows = rows.query_map((), |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn count(store: &Connection, query: &str) -> i64 {
    store.query_row(query, (), |row| row.get(0)).unwrap()
}

/// Nothing twice: no guid of a feed, no address, no entry without its sighting.
fn nothing_doubled(dir: &Dir) {
    let store = Connection::open(dir.store()).unwrap();
    for (what, query) in [
        ("guids", "SELECT count(*) FROM (SELECT 1 FROM sightings GROUP BY feed, guid HAVING count(*) > 1)"),
        ("addresses", "SELECT count(*) FROM (SELECT 1 FROM entries GROUP BY url HAVING count(*) > 1)"),
        (
            "titles",
            "SELECT count(*) FROM (SELECT 1 FROM entries GROUP BY title, publisher_host HAVING count(*) > 1)",
        ),
        ("orphans", "SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry FROM sightings)"),
    ] {
        assert_eq!(count(&store, query), 0, "{what} twice or lost");
    }
}

/// The doctor finds nothing wrong, and the index finds every article that is held.
fn well(dir: &Dir) {
    let checks = dir.dateline(["doctor", "--json"]).run().json();
    for check in checks["checks"].as_array().unwrap() {
        assert!(check["well"] == true || check["check"] == "disk", "{check}");
    }
}

/// How many entries the killed update said of each feed before it died, and had therefore committed.
fn acknowledged(said: &str) -> Vec<(String, usize)> {
    let lines = said.lines().filter_map(|line| line.strip_prefix("News of ")?.split_once(": "));
    lines
        .filter_map(|(feed, words)| Some((feed.to_owned(), words.split_once(" new, ")?.0.parse().ok()?)))
        .collect()
}

/// One update killed when the press has been asked so often; gives what it had acknowledged and whether it was still at
/// work.
fn strike(dir: &Dir, origin: &Origin, asks: usize) -> (Vec<(String, usize)>, bool) {
    let before = origin.asked_in_all();
    let mut running = dir.dateline(["update"]).start();
    let mut ended = false;
    until("the moment", Duration::from_secs(60), || {
        ended = running.child.try_wait().unwrap().is_some();
        ended || origin.asked_in_all() >= before + asks
    });
    (acknowledged(&running.kill()), !ended)
}

/// Moments of an update, counted in requests, that differ from round to round: robots, feed and pages of each host.
fn moment(round: usize) -> usize {
    let mixed = (round as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(mixed).unwrap() % (HOSTS.len() * (NEW + 2))
}

#[test]
fn killed_updates_lose_and_double_nothing() {
    let rounds = std::env::var("DATELINE_KILLS").map_or(5, |count| count.parse().unwrap());
    let edition = Arc::new(AtomicUsize::new(1));
    let origin = press(edition.clone());
    let dir = Dir::new();
    dir.config(true, &HOSTS.map(|host| (host, origin.port)));
    for host in HOSTS {
        dir.dateline(["add"]).arg(format!("http://{host}/feed")).done();
    }
    dir.dateline(["update"]).done();
    let (mut struck, mut said) = (0, 0);
    for round in 0..rounds {
        edition.fetch_add(1, Ordering::SeqCst);
        let before = held(&dir);
        let (acknowledged, at_work) = strike(&dir, &origin, moment(round));
        struck += usize::from(at_work);
        well(&dir);
        nothing_doubled(&dir);
        let after = held(&dir);
        for (guid, holding) in &before {
            let now = after.get(guid).unwrap_or_else(|| panic!("round {round}: {guid} is lost"));
            // The feed's own words, held until the page is read, give way to the page's.
            let more = holding.as_deref() == Some("partial") && now.as_deref() == Some("full");
            assert!(
                holding.is_none() || now == holding || more,
                "round {round}: {guid} was {holding:?} and is {now:?}"
            );
        }
        for (feed, new) in acknowledged {
            let of = |held: &BTreeMap<String, Option<String>>| {
                held.keys().filter(|guid| guid.ends_with(&format!("@{feed}"))).count()
            };
            assert!(of(&after) >= of(&before) + new, "round {round}: {feed} said {new} new");
            said += new;
        }
    }
    dir.dateline(["update"]).done();
    let last = held(&dir);
    assert_eq!(last.len(), (rounds + 1) * NEW * HOSTS.len(), "every entry of every edition, once");
    assert!(last.values().all(|holding| holding.as_deref() == Some("full")), "{last:#?}");
    nothing_doubled(&dir);
    well(&dir);
    println!("{struck} of {rounds} updates were killed at work; {said} entries were acknowledged before");
    assert!(struck * 2 >= rounds, "too few were killed at work: {struck} of {rounds}");
}
