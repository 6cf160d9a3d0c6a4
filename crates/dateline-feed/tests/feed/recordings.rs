//! What feeds say beside text: files, recordings, people, and where there is no link but an identifier.

use dateline_feed::{Context, parse};
use dateline_model::{Enclosure, Entry, Feed, WebUrl};

const SPACES: &str = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:media='http://search.yahoo.com/mrss/' \
    xmlns:podcast='https://podcastindex.org/namespace/1.0' xmlns:yt='http://www.youtube.com/xml/schemas/2015'";

fn rss(head: &str, item: &str) -> Feed {
    let text = format!("<rss {SPACES}><channel>{head}<item>{item}</item></channel></rss>");
    parse(text.as_bytes(), &Context::default()).unwrap()
}

fn item(inside: &str) -> Entry {
    rss("", inside).entries.remove(0)
}

fn atom(inside: &str) -> Entry {
    let text = format!("<feed xmlns='http://www.w3.org/2005/Atom' {SPACES}><entry>{inside}</entry></feed>");
    parse(text.as_bytes(), &Context::default()).unwrap().entries.remove(0)
}

fn address(url: Option<&WebUrl>) -> Option<&str> {
    url.map(WebUrl::as_str)
}

#[test]
fn files_with_type_length_and_duration() {
    let check = |inside: &str, expected: (&str, Option<&str>, Option<u64>, Option<u32>)| {
        let entry = item(inside);
        let shown = |file: &Enclosure| {
            (file.url.to_string(), file.media_type.clone(), file.length, file.duration_seconds)
        };
        let (url, kind, length, seconds) = expected;
        let expected = (url.to_owned(), kind.map(str::to_owned), length, seconds);
        assert_eq!(entry.enclosures.iter().map(shown).collect::<Vec<_>>(), [expected], "{inside}");
    };
    let url = "https://gull.example/a.mp3";
    let enclosure = |rest: &str| format!("<enclosure url='{url}' {rest}/>");
    check(&enclosure("type='audio/mpeg' length='9'"), (url, Some("audio/mpeg"), Some(9), None));
    check(&enclosure("type='mp3' length='0'"), (url, Some("audio/mpeg"), None, None));
    check(
        &format!("{}<itunes:duration>1:02:03</itunes:duration>", enclosure("")),
        (url, Some("audio/mpeg"), None, Some(3723)),
    );
    check(
        &format!("{}<media:content url='{url}' fileSize='7' duration='61'/>", enclosure("")),
        (url, Some("audio/mpeg"), Some(7), Some(61)),
    );
    check(
        "<media:group><media:content url='https://gull.example/v.webm?x=1' medium='video' duration='5'/></media:group>",
        ("https://gull.example/v.webm?x=1", Some("video/webm"), None, Some(5)),
    );
}

#[test]
fn videos_and_podcasts() {
    let video = atom(
        "<id>yt:video:Tide123</id><yt:videoId>Tide123</yt:videoId><title>Tide</title><media:group><media:title>Tide</media:title>\
         <media:content url='https://video.example/v/Tide123' type='application/x-shockwave-flash'/>\
         <media:thumbnail url='https://video.example/t.jpg' width='480'/><media:description>High water</media:description></media:group>",
    );
    assert_eq!(video.video_id.as_deref(), Some("Tide123"));
    assert_eq!(address(video.player.as_ref()), Some("https://video.example/v/Tide123"));
    assert_eq!(address(video.image.as_ref()), Some("https://video.example/t.jpg"));
    assert_eq!(video.summary.unwrap().raw, "High water");
    assert!(video.enclosures.is_empty());

    let talk = item(
        "<itunes:title>Low tide</itunes:title><itunes:author>Jo Gull</itunes:author><itunes:season>2</itunes:season>\
         <itunes:episode>14</itunes:episode><itunes:explicit>no</itunes:explicit><itunes:image href='https://gull.example/i.png'/>\
         <podcast:transcript url='https://gull.example/t.vtt' type='text/vtt' language='en'/>\
         <podcast:chapters url='https://gull.example/c.json' type='application/json+chapters'/>",
    );
    assert_eq!(talk.title.unwrap().raw, "Low tide");
    assert_eq!(talk.authors[0].name.as_deref(), Some("Jo Gull"));
    assert_eq!((talk.season, talk.episode, talk.explicit), (Some(2), Some(14), Some(false)));
    assert_eq!(address(talk.image.as_ref()), Some("https://gull.example/i.png"));
    let transcript = &talk.transcripts[0];
    assert_eq!(transcript.url.as_str(), "https://gull.example/t.vtt");
    assert_eq!(
        (transcript.media_type.as_deref(), transcript.language.as_deref()),
        (Some("text/vtt"), Some("en"))
    );
    assert_eq!(address(talk.chapters_url.as_ref()), Some("https://gull.example/c.json"));

    let both = item(
        "<itunes:title>x</itunes:title><title>Low tide</title><itunes:author>x</itunes:author><author>Jo Gull</author>",
    );
    assert_eq!(both.title.unwrap().raw, "Low tide");
    assert_eq!(both.authors.len(), 1);
}

#[test]
fn people_and_subjects_of_the_feed() {
    let feed = rss(
        "<itunes:title>Tide talk</itunes:title><itunes:author>Jo Gull</itunes:author><category>Sea</category><category>Sea</category>",
        "",
    );
    assert_eq!(feed.title.unwrap().raw, "Tide talk");
    assert_eq!(feed.authors[0].name.as_deref(), Some("Jo Gull"));
    assert_eq!(feed.categories, ["Sea"]);
    let feed = rss(
        "<title>The Gull</title><itunes:title>x</itunes:title><managingEditor>jo@gull.example (Jo Gull)</managingEditor>",
        "",
    );
    assert_eq!(feed.title.unwrap().raw, "The Gull");
    assert_eq!(feed.authors[0].email.as_deref(), Some("jo@gull.example"));
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"authors\": [{\"name\": \"Jo Gull\"}], \"items\": [{\"id\": \"1\", \
        \"attachments\": [{\"url\": \"https://gull.example/a.mp3\", \"mime_type\": \"audio/mpeg\", \"duration_in_seconds\": 61.5}]}]}";
    let feed = parse(json.as_bytes(), &Context::default()).unwrap();
    assert_eq!(feed.authors[0].name.as_deref(), Some("Jo Gull"));
    assert_eq!(feed.entries[0].enclosures[0].duration_seconds, Some(61));
}

#[test]
fn an_identifier_is_the_link_where_there_is_no_other() {
    let check = |entry: Entry, expected: Option<&str>| {
        assert_eq!(address(entry.link.as_ref()), expected, "{:?}", entry.guid);
    };
    let page = Some("https://gull.example/a");
    check(atom("<id>https://gull.example/a</id>"), page);
    check(atom("<id>HTTPS://gull.example/a</id>"), page);
    check(atom("<id>urn:tide:1</id>"), None);
    check(atom("<id>https://gull.example/id</id><link href='https://gull.example/a'/>"), page);
    check(
        atom("<id>https://gull.example/a</id><link rel='enclosure' href='https://gull.example/a.mp3'/>"),
        page,
    );
    for truth in ["", "isPermaLink='true'", "isPermaLink='True'", "isPermaLink=' TRUE '", "isPermaLink='1'"] {
        check(item(&format!("<guid {truth}>https://gull.example/a</guid>")), page);
    }
    for untruth in ["false", "False", "0", "no"] {
        check(item(&format!("<guid isPermaLink='{untruth}'>https://gull.example/a</guid>")), None);
    }
    check(item("<guid>tide-1</guid>"), None);
}

#[test]
fn halves_of_characters_are_joined() {
    let title =
        |inside: &str| dateline_feed::title(&item(&format!("<title>{inside}</title>")).title.unwrap());
    for inside in [
        "&#55357;&#56832;",
        "&#xD83D;&#xDE00;",
        "&amp;#55357;&amp;#56832;",
        "<![CDATA[&#55357;&#56832; &amp;]]>",
    ] {
        assert!(title(inside).starts_with('😀'), "{inside}: {}", title(inside));
    }
}

#[test]
fn what_podcasts_and_youtube_say_beside_files() {
    let entry = item(
        "<itunes:episodeType>Trailer</itunes:episodeType>\
         <podcast:person role='guest' href='https://gull.example/mara'>Mara Lund</podcast:person>\
         <podcast:person> </podcast:person>\
         <media:group><media:community><media:starRating count='3'/><media:statistics views='4321'/></media:community>\
         <media:title>Tide</media:title></media:group>",
    );
    assert_eq!((entry.episode_type.as_deref(), entry.views), (Some("trailer"), Some(4_321)));
    let people: Vec<_> = entry
        .people
        .iter()
        .map(|one| (one.name.as_str(), one.role.as_deref(), address(one.url.as_ref())))
        .collect();
    assert_eq!(people, [("Mara Lund", Some("guest"), Some("https://gull.example/mara"))]);
    assert_eq!(item("<itunes:episodeType>pilot</itunes:episodeType>").episode_type, None);
    let file = atom("<link rel='enclosure' href='https://gull.example/a.pdf' title='The report'/>");
    assert_eq!(file.enclosures[0].title.as_deref(), Some("The report"));
}

#[test]
fn files_of_one_item_have_titles_of_their_own() {
    let check = |inside: &str, title: Option<&str>, expected: &[Option<&str>]| {
        let entry = item(inside);
        let titles: Vec<_> = entry.enclosures.iter().map(|file| file.title.as_deref()).collect();
        assert_eq!(titles, expected, "{inside}");
        assert_eq!(entry.title.map(|title| title.raw).as_deref(), title, "{inside}");
    };
    let file = |name: &str, inside: &str| {
        format!("<media:content url='https://gull.example/{name}' type='video/mp4'>{inside}</media:content>")
    };
    let title = |words: &str| format!("<media:title>{words}</media:title>");
    let (sharp, small) = (file("hd.mp4", &title("Sharp")), file("sd.mp4", &title("Small &amp;amp; quick")));
    let show = "<title>Show</title>";
    let both = [Some("Sharp"), Some("Small & quick")];
    check(&format!("{show}<media:group>{sharp}{small}</media:group>"), Some("Show"), &both);
    check(&format!("{show}{sharp}{small}"), Some("Show"), &both);
    let bare = file("a.mp4", "");
    check(&format!("{show}<media:group>{bare}{}</media:group>", title("Whole")), Some("Show"), &[None]);
    check(&format!("<media:group>{}{bare}</media:group>", title("Whole")), Some("Whole"), &[None]);
    let picture = format!(
        "<media:content url='https://gull.example/p.png' medium='image'>{}</media:content>",
        title("Picture")
    );
    check(&format!("{show}{sharp}{picture}"), Some("Show"), &[Some("Sharp")]);
    check(&sharp, Some("Sharp"), &[Some("Sharp")]);
}

#[test]
fn a_guid_that_is_said_to_be_a_link_may_be_relative() {
    for (guid, expected) in [
        ("<guid isPermaLink='true'>/five</guid>", Some("https://gull.example/five")),
        ("<guid>/five</guid>", None),
        ("<guid ispermalink='False'>https://gull.example/five</guid>", None),
        ("<guid isPermaLink='true'>five</guid>", None),
    ] {
        let text = format!("<rss><channel><item>{guid}</item></channel></rss>");
        let url = WebUrl::parse("https://gull.example/feed").unwrap();
        let feed = parse(text.as_bytes(), &Context { url: Some(&url), ..Context::default() }).unwrap();
        assert_eq!(address(feed.entries[0].link.as_ref()), expected, "{guid}");
    }
}

#[test]
fn json_feeds_that_take_liberties() {
    let text = r#"{"version": "https://jsonfeed.org/version/1.1", "items": [
        {"id": 7, "author": "Ann Tern", "tags": "sea", "attachments": {"url": "https://gull.example/a.mp3", "size_in_bytes": "12",
            "duration_in_seconds": "61.5"}},
        {"id": "8", "authors": ["Bo Gull", {"name": "Cy"}, {"name": ""}, "Bo Gull"], "author": {"name": "Cy"}, "tags": null}]}"#;
    let feed = parse(text.as_bytes(), &Context::default()).unwrap();
    let names =
        |entry: &Entry| entry.authors.iter().filter_map(|person| person.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&feed.entries[0]), ["Ann Tern"]);
    assert_eq!(names(&feed.entries[1]), ["Bo Gull", "Cy"]);
    assert_eq!(feed.entries[0].categories, ["sea"]);
    let file = &feed.entries[0].enclosures[0];
    assert_eq!(
        (file.media_type.as_deref(), file.length, file.duration_seconds),
        (Some("audio/mpeg"), Some(12), Some(61))
    );
}

#[test]
fn of_several_texts_the_longest_is_the_content_whatever_stands_first() {
    let check = |inside: &str, summary: Option<&str>, content: Option<&str>| {
        let entry = item(inside);
        let raw = |text: &Option<dateline_model::Construct>| text.as_ref().map(|text| text.raw.clone());
        let expected = (summary.map(str::to_owned), content.map(str::to_owned));
        assert_eq!((raw(&entry.summary), raw(&entry.content)), expected, "{inside}");
    };
    let notes = "Three guests, and the chart of the harbour by minutes.";
    let encoded =
        |text: &str| format!("<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>{text}</encoded>");
    check(
        &format!("<description>Tides.</description><itunes:summary>{notes}</itunes:summary>"),
        Some("Tides."),
        Some(notes),
    );
    check(
        &format!("<itunes:subtitle>Tides</itunes:subtitle><itunes:summary>{notes}</itunes:summary>"),
        Some("Tides"),
        Some(notes),
    );
    check(&format!("<itunes:summary>{notes}</itunes:summary>"), Some(notes), None);
    check(
        &format!("<description>{notes} And more.</description><itunes:summary>{notes}</itunes:summary>"),
        Some(&format!("{notes} And more.")),
        None,
    );
    check(&format!("{}{}", encoded("Tides."), encoded(notes)), None, Some(notes));
    check(&format!("{}{}", encoded(notes), encoded("Tides.")), None, Some(notes));
}

#[test]
fn a_file_that_is_named_twice_is_one() {
    let url = "https://cdn.example/a.mp3";
    let twice =
        format!("<item><enclosure url='{url}'/><enclosure url='{url}' type='audio/mpeg' length='7'/></item>");
    let feed = format!("<rss><channel>{twice}</channel></rss>");
    let feed = parse(feed.as_bytes(), &Context::default()).unwrap();
    let files = &feed.entries[0].enclosures;
    assert_eq!((files.len(), files[0].length), (1, Some(7)));
}

#[test]
fn files_are_no_page_of_an_entry_of_atom() {
    let entry = "<entry><id>urn:3</id><link rel='enclosure' href='https://cdn.example/3.pdf'/></entry>";
    let feed = format!("<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>");
    let feed = parse(feed.as_bytes(), &Context::default()).unwrap();
    assert_eq!((feed.entries[0].link.as_ref(), feed.entries[0].enclosures.len()), (None, 1));
}

#[test]
fn attached_pictures_keep_what_they_show() {
    let content = |name: &str, alt: &str| {
        format!(
            "<media:content url='https://cdn.example/{name}.jpg' medium='image'><media:description>{alt}</media:description></media:content>"
        )
    };
    let long = "x".repeat(3_000);
    let item = format!(
        "<item><title>T</title>{}{}</item>",
        content("a", "A &lt;b&gt;pier&lt;/b&gt;"),
        content("b", &long)
    );
    let feed = format!("<rss xmlns:media='http://search.yahoo.com/mrss/'><channel>{item}</channel></rss>");
    let feed = parse(feed.as_bytes(), &Context::default()).unwrap();
    let alts: Vec<_> = feed.entries[0].pictures.iter().filter_map(|picture| picture.alt.as_deref()).collect();
    assert_eq!((alts[0], alts[1].chars().count() <= 1_501), ("A pier", true));
}

#[test]
fn an_item_of_rdf_leads_to_what_it_is_about_under_any_prefix() {
    for prefix in ["rdf", "r"] {
        let feed = format!(
            "<{prefix}:RDF xmlns:{prefix}='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
             <item {prefix}:about='https://gull.example/2'><title>Two</title></item></{prefix}:RDF>"
        );
        let feed = parse(feed.as_bytes(), &Context::default()).unwrap();
        assert_eq!(
            feed.entries[0].link.as_ref().map(WebUrl::as_str),
            Some("https://gull.example/2"),
            "{prefix}"
        );
    }
}
