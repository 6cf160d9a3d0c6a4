//! The table of settings: keys, variables, defaults, ranges, and the sentence that says what each is for.

use anyhow::{Context, Result, bail};

/// One setting, as the documentation lists it.
pub(crate) struct Setting {
    /// Key in the file, dots for tables.
    pub(crate) key: &'static str,
    /// Environment variable, where there is one.
    pub(crate) env: Option<&'static str>,
    /// What holds without it.
    pub(crate) default: &'static str,
    /// Least and greatest number that it may be, for settings that are numbers.
    pub(crate) range: Option<(u32, u32)>,
    /// What it does.
    pub(crate) help: &'static str,
}

const fn setting(
    key: &'static str,
    env: Option<&'static str>,
    default: &'static str,
    help: &'static str,
) -> Setting {
    Setting { key, env, default, range: None, help }
}

const fn number_setting(
    key: &'static str,
    default: &'static str,
    range: (u32, u32),
    help: &'static str,
) -> Setting {
    Setting { key, env: None, default, range: Some(range), help }
}

/// A century: no date that is counted from today leaves the calendar.
const DAYS: (u32, u32) = (0, 36_500);
/// Up to ten terabytes.
const MEGABYTES: (u32, u32) = (0, 10_000_000);

/// Every setting; the documentation is held to this table by a test.
pub(crate) const SETTINGS: &[Setting] = &[
    setting(
        "listen",
        Some("DATELINE_LISTEN"),
        "127.0.0.1:8460",
        "address and port of the web desk, or a socket as unix:/run/dateline/desk.sock",
    ),
    setting("data_dir", Some("DATELINE_DATA_DIR"), "the platform's place for data", "folder of the store"),
    setting(
        "host_names",
        Some("DATELINE_HOST_NAMES"),
        "none",
        "further names under which a browser may ask for the desk",
    ),
    setting(
        "base_path",
        Some("DATELINE_BASE_PATH"),
        "none",
        "path below which the desk stands, such as /news, where its host has other pages too",
    ),
    setting(
        "trusted_proxies",
        Some("DATELINE_TRUSTED_PROXIES"),
        "none",
        "addresses and networks of proxies whose headers count; the word unix for the proxy at the unix socket",
    ),
    setting(
        "proxy_headers",
        None,
        "x-forwarded",
        "the headers in which trusted proxies tell of a request: x-forwarded (X-Forwarded-For, -Proto, -Host) or forwarded (RFC 7239)",
    ),
    setting(
        "tls.certificate",
        None,
        "none",
        "file of the desk's certificate and those that signed it, in PEM; with it the desk speaks HTTPS alone",
    ),
    setting("tls.key", None, "none", "file of the certificate's private key, in PEM"),
    setting(
        "oidc.issuer",
        None,
        "none",
        "address of an identity provider (OpenID Connect) by whose word people may log in, as it calls itself",
    ),
    setting("oidc.client_id", None, "none", "what the identity provider calls this desk"),
    setting(
        "oidc.client_secret_file",
        None,
        "none",
        "file with the secret by which the provider knows the desk; or the variable DATELINE_OIDC_SECRET holds it",
    ),
    setting("oidc.name", None, "single sign-on", "what people call the provider, on the login page"),
    setting("oidc.only", None, "false", "take logins by the provider alone, and none by name and password"),
    setting(
        "proxy_login.header",
        None,
        "none",
        "the header in which trusted proxies tell who is logged in at them; for pages alone, never for apps",
    ),
    setting(
        "proxy_login.users",
        None,
        "empty",
        "table of names as the proxy tells them, each with the name of an account",
    ),
    setting(
        "login_by_proxy",
        None,
        "false",
        "let a desk without accounts answer everybody who reaches it, for a proxy in front asks for a login",
    ),
    setting(
        "plain_http_login",
        None,
        "false",
        "take logins over plain HTTP from other machines, where everybody in the network can read them",
    ),
    setting(
        "fetch.contact",
        Some("DATELINE_CONTACT"),
        "none",
        "page or mail address that publishers can write to; part of the User-Agent",
    ),
    setting(
        "fetch.allow_private",
        Some("DATELINE_ALLOW_PRIVATE"),
        "false",
        "let feeds and pages be fetched from private addresses and this machine",
    ),
    setting(
        "fetch.allow",
        None,
        "empty",
        "private addresses that are opened one by one: a list of host, port and purpose",
    ),
    setting(
        "fetch.hosts",
        None,
        "empty",
        "table of host names that lead to a port of this machine and nowhere else",
    ),
    number_setting("fetch.pause_seconds", "1", (0, 3_600), "shortest pause between two requests to one host"),
    number_setting("poll.shortest_minutes", "15", (1, 10_080), "shortest time between polls of a feed"),
    number_setting("poll.longest_hours", "24", (1, 720), "longest time between polls of a healthy feed"),
    setting(
        "poll.public_address",
        Some("DATELINE_PUBLIC_ADDRESS"),
        "none",
        "address under which publishers' hubs reach this desk, to tell of news at once (WebSub)",
    ),
    number_setting(
        "keep.pages_days",
        "30",
        DAYS,
        "how long fetched pages are kept, so that evidence can be looked up; 0 for good",
    ),
    number_setting(
        "keep.pages_mb",
        "2000",
        MEGABYTES,
        "megabytes that all fetched pages together may take, packed",
    ),
    number_setting(
        "keep.entries_days",
        "365",
        DAYS,
        "how long articles are kept, where their feed has no rule of its own; 0 for good; starred and labelled ones stay",
    ),
    number_setting(
        "keep.feed_mb",
        "500",
        MEGABYTES,
        "megabytes that the articles of a feed may take, where it has no rule of its own; 0 is any number",
    ),
    number_setting(
        "keep.new_a_day",
        "2000",
        (0, 1_000_000),
        "new entries that a feed may bring in a day after its first poll, the newest; 0 is any number",
    ),
    setting("keep.unread", None, "false", "keep unread articles past both limits"),
    number_setting(
        "stories.open_days",
        "14",
        (1, 3_650),
        "how long new articles may join an article's story",
    ),
    number_setting(
        "stories.open_articles",
        "200000",
        (5_000, 5_000_000),
        "articles that new ones may join, the newest, some 4 kB of memory each",
    ),
    setting(
        "stories.strictness",
        None,
        "normal",
        "how sure it must be that reports tell of one event: loose, normal or strict",
    ),
    setting(
        "stories.publish_corrections",
        None,
        "false",
        "let what owners correct of stories count for every reader, below what each corrects",
    ),
    number_setting("keep.images_days", "30", DAYS, "how long pictures are kept; 0 for good"),
    number_setting("keep.images_mb", "500", MEGABYTES, "megabytes that all pictures together may take"),
];

/// Every setting as lines of help.
pub(crate) fn settings_help() -> String {
    let lines = SETTINGS.iter().map(|setting| {
        let env = setting.env.map(|env| format!(", {env}")).unwrap_or_default();
        let range = setting.range.map(|(least, most)| format!("; {least} to {most}")).unwrap_or_default();
        format!("  {}{env}\n          {} [default: {}{range}]", setting.key, setting.help, setting.default)
    });
    format!("Settings of the configuration file:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// A whole number from the file, or the default; refused out of its range.
pub(super) fn whole(key: &str, value: Option<i64>) -> Result<u32> {
    let (setting, (least, most)) = ranged(key)?;
    let Some(value) = value else { return setting.default.parse().with_context(|| key.to_owned()) };
    match u32::try_from(value) {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        _ => bail!("{key} lies between {least} and {most}, not at {value}"),
    }
}

/// The same for a number that need not be whole.
pub(super) fn number(key: &str, value: Option<f64>) -> Result<f64> {
    let (setting, (least, most)) = ranged(key)?;
    let Some(value) = value else { return setting.default.parse().with_context(|| key.to_owned()) };
    if (f64::from(least)..=f64::from(most)).contains(&value) {
        return Ok(value);
    }
    bail!("{key} lies between {least} and {most}, not at {value}")
}

fn ranged(key: &str) -> Result<(&'static Setting, (u32, u32))> {
    let found = SETTINGS.iter().find(|setting| setting.key == key);
    found.and_then(|setting| Some((setting, setting.range?))).with_context(|| format!("{key} has no range"))
}
