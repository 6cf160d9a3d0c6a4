//! No door inward: every attempt to connect is recorded at the dialer, none may lead into a closed network.

use crate::origin::{Origin, Reply, answer, get, status, word};
use dateline_fetch::guarded_connector::{Boxed, Dial, Resolve, System};
use dateline_fetch::{Fetcher, Kind, Pace, Policy, Purpose, address_ranges};
use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use tokio::net::TcpStream;

pub(crate) const PUBLIC: &str = "93.184.215.14";

/// Resolves names as told, one entry for each question, the last one for ever; leads public addresses to a server.
#[derive(Clone)]
pub(crate) struct Stage {
    answers: Arc<Mutex<VecDeque<Vec<IpAddr>>>>,
    dialled: Arc<Mutex<Vec<SocketAddr>>>,
    server: SocketAddr,
}

impl Stage {
    pub(crate) fn new(server: SocketAddr, answers: &[&str]) -> Self {
        let ips = |text: &&str| text.split_whitespace().map(|ip| ip.parse().unwrap()).collect();
        Self {
            answers: Arc::new(Mutex::new(answers.iter().map(ips).collect())),
            dialled: Arc::default(),
            server,
        }
    }

    fn fetcher(&self, allow_private: bool) -> Fetcher {
        self.fetcher_with(|policy| policy.allow_private = allow_private)
    }

    /// A fetcher whose owner opened some addresses: `host port purpose`, parted by commas.
    pub(crate) fn opening(&self, open: &str) -> Fetcher {
        self.fetcher_with(|policy| {
            for row in open.split(',') {
                let [host, port, purpose] = row.split_whitespace().collect::<Vec<_>>()[..] else { panic!() };
                policy.open.insert(host, port.parse().unwrap(), Purpose::parse(purpose).unwrap()).unwrap();
            }
        })
    }

    fn fetcher_with(&self, tune: impl FnOnce(&mut Policy)) -> Fetcher {
        let mut policy = Policy { pace: Pace::none(), ..Policy::new(crate::origin::now) };
        tune(&mut policy);
        Fetcher::with_connector(policy, Arc::new(self.clone()), Arc::new(self.clone())).unwrap()
    }

    pub(crate) fn dialled(&self) -> Vec<String> {
        self.dialled.lock().unwrap().iter().map(ToString::to_string).collect()
    }
}

impl Resolve for Stage {
    fn resolve(&self, _: &str, port: u16) -> Boxed<io::Result<Vec<SocketAddr>>> {
        let mut answers = self.answers.lock().unwrap();
        let ips = if answers.len() > 1 { answers.pop_front() } else { answers.front().cloned() };
        let found = ips.unwrap_or_default().into_iter().map(|ip| SocketAddr::new(ip, port)).collect();
        Box::pin(async { Ok(found) })
    }
}

impl Dial for Stage {
    fn dial(&self, to: SocketAddr) -> Boxed<io::Result<TcpStream>> {
        self.dialled.lock().unwrap().push(to);
        match address_ranges::reach(to.ip()) {
            address_ranges::Reach::Public => System.dial(self.server),
            _ => Box::pin(async { Err(io::Error::other("inward")) }),
        }
    }
}

const KINDS: [Kind; 6] = [Kind::Feed, Kind::Page, Kind::Image, Kind::Robots, Kind::Hub, Kind::Webhook];

#[tokio::test]
async fn literals_in_every_spelling_are_refused_unsent() {
    let origin = Origin::saying(answer("", "ok")).await;
    let hosts = "127.0.0.1 127.1 2130706433 0x7f.1 0177.0.0.1 127.0.0.1. 0 0.0.0.0 10.0.0.1 192.168.0.1 172.16.9.9
        169.254.169.254 0xa9fea9fe 100.64.0.1 100.100.100.200 198.18.0.1 224.0.0.1 255.255.255.255 127%2e0%2e0%2e1
        １２７.0.0.1 127。0。0。1 ①②⑦.0.0.1 [::1] [::] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1] [64:ff9b::7f00:1]
        [64:ff9b:1::a00:1] [2002:7f00:1::] [2001::1] [fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [2001:db8::1]
        [3fff::1] [2600::5efe:7f00:1]
        localhost LOCALHOST localhost. ⓛⓞⓒⓐⓛⓗⓞⓢⓣ a.localhost printer.local db.internal router router.home.arpa ip6-localhost
        localhost.localdomain";
    for host in hosts.split_whitespace() {
        for kind in KINDS {
            let stage = Stage::new(origin.address, &["127.0.0.1"]);
            let result = get(&stage.fetcher(false), &format!("http://{host}/x"), kind).await;
            assert_eq!((word(&result), stage.dialled().len()), ("blocked", 0), "{host} {kind:?}: {result:?}");
        }
    }
    assert!(origin.seen().is_empty());
}

#[tokio::test]
async fn names_are_judged_by_what_they_resolve_to() {
    let origin = Origin::saying(answer("", "ok")).await;
    let cases = [
        ("127.0.0.1", "blocked", ""),
        ("10.1.2.3 fd00::1", "blocked", ""),
        ("::ffff:10.0.0.1", "blocked", ""),
        ("64:ff9b::a00:1", "blocked", ""),
        ("", "failed:connection", ""),
        (PUBLIC, "ok", "93.184.215.14:80"),
        ("127.0.0.1 93.184.215.14", "ok", "93.184.215.14:80"),
        ("2606:4700::1111", "ok", "[2606:4700::1111]:80"),
    ];
    for (ips, expected, dialled) in cases {
        let stage = Stage::new(origin.address, &[ips]);
        let result = get(&stage.fetcher(false), "http://herald.example/feed", Kind::Robots).await;
        assert_eq!(
            (word(&result), stage.dialled().join(" ").as_str()),
            (expected, dialled),
            "{ips}: {result:?}"
        );
    }
}

#[tokio::test]
async fn a_name_that_turns_inward_is_refused_at_its_next_connection() {
    let origin = Origin::saying(answer("", "ok")).await;
    let stage = Stage::new(origin.address, &[PUBLIC, "127.0.0.1"]);
    let fetcher = stage.fetcher(false);
    let words: Vec<_> = [
        get(&fetcher, "http://turn.example/feed", Kind::Robots).await,
        get(&fetcher, "http://turn.example/feed", Kind::Robots).await,
    ]
    .iter()
    .map(word)
    .collect();
    assert_eq!(words, ["ok", "blocked"]);
    assert_eq!(stage.dialled(), ["93.184.215.14:80"]);
}

#[tokio::test]
async fn redirects_inward_are_refused_on_the_hop() {
    let targets = [
        ("http://127.0.0.1/", "blocked"),
        ("//localhost/", "blocked"),
        ("http://[::ffff:127.0.0.1]/", "blocked"),
        ("http://169.254.169.254/latest/meta-data/", "blocked"),
        ("https://0x7f.1/", "blocked"),
        ("file:///etc/passwd", "blocked"),
        ("gopher://127.0.0.1:25/_", "blocked"),
        ("javascript:alert(1)", "blocked"),
        ("http://", "failed:redirects"),
        ("", "failed:redirects"),
    ];
    for (target, expected) in targets {
        for line in ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"] {
            let moved = status(line, &format!("Location: {target}\r\n"));
            let origin = Origin::saying(moved).await;
            for kind in KINDS {
                // A form follows no other redirects anyway.
                if kind == Kind::Hub && !line.starts_with("307") && !line.starts_with("308") {
                    continue;
                }
                // A message follows none: the redirect is its answer.
                let expected = if kind == Kind::Webhook { "failed:status" } else { expected };
                let stage = Stage::new(origin.address, &[PUBLIC]);
                let result = get(&stage.fetcher(false), "http://herald.example/x", kind).await;
                assert_eq!(word(&result), expected, "{target} {kind:?} {result:?}");
                assert!(stage.dialled().iter().all(|to| to == "93.184.215.14:80"), "{:?}", stage.dialled());
            }
        }
    }
}

#[tokio::test]
async fn a_literal_passes_the_same_judgement_as_a_name() {
    let origin = Origin::saying(answer("", "ok")).await;
    let stage = Stage::new(origin.address, &["127.0.0.1"]);
    let result = get(&stage.fetcher(false), "http://93.184.215.14:8080/feed", Kind::Robots).await;
    assert_eq!((word(&result), stage.dialled()), ("ok", vec!["93.184.215.14:8080".to_owned()]));
}

#[tokio::test]
async fn private_networks_open_on_wish_only_and_metadata_never() {
    let origin = Origin::saying(answer("", "ok")).await;
    let cases =
        [("127.0.0.1", 1), ("192.168.1.9", 1), ("[fd12::1]", 1), ("169.254.169.254", 0), ("[fe80::1]", 0)];
    for (host, dials) in cases {
        let stage = Stage::new(origin.address, &[PUBLIC]);
        let _ = get(&stage.fetcher(true), &format!("http://{host}/x"), Kind::Robots).await;
        assert_eq!(stage.dialled().len(), dials, "{host}");
    }
}

#[tokio::test]
async fn names_of_the_table_go_there_and_nowhere_else() {
    let origin = Origin::saying(answer("", "home")).await;
    let fetcher = origin.fetcher();
    for name in ["herald.localhost", "HERALD.localhost.", "courier.localhost:9"] {
        let result = get(&fetcher, &format!("http://{name}/x"), Kind::Feed).await;
        assert_eq!(word(&result), "ok", "{name} {result:?}");
    }
    let other = format!("http://127.0.0.1:{}/x", origin.address.port());
    assert_eq!(word(&get(&fetcher, &other, Kind::Feed).await), "blocked");
    assert_eq!(word(&get(&fetcher, "http://unknown.localhost/x", Kind::Feed).await), "blocked");
}

#[tokio::test]
async fn redirects_have_an_end() {
    let origin = Origin::start(|seen| {
        let next = seen.path.len();
        Reply::Bytes(match seen.path.as_str() {
            "/robots.txt" => status("404 Not Found", ""),
            "/circle" => status("302 Found", "Location: /circle\r\n"),
            "/a" => status("302 Found", "Location: /b#x\r\n"),
            "/b" => status("302 Found", "Location: /a\r\n"),
            "/lost" => status("302 Found", ""),
            _ => status("302 Found", &format!("Location: /{}\r\n", "x".repeat(next))),
        })
    })
    .await;
    for path in ["circle", "a", "lost", "x"] {
        let result = get(&origin.fetcher(), &format!("http://herald.localhost/{path}"), Kind::Feed).await;
        assert_eq!(word(&result), "failed:redirects", "{path}");
    }
    assert_eq!(origin.paths().iter().filter(|path| path.starts_with("/x")).count(), 11);
}

/// The environment cannot be set in a test without `unsafe`; that no source of the crate reads it is as good.
#[test]
fn no_proxy_is_taken_from_the_environment() {
    let mut files = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    let mut read = 0;
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        read += 1;
        let source = std::fs::read_to_string(&path).unwrap();
        for word in ["std::env", "env::var", "client-proxy", "proxy::"] {
            assert!(!source.contains(word), "{word} in {}", path.display());
        }
    }
    assert!(read > 10);
}
