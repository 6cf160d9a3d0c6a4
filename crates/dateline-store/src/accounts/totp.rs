//! The second factor: codes by time (RFC 6238, SHA-1, six digits, 30 seconds), and recovery codes for the day on which the telephone
//! is gone. The seed is encrypted with the key beside the store; each code counts once.

use super::audit_trail::{Event, write_audit};
use super::people::name_of;
use super::random_secret::{hashed, random_bytes};
use super::{AccountError, Origin, Secret};
use crate::encryption::Key;
use crate::{Store, StoreError};
use dateline_model::UserId;
use jiff::Timestamp;
use ring::hmac;
use rusqlite::{Connection, OptionalExtension as _, params};
use std::path::Path;

/// Seconds for which a code holds.
const STEP: i64 = 30;
/// Steps before and after the present one that count too, for clocks that are wrong.
const DRIFT: i64 = 1;
const RECOVERY_CODES: usize = 10;

/// A second factor that is being set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotpSetup {
    /// The seed in base 32, to be typed into an app.
    pub seed: String,
    /// The same as an address that apps open.
    pub address: String,
}

impl Store {
    /// Begins to set up a second factor: nothing is asked for until a first code was given, see [`Self::confirm_totp`].
    pub async fn begin_totp(&self, user: UserId) -> Result<TotpSetup, AccountError> {
        let (seed, path) = (base32(&random_bytes::<20>()?), self.path().to_owned());
        let kept = seed.clone();
        let name = self
            .try_write(move |tx| {
                let name = name_of(tx, user)?;
                let sealed = Key::for_sealing(tx, &path)?.seal(&kept, &context(user))?;
                let sql = "UPDATE accounts SET totp = ? WHERE user = ? AND NOT totp_on";
                match tx.execute(sql, params![sealed, user.0]).map_err(StoreError::from)? {
                    0 => Err(AccountError::Code),
                    _ => Ok(name),
                }
            })
            .await?;
        let mut label =
            url::Url::parse("otpauth://totp/").map_err(|error| StoreError::Value(error.to_string()))?;
        label.set_path(&format!("/Dateline:{name}"));
        label.query_pairs_mut().append_pair("secret", &seed).append_pair("issuer", "Dateline");
        Ok(TotpSetup { seed, address: label.into() })
    }

    /// Ends setting up with a first code, and gives recovery codes, which are nowhere else.
    pub async fn confirm_totp(
        &self,
        user: UserId,
        code: &str,
        from: impl Into<Origin>,
    ) -> Result<Vec<Secret>, AccountError> {
        let Origin { at, network } = from.into();
        let codes = (0..RECOVERY_CODES).map(|_| Ok(Secret::written(base32(&random_bytes::<15>()?))));
        let codes = codes.collect::<Result<Vec<Secret>, StoreError>>()?;
        let hashes: Vec<Vec<u8>> = codes.iter().map(|code| hashed(code.expose())).collect();
        let (code, path) = (code.to_owned(), self.path().to_owned());
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            if !take_code(tx, &path, user, &code, at)? {
                return Err(AccountError::Code);
            }
            tx.execute("UPDATE accounts SET totp_on = 1 WHERE user = ?", [user.0])
                .map_err(StoreError::from)?;
            tx.execute("DELETE FROM recovery_codes WHERE user = ?", [user.0]).map_err(StoreError::from)?;
            for hash in hashes {
                let sql = "INSERT INTO recovery_codes (user, hash) VALUES (?, ?)";
                tx.execute(sql, params![user.0, hash]).map_err(StoreError::from)?;
            }
            Ok(write_audit(tx, at, &name, Event::TotpOn, &network)?)
        })
        .await?;
        Ok(codes)
    }

    /// Whether somebody gave the code of their second factor, or a recovery code; either counts once. Who has no second factor
    /// needs none.
    pub async fn take_second_factor(
        &self,
        user: UserId,
        code: &str,
        from: impl Into<Origin>,
    ) -> Result<bool, AccountError> {
        let Origin { at, network } = from.into();
        let (code, path) = (code.to_owned(), self.path().to_owned());
        self.try_write(move |tx| {
            let sql = "SELECT totp_on FROM accounts WHERE user = ?";
            let on = tx.query_row(sql, [user.0], |row| row.get(0)).optional().map_err(StoreError::from)?;
            match on {
                None => Err(AccountError::Missing),
                Some(false) => Ok(true),
                Some(true) if is_code(&code) => Ok(take_code(tx, &path, user, &code, at)?),
                Some(true) => take_recovery(tx, user, &code, &Origin { at, network }),
            }
        })
        .await
    }

    /// Takes the second factor away.
    pub async fn remove_totp(&self, user: UserId, from: impl Into<Origin>) -> Result<(), AccountError> {
        let Origin { at, network } = from.into();
        self.try_write(move |tx| {
            let name = name_of(tx, user)?;
            let sql = "UPDATE accounts SET totp = NULL, totp_on = 0, totp_step = 0 WHERE user = ?";
            tx.execute(sql, [user.0]).map_err(StoreError::from)?;
            tx.execute("DELETE FROM recovery_codes WHERE user = ?", [user.0]).map_err(StoreError::from)?;
            Ok(write_audit(tx, at, &name, Event::TotpOff, &network)?)
        })
        .await
    }
}

fn context(user: UserId) -> String {
    format!("dateline second factor 1\n{user}")
}

fn is_code(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|c| c.is_ascii_digit())
}

/// Takes a code if it is one of the steps around now and later than the last that was taken.
fn take_code(
    tx: &Connection,
    store: &Path,
    user: UserId,
    code: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let sql = "SELECT totp, totp_step FROM accounts WHERE user = ? AND totp IS NOT NULL";
    let row = tx.prepare_cached(sql)?.query_row([user.0], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)));
    let Some((sealed, last)) = row.optional()? else { return Ok(false) };
    let last: i64 = last;
    let seed = unbase32(&Key::of(store)?.open(&sealed, &context(user))?);
    let now = at.as_second().div_euclid(STEP);
    let given = hashed(code);
    let found = (now - DRIFT..=now + DRIFT).find(|step| hashed(&code_of(&seed, *step)) == given);
    let Some(step) = found.filter(|step| *step > last) else { return Ok(false) };
    let sql = "UPDATE accounts SET totp_step = ? WHERE user = ?";
    tx.prepare_cached(sql)?.execute(params![step, user.0])?;
    Ok(true)
}

fn take_recovery(tx: &Connection, user: UserId, code: &str, from: &Origin) -> Result<bool, AccountError> {
    let code: String =
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase();
    let sql = "DELETE FROM recovery_codes WHERE user = ? AND hash = ?";
    let taken = tx.execute(sql, params![user.0, hashed(&code)]).map_err(StoreError::from)? > 0;
    if taken {
        write_audit(tx, from.at, &name_of(tx, user)?, Event::RecoveryCode, &from.network)?;
    }
    Ok(taken)
}

/// The code of a seed in base 32 at a time.
pub fn totp_code(seed: &str, at: Timestamp) -> String {
    code_of(&unbase32(seed), at.as_second().div_euclid(STEP))
}

/// RFC 4226, section 5.3, with the step as counter.
fn code_of(seed: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, seed);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let at = bytes.last().map_or(0, |last| usize::from(last & 0x0f));
    let four = bytes.iter().skip(at).take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (four & 0x7fff_ffff) % 1_000_000)
}

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 4648, section 6, without filling.
fn base32(bytes: &[u8]) -> String {
    let bits = |at: usize| {
        (at..at + 5).fold(0, |number, bit| {
            let byte = bytes.get(bit / 8).copied().unwrap_or(0);
            number << 1 | usize::from(byte >> (7 - bit % 8) & 1)
        })
    };
    (0..bytes.len() * 8).step_by(5).map(|at| char::from(ALPHABET[bits(at)])).collect()
}

fn unbase32(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for digit in text.bytes().filter_map(|c| ALPHABET.iter().position(|letter| *letter == c)) {
        held = (held << 5 | digit as u32) & 0xffff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xff) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the last six of its eight digits.
        let seed = base32(b"12345678901234567890");
        assert_eq!(seed, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(totp_code(&seed, Timestamp::from_second(second).unwrap()), code, "{second}");
        }
        for bytes in [&b""[..], b"f", b"fo", b"foo", b"foob", b"fooba", b"foobar"] {
            assert_eq!(unbase32(&base32(bytes)), bytes);
        }
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
    }
}
