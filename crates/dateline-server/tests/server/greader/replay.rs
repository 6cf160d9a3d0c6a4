//! Requests of apps, word for word, from a file; and what no app should send, at size.

use super::{FIRST, FORM, ROOT};
use crate::fixture::clock;
use crate::house::House;
use dateline_model::{EntryId, FeedId};
use dateline_store::EntryMark;

const LINES: &str = include_str!("replay.txt");
const TAG: &str = "tag:google.com,2005:reader/item/";

#[tokio::test]
async fn requests_of_apps_get_what_they_are_for() {
    let house = House::new().await;
    let app = house.ada().await;
    let reader = house.desk.store().reader(house.ada);
    reader.file_feed(FeedId(1), None, vec!["Sea".to_owned()]).await.unwrap();
    reader.mark(vec![EntryId(2)], EntryMark::Starred, clock()).await.unwrap();
    let token = app.get("api/0/token").await.text;
    let filled = |text: &str| text.trim().replace("{tag}", TAG).replace("{token}", &token);
    let (mut asked, mut apps) = (0, std::collections::BTreeSet::new());
    for line in LINES.lines().filter(|line| !line.starts_with('#')) {
        let [name, request, body, status, words] =
            <[&str; 5]>::try_from(line.split('|').collect::<Vec<_>>()).unwrap_or_else(|_| panic!("{line}"));
        let (method, path) = request.trim().split_once(' ').unwrap();
        let path = format!("{ROOT}{path}");
        let answer = house.google(&app.auth, method, &path, FORM, &filled(body)).await;
        assert_eq!(answer.status.as_str(), status.trim(), "{line}: {}", answer.text);
        assert!(answer.text.contains(&filled(words)), "{line}: {}", answer.text);
        asked += 1;
        apps.insert(name.trim());
    }
    println!("{asked} requests of {} apps were answered as they must be", apps.len());
    let labels = reader.labels().await.unwrap();
    assert_eq!(labels.iter().map(|label| label.name.as_str()).collect::<Vec<_>>(), ["Later & more"]);
    let read: Vec<i64> = reader
        .stream(dateline_store::StreamQuery::new(dateline_store::Stream::Read, 99))
        .await
        .unwrap()
        .items
        .iter()
        .map(|id| id.0)
        .collect();
    assert_eq!(read, [6, 4, 3], "what was marked, and nothing else");
}

#[tokio::test]
async fn a_hundred_thousand_numbers_at_once_are_marked() {
    let house = House::new().await;
    let app = house.ada().await;
    let mut body: String = (1..=100_000).map(|id| format!("i={}&", id + FIRST)).collect();
    body.push_str("a=user/-/state/com.google/read");
    app.done("edit-tag", &body).await;
    let unread = "stream/items/ids?xt=user/-/state/com.google/read";
    assert_eq!(app.json(unread).await["itemRefs"].as_array().unwrap().len(), 0);
    let contents = app.post("stream/items/contents", &body).await;
    assert!(contents.status.is_success() || contents.status.is_client_error(), "{}", contents.status);
}
