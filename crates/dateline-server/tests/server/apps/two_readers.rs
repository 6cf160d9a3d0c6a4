//! Two readers: what one has, the other neither sees nor changes, on any route of any protocol.

use super::house;
use crate::house::House;
use dateline_server::{Route, routes};
use serde_json::Value;

const PROTOCOLS: [&str; 3] = ["/v1/", "/index.php/", "/api/greader.php/"];

/// Everything that a reader has, as the protocols tell it.
async fn has(house: &House, user: dateline_model::UserId) -> Vec<Value> {
    let app = house.app(user).await;
    let mut told = Vec::new();
    for path in
        ["/v1/entries?limit=0", "/v1/feeds", "/v1/categories", "/index.php/apps/news/api/v1-3/folders"]
    {
        told.push(app.get(path).await);
    }
    told
}

fn bodies(hash: &str) -> Vec<String> {
    vec![
        String::new(),
        format!(
            r#"{{"entry_ids": [1, 2], "status": "read", "starred": true, "title": "x", "category_id": 2, "name": "x", "folderId": 1,
            "feedTitle": "x", "newestItemId": 9, "itemIds": [1, 2], "items": [1, {{"feedId": 1, "guidHash": "{hash}"}}], "media_progression": 9}}"#
        ),
        "i=1000000000000001&a=user/-/state/com.google/read&s=feed/1&t=x&ac=unsubscribe&dest=x&ts=0"
            .to_owned(),
    ]
}

async fn send(house: &House, token: &str, route: &Route, path: &str, body: &str) -> String {
    let kind = if body.starts_with('i') { "application/x-www-form-urlencoded" } else { "application/json" };
    let bearer = format!("GoogleLogin auth={token}");
    let fields = [("authorization", bearer.as_str()), ("content-type", kind)];
    let answer = house.ask(&fields, route.method, path, body).await;
    assert!(!answer.status.is_server_error(), "{} {path}: {}", route.method, answer.text);
    answer.text.to_lowercase()
}

#[tokio::test]
async fn numbers_of_another_show_and_change_nothing() {
    let house = house().await;
    let reader = house.desk.store().reader(house.ada);
    reader.move_feeds(vec![dateline_model::FeedId(1)], "Zephyr".to_owned()).await.unwrap();
    reader.set_label("Zephyrlabel".to_owned(), vec![dateline_model::EntryId(1)]).await.unwrap();
    let file = reader.stream_items((1..7).map(dateline_model::EntryId).collect()).await.unwrap();
    let file = file.iter().find(|item| !item.attached.files.is_empty()).unwrap().summary.id.0;
    let before = has(&house, house.ada).await;
    let items = house.app(house.ada).await.get("/index.php/apps/news/api/v1-3/items").await;
    let hash = items["items"][0]["guidHash"].as_str().unwrap().to_owned();
    let bert = house.app(house.bert).await.token;
    let mut tried = 0;
    for route in routes().filter(|route| PROTOCOLS.iter().any(|first| route.path.starts_with(first))) {
        for number in [1, 2, file * 64] {
            let path = route
                .path
                .replace("{id}", &number.to_string())
                .replace("{entry}", "1")
                .replace("{hash}", &hash);
            let path = path.replace("{*stream}", "feed/1");
            for body in bodies(&hash) {
                let text = send(&house, &bert, route, &path, &body).await;
                for secret in ["zephyr", "river law", "paper.example/feed", "what the 0th paper"] {
                    assert!(!text.contains(secret), "{} {path} tells {secret}: {text}", route.method);
                }
                tried += 1;
            }
        }
    }
    println!("{tried} requests of a second reader with the first one's numbers: 0 leaks");
    assert!(tried > 900, "{tried}");
    assert_eq!(has(&house, house.ada).await, before);
    let fever = house.app(house.bert).await;
    let key = fever.key("Bert");
    for fields in [
        "mark=item&as=saved&id=1",
        "mark=feed&as=read&id=1",
        "mark=group&as=read&id=1",
        "mark=group&as=read&id=0",
        "with_ids=1,2,3",
    ] {
        let path =
            format!("/fever/?api&items&feeds&groups&unread_item_ids&saved_item_ids&api_key={key}&{fields}");
        let told = house.ask(&[], "GET", &path, "").await.json();
        assert_eq!(
            (told["items"].as_array().unwrap().len(), told["unread_item_ids"].as_str()),
            (0, Some("")),
            "{fields}"
        );
    }
    assert_eq!(has(&house, house.ada).await, before);
}
