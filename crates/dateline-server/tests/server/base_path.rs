//! A desk below a path of its host: every page is crawled, and no link, form, redirect, cookie or file of it leaves that path.

use crate::fixture::{clock, served};
use crate::house::{LONG, open};
use crate::login::{Answer, Browser};
use axum::Router;
use axum::body::Body;
use dateline_model::EntryId;
use dateline_server::{Network, Settings, app, routes};
use dateline_store::{FollowKind, NewNote};
use http::{Request, StatusCode, header};
use serde_json::Value;
use std::collections::{BTreeSet, VecDeque};
use tempfile::TempDir;
use tower::ServiceExt as _;

const BASE: &str = "/news";

/// A desk of Ada, who has of everything something, at its host's root and below a path.
struct Both {
    _folder: TempDir,
    root: Router,
    below: Router,
}

impl Both {
    async fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let (desk, root) = served(folder.path(), 3, 2).await;
        let ada = open(&desk, "Ada").await;
        let (reader, now) = (desk.store().reader(ada), clock());
        reader.follow(FollowKind::Words, "harbour".to_owned(), now).await.unwrap();
        reader.save_search("Harbour".to_owned(), "harbour".to_owned(), true, now).await.unwrap();
        reader.set_label("Later".to_owned(), vec![EntryId(1)]).await.unwrap();
        let note = NewNote { text: "A note.".to_owned(), ..NewNote::default() };
        reader.add_note(EntryId(1), note, now).await.unwrap().unwrap();
        reader.mute_story(dateline_model::StoryId(3), "Quiet".to_owned(), now).await.unwrap().unwrap();
        Self { _folder: folder, below: app(desk, settings()), root }
    }

    async fn inside(&self) -> Browser {
        let browser = Browser::new(&self.below);
        let password = LONG.replace(' ', "+");
        let done = browser.ask("POST", "/news/login", &format!("name=ada&password={password}")).await;
        assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/news/"), "{}", done.text);
        Browser::new(&self.below).with("cookie", &done.cookie())
    }
}

fn settings() -> Settings {
    Settings { base_path: BASE.parse().unwrap(), ..Settings::default() }
}

/// Addresses in the markup of a page, each with the attribute that holds it.
fn addresses(page: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    for tag in page.split('<').skip(1) {
        let is_form = tag.starts_with("form");
        for name in ["href", "src", "action", "formaction", "poster", "srcset"] {
            let Some((_, rest)) = tag.split_once(&format!(" {name}=\"")) else { continue };
            let value = rest.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
            let is_read = name == "href" || name == "src" || is_form && tag.contains("method=\"get\"");
            found.push((if is_read { "GET" } else { "POST" }, value));
        }
    }
    found
}

/// A path with its numbers left out: of pages that differ in them alone a few are enough.
fn shape(path: &str) -> String {
    path.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Looks at every page that is linked from the front page on; gives them, and the forms that were met.
async fn crawl(inside: &Browser) -> (usize, BTreeSet<String>) {
    let (mut waiting, mut known) = (VecDeque::from([format!("{BASE}/")]), BTreeSet::new());
    let (mut forms, mut pages) = (BTreeSet::new(), 0);
    while let Some(path) = waiting.pop_front() {
        let answer = inside.get(&path).await;
        assert!(answer.status.is_success(), "{path}: {} {}", answer.status, answer.to());
        pages += 1;
        let kind = answer.headers[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        if !kind.starts_with("text/html") {
            continue;
        }
        for (method, address) in addresses(&answer.text) {
            let is_elsewhere = ["https://", "http://", "#", "?", "mailto:"];
            if address.is_empty() || is_elsewhere.iter().any(|start| address.starts_with(start)) {
                continue;
            }
            assert!(address.starts_with("/news/"), "{path} holds {address:?}");
            let address = address.split('#').next().unwrap().to_owned();
            // Pictures and recordings are publishers', which are not there.
            let is_others = ["/news/image/", "/news/media/"].iter().any(|start| address.starts_with(start));
            if method == "POST" {
                forms.insert(address);
            } else if !is_others && known.insert(shape(&address)) {
                waiting.push_back(address);
            }
        }
    }
    (pages, forms)
}

#[tokio::test]
async fn no_page_links_out_of_the_base_path() {
    let both = Both::new().await;
    let inside = both.inside().await;
    let (pages, forms) = crawl(&inside).await;
    println!("{pages} pages and {} forms below {BASE}: no link outside", forms.len());
    assert!(pages > 60 && forms.len() > 30, "{pages} {}", forms.len());
    for form in forms.iter().filter(|form| !form.ends_with("/logout")) {
        let sent = inside.ask("POST", form, "back=%2Farticles").await;
        assert!(!sent.text.contains("There is no such page"), "{form}: {}", sent.status);
        assert!(sent.to().is_empty() || sent.to().starts_with("/news/"), "{form} leads to {}", sent.to());
    }
    let out = inside.ask("POST", "/news/logout", "").await;
    assert_eq!(out.to(), "/news/login");
    assert_eq!(out.headers["clear-site-data"], "\"cache\"", "what other pages of the host stored is theirs");
}

#[tokio::test]
async fn forms_lead_back_below_the_base_path_and_nowhere_else() {
    let both = Both::new().await;
    let inside = both.inside().await;
    for (back, to) in [
        ("%2Fstory%2F1", "/news/story/1?marked="),
        ("%2F%2Fevil.example", "/news/"),
        ("%2Fnews", "/news/news"),
    ] {
        let sent = inside.ask("POST", "/news/marks", &format!("do=star&entry=1&back={back}")).await;
        assert!(sent.status == StatusCode::SEE_OTHER && sent.to().starts_with(to), "{back}: {}", sent.to());
    }
    let anonymous = Browser::new(&both.below).get("/news/story/1?page=1").await;
    assert_eq!(anonymous.to(), "/news/login?next=%2Fstory%2F1%3Fpage%3D1");
}

/// What a desk says, with the base path taken out of where it leads.
async fn asked(router: &Router, method: &str, path: &str) -> (StatusCode, String) {
    let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
    let request = request.header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let to = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap());
    (response.status(), to.strip_prefix(BASE).unwrap_or(to).to_owned())
}

#[tokio::test]
async fn every_route_is_below_the_base_path_and_nothing_is_outside() {
    let both = Both::new().await;
    let mut tried = 0;
    for route in routes() {
        let path = route.path.replace("{*path}", "desk.css").replace("{hash}", &"0".repeat(32));
        let path = path
            .replace("{secret}", "x")
            .replace("{token}", "x")
            .replace(['{', '}'], "")
            .replace("key", "e1");
        let path = path.replace("/id", "/1").replace("/entry", "/1").replace("*stream", "feed%2F1");
        let at_root = asked(&both.root, route.method, &path).await;
        let below = asked(&both.below, route.method, &format!("{BASE}{path}")).await;
        assert_eq!(below, at_root, "{} {path}", route.method);
        for outside in [path.clone(), format!("/newsroom{path}"), format!("/NEWS{path}")] {
            let found = asked(&both.below, route.method, &outside).await;
            let is_none = matches!(found.0, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
            assert!(is_none && found.1.is_empty(), "{} {outside}: {found:?}", route.method);
        }
        tried += 1;
    }
    assert!(tried > 150, "{tried}");
    assert_eq!(
        asked(&both.below, "GET", "/news?page=2").await,
        (StatusCode::PERMANENT_REDIRECT, "/?page=2".to_owned())
    );
    assert_eq!(asked(&both.below, "POST", "/news").await.0, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn what_is_no_page_names_the_base_path_too() {
    let both = Both::new().await;
    let inside = both.inside().await;
    let json = |answer: Answer| serde_json::from_str::<Value>(&answer.text).unwrap();
    let manifest = json(inside.get("/news/manifest.webmanifest").await);
    assert_eq!(
        (manifest["scope"].as_str(), manifest["start_url"].as_str()),
        (Some("/news/"), Some("/news/"))
    );
    let named = manifest.to_string().matches("\"/").count();
    assert_eq!(manifest.to_string().matches("\"/news/").count(), named, "{manifest}");
    let document = json(inside.get("/news/api/v1/openapi.json").await);
    assert_eq!(document["servers"][0]["url"], "/news/");
    let feed =
        json(inside.get("/news/api/v1/searches").await)["searches"][0]["feed"].as_str().unwrap().to_owned();
    assert_eq!(Browser::new(&both.below).get(&feed).await.status, StatusCode::OK, "{feed}");
    let style = inside.get("/news/assets/desk.css").await.text;
    assert!(style.contains("url(fonts/") && !style.contains("url(/"));
    let read = inside.get("/news/read").await.text;
    assert!(read.contains("http://localhost:8460/news/read?url="));
    let invited = inside.ask("POST", "/news/people/invite", "role=reader").await;
    assert!(invited.text.contains("http://localhost:8460/news/link/"), "{}", invited.text);
}

#[tokio::test]
async fn cookies_belong_to_the_base_path() {
    let both = Both::new().await;
    let plain = Browser::new(&both.below).ask("POST", "/news/login", &form()).await;
    let set = plain.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(
        set.starts_with("dateline_session=") && set.contains("; Path=/news; HttpOnly; SameSite=Lax"),
        "{set}"
    );

    let folder = TempDir::new().unwrap();
    let (desk, _) = served(folder.path(), 1, 1).await;
    open(&desk, "Ada").await;
    let proxy: Network = "127.0.0.1".parse().unwrap();
    let names = vec!["desk.example".to_owned()];
    let behind = app(desk, Settings { trusted_proxies: vec![proxy], host_names: names, ..settings() });
    let browser = Browser::new(&behind).with("x-forwarded-proto", "https").with("host", "desk.example");
    let set = browser.ask("POST", "/news/login", &form()).await;
    let set = set.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        set.starts_with("__Secure-dateline=") && set.contains("; Path=/news;") && set.contains("; Secure"),
        "{set}"
    );
}

fn form() -> String {
    format!("name=ada&password={}", LONG.replace(' ', "+"))
}
