//! What a person sets for one feed, by its page and by programs; pages that are fetched again; room for pictures.

use crate::site::{Site, form};
use dateline_model::{Block, EntryId, Figure, Image, PictureSize, Reading, WebUrl};
use dateline_store::{CachedImage, ReadingCommit, TextSource};
use http::{Request, StatusCode, header};

#[tokio::test]
async fn a_feeds_page_sets_how_it_is_checked_and_read() {
    let site = Site::new().await;
    let to = site.post("/feeds/polling", "feed=1&hours=6&pages=never").await.unwrap();
    assert!(site.get(&to).await.contains("Settings of"));
    let page = site.get("/feeds/1").await;
    assert!(page.contains("name=\"hours\" min=\"1\" max=\"720\" value=\"6\""));
    assert!(page.contains("<option value=\"never\" selected>"));
    for wrong in ["feed=1&hours=0", "feed=1&hours=721", "feed=1&hours=soon", "feed=1&pages=maybe", "feed=x"] {
        let status = site.send(form("/feeds/polling"), wrong).await.status();
        assert!(status.is_client_error(), "{wrong}: {status}");
    }
    assert_eq!(site.send(form("/feeds/polling"), "feed=99&hours=6").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(site.send(form("/feeds/original"), "feed=99").await.status(), StatusCode::NOT_FOUND);
    site.post("/feeds/polling", "feed=1&hours=&pages=auto").await.unwrap();
    let page = site.get("/feeds/1").await;
    assert!(page.contains("max=\"720\" value=\"\"") && page.contains("<option value=\"auto\" selected>"));
}

#[tokio::test]
async fn headlines_lead_to_the_publisher_where_their_reader_wants_it() {
    let site = Site::new().await;
    site.post("/feeds/original", "feed=1&original=1").await.unwrap();
    assert!(site.get("/feeds/1").await.contains("<option value=\"1\" selected>"));
    let list = site.get("/articles").await;
    let (_, rest) = list.split_once("href=\"/article/").unwrap();
    let (number, _) = rest.split_once("/original\"").unwrap();
    assert!(number.chars().all(|c| c.is_ascii_digit()), "{number}");
    let path = format!("/article/{number}/original");
    let ahead = Request::get(&path).header("sec-purpose", "prefetch");
    site.send(ahead, "").await;
    assert!(site.get("/articles").await.contains(&path), "what is fetched ahead stays unread");
    let answer = site.send(Request::get(&path), "").await;
    let to = answer.headers()[header::LOCATION].to_str().unwrap();
    assert!(to.starts_with("https://paper"), "{to}");
    assert!(!site.get("/articles").await.contains(&path), "it is read");
    assert!(site.get(&format!("/article/{number}")).await.contains(to), "and can be read here all the same");
    site.post("/feeds/original", "feed=1&original=").await.unwrap();
    assert!(!site.get("/articles").await.contains("/original\""));
    assert_eq!(site.send(Request::get("/article/9999/original"), "").await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn fetching_again_is_told_on_the_article() {
    let site = Site::new().await;
    assert!(site.get("/article/1").await.contains("action=\"/article/1/fetch\""));
    // No publisher answers here: what is held stays.
    let to = site.post("/article/1/fetch", "back=/article/1").await.unwrap();
    assert!(to.starts_with("/article/1?marked=again-"), "{to}");
    assert!(site.get(&to).await.contains("data-part=\"told\""));
    let to = site.post("/article/1/fetch", "back=/article/1").await.unwrap();
    assert_eq!(to, "/article/1?marked=again-soon.5");
    assert!(site.get(&to).await.contains("Try again in 5 minutes."));
    assert_eq!(site.send(form("/article/9999/fetch"), "back=/").await.status(), StatusCode::NOT_FOUND);
    for odd in ["again-", "again-x", "again-soon.%3Cb%3E", "again-kept.%3Cscript%3E"] {
        assert!(!site.get(&format!("/article/1?marked={odd}")).await.contains("<script>"), "{odd}");
    }
}

#[tokio::test]
async fn a_page_leaves_room_for_pictures() {
    let site = Site::new().await;
    let page = site.get("/article/1").await;
    assert!(page.contains("class=\"boxed\" width=\"1200\" height=\"800\""), "of a size that is not known");
    let kept = async |bytes: Vec<u8>, size| {
        let url = WebUrl::parse("https://paper.example/i.png").unwrap();
        let kept = CachedImage { media_type: "image/png".into(), bytes, at: site.desk.now(), size };
        site.desk.store().put_image(url, kept).await.unwrap();
        site.get("/article/1").await
    };
    let page = kept(vec![1], Some((640, 300))).await;
    assert!(page.contains("class=\"sized\" width=\"640\" height=\"300\""), "of one that was shown before");
    let page = kept(Vec::new(), None).await;
    assert!(!page.contains("src=\"/image/e1\""), "none where there is no picture");
}

/// Reads an article again, changed.
async fn reread(site: &Site, id: i64, change: impl FnOnce(&mut Reading)) {
    let id = EntryId(id);
    let mut reading = site.desk.reader().article(id).await.unwrap().unwrap().reading.unwrap();
    change(&mut reading);
    let commit = ReadingCommit::new(id, site.desk.now(), TextSource::Page, reading);
    site.desk.store().commit_reading(commit).await.unwrap();
}

#[tokio::test]
async fn a_page_leaves_the_room_that_the_publisher_declares() {
    let site = Site::new().await;
    reread(&site, 1, |reading| {
        let url = WebUrl::parse("https://paper.example/tall.png").unwrap();
        let image = Image { url, credit: None, alt: None, size: PictureSize::new(400, 900) };
        let figure = Block::Figure(Figure { image: Some(image), caption: None });
        reading.article.as_mut().unwrap().blocks.push(figure);
    })
    .await;
    let page = site.get("/article/1").await;
    assert!(page.contains("class=\"sized\" width=\"400\" height=\"900\""), "{page}");
}

#[tokio::test]
async fn lengths_are_told_in_what_a_script_is_counted_in() {
    let site = Site::new().await;
    assert!(site.get("/article/1").await.contains(" words, "));
    reread(&site, 1, |reading| {
        let article = reading.article.as_mut().unwrap();
        article.language = Some("ja".into());
        article.blocks = vec![Block::Paragraph("港の灯台、百年ぶりに手作業で点灯".into())];
    })
    .await;
    let page = site.get("/article/1").await;
    assert!(page.contains("<span>14 characters, 1 min</span>"), "{page}");
}
