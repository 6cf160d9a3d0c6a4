//! A page read as a feed: what every way of getting one (a poll, a hub, adding) reads alike.

use dateline_feed::{Context, NotAFeed, keep_newest};
use dateline_model::{Feed, Page};
use std::collections::{HashMap, HashSet};

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
    leave_earlier_writings_out(&mut feed);
    let left_out = keep_newest(&mut feed.entries, ITEMS);
    if left_out > 0 {
        let all = ITEMS + left_out;
        feed.repairs.push(format!("of its {all} entries the newest {ITEMS} were kept"));
    }
    Ok(feed)
}

/// An item that the document gives once more under the guid and the address that it has, with a slip mended in its title, is the
/// same item: the later one counts, or the upper one where neither date tells.
fn leave_earlier_writings_out(feed: &mut Feed) {
    let mut latest: HashMap<(String, String), usize> = HashMap::new();
    let mut out = HashSet::new();
    for (at, entry) in feed.entries.iter().enumerate() {
        let (Some(guid), Some(link)) = (&entry.guid, &entry.link) else { continue };
        // A guid that is the address says nothing that the address does not.
        if guid.contains("://") {
            continue;
        }
        let Some(held) = latest.insert((guid.clone(), link.key()), at) else { continue };
        let date = |at: usize| feed.entries.get(at).and_then(|entry| entry.published.or(entry.updated));
        let title = |at: usize| feed.entries.get(at)?.title.as_ref().map(dateline_feed::title);
        if title(held).zip(title(at)).is_some_and(|(held, now)| is_one_slip_apart(&held, &now)) {
            let (later, earlier) = if date(at) > date(held) { (at, held) } else { (held, at) };
            out.insert(earlier);
            latest.insert((guid.clone(), link.key()), later);
        }
    }
    let mut at = 0..;
    feed.entries.retain(|_| at.next().is_some_and(|at| !out.contains(&at)));
}

/// Letters of a title from which on a slip in it is no other title.
const LONG_TITLE: usize = 8;
/// Letters that a slip costs or adds.
const SLIP: usize = 2;

/// Whether two titles differ by letters of one place alone, none of them a digit: "Fixd" and "Fixed", not "Part 1" and "Part 2".
fn is_one_slip_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = |(a, b): &(&char, &char)| a == b;
    let before = one.iter().zip(&other).take_while(same).count();
    let (one_rest, other_rest) = (&one[before..], &other[before..]);
    let behind = one_rest.iter().rev().zip(other_rest.iter().rev()).take_while(same).count();
    let differing = [one_rest, other_rest].map(|rest| &rest[..rest.len() - behind]);
    let small = differing.iter().all(|part| part.len() <= SLIP && part.iter().all(|c| c.is_alphabetic()));
    one.len().min(other.len()) >= LONG_TITLE && one != other && small
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{Headers, WebUrl};

    fn page(items: &str) -> Page {
        let url = WebUrl::parse("https://gull.example/feed").unwrap();
        Page {
            url: url.clone(),
            final_url: url,
            redirects: Vec::new(),
            status: 200,
            headers: Headers::default(),
            body: format!("<rss><channel><title>The Gull</title>{items}</channel></rss>").into_bytes(),
            fetched_at: jiff::Timestamp::from_second(1_790_000_000).unwrap(),
            truncation: None,
        }
    }

    #[test]
    fn an_item_that_is_given_again_with_a_slip_mended_is_one_the_later() {
        let item = |guid: &str, title: &str, day: u8| {
            format!(
                "<item><guid isPermaLink='false'>{guid}</guid><link>https://gull.example/2</link><title>{title}</title>\
                 <pubDate>0{day} Mar 2026 10:00:00 GMT</pubDate></item>"
            )
        };
        let check = |first: (&str, &str, u8), second: (&str, &str, u8), expected: &[&str]| {
            let items = [first, second].map(|(guid, title, day)| item(guid, title, day)).concat();
            let feed = read(&page(&items)).unwrap();
            let titles: Vec<&str> =
                feed.entries.iter().filter_map(|entry| Some(entry.title.as_ref()?.raw.as_str())).collect();
            assert_eq!(titles, expected);
        };
        check(("g", "Fixed headline", 4), ("g", "Fixd headline", 3), &["Fixed headline"]);
        check(("g", "Fixd headline", 3), ("g", "Fixed headline", 4), &["Fixed headline"]);
        check(("g", "Fixed headline", 4), ("g", "Fixd headline", 4), &["Fixed headline"]);
        check(("g", "Concert part 1", 4), ("g", "Concert part 2", 4), &["Concert part 1", "Concert part 2"]);
        check(("g", "Ferry late", 4), ("g", "Train late", 4), &["Ferry late", "Train late"]);
        check(("g", "Fixed headline", 4), ("h", "Fixd headline", 3), &["Fixed headline", "Fixd headline"]);
        let link = "https://gull.example/2";
        check((link, "Fixed headline", 4), (link, "Fixd headline", 3), &["Fixed headline", "Fixd headline"]);
    }

    #[test]
    fn of_a_long_feed_the_newest_items_are_kept_and_it_is_told() {
        // Oldest first, as some publishers have it.
        let item = |at: usize| {
            let day = jiff::Timestamp::from_second(1_700_000_000 + at as i64 * 60).unwrap();
            format!("<item><guid>{at}</guid><pubDate>{day}</pubDate></item>")
        };
        let items: String = (0..ITEMS + 100).map(item).collect();
        let page = page(&items);
        let feed = read(&page).unwrap();
        assert_eq!(feed.entries.len(), ITEMS);
        assert_eq!(feed.entries[0].guid.as_deref(), Some("100"));
        assert_eq!(feed.repairs, ["of its 3100 entries the newest 3000 were kept"]);
    }
}
