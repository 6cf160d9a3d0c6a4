//! TLS and HTTP/2: whose word is believed, and what is spoken. The authority is made for each test and known to nobody else.

use crate::origin::{get, now, page, url, word};
use dateline_fetch::guarded_connector::{Boxed, Dial, Resolve, System};
use dateline_fetch::{FetchErrorKind, Fetcher, Kind, Pace, Policy, Request as Get, TlsRoots};
use dateline_model::{Credential, Login, Terms, WebOrigin};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

const FEED: &str = "https://herald.localhost/feed";

/// An authority of the test's own.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Vec<u8>,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = params.self_signed(&key).unwrap().der().to_vec();
        Self { issuer: Issuer::new(params, key), certificate }
    }

    /// A server's configuration: a certificate for `name`, good until the end of `year`.
    fn server(&self, name: &str, year: i32, protocols: &[&str]) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(year, 12, 31);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder().with_no_client_auth();
        let mut config = config.with_single_cert(vec![certificate.der().clone()], key).unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        config
    }

    fn roots(&self) -> TlsRoots {
        TlsRoots::only([self.certificate.clone()]).unwrap()
    }

    fn fetcher(&self, to: SocketAddr) -> Fetcher {
        fetcher(to, self.roots())
    }
}

fn fetcher(to: SocketAddr, roots: TlsRoots) -> Fetcher {
    let mut policy = Policy::new(now);
    policy.hosts.insert("herald.localhost", to).unwrap();
    policy.obey_robots = false;
    Fetcher::with_roots(policy, Arc::new(System), Arc::new(System), roots).unwrap()
}

/// What a server saw: `connection` for each that was greeted, then version and path of each request.
type Log = Arc<Mutex<Vec<String>>>;

async fn serve(config: ServerConfig) -> (SocketAddr, Log) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (log, acceptor) = (Log::default(), TlsAcceptor::from(Arc::new(config)));
    let seen = Arc::clone(&log);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(stream) = acceptor.accept(stream).await else { continue };
            seen.lock().unwrap().push("connection".to_owned());
            let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
            let seen = Arc::clone(&seen);
            let service = service_fn(move |request: Request<hyper::body::Incoming>| {
                let login = if request.headers().contains_key("authorization") { " with login" } else { "" };
                let line = format!("{:?} {}{login}", request.version(), request.uri().path());
                seen.lock().unwrap().push(line);
                let told = request.uri().host().map(str::to_owned);
                let host = request.headers().get("host").map(|host| host.to_str().unwrap().to_owned());
                let mut answer = Response::new(Full::new(Bytes::from(told.or(host).unwrap_or_default())));
                if request.uri().path() == "/down" {
                    *answer.status_mut() = http::StatusCode::FOUND;
                    answer.headers_mut().insert("location", "http://herald.example/plain".parse().unwrap());
                }
                async move { Ok::<_, std::convert::Infallible>(answer) }
            });
            let stream = TokioIo::new(stream);
            tokio::spawn(async move {
                if two {
                    let server = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                    let _ended = server.serve_connection(stream, service).await;
                } else {
                    let _ended =
                        hyper::server::conn::http1::Builder::new().serve_connection(stream, service).await;
                }
            });
        }
    });
    (address, log)
}

#[tokio::test]
async fn two_is_spoken_where_both_know_it_and_one_connection_serves() {
    for (protocols, version) in
        [(&["h2", "http/1.1"][..], "HTTP/2.0"), (&["http/1.1"], "HTTP/1.1"), (&[], "HTTP/1.1")]
    {
        let authority = Authority::new();
        let (address, log) = serve(authority.server("herald.localhost", 2900, protocols)).await;
        let fetcher = authority.fetcher(address);
        for path in ["feed", "a", "b"] {
            let answer = page(get(&fetcher, &format!("https://herald.localhost/{path}"), Kind::Feed).await);
            assert_eq!(
                (answer.status, answer.body.as_slice()),
                (200, &b"herald.localhost"[..]),
                "{protocols:?}"
            );
        }
        let expected = [
            "connection".to_owned(),
            format!("{version} /feed"),
            format!("{version} /a"),
            format!("{version} /b"),
        ];
        assert_eq!(*log.lock().unwrap(), expected, "{protocols:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_does_not_hold_ends_it_unsent() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    for (what, name, year, known) in [
        ("of another authority", "herald.localhost", 2900, &theirs),
        ("expired", "herald.localhost", 2020, &ours),
        ("for another host", "courier.localhost", 2900, &ours),
    ] {
        let (address, log) = serve(ours.server(name, year, &["h2", "http/1.1"])).await;
        for kind in [Kind::Feed, Kind::Page, Kind::Image, Kind::Robots] {
            let answer = get(&known.fetcher(address), FEED, kind).await;
            assert_eq!(word(&answer), "failed:connection", "{what}");
            assert!(matches!(answer.unwrap_err().kind, FetchErrorKind::Tls(_)), "{what}");
        }
        assert!(log.lock().unwrap().iter().all(|line| line == "connection"), "{what}: something was sent");
    }
}

#[tokio::test]
async fn nobody_but_the_public_authorities_is_believed_by_default() {
    let authority = Authority::new();
    let (address, log) = serve(authority.server("herald.localhost", 2900, &["h2"])).await;
    let mut policy = Policy::new(now);
    policy.hosts.insert("herald.localhost", address).unwrap();
    policy.obey_robots = false;
    let answer = get(&Fetcher::new(policy).unwrap(), FEED, Kind::Feed).await;
    assert!(matches!(answer.unwrap_err().kind, FetchErrorKind::Tls(_)));
    assert!(log.lock().unwrap().iter().all(|line| line == "connection"));
}

#[tokio::test]
async fn plain_text_in_place_of_tls_is_a_failure() {
    let origin = crate::origin::Origin::saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let fetcher = fetcher(origin.address, Authority::new().roots());
    assert!(matches!(get(&fetcher, FEED, Kind::Feed).await.unwrap_err().kind, FetchErrorKind::Tls(_)));
}

/// Every name is public; port 443 leads to one server, every other one to another.
struct Ports {
    secure: SocketAddr,
    plain: SocketAddr,
}

impl Resolve for Ports {
    fn resolve(&self, _: &str, port: u16) -> Boxed<std::io::Result<Vec<SocketAddr>>> {
        Box::pin(async move { Ok(vec![SocketAddr::from(([93, 184, 215, 14], port))]) })
    }
}

impl Dial for Ports {
    fn dial(&self, to: SocketAddr) -> Boxed<std::io::Result<TcpStream>> {
        System.dial(if to.port() == 443 { self.secure } else { self.plain })
    }
}

#[tokio::test]
async fn a_login_is_sent_over_tls_and_not_along_a_downgrade() {
    for (protocols, version) in [(&["h2"][..], "HTTP/2.0"), (&["http/1.1"], "HTTP/1.1")] {
        for allow_http in [false, true] {
            let authority = Authority::new();
            let (secure, log) = serve(authority.server("herald.example", 2900, protocols)).await;
            let plain = crate::origin::Origin::saying(crate::origin::answer("", "plain")).await;
            let ports = Arc::new(Ports { secure, plain: plain.address });
            let policy = Policy { obey_robots: false, pace: Pace::none(), ..Policy::new(now) };
            let fetcher =
                Fetcher::with_roots(policy, Arc::clone(&ports) as _, ports, authority.roots()).unwrap();
            let address = url("https://herald.example/down");
            let terms = Terms { origin: WebOrigin::of(&address), also: Vec::new(), allow_http };
            let known = Credential::new(Login::bearer("s3cr3t").unwrap(), terms).unwrap();
            let answer = fetcher.get(Get::new(address, Kind::Feed).with_login(Arc::new(known))).await;
            assert_eq!(page(answer).body, b"plain");
            assert_eq!(log.lock().unwrap().last().unwrap(), &format!("{version} /down with login"));
            assert_eq!(plain.seen()[0].field("authorization"), None);
        }
    }
}
