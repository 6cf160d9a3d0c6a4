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

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{Headers, WebUrl};

    #[test]
    fn of_a_long_feed_the_newest_items_are_kept_and_it_is_told() {
        let now = jiff::Timestamp::from_second(1_790_000_000).unwrap();
        // Oldest first, as some publishers have it.
        let item = |at: usize| {
            let day = jiff::Timestamp::from_second(1_700_000_000 + at as i64 * 60).unwrap();
            format!("<item><guid>{at}</guid><pubDate>{day}</pubDate></item>")
        };
        let items: String = (0..ITEMS + 100).map(item).collect();
        let url = WebUrl::parse("https://gull.example/feed").unwrap();
        let page = Page {
            url: url.clone(),
            final_url: url,
            redirects: Vec::new(),
            status: 200,
            headers: Headers::default(),
            body: format!("<rss><channel><title>The Gull</title>{items}</channel></rss>").into_bytes(),
            fetched_at: now,
            truncation: None,
        };
        let feed = read(&page).unwrap();
        assert_eq!(feed.entries.len(), ITEMS);
        assert_eq!(feed.entries[0].guid.as_deref(), Some("100"));
        assert_eq!(feed.repairs, ["of its 3100 entries the newest 3000 were kept"]);
    }
}
