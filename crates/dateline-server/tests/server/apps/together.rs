//! Marks by three clients at once, each in its protocol: nothing is lost, nothing appears, and all tell the same.

use super::{App, NEWS, sorted};
use crate::house::House;
use serde_json::json;
use std::collections::BTreeMap;

const STORIES: usize = 60;
const ROUNDS: usize = 1_000;

/// Numbers that look random and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// What a client did to its own articles: read and starred, by number.
type Done = BTreeMap<i64, (bool, bool)>;

/// One client marks articles of its own, some one by one and some many at once.
async fn work(app: &App<'_>, protocol: usize, own: Vec<i64>) -> Done {
    let mut done: Done = own.iter().map(|id| (*id, (false, false))).collect();
    let mut numbers = Numbers(protocol as u64 + 7);
    for _ in 0..ROUNDS {
        let some = [1, 1, 5][numbers.below(3)];
        let ids: Vec<i64> = (0..some).map(|_| own[numbers.below(own.len())]).collect();
        let mark = ["read", "unread", "saved", "unsaved"][numbers.below(4)];
        match protocol {
            0 => by_miniflux(app, &ids, mark).await,
            1 => by_fever(app, &ids, mark).await,
            _ => by_nextcloud(app, &ids, mark).await,
        }
        for id in ids {
            let state = done.entry(id).or_default();
            match mark {
                "read" => state.0 = true,
                "unread" => state.0 = false,
                "saved" => state.1 = true,
                _ => state.1 = false,
            }
        }
    }
    done
}

async fn by_miniflux(app: &App<'_>, ids: &[i64], mark: &str) {
    let body = match mark {
        "read" | "unread" => json!({"entry_ids": ids, "status": mark}),
        _ => json!({"entry_ids": ids, "starred": mark == "saved"}),
    };
    app.send("PUT", "/v1/entries", &body.to_string(), 204).await;
}

async fn by_fever(app: &App<'_>, ids: &[i64], mark: &str) {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    app.fever("", &format!("mark=item&as={mark}&with_ids={}", ids.join(","))).await;
}

async fn by_nextcloud(app: &App<'_>, ids: &[i64], mark: &str) {
    let word = mark.replace("saved", "star");
    let body = json!({"itemIds": ids}).to_string();
    app.send("POST", &format!("{NEWS}/v1-3/items/{word}/multiple"), &body, 200).await;
}

fn listed(text: &serde_json::Value) -> Vec<i64> {
    let text = text.as_str().unwrap();
    sorted(text.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().unwrap()).collect())
}

/// What a stream of Google Reader holds.
async fn by_greader(app: &App<'_>, query: &str) -> Vec<i64> {
    let bearer = format!("GoogleLogin auth={}", app.token);
    let path = format!("/api/greader.php/reader/api/0/stream/items/ids?n=50000&{query}");
    let told = app.house.ask(&[("authorization", &bearer)], "GET", &path, "").await.json();
    let refs = told["itemRefs"].as_array().unwrap().iter();
    sorted(
        refs.map(|one| one["id"].as_str().unwrap().parse::<i64>().unwrap() - 1_000_000_000_000_000).collect(),
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn marks_by_three_clients_at_once_are_the_same_in_all() {
    let house = House::of_ada(STORIES, 3).await;
    let (desk, ada) = (house.desk.clone(), house.ada);
    let app = house.app(ada).await;
    let all = sorted(super::numbers(&app.get("/v1/entries?limit=0&order=id").await["entries"]));
    let own =
        |protocol: usize| all.iter().copied().filter(|id| *id as usize % 3 == protocol).collect::<Vec<i64>>();
    let (one, two, three) = tokio::join!(work(&app, 0, own(0)), work(&app, 1, own(1)), work(&app, 2, own(2)));
    let done: Done = one.into_iter().chain(two).chain(three).collect();
    let of = |holds: fn(&(bool, bool)) -> bool| {
        done.iter().filter(|(_, state)| holds(state)).map(|(id, _)| *id).collect::<Vec<i64>>()
    };
    let (unread, starred) = (of(|state| !state.0), of(|state| state.1));
    assert!(unread.len() > 50 && starred.len() > 50);
    let fever = app.fever("unread_item_ids&saved_item_ids", "").await;
    let of_news = async |kind: u8| {
        sorted(super::numbers(&app.get(&format!("{NEWS}/v1-3/items?type={kind}&id=0")).await["items"]))
    };
    for (what, found) in [
        ("Miniflux", app.ids("limit=0&status=unread").await),
        ("Fever", listed(&fever["unread_item_ids"])),
        ("Nextcloud News", of_news(6).await),
        (
            "Google Reader",
            by_greader(&app, "s=user/-/state/com.google/reading-list&xt=user/-/state/com.google/read").await,
        ),
    ] {
        assert_eq!(sorted(found), unread, "unread by {what}");
    }
    for (what, found) in [
        ("Miniflux", app.ids("limit=0&starred=true").await),
        ("Fever", listed(&fever["saved_item_ids"])),
        ("Nextcloud News", of_news(2).await),
        ("Google Reader", by_greader(&app, "s=user/-/state/com.google/starred").await),
    ] {
        assert_eq!(sorted(found), starred, "starred by {what}");
    }
    let counted = app.get("/v1/feeds/counters").await["unreads"]["1"].as_u64();
    assert_eq!(counted, Some(unread.len() as u64), "the counter");
    assert!(desk.store().check().await.unwrap().is_healthy());
    println!("{} operations by three clients: 0 lost, 0 ghosts", 3 * ROUNDS);
}
