//! What the `Link` fields of an answer name: feeds that it announces, and the hub of a feed, which the document names else (WebSub,
//! section 4).

use dateline_feed::{Candidate, announced_by_answer};
use dateline_model::{Feed, Page, WebUrl};
use dateline_store::Hub;

/// The hub, and the address under which it knows the feed. A hub without TLS is none for a feed with it: whoever listens in
/// could forge what the feed itself protects.
pub(crate) fn offered(page: &Page, feed: &Feed) -> Option<Hub> {
    let (hub, topic) = linked(page);
    let url = hub.or_else(|| feed.hub.clone())?;
    let topic = topic.or_else(|| feed.self_url.clone()).unwrap_or_else(|| page.final_url.clone());
    let secure = |url: &WebUrl| url.as_url().scheme() == "https";
    (secure(&url) || !secure(&page.final_url)).then_some(Hub { url, topic })
}

/// First `hub` and first `self` among the `Link` fields.
fn linked(page: &Page) -> (Option<WebUrl>, Option<WebUrl>) {
    let (mut hub, mut topic) = (None, None);
    for link in page.headers.all("link").flat_map(links) {
        let Ok(url) = page.final_url.join(link.target) else { continue };
        for word in link.rel.split_ascii_whitespace() {
            let place = match word.to_ascii_lowercase().as_str() {
                "hub" => &mut hub,
                "self" => &mut topic,
                _ => continue,
            };
            place.get_or_insert_with(|| url.clone());
        }
    }
    (hub, topic)
}

/// Feeds that an answer announces as alternates of its page.
pub(crate) fn alternates(page: &Page) -> Vec<Candidate> {
    let alternate = |link: &Linked<'_>| {
        link.rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("alternate"))
    };
    let links = page.headers.all("link").flat_map(links).filter(alternate);
    links
        .filter_map(|link| announced_by_answer(page.final_url.join(link.target).ok()?, link.media_type))
        .collect()
}

/// One link of a `Link` field.
struct Linked<'f> {
    target: &'f str,
    rel: &'f str,
    media_type: &'f str,
}

/// Links of one `Link` field (RFC 8288, section 3).
fn links(field: &str) -> Vec<Linked<'_>> {
    let mut found = Vec::new();
    let mut rest = field;
    while let Some((_, opened)) = rest.split_once('<') {
        let Some((target, after)) = opened.split_once('>') else { break };
        let end = end_of_link(after);
        let parameter = |wanted: &str| {
            let value = after[..end].split(';').find_map(|parameter| {
                let (name, value) = parameter.split_once('=')?;
                name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().trim_matches('"'))
            });
            value.unwrap_or_default()
        };
        found.push(Linked { target: target.trim(), rel: parameter("rel"), media_type: parameter("type") });
        rest = &after[end..];
    }
    found
}

/// The comma that ends a link's parameters; those in quotes do not.
fn end_of_link(parameters: &str) -> usize {
    let mut quoted = false;
    let comma = parameters.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b',' && !quoted
    });
    comma.unwrap_or(parameters.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Headers;

    fn page(url: &str, fields: &[&str]) -> Page {
        let url = WebUrl::parse(url).unwrap();
        Page {
            final_url: url.clone(),
            url,
            redirects: Vec::new(),
            status: 200,
            headers: fields.iter().map(|field| ("link", *field)).collect::<Headers>(),
            body: Vec::new(),
            fetched_at: jiff::Timestamp::UNIX_EPOCH,
            truncation: None,
        }
    }

    fn check(url: &str, link: &str, body: &str, expected: Option<(&str, &str)>) {
        let page = page(url, &[link]);
        let document = format!(
            "<rss version='2.0' xmlns:a='http://www.w3.org/2005/Atom'><channel><title>T</title>{body}</channel></rss>"
        );
        let feed = dateline_feed::parse(document.as_bytes(), &dateline_feed::Context::default()).unwrap();
        let hub = offered(&page, &feed);
        let hub = hub.as_ref().map(|hub| (hub.url.as_str(), hub.topic.as_str()));
        assert_eq!(hub, expected, "{link} {body}");
    }

    #[test]
    fn the_field_comes_before_the_document_and_tls_stays_tls() {
        let inside = "<a:link rel='hub' href='https://hub.example/'/><a:link rel='self' href='https://gull.example/f'/>";
        let (feed, hub) = ("https://gull.example/feed", "https://hub.example/");
        check(feed, "", inside, Some((hub, "https://gull.example/f")));
        check(feed, "", "<a:link rel='hub' href='https://hub.example/'/>", Some((hub, feed)));
        check(
            feed,
            "<https://x.example/?a=1,2>; title=\"a, b\"; rel=\"next\", </hub>; rel=\"hub preconnect\", <f>; rel=self",
            inside,
            Some(("https://gull.example/hub", "https://gull.example/f")),
        );
        check(feed, "<http://hub.example/>; rel=hub", "", None);
        check(
            "http://gull.example/feed",
            "<http://hub.example/>; rel=HUB",
            "",
            Some(("http://hub.example/", "http://gull.example/feed")),
        );
        check(feed, "", "", None);
        check(feed, "<broken; rel=hub", "", None);
    }

    #[test]
    fn feeds_that_an_answer_announces() {
        let fields = [
            "</a.xml>; rel=\"alternate\"; type=\"application/rss+xml\", </fr>; rel=alternate; type=text/html",
            "</style.css>; rel=preload, <b>; type=application/atom+xml; rel=\"home Alternate\"",
        ];
        let found = alternates(&page("https://news.example/", &fields));
        let found: Vec<&str> = found.iter().map(|found| found.url.as_str()).collect();
        assert_eq!(found, ["https://news.example/a.xml", "https://news.example/b"]);
    }
}
