//! Logins by the word of an identity provider, with a small one that answers on this machine.

use crate::fixture::clock;
use crate::house::{LONG, open};
use crate::login::{Answer, Browser};
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use dateline_desk::Desk;
use dateline_fetch::{Fetcher, HostTable, Policy};
use dateline_model::UserId;
use dateline_server::{OidcSettings, Settings, app};
use dateline_store::{Options, Store, totp_code};
use http::{HeaderMap, StatusCode, header};
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use url::Url;

const ISSUER: &str = "http://id.example";

fn text(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}

fn key() -> EcdsaKeyPair {
    let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap()
}

/// What the provider knows, and what it was asked.
struct Memory {
    key: (String, EcdsaKeyPair),
    /// Codes with who logged in, the nonce and the challenge of the login.
    codes: HashMap<String, (String, String, String)>,
    asked_for_keys: usize,
}

type Shared = Arc<Mutex<Memory>>;

async fn about() -> Json<Value> {
    Json(json!({
        "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/authorize"),
        "token_endpoint": format!("{ISSUER}/token"), "jwks_uri": format!("{ISSUER}/keys"),
    }))
}

async fn keys(State(memory): State<Shared>) -> Json<Value> {
    let mut memory = memory.lock().unwrap();
    memory.asked_for_keys += 1;
    let (x, y) = memory.key.1.public_key().as_ref()[1..].split_at(32);
    Json(json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": memory.key.0, "x": text(x), "y": text(y)}]}))
}

async fn token(State(memory): State<Shared>, headers: HeaderMap, body: String) -> (StatusCode, Json<Value>) {
    let form: HashMap<String, String> = url::form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let mut memory = memory.lock().unwrap();
    let known = headers.get(header::AUTHORIZATION).is_some_and(|value| value == "Basic ZGVzazpzM2NyZXQ=");
    let found =
        memory.codes.remove(&form["code"]).filter(|_| known && form["grant_type"] == "authorization_code");
    let Some((subject, nonce, challenge)) = found else { return (StatusCode::BAD_REQUEST, Json(json!({}))) };
    assert_eq!(
        text(Sha256::digest(&form["code_verifier"])),
        challenge,
        "whoever has the code alone has nothing"
    );
    assert_eq!(form["redirect_uri"], "http://localhost:8460/login/provider/back");
    let now = clock().as_second();
    let head = json!({"alg": "ES256", "kid": memory.key.0});
    let body =
        json!({"iss": ISSUER, "sub": subject, "aud": "desk", "exp": now + 60, "iat": now, "nonce": nonce});
    let signed = format!("{}.{}", text(head.to_string()), text(body.to_string()));
    let signature = memory.key.1.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
    (StatusCode::OK, Json(json!({"id_token": format!("{signed}.{}", text(signature))})))
}

/// A desk of Ada and Bert, and the provider that it believes.
struct House {
    _folder: tempfile::TempDir,
    desk: Desk,
    app: Router,
    memory: Shared,
    /// Seconds that have passed at the desk.
    passed: Arc<AtomicI64>,
}

impl House {
    async fn new(only: bool) -> Self {
        let provider = |memory: Shared| {
            Router::new()
                .route("/.well-known/openid-configuration", get(about))
                .route("/keys", get(keys))
                .route("/token", post(token))
                .with_state(memory)
        };
        Self::believing(only, provider).await
    }

    /// A desk that believes this provider.
    async fn believing(only: bool, provider: impl FnOnce(Shared) -> Router) -> Self {
        let codes = HashMap::new();
        let memory =
            Arc::new(Mutex::new(Memory { key: ("one".to_owned(), key()), codes, asked_for_keys: 0 }));
        let provider = provider(memory.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut hosts = HostTable::default();
        hosts.insert("id.example", listener.local_addr().unwrap()).unwrap();
        tokio::spawn(async { axum::serve(listener, provider).await });
        let mut policy = Policy::new(clock);
        policy.hosts = hosts;
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), Options::default()).unwrap();
        let fetcher = Fetcher::new(policy).unwrap();
        let passed = Arc::new(AtomicI64::new(0));
        let seconds = passed.clone();
        let now = move || clock().checked_add(SignedDuration::from_secs(seconds.load(Relaxed))).unwrap();
        let desk =
            Desk::open(store, fetcher, dateline_desk::Settings::default(), Arc::new(now)).await.unwrap();
        for name in ["Ada", "Bert"] {
            open(&desk, name).await;
        }
        let (issuer, client) = (ISSUER.to_owned(), "desk".to_owned());
        let oidc = OidcSettings {
            issuer,
            client,
            secret: Some("s3cret".to_owned()),
            name: "House login".to_owned(),
        };
        let app = app(desk.clone(), Settings { oidc: Some(oidc), oidc_only: only, ..Settings::default() });
        Self { _folder: folder, desk, app, memory, passed }
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.app)
    }

    async fn session(&self, name: &str) -> String {
        self.browser().log_in(name, LONG, "").await.cookie()
    }

    /// Logs in at the provider as somebody, and gives the address that it leads back to.
    fn at_provider(&self, address: &str, subject: &str) -> String {
        let asked: HashMap<String, String> =
            Url::parse(address).unwrap().query_pairs().into_owned().collect();
        assert!(address.starts_with("http://id.example/authorize?response_type=code&"), "{address}");
        assert_eq!(asked["code_challenge_method"], "S256");
        let mut memory = self.memory.lock().unwrap();
        let code = format!("code-{}", memory.codes.len());
        let login = (subject.to_owned(), asked["nonce"].clone(), asked["code_challenge"].clone());
        memory.codes.insert(code.clone(), login);
        format!("/login/provider/back?code={code}&state={}", asked["state"])
    }

    /// A whole login, from the page that was wanted to the answer of the desk.
    async fn log_in(&self, subject: &str, next: &str) -> Answer {
        let begun = self.browser().get(&format!("/login/provider?next={next}")).await;
        assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
        let back = self.at_provider(begun.to(), subject);
        self.browser().with("cookie", &begun.cookie()).with("sec-fetch-site", "cross-site").get(&back).await
    }

    /// Links the provider's `subject` to the account of a session.
    async fn link(&self, session: &str, subject: &str) -> Answer {
        let inside = self.browser().with("cookie", session);
        let shown = inside.ask("POST", "/account/provider/link", "password=gull+heron+tern+avocet").await;
        let address = shown.text.split("href=\"http://id.example").nth(1).unwrap().split('"').next().unwrap();
        let address = format!("http://id.example{}", address.replace("&#38;", "&").replace("&amp;", "&"));
        let back = self.at_provider(&address, subject);
        self.browser().with("cookie", &format!("{session}; {}", shown.cookie())).get(&back).await
    }
}

/// The cookie of the session among those that an answer sets.
fn session_of(answer: &Answer) -> Option<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let found =
        all.filter_map(|value| value.split(';').next()).find(|pair| pair.starts_with("dateline_session="));
    found.map(str::to_owned)
}

#[tokio::test]
async fn who_is_linked_logs_in_by_the_providers_word_and_who_is_not_does_not() {
    let house = House::new(false).await;
    assert!(house.browser().get("/login").await.text.contains("Log in with House login"));
    let stranger = house.log_in("7f3", "/").await;
    assert_eq!((stranger.status, session_of(&stranger)), (StatusCode::FORBIDDEN, None));
    assert!(stranger.text.contains("No account of this desk is linked to 7f3"), "{}", stranger.text);
    let ada = house.session("Ada").await;
    assert_eq!(house.link(&ada, "7f3").await.to(), "/account?done=linked#provider");

    let done = house.log_in("7f3", "%2Ffeeds%3Fpage%3D2").await;
    assert_eq!((done.status, done.to()), (StatusCode::SEE_OTHER, "/feeds?page=2"), "{}", done.text);
    let inside = house.browser().with("cookie", &session_of(&done).unwrap());
    assert!(inside.get("/account").await.text.contains("<h1>Ada</h1>"));
    let taken = done
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|value| value.to_str().unwrap().starts_with("dateline_login=;"));
    assert!(taken, "what was kept for the way counts once");

    let bert = house.session("Bert").await;
    let refused = house.link(&bert, "7f3").await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY
            && refused.text.contains("linked to an account already")
    );
    assert!(
        house.link(&ada, "9aa").await.text.contains("linked to an account already"),
        "nor is Ada's overwritten"
    );
    let still = house.desk.store().identity_account(ISSUER, "7f3").await.unwrap().unwrap();
    assert_eq!(still.user.id, UserId::OWNER);

    let inside = house.browser().with("cookie", &ada);
    let unlink = async |password: &str| {
        inside.ask("POST", "/account/provider/unlink", &format!("password={password}")).await
    };
    assert!(unlink("wrong+one+here").await.text.contains("The password is another one"));
    assert_eq!(unlink("gull+heron+tern+avocet").await.to(), "/account?done=unlinked#provider");
    assert_eq!(house.log_in("7f3", "/").await.status, StatusCode::FORBIDDEN);
}

/// Somebody who leads another one's browser to the end of a login of their own, or makes up a part of it.
#[tokio::test]
async fn a_login_ends_in_the_browser_that_began_it() {
    let house = House::new(false).await;
    let ada = house.session("Ada").await;
    house.link(&ada, "7f3").await;
    let begun = house.browser().get("/login/provider").await;
    let back = house.at_provider(begun.to(), "7f3");
    let (state, kept) = (back.rsplit_once('=').unwrap().1, begun.cookie());
    let other = house.browser().get("/login/provider").await.cookie();
    let (text, tag) = kept.rsplit_once('.').unwrap();
    let check = async |why: &str, cookie: &str, path: &str, words: &str| {
        let answer = house.browser().with("cookie", cookie).get(path).await;
        assert_eq!(session_of(&answer), None, "{why}");
        assert!(answer.text.contains(words), "{why}: {}", answer.text);
    };
    let begin_anew = "not begun in this browser";
    check("another browser", "a=b", &back, begin_anew).await;
    check("another login of this browser", &other, &back, begin_anew).await;
    check("what is kept is changed", &format!("{text}A.{tag}"), &back, begin_anew).await;
    check("no state", &kept, "/login/provider/back?code=code-0", begin_anew).await;
    check("another state", &kept, &format!("{back}x"), begin_anew).await;
    check(
        "another provider",
        &kept,
        &format!("{back}&iss=https%3A%2F%2Fevil.example"),
        "of another provider",
    )
    .await;
    let refused = format!("/login/provider/back?error=access_denied&state={state}");
    check("the provider refuses", &kept, &refused, "did not let you in").await;
    let unknown = format!("/login/provider/back?code=made-up&state={state}");
    check("a code that was made up", &kept, &unknown, "does not answer as it should").await;
    let done = house.browser().with("cookie", &kept).get(&back).await;
    assert!(session_of(&done).is_some(), "and the one who began it is let in: {}", done.text);
    check("the same code again", &kept, &back, "does not answer as it should").await;
    let foreign = house.browser().with("sec-fetch-site", "cross-site").get("/login/provider").await;
    assert_eq!(foreign.to(), "/login", "another site begins no login");
}

#[tokio::test]
async fn after_the_login_nobody_is_led_elsewhere() {
    let house = House::new(false).await;
    let ada = house.session("Ada").await;
    house.link(&ada, "7f3").await;
    for next in ["//evil.example", "/%5Cevil.example", "https://evil.example", "/.//evil.example", "%2Flogin"]
    {
        let done = house.log_in("7f3", next).await;
        assert!(session_of(&done).is_some() && !done.to().contains("evil"), "{next}: {}", done.to());
        assert_eq!(done.to(), "/", "{next}");
    }
}

#[tokio::test]
async fn new_keys_of_the_provider_are_asked_for_once() {
    let house = House::new(false).await;
    let ada = house.session("Ada").await;
    house.link(&ada, "7f3").await;
    assert!(session_of(&house.log_in("7f3", "/").await).is_some());
    let asked = || house.memory.lock().unwrap().asked_for_keys;
    assert_eq!(asked(), 1, "they are kept");
    house.memory.lock().unwrap().key = ("two".to_owned(), key());
    let refused = house.log_in("7f3", "/").await;
    assert_eq!(
        (refused.status, asked()),
        (StatusCode::BAD_GATEWAY, 1),
        "within a minute they are not asked for again"
    );
    house.passed.store(61, Relaxed);
    assert!(session_of(&house.log_in("7f3", "/").await).is_some());
    assert_eq!(asked(), 2);
}

#[tokio::test]
async fn a_second_factor_of_the_desk_is_asked_for_after_the_provider_too() {
    let house = House::new(false).await;
    let ada = house.session("Ada").await;
    house.link(&ada, "7f3").await;
    let store = house.desk.store();
    let seed = store.begin_totp(UserId::OWNER).await.unwrap().seed;
    let earlier = clock().checked_sub(SignedDuration::from_secs(30)).unwrap();
    store.confirm_totp(UserId::OWNER, &totp_code(&seed, earlier), clock()).await.unwrap();
    let asked = house.log_in("7f3", "/feeds").await;
    assert!(
        asked.status == StatusCode::OK
            && session_of(&asked).is_none()
            && asked.text.contains("Second factor")
    );
    let token = asked.text.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let give = async |token: &str, code: &str| {
        house.browser().ask("POST", "/login/code", &format!("token={token}&code={code}")).await
    };
    let code = totp_code(&seed, clock());
    assert_eq!(give("made.up", &code).await.to(), "/login");
    assert!(give(token, "000000").await.text.contains("The code is another one"));
    let done = give(token, &code).await;
    assert_eq!((done.to(), session_of(&done).is_some()), ("/feeds", true), "{}", done.text);
}

#[tokio::test]
async fn where_the_provider_is_the_only_way_no_password_lets_anybody_in() {
    let house = House::new(true).await;
    let refused = house.browser().log_in("Ada", LONG, "").await;
    assert_eq!((refused.status, session_of(&refused)), (StatusCode::FORBIDDEN, None));
    let page = house.browser().get("/login").await.text;
    assert!(page.contains("Log in with House login") && !page.contains("name=\"password\""), "{page}");
    let role = dateline_store::Role::Reader;
    let link = dateline_store::Link::Invitation(role);
    let secret = house.desk.store().add_link(link, "Ada".to_owned(), clock()).await.unwrap();
    let path = format!("/link/{}", secret.expose());
    let body = "name=Carla&password=gull+heron+tern+avocet&again=gull+heron+tern+avocet";
    let made = house.browser().ask("POST", &path, body).await;
    assert_eq!(made.to(), "/account#provider");
    let carla = session_of(&made).unwrap();
    assert_eq!(house.link(&carla, "c4").await.to(), "/account?done=linked#provider");
    let inside = house.browser().with("cookie", &carla);
    let refused = inside.ask("POST", "/account/provider/unlink", "password=gull+heron+tern+avocet").await;
    assert!(refused.text.contains("the only way into this desk"));
    assert!(session_of(&house.log_in("c4", "/").await).is_some());
}

#[tokio::test]
async fn a_broken_provider_is_named_in_one_sentence_and_keeps_nobody_out() {
    let described = |about: &'static str| {
        move |_: Shared| Router::new().route("/.well-known/openid-configuration", get(async move || about))
    };
    let elsewhere = r#"{"issuer": "http://other.example", "authorization_endpoint": "http://id.example/authorize",
        "token_endpoint": "http://id.example/token", "jwks_uri": "http://id.example/keys"}"#;
    let mut told = Vec::new();
    for house in [
        House::believing(false, |_| Router::new()).await,
        House::believing(false, described("<html>Under maintenance</html>")).await,
        House::believing(false, described("{}")).await,
        House::believing(false, described(elsewhere)).await,
        House::believing(false, described("{\"issuer\": 7")).await,
    ] {
        let begun = house.browser().get("/login/provider").await;
        assert_eq!((begun.status, session_of(&begun)), (StatusCode::BAD_GATEWAY, None), "{}", begun.text);
        assert!(begun.text.contains("House login"), "{}", begun.text);
        told.push(begun.text);
        let done = house.browser().log_in("Ada", LONG, "").await;
        assert!(session_of(&done).is_some(), "the other ways in are open: {}", done.text);
    }
    assert!(told.iter().all(|page| !page.contains("maintenance")), "nothing of it is passed on");

    // It breaks between the two steps of a login.
    let house = House::believing(false, |memory| {
        Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/token", post(async || "no token today"))
            .with_state(memory)
    })
    .await;
    let done = house.log_in("a1", "/").await;
    assert!(!done.status.is_success() && session_of(&done).is_none(), "{}", done.text);
    assert!(session_of(&house.browser().log_in("Ada", LONG, "").await).is_some());
}
