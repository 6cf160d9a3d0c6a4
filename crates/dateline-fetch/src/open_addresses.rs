//! Single private addresses that the owner of the desk opens, each for one purpose: a bridge, a mail server at home.
//! Ranges that cannot be opened are in [`crate::address_ranges`].

use crate::address_ranges::{Reach, reach};
use std::fmt;
use std::net::IpAddr;
use url::Host;

/// What an address is opened for. What is opened for one purpose stays closed for every other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Feeds that stand at this address, their robots.txt, and their articles' pages at the same host and port.
    Feeds,
    /// Messages that the desk sends to a program.
    Webhooks,
    /// Mail.
    Mail,
    /// An identity provider.
    Login,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Feeds, Self::Webhooks, Self::Mail, Self::Login];

    /// The word for it in the configuration file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feeds => "feeds",
            Self::Webhooks => "webhooks",
            Self::Mail => "mail",
            Self::Login => "login",
        }
    }

    /// The purpose that a word names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word)
    }
}

/// Why an address cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotOpened {
    /// Neither a host name nor an IP address.
    #[error(
        "{0:?} is no host: write one host name or IP address, without scheme, port, path, \"*\" or \"/\" for a network"
    )]
    Host(String),
    /// No port.
    #[error("the port of {0} lies between 1 and 65535, not at 0")]
    Port(String),
    /// An address that is never called, whoever names it.
    #[error("{host} is {range}, which is never called, not even when it is named")]
    Never {
        /// The address.
        host: String,
        /// What lies there.
        range: &'static str,
    },
}

/// The addresses that the owner opens: host and port, exactly.
#[derive(Debug, Clone, Default)]
pub struct OpenAddresses(Vec<(String, u16, Purpose)>);

impl OpenAddresses {
    /// Opens a port of a host: a name, in any case and with or without a final dot, or an IP address.
    pub fn insert(&mut self, host: &str, port: u16, purpose: Purpose) -> Result<(), NotOpened> {
        let name = host_name(host).ok_or_else(|| NotOpened::Host(host.to_owned()))?;
        if port == 0 {
            return Err(NotOpened::Port(name));
        }
        if let Some(Reach::Never(range)) = literal(&name).map(reach) {
            return Err(NotOpened::Never { host: name, range });
        }
        self.0.push((name, port, purpose));
        Ok(())
    }

    /// Whether the owner opened this port of this host for the purpose. A name does not open the addresses that it
    /// resolves to under another name.
    pub fn holds(&self, host: &str, port: u16, purpose: Purpose) -> bool {
        !self.0.is_empty()
            && host_name(host).is_some_and(|host| {
                self.0.iter().any(|(name, open, what)| (name, *open, *what) == (&host, port, purpose))
            })
    }

    /// Number of addresses.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is opened.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The IP address that a host is, with or without brackets.
pub(crate) fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// One writing for one host, a name or an IP address: lower case, ASCII (IDNA), IPv6 in brackets. Nothing for what is no
/// single host.
pub fn host_name(host: &str) -> Option<String> {
    let host = host.trim_end_matches('.');
    let bracketed = host.parse::<std::net::Ipv6Addr>().map(|ip| format!("[{ip}]"));
    match Host::parse(bracketed.as_deref().unwrap_or(host)).ok()? {
        Host::Domain(name) => {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
            (!name.is_empty() && name.chars().all(plain)).then_some(name)
        }
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_and_port_is_opened_and_nothing_beside_it() {
        let mut open = OpenAddresses::default();
        open.insert("Bridge.LAN.", 3000, Purpose::Feeds).unwrap();
        open.insert("fd12::9", 80, Purpose::Feeds).unwrap();
        open.insert("192.168.1.9", 25, Purpose::Mail).unwrap();
        for (host, port, purpose, expected) in [
            ("bridge.lan", 3000, Purpose::Feeds, true),
            ("BRIDGE.lan.", 3000, Purpose::Feeds, true),
            ("[fd12::9]", 80, Purpose::Feeds, true),
            ("bridge.lan", 3001, Purpose::Feeds, false),
            ("bridge.lan", 3000, Purpose::Login, false),
            ("a.bridge.lan", 3000, Purpose::Feeds, false),
            ("192.168.1.9", 25, Purpose::Feeds, false),
            ("192.168.1.9", 25, Purpose::Mail, true),
        ] {
            assert_eq!(open.holds(host, port, purpose), expected, "{host}:{port} {purpose}");
        }
    }

    #[test]
    fn what_is_no_single_host_or_never_called_is_refused() {
        let refused = |host: &str, port| {
            OpenAddresses::default().insert(host, port, Purpose::Feeds).unwrap_err().to_string()
        };
        let malformed = "|*|*.lan|http://bridge.lan|bridge.lan:80|bridge.lan/x|10.0.0.0/8|a b|[::1";
        for host in malformed.split('|') {
            assert!(refused(host, 80).contains("is no host"), "{host}: {}", refused(host, 80));
        }
        assert!(refused("bridge.lan", 0).contains("between 1 and 65535"));
        let metadata = "169.254.169.254 0xa9fea9fe 169.254.170.2 fd00:ec2::254 [fd00:ec2::254] fd20:ce::254 100.100.100.200
            168.63.129.16 192.0.0.192 fe80::1 ::ffff:169.254.169.254 64:ff9b::a9fe:a9fe 0.0.0.0";
        for host in metadata.split_whitespace() {
            assert!(refused(host, 80).contains("never called"), "{host}: {}", refused(host, 80));
        }
    }
}
