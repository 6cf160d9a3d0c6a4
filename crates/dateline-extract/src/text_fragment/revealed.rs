//! The article that stands hidden until a script has run, behind a preloader: the one element that its own style takes off the page and
//! that holds nearly all of the page's running text, while nothing else is to be read and nothing asks for anything. Whether a gate
//! stands in it is asked after its words are read as any others.

use super::Fragment;
use crate::class_hints::{hides, in_article};
use crate::lexicon::{Class, Strength};
use dateline_html::{Document, NodeId, Tag};
use std::ops::Range;

/// Words of running text in it, and its share of all, in hundredths.
const WORDS: usize = 40;
const SHARE: usize = 85;
/// Paragraphs of a page of which one stands in it.
const FIRST: usize = 3;
/// Words of what else is to be seen outside of menus, head and foot: a message of more is a page of its own.
const VISIBLE: usize = 60;

/// Shows the hidden article of a page, if it has one, and says which element it is.
pub(crate) fn reveal(doc: &Document, fragments: &mut [Fragment]) -> Option<NodeId> {
    let running = |fragment: &&Fragment| fragment.running() && !fragment.scope.noscript;
    let words =
        |fragments: &[Fragment]| fragments.iter().filter(running).map(|fragment| fragment.words).sum();
    let all: usize = words(fragments);
    let hidden = |id: &NodeId| {
        let style = doc.attr(*id, "style").is_some_and(hides);
        style || doc.attr(*id, "hidden").is_some_and(|value| value != "until-found")
    };
    let outermost = |node: NodeId| std::iter::once(node).chain(doc.ancestors(node)).filter(hidden).last();
    // What little is to be seen above it may be as long as a paragraph.
    let mut first = fragments.iter().filter(running).take(FIRST);
    let node = first.find_map(|fragment| outermost(fragment.node)).filter(|id| is_part(doc, *id))?;
    let range = range(doc, fragments, node);
    let held: usize = words(&fragments[range.clone()]);
    let heads = || doc.descendants(node).any(|id| doc.tag(id) == Some(Tag::H1));
    let placed = matches!(doc.tag(node), Some(Tag::Main | Tag::Article)) || in_article(doc, node) || heads();
    // What is hidden in a quotation or an item is a part of it.
    let part = doc
        .ancestors(node)
        .any(|id| matches!(doc.tag(id), Some(Tag::Blockquote | Tag::Li | Tag::Td | Tag::Aside)));
    let nearly_all = held >= WORDS && held * 100 >= all * SHARE;
    if part
        || !nearly_all
        || !has_script(doc)
        || !placed
        || !is_silent(&fragments[..range.start], &fragments[range.end..])
    {
        return None;
    }
    for fragment in &mut fragments[range] {
        let inner = std::iter::once(fragment.node).chain(doc.ancestors(fragment.node));
        if fragment.scope.hidden && !inner.take_while(|id| *id != node).any(|id| hidden(&id)) {
            fragment.scope.hidden = false;
            fragment.heed(doc);
        }
    }
    Some(node)
}

/// Whether a page has a script, without which nothing would show what is hidden.
fn has_script(doc: &Document) -> bool {
    let runs = |kind: &str| kind.is_empty() || kind == "module" || kind.contains("javascript");
    let mut scripts = doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::Script));
    scripts.any(|id| doc.attr(id, "type").is_none_or(runs))
}

/// Whether an element may hold an article: no dialog, no menu, nothing that is meant for another use.
fn is_part(doc: &Document, node: NodeId) -> bool {
    let holds = matches!(doc.tag(node), Some(Tag::Main | Tag::Article | Tag::Section | Tag::Div));
    let named = ["class", "id"].into_iter().filter_map(|name| doc.attr(node, name)).any(|name| {
        let name = name.to_ascii_lowercase();
        let apart = ["modal", "popup", "dialog", "overlay", "cookie", "consent", "print", "template", "menu"];
        apart.iter().any(|word| name.contains(word))
    });
    holds && !named && doc.attr(node, "role").is_none_or(|role| role == "main" || role == "article")
}

/// The fragments of an element.
fn range(doc: &Document, fragments: &[Fragment], node: NodeId) -> Range<usize> {
    let end = doc.after(node, doc.root());
    let first = fragments.partition_point(|fragment| fragment.first < node);
    let last = end.map_or(fragments.len(), |end| fragments.partition_point(|fragment| fragment.first < end));
    first..last.max(first)
}

/// Whether what else is on the page asks for nothing and tells of no failure.
fn is_silent(before: &[Fragment], behind: &[Fragment]) -> bool {
    let mut words = 0;
    before.iter().chain(behind).filter(|fragment| !fragment.scope.hidden && !fragment.scope.noscript).all(
        |other| {
            let asks = other.hits.iter().any(|hit| {
                hit.strength == Strength::Strong && hit.reason().is_some() || hit.class == Class::Cookie
            });
            words += if other.scope.frame || other.linked > 0 { 0 } else { other.words };
            !asks && !other.scope.consent && !other.scope.barrier && !other.own_words && words <= VISIBLE
        },
    )
}

#[cfg(test)]
mod tests {
    use crate::{Served, read_html};
    use dateline_model::Holding;

    const TOLD: &str = "<h1>Old mill to be a school</h1><p>The council decided on Tuesday that the old mill above the town is to be a school for boat builders, which the county has promised for ten years.</p><p>Sixty pupils will live and work there, and the chimney with its storks stays as it is.</p><p>Work begins in the autumn and is to take two years, and the first boat that the pupils have built goes to water in the spring after that.</p>";

    fn holding(main: &str, inside: &str, beside: &str) -> Holding {
        let page = format!(
            "<title>Old mill to be a school</title><script>start()</script>{beside}<main {main}><article>{TOLD}{inside}</article></main>"
        );
        read_html(page.as_bytes(), &Served::default()).verdict.holding
    }

    #[test]
    fn an_article_behind_a_preloader_is_read() {
        for main in ["hidden", "style='visibility:hidden'", "style='display: none'"] {
            assert_eq!(holding(main, "", "<div id='wait'>Loading…</div>"), Holding::Full, "{main}");
        }
    }

    #[test]
    fn what_something_asks_for_stays_hidden() {
        for beside in [
            "<div><h2>Sign in to continue reading</h2><form><input type='email'></form></div>",
            "<p>Checking your browser before accessing the site.</p>",
            "<div><p>We and our partners use cookies. Accept all to go on.</p><button>Accept all</button></div>",
        ] {
            assert_ne!(holding("hidden", "", beside), Holding::Full, "{beside}");
        }
        assert_ne!(
            holding("hidden", "<p>Subscribe to continue reading</p>", "<p>Loading…</p>"),
            Holding::Full
        );
    }
}
