//! What stands under names that the format does not have, or under two names at once.

use dateline_feed::{Context, parse, title};
use dateline_model::{Entry, WebUrl};

const MODULES: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:media='http://search.yahoo.com/mrss/' \
    xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
    xmlns:yandex='http://news.yandex.ru' xmlns:turbo='http://turbo.yandex.ru' xmlns:rambler='http://news.rambler.ru' \
    xmlns:own='http://gull.example/ns' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
    xmlns:prism='http://prismstandard.org/namespaces/basic/2.0/' xmlns:foaf='http://xmlns.com/foaf/0.1/'";

fn entry(inside: &str) -> Entry {
    let text = format!("<rss {MODULES}><channel><item>{inside}</item></channel></rss>");
    parse(text.as_bytes(), &Context::default()).unwrap().entries.remove(0)
}

fn of_rdf(inside: &str) -> Entry {
    let text = format!(
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/' {MODULES}><item rdf:about='a'>{inside}</item></rdf:RDF>"
    );
    parse(text.as_bytes(), &Context::default()).unwrap().entries.remove(0)
}

const TEASER: &str = "The dredger is back in the harbour after eleven days.";

fn whole() -> String {
    let more =
        "<p>Its crew had waited for a bearing that nobody keeps on a shelf, and the channel silts up.</p>";
    format!("<p>{TEASER}</p>{}", more.repeat(6))
}

#[test]
fn the_whole_text_under_another_name() {
    let check = |name: &str, teaser: &str, text: &str, expected: bool| {
        let item = format!("<description>{teaser}</description><{name}><![CDATA[{text}]]></{name}>");
        let content = entry(&item).content.map(|content| content.raw);
        assert_eq!(content.as_deref() == Some(text), expected, "{name}: {content:?}");
        let item = format!("<{name}><![CDATA[{text}]]></{name}><description>{teaser}</description>");
        assert_eq!(entry(&item).content.map(|content| content.raw), content, "{name}");
    };
    let whole = whole();
    for name in
        ["yandex:full-text", "turbo:content", "fulltext", "full_text", "rambler:fulltext", "own:articleBody"]
    {
        check(name, TEASER, &whole, true);
        // Whatever the description says.
        check(name, "Short.", &whole, true);
        check(name, TEASER, "Less.", false);
    }
    // Under a name that says nothing, by the words of the description.
    for name in ["own:story", "haber", "own:vollversion"] {
        check(name, TEASER, &whole, true);
        check(name, "Another matter, of which nothing stands in it.", &whole, false);
        check(name, "Short.", &whole, false);
        check(name, TEASER, TEASER, false);
    }
    for name in ["dc:rights", "media:credit", "itunes:keywords", "yandex:genre"] {
        check(name, "Another matter, of which nothing stands in it.", &whole, false);
    }
    let both = format!(
        "<description>{TEASER}</description><content:encoded><![CDATA[{whole}{whole}]]></content:encoded>\
         <yandex:full-text><![CDATA[{whole}]]></yandex:full-text>"
    );
    assert_eq!(entry(&both).content.unwrap().raw.len(), 2 * whole.len());
    let related = format!(
        "<title>Ours</title><link>https://gull.example/1</link><yandex:related><link url='https://gull.example/2'>Theirs, {TEASER}</link></yandex:related>"
    );
    let entry = entry(&related);
    assert_eq!(entry.link.as_ref().map(WebUrl::as_str), Some("https://gull.example/1"));
    assert_eq!(title(entry.title.as_ref().unwrap()), "Ours");
}

#[test]
fn the_formats_own_title_and_description_stand_before_those_of_modules() {
    let modules = "<dc:title>hdl:2027/0815</dc:title><media:title>clip-7.mp4</media:title><itunes:title>Episode</itunes:title>\
        <dc:description>Record 0815.</dc:description>";
    let own = "<title>The tide tables</title><description>How they were made.</description>";
    for item in [format!("{modules}{own}"), format!("{own}{modules}")] {
        for entry in [entry(&item), of_rdf(&item)] {
            let summary = entry.summary.map(|summary| summary.raw);
            assert_eq!(title(entry.title.as_ref().unwrap()), "The tide tables", "{item}");
            assert_eq!(summary.as_deref(), Some("How they were made."), "{item}");
        }
    }
    // Where the format says nothing, or nothing that can be read, the module does.
    for item in [modules.to_owned(), format!("{modules}<title/><description> </description>")] {
        for entry in [entry(&item), of_rdf(&item)] {
            assert_eq!(title(entry.title.as_ref().unwrap()), "hdl:2027/0815", "{item}");
            assert_eq!(entry.summary.unwrap().raw, "Record 0815.", "{item}");
        }
    }
    let longer = format!("<dc:description>{TEASER}</dc:description><description>Vol. 3</description>");
    assert_eq!(of_rdf(&longer).content.map(|text| text.raw).as_deref(), Some(TEASER));
}

#[test]
fn authors_in_lists_and_in_elements_of_their_own() {
    let names = |item: &str| -> Vec<String> {
        let both = [entry(item), of_rdf(item)].into_iter().flat_map(|entry| entry.authors);
        both.filter_map(|person| person.name).collect()
    };
    let two = ["Nora Feld", "Ole Brix", "Nora Feld", "Ole Brix"];
    for list in ["Bag", "Seq", "Alt"] {
        let item = format!(
            "<dc:creator><rdf:{list}>\n<rdf:li>Nora Feld</rdf:li> <rdf:li>ole@gull.example (Ole Brix)</rdf:li></rdf:{list}></dc:creator>"
        );
        assert_eq!(names(&item), two, "{list}");
    }
    for item in [
        "<author><name>Nora Feld</name></author><author><person><name>Ole Brix</name></person></author>",
        "<dc:creator><foaf:Person><foaf:name>Nora Feld</foaf:name></foaf:Person></dc:creator><dc:creator>Ole Brix</dc:creator>",
        "<dc:creator><rdf:Seq><rdf:li><foaf:Agent><foaf:name>Nora Feld</foaf:name></foaf:Agent></rdf:li><rdf:li>Ole Brix</rdf:li></rdf:Seq></dc:creator>",
        "<dc:creator><Bag><li>Nora Feld</li><li>Ole Brix</li></Bag></dc:creator>",
    ] {
        assert_eq!(names(item), two, "{item}");
    }
    assert!(names("<dc:creator><rdf:Bag/></dc:creator><author/>").is_empty());
    let open = "<dc:creator><rdf:Bag><rdf:li>Nora Feld<title>A</title>";
    assert_eq!(entry(open).authors.len(), 1);
}

#[test]
fn pictures_of_items_written_as_the_channels() {
    for inside in [
        "<image><title>logo</title><url>http://img.example/0.jpg</url><link>http://img.example/</link></image>",
        "<image><url> http://img.example/0.jpg </url></image>",
        "<image>http://img.example/0.jpg</image>",
        "<image url='http://img.example/0.jpg'/>",
        "<image href='http://img.example/0.jpg'><url>http://img.example/1.jpg</url></image>",
        "<image><width>60</width><url><![CDATA[http://img.example/0.jpg]]></url></image>",
    ] {
        let entry = entry(&format!("<title>B</title>{inside}"));
        assert_eq!(entry.image.as_ref().map(WebUrl::as_str), Some("http://img.example/0.jpg"), "{inside}");
        assert_eq!(title(entry.title.as_ref().unwrap()), "B");
    }
}

#[test]
fn dates_under_other_names() {
    for inside in [
        "<date>2026-11-12T09:00:00Z</date>",
        "<prism:publicationDate>2026-11-12T09:00:00Z</prism:publicationDate>",
        "<publicationDate>2026-11-12T09:00:00Z</publicationDate>",
        "<prism:coverDate>2026-11-12T09:00:00Z</prism:coverDate>",
        // The format's own counts first.
        "<date>1999-01-01</date><pubDate>Thu, 12 Nov 2026 09:00:00 GMT</pubDate>",
        "<prism:publicationDate>2026-11-01</prism:publicationDate><dc:date>2026-11-12T09:00:00Z</dc:date>",
    ] {
        let published = entry(inside).published.map(|at| at.to_string());
        assert_eq!(published.as_deref(), Some("2026-11-12T09:00:00Z"), "{inside}");
    }
}

#[test]
fn what_nobody_sees_at_the_ends_of_a_title_goes() {
    for text in [
        "\u{200b}Neue Brücke\u{feff}",
        "\u{feff} Neue Brücke \u{200b}",
        "Neue Brücke&#8203;",
        "\u{2060}\u{ad}Neue\n Brücke\u{200d}",
        "&lt;b>\u{200b}Neue Brücke&lt;/b>",
    ] {
        let entry = entry(&format!("<title>{text}</title>"));
        assert_eq!(title(entry.title.as_ref().unwrap()), "Neue Brücke", "{text:?}");
    }
    // Inside a word they part syllables, or join what is drawn as one.
    let entry = entry("<title>👩\u{200d}🚒 می\u{200c}خواهم</title>");
    assert_eq!(title(entry.title.as_ref().unwrap()), "👩\u{200d}🚒 می\u{200c}خواهم");
}

#[test]
fn files_that_no_host_serves_are_named() {
    let magnet = "magnet:?xt=urn:btih:BBB&amp;dn=iso";
    for item in [
        format!("<enclosure url='{magnet}' type='application/x-bittorrent' length='7'/>"),
        format!("<link>{magnet}</link>"),
        format!("<link>\n <![CDATA[magnet:?xt=urn:btih:BBB&dn=iso]]> </link><enclosure url='{magnet}'/>"),
        format!("<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='enclosure' href='{magnet}'/>"),
        format!(
            "<enclosure url='{}'/><enclosure url='https://gull.example/iso.torrent'/>",
            magnet.replace("magnet", "MAGNET")
        ),
    ] {
        let entry = entry(&item);
        assert_eq!(entry.magnets.len(), 1, "{item}");
        assert!(entry.magnets[0].ends_with(":?xt=urn:btih:BBB&dn=iso"), "{:?}", entry.magnets);
        assert!(entry.link.is_none_or(|link| link.as_str() == "https://gull.example/iso.torrent"), "{item}");
    }
    for item in [
        "<enclosure url=\"magnet:?x=1'onclick=a b\"/>".to_owned(),
        "<link>magnet:x</link><enclosure url='javascript:alert(1)'/>".to_owned(),
        format!("<link>magnet:?{}</link>", "x".repeat(5_000)),
    ] {
        assert!(entry(&item).magnets.is_empty(), "{item}");
    }
    let many: String = (0..100).map(|n| format!("<enclosure url='magnet:?xt={n}'/>")).collect();
    assert_eq!(entry(&many).magnets.len(), 16);
}
