//! Why there is no page, in one sentence that says what a person can do.

use dateline_model::WebUrl;
use dateline_unpack::UnpackError;
use jiff::Timestamp;

/// No page came. The address is the one that failed, which after a redirect is not the one asked for.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{url}: {kind}")]
pub struct FetchError {
    /// What went wrong.
    pub kind: FetchErrorKind,
    /// Where.
    pub url: WebUrl,
}

/// What went wrong; each text names the cause and, where there is one, the remedy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FetchErrorKind {
    /// The name or literal leads into a network that we do not enter.
    #[error("leads to {0}")]
    RefusedAddress(Box<ClosedAddress>),
    /// A redirect to another scheme, or to something that is no web address.
    #[error("redirects to {0}, and only http and https addresses can be read")]
    RefusedScheme(String),
    /// The name has no address.
    #[error("the host name cannot be resolved ({0}); check its spelling, or try later")]
    Dns(String),
    /// No connection, or one that broke before the answer began.
    #[error("the connection failed ({0}); the host may be down; try later")]
    Connection(String),
    /// No secure connection.
    #[error("no secure connection is possible ({0}); the publisher must renew or repair the certificate")]
    Tls(String),
    /// No answer in time.
    #[error("no answer within {0} s; try later")]
    Timeout(u64),
    /// The body came too slowly.
    #[error("the answer came too slowly and was given up after {0} s; try later")]
    TooSlow(u64),
    /// More than we take, and no prefix of it is of use.
    #[error("{0}; nothing of it was kept")]
    TooLarge(String),
    /// No end of redirects, or one that names no target.
    #[error("{0}; open the address in a browser to see where it should lead")]
    Redirects(String),
    /// Not HTTP as it is written down.
    #[error("the answer is not valid HTTP ({0}); the publisher must repair the server")]
    Protocol(String),
    /// The body cannot be decoded.
    #[error("the body cannot be decoded ({0}); the publisher must repair the server")]
    Encoding(String),
    /// robots.txt says no.
    #[error("robots.txt does not let us read this ({0}); open it in a browser instead")]
    Disallowed(String),
    /// The host has asked us to wait.
    #[error("the host asked not to be called before {0:.0}; nothing was sent")]
    RetryLater(Timestamp),
    /// Not a picture that we show.
    #[error("this is {0}, not a picture that can be shown")]
    RefusedType(String),
    /// The fetcher itself could not be set up.
    #[error("the fetcher cannot be set up: {0}")]
    Setup(String),
}

/// An address that is not called.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{range}; {advice}")]
pub struct ClosedAddress {
    /// What lies there.
    pub range: String,
    /// What the owner of the desk can do about it.
    pub advice: String,
}

impl FetchErrorKind {
    /// With the address that failed.
    pub(crate) fn at(self, url: &WebUrl) -> FetchError {
        FetchError { kind: self, url: url.clone() }
    }
}

impl FetchError {
    /// One word for a health record, of the same list as [`crate::Answer::word`].
    pub fn word(&self) -> &'static str {
        match self.kind {
            FetchErrorKind::RefusedAddress(_) | FetchErrorKind::RefusedScheme(_) => "blocked",
            FetchErrorKind::Dns(_) | FetchErrorKind::Connection(_) | FetchErrorKind::Tls(_) => {
                "failed:connection"
            }
            FetchErrorKind::Setup(_) => "failed:connection",
            FetchErrorKind::Timeout(_) | FetchErrorKind::TooSlow(_) => "failed:timeout",
            FetchErrorKind::TooLarge(_) => "failed:limit",
            FetchErrorKind::Redirects(_) => "failed:redirects",
            FetchErrorKind::Protocol(_) => "failed:protocol",
            FetchErrorKind::Encoding(_) => "failed:encoding",
            FetchErrorKind::Disallowed(_) => "disallowed",
            FetchErrorKind::RetryLater(_) => "failed:rate_limited",
            FetchErrorKind::RefusedType(_) => "refused:type",
        }
    }

    /// When the host may be called again, where it said so.
    pub fn retry_at(&self) -> Option<Timestamp> {
        match self.kind {
            FetchErrorKind::RetryLater(at) => Some(at),
            _ => None,
        }
    }
}

impl From<UnpackError> for FetchErrorKind {
    fn from(error: UnpackError) -> Self {
        match error {
            UnpackError::Coding(text) => Self::Encoding(text),
            UnpackError::Bomb(text) => Self::TooLarge(text),
        }
    }
}
