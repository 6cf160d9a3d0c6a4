//! The visible text of a page in fragments, as a reader meets them, with where each stands. Judges nothing.

pub(crate) mod addressee;
mod glance;
pub(crate) mod invitation;
pub(crate) mod link_target;
pub(crate) mod revealed;
mod scope_bits;
mod scope_names;
pub(crate) mod subscribe_prompt;

use crate::char_classes::{push_words, spread, trim};
use crate::class_hints::in_article;
use crate::class_ids::ClassIds;
use crate::lexicon::{self, Hit};
use crate::shadow_roots::is_shadow_root;
use crate::text::ends_sentence;
use crate::text_links::is_text_link;
use dateline_html::{Document, NodeId, NodeKind, Tag};
use glance::Glance;
use scope_bits::ScopeBits;
use scope_names::{is_inline, is_silent, scope_of};
use std::cell::OnceCell;
use subscribe_prompt::SubscribePrompt;

/// A fragment is running text from this many words on. On the tuning pages nine of ten article paragraphs are longer.
pub(crate) const RUNNING: usize = 18;

/// Parts of a page whose notices speak of something else than the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Scope {
    /// Comments and the way to them.
    pub(crate) comments: bool,
    /// A player.
    pub(crate) player: bool,
    /// A card, a list of other articles.
    pub(crate) teaser: bool,
    /// Menu, site header, footer, share bar.
    pub(crate) frame: bool,
    /// A newsletter box or another form of that kind.
    pub(crate) newsletter: bool,
    /// A consent banner.
    pub(crate) consent: bool,
    /// Not rendered: `hidden`, `display:none`, a template.
    pub(crate) hidden: bool,
    /// Inside a part that script moves into place on arrival.
    pub(crate) streamed: bool,
    /// Inside `<noscript>`.
    pub(crate) noscript: bool,
    /// Inside a container named after walls.
    pub(crate) wall: bool,
    /// Inside one whose name means nothing else: `paywall`, not `subscribe`.
    pub(crate) barrier: bool,
    /// Inside a heading.
    pub(crate) heading: bool,
    /// Inside an item of a list.
    pub(crate) item: bool,
}

impl Scope {
    /// Whether a notice here cannot be about the article.
    pub(crate) fn foreign(self) -> bool {
        self.comments
            || self.player
            || self.teaser
            || self.frame
            || self.newsletter
            || self.hidden
            || self.noscript
    }
}

/// One block of text.
#[derive(Debug)]
pub(crate) struct Fragment {
    /// The element whose text it is.
    pub(crate) node: NodeId,
    /// First text node of it.
    pub(crate) first: NodeId,
    /// Tells the text nodes and line breaks of it from others.
    leaves: u64,
    /// Words, white space folded.
    pub(crate) text: String,
    /// Number of words.
    pub(crate) words: usize,
    /// Bytes of `text` inside links.
    pub(crate) linked: usize,
    /// Where it stands.
    pub(crate) scope: Scope,
    /// Phrases found; looked for in fragments of at most [`SHORT`] words.
    pub(crate) hits: Vec<Hit>,
    /// Words of asking may stand in it.
    asks: bool,
    prompt: OnceCell<Option<SubscribePrompt>>,
    addresses: OnceCell<bool>,
    /// The notice in it is told in words that no row of the lexicon holds.
    pub(crate) own_words: bool,
    running: bool,
}

/// Notices are shorter than this.
const SHORT: usize = 70;

impl Fragment {
    /// Whether it reads like a paragraph of an article.
    pub(crate) fn running(&self) -> bool {
        self.running
    }

    fn measure(&mut self) {
        let glance = Glance::at(&self.text, SHORT);
        self.words = glance.words;
        self.asks = glance.asks;
        let pleads = |prompt: SubscribePrompt| prompt.pleads() && self.addresses();
        self.running = self.reads_on() && !self.prompt().is_some_and(pleads);
        self.hits = match &glance.phrases {
            _ if self.words > SHORT => Vec::new(),
            Some(phrases) => lexicon::search_at(&self.text, &phrases.places),
            None => lexicon::search(&self.text),
        };
    }

    /// Words of asking in it, looked for once somebody wants to know.
    pub(crate) fn prompt(&self) -> Option<SubscribePrompt> {
        *self.prompt.get_or_init(|| self.asks.then(|| SubscribePrompt::of(&self.text, self.words)).flatten())
    }

    /// Whether it speaks to its reader.
    pub(crate) fn addresses(&self) -> bool {
        *self.addresses.get_or_init(|| addressee::addresses(&self.text))
    }

    /// Takes what was measured on a fragment of the same leaves.
    fn take_over(&mut self, other: &mut Self) {
        self.text = std::mem::take(&mut other.text);
        self.linked = other.linked;
        (self.words, self.running, self.asks) = (other.words, other.running, other.asks);
        self.prompt = std::mem::take(&mut other.prompt);
        self.addresses = std::mem::take(&mut other.addresses);
        self.hits = std::mem::take(&mut other.hits);
        if other.own_words {
            self.hits.pop();
        }
    }

    /// Adds a notice in words of its own, where no strong phrase stands in the fragment.
    fn heed(&mut self, doc: &Document) {
        let told = |hit: &Hit| hit.strength == lexicon::Strength::Strong && hit.reason().is_some();
        // A link says what another page is called, or is the button that leads to the rest.
        let own = || {
            let button = || self.prompt().is_some_and(|prompt| prompt.goes_on_in_app());
            !self.is_link() || button() && !link_target::is_story(doc, self.node)
        };
        if !self.running && !self.scope.foreign() && own() && !self.hits.iter().any(told) {
            let said = |prompt: SubscribePrompt| {
                prompt.notice().or_else(|| prompt.reserved().filter(|_| self.scope.barrier))
            };
            let notice = self.prompt().and_then(said).filter(|_| !self.scope.item);
            self.own_words = notice.is_some();
            let notice = notice.filter(|hit| !addressee::is_told(self, hit));
            self.own_words &= notice.is_some();
            self.hits.extend(notice);
        }
    }

    fn reads_on(&self) -> bool {
        self.words >= RUNNING
            && self.linked * 3 < self.text.len()
            && ends_sentence(&self.text)
            && mostly_letters(&self.text)
    }

    /// Whether nearly all of it is a link.
    pub(crate) fn is_link(&self) -> bool {
        self.linked * 5 > self.text.len() * 4
    }

    /// Share of the characters that phrases of a kind cover.
    pub(crate) fn covered(&self, wanted: impl Fn(&Hit) -> bool) -> f32 {
        let covered = self.hits.iter().filter(|hit| wanted(hit)).map(|hit| hit.end - hit.start).sum();
        crate::text::share(covered, self.text.len())
    }
}

/// Obfuscated script that was written into a page reads `![]+!![]`: no words.
fn mostly_letters(text: &str) -> bool {
    if text.is_ascii() {
        let letters = text.bytes().filter(|byte| byte.is_ascii_alphabetic() || *byte == b' ').count();
        return letters * 10 > text.len() * 7;
    }
    let (mut letters, mut all) = (0usize, 0usize);
    for c in text.chars() {
        all += 1;
        letters += usize::from(
            crate::char_classes::is_alphabetic(c) || c == ' ' || !c.is_ascii() && c.is_whitespace(),
        );
    }
    letters * 10 > all * 7
}

/// Every fragment of a page in order. `noscript` is the one that is read as any other element. The dialogs of a page that says of
/// itself that it is `locked` are open.
pub(crate) fn fragments(
    doc: &Document,
    classes: &ClassIds<'_>,
    noscript: Option<NodeId>,
    locked: bool,
) -> Vec<Fragment> {
    let mut walk = Walk::run(doc, classes, noscript);
    if locked || walk.is_all_dialog() {
        walk.dialogs = true;
        walk.again(Vec::new());
    }
    let main = walk.main_parts();
    if !main.is_empty() {
        walk.again(main);
    }
    walk.fragments
}

/// A part that holds this share of the page's running text, in hundredths, is no widget whatever its class is called:
/// `withSidebar`, `share-container`, `node--promoted`. Of 158 made previews of the tuning part that were missed before
/// this was looked at, 62 stood in such a part.
const MAIN: usize = 40;
/// Words of a dialog that is all that a page shows, and fewer words than this stand outside of it.
const DIALOG_WORDS: usize = 15;
const REST_WORDS: usize = 10;
/// Words of running text that such a part holds at least.
const MAIN_WORDS: usize = 40;

struct Walk<'w, 'd> {
    doc: &'w Document,
    noscript: Option<NodeId>,
    fragments: Vec<Fragment>,
    /// Those of the walk before, the last one first.
    before: Vec<Fragment>,
    open: Option<Fragment>,
    /// What stands in the open one.
    leaves: Vec<Leaf>,
    /// Its words: a fragment's own are no longer than they are.
    words: String,
    classes: &'w ClassIds<'d>,
    /// Elements whose names are not heeded, in order.
    main: Vec<NodeId>,
    /// Elements whose names put what they hold apart.
    apart: Vec<NodeId>,
    /// Parts that are named after dialogs are shown.
    dialogs: bool,
}

/// Text or the end of a line.
#[derive(Clone, Copy)]
struct Leaf {
    node: NodeId,
    linked: bool,
}

/// An element whose children are visited; on a stack of its own, because pages nest deeply.
#[derive(Clone, Copy)]
struct Open {
    node: NodeId,
    scope: ScopeBits,
    linked: bool,
    block: bool,
}

impl<'w, 'd> Walk<'w, 'd> {
    fn run(doc: &'w Document, classes: &'w ClassIds<'d>, noscript: Option<NodeId>) -> Self {
        // On the tuning pages a fragment stands for every fifteen nodes.
        let fragments = Vec::with_capacity(doc.len() / 16);
        let (before, apart) = (Vec::new(), Vec::new());
        let main = Vec::new();
        let mut walk = Self {
            doc,
            noscript,
            fragments,
            before,
            open: None,
            leaves: Vec::new(),
            words: String::new(),
            classes,
            main,
            apart,
            dialogs: false,
        };
        walk.walk();
        walk
    }

    /// Walks again without heeding the names of `main`. The fragments are the same ones, in other scopes.
    fn again(&mut self, main: Vec<NodeId>) {
        self.main = main;
        let room = Vec::with_capacity(self.fragments.len());
        self.before = std::mem::replace(&mut self.fragments, room);
        self.before.reverse();
        self.walk();
    }

    fn walk(&mut self) {
        let root = self.doc.root();
        let mut above = vec![Open { node: root, scope: ScopeBits::default(), linked: false, block: false }];
        let mut at = self.doc.first_child(root);
        while let Some(top) = above.last().copied() {
            let Some(node) = at else {
                if top.block {
                    self.close();
                }
                above.pop();
                at = if top.node == root { None } else { self.doc.next_sibling(top.node) };
                continue;
            };
            match self.enter(node, &top) {
                Some(open) => {
                    above.push(open);
                    at = self.doc.first_child(node);
                }
                None => at = self.doc.next_sibling(node),
            }
        }
        self.close();
    }

    /// Whether hardly a word stands outside of what is hidden or frame: then the dialog is what the page shows.
    fn is_all_dialog(&self) -> bool {
        let words = |wanted: &dyn Fn(&Fragment) -> bool| -> usize {
            self.fragments.iter().filter(|fragment| wanted(fragment)).map(|fragment| fragment.words).sum()
        };
        let hidden = words(&|fragment| fragment.scope.hidden);
        hidden >= DIALOG_WORDS
            && words(&|fragment| !fragment.scope.hidden && !fragment.scope.frame) < REST_WORDS
    }

    /// Elements that are put apart by their names and hold the page's text all the same: a good part of it, with hardly
    /// any before them.
    fn main_parts(&self) -> Vec<NodeId> {
        let running =
            |fragment: &Fragment| fragment.running() && !fragment.scope.hidden && !fragment.scope.noscript;
        let mut sums = vec![0];
        for fragment in &self.fragments {
            sums.push(sums[sums.len() - 1] + if running(fragment) { fragment.words } else { 0 });
        }
        let total = sums[sums.len() - 1];
        let at = |node: NodeId| sums[self.fragments.partition_point(|fragment| fragment.first < node)];
        let is_main = |node: &NodeId| {
            let end = self.doc.after(*node, self.doc.root()).map_or(total, at);
            let before = at(*node);
            let held = end.saturating_sub(before);
            let most = held * 100 >= total * MAIN && before * 3 <= held;
            held >= MAIN_WORDS && (most || self.opens_the_article(*node))
        };
        let mut main: Vec<NodeId> = self.apart.iter().copied().filter(is_main).collect();
        main.sort_unstable();
        main
    }

    /// Whether a part stands in the article's own body and no headline in it leads elsewhere: `article__teaser` is the beginning
    /// of a text of which no more was given.
    fn opens_the_article(&self, node: NodeId) -> bool {
        let leads = |id: NodeId| {
            let heading = |above| matches!(self.doc.tag(above), Some(Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4));
            self.doc.tag(id) == Some(Tag::A) && self.doc.ancestors(id).take(3).any(heading)
        };
        in_article(self.doc, node) && !self.doc.descendants(node).any(leads)
    }

    /// Reads a node; an element whose children are to be visited is given back.
    fn enter(&mut self, node: NodeId, above: &Open) -> Option<Open> {
        let Open { scope, linked, .. } = *above;
        match self.doc.kind(node) {
            NodeKind::Text => self.text(node, scope, linked),
            NodeKind::Element(Tag::Br) => self.line_break(node),
            NodeKind::Element(tag) if !is_silent(tag) || is_shadow_root(self.doc, node) => {
                let is_main = self.main.binary_search(&node).is_ok();
                let (mut inner, apart) =
                    scope_of(self.doc, node, tag, scope, self.classes, is_main, self.dialogs);
                if apart {
                    self.apart.push(node);
                }
                if self.noscript == Some(node) && !scope.has(ScopeBits::NOSCRIPT) {
                    inner = inner.without(ScopeBits::NOSCRIPT);
                }
                let block = !is_inline(tag);
                if !block && inner.has(ScopeBits::HIDDEN) && !scope.has(ScopeBits::HIDDEN) {
                    return None;
                }
                if block {
                    self.close();
                }
                let linked = linked || is_text_link(self.doc, node, tag);
                return Some(Open { node, scope: inner, linked, block });
            }
            _ => {}
        }
        None
    }

    fn line_break(&mut self, node: NodeId) {
        if self.open.is_some() {
            self.leaves.push(Leaf { node, linked: false });
        }
    }

    fn text(&mut self, node: NodeId, scope: ScopeBits, linked: bool) {
        if self.open.is_none() {
            if trim(self.doc.text(node)).is_empty() {
                return;
            }
            self.open = Some(Fragment {
                node: self.doc.parent(node).unwrap_or(node),
                first: node,
                leaves: 0,
                text: String::new(),
                words: 0,
                linked: 0,
                scope: scope.scope(),
                hits: Vec::new(),
                asks: false,
                prompt: OnceCell::new(),
                addresses: OnceCell::new(),
                own_words: false,
                running: false,
            });
        }
        self.leaves.push(Leaf { node, linked });
    }

    fn close(&mut self) {
        let Some(mut fragment) = self.open.take() else { return };
        fragment.leaves =
            self.leaves.iter().fold(0, |leaves, leaf| spread(leaves ^ leaf.node.index() as u64));
        while self.before.pop_if(|before| before.first < fragment.first).is_some() {}
        match self.before.last_mut().filter(|before| before.leaves == fragment.leaves) {
            Some(before) => fragment.take_over(before),
            None => self.read(&mut fragment),
        }
        self.leaves.clear();
        if fragment.words <= SHORT {
            fragment.heed(self.doc);
        }
        self.fragments.push(fragment);
    }

    /// Puts the words of the open fragment together and measures them.
    fn read(&mut self, fragment: &mut Fragment) {
        self.words.clear();
        for leaf in &self.leaves {
            let text =
                if self.doc.kind(leaf.node) == NodeKind::Text { self.doc.text(leaf.node) } else { " " };
            if text.starts_with(char::is_whitespace) {
                space(&mut self.words);
            }
            let before = self.words.len();
            push_words(&mut self.words, text);
            if self.words.len() == before {
                continue;
            }
            if leaf.linked {
                fragment.linked += self.words.len() - before;
            }
            if text.ends_with(char::is_whitespace) {
                self.words.push(' ');
            }
        }
        fragment.text = self.words.trim_end().to_owned();
        fragment.measure();
    }
}

fn space(words: &mut String) {
    if !words.is_empty() && !words.ends_with(' ') {
        words.push(' ');
    }
}
