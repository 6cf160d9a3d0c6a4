//! Archives and packed files: newsboat's database in one, in every kind of wrapping, and what means harm.

use crate::import::{all, import, zipped};
use crate::press::Press;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::io::{Read as _, Write as _};

/// newsboat's database with an article that is read and flagged, and one that is neither.
fn cache(press: &Press) -> Vec<u8> {
    let path = press.dir.path().join("made.db");
    let made = rusqlite::Connection::open(&path).unwrap();
    made.execute_batch(
        "CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted);
         INSERT INTO rss_item VALUES (1, 'g1', 'Tide', '', 'http://auk.localhost/tide', 'http://auk.localhost/feed', 1772438400, '<p>High.</p>', 0, 's', 0),
         (2, 'g2', 'Wind', '', 'http://auk.localhost/wind', 'http://auk.localhost/feed', 1772438400, '<p>Low.</p>', 1, '', 0);",
    )
    .unwrap();
    drop(made);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::remove_file(path).unwrap();
    bytes
}

fn tarred(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut head = tar::Header::new_gnu();
        head.set_size(bytes.len() as u64);
        head.set_mode(0o600);
        tar.append_data(&mut head, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

const URLS: &[u8] = b"# mine\nhttp://auk.localhost/feed birds \"~Auks\"\n";

#[tokio::test]
async fn newsboats_database_is_read_in_an_archive_as_by_itself() {
    let long = format!("{}/newsboat/cache.db", "a-long-folder-of-somebody".repeat(8));
    for kind in ["zip", "tar", "tar.gz"] {
        let press = Press::new().await;
        let desk = press.desk().await;
        let cache = cache(&press);
        let members: [(&str, &[u8]); 4] = [
            (&long, &cache),
            ("newsboat/urls", URLS),
            ("__MACOSX/._urls", b"x"),
            ("newsboat/.DS_Store", b"y"),
        ];
        let bytes = match kind {
            "zip" => zipped(&members),
            "tar" => tarred(&members),
            _ => packed(&tarred(&members)),
        };
        let report = import(&press, &desk, &format!("newsboat.{kind}"), &bytes).await.unwrap();
        assert_eq!((report.feeds_new, report.entries_new, &report.left[..]), (1, 2, &[][..]), "{kind}");
        let entries = all(&desk).await;
        assert!(entries[0].read_at.is_some() && entries[0].labels == ["newsboat s"], "{kind}: {entries:?}");
        assert!(entries[1].read_at.is_none(), "{kind}");
        let feeds = desk.reader().feeds().await.unwrap();
        assert_eq!(
            (feeds.len(), &*feeds[0].title, &feeds[0].folders[..]),
            (1, "Auks", &["birds".to_owned()][..])
        );
        let again = import(&press, &desk, &format!("newsboat.{kind}"), &bytes).await.unwrap();
        assert_eq!((again.entries_new, again.entries_known), (0, 2), "{kind}");
        let left = std::fs::read_dir(press.dir.path()).unwrap();
        let left: Vec<_> = left.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        assert!(left.iter().all(|name| !name.starts_with("import-")), "nothing stays behind: {left:?}");
    }
}

#[tokio::test]
async fn a_file_that_is_packed_is_read_as_what_is_in_it() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let report = import(&press, &desk, "urls.gz", &packed(URLS)).await.unwrap();
    assert_eq!(report.feeds_new, 1);
    let database = packed(&cache(&press));
    assert_eq!(import(&press, &desk, "cache.db.gz", &database).await.unwrap().entries_new, 2);
    // A folder may be a link.
    let folder = press.dir.path().join("real");
    std::fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(&folder, press.dir.path().join("link")).unwrap();
    let report = import(&press, &desk, "link/cache.db", &cache(&press)).await.unwrap();
    assert_eq!((report.entries_new, report.entries_known), (0, 2));
}

#[tokio::test]
async fn archives_that_mean_harm_or_are_cut_are_told() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let view = press.dir.path().join("view.db");
    let made = rusqlite::Connection::open(&view).unwrap();
    let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id, i AS guid, i AS title, i AS author,
        i AS url, i AS feedurl, i AS pubDate, i AS content, i AS unread, i AS flags, 0 AS deleted FROM n";
    made.execute_batch(&format!("CREATE VIEW rss_item AS {endless}")).unwrap();
    drop(made);
    let view = std::fs::read(view).unwrap();
    assert!(import(&press, &desk, "view.zip", &zipped(&[("cache.db", &view)])).await.is_err());
    let other = zipped(&[("other.db", b"SQLite format 3\0 and no more"), ("urls", URLS)]);
    let report = import(&press, &desk, "other.zip", &other).await.unwrap();
    assert_eq!((report.feeds_new, report.left.len()), (1, 1), "{report:?}");
    assert!(report.left[0].starts_with("other.db: it is no list"), "{report:?}");

    let mut name = tar::Header::new_gnu();
    name.set_entry_type(tar::EntryType::GNULongName);
    name.set_size(2 << 20);
    name.set_path("././@LongLink").unwrap();
    name.set_cksum();
    let mut endless = tar::Builder::new(Vec::new());
    endless.append(&name, std::io::repeat(b'a').take(2 << 20)).unwrap();
    let mut endless = endless.into_inner().unwrap();
    endless.truncate(endless.len() - 1024);
    endless.extend(tarred(&[("short", URLS)]));
    let report = import(&press, &desk, "long.tar", &endless).await.unwrap();
    assert_eq!(report.feeds_known, 1, "a name that is too long costs its name alone");

    let whole = tarred(&[("deep/urls", URLS), ("b.json", b"{\"items\": []}")]);
    for (name, bytes) in
        [("cut.tar", whole[..700].to_vec()), ("odd.tar", [&whole[..512], &[7; 2_000]].concat())]
    {
        let told = import(&press, &desk, name, &bytes).await.map(|report| report.left.join("\n"));
        let told = told.unwrap_or_else(|error| error.to_string());
        assert!(!told.contains('\n') && told.len() < 300, "{name}: {told}");
    }
    let cases = [
        ("bomb.gz", packed(&vec![b' '; 2 << 20]), "as a decompression bomb does"),
        ("cut.gz", packed(URLS)[..20].to_vec(), "cut.gz cannot be read"),
        ("none.gz", vec![0x1f, 0x8b], "none.gz cannot be read"),
        ("words.gz", packed(b"only words"), "words is none of"),
    ];
    for (name, bytes, expected) in cases {
        let told = import(&press, &desk, name, &bytes).await.unwrap_err().to_string();
        assert!(told.contains(expected), "{name}: {told}");
    }
}

#[tokio::test]
async fn pages_of_omnivore_come_with_labels_texts_and_highlights() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let page = |slug: &str, state: &str| {
        json!({"id": slug, "slug": slug, "title": slug, "url": format!("http://auk.localhost/{slug}"), "state": state,
            "labels": ["sea", "boats"], "savedAt": "2026-02-03T04:05:06.000Z"})
    };
    let first = json!([page("tide", "Archived"), {"slug": "odd", "savedAt": null}]).to_string();
    let second = json!([page("wind", "SUCCEEDED")]).to_string();
    let bytes = zipped(&[
        ("content/tide.html", b"<p>High water is at noon.</p>"),
        ("highlights/tide.md", "> High water \n\n#when\n\nask again".as_bytes()),
        ("metadata_0_to_20.json", first.as_bytes()),
        ("metadata_20_to_40.json", second.as_bytes()),
    ]);
    let report = import(&press, &desk, "omnivore.zip", &bytes).await.unwrap();
    assert_eq!((report.entries_new, report.left.len(), report.states.notes), (2, 1, 1), "{report:?}");
    let entries = all(&desk).await;
    for (entry, read) in entries.iter().zip([true, false]) {
        assert!(entry.starred_at.is_some() && entry.labels == ["boats", "sea"], "{entry:?}");
        assert_eq!(entry.read_at.is_some(), read, "{entry:?}");
    }
    let note = desk.reader().notes(entries[0].id).await.unwrap().remove(0).note;
    assert_eq!((note.quote.as_str(), note.text.as_str()), ("High water", "#when\n\nask again"));
    let article = desk.reader().article(entries[0].id).await.unwrap().unwrap();
    assert_eq!(article.reading.unwrap().article.unwrap().text(), "High water is at noon.");
    let again = import(&press, &desk, "omnivore.zip", &bytes).await.unwrap();
    assert_eq!((again.entries_new, again.states.notes, again.states.labels), (0, 0, 0));
}

/// Windows writes UTF-16, old browsers ISO-8859-1, spreadsheets a mark before UTF-8.
#[tokio::test]
async fn files_are_read_in_the_encoding_that_they_have() {
    let press = Press::new().await;
    let desk = press.desk().await;
    let wide = |text: &str| {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()
    };
    let item = json!({"items": [{"title": "Ebbe in Föhr", "alternate": [{"href": "http://auk.localhost/1"}], "categories": ["user/1/label/Küste"]}]});
    let marks = "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=ISO-8859-1\"><DL><p><DT><H3>Küste</H3>
        <DL><p><DT><A HREF=\"http://auk.localhost/2\">Möwe und Küste</A></DL></DL>";
    let narrow: Vec<u8> = marks.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let pocket =
        "title,url,time_added,tags,status\r\nÄhren,http://auk.localhost/3,1700000000,Küste,unread\r\n";
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    let files: [(&str, Vec<u8>); 8] = [
        ("a.json", wide(&item.to_string())),
        ("b.json", marked(&item.to_string())),
        ("c.html", narrow),
        ("d.html", wide(marks)),
        ("e.csv", wide(pocket)),
        ("f.csv", marked(pocket)),
        ("urls", marked("itpc://auk.localhost/feed Küste\n")),
        ("urls2", wide("\"query:x:y\"\nfeed://auk.localhost/feed Küste\n")),
    ];
    for (name, bytes) in files {
        let report =
            import(&press, &desk, name, &bytes).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(report.left.len() <= usize::from(name == "urls2"), "{name}: {report:?}");
    }
    let held = all(&desk).await;
    let titles: Vec<_> = held.iter().map(|entry| (entry.title.as_str(), entry.labels.join("+"))).collect();
    let expected = ["Ebbe in Föhr", "Möwe und Küste", "Ähren"].map(|title| (title, "Küste".to_owned()));
    assert_eq!(titles, expected);
    let feeds = desk.reader().feeds().await.unwrap();
    assert_eq!(feeds.iter().filter(|feed| feed.folders == ["Küste"]).count(), 1, "{feeds:?}");
}
