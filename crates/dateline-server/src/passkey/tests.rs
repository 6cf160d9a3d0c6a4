//! An authenticator made of a few lines, and what becomes of answers that are not quite its own.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};
use serde_json::json;

const EXPECTED: Expected<'_> =
    Expected { challenge: "c-1", origin: "https://desk.example", party: "desk.example" };
const SEEN: u8 = USER_PRESENT | USER_VERIFIED;

fn client(kind: &str, challenge: &str, origin: &str) -> Vec<u8> {
    json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
        .to_string()
        .into_bytes()
}

fn data(party: &str, flags: u8, counter: u32) -> Vec<u8> {
    [Sha256::digest(party).as_slice(), &[flags], &counter.to_be_bytes()].concat()
}

/// CBOR of byte strings and of small whole numbers.
fn string(bytes: &[u8]) -> Vec<u8> {
    [&[0x59][..], &u16::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

fn es256(point: &[u8]) -> Vec<u8> {
    [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21][..], &string(&point[1..33]), &[0x22], &string(&point[33..])]
        .concat()
}

fn attestation(flags: u8, credential: &[u8], key: &[u8]) -> Vec<u8> {
    let length = u16::try_from(credential.len()).unwrap().to_be_bytes();
    let data = [&data("desk.example", flags, 0)[..], &[0; 16], &length, credential, key].concat();
    [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData", &string(&data)[..]].concat()
}

fn pair() -> EcdsaKeyPair {
    let (algorithm, random) = (&ECDSA_P256_SHA256_ASN1_SIGNING, SystemRandom::new());
    let made = EcdsaKeyPair::generate_pkcs8(algorithm, &random).unwrap();
    EcdsaKeyPair::from_pkcs8(algorithm, made.as_ref(), &random).unwrap()
}

#[test]
fn a_key_that_was_made_for_this_desk_is_taken() {
    let pair = pair();
    let asked = client("webauthn.create", "c-1", "https://desk.example");
    let made = |flags, credential: &[u8], key: &[u8]| {
        verify_made(&asked, &attestation(flags, credential, key), &EXPECTED)
    };
    let point = pair.public_key().as_ref();
    let found = made(SEEN | HAS_KEY | BACKUP_ELIGIBLE | BACKED_UP, b"id", &es256(point)).unwrap();
    assert_eq!((found.algorithm, found.public_key.as_slice(), found.backed_up), (ES256, point, true));
    assert_eq!(found.credential, b"id");
    let ed = [&[0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21][..], &string(&[7; 32])].concat();
    assert_eq!(made(SEEN | HAS_KEY, b"id", &ed).unwrap().algorithm, EDDSA);
    let rsa_key =
        [&[0xa4, 1, 3, 3, 0x39, 1, 0, 0x20][..], &string(&[9; 256]), &[0x21, 0x43, 1, 0, 1]].concat();
    let found = made(SEEN | HAS_KEY, b"id", &rsa_key).unwrap();
    let parts = rsa(&found.public_key).unwrap();
    assert_eq!((found.algorithm, parts.n.len(), parts.e), (RS256, 256, &[1, 0, 1][..]));

    let key = es256(point);
    for (why, found, fault) in [
        ("nobody was seen", made(USER_PRESENT | HAS_KEY, b"id", &key), PasskeyFault::Unverified),
        ("nobody was there", made(USER_VERIFIED | HAS_KEY, b"id", &key), PasskeyFault::Unverified),
        ("no key", made(SEEN, b"id", &key), PasskeyFault::Form),
        (
            "backed up without being able to",
            made(SEEN | HAS_KEY | BACKED_UP, b"id", &key),
            PasskeyFault::Form,
        ),
        ("no name", made(SEEN | HAS_KEY, b"", &key), PasskeyFault::Form),
        ("a long name", made(SEEN | HAS_KEY, &[1; 1024], &key), PasskeyFault::Form),
        ("half a key", made(SEEN | HAS_KEY, b"id", &key[..20]), PasskeyFault::Form),
        (
            "another algorithm",
            made(SEEN | HAS_KEY, b"id", &[0xa3, 1, 2, 3, 0x38, 0x22, 0x20, 2]),
            PasskeyFault::Algorithm,
        ),
        (
            "a login",
            verify_made(&client("webauthn.get", "c-1", EXPECTED.origin), &[], &EXPECTED),
            PasskeyFault::Kind,
        ),
        ("no CBOR", verify_made(&asked, b"\xff", &EXPECTED), PasskeyFault::Form),
    ] {
        assert_eq!(found, Err(fault), "{why}");
    }
}

#[test]
fn a_signature_counts_for_this_question_at_this_desk() {
    let (pair, random) = (pair(), SystemRandom::new());
    let point = pair.public_key().as_ref().to_vec();
    let sign = |client: &[u8], authenticator: &[u8]| {
        pair.sign(&random, &[authenticator, &Sha256::digest(client)].concat()).unwrap().as_ref().to_vec()
    };
    let check = |why: &str, client: Vec<u8>, authenticator: Vec<u8>, expected: Result<u32, PasskeyFault>| {
        let signature = sign(&client, &authenticator);
        let signed = Signed { client: &client, authenticator: &authenticator, signature: &signature };
        let found = verify_signed(&signed, (ES256, &point), &EXPECTED).map(|used| used.counter);
        assert_eq!(found, expected, "{why}");
    };
    let asked = || client("webauthn.get", "c-1", "https://desk.example");
    let seen = || data("desk.example", SEEN, 5);
    check("as it was asked", asked(), seen(), Ok(5));
    check(
        "another question",
        client("webauthn.get", "c-2", EXPECTED.origin),
        seen(),
        Err(PasskeyFault::Challenge),
    );
    check(
        "made, not asked",
        client("webauthn.create", "c-1", EXPECTED.origin),
        seen(),
        Err(PasskeyFault::Kind),
    );
    for origin in [
        "https://evil.example",
        "http://desk.example",
        "https://desk.example:8443",
        "https://desk.example.evil.example",
    ] {
        check(origin, client("webauthn.get", "c-1", origin), seen(), Err(PasskeyFault::Origin));
    }
    let framed =
        json!({"type": "webauthn.get", "challenge": "c-1", "origin": EXPECTED.origin, "crossOrigin": true});
    check("in a frame of another site", framed.to_string().into_bytes(), seen(), Err(PasskeyFault::Origin));
    check("a key of another site", asked(), data("evil.example", SEEN, 5), Err(PasskeyFault::Party));
    check("nobody was seen", asked(), data("desk.example", USER_PRESENT, 5), Err(PasskeyFault::Unverified));
    check("cut off", asked(), seen()[..36].to_vec(), Err(PasskeyFault::Form));
    check("no JSON", b"{".to_vec(), seen(), Err(PasskeyFault::Form));

    let (client, authenticator) = (asked(), seen());
    let signature = sign(&client, &authenticator);
    let signed = |signature| Signed { client: &client, authenticator: &authenticator, signature };
    let other = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
    let other = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, other.as_ref(), &random).unwrap();
    let wrong = Err(PasskeyFault::Signature);
    assert_eq!(verify_signed(&signed(&signature), (ES256, other.public_key().as_ref()), &EXPECTED), wrong);
    assert_eq!(verify_signed(&signed(&signature), (EDDSA, &point), &EXPECTED), wrong);
    assert_eq!(verify_signed(&signed(&signature[1..]), (ES256, &point), &EXPECTED), wrong);
    let unknown = verify_signed(&signed(&signature), (-47, &point), &EXPECTED);
    assert_eq!(unknown, Err(PasskeyFault::Algorithm));

    let ed = Ed25519KeyPair::from_pkcs8(Ed25519KeyPair::generate_pkcs8(&random).unwrap().as_ref()).unwrap();
    let message = [authenticator.as_slice(), &Sha256::digest(&client)].concat();
    let signature = ed.sign(&message);
    assert!(verify_signed(&signed(signature.as_ref()), (EDDSA, ed.public_key().as_ref()), &EXPECTED).is_ok());
}

#[test]
fn keys_are_made_for_names_and_not_for_addresses() {
    for (host, expected) in [
        ("desk.example:8443", Some("desk.example")),
        ("localhost:8460", Some("localhost")),
        ("127.0.0.1:8460", None),
        ("[::1]:8460", None),
        ("192.0.2.1", None),
        ("", None),
    ] {
        assert_eq!(party(host), expected, "{host}");
    }
}
