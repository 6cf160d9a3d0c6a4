//! What no client should send: the answer says what is wrong, and is never everything.

use super::{NEWS, house};
use serde_json::json;

#[tokio::test]
async fn what_cannot_be_meant_is_refused() {
    let house = house().await;
    let app = house.app(house.ada).await;
    for (method, path, body, status) in [
        ("GET", "/v1/entries?status=new", "", 400),
        ("GET", "/v1/entries?order=color", "", 400),
        ("GET", "/v1/entries?direction=up", "", 400),
        ("GET", "/v1/entries?limit=-1", "", 400),
        ("GET", "/v1/entries?limit=many", "", 400),
        ("GET", "/v1/entries?offset=-5", "", 400),
        ("GET", "/v1/entries?starred=perhaps", "", 400),
        ("GET", "/v1/entries/ids?starred=perhaps", "", 400),
        ("GET", "/v1/entries/ids?status=new", "", 400),
        ("GET", "/v1/entries?feed_id=999", "", 400),
        ("GET", "/v1/entries?category_id=999", "", 400),
        ("GET", "/v1/entries?feed_id=one", "", 400),
        ("GET", "/v1/entries/999", "", 404),
        ("GET", "/v1/entries/0", "", 404),
        ("GET", "/v1/entries/-1", "", 404),
        ("GET", "/v1/entries/99999999999999999999", "", 404),
        ("GET", "/v1/entries/one", "", 404),
        ("GET", "/v1/feeds/999", "", 404),
        ("GET", "/v1/feeds/2/entries/1", "", 404),
        ("GET", "/v1/categories/2/entries/1", "", 404),
        ("GET", "/v1/feeds/999/icon", "", 404),
        ("GET", "/v1/icons/1", "", 404),
        ("GET", "/v1/enclosures/64", "", 404),
        ("GET", "/v1/enclosures/9223372036854775807", "", 404),
        ("GET", "/v1/users/Bert", "", 404),
        ("PUT", "/v1/users/999/mark-all-as-read", "", 404),
        ("PUT", "/v1/feeds/999/mark-all-as-read", "", 404),
        ("PUT", "/v1/categories/999/mark-all-as-read", "", 404),
        ("PUT", "/v1/entries/999/bookmark", "", 404),
        ("POST", "/v1/entries/1/save", "", 400),
        ("PUT", "/v1/entries", "", 400),
        ("PUT", "/v1/entries", "[]", 400),
        ("PUT", "/v1/entries", "entry_ids=1&status=read", 400),
        ("PUT", "/v1/entries", "{}", 400),
        ("PUT", "/v1/entries", r#"{"entry_ids": [], "status": "read"}"#, 400),
        ("PUT", "/v1/entries", r#"{"entry_ids": [1]}"#, 400),
        ("PUT", "/v1/entries", r#"{"entry_ids": [1], "status": "removed"}"#, 400),
        ("PUT", "/v1/entries", r#"{"entry_ids": ["1"], "status": "read"}"#, 400),
        ("PUT", "/v1/entries", r#"{"entry_ids": [1e99], "status": "read"}"#, 400),
        ("PUT", "/v1/enclosures/192", r#"{"media_progression": -1}"#, 400),
        ("POST", "/v1/feeds", r#"{"feed_url": ""}"#, 400),
        ("POST", "/v1/feeds", r#"{"feed_url": "https://paper.example/feed"}"#, 400),
        ("POST", "/v1/feeds", r#"{"feed_url": "https://new.example/", "category_id": 999}"#, 400),
        ("PUT", "/v1/feeds/1", r#"{"category_id": 999}"#, 400),
        ("PUT", "/v1/feeds/1", r#"{"feed_url": "https://other.example/"}"#, 400),
        ("PUT", "/v1/feeds/999", "{}", 404),
        ("DELETE", "/v1/feeds/999", "", 404),
        ("POST", "/v1/import", "no list", 400),
        ("POST", "/v1/discover", r#"{"url": "::"}"#, 400),
        ("PATCH", "/v1/entries", "", 405),
        ("GET", "/v1/nowhere", "", 404),
        ("GET", "/v1/", "", 404),
    ] {
        let answer = app.ask(method, path, body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}: {}", answer.text);
        assert!(
            answer.json()["error_message"].as_str().is_some_and(|text| text.len() > 5),
            "{path}: {}",
            answer.text
        );
    }
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 6, "nothing of it marked anything");
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_by_nextcloud_news() {
    let house = house().await;
    let app = house.app(house.ada).await;
    for (method, path, body, status) in [
        ("POST", "v1-3/items/999/read", "", 404),
        ("PUT", "v1-2/items/one/read", "", 404),
        ("PUT", "v1-2/items/1/00000000000000000000000000000000/star", "", 404),
        ("PUT", "v1-2/items/read", "", 400),
        ("PUT", "v1-2/feeds/1/read", "{}", 400),
        ("PUT", "v1-2/feeds/1/read", r#"{"newestItemId": "soon"}"#, 400),
        ("PUT", "v1-2/feeds/999/read", r#"{"newestItemId": 9}"#, 404),
        ("POST", "v1-3/folders/999/read", r#"{"newestItemId": 9}"#, 404),
        ("PUT", "v1-2/feeds/1/move", r#"{"folderId": 999}"#, 404),
        ("POST", "v1-3/feeds/1/rename", r#"{"feedTitle": ""}"#, 422),
        ("GET", "v1-3/favicon/none", "", 404),
        ("GET", "v9/items", "", 404),
    ] {
        let answer = app.ask(method, &format!("{NEWS}/{path}"), body).await;
        assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}: {}", answer.text);
        assert!(
            answer.json()["message"].as_str().is_some_and(|text| text.len() > 5),
            "{path}: {}",
            answer.text
        );
    }
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 6, "nothing of it marked anything");
}

#[tokio::test]
async fn what_can_be_meant_is_answered() {
    let house = house().await;
    let app = house.app(house.ada).await;
    for path in [
        "//v1//entries",
        "/v1/v1/entries/",
        "/v1/entries?before=soon&unknown=1&limit=&status=",
        "/v1/entries?limit=0&offset=0",
    ] {
        assert_eq!(app.get(path).await["total"], 6, "{path}");
    }
    assert_eq!(app.ids("offset=18446744073709551615").await, [] as [i64; 0]);
    assert_eq!(app.ids("changed_after=99999999999999999").await, [] as [i64; 0], "a moment in microseconds");
    assert_eq!(app.ids("published_after=1795442700000000000").await, [] as [i64; 0]);
    for kind in ["text/plain", "application/xml", "multipart/form-data", "x"] {
        let fields = [("x-auth-token", app.token.as_str()), ("content-type", kind)];
        let body = r#"{"entry_ids": [1], "status": "read", "unknown": null}"#;
        assert_eq!(house.ask(&fields, "PUT", "/v1/entries", body).await.status, 204, "{kind}");
    }
    for odd in [
        "/fever/?api&items&since_id=x&max_id=&with_ids=a,b",
        "/fever//?api&feeds=1&feeds=2&%ff",
        "/fever/?api=xml&refresh&groups&groups",
    ] {
        let body = format!("api_key={}&mark=item&as=read&id=99999999999999999999", app.key("Ada"));
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(house.ask(&kind, "POST", odd, &body).await.json()["auth"], 1, "{odd}");
    }
}

#[tokio::test]
async fn a_hundred_thousand_numbers_at_once_are_marked() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let many: Vec<i64> = (1..=100_000).rev().collect();
    app.send("PUT", "/v1/entries", &json!({"entry_ids": many, "status": "read"}).to_string(), 204).await;
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 0);
    app.send(
        "POST",
        &format!("{NEWS}/v1-3/items/unread/multiple"),
        &json!({"itemIds": many}).to_string(),
        200,
    )
    .await;
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 6);
    let hashes: Vec<_> =
        many.iter().map(|number| json!({"feedId": 1, "guidHash": format!("{number:032x}")})).collect();
    app.send("PUT", &format!("{NEWS}/v1-2/items/star/multiple"), &json!({"items": hashes}).to_string(), 200)
        .await;
    assert_eq!(app.get("/v1/entries?starred=true").await["total"], 0);
    let ids = many.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    let fever = app.fever("items&mark=item&as=read", &format!("with_ids={ids}")).await;
    assert_eq!(fever["unread_item_ids"], "");
}
