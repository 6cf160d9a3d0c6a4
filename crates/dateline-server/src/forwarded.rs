//! What a proxy says of a request that it passes on: from where, over what and under which name. It counts from peers that the
//! settings trust, in one family of headers, and from nobody else.

use crate::Settings;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::HeaderValue;
use http::header::{self, HeaderMap};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

/// In which headers proxies tell: a proxy passes on what it does not set itself, so the other family can be anybody's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProxyHeaders {
    /// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`.
    #[default]
    XForwarded,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ProxyHeaders {
    /// Every family, the usual one first.
    pub const ALL: [Self; 2] = [Self::XForwarded, Self::Forwarded];

    /// Its word in the settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::XForwarded => "x-forwarded",
            Self::Forwarded => "forwarded",
        }
    }
}

impl FromStr for ProxyHeaders {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|family| family.as_str() == word).ok_or(())
    }
}

/// Mark of a connection through a unix socket: it has no address.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnixPeer;

/// Mark of a connection over TLS of the desk's own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OverTls;

/// How a request came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Way {
    /// The address of who asks, as far as it is known.
    pub(crate) address: Option<IpAddr>,
    /// Whether a trusted proxy passed it on.
    pub(crate) by_proxy: bool,
    /// Whether it came over TLS to the desk, or to the proxy.
    pub(crate) secure: bool,
    /// The name that the proxy was asked under.
    host: Option<String>,
}

impl Way {
    /// Reads connection and headers.
    pub(crate) fn of(request: &Request, settings: &Settings) -> Self {
        let extensions = request.extensions();
        let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let over_tls = extensions.get::<OverTls>().is_some();
        let is_trusted =
            |address: IpAddr| settings.trusted_proxies.iter().any(|network| network.holds(address));
        let by_proxy = match peer {
            Some(peer) => is_trusted(peer),
            None => {
                extensions.get::<ConnectInfo<UnixPeer>>().is_some()
                    && settings.trusted_proxies.iter().any(|network| network.is_unix())
            }
        };
        if !by_proxy {
            return Self { address: peer, by_proxy, secure: over_tls, host: None };
        }
        let told = match settings.proxy_headers {
            ProxyHeaders::XForwarded => Told::x_forwarded(request.headers(), is_trusted),
            ProxyHeaders::Forwarded => Told::forwarded(request.headers(), is_trusted),
        };
        let secure = told.proto.map_or(over_tls, |proto| proto.eq_ignore_ascii_case("https"));
        Self { address: told.address.or(peer), by_proxy, secure, host: told.host }
    }
}

/// Puts the name that the proxy was asked under in the place of the one that the proxy asked for; whoever came over TLS is told to
/// stay with it, by every answer.
pub(crate) async fn under_the_proxys_name(
    State(settings): State<Arc<Settings>>,
    mut request: Request,
    next: Next,
) -> Response {
    let way = Way::of(&request, &settings);
    let host = way.host.and_then(|host| HeaderValue::try_from(host).ok());
    if let Some(host) = host.filter(|_| request.uri().authority().is_none()) {
        request.headers_mut().insert(header::HOST, host);
    }
    let mut response = next.run(request).await;
    if way.secure {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    response
}

/// What the headers of a trusted proxy hold.
#[derive(Debug, Default)]
struct Told {
    address: Option<IpAddr>,
    proto: Option<String>,
    host: Option<String>,
}

impl Told {
    /// The address is the last one that no trusted proxy has: those before it anybody can have written.
    fn x_forwarded(headers: &HeaderMap, is_trusted: impl Fn(IpAddr) -> bool) -> Self {
        let all: Vec<&str> = values(headers, "x-forwarded-for").flat_map(|line| line.split(',')).collect();
        let mut addresses = all.iter().rev().map_while(|text| address(text));
        let last = |name| {
            let value = values(headers, name).last().and_then(|line| line.rsplit(',').next());
            value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
        };
        Self {
            address: addresses.find(|address| !is_trusted(*address)),
            proto: last("x-forwarded-proto"),
            host: last("x-forwarded-host"),
        }
    }

    /// The element that names who asks was written by the outermost trusted proxy, and so were its protocol and its host.
    fn forwarded(headers: &HeaderMap, is_trusted: impl Fn(IpAddr) -> bool) -> Self {
        let elements: Vec<Self> = values(headers, "forwarded")
            .flat_map(|line| outside_quotes(line, ','))
            .map(Self::element)
            .collect();
        let mut known = Self::default();
        for element in elements.into_iter().rev() {
            let is_proxy = element.address.is_some_and(&is_trusted);
            known = element;
            if !is_proxy {
                break;
            }
        }
        let address = known.address.filter(|address| !is_trusted(*address));
        Self { address, ..known }
    }

    fn element(text: &str) -> Self {
        let mut told = Self::default();
        for pair in outside_quotes(text, ';') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "for" => told.address = address(value),
                "proto" => told.proto = Some(value.to_owned()),
                "host" => told.host = Some(value.to_owned()),
                _ => {}
            }
        }
        told
    }
}

fn values<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h str> {
    headers.get_all(name).into_iter().filter_map(|line| line.to_str().ok())
}

/// Parts of a list whose separators do not count between quotation marks.
fn outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |c| {
        quoted ^= c == '"';
        c == separator && !quoted
    })
}

/// An address, with a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests;
