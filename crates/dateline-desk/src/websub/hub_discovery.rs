//! Which hub a feed names: in the answer's `Link` fields, which come first, or in the document (WebSub, section 4).

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
    for (target, rel) in page.headers.all("link").flat_map(links) {
        let Ok(url) = page.final_url.join(target) else { continue };
        for word in rel.split_ascii_whitespace() {
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

/// Targets and `rel` of one `Link` field (RFC 8288, section 3).
fn links(field: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = field;
    while let Some((_, opened)) = rest.split_once('<') {
        let Some((target, after)) = opened.split_once('>') else { break };
        let end = end_of_link(after);
        let rel = after[..end].split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
        });
        found.push((target.trim(), rel.unwrap_or_default()));
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

    fn check(url: &str, link: &str, body: &str, expected: Option<(&str, &str)>) {
        let url = WebUrl::parse(url).unwrap();
        let page = Page {
            final_url: url.clone(),
            url,
            redirects: Vec::new(),
            status: 200,
            headers: [("link", link)].into_iter().collect::<Headers>(),
            body: Vec::new(),
            fetched_at: jiff::Timestamp::UNIX_EPOCH,
            truncation: None,
        };
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
}
