//! `feed parse` and `stories --from`: files in, one line each out.

use crate::fixture::{Dir, gzip, says};
use serde_json::Value;

const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>The Pell Courier</title>
<link>https://courier.example/</link><description>News of Pell</description>
<item><title>Harbour wall &amp; gate</title><link>/2026/wall?utm_source=rss</link><guid isPermaLink="false">wall-1</guid>
<description>&lt;p&gt;The wall will be &lt;b&gt;raised&lt;/b&gt;.&lt;script&gt;steal()&lt;/script&gt;&lt;/p&gt;</description>
<pubDate>Wed, 04 Mar 2026 09:30:00 GMT</pubDate></item>
<item><title>Market moves</title><link>https://courier.example/2026/market</link></item></channel></rss>"#;

const JSON_FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Quay Notes",
"items": [{"id": "1", "url": "https://quay.example/1", "title": "First", "content_text": "Words."}]}"#;

#[test]
fn one_feed_in_our_shape() {
    let dir = Dir::new();
    let run =
        dir.dateline(["feed", "parse", "-", "--url", "https://courier.example/feed.xml"]).input(RSS).done();
    let feed = run.json();
    assert_eq!((feed["kind"].as_str(), feed["entries"].as_array().unwrap().len()), (Some("RSS"), 2));
    let first = &feed["entries"][0];
    assert_eq!(first["guid"], "wall-1");
    says(first["link"].as_str().unwrap(), &["https://courier.example/2026/wall"]);
    assert_eq!(first["published"], "2026-03-04T09:30:00Z");
    assert!(first["title"].to_string().contains("Harbour wall"), "{first}");
}

#[test]
fn feedparsers_shape() {
    let dir = Dir::new();
    let feed = dir.dateline(["feed", "parse", "-", "--as", "feedparser"]).input(RSS).done().json();
    assert_eq!(
        (feed["version"].as_str(), feed["feed"]["title"].as_str()),
        (Some("rss20"), Some("The Pell Courier"))
    );
    let first = &feed["entries"][0];
    assert_eq!(
        (first["title"].as_str(), first["id"].as_str()),
        (Some("Harbour wall & gate"), Some("wall-1"))
    );
    let summary = first["summary"].as_str().unwrap();
    assert!(summary.contains("<b>raised</b>") && !summary.contains("steal"), "{summary}");
}

#[test]
fn every_file_below_a_folder_is_a_line() {
    let dir = Dir::new();
    dir.file("feeds/a.xml", RSS);
    dir.file("feeds/deep/b.json.gz", gzip(JSON_FEED.as_bytes()));
    dir.file("feeds/c.gz", &gzip(RSS.as_bytes())[..60]);
    dir.file("feeds/d.xml", "<html><body>Not found</body></html>");
    dir.file("feeds/e.xml", [0xff, 0xfe, 0x00, 0xd8, 0x3c]);
    let lines = dir.dateline(["feed", "parse", "--batch", "feeds"]).ends(3).lines();
    let files: Vec<_> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(files, ["feeds/a.xml", "feeds/c.gz", "feeds/d.xml", "feeds/deep/b.json.gz", "feeds/e.xml"]);
    for (line, well) in lines.iter().zip([true, false, false, true, false]) {
        assert_eq!((line["result"].is_null(), line["error"].is_null()), (!well, well), "{line}");
    }
    assert_eq!(lines[3]["result"]["entries"].as_array().unwrap().len(), 1);
    let lines = dir.dateline(["feed", "parse", "--batch", "feeds", "--as", "feedparser"]).ends(3).lines();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["result"]["version"], "rss20");
}

#[test]
fn what_is_no_feed_is_said_to_be_none() {
    let dir = Dir::new();
    let page = dir.file(
        "page.xml",
        "<!doctype html><html><head><title>Hello</title></head><body><p>Hello</p></body></html>",
    );
    says(&dir.dateline(["feed", "parse"]).arg(&page).fails(), &["page.xml is no feed: "]);
    says(&dir.dateline(["feed", "parse", "-"]).fails(), &["is no feed: "]);
}

fn document(id: &str, title: &str, text: &str, date: Option<&str>) -> String {
    serde_json::json!({
        "id": id, "title": title, "text": text, "publisher": id, "url": null, "date": date, "language": "en",
    })
    .to_string()
}

fn documents() -> String {
    let wall = "The harbour wall at Pell will be raised by a metre before the next winter, the council of Pell decided. The \
                work costs 14 million crowns and begins at the northern mole, where storms carried away the parapet. Orla \
                Finch, a fisherwoman, had asked for a gate.";
    let other_wall = "Councillors in Pell voted to raise the harbour wall by a metre at a cost of 14 million crowns. The \
                      northern mole, damaged by storms, comes first. Fisherwoman Orla Finch wanted a gate instead.";
    let chess = "Grandmaster Ilse Brand won the tournament at Vorhall after a rook ending of ninety moves against the young \
                 favourite Tomas Weil, who offered a draw twice and was refused.";
    let lines = [
        document(
            "courier",
            "Harbour wall at Pell to be raised by a metre",
            wall,
            Some("2026-03-04T09:30:00Z"),
        ),
        document("chess", "Ilse Brand wins at Vorhall", chess, None),
        "{\"id\": \"cut".to_owned(),
        document("mail", "Pell votes for higher harbour wall", other_wall, Some("2026-03-04")),
        "{\"id\": 7}".to_owned(),
    ];
    lines.join("\n")
}

#[test]
fn documents_are_grouped_and_broken_lines_told() {
    let dir = Dir::new();
    let file = dir.file("docs.jsonl", documents());
    for order in ["time", "given"] {
        let lines = dir.dateline(["stories", "--order", order, "--from"]).arg(&file).ends(3).lines();
        let ids: Vec<_> = lines.iter().map(|line| line["id"].clone()).collect();
        assert_eq!(ids, ["courier".into(), "chess".into(), Value::Null, "mail".into(), Value::Null]);
        assert_eq!(lines[0]["cluster"], lines[3]["cluster"], "{order}: two reports of one vote");
        assert_ne!(lines[0]["cluster"], lines[1]["cluster"], "{order}: another happening");
        says(lines[2]["error"].as_str().unwrap(), &["line 3: "]);
        says(lines[4]["error"].as_str().unwrap(), &["line 5: "]);
        assert!(lines[0].get("error").is_none_or(Value::is_null));
    }
    says(&dir.dateline(["stories", "--from", "nowhere.jsonl"]).fails(), &["nowhere.jsonl cannot be opened"]);
}

#[test]
fn a_list_is_added_in_its_own_encoding_and_every_line_is_told() {
    let dir = Dir::new();
    let list = |inside: &str| {
        format!("<?xml version='1.0' encoding='windows-1251'?><opml><body>{inside}</body></opml>")
    };
    let feed = "<outline text='Море/Порт'><outline text='Маяк' xmlUrl='http://gull.example/feed'/></outline>";
    // The letters of windows-1251 lie 0x350 below those of Unicode.
    let bytes = |text: String| -> Vec<u8> {
        text.chars().map(|c| if c.is_ascii() { c as u8 } else { (c as u32 - 0x350) as u8 }).collect()
    };
    let file = dir.file("list.opml", bytes(list(feed)));
    says(&dir.dateline(["add"]).arg(file).done().out, &["added 1 feed"]);
    says(&dir.dateline(["feeds", "--opml"]).done().out, &["text=\"Море/Порт\"", "text=\"Маяк\""]);
    let odd = format!("{feed}<outline text='Script' xmlUrl='exec:tide.sh'/>");
    let file = dir.file("odd.opml", bytes(list(&odd)));
    let told = dir.dateline(["add"]).arg(file).ends(3);
    says(&told.out, &["1 there already", "left out: Script (exec:tide.sh)"]);
}
