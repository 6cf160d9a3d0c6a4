//! Feeds whose items are more, or less, than a headline with a teaser: broken off, told by a picture, with two texts, with a link
//! to a page that is not theirs.

use crate::press::{Press, article, held, url};
use dateline_desk::{Desk, FetchedAgain, Which};
use dateline_model::{Article, Block, Holding, Reading};
use dateline_store::{ArticleRecord, EntryMark, TextSource};

fn document(items: &str) -> String {
    format!(
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>The Gull</title>\
         <link>http://gull.localhost/</link>{items}</channel></rss>"
    )
}

fn give(press: &Press, body: &str) {
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", body);
}

fn words(n: usize) -> String {
    (0..n).map(|at| format!("word{at} ")).collect()
}

/// A desk that has read the gull's feed once.
async fn updated(press: &Press, body: &str) -> Desk {
    give(press, body);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    desk
}

async fn again(press: &Press, desk: &Desk, body: &str) {
    give(press, body);
    press.pass_minutes(60 * 24);
    desk.update(Which::All).await.unwrap();
}

async fn read_all(desk: &Desk) {
    let ids = held(desk).await.into_iter().map(|entry| entry.id).collect();
    desk.reader().mark(ids, EntryMark::Read, desk.now()).await.unwrap();
}

async fn records(desk: &Desk) -> Vec<ArticleRecord> {
    let mut records = Vec::new();
    for entry in held(desk).await {
        records.push(desk.reader().article(entry.id).await.unwrap().unwrap());
    }
    records.sort_by(|a, b| a.summary.title.cmp(&b.summary.title));
    records
}

fn shown(record: &ArticleRecord) -> (&Reading, &Article) {
    let reading = record.reading.as_ref().unwrap();
    (reading, reading.article.as_ref().unwrap())
}

#[tokio::test]
async fn an_item_that_is_broken_off_waits_for_a_whole_document() {
    let old = format!(
        "<item><guid isPermaLink='false'>o</guid><title>Old ferry news</title><link>http://gull.localhost/old-address</link>\
         <content:encoded>{}</content:encoded></item>",
        words(300)
    );
    let new = "<item><guid isPermaLink='false'>n</guid><title>New ferry news</title><link>http://gull.localhost/new</link>\
               <description>It runs.</description></item>";
    let whole = document(&format!("{new}{old}"));
    for cut in
        ["ferry news</title><link>http://gull.localhost/old-ad", "/old-ad", "<title>Old fer", "word200 "]
    {
        let press = Press::new().await;
        let desk = updated(&press, &document(&old)).await;
        read_all(&desk).await;
        let end = whole.rfind(cut).unwrap() + cut.len();
        again(&press, &desk, &whole[..end]).await;
        let titles = |records: &[ArticleRecord]| -> Vec<String> {
            records.iter().map(|record| record.summary.title.clone()).collect()
        };
        let broken = records(&desk).await;
        assert_eq!(titles(&broken), ["New ferry news", "Old ferry news"], "{cut}");
        assert!(shown(&broken[1]).1.text().contains("word299"), "{cut}");
        again(&press, &desk, &whole).await;
        let mended = records(&desk).await;
        assert_eq!(titles(&mended), ["New ferry news", "Old ferry news"], "{cut}");
        assert!(mended[1].summary.read_at.is_some() && mended[1].history.is_empty(), "{cut}");
    }
}

#[tokio::test]
async fn the_only_item_of_a_feed_is_told_by_its_picture_or_file() {
    let comic = |day: u8| {
        format!(
            "<description>&lt;img src='/{day}.png' alt='Today'/&gt;</description><pubDate>{day:02} Mar 2026 08:00:00 GMT</pubDate>"
        )
    };
    let news = |day: u8| {
        format!(
            "<description>News at the hour.</description><enclosure url='http://gull.localhost/{day}.mp3' type='audio/mpeg'/>\
             <pubDate>{day:02} Mar 2026 08:00:00 GMT</pubDate>"
        )
    };
    for item in [&comic as &dyn Fn(u8) -> String, &news] {
        let press = Press::new().await;
        let of = |day| {
            document(&format!(
                "<item><guid isPermaLink='false'>now</guid><title>Of the day</title><link>http://gull.localhost/now</link>{}</item>",
                item(day)
            ))
        };
        let desk = updated(&press, &of(1)).await;
        again(&press, &desk, &of(2)).await;
        again(&press, &desk, &of(3)).await;
        again(&press, &desk, &of(3)).await;
        assert_eq!(held(&desk).await.len(), 3, "{}", item(1));
    }
}

#[tokio::test]
async fn of_summary_and_content_the_longer_one_is_the_text() {
    for content in ["Short teaser only.", "&lt;p&gt;&amp;nbsp;&lt;/p&gt;", "&lt;img src='/a.jpg'&gt;"] {
        let press = Press::new().await;
        press.set("gull.localhost/a", 404, "content-type: text/html", "Not here.");
        let item = format!(
            "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
             <description>{}</description><content:encoded>{content}</content:encoded></item>",
            words(280)
        );
        let desk = updated(&press, &document(&item)).await;
        let record = records(&desk).await.remove(0);
        assert!(shown(&record).1.text().contains("word279"), "{content}");
    }
}

#[tokio::test]
async fn what_editors_wrote_above_the_text_is_its_standfirst() {
    let press = Press::new().await;
    let of = |summary: &str| {
        document(&format!(
            "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
             <description>{summary}</description><content:encoded>{}</content:encoded></item>",
            words(280)
        ))
    };
    let desk = updated(&press, &of("How a night on the rocks began with a birthday.")).await;
    let record = records(&desk).await.remove(0);
    assert_eq!(
        shown(&record).1.standfirst.as_deref(),
        Some("How a night on the rocks began with a birthday.")
    );
    again(&press, &desk, &of("How a night on the rocks began with a wedding.")).await;
    let record = records(&desk).await.remove(0);
    assert_eq!(
        shown(&record).1.standfirst.as_deref(),
        Some("How a night on the rocks began with a wedding.")
    );
    // An excerpt of the text is no standfirst.
    let footer = "The post Ferry aground appeared first on The Gull.";
    for excerpt in [format!("{}[…]", words(30)), format!("{}[…] {footer}", words(4))] {
        again(&press, &desk, &of(&excerpt)).await;
        assert_eq!(shown(&records(&desk).await[0]).1.standfirst, None, "{excerpt}");
    }
}

#[tokio::test]
async fn a_short_post_keeps_its_form_where_the_page_fails_or_holds_less() {
    let fewer =
        format!("<html><body><article><h1>Ferry aground</h1><p>{}</p></article></body></html>", words(70));
    for (status, page) in [(403, "Forbidden."), (404, "Not here."), (500, "Oh."), (200, fewer.as_str())] {
        let press = Press::new().await;
        press.set("gull.localhost/a", status, "content-type: text/html", page);
        let item = format!(
            "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link><description>\
             &lt;p&gt;{}&lt;a href='http://tern.localhost/x'&gt;the log&lt;/a&gt;.&lt;/p&gt;&lt;ul&gt;&lt;li&gt;The skipper of the ferry was the first on the rocks, he says.&lt;/li&gt;\
             &lt;li&gt;The engineer came after him with the lamp from the engine room.&lt;/li&gt;&lt;/ul&gt;&lt;p&gt;The end of it.&lt;/p&gt;</description></item>",
            words(100)
        );
        let desk = updated(&press, &document(&item)).await;
        let record = records(&desk).await.remove(0);
        assert_eq!(record.source, Some(TextSource::Feed), "{status}");
        let (_, article) = shown(&record);
        assert!(article.blocks.iter().any(|block| matches!(block, Block::List(_))), "{status}: {article:?}");
        assert!(
            matches!(&article.blocks[0], Block::Paragraph(text) if !text.marks.is_empty()),
            "{status}: {article:?}"
        );
    }
}

#[tokio::test]
async fn the_text_of_a_page_that_many_items_share_stands_under_none_of_them() {
    for link in ["http://gull.localhost/one#comment-", "http://gull.localhost/?c="] {
        let press = Press::new().await;
        let page = article("Harbour closes for a year", "the harbour");
        press.set("gull.localhost/one", 200, "content-type: text/html", &page);
        let link = |n: u8| {
            if link.ends_with('=') { "http://gull.localhost/".to_owned() } else { format!("{link}{n}") }
        };
        press.set("gull.localhost/", 200, "content-type: text/html", &page);
        let comment = |n: u8, who: &str| {
            format!(
                "<item><guid isPermaLink='false'>c{n}</guid><title>By: {who}</title><link>{}</link>\
                 <description>I disagree with every single sentence, says {who}.</description></item>",
                link(n)
            )
        };
        let both = format!("{}{}", comment(1, "Ann"), comment(2, "Mara"));
        let desk = updated(&press, &document(&both)).await;
        for record in records(&desk).await {
            let (reading, article) = shown(&record);
            assert!(article.text().starts_with("I disagree"), "{:?}", article.text());
            assert_ne!(reading.verdict.holding, Holding::None);
        }
    }
}

#[tokio::test]
async fn a_page_of_many_releases_is_no_releases_own_and_is_not_asked_for() {
    for mark in ["", "#v"] {
        let press = Press::new().await;
        let said = |n: u8| format!("Release {n} repairs the lamp of harbour {n} and the bell of pier {n}.");
        let all: String =
            (1..4).map(|n| format!("<h2>Release {n}.0</h2><p>{} {}</p>", said(n), words(100))).collect();
        let page = format!("<html><body><article><h1>All releases</h1>{all}</article></body></html>");
        press.set("gull.localhost/releases", 200, "content-type: text/html", &page);
        let item = |n: u8| {
            let place = if mark.is_empty() { String::new() } else { format!("{mark}{n}") };
            format!(
                "<item><guid isPermaLink='false'>r{n}</guid><title>Release {n}.0</title>\
                 <link>http://gull.localhost/releases{place}</link><description>{}</description></item>",
                said(n)
            )
        };
        let desk = updated(&press, &document(&(1..4).map(item).collect::<String>())).await;
        let held = records(&desk).await;
        assert_eq!(held.len(), 3);
        for (n, record) in (1..).zip(&held) {
            assert_eq!(shown(record).1.text(), said(n), "{mark}");
            assert!(record.other.is_none(), "{mark}");
            assert_eq!(desk.fetch_again(record.summary.id).await.unwrap(), FetchedAgain::NoPage);
        }
        assert_eq!(press.asked("gull.localhost/releases"), 0, "{mark}");
    }
}

#[tokio::test]
async fn an_article_that_stands_twice_under_two_headlines_keeps_its_page() {
    let press = Press::new().await;
    let page = article("Harbour closes for a year", "the harbour");
    press.set("gull.localhost/one", 200, "content-type: text/html", &page);
    let item = |guid: &str, title: &str, page: &str| {
        format!(
            "<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title>\
             <link>http://gull.localhost/{page}</link><description>The harbour closes.</description></item>"
        )
    };
    let items = [
        item("a", "Harbour closes for a year", "one"),
        item("b", "Harbour closes", "one"),
        item("c", "Mayor wins prize", "two"),
    ];
    let desk = updated(&press, &document(&items.concat())).await;
    for record in records(&desk).await.iter().filter(|record| record.summary.title.starts_with("Harbour")) {
        assert!(shown(record).1.text().len() > 400, "{:?}", shown(record).1.text());
    }
}

#[tokio::test]
async fn an_item_without_title_and_text_is_called_by_its_pages_headline() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Brask closes its swimming hall", "the hall");
    let items = "<item><guid>a</guid><link>http://gull.localhost/a</link></item>\
                 <item><guid>b</guid><link>http://gull.localhost/b</link></item>";
    let desk = updated(&press, &document(items)).await;
    let titles = |records: Vec<ArticleRecord>| -> Vec<String> {
        records.into_iter().map(|record| record.summary.title).collect()
    };
    let expected = ["Brask closes its swimming hall", "Untitled, at gull.localhost"];
    assert_eq!(titles(records(&desk).await), expected);
    again(&press, &desk, &document(items)).await;
    assert_eq!(titles(records(&desk).await), expected);
}

#[tokio::test]
async fn links_categories_and_comments_are_corrected() {
    let press = Press::new().await;
    let of = |to: &str, category: &str, comments: &str, link: &str| {
        document(&format!(
            "<item><guid isPermaLink='false'>a</guid><title>Ferry aground</title><link>{link}</link><category>{category}</category>\
             <comments>{comments}</comments><content:encoded>&lt;p&gt;{}&lt;a href='{to}'&gt;the log&lt;/a&gt;&lt;/p&gt;</content:encoded></item>",
            words(200)
        ))
    };
    let first =
        ["http://tern.localhost/log", "Sea", "http://gull.localhost/a#talk", "http://gull.localhost/a"];
    let now =
        ["http://tern.localhost/new", "Land", "http://gull.localhost/a#say", "http://gull.localhost/a#top"];
    let desk = updated(&press, &of(first[0], first[1], first[2], first[3])).await;
    for at in 0..4 {
        let given = |field: usize| if field <= at { now[field] } else { first[field] };
        again(&press, &desk, &of(given(0), given(1), given(2), given(3))).await;
        let record = records(&desk).await.remove(0);
        let told = format!(
            "{:?} {:?} {:?} {:?}",
            shown(&record).1.blocks,
            record.categories,
            record.comments,
            record.summary.url
        );
        let expected = [now[0], "\"Land\"", "#say", "#top"][at];
        assert!(
            told.replace("\", fragment: Some(\"", "#").contains(expected)
                || told.contains(&expected.replace('#', "")),
            "{at}: {told}"
        );
    }
}

#[tokio::test]
async fn an_episode_whose_notes_are_corrected_stays_a_recording() {
    let press = Press::new().await;
    press.set("gull.localhost/a", 404, "content-type: text/html", "Not here.");
    let of = |notes: &str| {
        document(&format!(
            "<item><guid>a</guid><title>Episode 9</title><link>http://gull.localhost/a</link><description>{notes}</description>\
             <enclosure url='http://gull.localhost/9.mp3' length='9000' type='audio/mpeg'/></item>"
        ))
    };
    let desk = updated(&press, &of("The skipper tells of the night on the rocks.")).await;
    again(&press, &desk, &of("The skipper tells of his night on the rocks, and why he went there.")).await;
    let record = records(&desk).await.remove(0);
    let (reading, article) = shown(&record);
    assert!(article.text().contains("and why"));
    assert_eq!(reading.verdict.holding, Holding::OtherKind);
}

#[tokio::test]
async fn a_link_that_leads_to_another_page_now_brings_no_other_text() {
    let press = Press::new().await;
    let about = article("About our newspaper", "our newspaper");
    press.set("gull.localhost/welcome", 200, "content-type: text/html", &about);
    press.set("gull.localhost/a", 301, "location: http://gull.localhost/welcome", "");
    let item = "<item><guid>a</guid><title>Mayor wins prize</title><link>http://gull.localhost/a</link>\
                <description>The mayor won the prize of the harbours.</description></item>";
    let desk = updated(&press, &document(item)).await;
    let record = records(&desk).await.remove(0);
    assert_eq!(shown(&record).1.text(), "The mayor won the prize of the harbours.");
}

/// What is held of the only item after it was given whole, and then in another way.
async fn given_again(whole: &str, again_as: &str) -> ArticleRecord {
    let press = Press::new().await;
    let desk = updated(&press, whole).await;
    read_all(&desk).await;
    again(&press, &desk, again_as).await;
    again(&press, &desk, again_as).await;
    assert_eq!(held(&desk).await.len(), 1, "{again_as}");
    records(&desk).await.remove(0)
}

#[tokio::test]
async fn what_was_given_whole_stays_where_the_feed_gives_an_excerpt_later() {
    let report = |n: usize| format!("Report {n} tells what the divers found under the pier that night. ");
    let text: String = (0..40).map(report).collect();
    let some: String = (0..3).map(report).collect();
    let some = some.trim_end();
    let item = |inside: &str| {
        document(&format!(
            "<item><guid isPermaLink='false'>a</guid><title>Under the pier</title><link>http://gull.localhost/a</link>{inside}</item>"
        ))
    };
    let json = |inside: &str| {
        format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"The Gull","items":[{{"id":"a","url":"http://gull.localhost/a","title":"Under the pier",{inside}}}]}}"#
        )
    };
    let whole = item(&format!(
        "<author>ada@gull.localhost (Ada One)</author><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate><description>Short.</description><content:encoded>&lt;p>{text}&lt;/p></content:encoded>"
    ));
    let json_whole = json(&format!(
        r#""authors":[{{"name":"Ada One"}}],"date_published":"2026-03-02T08:00:00Z","content_html":"<p>{text}</p>""#
    ));
    let mut cases = Vec::new();
    for (name, end) in [
        ("description", " [&amp;#8230;]"),
        ("content:encoded", " [...]"),
        ("description", "&amp;hellip;"),
        ("content:encoded", " The divers fou…"),
        ("description", " &lt;a href='/a'>Read more&lt;/a>"),
        ("content:encoded", "… &lt;a href='/a'>Continue reading →&lt;/a>"),
        ("description", "… &lt;a href='/a'>Continue reading Under the pier →&lt;/a>"),
        (
            "content:encoded",
            " [&amp;#8230;]&lt;/p>&lt;p>The post &lt;a href='/a'>Under the pier&lt;/a> appeared first on &lt;a href='/'>The Gull&lt;/a>.",
        ),
    ] {
        cases.push((whole.clone(), item(&format!("<{name}>&lt;p>{some}{end}&lt;/p></{name}>"))));
    }
    cases.push((json_whole.clone(), json(&format!(r#""content_html":"<p>{some} […]</p>""#))));
    cases.push((json_whole, json(&format!(r#""content_text":"{some}…""#))));
    // Nothing shows that these are excerpts, but that they say what stood there before, and little of it.
    cases.push((whole.clone(), item(&format!("<description>{some}</description>"))));
    cases.push((whole.clone(), item("<description>Short.</description>")));
    for (whole, excerpt) in cases {
        let record = given_again(&whole, &excerpt).await;
        let (reading, article) = shown(&record);
        assert!(article.text().contains("Report 39"), "{excerpt}");
        assert_eq!(reading.verdict.holding, Holding::Full, "{excerpt}");
        assert_eq!(article.bylines, ["Ada One"], "{excerpt}");
        assert_eq!((record.history.len(), record.summary.published.is_some()), (0, true), "{excerpt}");
        assert!(record.summary.read_at.is_some(), "{excerpt}");
    }
    // Another text is a new version.
    let other = some.replace("Report 1", "Correction 1");
    for changed in [format!("{other} […]"), format!("{some} Nothing else was found.")] {
        let record = given_again(&whole, &item(&format!("<description>{changed}</description>"))).await;
        assert!(!shown(&record).1.text().contains("Report 39"), "{changed}");
        assert_eq!(record.history.len(), 1, "{changed}");
    }
    // A new headline is taken.
    let press = Press::new().await;
    let beside = "<item><guid isPermaLink='false'>b</guid><title>Zebras at sea</title><description>None.</description></item>";
    let with = |item: &str| item.replace("</channel>", &format!("{beside}</channel>"));
    let desk = updated(&press, &with(&whole)).await;
    let retitled = item(&format!("<description>{some} […]</description>"))
        .replace("Under the pier", "Found under the pier");
    again(&press, &desk, &with(&retitled)).await;
    let record = records(&desk).await.remove(0);
    assert_eq!((record.summary.title.as_str(), record.history.len()), ("Found under the pier", 1));
    assert!(shown(&record).1.text().contains("Report 39"));
}
