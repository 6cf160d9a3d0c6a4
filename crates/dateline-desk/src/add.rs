//! Subscribing: a feed as it is, a page by the feeds it names, an OPML list with all of its feeds.

use crate::Desk;
use crate::health::count;
use dateline_feed::{Candidate, Context, common_paths, discover, opml};
use dateline_fetch::{Answer, FetchError, Kind, Request};
use dateline_html::{Limits, parse as parse_html};
use dateline_model::{FeedId, Page, WebUrl};
use dateline_store::{NewFeed, StoreError};

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
    },
    /// The page offers several feeds; nothing was subscribed.
    Choices(Vec<Choice>),
    /// A list of feeds.
    List {
        /// Feeds subscribed now.
        new: Vec<FeedId>,
        /// Feeds that were subscribed before.
        known: u32,
        /// Lines whose address cannot be used, in words.
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
        let page = self.ask(url.clone()).await?;
        if let Some(added) = self.add_if_list(&page.body).await? {
            return Ok(added);
        }
        let (page, title) = self.parse_apart(page).await;
        match title {
            Ok(title) => self.enlist(page.url, title, None).await,
            Err(reason) => self.add_from_page(&page, reason, choose).await,
        }
    }

    /// Subscribes to every feed of an OPML list.
    pub async fn add_list(&self, bytes: &[u8]) -> Result<Added, AddError> {
        let list = bytes.to_vec();
        let outlines = self.apart(move || opml::parse(&list)).await;
        let outlines = outlines.map_err(|error| AddError::NotOpml(error.to_string()))?;
        let (mut feeds, mut unusable) = (Vec::new(), Vec::new());
        for outline in outlines {
            if let Some(address) = &outline.unusable {
                unusable.push(left_out(&outline.title, address));
            }
            let Some(url) = outline.feed_url else {
                continue;
            };
            let folder = (!outline.folder.is_empty()).then(|| outline.folder.join("/"));
            let title = Some(outline.title).filter(|title| !title.is_empty());
            feeds.push(NewFeed { url, title, home: outline.home, folder });
        }
        let added = self.inner.store.add_feeds(feeds, self.now()).await?;
        let new: Vec<FeedId> = added.iter().filter(|(_, new)| *new).map(|(id, _)| *id).collect();
        let known = u32::try_from(added.len() - new.len()).unwrap_or(u32::MAX);
        Ok(Added::List { new, known, unusable })
    }

    async fn add_if_list(&self, bytes: &[u8]) -> Result<Option<Added>, AddError> {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
        if !head.contains("<opml") {
            return Ok(None);
        }
        self.add_list(bytes).await.map(Some)
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
    ) -> Result<Added, AddError> {
        let feed = NewFeed { url: url.clone(), title: None, home, folder: None };
        let (id, new) = self.inner.store.add_feed(feed, self.now()).await?;
        Ok(Added::Feed { id, url, title, new })
    }

    /// The feeds a page names; where it names none, the places where feeds usually lie.
    async fn add_from_page(
        &self,
        page: &Page,
        reason: String,
        choose: Option<usize>,
    ) -> Result<Added, AddError> {
        let read = page.clone();
        let named = self.apart(move || {
            let document = parse_html(&read.body, read.declared_charset(), &Limits::default());
            discover(&document, &read.final_url)
        });
        let candidates = pick(named.await, choose, &page.url)?;
        match candidates.as_slice() {
            [] => self.add_from_usual_places(page, reason, choose).await,
            [only] => {
                let feed = self.ask(only.url.clone()).await?;
                let title = self
                    .parse_apart(feed)
                    .await
                    .1
                    .map_err(|reason| AddError::NoFeed { url: only.url.clone(), reason })?;
                self.enlist(only.url.clone(), title, Some(page.final_url.clone())).await
            }
            many => Ok(Added::Choices(many.iter().map(choice).collect())),
        }
    }

    async fn add_from_usual_places(
        &self,
        page: &Page,
        reason: String,
        choose: Option<usize>,
    ) -> Result<Added, AddError> {
        for url in common_paths(&page.final_url) {
            let Ok(found) = self.ask(url.clone()).await else { continue };
            if let Ok(title) = self.parse_apart(found).await.1 {
                return self.enlist(url, title, Some(page.final_url.clone())).await;
            }
        }
        self.add_from_robots(page, reason, choose).await
    }

    /// Sitemaps that the host's robots.txt names: one is taken, of several the person chooses.
    async fn add_from_robots(
        &self,
        page: &Page,
        reason: String,
        choose: Option<usize>,
    ) -> Result<Added, AddError> {
        let robots = self.inner.fetcher.robots(&page.final_url).await.map(|robots| robots.sitemaps.clone());
        let mut named: Vec<WebUrl> = Vec::new();
        for address in robots.unwrap_or_default() {
            let Ok(url) = page.final_url.join(&address) else { continue };
            if named.len() < SITEMAPS && !named.contains(&url) {
                named.push(url);
            }
        }
        // News sitemaps hold what is new, the others everything there ever was.
        named.sort_by_key(|url| !url.as_str().to_ascii_lowercase().contains("news"));
        let named = pick(named, choose, &page.url)?;
        match named.as_slice() {
            [] => Err(AddError::NoFeed { url: page.url.clone(), reason }),
            [only] => {
                let found = self.ask(only.clone()).await?;
                let title = self
                    .parse_apart(found)
                    .await
                    .1
                    .map_err(|reason| AddError::NoFeed { url: only.clone(), reason })?;
                self.enlist(only.clone(), title, Some(page.final_url.clone())).await
            }
            many => Ok(Added::Choices(many.iter().map(sitemap).collect())),
        }
    }
}

/// Characters of an unusable address that are shown.
const SHOWN: usize = 200;
/// Sitemaps of one robots.txt that are offered.
const SITEMAPS: usize = 20;

/// A line of a list that names no feed, in words.
fn left_out(title: &str, address: &str) -> String {
    let address: String = address.chars().take(SHOWN).collect();
    match title {
        "" => format!("{address} is no web address"),
        title => format!("{title}: {address} is no web address"),
    }
}

/// All that is offered, or what was chosen of it, counted from 1.
fn pick<T>(mut offered: Vec<T>, choose: Option<usize>, url: &WebUrl) -> Result<Vec<T>, AddError> {
    let Some(chosen) = choose.filter(|_| !offered.is_empty()) else { return Ok(offered) };
    if !(1..=offered.len()).contains(&chosen) {
        let offered = count(offered.len(), "feed", "feeds");
        return Err(AddError::NoSuchChoice { url: url.clone(), offered, chosen });
    }
    Ok(vec![offered.swap_remove(chosen - 1)])
}

fn sitemap(url: &WebUrl) -> Choice {
    Choice { url: url.clone(), title: None, why: "robots.txt names this sitemap".to_owned() }
}

fn choice(candidate: &Candidate) -> Choice {
    Choice { url: candidate.url.clone(), title: candidate.title.clone(), why: candidate.why.to_string() }
}

/// Title of the feed that a page is, or what it is instead.
fn parse_feed(page: &Page) -> Result<Option<String>, String> {
    let context =
        Context { url: Some(&page.final_url), charset: page.declared_charset(), ..Context::default() };
    let feed = dateline_feed::parse(&page.body, &context).map_err(|error| error.to_string())?;
    Ok(feed.title.as_ref().map(crate::entry::plain).filter(|title| !title.is_empty()))
}
