//! Threads told by their set-up: posts one beside another, each with who wrote it and when, and nothing told before the first.

use super::super::Case;
use crate::text::words;
use crate::text_fragment::Fragment;
use dateline_html::{Document, NodeId, Tag};
use std::collections::HashMap;

/// Posts of a thread.
const POSTS: usize = 3;
/// Words of a post.
const POST: usize = 5;
/// Words that may stand before the first post.
const BEFORE: usize = 18;
/// Nodes of a post that are looked at, and candidates.
const NODES: usize = 120;
const CANDIDATES: usize = 4000;

/// Types and properties by which pages declare threads.
const DECLARED: &[&str] = &["DiscussionForumPosting", "QAPage", "Question"];

/// The first post of a page that is a thread.
pub(super) fn first_post(case: &Case<'_, '_>) -> Option<NodeId> {
    let declared = super::of_type(case, DECLARED);
    if super::of_type(case, super::ARTICLES) || !(declared || is_addressed(case)) {
        return None;
    }
    let doc = case.survey.doc;
    let mut groups: HashMap<(NodeId, &str), Vec<NodeId>> = HashMap::new();
    for id in doc.descendants(doc.root()).take(CANDIDATES) {
        let named = doc.attr(id, "class").and_then(|class| class.split_ascii_whitespace().next());
        if let (Some(name), Some(above)) = (named, doc.parent(id))
            && matches!(
                doc.tag(id),
                Some(Tag::Div | Tag::Li | Tag::Article | Tag::Section | Tag::Tr | Tag::Table)
            )
        {
            groups.entry((above, name)).or_default().push(id);
        }
    }
    let wanted = if declared { POSTS - 1 } else { POSTS };
    let threads = groups.into_values().filter(|posts| posts.len() >= wanted);
    let threads = threads.filter(|posts| posts.iter().filter(|post| is_post(doc, **post)).count() >= wanted);
    threads.filter_map(|posts| posts.first().copied()).filter(|first| opens(case, *first)).min()
}

/// Whether a page's address is one that forums and question boards give their threads.
fn is_addressed(case: &Case<'_, '_>) -> bool {
    let known = case.survey.served.base().or(case.survey.article.canonical_url.as_ref());
    known.is_some_and(|url| {
        let path = url.as_url().path().to_ascii_lowercase();
        let named = [
            "viewtopic",
            "showthread",
            "showtopic",
            "/thread",
            "/topic",
            "/t/",
            "/forum",
            "/questions/",
            "/discussion",
        ];
        let hosts = ["forum", "board", "community", "discuss", "answers"];
        named.iter().any(|part| path.contains(part))
            || hosts.iter().any(|name| url.host().trim_start_matches("www.").starts_with(name))
    })
}

/// Whether an element tells who wrote it, when, and what.
fn is_post(doc: &Document, id: NodeId) -> bool {
    let below = || doc.descendants(id).take(NODES);
    let named = |id: NodeId, wanted: &[&str]| {
        let names = ["class", "itemprop", "rel"].iter().filter_map(|name| doc.attr(id, name));
        names
            .flat_map(|value| value.split(|c: char| !c.is_ascii_alphanumeric()))
            .any(|word| wanted.iter().any(|known| word.eq_ignore_ascii_case(known)))
    };
    let profile = |id: NodeId| {
        let href = doc.attr(id, "href").unwrap_or_default();
        ["/u/", "/user", "/member", "/profile", "memberlist", "/@"].iter().any(|part| href.contains(part))
    };
    let by = below().any(|id| profile(id) || named(id, &["author", "username", "poster", "postauthor"]));
    let told = || doc.collect_text(id);
    let dated = || {
        below().any(|id| doc.tag(id) == Some(Tag::Time))
            || told()
                .split(|c: char| !c.is_ascii_digit())
                .any(|word| word.len() == 4 && word.starts_with("20"))
    };
    // Posts of a blog's front have headlines that lead to them.
    let headed = || {
        below().filter(|id| matches!(doc.tag(*id), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4))).any(
            |heading| {
                let leads = |id: NodeId| doc.tag(id) == Some(Tag::A);
                doc.descendants(heading).take(8).any(leads) || doc.ancestors(heading).take(2).any(leads)
            },
        )
    };
    by && !headed() && dated() && words(&told()) >= POST
}

/// Whether nothing is told before a post, and it is no comment below an article.
fn opens(case: &Case<'_, '_>, post: NodeId) -> bool {
    let before = case.fragments.iter().take_while(|fragment| fragment.first < post);
    let told = before.filter(|fragment: &&Fragment| !fragment.scope.frame && !fragment.scope.hidden);
    told.map(|fragment| if fragment.is_link() { 0 } else { fragment.words.saturating_sub(8) }).sum::<usize>()
        < BEFORE
}
