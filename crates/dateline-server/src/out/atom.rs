//! Atom feeds: stories, and what kept searches find. Headline, source, link and a short excerpt, never a publisher's whole
//! text.

use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::inline_markup::escape;
use crate::web::l10n;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use dateline_model::WebUrl;
use dateline_store::{EntrySummary, FrontQuery, FrontStory, Window};
use http::header;
use jiff::Timestamp;

/// Stories of one document.
const STORIES: u32 = 50;
/// Longest excerpt, in characters.
pub(crate) const EXCERPT: usize = 200;

/// `GET /feed.xml`.
pub(crate) async fn feed(AsUser(app): AsUser) -> Result<Response, ErrorResponse> {
    let now = app.desk.now();
    let query = FrontQuery::all(now, Window::first(STORIES));
    let mut stories = app.reader().front(query).await?.items;
    let apart =
        app.desk.store().kept_apart(stories.iter().map(|story| story.lead_article.id).collect()).await?;
    stories.retain(|story| !apart.contains(&story.lead_article.id));
    let leads = stories.iter_mut().map(|story| &mut story.lead_article);
    keep_back(&app, leads).await?;
    Ok(answer(&document(&stories, now)))
}

fn answer(xml: &str) -> Response {
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml.to_owned()).into_response()
}

/// `GET /searches/{token}/feed.xml`: nothing in it names the secret, so that a feed passed on gives no address away.
pub(crate) async fn searched(
    AsUser(app): AsUser,
    Path(token): Path<String>,
) -> Result<Response, ErrorResponse> {
    let found = app.desk.store().searched_by(token, STORIES).await?;
    let (saved, mut entries) = found.ok_or_else(|| ErrorResponse::not_found("feed"))?;
    let apart = app.desk.store().kept_apart(entries.iter().map(|entry| entry.id).collect()).await?;
    entries.retain(|entry| !apart.contains(&entry.id));
    keep_back(&app, entries.iter_mut()).await?;
    let updated = entries.iter().map(|entry| entry.seen).max().unwrap_or_else(|| app.desk.now());
    let head = Head { title: &saved.name, id: format!("urn:dateline:search:{}", saved.id), updated };
    let mut xml = opening(&head);
    for found in &entries {
        let times = Times { published: found.seen, updated: found.seen };
        entry(&mut xml, found, &format!("urn:dateline:article:{}", found.id), &times);
    }
    xml.push_str("</feed>\n");
    Ok(answer(&xml))
}

/// A feed leaves the desk: of articles whose publisher keeps them from being passed on it has headline, source and link.
async fn keep_back(
    app: &App,
    articles: impl Iterator<Item = &mut EntrySummary>,
) -> Result<(), ErrorResponse> {
    let articles: Vec<&mut EntrySummary> = articles.collect();
    let ids = articles.iter().map(|article| article.id).collect();
    let reserved = app.desk.store().reserved(ids).await?;
    for article in articles {
        if reserved.contains(&article.id) {
            article.standfirst = None;
        }
    }
    Ok(())
}

/// What stands at the top of a feed.
struct Head<'a> {
    title: &'a str,
    id: String,
    updated: Timestamp,
}

/// Times of an entry.
struct Times {
    published: Timestamp,
    updated: Timestamp,
}

fn document(stories: &[FrontStory], now: Timestamp) -> String {
    let updated = stories.iter().map(|story| story.last).max().unwrap_or(now);
    let head = Head { title: "Dateline: stories", id: "urn:dateline:stories".to_owned(), updated };
    let mut xml = opening(&head);
    for story in stories {
        let times = Times { published: story.first, updated: story.last };
        entry(&mut xml, &story.lead_article, &format!("urn:dateline:story:{}", story.id), &times);
    }
    xml.push_str("</feed>\n");
    xml
}

fn opening(head: &Head<'_>) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    element(&mut xml, "title", head.title);
    element(&mut xml, "id", &head.id);
    element(&mut xml, "updated", &head.updated.to_string());
    xml
}

fn entry(xml: &mut String, article: &EntrySummary, id: &str, times: &Times) {
    xml.push_str("<entry>\n");
    element(xml, "title", &article.title);
    element(xml, "id", id);
    element(xml, "published", &times.published.to_string());
    element(xml, "updated", &times.updated.to_string());
    if let Some(link) = article.url.as_ref().map(WebUrl::as_str) {
        xml.push_str("<link rel=\"alternate\" href=\"");
        push(xml, link);
        xml.push_str("\"/>\n");
    }
    let publisher = article
        .publisher
        .as_deref()
        .or(article.publisher_host.as_deref())
        .unwrap_or(l10n::text("publisher-unknown"));
    xml.push_str("<author>");
    element(xml, "name", publisher);
    xml.push_str("</author>\n");
    if let Some(standfirst) = article.standfirst.as_ref().filter(|_| article.withdrawn_at.is_none()) {
        element(xml, "summary", &excerpt(standfirst));
    }
    xml.push_str("</entry>\n");
}

/// The first words, cut at a word with an ellipsis.
pub(crate) fn excerpt(text: &str) -> String {
    dateline_text::shorten(text, EXCERPT)
}

fn element(xml: &mut String, name: &str, text: &str) {
    xml.push('<');
    xml.push_str(name);
    xml.push('>');
    push(xml, text);
    xml.push_str("</");
    xml.push_str(name);
    xml.push_str(">\n");
}

/// Escaped, with the characters that XML knows alone.
fn push(xml: &mut String, text: &str) {
    let allowed: String = text.chars().filter(|c| dateline_model::is_xml_char(*c)).collect();
    // Writing to a string cannot fail.
    let _written = escape(xml, &allowed);
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_feed::opml::Outline;
    use proptest::prelude::*;
    use quick_xml::escape::unescape;
    use quick_xml::events::Event;

    #[test]
    fn excerpts_end_at_a_word() {
        let long = "wort ".repeat(100);
        let short = excerpt(&long);
        assert!(short.ends_with("wort\u{2026}") && short.chars().count() <= EXCERPT + 1);
        assert_eq!(excerpt("short"), "short");
    }

    #[test]
    fn nothing_breaks_out_of_an_element() {
        let mut xml = String::new();
        element(&mut xml, "title", "</title>&\u{0}\u{1b}\u{fffe}\u{ffff}\u{7f}\u{9b}\r");
        assert_eq!(xml, "<title>&lt;/title&gt;&amp;</title>\n");
    }
    /// What a reader of XML takes from a document: its text, and the values of its attributes.
    fn read_back(xml: &str) -> (String, Vec<String>) {
        let mut reader = quick_xml::Reader::from_str(xml);
        let (mut text, mut values) = (String::new(), Vec::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Eof => return (text, values),
                Event::Start(start) | Event::Empty(start) => {
                    let attributes = start.attributes().map(|attribute| attribute.unwrap().value);
                    values.extend(attributes.map(|value| unescape(&value).unwrap().into_owned()));
                }
                Event::Text(part) => text.push_str(&part),
                Event::GeneralRef(name) => text.push_str(&unescape(&format!("&{};", &*name)).unwrap()),
                _ => {}
            }
        }
    }

    fn known(text: &str) -> String {
        text.chars().filter(|c| dateline_model::is_xml_char(*c)).collect()
    }

    fn odd_text() -> impl Strategy<Value = String> {
        let any = proptest::collection::vec(any::<char>(), 0..40).prop_map(String::from_iter);
        let marked = "[<>&'\"\\]\\[!\\-?;#x0-9a-z \u{0}-\u{1f}\u{7f}-\u{9f}\u{fffe}\u{ffff}]{0,40}";
        prop_oneof![any, marked]
    }

    proptest! {
        /// Whatever a title holds, a reader of XML gets it back, without the characters that XML does not know.
        #[test]
        fn any_title_is_read_back(title in odd_text()) {
            let mut xml = String::new();
            element(&mut xml, "title", &title);
            prop_assert_eq!(read_back(&xml).0, format!("{}\n", known(&title)));
        }

        /// The same of titles and folders in the list of feeds.
        #[test]
        fn any_feed_is_read_back_from_a_list(title in odd_text(), folder in odd_text()) {
            let url = WebUrl::parse("https://gull.example/feed?a=1&b='<").unwrap();
            let outline = Outline {
                title: title.clone(),
                feed_url: Some(url.clone()),
                login: None,
                home: None,
                folder: vec![folder.clone()],
                further: Vec::new(),
                paused: false,
                own: std::collections::BTreeMap::new(),
            };
            let xml = dateline_feed::opml::write(&[outline]);
            let (_, read) = read_back(&xml);
            for expected in [known(&title), known(&folder), url.as_str().to_owned()] {
                prop_assert!(read.contains(&expected), "{expected:?} in {read:?}");
            }
        }
    }
}
