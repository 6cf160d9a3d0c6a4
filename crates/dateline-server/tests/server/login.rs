//! Logging in and out: what a browser sends and gets, and what attacks on it come to.

use crate::fixture;
use crate::fixture::clock;
use crate::house::{LONG, open};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use dateline_desk::Desk;
use dateline_server::{ProxyLogin, Settings, app};
use dateline_store::{Secret, totp_code};
use http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use std::net::SocketAddr;
use std::time::Instant;
use tower::ServiceExt as _;

const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn to(&self) -> &str {
        self.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap())
    }

    /// The cookie that it sets, as a browser sends it.
    pub(crate) fn cookie(&self) -> String {
        let set = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }
}

pub(crate) struct Browser {
    app: Router,
    peer: SocketAddr,
    fields: Vec<(&'static str, String)>,
}

impl Browser {
    pub(crate) fn new(app: &Router) -> Self {
        let fields =
            vec![("host", "localhost:8460"), ("sec-fetch-site", "same-origin"), ("content-type", FORM)];
        let fields = fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        Self { app: app.clone(), peer: "127.0.0.1:9".parse().unwrap(), fields }
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.fields.retain(|(known, _)| *known != name);
        self.fields.push((name, value.to_owned()));
        self
    }

    fn from(mut self, peer: &str) -> Self {
        self.peer = format!("{peer}:9").parse().unwrap();
        self
    }

    /// The same as a script of the desk, which sends JSON.
    pub(crate) fn of_script(self) -> Self {
        self.with("content-type", "application/json")
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.fields {
            request = request.header(*name, value);
        }
        let mut request = request.body(Body::from(body.to_owned())).unwrap();
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    pub(crate) async fn log_in(&self, name: &str, password: &str, more: &str) -> Answer {
        let password = password.replace(' ', "+");
        self.ask("POST", "/login", &format!("name={name}&password={password}{more}")).await
    }
}

async fn house(settings: Settings) -> (tempfile::TempDir, Desk, Router) {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = fixture::served(folder.path(), 1, 1).await;
    for name in ["Ada", "Bert"] {
        open(&desk, name).await;
    }
    let app = app(desk.clone(), settings);
    (folder, desk, app)
}

#[tokio::test]
async fn a_login_leads_back_and_its_session_ends_with_the_logout() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let browser = Browser::new(&app);
    let sent = browser.get("/story/1?page=1").await;
    assert_eq!((sent.status, sent.to()), (StatusCode::SEE_OTHER, "/login?next=%2Fstory%2F1%3Fpage%3D1"));
    let form = browser.get(sent.to()).await;
    assert!(form.text.contains(r#"name="next" value="/story/1?page=1""#) && !form.text.contains("Starred"));
    let done = browser.log_in("ada", LONG, "&next=%2Fstory%2F1%3Fpage%3D1").await;
    assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/story/1?page=1"), "{}", done.text);
    let set = done.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"), "{set}");
    let inside = Browser::new(&app).with("cookie", &done.cookie());
    let page = inside.get("/").await;
    assert!(page.status == StatusCode::OK && page.text.contains(r#"href="/account""#));
    let out = inside.ask("POST", "/logout", "").await;
    assert!(out.headers["clear-site-data"].to_str().unwrap().contains("cache"));
    assert!(out.cookie().ends_with('='), "{}", out.cookie());
    assert_eq!(inside.get("/").await.to(), "/login", "ended at the desk, whatever the browser keeps");
}

#[tokio::test]
async fn a_login_leads_to_no_other_site() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let browser = Browser::new(&app);
    for next in [
        "//evil.example",
        "/%5Cevil.example",
        "https://evil.example",
        "/.//evil.example",
        "javascript:1",
        "/%09/evil.example",
        "/login?next=/login",
    ] {
        let done = browser.log_in("Ada", LONG, &format!("&next={next}")).await;
        assert!(done.to().starts_with('/') && !done.to().starts_with("//"), "{next}: {}", done.to());
        assert!(!done.to().contains("evil") || done.to().starts_with("/evil"), "{next}: {}", done.to());
    }
}

/// A session that somebody has planted is not the one that the login gives, and ends.
#[tokio::test]
async fn a_planted_session_gives_nobody_entry() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let planted = Browser::new(&app).log_in("Bert", LONG, "").await.cookie();
    let victim = Browser::new(&app).with("cookie", &planted);
    let own = victim.log_in("Ada", LONG, "").await.cookie();
    assert_ne!(own, planted);
    assert_eq!(victim.get("/").await.to(), "/login", "the planted one has ended");
    let chosen =
        Browser::new(&app).with("cookie", "dateline_session=chosen").log_in("Ada", LONG, "").await.cookie();
    assert_ne!(chosen, "dateline_session=chosen");
    // The cookie of a desk over TLS counts for nothing without it.
    let value = own.split_once('=').unwrap().1;
    let renamed = Browser::new(&app).with("cookie", &format!("__Host-dateline={value}"));
    assert_eq!(renamed.get("/").await.to(), "/login");
}

#[tokio::test]
async fn login_and_logout_come_from_our_own_page() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let inside = Browser::new(&app).log_in("Ada", LONG, "").await.cookie();
    let foreign = Browser::new(&app).with("cookie", &inside).with("sec-fetch-site", "cross-site");
    for (path, body) in [
        ("/login", "name=Bert&password=gull+heron+tern+avocet"),
        ("/logout", ""),
        ("/account/sessions/end-others", ""),
    ] {
        let answer = foreign.ask("POST", path, body).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
    }
    let still = Browser::new(&app).with("cookie", &inside).get("/").await;
    assert_eq!(still.status, StatusCode::OK);
}

/// The same words, and as much work, whether there is such a name or not.
#[tokio::test]
async fn nobody_learns_which_names_there_are() {
    let (_folder, desk, app) = house(Settings::default()).await;
    desk.store().disable_account(dateline_model::UserId(2), true, clock()).await.unwrap();
    let mut pages = [(); 3].map(|()| (String::new(), std::time::Duration::MAX));
    for round in 0..8 {
        for (at, name) in ["Ada", "Bert", "nobody"].iter().enumerate() {
            let browser = Browser::new(&app).from(&format!("10.{round}.{at}.1"));
            let password = if *name == "Bert" { LONG } else { "wrong one here" };
            let begun = Instant::now();
            let answer = browser.log_in(name, password, "").await;
            let quickest = pages[at].1.min(begun.elapsed());
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            pages[at] = (answer.text.replace(&format!("value=\"{name}\""), ""), quickest);
        }
    }
    let words = "Name, password or code is wrong";
    assert!(pages.iter().all(|(text, _)| *text == pages[0].0 && text.contains(words)));
    let times = pages.map(|page| page.1);
    let (least, most) = (times.iter().min().unwrap(), times.iter().max().unwrap());
    assert!(*most < *least * 3, "{times:?}");
}

#[tokio::test]
async fn who_guesses_waits_and_the_owner_elsewhere_does_not() {
    let (_folder, desk, app) = house(Settings::default()).await;
    let guesser = Browser::new(&app).from("203.0.113.7");
    for _ in 0..5 {
        assert_eq!(
            guesser.log_in("Ada", "wrong one here", "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    let told = guesser.log_in("Ada", LONG, "").await;
    assert_eq!(told.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(told.text.contains("Nobody is kept out for good"), "{}", told.text);
    let forged = Browser::new(&app).from("203.0.113.9").with("x-forwarded-for", "192.0.2.1");
    assert_eq!(
        forged.log_in("Ada", LONG, "").await.status,
        StatusCode::TOO_MANY_REQUESTS,
        "a forged header changes nothing"
    );
    assert_eq!(
        Browser::new(&app).from("198.51.100.7").log_in("Ada", LONG, "").await.status,
        StatusCode::SEE_OTHER
    );
    let trail = desk.store().audit_trail(None, 50).await.unwrap();
    assert_eq!(
        trail.iter().filter(|row| row.event == "login refused" && row.network == "203.0.113.0/24").count(),
        5
    );
    assert_eq!(trail[0].event, "login");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let log_in = async |password: &str| Browser::new(&app).log_in("Ada", password, "").await;
    let (here, there) = (log_in(LONG).await.cookie(), log_in(LONG).await.cookie());
    let inside = Browser::new(&app).with("cookie", &here);
    let change = async |current: &str, new: &str, again: &str| {
        let body = format!("current={current}&password={new}&again={again}").replace(' ', "+");
        inside.ask("POST", "/account/password", &body).await
    };
    for (current, new, again, words) in [
        (
            "another one",
            "other words than before",
            "other words than before",
            "present password is another one",
        ),
        (LONG, "other words than before", "other words", "not the same"),
        (LONG, "short", "short", "8 to 256"),
        (LONG, "password2026", "password2026", "first that are tried"),
    ] {
        let answer = change(current, new, again).await;
        assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.text.contains(words), "{words}");
    }
    let done = change(LONG, "other words than before", "other words than before").await;
    assert_eq!(done.to(), "/account?done=password");
    assert_eq!(inside.get("/account").await.status, StatusCode::OK);
    assert_eq!(Browser::new(&app).with("cookie", &there).get("/").await.to(), "/login");
    assert_eq!(log_in(LONG).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(log_in("other words than before").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn over_plain_http_from_elsewhere_no_login_is_taken_unless_it_is_allowed() {
    let names = vec!["desk.example".to_owned()];
    let trusted = vec!["127.0.0.1".parse().unwrap()];
    let settings = Settings { host_names: names.clone(), trusted_proxies: trusted, ..Settings::default() };
    let (_folder, desk, app_safe) = house(settings).await;
    let outside = |app: &Router| Browser::new(app).with("host", "desk.example");
    let refused = outside(&app_safe)
        .from("203.0.113.7")
        .with("x-forwarded-proto", "https")
        .log_in("Ada", LONG, "")
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "whoever forges the header of a proxy is none");
    assert!(refused.text.contains("trusted_proxies") && !refused.headers.contains_key(header::SET_COOKIE));
    let safe = outside(&app_safe).with("x-forwarded-proto", "https").with("x-forwarded-for", "203.0.113.7");
    let done = safe.log_in("Ada", LONG, "").await;
    let set = done.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.starts_with("__Host-dateline=") && set.contains("; Secure"), "{set}");
    assert_eq!(done.headers["strict-transport-security"], "max-age=31536000");
    for path in ["/", "/nothing/there", "/assets/desk.css", "/api/v1/nothing"] {
        let answer = safe.get(path).await;
        assert_eq!(
            answer.headers["strict-transport-security"], "max-age=31536000",
            "{path}: every answer says so"
        );
    }
    assert_eq!(safe.with("cookie", &done.cookie()).get("/").await.status, StatusCode::OK);
    let sessions = desk.store().sessions(dateline_model::UserId::OWNER, clock()).await.unwrap();
    assert_eq!(sessions[0].with.network, "203.0.113.0/24");

    let home = Settings { host_names: names, plain_http_login: true, ..Settings::default() };
    let app_home = app(desk, home);
    let browser = outside(&app_home).from("192.168.1.7");
    assert!(browser.get("/login").await.text.contains("goes over plain HTTP"));
    assert_eq!(browser.log_in("Ada", LONG, "").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_desk_in_reach_of_others_answers_its_setting_up_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, _) = fixture::served(folder.path(), 1, 1).await;
    let setup = Secret::random().unwrap();
    let settings = Settings { exposed: true, setup: Some(setup.clone()), ..Settings::default() };
    let browser = Browser::new(&app(desk.clone(), settings));
    for path in ["/", "/feeds", "/story/1", "/people"] {
        assert_eq!(browser.get(path).await.to(), "/setup", "{path}");
    }
    for path in ["/api/v1/feeds", "/feed.xml", "/metrics", "/image/e1"] {
        let answer = browser.get(path).await;
        assert!(answer.status == StatusCode::FORBIDDEN && !answer.text.contains("Harbour"), "{path}");
    }
    assert_eq!(browser.ask("POST", "/feeds/remove", "feed=1").await.status, StatusCode::FORBIDDEN);
    assert!(browser.get("/setup").await.text.contains("dateline serve printed"));
    let make = async |token: &str| {
        let body =
            format!("token={token}&name=Ada&password=gull+heron+tern+avocet&again=gull+heron+tern+avocet");
        browser.ask("POST", "/setup", &body).await
    };
    assert_eq!(make("").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(make(&"0".repeat(64)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!desk.store().has_accounts().await.unwrap());
    assert_eq!(make(setup.expose()).await.to(), "/login");
    assert_eq!(make(setup.expose()).await.status, StatusCode::NOT_FOUND, "the token counts once");
    assert_eq!(browser.get("/setup").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/").await.to(), "/login");
    assert_eq!(browser.log_in("Ada", LONG, "").await.status, StatusCode::SEE_OTHER);

    let behind =
        Settings { host_names: vec!["desk.example".to_owned()], login_by_proxy: true, ..Settings::default() };
    let folder = tempfile::tempdir().unwrap();
    let (other, _) = fixture::served(folder.path(), 1, 1).await;
    let answer = Browser::new(&app(other, behind)).with("host", "desk.example").get("/").await;
    assert_eq!(answer.status, StatusCode::OK, "a proxy in front asks for the login");
}

/// The header of a proxy that has a login of its own: from the proxy alone, for names of the settings alone, and for no app.
#[tokio::test]
async fn whom_a_trusted_proxy_tells_is_let_in_on_pages_and_nobody_else_is() {
    let users = [("ada@sso.example", "Ada"), ("carla", "Carla")]
        .map(|(told, name)| (told.to_owned(), name.to_owned()));
    let proxy_login = Some(ProxyLogin { header: "remote-user".to_owned(), users: users.into() });
    let trusted_proxies = vec!["10.0.0.1".parse().unwrap()];
    let settings = Settings {
        host_names: vec!["desk.example".to_owned()],
        trusted_proxies,
        proxy_login,
        ..Settings::default()
    };
    let (_folder, desk, app) = house(settings).await;
    let told = |peer: &str, name: &str| {
        let browser = Browser::new(&app).from(peer).with("host", "desk.example").with("remote-user", name);
        browser.with("x-forwarded-proto", "https").with("x-forwarded-for", "203.0.113.7")
    };
    let done = told("10.0.0.1", "ada@sso.example").get("/login?next=%2Ffeeds").await;
    assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/feeds"), "{}", done.text);
    let session = done.cookie();
    let page = told("10.0.0.1", "ada@sso.example").with("cookie", &session).get("/account").await;
    assert!(page.text.contains("<h1>Ada</h1>"));
    let other = told("10.0.0.1", "carla").with("cookie", &session).get("/account").await;
    assert!(
        other.to().starts_with("/login"),
        "who logs in at the proxy next does not get the session: {}",
        other.status
    );

    for (peer, name) in
        [("10.0.0.2", "ada@sso.example"), ("10.0.0.1", "Ada"), ("10.0.0.1", "bert"), ("10.0.0.1", "carla")]
    {
        let refused = told(peer, name).get("/login").await;
        assert!(!refused.headers.contains_key(header::SET_COOKIE), "{peer} {name}");
    }
    let apps = [
        "/api/v1/feeds",
        "/v1/me",
        "/api/greader.php/reader/api/0/user-info",
        "/index.php/apps/news/api/v1-3/feeds",
        "/metrics",
    ];
    for path in apps {
        let answer = told("10.0.0.1", "ada@sso.example").get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}: no app is let in by a header");
    }
    let trail = desk.store().audit_trail(None, 50).await.unwrap();
    assert!(trail.iter().any(|row| (row.name.as_str(), row.event.as_str()) == ("bert", "login refused")));
}

/// What stands between two tags of code.
fn shown(text: &str) -> Vec<String> {
    text.split("<code>").skip(1).filter_map(|rest| Some(rest.split_once("</code>")?.0.to_owned())).collect()
}

#[tokio::test]
async fn a_token_a_factor_and_an_invitation_are_shown_once() {
    let (_folder, desk, app) = house(Settings::default()).await;
    let inside =
        Browser::new(&app).with("cookie", &Browser::new(&app).log_in("Ada", LONG, "").await.cookie());
    let made = inside.ask("POST", "/account/tokens/add", "name=phone&scope=read").await;
    let token = shown(&made.text).remove(0);
    assert!(!inside.get("/account").await.text.contains(&token));
    let program = Browser::new(&app).with("authorization", &format!("Bearer {token}"));
    assert_eq!(program.get("/api/v1/feeds").await.status, StatusCode::OK);
    assert_eq!(program.get("/").await.to(), "/login", "no token opens a page");
    assert_eq!(
        Browser::new(&app).get("/feed.xml").await.headers["www-authenticate"],
        "Basic realm=\"dateline\", charset=\"UTF-8\""
    );

    let begun = inside.ask("POST", "/account/factor/begin", "password=gull+heron+tern+avocet").await;
    let seed = shown(&begun.text).remove(0);
    let done =
        inside.ask("POST", "/account/factor/confirm", &format!("code={}", totp_code(&seed, clock()))).await;
    let codes = shown(&done.text);
    assert_eq!(codes.len(), 10, "{}", done.text);
    let log_in =
        async |code: &str| Browser::new(&app).log_in("Ada", LONG, &format!("&code={code}")).await.status;
    assert_eq!(log_in("").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(log_in(&totp_code(&seed, clock())).await, StatusCode::UNPROCESSABLE_ENTITY, "it was used");
    assert_eq!(log_in(&codes[0]).await, StatusCode::SEE_OTHER);
    assert_eq!(log_in(&codes[0]).await, StatusCode::UNPROCESSABLE_ENTITY);

    let invited = inside.ask("POST", "/people/invite", "role=reader").await;
    let address = shown(&invited.text).remove(0);
    let path = address.strip_prefix("http://localhost:8460").unwrap();
    let guest = Browser::new(&app);
    assert!(guest.get(path).await.text.contains("You were invited"));
    let body = "name=Carla&password=gull+heron+tern+avocet&again=gull+heron+tern+avocet";
    assert_eq!(guest.ask("POST", path, body).await.to(), "/login");
    assert_eq!(guest.ask("POST", path, body).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(guest.log_in("Carla", LONG, "").await.status, StatusCode::SEE_OTHER);
    let people = inside.get("/people").await.text;
    assert!(people.contains("Carla") && people.contains("invitation made"));
    let reset = inside.ask("POST", "/people/change", "user=3&do=reset").await;
    assert!(shown(&reset.text)[0].contains("/link/"));
    let kept_out = inside.ask("POST", "/people/change", "user=3&do=disable").await;
    assert_eq!(kept_out.to(), "/people?done=disable");
    assert_eq!(guest.log_in("Carla", LONG, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let trail = desk.store().audit_trail(None, 99).await.unwrap();
    for event in
        ["token made", "second factor set up", "invitation made", "account disabled", "recovery code used"]
    {
        let row = trail.iter().find(|row| row.event == event).unwrap();
        assert_eq!(row.network, "127.0.0.0/24", "{event}");
    }
    let own = inside.ask("POST", "/people/change", "user=1&do=disable").await;
    assert!(own.status == StatusCode::UNPROCESSABLE_ENTITY && own.text.contains("last owner"));
}

#[tokio::test]
async fn password_fields_hide_what_is_typed_and_let_managers_fill_it() {
    let (_folder, _desk, app) = house(Settings::default()).await;
    let done = Browser::new(&app).log_in("ada", LONG, "").await;
    let inside = Browser::new(&app).with("cookie", &done.cookie());
    let mut fields = 0;
    for page in [Browser::new(&app).get("/login").await.text, inside.get("/account").await.text] {
        for tag in page.split('<').filter(|tag| tag.starts_with("input") && tag.contains("password\"")) {
            assert!(tag.contains("type=\"password\"") && tag.contains("-password\""), "{tag}");
            assert!(tag.contains("autocomplete=\"") && !tag.contains("onpaste"), "{tag}");
            fields += 1;
        }
    }
    assert!(fields >= 5, "{fields}");
}

#[tokio::test]
async fn a_session_of_another_desk_lets_nobody_in() {
    let (_here, _desk, here) = house(Settings::default()).await;
    let (_there, _other, there) = house(Settings::default()).await;
    let cookie = Browser::new(&there).log_in("ada", LONG, "").await.cookie();
    assert_eq!(Browser::new(&there).with("cookie", &cookie).get("/").await.status, StatusCode::OK);
    let sent = Browser::new(&here).with("cookie", &cookie).get("/").await;
    assert_eq!((sent.status, sent.to()), (StatusCode::SEE_OTHER, "/login"));
    assert_eq!(Browser::new(&here).with("cookie", &cookie).log_in("ada", LONG, "").await.to(), "/");
}
