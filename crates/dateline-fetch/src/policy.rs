//! What a fetcher may do: where it may go, how much it takes, how long it waits, what it calls itself.

use crate::open_addresses::OpenAddresses;
use jiff::Timestamp;
use std::collections::HashMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Source of the wall time; the caller owns the clock.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Settings of a fetcher. [`Policy::new`] gives the defaults named at each field.
#[derive(Clone)]
pub struct Policy {
    /// Whether loopback, private (RFC 1918), shared (RFC 6598) and unique local (RFC 4193) addresses may be reached.
    /// Link-local and cloud metadata addresses stay closed even then. Default: no.
    pub allow_private: bool,
    /// Single private addresses that are opened, each for one purpose. Default: none.
    pub open: OpenAddresses,
    /// Names that lead to a loopback port and nowhere else. Default: empty.
    pub hosts: HostTable,
    /// The `User-Agent` field. Default: `Dateline/0.1`, with the contact when [`Policy::with_contact`] gave one.
    pub user_agent: String,
    /// Caps on bytes, time and hops.
    pub limits: Limits,
    /// Pauses between two requests to one public host. Default: [`Pace::public`].
    pub pace: Pace,
    /// The same for names of the host table and for loopback addresses. Default: [`Pace::none`].
    pub local_pace: Pace,
    /// Whether robots.txt is asked and obeyed. Default: yes. Only a replay of pages one already holds may switch it off.
    pub obey_robots: bool,
    /// The wall clock, for dates in headers and for the time of fetching.
    pub clock: Clock,
}

impl Policy {
    /// The defaults, with the caller's wall clock.
    pub fn new(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self {
            allow_private: false,
            open: OpenAddresses::default(),
            hosts: HostTable::default(),
            user_agent: PRODUCT.to_owned(),
            limits: Limits::default(),
            pace: Pace::public(),
            local_pace: Pace::none(),
            obey_robots: true,
            clock: Arc::new(clock),
        }
    }

    /// Names a page or mail address where a publisher reaches the person who runs this desk.
    #[must_use]
    pub fn with_contact(mut self, contact: &str) -> Self {
        let contact: String =
            contact.chars().filter(|c| c.is_ascii_graphic() && !"()".contains(*c)).collect();
        self.user_agent =
            if contact.is_empty() { PRODUCT.to_owned() } else { format!("{PRODUCT} (+{contact})") };
        self
    }
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("allow_private", &self.allow_private)
            .field("open", &self.open)
            .field("hosts", &self.hosts)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}

/// Name and version in the `User-Agent` field.
const PRODUCT: &str = "Dateline/0.1";

/// The name that a robots.txt group must carry to address this program alone.
pub(crate) const ROBOTS_TOKEN: &str = "dateline";

/// Host name to loopback socket; for the demo, tests and replay.
#[derive(Debug, Clone, Default)]
pub struct HostTable(HashMap<String, SocketAddr>);

/// The socket given for a name lies outside this machine.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name} cannot be sent to {to}: the host table leads to loopback addresses only")]
pub struct NotLoopback {
    /// The name.
    pub name: String,
    /// Where it should have led.
    pub to: SocketAddr,
}

impl HostTable {
    /// Sends `name` (any case, with or without a final dot) to a loopback socket.
    pub fn insert(&mut self, name: &str, to: SocketAddr) -> Result<(), NotLoopback> {
        if !to.ip().is_loopback() {
            return Err(NotLoopback { name: name.to_owned(), to });
        }
        self.0.insert(plain_name(name), to);
        Ok(())
    }

    /// Where a name leads, if it is in the table.
    pub fn get(&self, name: &str) -> Option<SocketAddr> {
        if self.0.is_empty() { None } else { self.0.get(&plain_name(name)).copied() }
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no name is in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn plain_name(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Caps of one request.
#[derive(Debug, Clone)]
pub struct Limits {
    /// From the start to a connection. Default: 10 s.
    pub connect: Duration,
    /// From the start to the end of the response header, connection included. Default: 20 s.
    pub first_byte: Duration,
    /// One hop from start to last byte. Default: 60 s.
    pub total: Duration,
    /// In every span of this length… Default: 10 s.
    pub rate_window: Duration,
    /// …at least this many bytes of the body must arrive. Default: 2,048.
    pub rate_bytes: usize,
    /// Redirects followed. Default: 10; robots.txt is given 5 (RFC 9309, section 2.3.1.2).
    pub redirects: usize,
    /// Bytes of one response header. Default: 128 KiB.
    pub header_bytes: usize,
    /// Fields of one response header. Default: 200.
    pub header_fields: usize,
    /// Codings laid over each other in `Content-Encoding`. Default: 2.
    pub codings: usize,
    /// Longest wait that a `Retry-After` can impose. Default: 24 h.
    pub retry_after: Duration,
    /// Bytes of a body as sent, and again of each decoded layer.
    pub sizes: SizeLimits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            total: Duration::from_secs(60),
            rate_window: Duration::from_secs(10),
            rate_bytes: 2048,
            redirects: 10,
            header_bytes: 128 << 10,
            header_fields: 200,
            codings: 2,
            retry_after: Duration::from_secs(24 * 3600),
            sizes: SizeLimits::default(),
        }
    }
}

/// Largest body in bytes by what was asked for. What is longer is cut there and marked, except images, which are refused.
#[derive(Debug, Clone)]
pub struct SizeLimits {
    /// Default: 20 MiB.
    pub feed: usize,
    /// Default: 16 MiB.
    pub page: usize,
    /// Default: 500 KiB, what RFC 9309 asks every crawler to read.
    pub robots: usize,
    /// Default: 8 MiB.
    pub image: usize,
    /// Default: 16 KiB; a hub's answer is a word.
    pub hub: usize,
}

impl Default for SizeLimits {
    fn default() -> Self {
        Self { feed: 20 << 20, page: 16 << 20, robots: 500 << 10, image: 8 << 20, hub: 16 << 10 }
    }
}

/// Pauses between the end of one request to a host and the start of the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    /// Shortest pause.
    pub floor: Duration,
    /// The pause is this many times what the last request took…
    pub factor: u32,
    /// …but no longer than this.
    pub ceiling: Duration,
    /// A `Crawl-delay` is obeyed up to this.
    pub crawl_delay: Duration,
}

impl Pace {
    /// At least 1 s, twice the time the last answer took, at most 30 s; `Crawl-delay` up to 60 s.
    pub const fn public() -> Self {
        Self {
            floor: Duration::from_secs(1),
            factor: 2,
            ceiling: Duration::from_secs(30),
            crawl_delay: Duration::from_secs(60),
        }
    }

    /// No pause; still one request at a time.
    pub const fn none() -> Self {
        Self { floor: Duration::ZERO, factor: 0, ceiling: Duration::ZERO, crawl_delay: Duration::ZERO }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_leads_home_only() {
        let mut hosts = HostTable::default();
        hosts.insert("Herald.localhost.", "127.0.0.1:9".parse().unwrap()).unwrap();
        assert_eq!(hosts.get("herald.LOCALHOST"), Some("127.0.0.1:9".parse().unwrap()));
        assert!(hosts.get("other.localhost").is_none());
        assert!(hosts.insert("far.example", "192.0.2.7:80".parse().unwrap()).is_err());
    }

    #[test]
    fn agent_names_product_and_contact() {
        let policy = Policy::new(|| Timestamp::UNIX_EPOCH).with_contact("https://desk.example/about\r\nX: y");
        assert_eq!(policy.user_agent, "Dateline/0.1 (+https://desk.example/aboutX:y)");
        assert_eq!(Policy::new(|| Timestamp::UNIX_EPOCH).user_agent, "Dateline/0.1");
    }
}
