//! Accounts from the command line, beside a running desk and without one.

use crate::fixture::{Dir, says, until};
use crate::publisher_server::{Origin, Reply};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

const LONG: &str = "gull heron tern avocet";

#[test]
fn accounts_are_made_listed_kept_out_and_deleted() {
    let dir = Dir::new();
    says(&dir.dateline(["user", "list"]).done().err, &["no account", "user add NAME"]);
    let refused = |name: &str, password: &str, why: &str| {
        let run = dir.dateline(["user", "add", name, "--password-stdin"]).input(password).ends(1);
        says(&run.err, &[why]);
        assert!(password.is_empty() || !run.err.contains(password), "{}", run.err);
    };
    refused("Ada", "short", "8 to 256");
    refused("Ada", "password2026", "first that are tried");
    refused("Ada", "", "empty");
    refused("a:b", LONG, "no colon");
    says(&dir.dateline(["user", "add", "Ada"]).ends(1).err, &["--password-stdin"]);
    let add = |name: &str| {
        dir.dateline(["user", "add", name, "--password-stdin"]).input(format!("{LONG}\n")).done().out
    };
    says(&add("Ada"), &["Ada has an account as owner", "asks for a login"]);
    says(&add("Bert"), &["Bert has an account as reader"]);
    refused("ada", LONG, "account of that name already");
    says(&dir.dateline(["user", "disable", "bert"]).done().out, &["Bert is kept out"]);
    says(&dir.dateline(["user", "disable", "Ada"]).ends(1).err, &["last owner"]);
    says(&dir.dateline(["user", "list"]).done().out, &["Ada\towner\tmay log in", "Bert\treader\tdisabled"]);
    says(&dir.dateline(["user", "enable", "Bert"]).done().out, &["may log in again"]);
    says(&dir.dateline(["user", "delete", "Ada"]).ends(1).err, &["not deleted"]);
    let reset = dir.dateline(["user", "reset", "Bert"]).done().out;
    says(&reset, &["within a day", "Bert", "http://127.0.0.1:8460/link/"]);
    let link = dir.dateline(["user", "invite", "--json"]).done().json();
    assert!(link["link"].as_str().unwrap().starts_with("http://127.0.0.1:8460/link/"), "{link}");
    let new = dir
        .dateline(["user", "reset", "Bert", "--password-stdin", "--second-factor"])
        .input("other words than before");
    says(&new.done().out, &["new password"]);
    says(&dir.dateline(["user", "delete", "Bert"]).done().out, &["Bert is deleted"]);
    says(&dir.dateline(["user", "delete", "Bert"]).ends(1).err, &["no account Bert"]);
    let csv = dir.dateline(["user", "list", "--format", "csv", "--fields", "name,role"]).done().out;
    assert_eq!(csv, "name,role\nAda,owner\n");
    let listed = dir.dateline(["user", "list", "--json"]).done().json()["users"].take();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!((&listed[0]["name"], &listed[0]["role"]), (&"Ada".into(), &"owner".into()));
}

/// One request of a browser over plain HTTP, and the whole answer.
#[expect(clippy::disallowed_methods, reason = "it asks the desk of the test, on this machine")]
fn ask(port: u16, head: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{head} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("no {start:?} in {text}"));
    rest.split_once(end).unwrap().0
}

/// Everything by which somebody is let in is used once while all that can be logged is logged; none of it is found again.
#[test]
fn no_secret_stands_in_the_log_or_in_the_folder() {
    let dir = Dir::new();
    let desk = dir
        .dateline(["-v", "-v", "serve", "--listen", "127.0.0.1:0", "--no-poll"])
        .env("RUST_LOG", "trace")
        .start();
    desk.says("the desk is at http://127.0.0.1:");
    let port = between(&desk.err(), "the desk is at http://127.0.0.1:", "/").parse().unwrap();
    until("the socket", Duration::from_secs(20), || dir.path("data/dateline.sock").exists());
    assert!(ask(port, "GET /", "").starts_with("HTTP/1.1 200"), "no account, no login");
    dir.dateline(["user", "add", "Ada", "--password-stdin"]).input(LONG).done();
    assert!(ask(port, "GET /", "").contains("location: /login"), "the running desk asks for a login at once");
    let link = dir.dateline(["user", "invite", "--json"]).done().json()["link"].as_str().unwrap().to_owned();
    let link = link.rsplit('/').next().unwrap().to_owned();
    let other = "avocet tern heron gull";
    let form = |password: &str| password.replace(' ', "+");
    let made =
        ask(port, &format!("POST /link/{link}"), &format!("name=Bert&password={0}&again={0}", form(other)));
    assert!(made.contains("location: /login"), "{made}");
    ask(port, "POST /login", "name=Ada&password=a+wrong+password+typed");
    let done = ask(port, "POST /login", &format!("name=Ada&password={}", form(LONG)));
    let session = between(&done, "dateline_session=", ";").to_owned();
    let with = |head: &str| format!("{head} HTTP/1.1\r\nCookie: dateline_session={session}\r\nX-Rest:");
    let token = ask(port, &with("POST /account/tokens/add"), "name=phone&scope=read");
    let token = between(&token, "<code>", "</code>").to_owned();
    let by_token = format!("GET /api/v1/feeds HTTP/1.1\r\nAuthorization: Bearer {token}\r\nX-Rest:");
    assert!(ask(port, &by_token, "").starts_with("HTTP/1.1 200"));
    let seed = ask(port, &with("POST /account/factor/begin"), &format!("password={}", form(LONG)));
    let seed = between(&seed, "<code>", "</code>").to_owned();
    let said = desk.stop();
    let mut all = format!("{}{}", said.out, said.err).into_bytes();
    for entry in std::fs::read_dir(dir.path("data")).unwrap() {
        let path = entry.unwrap().path();
        all.extend(std::fs::read(&path).unwrap_or_default());
    }
    for secret in [LONG, &form(LONG), other, &form(other), "wrong password", &link, &session, &token, &seed] {
        let found = all.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!found, "{secret} is told");
    }
}

/// A desk that others can reach prints a token with which its first account is made, and nothing else works before.
#[test]
fn a_desk_with_a_foreign_name_is_set_up_with_the_printed_token() {
    let dir = Dir::new();
    dir.file("config/dateline/dateline.toml", "host_names = [\"desk.example\"]\n");
    let desk = dir.dateline(["serve", "--listen", "127.0.0.1:0", "--no-poll"]).start();
    desk.says("open /setup there with the token ");
    let port = between(&desk.err(), "the desk is at http://127.0.0.1:", "/").parse().unwrap();
    let token = between(&desk.err(), "with the token ", "\n").trim().to_owned();
    assert!(ask(port, "GET /feeds", "").contains("location: /setup"));
    let password = LONG.replace(' ', "+");
    let made =
        ask(port, "POST /setup", &format!("token={token}&name=Ada&password={password}&again={password}"));
    assert!(made.contains("location: /login"), "{made}");
    let done = ask(port, "POST /login", &format!("name=Ada&password={password}"));
    assert!(done.contains("dateline_session="), "{done}");
    desk.stop();
    let again = dir.dateline(["serve", "--listen", "127.0.0.1:0", "--no-poll"]).start();
    again.says("the desk is at http://127.0.0.1:");
    until("the socket", Duration::from_secs(20), || dir.path("data/dateline.sock").exists());
    assert!(!again.err().contains("/setup"), "{}", again.err());
    again.stop();
}

#[test]
fn the_doctor_tells_of_a_provider_that_lets_nobody_in() {
    let issuer = "http://id.example";
    let origin = Origin::new(move |ask| match ask.path.as_str() {
        "/.well-known/openid-configuration" => Reply::new(
            200,
            "application/json",
            format!(
                "{{\"issuer\":\"{issuer}\",\"authorization_endpoint\":\"{issuer}/a\",\"token_endpoint\":\"{issuer}/t\",\
                 \"jwks_uri\":\"{issuer}/k\"}}"
            ),
        ),
        _ => Reply::missing(),
    });
    let dir = Dir::new();
    let settings = |issuer: &str, only: bool| {
        let text = format!(
            "[oidc]\nissuer = \"{issuer}\"\nclient_id = \"desk\"\nonly = {only}\n[fetch]\nallow_private = true\n\
             allow = [{{ host = \"id.example\", port = 80, purpose = \"login\" }}]\nhosts = {{ \"id.example\" = {} }}\n",
            origin.port
        );
        dir.file("config/dateline/dateline.toml", text);
    };
    settings(issuer, false);
    dir.dateline(["user", "add", "Ada", "--password-stdin"]).input("gull heron tern avocet\n").done();
    says(&dir.dateline(["doctor"]).done().out, &["provider http://id.example answers for logins"]);
    settings(issuer, true);
    let locked_out = dir.dateline(["doctor"]).ends(3);
    says(&locked_out.out, &["FAIL  provider", "no owner is linked with it: take oidc.only away"]);
    settings("http://id.example/realm", false);
    let wrong = dir.dateline(["doctor"]).ends(3);
    says(&wrong.out, &["FAIL  provider", "http://id.example/realm does not answer as it should"]);
}
