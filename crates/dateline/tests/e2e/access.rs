//! What a person has access to: feeds with a login, private addresses that were opened, and secrets that nobody reads.

use crate::fixture::{Dir, says, until};
use crate::publisher_server::{Ask, Origin, Reply, article, rss};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Duration;

const SECRET: &str = "s3cr3t-of-the-reader";
/// `reader-name:s3cr3t-of-the-reader`.
const BASIC: &str = "Basic cmVhZGVyLW5hbWU6czNjcjN0LW9mLXRoZS1yZWFkZXI=";

fn with(field: &str, value: &'static str) -> impl Fn(&Ask) -> Reply + Send + Sync + 'static {
    let field = field.to_owned();
    move |ask: &Ask| match ask.path.as_str() {
        "/robots.txt" => Reply::missing(),
        _ if ask.fields.get(&field).map(String::as_str) != Some(value) => {
            Reply::new(401, "text/plain", "who?")
        }
        "/feed" => Reply::feed(rss("courier.example", &["harbour".to_owned()])),
        _ => Reply::html(article("courier.example", "harbour")),
    }
}

/// Everything that lies in the folder, but the secret's own file.
fn files(dir: &Dir) -> Vec<u8> {
    let mut all = Vec::new();
    let mut folders = vec![dir.path("data"), dir.path("config")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => all.extend(fs::read(path).unwrap()),
            }
        }
    }
    all
}

#[test]
fn a_login_is_given_unseen_and_told_nowhere() {
    let origin = Origin::new(with("authorization", BASIC));
    let dir = Dir::new();
    dir.config(true, &[("courier.example", origin.port)]);
    let mut said = String::new();
    let mut run = |arguments: &[&str], input: &str, code: i32| {
        let mut command = dir.dateline(["-v", "-v"]).env("RUST_LOG", "trace").input(input);
        command = command.env("DATELINE_LISTEN", "127.0.0.1:0");
        for argument in arguments {
            command = command.arg(argument);
        }
        let run = command.ends(code);
        said.push_str(&format!("{}\n{}\n", run.out, run.err));
        run.out
    };
    let feed = "http://courier.example/feed";
    run(&["add", feed], "", 1);
    run(&["add", feed, "--basic", "reader-name", "--allow-http"], "another", 1);
    run(&["add", feed, "--basic", "reader-name"], SECRET, 1);
    run(&["add", feed, "--basic", "reader-name", "--allow-http"], "", 1);
    let login = ["add", feed, "--basic", "reader-name", "--allow-http", "--json"];
    says(&run(&login, &format!("{SECRET}\n"), 0), &["\"private\": true"]);
    says(&run(&["update"], "", 0), &["1 feed: 1 new"]);
    says(
        &run(&["access", "1"], "", 0),
        &["is asked with a user name and a password, sent to http://courier.example", "it is private"],
    );
    for arguments in [
        &["feeds"][..],
        &["feeds", "--json"],
        &["feeds", "--opml", "--with-private"],
        &["doctor"],
        &["audit"],
        &["stories"],
    ] {
        run(arguments, "", 0);
    }
    run(&["backup", "copy.db"], "", 0);
    run(&["access", "1", "--basic", "reader-name", "--allow-http"], "wrong-s3cr3t", 0);
    says(&run(&["update"], "", 3), &["the login was refused (answers 401); set it anew"]);
    let file = dir.file("secret.txt", SECRET);
    run(
        &["access", "1", "--basic", "reader-name", "--allow-http", "--secret", file.to_str().unwrap()],
        "",
        0,
    );
    run(&["update"], "", 0);
    says(&run(&["access", "1", "--forget"], "", 0), &["is asked without a login; it is private"]);
    says(&said, &["asks for a login (answers 401)", "the login was refused", "1 login can be opened"]);
    for secret in [SECRET, "reader-name", BASIC, "cmVhZGVy", "wrong-s3cr3t"] {
        assert!(!said.contains(secret), "{secret} in {said}");
        let found = files(&dir).windows(secret.len()).any(|window| window == secret.as_bytes());
        let copied = fs::read(dir.path("copy.db")).unwrap();
        assert!(
            !found && !copied.windows(secret.len()).any(|window| window == secret.as_bytes()),
            "{secret}"
        );
    }
    let key = dir.path("data/dateline.db.key");
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn every_kind_of_login_is_sent_as_it_was_given() {
    for (option, input, field, value) in [
        (&["--bearer"][..], "abc.def", "authorization", "Bearer abc.def"),
        (&["--header", "X-Api-Key"], "k-1", "x-api-key", "k-1"),
        (&["--cookie"], "Cookie: sid=7; a=b\n", "cookie", "sid=7; a=b"),
    ] {
        let origin = Origin::new(with(field, value));
        let dir = Dir::new();
        dir.config(true, &[("courier.example", origin.port)]);
        let mut command = dir.dateline(["add", "http://courier.example/feed", "--allow-http"]).input(input);
        for option in option {
            command = command.arg(option);
        }
        command.done();
        says(&dir.dateline(["update"]).done().out, &["1 feed: 1 new"]);
    }
    let dir = Dir::new();
    for name in ["Host", "User-Agent", "Referer", "From", "X-Forwarded-For", "Range", "Content-Type"] {
        let command = dir.dateline(["add", "https://courier.example/feed", "--header", name]).input("x");
        says(&command.fails(), &["is no header that a login is sent in"]);
    }
}

#[test]
fn a_login_in_an_address_goes_through_a_running_desk() {
    let origin = Origin::new(with("authorization", BASIC));
    let dir = Dir::new();
    dir.config(true, &[("courier.example", origin.port)]);
    let serving = dir.dateline(["serve", "--listen", "127.0.0.1:0", "--no-poll"]).start();
    until("the desk to serve", Duration::from_secs(20), || dir.path("data/dateline.sock").exists());
    let address = format!("http://reader-name:{SECRET}@courier.example/feed");
    let refused = dir.dateline(["add", &address]).fails();
    assert!(
        refused.contains("were left out, for they would be sent unencrypted") && !refused.contains(SECRET),
        "{refused}"
    );
    let added = dir.dateline(["add", &address, "--allow-http"]).done();
    let words = "its login is kept encrypted and sent to http://courier.example; the feed is private";
    says(&added.out, &["added News of courier.example as feed 1", words]);
    says(
        &dir.dateline(["access", "1", "--json"]).done().out,
        &["\"kind\": \"basic\"", "\"allow_http\": true"],
    );
    says(&dir.dateline(["feeds"]).done().out, &["http://courier.example/feed"]);
    let run = serving.stop();
    assert!(!format!("{}{}", run.out, run.err).contains(SECRET), "{run:#?}");
}

#[test]
fn a_secret_address_is_proposed_as_private() {
    let origin = Origin::new(|_| Reply::feed(rss("courier.example", &["harbour".to_owned()])));
    let dir = Dir::new();
    dir.config(true, &[("courier.example", origin.port)]);
    let address = "http://courier.example/feed?token=9pXk2LmQ8vRt4ZbN";
    let added = dir.dateline(["add", address]).done().out;
    says(&added, &["may be a secret (the value of \u{201c}token\u{201d}): `dateline access 1 --private`"]);
    says(&dir.dateline(["access", "1", "--private"]).done().out, &["it is private"]);
    assert!(!dir.dateline(["add", address]).done().out.contains("may be a secret"));
    assert!(!dir.dateline(["feeds", "--opml"]).done().out.contains("token"));
    says(&dir.dateline(["feeds", "--opml", "--with-private"]).done().out, &["token"]);
    says(&dir.dateline(["access", "1", "--public"]).done().out, &["it is not private"]);
}

#[test]
fn an_address_at_home_is_opened_by_the_owners_file() {
    let bridge = Origin::new(|ask| match ask.path.as_str() {
        "/robots.txt" => Reply::missing(),
        "/feed" => Reply::feed(rss("127.0.0.1", &["harbour".to_owned()])),
        _ => Reply::html(article("127.0.0.1", "harbour")),
    });
    let beside = Origin::new(|_| Reply::feed(rss("127.0.0.1", &["market".to_owned()])));
    let dir = Dir::new();
    let allow = |row: &str| {
        dir.file("config/dateline/dateline.toml", format!("[fetch]\npause_seconds = 0\nallow = [{row}]\n"))
    };
    let row = format!("{{ host = \"127.0.0.1\", port = {}, purpose = \"feeds\" }}", bridge.port);
    let address = |port: u16| format!("http://127.0.0.1:{port}/feed");
    allow("");
    says(&dir.dateline(["add", &address(bridge.port)]).fails(), &[&row, "fetch.allow"]);
    assert_eq!(bridge.asked_in_all(), 0);
    allow(&row);
    dir.dateline(["add", &address(bridge.port)]).done();
    says(&dir.dateline(["add", &address(beside.port)]).fails(), &["fetch.allow"]);
    assert_eq!(beside.asked_in_all(), 0);
    for purpose in ["webhooks", "mail", "login"] {
        allow(&row.replace("feeds", purpose));
        let said = dir.dateline(["add", &address(bridge.port)]).fails();
        says(&said, &[&format!("fetch.allow opens it for {purpose} alone")]);
    }
    for (row, words) in [
        (
            "{ host = '169.254.169.254', port = 80, purpose = 'feeds' }",
            "never called, not even when it is named",
        ),
        ("{ host = 'http://bridge.lan', port = 80, purpose = 'feeds' }", "write one host name or IP address"),
        ("{ host = 'bridge.lan', port = 80, purpose = 'all' }", "there are feeds, webhooks, mail, login"),
        ("{ host = 'bridge.lan', purpose = 'feeds' }", "missing field `port`"),
        ("{ host = 'bridge.lan', port = 99999, purpose = 'feeds' }", "holds a mistake in line 3"),
    ] {
        allow(row);
        for command in ["feeds", "update", "serve"] {
            says(&dir.dateline([command]).fails(), &[words]);
        }
    }
}
