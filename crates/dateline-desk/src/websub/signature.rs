//! Whether a delivery comes from the hub that was given the secret: `X-Hub-Signature` (WebSub, section 7).

use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// Whether the field signs the body with the secret, by any of the four methods that WebSub names. Compared in constant
/// time; a field that cannot be read signs nothing.
pub(crate) fn signs(field: &str, secret: &str, body: &[u8]) -> bool {
    let Some((method, digits)) = field.trim().split_once('=') else { return false };
    let Some(given) = bytes_of(digits) else { return false };
    match method.to_ascii_lowercase().as_str() {
        "sha1" => holds::<Hmac<Sha1>>(secret, body, &given),
        "sha256" => holds::<Hmac<Sha256>>(secret, body, &given),
        "sha384" => holds::<Hmac<Sha384>>(secret, body, &given),
        "sha512" => holds::<Hmac<Sha512>>(secret, body, &given),
        _ => false,
    }
}

fn holds<M: Mac + hmac::KeyInit>(secret: &str, body: &[u8], given: &[u8]) -> bool {
    M::new_from_slice(secret.as_bytes()).is_ok_and(|mac| mac.chain_update(body).verify_slice(given).is_ok())
}

/// Hexadecimal digits as bytes.
fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let digits = digits.as_bytes();
    if digits.is_empty() || !digits.len().is_multiple_of(2) || digits.len() > 128 {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    digits.chunks_exact(2).map(|pair| Some(value(pair[0])? << 4 | value(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2202 and RFC 4231, second test cases.
    #[test]
    fn the_published_cases_hold() {
        let body = b"what do ya want for nothing?";
        for field in [
            "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            "SHA256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
            "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
        ] {
            assert!(signs(field, "Jefe", body), "{field}");
            assert!(!signs(field, "Jefe", b"something else"), "{field}");
            assert!(!signs(field, "jefe", body), "{field}");
            assert!(!signs(&field[..field.len() - 2], "Jefe", body), "shorter: {field}");
        }
    }

    #[test]
    fn what_is_no_signature_signs_nothing() {
        for field in ["", "sha1", "sha1=", "sha1=xy", "md5=750c783e6ab0b503eaa86e310a5db738", "sha256=5bd"] {
            assert!(!signs(field, "Jefe", b"what do ya want for nothing?"), "{field}");
        }
    }
}
