//! Posts of social networks that stand in a text: who said it, when, where, and the words. Told by the names that the
//! networks give their boxes, and by their shape: a quotation signed with a name, a handle and a link to itself.

use super::code::texts;
use super::rich_text::{address, rich};
use super::segmentation::{Elem, Layout};
use crate::char_classes::fold_into;
use crate::date;
use dateline_html::{Document, NodeId, Tag};
use dateline_model::{Block, EmbedKind, Mark, MarkKind, QuoteSource, RichText, WebUrl};

/// Words of the longest post, and segments of its box.
const WORDS: u32 = 4 * 600;
const SEGMENTS: u32 = 40;

/// Class words of the boxes in which networks, blogs and publishing systems set posts.
const BOXES: &[&str] = &[
    "twitter-tweet",
    "twitter-video",
    "tweet",
    "tweet-wrapper",
    "embedded-tweet",
    "embed-tweet",
    "instagram-media",
    "instagram-embed",
    "tiktok-embed",
    "bluesky-embed",
    "bsky-embed",
    "bluesky-wrap",
    "mastodon-embed",
    "mastodon-post",
    "mastodon-status",
    "toot",
    "fb-post",
    "facebook-post",
    "fb-xfbml-parse-ignore",
    "facebook-embed",
    "text-post-media",
    "threads-embed",
    "reddit-embed-bq",
    "reddit-card",
    "reddit-embed",
    "telegram-post",
    "vk-post",
    "linkedin-post",
    "tumblr-post",
    "social-post",
    "social-embed",
];

/// For each first byte, which lengths the names above have, one bit for each: hardly any name is looked for.
const LENGTHS: [u32; 128] = {
    let mut lengths = [0; 128];
    let mut at = 0;
    while at < BOXES.len() {
        lengths[BOXES[at].as_bytes()[0] as usize] |= 1 << BOXES[at].len();
        at += 1;
    }
    lengths
};

fn may_be_box(word: &str) -> bool {
    let lengths = word.as_bytes().first().and_then(|first| LENGTHS.get(usize::from(*first)));
    word.len() < 32 && lengths.is_some_and(|lengths| lengths >> word.len() & 1 != 0)
}

/// Elements of components that show a post or a film by its number, with the attribute and the address of each.
const COMPONENTS: &[(&str, &str, &str, EmbedKind)] = &[
    ("amp-twitter", "data-tweetid", "https://twitter.com/i/status/", EmbedKind::Post),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/", EmbedKind::Post),
    ("amp-tiktok", "data-src", "", EmbedKind::Post),
    ("amp-facebook", "data-href", "", EmbedKind::Post),
    ("amp-youtube", "data-videoid", "https://www.youtube.com/watch?v=", EmbedKind::Video),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/", EmbedKind::Video),
    ("amp-dailymotion", "data-videoid", "https://www.dailymotion.com/video/", EmbedKind::Video),
    ("amp-iframe", "src", "", EmbedKind::Other),
    ("amp-video", "src", "", EmbedKind::Video),
    ("amp-audio", "src", "", EmbedKind::Audio),
    ("lite-youtube", "videoid", "https://www.youtube.com/watch?v=", EmbedKind::Video),
    ("lite-vimeo", "videoid", "https://vimeo.com/", EmbedKind::Video),
];

/// Attributes that hold a post's address.
const ADDRESSES: &[&str] = &[
    "cite",
    "data-instgrm-permalink",
    "data-embed-url",
    "data-text-post-permalink",
    "data-href",
    "data-url",
    "data-embed-src",
];

/// Whether a class is that of the boxes of posts.
pub(super) fn is_named(class: &str) -> bool {
    let is_box = |word: &str| may_be_box(word) && BOXES.contains(&word);
    class.split_ascii_whitespace().take(12).any(is_box)
}

/// Whether an element, whose class is `named` so or not, is the box of a post.
pub(super) fn is_box(layout: &Layout<'_>, elem: &Elem, named: bool) -> bool {
    let doc = layout.doc;
    if !named && elem.tag != Tag::Blockquote || elem.last - elem.first > SEGMENTS {
        return false;
    }
    let inside = &layout.segments[elem.first as usize..elem.last as usize];
    if inside.iter().map(|segment| segment.count.words).sum::<u32>() > WORDS {
        return false;
    }
    match named {
        true => elem.first < elem.last || permalink(doc, elem.node).is_some(),
        false => elem.first < elem.last && is_signed(layout, elem),
    }
}

/// A component that shows something by its number.
pub(crate) fn component(doc: &Document, node: NodeId) -> Option<(WebUrl, EmbedKind)> {
    let (_, attribute, base, kind) = COMPONENTS.iter().find(|(name, ..)| *name == doc.name(node))?;
    let value = doc.attr(node, attribute).map(str::trim).filter(|value| !value.is_empty())?;
    let plain = base.is_empty()
        || value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    plain.then(|| WebUrl::parse(&format!("{base}{value}")).ok())?.map(|url| (url, *kind))
}

/// Whether the last line of a quotation is a signature: `— Ann Lee (@ann) May 3, 2024`.
fn is_signed(layout: &Layout<'_>, elem: &Elem) -> bool {
    let last = layout.line(elem.last as usize - 1);
    let tail = last.rfind(['—', '–']).map_or("", |at| &last[at..]);
    handle(tail).is_some() && layout.segments[elem.last as usize - 1].count.links > 0
}

/// A post as a quotation, or as an embed where its box holds no words.
pub(crate) fn block(layout: &Layout<'_>, elem: &Elem, base: Option<&WebUrl>) -> Option<Block> {
    let doc = layout.doc;
    let mut post = Post::default();
    post.named(doc, elem.node);
    post.source.url = permalink(doc, elem.node).and_then(|url| address(url, base));
    for segment in elem.first as usize..elem.last as usize {
        if layout.segments[segment].is_unseen() {
            continue;
        }
        let text = rich(layout, layout.segments[segment].leaves, base);
        post.line(layout, elem.node, segment, text);
    }
    post.finish()
}

/// A post as it is read line by line.
#[derive(Default)]
struct Post {
    paragraphs: Vec<RichText>,
    source: QuoteSource,
    /// What its box says where it holds no words of the post: "A post shared by Ann Lee (@ann)".
    said: Option<String>,
    /// Whether elements are named after what they hold.
    labelled: bool,
}

/// Words of a line that signs a post.
const SIGNATURE: usize = 24;

impl Post {
    fn line(&mut self, layout: &Layout<'_>, root: NodeId, segment: usize, mut text: RichText) {
        let around = layout.above(layout.segments[segment].elem).map(|at| layout.elems[at as usize].node);
        let class = |node: NodeId| layout.doc.attr(node, "class").unwrap_or_default();
        let about = around.take_while(|node| *node != root).any(|node| is_about(class(node)));
        if let Some(at) = signature(&text.text) {
            self.sign(&text, at);
            cut(&mut text, at);
        } else if about || self.is_beside(&text) {
            self.sign(&text, 0);
            return;
        }
        without_pictures(&mut text);
        if !text.text.is_empty() {
            self.paragraphs.push(text);
        }
    }

    /// Whether a line is what a network writes beside a post: one link to it, a count, the name over it.
    fn is_beside(&self, text: &RichText) -> bool {
        let words = text.text.split_whitespace().count();
        let linked: usize = text.marks.iter().filter(|mark| is_link(&mark.kind)).map(length).sum();
        let whole = linked > 0 && linked * 10 >= text.text.len() * 7;
        let only_address = whole && text.marks.iter().any(|mark| self.leads_here(&mark.kind));
        let dated = words <= 8 && date::in_prose(&text.text).is_some() || ends_in_day(text);
        let counted = words <= 8 && words > 0 && {
            let figures =
                text.text.split_whitespace().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()));
            figures.count() * 2 >= words
        };
        let named = words <= 8 && handle(&text.text).is_some();
        let sung = whole && text.text.starts_with(['♬', '♪', '🎵']);
        words <= SIGNATURE
            && (sung || only_address && words <= 8 && !self.labelled || dated || counted || named)
    }

    fn leads_here(&self, kind: &MarkKind) -> bool {
        let path = |url: &WebUrl| url.as_url().path().trim_end_matches('/').to_owned();
        matches!((kind, &self.source.url), (MarkKind::Link(url), Some(here)) if path(url) == path(here))
    }

    /// Reads who and when from the words behind `at`.
    fn sign(&mut self, text: &RichText, at: usize) {
        let words = &text.text[at..];
        if self.source.author.is_none() {
            self.source.author = author(words);
        }
        if self.source.published.is_none() {
            self.source.published = date::in_prose(words);
        }
        let links = text.marks.iter().filter(|mark| mark.end as usize > at);
        for link in links {
            let MarkKind::Link(url) = &link.kind else { continue };
            let label = text.text.get(link.start as usize..link.end as usize).unwrap_or_default();
            let to_itself = date::in_prose(label).is_some() || is_permalink(url);
            if to_itself && self.source.url.is_none() {
                self.source.url = Some(url.clone());
            }
            if !to_itself && self.source.author.is_none() && !label.is_empty() && label.len() <= 80 {
                self.source.author = Some(label.trim_start_matches('@').to_owned());
            }
        }
        let named = |said: &String| handle(said).is_some();
        if !self.said.as_ref().is_some_and(named) {
            self.said = Some(words.trim_start_matches(['—', '–', '-', ' ']).to_owned());
        }
    }

    /// What elements named after it hold: the author, the time.
    fn named(&mut self, doc: &Document, node: NodeId) {
        let folded = |id: NodeId| {
            let mut out = String::new();
            texts(doc, id).for_each(|text| fold_into(&mut out, text));
            out.trim().to_owned()
        };
        for id in doc.descendants(node).skip(1).take(200) {
            let class = doc.attr(id, "class").unwrap_or_default();
            let is_name =
                ["author-name", "authorname", "display-name", "displayname", "p-author", "fullname"]
                    .iter()
                    .any(|name| class.to_ascii_lowercase().contains(name));
            if is_name {
                self.labelled = true;
                let name = folded(id);
                let name =
                    name.split(" (@").next().unwrap_or_default().split(" @").next().unwrap_or_default();
                self.source.author =
                    Some(name.to_owned()).filter(|name| !name.is_empty()).or(self.source.author.take());
            }
            if doc.tag(id) == Some(Tag::Time) && self.source.published.is_none() {
                self.source.published = doc.attr(id, "datetime").and_then(date::parse);
            }
        }
    }

    fn finish(self) -> Option<Block> {
        let Self { paragraphs, source, said, .. } = self;
        if paragraphs.is_empty() {
            let url = source.url?;
            return Some(Block::Embed {
                url,
                title: said.filter(|said| !said.is_empty()),
                kind: EmbedKind::Post,
            });
        }
        Some(Block::Quote { paragraphs, source: Some(source) })
    }
}

/// Whether a line ends in a link that says a day.
fn ends_in_day(text: &RichText) -> bool {
    let label = |mark: &Mark| text.text.get(mark.start as usize..mark.end as usize);
    let last = text.marks.iter().filter(|mark| is_link(&mark.kind)).max_by_key(|mark| mark.end);
    let last = last.filter(|mark| mark.end as usize == text.text.len());
    last.and_then(label).is_some_and(|label| date::in_prose(label).is_some())
}

fn is_link(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Link(_))
}

fn length(mark: &Mark) -> usize {
    mark.end.saturating_sub(mark.start) as usize
}

/// Names of elements that tell of a post and hold none of its words.
fn is_about(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    [
        "header", "footer", "author", "date", "-time", "handle", "username", "likes", "count", "metadata",
        "stats",
    ]
    .iter()
    .any(|name| class.contains(name))
}

/// Where the signature at a line's end begins: a dash, a name and a handle, or a phrase with a handle at its end.
fn signature(text: &str) -> Option<usize> {
    let dash = text.match_indices(['—', '–']).map(|(at, _)| at).filter(|at| {
        let tail = &text[*at..];
        tail.split_whitespace().count() <= SIGNATURE
            && (handle(tail).is_some() || date::in_prose(tail).is_some())
    });
    let phrase = || {
        let words = text.split_whitespace().count();
        let short =
            words <= SIGNATURE && handle(text).is_some_and(|handle| text.contains(&format!("({handle}")));
        let line = text.rfind('\n').map_or(0, |at| at + 1);
        short.then_some(line)
    };
    // `by u/ann in boats`, below a post's title.
    let account = || {
        let at = text.rfind('\n')?;
        let tail = &text[at + 1..];
        let named = tail.split_whitespace().any(|word| word.starts_with("u/"));
        (named && tail.split_whitespace().count() <= 8).then_some(at)
    };
    dash.min().or_else(phrase).or_else(account)
}

/// `@ann`, `@ann@social.example`, `@ann.social.example`.
fn handle(text: &str) -> Option<&str> {
    let at = text.match_indices('@').map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    })?;
    let rest = &text[at + 1..];
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
    let end = rest.find(|c| !plain(c)).unwrap_or(rest.len());
    (end > 0).then(|| text[at..=at + end].trim_end_matches(['.', '-', '@']))
}

/// The name before a handle in brackets, else the handle.
fn author(words: &str) -> Option<String> {
    let account = || words.split_whitespace().find(|word| word.starts_with("u/"));
    let Some(handle) = handle(words) else { return account().map(str::to_owned) };
    let at = words.find(handle)?;
    let before = words[..at].trim_end_matches(['(', ' ', '\u{b7}']);
    let before = before.rsplit(['—', '–', ':', '\n']).next().unwrap_or_default().trim();
    // `Ein Beitrag geteilt von Ann Lee`: the name is what stands behind the last small word.
    let tokens: Vec<&str> = before.split_whitespace().collect();
    let signed = words.trim_start().starts_with(['—', '–']);
    let is_small = |word: &&str| word.starts_with(char::is_lowercase);
    let start = tokens.iter().rposition(is_small).map_or(0, |at| at + 1);
    let name = if signed { tokens.join(" ") } else { tokens[start..].join(" ") };
    Some(if name.is_empty() || name.len() > 80 { handle.to_owned() } else { name })
}

/// Takes a text's end away.
fn cut(text: &mut RichText, at: usize) {
    let end = text.text[..at].trim_end().len();
    text.text.truncate(end);
    text.marks.retain_mut(|mark| {
        mark.end = mark.end.min(u32::try_from(end).unwrap_or(u32::MAX));
        mark.start < mark.end
    });
}

/// Takes links to a post's own pictures from its end: `pic.chat.example/x`.
fn without_pictures(text: &mut RichText) {
    // `[image or embed]`, as one service writes for what it does not copy.
    if text.text.trim_end().ends_with(']')
        && let Some(at) = text.text.rfind('[')
        && text.marks.iter().any(|mark| mark.start as usize == at)
    {
        cut(text, at);
    }
    while let Some(last) = text.text.split_whitespace().next_back() {
        let is_picture = last.strip_prefix("pic.").is_some_and(|rest| rest.contains('/'));
        if !is_picture {
            return;
        }
        let at = text.text.trim_end().len() - last.len();
        cut(text, at);
    }
}

/// The address that a post's box names, or its last link to a post.
fn permalink(doc: &Document, node: NodeId) -> Option<&str> {
    let below = || doc.descendants(node).take(200);
    let named = below().take(3).find_map(|id| ADDRESSES.iter().find_map(|name| doc.attr(id, name)));
    let linked = || {
        let links = below().filter(|id| doc.tag(*id) == Some(Tag::A)).filter_map(|id| doc.attr(id, "href"));
        links.filter(|href| WebUrl::parse(href).is_ok_and(|url| is_permalink(&url))).last()
    };
    named.filter(|url| url.starts_with("http")).or_else(linked)
}

/// Whether an address is that of one post: its path has a number or a key behind `status`, `p`, `post` and the like.
fn is_permalink(url: &WebUrl) -> bool {
    let parts: Vec<&str> = url.as_url().path().split('/').filter(|part| !part.is_empty()).collect();
    let known = [
        "status", "statuses", "p", "post", "posts", "reel", "tv", "video", "videos", "notice", "notes",
        "comments", "t",
    ];
    let keyed = parts.windows(2).any(|pair| {
        known.contains(&pair[0].to_ascii_lowercase().as_str())
            && pair[1].bytes().any(|byte| byte.is_ascii_alphanumeric())
    });
    let by_user = matches!(parts[..], [user, key, ..] if user.starts_with('@') && key.bytes().all(|byte| byte.is_ascii_digit()));
    keyed || by_user || parts.first().is_some_and(|part| *part == "permalink.php" || *part == "story.php")
}
