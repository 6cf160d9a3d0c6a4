//! The server over made stories: corrections by form and by program, kept searches, sections, long lists.

use crate::fixture;
use axum::Router;
use axum::body::Body;
use dateline_desk::Desk;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tower::ServiceExt as _;

struct Served {
    _folder: tempfile::TempDir,
    desk: Desk,
    app: Router,
}

async fn served(stories: usize, versions: usize) -> Served {
    let folder = tempfile::tempdir().unwrap();
    let (desk, app) = fixture::served(folder.path(), stories, versions).await;
    Served { _folder: folder, desk, app }
}

impl Served {
    async fn send(&self, request: http::request::Builder, body: &str) -> (StatusCode, String, String) {
        let request =
            request.header(header::HOST, "localhost:8460").body(Body::from(body.to_owned())).unwrap();
        let answer = self.app.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let to = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, to.unwrap_or_default(), String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn get(&self, path: &str) -> String {
        let (status, _, text) = self.send(Request::get(path), "").await;
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        text
    }

    /// What a form of ours sends; gives where it leads, or the page of what went wrong.
    async fn post(&self, path: &str, body: &str) -> Result<String, String> {
        let request = Request::post(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let (status, to, text) = self.send(request, body).await;
        if status == StatusCode::SEE_OTHER { Ok(to) } else { Err(text) }
    }

    async fn tell(&self, path: &str, body: &str) -> Value {
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/json");
        serde_json::from_str(&self.send(request, body).await.2).unwrap()
    }

    async fn versions(&self, story: i64) -> Vec<i64> {
        let text = self.get(&format!("/api/v1/stories/{story}")).await;
        let story: Value = serde_json::from_str(&text).unwrap();
        story["versions"].as_array().unwrap().iter().map(|version| version["id"].as_i64().unwrap()).collect()
    }
}

#[tokio::test]
async fn a_reader_parts_a_story_and_takes_it_back() {
    let served = served(4, 3).await;
    let ids = served.versions(2).await;
    let page = served.get("/story/2").await;
    assert!(page.contains("action=\"/story/2/correct\"") && page.contains("Why in this story?"), "{page}");
    let (kept, parted) = (ids[0], ids[2]);

    let to = served.post("/story/2/correct", &format!("entry={parted}&do=part")).await.unwrap();
    assert_eq!(to, "/story/2");
    let page = served.get("/story/2").await;
    assert!(page.contains("Corrected by hand") && page.contains("split off into a new story"));
    assert_eq!(served.versions(2).await.len(), 2);
    assert!(served.versions(2).await.contains(&kept));

    let list = served.get("/corrections").await;
    let export: Value = serde_json::from_str(&served.get("/api/v1/corrections").await).unwrap();
    let act = &export["corrections"][0];
    assert_eq!((act["do"].as_str(), act["from"].as_i64()), (Some("part"), Some(2)));
    assert!(
        act["articles"][0]["url"].as_str().unwrap().starts_with("https://paper"),
        "an address to know it by"
    );
    let number = act["id"].as_i64().unwrap();
    assert!(list.contains(&format!("name=\"act\" value=\"{number}\"")));

    let to = served.post("/corrections/undo", &format!("act={number}&back=/story/2")).await.unwrap();
    assert_eq!(to, "/story/2");
    assert_eq!(served.versions(2).await, ids);
    assert!(served.post("/corrections/undo", &format!("act={number}")).await.is_err(), "once");
    assert!(served.get("/corrections").await.contains("Undone"));
}

#[tokio::test]
async fn the_page_of_corrections_says_that_owners_correct_for_all() {
    let served = served(1, 2).await;
    let said = "On this desk what owners correct counts for every reader";
    assert!(!served.get("/corrections").await.contains(said));
    served.desk.store().publish_corrections(true).await.unwrap();
    assert!(served.get("/corrections").await.contains(said));
}

#[tokio::test]
async fn stories_are_joined_and_articles_moved() {
    let served = served(4, 3).await;
    let first = served.versions(1).await;
    let to =
        served.post("/story/1/correct", "do=join&into=http%3A%2F%2Flocalhost%2Fstory%2F3").await.unwrap();
    assert_eq!(to, "/story/3");
    assert_eq!(served.versions(3).await.len(), 6);
    assert_eq!(served.versions(1).await.len(), 6, "the old link leads on");
    let body = format!("{{\"do\": \"move\", \"entries\": [{}], \"from\": 3, \"into\": 4}}", first[0]);
    let done = served.tell("/api/v1/corrections", &body).await;
    assert_eq!(done["correction"]["into"], 4);
    assert_eq!(served.versions(4).await.len(), 4);
    let undone =
        served.tell("/api/v1/corrections/undo", &format!("{{\"act\": {}}}", done["correction"]["id"])).await;
    assert_eq!(undone["undone"], true);
    assert_eq!(served.versions(4).await.len(), 3);
}

#[tokio::test]
async fn a_correction_that_changes_nothing_says_so() {
    let served = served(2, 2).await;
    let all = served.versions(1).await;
    for body in [
        "do=part".to_owned(),
        format!("do=part&entry={}&entry={}", all[0], all[1]),
        format!("do=move&entry={}", all[0]),
        format!("do=move&entry={}&into=999", all[0]),
        format!("do=move&entry={}&into=1", all[0]),
        "do=join&into=1".to_owned(),
        "do=burn".to_owned(),
    ] {
        let page = served.post("/story/1/correct", &body).await.unwrap_err();
        assert!(page.contains("Nothing was changed"), "{body}: {page}");
    }
    assert_eq!(served.versions(1).await, all);
}

#[tokio::test]
async fn what_was_corrected_is_obeyed_when_the_desk_opens_again() {
    let served = served(3, 3).await;
    let ids = served.versions(1).await;
    served.post("/story/1/correct", &format!("entry={}&do=part", ids[1])).await.unwrap();
    let corrected = served.desk.store().reader_stories(jiff::Timestamp::MIN).await.unwrap();
    let members: Vec<usize> = corrected.iter().map(|story| story.members.len()).collect();
    assert_eq!(members, [2, 1]);
    let path = served.desk.store().path().to_owned();
    let Served { _folder: folder, desk, app } = served;
    let store = desk.store().clone();
    drop((desk, app));
    store.close().await;
    let store = dateline_store::Store::open(&path, dateline_store::Options::default()).unwrap();
    let fetcher = dateline_fetch::Fetcher::new(dateline_fetch::Policy::new(fixture::clock)).unwrap();
    let settings = dateline_desk::Settings::default();
    let desk = Desk::open(store, fetcher, settings, std::sync::Arc::new(fixture::clock)).await.unwrap();
    let story = desk.reader().story(dateline_model::StoryId(1)).await.unwrap().unwrap();
    assert!(story.members.iter().all(|member| member.entry.id.0 != ids[1]));
    drop(folder);
}

#[tokio::test]
async fn a_search_is_kept_as_feed_and_alert() {
    let served = served(4, 3).await;
    assert!(served.get("/search?q=harbour").await.contains("Save this search"));
    let to = served.post("/searches/save", "q=harbour+-museum&name=Harbour+%3Cb%3E&alert=1").await.unwrap();
    let page = served.get(to.split('#').next().unwrap()).await;
    assert!(page.contains("Harbour &#60;b&#62;") || page.contains("Harbour &lt;b&gt;"), "{page}");
    let kept: Value = serde_json::from_str(&served.get("/api/v1/searches").await).unwrap();
    let (id, feed) =
        (kept["searches"][0]["id"].as_i64().unwrap(), kept["searches"][0]["feed"].as_str().unwrap());
    let xml = served.get(feed).await;
    assert!(xml.contains("<title>Harbour &lt;b&gt;</title>") && xml.contains("<summary>Talks in"), "{xml}");
    assert!(!xml.contains("was read out"), "no text of an article");
    let token = feed.split('/').nth(2).unwrap();
    assert!(token.len() == 32 && !xml.contains(token));
    assert!(!served.get("/search?q=harbour+-museum").await.contains("Save this search"), "it is kept");
    // Nothing is new, so the front page says nothing.
    assert!(!served.get("/").await.contains("Your searches"));
    served.post("/searches/looked", &format!("id={id}&back=/")).await.unwrap();
    served.post("/searches/forget", &format!("id={id}")).await.unwrap();
    let (status, ..) = served.send(Request::get(feed), "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(served.post("/searches/save", "q=++").await.is_err());
}

#[tokio::test]
async fn sections_and_the_parts_of_a_rank_are_shown() {
    let served = served(400, 2).await;
    let front = served.get("/").await;
    assert!(
        front.contains("href=\"/?section=sport\"") && front.contains("is the product of breadth"),
        "{front}"
    );
    let sport = served.get("/?section=sport").await;
    assert!(sport.contains("Goalkeeper scores") && !sport.contains("Wildfire burns"));
    assert!(served.get("/?section=nonsense").await.contains("Harbour pilots"), "an unknown section is none");
}

#[tokio::test]
async fn a_reader_follows_and_keeps_by_form_and_by_program() {
    let served = served(20, 2).await;
    assert!(served.get("/follows").await.contains("You don't follow anything yet"));
    assert_eq!(served.post("/follows/add", "kind=words&value=Flood+barrier").await.unwrap(), "/follows");
    let page = served.get("/follows").await;
    assert!(page.contains("flood barrier") && page.contains("words of a headline"), "{page}");
    let front = served.get("/").await;
    assert!(front.contains("1.50 for what you follow") && front.contains("diversity"), "{front}");
    let told = served.tell("/api/v1/follows", "{\"kind\": \"section\", \"value\": \"sport\"}").await;
    assert_eq!(told["follow"]["value"], "sport");
    for wrong in ["kind=colour&value=red", "kind=section&value=cooking", "kind=publisher&value="] {
        assert!(served.post("/follows/add", wrong).await.is_err(), "{wrong}");
    }
    let kept: Value = serde_json::from_str(&served.get("/api/v1/follows").await).unwrap();
    for follow in kept["follows"].as_array().unwrap() {
        let id = follow["id"].as_i64().unwrap();
        served.post("/follows/remove", &format!("id={id}")).await.unwrap();
        assert!(served.post("/follows/remove", &format!("id={id}")).await.is_err(), "once");
    }
    assert!(!served.get("/").await.contains("1.50 for what you follow"));

    let to = served.post("/feeds/keep", "feed=1&days=30&megabytes=").await.unwrap();
    assert!(to.starts_with("/feeds?done=kept"));
    assert!(served.get(&to).await.contains("Retention of"));
    assert!(served.get("/feeds/1").await.contains("name=\"days\" min=\"0\" max=\"36500\" value=\"30\""));
    assert!(served.post("/feeds/keep", "feed=1&days=soon").await.is_err());
    assert!(served.post("/feeds/keep", "feed=99&days=1").await.is_err());
    served.tell("/api/v1/feeds/keep", "{\"feed\": 1, \"days\": null, \"bytes\": 5000000}").await;
    let feeds: Value = serde_json::from_str(&served.get("/api/v1/feeds").await).unwrap();
    assert_eq!(
        (&feeds["feeds"][0]["keep_days"], &feeds["feeds"][0]["keep_bytes"]),
        (&Value::Null, &5_000_000.into())
    );
}

#[tokio::test]
async fn a_story_names_what_it_continues_and_why() {
    let served = served(3, 2).await;
    assert!(!served.get("/story/1").await.contains("Linked stories"));
    let others = vec![(dateline_model::StoryId(3), vec!["Kestrel <b>".to_owned(), "pilots".to_owned()])];
    let links = dateline_store::StoryLinks { story: dateline_model::StoryId(1), others };
    served.desk.store().link_stories(vec![links]).await.unwrap();
    // The made articles of story 3 are older than those of story 1.
    for (here, there, how) in [(1, 3, "Continues <a"), (3, 1, "Continued in <a")] {
        let page = served.get(&format!("/story/{here}")).await;
        let told = page.split("id=\"linked\"").nth(1).unwrap();
        assert!(told.contains(how) && told.contains(&format!("href=\"/story/{there}\"")), "{told}");
        assert!(told.contains("pilots") && !told.contains("<b>"), "{told}");
    }
    assert!(!served.get("/story/2").await.contains("Linked stories"));
}

#[tokio::test]
async fn what_stands_inside_the_versions() {
    let served = served(1, 3).await;
    let page = served.get("/story/1").await;
    for words in [
        "People, places and quotes",
        "Mara Lund",
        "We have waited long enough",
        "How the story grew",
        "Hour by hour",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn ten_thousand_articles_are_paged_to_the_end() {
    let served = served(3_334, 3).await;
    let (mut path, mut seen, mut pages) = ("/".to_owned(), std::collections::BTreeSet::new(), 0);
    loop {
        let page = served.get(&path).await;
        pages += 1;
        let stories = page
            .match_indices("id=\"s")
            .filter_map(|(at, _)| page[at + 5..].split('"').next()?.parse::<i64>().ok());
        for story in stories {
            assert!(seen.insert(story), "story {story} is on two pages");
        }
        let next = page.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
        let Some(next) = next else { break };
        path = next.replace("&#38;", "&").replace("&amp;", "&");
    }
    assert_eq!((seen.len(), pages), (3_334, 99));
    for path in [
        "/search?q=harbour&page=3",
        "/starred",
        "/feeds",
        "/?show=unread&page=2",
        "/story/3334",
        "/?page=100000",
    ] {
        served.get(path).await;
    }
}

/// One story that grew out of hand: its page stays a page.
#[tokio::test]
async fn the_page_of_a_story_of_twelve_thousand_is_a_page() {
    let served = served(1, 12_000).await;
    let first = served.get("/story/1").await;
    assert!(first.len() < 120_000, "{} bytes", first.len());
    assert!(
        first.contains("Versions 1 to 50 of 12\u{202f}000")
            && first.contains("href=\"/story/1?page=2\">Show more")
    );
    assert_eq!(first.matches("class=\"flag\">Lead").count(), 1, "the lead stands on the first page");
    let last = served.get("/story/1?page=240").await;
    assert!(last.len() < 120_000, "{} bytes", last.len());
    assert!(
        last.contains("Versions 11\u{202f}951 to 12\u{202f}000 of 12\u{202f}000")
            && !last.contains("Show more")
    );
    let (status, ..) = served.send(Request::get("/story/1?page=241"), "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);

    let whole: Value = serde_json::from_str(&served.get("/api/v1/stories/1").await).unwrap();
    let versions = whole["versions"].as_array().unwrap().len();
    assert_eq!((versions, &whole["articles"], &whole["more"]), (50, &12_000.into(), &true.into()));
    let end = served.get("/api/v1/stories/1?limit=500&offset=11990").await;
    let end: Value = serde_json::from_str(&end).unwrap();
    assert_eq!((end["versions"].as_array().unwrap().len(), &end["more"]), (10, &false.into()));
    assert!(served.get("/article/1").await.contains("The story, with 11\u{202f}999 other versions"));
}

const SECRET: &str = "s3cr3t-of-the-reader";

/// Every page and answer in which a feed is told of.
async fn told_of_feeds(served: &Served) -> String {
    let mut all = String::new();
    for path in [
        "/feeds",
        "/feeds/1",
        "/api/v1/feeds",
        "/feeds/export.opml",
        "/feeds/export.opml?private=1",
        "/metrics",
        "/",
    ] {
        all.push_str(&served.get(path).await);
    }
    all
}

#[tokio::test]
async fn figures_hold_for_a_minute() {
    let served = served(3, 2).await;
    let unread = |text: &str| {
        text.lines().find(|line| line.starts_with("dateline_articles_unread ")).map(str::to_owned)
    };
    let before = unread(&served.get("/metrics").await);
    assert_eq!(before.as_deref(), Some("dateline_articles_unread 6"));
    served.post("/marks", "entry=1&do=read&back=/articles").await.unwrap();
    assert_eq!(unread(&served.get("/metrics").await), before);
}

#[tokio::test]
async fn a_feed_gets_a_login_by_form_and_by_program_and_shows_it_nowhere() {
    let served = served(3, 2).await;
    let form =
        format!("feed=1&kind=basic&name=reader-name&secret={SECRET}&also=https%3A%2F%2Fcdn.example%2Fx");
    let to = served.post("/feeds/access", &form).await.unwrap();
    assert!(to.starts_with("/feeds?done=access"), "{to}");
    assert!(served.get(&to).await.contains("Access to"));
    let page = served.get("/feeds/1").await;
    let words =
        "Signs in with a user name and a password, sent to https://paper.example, https://cdn.example.";
    assert!(page.contains(words) && page.contains("Delete it"), "{page}");
    let told = told_of_feeds(&served).await;
    assert!(!told.contains(SECRET) && !told.contains("reader-name"), "{told}");
    let access = served.desk.store().access(dateline_model::FeedId(1)).await.unwrap();
    assert_eq!(access.credential.unwrap().login().expose(), SECRET);

    // The box alone does not open a feed with a login; forgetting and the empty box do.
    served.post("/feeds/access", "feed=1&kind=").await.unwrap();
    assert!(served.get("/api/v1/feeds").await.contains("\"private\":true"));
    let refused = served.tell("/api/v1/feeds/access", "{\"feed\": 1, \"private\": false}").await;
    assert!(refused["error"].to_string().contains("stays private"), "{refused}");
    served.post("/feeds/access", "feed=1&kind=forget").await.unwrap();
    assert!(served.get("/api/v1/feeds").await.contains("\"private\":false"));

    let given = format!(
        "{{\"feed\": 1, \"login\": {{\"kind\": \"header\", \"name\": \"X-Api-Key\", \"secret\": \"{SECRET}\"}}}}"
    );
    let told = served.tell("/api/v1/feeds/access", &given).await;
    assert_eq!((&told["private"], &told["login"]["kind"]), (&true.into(), &"header".into()));
    assert!(!told.to_string().contains(SECRET), "{told}");
    for (body, words) in [
        ("feed=1&kind=header&name=Host&secret=x", "is no header that a login is sent in"),
        ("feed=1&kind=bearer&secret=", "token is empty"),
        ("feed=1&kind=bearer&secret=x&also=ftp%3A%2F%2Fa.example", "cannot be sent to ftp://a.example"),
        ("feed=1&kind=bearer&secret=x&also=http%3A%2F%2Fa.example", "is not encrypted"),
        ("feed=1&kind=magic&secret=x", "no login of this kind"),
        ("feed=99&kind=bearer&secret=x", "no feed 99"),
    ] {
        let page = served.post("/feeds/access", body).await.unwrap_err();
        assert!(page.contains(words), "{body}: {page}");
    }
}

#[tokio::test]
async fn a_login_in_a_typed_address_is_not_shown_again() {
    let served = served(1, 1).await;
    let typed = format!("url=http%3A%2F%2Freader-name%3A{SECRET}%40paper.example%2Fother");
    let page = served.post("/feeds/add", &typed).await.unwrap_err();
    assert!(page.contains("value=\"http://paper.example/other\""), "{page}");
    assert!(!page.contains(SECRET) && !page.contains("reader-name"), "{page}");
}

#[tokio::test]
async fn what_a_private_feed_brought_leaves_in_no_feed_and_no_list() {
    let served = served(3, 2).await;
    served.post("/searches/save", "q=harbour&name=Harbour").await.unwrap();
    let searches: Value = serde_json::from_str(&served.get("/api/v1/searches").await).unwrap();
    let search = searches["searches"][0]["feed"].as_str().unwrap_or_default().to_owned();
    let entries = async |path: &str| served.get(path).await.matches("<entry>").count();
    assert!(entries("/feed.xml").await > 0 && entries(&search).await > 0, "{searches}");
    assert_eq!(served.get("/feeds/export.opml").await.matches("xmlUrl").count(), 1);
    served.post("/feeds/access", "feed=1&kind=&private=1").await.unwrap();
    assert_eq!((entries("/feed.xml").await, entries(&search).await), (0, 0));
    assert_eq!(served.get("/feeds/export.opml").await.matches("xmlUrl").count(), 0);
    assert_eq!(served.get("/feeds/export.opml?private=1").await.matches("xmlUrl").count(), 1);
}
