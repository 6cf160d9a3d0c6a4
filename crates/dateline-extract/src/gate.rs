//! Finds visible notices that stand between a reader and the text, and the nodes whose text they hide. Precision comes
//! first: a notice in comments, a player, a teaser or a template that nobody sees convicts nothing.

mod cards;
mod closing_box;
pub(crate) mod notice_shape;
pub(crate) mod takes_nothing;

use crate::class_hints::{hides, in_article};
use crate::class_ids::ClassIds;
use crate::css_hidden::CssHidden;
use crate::lexicon::{Hit, Strength};
use crate::name_words::class_words;
use crate::structured::Structured;
use crate::text::is_sentence;
use crate::text_fragment::Fragment;
use crate::text_fragment::addressee;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use dateline_model::{Gate as AskedFor, Reason, Rule};

/// A notice is a short fragment, or the phrase is a good part of it.
const NOTICE_WORDS: usize = 45;
/// Hidden containers with fewer words are boxes, not articles.
const HIDDEN_WORDS: usize = 40;
/// A text with this many words before the notice is whole unless something says that it breaks off.
const LONG_TEXT: usize = 350;
/// A notice stands right behind a paragraph when no more than this many fragments lie between.
const BETWEEN: usize = 4;
/// Words of running text that a page has beside its article: notes on the house and on the author.
const ELSEWHERE: usize = 180;
/// Words of a headline and what introduces an article: a box named after walls behind no more than those stands in its place.
const HEAD: usize = 40;
/// Words of visible text between a notice and the part that it hides.
const NEAR: usize = 60;

/// A visible notice that stands in the way of the text.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    /// The notice's node.
    pub(crate) node: NodeId,
    /// What it asks for.
    pub(crate) reason: Reason,
    /// What shows that it stands in the way.
    pub(crate) rule: Rule,
    /// The words that were recognised.
    pub(crate) quote: String,
    /// Words of running text before it.
    pub(crate) before: usize,
    /// Nodes whose text it hides: never shown, stored or indexed; only counted.
    pub(crate) hides: Vec<NodeId>,
}

/// Notices that stand in the way, in page order.
pub(crate) fn find(
    doc: &Document,
    classes: &ClassIds<'_>,
    structured: &Structured,
    fragments: &[Fragment],
) -> Vec<Gate> {
    let unspoken = || notice_shape::find(doc, classes, structured, fragments).or_else(|| blur(doc, classes));
    let said = fragments.iter().enumerate();
    let said: Vec<(usize, &Hit)> =
        said.filter_map(|(at, fragment)| notice(fragment).map(|hit| (at, hit))).collect();
    if said.is_empty() {
        return unspoken().into_iter().collect();
    }
    let at_first = Running::of(fragments, |fragment| !fragment.scope.streamed);
    let in_the_end = Running::of(fragments, |_| true);
    let ruled = CssHidden::of(doc, classes);
    let concealed = concealed(doc, structured, &ruled);
    let shown = is_overlaid(doc);
    let paragraphs: Vec<bool> = fragments.iter().map(is_paragraph).collect();
    let mut gates = Vec::new();
    for (at, hit) in said {
        if takes_nothing::is_of_others(doc, fragments, at) {
            continue;
        }
        // What streams in later does not lift a notice that stands before it.
        let running = if fragments[at].scope.streamed { &in_the_end } else { &at_first };
        // An offer in words of its own also follows short texts that are whole, at some distance.
        let alone = fragments[at].scope.barrier && running.before[at] < HEAD;
        let plain = !fragments[at].own_words || alone;
        let breaks_off = plain && running.breaks_off_at(fragments, at);
        let ends = breaks_off || running.ends_at(doc, fragments, at);
        let offers = gates.is_empty() && takes_nothing::is_closing_offer(doc, fragments, at);
        let by_words = if fragments[at].own_words { Rule::Appeal } else { Rule::Notice };
        let rule = match () {
            () if ends && !offers && !beside(doc, fragments, at, &|at| paragraphs[at]) => by_words,
            () if concealed.iter().any(|node| is_near(doc, fragments, at, *node)) => Rule::HiddenRest,
            () if shown && fragments[at].scope.wall => Rule::Overlay,
            () => continue,
        };
        if let Some(reason) = asked_for(&fragments[at], hit) {
            let quote = fragments[at].text[hit.start..hit.end].to_owned();
            let before = running.before[at];
            gates.push(Gate { node: fragments[at].node, reason, rule, quote, before, hides: Vec::new() });
        }
    }
    if gates.is_empty() {
        gates.extend(unspoken());
    }
    if let Some(first) = gates.first_mut().filter(|first| first.hides.is_empty()) {
        first.hides = concealed;
        first.hides.extend(blurred_parts(doc));
        first.hides.extend(veiled_part(doc, first.node));
        first
            .hides
            .extend(concealed_behind(doc, first.node, &ruled).filter(|node| !first.hides.contains(node)));
    }
    gates
}

/// A part of the article's text that is drawn out of focus, without a word that is known. No whole page of the tuning
/// part has one.
fn blur(doc: &Document, classes: &ClassIds<'_>) -> Option<Gate> {
    let finder = memchr::memmem::Finder::new(b"lur");
    let told = |value: &&str| finder.find(value.as_bytes()).is_some();
    let is_blurred = |node: NodeId| {
        if !matches!(doc.kind(node), NodeKind::Element(tag) if is_container(tag)) {
            return None;
        }
        let style = doc.attr(node, "style").filter(told);
        let style = style.filter(|style| style.to_ascii_lowercase().contains("blur("));
        let named = |class: &&str| class_words(class).take(30).any(is_blur);
        let class = doc.attr(node, "class").filter(told).filter(named);
        let quote = style.or(class)?;
        let text = has_words(doc, node, HIDDEN_WORDS) && (in_article(doc, node) || continues(doc, node));
        text.then(|| Gate {
            node,
            reason: Reason::Unknown,
            rule: Rule::BlurredRest,
            quote: quote.to_owned(),
            before: 0,
            hides: vec![node],
        })
    };
    // Style sheets speak of it everywhere, elements hardly anywhere.
    let styled = |node: &NodeId| doc.attr(*node, "style").is_some_and(|style| told(&style));
    let any = classes.names().any(|class| told(&class)) || classes.styled.iter().any(styled);
    any.then(|| doc.descendants(doc.root()).find_map(is_blurred))?
}

/// Parts out of focus beside a notice: a few words of filler are no text either.
fn blurred_parts(doc: &Document) -> Vec<NodeId> {
    if memchr::memmem::find(doc.source().as_bytes(), b"blur(").is_none() {
        return Vec::new();
    }
    let is_blurred = |node: &NodeId| {
        matches!(doc.kind(*node), NodeKind::Element(tag) if is_container(tag))
            && doc.attr(*node, "style").is_some_and(|style| style.to_ascii_lowercase().contains("blur("))
            && (in_article(doc, *node) || continues(doc, *node))
    };
    doc.descendants(doc.root()).filter(is_blurred).collect()
}

/// Words of filler that is kept from screen readers right before a notice, and elements above the notice that may follow on it.
const VEILED: usize = 8;
const FOLLOWING: usize = 4;

/// What stands right before a notice and is kept from screen readers: filler that is drawn out of focus.
fn veiled_part(doc: &Document, notice: NodeId) -> Option<NodeId> {
    let above = std::iter::once(notice).chain(doc.ancestors(notice)).take(FOLLOWING);
    let before = |node| {
        let mut siblings =
            std::iter::successors(doc.prev_sibling(node), |node| doc.prev_sibling(*node)).take(4);
        siblings.find(|id| doc.tag(*id).is_some())
    };
    let hidden =
        |node: &NodeId| doc.attr(*node, "aria-hidden") == Some("true") && has_words(doc, *node, VEILED);
    above.filter_map(before).find(hidden)
}

/// What stands right behind a notice and is taken off the page by its own style, however little it is.
fn concealed_behind(doc: &Document, notice: NodeId, ruled: &CssHidden<'_>) -> Option<NodeId> {
    let above = std::iter::once(notice).chain(doc.ancestors(notice)).take(FOLLOWING);
    let behind = |node| {
        let mut siblings =
            std::iter::successors(doc.next_sibling(node), |node| doc.next_sibling(*node)).take(4);
        siblings.find(|id| doc.tag(*id).is_some())
    };
    let hidden = |node: &NodeId| {
        (ruled.hides(doc, *node) || doc.attr(*node, "style").is_some_and(hides))
            && has_words(doc, *node, VEILED)
    };
    above.filter_map(behind).find(hidden)
}

/// What a notice asks for. "To read the whole article" says nothing of it; what stands beside it does.
fn asked_for(fragment: &Fragment, hit: &Hit) -> Option<Reason> {
    let account = || fragment.prompt().is_some_and(|prompt| prompt.wants_account_alone());
    let reason = hit.reason()?;
    Some(if reason == Reason::Paywall && account() { Reason::Registration } else { reason })
}

/// The phrase by which a fragment withholds the text, where it is about this page's article.
fn notice(fragment: &Fragment) -> Option<&Hit> {
    let asks = |hit: &&Hit| {
        hit.strength == Strength::Strong && hit.reason().and_then(Reason::gate) == Some(AskedFor::Account)
    };
    let hit = fragment.hits.iter().find(asks).filter(|hit| !addressee::is_told(fragment, hit))?;
    let in_app = fragment.prompt().is_some_and(|prompt| prompt.goes_on_in_app());
    let of_a_thing =
        hit.reason() == Some(Reason::Registration) && !in_app && addressee::names_a_thing(&fragment.text);
    if of_a_thing {
        return None;
    }
    let short = fragment.words <= NOTICE_WORDS || fragment.covered(|hit| hit.reason().is_some()) > 0.2;
    let own = !fragment.is_link() || fragment.own_words;
    (short && own && !fragment.scope.foreign() && !fragment.scope.consent).then_some(hit)
}

/// Words of the whole box that a notice stands in, and elements above the notice that may be that box.
const BOX: usize = 80;
const BOX_LEVELS: usize = 3;

/// The largest of so many elements around a node, itself included, that is a small box and not the page's or the article's own.
fn small_box(doc: &Document, node: NodeId, levels: usize) -> Option<NodeId> {
    let small = |id: &NodeId| holds_few_words(doc, *id, BOX);
    let around = std::iter::once(node).chain(doc.ancestors(node)).take(levels);
    let around =
        around.filter(|id| !matches!(doc.tag(*id), Some(Tag::Body | Tag::Html | Tag::Main | Tag::Article)));
    around.take_while(small).last()
}

/// Whether no more words than `most` stand below a node, parted by white space alone.
fn holds_few_words(doc: &Document, node: NodeId, most: usize) -> bool {
    let (mut words, mut in_word) = (0, false);
    let texts = doc.descendants(node).filter(|id| doc.kind(*id) == NodeKind::Text);
    for c in texts.flat_map(|id| doc.text(id).chars()) {
        words += usize::from(!in_word && !c.is_whitespace());
        in_word = !c.is_whitespace();
        if words > most {
            return false;
        }
    }
    true
}

/// The fragments of an element.
fn inside<'f>(doc: &Document, fragments: &'f [Fragment], holder: NodeId) -> &'f [Fragment] {
    let end = doc.after(holder, doc.root());
    let first = fragments.partition_point(|fragment| fragment.first < holder);
    let last = end.map_or(fragments.len(), |end| fragments.partition_point(|fragment| fragment.first < end));
    &fragments[first..last.max(first)]
}

/// Whether a notice stands between paragraphs or below other stories: it takes nothing from the text. A box that is named after
/// walls may stand anywhere.
pub(crate) fn is_beside(doc: &Document, fragments: &[Fragment], at: usize) -> bool {
    beside(doc, fragments, at, &|at| is_paragraph(&fragments[at]))
}

/// A paragraph of the article. Words to the reader are the house's.
fn is_paragraph(fragment: &Fragment) -> bool {
    fragment.words >= PARAGRAPH
        && is_text(fragment)
        && is_sentence(&fragment.text, fragment.words)
        && !fragment.addresses()
}

fn beside(doc: &Document, fragments: &[Fragment], at: usize, paragraph: &dyn Fn(usize) -> bool) -> bool {
    if fragments[at].scope.barrier {
        return false;
    }
    let Some(before) = (at.saturating_sub(SEEN)..at).rev().find(|at| paragraph(*at)) else { return false };
    let holder = |at: usize| doc.parent(fragments[at].node);
    let after = at + 1..fragments.len().min(at + 1 + SEEN);
    let resumes = after.into_iter().any(|after| holder(after) == holder(before) && paragraph(after));
    let between = fragments[before + 1..at].iter();
    let others = between.filter(|fragment| fragment.is_link() && fragment.words >= 3).count();
    let inside = || doc.ancestors(fragments[at].node).take(6).any(|above| Some(above) == holder(before));
    resumes || others >= OTHERS && !inside()
}

/// Words of a paragraph, and links to other stories that part a notice from the text.
const PARAGRAPH: usize = 12;
const OTHERS: usize = 3;
/// Pieces on either side of a notice that are looked at.
const SEEN: usize = 60;

/// How much running text stands before each fragment and after it.
struct Running {
    before: Vec<usize>,
    total: usize,
}

impl Running {
    fn of(fragments: &[Fragment], counts: impl Fn(&Fragment) -> bool) -> Self {
        let mut total = 0;
        let before = fragments.iter().map(|fragment| {
            let so_far = total;
            if counts(fragment)
                && fragment.running()
                && !fragment.scope.foreign()
                && !fragment.scope.wall
                && notice(fragment).is_none()
            {
                total += fragment.words;
            }
            so_far
        });
        let before = before.collect();
        Self { before, total }
    }

    /// Whether the text breaks off at a notice: there is little of it before, and less behind.
    fn breaks_off_at(&self, fragments: &[Fragment], at: usize) -> bool {
        let before = self.before[at];
        let after = self.total - before;
        let cut = fragments[..at].iter().rev().take(6).any(is_cut);
        after <= before / 3 + 20 && (before < LONG_TEXT || cut)
    }
}

impl Running {
    /// Whether a notice stands right behind a paragraph, and the element that holds both has hardly any text after it:
    /// the article ends there, whatever the page has elsewhere.
    fn ends_at(&self, doc: &Document, fragments: &[Fragment], at: usize) -> bool {
        let behind = fragments[..at].iter().rev().take(BETWEEN).find(|fragment| is_text(fragment));
        let Some(holder) = behind.and_then(|behind| common(doc, behind.node, fragments[at].node)) else {
            return false;
        };
        let end = doc.after(holder, doc.root());
        let rest =
            fragments[at + 1..].iter().take_while(|fragment| end.is_none_or(|end| fragment.first < end));
        let counts = |fragment: &&Fragment| {
            is_text(fragment) && fragment.running() && !fragment.scope.wall && notice(fragment).is_none()
        };
        let after: usize = rest.filter(counts).map(|fragment| fragment.words).sum();
        let before = self.before[at];
        let cut = fragments[..at].iter().rev().take(6).any(is_cut);
        // An article in several parts has notices between them that only some readers see.
        let elsewhere = self.total - before;
        after <= before / 3 + 20 && elsewhere <= before.max(ELSEWHERE) && (before < LONG_TEXT || cut)
    }
}

/// A fragment that may be a paragraph, also one that was cut.
fn is_text(fragment: &Fragment) -> bool {
    fragment.words >= 8
        && fragment.linked * 3 < fragment.text.len()
        && !fragment.scope.foreign()
        && !fragment.scope.heading
        && notice(fragment).is_none()
}

/// The nearest element that holds two nodes, unless that is the whole page.
fn common(doc: &Document, one: NodeId, other: NodeId) -> Option<NodeId> {
    let above: Vec<NodeId> = doc.ancestors(one).take(64).collect();
    let holder = std::iter::once(other).chain(doc.ancestors(other)).take(64).find(|id| above.contains(id))?;
    (!matches!(doc.tag(holder), None | Some(Tag::Body | Tag::Html))).then_some(holder)
}

/// Whether hardly any visible text lies between a notice and a hidden part: a box in the page's head speaks of nothing
/// that is hidden below the article.
fn is_near(doc: &Document, fragments: &[Fragment], at: usize, hidden: NodeId) -> bool {
    let end = doc.after(hidden, doc.root());
    let first = fragments.partition_point(|fragment| fragment.first < hidden);
    let last = end.map_or(fragments.len(), |end| fragments.partition_point(|fragment| fragment.first < end));
    let between = if at < first { at + 1..first } else { last.min(at)..at };
    let counts = |fragment: &&Fragment| fragment.running() && !fragment.scope.foreign();
    let words: usize = fragments[between].iter().filter(counts).map(|fragment| fragment.words).sum();
    words <= if fragments[at].scope.wall { LONG_TEXT } else { NEAR }
}

/// A paragraph that stops in dots or in the middle of a sentence.
fn is_cut(fragment: &Fragment) -> bool {
    let text = fragment.text.trim_end_matches(['"', '”', ' ', ']', '[']);
    fragment.words >= 8
        && !fragment.scope.foreign()
        && fragment.linked * 3 < fragment.text.len()
        && (text.ends_with('…') || text.ends_with("..."))
}

/// Containers with running text that are on the page and not to be seen.
fn concealed(doc: &Document, structured: &Structured, ruled: &CssHidden<'_>) -> Vec<NodeId> {
    let mut found: Vec<NodeId> = Vec::new();
    let mut at = Some(doc.root());
    while let Some(node) = at {
        let hides = matches!(doc.kind(node), NodeKind::Element(tag) if is_container(tag))
            && (is_concealed(doc, node, structured)
                || ruled.hides(doc, node) && (in_article(doc, node) || continues(doc, node)));
        if hides && has_words(doc, node, HIDDEN_WORDS) {
            found.push(node);
            at = doc.after(node, doc.root());
        } else {
            at = doc.following(node, doc.root());
        }
    }
    found
}

fn is_blur(word: &str) -> bool {
    ["blur", "blurred", "blurry"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn is_container(tag: Tag) -> bool {
    matches!(tag, Tag::Div | Tag::Section | Tag::Article | Tag::P | Tag::Span | Tag::Aside | Tag::Other)
}

/// Whether style, class or the publisher's own selector takes an element's text from the reader's eyes.
fn is_concealed(doc: &Document, node: NodeId, structured: &Structured) -> bool {
    let style = doc.attr(node, "style").is_some_and(|style| hides(style) || blurred(style));
    let class = doc.attr(node, "class").unwrap_or_default();
    let word = class_words(class).take(30).any(|word| {
        is_blur(word)
            || ["paywalled", "obfuscated", "scrambled"].iter().any(|known| word.eq_ignore_ascii_case(known))
    });
    let locked = class
        .split_ascii_whitespace()
        .any(|class| structured.locked_classes.iter().any(|locked| locked == class));
    word || (style && (in_article(doc, node) || continues(doc, node)))
        || (locked && has_words(doc, node, 2 * HIDDEN_WORDS))
}

fn blurred(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    style.contains("blur(") || style.contains("user-select") && style.contains("opacity")
}

/// Whether a part follows on a paragraph.
fn continues(doc: &Document, node: NodeId) -> bool {
    let before = std::iter::successors(doc.prev_sibling(node), |node| doc.prev_sibling(*node)).take(8);
    let mut elements = before.filter(|id| doc.tag(*id).is_some()).take(2);
    elements.any(|id| doc.tag(id) == Some(Tag::P) && has_words(doc, id, 8))
}

/// Whether at least `wanted` words stand below a node, in paragraphs rather than lists of links.
fn has_words(doc: &Document, node: NodeId, wanted: usize) -> bool {
    let mut words = 0;
    for id in doc.descendants(node) {
        let parent = doc.parent(id).and_then(|parent| doc.tag(parent));
        if doc.kind(id) == NodeKind::Text
            && !matches!(parent, Some(Tag::Script | Tag::Style | Tag::A | Tag::Li | Tag::Option))
        {
            words += crate::text::words(doc.text(id));
        }
        if words >= wanted {
            return true;
        }
    }
    false
}

/// Whether the page says that it cannot be scrolled: an overlay is open when it arrives.
fn is_overlaid(doc: &Document) -> bool {
    let frames = doc
        .descendants(doc.root())
        .take(4000)
        .filter(|id| matches!(doc.tag(*id), Some(Tag::Html | Tag::Body)));
    for id in frames {
        let class = doc.attr(id, "class").unwrap_or_default().to_ascii_lowercase();
        let style = doc.attr(id, "style").unwrap_or_default().to_ascii_lowercase();
        let classes = [
            "modal-open",
            "no-scroll",
            "noscroll",
            "paywall-open",
            "paywall-active",
            "has-paywall-open",
            "overlay-open",
        ];
        if classes.iter().any(|known| class.split_whitespace().any(|class| class == *known))
            || style.contains("overflow") && style.contains("hidden")
        {
            return true;
        }
    }
    false
}
