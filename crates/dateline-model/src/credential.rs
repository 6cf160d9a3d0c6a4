//! What a person proves themselves by to one publisher, and to whom it may be shown. Nothing here prints a secret: neither
//! `Debug` nor an error holds one. Where secrets are kept is the store's matter.

mod header;

use crate::WebUrl;
use base64ct::{Base64, Encoding as _};
use std::fmt;

pub use header::may_name_header;

/// Longest secret in bytes, with a name or user beside it: many servers refuse a request header over 8 KiB.
const LONGEST: usize = 4096;

/// Scheme, host and port of an address (RFC 6454): what may be trusted together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebOrigin(String);

impl WebOrigin {
    /// The origin of an address.
    pub fn of(url: &WebUrl) -> Self {
        Self(url.as_url().origin().ascii_serialization())
    }

    /// As it is written: `https://news.example`, with the port where it is not the scheme's own.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl fmt::Display for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kinds of login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LoginKind {
    /// User name and password (RFC 7617).
    Basic,
    /// A token (RFC 6750).
    Bearer,
    /// A header field of the publisher's own.
    Header,
    /// Cookies of a session in a browser.
    Cookie,
}

impl LoginKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Basic, Self::Bearer, Self::Header, Self::Cookie];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Bearer => "bearer",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// The kind that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A login that can be sent: checked, and silent about itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    kind: LoginKind,
    /// User name of [`LoginKind::Basic`], field name of [`LoginKind::Header`], else empty.
    name: String,
    secret: String,
}

/// Why a login cannot be used. No text holds what was given as the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LoginError {
    /// Nothing was given.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// More than servers take.
    #[error("the login is longer than {LONGEST} bytes, which servers refuse")]
    Long,
    /// A line break or another character that no header field holds.
    #[error("the {0} holds a line break or another character that cannot be sent")]
    Character(&'static str),
    /// RFC 7617 has no way to send one.
    #[error("a user name cannot hold a colon")]
    Colon,
    /// A header that is not for logins.
    #[error(
        "{0} is no header that a login is sent in: take Authorization, or a name that says what it is, such as X-Api-Key"
    )]
    HeaderName(String),
    /// The address, or one that was named beside it, has no TLS.
    #[error(
        "{0} is not encrypted: everyone on the way could read the login; if that is meant, confirm plain http (`--allow-http`, or the box of the form)"
    )]
    Plain(WebOrigin),
}

impl Login {
    /// User name and password.
    pub fn basic(user: &str, password: &str) -> Result<Self, LoginError> {
        if user.is_empty() && password.is_empty() {
            return Err(LoginError::Empty("user name"));
        }
        if user.contains(':') {
            return Err(LoginError::Colon);
        }
        for (what, text) in [("user name", user), ("password", password)] {
            if text.chars().any(char::is_control) {
                return Err(LoginError::Character(what));
            }
        }
        Self::bounded(LoginKind::Basic, user, password)
    }

    /// A token, without the word `Bearer`.
    pub fn bearer(token: &str) -> Result<Self, LoginError> {
        Self::bounded(LoginKind::Bearer, "", sendable("token", token)?)
    }

    /// A header field. Which names may be sent is in [`may_name_header`].
    pub fn header(name: &str, value: &str) -> Result<Self, LoginError> {
        if !may_name_header(name) {
            return Err(LoginError::HeaderName(name.chars().filter(|c| !c.is_control()).take(64).collect()));
        }
        Self::bounded(LoginKind::Header, &name.to_ascii_lowercase(), sendable("value", value)?)
    }

    /// Cookies as a browser sends them: `session=abc; user=7`.
    pub fn cookie(cookies: &str) -> Result<Self, LoginError> {
        let cookies = sendable("cookie", cookies)?;
        let cookies = match cookies.split_once(':') {
            Some((name, rest)) if name.eq_ignore_ascii_case("cookie") => sendable("cookie", rest)?,
            _ => cookies,
        };
        Self::bounded(LoginKind::Cookie, "", cookies)
    }

    /// A login of any kind; `name` is the user of basic logins and the field of headers.
    pub fn new(kind: LoginKind, name: &str, secret: &str) -> Result<Self, LoginError> {
        match kind {
            LoginKind::Basic => Self::basic(name, secret),
            LoginKind::Bearer => Self::bearer(secret),
            LoginKind::Header => Self::header(name, secret),
            LoginKind::Cookie => Self::cookie(secret),
        }
    }

    /// The `user:password@` of an address that a person typed; nothing where it has none.
    pub fn in_address(text: &str) -> Option<Result<Self, LoginError>> {
        let text = &*crate::without_feed_scheme(text.trim());
        let bare = crate::without_login(text);
        if bare == text || !crate::typed_address::is_for_the_web(text) {
            return None;
        }
        let start = text.find("//").map_or(0, |at| at + "//".len());
        let taken = text.len() - bare.len();
        let (user, password) =
            text[start..start + taken - 1].split_once(':').unwrap_or((&text[start..start + taken - 1], ""));
        let decoded = |text| percent(text).ok_or(LoginError::Character("login in the address"));
        Some(decoded(user).and_then(|user| Self::basic(&user, &decoded(password)?)))
    }

    fn bounded(kind: LoginKind, name: &str, secret: &str) -> Result<Self, LoginError> {
        if name.len() + secret.len() > LONGEST {
            return Err(LoginError::Long);
        }
        Ok(Self { kind, name: name.to_owned(), secret: secret.to_owned() })
    }

    /// What kind it is.
    pub const fn kind(&self) -> LoginKind {
        self.kind
    }

    /// The user of a basic login, the field of a header; else empty. A user name is kept with the secret.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The secret itself: for the store, which keeps it encrypted.
    pub fn expose(&self) -> &str {
        &self.secret
    }

    /// Name and value of the header field that carries it.
    fn field(&self) -> (&str, String) {
        match self.kind {
            LoginKind::Basic => {
                let pair = format!("{}:{}", self.name, self.secret);
                ("authorization", format!("Basic {}", Base64::encode_string(pair.as_bytes())))
            }
            LoginKind::Bearer => ("authorization", format!("Bearer {}", self.secret)),
            LoginKind::Header => (&self.name, self.secret.clone()),
            LoginKind::Cookie => ("cookie", self.secret.clone()),
        }
    }
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A login with those who may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    login: Login,
    terms: Terms,
}

/// To whom a login is shown. Not secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The origin of the feed when the login was set. A feed that moves does not take its login along.
    pub origin: WebOrigin,
    /// Further origins that the person named.
    pub also: Vec<WebOrigin>,
    /// Whether the person allows it to be sent unencrypted.
    pub allow_http: bool,
}

impl Terms {
    /// Whether a login is shown to this address.
    pub fn cover(&self, url: &WebUrl) -> bool {
        self.covers_origin(&WebOrigin::of(url))
    }

    /// The same for an origin.
    pub fn covers_origin(&self, origin: &WebOrigin) -> bool {
        (origin.is_secure() || self.allow_http) && (self.origin == *origin || self.also.contains(origin))
    }
}

impl Credential {
    /// A login for the origin of a feed and for others that the person named. Every one has TLS, unless plain http is
    /// confirmed.
    pub fn new(login: Login, terms: Terms) -> Result<Self, LoginError> {
        let plain = |origin: &&WebOrigin| !origin.is_secure() && !terms.allow_http;
        match std::iter::once(&terms.origin).chain(&terms.also).find(plain) {
            Some(origin) => Err(LoginError::Plain(origin.clone())),
            None => Ok(Self { login, terms }),
        }
    }

    /// What is sent.
    pub fn login(&self) -> &Login {
        &self.login
    }

    /// To whom.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Name and value of the header field for this address; nothing for an address that may not see it.
    pub fn field_for(&self, url: &WebUrl) -> Option<(&str, String)> {
        self.terms.cover(url).then(|| self.login.field())
    }
}

/// What a header field can hold: printable ASCII, without spaces around it.
fn sendable<'a>(what: &'static str, text: &'a str) -> Result<&'a str, LoginError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LoginError::Empty(what));
    }
    let fine = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if fine { Ok(text) } else { Err(LoginError::Character(what)) }
}

/// Percent-encoded text; nothing where it is no UTF-8.
fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
