//! Addresses of the pages that an article is spread over: the same address with a number more. Knows nothing of links.

use dateline_model::WebUrl;

/// Whether an address is the same one but for the number of a page, and a later one.
///
/// `asked`: whether the number may stand in a query under any name: `?str=2`. Where a mark alone tells it, fewer forms of addresses do.
pub(super) fn follows(own: &WebUrl, next: &url::Url, asked: bool) -> bool {
    numbers(own, next, asked, false).is_some()
}

/// The same where words tell it and no mark: a number that an address ends in is that of a page only from the second on, and of the
/// first few. `/poem-1` and `/story/55` are addresses of their own.
pub(super) fn follows_in_words(own: &WebUrl, next: &url::Url) -> bool {
    numbers(own, next, true, true)
        .is_some_and(|(before, after)| before == 0 || after.items || (3..=FEW + 1).contains(&after.value))
}

/// Names of numbers that count what stands on the pages.
const ITEMS: [&str; 3] = ["offset", "limitstart", "start"];
/// Pages of an article.
const FEW: u32 = 20;

/// The number that an address has, 0 for none, and that of one that is the same but for a later number.
fn numbers(own: &WebUrl, next: &url::Url, asked: bool, said: bool) -> Option<(u32, Number)> {
    let own = own.as_url();
    if own.host_str().map(site) != next.host_str().map(site) {
        return None;
    }
    let whole = |url: &url::Url| match url.query() {
        Some(query) if said => format!("{}?{query}", bare(url.path())),
        Some(query) => format!("{}?{query}", url.path().trim_end_matches('/')),
        None if said => bare(url.path()).to_owned(),
        None => url.path().trim_end_matches('/').trim_end_matches(".html").to_owned(),
    };
    let (own, next) = (whole(own), whole(next));
    let same = own.bytes().zip(next.bytes()).take_while(|(one, other)| one == other).count();
    let same = own.floor_char_boundary(same);
    // A number that both begin with belongs to what differs, unless all of it is followed by a mark: `233` and `233-2`. Below the number
    // of a story, `/233/2`, stand its pictures and its comments as often.
    let marked =
        own.len() == same && next.get(same..).is_some_and(|rest| rest.starts_with(['-', '_', '?', '&']));
    let trimmed = own[..same].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let same = if marked { same } else { trimmed };
    let (before, after) =
        (page(&own[same..], asked, said), next.get(same..).map(|rest| page(rest, asked, said)));
    let after = after.flatten();
    let stem = own[..same].trim_end_matches(['/', '-', '_', '?', '=']);
    let (before, after) = (before?.value, after?);
    let named = own[..same].trim_end_matches(['/', '=', ')']);
    let items = after.items || said && ITEMS.iter().any(|name| named.ends_with(name));
    let after = Number { items, ..after };
    let goes_on = if items { after.value > before } else { after.value == before.max(1) + 1 };
    (stem.len() > 1 && goes_on).then_some((before, after))
}

/// A path without what says in which format it is.
fn bare(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    let formats = [".html", ".htm", ".shtml", ".xhtml", ".php", ".aspx", ".asp", ".jsp"];
    formats.iter().find_map(|format| path.strip_suffix(format)).unwrap_or(path)
}

fn site(host: &str) -> &str {
    host.trim_start_matches("www.")
}

/// The number of a page, or of the first of its paragraphs or items.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    items: bool,
}

/// Names of pages that count where marks alone tell the next one; where words do, all of them.
const PLAIN: usize = 11;

/// The number of a page in what is left of an address, 0 where it names none.
fn page(rest: &str, asked: bool, said: bool) -> Option<Number> {
    if rest.is_empty() {
        return Some(Number { value: 0, items: false });
    }
    let digits = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let name =
        rest[..rest.len() - digits.len()].trim_matches(['/', '-', '_', '?', '=', '&', '.', ',', '(', ')']);
    let known = [
        "",
        "page",
        "pg",
        "pagina",
        "seite",
        "part",
        "teil",
        "página",
        "strona",
        "sida",
        "paged",
        "p%c3%a1gina",
        "side",
        "sivu",
        "strana",
        "stranica",
        "sayfa",
        "pageno",
        "pagenum",
        "currentpage",
    ];
    let items = said && ITEMS.contains(&name.to_ascii_lowercase().as_str());
    let value = digits.parse().ok().filter(|number| *number < 100)?;
    let asked = asked
        && rest.starts_with(['?', '&'])
        && name.len() <= 8
        && name.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !["comment", "reply", "cp", "replyto", "sort"].contains(&name);
    let known = if said { &known[..] } else { &known[..PLAIN] };
    let named = items || asked || known.contains(&name.to_ascii_lowercase().as_str());
    named.then_some(Number { value, items })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_is_the_same_address_with_a_number() {
        let check = |own: &str, next: &str, expected: bool| {
            let next = url::Url::parse(next).unwrap();
            assert_eq!(follows(&WebUrl::parse(own).unwrap(), &next, true), expected, "{own} {next}");
        };
        check("https://news.example/heat", "https://news.example/heat/2", true);
        check("https://news.example/heat/", "https://www.news.example/heat/page/2/", true);
        check("https://news.example/heat.html", "https://news.example/heat-2.html", true);
        check("https://news.example/heat?page=2", "https://news.example/heat?page=3", true);
        check("https://news.example/heat", "https://news.example/heat?seite=2", true);
        check("https://news.example/c1002-40712233.html", "https://news.example/c1002-40712233-2.html", true);
        check("https://news.example/heat?page=12", "https://news.example/heat?page=13", true);
        check("https://news.example/heat/2/", "https://news.example/heat/3/", true);
        check("https://news.example/heat", "https://news.example/heat?str=2", true);
        check("https://news.example/heat", "https://news.example/heat?comment=2", false);
        check("https://news.example/heat", "https://news.example/cold", false);
        check("https://news.example/heat", "https://news.example/heat-wave-in-town", false);
        check("https://news.example/heat", "https://news.example/heat/comment-page-2", false);
        check("https://news.example/heat/2", "https://news.example/heat/1", false);
        check("https://news.example/2025/heat", "https://news.example/2026/cold", false);
        check("https://news.example/", "https://news.example/page/2", false);
        check("https://news.example/n/100", "https://news.example/n/100/2", false);
        check("https://news.example/story-4411", "https://news.example/story-4412", false);
    }

    #[test]
    fn words_tell_no_page_of_a_number_that_is_an_address_s_own() {
        for (own, next, expected) in [
            ("/poem", "/poem-2", true),
            ("/poem-1", "/poem-2", false),
            ("/poem/2", "/poem/3", true),
            ("/story/55", "/story/56", false),
            ("/heat/", "/heat/(offset)/2", true),
            ("/heat/(offset)/2", "/heat/(offset)/4", true),
            ("/heat/(offset)/4", "/heat/(offset)/2", false),
            ("/1.shtml", "/1_2.shtml", true),
            ("/heat.html", "/heat.html?page=2", true),
        ] {
            let own = WebUrl::parse(&format!("https://news.example/a{own}")).unwrap();
            let next = url::Url::parse(&format!("https://news.example/a{next}")).unwrap();
            assert_eq!(follows_in_words(&own, &next), expected, "{own} {next}");
        }
    }
}
