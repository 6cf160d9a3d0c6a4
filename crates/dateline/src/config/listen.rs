//! Where the web desk listens, as people write it.

use serde::Deserialize;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// An address with a port, or a unix socket.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) enum ListenAt {
    /// An IP address with a port.
    Address(SocketAddr),
    /// A socket in the file system.
    Unix(PathBuf),
}

/// What can be written, for people who wrote something else.
pub(crate) const LISTEN_WORDS: &str =
    "an IP address with a port, such as 127.0.0.1:8460, or unix: with the whole path of a socket";

impl ListenAt {
    /// Its address, where it has one.
    pub(crate) const fn ip(&self) -> Option<IpAddr> {
        match self {
            Self::Address(address) => Some(address.ip()),
            Self::Unix(_) => None,
        }
    }
}

impl FromStr for ListenAt {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        match text.strip_prefix("unix:") {
            Some(path) if Path::new(path).is_absolute() && !path.ends_with('/') => {
                Ok(Self::Unix(path.into()))
            }
            Some(_) => Err(LISTEN_WORDS),
            None => text.parse().map(Self::Address).map_err(|_| LISTEN_WORDS),
        }
    }
}

impl TryFrom<String> for ListenAt {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, &'static str> {
        text.parse()
    }
}

impl fmt::Display for ListenAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_or_a_socket_is_read_and_nothing_else() {
        for text in ["127.0.0.1:8460", "[::1]:1", "unix:/run/dateline/desk.sock"] {
            assert_eq!(text.parse::<ListenAt>().unwrap().to_string(), text);
        }
        for text in
            ["", "localhost:8460", "127.0.0.1", "unix:", "unix:desk.sock", "unix:/run/", "/run/desk.sock"]
        {
            assert_eq!(text.parse::<ListenAt>(), Err(LISTEN_WORDS), "{text}");
        }
    }
}
