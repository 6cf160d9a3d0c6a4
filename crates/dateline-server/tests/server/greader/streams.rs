//! What streams hold, item by item and page by page, as each app decodes it.

use super::profiles::{PROFILES, check_profile};
use super::{FIRST, long};
use crate::fixture::clock;
use crate::house::House;
use dateline_model::{EntryId, FeedId};
use dateline_store::EntryMark;
use http::StatusCode;
use serde_json::Value;

#[tokio::test]
async fn every_app_decodes_what_it_gets() {
    let house = House::new().await;
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
    assert!(stream.get("self").is_none(), "apps read it as a list or as an object: absent it is neither");
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
    let house = House::new().await;
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
    let house = House::new().await;
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
async fn paging_ends() {
    let house = House::of_ada(1_500, 2).await;
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
async fn a_stream_is_had_as_atom() {
    let house = House::new().await;
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
