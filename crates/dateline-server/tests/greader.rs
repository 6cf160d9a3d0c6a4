//! The API of Google Reader, as each app asks it and decodes the answers.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up fails")]

mod fixture;
mod greader_profiles;

use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use dateline_model::{EntryId, FeedId, UserId, WebUrl};
use dateline_store::{EntryMark, NewFeed, Role, TokenScope};
use fixture::clock;
use greader_profiles::{PROFILES, check_profile};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

const LONG: &str = "gull heron tern avocet";
const ROOT: &str = "/api/greader.php";
const FIRST: i64 = 1_000_000_000_000_000;
const FORM: &str = "application/x-www-form-urlencoded";

struct House {
    _folder: tempfile::TempDir,
    desk: Desk,
    app: Router,
    ada: UserId,
    bert: UserId,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

/// A desk of two people: Ada has six articles of one feed, Bert has none.
async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 3, 2).await;
    let open = async |name: &str| {
        let store = desk.store();
        store.open_account(name.to_owned(), LONG.to_owned().into(), Role::Reader, clock()).await.unwrap()
    };
    let (ada, bert) = (open("Ada").await, open("Bert").await);
    House { _folder: folder, desk, app, ada, bert }
}

impl House {
    async fn password(&self, user: UserId, scope: TokenScope) -> String {
        let secret = self.desk.store().add_token(user, "Phone".to_owned(), scope, clock()).await.unwrap();
        secret.expose().to_owned()
    }

    async fn ask(&self, auth: &str, method: &str, path: &str, kind: &str, body: &str) -> Answer {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "desk.example");
        let mut request = request.header(header::CONTENT_TYPE, kind);
        if !auth.is_empty() {
            request = request.header(header::AUTHORIZATION, format!("GoogleLogin auth={auth}"));
        }
        let response =
            self.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// Logs in as Ada.
    async fn ada(&self) -> App<'_> {
        App { house: self, auth: self.login("Ada", self.ada, TokenScope::Manage).await }
    }

    async fn login(&self, name: &str, user: UserId, scope: TokenScope) -> String {
        let password = self.password(user, scope).await;
        let body = format!("Email={name}&Passwd={password}&service=reader&accountType=HOSTED_OR_GOOGLE");
        let answer = self.ask("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, &body).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        let lines: Vec<(&str, &str)> =
            answer.text.lines().map(|line| line.split_once('=').unwrap()).collect();
        assert_eq!(lines.iter().map(|line| line.0).collect::<Vec<_>>(), ["SID", "LSID", "Auth"]);
        assert!(lines[2].1.bytes().all(|c| c.is_ascii_alphanumeric()), "{}", answer.text);
        assert!(answer.text.ends_with('\n') && lines[2].1 != password);
        lines[2].1.to_owned()
    }
}

/// Somebody's app.
struct App<'h> {
    house: &'h House,
    auth: String,
}

impl App<'_> {
    async fn get(&self, path: &str) -> Answer {
        self.house.ask(&self.auth, "GET", &format!("{ROOT}/reader/{path}"), FORM, "").await
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.get(&format!("api/0/{path}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{path}: {}", answer.text))
    }

    async fn post(&self, path: &str, body: &str) -> Answer {
        self.house.ask(&self.auth, "POST", &format!("{ROOT}/reader/api/0/{path}"), FORM, body).await
    }

    async fn done(&self, path: &str, body: &str) {
        let answer = self.post(path, body).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "OK"), "{path} {body}");
    }

    /// Numbers of a stream's articles, as the desk has them.
    async fn ids(&self, query: &str) -> Vec<i64> {
        let answer = self.json(&format!("stream/items/ids?{query}")).await;
        let refs = answer["itemRefs"].as_array().unwrap();
        let number = |one: &Value| {
            assert_eq!(one.as_object().unwrap().len(), 1, "nothing but the number: {one}");
            let text = one["id"].as_str().unwrap();
            assert_eq!(text.len(), 16, "{text}");
            text.parse::<i64>().unwrap() - FIRST
        };
        refs.iter().map(number).collect()
    }
}

fn long(id: i64) -> String {
    format!("tag:google.com,2005:reader/item/{:016x}", id + FIRST)
}

#[tokio::test]
async fn apps_log_in_by_app_passwords_alone() {
    let house = house().await;
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
        let answer = house.ask("", "POST", &path, kind, body).await;
        assert_eq!(answer.status.as_u16(), *expected, "{query} {body}: {}", answer.text);
        assert!(answer.headers.get(header::WWW_AUTHENTICATE).is_none());
        assert_eq!(answer.text.contains("Error=BadAuthentication"), *expected != 200, "{}", answer.text);
    }
    let answer =
        house.ask("", "POST", &format!("{ROOT}/accounts/ClientLogin?output=json"), FORM, &good).await;
    let told: Value = serde_json::from_str(&answer.text).unwrap();
    let auth = told["Auth"].as_str().unwrap();
    let body = format!("Email=Ada&Passwd={auth}");
    let answer = house.ask("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, &body).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "what an app was given is no app password");

    let list = format!("{ROOT}/reader/api/0/tag/list");
    assert_eq!(house.ask(auth, "GET", &list, FORM, "").await.status, StatusCode::OK);
    let store = house.desk.store();
    let tokens = store.tokens(house.ada).await.unwrap();
    assert_eq!(tokens.len(), 1, "logins of an app are part of its password: {tokens:?}");
    for _ in 0..30 {
        store.app_login("Ada".to_owned(), &password, clock()).await.unwrap().unwrap();
    }
    let gone = house.ask(auth, "GET", &list, FORM, "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "the oldest logins of a password make room");
    let later = store.app_login("Ada".to_owned(), &password, clock()).await.unwrap().unwrap();
    store.revoke_token(house.ada, tokens[0].id, clock()).await.unwrap();
    let gone = house.ask(later.expose(), "GET", &list, FORM, "").await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "a revoked password takes its logins with it");
    assert_eq!(gone.headers["x-reader-google-bad-token"], "true");
    assert_eq!(gone.headers["google-bad-token"], "true");
    assert!(!gone.text.contains('<') && gone.headers.get(header::WWW_AUTHENTICATE).is_none());
}

#[tokio::test]
async fn an_edit_token_that_is_sent_is_right() {
    let house = house().await;
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
    let house = house().await;
    let app = house.ada().await;
    for root in ["", "/reader", ROOT, "//api/greader.php/", "/api/greader.php/api/greader.php"] {
        for path in [
            "/reader/api/0/user-info",
            "/reader/api/0/user-info/",
            "/reader/api/0/user-info?output=json&ck=1",
        ] {
            let answer = house.ask(&app.auth, "GET", &format!("{root}{path}"), FORM, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{root}{path}");
            let told: Value = serde_json::from_str(&answer.text).unwrap();
            assert_eq!((&told["userName"], told["userId"].is_string()), (&"Ada".into(), true));
            assert!(told["userEmail"].is_string() && told["userProfileId"].is_string());
        }
    }
    for (path, expected) in [("", "OK"), ("/", "OK"), ("/check/compatibility", "PASS")] {
        assert_eq!(house.ask("", "GET", &format!("{ROOT}{path}"), FORM, "").await.text, expected);
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
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 1, 1).await;
    let house = House { _folder: folder, desk, app, ada: UserId(1), bert: UserId(1) };
    let answer =
        house.ask("", "POST", &format!("{ROOT}/accounts/ClientLogin"), FORM, "Email=a&Passwd=b").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("dateline user add NAME"), "{}", answer.text);
    let answer = house.ask("", "GET", &format!("{ROOT}/reader/api/0/subscription/list"), FORM, "").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "another name may have been made to resolve to us");
}

#[tokio::test]
async fn every_app_decodes_what_it_gets() {
    let house = house().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    reader.file_feed(FeedId(1), None, vec!["Sea & sky".to_owned()]).await.unwrap();
    reader.set_label("Later".to_owned(), vec![EntryId(2)]).await.unwrap();
    reader.mark(vec![EntryId(1)], EntryMark::Starred, clock()).await.unwrap();
    let stream = app.json("stream/contents/user/-/state/com.google/reading-list?n=5").await;
    let whole = app.json("stream/contents?n=50").await;
    let answers = [
        ("stream", &stream),
        ("ids", &app.json("stream/items/ids?s=user/-/state/com.google/reading-list&n=3").await),
        ("feeds", &app.json("subscription/list?output=json").await),
        ("tags", &app.json("tag/list").await),
        ("user", &app.json("user-info").await),
        ("counts", &app.json("unread-count?all=1").await),
    ];
    for profile in PROFILES {
        check_profile(profile, &answers);
        let again = answers.map(|(name, value)| (name, if name == "stream" { &whole } else { value }));
        check_profile(profile, &again);
    }
    println!("{} decoder profiles, 0 missing fields", PROFILES.len());
    assert!(stream["continuation"].is_string() && whole.get("continuation").is_none());
    let text = serde_json::to_string(&answers.map(|(_, value)| value)).unwrap();
    assert!(!text.contains("null"), "{text}");

    let items = whole["items"].as_array().unwrap();
    assert_eq!(items.len(), 6);
    let with_file: Vec<&Value> = items.iter().filter_map(|item| item.get("enclosure")).collect();
    assert_eq!(with_file.len(), 1);
    assert_eq!(with_file[0][0]["href"], "https://paper3.example/listen/3.mp3");
    assert_eq!(with_file[0][0]["length"], 1_234_567);
    let html = |id: i64| {
        let item = items.iter().find(|item| item["id"] == long(id)).unwrap();
        item["summary"]["content"].as_str().unwrap()
    };
    assert!(html(1).starts_with("<p>") && html(1).contains("Mara Lund"), "{}", html(1));
    assert!(html(3).starts_with("<p><em>Preview: "), "a line says that it is a part: {}", html(3));
    assert!(!html(2).contains("<em>"), "nothing stands above a whole text: {}", html(2));
    let of = |id: i64| {
        let item = items.iter().find(|item| item["id"] == long(id)).unwrap();
        item["categories"].to_string()
    };
    assert!(of(1).contains("com.google/starred") && of(1).contains("user/-/label/Sea & sky"), "{}", of(1));
    assert!(of(2).contains("user/-/label/Later") && !of(2).contains("com.google/read\""), "{}", of(2));
}

#[tokio::test]
async fn streams_hold_what_their_names_say() {
    let house = house().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    reader.file_feed(FeedId(1), None, vec!["a/b?c#d %e+f&\"g \u{1f30a}".to_owned()]).await.unwrap();
    reader.set_label("Later".to_owned(), vec![EntryId(2), EntryId(5)]).await.unwrap();
    reader.mark(vec![EntryId(1), EntryId(2)], EntryMark::Starred, clock()).await.unwrap();
    reader.mark(vec![EntryId(1), EntryId(6)], EntryMark::Read, clock()).await.unwrap();
    let folder = "user%2F-%2Flabel%2Fa%2Fb%3Fc%23d%20%25e%2Bf%26%22g%20%F0%9F%8C%8A";
    let (all, state) = ([6, 5, 4, 3, 2, 1].to_vec(), "user/-/state/com.google");
    let cases: &[(String, &[i64])] = &[
        (format!("s={state}/reading-list"), &all),
        (String::new(), &all),
        (format!("s={state}/reading-list&r=o"), &[1, 2, 3, 4, 5, 6]),
        ("s=feed/1".to_owned(), &all),
        ("s=feed%2Ffeed%2F1".to_owned(), &all),
        ("s=feed/https://paper.example/feed".to_owned(), &all),
        ("s=feed/2".to_owned(), &[]),
        ("s=feed/https://other.example/feed".to_owned(), &[]),
        (format!("s={folder}"), &all),
        (format!("s={folder}&xt={state}/read"), &[5, 4, 3, 2]),
        ("s=user/-/label/Later".to_owned(), &[5, 2]),
        ("s=user/Ada/label/later".to_owned(), &[5, 2]),
        ("s=user/-/label/Nowhere".to_owned(), &[]),
        (format!("s={state}/read"), &[6, 1]),
        (format!("s={state}/starred"), &[2, 1]),
        (format!("s={state}/unread"), &[5, 4, 3, 2]),
        (format!("s={state}/kept-unread"), &[5, 4, 3, 2]),
        (format!("s={state}/starred&xt={state}/read"), &[2]),
        (format!("s={state}/reading-list&it={state}/read"), &[6, 1]),
        (format!("it={state}/starred"), &[2, 1]),
        (format!("s={state}/reading-list&xt={state}/unread"), &[6, 1]),
        (format!("s={state}/reading-list&xt={state}/read&xt={state}/starred"), &[5, 4, 3]),
        (format!("s={state}/reading-list&xt=user/-/label/Later"), &[6, 4, 3, 1]),
        (format!("s={state}/reading-list&xt=feed/1"), &[]),
        (format!("s={state}/unread&it=user/-/label/Later&it={state}/starred"), &[2]),
        (format!("s={state}/broadcast"), &[]),
        (format!("s={state}/reading-list&ot={}", clock().as_second()), &all),
        (format!("s={state}/reading-list&ot={}", clock().as_millisecond()), &all),
        (format!("s={state}/reading-list&ot={}", clock().as_microsecond() + 1_000), &[]),
        (format!("s={state}/reading-list&nt={}", clock().as_second() - 1), &[]),
        (format!("s={state}/reading-list&ot=0"), &all),
    ];
    for (query, expected) in cases {
        assert_eq!(app.ids(query).await, *expected, "{query}");
        if let Some((name, rest)) = query.strip_prefix("s=").map(|s| s.split_once('&').unwrap_or((s, ""))) {
            for path in [format!("stream/contents/{name}?{rest}"), format!("stream/contents?{query}")] {
                let answer = app.json(&path).await;
                let ids: Vec<&str> = answer["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["id"].as_str().unwrap())
                    .collect();
                let wanted: Vec<String> = expected.iter().map(|id| long(*id)).collect();
                assert_eq!(ids, wanted, "{path}");
            }
        }
    }
    for unknown in [
        format!("s={state}/nonsense"),
        "s=everything".to_owned(),
        "s=".to_owned(),
        "s=user/-/state/org.example/main".to_owned(),
        format!("s={state}/reading-list&xt=nonsense"),
        format!("s={state}/reading-list&it=nonsense"),
        format!("s={state}/reading-list&c=nonsense"),
    ] {
        let answer = app.get(&format!("api/0/stream/items/ids?{unknown}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{unknown}");
    }
    for path in ["feed%2F%ff", "everything", "feed", "user/-/label/"] {
        let answer = app.get(&format!("api/0/stream/contents/{path}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    }
    assert_eq!(app.get(&format!("api/0/stream/items/count?s={state}/unread")).await.text, "4");
    assert!(app.get("api/0/stream/items/count?a=true").await.text.starts_with("6#"));
    let news = app.json("stream/items/ids?s=feed/2&client=newsplus").await;
    assert_eq!(news["itemRefs"].as_array().unwrap().len(), 1, "this app takes an empty list for a failure");
}

#[tokio::test]
async fn articles_are_had_by_number_in_every_spelling() {
    let house = house().await;
    let app = house.ada().await;
    let decimal = (3 + FIRST).to_string();
    let spellings =
        [decimal.clone(), long(3), long(3).replace("item/000", "item/"), format!("{:016x}", 3 + FIRST)];
    for spelling in &spellings {
        for answer in [
            app.post("stream/items/contents", &format!("i={spelling}&output=json&T=x")).await,
            app.get(&format!("api/0/stream/items/contents?i={spelling}")).await,
        ] {
            let told: Value = serde_json::from_str(&answer.text).unwrap();
            assert_eq!(told["items"][0]["id"], long(3), "{spelling}");
        }
    }
    let mut body: String = (1..=999).map(|n| format!("i={}&", n * 7 + FIRST)).collect();
    body.push_str(&format!("i={decimal}&i=0&i=-5&i=nonsense&i={}", long(1)));
    let told: Value = serde_json::from_str(&app.post("stream/items/contents", &body).await.text).unwrap();
    let ids: Vec<&Value> = told["items"].as_array().unwrap().iter().map(|item| &item["id"]).collect();
    assert_eq!(ids, [&Value::from(long(3)), &Value::from(long(1))], "unknown ones are passed over");
    for body in ["", "i=", "T=x"] {
        let told: Value = serde_json::from_str(&app.post("stream/items/contents", body).await.text).unwrap();
        assert_eq!(told["items"], Value::Array(Vec::new()), "{body}");
    }
}

#[tokio::test]
async fn marks_of_an_app_show_on_the_desk() {
    let house = house().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    let state = "user/-/state/com.google";
    let summary = async |id: i64| reader.article(EntryId(id)).await.unwrap().unwrap().summary;
    app.done("edit-tag", &format!("i={}&i={}&a={state}/read&ac=edit", long(1), 2 + FIRST)).await;
    assert!(summary(1).await.read_at.is_some() && summary(2).await.read_at.is_some());
    app.done("edit-tag", &format!("i={}&a={state}/kept-unread&r={state}/read&async=true", long(1))).await;
    assert!(summary(1).await.read_at.is_none());
    app.done("edit-tag", &format!("i={}&r={state}/kept-unread&a={state}/read", long(1))).await;
    assert!(summary(1).await.read_at.is_some());
    app.done(
        "edit-tag",
        &format!("i={}&a={state}/starred&a=user/-/label/A%2FB&a={state}/broadcast", long(3)),
    )
    .await;
    assert_eq!(
        (summary(3).await.starred_at.is_some(), summary(3).await.labels),
        (true, vec!["A/B".to_owned()])
    );
    app.done("edit-tag", &format!("i={}&r={state}/starred&r=user/-/label/A%2FB", long(3))).await;
    assert_eq!((summary(3).await.starred_at.is_some(), summary(3).await.labels.len()), (false, 0));
    app.done("edit-tag", "a=user/-/label/Empty").await;
    app.done("edit-tag", &format!("i=nonsense&i={}&a={state}/read", 77 + FIRST)).await;
    let contrary = app.post("edit-tag", &format!("i={}&a={state}/read&a={state}/kept-unread", long(4))).await;
    assert_eq!(contrary.status, StatusCode::BAD_REQUEST);
    assert!(summary(4).await.read_at.is_none());

    let cookie = house.desk.store().log_in(house.ada, Default::default(), None, clock()).await.unwrap();
    let page = Request::builder().uri("/api/v1/entries?show=unread").header(header::HOST, "localhost");
    let page = page.header(header::COOKIE, format!("dateline_session={}", cookie.expose()));
    let page = house.app.clone().oneshot(page.body(Body::empty()).unwrap()).await.unwrap();
    let bytes = page.into_body().collect().await.unwrap().to_bytes();
    let told: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!(told["entries"].as_array().unwrap().len(), 4, "1 and 2 are read: {told}");
}

#[tokio::test]
async fn a_stream_is_read_up_to_when_it_was_looked_at() {
    for (body, expected) in [
        ("s=feed/1".to_owned(), 0),
        ("s=feed/https://paper.example/feed&ts=0".to_owned(), 0),
        (format!("s=user/-/state/com.google/reading-list&ts={}", clock().as_microsecond()), 0),
        (format!("s=user/-/label/Sea&ts={}", clock().as_second()), 0),
        (format!("s=user/-/label/Later&ts={}", clock().as_millisecond()), 4),
        (format!("s=feed/1&ts={}", clock().as_second() - 60), 6),
        ("s=user/-/label/Nowhere".to_owned(), 6),
        ("s=feed/9".to_owned(), 6),
        ("s=user/-/state/com.google/starred".to_owned(), 5),
    ] {
        let house = house().await;
        let app = house.ada().await;
        let reader = house.desk.store().reader(house.ada);
        reader.file_feed(FeedId(1), None, vec!["Sea".to_owned()]).await.unwrap();
        reader.set_label("Later".to_owned(), vec![EntryId(2), EntryId(5)]).await.unwrap();
        reader.mark(vec![EntryId(1)], EntryMark::Starred, clock()).await.unwrap();
        app.done("mark-all-as-read", &body).await;
        assert_eq!(reader.unread_counts().await.unwrap().all, expected, "{body}");
    }
    let house = house().await;
    let app = house.ada().await;
    for body in ["", "s=everything", "s=user/-/state/com.google/nonsense", "s=user/-/state/com.google/read"] {
        assert_eq!(app.post("mark-all-as-read", body).await.status, StatusCode::BAD_REQUEST, "{body}");
    }
}

#[tokio::test]
async fn paging_ends() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), 1_500, 2).await;
    let store = desk.store();
    let ada =
        store.open_account("Ada".to_owned(), LONG.to_owned().into(), Role::Owner, clock()).await.unwrap();
    let house = House { _folder: folder, desk, app, ada, bert: ada };
    let app = house.ada().await;
    for (path, list, most) in [
        ("stream/items/ids?n=700&r=o", "itemRefs", 5),
        ("stream/items/ids?n=1000&xt=user/-/state/com.google/read", "itemRefs", 3),
        ("stream/items/ids?n=200000", "itemRefs", 1),
        (
            "stream/contents/user%2F-%2Fstate%2Fcom.google%2Freading-list?n=200000&xt=user/-/state/com.google/read",
            "items",
            3,
        ),
    ] {
        let (mut seen, mut pages, mut next) = (std::collections::BTreeSet::new(), 0, String::new());
        loop {
            let answer = app.json(&format!("{path}{next}")).await;
            let part = answer[list].as_array().unwrap();
            assert!(!part.is_empty(), "no page is empty: {path}");
            for one in part {
                assert!(seen.insert(one["id"].as_str().unwrap().to_owned()), "{path}: {one} twice");
            }
            pages += 1;
            match answer.get("continuation") {
                Some(token) => next = format!("&c={}", token.as_str().unwrap()),
                None => break,
            }
        }
        assert_eq!((seen.len(), pages), (3_000, most), "{path}");
    }
    assert_eq!(app.ids("").await.len(), 20, "as many as others give where none are asked for");
}

#[tokio::test]
async fn feeds_are_managed_by_number_and_address() {
    let house = house().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    let feed = async || reader.feed(FeedId(1)).await.unwrap().unwrap();
    app.done("subscription/edit", "ac=edit&s=feed/1&t=My+paper&a=user/-/label/Sea").await;
    assert_eq!((feed().await.title.as_str(), feed().await.folders), ("My paper", vec!["Sea".to_owned()]));
    app.done(
        "subscription/edit",
        "ac=edit&s=feed/https://paper.example/feed&r=user/-/label/Sea&a=user/-/label/Sky",
    )
    .await;
    assert_eq!((feed().await.title.as_str(), feed().await.folders), ("My paper", vec!["Sky".to_owned()]));
    app.done("rename-tag", "s=user/-/label/Sky&dest=user/-/label/Air").await;
    assert_eq!(feed().await.folders, ["Air"]);
    let tags = app.json("tag/list?types=1&counts=1").await;
    assert_eq!(tags["tags"][0]["id"], "user/-/state/com.google/starred");
    assert_eq!((&tags["tags"][1]["label"], &tags["tags"][1]["type"]), (&"Air".into(), &"folder".into()));
    app.done("disable-tag", "t=Air").await;
    assert!(feed().await.folders.is_empty());
    assert_eq!(app.get("api/0/subscribed?s=feed/1").await.text, "true");
    let again = app.post("subscription/quickadd?quickadd=feed%2Fhttps://paper.example/feed", "").await;
    let told: Value = serde_json::from_str(&again.text).unwrap();
    assert_eq!(told["numResults"], 0);
    assert_eq!(told["error"], "Already subscribed! https://paper.example/feed");
    for wrong in ["quickadd=", "quickadd=ftp://a.example/feed", "quickadd=http://127.0.0.1:1/feed"] {
        let answer = app.post("subscription/quickadd", wrong).await;
        let refused = answer.status == StatusCode::BAD_REQUEST || answer.text.contains("\"numResults\":0");
        assert!(refused && !answer.text.contains("<html"), "{wrong}: {}", answer.text);
    }
    let export = app.get("api/0/subscription/export").await.text;
    assert!(export.contains("https://paper.example/feed"), "{export}");
    let list = "<opml version=\"2.0\"><body><outline text=\"Isles\"><outline type=\"rss\" text=\"Tern\" xmlUrl=\"https://tern.example/feed\"/>\
                </outline></body></opml>";
    let path = format!("{ROOT}/reader/api/0/subscription/import?T=x");
    let answer = house.ask(&app.auth, "POST", &path, "text/xml", list).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "OK: 1"));
    assert_eq!(app.json("subscription/list").await["subscriptions"][0]["categories"][0]["label"], "Isles");
    app.done("subscription/edit", "ac=unsubscribe&s=feed/1").await;
    assert!(reader.feed(FeedId(1)).await.unwrap().is_none());
    let new = NewFeed {
        url: WebUrl::parse("https://paper.example/feed").unwrap(),
        title: None,
        home: None,
        folder: None,
    };
    let (again, _) = reader.add_feed(new, clock()).await.unwrap();
    assert_ne!(again, FeedId(1), "a number is never given again");
    for wrong in ["ac=edit", "ac=edit&s=feed/99", "ac=burn&s=feed/2", "ac=unsubscribe&s=nonsense"] {
        assert!(app.post("subscription/edit", wrong).await.status.is_client_error(), "{wrong}");
    }
}

#[tokio::test]
async fn nobody_sees_what_is_anothers() {
    let house = house().await;
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

#[tokio::test]
async fn a_stream_is_had_as_atom() {
    let house = house().await;
    let app = house.ada().await;
    app.done("edit-tag", &format!("i={}&a=user/-/state/com.google/read", long(1))).await;
    for path in ["atom/feed%2F1?n=4", "atom/feed/1?n=4", "api/0/stream/contents/feed%2F1?output=atom&n=4"] {
        let answer = app.get(path).await;
        let mut xml = quick_xml::Reader::from_str(&answer.text);
        while xml.read_event().unwrap() != quick_xml::events::Event::Eof {}
        assert_eq!(answer.text.matches("<entry>").count(), 4, "{path}");
        assert!(
            answer.text.contains("<gr:continuation>1000000000000003</gr:continuation>"),
            "{}",
            answer.text
        );
        assert!(answer.text.contains(&format!("<id gr:original-id=\"{}\">", long(4))), "{}", answer.text);
        assert!(answer.text.contains("<source gr:stream-id=\"feed/1\">"));
    }
    let rest = app.get("atom/feed%2F1?n=4&c=1000000000000003").await.text;
    assert!(
        rest.contains("term=\"user/-/state/com.google/read\"") && !rest.contains("gr:continuation>"),
        "{rest}"
    );
    assert!(rest.contains("label=\"read\"") && rest.contains("scheme=\"http://www.google.com/reader/\""));
}
