//! Subscribing: a feed as it is, a page by the feeds it names, an OPML list with all of its feeds.

mod discovery;

use crate::Desk;
use crate::feed_access::{Access, LoginWish, Refusal};
use crate::publisher_name;
use dateline_feed::{opml, title};
use dateline_fetch::{Answer, FetchError, FetchErrorKind, Kind};
use dateline_model::{FeedId, Login, LoginError, Page, WebOrigin, WebUrl, says_scheme, secret_in};
use dateline_store::{NewFeed, StoreError};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Options of a subscription beside its address.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Which feed to take of several that a page offers, counted from 1.
    pub choose: Option<usize>,
    /// What to ask with.
    pub login: Option<LoginWish>,
    /// Whether a login in the address itself may be sent unencrypted.
    pub allow_http: bool,
    /// Whether the feed is kept apart.
    pub private: bool,
    /// Whether what would be added is only offered.
    pub only_look: bool,
}

const LEFT_OUT: &str =
    ", for they would be sent unencrypted, which was not confirmed (`--allow-http`, or the box of the form)";

/// What came of adding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// Subscribed, or already was.
    Feed {
        /// Number.
        id: FeedId,
        /// Its address.
        url: WebUrl,
        /// Its name, where it says one.
        title: Option<String>,
        /// Whether it was not subscribed before.
        new: bool,
        /// Where its login is sent, if it was added with one.
        login: Option<WebOrigin>,
        /// Whether it is kept apart.
        private: bool,
        /// What of its address looks like a secret, where it is not kept apart: see [`secret_in`].
        secret: Option<String>,
        /// What the page names besides and is no feed, each with the reason.
        passed_over: Vec<String>,
    },
    /// The page offers several feeds; nothing was subscribed.
    Choices(Vec<Choice>),
    /// A list of feeds.
    List {
        /// Feeds subscribed now.
        new: Vec<FeedId>,
        /// Feeds that were subscribed before.
        known: u32,
        /// Feeds that keep the login in their address as their own.
        kept_logins: u32,
        /// Lines that cannot be used, in words.
        unusable: Vec<String>,
    },
}

/// One feed that a page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Address.
    pub url: WebUrl,
    /// Name, where given.
    pub title: Option<String>,
    /// How it was found.
    pub why: String,
}

/// Why nothing could be added.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AddError {
    /// Nothing came.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// An answer, but none that can be used.
    #[error("{url} answers {status}; nothing was added")]
    Status {
        /// Address.
        url: WebUrl,
        /// HTTP status.
        status: u16,
    },
    /// It asks for a login, and none was given.
    #[error("{0} asks for a login (answers 401); give one with the address")]
    AsksLogin(WebUrl),
    /// It asks for a login, and the one in the address was left out.
    #[error(
        "{0} asks for a login (answers 401), and the user name and password in the address were left out{LEFT_OUT}"
    )]
    LoginLeftOut(WebUrl),
    /// The login did not help.
    #[error("{0}: {1}")]
    Refused(WebUrl, Refusal),
    /// Neither feed nor list nor a page that names one.
    #[error(
        "{url} is no feed ({reason}) and names none; try the address of the site's front page or of its feed"
    )]
    NoFeed {
        /// Address.
        url: WebUrl,
        /// What it is instead.
        reason: String,
    },
    /// A number was chosen that is not among those offered.
    #[error("{url} offers {offered}, so there is no number {chosen}; nothing was added")]
    NoSuchChoice {
        /// Address.
        url: WebUrl,
        /// How many it offers, in words.
        offered: String,
        /// The number.
        chosen: usize,
    },
    /// A page whose candidates were all asked, and none of which is a feed.
    #[error("{url} is no feed ({reason}); try the address of the feed itself")]
    NoneWorks {
        /// Address.
        url: WebUrl,
        /// What it is instead, and what was asked, each with the reason.
        reason: String,
    },
    /// The login cannot be used.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// The list cannot be read.
    #[error("this is no list of feeds: {0}")]
    NotOpml(String),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Desk {
    /// Subscribes to what an address leads to. `choose` counts from 1 and picks among several feeds of a page.
    pub async fn add(&self, url: WebUrl, choose: Option<usize>) -> Result<Added, AddError> {
        self.add_as(&url, &Wish { choose, ..Wish::default() }).await
    }

    /// The same for an address as a person typed it; `url` is what [`WebUrl::typed`] made of it. A login in it becomes the
    /// feed's, where the wish names no other.
    pub async fn add_typed(&self, text: &str, url: WebUrl, mut wish: Wish) -> Result<Added, AddError> {
        if wish.login.is_none()
            && let Some(login) = Login::in_address(text)
        {
            wish.login =
                Some(LoginWish { login: login?, also: Vec::new(), allow_http: wish.allow_http, typed: true });
        }
        if says_scheme(text) { self.add_as(&url, &wish).await } else { self.add_supposed(url, &wish).await }
    }

    async fn add_as(&self, url: &WebUrl, wish: &Wish) -> Result<Added, AddError> {
        let access = Access::new(url, wish.login.as_ref())?;
        let page = self.ask_first(url, &access).await?;
        self.add_page(page, access, wish).await
    }

    /// The same for an address whose `https` was only supposed, because none was typed: where no secure connection comes
    /// about, `http` is asked; not with a login, unless it may be sent so.
    async fn add_supposed(&self, url: WebUrl, wish: &Wish) -> Result<Added, AddError> {
        let plain = url.as_str().strip_prefix("https://").and_then(|rest| {
            // A port belongs to one of the two; the one that was typed is meant for whichever speaks there.
            WebUrl::parse(&format!("http://{rest}")).ok()
        });
        let access = Access::new(&url, wish.login.as_ref())?;
        let page = self.ask_first(&url, &access).await;
        let Some(plain) = plain else { return self.add_page(page?, access, wish).await };
        match (page, Access::new(&plain, wish.login.as_ref())) {
            (Err(AddError::Fetch(error)), Ok(access)) if no_connection(&error.kind) => {
                let page = self.ask_first(&plain, &access).await.map_err(|found| match found {
                    AddError::Fetch(_) => AddError::Fetch(error),
                    answered => answered,
                })?;
                self.add_page(page, access, wish).await
            }
            (page, _) => self.add_page(page?, access, wish).await,
        }
    }

    async fn add_page(&self, page: Page, access: Access, wish: &Wish) -> Result<Added, AddError> {
        if opml::is_list(&page.body) && !wish.only_look {
            return self.add_list(&page.body).await;
        }
        let (page, title) = match page.status {
            200..300 => self.parse_apart(page).await,
            status => (page, Err(format!("it answers {status}"))),
        };
        match title {
            Ok(title) => {
                let found = Found { url: page.url, title, home: None, passed_over: Vec::new() };
                self.enlist(found, &access, wish).await
            }
            Err(reason) => self.add_from_page(page, reason, access, wish).await,
        }
    }

    /// Subscribes to every feed of an OPML list. A feed that is there already goes into the folder of the list.
    pub async fn add_list(&self, bytes: &[u8]) -> Result<Added, AddError> {
        let list = bytes.to_vec();
        let list = self.on_worker(move || opml::parse(&list)).await;
        let list = list.map_err(|error| AddError::NotOpml(error.to_string()))?;
        let mut unusable: Vec<String> = list.unusable.iter().map(ToString::to_string).collect();
        let (mut feeds, mut logins, mut private) = (Vec::new(), Vec::new(), Vec::new());
        let (mut filed_in, mut kept_logins) = (HashMap::<WebUrl, Vec<String>>::new(), 0);
        let mut twice = 0;
        for outline in list.outlines {
            match outline.feed_url.clone() {
                Some(url) => {
                    let folders = std::iter::once(&outline.folder).chain(&outline.further);
                    let folders = folders.map(|names| opml::path(names)).filter(|path| !path.is_empty());
                    match filed_in.entry(url.clone()) {
                        // A list names a feed once for each of its folders.
                        Entry::Occupied(mut known) => {
                            known.get_mut().extend(folders);
                            twice += 1;
                        }
                        Entry::Vacant(new) => {
                            new.insert(folders.collect());
                            private.push(outline.own.get("private").is_some_and(|said| said == "true"));
                            logins.push(outline.login.clone());
                            feeds.push(filed(outline, url));
                        }
                    }
                }
                None => unusable.extend(outline.home.map(|home| page_line(&outline.title, &home))),
            }
        }
        let addresses: Vec<WebUrl> = feeds.iter().map(|feed| feed.url.clone()).collect();
        let titles: Vec<Option<String>> = feeds.iter().map(|feed| feed.title.clone()).collect();
        let added = self.add_all(feeds, &private).await?;
        for ((title, url), (id, new)) in titles.into_iter().zip(&addresses).zip(&added) {
            let mut folders = filed_in.remove(url).unwrap_or_default();
            folders.sort();
            folders.dedup();
            if *new && folders.len() > 1 {
                self.reader().file_feed(*id, title, folders).await?;
            }
        }
        for ((login, url), (id, _)) in logins.into_iter().zip(addresses).zip(&added) {
            let Some(login) = login else { continue };
            match (LoginWish { login, also: Vec::new(), allow_http: false, typed: true }).at(&url) {
                Ok(credential) => {
                    self.set_login(*id, credential).await?;
                    kept_logins += 1;
                }
                Err(error) => unusable.push(format!("{url}: the login in its address was left out: {error}")),
            }
        }
        let new: Vec<FeedId> = added.iter().filter(|(_, new)| *new).map(|(id, _)| *id).collect();
        if !new.is_empty() {
            self.meet_imported(None).await?;
        }
        let known = u32::try_from(twice + added.len() - new.len()).unwrap_or(u32::MAX);
        Ok(Added::List { new, known, kept_logins, unusable })
    }

    /// Title of the feed that a page is, or what it is instead; with the page.
    async fn parse_apart(&self, page: Page) -> (Page, Result<Option<String>, String>) {
        self.on_worker(move || {
            let title = parse_feed(&page);
            (page, title)
        })
        .await
    }

    async fn ask(&self, url: &WebUrl, access: &Access) -> Result<Page, AddError> {
        self.answer(url, access, |_| false).await
    }

    /// The same for what a person named. A host without a front page may have a feed all the same.
    async fn ask_first(&self, url: &WebUrl, access: &Access) -> Result<Page, AddError> {
        let front = url.as_url().path() == "/" && url.as_url().query().is_none();
        self.answer(url, access, |status| front && matches!(status, 404 | 410)).await
    }

    async fn answer(
        &self,
        url: &WebUrl,
        access: &Access,
        also: impl Fn(u16) -> bool,
    ) -> Result<Page, AddError> {
        match self.inner.fetcher.get(access.request(url, Kind::Feed)).await? {
            Answer::Fresh(page) if (200..300).contains(&page.status) || also(page.status) => Ok(page),
            Answer::Fresh(page) if let Some(refusal) = access.refusal(&page) => {
                Err(AddError::Refused(url.clone(), refusal))
            }
            Answer::Fresh(page) if page.status == 401 && access.left_out => {
                Err(AddError::LoginLeftOut(url.clone()))
            }
            Answer::Fresh(page) if page.status == 401 => Err(AddError::AsksLogin(url.clone())),
            Answer::Fresh(page) => Err(AddError::Status { url: url.clone(), status: page.status }),
            Answer::Unchanged(_) => Err(AddError::Status { url: url.clone(), status: 304 }),
        }
    }

    /// Subscribes to a feed that was found, with the login where it is for that feed.
    async fn enlist(&self, found: Found, access: &Access, wish: &Wish) -> Result<Added, AddError> {
        let Found { url, title, home, mut passed_over } = found;
        if wish.only_look {
            return Ok(Added::Choices(vec![Choice { url, title, why: "it is a feed".to_owned() }]));
        }
        let feed = NewFeed { url: url.clone(), title: None, home, folder: None };
        let credential = access.login_for(&url).cloned();
        let login = credential.as_ref().map(|known| known.terms().origin.clone());
        if access.left_out {
            passed_over.push(format!("the user name and password in the address{LEFT_OUT}"));
        }
        if access.is_left_out(&url) {
            passed_over.push(format!(
                "the login, for the feed stands at {}, which was not named",
                WebOrigin::of(&url)
            ));
        }
        let (id, new) = self.add_feed_with(feed, credential, wish.private).await?;
        if let Some(name) = title.as_deref().and_then(publisher_name::clean) {
            self.inner.store.name_nameless(id, name).await?;
        }
        let private = self.reader().feed(id).await?.is_some_and(|feed| feed.is_private());
        let secret = secret_in(&url).filter(|_| !private);
        Ok(Added::Feed { id, url, title, new, login, private, secret, passed_over })
    }
}

/// A feed that can be subscribed to.
struct Found {
    url: WebUrl,
    title: Option<String>,
    home: Option<WebUrl>,
    passed_over: Vec<String>,
}

/// Whether nobody answered at all, so that the other scheme may be spoken there.
fn no_connection(kind: &FetchErrorKind) -> bool {
    matches!(
        kind,
        FetchErrorKind::Connection(_)
            | FetchErrorKind::Tls(_)
            | FetchErrorKind::Timeout(_)
            | FetchErrorKind::Protocol(_)
    )
}

impl Desk {
    /// Subscribes to the feeds of a list, in its order; those that it calls private are kept apart.
    async fn add_all(
        &self,
        feeds: Vec<NewFeed>,
        private: &[bool],
    ) -> Result<Vec<(FeedId, bool)>, StoreError> {
        let shared = feeds.iter().zip(private).filter(|(_, private)| !**private);
        let shared = shared.map(|(feed, _)| feed.clone()).collect();
        let mut shared = self.reader().add_feeds(shared, self.now()).await?.into_iter();
        let mut added = Vec::new();
        for (feed, private) in feeds.into_iter().zip(private) {
            if *private {
                added.push(self.add_feed_with(feed, None, true).await?);
            } else {
                added.extend(shared.next());
            }
        }
        Ok(added)
    }
}

fn filed(outline: opml::Outline, url: WebUrl) -> NewFeed {
    let folder = (!outline.folder.is_empty()).then(|| opml::path(&outline.folder));
    let title = Some(outline.title).filter(|title| !title.is_empty());
    NewFeed { url, title, home: outline.home, folder }
}

fn page_line(title: &str, home: &WebUrl) -> String {
    let name = if title.is_empty() { home.to_string() } else { format!("{title} ({home})") };
    format!("{name}: this is a page and no feed; add it by its address, and its feeds are looked for")
}

/// Title of the feed that a page is, or what it is instead.
fn parse_feed(page: &Page) -> Result<Option<String>, String> {
    let feed = crate::feed_document::read(page).map_err(|error| error.to_string())?;
    Ok(feed.title.as_ref().map(title).filter(|title| !title.is_empty()))
}
