//! What an element's tag, class, id and role hint at. Words to bits; decides nothing.

use crate::lately::Lately;
use crate::stems::Stems;
use dateline_html::{Document, NodeId, Tag};
use std::sync::LazyLock;

/// A set of hints.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub(crate) struct Cues(pub(crate) u32);

macro_rules! cues {
    ($($name:ident = $bit:literal,)*) => {
        impl Cues { $(pub(crate) const $name: Self = Self(1 << $bit);)* }
    };
}

cues! {
    NAV = 0, FOOTER = 1, HEADER = 2, SIDEBAR = 3, RELATED = 4, COMMENTS = 5, SHARE = 6, NEWSLETTER = 7,
    COOKIE = 8, ADVERT = 9, AUTHOR = 10, META = 11, TAGS = 12, CAPTION = 13, TITLE = 14, LEAD = 15,
    BODY = 16, MODAL = 17, PULLQUOTE = 18, GALLERY = 19, PLAYER = 20, FORM = 21, ARTICLE = 22, MAIN = 23,
    HIDDEN = 24, TOC = 25, TEASER = 26, ASIDE = 27, PAYWALL = 28, DROPPED = 29, LINK = 30, PROMO = 31,
}

impl Cues {
    /// What is never the article's text, whatever stands in it.
    pub(crate) const CHROME: Self = Self(
        Self::NAV.0
            | Self::FOOTER.0
            | Self::COMMENTS.0
            | Self::SHARE.0
            | Self::NEWSLETTER.0
            | Self::COOKIE.0
            | Self::ADVERT.0
            | Self::MODAL.0
            | Self::FORM.0
            | Self::RELATED.0
            | Self::SIDEBAR.0
            | Self::HIDDEN.0,
    );

    /// What nobody sees: off the page, or a closed overlay. Never shown. `aria-hidden` alone hides nothing from eyes:
    /// without overlays around it, it stands on whole articles behind an open dialog.
    pub(crate) const fn is_unseen(self) -> bool {
        self.has(Self::DROPPED) || self.has(Self::HIDDEN) && self.has(Self::MODAL)
    }

    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

/// How a needle must stand in an attribute to count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Anywhere.
    Any,
    /// As a whole word of the name.
    Word,
    /// At the beginning of a word.
    Start,
}

type Row = (&'static str, At, Cues);

/// Words of class names and ids. Gathered from the common publishing systems and from the names that real pages use.
const NEEDLES: &[Row] = &[
    ("nav", At::Start, Cues::NAV),
    ("menu", At::Start, Cues::NAV),
    ("breadcrumb", At::Any, Cues::NAV),
    ("pagination", At::Any, Cues::NAV),
    ("pager", At::Word, Cues::NAV),
    ("toolbar", At::Any, Cues::NAV),
    ("skip", At::Word, Cues::NAV),
    ("topbar", At::Any, Cues::NAV),
    ("sitemap", At::Any, Cues::NAV),
    ("footer", At::Start, Cues::FOOTER),
    ("copyright", At::Start, Cues::FOOTER),
    ("colophon", At::Any, Cues::FOOTER),
    ("legal", At::Word, Cues::FOOTER),
    ("impressum", At::Any, Cues::FOOTER),
    ("header", At::Start, Cues::HEADER),
    ("masthead", At::Any, Cues::HEADER),
    ("head", At::Word, Cues::HEADER),
    ("sidebar", At::Any, Cues::SIDEBAR),
    ("rail", At::Word, Cues::SIDEBAR),
    ("rightcol", At::Any, Cues::SIDEBAR),
    ("right-col", At::Any, Cues::SIDEBAR),
    ("widget", At::Any, Cues::SIDEBAR),
    ("secondary", At::Word, Cues::SIDEBAR),
    ("aside", At::Word, Cues::ASIDE),
    ("infobox", At::Any, Cues::ASIDE),
    ("factbox", At::Any, Cues::ASIDE),
    ("related", At::Any, Cues::RELATED),
    ("recommend", At::Any, Cues::RELATED),
    ("trending", At::Any, Cues::RELATED),
    ("popular", At::Any, Cues::RELATED),
    ("most-read", At::Any, Cues::RELATED),
    ("mostread", At::Any, Cues::RELATED),
    ("mostviewed", At::Any, Cues::RELATED),
    ("latest", At::Start, Cues::RELATED),
    ("outbrain", At::Any, Cues::RELATED),
    ("taboola", At::Any, Cues::RELATED),
    ("similar", At::Start, Cues::RELATED),
    ("also", At::Word, Cues::RELATED),
    ("you-may", At::Any, Cues::RELATED),
    ("readmore", At::Any, Cues::RELATED),
    ("read-more", At::Any, Cues::RELATED),
    ("more-from", At::Any, Cues::RELATED),
    ("more-stories", At::Any, Cues::RELATED),
    ("upnext", At::Any, Cues::RELATED),
    ("up-next", At::Any, Cues::RELATED),
    ("onward", At::Word, Cues::RELATED),
    ("suggest", At::Start, Cues::RELATED),
    ("relacionad", At::Any, Cues::RELATED),
    ("verwandt", At::Any, Cues::RELATED),
    ("ranking", At::Any, Cues::RELATED),
    ("seealso", At::Any, Cues::RELATED),
    ("see-also", At::Any, Cues::RELATED),
    ("linkbox", At::Any, Cues::RELATED),
    ("teaser", At::Any, Cues::TEASER),
    ("card", At::Start, Cues::TEASER),
    ("carousel", At::Any, Cues::TEASER),
    ("slider", At::Any, Cues::TEASER),
    ("swiper", At::Any, Cues::TEASER),
    ("headlines", At::Any, Cues::TEASER),
    ("thumb", At::Start, Cues::TEASER),
    ("tile", At::Word, Cues::TEASER),
    ("list-item", At::Any, Cues::TEASER),
    ("promo", At::Start, Cues::PROMO),
    ("cta", At::Word, Cues::PROMO),
    ("callout", At::Any, Cues::PROMO),
    ("donat", At::Start, Cues::PROMO),
    ("membership", At::Any, Cues::PROMO),
    ("upsell", At::Any, Cues::PROMO),
    ("comment", At::Start, Cues::COMMENTS),
    ("disqus", At::Any, Cues::COMMENTS),
    ("respond", At::Word, Cues::COMMENTS),
    ("discussion", At::Any, Cues::COMMENTS),
    ("livefyre", At::Any, Cues::COMMENTS),
    ("reply", At::Start, Cues::COMMENTS),
    ("kommentar", At::Any, Cues::COMMENTS),
    ("comentario", At::Any, Cues::COMMENTS),
    ("reader-opinion", At::Any, Cues::COMMENTS),
    ("share", At::Start, Cues::SHARE),
    ("sharing", At::Start, Cues::SHARE),
    ("social", At::Any, Cues::SHARE),
    ("addthis", At::Any, Cues::SHARE),
    ("addtoany", At::Any, Cues::SHARE),
    ("sharedaddy", At::Any, Cues::SHARE),
    ("follow", At::Start, Cues::SHARE),
    ("facebook", At::Any, Cues::SHARE),
    ("whatsapp", At::Any, Cues::SHARE),
    ("jp-post-flair", At::Any, Cues::SHARE),
    ("print", At::Word, Cues::SHARE),
    ("sns", At::Word, Cues::SHARE),
    ("newsletter", At::Any, Cues::NEWSLETTER),
    ("subscri", At::Start, Cues::NEWSLETTER),
    ("signup", At::Any, Cues::NEWSLETTER),
    ("sign-up", At::Any, Cues::NEWSLETTER),
    ("mailchimp", At::Any, Cues::NEWSLETTER),
    ("mc_embed", At::Any, Cues::NEWSLETTER),
    ("optin", At::Any, Cues::NEWSLETTER),
    ("mailing", At::Any, Cues::NEWSLETTER),
    ("cookie", At::Any, Cues::COOKIE),
    ("consent", At::Any, Cues::COOKIE),
    ("gdpr", At::Any, Cues::COOKIE),
    ("cmp", At::Word, Cues::COOKIE),
    ("onetrust", At::Any, Cues::COOKIE),
    ("didomi", At::Any, Cues::COOKIE),
    ("qc-cmp", At::Any, Cues::COOKIE),
    ("usercentrics", At::Any, Cues::COOKIE),
    ("cc-window", At::Any, Cues::COOKIE),
    ("ad", At::Word, Cues::ADVERT),
    ("ads", At::Word, Cues::ADVERT),
    ("advert", At::Any, Cues::ADVERT),
    ("adsbygoogle", At::Any, Cues::ADVERT),
    ("sponsor", At::Any, Cues::ADVERT),
    ("dfp", At::Word, Cues::ADVERT),
    ("banner", At::Any, Cues::ADVERT),
    ("adslot", At::Any, Cues::ADVERT),
    ("werbung", At::Any, Cues::ADVERT),
    ("publicidad", At::Any, Cues::ADVERT),
    ("anzeige", At::Start, Cues::ADVERT),
    ("affiliate", At::Any, Cues::ADVERT),
    ("author", At::Any, Cues::AUTHOR),
    ("byline", At::Any, Cues::AUTHOR),
    ("bio", At::Word, Cues::AUTHOR),
    ("biography", At::Any, Cues::AUTHOR),
    ("vcard", At::Any, Cues::AUTHOR),
    ("autor", At::Start, Cues::AUTHOR),
    ("contributor", At::Any, Cues::AUTHOR),
    ("writer", At::Any, Cues::AUTHOR),
    ("about-the", At::Any, Cues::AUTHOR),
    ("meta", At::Word, Cues::META),
    ("dateline", At::Any, Cues::META),
    ("timestamp", At::Any, Cues::META),
    ("date", At::Start, Cues::META),
    ("posted", At::Start, Cues::META),
    ("published", At::Start, Cues::META),
    ("postmeta", At::Any, Cues::META),
    ("info", At::Word, Cues::META),
    ("pubdate", At::Any, Cues::META),
    ("tags", At::Word, Cues::TAGS),
    ("tag", At::Word, Cues::TAGS),
    ("taglist", At::Any, Cues::TAGS),
    ("keyword", At::Start, Cues::TAGS),
    ("categor", At::Start, Cues::TAGS),
    ("topic", At::Start, Cues::TAGS),
    ("cat-links", At::Any, Cues::TAGS),
    ("tag-links", At::Any, Cues::TAGS),
    ("hashtag", At::Any, Cues::TAGS),
    ("kicker", At::Any, Cues::TAGS),
    ("caption", At::Any, Cues::CAPTION),
    ("credit", At::Any, Cues::CAPTION),
    ("legend", At::Word, Cues::CAPTION),
    ("bildunterschrift", At::Any, Cues::CAPTION),
    ("photo", At::Start, Cues::CAPTION),
    ("image", At::Start, Cues::CAPTION),
    ("figure", At::Start, Cues::CAPTION),
    ("picture", At::Start, Cues::CAPTION),
    ("headline", At::Any, Cues::TITLE),
    ("title", At::Any, Cues::TITLE),
    ("standfirst", At::Any, Cues::LEAD),
    ("subtitle", At::Any, Cues::LEAD),
    ("subhead", At::Any, Cues::LEAD),
    ("deck", At::Word, Cues::LEAD),
    ("dek", At::Word, Cues::LEAD),
    ("lead", At::Word, Cues::LEAD),
    ("lede", At::Word, Cues::LEAD),
    ("intro", At::Start, Cues::LEAD),
    ("chapo", At::Any, Cues::LEAD),
    ("excerpt", At::Any, Cues::LEAD),
    ("summary", At::Any, Cues::LEAD),
    ("description", At::Any, Cues::LEAD),
    ("sapo", At::Word, Cues::LEAD),
    ("vorspann", At::Any, Cues::LEAD),
    ("ingress", At::Word, Cues::LEAD),
    ("bajada", At::Any, Cues::LEAD),
    ("body", At::Word, Cues::BODY),
    ("articlebody", At::Any, Cues::BODY),
    ("articlecontent", At::Any, Cues::BODY),
    ("article-content", At::Any, Cues::BODY),
    ("article__content", At::Any, Cues::BODY),
    ("article_content", At::Any, Cues::BODY),
    ("articletext", At::Any, Cues::BODY),
    ("article-text", At::Any, Cues::BODY),
    ("article_text", At::Any, Cues::BODY),
    ("post-content", At::Any, Cues::BODY),
    ("postcontent", At::Any, Cues::BODY),
    ("post_content", At::Any, Cues::BODY),
    ("entry-content", At::Any, Cues::BODY),
    ("entrycontent", At::Any, Cues::BODY),
    ("entry_content", At::Any, Cues::BODY),
    ("story-content", At::Any, Cues::BODY),
    ("bodytext", At::Any, Cues::BODY),
    ("richtext", At::Any, Cues::BODY),
    ("rich-text", At::Any, Cues::BODY),
    ("text-content", At::Any, Cues::BODY),
    ("news-text", At::Any, Cues::BODY),
    ("main-content", At::Any, Cues::BODY),
    ("maincontent", At::Any, Cues::BODY),
    ("page-content", At::Any, Cues::BODY),
    ("story-text", At::Any, Cues::BODY),
    ("detail-content", At::Any, Cues::BODY),
    ("wysiwyg", At::Any, Cues::BODY),
    ("the-content", At::Any, Cues::BODY),
    ("single-content", At::Any, Cues::BODY),
    ("content", At::Word, Cues::BODY),
    ("text", At::Word, Cues::BODY),
    ("paragraph", At::Any, Cues::BODY),
    ("prose", At::Word, Cues::BODY),
    ("article", At::Word, Cues::ARTICLE),
    ("story", At::Word, Cues::ARTICLE),
    ("post", At::Word, Cues::ARTICLE),
    ("entry", At::Word, Cues::ARTICLE),
    ("hentry", At::Word, Cues::ARTICLE),
    ("artikel", At::Start, Cues::ARTICLE),
    ("main", At::Word, Cues::MAIN),
    ("primary", At::Word, Cues::MAIN),
    ("modal", At::Any, Cues::MODAL),
    ("popup", At::Any, Cues::MODAL),
    ("overlay", At::Any, Cues::MODAL),
    ("lightbox", At::Any, Cues::MODAL),
    ("dialog", At::Any, Cues::MODAL),
    ("tooltip", At::Any, Cues::MODAL),
    ("dropdown", At::Any, Cues::MODAL),
    ("offcanvas", At::Any, Cues::MODAL),
    ("drawer", At::Any, Cues::MODAL),
    ("pullquote", At::Any, Cues::PULLQUOTE),
    ("pull-quote", At::Any, Cues::PULLQUOTE),
    ("pull", At::Word, Cues::PULLQUOTE),
    ("gallery", At::Any, Cues::GALLERY),
    ("slideshow", At::Any, Cues::GALLERY),
    ("video", At::Start, Cues::PLAYER),
    ("player", At::Any, Cues::PLAYER),
    ("audio", At::Start, Cues::PLAYER),
    ("podcast", At::Any, Cues::PLAYER),
    ("embed", At::Any, Cues::PLAYER),
    ("form", At::Word, Cues::FORM),
    ("search", At::Any, Cues::FORM),
    ("login", At::Any, Cues::FORM),
    ("button", At::Any, Cues::FORM),
    ("btn", At::Start, Cues::FORM),
    ("toc", At::Word, Cues::TOC),
    ("table-of-contents", At::Any, Cues::TOC),
    ("footnote", At::Any, Cues::TOC),
    ("paywall", At::Any, Cues::PAYWALL),
    ("piano", At::Any, Cues::PAYWALL),
    ("regwall", At::Any, Cues::PAYWALL),
    ("premium", At::Any, Cues::PAYWALL),
    ("sr-only", At::Any, Cues::HIDDEN),
    ("screen-reader", At::Any, Cues::HIDDEN),
    ("visually-hidden", At::Any, Cues::HIDDEN),
    ("visuallyhidden", At::Any, Cues::HIDDEN),
    ("noprint", At::Any, Cues::PROMO),
    ("no-print", At::Any, Cues::PROMO),
];

static STEMS: LazyLock<Stems> = LazyLock::new(|| Stems::of(NEEDLES.iter().map(|row| row.0)));

/// Reads class names and ids.
pub(crate) struct CueReader<'d> {
    known: Lately<'d, Cues>,
}

impl Default for CueReader<'_> {
    fn default() -> Self {
        Self { known: Lately::new(Cues::default()) }
    }
}

/// Names longer than this are read up to here: generated style names carry no meaning.
const NAME_MAX: usize = 400;

impl<'d> CueReader<'d> {
    /// The hints of one element, those of its ancestors not included.
    pub(crate) fn read(&mut self, doc: &'d Document, node: NodeId, tag: Tag) -> Cues {
        let mut cues = of_tag(tag);
        let streamed = || doc.attr(node, "id").is_some_and(is_streamed);
        for (name, value) in doc.attrs(node) {
            cues = cues.with(match name {
                "hidden" if streamed() => continue,
                "class" | "id" => self.names(value),
                "itemprop" | "role" | "aria-hidden" | "hidden" | "style" | "aria-label"
                | "data-component" | "data-testid" => self.attribute(name, value),
                _ => continue,
            });
        }
        cues
    }

    fn names(&mut self, value: &'d str) -> Cues {
        self.known.get(value, of_names)
    }

    fn attribute(&mut self, name: &str, value: &'d str) -> Cues {
        match name {
            "itemprop" => of_itemprop(value),
            "role" => of_role(value),
            "aria-hidden" if value == "true" => Cues::HIDDEN,
            "hidden" => Cues::DROPPED,
            "style" if hides(value) => Cues::DROPPED,
            "data-component" | "data-testid" => self.names(value),
            _ => Cues::default(),
        }
    }
}

/// React sends late parts of a page as `<div hidden id="S:0">` and moves them into place on arrival: they are shown.
pub(crate) fn is_streamed(id: &str) -> bool {
    id.strip_prefix("S:")
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Every such part of a page.
pub(crate) fn streamed(doc: &Document) -> impl Iterator<Item = NodeId> {
    let named = |node: &NodeId| doc.attr(*node, "id").is_some_and(is_streamed);
    doc.descendants(doc.root()).filter(move |node| doc.attr(*node, "hidden").is_some() && named(node))
}

fn of_tag(tag: Tag) -> Cues {
    match tag {
        Tag::Nav | Tag::Menu => Cues::NAV,
        Tag::Footer => Cues::FOOTER,
        Tag::Header => Cues::HEADER,
        Tag::Aside => Cues::ASIDE,
        Tag::Form | Tag::Button | Tag::Search | Tag::Fieldset => Cues::FORM,
        Tag::Dialog => Cues::MODAL,
        Tag::Article => Cues::ARTICLE,
        Tag::Main => Cues::MAIN,
        Tag::Figure | Tag::Figcaption => Cues::CAPTION,
        _ => Cues::default(),
    }
}

fn of_itemprop(value: &str) -> Cues {
    match value {
        "articleBody" | "text" => Cues::BODY,
        "headline" | "name" => Cues::TITLE,
        "author" => Cues::AUTHOR,
        "datePublished" | "dateModified" => Cues::META,
        "description" | "alternativeHeadline" => Cues::LEAD,
        "comment" => Cues::COMMENTS,
        _ => Cues::default(),
    }
}

fn of_role(value: &str) -> Cues {
    match value {
        "navigation" | "menu" | "menubar" => Cues::NAV,
        "contentinfo" => Cues::FOOTER,
        "banner" => Cues::HEADER,
        "complementary" => Cues::SIDEBAR,
        "dialog" | "alertdialog" => Cues::MODAL,
        "search" | "form" => Cues::FORM,
        "main" => Cues::MAIN,
        "article" => Cues::ARTICLE,
        _ => Cues::default(),
    }
}

/// Whether an inline style takes an element off the page.
pub(crate) fn hides(style: &str) -> bool {
    if style.len() < "display:none".len() {
        return false;
    }
    let mut squeezed = [0; NAME_MAX];
    let mut length = 0;
    let bytes = style.bytes().filter(|byte| !byte.is_ascii_whitespace());
    for (to, byte) in squeezed.iter_mut().zip(bytes) {
        *to = byte.to_ascii_lowercase();
        length += 1;
    }
    let squeezed = &squeezed[..length];
    let known: [&[u8]; 2] = [b"display:none", b"visibility:hidden"];
    known.iter().any(|known| memchr::memmem::find(squeezed, known).is_some())
}

fn of_names(value: &str) -> Cues {
    let bytes = &value.as_bytes()[..value.floor_char_boundary(NAME_MAX)];
    let mut lower = [0; NAME_MAX];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    let mut cues = Cues::default();
    for at in 0..bytes.len() {
        STEMS.at(lower, at, |row, length| {
            let (_, place, cue) = NEEDLES[row];
            let starts = place == At::Any || begins_word(bytes, at);
            let ends = place != At::Word || ends_word(bytes, at + length);
            if starts && ends {
                cues = cues.with(cue);
            }
        });
    }
    cues
}

fn begins_word(bytes: &[u8], at: usize) -> bool {
    at == 0
        || !bytes[at - 1].is_ascii_alphabetic()
        || (bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
}

fn ends_word(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        None => true,
        Some(next) => {
            !next.is_ascii_alphabetic() || (next.is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, yes: Cues, no: Cues) {
        let cues = of_names(value);
        assert!(yes.0 & cues.0 == yes.0, "{value}: {cues:?} lacks {yes:?}");
        assert!(!cues.has(no), "{value}: {cues:?} has {no:?}");
    }

    #[test]
    fn words_of_names() {
        check("relatedPosts", Cues::RELATED, Cues::BODY);
        check("ad-slot top", Cues::ADVERT, Cues::NAV);
        check("shadow header-download", Cues::HEADER, Cues::ADVERT);
        check("c-article__body", Cues::BODY.with(Cues::ARTICLE), Cues::ADVERT);
        check("mainNav", Cues::NAV, Cues::ADVERT);
        check("canavan", Cues::default(), Cues::NAV);
        check("articleBody", Cues::BODY, Cues::ADVERT);
    }
}
