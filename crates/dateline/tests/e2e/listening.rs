//! Where the desk listens beside an address: a unix socket, a socket of systemd, and behind nginx as the documents say.

use crate::fixture::{DATELINE, Dir, Running, repository, says, until};
use rustix::process::Signal;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(60);

/// Asks for a path and gives the whole answer.
fn ask(mut stream: impl Read + Write, path: &str, fields: &str) -> String {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: desk.example\r\n{fields}Connection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[expect(clippy::disallowed_methods, reason = "it asks the desk of the test, on this machine")]
fn dialled(address: SocketAddr) -> io::Result<TcpStream> {
    TcpStream::connect(address)
}

/// A desk at a unix socket, below a path, that trusts the proxy there.
fn behind_socket(dir: &Dir, path: &str) -> (Running, PathBuf) {
    let socket = dir.path("desk.sock");
    let text = format!(
        "listen = \"unix:{}\"\nhost_names = [\"desk.example\"]\ntrusted_proxies = [\"unix\"]\nbase_path = \"{path}\"\n",
        socket.display()
    );
    dir.file("config/dateline/dateline.toml", text);
    dir.dateline(["user", "add", "Ada", "--password-stdin"]).input("gull heron tern avocet\n").done();
    let running = dir.dateline(["serve", "--no-poll"]).start();
    until("the socket", PATIENCE, || UnixStream::connect(&socket).is_ok());
    (running, socket)
}

#[test]
fn a_unix_socket_is_for_a_proxy_and_goes_with_the_desk() {
    let dir = Dir::new();
    let (running, socket) = behind_socket(&dir, "");
    assert_eq!(fs::metadata(&socket).unwrap().permissions().mode() & 0o777, 0o660);
    let asked = |fields: &str| ask(UnixStream::connect(&socket).unwrap(), "/login", fields);
    let safe = asked("X-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.7\r\n");
    says(&safe, &["200 OK", "strict-transport-security: max-age=31536000", "name=\"password\""]);
    assert!(!asked("").contains("strict-transport-security"), "the proxy took it without TLS");
    says(&asked("X-Forwarded-Host: other.example\r\n"), &["421 ", "other.example"]);
    assert_eq!(running.stop().code, Some(0));
    assert!(!socket.exists());
}

#[test]
fn systemd_hands_over_its_socket() {
    let dir = Dir::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // As systemd does it: the socket is the third file of the process, which is told so by its number.
    let mut command = dir.command(Path::new("sh"));
    let script = format!("exec 3<&0; LISTEN_FDS=1 LISTEN_PID=$$ exec {DATELINE} serve --no-poll");
    command.command.arg("-c").arg(script);
    command.command.stdin(Stdio::from(OwnedFd::from(listener))).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.command.spawn().unwrap();
    let answer = ask(dialled(address).unwrap(), "/healthz", "");
    says(&answer, &["421 ", "This desk does not go by the name"]);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn bad_files_of_tls_are_told_in_one_sentence() {
    let dir = Dir::new();
    let (certificate, key) = (dir.path("desk.pem"), dir.path("key.pem"));
    let text = format!(
        "listen = \"127.0.0.1:0\"\n[tls]\ncertificate = \"{}\"\nkey = \"{}\"\n",
        certificate.display(),
        key.display()
    );
    dir.file("config/dateline/dateline.toml", text);
    let serve = || dir.dateline(["serve", "--no-poll"]).fails();
    says(&serve(), &["desk.pem cannot be read: "]);
    fs::write(&certificate, "no certificate").unwrap();
    says(&serve(), &["desk.pem holds no certificate: it is a PEM file"]);
}

#[test]
fn settings_are_read_anew_without_a_new_start() {
    let dir = Dir::new();
    let socket = dir.path("desk.sock");
    let settings = |names: &str, more: &str| {
        let text = format!(
            "listen = \"unix:{}\"\nhost_names = [{names}]\ntrusted_proxies = [\"unix\"]\n{more}\n",
            socket.display()
        );
        dir.file("config/dateline/dateline.toml", text)
    };
    settings("\"old.example\"", "");
    dir.dateline(["user", "add", "Ada", "--password-stdin"]).input("gull heron tern avocet\n").done();
    let desk = dir.dateline(["serve", "--no-poll"]).start();
    until("the socket", PATIENCE, || UnixStream::connect(&socket).is_ok());
    let asked = || ask(UnixStream::connect(&socket).unwrap(), "/login", "X-Forwarded-Proto: https\r\n");
    says(&asked(), &["421 ", "desk.example"]);
    settings("\"desk.example\"", "[keep]\nunread = true");
    desk.signal(Signal::USR1);
    desk.says("with another host_names; start serve anew for keep.unread");
    says(&asked(), &["200 OK", "name=\"password\""]);
    settings("\"no host\"", "");
    desk.signal(Signal::USR1);
    desk.says("\"no host\" is no host");
    desk.says("the settings before it stay");
    says(&asked(), &["200 OK"]);
    assert_eq!(desk.stop().code, Some(0));
}

/// The server block of the documents, with a port and a socket of this test in the places of real ones, at a path of the server.
fn nginx_block(port: u16, socket: &Path, path: &str) -> String {
    let page = fs::read_to_string(repository().join("docs/installing.md")).unwrap();
    let block = page.split("```nginx\n").nth(1).unwrap().split("```").next().unwrap();
    let lines = block.lines().filter(|line| !line.trim().starts_with("ssl_"));
    let block = lines.collect::<Vec<_>>().join("\n");
    block
        .replace("listen 443 ssl;", &format!("listen 127.0.0.1:{port};"))
        .replace("unix:/run/dateline/desk.sock", &format!("unix:{}", socket.display()))
        .replace("$scheme", "https")
        .replace("location / {", &format!("location {path}/ {{"))
}

#[test]
fn the_documented_nginx_leads_to_the_desk() {
    behind_nginx("", "name=\"password\"");
}

#[test]
fn the_documented_nginx_leads_to_a_desk_below_a_path() {
    behind_nginx("/news", "action=\"/news/login\"");
}

/// Asks a desk below a path for its login through nginx.
#[expect(clippy::print_stdout, reason = "a test says why it tries nothing")]
fn behind_nginx(path: &str, expected: &str) {
    let Some(nginx) = ["/usr/sbin/nginx", "/usr/bin/nginx"].into_iter().find(|path| Path::new(path).exists())
    else {
        println!("skipped: nginx is not installed");
        return;
    };
    let dir = Dir::new();
    let (desk, socket) = behind_socket(&dir, path);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let block = nginx_block(port, &socket, path);
    let folder = dir.path("nginx");
    fs::create_dir_all(&folder).unwrap();
    // Of a worker that root starts: it must reach the test's folder.
    let user = if rustix::process::getuid().is_root() { "user root;\n" } else { "" };
    let text = format!(
        "{user}daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log stderr;\nevents {{}}\nhttp {{ access_log off;\nclient_body_temp_path body;\n\
         proxy_temp_path proxy;\nfastcgi_temp_path f;\nuwsgi_temp_path u;\nscgi_temp_path s;\n{block}\n}}\n"
    );
    fs::write(folder.join("nginx.conf"), text).unwrap();
    let mut proxy =
        Command::new(nginx).arg("-p").arg(&folder).arg("-c").arg(folder.join("nginx.conf")).spawn().unwrap();
    let mut answer = String::new();
    until("nginx to answer", PATIENCE, || {
        let Ok(stream) = dialled(([127, 0, 0, 1], port).into()) else { return false };
        answer = ask(
            stream,
            &format!("{path}/login"),
            "X-Forwarded-Host: other.example\r\nX-Forwarded-Proto: http\r\n",
        );
        true
    });
    proxy.kill().unwrap();
    proxy.wait().unwrap();
    desk.stop();
    let answer = answer.to_lowercase();
    says(&answer, &["200 ok", "strict-transport-security", expected]);
}
