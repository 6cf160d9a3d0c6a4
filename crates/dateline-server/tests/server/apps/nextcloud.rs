//! The API of Nextcloud News.

use super::{App, NEWS, house, numbers, sorted};
use serde_json::{Value, json};

async fn items(app: &App<'_>, query: &str) -> Vec<i64> {
    numbers(&app.get(&format!("{NEWS}/v1-2/items?{query}")).await["items"])
}

#[tokio::test]
async fn every_app_decodes_what_it_gets() {
    let house = house().await;
    let app = house.app(house.ada).await;
    assert_eq!(house.ask(&[], "GET", NEWS, "").await.json(), json!({"apiLevels": ["v1-2", "v1-3"]}));
    let feeds = app.get(&format!("{NEWS}/v1-3/feeds")).await;
    assert_eq!((feeds["starredCount"].as_u64(), feeds["newestItemId"].as_i64()), (Some(0), Some(6)));
    for feed in feeds["feeds"].as_array().unwrap() {
        for name in ["id", "added", "unreadCount", "ordering", "updateErrorCount"] {
            assert!(feed[name].is_i64(), "{name}: {feed}");
        }
        assert!(
            feed["folderId"].is_null() && feed["pinned"].is_boolean() && feed["url"].is_string(),
            "{feed}"
        );
    }
    assert_eq!(app.get(&format!("{NEWS}/v1-2/feeds")).await["feeds"][0]["folderId"], 0);
    let found = app.get(&format!("{NEWS}/v1-3/items?type=3&batchSize=-1")).await;
    for item in found["items"].as_array().unwrap() {
        for name in ["guid", "guidHash", "title", "body", "fingerprint", "url", "author"] {
            assert!(item[name].is_string(), "{name}: {item}");
        }
        for name in ["id", "feedId", "pubDate", "lastModified"] {
            assert!(item[name].as_i64().is_some_and(|number| number < 1 << 31), "{name}: {item}");
        }
        assert!(item["unread"] == true && item["starred"] == false && item["rtl"] == false, "{item}");
        use md5::Digest as _;
        let made: String = md5::Md5::digest(item["guid"].as_str().unwrap())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(item["guidHash"], made.as_str(), "apps make it themselves");
    }
    let status = app.get(&format!("{NEWS}/v1-2/status")).await;
    assert!(status["version"].is_string() && status["warnings"]["incorrectDbCharset"] == false);
    assert_eq!(app.get(&format!("{NEWS}/v1-2/user")).await["userId"], "Ada");
}

#[tokio::test]
async fn lists_are_cut_as_asked() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let all = app.ids("order=id").await;
    let down: Vec<i64> = all.iter().rev().copied().collect();
    house.put_at_sea().await;
    let sea = app.get(&format!("{NEWS}/v1-2/folders")).await["folders"][0]["id"].as_i64().unwrap();
    app.send("PUT", &format!("{NEWS}/v1-2/items/{}/read", all[0]), "", 200).await;
    app.send("POST", &format!("{NEWS}/v1-3/items/{}/star", all[1]), "", 200).await;
    for (query, expected) in [
        ("type=3".to_owned(), down.clone()),
        ("type=3&getRead=false".to_owned(), down[..5].to_vec()),
        ("type=6".to_owned(), down[..5].to_vec()),
        ("type=2&id=0".to_owned(), vec![all[1]]),
        ("type=0&id=1&oldestFirst=true&batchSize=2".to_owned(), all[..2].to_vec()),
        (format!("type=0&id=1&oldestFirst=true&batchSize=2&offset={}", all[1]), all[2..4].to_vec()),
        (format!("type=3&batchSize=2&offset={}", all[3]), vec![all[2], all[1]]),
        (format!("type=1&id={sea}"), down.clone()),
        ("type=1&id=0".to_owned(), Vec::new()),
        ("type=1&id=999".to_owned(), Vec::new()),
        ("type=0&id=2".to_owned(), Vec::new()),
        ("type=0&id=999".to_owned(), Vec::new()),
        ("type=0".to_owned(), Vec::new()),
    ] {
        assert_eq!(items(&app, &query).await, expected, "{query}");
    }
    app.send("GET", &format!("{NEWS}/v1-2/items?type=9"), "", 422).await;
}

#[tokio::test]
async fn marks_of_both_versions_are_taken() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let all = app.ids("order=id").await;
    let unread = async || sorted(items(&app, "type=6").await);
    let hashes = app.get(&format!("{NEWS}/v1-2/items?type=3&oldestFirst=true")).await["items"].clone();
    let hash = |at: usize| hashes[at]["guidHash"].as_str().unwrap();
    let (first, second) = (all[0], all[1]);
    for (method, path, body, left) in [
        ("PUT", "v1-2/items/read/multiple", json!({"items": [first, second, 999_999]}), 4),
        ("PUT", "v1-2/items/unread/multiple", json!({"items": [first]}), 5),
        ("POST", "v1-3/items/read/multiple", json!({"itemIds": [first]}), 4),
        ("POST", "v1-3/items/unread/multiple", json!({"itemIds": [first, second]}), 6),
        ("PUT", "v1-2/feeds/1/read", json!({"newestItemId": second}), 4),
        ("POST", "v1-3/feeds/0/read", json!({"newestItemId": 6}), 4),
        ("POST", "v1-3/feeds/1/read", json!({"newestItemId": i64::MAX}), 0),
        ("POST", "v1-3/items/unread/multiple", json!({"itemIds": all}), 6),
        ("PUT", "v1-2/items/read", json!({"newestItemId": all[2]}), 3),
        ("PUT", "v1-2/folders/0/read", json!({"newestItemId": all[3]}), 2),
        ("PUT", "v1-2/feeds/1/read?newestItemId=9223372036854775807", json!({}), 0),
    ] {
        app.send(method, &format!("{NEWS}/{path}"), &body.to_string(), 200).await;
        assert_eq!(unread().await.len(), left, "{path} {body}");
    }
    let starred = async || sorted(items(&app, "type=2&id=0").await);
    for (method, path, body, left) in [
        ("PUT", format!("v1-2/items/1/{}/star", hash(2)), json!({}), vec![all[2]]),
        (
            "PUT",
            "v1-2/items/star/multiple".to_owned(),
            json!({"items": [{"feedId": 1, "guidHash": hash(3)}, {"feedId": 1, "guidHash": "none"}]}),
            vec![all[2], all[3]],
        ),
        ("PUT", format!("v1-2/items/1/{}/unstar", hash(2)), json!({}), vec![all[3]]),
        ("POST", "v1-3/items/star/multiple".to_owned(), json!({"itemIds": [all[0]]}), vec![all[0], all[3]]),
        ("POST", "v1-3/items/unstar/multiple".to_owned(), json!({"itemIds": [all[0], all[3]]}), vec![]),
        ("POST", "v1-3/items/starred/multiple".to_owned(), json!({"itemIds": [all[0]]}), vec![all[0]]),
    ] {
        app.send(method, &format!("{NEWS}/{path}"), &body.to_string(), 200).await;
        assert_eq!(starred().await, left, "{path} {body}");
    }
}

#[tokio::test]
async fn what_was_marked_elsewhere_is_told_since() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let now = crate::fixture::clock();
    let reader = house.desk.store().reader(house.ada);
    reader.place_at(now, now + jiff::SignedDuration::from_hours(1)).await.unwrap();
    let since = now.as_second() + 3_700;
    for (number, expected) in [(since, 0), (since * 1_000_000, 0), (0, 6)] {
        let found = app.get(&format!("{NEWS}/v1-3/items/updated?type=3&lastModified={number}")).await;
        assert_eq!(found["items"].as_array().unwrap().len(), expected, "{number}");
    }
    let later = now + jiff::SignedDuration::from_hours(2);
    reader.mark(vec![dateline_model::EntryId(2)], dateline_store::EntryMark::Read, later).await.unwrap();
    let found = app.get(&format!("{NEWS}/v1-3/items/updated?type=3&lastModified={since}")).await;
    assert_eq!(numbers(&found["items"]), [2]);
    assert_eq!(found["items"][0]["unread"], false);
}

#[tokio::test]
async fn feeds_and_folders_are_managed() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let made: Value = serde_json::from_str(
        &app.send("POST", &format!("{NEWS}/v1-3/folders"), r#"{"name": "Sea"}"#, 200).await,
    )
    .unwrap();
    let sea = made["folders"][0]["id"].as_i64().unwrap();
    assert_eq!(made["folders"][0]["name"], "Sea");
    app.send("POST", &format!("{NEWS}/v1-3/folders?name=Sea"), "", 409).await;
    app.send("POST", &format!("{NEWS}/v1-3/folders"), r#"{"name": " "}"#, 422).await;
    app.send("PUT", &format!("{NEWS}/v1-2/feeds/1/move"), &json!({"folderId": sea}).to_string(), 200).await;
    app.send("PUT", &format!("{NEWS}/v1-2/feeds/1/rename"), r#"{"feedTitle": "Tide"}"#, 200).await;
    app.send("PUT", &format!("{NEWS}/v1-3/folders/{sea}"), r#"{"name": "Ocean"}"#, 200).await;
    let feeds = app.get(&format!("{NEWS}/v1-3/feeds")).await;
    let tide = feeds["feeds"].as_array().unwrap().iter().find(|feed| feed["id"] == 1).unwrap().clone();
    assert_eq!((tide["title"].as_str(), tide["folderId"].as_i64()), (Some("Tide"), Some(sea)));
    app.send("POST", &format!("{NEWS}/v1-3/feeds/1/move"), r#"{"folderId": null}"#, 200).await;
    app.send("DELETE", &format!("{NEWS}/v1-3/folders/{sea}"), "", 200).await;
    app.send("DELETE", &format!("{NEWS}/v1-3/folders/{sea}"), "", 404).await;
    app.send("POST", &format!("{NEWS}/v1-3/feeds?url=https://paper.example/feed&folderId=0"), "", 409).await;
    app.send("POST", &format!("{NEWS}/v1-3/feeds"), r#"{"url": "not an address"}"#, 422).await;
    app.send("DELETE", &format!("{NEWS}/v1-3/feeds/1"), "", 200).await;
    app.send("DELETE", &format!("{NEWS}/v1-3/feeds/1"), "", 404).await;
    assert_eq!(items(&app, "type=3").await, [] as [i64; 0]);
}
