//! Subscribing: a feed as it is, a page by the feeds it names, an OPML list with all of its feeds.

mod find;

use crate::Desk;
use dateline_feed::{opml, title};
use dateline_fetch::{Answer, FetchError, FetchErrorKind, Kind, Request};
use dateline_model::{FeedId, Page, UserId, WebUrl, says_scheme, without_login};
use dateline_store::{NewFeed, StoreError};
use std::collections::HashSet;

const LOGIN_LEFT_OUT: &str = "the user name and password in the address were left out, for feeds that ask for a login cannot be read yet";

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
    /// It failed, and what might have helped was left out.
    #[error("{0}; {LOGIN_LEFT_OUT}")]
    LoginLeftOut(Box<Self>),
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
        let page = self.ask(url).await?;
        self.add_page(page, choose).await
    }

    /// The same for an address as a person typed it; `url` is what [`WebUrl::typed`] made of it.
    pub async fn add_typed(&self, text: &str, url: WebUrl, choose: Option<usize>) -> Result<Added, AddError> {
        let added = if says_scheme(text) {
            self.add(url, choose).await
        } else {
            self.add_supposed(url, choose).await
        };
        if without_login(text) == text {
            return added;
        }
        match added {
            Ok(Added::Feed { id, url, title, new, mut passed_over }) => {
                passed_over.push(LOGIN_LEFT_OUT.to_owned());
                Ok(Added::Feed { id, url, title, new, passed_over })
            }
            Err(error) => Err(AddError::LoginLeftOut(Box::new(error))),
            offered => offered,
        }
    }

    /// The same for an address whose `https` was only supposed, because none was typed: where no secure connection comes
    /// about, `http` is asked.
    async fn add_supposed(&self, url: WebUrl, choose: Option<usize>) -> Result<Added, AddError> {
        let plain = url.as_str().strip_prefix("https://").and_then(|rest| {
            // A port belongs to one of the two; the one that was typed is meant for whichever speaks there.
            WebUrl::parse(&format!("http://{rest}")).ok()
        });
        match (self.ask(url).await, plain) {
            (Err(AddError::Fetch(error)), Some(plain)) if no_connection(&error.kind) => {
                let page = self.ask(plain).await.map_err(|_| AddError::Fetch(error))?;
                self.add_page(page, choose).await
            }
            (page, _) => self.add_page(page?, choose).await,
        }
    }

    async fn add_page(&self, page: Page, choose: Option<usize>) -> Result<Added, AddError> {
        if opml::is_list(&page.body) {
            return self.add_list(&page.body).await;
        }
        let (page, title) = self.parse_apart(page).await;
        match title {
            Ok(title) => self.enlist(page.url, title, None, Vec::new()).await,
            Err(reason) => self.add_from_page(page, reason, choose).await,
        }
    }

    /// Subscribes to every feed of an OPML list. A feed that is there already goes into the folder of the list.
    pub async fn add_list(&self, bytes: &[u8]) -> Result<Added, AddError> {
        let list = bytes.to_vec();
        let list = self.apart(move || opml::parse(&list)).await;
        let list = list.map_err(|error| AddError::NotOpml(error.to_string()))?;
        let mut unusable: Vec<String> = list.unusable.iter().map(ToString::to_string).collect();
        let mut feeds = Vec::new();
        let mut seen = HashSet::new();
        let mut twice = 0;
        for outline in list.outlines {
            match outline.feed_url.clone() {
                // A feed in two folders stays in the first.
                Some(url) if seen.insert(url.clone()) => feeds.push(filed(outline, url)),
                Some(_) => twice += 1,
                None => unusable.extend(outline.home.map(|home| page_line(&outline.title, &home))),
            }
        }
        let added = self.inner.store.reader(UserId::OWNER).add_feeds(feeds, self.now()).await?;
        let new: Vec<FeedId> = added.iter().filter(|(_, new)| *new).map(|(id, _)| *id).collect();
        let known = u32::try_from(twice + added.len() - new.len()).unwrap_or(u32::MAX);
        Ok(Added::List { new, known, unusable })
    }

    /// Title of the feed that a page is, or what it is instead; with the page.
    async fn parse_apart(&self, page: Page) -> (Page, Result<Option<String>, String>) {
        self.apart(move || {
            let title = parse_feed(&page);
            (page, title)
        })
        .await
    }

    async fn ask(&self, url: WebUrl) -> Result<Page, AddError> {
        match self.inner.fetcher.get(Request::new(url.clone(), Kind::Feed)).await? {
            Answer::Fresh(page) if (200..300).contains(&page.status) => Ok(page),
            Answer::Fresh(page) => Err(AddError::Status { url, status: page.status }),
            Answer::Unchanged(_) => Err(AddError::Status { url, status: 304 }),
        }
    }

    async fn enlist(
        &self,
        url: WebUrl,
        title: Option<String>,
        home: Option<WebUrl>,
        passed_over: Vec<String>,
    ) -> Result<Added, AddError> {
        let feed = NewFeed { url: url.clone(), title: None, home, folder: None };
        let (id, new) = self.inner.store.reader(UserId::OWNER).add_feed(feed, self.now()).await?;
        Ok(Added::Feed { id, url, title, new, passed_over })
    }
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
    let feed = crate::document::read(page).map_err(|error| error.to_string())?;
    Ok(feed.title.as_ref().map(title).filter(|title| !title.is_empty()))
}
