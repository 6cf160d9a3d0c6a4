//! Lists of articles and feeds as a person goes through them: pages of a list, opening, marks and taking them back, settings,
//! the table of feeds, recordings.

use crate::site::{Site, form, text};
use http::{Request, StatusCode, header};

/// Unread articles, as the list of them says.
async fn unread(site: &Site) -> u64 {
    let page = site.get("/articles").await;
    let (_, rest) = page.split_once("data-part=\"unread\">").unwrap();
    rest.split_once('<').unwrap().0.replace(',', "").parse().unwrap()
}

/// The values of an attribute of links, in order.
fn hrefs(page: &str, before: &str) -> Vec<String> {
    let parts = page.split(before).skip(1).filter_map(|rest| rest.split_once("href=\"")?.1.split_once('"'));
    parts.map(|(href, _)| href.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

fn articles(page: &str) -> Vec<String> {
    hrefs(page, "<h2 ").into_iter().filter(|href| href.starts_with("/article/")).collect()
}

#[tokio::test]
async fn a_list_is_gone_through_page_by_page() {
    let site = Site::new().await;
    let first = site.get("/articles").await;
    assert_eq!(articles(&first).len(), 50);
    let next = hrefs(&first, "<a rel=\"next\"").remove(0);
    assert!(next.starts_with("/articles?show=unread&order=newest&after="), "{next}");
    let second = site.get(&next).await;
    let mut all = articles(&first);
    all.extend(articles(&second));
    all.dedup();
    assert_eq!(all.len(), 60, "each once");
    let back = hrefs(&second, "<a rel=\"prev\"").remove(0);
    assert_eq!(articles(&site.get(&back).await).last(), articles(&first).last());
    let oldest = articles(&site.get("/articles?show=all&order=oldest&layout=list").await);
    let number = |href: &str| href.split(['/', '?']).nth(2).map(str::to_owned);
    assert_eq!(number(&oldest[0]), number(all.last().unwrap()));
    assert!(site.get("/articles?layout=full").await.contains("<div class=\"body\""));
    assert_eq!(articles(&site.get("/articles?feed=1").await).len(), 50);
    assert!(site.get("/articles?folder=None&show=all").await.contains("No articles here yet."));
    for unknown in ["/articles?feed=99", "/articles?label=99"] {
        assert_eq!(site.send(Request::get(unknown), "").await.status(), StatusCode::NOT_FOUND, "{unknown}");
    }
}

#[tokio::test]
async fn opening_marks_read_and_leads_on() {
    let site = Site::new().await;
    let list = articles(&site.get("/articles").await);
    let ahead = Request::get(&list[1]).header("sec-purpose", "prefetch");
    assert_eq!(site.send(ahead, "").await.status(), StatusCode::OK);
    site.send(Request::head(&list[1]), "").await;
    assert_eq!(unread(&site).await, 60, "nobody has looked at it");
    let page = site.get(&list[1]).await;
    assert_eq!(unread(&site).await, 59);
    assert_eq!(hrefs(&page, "<a rel=\"next\"")[0], list[2]);
    assert_eq!(hrefs(&page, "<a rel=\"prev\"")[0], list[0]);
    let above = list[0].split(['/', '?']).nth(2).unwrap();
    assert!(
        page.contains(&format!("#a{above}\"")),
        "it has left the list, whose reader goes on where it stood"
    );
    assert!(page.contains("value=\"unread\" data-key=\"m\""), "it can be marked unread");
    assert!(page.contains("<link rel=\"next\""));
    // Marked unread, it stays so when its page comes back.
    let number = list[1].split(['/', '?']).nth(2).unwrap();
    let back = format!("{}%26x", list[1].replace('&', "%26"));
    let to = site.post("/marks", &format!("entry={number}&do=unread&back={back}")).await.unwrap();
    site.get(&to).await;
    assert_eq!(unread(&site).await, 60);
    site.post("/settings", "open=keep&theme=dark&size=evil").await.unwrap();
    let page = site.get(&list[1]).await;
    assert!(page.contains("data-theme=\"dark\" data-size=\"\""), "what is not known is not set");
    assert_eq!(unread(&site).await, 60, "as its reader wants");
}

#[tokio::test]
async fn an_article_is_labelled_on_its_page() {
    let site = Site::new().await;
    let page = articles(&site.get("/articles").await).remove(0);
    let number = page.split(['/', '?']).nth(2).unwrap().to_owned();
    let back = format!("/article/{number}");
    let to = site.post("/labels", &format!("entry={number}&name=To+keep&back={back}")).await.unwrap();
    assert!(site.get(&to).await.contains("<bdi class=\"term\">To keep</bdi>"));
    let refused = site.send(form("/labels"), &format!("entry={number}&name=+")).await;
    assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
    site.post("/labels", &format!("entry={number}&without=To+keep&back={back}")).await.unwrap();
    assert!(!site.get(&to).await.contains("class=\"term\""));
}

#[tokio::test]
async fn what_is_marked_unread_stays_so_when_a_form_of_its_page_comes_back() {
    let site = Site::new().await;
    let path = articles(&site.get("/articles").await).remove(0);
    let number = path.split(['/', '?']).nth(2).unwrap().to_owned();
    let page = site.get(&path).await;
    assert_eq!(unread(&site).await, 59);
    let back = page.split_once("name=\"back\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let back = back.replace("&#38;", "&").replace("&amp;", "&").replace('&', "%26");
    site.post("/marks", &format!("entry={number}&do=unread&back={back}")).await.unwrap();
    for (form, fields) in [("/labels", "name=Later"), ("/notes/add", "text=Ask+him")] {
        let to = site.post(form, &format!("entry={number}&{fields}&back={back}")).await.unwrap();
        site.get(&to).await;
        assert_eq!(unread(&site).await, 60, "{form} {to}");
    }
    site.get(&path).await;
    assert_eq!(unread(&site).await, 59, "opened anew it is read");
}

#[tokio::test]
async fn history_tells_what_was_read_and_takes_marks_back() {
    let site = Site::new().await;
    let list = articles(&site.get("/articles").await);
    let number = list[3].split(['/', '?']).nth(2).unwrap();
    assert!(site.get("/history").await.contains("Nothing yet"));
    site.post("/marks", &format!("entry={number}&do=read&back=/articles")).await.unwrap();
    let page = site.get("/history").await;
    assert_eq!(articles(&page).len(), 1);
    let mark = page.split_once("name=\"mark\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let to = site.post("/marks/undo", &format!("mark={mark}&back=/history")).await.unwrap();
    assert_eq!((to.as_str(), unread(&site).await), ("/history?marked=undone", 60));
}

#[tokio::test]
async fn an_empty_list_leads_on() {
    let site = Site::new().await;
    // A label's list has nothing unread; the feed has.
    let number = articles(&site.get("/articles").await)[0].split(['/', '?']).nth(2).unwrap().to_owned();
    site.post("/labels", &format!("entry={number}&name=Later&back=/articles")).await.unwrap();
    site.post("/marks", &format!("entry={number}&do=read&back=/articles")).await.unwrap();
    let onward = |page: &str| {
        let blank = page.split_once("class=\"blank\"").unwrap().1.split_once("</section>").unwrap().0;
        hrefs(blank, "<a ")
    };
    let page = site.get("/articles?show=unread&label=1").await;
    assert_eq!(
        onward(&page),
        ["/articles?show=unread&feed=1&order=newest", "/articles?show=all&label=1&order=newest"]
    );
    site.post("/marks/list", "do=all&list=show%3Dunread&back=/articles").await.unwrap();
    let page = site.get("/articles?show=unread&feed=1").await;
    assert_eq!(onward(&page), ["/articles?show=all&feed=1&order=newest"]);
}

#[tokio::test]
async fn versions_are_read_together_where_their_reader_wants() {
    let site = Site::new().await;
    let list = articles(&site.get("/articles").await);
    let number = |href: &str| href.split(['/', '?']).nth(2).unwrap().to_owned();
    site.post("/settings", "together=copies").await.unwrap();
    site.get(&list[0]).await;
    assert_eq!(unread(&site).await, 59, "nothing has the same text");
    let back = format!("entry={}&do=unread&back=/articles", number(&list[0]));
    site.post("/marks", &back).await.unwrap();
    site.post("/settings", "together=story").await.unwrap();
    site.get(&list[0]).await;
    assert_eq!(unread(&site).await, 58, "the story has two versions");
    let next = number(&articles(&site.get("/articles").await)[0]);
    let to = site.post("/marks", &format!("entry={next}&do=read&back=/articles")).await.unwrap();
    assert_eq!(unread(&site).await, 56, "marking does the same");
    let mark = to.split_once("marked=").unwrap().1;
    site.post("/marks/undo", &format!("mark={mark}&back=/articles")).await.unwrap();
    assert_eq!(unread(&site).await, 58, "and is taken back as one");
}

#[tokio::test]
async fn a_list_is_marked_and_taken_back() {
    let site = Site::new().await;
    let list = articles(&site.get("/articles").await);
    let number = list[9].split(['/', '?']).nth(2).unwrap();
    let cases = [
        ("do=all&list=show%3Dunread&back=/articles".to_owned(), 0),
        ("do=all&list=show%3Dall%26feed%3D1&back=/articles".to_owned(), 0),
        (format!("do=above&entry={number}&list=show%3Dunread&back=/articles"), 51),
        (format!("do=below&entry={number}&list=show%3Dunread&back=/articles"), 10),
        ("do=week&list=show%3Dunread&back=/articles".to_owned(), 60),
    ];
    for (form, left) in cases {
        let to = site.post("/marks/list", &form).await.unwrap();
        assert!(to.starts_with("/articles?marked="), "{to}");
        let page = site.get(&to).await;
        assert_eq!(unread(&site).await, left, "{form}");
        if left == 60 {
            assert!(page.contains("Nothing to mark."));
            continue;
        }
        let changed = 60 - left;
        assert!(page.contains(&format!("{changed} article")) && page.contains("marked read."), "{form}");
        let mark = to.split_once('=').unwrap().1;
        let undone = site.post("/marks/undo", &format!("mark={mark}&back={to}")).await.unwrap();
        assert_eq!(undone, "/articles?marked=undone");
        assert!(site.get(&undone).await.contains("Undone."));
        assert_eq!(unread(&site).await, 60, "{form}");
        assert_eq!(
            site.post("/marks/undo", &format!("mark={mark}&back=//evil.example")).await.unwrap(),
            "/?marked=late"
        );
    }
    for bad in ["do=above&list=", "do=nothing&list=", "do="] {
        assert_eq!(site.send(form("/marks/list"), bad).await.status(), StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn a_script_is_answered_with_what_has_changed() {
    let site = Site::new().await;
    let number = articles(&site.get("/articles").await)[0].split(['/', '?']).nth(2).unwrap().to_owned();
    let fields =
        format!("entry={number}&do=read&list=show%3Dunread&seen=5&link=javascript:alert(1)&back=/articles");
    let response = site.send(form("/marks").header("x-dateline-part", "marks"), &fields).await;
    assert_eq!(response.status(), StatusCode::OK);
    let part = text(response).await;
    for wanted in [
        "data-state=\"read\"",
        "value=\"unread\" data-key=\"m\"",
        "1 article marked read.",
        "action=\"/marks/undo\"",
        "data-part=\"unread\">59<",
        "data-part=\"total\">59<",
    ] {
        assert!(part.contains(wanted), "{wanted} in {part}");
    }
    assert!(!part.contains("javascript:") && !part.contains("<html"), "{part}");
}

#[tokio::test]
async fn feeds_are_found_moved_and_removed() {
    let site = Site::new().await;
    let page = site.get("/feeds").await;
    assert!(
        page.contains("href=\"/articles?show=all&#38;feed=1\"") && page.contains("href=\"/feeds/1\""),
        "{page}"
    );
    for (query, found) in [
        ("q=paper", true),
        ("q=paper+EXAMPLE", true),
        ("q=heron", false),
        ("state=well", true),
        ("state=dead", false),
        ("folder=Sea", false),
        ("sort=latest", true),
        ("sort=evil&q=%3Cscript%3E", false),
        ("page=2", false),
    ] {
        let page = site.get(&format!("/feeds?{query}")).await;
        assert_eq!(page.contains("href=\"/feeds/1\""), found, "{query}");
        assert!(!page.contains("<script>"), "{query}");
    }
    let to =
        site.post("/feeds/bulk", "do=move&feed=1&feed=99&folder=+Sea+&back=/feeds?q=paper").await.unwrap();
    assert_eq!(to, "/feeds?q=paper&done=moved&count=1");
    assert!(site.get(&to).await.contains("1 feed moved."));
    assert!(site.get("/feeds?folder=Sea").await.contains("href=\"/feeds/1\""));
    assert_eq!(articles(&site.get("/articles?folder=Sea").await).len(), 50);
    let one = site.get("/feeds/1").await;
    for wanted in ["60 unread articles", "Now in Sea.", "action=\"/feeds/keep\"", "action=\"/feeds/access\""]
    {
        assert!(one.contains(wanted), "{wanted}");
    }
    assert_eq!(site.send(Request::get("/feeds/99"), "").await.status(), StatusCode::NOT_FOUND);
    assert_eq!(site.post("/feeds/bulk", "do=remove").await.unwrap(), "/feeds?done=nothing&count=0");
    assert_eq!(site.send(form("/feeds/bulk"), "do=sell&feed=1").await.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        site.post("/feeds/bulk", "do=remove&feed=1&feed=1").await.unwrap(),
        "/feeds?done=removed&count=1"
    );
    assert!(!site.get("/feeds").await.contains("href=\"/feeds/1\""));
}

#[tokio::test]
async fn recordings_are_played_by_the_number_of_their_article() {
    let site = Site::new().await;
    let page = site.get("/article/4").await;
    assert!(page.contains("<audio controls preload=\"none\" src=\"/media/e4-1\""), "{page}");
    for nothing in ["/media/e4-2", "/media/e4-0", "/media/e4", "/media/e99-1", "/media/x", "/media/e5-1"] {
        assert_eq!(site.send(Request::get(nothing), "").await.status(), StatusCode::NOT_FOUND, "{nothing}");
    }
    let odd = Request::get("/media/e4-1").header(header::RANGE, "bytes=-5");
    assert_eq!(site.send(odd, "").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_feed_is_paused_in_the_table_and_on_its_page() {
    let site = Site::new().await;
    assert!(site.get("/feeds/1").await.contains("Pause this feed"));
    let to = site.post("/feeds/bulk", "do=pause&feed=1&back=/feeds").await.unwrap();
    let table = site.get(&to).await;
    assert!(table.contains("1 feed paused.") && table.contains("1 feed: 1 paused"), "{to}");
    assert!(table.contains("<tr class=\"feed paused\"") && table.contains("Paused since"));
    assert!(site.get("/feeds?state=paused").await.contains("id=\"f1\""));
    assert!(!site.get("/feeds?state=well").await.contains("id=\"f1\""));
    assert!(site.get("/feeds/1").await.contains("Resume this feed"));
    assert!(site.get("/api/v1/feeds").await.contains("\"state\":\"paused\""));
    let back = site.post("/feeds/bulk", "do=resume&feed=1&back=/feeds/1").await.unwrap();
    assert!(site.get(&back).await.contains("Pause this feed"));
}

#[tokio::test]
async fn pages_speak_as_the_browser_asks_or_the_reader_has_set() {
    let site = Site::new().await;
    let asked = async |path: &str, languages: &str| {
        let request = Request::get(path).header("accept-language", languages);
        text(site.send(request, "").await).await
    };
    let english = asked("/articles", "fr, en;q=0.5").await;
    assert!(english.contains("<html lang=\"en\" data-theme") && english.contains("Mark all read</button>"));
    let german = asked("/articles", "de-AT, en;q=0.5").await;
    assert!(german.contains("<html lang=\"de\" data-words=\"{"), "{german}");
    assert!(german.contains("Alle als gelesen markieren</button>") && german.contains(">Artikel <span"));
    let arabic = asked("/", "ar").await;
    assert!(arabic.contains("<html lang=\"ar\" dir=\"rtl\"") && arabic.contains(">اليوم</a>"), "{arabic}");
    // What a reader has set counts more, for every page, and a browser that asks for nothing gets it too.
    site.post("/settings", "language=de").await.unwrap();
    assert!(asked("/feeds", "en").await.contains("OPML-Datei aus einem anderen Reader"));
    assert!(site.get("/settings?marked=saved").await.contains("Einstellungen gespeichert."));
    site.post("/settings", "language=").await.unwrap();
    assert!(asked("/feeds", "en").await.contains("OPML file from another reader"));
}

#[tokio::test]
async fn a_readers_own_style_sheet_stands_on_every_page_but_the_one_that_sets_it() {
    let site = Site::new().await;
    let link = |page: &str| page.contains("href=\"/style.css?v=");
    assert!(!link(&site.get("/articles").await));
    site.post("/settings", "css=.entry+%7B+color%3A+red+%7D").await.unwrap();
    assert!(link(&site.get("/articles").await) && link(&site.get("/").await));
    let settings = site.get("/settings").await;
    assert!(!link(&settings) && settings.contains(">.entry { color: red }</textarea>"), "{settings}");
    let sheet = site.send(Request::get("/style.css?v=x"), "").await;
    assert_eq!(sheet.headers()["content-type"], "text/css; charset=utf-8");
    assert_eq!(text(sheet).await, ".entry { color: red }");
    // One that fetches is not kept; what else was set is.
    let refused = site.post("/settings", "theme=dark&css=a%7Bbackground%3Aurl(%2Fx)%7D").await;
    assert_eq!(refused, Err(StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(site.get("/style.css").await, ".entry { color: red }");
    assert!(site.get("/articles").await.contains("data-theme=\"dark\""));
    site.post("/settings", "css=").await.unwrap();
    assert!(!link(&site.get("/articles").await));
}
