//! Settings: one documented order. Defaults, then the configuration file, then the environment, then flags; later ones win.

use crate::cli::Global;
use anyhow::{Context, Result, bail};
use dateline_desk::Open;
use dateline_model::WebUrl;
use dateline_store::Retention;
use etcetera::{AppStrategy, AppStrategyArgs, choose_app_strategy};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// One setting, as the documentation lists it.
pub(crate) struct Setting {
    /// Key in the file, dots for tables.
    pub(crate) key: &'static str,
    /// Environment variable, where there is one.
    pub(crate) env: Option<&'static str>,
    /// What holds without it.
    pub(crate) default: &'static str,
    /// What it does.
    pub(crate) help: &'static str,
}

const fn setting(
    key: &'static str,
    env: Option<&'static str>,
    default: &'static str,
    help: &'static str,
) -> Setting {
    Setting { key, env, default, help }
}

/// Every setting; the documentation is held to this table by a test.
pub(crate) const SETTINGS: &[Setting] = &[
    setting("listen", Some("DATELINE_LISTEN"), "127.0.0.1:8460", "address and port of the web desk"),
    setting("data_dir", Some("DATELINE_DATA_DIR"), "the platform's place for data", "folder of the store"),
    setting("host_names", None, "none", "further names under which a browser may ask for the desk"),
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
        "fetch.hosts",
        None,
        "empty",
        "table of host names that lead to a port of this machine and nowhere else",
    ),
    setting("fetch.pause_seconds", None, "1", "shortest pause between two requests to one host"),
    setting("poll.shortest_minutes", None, "15", "no feed is asked more often than this"),
    setting("poll.longest_hours", None, "24", "no feed is asked more rarely than this while it answers"),
    setting(
        "poll.public_address",
        Some("DATELINE_PUBLIC_ADDRESS"),
        "none",
        "address under which publishers' hubs reach this desk, to tell of news at once (WebSub)",
    ),
    setting(
        "keep.pages_days",
        None,
        "30",
        "how long fetched pages are kept, so that evidence can be looked up; 0 for good",
    ),
    setting("keep.pages_mb", None, "2000", "megabytes that all fetched pages together may take, packed"),
    setting(
        "keep.entries_days",
        None,
        "365",
        "how long articles are kept, where their feed has no rule of its own; 0 for good; starred ones stay",
    ),
    setting(
        "keep.feed_mb",
        None,
        "0",
        "megabytes that the articles of a feed may take, where it has no rule of its own; 0 is any number",
    ),
    setting("keep.unread", None, "false", "keep unread articles beyond both"),
    setting(
        "stories.open_days",
        None,
        "14",
        "how long new articles may join an article's story; at least one day",
    ),
    setting(
        "stories.open_articles",
        None,
        "200000",
        "articles that new ones may join, the newest, some 4 kB of memory each; at least 5000",
    ),
    setting("keep.images_days", None, "30", "how long pictures are kept; 0 for good"),
    setting("keep.images_mb", None, "500", "megabytes that all pictures together may take"),
];

/// Every setting as lines of help.
pub(crate) fn settings_help() -> String {
    let lines = SETTINGS.iter().map(|setting| {
        let env = setting.env.map(|env| format!(", {env}")).unwrap_or_default();
        format!("  {}{env}\n          {} [default: {}]", setting.key, setting.help, setting.default)
    });
    format!("Settings of the configuration file:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// What the file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<SocketAddr>,
    data_dir: Option<PathBuf>,
    host_names: Option<Vec<String>>,
    #[serde(default)]
    fetch: FetchFile,
    #[serde(default)]
    poll: PollFile,
    #[serde(default)]
    keep: KeepFile,
    #[serde(default)]
    stories: StoriesFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FetchFile {
    contact: Option<String>,
    allow_private: Option<bool>,
    #[serde(default)]
    hosts: BTreeMap<String, u16>,
    pause_seconds: Option<f64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PollFile {
    shortest_minutes: Option<u32>,
    longest_hours: Option<u32>,
    public_address: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepFile {
    pages_days: Option<u32>,
    pages_mb: Option<u32>,
    entries_days: Option<u32>,
    feed_mb: Option<u32>,
    unread: Option<bool>,
    images_days: Option<u32>,
    images_mb: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoriesFile {
    open_days: Option<u32>,
    open_articles: Option<u32>,
}

impl StoriesFile {
    fn open(&self) -> Open {
        Open {
            days: self.open_days.unwrap_or(14).max(1),
            articles: self.open_articles.unwrap_or(200_000).max(5_000) as usize,
        }
    }
}

impl KeepFile {
    fn retention(&self) -> Retention {
        let bytes = |megabytes: Option<u32>, usual: u32| u64::from(megabytes.unwrap_or(usual)) * 1_000_000;
        Retention {
            pages_days: self.pages_days.unwrap_or(30),
            pages_bytes: bytes(self.pages_mb, 2_000),
            articles_days: self.entries_days.unwrap_or(365),
            feed_bytes: bytes(self.feed_mb, 0),
            keep_unread: self.unread.unwrap_or(false),
            images_days: self.images_days.unwrap_or(30),
            images_bytes: bytes(self.images_mb, 500),
        }
    }
}

/// Settings after every source has spoken.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// Where the web desk listens.
    pub(crate) listen: SocketAddr,
    /// Folder of the store.
    pub(crate) data_dir: PathBuf,
    /// Further names in `Host`.
    pub(crate) host_names: Vec<String>,
    /// For the User-Agent.
    pub(crate) contact: String,
    /// Whether private addresses may be fetched.
    pub(crate) allow_private: bool,
    /// Names that lead to a loopback port.
    pub(crate) hosts: BTreeMap<String, u16>,
    /// Shortest pause between requests to a host, seconds.
    pub(crate) pause_seconds: f64,
    /// Shortest time between polls, minutes.
    pub(crate) shortest_minutes: u32,
    /// Longest time between polls, hours.
    pub(crate) longest_hours: u32,
    /// How long and how much is kept.
    pub(crate) keep: Retention,
    /// Which articles new ones may join.
    pub(crate) open: Open,
    /// Where hubs reach this desk, with a final slash.
    pub(crate) public_address: Option<WebUrl>,
}

impl Config {
    /// Gathers settings for `flags` from the file and `env`.
    pub(crate) fn load(flags: &Global, env: &dyn Fn(&str) -> Option<String>) -> Result<Self> {
        let places = Places::find()?;
        let file = read_file(flags.config.as_deref(), &places.config_file)?;
        Self::merge(file, flags, env, places.data_dir)
    }

    fn merge(
        file: File,
        flags: &Global,
        env: &dyn Fn(&str) -> Option<String>,
        data_dir: PathBuf,
    ) -> Result<Self> {
        let listen = match env("DATELINE_LISTEN") {
            Some(text) => Some(
                text.parse().with_context(|| format!("DATELINE_LISTEN: {text} is no address with port"))?,
            ),
            None => file.listen,
        };
        let allow_private = match env("DATELINE_ALLOW_PRIVATE").as_deref() {
            None => file.fetch.allow_private.unwrap_or(false),
            Some("1" | "true" | "yes") => true,
            Some("" | "0" | "false" | "no") => false,
            Some(other) => bail!("DATELINE_ALLOW_PRIVATE: {other} is neither true nor false"),
        };
        let pause_seconds = file.fetch.pause_seconds.unwrap_or(1.0);
        if !(0.0..=3600.0).contains(&pause_seconds) {
            bail!("fetch.pause_seconds lies between 0 and 3600, not at {pause_seconds}");
        }
        Ok(Self {
            listen: listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8460))),
            data_dir: flags
                .data_dir
                .clone()
                .or_else(|| env("DATELINE_DATA_DIR").map(PathBuf::from))
                .or(file.data_dir)
                .unwrap_or(data_dir),
            host_names: file.host_names.unwrap_or_default(),
            contact: env("DATELINE_CONTACT").or(file.fetch.contact).unwrap_or_default(),
            allow_private: flags.allow_private || allow_private,
            hosts: file.fetch.hosts,
            pause_seconds,
            shortest_minutes: file.poll.shortest_minutes.unwrap_or(15).max(1),
            longest_hours: file.poll.longest_hours.unwrap_or(24).max(1),
            keep: file.keep.retention(),
            open: file.stories.open(),
            public_address: env("DATELINE_PUBLIC_ADDRESS")
                .or(file.poll.public_address)
                .filter(|address| !address.is_empty())
                .map(|address| public_address(&address))
                .transpose()?,
        })
    }

    /// The store's file.
    pub(crate) fn store_file(&self) -> PathBuf {
        self.data_dir.join("dateline.db")
    }

    /// The socket through which commands reach a running `serve`.
    pub(crate) fn socket_file(&self) -> PathBuf {
        self.data_dir.join("dateline.sock")
    }
}

/// An address below which hubs call; what it lacks is its final slash at most.
fn public_address(text: &str) -> Result<WebUrl> {
    let slash = if text.ends_with('/') { "" } else { "/" };
    let address = WebUrl::parse(&format!("{text}{slash}"))
        .with_context(|| format!("poll.public_address: {text} is no web address"))?;
    let url = address.as_url();
    if url.query().is_some() || url.fragment().is_some() {
        bail!("poll.public_address: {text} ends in more than a path");
    }
    Ok(address)
}

/// The platform's places.
pub(crate) struct Places {
    /// The configuration file, whether it exists or not.
    pub(crate) config_file: PathBuf,
    /// Where data lies.
    pub(crate) data_dir: PathBuf,
    /// Where things lie that may be lost: the demo's desk.
    pub(crate) cache_dir: PathBuf,
}

impl Places {
    /// Asks the platform.
    pub(crate) fn find() -> Result<Self> {
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "Dateline".to_owned(),
            app_name: "dateline".to_owned(),
        })
        .context("no home folder is known; set HOME, or name --config and --data-dir")?;
        Ok(Self {
            config_file: strategy.config_dir().join("dateline.toml"),
            data_dir: strategy.data_dir(),
            cache_dir: strategy.cache_dir(),
        })
    }
}

fn read_file(named: Option<&Path>, usual: &Path) -> Result<File> {
    let path = named.unwrap_or(usual);
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| mistake(path, &text, &error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && named.is_none() => Ok(File::default()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// A mistake in the file as one sentence with its line.
fn mistake(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    let words = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
    anyhow::anyhow!("{} holds a mistake in line {line}: {words}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(text: &str, flags: &Global, env: &[(&str, &str)]) -> Result<Config> {
        let file = toml::from_str(text)?;
        let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Config::merge(file, flags, &env, PathBuf::from("usual"))
    }

    #[test]
    fn later_sources_win() {
        let file = "data_dir = 'file'\nlisten = '127.0.0.1:1'\n[fetch]\nallow_private = true";
        let none = Global::default();
        assert_eq!(merged("", &none, &[]).unwrap().data_dir, Path::new("usual"));
        assert_eq!(merged(file, &none, &[]).unwrap().data_dir, Path::new("file"));
        let env = [
            ("DATELINE_DATA_DIR", "env"),
            ("DATELINE_LISTEN", "127.0.0.1:2"),
            ("DATELINE_ALLOW_PRIVATE", "0"),
        ];
        let config = merged(file, &none, &env).unwrap();
        assert_eq!(
            (config.data_dir.as_path(), config.listen.port(), config.allow_private),
            (Path::new("env"), 2, false)
        );
        let flags = Global { data_dir: Some("flag".into()), allow_private: true, ..Global::default() };
        let config = merged(file, &flags, &env).unwrap();
        assert_eq!((config.data_dir.as_path(), config.allow_private), (Path::new("flag"), true));
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
                "fetch.allow_private" | "keep.unread" => "true",
                "data_dir" | "fetch.contact" | "poll.public_address" => "'x'",
                _ => "1",
            };
            let text = format!("{} = {value}", setting.key);
            assert!(toml::from_str::<File>(&text).is_ok(), "{text}");
        }
    }
}
