//! The story index that is rebuilt from the store goes on where the live one stopped.

use crate::press::{Press, held, url};
use dateline_desk::Which;
use std::collections::BTreeMap;

const SUBJECTS: [&str; 4] =
    ["the stranded ferry Skerrow", "the glacier lake of Ulvane", "rates of Calder bank", "the cup final"];

/// Four publishers on four subjects, in as many rounds as there are subjects.
fn round(press: &Press, n: usize) {
    for (k, host) in
        ["gull.localhost", "tern.localhost", "skua.localhost", "auk.localhost"].into_iter().enumerate()
    {
        let mut items = Vec::new();
        for (m, subject) in SUBJECTS.iter().enumerate().take(n + 1) {
            let title = format!("News {k} about {subject}");
            press.page(&format!("{host}/{m}"), &title, subject);
            items.push((format!("/{m}"), title));
        }
        let items: Vec<(&str, &str)> =
            items.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
        press.feed(host, &items);
    }
}

async fn stories(press: &Press, reopen: bool) -> BTreeMap<String, i64> {
    let path = press.dir.path().join(format!("desk-{reopen}.db"));
    let mut desk = press.desk_in(&path).await;
    for n in 0..SUBJECTS.len() {
        round(press, n);
        if n == 0 {
            for host in ["gull.localhost", "tern.localhost", "skua.localhost", "auk.localhost"] {
                desk.add(url(&format!("http://{host}/feed")), None).await.unwrap();
            }
        }
        // One feed after the other: the order of arrival decides the numbers.
        for feed in desk.store().feeds().await.unwrap() {
            desk.update(Which::These(vec![feed.id])).await.unwrap();
        }
        if reopen {
            drop(desk);
            desk = press.desk_in(&path).await;
        }
    }
    assert!(desk.store().check().await.unwrap().is_healthy());
    held(&desk)
        .await
        .into_iter()
        .map(|entry| (entry.url.unwrap().to_string(), entry.story.unwrap().0))
        .collect()
}

#[tokio::test]
async fn a_desk_that_was_closed_each_round_groups_the_same() {
    let press = Press::new().await;
    let live = stories(&press, false).await;
    let replayed = stories(&press, true).await;
    assert_eq!(live.len(), 16);
    assert_eq!(live, replayed);
}
