//! `/feed.xml`: stories as an Atom feed. Headline, source, link and a short excerpt, never a publisher's whole text.

use crate::state::App;
use crate::trouble::Trouble;
use crate::web::rich::escape;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use dateline_model::WebUrl;
use dateline_store::{FrontQuery, FrontStory, Window};
use http::header;
use jiff::Timestamp;

/// Stories of one document.
const STORIES: u32 = 50;
/// Longest excerpt, in characters.
pub(crate) const EXCERPT: usize = 200;

/// `GET /feed.xml`.
pub(crate) async fn feed(State(app): State<App>) -> Result<Response, Trouble> {
    let now = app.desk.now();
    let query =
        FrontQuery { now, window: Window::first(STORIES), folder: None, language: None, unread: false };
    let stories = app.desk.store().front(query).await?.items;
    Ok(([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], document(&stories, now))
        .into_response())
}

fn document(stories: &[FrontStory], now: Timestamp) -> String {
    let updated = stories.iter().map(|story| story.last).max().unwrap_or(now);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n",
    );
    element(&mut xml, "title", "Dateline: stories");
    element(&mut xml, "id", "urn:dateline:stories");
    element(&mut xml, "updated", &updated.to_string());
    for story in stories {
        entry(&mut xml, story);
    }
    xml.push_str("</feed>\n");
    xml
}

fn entry(xml: &mut String, story: &FrontStory) {
    let lead = &story.lead;
    xml.push_str("<entry>\n");
    element(xml, "title", &lead.title);
    element(xml, "id", &format!("urn:dateline:story:{}", story.id));
    element(xml, "published", &story.first.to_string());
    element(xml, "updated", &story.last.to_string());
    if let Some(link) = lead.url.as_ref().map(WebUrl::as_str) {
        xml.push_str("<link rel=\"alternate\" href=\"");
        push(xml, link);
        xml.push_str("\"/>\n");
    }
    let publisher =
        lead.publisher.as_deref().or(lead.publisher_host.as_deref()).unwrap_or("unknown publisher");
    xml.push_str("<author>");
    element(xml, "name", publisher);
    xml.push_str("</author>\n");
    if let Some(standfirst) = &lead.standfirst {
        element(xml, "summary", &excerpt(standfirst));
    }
    xml.push_str("</entry>\n");
}

/// The first words, cut at a word with an ellipsis.
pub(crate) fn excerpt(text: &str) -> String {
    shortened(text, EXCERPT)
}

/// The first words up to `most` characters.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}\u{2026}", whole.trim_end())
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

/// Escaped, without the control characters that XML forbids.
fn push(xml: &mut String, text: &str) {
    let allowed: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    // Writing to a string cannot fail.
    let _written = escape(xml, &allowed);
}

#[cfg(test)]
mod tests {
    use super::*;

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
        element(&mut xml, "title", "</title>&\u{0}\u{1b}");
        assert_eq!(xml, "<title>&lt;/title&gt;&amp;</title>\n");
    }
}
