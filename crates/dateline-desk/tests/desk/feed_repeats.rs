//! Items that stand in a document more than once, and items that are alone in it.

use crate::press::{Press, held, url};
use dateline_desk::{Desk, Which};
use dateline_model::Holding;
use dateline_store::{ArticleRecord, EntryMark};

const OTHER: &str = "<item><guid isPermaLink='false'>o</guid><link>http://gull.localhost/o</link><title>Other</title>\
    <pubDate>02 Jan 2026 08:00:00 GMT</pubDate><description>Another matter.</description></item>";

fn rss(items: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Gull</title>\
             <link>http://gull.localhost/</link>{items}</channel></rss>"
    )
}

fn atom(entries: &str) -> String {
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Gull</title><id>urn:g</id>{entries}\
             <entry><id>urn:o</id><title>Other</title><updated>2026-01-02T08:00:00Z</updated><summary>Another matter.</summary></entry></feed>"
    )
}

fn give(press: &Press, body: &str) {
    press.set("gull.localhost/feed", 200, "content-type: application/xml", body);
}

/// A desk that has polled some documents, an hour apart, all read after the first; and what the last poll brought.
async fn polled(documents: &[&str]) -> (Press, Desk, (u32, u32)) {
    let press = Press::new().await;
    let mut counts = (0, 0);
    give(&press, documents[0]);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    for (at, document) in documents.iter().enumerate() {
        give(&press, document);
        let report = desk.update(Which::All).await.unwrap().feeds.remove(0);
        counts = (report.new, report.changed);
        if at == 0 {
            let ids: Vec<_> = held(&desk).await.into_iter().map(|entry| entry.id).collect();
            assert_eq!(ids.len() as u32, report.new, "{document}");
            desk.reader().mark(ids, EntryMark::Read, desk.now()).await.unwrap();
        }
        press.pass_minutes(60);
    }
    (press, desk, counts)
}

async fn titled(desk: &Desk, title: &str) -> ArticleRecord {
    let entries = held(desk).await;
    let found: Vec<_> = entries.iter().filter(|entry| entry.title == title).collect();
    assert_eq!(found.len(), 1, "{entries:?}");
    desk.reader().article(found[0].id).await.unwrap().unwrap()
}

/// What is shown of an entry beside its title.
fn words(record: &ArticleRecord) -> String {
    let text = record
        .reading
        .as_ref()
        .and_then(|reading| reading.article.as_ref())
        .map(dateline_model::Article::text);
    format!("{} {}", record.summary.standfirst.as_deref().unwrap_or_default(), text.unwrap_or_default())
}

#[tokio::test]
async fn an_item_that_stands_twice_is_one_entry_told_by_its_latest_version() {
    let item = |day: u8, text: &str, more: &str| {
        format!(
            "<item><guid isPermaLink='false'>m</guid><link>http://gull.localhost/m</link><title>Merger</title>\
                 <pubDate>{day:02} Jan 2026 08:00:00 GMT</pubDate><description>{text}</description>{more}</item>"
        )
    };
    let entry = |hour: u8, text: &str| {
        format!(
            "<entry><id>urn:m</id><title>Merger</title><published>2026-01-03T06:00:00Z</published>\
                 <updated>2026-01-03T{hour:02}:00:00Z</updated><summary>{text}</summary></entry>"
        )
    };
    let (old, new) = ("Boards are to meet.", "Both boards have signed.");
    for document in [
        rss(&format!("{}{}{OTHER}", item(4, new, ""), item(3, old, ""))),
        rss(&format!("{}{}{OTHER}", item(3, old, ""), item(4, new, ""))),
        rss(&format!("{OTHER}{}{}{}", item(3, old, ""), item(4, new, ""), item(2, "Talks began.", ""))),
        // Of one moment: the first.
        rss(&format!("{}{OTHER}{}", item(4, new, ""), item(4, old, ""))),
        rss(&format!(
            "{}{}{OTHER}",
            item(4, new, "<category>Yards</category>"),
            item(4, new, "<category>Money</category>")
        )),
        atom(&format!("{}{}", entry(12, new), entry(8, old))),
        atom(&format!("{}{}", entry(8, old), entry(12, new))),
    ] {
        let (_press, desk, counts) = polled(&[&document, &document, &document]).await;
        assert_eq!(counts, (0, 0), "{document}");
        assert_eq!(held(&desk).await.len(), 2, "{document}");
        let record = titled(&desk, "Merger").await;
        assert!(words(&record).contains(new), "{}: {document}", words(&record));
        assert!(record.history.is_empty(), "{document}");
    }
}

#[tokio::test]
async fn an_item_that_stands_once_for_each_category_or_file_has_all_of_them() {
    let item = |inside: &str| {
        format!(
            "<item><guid isPermaLink='false'>k</guid><link>http://gull.localhost/k</link><title>Quay closed</title>\
                 <pubDate>03 Jan 2026 08:00:00 GMT</pubDate><description>Until Monday.</description>{inside}</item>"
        )
    };
    let (traffic, harbour) =
        ("<category>Traffic</category>", "<category>Harbour</category><author>Ann Tern</author>");
    let file = "<category>Traffic</category><enclosure url='http://gull.localhost/k.mp3' type='audio/mpeg' length='1'/>";
    let two = rss(&format!("{}{}{OTHER}", item(traffic), item(harbour)));
    let three = rss(&format!("{}{}{}{OTHER}", item(harbour), item(file), item(traffic)));
    let (press, desk, counts) = polled(&[&two, &two]).await;
    assert_eq!(counts, (0, 0));
    let record = titled(&desk, "Quay closed").await;
    assert_eq!(
        (record.categories, record.authors),
        (vec!["Traffic".into(), "Harbour".into()], vec!["Ann Tern".to_owned()])
    );
    give(&press, &three);
    let report = desk.update(Which::All).await.unwrap().feeds.remove(0);
    assert_eq!((report.new, report.changed), (0, 1));
    let record = titled(&desk, "Quay closed").await;
    assert_eq!(record.attached.files.len(), 1);
    assert_eq!(record.categories.len(), 2);
}

#[tokio::test]
async fn items_of_one_guid_or_title_that_are_several_stay_several() {
    let item = |guid: &str, link: &str, title: &str, day: u8| {
        format!(
            "<item><guid isPermaLink='false'>{guid}</guid><link>http://gull.localhost/{link}</link><title>{title}</title>\
                 <pubDate>{day:02} Jan 2026 08:00:00 GMT</pubDate><description>Of {day}.</description></item>"
        )
    };
    for (document, expected) in [
        // One guid for all of them is none.
        (rss(&format!("{}{}", item("g", "list", "Thread", 1), item("g", "list", "Thread", 2))), 2),
        (rss(&format!("{}{}{OTHER}", item("g", "1", "Thread", 1), item("g", "2", "Thread", 2))), 3),
        (rss(&format!("{}{}{OTHER}", item("g", "1", "Fog", 1), item("g", "1", "Ferry", 2))), 3),
        (rss(&format!("{}{}{OTHER}", item("", "list", "Thread", 1), item("", "list", "Thread", 2))), 3),
        (rss(&format!("{}{}{OTHER}", item("a", "list", "Thread", 1), item("b", "list", "Thread", 1))), 3),
    ] {
        let (_press, desk, counts) = polled(&[&document, &document]).await;
        assert_eq!((held(&desk).await.len(), counts), (expected, (0, 0)), "{document}");
    }
}

#[tokio::test]
async fn the_only_item_of_a_feed_whose_text_grows_is_one() {
    let report = |mark: &str, lines: &[u32]| {
        let hour = lines.iter().max().unwrap();
        let lines: String = lines
            .iter()
            .map(|hour| {
                format!("<p>{hour} o'clock: the gauge by the old crane stands at {hour}00 centimetres.</p>")
            })
            .collect();
        rss(&format!(
            "<item>{mark}<title>Flood: live</title><pubDate>03 Jan 2026 {hour:02}:00:00 GMT</pubDate>\
                      <content:encoded><![CDATA[{lines}]]></content:encoded></item>"
        ))
    };
    let guid = "<guid isPermaLink='false'>live</guid><link>http://gull.localhost/live</link>";
    let link = "<link>http://gull.localhost/live</link>";
    for mark in [guid, link] {
        for polls in [
            [vec![8], vec![9, 8], vec![10, 9, 8]],
            [vec![8], vec![8, 9], vec![8, 9, 10]],
            [vec![6, 5, 4, 3, 2, 1], vec![7, 6, 5, 4, 3, 2], vec![8, 7, 6, 5, 4, 3]],
        ] {
            let documents = polls.map(|lines| report(mark, &lines));
            let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
            let (_press, desk, _) = polled(&documents).await;
            assert_eq!(held(&desk).await.len(), 1, "{documents:?}");
            assert!(held(&desk).await[0].read_at.is_some());
        }
        // Another text each time is another item each time.
        let documents = [vec![7, 8], vec![9, 10], vec![11, 12]].map(|lines| report(mark, &lines));
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        let (_press, desk, _) = polled(&documents).await;
        assert_eq!(held(&desk).await.len(), 3, "{documents:?}");
    }
}

#[tokio::test]
async fn the_case_of_an_escaped_letters_digits_makes_no_new_article() {
    for (guid, others) in [(false, ""), (true, ""), (false, OTHER), (true, OTHER)] {
        let item = |slug: &str| {
            let link = format!("http://gull.localhost/{slug}");
            let guid = if guid { format!("<guid>{link}</guid>") } else { String::new() };
            rss(&format!(
                "<item>{guid}<link>{link}</link><title>Ice</title><pubDate>03 Jan 2026 08:00:00 GMT</pubDate>\
                          <description>It moves.</description></item>{others}"
            ))
        };
        let documents = ["%d0%bb%d1%91%d0%b4", "%D0%BB%D1%91%D0%B4", "лёд", "%d0%BB%d1%91%d0%B4/"].map(item);
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        let (_press, desk, _) = polled(&documents).await;
        assert_eq!(held(&desk).await.iter().filter(|entry| entry.title == "Ice").count(), 1, "{documents:?}");
        assert!(held(&desk).await.iter().all(|entry| entry.read_at.is_some()));
    }
}

#[tokio::test]
async fn smileys_stay_in_their_sentences() {
    let smiley = "<img src=\"https://s.gull.localhost/images/core/emoji/15/72x72/1f44b.png\" alt=\"👋\" class=\"wp-smiley\" style=\"height: 1em;\" />";
    for text in [
        format!("<p>Morning from the quay {smiley} and wind today.</p><p>The cutter stays in.</p>"),
        format!("Morning from the quay {smiley} and wind today."),
    ] {
        let document = rss(&format!(
            "<item><title>Wind</title><content:encoded><![CDATA[{text}]]></content:encoded></item>{OTHER}"
        ));
        let (_press, desk, _) = polled(&[&document]).await;
        let record = titled(&desk, "Wind").await;
        assert!(words(&record).contains("Morning from the quay 👋 and wind today."), "{}", words(&record));
        let blocks = &record.reading.as_ref().unwrap().article.as_ref().unwrap().blocks;
        assert!(!blocks.iter().any(|block| matches!(block, dateline_model::Block::Figure(_))), "{blocks:?}");
    }
}

#[tokio::test]
async fn a_file_that_no_host_serves_is_named_as_text() {
    let magnet = "magnet:?xt=urn:btih:BBB&amp;dn=iso";
    for item in [
        format!(
            "<title>Disk</title><description>Of May.</description><enclosure url='{magnet}' type='application/x-bittorrent'/>"
        ),
        format!("<title>Disk</title><link>{magnet}</link>"),
    ] {
        let document = rss(&format!("<item>{item}</item>{OTHER}"));
        let (_press, desk, counts) = polled(&[&document, &document]).await;
        let record = titled(&desk, "Disk").await;
        assert!(words(&record).contains("magnet:?xt=urn:btih:BBB&dn=iso"), "{}", words(&record));
        assert_eq!((record.summary.url, counts), (None, (0, 0)));
    }
}

#[tokio::test]
async fn a_short_text_given_as_content_is_shown_where_its_page_is_gone() {
    let text = "The ferry to the outer islands sails from the north quay until the ice has gone.";
    for item in [
        format!("<content type='html'>&lt;p>{text}&lt;/p></content>"),
        format!("<content>{text}</content>"),
        format!(
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>{text}</p></div></content>"
        ),
        format!("<summary>North quay.</summary><content type='html'>&lt;p>{text}&lt;/p></content>"),
        format!("<summary>{text}</summary><content type='html'>&lt;p>{text}&lt;/p></content>"),
    ] {
        let link = "<id>urn:f</id><title>Ferry</title><link href='http://gull.localhost/gone'/>";
        let document = atom(&format!("<entry>{link}<updated>2026-01-03T08:00:00Z</updated>{item}</entry>"));
        let (_press, desk, _) = polled(&[&document, &document]).await;
        let record = titled(&desk, "Ferry").await;
        let reading = record.reading.unwrap();
        assert!(reading.article.unwrap().text().contains(text), "{item}");
        let holding = reading.verdict.holding;
        assert!(matches!(holding, Holding::Full | Holding::Partial), "{item}: {holding:?}");
    }
    // A summary announces the article.
    let teaser = "<entry><id>urn:f</id><title>Ferry</title><link href='http://gull.localhost/gone'/><updated>2026-01-03T08:00:00Z</updated>\
                  <summary>The ferry sails from the north quay.</summary></entry>";
    let (_press, desk, _) = polled(&[&atom(teaser)]).await;
    let record = titled(&desk, "Ferry").await;
    assert_eq!(record.reading.unwrap().verdict.holding, Holding::None);
}
