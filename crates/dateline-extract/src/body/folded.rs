//! Parts of an article that are folded until the reader presses a control of the page: tabs, accordions, "read more". Where no gate
//! stands they are the article. Judges no gate; the caller asks only where there is none.

use crate::class_ids::ClassIds;
use crate::lexicon::{self, Class};
use crate::text::{ends_sentence, words};
use dateline_html::{AttrName, AttrNames, Document, NodeId, NodeKind, Tag};
use std::collections::HashSet;

/// Words of a folded part.
const WORDS: usize = 8;
/// Words of a control that unfolds the rest of a text.
const CONTROL: usize = 6;
/// Words of a paragraph, and how many make a text; scripts and hidden parts that are looked at.
const PARAGRAPH: usize = 12;
const PARAGRAPHS: usize = 3;
const SCRIPTS: usize = 8;
const HIDDEN: usize = 60;
/// Pieces before a panel among which the one that is shown is looked for.
const PANELS: usize = 24;
/// Nodes of a panel that are looked at, and elements between a text and its paragraph.
const NODES: usize = 200;
const INLINE: usize = 8;
/// Elements above one another that are looked at.
const ABOVE: usize = 24;

/// The folded parts of a page.
pub(crate) fn folded(doc: &Document, classes: &ClassIds<'_>) -> HashSet<NodeId> {
    let hidden: Vec<NodeId> =
        classes.styled.iter().copied().filter(|id| is_hidden(doc, classes, *id)).collect();
    if hidden.is_empty() {
        return HashSet::new();
    }
    let targets = targets(doc, classes);
    let places = places(doc, classes);
    let shown = shown_by_script(doc, &hidden);
    let is_folded = |id: &NodeId| {
        let own = doc.attr(*id, "id");
        let named = own.is_some_and(|own| targets.contains(own)) || shown == Some(*id);
        let panel = doc.attr(*id, "role") == Some("tabpanel");
        // A search in the page opens it.
        let found = doc.attr(*id, "hidden") == Some("until-found");
        let linked = panel || own.is_some_and(|own| places.contains(own));
        if linked && has_text(doc, *id) && is_beside_panel(doc, classes, *id) {
            return true;
        }
        (named || panel || found || is_behind_control(doc, *id) || is_before_control(doc, *id))
            && stands_in_text(doc, *id)
            && has_text(doc, *id)
    };
    hidden.into_iter().filter(is_folded).collect()
}

/// Whether a button, a link that leads nowhere, a summary or a label is a control of the text and none of its words: a tab, what
/// unfolds the rest, the label of a box to tick that stands before it.
pub(super) fn is_control(doc: &Document, id: NodeId) -> bool {
    let leads_away = |href: &str| href != "#" && !href.starts_with("javascript:");
    match doc.tag(id) {
        Some(Tag::A) if doc.attr(id, "href").is_some_and(leads_away) => return false,
        Some(Tag::Label) => return ticks(doc, id),
        _ => {}
    }
    let unfolds = |text: &str| {
        words(text) <= CONTROL && lexicon::search(text).iter().any(|hit| hit.class == Class::Continuation)
    };
    doc.attr(id, "role") == Some("tab") || unfolds(doc.collect_text(id).trim())
}

/// Whether a label belongs to a box to tick beside it.
fn ticks(doc: &Document, label: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(label), |id| doc.prev_sibling(*id)).take(6);
    let behind = std::iter::successors(doc.next_sibling(label), |id| doc.next_sibling(*id)).take(2);
    let named = doc.attr(label, "for");
    let mut boxes = before.chain(behind).filter(|id| doc.attr(*id, "type") == Some("checkbox"));
    named.is_some() && boxes.any(|id| doc.attr(id, "id") == named)
}

/// The hidden part that a script of the page shows at once, by its id, where all that the page tells stands in it.
fn shown_by_script(doc: &Document, hidden: &[NodeId]) -> Option<NodeId> {
    let is_paragraph =
        |id: &NodeId| doc.tag(*id) == Some(Tag::P) && words(&doc.collect_text(*id)) >= PARAGRAPH;
    let scripts = || doc.descendants(doc.root()).filter(|id| doc.tag(*id) == Some(Tag::Script));
    let source = |script: NodeId| doc.first_child(script).map_or("", |text| doc.text(text));
    let showing: Vec<&str> =
        scripts().map(source).filter(|source| source.contains(".style.display")).collect();
    let named = |id: &NodeId| {
        let name = doc.attr(*id, "id").filter(|name| !name.is_empty());
        name.is_some_and(|name| {
            let quoted = [format!("\"{name}\""), format!("'{name}'")];
            showing.iter().take(SCRIPTS).any(|source| {
                quoted.iter().any(|name| source.contains(name.as_str()))
                    && !source.contains("onclick")
                    && !source.contains("addEventListener(")
            })
        })
    };
    if showing.is_empty() {
        return None;
    }
    let found = hidden.iter().take(HIDDEN).copied().find(named)?;
    let inside = doc.descendants(found).filter(is_paragraph).count();
    let all = doc.descendants(doc.root()).filter(is_paragraph).count();
    (inside >= PARAGRAPHS && inside == all).then_some(found)
}

/// Whether a box is taken off the page.
fn is_hidden(doc: &Document, classes: &ClassIds<'_>, id: NodeId) -> bool {
    let box_like = matches!(
        doc.kind(id),
        NodeKind::Element(
            Tag::Div | Tag::Section | Tag::P | Tag::Dd | Tag::Span | Tag::Article | Tag::Ul | Tag::Other
        )
    );
    box_like && classes.signs(id).is_put_away()
}

/// Attributes that name what a control folds, and those that tell a control.
const CONTROLLING: AttrNames = AttrNames::of(&[
    AttrName::AriaControls,
    AttrName::DataTarget,
    AttrName::DataBsTarget,
    AttrName::AriaExpanded,
    AttrName::Role,
    AttrName::Href,
]);

/// Ids that controls of the page name.
fn targets<'d>(doc: &'d Document, classes: &ClassIds<'_>) -> HashSet<&'d str> {
    let mut found = HashSet::new();
    for id in classes.controls.iter().copied() {
        let (mut presses, mut href) = (false, None::<&str>);
        for (name, value) in doc.attrs_among(id, CONTROLLING) {
            match name {
                AttrName::AriaExpanded | AttrName::Role => presses = true,
                AttrName::Href => href = href.or(Some(value)),
                _ => found.extend(value.split_whitespace().map(|value| value.trim_start_matches('#'))),
            }
        }
        found.extend(href.filter(|_| presses).and_then(|href| href.strip_prefix('#')));
    }
    found
}

/// Places of the page that its links lead to.
fn places<'d>(doc: &'d Document, classes: &ClassIds<'_>) -> HashSet<&'d str> {
    let place = |link: &NodeId| doc.attr(*link, "href")?.strip_prefix('#').filter(|place| !place.is_empty());
    classes.links.iter().filter_map(place).collect()
}

/// Whether a part is mostly paragraphs, and so is a panel of the same design before it that is shown.
fn is_beside_panel(doc: &Document, classes: &ClassIds<'_>, id: NodeId) -> bool {
    let class = |id| doc.attr(id, "class").and_then(|class| class.split_ascii_whitespace().next());
    let design = |id: NodeId| (doc.tag(id), doc.attr(id, "role"), class(id));
    let named = doc.attr(id, "role").is_some() || class(id).is_some();
    let before = std::iter::successors(doc.prev_sibling(id), |id| doc.prev_sibling(*id)).take(PANELS);
    let mut shown = before.filter(|other| !classes.signs(*other).is_put_away());
    named && shown.any(|other| design(other) == design(id) && is_told(doc, other)) && is_told(doc, id)
}

/// Whether most words at the beginning of a part stand in paragraphs.
fn is_told(doc: &Document, id: NodeId) -> bool {
    let (mut paragraph, mut words_in, mut told, mut all) = (None, 0, 0, 0);
    for text in doc.descendants(id).take(NODES).filter(|id| doc.kind(*id) == NodeKind::Text) {
        let above = std::iter::successors(doc.parent(text), |id| doc.parent(*id)).take(INLINE);
        let within = above.take_while(|above| *above != id).find(|above| doc.tag(*above) == Some(Tag::P));
        if within != paragraph {
            (paragraph, words_in) = (within, 0);
        }
        let more = words(doc.text(text));
        all += more;
        if within.is_some() {
            words_in += more;
            // What came before counts as well once it is long enough.
            let long = words_in >= PARAGRAPH;
            told += if long && words_in - more < PARAGRAPH { words_in } else { usize::from(long) * more };
        }
    }
    told * 2 > all
}

/// Whether the element in front of a part is a control that stays on the page.
fn is_behind_control(doc: &Document, id: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(id), |id| doc.prev_sibling(*id)).take(6);
    let before = before.into_iter().find(|id| matches!(doc.kind(*id), NodeKind::Element(_)));
    before.is_some_and(|before| {
        std::iter::once(before).chain(doc.descendants(before).take(6)).any(|id| presses(doc, id))
    })
}

/// Whether a part goes on after a paragraph and ends at a short control that stays on the page, as "read more" below the text does.
fn is_before_control(doc: &Document, id: NodeId) -> bool {
    let after = std::iter::successors(doc.next_sibling(id), |id| doc.next_sibling(*id)).take(6);
    let after = after.into_iter().find(|id| matches!(doc.kind(*id), NodeKind::Element(_)));
    let control = |id: NodeId| presses(doc, id) && (1..=CONTROL).contains(&words(&doc.collect_text(id)));
    follows_text(doc, id)
        && ends_sentence(doc.collect_text(id).trim())
        && after
            .is_some_and(|after| std::iter::once(after).chain(doc.descendants(after).take(6)).any(control))
}

/// Whether an element is a control that stays on the page.
fn presses(doc: &Document, id: NodeId) -> bool {
    let leads_nowhere =
        || doc.attr(id, "href").is_none_or(|href| href.starts_with('#') || href.starts_with("javascript:"));
    let button = doc.tag(id) == Some(Tag::Button) || doc.attr(id, "role") == Some("button");
    let link = doc.tag(id) == Some(Tag::A) && doc.attr(id, "onclick").is_some();
    (button || link || doc.attr(id, "aria-expanded").is_some()) && leads_nowhere()
}

/// Whether a part stands in the text and not in what is around it.
fn stands_in_text(doc: &Document, id: NodeId) -> bool {
    let above = || doc.ancestors(id).take(ABOVE).filter_map(|above| doc.tag(above));
    let around = |tag: Tag| matches!(tag, Tag::Nav | Tag::Footer | Tag::Form | Tag::Aside | Tag::Header);
    let text =
        above().any(|tag| matches!(tag, Tag::Article | Tag::Main)) || crate::class_hints::in_article(doc, id);
    let dialog = |above: NodeId| matches!(doc.attr(above, "role"), Some("dialog" | "alertdialog" | "menu"));
    let dialog = std::iter::once(id).chain(doc.ancestors(id).take(ABOVE)).any(dialog);
    (text || follows_text(doc, id)) && !above().any(around) && !dialog
}

/// Whether a paragraph stands beside a part.
fn follows_text(doc: &Document, id: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(id), |id| doc.prev_sibling(*id)).take(12);
    before.into_iter().any(|id| doc.tag(id) == Some(Tag::P) && words(&doc.collect_text(id)) >= WORDS)
}

/// Whether a part tells something: words enough, and most of them no links.
fn has_text(doc: &Document, id: NodeId) -> bool {
    let all = words(&doc.collect_text(id));
    let links = doc.descendants(id).filter(|id| doc.tag(*id) == Some(Tag::A));
    let linked: usize = links.map(|id| words(&doc.collect_text(id))).sum();
    all >= WORDS && linked * 3 < all
}
