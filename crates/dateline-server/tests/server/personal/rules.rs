//! Rules as a person and a program go through them: the form, its preview, carrying out, muting a story and showing it again.

use super::unread;
use crate::site::Site;
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_rule_is_made_looked_at_carried_out_and_deleted_without_a_script() {
    let site = Site::new().await;
    assert!(site.get("/rules").await.contains("New rule"));
    let preview = site.get("/rules?preview=1&title=museum+of+glass&mute=1&words_from=&feed=").await;
    assert!(preview.contains("4 of 60 articles of the last week would have matched."), "{preview}");
    assert!(
        preview.contains("value=\"museum of glass\"")
            && preview.contains("name=\"mute\" value=\"1\" checked")
    );
    assert!(
        site.get("/rules?preview=1&title=x&words_to=many")
            .await
            .contains("A number of words is a whole number")
    );
    assert_eq!(unread(&site).await, 60, "a preview does nothing");
    for nothing in ["title=&mute=1", "title=museum", "title=--&mute=1"] {
        assert_eq!(site.post("/rules/save", nothing).await, Err(StatusCode::BAD_REQUEST), "{nothing}");
    }
    let saved = site.post("/rules/save", "title=museum+of+glass&mute=1&name=").await.unwrap();
    assert_eq!(saved, "/rules?marked=rule#u1");
    let page = site.get("/rules").await;
    assert!(page.contains("Headline has “museum of glass”") && page.contains("No articles yet"), "{page}");
    assert_eq!(site.post("/rules/apply", "id=1").await.unwrap(), "/rules?marked=applied-4#u1");
    assert!(site.get("/rules?marked=applied-4").await.contains("Rule applied to 4 articles."));
    assert_eq!(unread(&site).await, 56);
    for list in ["/articles", "/articles?show=all", "/articles?show=all&feed=1", "/"] {
        let page = site.get(list).await;
        assert!(!page.contains("Museum of glass reopens"), "{list}");
    }
    let muted = site.get("/articles?show=muted").await;
    assert_eq!(muted.matches("Muted by <a href=\"/rules\"><bdi>Headline has “museum of glass”").count(), 4);
    assert!(!muted.contains("Mark all read"));
    // One is shown again, and the rule leaves it so.
    let (_, entries) = site.ask("/api/v1/entries?show=muted", None).await;
    let entry = entries["entries"][0]["id"].as_i64().unwrap();
    assert_eq!(entries["entries"][0]["muted_by"], "Headline has “museum of glass”");
    assert!(site.get(&format!("/article/{entry}")).await.contains("Muted by"));
    let back = site.post("/rules/unmute", &format!("entry={entry}&back=/articles?show=muted")).await.unwrap();
    assert!(site.get(&back).await.contains("Shown in your lists again."));
    assert_eq!(site.post("/rules/apply", "id=1").await.unwrap(), "/rules?marked=applied-0#u1");
    assert_eq!(unread(&site).await, 57);
    // Changed, its own name follows; paused, it says so.
    assert!(site.get("/rules?edit=1").await.contains("Edit rule"));
    let form = "id=1&title=comet&mute=1&name=Headline+has+%E2%80%9Cmuseum+of+glass%E2%80%9D";
    site.post("/rules/save", form).await.unwrap();
    site.post("/rules/pause", "id=1").await.unwrap();
    let page = site.get("/rules").await;
    assert!(page.contains("Headline has “comet”") && page.contains(">Paused<"), "{page}");
    site.post("/rules/delete", "id=1").await.unwrap();
    assert_eq!(site.post("/rules/delete", "id=1").await, Err(StatusCode::NOT_FOUND));
    assert_eq!(site.post("/rules/save", "id=1&title=comet&mute=1").await, Err(StatusCode::NOT_FOUND));
    assert!(site.get("/articles?show=all").await.contains("Museum of glass reopens"));
    assert!(site.get("/articles?show=muted").await.contains("Nothing is muted."));
}

#[tokio::test]
async fn a_story_is_muted_from_its_page() {
    let site = Site::new().await;
    let page = site.get("/story/1").await;
    assert!(page.contains("action=\"/story/1/mute\""));
    let title = page.split_once("<title>").unwrap().1.split_once(" · ").unwrap().0.to_owned();
    assert_eq!(site.post("/story/1/mute", "").await.unwrap(), "/?marked=muted");
    let front = site.get("/?marked=muted").await;
    assert!(front.contains("Story muted.") && !front.contains(&title), "{title}");
    assert!(site.get("/story/1").await.contains("Muted by"));
    assert_eq!(unread(&site).await, 58);
    assert_eq!(site.post("/story/999/mute", "").await, Err(StatusCode::NOT_FOUND));
    assert!(site.get("/rules?edit=1").await.contains("Only articles of <a href=\"/story/1\">this story</a>"));
}

#[tokio::test]
async fn programs_make_rules_too() {
    let site = Site::new().await;
    let rule = json!({"name": "Glass", "conditions": {"title": ["museum"], "words_from": 1}, "actions": {"star": true, "label": "Art"}});
    let (status, answer) = site.ask("/api/v1/rules", Some(rule.clone())).await;
    assert_eq!((status, &answer["rule"]["name"]), (StatusCode::OK, &json!("Glass")));
    assert_eq!(answer["rule"]["conditions"]["title"], json!(["museum"]));
    let (_, found) =
        site.ask("/api/v1/rules/preview", Some(json!({"conditions": {"title": ["museum"]}}))).await;
    assert_eq!((&found["matched"], &found["looked_at"]), (&json!(4), &json!(60)));
    assert_eq!(site.ask("/api/v1/rules/apply", Some(json!({"id": 1}))).await.1["changed"], 4);
    let (_, starred) = site.ask("/api/v1/entries?show=starred", None).await;
    assert_eq!(starred["entries"].as_array().unwrap().len(), 4);
    assert_eq!(starred["entries"][0]["labels"], json!(["Art"]));
    let mut changed = rule;
    changed["id"] = json!(1);
    changed["paused"] = json!(true);
    assert_eq!(site.ask("/api/v1/rules", Some(changed.clone())).await.1["rule"]["paused"], true);
    for (wrong, expected) in [
        (json!({"conditions": {}, "actions": {"star": true}}), StatusCode::BAD_REQUEST),
        (json!({"conditions": {"title": ["x"]}, "actions": {}}), StatusCode::BAD_REQUEST),
        (json!({"conditions": {"verdict": "good"}, "actions": {"star": true}}), StatusCode::BAD_REQUEST),
        (json!({"id": 9, "conditions": {"title": ["x"]}, "actions": {"star": true}}), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(site.ask("/api/v1/rules", Some(wrong.clone())).await.0, expected, "{wrong}");
    }
    let (_, muted) = site.ask("/api/v1/rules/mute", Some(json!({"story": 2}))).await;
    assert_eq!(muted["rule"]["conditions"]["story"], 2);
    assert_eq!(unread(&site).await, 58);
    let (_, entries) = site.ask("/api/v1/entries?show=muted", None).await;
    let ids: Vec<_> =
        entries["entries"].as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect();
    assert_eq!(site.ask("/api/v1/rules/unmute", Some(json!({"entries": ids}))).await.1["changed"], 2);
    assert_eq!(unread(&site).await, 60);
    assert_eq!(site.ask("/api/v1/rules", None).await.1["rules"].as_array().unwrap().len(), 2);
    assert_eq!(site.ask("/api/v1/rules/remove", Some(json!({"id": 1}))).await.1["removed"], true);
}

#[tokio::test]
async fn what_a_rule_found_is_a_list_and_what_it_tells_of_can_be_seen() {
    let site = Site::new().await;
    site.post("/rules/save", "title=museum+of+glass&lift=1&notify=1&name=Glass").await.unwrap();
    site.post("/rules/apply", "id=1").await.unwrap();
    let page = site.get("/rules").await;
    assert!(
        page.contains("Lift, notify")
            && page.contains("href=\"/articles?show=all&#38;rule=1\">4 articles</a>"),
        "{page}"
    );
    let list = site.get("/articles?show=all&rule=1").await;
    assert!(list.contains("<h1 dir=\"auto\">Glass</h1>"), "{list}");
    assert_eq!(list.matches("<article class=\"entry").count(), 4);
    assert_eq!(site.send(http::Request::get("/articles?rule=2"), "").await.status(), StatusCode::NOT_FOUND);
    assert!(!site.get("/").await.contains("/rules/looked"), "what was there is no news");
    assert_eq!(site.post("/rules/looked", "id=1&back=/").await.unwrap(), "/");
    assert_eq!(site.post("/rules/looked", "id=2&back=/").await, Err(StatusCode::NOT_FOUND));
    // A page that another app shares is in the form; nothing is kept before it is said.
    let shared = site.get("/read?title=Ferry&text=Look+https%3A%2F%2Fgull.example%2Fa").await;
    assert!(
        shared.contains("value=\"https://gull.example/a\"") && shared.contains("formaction=\"/read/keep\""),
        "{shared}"
    );
    assert!(shared.contains("http://localhost:8460/read?url="), "{shared}");
    assert_eq!(site.post("/read/keep", "url=").await, Err(StatusCode::UNPROCESSABLE_ENTITY));
}
