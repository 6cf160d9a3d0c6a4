//! A reader has an article's page fetched again.

use crate::press::{Press, article, held, url};
use dateline_desk::{Desk, FetchedAgain, Which};
use dateline_model::{EntryId, Holding, Reason};
use dateline_store::NewNote;

async fn read(press: &Press) -> (Desk, EntryId) {
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let id = held(&desk).await.remove(0).id;
    (desk, id)
}

async fn text(desk: &Desk, id: EntryId) -> String {
    let record = desk.reader().article(id).await.unwrap().unwrap();
    record.reading.unwrap().article.unwrap().text()
}

#[tokio::test]
async fn what_has_changed_is_told_and_notes_stay() {
    let press = Press::new().await;
    let (desk, id) = read(&press).await;
    let note = NewNote { quote: "ferry".to_owned(), text: "So".to_owned(), ..NewNote::default() };
    desk.reader().add_note(id, note, desk.now()).await.unwrap().unwrap();
    assert_eq!(desk.fetch_again(id).await.unwrap(), FetchedAgain::Same);
    assert_eq!(desk.fetch_again(id).await.unwrap(), FetchedAgain::TooSoon(5), "not twice at once");
    assert_eq!(press.asked("gull.localhost/a"), 2);
    let longer = article("Ferry aground", "the ferry").replacen(
        "</p>",
        "</p><p>Tugs will try again at noon, the harbour office said on Tuesday.</p>",
        1,
    );
    press.set("gull.localhost/a", 200, "", &longer);
    press.pass_minutes(5);
    let came = desk.fetch_again(id).await.unwrap();
    assert_eq!(came, FetchedAgain::Changed { words: 12, title: false, holding: None });
    assert!(text(&desk, id).await.contains("Tugs will try again"));
    assert_eq!(desk.reader().notes(id).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_text_that_is_held_outlives_a_page_that_gives_less() {
    let press = Press::new().await;
    let (desk, id) = read(&press).await;
    let before = text(&desk, id).await;
    let wall = "<html><body><article><h1>Ferry aground</h1><p>The ferry lies on the bar.</p>\
                <div class='paywall'>Subscribe to continue reading.</div></article></body></html>";
    for (status, body, reason) in
        [(404, "", Reason::NotFound), (200, wall, Reason::Paywall), (503, "", Reason::ServerError)]
    {
        press.set("gull.localhost/a", status, "", body);
        press.pass_minutes(5);
        assert_eq!(desk.fetch_again(id).await.unwrap(), FetchedAgain::Kept(Some(reason)), "{status}");
        assert_eq!(text(&desk, id).await, before);
        assert_eq!(held(&desk).await[0].holding, Some(Holding::Full));
    }
    press.set("gull.localhost/a", 410, "", "");
    press.pass_minutes(5);
    assert!(matches!(desk.fetch_again(id).await.unwrap(), FetchedAgain::Changed { .. }), "taken back");
}

#[tokio::test]
async fn a_page_that_was_lost_is_had_at_once() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "Ferry aground")]);
    press.set("gull.localhost/a", 503, "", "");
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let id = held(&desk).await.remove(0).id;
    let came = desk.fetch_again(id).await.unwrap();
    assert!(matches!(came, FetchedAgain::Changed { holding: Some(Holding::Full), .. }), "{came:?}");
    assert_eq!(desk.fetch_again(EntryId(99)).await.unwrap(), FetchedAgain::NoPage);
}
