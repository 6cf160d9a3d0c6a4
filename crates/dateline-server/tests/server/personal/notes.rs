//! Notes and highlights, by form and by program, and how far a reader has come.

use crate::site::{Site, text};
use http::{Request, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_note_is_written_changed_exported_and_deleted_without_a_script() {
    let site = Site::new().await;
    let (_, article) = site.ask("/api/v1/articles/1", None).await;
    let words = article["reading"]["article"]["text"].as_str().unwrap_or_default().to_owned();
    let page = site.get("/article/1").await;
    assert!(page.contains("id=\"notes\"") && page.contains("Add a note") && !page.contains("notes.md?entry"));
    assert!(site.get("/notes").await.contains("No notes yet."));
    let quote: String = words.split_whitespace().take(5).collect::<Vec<_>>().join("+");
    let form = format!("entry=1&quote={quote}&text=Compare+%2Ahere%2A&back=/article/1");
    assert_eq!(site.post("/notes/add", &form).await.unwrap(), "/article/1#n1");
    let lost = "entry=1&quote=words+that+nobody+wrote&back=/article/1";
    assert_eq!(site.post("/notes/add", lost).await.unwrap(), "/article/1#n2");
    let page = site.get("/article/1").await;
    assert!(page.contains("id=\"n1\"") && page.contains("Compare *here*"), "{page}");
    assert_eq!(page.matches("These words are no longer in the text.").count(), 1);
    assert!(page.contains("notes.md?entry=1"));
    assert!(site.get("/notes").await.contains("words that nobody wrote"));
    for nothing in ["entry=1&back=/article/1", "entry=999&text=x"] {
        assert_eq!(site.post("/notes/add", nothing).await, Err(StatusCode::BAD_REQUEST), "{nothing}");
    }
    assert_eq!(site.post("/notes/change", "id=1&text=Other+words&back=/notes").await.unwrap(), "/notes#n1");
    assert_eq!(site.post("/notes/change", "id=9&text=x").await, Err(StatusCode::NOT_FOUND));
    let response = site.send(Request::get("/notes.md?entry=1"), "").await;
    assert_eq!(response.headers()["content-type"], "text/markdown; charset=utf-8");
    let markdown = text(response).await;
    assert!(
        markdown.starts_with("## [") && markdown.contains("\n\n> words that nobody wrote\n"),
        "{markdown}"
    );
    assert!(markdown.contains("\n\nOther words\n"), "{markdown}");
    assert_eq!(site.get("/notes.md").await, markdown);
    assert_eq!(site.post("/notes/delete", "id=1&back=/article/1").await.unwrap(), "/article/1#notes");
    assert_eq!(site.post("/notes/delete", "id=1").await, Err(StatusCode::NOT_FOUND));
}

#[tokio::test]
async fn programs_note_too() {
    let site = Site::new().await;
    let (status, answer) = site.ask("/api/v1/notes", Some(json!({"entry": 2, "text": "Mine."}))).await;
    assert_eq!(
        (status, &answer["note"]["entry"], &answer["note"]["text"]),
        (StatusCode::OK, &json!(2), &json!("Mine."))
    );
    let id = answer["note"]["id"].clone();
    let (_, answer) = site.ask("/api/v1/notes", Some(json!({"id": id, "text": "Still mine."}))).await;
    assert_eq!(answer["note"]["text"], "Still mine.");
    for wrong in [json!({"text": "x"}), json!({"entry": 2}), json!({"id": 99, "text": "x"})] {
        assert_eq!(
            site.ask("/api/v1/notes", Some(wrong.clone())).await.0,
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
    let (_, all) = site.ask("/api/v1/notes", None).await;
    assert_eq!((&all["articles"][0]["id"], &all["more"]), (&json!(2), &json!(false)));
    assert_eq!(all["articles"][0]["notes"][0]["text"], "Still mine.");
    assert_eq!(site.ask("/api/v1/articles/2", None).await.1["notes"][0]["text"], "Still mine.");
    assert_eq!(site.ask("/api/v1/notes/remove", Some(json!({"id": id}))).await.1["removed"], true);
}

/// The fourth article has a recording.
#[tokio::test]
async fn a_recording_goes_on_where_it_stopped() {
    let site = Site::new().await;
    let page = site.get("/article/4").await;
    assert!(page.contains("src=\"/media/e4-1\"") && page.contains("data-speed=\"1000\""), "{page}");
    let told = "entry=4&file=1&position=245000&length=900000&speed=1500";
    assert_eq!(site.post("/progress", told).await, Err(StatusCode::NO_CONTENT));
    let page = site.get("/article/4").await;
    assert!(page.contains("src=\"/media/e4-1#t=245\"") && page.contains("Goes on at 4:05"));
    assert!(page.contains("data-speed=\"1500\""));
    assert_eq!(site.post("/progress", "entry=4&position=400&length=1000").await, Err(StatusCode::NO_CONTENT));
    assert!(site.get("/article/4").await.contains("class=\"resume\" hidden data-position=\"400\""));
    assert_eq!(site.post("/progress", "entry=999&position=4").await, Err(StatusCode::NOT_FOUND));
    assert_eq!(site.post("/progress", "entry=4&position=-4").await, Err(StatusCode::UNPROCESSABLE_ENTITY));
    let (_, kept) =
        site.ask("/api/v1/progress", Some(json!({"entry": 4, "file": 1, "position": 899_000}))).await;
    assert_eq!(kept["kept"], true);
    assert!(site.get("/article/4").await.contains("src=\"/media/e4-1\""), "what is done begins anew");
    let (_, article) = site.ask("/api/v1/articles/4", None).await;
    assert_eq!(
        article["progress"][1],
        json!({"file": 1, "position": 899_000, "length": 900_000, "speed": 1500})
    );
}
