//! Many articles in one poll: all of them are there, and one poll is one commit.

use crate::press::{Press, held, url};
use dateline_desk::Which;
use dateline_store::{FrontQuery, Window};

#[tokio::test]
async fn a_large_feed_is_taken_in_whole() {
    let press = Press::new().await;
    let items: Vec<(String, String)> =
        (0..400).map(|n| (format!("/{n}"), format!("Report {n} from village {n}"))).collect();
    let items: Vec<(&str, &str)> =
        items.iter().map(|(path, title)| (path.as_str(), title.as_str())).collect();
    press.feed("gull.localhost", &items);
    for (path, title) in &items {
        press.page(&format!("gull.localhost{path}"), title, title);
    }
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    let summary = desk.update(Which::All).await.unwrap();
    assert_eq!(summary.total(|feed| feed.new), 400);
    assert_eq!(held(&desk).await.len(), 400);
    let query = FrontQuery::all(desk.now(), Window::first(1_000));
    let front = desk.reader().front(query).await.unwrap();
    assert_eq!(front.items.iter().map(|story| story.articles).sum::<u32>(), 400);
    assert!(desk.store().wanted_pages(None, desk.now(), 9).await.unwrap().is_empty());
}
