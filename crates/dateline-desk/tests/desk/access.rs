//! Feeds with a login: who sees it, what is said where it is refused, what is kept apart.

use crate::press::{Press, close, held, url};
use dateline_desk::{AddError, Added, Desk, LoginWish, Which, Wish, health};
use dateline_model::{FeedId, Login, LoginError, WebOrigin};
use dateline_store::FeedRecord;

const BASIC: &str = "authorization: Basic bWU6czNjcjN0";

fn wish() -> Wish {
    let login = Login::basic("me", "s3cr3t").unwrap();
    Wish {
        login: Some(LoginWish { login, also: Vec::new(), allow_http: true, typed: false }),
        ..Wish::default()
    }
}

async fn add(desk: &Desk, address: &str, wish: Wish) -> Result<Added, AddError> {
    desk.add_typed(address, url(address), wish).await
}

async fn only(desk: &Desk) -> FeedRecord {
    desk.reader().feeds().await.unwrap().remove(0)
}

async fn words(desk: &Desk) -> String {
    health::words(&only(desk).await, desk.now())
}

/// Polls every feed, an hour later.
async fn again(press: &Press, desk: &Desk) {
    press.pass_minutes(61);
    desk.update(Which::All).await.unwrap();
}

#[tokio::test]
async fn a_feed_and_its_own_pages_are_asked_with_the_login_and_nothing_else_is() {
    let press = Press::new().await;
    press.set(
        "gull.localhost/feed",
        200,
        "content-type: application/rss+xml",
        "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>The Gull</title>\
         <a:link rel='hub' href='http://tern.localhost/hub'/><image><url>http://gull.localhost/i.png</url></image>\
         <item><guid>a</guid><title>Own</title><link>http://gull.localhost/own</link></item>\
         <item><guid>b</guid><title>Other</title><link>http://tern.localhost/other</link></item></channel></rss>",
    );
    press.lock("gull.localhost/feed", BASIC);
    for address in ["gull.localhost/own", "tern.localhost/other"] {
        press.page(&format!("http://{address}").replace("http://", ""), "The tide", "the tide");
    }
    let desk = press.reachable().await;
    let added = add(&desk, "http://gull.localhost/feed", wish()).await.unwrap();
    assert!(
        matches!(&added, Added::Feed { private: true, secret: None, passed_over, .. } if passed_over.is_empty())
    );
    desk.update(Which::All).await.unwrap();
    desk.renew_hub_leases().await.unwrap();
    desk.picture(&url("http://gull.localhost/i.png")).await.unwrap();
    assert_eq!(press.shown(), ["gull.localhost/feed", "gull.localhost/feed", "gull.localhost/own"]);
    assert_eq!((press.asked("tern.localhost/other"), press.asked("tern.localhost/hub")), (1, 0));
    assert_eq!(held(&desk).await.len(), 2);
    assert!(press.asked("gull.localhost/i.png") == 1 && press.asked("gull.localhost/robots.txt") > 0);
}

#[tokio::test]
async fn a_page_that_another_feed_brought_too_is_asked_for_without_the_login() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/own", "The tide")]);
    press.feed("tern.localhost", &[]);
    let item = "<rss version='2.0'><channel><title>The tern</title><item><guid>x</guid><title>The tide</title>\
                <link>http://gull.localhost/own</link></item></channel></rss>";
    press.set("tern.localhost/feed", 200, "content-type: application/rss+xml", item);
    press.set("gull.localhost/own", 503, "", "");
    let desk = press.desk().await;
    add(&desk, "http://gull.localhost/feed", wish()).await.unwrap();
    add(&desk, "http://tern.localhost/feed", Wish::default()).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let shown = || press.shown().iter().filter(|address| *address == "gull.localhost/own").count();
    let (before, asked) = (shown(), press.asked("gull.localhost/own"));
    press.page("gull.localhost/own", "The tide", "the tide");
    press.pass_minutes(11);
    desk.update(Which::All).await.unwrap();
    // Where the two are one article its page is for the readers of both.
    if held(&desk).await.len() == 1 {
        assert_eq!((shown(), press.asked("gull.localhost/own")), (before, asked + 1));
    }
}

#[tokio::test]
async fn what_is_said_where_a_login_is_refused() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    press.feed("tern.localhost", &[]);
    let desk = press.desk().await;
    add(&desk, "http://gull.localhost/feed", wish()).await.unwrap();
    for status in [401, 403] {
        press.set("gull.localhost/feed", status, "", "");
        again(&press, &desk).await;
        let said = words(&desk).await;
        assert!(said.contains(&format!(": the login was refused (answers {status}); set it anew")), "{said}");
        assert_eq!(only(&desk).await.health.error_kind.as_deref(), Some("failed:auth"));
    }
    press.set("gull.localhost/feed", 302, "location: http://tern.localhost/feed", "");
    press.set("tern.localhost/feed", 401, "", "");
    press.pass_minutes(24 * 60);
    again(&press, &desk).await;
    let said = words(&desk).await;
    assert!(said.contains("redirects to http://tern.localhost, where the login is not sent"), "{said}");
    assert!(!press.shown().contains(&"tern.localhost/feed".to_owned()));
}

#[tokio::test]
async fn a_feed_that_moves_takes_no_login_along() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    press.feed("tern.localhost", &[]);
    let desk = press.desk().await;
    add(&desk, "http://gull.localhost/feed", wish()).await.unwrap();
    press.set("gull.localhost/feed", 301, "location: http://tern.localhost/feed", "");
    for _ in 0..3 {
        again(&press, &desk).await;
    }
    assert_eq!(only(&desk).await.url.as_str(), "http://tern.localhost/feed");
    press.set("tern.localhost/feed", 401, "", "");
    again(&press, &desk).await;
    let said = words(&desk).await;
    assert!(
        said.contains(": has moved, and its login was for http://gull.localhost (answers 401)"),
        "{said}"
    );
    assert!(!press.shown().contains(&"tern.localhost/feed".to_owned()), "{:?}", press.shown());
}

#[tokio::test]
async fn candidates_of_other_origins_see_no_login() {
    let press = Press::new().await;
    let page =
        "<html><link rel='alternate' type='application/rss+xml' href='http://tern.localhost/feed'></html>";
    press.set("gull.localhost/", 200, "content-type: text/html", page);
    press.feed("tern.localhost", &[]);
    let desk = press.desk().await;
    let Added::Feed { passed_over, private, .. } =
        add(&desk, "http://gull.localhost/", wish()).await.unwrap()
    else {
        panic!("one feed")
    };
    assert!(
        !private && passed_over[0].contains("the feed stands at http://tern.localhost"),
        "{passed_over:?}"
    );
    assert_eq!(press.shown(), ["gull.localhost/"]);
    assert!(!only(&desk).await.has_login);
    // Named, it may see it.
    let also = vec![WebOrigin::of(&url("http://tern.localhost/"))];
    let login = LoginWish { also, ..wish().login.unwrap() };
    let named = Wish { login: Some(login), ..Wish::default() };
    add(&desk, "http://gull.localhost/", named).await.unwrap();
    assert!(only(&desk).await.has_login && press.shown().contains(&"tern.localhost/feed".to_owned()));
}

#[tokio::test]
async fn a_login_in_an_address_becomes_the_feeds_own() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[]);
    press.lock("gull.localhost/feed", BASIC);
    let desk = press.desk().await;
    let typed = "http://me:s3cr3t@gull.localhost/feed";
    let refused = add(&desk, typed, Wish::default()).await.unwrap_err();
    assert!(refused.to_string().contains("were left out, for they would be sent unencrypted"), "{refused}");
    assert!(!refused.to_string().contains("s3cr3t") && press.shown().is_empty());
    let explicit = LoginWish { allow_http: false, ..wish().login.unwrap() };
    let explicit = Wish { login: Some(explicit), ..Wish::default() };
    let refused = add(&desk, "http://gull.localhost/feed", explicit).await.unwrap_err();
    assert!(matches!(refused, AddError::Login(LoginError::Plain(_))), "{refused}");
    add(&desk, typed, Wish { allow_http: true, ..Wish::default() }).await.unwrap();
    let feed = only(&desk).await;
    assert_eq!((feed.url.as_str(), feed.has_login), ("http://gull.localhost/feed", true));
    // Where no scheme was typed, it is not sent in the clear instead of over TLS.
    press.feed("tern.localhost", &[]);
    let supposed =
        desk.add_typed("me@tern.localhost/feed", url("https://tern.localhost/feed"), Wish::default());
    let Added::Feed { url: found, login: None, passed_over, .. } = supposed.await.unwrap() else {
        panic!("a feed")
    };
    assert_eq!(found.as_str(), "http://tern.localhost/feed");
    assert!(
        passed_over[0].starts_with("the user name and password in the address, for they"),
        "{passed_over:?}"
    );
    assert!(!press.shown().contains(&"tern.localhost/feed".to_owned()));
    let list = "<opml version='2.0'><body><outline text='S' xmlUrl='https://me:s3cr3t@skua.localhost/feed'/>\
                <outline text='A' xmlUrl='http://me:s3cr3t@auk.localhost/feed'/></body></opml>";
    let Added::List { new, unusable, kept_logins: 1, .. } = desk.add_list(list.as_bytes()).await.unwrap()
    else {
        panic!("a list")
    };
    assert_eq!(new.len(), 2);
    assert!(
        unusable.len() == 1 && unusable[0].starts_with("http://auk.localhost/feed: the login"),
        "{unusable:?}"
    );
    let access = desk.store().access(new[0]).await.unwrap();
    assert_eq!(access.credential.unwrap().login().expose(), "s3cr3t");
    assert!(!format!("{:?} {unusable:?}", desk.reader().feeds().await.unwrap()).contains("s3cr3t"));
}

#[tokio::test]
async fn a_feed_whose_key_is_missing_rests_and_says_so() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/own", "The tide")]);
    press.page("gull.localhost/own", "The tide", "the tide");
    press.lock("gull.localhost/feed", BASIC);
    let path = press.dir.path().join("desk.db");
    let desk = press.desk_in(&path).await;
    add(&desk, "http://gull.localhost/feed", wish()).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let key = press.dir.path().join("desk.db.key");
    let kept = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    close(desk).await;
    let desk = press.desk_in(&path).await;
    let before = press.requests();
    again(&press, &desk).await;
    let said = words(&desk).await;
    assert!(said.contains("the key of the feeds' logins, is missing: put the file back"), "{said}");
    assert_eq!((press.requests(), held(&desk).await.len()), (before, 1));
    std::fs::write(&key, kept).unwrap();
    press.pass_minutes(24 * 60);
    again(&press, &desk).await;
    assert_eq!(only(&desk).await.health.failures, 0);
}

#[tokio::test]
async fn a_login_that_is_set_later_is_used_at_once_and_without_conditions() {
    let press = Press::new().await;
    press.feed("gull.localhost", &[("/a", "The tide")]);
    press.page("gull.localhost/a", "The tide", "the tide");
    let desk = press.desk().await;
    add(&desk, "http://gull.localhost/feed", Wish::default()).await.unwrap();
    desk.update(Which::All).await.unwrap();
    let credential = wish().login.unwrap().at(&url("http://gull.localhost/feed")).unwrap();
    desk.reader().set_login(FeedId(1), credential, desk.now()).await.unwrap();
    // The same document: a condition would be answered by 304.
    desk.update(Which::All).await.unwrap();
    assert_eq!(only(&desk).await.health.status, Some(200));
    assert_eq!(press.shown(), ["gull.localhost/feed"]);
}

#[tokio::test]
async fn a_secret_address_is_proposed_as_private_and_leaves_in_no_list() {
    let press = Press::new().await;
    for path in ["feed?token=9pXk2LmQ8vRt4ZbN", "feed?marked=1", "feed"] {
        press.set(
            &format!("gull.localhost/{path}"),
            200,
            "",
            "<rss version='2.0'><channel><title>G</title></channel></rss>",
        );
    }
    let desk = press.desk().await;
    let of = async |path: &str, private: bool| {
        let wish = Wish { private, ..Wish::default() };
        match add(&desk, &format!("http://gull.localhost/{path}"), wish).await.unwrap() {
            Added::Feed { private, secret, .. } => (private, secret),
            other => panic!("{other:?}"),
        }
    };
    let proposed = (false, Some("the value of \u{201c}token\u{201d}".to_owned()));
    assert_eq!(of("feed?token=9pXk2LmQ8vRt4ZbN", false).await, proposed);
    assert_eq!(of("feed?token=9pXk2LmQ8vRt4ZbN", true).await, (true, None));
    assert_eq!(of("feed?marked=1", true).await, (true, None));
    assert_eq!(of("feed", false).await, (false, None));
    let (public, whole) = (desk.opml(false).await.unwrap(), desk.opml(true).await.unwrap());
    assert_eq!((public.matches("xmlUrl").count(), whole.matches("xmlUrl").count()), (1, 3));
    assert!(!public.contains("token"));
}
