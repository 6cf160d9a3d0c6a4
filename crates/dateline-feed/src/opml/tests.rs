//! Lists as other programs write them.

use super::*;

fn list(inside: &str) -> List {
    parse(format!("<opml version='2.0'><body>{inside}</body></opml>").as_bytes()).unwrap()
}

/// Feeds as `FOLDER|NAME|ADDRESS`.
fn feeds(list: &List) -> Vec<String> {
    let shown = |outline: &Outline| {
        let feed = outline.feed_url.as_ref().map_or("-", WebUrl::as_str);
        format!("{}|{}|{feed}", path(&outline.folder), outline.title)
    };
    list.outlines.iter().map(shown).collect()
}

#[test]
fn names_folders_and_addresses() {
    let check = |inside: &str, expected: &str| assert_eq!(feeds(&list(inside)), [expected], "{inside}");
    let feed = "xmlUrl='https://gull.example/f'";
    check(&format!("<outline text='Gull' {feed}/>"), "|Gull|https://gull.example/f");
    check(&format!("<outline text='a' title='b' {feed}/>"), "|b|https://gull.example/f");
    check("<outline text='Gull' type='atom' url='//gull.example/f'/>", "|Gull|https://gull.example/f");
    check("<outline text='Gull' xmlurl='gull.example/f'/>", "|Gull|https://gull.example/f");
    check("<outline text='Gull' xmlUrl='gull.example:8080/f'/>", "|Gull|https://gull.example:8080/f");
    check("<outline text='Gull' xmlUrl='feed:http://gull.example/f'/>", "|Gull|http://gull.example/f");
    check("<outline text='Gull' htmlUrl='https://gull.example/'/>", "|Gull|-");
    check(
        &format!(
            "<outline text='Sea'><outline title='Birds'><outline text='Gull' {feed}/></outline></outline>"
        ),
        "Sea/Birds|Gull|https://gull.example/f",
    );
    check(
        &format!("<outline text='Sea/Land'><outline text='Gull' {feed}/></outline>"),
        "Sea∕Land|Gull|https://gull.example/f",
    );
    check(
        &format!(
            "<outline text='Sea' htmlUrl='https://sea.example/'><outline text='Gull' {feed}/></outline>"
        ),
        "Sea|Gull|https://gull.example/f",
    );
    for category in ["/Sea/Birds", "Sea/Birds", ",/Sea/Birds/,/Other"] {
        check(
            &format!("<outline text='Gull' category='{category}' {feed}/>"),
            "Sea/Birds|Gull|https://gull.example/f",
        );
    }
    check(
        &format!("<outline text='Sea'><outline text='Gull' category='/Other' {feed}/></outline>"),
        "Sea|Gull|https://gull.example/f",
    );
}

#[test]
fn what_cannot_be_used_is_listed_with_the_reason() {
    let check = |inside: &str, expected: &[&str]| {
        let list = list(inside);
        let told: Vec<String> = list.unusable.iter().map(ToString::to_string).collect();
        assert_eq!(told, expected, "{inside}");
        assert!(list.outlines.is_empty(), "{inside}");
    };
    let no_web = "only http and https addresses can be read, not";
    check(
        "<outline text='Script' type='rss' xmlUrl='exec:~/bin/tide.sh'/>",
        &[&format!("Script (exec:~/bin/tide.sh): {no_web} exec:")],
    );
    check("<outline xmlUrl='file:///tmp/f.xml'/>", &[&format!("file:///tmp/f.xml: {no_web} file:")]);
    check("<outline text='Gull' xmlUrl='none'/>", &["Gull (none): this is no web address"]);
    check("<outline text='Gull' type='rss'/>", &["Gull: it has no address"]);
    check("<outline type='rss' xmlUrl=' '/>", &["a line without a name: it has no address"]);
    check(
        "<outline text='More' type='include' url='https://gull.example/more.opml'/>",
        &[
            "More (https://gull.example/more.opml): this is a list inside the list, which is not followed; add it by its address",
        ],
    );
    check("<outline text='x' xmlUrl=''/>", &["x: it has no address"]);
    check("<outline text='x' xmlUrl='' htmlUrl=''></outline>", &["x: it has no address"]);
    check("<outline text='Empty folder'/><outline pref-name='DIGEST' value='true'/>", &[]);
    check(
        "<outline text='Gull' xmlUrl='ftp://me:secret@gull.example/f'/>",
        &[&format!("Gull (ftp://gull.example/f): {no_web} ftp:")],
    );
    let login = list("<outline text='Gull' xmlUrl='https://me:secret@gull.example/f'/>");
    assert_eq!(feeds(&login), ["|Gull|https://gull.example/f"]);
    assert_eq!(login.unusable, []);
    let read = login.outlines[0].login.as_ref().map(|login| (login.name(), login.expose()));
    assert_eq!(read, Some(("me", "secret")));
    assert!(!write(&login.outlines).contains("secret"), "no list that we write holds a login");
    let odd = list("<outline text='Gull' xmlUrl='https://me%00:secret@gull.example/f'/>");
    let told = "Gull (https://gull.example/f): the user name and password in its address cannot be used and were left out";
    assert_eq!(odd.unusable[0].to_string(), told);
    let broken = parse(b"<opml><body><outline text='Gull' xmlUrl='https://gull.example/f'/>").unwrap();
    assert_eq!(broken.outlines.len(), 1);
    assert_eq!(
        broken.unusable[0].to_string(),
        "the list: it breaks off before its end; lines may be missing"
    );
}

#[test]
fn a_line_within_which_the_list_breaks_off_is_not_imported() {
    let check = |end: &str, told: &str| {
        let text = format!(
            "<opml><body><outline text='Tern' xmlUrl='https://tern.example/f'/><outline text='Gull' {end}"
        );
        let list = parse(text.as_bytes()).unwrap();
        assert_eq!(feeds(&list), ["|Tern|https://tern.example/f"], "{end}");
        assert_eq!(list.unusable[0].to_string(), told, "{end}");
    };
    let why = "the list breaks off within it, and its address may be half of itself";
    check("xmlUrl='http://o.exam", &format!("Gull (http://o.exam): {why}"));
    check("xmlUrl='http://gull.example/feed'", &format!("Gull (http://gull.example/feed): {why}"));
    check("htmlUrl='http://gull.exam", &format!("Gull (http://gull.exam): {why}"));
}

#[test]
fn names_are_read_and_addresses_are_told_apart_without_fragment() {
    let check = |inside: &str, expected: &[&str]| {
        let list = list(inside);
        assert_eq!(feeds(&list), expected, "{inside}");
        assert_eq!(list.unusable, [], "{inside}");
    };
    check(
        "<outline text='n &amp;amp; m' xmlUrl='https://gull.example/f'/>",
        &["|n & m|https://gull.example/f"],
    );
    check(
        "<outline text='Sea &amp;amp; Land'><outline text='&lt;b>Gull&lt;/b>' xmlUrl='https://gull.example/f'/></outline>",
        &["Sea & Land|Gull|https://gull.example/f"],
    );
    check("<outline text='Gull' xmlUrl='https://gull.example/f#x'/>", &["|Gull|https://gull.example/f"]);
    // What has lines inside is a folder, whatever empty attributes a program gives it.
    for attributes in ["xmlUrl='' htmlUrl=''", "type='rss'", "type='rss' xmlUrl=''"] {
        check(
            &format!(
                "<outline text='Sea' {attributes}><outline text='Gull' xmlUrl='https://gull.example/f'/></outline>"
            ),
            &["Sea|Gull|https://gull.example/f"],
        );
    }
}

#[test]
fn any_encoding() {
    fn check(what: &str, bytes: &[u8], expected: &[String]) {
        assert!(is_list(bytes), "{what}");
        assert_eq!(feeds(&parse(bytes).unwrap()), expected, "{what}");
        // As `add FILE` hands it on.
        assert_eq!(feeds(&parse(text(bytes).as_bytes()).unwrap()), expected, "{what}, as text");
    }
    let document = |declared: &str, name: &str| {
        let inside = format!(
            "<outline text='{name}'><outline text='{name}' xmlUrl='https://gull.example/f'/></outline>"
        );
        format!("<?xml version='1.0'{declared}?>\n<opml version='1.1'><body>{inside}</body></opml>")
    };
    let expected = |name: &str| vec![format!("{name}|{name}|https://gull.example/f")];
    let (sea, port) = ("Möwe & Küste".replace('&', "und"), "Порт и море");
    for (label, name, declared) in [
        ("iso-8859-1", sea.as_str(), " encoding='ISO-8859-1'"),
        ("windows-1251", port, " encoding='windows-1251'"),
        ("windows-1251", port, ""),
        ("koi8-r", port, " encoding='koi8-r'"),
        ("utf-8", port, " encoding='windows-1251'"),
        ("utf-8", port, ""),
    ] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let text = document(declared, name);
        check(&format!("{label}{declared}"), &encoding.encode(&text).0, &expected(name));
    }
    for declared in ["", " encoding='UTF-16'", " encoding='utf-8'"] {
        let units: Vec<u16> = document(declared, port).encode_utf16().collect();
        for (big, mark) in [(false, false), (false, true), (true, false), (true, true)] {
            let bytes = |unit: u16| if big { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let marks = if mark { vec![0xfeff] } else { vec![] };
            let file: Vec<u8> = marks.iter().chain(&units).flat_map(|unit| bytes(*unit)).collect();
            check(&format!("utf-16, big {big}, mark {mark}{declared}"), &file, &expected(port));
        }
    }
    // One letter beyond ASCII, and a declaration that does not fit the text it was turned into.
    let one = encoding_rs::WINDOWS_1252.encode(&document(" encoding='ISO-8859-1'", "Küste")).0.into_owned();
    check("one letter", &one, &expected("Küste"));
}

#[test]
fn what_is_written_is_read_again() {
    let outline = |folder: &[&str], number: usize| Outline {
        title: format!("Gull <{number}> & \"tide\""),
        feed_url: WebUrl::parse(&format!("https://gull.example/{number}")).ok(),
        login: None,
        home: None,
        folder: folder.iter().map(|name| (*name).to_owned()).collect(),
        further: Vec::new(),
        paused: false,
        own: BTreeMap::new(),
    };
    let outlines: Vec<Outline> =
        [&["Sea/Land"] as &[&str], &["Sea"], &["Sea", "Land"], &["Sea", "a / b"], &[]]
            .into_iter()
            .enumerate()
            .map(|(number, folder)| outline(folder, number))
            .collect();
    assert_eq!(
        parse(write(&outlines).as_bytes()).unwrap(),
        List { outlines: outlines.clone(), unusable: vec![] }
    );
    for outline in &outlines {
        assert_eq!(folders(&path(&outline.folder)), outline.folder);
    }
}

#[test]
fn long_lists_are_told_where_they_end() {
    let text = "<outline xmlUrl='https://gull.example/f'/>".repeat(MOST + 7);
    let list = list(&text);
    assert_eq!(list.outlines.len(), MOST);
    assert_eq!(list.unusable[0].to_string(), "the list: 7 lines beyond the first 100000 were not read");
}

#[test]
fn a_page_and_a_feed_are_no_list() {
    let check = |text: &str, expected| assert_eq!(is_list(text.as_bytes()), expected, "{text}");
    check("<?xml version='1.0'?><!-- x --><opml/>", true);
    check("<rss><channel><description><![CDATA[<opml>]]></description></channel></rss>", false);
    check("<html><body>&lt;opml&gt;</body></html>", false);
    check("", false);
}

#[test]
fn an_address_is_no_name_of_a_feed() {
    let name = |attributes: &str| {
        let feed = "xmlUrl='https://www.gull.example/feed/' htmlUrl='https://gull.example/news'";
        list(&format!("<outline {attributes} {feed}/>")).outlines[0].title.clone()
    };
    let address = "https://www.gull.example/feed/";
    for written in [
        address,
        "http://gull.example/feed",
        "gull.example/feed",
        "gull.example/news",
        "https://other.example/f",
    ] {
        assert_eq!(name(&format!("title='{written}' text='{written}'")), "", "{written}");
        assert_eq!(name(&format!("title='{written}' text='The Gull'")), "The Gull", "{written}");
        assert_eq!(name(&format!("title='The Gull' text='{written}'")), "The Gull", "{written}");
    }
    for written in ["gull.example", "and/or", "See https://gull.example/", "24/7"] {
        assert_eq!(name(&format!("text='{written}'")), written);
    }
    // A folder may be called as one likes.
    let list = list(
        "<outline text='https://gull.example/'><outline text='A' xmlUrl='https://gull.example/f'/></outline>",
    );
    assert_eq!(list.outlines[0].folder, ["https://gull.example/"]);
}

#[test]
fn what_is_commented_out_is_told() {
    let text = "<outline text='Sea' isComment='true'><outline text='A' xmlUrl='https://a.example/f'/>\
                <outline text='Deep'><outline text='B' xmlUrl='https://b.example/f'/></outline></outline>\
                <outline text='C' isComment='TRUE' xmlUrl='https://c.example/f'/><outline isComment='true' text='a note'/>\
                <outline text='D' isComment='false' xmlUrl='https://d.example/f'/><outline text='Land'>\
                <outline text='E' xmlUrl='https://e.example/f'/></outline>";
    let list = list(text);
    let kept: Vec<(&str, String)> =
        list.outlines.iter().map(|outline| (outline.title.as_str(), path(&outline.folder))).collect();
    assert_eq!(kept, [("D", String::new()), ("E", "Land".to_owned())]);
    let told: Vec<String> = list.unusable.iter().map(ToString::to_string).collect();
    let expected = ["A (https://a.example/f)", "B (https://b.example/f)", "C (https://c.example/f)"];
    assert_eq!(told, expected.map(|line| format!("{line}: the list has it commented out (isComment)")));
}
