//! What the software that made a page says of it: forums, wikis and manuals are written with programs that write nothing else.

use super::super::{Case, Finding, quote_location};
use super::{marked, of_type, path};
use crate::structured::ARTICLES;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Holding, Reason, Rule};

/// Beginnings of what forums, wikis and makers of manuals call themselves in `<meta name="generator">`.
const FORUMS: &[&str] = &[
    "discourse",
    "vbulletin",
    "phpbb",
    "xenforo",
    "flarum",
    "nodebb",
    "mybb",
    "smf",
    "simple machines",
    "vanilla",
    "invision",
    "ips",
    "yabb",
    "punbb",
    "fluxbb",
    "lemmy",
];
const WIKIS: &[&str] =
    &["mediawiki", "dokuwiki", "xwiki", "twiki", "foswiki", "pmwiki", "moinmoin", "wiki.js", "tiki"];
const MANUALS: &[&str] =
    &["rustdoc", "doxygen", "sphinx", "docusaurus", "gitbook", "vitepress", "vuepress", "javadoc"];
/// Names of the page's outermost elements, where a forum's program names none of itself.
const FORUM_IDS: &[&str] = &["XF", "XenForo", "phpbb"];
/// Types that only threads declare.
const THREADS: &[&str] = &["DiscussionForumPosting", "QAPage"];
/// Parts of addresses under which manuals keep a blog, and a host on which a wiki keeps news.
const NEWS: &[&str] = &["blog", "news"];
const NEWS_WIKI: &str = "wikinews";
/// Nodes from the beginning of a page among which its head is.
const HEAD: usize = 4000;

pub(super) fn find(case: &Case<'_, '_>) -> Option<Finding> {
    let doc = case.survey.doc;
    if let Some((reason, node)) = made(case) {
        let content = doc.attr(node, "content").or_else(|| doc.attr(node, "id"))?;
        let at = doc.source().find(content)?;
        let evidence = quote_location::raw(doc, at, at + content.len(), reason.as_str());
        return Finding::by(Rule::Software, Holding::OtherKind).because(reason, evidence);
    }
    if !of_type(case, THREADS) || of_type(case, ARTICLES) {
        return None;
    }
    Finding::by(Rule::DeclaredKind, Holding::OtherKind)
        .because(Reason::Forum, marked(case, THREADS, Reason::Forum))
}

/// Bytes from the beginning of a source within which a feed names itself.
const FEED: usize = 1000;

/// A feed in the place of a page.
pub(super) fn feed(case: &Case<'_, '_>) -> Option<Finding> {
    let source = case.survey.doc.source().trim_start_matches('\u{feff}').trim_start();
    let head = &source[..source.floor_char_boundary(source.len().min(FEED))];
    let declared = ["<?xml", "<rss", "<feed", "<rdf:RDF"].iter().any(|start| head.starts_with(start));
    let name = ["<rss", "<feed", "<rdf:RDF"].into_iter().find(|name| head.contains(name))?;
    if !declared || head.contains("<html") {
        return None;
    }
    let at = case.survey.doc.source().find(name)?;
    let evidence = quote_location::raw(case.survey.doc, at, at + name.len(), Reason::NotAnArticle.as_str());
    Finding::by(Rule::Feed, Holding::OtherKind).because(Reason::NotAnArticle, evidence)
}

/// What kind of page the program makes, and the element that names it.
fn made(case: &Case<'_, '_>) -> Option<(Reason, NodeId)> {
    let doc = case.survey.doc;
    let served = case.survey.served.base().and_then(|base| base.as_url().host_str());
    let is_news = path(case).split('/').any(|part| NEWS.contains(&part))
        || served.is_some_and(|host| host.split('.').any(|label| label == NEWS_WIKI));
    let named = |names: &[&str], text: &str| names.iter().any(|name| begins(text, name));
    for node in doc.descendants(doc.root()).take(HEAD) {
        match doc.tag(node) {
            Some(Tag::Html | Tag::Body) if doc.attr(node, "id").is_some_and(|id| FORUM_IDS.contains(&id)) => {
                return Some((Reason::Forum, node));
            }
            Some(Tag::Body) => return None,
            Some(Tag::Meta) if is_generator(doc, node) => {
                let content = doc.attr(node, "content")?.trim();
                if named(FORUMS, content) {
                    return Some((Reason::Forum, node));
                }
                if !is_news && (named(WIKIS, content) || named(MANUALS, content)) {
                    return Some((Reason::NotAnArticle, node));
                }
            }
            _ => {}
        }
    }
    None
}

fn is_generator(doc: &Document, node: NodeId) -> bool {
    doc.attr(node, "name").is_some_and(|name| name.eq_ignore_ascii_case("generator"))
}

/// Whether a text begins with a name, in any case, and goes on with another word or none.
fn begins(text: &str, name: &str) -> bool {
    text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
        && !text[name.len()..].starts_with(|next: char| next.is_alphanumeric())
}
