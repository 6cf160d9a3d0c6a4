//! ID tokens as a provider makes them, and as somebody else does.

use super::id_token::{Expected, Unbelieved, verify};
use super::keys::Keys;
use base64ct::{Base64, Base64UrlUnpadded, Encoding as _};
use jiff::Timestamp;
use ring::hmac;
use ring::rand::SystemRandom;
use ring::rsa::{KeyPair as RsaKeyPair, PublicKeyComponents};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256};
use serde_json::{Value, json};

const NOW: i64 = 1_800_000_000;
const ISSUER: &str = "https://id.example/realm";

/// A P-256 key of a provider.
pub(super) struct Signer {
    pair: EcdsaKeyPair,
    id: &'static str,
}

impl Signer {
    pub(super) fn new(id: &'static str) -> Self {
        let (algorithm, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
        let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
        Self { pair: EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap(), id }
    }

    fn point(&self) -> &[u8] {
        self.pair.public_key().as_ref()
    }

    fn key(&self) -> Value {
        let (x, y) = self.point()[1..].split_at(32);
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": self.id, "alg": "ES256", "x": text(x), "y": text(y)})
    }

    fn sign(&self, header: &Value, body: &str) -> String {
        let signed = format!("{}.{}", text(header.to_string()), text(body));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", text(signature))
    }
}

fn text(bytes: impl AsRef<[u8]>) -> String {
    Base64UrlUnpadded::encode_string(bytes.as_ref())
}

fn body() -> Value {
    json!({
        "iss": ISSUER, "sub": "7f3", "aud": "desk", "exp": NOW + 300, "iat": NOW - 5, "nonce": "n-1",
        "preferred_username": "ada",
    })
}

fn with(change: &Value) -> String {
    let mut body = body();
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    body.to_string()
}

fn without(name: &str) -> String {
    let mut body = body();
    body.as_object_mut().unwrap().remove(name);
    body.to_string()
}

fn expected() -> Expected<'static> {
    let now = Timestamp::from_second(NOW).unwrap();
    Expected { issuer: ISSUER, client: "desk", nonce: "n-1", now }
}

fn keys(all: &[Value]) -> Keys {
    Keys::parse(json!({ "keys": all }).to_string().as_bytes()).unwrap()
}

#[test]
fn a_token_of_the_provider_for_this_login_says_who_it_is() {
    let signer = Signer::new("one");
    let keys = keys(&[signer.key(), Signer::new("two").key()]);
    let header = json!({"alg": "ES256", "kid": "one", "typ": "JWT"});
    for body in [
        body().to_string(),
        with(&json!({"aud": ["desk"], "azp": "desk"})),
        with(&json!({"aud": ["desk", "mail"], "azp": "desk"})),
        with(&json!({"exp": NOW - 30, "iat": NOW + 30, "nbf": NOW + 30})),
    ] {
        let claims = verify(&signer.sign(&header, &body), &keys, &expected()).unwrap();
        assert_eq!((claims.subject.as_str(), claims.label.as_str()), ("7f3", "ada"));
    }
}

#[test]
fn rsa_is_taken_too() {
    let der = Base64::decode_vec(&include_str!("rsa_key_of_tests.txt").replace('\n', "")).unwrap();
    let pair = RsaKeyPair::from_pkcs8(&der).unwrap();
    let public = PublicKeyComponents::<Vec<u8>>::from(pair.public());
    let (n, e) = (public.n, public.e);
    let key = json!({"kty": "RSA", "kid": "r", "n": text(n), "e": text(e)});
    let signed = format!("{}.{}", text(r#"{"alg":"RS256","kid":"r"}"#), text(body().to_string()));
    let mut signature = vec![0; pair.public().modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), signed.as_bytes(), &mut signature).unwrap();
    let token = format!("{signed}.{}", text(&signature));
    assert!(verify(&token, &keys(std::slice::from_ref(&key)), &expected()).is_ok());
    signature[9] ^= 1;
    let forged = format!("{signed}.{}", text(signature));
    assert_eq!(verify(&forged, &keys(&[key]), &expected()), Err(Unbelieved::Signature));
}

#[test]
fn forged_tokens_are_refused_each_for_its_reason() {
    use Unbelieved::{Algorithm, Audience, Form, Issuer, Key, Nonce, Signature, Subject, Time};
    let (signer, stranger) = (Signer::new("one"), Signer::new("one"));
    let keys = keys(&[signer.key(), json!({"kty": "oct", "kid": "shared", "k": text("secret")})]);
    let header = json!({"alg": "ES256", "kid": "one"});
    let good = signer.sign(&header, &body().to_string());
    let parts: Vec<&str> = good.split('.').collect();
    let hashed = format!("{}.{}", text(r#"{"alg":"HS256","kid":"one"}"#), parts[1]);
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, signer.point()), hashed.as_bytes());
    let says = |change: Value| signer.sign(&header, &with(&change));
    let heads = |header: Value| signer.sign(&header, &body().to_string());
    for (forgery, token, reason) in [
        ("no signature at all", format!("{}.{}.", text(r#"{"alg":"none"}"#), parts[1]), Algorithm),
        ("the public key as a shared secret", format!("{hashed}.{}", text(tag)), Algorithm),
        ("a shared secret of the provider", heads(json!({"alg": "HS256", "kid": "shared"})), Algorithm),
        ("another algorithm than the key's", heads(json!({"alg": "RS256", "kid": "one"})), Key),
        ("another key of the same name", stranger.sign(&header, &body().to_string()), Signature),
        ("a changed body", [parts[0], &text(with(&json!({"sub": "1"}))), parts[2]].join("."), Signature),
        ("half a signature", format!("{}.{}.{}", parts[0], parts[1], &parts[2][..40]), Signature),
        ("an unknown key", heads(json!({"alg": "ES256", "kid": "three"})), Key),
        (
            "rules that must be understood",
            heads(json!({"alg": "ES256", "kid": "one", "crit": ["exp"]})),
            Form,
        ),
        ("a token of another kind", heads(json!({"alg": "ES256", "kid": "one", "typ": "logout+jwt"})), Form),
        ("two parts", parts[..2].join("."), Form),
        ("five parts", format!("{good}.a.b"), Form),
        ("another writing of the issuer", says(json!({"iss": format!("{ISSUER}/")})), Issuer),
        ("another issuer", says(json!({"iss": "https://evil.example"})), Issuer),
        (
            "the issuer twice",
            signer.sign(&header, &format!("{{\"iss\":\"x\",{}", &body().to_string()[1..])),
            Form,
        ),
        ("another client", says(json!({"aud": "mail"})), Audience),
        ("more clients, and not given to us", says(json!({"aud": ["desk", "mail"]})), Audience),
        ("given to another client", says(json!({"azp": "mail"})), Audience),
        ("nobody's", says(json!({"aud": []})), Audience),
        ("expired", says(json!({"exp": NOW - 61})), Time),
        ("made in the future", says(json!({"iat": NOW + 61})), Time),
        ("made long ago", says(json!({"iat": NOW - 3_600})), Time),
        ("not yet good", says(json!({"nbf": NOW + 61})), Time),
        ("good for ever", signer.sign(&header, &without("exp")), Form),
        ("a time in words", says(json!({"exp": "never"})), Form),
        ("of another login", says(json!({"nonce": "n-2"})), Nonce),
        ("of no login", signer.sign(&header, &without("nonce")), Nonce),
        ("about nobody", says(json!({"sub": ""})), Subject),
    ] {
        assert_eq!(verify(&token, &keys, &expected()), Err(reason), "{forgery}");
    }
}

#[test]
fn keys_for_something_else_and_keys_of_one_name_are_not_taken() {
    let (one, two) = (Signer::new("one"), Signer::new("one"));
    let mut encrypts = one.key();
    encrypts["use"] = json!("enc");
    let token = one.sign(&json!({"alg": "ES256"}), &body().to_string());
    for (all, fine) in [
        (vec![one.key()], true),
        (vec![encrypts, json!({"kty": "EC", "crv": "P-384"}), json!(7)], false),
        (vec![one.key(), two.key()], false),
        (vec![], false),
    ] {
        assert_eq!(verify(&token, &keys(&all), &expected()).is_ok(), fine, "{all:?}");
    }
    assert!(Keys::parse(b"{}").is_none() && Keys::parse(b"<html>").is_none());
}
