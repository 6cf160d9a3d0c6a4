use super::settings_table::SETTINGS;
use super::*;

fn merged(text: &str, flags: &Global, env: &[(&str, &str)]) -> Result<Config> {
    let file = toml::from_str(text)?;
    let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(*value));
    Config::merge(file, flags, &env, Some(PathBuf::from("usual")))
}

#[test]
fn later_sources_win() {
    let file = "data_dir = 'file'\nlisten = '127.0.0.1:1'\n[fetch]\nallow_private = true";
    let none = Global::default();
    assert_eq!(merged("", &none, &[]).unwrap().data_dir, Path::new("usual"));
    assert_eq!(merged(file, &none, &[]).unwrap().data_dir, Path::new("file"));
    let env =
        [("DATELINE_DATA_DIR", "env"), ("DATELINE_LISTEN", "127.0.0.1:2"), ("DATELINE_ALLOW_PRIVATE", "0")];
    let config = merged(file, &none, &env).unwrap();
    assert_eq!(
        (config.data_dir.as_path(), config.listen.to_string().as_str(), config.allow_private),
        (Path::new("env"), "127.0.0.1:2", false)
    );
    let flags = Global { data_dir: Some("flag".into()), allow_private: true, ..Global::default() };
    let config = merged(file, &flags, &env).unwrap();
    assert_eq!((config.data_dir.as_path(), config.allow_private), (Path::new("flag"), true));
}

#[test]
fn settings_of_listening_fit_each_other_and_bad_ones_are_told() {
    let none = Global::default();
    let unix =
        "listen = 'unix:/run/dateline/desk.sock'\ntrusted_proxies = ['unix']\nproxy_headers = 'forwarded'";
    let config = merged(unix, &none, &[]).unwrap();
    assert_eq!(config.listen.to_string(), "unix:/run/dateline/desk.sock");
    assert!(config.trusted_proxies[0].is_unix() && config.proxy_headers == ProxyHeaders::Forwarded);
    let env =
        [("DATELINE_HOST_NAMES", "desk.example, news.example,"), ("DATELINE_TRUSTED_PROXIES", "10.0.0.0/8")];
    let config = merged(unix, &none, &env).unwrap();
    assert_eq!(config.host_names, ["desk.example", "news.example"]);
    assert!(!config.trusted_proxies[0].is_unix());
    let tls = "listen = '0.0.0.0:8461'\nhost_names = ['desk.example']\n[tls]\ncertificate = '/a.pem'\nkey = '/b.pem'";
    let config = merged(tls, &none, &[]).unwrap();
    assert_eq!(config.desk_address(), "https://desk.example:8461");
    assert_eq!(config.tls.unwrap().key, Path::new("/b.pem"));
    let oidc = "[fetch]\nallow = [{ host = 'id.lan', port = 80, purpose = 'login' }]\n[oidc]\nissuer = 'http://id.lan'\nclient_id = 'desk'";
    let (found, only) = merged(oidc, &none, &[("DATELINE_OIDC_SECRET", "s3cret")]).unwrap().oidc.unwrap();
    assert_eq!(
        (found.secret.as_deref(), found.name.as_str(), only),
        (Some("s3cret"), "single sign-on", false)
    );
    assert!(!format!("{found:?}").contains("s3cret"));
    for (text, words) in [
        ("listen = 'here'", "an IP address with a port"),
        ("proxy_headers = 'x-real-ip'", "proxy_headers is x-forwarded or forwarded, not \"x-real-ip\""),
        ("trusted_proxies = ['socket']", "socket is no network, such as 127.0.0.1, 10.0.0.0/8 or unix"),
        ("[tls]\ncertificate = '/a.pem'", "tls.certificate is set and tls.key is not"),
        ("[tls]\nkey = '/b.pem'", "tls.key is set and tls.certificate is not"),
        ("[proxy_login]\nheader = 'Remote-User'", "anybody could write the header"),
        ("trusted_proxies = ['unix']\n[proxy_login]\nheader = 'X-Forwarded-For'", "is no header for a name"),
        ("[proxy_login]\nusers = { a = 'b' }", "proxy_login.header is not"),
        ("[oidc]\nclient_id = 'desk'", "oidc.issuer is missing"),
        ("[oidc]\nissuer = 'https://id.example'", "oidc.client_id is missing"),
        ("[oidc]\nissuer = 'id.example'\nclient_id = 'desk'", "id.example is no web address"),
        (
            "[oidc]\nissuer = 'http://id.lan'\nclient_id = 'desk'",
            "open it in fetch.allow with the purpose login",
        ),
        (
            "[stories]\nstrictness = 'very'",
            "stories.strictness: \"very\" is none of loose, normal and strict",
        ),
        ("listen = 'unix:/a'\n[tls]\ncertificate = '/a'\nkey = '/b'", "is a socket for a proxy"),
    ] {
        let said = merged(text, &none, &[]).unwrap_err().to_string();
        assert!(said.contains(words), "{text}: {said}");
    }
}

#[test]
fn the_public_address_ends_in_a_slash_and_is_one() {
    let none = Global::default();
    let address = |text: &str| merged(&format!("[poll]\npublic_address = '{text}'"), &none, &[]);
    let found = |text: &str| address(text).unwrap().public_address.map(|url| url.to_string());
    assert_eq!(found("https://desk.example").as_deref(), Some("https://desk.example/"));
    assert_eq!(found("https://desk.example/news").as_deref(), Some("https://desk.example/news/"));
    assert_eq!(found(""), None);
    for wrong in ["desk.example", "ftp://desk.example", "https://desk.example/?a=1"] {
        assert!(address(wrong).unwrap_err().to_string().contains("poll.public_address"), "{wrong}");
    }
}

#[test]
fn mistakes_are_named() {
    assert!(merged("lisen = 'x'", &Global::default(), &[]).unwrap_err().to_string().contains("lisen"));
    assert!(
        merged("", &Global::default(), &[("DATELINE_LISTEN", "here")])
            .unwrap_err()
            .to_string()
            .contains("here")
    );
    assert!(merged("[fetch]\npause_seconds = -1", &Global::default(), &[]).is_err());
}

#[test]
fn every_setting_is_known_to_the_file() {
    for setting in SETTINGS {
        let value = match setting.key {
            "listen" => "'127.0.0.1:1'",
            "host_names" => "['a.example']",
            "fetch.hosts" => "{ 'a.example' = 1 }",
            "fetch.allow" => "[{ host = 'a.example', port = 1, purpose = 'feeds' }]",
            "fetch.allow_private" | "keep.unread" | "login_by_proxy" | "plain_http_login" => "true",
            "stories.publish_corrections" => "true",
            "trusted_proxies" => "['10.0.0.1']",
            "data_dir"
            | "base_path"
            | "fetch.contact"
            | "poll.public_address"
            | "proxy_headers"
            | "stories.strictness" => "'x'",
            "oidc.only" => "true",
            "proxy_login.users" => "{ 'a' = 'b' }",
            "proxy_login.header" => "'x'",
            key if key.starts_with("tls.") || key.starts_with("oidc.") => "'x'",
            _ => "1",
        };
        let text = format!("{} = {value}", setting.key);
        assert!(toml::from_str::<File>(&text).is_ok(), "{text}");
    }
}

/// Every number at its bounds, beyond them and as another type: what is refused is refused with its range.
#[test]
fn every_number_has_a_range_and_is_held_to_it() {
    let page = include_str!("../../../../docs/configuration.md");
    let none = Global::default();
    let mut numbers = 0;
    for setting in SETTINGS {
        let key = setting.key;
        let is_number = setting.default.parse::<u32>().is_ok();
        assert_eq!(setting.range.is_some(), is_number, "{key}");
        let Some((least, most)) = setting.range else { continue };
        numbers += 1;
        let row = page.lines().find(|line| line.starts_with(&format!("| `{key}`"))).unwrap();
        assert!(row.contains(&format!("; {least} to {most} |")), "{row}");
        let (least, most) = (i64::from(least), i64::from(most));
        let set = |value: &str| merged(&format!("{key} = {value}"), &none, &[]);
        for fine in [least, most, setting.default.parse().unwrap()] {
            assert!(set(&fine.to_string()).is_ok(), "{key} = {fine}");
        }
        for wrong in [least - 1, most + 1, -1, 4_294_967_295, 9_999_999_999, i64::MAX, i64::MIN] {
            let said = set(&wrong.to_string()).unwrap_err().to_string();
            assert!(
                said.contains(&format!("{key} lies between {least} and {most}")),
                "{key} = {wrong}: {said}"
            );
        }
        for wrong in ["'many'", "true", "[1]", "99999999999999999999"] {
            assert!(set(wrong).is_err(), "{key} = {wrong}");
        }
    }
    assert!(numbers >= 11);
    assert!(merged("fetch.pause_seconds = nan", &none, &[]).is_err());
    assert!(merged("fetch.hosts = { 'a.example' = 0 }", &none, &[]).is_err());
    assert!(merged("fetch.contact = \"a\\r\\nX: b\"", &none, &[]).is_err());
}

/// The greatest values that the ranges allow still give dates.
#[test]
fn the_greatest_values_give_dates() {
    let longest = SETTINGS.iter().filter_map(|setting| setting.range).map(|(_, most)| i64::from(most));
    let days = jiff::SignedDuration::from_hours(24 * 36_500);
    assert!(longest.filter(|most| *most <= 36_500).count() >= 6);
    let now: jiff::Timestamp = "2026-11-29T00:00:00Z".parse().unwrap();
    assert!(now.checked_sub(days).is_ok() && now.checked_add(days).is_ok());
}

#[test]
fn settings_that_contradict_each_other_are_named_together() {
    let none = Global::default();
    let both = merged("[poll]\nshortest_minutes = 10080\nlongest_hours = 1", &none, &[]);
    let said = both.unwrap_err().to_string();
    assert!(said.contains("poll.shortest_minutes (10080) is longer than poll.longest_hours (1,"), "{said}");
    // One alone moves the default of the other.
    let one = merged("[poll]\nshortest_minutes = 10080", &none, &[]).unwrap();
    assert_eq!((one.shortest_minutes, one.longest_hours), (10_080, 168));
    let one = merged("[poll]\nlongest_hours = 1", &none, &[]).unwrap();
    assert_eq!((one.shortest_minutes, one.longest_hours), (15, 1));
}

#[test]
fn a_base_path_is_a_path_and_part_of_the_desks_address() {
    let none = Global::default();
    let path = |text: &str| merged(&format!("base_path = '{text}'"), &none, &[]);
    assert_eq!(path("/news/").unwrap().desk_address(), "http://127.0.0.1:8460/news");
    assert_eq!(path("/").unwrap().desk_address(), "http://127.0.0.1:8460");
    let env = [("DATELINE_BASE_PATH", "/desk")];
    assert_eq!(merged("base_path = '/news'", &none, &env).unwrap().base_path.as_str(), "/desk");
    for wrong in ["news", "/a/../b", "https://desk.example/news", "/a b"] {
        let said = path(wrong).unwrap_err().to_string();
        assert!(said.starts_with("base_path: ") && said.contains("such as /news"), "{said}");
    }
}

#[test]
fn names_in_the_settings_are_hosts() {
    let none = Global::default();
    let config = merged("host_names = ['B\u{fc}ro.Example']", &none, &[]).unwrap();
    assert_eq!(config.host_names, ["xn--bro-hoa.example"]);
    assert_eq!(config.desk_address(), "https://xn--bro-hoa.example");
    for wrong in ["host_names = ['']", "host_names = ['http://desk.example/']", "fetch.hosts = { '' = 1 }"] {
        let said = merged(wrong, &none, &[]).unwrap_err().to_string();
        assert!(said.contains("is no host"), "{wrong}: {said}");
    }
    let said = merged("", &none, &[("DATELINE_CONTACT", "me (home)")]).unwrap_err().to_string();
    assert!(said.starts_with("DATELINE_CONTACT holds a space"), "{said}");
}

#[test]
fn places_are_used_as_they_are_named() {
    use std::os::unix::ffi::OsStringExt;
    let none = Global::default();
    let odd = OsString::from_vec(b"/srv/d\xff".to_vec());
    let env = |name: &str| (name == "DATELINE_DATA_DIR").then(|| odd.clone());
    let config = Config::merge(File::default(), &none, &env, None).unwrap();
    assert_eq!(config.data_dir.as_os_str(), odd);
    let listen = |name: &str| (name == "DATELINE_LISTEN").then(|| odd.clone());
    let said = Config::merge(File::default(), &none, &listen, Some("usual".into())).unwrap_err();
    assert!(said.to_string().contains("DATELINE_LISTEN is not text"), "{said}");
    let said = merged("", &none, &[("DATELINE_DATA_DIR", "")]).unwrap_err().to_string();
    assert!(said.contains("DATELINE_DATA_DIR is empty"), "{said}");
    let said = merged("data_dir = ''", &none, &[]).unwrap_err().to_string();
    assert!(said.contains("data_dir is empty"), "{said}");
    let home = etcetera::home_dir().unwrap();
    assert_eq!(merged("", &none, &[("DATELINE_DATA_DIR", "~/x")]).unwrap().data_dir, home.join("x"));
    assert_eq!(merged("data_dir = '~/y'", &none, &[]).unwrap().data_dir, home.join("y"));
    assert_eq!(merged("data_dir = './~/y'", &none, &[]).unwrap().data_dir, Path::new("./~/y"));
}

#[test]
fn a_store_that_is_named_needs_no_home() {
    let flags = Global { data_dir: Some("/srv/dateline".into()), ..Global::default() };
    let env = |_: &str| None;
    let config = Config::merge(File::default(), &flags, &env, None).unwrap();
    assert_eq!(config.data_dir, Path::new("/srv/dateline"));
    let said = Config::merge(File::default(), &Global::default(), &env, None).unwrap_err().to_string();
    assert!(said.contains("set HOME, or name --data-dir"), "{said}");
}

#[test]
fn private_addresses_are_opened_one_by_one() {
    let none = Global::default();
    let text = "fetch.allow = [{ host = 'bridge.lan', port = 3000, purpose = 'feeds' },
        { host = 'fd12::9', port = 25, purpose = 'mail' }]";
    let open = merged(text, &none, &[]).unwrap().open_addresses;
    assert!(open.holds("bridge.lan", 3000, Purpose::Feeds) && open.holds("[fd12::9]", 25, Purpose::Mail));
    for (row, expected) in [
        ("host = 'bridge.lan', port = 3000, purpose = 'all'", "there are feeds, webhooks, mail, login"),
        ("host = 'http://bridge.lan', port = 3000, purpose = 'feeds'", "write one host name or IP address"),
        ("host = '192.168.0.0/16', port = 80, purpose = 'feeds'", "write one host name or IP address"),
        ("host = '169.254.169.254', port = 80, purpose = 'feeds'", "never called, not even when it is named"),
        ("host = 'fd00:ec2::254', port = 80, purpose = 'feeds'", "never called, not even when it is named"),
        ("host = 'bridge.lan', port = 0, purpose = 'feeds'", "lies between 1 and 65535"),
    ] {
        let said = merged(&format!("fetch.allow = [{{ {row} }}]"), &none, &[]).unwrap_err().to_string();
        assert!(said.starts_with("fetch.allow: ") && said.contains(expected), "{row}: {said}");
    }
    let whole = "fetch.allow = [{ host = 'bridge.lan', purpose = 'feeds' }]";
    assert!(merged(whole, &none, &[]).unwrap_err().to_string().contains("missing field `port`"));
}
