//! Passkeys, with an authenticator of the tests: made for an account, logged in with, and what attacks on it come to.

use crate::fixture;
use crate::house::open;
use crate::login::{Answer, Browser};
use axum::Router;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use dateline_desk::Desk;
use dateline_model::UserId;
use dateline_server::{Settings, app};
use http::{StatusCode, header};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PARTY: &str = "localhost";
const ORIGIN: &str = "http://localhost:8460";

fn text(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&[0x59][..], &u16::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

/// One key in an authenticator that asks for a finger each time.
struct Authenticator {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    handle: Vec<u8>,
    counter: u32,
}

impl Authenticator {
    fn new(id: &[u8]) -> Self {
        let (algorithm, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap();
        Self { pair, id: id.to_vec(), handle: Vec::new(), counter: 0 }
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        [Sha256::digest(PARTY).as_slice(), &[flags], &self.counter.to_be_bytes()].concat()
    }

    fn client(kind: &str, challenge: &str, origin: &str) -> String {
        json!({"type": kind, "challenge": challenge, "origin": origin}).to_string()
    }

    fn make(&mut self, options: &Value) -> Value {
        self.handle = Base64UrlUnpadded::decode_vec(options["user"]["id"].as_str().unwrap()).unwrap();
        let point = self.pair.public_key().as_ref();
        let key = [
            &[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..],
            &string(&point[1..33]),
            &[0x22],
            &string(&point[33..]),
        ];
        let length = u16::try_from(self.id.len()).unwrap().to_be_bytes();
        let data = [&self.data(0x45)[..], &[0; 16], &length, &self.id, &key.concat()].concat();
        let object = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData", &string(&data)[..]].concat();
        let client = Self::client("webauthn.create", options["challenge"].as_str().unwrap(), ORIGIN);
        json!({"name": "Telephone", "client": text(client), "attestation": text(object)})
    }

    fn sign(&mut self, options: &Value, origin: &str) -> Value {
        self.counter += 1;
        let client = Self::client("webauthn.get", options["challenge"].as_str().unwrap(), origin);
        let data = self.data(0x05);
        let message = [&data[..], &Sha256::digest(&client)].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &message).unwrap();
        json!({
            "id": text(&self.id), "client": text(client), "authenticator": text(data), "signature": text(signature),
            "handle": text(&self.handle), "next": "/feeds",
        })
    }
}

struct House {
    _folder: tempfile::TempDir,
    desk: Desk,
    app: Router,
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (desk, _) = fixture::served(folder.path(), 1, 1).await;
        for name in ["Ada", "Bert"] {
            open(&desk, name).await;
        }
        let app = app(desk.clone(), Settings::default());
        Self { _folder: folder, desk, app }
    }

    /// Asks as a script of the desk does, and gives the JSON of the answer too.
    async fn post(&self, cookie: &str, path: &str, value: &Value) -> (Answer, Value) {
        let browser = Browser::new(&self.app).with("cookie", cookie).of_script();
        let answer = browser.ask("POST", path, &value.to_string()).await;
        let said = serde_json::from_str(&answer.text).unwrap_or(Value::Null);
        (answer, said)
    }

    async fn session(&self, name: &str) -> String {
        Browser::new(&self.app).log_in(name, crate::house::LONG, "").await.cookie()
    }

    async fn begin(&self, session: &str, password: &str) -> (String, Value) {
        let (answer, options) =
            self.post(session, "/account/passkeys/begin", &json!({"password": password})).await;
        let is_asked = answer.headers.contains_key(header::SET_COOKIE);
        let cookie = if is_asked { answer.cookie() } else { String::new() };
        (format!("{session}; {cookie}"), options)
    }

    async fn made(&self, session: &str, authenticator: &mut Authenticator) -> Value {
        let (cookies, options) = self.begin(session, crate::house::LONG).await;
        self.post(&cookies, "/account/passkeys/add", &authenticator.make(&options)).await.1
    }

    /// The question of a login, with the cookie that it came with.
    async fn asked(&self) -> (String, Value) {
        let (answer, options) = self.post("a=b", "/login/passkey/begin", &json!({})).await;
        (answer.cookie(), options)
    }
}

#[tokio::test]
async fn a_passkey_logs_in_without_a_name_a_password_or_a_code() {
    let house = House::new().await;
    let ada = house.session("Ada").await;
    let refused = house.begin(&ada, "wrong one here").await.1;
    assert_eq!(refused["error"], "The password is another one.");
    let mut telephone = Authenticator::new(b"one");
    assert_eq!(house.made(&ada, &mut telephone).await["to"], "/account?done=passkey#passkeys");
    let again = house.made(&ada, &mut telephone).await;
    assert!(again["error"].as_str().unwrap().contains("linked to an account already"), "{again}");

    let (cookie, options) = house.asked().await;
    assert_eq!((&options["rpId"], &options["userVerification"]), (&json!("localhost"), &json!("required")));
    assert_eq!(options["allowCredentials"], json!([]), "it tells nobody which keys there are");
    let (done, said) = house.post(&cookie, "/login/passkey", &telephone.sign(&options, ORIGIN)).await;
    assert_eq!((done.status, &said["to"]), (StatusCode::OK, &json!("/feeds")), "{}", done.text);
    let inside = Browser::new(&house.app).with("cookie", &done.cookie());
    let page = inside.get("/account").await.text;
    assert!(page.contains("<h1>Ada</h1>") && page.contains("Telephone"));

    let id = house.desk.store().passkeys(UserId::OWNER).await.unwrap()[0].id;
    let remove = async |cookie: &str, password: &str| {
        let body = format!("passkey={id}&password={password}");
        Browser::new(&house.app).with("cookie", cookie).ask("POST", "/account/passkeys/remove", &body).await
    };
    let bert = house.session("Bert").await;
    assert_eq!(
        remove(&bert, "gull+heron+tern+avocet").await.status,
        StatusCode::NOT_FOUND,
        "it is not Bert's"
    );
    assert_eq!(remove(&ada, "wrong").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(remove(&ada, "gull+heron+tern+avocet").await.to(), "/account?done=passkey-removed#passkeys");
    let (cookie, options) = house.asked().await;
    let gone = house.post(&cookie, "/login/passkey", &telephone.sign(&options, ORIGIN)).await.1;
    assert_eq!(gone["error"], "The signature is not that of the key.");
}

#[tokio::test]
async fn an_answer_counts_once_in_the_browser_that_was_asked() {
    let house = House::new().await;
    let ada = house.session("Ada").await;
    let mut telephone = Authenticator::new(b"one");
    house.made(&ada, &mut telephone).await;
    let log_in = async |cookie: &str, signed: &Value| {
        let (answer, said) = house.post(cookie, "/login/passkey", signed).await;
        (answer.status, said["error"].as_str().unwrap_or_default().to_owned())
    };
    let late = "This is the answer to another question, or came too late.";
    let wrong = "The signature is not that of the key.";
    let check = async |why: &str, (status, said): (StatusCode, String), words: &str| {
        assert_eq!((status, said.as_str()), (StatusCode::UNPROCESSABLE_ENTITY, words), "{why}");
    };
    let (cookie, options) = house.asked().await;
    let (other_cookie, _) = house.asked().await;
    let signed = telephone.sign(&options, ORIGIN);
    check("another browser", log_in("a=b", &signed).await, late).await;
    check("another question", log_in(&other_cookie, &signed).await, late).await;
    let elsewhere = telephone.sign(&options, "https://evil.example");
    check("another site", log_in(&cookie, &elsewhere).await, "The key was asked for by another site.").await;
    let mut forged = signed.clone();
    forged["handle"] = json!(text(b"somebody else"));
    check("another person", log_in(&cookie, &forged).await, wrong).await;
    assert_eq!(log_in(&cookie, &signed).await.0, StatusCode::OK);
    check("the same answer again", log_in(&cookie, &signed).await, late).await;
    telephone.counter = 0;
    let (cookie, options) = house.asked().await;
    check("a copy of the key", log_in(&cookie, &telephone.sign(&options, ORIGIN)).await, wrong).await;
}

#[tokio::test]
async fn who_is_kept_out_is_kept_out_with_a_passkey_too() {
    let house = House::new().await;
    let bert = house.session("Bert").await;
    let mut telephone = Authenticator::new(b"one");
    house.made(&bert, &mut telephone).await;
    house.desk.store().disable_account(UserId(2), true, fixture::clock()).await.unwrap();
    let (cookie, options) = house.asked().await;
    let said = house.post(&cookie, "/login/passkey", &telephone.sign(&options, ORIGIN)).await.1;
    assert_eq!(said["error"], "The signature is not that of the key.");
    let trail = house.desk.store().audit_trail(None, 50).await.unwrap();
    let events: Vec<_> = trail.iter().map(|row| row.event.as_str()).collect();
    assert!(events.contains(&"login refused") && events.contains(&"passkey made"), "{events:?}");
    let ada = house.session("Ada").await;
    let address = Browser::new(&house.app).with("host", "127.0.0.1:8460").with("cookie", &ada).of_script();
    let said = address.ask("POST", "/login/passkey/begin", "{}").await;
    assert!(
        said.status == StatusCode::CONFLICT && said.text.contains("not under an IP address"),
        "{}",
        said.text
    );
}
