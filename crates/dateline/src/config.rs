//! Settings: one documented order. Defaults, then the configuration file, then the environment, then flags; later ones win.

mod kinds;
mod listen;
mod names;
mod oidc;
mod paths;
mod proxy_login;
mod settings_table;
mod shown;

use crate::global_options::Global;
use anyhow::{Context, Result, bail};
use dateline_desk::OpenWindow;
use dateline_fetch::{OpenAddresses, Purpose};
use dateline_model::WebUrl;
use dateline_server::{BasePath, Network, OidcSettings, ProxyHeaders, ProxyLogin, TlsFiles};
use dateline_store::Retention;
use dateline_story::Strictness;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

pub(crate) use listen::{LISTEN_WORDS, ListenAt};
pub(crate) use paths::Places;
pub(crate) use paths::named;
pub(crate) use settings_table::settings_help;
use settings_table::{number, whole};
pub(crate) use shown::{Shown, file, shown};

/// Reads a variable of the environment.
type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// What the file may hold.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    listen: Option<ListenAt>,
    data_dir: Option<PathBuf>,
    base_path: Option<String>,
    host_names: Option<Vec<String>>,
    trusted_proxies: Option<Vec<String>>,
    proxy_headers: Option<String>,
    login_by_proxy: Option<bool>,
    plain_http_login: Option<bool>,
    #[serde(default)]
    tls: TlsFile,
    #[serde(default)]
    oidc: oidc::OidcFile,
    #[serde(default)]
    proxy_login: proxy_login::ProxyLoginFile,
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
struct TlsFile {
    certificate: Option<PathBuf>,
    key: Option<PathBuf>,
}

impl TlsFile {
    fn files(self, listen: &ListenAt) -> Result<Option<TlsFiles>> {
        let (certificate, key) = match (self.certificate, self.key) {
            (None, None) => return Ok(None),
            (Some(certificate), Some(key)) => (certificate, key),
            (Some(_), None) => bail!("tls.certificate is set and tls.key is not: name the file of its key"),
            (None, Some(_)) => {
                bail!("tls.key is set and tls.certificate is not: name the file of its certificate")
            }
        };
        if matches!(listen, ListenAt::Unix(_)) {
            bail!(
                "{listen} is a socket for a proxy, which has the certificate: leave out tls.certificate and tls.key"
            );
        }
        Ok(Some(TlsFiles {
            certificate: named("tls.certificate", &certificate)?,
            key: named("tls.key", &key)?,
        }))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FetchFile {
    contact: Option<String>,
    allow_private: Option<bool>,
    #[serde(default)]
    hosts: BTreeMap<String, u16>,
    #[serde(default)]
    allow: Vec<AllowFile>,
    pause_seconds: Option<f64>,
}

/// One private address that the owner opens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AllowFile {
    host: String,
    port: u16,
    purpose: String,
}

impl AllowFile {
    fn open(self, open: &mut OpenAddresses) -> Result<()> {
        let words = Purpose::ALL.map(Purpose::as_str).join(", ");
        let purpose = Purpose::parse(&self.purpose)
            .with_context(|| format!("fetch.allow: {:?} is no purpose; there are {words}", self.purpose))?;
        open.insert(&self.host, self.port, purpose).map_err(|error| anyhow::anyhow!("fetch.allow: {error}"))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct PollFile {
    shortest_minutes: Option<i64>,
    longest_hours: Option<i64>,
    public_address: Option<String>,
}

impl PollFile {
    /// Shortest time between polls in minutes, longest in hours. Where one alone is set, the default of the other gives way.
    fn bounds(&self) -> Result<(u32, u32)> {
        let shortest = whole("poll.shortest_minutes", self.shortest_minutes)?;
        let longest = whole("poll.longest_hours", self.longest_hours)?;
        if shortest <= longest * 60 {
            return Ok((shortest, longest));
        }
        if self.shortest_minutes.is_some() && self.longest_hours.is_some() {
            bail!(
                "poll.shortest_minutes ({shortest}) is longer than poll.longest_hours ({longest}, which is {} minutes): set \
                 one of them anew",
                longest * 60
            );
        }
        Ok((shortest, shortest.div_ceil(60)))
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeepFile {
    pages_days: Option<i64>,
    pages_mb: Option<i64>,
    entries_days: Option<i64>,
    feed_mb: Option<i64>,
    new_a_day: Option<i64>,
    unread: Option<bool>,
    images_days: Option<i64>,
    images_mb: Option<i64>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoriesFile {
    open_days: Option<i64>,
    open_articles: Option<i64>,
    strictness: Option<String>,
    publish_corrections: Option<bool>,
}

impl StoriesFile {
    fn open(&self) -> Result<OpenWindow> {
        Ok(OpenWindow {
            days: whole("stories.open_days", self.open_days)?,
            articles: whole("stories.open_articles", self.open_articles)? as usize,
            strictness: strictness(self.strictness.as_deref())?,
        })
    }
}

fn strictness(word: Option<&str>) -> Result<Strictness> {
    let Some(word) = word else { return Ok(Strictness::default()) };
    Strictness::from_word(word)
        .with_context(|| format!("stories.strictness: {word:?} is none of loose, normal and strict"))
}

impl KeepFile {
    fn retention(&self) -> Result<Retention> {
        let bytes = |key: &str, value| Ok::<_, anyhow::Error>(u64::from(whole(key, value)?) * 1_000_000);
        Ok(Retention {
            pages_days: whole("keep.pages_days", self.pages_days)?,
            pages_bytes: bytes("keep.pages_mb", self.pages_mb)?,
            articles_days: whole("keep.entries_days", self.entries_days)?,
            feed_bytes: bytes("keep.feed_mb", self.feed_mb)?,
            new_a_day: whole("keep.new_a_day", self.new_a_day)?,
            keep_unread: self.unread.unwrap_or(false),
            images_days: whole("keep.images_days", self.images_days)?,
            images_bytes: bytes("keep.images_mb", self.images_mb)?,
        })
    }
}

/// Settings after every source has spoken.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// The file that was read, where there is one.
    pub(crate) file: Option<PathBuf>,
    /// Where the web desk listens.
    pub(crate) listen: ListenAt,
    /// Certificate and key, where the desk speaks TLS itself.
    pub(crate) tls: Option<TlsFiles>,
    /// Folder of the store.
    pub(crate) data_dir: PathBuf,
    /// The path below which the desk stands.
    pub(crate) base_path: BasePath,
    /// Further names in `Host`.
    pub(crate) host_names: Vec<String>,
    /// Proxies whose headers count.
    pub(crate) trusted_proxies: Vec<Network>,
    /// Which of their headers count.
    pub(crate) proxy_headers: ProxyHeaders,
    /// The header in which they tell who is logged in.
    pub(crate) proxy_login: Option<ProxyLogin>,
    /// The identity provider, and whether logins are taken by its word alone.
    pub(crate) oidc: Option<(OidcSettings, bool)>,
    /// Whether a proxy in front asks for a login of its own.
    pub(crate) login_by_proxy: bool,
    /// Whether a login is taken over plain HTTP from other machines.
    pub(crate) plain_http_login: bool,
    /// For the User-Agent.
    pub(crate) contact: String,
    /// Whether private addresses may be fetched.
    pub(crate) allow_private: bool,
    /// Single private addresses that are opened, each for one purpose.
    pub(crate) open_addresses: OpenAddresses,
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
    pub(crate) open: OpenWindow,
    /// Whether what owners correct of stories counts for every reader.
    pub(crate) publish_corrections: bool,
    /// Where hubs reach this desk, with a final slash.
    pub(crate) public_address: Option<WebUrl>,
}

impl Config {
    /// Gathers settings for `flags` from the file and `env`.
    pub(crate) fn load(flags: &Global, env: Env<'_>) -> Result<Self> {
        let places = Places::find();
        let config = match &flags.config {
            Some(path) => Some(named("--config", path)?),
            None => {
                env("DATELINE_CONFIG").map(|path| named("DATELINE_CONFIG", Path::new(&path))).transpose()?
            }
        };
        let usual = places.as_ref().map(|places| places.config_file.clone());
        let file = match (&config, &usual) {
            (Some(path), _) => read_file(path, true)?,
            (None, Some(path)) => read_file(path, false)?,
            (None, None) => File::default(),
        };
        let merged = Self::merge(file, flags, env, places.map(|places| places.data_dir))?;
        Ok(Self { file: config.or(usual).filter(|path| path.is_file()), ..merged })
    }

    fn merge(file: File, flags: &Global, env: Env<'_>, usual: Option<PathBuf>) -> Result<Self> {
        let listen = listen(text(env, "DATELINE_LISTEN")?, file.listen)?;
        let allow_private = match text(env, "DATELINE_ALLOW_PRIVATE")?.as_deref() {
            None => file.fetch.allow_private.unwrap_or(false),
            Some("1" | "true" | "yes") => true,
            Some("" | "0" | "false" | "no") => false,
            Some(other) => bail!("DATELINE_ALLOW_PRIVATE: {other} is neither true nor false"),
        };
        let contact = match text(env, "DATELINE_CONTACT")? {
            Some(contact) => names::contact("DATELINE_CONTACT", &contact)?,
            None => names::contact("fetch.contact", &file.fetch.contact.unwrap_or_default())?,
        };
        let (shortest_minutes, longest_hours) = file.poll.bounds()?;
        let trusted_proxies = networks(&list(env, "DATELINE_TRUSTED_PROXIES", file.trusted_proxies)?)?;
        let mut open_addresses = OpenAddresses::default();
        file.fetch.allow.into_iter().try_for_each(|allow| allow.open(&mut open_addresses))?;
        Ok(Self {
            file: None,
            tls: file.tls.files(&listen)?,
            listen,
            data_dir: data_dir(flags, env, file.data_dir.as_deref(), usual)?,
            base_path: base_path(text(env, "DATELINE_BASE_PATH")?.or(file.base_path))?,
            host_names: names::host_names(&list(env, "DATELINE_HOST_NAMES", file.host_names)?)?,
            proxy_login: file.proxy_login.settings(&trusted_proxies)?,
            trusted_proxies,
            proxy_headers: proxy_headers(file.proxy_headers.as_deref())?,
            login_by_proxy: file.login_by_proxy.unwrap_or(false),
            plain_http_login: file.plain_http_login.unwrap_or(false),
            contact,
            oidc: file.oidc.settings(env, &open_addresses)?,
            allow_private: flags.allow_private || allow_private,
            open_addresses,
            hosts: local_hosts(file.fetch.hosts)?,
            pause_seconds: number("fetch.pause_seconds", file.fetch.pause_seconds)?,
            shortest_minutes,
            longest_hours,
            keep: file.keep.retention()?,
            open: file.stories.open()?,
            publish_corrections: file.stories.publish_corrections.unwrap_or(false),
            public_address: text(env, "DATELINE_PUBLIC_ADDRESS")?
                .or(file.poll.public_address)
                .filter(|address| !address.is_empty())
                .map(|address| public_address(&address))
                .transpose()?,
        })
    }

    /// The address of the desk, as a person may open it, without a final slash.
    pub(crate) fn desk_address(&self) -> String {
        let host = match (self.host_names.first(), &self.listen) {
            (Some(name), ListenAt::Address(address)) if self.tls.is_some() && address.port() != 443 => {
                format!("https://{name}:{}", address.port())
            }
            (Some(name), _) => format!("https://{name}"),
            (None, ListenAt::Unix(_)) => "http://localhost".to_owned(),
            (None, listen) if self.tls.is_some() => format!("https://{listen}"),
            (None, listen) => format!("http://{listen}"),
        };
        host + self.base_path.as_str()
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

/// Where to listen: the environment before the file.
fn listen(env: Option<String>, file: Option<ListenAt>) -> Result<ListenAt> {
    let Some(text) = env else {
        return Ok(file.unwrap_or(ListenAt::Address(SocketAddr::from(([127, 0, 0, 1], 8460)))));
    };
    text.parse().map_err(|words| anyhow::anyhow!("DATELINE_LISTEN is {words}, not {text:?}"))
}

/// The path below which the desk stands.
fn base_path(text: Option<String>) -> Result<BasePath> {
    let read = |text: String| text.parse().map_err(|words| anyhow::anyhow!("base_path: {words}"));
    text.filter(|text| !text.is_empty()).map_or_else(|| Ok(BasePath::default()), read)
}

/// Which headers of proxies count.
fn proxy_headers(word: Option<&str>) -> Result<ProxyHeaders> {
    let Some(word) = word else { return Ok(ProxyHeaders::default()) };
    let words = ProxyHeaders::ALL.map(ProxyHeaders::as_str).join(" or ");
    word.parse().map_err(|()| anyhow::anyhow!("proxy_headers is {words}, not {word:?}"))
}

/// The networks of trusted proxies.
fn networks(texts: &[String]) -> Result<Vec<Network>> {
    let read = |text: &String| text.parse().map_err(|error| anyhow::anyhow!("trusted_proxies: {error}"));
    texts.iter().map(read).collect()
}

/// Names that lead to a port of this machine.
fn local_hosts(hosts: BTreeMap<String, u16>) -> Result<BTreeMap<String, u16>> {
    let read = |(name, port): (String, u16)| {
        if port == 0 {
            bail!("fetch.hosts: the port of {name} lies between 1 and 65535, not at 0");
        }
        let host = dateline_fetch::host_name(&name).with_context(|| {
            format!("fetch.hosts: {name:?} is no host: write one name, without scheme, port, path, spaces or \"*\"")
        })?;
        Ok((host, port))
    };
    hosts.into_iter().map(read).collect()
}

/// A variable that holds text.
fn text(env: Env<'_>, name: &str) -> Result<Option<String>> {
    let value = env(name).map(OsString::into_string).transpose();
    value.map_err(|_| anyhow::anyhow!("{name} is not text in UTF-8"))
}

/// A list of texts: in the environment with commas between them, else as the file has it.
fn list(env: Env<'_>, name: &str, file: Option<Vec<String>>) -> Result<Vec<String>> {
    let Some(texts) = text(env, name)? else { return Ok(file.unwrap_or_default()) };
    let texts = texts.split(',').map(str::trim).filter(|text| !text.is_empty());
    Ok(texts.map(str::to_owned).collect())
}

/// The folder of the store: the last source that names one, else the platform's.
fn data_dir(flags: &Global, env: Env<'_>, file: Option<&Path>, usual: Option<PathBuf>) -> Result<PathBuf> {
    if let Some(path) = &flags.data_dir {
        return named("--data-dir", path);
    }
    if let Some(path) = env("DATELINE_DATA_DIR") {
        return named("DATELINE_DATA_DIR", Path::new(&path));
    }
    match file {
        Some(path) => named("data_dir", path),
        None => usual.context("no home folder is known for the store; set HOME, or name --data-dir"),
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

fn read_file(path: &Path, must_exist: bool) -> Result<File> {
    // What nobody named is not waited for.
    if !must_exist && std::fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        bail!("{} is no file: move it away, or name another with --config", path.display());
    }
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|error| mistake(path, &text, &error)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_exist => Ok(File::default()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// A mistake in the file as one sentence with its line.
fn mistake(path: &Path, text: &str, error: &toml::de::Error) -> anyhow::Error {
    let start = error.span().map_or(0, |span| span.start);
    let line = text.bytes().take(start).filter(|byte| *byte == b'\n').count() + 1;
    let words = kinds::mistaken(text).unwrap_or_else(|| dateline_text::fold(error.message()));
    anyhow::anyhow!("{} holds a mistake in line {line}: {words}", path.display())
}

#[cfg(test)]
mod tests;
