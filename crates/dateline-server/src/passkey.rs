//! Passkeys (WebAuthn level 3): what an authenticator made or signed is verified here over `ring`, in the order of sections 7.1 and
//! 7.2. Attestation is neither asked for nor looked at: any authenticator will do that saw its person.

mod cbor;

use crate::sealed::same;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use cbor::Value;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The algorithms that are taken, by their numbers (COSE), the best liked first.
pub(crate) const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];
const ES256: i64 = -7;
const EDDSA: i64 = -8;
const RS256: i64 = -257;

/// Longest name that an authenticator gives a key (7.1, step 25).
const CREDENTIAL: usize = 1023;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const HAS_KEY: u8 = 0x40;

/// What a ceremony was begun with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'e> {
    /// Random, as it was sent.
    pub(crate) challenge: &'e str,
    /// Scheme, name and port of the desk.
    pub(crate) origin: &'e str,
    /// Its name alone.
    pub(crate) party: &'e str,
}

/// Why a ceremony counts for nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PasskeyFault {
    #[error("the browser's answer cannot be read")]
    Form,
    #[error("this is the answer to something else than was asked")]
    Kind,
    #[error("this is the answer to another question, or came too late")]
    Challenge,
    #[error("the key was asked for by another site")]
    Origin,
    #[error("the key is for another site")]
    Party,
    #[error("the authenticator did not see whether it was you: set a PIN, a fingerprint or a face on it")]
    Unverified,
    #[error("the authenticator makes keys of a kind that is not taken here")]
    Algorithm,
    #[error("the signature is not that of the key")]
    Signature,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// What the browser says that it asked the authenticator for.
fn client_data(bytes: &[u8], kind: &str, expected: &Expected<'_>) -> Result<(), PasskeyFault> {
    let data: ClientData = serde_json::from_slice(bytes).map_err(|_| PasskeyFault::Form)?;
    if data.kind != kind {
        return Err(PasskeyFault::Kind);
    }
    if !same(&data.challenge, expected.challenge) {
        return Err(PasskeyFault::Challenge);
    }
    if data.origin != expected.origin || data.cross_origin {
        return Err(PasskeyFault::Origin);
    }
    Ok(())
}

/// What the authenticator says of itself (6.1), and what comes after.
struct Authenticator<'b> {
    flags: u8,
    counter: u32,
    rest: &'b [u8],
}

fn authenticator<'b>(bytes: &'b [u8], expected: &Expected<'_>) -> Result<Authenticator<'b>, PasskeyFault> {
    let (party, rest) = bytes.split_at_checked(32).ok_or(PasskeyFault::Form)?;
    let (&[flags], rest) = rest.split_first_chunk::<1>().ok_or(PasskeyFault::Form)?;
    let (&counter, rest) = rest.split_first_chunk::<4>().ok_or(PasskeyFault::Form)?;
    if party != Sha256::digest(expected.party).as_slice() {
        return Err(PasskeyFault::Party);
    }
    if flags & USER_PRESENT == 0 || flags & USER_VERIFIED == 0 {
        return Err(PasskeyFault::Unverified);
    }
    if flags & BACKED_UP != 0 && flags & BACKUP_ELIGIBLE == 0 {
        return Err(PasskeyFault::Form);
    }
    Ok(Authenticator { flags, counter: u32::from_be_bytes(counter), rest })
}

/// A key that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) credential: Vec<u8>,
    pub(crate) algorithm: i64,
    pub(crate) public_key: Vec<u8>,
    pub(crate) counter: u32,
    pub(crate) backed_up: bool,
}

/// Verifies what came of making a key (7.1).
pub(crate) fn verify_made(
    client: &[u8],
    attestation: &[u8],
    expected: &Expected<'_>,
) -> Result<Made, PasskeyFault> {
    client_data(client, "webauthn.create", expected)?;
    let (object, after) = cbor::read(attestation).ok_or(PasskeyFault::Form)?;
    let data = object.get(&Value::Text("authData")).and_then(Value::bytes);
    let data = data.filter(|_| after.is_empty()).ok_or(PasskeyFault::Form)?;
    let Authenticator { flags, counter, rest } = authenticator(data, expected)?;
    if flags & HAS_KEY == 0 {
        return Err(PasskeyFault::Form);
    }
    // The model of the authenticator stands before the name of the key; nothing depends on it.
    let rest = rest.get(16..).ok_or(PasskeyFault::Form)?;
    let (&length, rest) = rest.split_first_chunk::<2>().ok_or(PasskeyFault::Form)?;
    let length = usize::from(u16::from_be_bytes(length));
    let (credential, rest) = rest.split_at_checked(length).ok_or(PasskeyFault::Form)?;
    if credential.is_empty() || credential.len() > CREDENTIAL {
        return Err(PasskeyFault::Form);
    }
    let (key, _extensions) = cbor::read(rest).ok_or(PasskeyFault::Form)?;
    let (algorithm, public_key) = public_key(&key)?;
    let backed_up = flags & BACKED_UP != 0;
    Ok(Made { credential: credential.to_vec(), algorithm, public_key, counter, backed_up })
}

/// A public key (RFC 9053) as it is kept: the point for curves, length of the modulus and both numbers for RSA.
fn public_key(key: &Value<'_>) -> Result<(i64, Vec<u8>), PasskeyFault> {
    let whole = |label| key.get(&Value::Whole(label)).and_then(Value::whole);
    let bytes = |label| key.get(&Value::Whole(label)).and_then(Value::bytes).ok_or(PasskeyFault::Form);
    let algorithm = whole(3).ok_or(PasskeyFault::Form)?;
    let written = match (whole(1), algorithm, whole(-1)) {
        (Some(2), ES256, Some(1)) => {
            let (x, y) = (bytes(-2)?, bytes(-3)?);
            if (x.len(), y.len()) != (32, 32) {
                return Err(PasskeyFault::Form);
            }
            [&[4], x, y].concat()
        }
        (Some(1), EDDSA, Some(6)) => bytes(-2)?.to_vec(),
        (Some(3), RS256, _) => {
            let (n, e) = (bytes(-1)?, bytes(-2)?);
            let length = u16::try_from(n.len()).map_err(|_| PasskeyFault::Form)?;
            [&length.to_be_bytes(), n, e].concat()
        }
        _ => return Err(PasskeyFault::Algorithm),
    };
    Ok((algorithm, written))
}

/// What an authenticator signed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Signed<'s> {
    pub(crate) client: &'s [u8],
    pub(crate) authenticator: &'s [u8],
    pub(crate) signature: &'s [u8],
}

/// How often a key has signed, and whether it is kept elsewhere too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) counter: u32,
    pub(crate) backed_up: bool,
}

/// Verifies a signature of a known key (7.2).
pub(crate) fn verify_signed(
    signed: &Signed<'_>,
    (algorithm, key): (i64, &[u8]),
    expected: &Expected<'_>,
) -> Result<Use, PasskeyFault> {
    client_data(signed.client, "webauthn.get", expected)?;
    let Authenticator { flags, counter, .. } = authenticator(signed.authenticator, expected)?;
    let message = [signed.authenticator, &Sha256::digest(signed.client)].concat();
    let verified = match algorithm {
        ES256 => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, key).verify(&message, signed.signature),
        EDDSA => UnparsedPublicKey::new(&ED25519, key).verify(&message, signed.signature),
        RS256 => rsa(key).ok_or(PasskeyFault::Form)?.verify(
            &RSA_PKCS1_2048_8192_SHA256,
            &message,
            signed.signature,
        ),
        _ => return Err(PasskeyFault::Algorithm),
    };
    verified.map_err(|_| PasskeyFault::Signature)?;
    Ok(Use { counter, backed_up: flags & BACKED_UP != 0 })
}

fn rsa(key: &[u8]) -> Option<RsaPublicKeyComponents<&[u8]>> {
    let (&length, rest) = key.split_first_chunk::<2>()?;
    let (n, e) = rest.split_at_checked(usize::from(u16::from_be_bytes(length)))?;
    Some(RsaPublicKeyComponents { n, e })
}

/// Bytes as browsers write them in JSON.
pub(crate) fn bytes(text: &str) -> Result<Vec<u8>, PasskeyFault> {
    Base64UrlUnpadded::decode_vec(text.trim_end_matches('=')).map_err(|_| PasskeyFault::Form)
}

/// The same the other way.
pub(crate) fn text(bytes: &[u8]) -> String {
    Base64UrlUnpadded::encode_string(bytes)
}

/// The name that keys are made for: that of the desk without its port. Addresses have no passkeys.
pub(crate) fn party(host: &str) -> Option<&str> {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    let is_address = name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok();
    (!name.is_empty() && !is_address).then_some(name)
}

#[cfg(test)]
mod tests;
