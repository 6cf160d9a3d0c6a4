//! Where a request comes from, whether anybody could read it on the way, and what it logs in with. Headers of a proxy count from
//! proxies that the settings trust, and from nobody else.

use crate::Settings;
use crate::base_path::BasePath;
use crate::forwarded::Way;
use axum::extract::Request;
use base64ct::{Base64Unpadded, Encoding as _};
use http::header::{self, HeaderMap};
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// Cookie of a session over TLS: the prefix binds it to this host and to TLS.
const SECURE_COOKIE: &str = "__Host-dateline";
/// The same where the desk has a part of its host alone, to which that prefix cannot bind.
const SECURE_PATH_COOKIE: &str = "__Secure-dateline";
/// Cookie of a session without TLS, on this machine or where the settings allow it.
const PLAIN_COOKIE: &str = "dateline_session";
/// Cookies of a login that is under way: over TLS, below a base path, and without TLS.
const FLOW_COOKIES: [&str; 3] = ["__Host-dateline_login", "__Secure-dateline_login", "dateline_login"];

/// Where a proxy may stand: in a network of addresses, such as `10.0.0.0/8`, or at the other end of the desk's unix socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(Place);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Addresses { address: u128, bits: u32 },
    Unix,
}

impl Network {
    /// Whether an address is part of it.
    pub fn holds(self, address: IpAddr) -> bool {
        match self.0 {
            Place::Addresses { bits: 0, .. } => true,
            Place::Addresses { address: of, bits } => number(address) >> (128 - bits) == of >> (128 - bits),
            Place::Unix => false,
        }
    }

    /// Whether it is the other end of the unix socket.
    pub fn is_unix(self) -> bool {
        self.0 == Place::Unix
    }
}

/// All addresses as those of IPv6, so that one that arrives as `::ffff:10.0.0.1` is `10.0.0.1`.
fn number(address: IpAddr) -> u128 {
    let mapped: Ipv6Addr = match address {
        IpAddr::V4(four) => four.to_ipv6_mapped(),
        IpAddr::V6(six) => six,
    };
    mapped.to_bits()
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "unix" {
            return Ok(Self(Place::Unix));
        }
        let wrong = || format!("{text} is no network, such as 127.0.0.1, 10.0.0.0/8 or unix");
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let (most, offset) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
        let bits = bits.map_or(Ok(most), |bits| bits.parse::<u32>().map_err(|_| wrong()))?;
        if bits > most {
            return Err(wrong());
        }
        Ok(Self(Place::Addresses { address: number(address), bits: bits + offset }))
    }
}

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Client {
    /// The first bits of the address, as logins are throttled by: 24 of IPv4, 56 of IPv6.
    pub(crate) network: String,
    /// Whether it came over TLS, to the desk or to a trusted proxy.
    pub(crate) secure: bool,
    /// Whether a session may be carried as it came: over TLS, on this machine, or as the settings allow.
    pub(crate) carries_sessions: bool,
    /// What the browser calls itself.
    pub(crate) agent: String,
    /// Who is logged in at a trusted proxy, as it tells, where the settings let it.
    pub(crate) told_by_proxy: Option<String>,
    /// Below which path the desk's cookies belong to it.
    pub(crate) base: BasePath,
}

/// What a request logs in with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Credential {
    Session(String),
    Bearer(String),
    Basic { name: String, password: String },
}

impl Credential {
    /// What the headers say, whatever the cookies: the one of the Miniflux API before the usual one.
    pub(crate) fn of(headers: &HeaderMap) -> Option<Self> {
        if let Some(token) = text(headers, "x-auth-token") {
            return Some(Self::Bearer(token.trim().to_owned()));
        }
        authorization(text(headers, "authorization")?)
    }
}

impl Client {
    /// Reads connection and headers.
    pub(crate) fn of(request: &Request, settings: &Settings) -> Self {
        let (headers, way) = (request.headers(), Way::of(request, settings));
        let host =
            request.uri().authority().map(http::uri::Authority::as_str).or_else(|| text(headers, "host"));
        let here = host.is_none_or(names_this_machine) && !way.by_proxy;
        Self {
            network: way.address.map(prefix).unwrap_or_default(),
            secure: way.secure,
            carries_sessions: way.secure || here || settings.plain_http_login,
            agent: text(headers, "user-agent").unwrap_or_default().to_owned(),
            told_by_proxy: told_by_proxy(headers, settings).filter(|_| way.by_proxy),
            base: settings.base_path.clone(),
        }
    }

    /// The name of the cookie that a session has over this connection.
    pub(crate) fn cookie(&self) -> &'static str {
        self.one_of([SECURE_COOKIE, SECURE_PATH_COOKIE, PLAIN_COOKIE])
    }

    /// Of three names that over TLS, that over TLS below a base path, or that without TLS.
    fn one_of(&self, [of_host, of_path, plain]: [&'static str; 3]) -> &'static str {
        match (self.secure, self.base.is_root()) {
            (true, true) => of_host,
            (true, false) => of_path,
            (false, _) => plain,
        }
    }

    /// What the request logs in with; a header goes before a cookie.
    pub(crate) fn credential(&self, request: &Request) -> Option<Credential> {
        let headers = request.headers();
        if headers.contains_key(header::AUTHORIZATION) || headers.contains_key("x-auth-token") {
            return Credential::of(headers);
        }
        self.session(headers).map(Credential::Session)
    }

    /// The secret of the session in the cookies.
    pub(crate) fn session(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, self.cookie()).filter(|_| self.carries_sessions)
    }

    /// What the browser keeps of a login that is under way.
    pub(crate) fn flow(&self, headers: &HeaderMap) -> Option<String> {
        cookie(headers, self.one_of(FLOW_COOKIES))
    }

    /// The cookie that keeps it for ten minutes, or with an empty text takes it away.
    pub(crate) fn set_flow(&self, sealed: &str) -> String {
        let age = if sealed.is_empty() { 0 } else { 600 };
        self.set(self.one_of(FLOW_COOKIES), sealed, age)
    }

    /// The cookie that sets a session, or with an empty secret takes it away.
    pub(crate) fn set_cookie(&self, secret: &str) -> String {
        let age = if secret.is_empty() { 0 } else { 7_776_000 };
        self.set(self.cookie(), secret, age)
    }

    fn set(&self, name: &str, value: &str, age: u32) -> String {
        let (path, secure) = (self.base.cookies(), if self.secure { "; Secure" } else { "" });
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}; Max-Age={age}")
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

fn authorization(value: &str) -> Option<Credential> {
    let (scheme, rest) = value.split_once(' ')?;
    let rest = rest.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(Credential::Bearer(rest.to_owned()));
    }
    if scheme.eq_ignore_ascii_case("googlelogin") {
        let (name, secret) = rest.split_once('=')?;
        let is_auth = name.trim().eq_ignore_ascii_case("auth");
        return is_auth.then(|| Credential::Bearer(secret.trim().to_owned()));
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(Base64Unpadded::decode_vec(rest.trim_end_matches('=')).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    Some(Credential::Basic { name: name.to_owned(), password: password.to_owned() })
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// The one value of the header that the settings name; a proxy that tells two tells none.
fn told_by_proxy(headers: &HeaderMap, settings: &Settings) -> Option<String> {
    let mut values = headers.get_all(settings.proxy_login.as_ref()?.header.as_str()).iter();
    let told = values.next().filter(|_| values.next().is_none())?.to_str().ok()?.trim();
    (!told.is_empty()).then(|| told.to_owned())
}

fn names_this_machine(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name.to_ascii_lowercase().as_str(), "localhost" | "127.0.0.1" | "[::1]")
}

fn prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(six) => {
            let kept = six.to_bits() & (u128::MAX << 72);
            format!("{}/56", Ipv6Addr::from_bits(kept))
        }
    }
}

#[cfg(test)]
mod tests;
