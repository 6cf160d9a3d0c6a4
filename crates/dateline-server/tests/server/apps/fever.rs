//! The API of Fever.

use super::{App, house, sorted};
use dateline_store::TokenScope;
use serde_json::{Value, json};

fn listed(text: &Value) -> Vec<i64> {
    let text = text.as_str().unwrap();
    sorted(text.split(',').filter(|id| !id.is_empty()).map(|id| id.parse().unwrap()).collect())
}

#[tokio::test]
async fn a_key_is_taken_in_every_form_and_nothing_is_told_without() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let (key, small) = (app.key("Ada"), app.key("ada"));
    let form = ("content-type", "application/x-www-form-urlencoded");
    let parts = ("content-type", "multipart/form-data; boundary=x");
    let part = format!("--x\r\nContent-Disposition: form-data; name=\"api_key\"\r\n\r\n{key}\r\n--x--\r\n");
    let upper = key.to_uppercase();
    for (fields, method, path, body, known) in [
        (form, "POST", "/fever/?api", format!("api_key={key}"), true),
        (form, "POST", "/fever?api=", format!("api_key={upper}"), true),
        (form, "POST", "/api/fever.php?api", format!("api_key={small}"), true),
        (parts, "POST", "/fever/?api", part, true),
        (form, "GET", &format!("/fever/?api&api_key={key}&feeds"), String::new(), true),
        (form, "POST", "/fever/?feeds", format!("api_key={key}"), true),
        (form, "POST", "/fever/?api&feeds", String::new(), false),
        (form, "POST", "/fever/?api&feeds", format!("api_key={}", app.token), false),
        (form, "POST", "/fever/?api&items", format!("api_key={}", app.key("Bert")), false),
        (form, "GET", "/fever/?api", String::new(), false),
    ] {
        let answer = house.ask(&[fields], method, path, &body).await;
        assert_eq!(answer.status, 200, "{path}");
        let answer = answer.json();
        assert_eq!(
            (answer["api_version"].as_i64(), answer["auth"].as_i64()),
            (Some(3), Some(i64::from(known))),
            "{path} {body}"
        );
        assert_eq!(answer["last_refreshed_on_time"].is_i64(), known, "{path}");
        assert!(known || answer.as_object().unwrap().len() == 2, "{answer}");
    }
    let store = house.desk.store();
    let token = store.tokens(house.ada).await.unwrap().pop().unwrap();
    store.revoke_token(house.ada, token.id, crate::fixture::clock()).await.unwrap();
    let answer = house.ask(&[form], "POST", "/fever/?api", &format!("api_key={key}")).await;
    assert_eq!(answer.json()["auth"], 0, "the password was revoked");
}

#[tokio::test]
async fn all_that_is_asked_for_is_told_at_once() {
    let house = house().await;
    let app = house.app(house.ada).await;
    house.put_at_sea().await;
    let all = app.fever("groups&feeds&favicons&items&links&unread_item_ids&saved_item_ids", "").await;
    let group = all["groups"][0]["id"].as_i64().unwrap();
    assert_eq!(all["groups"], json!([{"id": group, "title": "Sea"}]));
    assert_eq!(all["feeds_groups"], json!([{"group_id": group, "feed_ids": "1"}]));
    assert_eq!(all["feeds"].as_array().unwrap().len(), 2);
    for feed in all["feeds"].as_array().unwrap() {
        assert!(
            feed["is_spark"] == 0 && feed["last_updated_on_time"].is_i64() && feed["favicon_id"].is_i64(),
            "{feed}"
        );
    }
    for icon in all["favicons"].as_array().unwrap() {
        let (kind, bytes) = icon["data"].as_str().unwrap().split_once(";base64,").unwrap();
        assert!(kind.starts_with("image/") && !bytes.is_empty(), "{icon}");
    }
    assert_eq!((all["items"].as_array().unwrap().len(), all["total_items"].as_i64()), (6, Some(6)));
    for item in all["items"].as_array().unwrap() {
        for name in ["title", "author", "html", "url"] {
            assert!(item[name].is_string(), "{name}");
        }
        assert!(item["is_saved"] == 0 && item["is_read"] == 0 && item["created_on_time"].is_i64(), "{item}");
    }
    assert_eq!(listed(&all["unread_item_ids"]).len(), 6);
    assert_eq!((all["saved_item_ids"].as_str(), &all["links"]), (Some(""), &json!([])));
}

#[tokio::test]
async fn items_are_paged_up_down_and_by_number() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let ids = async |query: &str| super::numbers(&app.fever(&format!("items&{query}"), "").await["items"]);
    let all = app.ids("order=id").await;
    let down: Vec<i64> = all.iter().rev().copied().collect();
    for (query, expected) in [
        ("since_id=0".to_owned(), all.clone()),
        (format!("since_id={}", all[3]), all[4..].to_vec()),
        (format!("since_id={}", all[5]), Vec::new()),
        ("max_id=0".to_owned(), down.clone()),
        ("max_id=9007199254740991".to_owned(), down.clone()),
        (format!("max_id={}", all[2]), down[4..].to_vec()),
        (format!("with_ids={},999999,{}", all[4], all[1]), vec![all[4], all[1]]),
        ("with_ids=".to_owned(), Vec::new()),
    ] {
        assert_eq!(ids(&query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn marks_set_and_do_not_turn_round() {
    let house = house().await;
    let app = house.app(house.ada).await;
    let all = app.ids("order=id").await;
    for _ in 0..2 {
        let saved = app.fever(&format!("mark=item&as=saved&id={}", all[0]), "").await;
        assert_eq!(listed(&saved["saved_item_ids"]), [all[0]]);
        let read = app.fever("", &format!("mark=item&as=read&id={}", all[1])).await;
        assert_eq!(listed(&read["unread_item_ids"]), [&all[..1], &all[2..]].concat());
    }
    app.fever(&format!("mark=item&as=unread&id={}", all[1]), "").await;
    app.fever(&format!("mark=item&as=unsaved&id={}", all[0]), "").await;
    let unread = async || listed(&app.fever("unread_item_ids", "").await["unread_item_ids"]).len();
    let before = crate::fixture::clock().as_second() - 1;
    for (fields, left) in [
        ("mark=group&as=read&id=-1".to_owned(), 6),
        ("mark=feed&as=read&id=999".to_owned(), 6),
        ("mark=group&as=read&id=999".to_owned(), 6),
        ("mark=feed&as=read".to_owned(), 6),
        ("mark=feed&as=unread&id=1".to_owned(), 6),
        ("mark=everything&as=read&id=0".to_owned(), 6),
        (format!("mark=feed&as=read&id=1&before={before}"), 6),
        ("mark=feed&as=read&id=1&before=0".to_owned(), 0),
    ] {
        app.fever("", &fields).await;
        assert_eq!(unread().await, left, "{fields}");
    }
    app.fever(&format!("mark=item&as=unread&with_ids={},{}", all[0], all[1]), "").await;
    assert_eq!(unread().await, 2);
    app.fever("mark=group&as=read&id=0&before=99999999999", "").await;
    assert_eq!(unread().await, 0);
}

#[tokio::test]
async fn a_password_that_only_reads_marks_nothing() {
    let house = house().await;
    let app = App { house: &house, token: house.password(house.ada, TokenScope::Read).await };
    let path = format!("/fever/?api&mark=group&as=read&id=0&api_key={}", app.key("Ada"));
    assert_eq!(house.ask(&[], "GET", &path, "").await.status, 403);
    assert_eq!(listed(&app.fever("unread_item_ids", "").await["unread_item_ids"]).len(), 6);
}
