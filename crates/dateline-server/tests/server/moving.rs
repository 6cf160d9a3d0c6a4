//! Moving out of a desk: by its archive, and by another desk that asks it in the protocols of apps.

use crate::fixture::clock;
use crate::house::House;
use axum::body::Body;
use dateline_desk::{Desk, ImportApi, ImportFrom};
use dateline_fetch::{Fetcher, Policy};
use dateline_model::{Block, EntryId, StoryId, UserId, WebUrl};
use dateline_server::Settings;
use dateline_store::{
    Correction, EntryMark, Listing, NewRule, Options, Reader, ReadingCommit, RuleActions, RuleConditions,
    Store, TakenCounts, TextSource, TokenScope, Window,
};
use dateline_unpack::zip::{Limits, ZipArchive};
use http::{Request, header};
use http_body_util::BodyExt as _;
use std::io::{Cursor, Read as _};
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// Titles with what a person did with each.
async fn states(reader: Reader<'_>) -> Vec<(String, bool, bool)> {
    let found = reader.entries(Listing::All, Window::first(50)).await.unwrap().items;
    let mut found: Vec<_> =
        found.into_iter().map(|one| (one.title, one.read_at.is_some(), one.starred_at.is_some())).collect();
    found.sort();
    found
}

/// The house behind a socket.
async fn listening(house: &House) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(dateline_server::serve(
        listener,
        house.desk.clone(),
        Settings::default(),
        std::future::pending(),
    ));
    address
}

async fn other_desk(folder: &TempDir, address: SocketAddr) -> Desk {
    let mut policy = Policy::new(clock);
    policy.hosts.insert("reader.localhost", address).unwrap();
    let store = Store::open(&folder.path().join("other.db"), Options::default()).unwrap();
    let fetcher = Fetcher::new(policy).unwrap();
    Desk::open(store, fetcher, dateline_desk::Settings::default(), Arc::new(clock)).await.unwrap()
}

#[tokio::test]
async fn another_desk_asks_this_one_for_everything_and_repeats_it_without_harm() {
    let house = House::new().await;
    let ada = house.desk.store().reader(house.ada);
    let all = ada.entries(Listing::All, Window::first(50)).await.unwrap().items;
    ada.mark(vec![all[0].id, all[1].id], EntryMark::Read, clock()).await.unwrap();
    ada.mark(vec![all[1].id], EntryMark::Starred, clock()).await.unwrap();
    let (expected, address) = (states(ada).await, listening(&house).await);
    let ada = || Some("Ada".to_owned());
    for (from, user) in
        [(ImportFrom::Miniflux, None), (ImportFrom::Nextcloud, ada()), (ImportFrom::GoogleReader, ada())]
    {
        let folder = TempDir::new().unwrap();
        let desk = other_desk(&folder, address).await;
        let secret = house.password(house.ada, TokenScope::Manage).await;
        let url = WebUrl::parse("http://reader.localhost/").unwrap();
        let mut api = ImportApi { from, url, user, secret, allow_http: true };
        let report = desk.import_api(&api, &|_| ()).await.unwrap();
        assert_eq!((report.feeds_new, report.entries_new, &report.left[..]), (1, 6, &[][..]), "{from:?}");
        assert_eq!(states(desk.reader()).await, expected, "{from:?}");
        let again = desk.import_api(&api, &|_| ()).await.unwrap();
        assert_eq!((again.entries_new, again.entries_known, again.states), (0, 6, TakenCounts::default()));
        api.secret = "wrong".to_owned();
        let told = desk.import_api(&api, &|_| ()).await.unwrap_err().to_string();
        assert!(told.contains("it does not take this login") && !told.contains("wrong"), "{told}");
        api.allow_http = false;
        let told = desk.import_api(&api, &|_| ()).await.unwrap_err().to_string();
        assert!(
            !told.contains("wrong"),
            "a secret is sent over plain http only where that was confirmed: {told}"
        );
    }
}

/// Ada's stories by the titles in them.
async fn stories(reader: Reader<'_>) -> Vec<Vec<String>> {
    let mut found: std::collections::BTreeMap<_, Vec<String>> = std::collections::BTreeMap::new();
    for one in reader.entries(Listing::All, Window::first(50)).await.unwrap().items {
        found.entry(one.story).or_default().push(one.title);
    }
    let mut found: Vec<Vec<String>> = found.into_values().collect();
    found.iter_mut().for_each(|titles| titles.sort());
    found.sort();
    found
}

/// Gives each story of two articles a text of its own, as stories of different papers have.
async fn tell_apart(store: &Store, reader: Reader<'_>) {
    let texts = [
        "Ferries stayed at their moorings because pilots refused night shifts without a second man on the bridge.",
        "Dykes along the lower river will be raised by a metre, and meadows behind them may flood in spring.",
        "Astronomers photographed a faint tail behind the object, which will pass inside the orbit of Mercury in May.",
        "Deputy governors cut the ribbon of a marble hall where farmers can exchange worn banknotes free of charge.",
    ];
    for number in 0..8 {
        let id = EntryId(number + 1);
        let mut reading = reader.article(id).await.unwrap().unwrap().reading.unwrap();
        let article = reading.article.as_mut().unwrap();
        let text = texts[usize::try_from(number / 2).unwrap()];
        article.standfirst = Some(text.to_owned());
        article.blocks = vec![Block::Paragraph(text.into())];
        let commit = ReadingCommit::new(id, clock(), TextSource::Page, reading);
        store.commit_reading(commit).await.unwrap();
    }
}

#[tokio::test]
async fn corrections_and_rules_on_a_story_find_theirs_on_another_desk() {
    let house = House::of_ada(4, 2).await;
    let desk = house.desk.clone().of(house.ada);
    let reader = desk.reader();
    tell_apart(desk.store(), reader).await;
    let before = stories(reader).await;
    assert_eq!(before.len(), 4);
    let of = |id: i64| StoryId(id);
    let act = |act: Correction| async { desk.correct(act).await.unwrap().unwrap() };
    act(Correction::Join { from: of(2), into: of(1) }).await;
    let parted = act(Correction::Part { entries: vec![EntryId(6)], from: of(3) }).await;
    act(Correction::Move { entries: vec![EntryId(7)], from: of(4), into: parted.into }).await;
    let undone = act(Correction::Join { from: of(4), into: of(1) }).await;
    assert!(desk.undo_correction(undone.id).await.unwrap());
    let rule = NewRule {
        name: "one story".to_owned(),
        conditions: RuleConditions { story: Some(parted.into), ..RuleConditions::default() },
        actions: RuleActions { star: true, ..RuleActions::default() },
        paused: false,
    };
    reader.add_rule(rule, clock()).await.unwrap().unwrap();
    let expected = stories(reader).await;
    assert_ne!(expected, before);

    let folder = TempDir::new().unwrap();
    let path = folder.path().join("all.zip");
    std::fs::write(&path, zipped(&house, house.ada).await).unwrap();
    let other = other_desk(&folder, "127.0.0.1:9".parse().unwrap()).await;
    // What came first there makes other numbers here.
    let first = r#"[{"title": "A first one", "url": "https://first.example/", "content": "<p>Words.</p>", "feed_id": 1}]"#;
    std::fs::write(folder.path().join("first.json"), first).unwrap();
    other.import_file(folder.path().join("first.json"), &|_| ()).await.unwrap();
    let report = other.import_file(path.clone(), &|_| ()).await.unwrap();
    assert!(report.left.is_empty() && report.lists["corrections.json"] > 0, "{report:?}");
    let mut found = stories(other.reader()).await;
    found.retain(|titles| titles != &["A first one"]);
    assert_eq!(found, expected);
    let rules = other.reader().rules().await.unwrap();
    let story = rules[0].rule.conditions.story.unwrap();
    let held = other.reader().story(story).await.unwrap().unwrap();
    let there = reader.story(parted.into).await.unwrap().unwrap();
    let titles = |of: &dateline_store::StoryRecord| {
        of.members.iter().map(|member| member.entry.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles(&held), titles(&there));
    let again = other.import_file(path, &|_| ()).await.unwrap();
    assert!(again.lists.values().all(|added| *added == 0), "{again:?}");
}

/// The archive that somebody gets.
async fn zipped(house: &House, user: UserId) -> Vec<u8> {
    let token = house.password(user, TokenScope::Manage).await;
    let request = Request::builder()
        .uri("/export.zip")
        .header(header::HOST, "localhost")
        .header(header::AUTHORIZATION, format!("Bearer {token}"));
    let response = house.app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/zip");
    response.into_body().collect().await.unwrap().to_bytes().to_vec()
}

/// The members of the archive that somebody gets, as text.
async fn archive(house: &House, user: UserId) -> Vec<(String, String)> {
    members(zipped(house, user).await)
}

/// The members of an archive, as text.
pub(crate) fn members(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut archive = ZipArchive::open(Cursor::new(bytes), &Limits::default()).unwrap();
    let names: Vec<String> = archive.members().iter().map(|member| member.name.clone()).collect();
    let mut found = Vec::new();
    for (at, name) in names.into_iter().enumerate() {
        let mut text = String::new();
        archive.read(at).unwrap().read_to_string(&mut text).unwrap();
        found.push((name, text));
    }
    found
}

#[tokio::test]
async fn an_archive_holds_all_of_its_person_and_nothing_of_another() {
    let house = House::new().await;
    let ada = house.desk.store().reader(house.ada);
    let all = ada.entries(Listing::All, Window::first(50)).await.unwrap().items;
    ada.mark(vec![all[0].id], EntryMark::Starred, clock()).await.unwrap();
    ada.set_label("Ada's own".to_owned(), vec![all[0].id]).await.unwrap();
    let of = |members: &[(String, String)], name: &str| {
        members.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone()).unwrap()
    };
    let hers = archive(&house, house.ada).await;
    let lines: Vec<serde_json::Value> =
        of(&hers, "entries/00001.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    assert!(
        lines
            .iter()
            .any(|line| line["labels"] == serde_json::json!(["Ada's own"]) && !line["starred"].is_null())
    );
    let starred: serde_json::Value = serde_json::from_str(&of(&hers, "starred.json")).unwrap();
    assert_eq!(starred["items"].as_array().unwrap().len(), 1);
    assert!(of(&hers, "feeds.opml").contains("xmlUrl="));
    for name in [
        "dateline.json",
        "feeds.json",
        "rules.json",
        "follows.json",
        "searches.json",
        "settings.json",
        "notes.md",
    ] {
        of(&hers, name);
    }
    let his = archive(&house, house.bert).await;
    assert!(his.iter().all(|(_, text)| !text.contains("Ada's own")));
    assert_eq!((of(&his, "entries/00001.jsonl").as_str(), of(&his, "feeds.json").trim()), ("", "[]"));
}
