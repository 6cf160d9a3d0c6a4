//! The stream of events: what happens, to whom it is told, where it goes on, and how many may be open.

use crate::house::House;
use axum::body::Body;
use dateline_model::{EntryId, UserId};
use dateline_store::{EntryMark, TokenScope};
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tower::ServiceExt as _;

/// A stream that is open.
struct Listener {
    body: Body,
    rest: String,
}

/// One event.
#[derive(Debug)]
struct Told {
    id: String,
    name: String,
    data: Value,
}

impl House {
    async fn listen(&self, user: UserId, query: &str, last: &str) -> (StatusCode, Listener) {
        let token = self.password(user, TokenScope::Read).await;
        self.listen_with(&token, query, last).await
    }

    async fn listen_with(&self, token: &str, query: &str, last: &str) -> (StatusCode, Listener) {
        let request =
            Request::builder().uri(format!("/api/v1/events{query}")).header(header::HOST, "localhost");
        let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        let request = request.header("last-event-id", last).body(Body::empty()).unwrap();
        let response = self.app.clone().oneshot(request).await.unwrap();
        (response.status(), Listener { body: response.into_body(), rest: String::new() })
    }
}

impl Listener {
    /// The next event; `None` where the stream has ended. Lines that say nothing are passed over.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((block, rest)) = self.rest.clone().split_once("\n\n") {
                rest.clone_into(&mut self.rest);
                let field = |name: &str| {
                    let start = format!("{name}: ");
                    block.lines().find_map(|line| line.strip_prefix(&start)).map(str::to_owned)
                };
                if let (Some(id), Some(name), Some(data)) = (field("id"), field("event"), field("data")) {
                    return Some(Told { id, name, data: serde_json::from_str(&data).unwrap() });
                }
                continue;
            }
            let frame = self.body.frame().await?.unwrap();
            self.rest.push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_happens_is_told_and_goes_on_after_its_id() {
    let house = House::new().await;
    let (status, mut stream) = house.listen(house.ada, "", "").await;
    assert_eq!(status, StatusCode::OK);
    let ready = stream.next().await.unwrap();
    assert_eq!((ready.name.as_str(), &ready.data["place"].to_string()), ("ready", &ready.id));
    let reader = house.desk.store().reader(house.ada);
    reader.mark(vec![EntryId(2)], EntryMark::Starred, crate::fixture::clock()).await.unwrap();
    let mark = stream.next().await.unwrap();
    assert_eq!((mark.name.as_str(), &mark.data["id"]), ("mark", &2.into()));
    assert!(mark.data["starred"].is_string());
    reader.mark(vec![EntryId(1), EntryId(3)], EntryMark::Read, crate::fixture::clock()).await.unwrap();
    assert_eq!(stream.next().await.unwrap().data["id"], 1);

    // Whoever was cut off after the first of two goes on with the second.
    let (_, mut again) = house.listen(house.ada, "", &mark.id).await;
    assert_eq!(again.next().await.unwrap().name, "ready");
    let first = again.next().await.unwrap();
    let (_, mut late) = house.listen(house.ada, "", &first.id).await;
    late.next().await.unwrap();
    assert_eq!(
        (first.data["id"].as_i64(), late.next().await.unwrap().data["id"].as_i64()),
        (Some(1), Some(3))
    );
}

#[tokio::test(start_paused = true)]
async fn what_came_is_told_with_its_stories() {
    let house = House::new().await;
    let (_, mut stream) = house.listen(house.ada, "?since=0", "").await;
    assert_eq!(stream.next().await.unwrap().name, "ready");
    let mut told = Vec::new();
    for _ in 0..9 {
        told.push(stream.next().await.unwrap());
    }
    let of = |name: &str| told.iter().filter(|told| told.name == name).count();
    assert_eq!((of("entry"), of("story")), (6, 3));
    assert!(told.iter().all(|told| told.data["title"].is_string()), "{told:?}");
}

#[tokio::test(start_paused = true)]
async fn a_stream_tells_its_own_reader_and_ends_with_the_login() {
    let house = House::new().await;
    let token = house.password(house.bert, TokenScope::Read).await;
    let (_, mut stream) = house.listen_with(&token, "?since=0", "").await;
    assert_eq!(stream.next().await.unwrap().name, "ready");
    let reader = house.desk.store().reader(house.ada);
    reader.mark(vec![EntryId(2)], EntryMark::Starred, crate::fixture::clock()).await.unwrap();
    let store = house.desk.store();
    let tokens = store.tokens(house.bert).await.unwrap();
    store.revoke_token(house.bert, tokens[0].id, crate::fixture::clock()).await.unwrap();
    assert!(stream.next().await.is_none(), "no event of another, and an end where the token is gone");
}

#[tokio::test(start_paused = true)]
async fn streams_are_bounded_and_their_ids_are_judged() {
    let house = House::new().await;
    let token = house.password(house.ada, TokenScope::Read).await;
    assert_eq!(house.listen_with(&token, "", "nonsense").await.0, StatusCode::BAD_REQUEST);
    let (_, mut ahead) = house.listen_with(&token, "", "99999999.4").await;
    let ready = ahead.next().await.unwrap();
    assert!(
        ready.data["place"].as_i64().unwrap() < 99_999_999,
        "the place of another store is not waited for"
    );
    let mut open = vec![ahead];
    for _ in 1..16 {
        let (status, stream) = house.listen_with(&token, "", "").await;
        assert_eq!(status, StatusCode::OK);
        open.push(stream);
    }
    assert_eq!(house.listen_with(&token, "", "").await.0, StatusCode::TOO_MANY_REQUESTS);
    open.pop();
    assert_eq!(
        house.listen_with(&token, "", "").await.0,
        StatusCode::OK,
        "who leaves frees the place at once"
    );
    assert_eq!(house.listen(house.bert, "", "").await.0, StatusCode::OK, "another's are counted apart");
}

/// A stream that is open does not keep the server from stopping at once.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the test stands outside and asks over a real socket")]
async fn streams_end_when_the_server_stops() {
    let house = House::open_to_all().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let settings = dateline_server::Settings::default();
    let serving = tokio::spawn(dateline_server::serve(listener, house.desk.clone(), settings, async move {
        let _gone = stopped.await;
    }));
    let mut client = TcpStream::connect(address).await.unwrap();
    client.write_all(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    let (mut heard, mut part) = (String::new(), [0; 1024]);
    while !heard.contains("event: ready") {
        let count = client.read(&mut part).await.unwrap();
        heard.push_str(std::str::from_utf8(&part[..count]).unwrap());
    }
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(5), serving).await.unwrap().unwrap().unwrap();
}
