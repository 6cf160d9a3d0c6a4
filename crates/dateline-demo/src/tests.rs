//! The press against itself: everything is served, feeds are what they claim, and the expectations name real pages.

use super::content::{Article, Content, Gate};
use super::http_reply::{Ask, Reply};
use super::{Press, feeds, files, picture, rss_date};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    page: Vec<ExpectedPage>,
    story: Vec<ExpectedStory>,
    copies: Vec<ExpectedCopies>,
    feed: Vec<ExpectedFeed>,
    retitled: Retitled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedPage {
    host: String,
    path: String,
    gate: String,
    holding: Vec<String>,
    reasons: Vec<String>,
    allowed: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedStory {
    happening: String,
    together: Vec<String>,
    may_join: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedCopies {
    text: String,
    pages: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFeed {
    host: String,
    path: String,
    health: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Retitled {
    host: String,
    path: String,
    before: String,
    after: String,
}

fn press() -> Press {
    Press::new("2030-05-06T07:08:09Z".parse().unwrap(), 4000).unwrap()
}

fn expected() -> Expected {
    toml::from_str(files::EXPECTED).unwrap()
}

fn get(press: &Press, host: &str, path: &str) -> Reply {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    press.answer(&Ask {
        host: host.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        ..Ask::default()
    })
}

fn body(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    reply.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn article_of<'a>(content: &'a Content, host: &str, path: &str) -> &'a Article {
    let (index, publisher) = content.publisher(host).unwrap();
    let own = content.of(index);
    own.into_iter()
        .find(|a| publisher.path_of(a) == path)
        .unwrap_or_else(|| panic!("no article {host}{path}"))
}

#[test]
fn there_is_as_much_as_was_promised() {
    let content = Content::load().unwrap();
    assert!(content.publishers.len() >= 9);
    assert!(content.articles.len() >= 66, "{}", content.articles.len());
    let mut happenings: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for article in content.articles.iter().filter(|a| !a.happening.is_empty()) {
        happenings.entry(&article.happening).or_default().insert(article.publisher);
    }
    assert!(happenings.len() >= 13);
    for (key, publishers) in happenings {
        assert!((2..=6).contains(&publishers.len()), "{key}: {}", publishers.len());
    }
    let languages: BTreeSet<&str> = content.publishers.iter().map(|p| p.language.as_str()).collect();
    assert_eq!(languages, BTreeSet::from(["ar", "en", "fr"]));
}

#[test]
fn whole_articles_are_of_a_newspaper_s_length() {
    let press = press();
    for article in press
        .state
        .content
        .articles
        .iter()
        .filter(|a| a.gate == Gate::Open && a.kind == super::content::Kind::Article)
    {
        let words: usize = article.blocks.iter().map(|b| b.split_whitespace().count()).sum();
        let least = if press.edition().publisher(article).language == "ar" || !article.copy.is_empty() {
            120
        } else {
            165
        };
        assert!((least..=600).contains(&words), "{}: {words} words", article.slug);
    }
}

#[test]
fn slugs_and_numbers_are_unique_and_scenes_exist() {
    let content = Content::load().unwrap();
    let mut seen = BTreeSet::new();
    for article in &content.articles {
        assert!(seen.insert((article.publisher, article.number())), "{}", article.slug);
        assert!(picture::known(&article.scene), "{}: {}", article.slug, article.scene);
    }
}

#[test]
fn every_gate_answers_as_it_should() {
    let press = press();
    for page in expected().page {
        let reply = get(&press, &page.host, &page.path);
        let status = match page.gate.as_str() {
            "verify" => 403,
            "busy" => 503,
            "gone" => 410,
            "consent" | "to_front" => 302,
            _ => 200,
        };
        assert_eq!(reply.status, status, "{}{}", page.host, page.path);
        assert!(!body(&reply).contains("{{"), "{}{} has an unfilled place", page.host, page.path);
    }
}

#[test]
fn text_behind_a_gate_is_where_it_should_be() {
    let press = press();
    let overlay = body(&get(&press, "ledger", &path_with(&press, Gate::Overlay)));
    assert!(overlay.contains("did not yet have a coast in mind") && overlay.contains("class=\"overlay\""));
    let scrambled = body(&get(&press, "ledger", &path_with(&press, Gate::Scrambled)));
    assert!(!scrambled.contains("Behind the leap is a clause") && scrambled.contains("Mpstyo"));
    for gate in [Gate::Meter, Gate::Javascript, Gate::Verify, Gate::Consent] {
        for article in press.state.content.articles.iter().filter(|a| a.gate == gate) {
            let publisher = press.edition().publisher(article).clone();
            let page = body(&get(&press, &publisher.key, &publisher.path_of(article)));
            let last = super::text::block(article.blocks.last().unwrap());
            assert!(!page.contains(&last), "{}", article.slug);
        }
    }
}

fn path_with(press: &Press, gate: Gate) -> String {
    let article = press.state.content.articles.iter().find(|a| a.gate == gate).unwrap();
    press.edition().publisher(article).path_of(article)
}

#[test]
fn the_meter_counts_three_articles_for_a_cookie() {
    let press = press();
    let path = path_with(&press, Gate::Meter);
    let with = |cookies: &str| {
        press.answer(&Ask {
            host: "wexmoor".into(),
            path: path.clone(),
            cookies: cookies.into(),
            ..Ask::default()
        })
    };
    assert!(body(&with("")).contains("You have read your free articles"));
    assert_eq!(header(&with(""), "set-cookie"), Some("articles_read=0; Path=/; SameSite=Lax"));
    assert!(body(&with("articles_read=2")).contains("Free article 3 of 3"));
    assert!(body(&with("articles_read=3")).contains("You have read your free articles"));
}

#[test]
fn consent_is_asked_on_another_host_and_leads_back() {
    let press = press();
    let path = path_with(&press, Gate::Consent);
    let away = get(&press, "kite", &path);
    let to =
        header(&away, "location").unwrap().strip_prefix("http://consent.localhost:4000").unwrap().to_owned();
    let page = body(&get(&press, "consent", &to));
    assert!(page.contains(&format!("http://kite.localhost:4000/consent?path={path}")), "{page}");
    let back = get(&press, "kite", &format!("/consent?path={path}"));
    assert_eq!(header(&back, "location"), Some(format!("http://kite.localhost:4000{path}").as_str()));
    let shown =
        press.answer(&Ask { host: "kite".into(), path, cookies: "consent=yes".into(), ..Ask::default() });
    assert_eq!(shown.status, 200);
}

#[test]
fn fronts_pictures_and_unknown_addresses() {
    let press = press();
    for publisher in &press.state.content.publishers {
        let front = get(&press, &publisher.key, "/");
        assert_eq!(front.status, 200);
        assert!(body(&front).contains("rel=\"alternate\""), "{}", publisher.key);
        assert!(!body(&front).contains("{{"), "{}", publisher.key);
        assert_eq!(get(&press, &publisher.key, "/nothing-here").status, 404);
        assert_eq!(get(&press, &publisher.key, "/robots.txt").status, 200);
    }
    let reply = get(&press, "meridian", "/media/heron-lands-on-the-moon-600.png");
    assert!(reply.body.starts_with(b"\x89PNG") && reply.body.len() < 150_000);
    assert_eq!(get(&press, "nobody", "/").status, 200);
}

#[test]
fn every_scene_is_drawn_small_enough() {
    let scenes: BTreeSet<String> = Content::load().unwrap().articles.into_iter().map(|a| a.scene).collect();
    for scene in scenes {
        let png = picture::draw(&scene, 7, 300);
        assert!(
            png.starts_with(b"\x89PNG") && (2_000..60_000).contains(&png.len()),
            "{scene}: {}",
            png.len()
        );
    }
}

#[test]
fn feeds_are_what_they_claim_to_be() {
    let press = press();
    assert_eq!(feeds(&press).len(), press.state.content.publishers.len());
    let start = |host: &str, path: &str| body(&get(&press, host, path));
    assert!(start("meridian", "/feeds/home.rss").contains("<rss version=\"2.0\""));
    assert!(start("unionwire", "/feed.atom").contains("<content type=\"html\">"));
    assert!(start("radio", "/news/index.rdf").contains("<rdf:RDF"));
    let json: serde_json::Value = serde_json::from_str(&start("orrery", "/feed.json")).unwrap();
    assert_eq!(json["items"].as_array().unwrap().len(), 3);
    assert!(start("patchbay", "/feed/").contains("appeared first on <a"));
    assert!(
        start("roundup", "/rss/headlines")
            .contains("All 412 saved as ferry runs aground in storm off Skerrow - The Meridian")
    );
    assert!(start("valleyvoice", "/rss.php").contains("&bunting; <b>"));
    assert!(get(&press, "greencolumn", "/feed.atom").slow);
    assert_eq!(get(&press, "oldtown", "/feed.xml").status, 410);
    let moved = get(&press, "touchline", "/rss");
    assert_eq!(
        (moved.status, header(&moved, "location")),
        (301, Some("http://touchline.localhost:4000/feeds/all.xml"))
    );
    assert!(start("touchline", "/feeds/all.xml").contains("<rss"));
}

/// Whether every tag of an XML text is closed in order. Enough for texts that we write ourselves.
fn well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some((_, tail)) = rest.split_once('<') {
        let end = if tail.starts_with("![CDATA[") { "]]>" } else { ">" };
        let Some((tag, after)) = tail.split_once(end) else { return false };
        rest = after;
        let name = tag.split_whitespace().next().unwrap_or("");
        if tag.starts_with(['!', '?']) || tag.ends_with('/') {
            continue;
        }
        match name.strip_prefix('/') {
            Some(closing) if open.pop() == Some(closing) => {}
            Some(_) => return false,
            None => open.push(name),
        }
    }
    open.is_empty()
}

#[test]
fn one_feed_is_broken_and_no_other() {
    let press = press();
    for (index, publisher) in
        press.state.content.publishers.iter().enumerate().filter(|(_, p)| p.feed.format != "json")
    {
        let (_, xml) = press.edition().feed(index);
        assert_eq!(well_formed(&xml), publisher.feed.quirk != "broken", "{}", publisher.key);
    }
}

#[test]
fn a_feed_that_did_not_change_says_so() {
    let press = press();
    let first = get(&press, "patchbay", "/feed/");
    let etag = header(&first, "etag").unwrap().to_owned();
    let again = |press: &Press| {
        press.answer(&Ask {
            host: "patchbay".into(),
            path: "/feed/".into(),
            if_none_match: etag.clone(),
            ..Ask::default()
        })
    };
    assert_eq!(again(&press).status, 304);
    press.advance();
    assert_eq!(again(&press).status, 200);
    let since = rss_date(press.edition().changed(&press.state.content.of(0)));
    let by_date = press.answer(&Ask {
        host: "meridian".into(),
        path: "/feeds/home.rss".into(),
        if_modified_since: since,
        ..Ask::default()
    });
    assert_eq!(by_date.status, 304);
}

#[test]
fn the_second_edition_retitles_one_entry_under_its_guid() {
    let (press, retitled) = (press(), expected().retitled);
    let guid = format!("?p={}", super::number("repair-act-what-changes-for-you") % 100_000);
    let feed = |press: &Press| body(&get(press, &retitled.host, "/feed/"));
    assert!(
        feed(&press).contains(&retitled.before)
            && !feed(&press).contains(&retitled.after)
            && feed(&press).contains(&guid)
    );
    press.answer(&Ask { host: "press".into(), path: "/advance".into(), post: true, ..Ask::default() });
    assert!(feed(&press).contains(&retitled.after) && feed(&press).contains(&guid));
    assert!(
        body(&get(&press, &retitled.host, &retitled.path))
            .contains("the ministry has published the calendar")
    );
}

#[test]
fn cluster_links_are_opaque_and_lead_to_the_publisher() {
    let press = press();
    let edition = press.edition();
    for cluster in edition.clusters() {
        for article in cluster.articles {
            let path = super::Edition::opaque(article);
            assert!(!path.contains(&article.slug));
            assert!(body(&get(&press, "roundup", &path)).contains(&edition.address(article)));
        }
    }
}

#[test]
fn the_press_remembers_what_it_was_asked() {
    let press = press();
    get(&press, "meridian", "/");
    get(&press, "meridian", "/");
    get(&press, "press", "/log.json");
    assert_eq!(press.log(), [("meridian".to_owned(), "/".to_owned(), 2)]);
    assert!(body(&get(&press, "press", "/log.json")).contains("\"times\":2"));
}

#[test]
fn expectations_name_every_article_and_feed_once() {
    let (content, expected) = (Content::load().unwrap(), expected());
    assert_eq!(expected.page.len(), content.articles.len());
    for page in &expected.page {
        let article = article_of(&content, &page.host, &page.path);
        assert!(!page.holding.is_empty(), "{}", article.slug);
        assert!(page.reasons.iter().all(|r| !page.allowed.contains(r)), "{}", article.slug);
    }
    let split = |reference: &String| {
        reference.split_once('/').map(|(host, path)| (host.to_owned(), format!("/{path}"))).unwrap()
    };
    for story in &expected.story {
        for (host, path) in story.together.iter().chain(&story.may_join).map(split) {
            assert_eq!(article_of(&content, &host, &path).happening, story.happening);
        }
    }
    for copies in &expected.copies {
        assert!(copies.pages.len() >= 3, "the wire and its takers: {}", copies.text);
        for (host, path) in copies.pages.iter().map(split) {
            assert_eq!(article_of(&content, &host, &path).copy, copies.text);
        }
    }
    for (feed, publisher) in expected.feed.iter().zip(&content.publishers) {
        assert_eq!((&feed.host, &feed.path), (&publisher.key, &publisher.feed.path));
        assert!(!feed.health.is_empty());
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the test stands outside and asks over a real socket")]
async fn a_socket_gets_the_same_page() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let press = Press::new("2030-05-06T07:08:09Z".parse().unwrap(), address.port()).unwrap();
    let server = tokio::spawn(super::serve(listener, press.clone()));
    let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /rss.php HTTP/1.1\r\nHost: valleyvoice.localhost:{}\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
        address.port()
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).await.unwrap();
    let head = String::from_utf8_lossy(&answer);
    assert!(
        head.starts_with("HTTP/1.1 200")
            && head.contains("content-encoding: gzip")
            && head.contains("etag: ")
    );
    assert_eq!(press.log().len(), 1);
    server.abort();
}
