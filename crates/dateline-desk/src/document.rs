//! A page read as a feed: what every way of getting one (a poll, a hub, adding) reads alike.

use dateline_feed::{Context, NotAFeed, keep_newest};
use dateline_model::{Feed, Page};

/// Items of one document that are taken in; more than any real feed of the sample had (2,013).
const ITEMS: usize = 3_000;

/// Reads the feed that a page is; of a long one the newest items.
pub(crate) fn read(page: &Page) -> Result<Feed, NotAFeed> {
    let context = Context {
        url: Some(&page.final_url),
        charset: page.declared_charset(),
        now: Some(page.fetched_at),
        ..Context::default()
    };
    let mut feed = dateline_feed::parse(&page.body, &context)?;
    let left_out = keep_newest(&mut feed.entries, ITEMS);
    if left_out > 0 {
        let all = ITEMS + left_out;
        feed.repairs.push(format!("of its {all} entries the newest {ITEMS} were kept"));
    }
    Ok(feed)
}
