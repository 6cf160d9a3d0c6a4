//! Every route as everybody: nobody, somebody unknown, somebody kept out, each role, each scope of a token. Made from the table of
//! routes, so that a new one is tried too.

use crate::fixture;
use crate::fixture::clock;
use crate::house::{House, open};
use axum::body::Body;
use base64ct::{Base64, Encoding as _};
use dateline_model::{EntryId, UserId};
use dateline_server::{Access, Route, routes};
use dateline_store::{Correction, FollowKind, LoginWith, NewNote, Role, TokenScope};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A desk whose owner, Ada, has all its stories; Bert, a reader, and Carla, who is kept out, have none.
struct Everybody {
    house: House,
    carla: UserId,
}

async fn everybody() -> Everybody {
    let house = House::new().await;
    let carla = open(&house.desk, "Carla").await;
    Everybody { house, carla }
}

impl Everybody {
    async fn session(&self, user: UserId) -> String {
        let secret = self.house.desk.store().log_in(user, LoginWith::default(), None, clock()).await.unwrap();
        format!("dateline_session={}", secret.expose())
    }

    async fn send(
        &self,
        route: &Route,
        path: &str,
        credential: &Credential,
        body: &str,
    ) -> (StatusCode, String, String) {
        let kind = if path.starts_with("/api/") || path == "/mcp" {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request =
            Request::builder().method(route.method).uri(path).header(header::HOST, "localhost:8460");
        let mut request = request.header("sec-fetch-site", "same-origin").header(header::CONTENT_TYPE, kind);
        request = match credential {
            Credential::None => request,
            Credential::Cookie(cookie) => request.header(header::COOKIE, cookie),
            Credential::Header(value) => request.header(header::AUTHORIZATION, value),
        };
        let response =
            self.house.app.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let status = response.status();
        if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind == "text/event-stream") {
            // It does not end.
            return (status, to.unwrap_or_default(), String::new());
        }
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_default(), String::from_utf8_lossy(&bytes).into_owned())
    }
}

enum Credential {
    None,
    Cookie(String),
    Header(String),
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Identity {
    Nobody,
    UnknownSession,
    UnknownToken,
    DisabledSession,
    DisabledToken,
    Session {
        owner: bool,
    },
    Token {
        owner: bool,
        scope: TokenScope,
    },
    /// A token as the password beside another's name.
    OthersName,
}

fn identities() -> Vec<Identity> {
    use Identity::*;
    let tokens =
        [true, false].into_iter().flat_map(|owner| TokenScope::ALL.map(|scope| Token { owner, scope }));
    [Nobody, UnknownSession, UnknownToken, DisabledSession, DisabledToken, OthersName]
        .into_iter()
        .chain([true, false].map(|owner| Session { owner }))
        .chain(tokens)
        .collect()
}

/// What the rule of a route means, said once more.
fn admitted(route: &Route, identity: Identity) -> bool {
    let outs = [
        "/api/",
        "/feed.xml",
        "/feeds/export.opml",
        "/export.zip",
        "/notes.md",
        "/image/",
        "/media/",
        "/metrics",
        "/mcp",
    ];
    let is_app = ["/api/greader.php", "/v1/", "/index.php/"].iter().any(|app| route.path.starts_with(app));
    let takes_tokens = is_app || outs.iter().any(|out| route.path.starts_with(out));
    match (route.access, identity) {
        (Access::Public, _) => true,
        // Apps are known by what they were given alone, never by a cookie.
        (_, Identity::Session { .. }) if is_app => false,
        (Access::Read | Access::Mark | Access::Manage | Access::Person, Identity::Session { .. }) => true,
        (Access::Owner | Access::OwnerInPerson, Identity::Session { owner }) => owner,
        (Access::Read, Identity::Token { .. }) => takes_tokens,
        (Access::Mark, Identity::Token { scope, .. }) => takes_tokens && scope != TokenScope::Read,
        (Access::Manage, Identity::Token { scope, .. }) => takes_tokens && scope == TokenScope::Manage,
        (Access::Owner, Identity::Token { owner, scope }) => {
            takes_tokens && owner && scope == TokenScope::Manage
        }
        _ => false,
    }
}

impl Everybody {
    async fn credential(&self, identity: Identity) -> Credential {
        let bearer = |token: String| Credential::Header(format!("Bearer {token}"));
        match identity {
            Identity::Nobody => Credential::None,
            Identity::UnknownSession => Credential::Cookie(format!("dateline_session={}", "0".repeat(64))),
            Identity::UnknownToken => bearer("0".repeat(64)),
            Identity::DisabledSession | Identity::DisabledToken => {
                let store = self.house.desk.store();
                store.disable_account(self.carla, false, clock()).await.unwrap();
                let cookie = self.session(self.carla).await;
                let token = self.house.password(self.carla, TokenScope::Manage).await;
                store.disable_account(self.carla, true, clock()).await.unwrap();
                if identity == Identity::DisabledSession { Credential::Cookie(cookie) } else { bearer(token) }
            }
            Identity::Session { owner } => {
                Credential::Cookie(self.session(if owner { self.house.ada } else { self.house.bert }).await)
            }
            Identity::Token { owner, scope } => {
                let user = if owner { self.house.ada } else { self.house.bert };
                let token = self.house.password(user, scope).await;
                bearer(token)
            }
            Identity::OthersName => {
                let token = self.house.password(self.house.bert, TokenScope::Manage).await;
                Credential::Header(format!(
                    "Basic {}",
                    Base64::encode_string(format!("Ada:{token}").as_bytes())
                ))
            }
        }
    }
}

fn concrete(path: &str) -> String {
    let secret = "0".repeat(64);
    let path = path.replace("{id}", "1").replace("{key}", "e1").replace("{*path}", "desk.css");
    let path = path.replace("{entry}", "1").replace("{hash}", "a69a3ba4ae7f0e14d1b0d6bbc1cb1e0c");
    path.replace("{token}", &secret).replace("{secret}", &secret)
}

#[tokio::test]
async fn every_route_admits_whom_it_says_and_nobody_else() {
    let all = everybody().await;
    let (mut tried, mut refused) = (0, 0);
    let mut credentials = Vec::new();
    for identity in identities() {
        credentials.push((identity, all.credential(identity).await));
    }
    for route in routes() {
        for (identity, credential) in &mut credentials {
            let identity = *identity;
            if matches!(identity, Identity::Session { .. }) {
                // The one before may have been ended.
                *credential = all.credential(identity).await;
            }
            let (status, to, _) = all.send(route, &concrete(route.path), credential, "feed=999999").await;
            let sent_away =
                status == StatusCode::SEE_OTHER && to.starts_with("/login") && route.access != Access::Public;
            let kept_out = sent_away || matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
            assert_eq!(
                !kept_out,
                admitted(route, identity),
                "{} {} as {identity:?}: {status} {to}",
                route.method,
                route.path
            );
            tried += 1;
            refused += usize::from(kept_out);
        }
    }
    println!(
        "{} routes as {} identities: {tried} tried, {refused} refused, 0 leaks",
        routes().count(),
        identities().len()
    );
    assert!(tried > 1_000 && refused > 400, "{tried} {refused}");
}

/// What a second reader sends with numbers that are the first one's, by path; the form that names them all where none is given.
fn others_numbers(path: &str) -> &'static str {
    match path {
        "/api/v1/feeds/rename" => r#"{"feed": 1, "name": "x"}"#,
        "/api/v1/publishers/rename" => r#"{"host": "paper1.example", "name": "x"}"#,
        "/api/v1/feeds/file" => r#"{"feed": 1, "title": "x", "folders": ["x"]}"#,
        "/api/v1/feeds/pause" => r#"{"feeds": [1]}"#,
        "/api/v1/feeds/keep" => r#"{"feed": 1, "days": 1, "bytes": 1}"#,
        "/api/v1/feeds/polling" => r#"{"feed": 1, "hours": 5, "pages": "never"}"#,
        "/api/v1/feeds/original" => r#"{"feed": 1, "original": true}"#,
        "/api/v1/articles/fetch" => r#"{"id": 1}"#,
        "/api/v1/feeds/access" => r#"{"feed": 1, "private": true}"#,
        "/api/v1/corrections" => r#"{"do": "part", "entries": [2], "from": 1}"#,
        "/api/v1/corrections/undo" => r#"{"act": 1}"#,
        "/api/v1/labels" => r#"{"name": "Zephyrlabel", "entries": [1, 2], "set": false}"#,
        "/api/v1/labels/rename" => r#"{"id": 1, "name": "x"}"#,
        "/api/v1/labels/remove" | "/api/v1/follows/remove" => r#"{"id": 1}"#,
        "/api/v1/follows" => r#"{"kind": "words", "value": "ferry"}"#,
        "/api/v1/notes" => r#"{"id": 1, "text": "x"}"#,
        "/api/v1/notes/remove" => r#"{"id": 1}"#,
        "/api/v1/progress" => r#"{"entry": 1, "position": 5}"#,
        "/mcp" => {
            r#"{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "read_article", "arguments": {"article": 1}}}"#
        }
        "/notes/add" => "entry=1&text=x",
        "/progress" => "entry=1&position=5",
        "/api/v1/rules" => r#"{"id": 1, "conditions": {"title": ["ferry"]}, "actions": {"mute": true}}"#,
        "/api/v1/rules/preview" => r#"{"conditions": {"feed": 1}}"#,
        "/api/v1/rules/apply" | "/api/v1/rules/remove" => r#"{"id": 1}"#,
        "/api/v1/rules/mute" => r#"{"story": 1}"#,
        "/api/v1/rules/unmute" => r#"{"entries": [1, 2]}"#,
        "/rules/save" => "id=1&title=ferry&mute=1",
        "/api/v1/marks" => r#"{"mark": "star", "entries": [1, 2, 3]}"#,
        "/api/v1/marks/read" => r#"{"feed": 1}"#,
        "/api/v1/webhooks" => r#"{"id": 1, "url": "https://hooks.example/in", "stories": true}"#,
        "/api/v1/webhooks/remove" | "/api/v1/webhooks/test" => r#"{"id": 1}"#,
        "/webhooks/save" => "id=1&url=https://hooks.example/in&stories=1",
        "/api/v1/read" => r#"{"text": "A plain line."}"#,
        "/feeds/bulk" => "do=move&feed=1&folder=x&back=/feeds",
        "/people/change" => "user=1&do=disable",
        "/story/{id}/correct" => "do=part&entry=2",
        "/feeds/add" => "url=",
        "/read" => "text=A+plain+line.&url=",
        "/feeds/access" => "feed=1&kind=basic&name=a&secret=b&also=&private=1",
        _ => {
            "story=1&entry=1&do=read&feed=1&id=1&act=1&kind=words&value=ferry&name=x&host=paper1.example&days=1&megabytes=1\
              &session=1&token=1&scope=read&role=owner&current=x&password=y&again=y&q=ferry"
        }
    }
}

/// What the owner has, as the API tells it.
async fn owned(all: &Everybody, cookie: &str) -> Vec<String> {
    let mut told = Vec::new();
    for path in [
        "stories",
        "stories/1",
        "entries?limit=99",
        "feeds",
        "labels",
        "rules",
        "notes",
        "articles/1",
        "entries?show=muted",
        "follows",
        "searches",
        "corrections",
        "unread",
    ] {
        let route = Route { method: "GET", path: "", access: Access::Read, words: "" };
        let credential = Credential::Cookie(cookie.to_owned());
        let (status, _, text) = all.send(&route, &format!("/api/v1/{path}"), &credential, "").await;
        assert_eq!(status, StatusCode::OK, "{path}");
        told.push(text);
    }
    told
}

#[tokio::test]
async fn numbers_of_another_show_and_change_nothing() {
    let all = everybody().await;
    let house = &all.house;
    let (store, now) = (house.desk.store(), clock());
    let reader = store.reader(house.ada);
    reader.follow(FollowKind::Words, "zephyrfollow".to_owned(), now).await.unwrap();
    reader.save_search("zephyrname".to_owned(), "zephyrsearch".to_owned(), false, now).await.unwrap();
    reader.set_label("Zephyrlabel".to_owned(), vec![EntryId(1), EntryId(2)]).await.unwrap();
    reader.mute_story(dateline_model::StoryId(1), "Zephyrrule".to_owned(), now).await.unwrap().unwrap();
    let note = NewNote { text: "Zephyrnote".to_owned(), ..NewNote::default() };
    reader.add_note(EntryId(1), note, now).await.unwrap().unwrap();
    let part = Correction::Part { entries: vec![EntryId(4)], from: dateline_model::StoryId(2) };
    house.desk.clone().of(house.ada).correct(part).await.unwrap().unwrap();
    let cookie = all.session(house.ada).await;
    house.password(house.ada, TokenScope::Read).await;
    let before = owned(&all, &cookie).await;
    assert!(before.iter().filter(|text| text.to_lowercase().contains("zephyr")).count() >= 3);

    let mut tried = 0;
    for route in routes() {
        let credential = Credential::Cookie(all.session(house.bert).await);
        let path = concrete(route.path);
        for path in
            [path.clone(), path.replace("/1", "/2"), path.replace("e1", "s1"), path.replace("e1", "e2-1")]
        {
            let (status, _, text) = all.send(route, &path, &credential, others_numbers(route.path)).await;
            assert!(!status.is_server_error(), "{} {path}: {status}", route.method);
            let lower = text.to_lowercase();
            for secret in ["zephyr", "river law after a night", "paper.example/feed", "paper 1\""] {
                assert!(!lower.contains(secret), "{} {path} tells {secret}", route.method);
            }
            tried += 1;
        }
    }
    println!("{tried} requests of a second reader with the first one's numbers: 0 leaks");
    assert_eq!(owned(&all, &cookie).await, before);
    let account = store.account(house.ada).await.unwrap().unwrap();
    assert!(!account.disabled && account.role == Role::Owner);
    assert_eq!(store.tokens(house.ada).await.unwrap().len(), 1);
    assert_eq!(store.sessions(house.ada, now).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_desk_without_accounts_asks_for_no_login() {
    let folder = tempfile::tempdir().unwrap();
    let (_desk, app) = fixture::served(folder.path(), 1, 1).await;
    for (path, expected) in
        [("/", 200), ("/api/v1/feeds", 200), ("/login", 303), ("/setup", 404), ("/account", 404)]
    {
        let request =
            Request::builder().uri(path).header(header::HOST, "localhost").body(Body::empty()).unwrap();
        assert_eq!(app.clone().oneshot(request).await.unwrap().status().as_u16(), expected, "{path}");
    }
}

/// The table of who may what, and the names of tests, in docs/security.md.
#[test]
fn the_documentation_says_who_may_what() {
    let docs = include_str!("../../../../docs/security.md");
    for access in [
        Access::Public,
        Access::Read,
        Access::Mark,
        Access::Manage,
        Access::Owner,
        Access::Person,
        Access::OwnerInPerson,
    ] {
        let ours = routes().filter(|route| route.access == access);
        let ours: Vec<String> = ours.map(|route| format!("`{} {}`", route.method, route.path)).collect();
        let line = docs.lines().find(|line| line.starts_with(&format!("| {access:?} |"))).unwrap();
        let written = line.rsplit(" | ").next().unwrap().trim_end_matches(" |");
        assert_eq!(written, ours.join(", "), "{access:?}");
    }
}
