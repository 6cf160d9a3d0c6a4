//! From a page to its feeds: what it names, what the pages that it names name, the places where feeds usually lie, and
//! the sitemaps of robots.txt. What is no feed is passed over and told; of several feeds the person chooses.

use super::{AddError, Added, Choice, Found, Wish};
use crate::Desk;
use crate::feed_access::Access;
use crate::health::count;
use crate::websub::alternates;
use dateline_feed::{Candidate, common_paths, discover, is_of_comments};
use dateline_html::{Limits, parse as parse_html};
use dateline_model::{Page, WebUrl};

/// Candidates that are asked before they are offered; of more, all are offered unasked. Sitemaps are large: of two, both
/// are offered unasked.
const ASKED: usize = 8;
/// Pages that are looked through for feeds besides the first one.
const PAGES: usize = 2;
/// Sitemaps of one robots.txt that are offered.
const SITEMAPS: usize = 20;

/// A search that began at a page.
struct Search<'d> {
    desk: &'d Desk,
    /// What the person named: nothing that a page from elsewhere names has more rights.
    access: Access,
    page: Page,
    /// What the page is instead of a feed.
    reason: String,
    wish: &'d Wish,
    /// What was asked and is no feed, each with the reason.
    passed_over: Vec<String>,
    /// Addresses that were asked already.
    seen: Vec<WebUrl>,
    /// Pages that were named in place of feeds, to be looked through.
    pages: Vec<Page>,
}

/// A candidate that was asked.
enum Asked {
    Feed(Option<String>),
    /// What another candidate led to already.
    Same,
    Not(String),
}

impl Desk {
    pub(super) async fn add_from_page(
        &self,
        page: Page,
        reason: String,
        access: Access,
        wish: &Wish,
    ) -> Result<Added, AddError> {
        let seen = vec![page.url.clone(), page.final_url.clone()];
        let (passed_over, pages) = (Vec::new(), Vec::new());
        let mut search = Search { desk: self, access, page, reason, wish, passed_over, seen, pages };
        search.run().await
    }
}

impl Search<'_> {
    async fn run(&mut self) -> Result<Added, AddError> {
        let named = self.named(self.page.clone()).await;
        if let Some(added) = self.offer(named, ASKED).await? {
            return Ok(added);
        }
        for page in std::mem::take(&mut self.pages).into_iter().take(PAGES) {
            let named = self.named(page).await;
            if let Some(added) = self.offer(named, ASKED).await? {
                return Ok(added);
            }
        }
        for url in common_paths(&self.page.final_url) {
            if self.seen.contains(&url) {
                continue;
            }
            let Ok(found) = self.desk.ask(&url, &self.access).await else { continue };
            if let Ok(title) = self.desk.parse_apart(found).await.1 {
                return self.enlist(url, title).await;
            }
        }
        let sitemaps = self.sitemaps().await;
        match self.offer(sitemaps, 1).await? {
            Some(added) => Ok(added),
            None => Err(self.nothing()),
        }
    }

    /// What a page names and was not asked yet.
    async fn named(&self, page: Page) -> Vec<Choice> {
        let candidates = self.desk.on_worker(move || {
            let document = parse_html(&page.body, page.declared_charset(), &Limits::default());
            let mut found = alternates(&page);
            for candidate in discover(&document, &page.final_url) {
                if found.iter().all(|known| known.url != candidate.url) {
                    found.push(candidate);
                }
            }
            found
        });
        let fresh = candidates.await.into_iter().filter(|candidate| !self.seen.contains(&candidate.url));
        fresh.map(choice).collect()
    }

    /// Subscribes to the only feed among the choices, or to the chosen one; offers them where several are feeds.
    async fn offer(&mut self, mut choices: Vec<Choice>, most: usize) -> Result<Option<Added>, AddError> {
        let mut feeds = Vec::new();
        let asked = choices.len() <= most;
        if asked {
            for (index, choice) in choices.iter_mut().enumerate() {
                match self.asked(&choice.url).await {
                    Asked::Same => choice.why = format!("{}, and is the same as another", choice.why),
                    Asked::Feed(title) => feeds.push((index, title)),
                    Asked::Not(why) => {
                        self.passed_over.push(format!("{} ({why})", choice.url));
                        choice.why = format!("{}, but it cannot be used: {why}", choice.why);
                    }
                }
            }
        }
        if asked && feeds.is_empty() {
            return Ok(None);
        }
        let picked = self.picked(&choices)?;
        if picked.is_none() && self.wish.choose.is_none() {
            self.pass_over_comments(&choices, &mut feeds);
        }
        match (feeds.as_slice(), picked) {
            ([(index, title)], _) => self.enlist(choices[*index].url.clone(), title.clone()).await.map(Some),
            (_, Some(choice)) => self.take(choice).await.map(Some),
            _ => Ok(Some(Added::Choices(choices))),
        }
    }

    /// Beside the only feed of what a site posts, those of what readers say of it force no choice.
    fn pass_over_comments(&mut self, choices: &[Choice], feeds: &mut Vec<(usize, Option<String>)>) {
        let of_comments = |(index, title): &(usize, Option<String>)| {
            let choice = choices.get(*index);
            choice.is_some_and(|choice| {
                is_of_comments(&choice.url, choice.title.as_deref())
                    || is_of_comments(&choice.url, title.as_deref())
            })
        };
        if feeds.len() > 1 && feeds.iter().filter(|feed| !of_comments(feed)).count() == 1 {
            let passed = feeds.iter().filter(|feed| of_comments(feed)).filter_map(|(at, _)| choices.get(*at));
            let told = passed
                .map(|choice| format!("{} (comments on the posts; add it by its own address)", choice.url));
            self.passed_over.extend(told);
            feeds.retain(|feed| !of_comments(feed));
        }
    }

    /// What a person chose of several, counted from 1.
    fn picked(&self, choices: &[Choice]) -> Result<Option<Choice>, AddError> {
        let Some(chosen) = self.wish.choose.filter(|_| !choices.is_empty()) else { return Ok(None) };
        let picked = chosen.checked_sub(1).and_then(|at| choices.get(at));
        let offered = count(choices.len(), "feed", "feeds");
        let none = || AddError::NoSuchChoice { url: self.page.url.clone(), offered, chosen };
        picked.cloned().ok_or_else(none).map(Some)
    }

    /// Subscribes to what a person chose.
    async fn take(&mut self, choice: Choice) -> Result<Added, AddError> {
        let found = self.desk.ask(&choice.url, &self.access).await?;
        let title = self.desk.parse_apart(found).await.1;
        let title = title.map_err(|reason| AddError::NoFeed { url: choice.url.clone(), reason })?;
        self.passed_over.clear();
        self.enlist(choice.url, title).await
    }

    async fn asked(&mut self, url: &WebUrl) -> Asked {
        if self.seen.contains(url) {
            return Asked::Same;
        }
        self.seen.push(url.clone());
        match self.desk.ask(url, &self.access).await {
            Err(AddError::Status { status, .. }) => Asked::Not(format!("answers {status}")),
            Err(error) => Asked::Not(error.to_string()),
            Ok(page) if page.final_url != *url && self.seen.contains(&page.final_url) => Asked::Same,
            Ok(page) => {
                self.seen.push(page.final_url.clone());
                let (page, title) = self.desk.parse_apart(page).await;
                match title {
                    Ok(title) => Asked::Feed(title),
                    Err(why) => {
                        self.pages.push(page);
                        Asked::Not(why)
                    }
                }
            }
        }
    }

    async fn enlist(&mut self, url: WebUrl, title: Option<String>) -> Result<Added, AddError> {
        let home = Some(self.page.final_url.clone());
        let passed_over = std::mem::take(&mut self.passed_over);
        self.desk.enlist(Found { url, title, home, passed_over }, &self.access, self.wish).await
    }

    /// Sitemaps that the host's robots.txt names; news sitemaps hold what is new, the others everything there ever was.
    async fn sitemaps(&self) -> Vec<Choice> {
        let base = &self.page.final_url;
        let robots = self.desk.inner.fetcher.robots(base).await.map(|robots| robots.sitemaps.clone());
        let mut named: Vec<WebUrl> = Vec::new();
        for address in robots.unwrap_or_default() {
            let Ok(url) = base.join(&address) else { continue };
            if named.len() < SITEMAPS && !named.contains(&url) {
                named.push(url);
            }
        }
        named.sort_by_key(|url| !url.as_str().to_ascii_lowercase().contains("news"));
        let why = "robots.txt names this sitemap";
        named.into_iter().map(|url| Choice { url, title: None, why: why.to_owned() }).collect()
    }

    fn nothing(&mut self) -> AddError {
        let (url, reason) = (self.page.url.clone(), std::mem::take(&mut self.reason));
        match std::mem::take(&mut self.passed_over) {
            tried if tried.is_empty() => AddError::NoFeed { url, reason },
            tried => {
                let reason = format!("{reason}, and nothing that it names is one: {}", tried.join(", "));
                AddError::NoneWorks { url, reason }
            }
        }
    }
}

fn choice(candidate: Candidate) -> Choice {
    Choice { url: candidate.url, title: candidate.title, why: candidate.why.to_owned() }
}
