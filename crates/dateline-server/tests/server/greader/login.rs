//! Logging in, addresses of the endpoints, and two people beside each other.

use super::{App, FIRST, FORM, ROOT, long};
use crate::fixture::clock;
use crate::house::{House, LONG};
use axum::body::Body;
use dateline_model::{EntryId, FeedId};
use dateline_store::{EntryMark, TokenScope};
use http::{Request, StatusCode, header};
use serde_json::Value;
use tower::ServiceExt as _;

#[tokio::test]
async fn apps_log_in_by_app_passwords_alone() {
    let house = House::new().await;
    let password = house.password(house.ada, TokenScope::Mark).await;
    let of_bert = house.password(house.bert, TokenScope::Mark).await;
    let multipart = "multipart/form-data; boundary=b0";
    let parts = format!(
        "--b0\r\nContent-Disposition: form-data; name=\"Email\"\r\n\r\nada\r\n--b0\r\n\
         Content-Disposition: form-data; name=\"Passwd\"\r\nContent-Length: 64\r\n\r\n{password}\r\n--b0--\r\n"
    );
    let good = format!("Email=Ada&Passwd={password}");
    let cases: &[(&str, &str, &str, u16)] = &[
        ("", FORM, &good, 200),
        (&format!("?{good}"), FORM, "", 200),
        ("", multipart, &parts, 200),
        ("", FORM, &format!("Email=ADA&Passwd={password}"), 200),
        ("", FORM, &format!("Email=Bert&Passwd={password}"), 401),
        ("", FORM, &format!("Email=Ada&Passwd={of_bert}"), 401),
        ("", FORM, &format!("Email=Ada&Passwd={}", LONG.replace(' ', "+")), 401),
        ("", FORM, "Email=Ada&Passwd=", 400),
        ("", FORM, "", 400),
        ("", multipart, "nonsense", 400),
    ];
    for (query, kind, body, expected) in cases {
        let path = format!("{ROOT}/accounts/ClientLogin{query}");
        let answer = house.google("", "POST", &path, kind, body).await;
        assert_eq!(answer.status.as_u16(), *expected, "{query} {body}: {}", answer.text);
        assert!(answer.headers.get(header::WWW_AUTHENTICATE).is_none());
        assert_eq!(answer.text.contains("Error=BadAuthentication"), *expected != 200, "{}", answer.text);
    }
    let answer =
        house.google("", "POST", &format!("{ROOT}/accounts/ClientLogin?output=json"), FORM, &good).await;
    let told: Value = serde_json::from_str(&answer.text).unwrap();
    let auth = told["Auth"].as_str().unwrap();
    let body = format!("Email=Ada&Passwd={auth}");
    let answer = house.google("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, &body).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "what an app was given is no app password");

    let list = format!("{ROOT}/reader/api/0/tag/list");
    assert_eq!(house.google(auth, "GET", &list, FORM, "").await.status, StatusCode::OK);
    let store = house.desk.store();
    let tokens = store.tokens(house.ada).await.unwrap();
    assert_eq!(tokens.len(), 1, "logins of an app are part of its password: {tokens:?}");
    for _ in 0..30 {
        store.app_login("Ada".to_owned(), &password, clock()).await.unwrap().unwrap();
    }
    let gone = house.google(auth, "GET", &list, FORM, "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "the oldest logins of a password make room");
    let later = store.app_login("Ada".to_owned(), &password, clock()).await.unwrap().unwrap();
    store.revoke_token(house.ada, tokens[0].id, clock()).await.unwrap();
    let gone = house.google(later.expose(), "GET", &list, FORM, "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "a revoked password takes its logins with it");
    assert_eq!(gone.headers["x-reader-google-bad-token"], "true");
    assert_eq!(gone.headers["google-bad-token"], "true");
    assert!(!gone.text.contains('<') && gone.headers.get(header::WWW_AUTHENTICATE).is_none());
}

#[tokio::test]
async fn an_edit_token_that_is_sent_is_right() {
    let house = House::new().await;
    let app = house.ada().await;
    let token = app.get("api/0/token").await.text;
    assert_eq!((token.len(), token.ends_with('\n')), (58, true), "{token}");
    let bare = token.trim();
    for (sent, expected) in [
        (format!("T={bare}"), 200),
        (format!("T={bare}%0A"), 200),
        (format!("T={token}"), 200),
        ("T=".to_owned(), 200),
        ("T=x".to_owned(), 200),
        ("a=b".to_owned(), 200),
        (format!("T={bare}0"), 401),
        ("T=wrong".to_owned(), 401),
    ] {
        let answer = app.post("edit-tag", &format!("ac=edit&{sent}")).await;
        assert_eq!(answer.status.as_u16(), expected, "{sent}");
        assert_eq!(answer.headers.contains_key("x-reader-google-bad-token"), expected == 401, "{sent}");
    }
    let query = app.post(&format!("edit-tag?T={bare}&output=json"), "ac=edit").await;
    assert_eq!(query.text, "OK");
}

#[tokio::test]
async fn every_address_leads_to_the_endpoints() {
    let house = House::new().await;
    let app = house.ada().await;
    for root in ["", "/reader", ROOT, "//api/greader.php/", "/api/greader.php/api/greader.php"] {
        for path in [
            "/reader/api/0/user-info",
            "/reader/api/0/user-info/",
            "/reader/api/0/user-info?output=json&ck=1",
        ] {
            let answer = house.google(&app.auth, "GET", &format!("{root}{path}"), FORM, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{root}{path}");
            let told: Value = serde_json::from_str(&answer.text).unwrap();
            assert_eq!((&told["userName"], told["userId"].is_string()), (&"Ada".into(), true));
            assert!(told["userEmail"].is_string() && told["userProfileId"].is_string());
        }
    }
    for (path, expected) in [("", "OK"), ("/", "OK"), ("/check/compatibility", "PASS")] {
        assert_eq!(house.google("", "GET", &format!("{ROOT}{path}"), FORM, "").await.text, expected);
    }
    let stubs = [
        ("preference/list", r#"{"prefs":[]}"#),
        ("preference/stream/list", r#"{"streamprefs":{}}"#),
        ("friend/list", r#"{"friends":[]}"#),
        ("status", r#"{"status":"up"}"#),
    ];
    for (path, expected) in stubs {
        assert_eq!(app.get(&format!("api/0/{path}")).await.text, expected);
    }
    app.done("preference/stream/set", "k=subscription-ordering&v=x").await;
    let from_elsewhere = Request::builder().method("POST").uri(format!("{ROOT}/reader/api/0/edit-tag"));
    let from_elsewhere = from_elsewhere
        .header(header::HOST, "desk.example")
        .header(header::ORIGIN, "https://evil.example")
        .header(header::AUTHORIZATION, format!("GoogleLogin auth={}", app.auth));
    let answer = house.app.clone().oneshot(from_elsewhere.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_desk_without_accounts_tells_apps_to_make_one() {
    let house = House::open_to_all().await;
    let answer =
        house.google("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, "Email=a&Passwd=b").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("dateline user add NAME"), "{}", answer.text);
    let answer = house.google("", "GET", &format!("{ROOT}/reader/api/0/subscription/list"), FORM, "").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "another name may have been made to resolve to us");
}

#[tokio::test]
async fn nobody_sees_what_is_anothers() {
    let house = House::new().await;
    let reader = house.desk.store().reader(house.ada);
    reader.file_feed(FeedId(1), None, vec!["Sea".to_owned()]).await.unwrap();
    reader.set_label("Later".to_owned(), vec![EntryId(2)]).await.unwrap();
    reader.mark(vec![EntryId(1)], EntryMark::Starred, clock()).await.unwrap();
    let before = reader.unread_counts().await.unwrap();
    let bert = App { house: &house, auth: house.login("Bert", house.bert, TokenScope::Manage).await };
    for query in [
        "",
        "s=feed/1",
        "s=user/-/label/Sea",
        "s=user/1/label/Later",
        "s=user/-/state/com.google/starred",
        "s=user/-/state/com.google/unread",
        "s=user/-/state/com.google/read",
        "ot=1",
        "s=feed/https://paper.example/feed",
    ] {
        assert_eq!(bert.ids(query).await, [0; 0], "{query}");
    }
    let every: String = (1..=6).map(|id| format!("i={}&", id + FIRST)).collect();
    let told: Value = serde_json::from_str(&bert.post("stream/items/contents", &every).await.text).unwrap();
    assert_eq!(told["items"], Value::Array(Vec::new()));
    assert_eq!(bert.json("subscription/list").await["subscriptions"], Value::Array(Vec::new()));
    assert_eq!(bert.json("tag/list").await["tags"].as_array().unwrap().len(), 1);
    assert_eq!(bert.json("unread-count").await["max"], 0);
    let state = "user/-/state/com.google";
    bert.done("edit-tag", &format!("{every}a={state}/read&r={state}/starred&a=user/-/label/Later")).await;
    bert.done("mark-all-as-read", "s=feed/1").await;
    bert.done("disable-tag", "s=user/-/label/Sea&s=user/-/label/Later").await;
    assert_eq!(bert.post("subscription/edit", "ac=unsubscribe&s=feed/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(bert.post("rename-tag", "s=user/-/label/Sea&dest=x").await.status, StatusCode::NOT_FOUND);
    assert_eq!(reader.unread_counts().await.unwrap(), before);
    assert_eq!(reader.labels().await.unwrap()[0].entries, 1);
    assert_eq!(reader.folders().await.unwrap(), ["Sea"]);
    let reads = App { house: &house, auth: house.login("Ada", house.ada, TokenScope::Read).await };
    assert_eq!(reads.ids("s=feed/1").await.len(), 6);
    for path in ["edit-tag", "mark-all-as-read", "subscription/edit", "disable-tag"] {
        let refused = reads.post(path, &format!("s=feed/1&i={}&a={state}/read", long(1))).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}: the password may read alone");
    }
}
