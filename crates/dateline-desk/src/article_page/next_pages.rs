//! The following pages of one article: fetched as any page is, where robots and the host allow it, and joined to the first.
//! What cannot be had leaves the article a part, and says why.

use crate::Desk;
use dateline_extract::following_page;
use dateline_fetch::{Answer, Kind, Request};
use dateline_model::{Article, Block, Evidence, Holding, Origin, Page, Place, Reading, Reason, Rule, WebUrl};
use std::collections::HashSet;

/// Most pages that are fetched behind the first.
const PAGES: usize = 10;
/// Most bytes of all pages of one article.
const BYTES: usize = 12 << 20;

impl Desk {
    /// A reading with the article's following pages joined to it, where it has any.
    pub(super) async fn with_following(&self, first: Page, reading: Reading) -> (Page, Reading) {
        if !goes_on(&reading) {
            return (first, reading);
        }
        let (next, first) = self.on_worker(move || (following_page(&first), first)).await;
        let reading = self.joined(&first, next, reading).await;
        (first, reading)
    }

    async fn joined(&self, first: &Page, mut next: Option<WebUrl>, mut reading: Reading) -> Reading {
        let site = first.final_url.site().to_owned();
        let mut seen = HashSet::from([first.url.clone(), first.final_url.clone()]);
        let mut bytes = first.body.len();
        for _ in 0..PAGES {
            let Some(url) = next.take().filter(|url| url.site() == site && seen.insert(url.clone())) else {
                return reading;
            };
            let (page, one) = match self.following(url).await {
                Ok(read) => read,
                Err(why) => return stopped(reading, &why),
            };
            bytes += page.body.len();
            let strange = page.final_url.site() != site
                || page.url != page.final_url && !seen.insert(page.final_url.clone());
            if strange || bytes > BYTES {
                return stopped(reading, "a following page leads elsewhere, or all of them are too large");
            }
            let on = goes_on(&one);
            if !join(&mut reading, one) {
                return stopped(reading, "a following page holds nothing of the article");
            }
            if !on {
                return reading;
            }
            next = self.on_worker(move || following_page(&page)).await;
        }
        reading
    }

    /// One of the following pages with its reading, or why it was not had.
    async fn following(&self, url: WebUrl) -> Result<(Page, Reading), String> {
        match self.inner.fetcher.get(Request::new(url, Kind::Page)).await {
            Ok(Answer::Fresh(page)) => Ok(self.read_apart(page).await),
            Ok(Answer::Unchanged(_)) => Err("a following page answered 304 without being asked".to_owned()),
            Err(error) => Err(format!("a following page could not be fetched: {}", error.kind)),
        }
    }
}

/// Whether an article was read that goes on at another address.
fn goes_on(reading: &Reading) -> bool {
    reading.verdict.holding == Holding::Partial && reading.verdict.reasons.contains(&Reason::NextPage)
}

/// The reading so far, with the reason why it ends here.
fn stopped(mut reading: Reading, why: &str) -> Reading {
    let place = Place::Http("following".to_owned());
    let evidence = Evidence::new(Reason::RetrievalFailed.as_str(), place, why, Origin::ThisFetch);
    reading.verdict.because(Reason::RetrievalFailed, evidence.by(Rule::NotFetched));
    reading
}

/// Puts the blocks of the next page behind those that are held; the verdict is the last page's. `false` where the page
/// brings none.
fn join(reading: &mut Reading, next: Reading) -> bool {
    let (Some(held), Some(more)) = (reading.article.as_mut(), next.article) else { return false };
    let readable = matches!(next.verdict.holding, Holding::Full | Holding::Partial);
    let new = new_blocks(held, more.blocks);
    if !readable || new.is_empty() {
        return false;
    }
    let shared = shared_end(&held.blocks, &new);
    held.blocks.truncate(held.blocks.len() - shared);
    held.blocks.extend(new);
    let verdict = &mut reading.verdict;
    let goes_on = next.verdict.reasons.contains(&Reason::NextPage);
    if !goes_on {
        verdict.holding = next.verdict.holding;
        verdict.reasons.retain(|reason| *reason != Reason::NextPage);
        verdict.evidence.retain(|evidence| evidence.supports != Reason::NextPage.as_str());
        verdict.completeness = None;
        // Their words stand on another page than the one that is kept.
        for evidence in next.verdict.evidence {
            let place = Place::Http("following".to_owned());
            if let Some(reason) = Reason::from_word(&evidence.supports) {
                verdict.because(reason, Evidence { place, ..evidence });
            }
        }
    }
    true
}

/// Blocks of a following page that the article does not have yet: each repeats title, standfirst, byline and picture.
fn new_blocks(held: &Article, blocks: Vec<Block>) -> Vec<Block> {
    let mut known: HashSet<String> = held.blocks.iter().map(Block::text).collect();
    known.extend(held.title.iter().chain(&held.standfirst).chain(&held.bylines).cloned());
    let pictures: HashSet<&WebUrl> = held.blocks.iter().filter_map(picture).collect();
    let mut begun = false;
    let mut new = Vec::new();
    for block in blocks {
        let text = block.text();
        let again = match picture(&block) {
            Some(url) => pictures.contains(url),
            None => !begun && known.contains(&text),
        };
        if !again {
            begun |= picture(&block).is_none();
            new.push(block);
        }
    }
    // A page whose every paragraph is held already is the same page again.
    if new.iter().all(|block| known.contains(&block.text())) { Vec::new() } else { new }
}

fn picture(block: &Block) -> Option<&WebUrl> {
    match block {
        Block::Figure(figure) => figure.image.as_ref().map(|image| &image.url),
        _ => None,
    }
}

/// How many last blocks are the same: notes that stand under every page.
fn shared_end(held: &[Block], new: &[Block]) -> usize {
    let pairs = held.iter().rev().zip(new.iter().rev());
    let same = pairs.take_while(|(one, other)| one.text() == other.text()).count();
    if same < held.len() && same < new.len() { same } else { 0 }
}
