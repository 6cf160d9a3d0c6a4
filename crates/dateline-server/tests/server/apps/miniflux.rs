//! The API of Miniflux.

use super::{App, house, numbers, sorted};
use crate::fixture::clock;
use dateline_store::{EntryMark, TokenScope};
use http::StatusCode;
use serde_json::{Value, json};

/// A field with what it is.
type Field<'f> = (&'f str, fn(&Value) -> bool);

/// Fields that one client or another cannot do without, with what they are.
fn check(what: &str, object: &Value, fields: &[Field<'_>]) {
    for (name, holds) in fields {
        assert!(object.get(*name).is_some_and(holds), "{what}.{name}: {:?}", object.get(*name));
    }
}

fn small(value: &Value) -> bool {
    value.as_i64().is_some_and(|number| (1..1 << 31).contains(&number))
}

fn time(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.ends_with('Z') && text.len() >= 20)
}

#[tokio::test]
async fn every_client_decodes_what_it_gets() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let found = app.get("/v1/entries?limit=3").await;
    assert_eq!((found["total"].as_u64(), found["entries"].as_array().unwrap().len()), (Some(6), 3));
    for entry in found["entries"].as_array().unwrap() {
        check(
            "entry",
            entry,
            &[
                ("id", small),
                ("user_id", small),
                ("feed_id", small),
                ("status", |status| status == "unread"),
                ("hash", |hash| hash.as_str().is_some_and(|hash| hash.len() == 64)),
                ("title", |title| title.as_str().is_some_and(|title| !title.is_empty())),
                ("url", Value::is_string),
                ("comments_url", Value::is_string),
                ("published_at", time),
                ("created_at", time),
                ("changed_at", time),
                ("content", Value::is_string),
                ("author", Value::is_string),
                ("share_code", Value::is_string),
                ("starred", Value::is_boolean),
                ("reading_time", Value::is_u64),
                ("enclosures", Value::is_array),
                ("tags", Value::is_array),
                ("feed", Value::is_object),
            ],
        );
        check_feed(&entry["feed"]);
    }
    let feeds = app.get("/v1/feeds").await;
    feeds.as_array().unwrap().iter().for_each(check_feed);
    let me = app.get("/v1/me").await;
    check("me", &me, &[("id", small), ("username", |name| name == "Ada"), ("is_admin", Value::is_boolean)]);
    for name in
        "theme language timezone entry_sorting_direction stylesheet google_id openid_connect_id last_login_at"
            .split(' ')
    {
        assert!(me[name].is_string(), "{name}");
    }
    for name in "entries_per_page default_reading_speed cjk_reading_speed".split(' ') {
        assert!(me[name].is_u64(), "{name}");
    }
    let version = app.get("/v1/version").await["version"].as_str().unwrap().to_owned();
    assert!(version.split('.').filter_map(|part| part.parse::<u32>().ok()).count() == 3, "{version}");
    assert_eq!(house.ask(&[], "GET", "/healthcheck", "").await.text, "OK");
}

fn check_feed(feed: &Value) {
    check(
        "feed",
        feed,
        &[
            ("id", small),
            ("user_id", small),
            ("title", |title| title.as_str().is_some_and(|title| !title.is_empty())),
            ("site_url", Value::is_string),
            ("feed_url", Value::is_string),
            ("checked_at", time),
            ("next_check_at", time),
            ("parsing_error_count", Value::is_u64),
            ("parsing_error_message", Value::is_string),
            ("crawler", Value::is_boolean),
            ("disabled", Value::is_boolean),
            ("ignore_http_cache", Value::is_boolean),
            ("fetch_via_proxy", Value::is_boolean),
            ("hide_globally", Value::is_boolean),
            ("category", |category| {
                small(&category["id"]) && category["title"].is_string() && small(&category["user_id"])
            }),
        ],
    );
    assert!(feed.get("icon").is_some(), "it is null or an object");
}

#[tokio::test]
async fn a_list_is_cut_and_put_in_order_as_asked() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let reader = house.desk.store().reader(house.ada);
    let by_time = app.ids("order=published_at&direction=desc").await;
    let published = app.get("/v1/entries?order=published_at&direction=desc").await;
    let times: Vec<&str> = published["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["published_at"].as_str().unwrap())
        .collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    let all = sorted(by_time.clone());
    let reversed: Vec<i64> = by_time.iter().rev().copied().collect();
    reader.mark(vec![dateline_model::EntryId(all[1])], EntryMark::Read, clock()).await.unwrap();
    reader.mark(vec![dateline_model::EntryId(all[4])], EntryMark::Starred, clock()).await.unwrap();
    let without = |gone: i64| all.iter().copied().filter(|id| *id != gone).collect::<Vec<i64>>();
    let middle = (clock().as_second() - 7 * 60 * 3).to_string();
    let category = app.get("/v1/categories").await[0]["id"].as_i64().unwrap();
    let feed =
        app.get("/v1/feeds").await.as_array().unwrap().iter().find(|feed| feed["title"] == "Paper").unwrap()
            ["id"]
            .as_i64()
            .unwrap();
    for (query, expected) in [
        ("".to_owned(), reversed),
        ("order=id".to_owned(), all.clone()),
        ("order=id&direction=desc&offset=1&limit=2".to_owned(), vec![all[4], all[3]]),
        ("order=id&status=unread".to_owned(), without(all[1])),
        ("order=id&status=read".to_owned(), vec![all[1]]),
        ("order=id&status=read&status=unread".to_owned(), all.clone()),
        ("order=id&status=removed".to_owned(), Vec::new()),
        ("order=id&starred=1".to_owned(), vec![all[4]]),
        ("order=id&starred=false".to_owned(), without(all[4])),
        (format!("order=id&before_entry_id={}", all[2]), all[..2].to_vec()),
        (format!("order=id&after_entry_id={}", all[2]), all[3..].to_vec()),
        (format!("order=id&published_after={middle}"), all[..3].to_vec()),
        (format!("order=id&before={middle}"), all[4..].to_vec()),
        (format!("order=id&after={middle}000"), all[..3].to_vec()),
        (format!("order=id&category_id={category}"), all.clone()),
        (format!("order=id&feed_id={feed}"), all.clone()),
        ("order=id&search=bank".to_owned(), Vec::new()),
        ("order=id&search=river+law".to_owned(), vec![all[2], all[3]]),
        ("order=id&tags=nothing".to_owned(), Vec::new()),
        ("order=status&limit=1".to_owned(), vec![all[0]]),
        ("order=changed_at&direction=desc&limit=1&status=read".to_owned(), vec![all[1]]),
    ] {
        assert_eq!(app.ids(&query).await, expected, "{query}");
    }
    for order in ["created_at", "category_title", "category_id", "title", "author", "changed_at", "status"] {
        assert_eq!(sorted(app.ids(&format!("order={order}")).await), all, "{order}");
    }
    let ids = app.get("/v1/entries/ids?status=unread&limit=2").await;
    assert_eq!(ids, json!({"total": 5, "entry_ids": [all[5], all[4]]}));
    assert_eq!(numbers(&app.get(&format!("/v1/feeds/{feed}/entries?order=id")).await["entries"]), all);
    assert_eq!(app.get(&format!("/v1/categories/{category}/entries")).await["total"], 6);
}

#[tokio::test]
async fn marks_are_set_and_told_since() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let all = app.ids("order=id").await;
    let body = format!(r#"{{"entry_ids": [{}, {}, 999999], "status": "read"}}"#, all[0], all[1]);
    assert_eq!(app.send("PUT", "/v1/entries", &body, 204).await, "");
    assert_eq!(app.ids("order=id&status=read").await, all[..2]);
    app.send("PUT", &format!("/v1/entries/{}/bookmark", all[2]), "", 204).await;
    assert_eq!(app.ids("starred=true").await, [all[2]]);
    app.send("PUT", &format!("/v1/entries/{}/star", all[2]), "", 204).await;
    assert_eq!(app.ids("starred=true").await, [] as [i64; 0]);
    app.send("PUT", "/v1/entries", &format!(r#"{{"entry_ids": [{}], "starred": true}}"#, all[3]), 204).await;
    app.send("PUT", "/v1/entries", &format!(r#"{{"entry_ids": [{}], "starred": true}}"#, all[3]), 204).await;
    assert_eq!(app.ids("starred=true").await, [all[3]]);
    let counters = app.get("/v1/feeds/counters").await;
    assert_eq!((counters["reads"]["1"].as_u64(), counters["unreads"]["1"].as_u64()), (Some(2), Some(4)));
    let since = clock().as_second() + 3_600;
    let later = clock() + jiff::SignedDuration::from_hours(2);
    let reader = house.desk.store().reader(house.ada);
    // That it was asked once is what later questions are answered by.
    reader.place_at(clock(), clock() + jiff::SignedDuration::from_mins(50)).await.unwrap();
    assert_eq!(app.ids(&format!("changed_after={since}")).await, [] as [i64; 0]);
    reader.mark(vec![dateline_model::EntryId(all[0])], EntryMark::Unread, later).await.unwrap();
    assert_eq!(app.ids(&format!("changed_after={since}")).await, [all[0]]);
    app.send("PUT", "/v1/feeds/1/mark-all-as-read", "", 204).await;
    assert_eq!(app.ids("status=unread").await, [] as [i64; 0]);
}

#[tokio::test]
async fn folders_are_categories_and_stay_without_a_feed() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let made: Value =
        serde_json::from_str(&app.send("POST", "/v1/categories", r#"{"title": "Sea"}"#, 201).await).unwrap();
    let sea = made["id"].as_i64().unwrap();
    assert_eq!(made, json!({"id": sea, "title": "Sea", "user_id": house.ada.0, "hide_globally": false}));
    for title in ["Sea", "All", "", " "] {
        app.send("POST", "/v1/categories", &json!({"title": title}).to_string(), 400).await;
    }
    let moved =
        app.send("PUT", "/v1/feeds/1", &json!({"category_id": sea, "title": "Tide"}).to_string(), 201).await;
    let moved: Value = serde_json::from_str(&moved).unwrap();
    assert_eq!((moved["category"]["title"].as_str(), moved["title"].as_str()), (Some("Sea"), Some("Tide")));
    for paused in [true, false] {
        let told = app.send("PUT", "/v1/feeds/1", &json!({"disabled": paused}).to_string(), 201).await;
        assert_eq!(serde_json::from_str::<Value>(&told).unwrap()["disabled"], paused);
    }
    let counted = app.get("/v1/categories?counts=true").await;
    let counts: Vec<_> = counted
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            (
                one["title"].as_str().unwrap(),
                one["feed_count"].as_u64().unwrap(),
                one["total_unread"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(counts, [("All", 1, 0), ("Sea", 1, 6)]);
    assert_eq!(app.get(&format!("/v1/categories/{sea}/entries")).await["total"], 6);
    assert_eq!(app.get("/v1/categories/1/entries").await["total"], 0);
    app.send("PUT", "/v1/categories/1/mark-all-as-read", "", 204).await;
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 6);
    app.send("PUT", &format!("/v1/categories/{sea}"), r#"{"title": "Ocean"}"#, 201).await;
    app.send("PUT", &format!("/v1/categories/{sea}/mark-all-as-read"), "", 204).await;
    assert_eq!(app.get("/v1/entries?status=unread").await["total"], 0);
    app.send("DELETE", "/v1/feeds/1", "", 204).await;
    let left = app.get("/v1/categories").await;
    assert_eq!(left[1]["title"], "Ocean", "its last feed was given up");
    assert_eq!(app.get("/v1/entries").await["total"], 0, "no client bears an article without a feed");
    app.send("DELETE", &format!("/v1/categories/{sea}"), "", 204).await;
    for (method, body) in [("PUT", r#"{"title": "x"}"#), ("DELETE", "")] {
        app.send(method, "/v1/categories/1", body, 400).await;
        app.send(method, &format!("/v1/categories/{sea}"), body, 404).await;
    }
}

#[tokio::test]
async fn files_and_texts_are_had_by_number() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let all = app.get("/v1/entries").await;
    let entry = all["entries"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["enclosures"][0].is_object())
        .unwrap()
        .clone();
    let file = &entry["enclosures"][0];
    assert!(small(&file["id"]) && file["size"] == 1_234_567 && file["mime_type"] == "audio/mpeg", "{file}");
    let at = format!("/v1/enclosures/{}", file["id"]);
    app.send("PUT", &at, r#"{"media_progression": 73}"#, 204).await;
    assert_eq!(app.get(&at).await["media_progression"], 73);
    let known = house.desk.store().reader(house.ada).progress(dateline_model::EntryId(4)).await.unwrap().0;
    assert_eq!((known[0].file, known[0].position), (1, 73_000), "the desk's own player goes on there");
    let id = entry["id"].as_i64().unwrap();
    assert_eq!(app.get(&format!("/v1/entries/{id}")).await["enclosures"][0]["media_progression"], 73);
    assert_eq!(app.get(&format!("/v1/feeds/1/entries/{id}")).await["id"], id);
    assert_eq!(app.get(&format!("/v1/categories/1/entries/{id}")).await["id"], id);
    assert_eq!(app.get(&format!("/v1/entries/{id}/fetch-content")).await["content"], entry["content"]);
    let opml = app.ask("GET", "/v1/export", "").await;
    assert!(opml.text.contains("paper.example/feed"), "{}", opml.text);
    let message = app.send("POST", "/v1/import", &opml.text, 201).await;
    assert!(message.contains("message"), "{message}");
}

#[tokio::test]
async fn clients_are_known_by_token_or_by_name_and_app_password() {
    let house = house().await;
    let app = App { house: &house, token: house.password(house.ada, TokenScope::Read).await };
    let basic = |name: &str, password: &str| {
        use base64ct::{Base64, Encoding as _};
        format!("Basic {}", Base64::encode_string(format!("{name}:{password}").as_bytes()))
    };
    let status = async |fields: &[(&str, &str)]| house.ask(fields, "GET", "/v1/me", "").await;
    assert_eq!(status(&[("authorization", &basic("ada", &app.token))]).await.status, 200);
    assert_eq!(status(&[("authorization", &basic("Bert", &app.token))]).await.status, 401);
    assert_eq!(
        status(&[("authorization", &basic("Ada", LONG))]).await.status,
        401,
        "never the account's own"
    );
    let wrong = status(&[("x-auth-token", "nobody"), ("authorization", &basic("Ada", &app.token))]).await;
    assert_eq!(wrong.status, 401, "a wrong token is not made good by a password");
    assert!(!wrong.headers.contains_key("www-authenticate") && wrong.json()["error_message"].is_string());
    assert!(status(&[]).await.headers["www-authenticate"].to_str().unwrap().starts_with("Basic "));
    let refused = app.ask("PUT", "/v1/entries", r#"{"entry_ids": [1], "status": "read"}"#).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
}

use crate::house::LONG;
