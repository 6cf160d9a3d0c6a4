//! Clients that are pages of other sites.

use super::{NEWS, house};
use dateline_store::TokenScope;

const PAGE: (&str, &str) = ("origin", "https://reader.example");

#[tokio::test]
async fn a_browser_that_asks_first_is_told_that_it_may() {
    let house = house().await;
    for path in [
        "/v1/entries",
        "/v1/feeds/7",
        "/v1/me",
        &format!("{NEWS}/v1-3/items"),
        &format!("{NEWS}/v1-2/items/7/read"),
    ] {
        let asks = [
            PAGE,
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "x-auth-token"),
        ];
        let answer = house.ask(&asks, "OPTIONS", path, "").await;
        assert_eq!(answer.status, 204, "{path}");
        assert_eq!(answer.headers["access-control-allow-origin"], "*", "{path}");
        for method in ["GET", "POST", "PUT", "DELETE"] {
            assert!(
                answer.headers["access-control-allow-methods"].to_str().unwrap().contains(method),
                "{method}"
            );
        }
        assert!(answer.headers["access-control-allow-headers"].to_str().unwrap().contains("X-Auth-Token"));
        assert!(!answer.headers.contains_key("access-control-allow-credentials"));
    }
    for path in ["/api/greader.php/reader/api/0/tag/list", "/fever", "/api/v1/feeds", "/"] {
        let answer = house.ask(&[PAGE], "OPTIONS", path, "").await;
        assert!(!answer.headers.contains_key("access-control-allow-origin"), "{path}");
    }
}

#[tokio::test]
async fn such_a_page_reads_and_changes_with_what_was_typed_into_it_alone() {
    let house = house().await;
    let token = house.password(house.ada, TokenScope::Manage).await;
    let token = ("x-auth-token", token.as_str());
    let answer = house.ask(&[PAGE, token], "GET", "/v1/entries", "").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["access-control-allow-origin"]),
        (200, &"*".parse().unwrap())
    );
    let body = r#"{"entry_ids": [1], "status": "read"}"#;
    assert_eq!(house.ask(&[PAGE, token], "PUT", "/v1/entries", body).await.status, 204);
    let title = r#"{"title": "Sea"}"#;
    assert_eq!(house.ask(&[PAGE, token], "POST", "/v1/categories", title).await.status, 201);
    let known = house.ask(&[PAGE, ("x-auth-token", "nobody")], "GET", "/v1/me", "").await;
    assert_eq!(
        (known.status.as_u16(), &known.headers["access-control-allow-origin"]),
        (401, &"*".parse().unwrap())
    );
    // What a form of that page can send, with a password that the browser knows by itself.
    use base64ct::{Base64, Encoding as _};
    let basic = format!("Basic {}", Base64::encode_string(format!("Ada:{}", token.1).as_bytes()));
    let fields = [PAGE, ("authorization", basic.as_str()), ("content-type", "text/plain")];
    assert_eq!(house.ask(&fields, "POST", "/v1/categories", r#"{"title": "Tide"}"#).await.status, 403);
    assert_eq!(
        house.ask(&fields, "POST", &format!("{NEWS}/v1-3/items/read"), r#"{"newestItemId": 9}"#).await.status,
        403
    );
}
