//! What a feed gave is never lost: items that are alike, documents that break off, pictures, texts beside pages that fail.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::{Block, Holding};
use dateline_store::{ArticleRecord, EntryMark};

fn document(items: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:media='http://search.yahoo.com/mrss/' \
         xmlns:atom='http://www.w3.org/2005/Atom' xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>\
         <channel><title>The Gull</title><link>http://gull.localhost/</link>{items}</channel></rss>"
    )
}

fn give(press: &Press, body: &str) {
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", body);
}

async fn poll(press: &Press, desk: &Desk, body: &str) {
    give(press, body);
    poll_again(press, desk).await;
}

async fn poll_again(press: &Press, desk: &Desk) {
    press.pass_minutes(60 * 24);
    desk.update(Which::All).await.unwrap();
}

/// A desk that has read a first document and marked everything read.
async fn begun(press: &Press, body: &str) -> Desk {
    give(press, body);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let ids = held(&desk).await.into_iter().map(|entry| entry.id).collect();
    desk.reader().mark(ids, EntryMark::Read, desk.now()).await.unwrap();
    desk
}

async fn only(desk: &Desk) -> ArticleRecord {
    let entries = held(desk).await;
    assert_eq!(entries.len(), 1);
    desk.reader().article(entries[0].id).await.unwrap().unwrap()
}

/// Text of a record as it is shown, and addresses of its pictures with what they show.
fn shown(record: &ArticleRecord) -> (String, Vec<(String, Option<String>)>) {
    let article = record.reading.as_ref().unwrap().article.as_ref().unwrap();
    let figures = article.blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => figure.image.as_ref(),
        _ => None,
    });
    let pictures = figures.map(|image| (image.url.to_string(), image.alt.clone())).collect();
    (article.text(), pictures)
}

/// Polls documents of items by number and counts entries and unread ones.
async fn count(item: impl Fn(usize) -> String, documents: &[&[usize]]) -> (usize, usize) {
    let press = Press::new().await;
    let body = |numbers: &[usize]| document(&numbers.iter().map(|n| item(*n)).collect::<String>());
    let desk = begun(&press, &body(documents[0])).await;
    for numbers in &documents[1..] {
        poll(&press, &desk, &body(numbers)).await;
    }
    (held(&desk).await.len(), desk.reader().unread_counts().await.unwrap().all as usize)
}

#[tokio::test]
async fn notices_of_one_title_and_day_are_as_many_as_their_pages() {
    let formula = "The issuer has been told of a change in holdings. The notice is on our page.".repeat(4);
    for text in ["", "The notice is on our page.", &formula] {
        for guid in [true, false] {
            let item = |n: usize| {
                let guid =
                    if guid { format!("<guid isPermaLink='false'>w{n}</guid>") } else { String::new() };
                format!(
                    "<item>{guid}<title>Holding in company</title><link>http://gull.localhost/w/{n}</link>\
                     <pubDate>02 Mar 2026</pubDate><description>{text}</description></item>"
                )
            };
            let documents: [&[usize]; 4] = [&[3, 2, 1], &[4, 3, 2], &[6, 5, 4], &[9, 8, 7]];
            assert_eq!(count(item, &documents).await, (9, 6), "guid {guid}, text {text:?}");
        }
    }
}

#[tokio::test]
async fn notes_that_begin_alike_are_told_by_all_they_say() {
    let item = |n: usize| {
        format!(
            "<item><description>Water level at the old pier of the harbour this morning, read by the keeper of the light \
             from the gauge at its foot before the tide turned: {n} cm.</description></item>"
        )
    };
    assert_eq!(
        count(item, &[&[403, 402, 401], &[404, 403, 402], &[405, 404, 403], &[405, 404, 403]]).await,
        (5, 2)
    );
}

#[tokio::test]
async fn guids_and_dates_of_the_poll_bring_nothing_again() {
    let press = Press::new().await;
    let at = |poll: usize, stories: &[usize]| {
        let item = |n: &usize| {
            format!(
                "<item><guid isPermaLink='false'>{n}-{poll}</guid><title>Story {n} of the harbour</title>\
                 <link>http://gull.localhost/s/{n}</link><pubDate>0{poll} Mar 2026 10:00:00 GMT</pubDate>\
                 <description>Text {n}.</description></item>"
            )
        };
        document(&stories.iter().map(item).collect::<String>())
    };
    let desk = begun(&press, &at(1, &[4, 3, 2, 1])).await;
    poll(&press, &desk, &at(2, &[4, 3, 2, 1])).await;
    poll(&press, &desk, &at(3, &[5, 4, 3, 2])).await;
    let unread = desk.reader().unread_counts().await.unwrap().all;
    assert_eq!((held(&desk).await.len(), unread), (5, 1));
}

#[tokio::test]
async fn a_document_that_breaks_off_is_asked_for_again_whatever_its_server_says_of_changes() {
    let press = Press::new().await;
    let item = |n: usize| format!("<item><guid isPermaLink='false'>{n}</guid><title>News {n}</title></item>");
    let whole = document(&(1..=5).map(item).collect::<String>());
    let cut = &whole[..whole.find("News 3").unwrap()];
    let fields = "content-type: application/rss+xml\r\netag: \"one\"";
    press.set("gull.localhost/feed", 200, fields, cut);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    assert_eq!(held(&desk).await.len(), 2);
    press.set("gull.localhost/feed", 200, fields, &whole);
    poll_again(&press, &desk).await;
    assert_eq!(held(&desk).await.len(), 5);
}

#[tokio::test]
async fn a_text_that_grows_is_shown_where_the_page_had_failed() {
    let press = Press::new().await;
    press.set("gull.localhost/live", 404, "", "");
    let of = |lines: usize| {
        let line = |n: usize| {
            format!(
                "<p>1{n}:00 Line {n}: the water stands at 4{n}0 cm and the wall at the pier holds so far.</p>"
            )
        };
        let text: String = (1..=lines).rev().map(line).collect();
        document(&format!(
            "<item><guid isPermaLink='false'>live</guid><title>Storm live</title><link>http://gull.localhost/live</link>\
             <description><![CDATA[{text}]]></description></item>"
        ))
    };
    let desk = begun(&press, &of(1)).await;
    for lines in [3, 6] {
        poll(&press, &desk, &of(lines)).await;
        let record = only(&desk).await;
        let text = shown(&record).0;
        assert!((1..=lines).all(|n| text.contains(&format!("Line {n}:"))), "{text}");
        assert_ne!(record.reading.unwrap().verdict.holding, Holding::None);
        assert!(record.other.is_some(), "why the page gave no more is one click away");
    }
}

#[tokio::test]
async fn pictures_of_an_item_are_kept_with_what_they_show() {
    let content = |name: &str, alt: &str| {
        format!(
            "<media:content url='http://gull.localhost/{name}.jpg' medium='image'><media:description>{alt}</media:description>\
             </media:content>"
        )
    };
    let toot = |pictures: &str| {
        format!(
            "<item><guid>http://gull.localhost/1</guid><description>Four views of the pier</description>{pictures}</item>"
        )
    };
    let picture =
        |name: &str, alt: Option<&str>| (format!("http://gull.localhost/{name}.jpg"), alt.map(str::to_owned));
    let several = toot(&["a", "b", "c"].map(|name| content(name, &format!("View {name}"))).concat());
    let of = |item: String| async move {
        let press = Press::new().await;
        let desk = begun(&press, &document(&item)).await;
        only(&desk).await
    };
    let three = [picture("a", Some("View a")), picture("b", Some("View b")), picture("c", Some("View c"))];
    let record = of(several).await;
    assert_eq!(shown(&record), ("Four views of the pier".to_owned(), three.to_vec()));

    let record = of(toot(&content("a", "A grey pier"))).await;
    let image = record.reading.unwrap().article.unwrap().image.unwrap();
    assert_eq!(image.alt.as_deref(), Some("A grey pier"));

    let words = "The words of the item stand in one text, and the picture stands in the other.";
    let img = "&lt;img src='http://gull.localhost/p.jpg' alt='Pier'>";
    for (summary, whole) in [(words, img), (img, words)] {
        let record = of(format!(
            "<item><guid isPermaLink='false'>1</guid><title>One</title><link>http://gull.localhost/1</link>\
             <description>{summary}</description><content:encoded>{whole}</content:encoded></item>"
        ));
        assert_eq!(shown(&record.await), (words.to_owned(), vec![picture("p", Some("Pier"))]));
    }

    // One picture in several sizes is one.
    let sizes = "<media:content url='http://gull.localhost/p.jpg?w=100' medium='image'/>\
                 <media:content url='http://gull.localhost/p.jpg?w=900' medium='image'/>";
    assert_eq!(shown(&of(toot(sizes)).await).1, []);
}

#[tokio::test]
async fn older_pages_are_asked_for_where_the_first_brings_nothing_known() {
    let press = Press::new().await;
    let page = |numbers: std::ops::RangeInclusive<usize>, next: &str| {
        let item =
            |n: usize| format!("<item><guid isPermaLink='false'>{n}</guid><title>News {n}</title></item>");
        let items: String = numbers.rev().map(item).collect();
        document(&format!("<atom:link rel='next' href='http://gull.localhost/{next}'/>{items}"))
    };
    let desk = begun(&press, &page(1..=3, "feed?page=2")).await;
    assert_eq!(press.asked("gull.localhost/feed?page=2"), 0, "what is new is not all there ever was");
    let fields = "content-type: application/rss+xml";
    press.set("gull.localhost/feed?page=2", 200, fields, &page(4..=6, "feed?page=3"));
    press.set("gull.localhost/feed?page=3", 200, fields, &page(1..=3, "feed?page=4"));
    poll(&press, &desk, &page(7..=9, "feed?page=2")).await;
    assert_eq!(held(&desk).await.len(), 9);
    assert_eq!(press.asked("gull.localhost/feed?page=4"), 0);
    poll(&press, &desk, &page(7..=9, "feed?page=2")).await;
    assert_eq!(press.asked("gull.localhost/feed?page=2"), 1);
    // Where it cannot be had, that is told.
    poll(&press, &desk, &page(12..=14, "none")).await;
    let health = desk.reader().feeds().await.unwrap()[0].health.repairs.join(" ");
    assert!(health.contains("what stands behind it was left out"), "{health}");
}

#[tokio::test]
async fn a_podcast_that_says_where_it_has_moved_to_is_followed_once_a_feed_is_there() {
    let press = Press::new().await;
    let item =
        |n: usize| format!("<item><guid isPermaLink='false'>{n}</guid><title>Episode {n}</title></item>");
    let old = format!("<itunes:new-feed-url>http://tern.localhost/feed</itunes:new-feed-url>{}", item(1));
    let fields = "content-type: application/rss+xml\r\netag: \"old\"";
    press.set("gull.localhost/feed", 200, fields, &document(&old));
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let feed = || async { desk.reader().feeds().await.unwrap().remove(0) };
    assert!(feed().await.health.repairs.join(" ").contains("http://tern.localhost/feed"), "told");
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &document(&old));
    press.set("tern.localhost/feed", 200, fields, &document(&(item(1) + &item(2))));
    for _ in 0..3 {
        poll_again(&press, &desk).await;
    }
    assert_eq!(feed().await.url.as_str(), "http://tern.localhost/feed");
    assert_eq!(held(&desk).await.len(), 2);
}
