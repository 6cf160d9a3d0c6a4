//! Entries that are no article to be read: recordings, videos, pictures and notes show what the feed gave, and are called so.

use crate::press::{Press, held, url, withdraw};
use dateline_desk::{Desk, Which};
use dateline_model::{Holding, Medium, Reason};
use dateline_store::ArticleRecord;

const SPACES: &str = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/' \
    xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:yt='http://www.youtube.com/xml/schemas/2015'";

/// What the gull's feed holds from now on.
fn feed(press: &Press, items: &str) {
    let body = format!(
        "<rss version='2.0' {SPACES}><channel><title>The Gull</title><link>http://gull.localhost/</link>{items}</channel></rss>"
    );
    press.set("gull.localhost/feed", 200, "content-type: application/rss+xml", &body);
}

async fn only(desk: &Desk) -> ArticleRecord {
    let entry = held(desk).await.remove(0);
    desk.reader().article(entry.id).await.unwrap().unwrap()
}

async fn read(press: &Press, items: &str) -> (Desk, ArticleRecord) {
    feed(press, items);
    let desk = press.desk().await;
    desk.add(url("http://gull.localhost/feed"), None).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let record = only(&desk).await;
    (desk, record)
}

const EPISODE: &str = "<item><guid>7</guid><title>Nights on the quay</title><link>http://gull.localhost/7</link>\
    <description>Ann Tern talks to the pilots of the harbour.</description>\
    <enclosure url='http://gull.localhost/7.mp3' length='1234567' type='audio/mpeg'/>\
    <itunes:duration>1:02:03</itunes:duration><itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>\
    <itunes:episodeType>bonus</itunes:episodeType><itunes:explicit>no</itunes:explicit>\
    <podcast:transcript url='http://gull.localhost/7.vtt' type='text/vtt'/>\
    <podcast:person role='guest'>Mara Lund</podcast:person>\
    <category>Sea</category><author>Ann Tern</author><comments>http://gull.localhost/7/talk</comments></item>";

#[tokio::test]
async fn an_episode_is_called_audio_and_shows_what_the_feed_gave() {
    let press = Press::new().await;
    let player = "<html><body><h1>Player</h1><ul><li><a href='/1'>One</a></li><li><a href='/2'>Two</a></li></ul></body></html>";
    press.set("gull.localhost/7", 200, "content-type: text/html", player);
    let (desk, record) = read(&press, EPISODE).await;
    assert_eq!(desk.audit().await.unwrap()[0].whole, 1, "all there is of it is held");
    assert_eq!(record.summary.medium, Some(Medium::Audio));
    let verdict = &record.reading.as_ref().unwrap().verdict;
    assert_eq!((verdict.holding, verdict.reasons.as_slice()), (Holding::OtherKind, &[Reason::MediaPage][..]));
    assert!(record.reading.unwrap().article.unwrap().text().contains("talks to the pilots"));
    let attached = &record.attached;
    let file = &attached.files[0];
    let told = (file.media_type.as_deref(), file.length, file.duration_seconds);
    assert_eq!(told, (Some("audio/mpeg"), Some(1_234_567), Some(3_723)));
    assert_eq!((attached.season, attached.episode, attached.explicit), (Some(2), Some(7), Some(false)));
    assert_eq!((attached.episode_type.as_deref(), attached.transcripts.len()), (Some("bonus"), 1));
    assert_eq!(attached.people[0].name, "Mara Lund");
    assert_eq!((record.authors, record.categories), (vec!["Ann Tern".to_owned()], vec!["Sea".to_owned()]));
    assert!(record.comments.is_some() && record.summary.story.is_some());
    // The feed corrects the file: shown at the next poll, and the page is not asked for again.
    feed(&press, &EPISODE.replace("length='1234567'", "length='7654321'").replace("7.mp3", "7b.mp3"));
    press.pass_minutes(60);
    desk.update(Which::All).await.unwrap();
    let record = only(&desk).await;
    assert_eq!(record.attached.files[0].length, Some(7_654_321));
    assert_eq!(
        (record.attached.files[0].url.as_str(), press.asked("gull.localhost/7")),
        ("http://gull.localhost/7b.mp3", 1)
    );
}

#[tokio::test]
async fn a_recording_without_a_word_and_without_a_page_is_audio() {
    let press = Press::new().await;
    let item = "<item><guid>8</guid><title>Foghorn</title><link>http://gull.localhost/8</link>\
        <enclosure url='http://gull.localhost/8.mp3' type='audio/mpeg'/></item>";
    let (_, record) = read(&press, item).await;
    assert_eq!(record.summary.medium, Some(Medium::Audio));
    assert_eq!(record.summary.holding, Some(Holding::OtherKind));
    assert_eq!(record.summary.title, "Foghorn");
}

#[tokio::test]
async fn a_video_of_youtube_is_whole_with_what_the_feed_says_and_its_page_is_not_asked_for() {
    let press = Press::new().await;
    let item = "<item><guid>v</guid><title>The last ferry</title><link>http://gull.localhost/watch</link>\
        <yt:videoId>abc</yt:videoId><media:group><media:description>It turned round at the quay.</media:description>\
        <media:community><media:statistics views='4321'/></media:community></media:group></item>";
    let (_, record) = read(&press, item).await;
    assert_eq!(record.summary.medium, Some(Medium::Video));
    assert_eq!((record.attached.video_id.as_deref(), record.attached.views), (Some("abc"), Some(4_321)));
    assert_eq!(press.asked("gull.localhost/watch"), 0);
    assert!(record.reading.unwrap().article.unwrap().text().contains("turned round"));
}

#[tokio::test]
async fn a_comic_keeps_its_picture_where_the_page_fails_or_says_less() {
    let item = "<item><guid>c</guid><title>Gulls</title><link>http://gull.localhost/c</link>\
        <description>&lt;img src='http://gull.localhost/c.png' title='They know.'&gt;</description></item>";
    for (status, page) in [(404, ""), (500, ""), (200, "<html><body><script>draw()</script></body></html>")] {
        let press = Press::new().await;
        press.set("gull.localhost/c", status, "content-type: text/html", page);
        let (_, record) = read(&press, item).await;
        assert_eq!(record.summary.medium, Some(Medium::Picture), "{status}");
        let article = record.reading.unwrap().article.unwrap();
        assert_eq!(article.blocks.len(), 1, "{status}: {:?}", article.blocks);
    }
}

#[tokio::test]
async fn a_post_without_a_title_is_a_note() {
    let press = Press::new().await;
    let item =
        "<item><guid>n</guid><description>Fog over the bay, and no ferry until noon.</description></item>";
    let (_, record) = read(&press, item).await;
    assert_eq!(record.summary.medium, Some(Medium::Note));
    assert_eq!(record.summary.holding, Some(Holding::Full));
}

#[tokio::test]
async fn an_article_that_can_be_listened_to_stays_an_article() {
    let press = Press::new().await;
    press.page("gull.localhost/a", "Ferry aground", "the ferry");
    let item = "<item><guid>a</guid><title>Ferry aground</title><link>http://gull.localhost/a</link>\
        <description>A short word on it.</description><enclosure url='http://gull.localhost/a.mp3' type='audio/mpeg'/></item>";
    let (_, record) = read(&press, item).await;
    assert_eq!((record.summary.medium, record.summary.holding), (None, Some(Holding::Full)));
    assert_eq!(record.attached.files.len(), 1);
}

#[tokio::test]
async fn an_article_taken_down_takes_its_files_with_it() {
    let press = Press::new().await;
    let (desk, record) = read(&press, EPISODE).await;
    withdraw(&desk, record.summary.id).await;
    let record = only(&desk).await;
    assert_eq!(record.attached, dateline_model::Attached::default());
}

#[tokio::test]
async fn attachments_beyond_the_bounds_of_an_entry_are_told() {
    let press = Press::new().await;
    let file = |n: usize| {
        format!("<enclosure url='http://gull.localhost/{}{n}.mp3' type='audio/mpeg'/>", "a".repeat(1_000))
    };
    let files: String = (0..60).map(file).collect();
    let (desk, record) =
        read(&press, &format!("<item><guid>f</guid><title>Many</title>{files}</item>")).await;
    assert!((20..40).contains(&record.attached.files.len()), "{}", record.attached.files.len());
    let health = dateline_desk::health::words(&desk.reader().feeds().await.unwrap()[0], desk.now());
    assert!(
        health.contains("files, chapters or people were left out: of one entry 32 kB are kept"),
        "{health}"
    );
}
