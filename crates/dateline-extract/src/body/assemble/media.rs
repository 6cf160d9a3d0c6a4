//! Pictures, films and sounds of a text: each once, in its best form, with caption and credit.

use super::{Assembler, picture_size};
use crate::body::PlacedBlock;
use crate::body::rich_text::address;
use crate::body::segmentation::{Elem, Layout, Media, NONE};
use crate::body::{embeds, social_posts};
use crate::class_hints::{self, ClassHints};
use crate::smilies::is_smiley;
use dateline_html::{NodeId, Tag};
use dateline_model::{Block, EmbedKind, Figure, Image, WebUrl, same_picture};

impl Assembler<'_, '_, '_> {
    pub(super) fn media_before(&mut self, segment: usize) {
        while let Some(media) =
            self.layout.media.get(self.media).copied().filter(|media| media.before as usize <= segment)
        {
            self.media += 1;
            self.place_media(media);
        }
    }

    /// Pictures before an element, those in it passed over.
    pub(super) fn media_outside(&mut self, node: NodeId) {
        let end = self.layout.doc.after(node, self.layout.doc.root());
        while let Some(media) = self.layout.media.get(self.media).copied() {
            let inside = media.node >= node && end.is_none_or(|end| media.node < end);
            if !inside && media.node > node {
                return;
            }
            self.media += 1;
            if !inside {
                self.place_media(media);
            }
        }
    }

    pub(super) fn place_media(&mut self, media: Media) {
        // The picture for readers without scripts only betters the one before it.
        let again = media.fallback && self.is_shown(self.media - 1);
        if let Some(block) = self.media_block(media) {
            self.place(block, self.figure_node(media), again);
        }
    }

    /// Adds a picture once: a second one of the same figure or of the same file only completes or betters the first.
    fn place(&mut self, block: Block, node: NodeId, again: bool) {
        let Block::Figure(new) = &block else {
            if self.out.last().is_none_or(|last| last.block != block) {
                self.out.push(PlacedBlock { block, node });
            }
            return;
        };
        let recent = self.out.len().saturating_sub(PICTURES);
        let known = self.out[recent..].iter_mut().rev().find(|placed| match &placed.block {
            Block::Figure(known) => placed.node == node || is_same(known, new),
            _ => false,
        });
        match known.map(|placed| &mut placed.block) {
            Some(Block::Figure(known)) => complete(known, new),
            _ if again => {}
            _ => self.out.push(PlacedBlock { block, node }),
        }
    }

    /// Whether the picture before the one in `<noscript>` has an address of its own.
    fn is_shown(&self, fallback: usize) -> bool {
        let media = &self.layout.media[fallback];
        let twin = fallback.checked_sub(1).map(|at| self.layout.media[at]);
        let hidden = self.layout.doc.attr(media.node, "style").is_some_and(class_hints::hides);
        hidden
            || twin.is_some_and(|twin| {
                twin.before == media.before && picture(self.layout, twin.node, self.base).is_some()
            })
    }

    fn figure_node(&self, media: Media) -> NodeId {
        match self.layout.elems[media.elem as usize].figure {
            NONE => media.node,
            figure => self.layout.elems[figure as usize].node,
        }
    }

    fn media_block(&self, media: Media) -> Option<Block> {
        let elem = &self.layout.elems[media.elem as usize];
        let out_of_place =
            ClassHints::CHROME.with(ClassHints::AUTHOR).with(ClassHints::TEASER).with(ClassHints::DROPPED);
        let around = self.layout.above(media.elem).take(6).take_while(|at| !self.holds_text(*at));
        if elem.is_unseen()
            || around.into_iter().any(|at| self.layout.elems[at as usize].own.has(out_of_place))
        {
            return None;
        }
        match self.layout.doc.tag(media.node)? {
            Tag::Img | Tag::Amp if self.is_teasers(media) => None,
            Tag::Img | Tag::Amp => self.figure(media),
            Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object | Tag::Other => {
                self.embed(media)
            }
            _ => None,
        }
    }

    /// Whether an element holds most of the text: the names of such boxes tell of the whole article, not of its pictures.
    fn holds_text(&self, elem: u32) -> bool {
        let Elem { first, last, .. } = self.layout.elems[elem as usize];
        let words = |at: u32| self.words.get(at as usize).copied().unwrap_or_default();
        let all = self.words.last().copied().unwrap_or_default();
        all > 0 && (words(last) - words(first)) * 2 >= all
    }

    /// The link around a picture.
    pub(super) fn link(&self, media: Media) -> Option<(NodeId, &str)> {
        let doc = self.layout.doc;
        let link = doc.ancestors(media.node).take(4).find(|id| doc.tag(*id) == Some(Tag::A))?;
        Some((link, doc.attr(link, "href")?))
    }

    /// Whether a picture leads where the headline of another story beside it leads.
    fn is_teasers(&self, media: Media) -> bool {
        let Some((link, href)) = self.link(media) else { return false };
        let doc = self.layout.doc;
        let leads_there = |at: usize| {
            let Some(segment) = self.layout.segments.get(at) else { return false };
            let leaf = self.layout.leaves.get(segment.leaves.0 as usize);
            let mut around = leaf.into_iter().flat_map(|leaf| doc.ancestors(*leaf).take(8));
            let same = around
                .any(|id| id == link || doc.tag(id) == Some(Tag::A) && doc.attr(id, "href") == Some(href));
            same && !self.keep[at] && segment.count.words >= 4 * 3 && segment.count.link_share() > 0.8
        };
        let next = media.before as usize;
        !href.starts_with('#')
            && (leads_there(next) || leads_there(next + 1) || next > 0 && leads_there(next - 1))
    }

    /// The whole picture that a small one links to.
    fn original(&self, media: Media, small: &WebUrl) -> Option<WebUrl> {
        let whole = address(self.link(media)?.1, self.base)?;
        let is_picture = is_picture(&whole);
        let is_small = same_picture(&whole, small) || small.as_url().path().contains("thumb");
        (is_picture && is_small).then_some(whole)
    }

    fn figure(&self, media: Media) -> Option<Block> {
        let small = picture(self.layout, media.node, self.base)?;
        let doc = self.layout.doc;
        let (url, size) = match self.original(media, &small) {
            // What is declared is said of the small one, which may be cut to another shape.
            Some(whole) if whole != small => (whole, None),
            _ => {
                let size = picture_size::declared(doc, media.node, &small, self.base);
                (small, size)
            }
        };
        let alt = doc.attr(media.node, "alt").map(str::trim).filter(|alt| !alt.is_empty()).map(str::to_owned);
        let (caption, credit) = self.caption(media);
        Some(Block::Figure(Figure { image: Some(Image { url, credit, alt, size }), caption }))
    }

    /// Caption and credit of a picture: what its `<figure>` holds, or what stands below it.
    pub(super) fn caption(&self, media: Media) -> (Option<String>, Option<String>) {
        let figure = self.layout.elems[media.elem as usize].figure;
        let below: Vec<usize> = if figure == NONE {
            let own = |pair: &&(usize, usize)| self.layout.media[pair.0].node == media.node;
            self.captions.iter().filter(own).map(|pair| pair.1).collect()
        } else {
            let elem = &self.layout.elems[figure as usize];
            (elem.first as usize..elem.last as usize).take(8).collect()
        };
        let (mut caption, mut credit) = (Vec::new(), Vec::new());
        let seen = |segment: &usize| !self.layout.segments[*segment].is_unseen();
        for segment in below.into_iter().filter(|segment| !self.keep[*segment]).filter(seen) {
            let is_credit =
                self.layout.elem_of(segment).own.has(ClassHints::FOOTER) || self.names_credit(segment);
            if is_credit {
                credit.push(self.layout.line(segment));
            } else {
                caption.push(self.layout.line(segment));
            }
        }
        let whole = |parts: Vec<&str>| (!parts.is_empty()).then(|| parts.join(" "));
        (whole(caption), whole(credit))
    }

    fn names_credit(&self, segment: usize) -> bool {
        let class = self.layout.doc.attr(self.layout.elem_of(segment).node, "class").unwrap_or_default();
        // A box that holds both is named after the one or the other.
        let both = class.contains("caption") || class.contains("wrap");
        !both && class.contains("credit") || class.contains("copyright") || class.contains("source")
    }

    fn embed(&self, media: Media) -> Option<Block> {
        let doc = self.layout.doc;
        let words = |name: &str| doc.attr(media.node, name).map(str::trim).filter(|words| !words.is_empty());
        let (caption, _) = self.caption(media);
        let title = ["title", "aria-label", "data-title"].into_iter().find_map(words).map(str::to_owned);
        let title = title.filter(|title| !is_technical(title)).or(caption);
        if let Some((url, kind)) = social_posts::component(doc, media.node) {
            return Some(Block::Embed { url, title, kind });
        }
        let source = doc.children(media.node).find(|child| doc.tag(*child) == Some(Tag::Source));
        let lazy = ["src", "data-src", "data-lazy-src", "data-url", "data-litespeed-src", "data-src-cmplz"];
        let here = lazy.into_iter().filter_map(|name| doc.attr(media.node, name));
        let mut here = here.filter(|url| !url.starts_with("about:") && !url.starts_with("data:"));
        let url = address(here.next().or_else(|| doc.attr(source?, "src"))?, self.base)?;
        let kind = match doc.tag(media.node)? {
            Tag::Video => EmbedKind::Video,
            Tag::Audio => EmbedKind::Audio,
            _ => embeds::kind(&url),
        };
        Some(Block::Embed { url: embeds::original(url), title, kind })
    }
}

/// Whether an address is that of a picture, by its ending.
pub(super) fn is_picture(url: &WebUrl) -> bool {
    let path = url.as_url().path().to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"].iter().any(|ending| path.ends_with(ending))
}

/// Pictures narrower or lower than this are ornaments.
const PICTURE_MIN: u32 = 90;

/// Address of a picture worth showing.
pub(crate) fn picture(layout: &Layout<'_>, node: NodeId, base: Option<&WebUrl>) -> Option<WebUrl> {
    let doc = layout.doc;
    let small = |name| {
        doc.attr(node, name)
            .and_then(|size| size.trim().parse::<u32>().ok())
            .is_some_and(|size| size < PICTURE_MIN)
    };
    let smiley = is_smiley(doc.attr(node, "class"), doc.attr(node, "src"));
    if small("width") || small("height") || smiley {
        return None;
    }
    let sources = ["data-src", "data-original", "data-lazy-src", "src"]
        .into_iter()
        .filter_map(|name| doc.attr(node, name));
    let from_set = ["srcset", "data-srcset"]
        .into_iter()
        .filter_map(|name| doc.attr(node, name)?.split_whitespace().next());
    sources
        .chain(from_set)
        .filter(|source| !source.starts_with("data:"))
        .find_map(|source| address(source, base))
}

/// Width of a picture that stands in for another until that has come.
const STAND_IN: u32 = 120;
/// Blocks back to which a picture is looked for again.
const PICTURES: usize = 200;

fn is_same(a: &Figure, b: &Figure) -> bool {
    matches!((&a.image, &b.image), (Some(a), Some(b)) if same_picture(&a.url, &b.url))
}

/// Completes a figure from another one of the same picture. Of two files in one figure the larger is the picture, the
/// other stands in until it has come.
fn complete(known: &mut Figure, new: &Figure) {
    if known.caption.is_none() {
        known.caption.clone_from(&new.caption);
    }
    let (Some(image), Some(other)) = (&mut known.image, &new.image) else { return };
    let larger = match (width_of(&image.url), width_of(&other.url)) {
        (Some(here), Some(there)) => there > here,
        _ => false,
    };
    if larger
        && (same_picture(&image.url, &other.url)
            || width_of(&image.url).is_some_and(|width| width <= STAND_IN))
    {
        image.url = other.url.clone();
        image.size = other.size;
    }
    if image.url == other.url {
        image.size = image.size.or(other.size);
    }
    image.credit = image.credit.take().or_else(|| other.credit.clone());
    image.alt = image.alt.take().or_else(|| other.alt.clone());
}

/// The width that an address asks for: `/max/1374/`, `w=640`, `-1024x683.jpg`, `width/600`.
fn width_of(url: &WebUrl) -> Option<u32> {
    let url = url.as_url();
    let number = |text: &str| text.parse::<u32>().ok().filter(|width| (10..=8000).contains(width));
    let asked = url.query_pairs().find_map(|(name, value)| match name.as_ref() {
        "w" | "width" | "wid" | "imwidth" => number(&value),
        _ => None,
    });
    asked.or_else(|| {
        let parts = url.path().split(['/', ',', '_', '-', '.', 'x']);
        parts.filter_map(|part| number(part.strip_prefix('w').unwrap_or(part))).max()
    })
}

/// A title that only says what kind of box it is.
fn is_technical(title: &str) -> bool {
    let lower = title.to_lowercase();
    let known = [
        "youtube video player",
        "vimeo video player",
        "video player",
        "embedded content",
        "embed",
        "iframe",
        "player",
    ];
    known.contains(&lower.as_str()) || lower.starts_with("youtube video") && lower.len() < 24
}
