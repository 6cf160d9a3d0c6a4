//! Blocks as JSON: each has `kind` and `text`, and beside them what its kind has of its own.

use crate::lazy_list::{Each, Shown};
use dateline_model::{
    Block, Date, Image, ListItem, Mark, MarkKind, Marker, PictureSize, QuoteSource, RichText, WebUrl,
};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// One block.
#[derive(Debug, Default, Serialize)]
pub(crate) struct BlockJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<ImageJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    items: Option<Items<'a>>,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Vec<MarkJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<&'a [Vec<String>]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shows: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceJson<'a>>,
    text: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

impl<'a> From<&'a Block> for BlockJson<'a> {
    fn from(block: &'a Block) -> Self {
        let json = Self { kind: kind(block), text: words(block), ..Self::default() };
        match block {
            Block::Paragraph(text) => Self { marks: marks(text), ..json },
            Block::Heading { level, text } => Self { level: Some(*level), marks: marks(text), ..json },
            Block::List(items) => {
                Self { items: Some(Items::List(Each::of(items, ItemJson::of_list))), ..json }
            }
            Block::Quote { paragraphs, source } => Self {
                items: Some(Items::Quote(Each::of(paragraphs, ItemJson::from))),
                source: source.as_ref().map(SourceJson::from),
                ..json
            },
            Block::Figure(figure) => Self { image: figure.image.as_ref().map(ImageJson::from), ..json },
            Block::Table { caption, header, rows } => {
                Self { caption: caption.as_deref(), header: Some(*header), rows: Some(rows), ..json }
            }
            Block::Code(_) => json,
            Block::Embed { url, kind, .. } => {
                Self { url: Some(url.as_str()), shows: Some(kind.as_str()), ..json }
            }
        }
    }
}

/// The contract's word for a block.
fn kind(block: &Block) -> &'static str {
    match block {
        Block::Paragraph(_) => "paragraph",
        Block::Heading { .. } => "heading",
        Block::List(_) => "list",
        Block::Quote { .. } => "quote",
        Block::Figure(_) => "figure",
        Block::Table { .. } => "table",
        Block::Code(_) => "code",
        Block::Embed { .. } => "embed",
    }
}

/// The words of a block, borrowed where they stand in one piece.
fn words(block: &Block) -> Cow<'_, str> {
    match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => Cow::Borrowed(&text.text),
        Block::Code(text) => Cow::Borrowed(text),
        _ => Cow::Owned(block.text()),
    }
}

/// A picture.
#[derive(Debug, Serialize)]
pub(crate) struct ImageJson<'a> {
    alt: Option<&'a str>,
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
}

impl<'a> From<&'a Image> for ImageJson<'a> {
    fn from(image: &'a Image) -> Self {
        Self {
            alt: image.alt.as_deref(),
            credit: image.credit.as_deref(),
            height: image.size.map(PictureSize::height),
            url: image.url.as_str(),
            width: image.size.map(PictureSize::width),
        }
    }
}

/// Items of a list, or paragraphs of a quote.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Items<'a> {
    List(Each<'a, ListItem, ItemJson<'a>>),
    Quote(Each<'a, RichText, ItemJson<'a>>),
}

#[derive(Debug, Default, Serialize)]
struct ItemJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marks: Option<Vec<MarkJson<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    text: &'a str,
}

impl<'a> From<&'a RichText> for ItemJson<'a> {
    fn from(text: &'a RichText) -> Self {
        Self { marks: marks(text), text: &text.text, ..Self::default() }
    }
}

impl<'a> ItemJson<'a> {
    fn of_list(item: &'a ListItem) -> Self {
        let json = Self { depth: Some(item.depth), ..Self::from(&item.text) };
        match item.marker {
            Marker::Bullet => json,
            Marker::Number(number) => Self { number: Some(number), ..json },
            Marker::Term => Self { part: Some("term"), ..json },
            Marker::Definition => Self { part: Some("definition"), ..json },
        }
    }
}

#[derive(Debug, Serialize)]
struct SourceJson<'a> {
    author: Option<&'a str>,
    published: Option<Shown<Date>>,
    url: Option<&'a str>,
}

impl<'a> From<&'a QuoteSource> for SourceJson<'a> {
    fn from(source: &'a QuoteSource) -> Self {
        Self {
            author: source.author.as_deref(),
            published: source.published.map(Shown),
            url: source.url.as_ref().map(WebUrl::as_str),
        }
    }
}

#[derive(Debug, Serialize)]
struct MarkJson<'a> {
    end: usize,
    kind: &'static str,
    start: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Marks with their places counted in characters of the text, or nothing where there are none.
fn marks(text: &RichText) -> Option<Vec<MarkJson<'_>>> {
    if text.marks.is_empty() {
        return None;
    }
    let places = characters_before(&text.text, &text.marks);
    let place = |byte: u32| places.get(&byte).copied().unwrap_or(0);
    let json = text.marks.iter().map(|mark| {
        let (kind, url) = match &mark.kind {
            MarkKind::Link(url) => ("link", Some(url.as_str())),
            MarkKind::Emphasis => ("emphasis", None),
            MarkKind::Strong => ("strong", None),
            MarkKind::Code => ("code", None),
            MarkKind::Subscript => ("subscript", None),
            MarkKind::Superscript => ("superscript", None),
            MarkKind::Formula => ("formula", None),
            MarkKind::Deleted => ("deleted", None),
        };
        MarkJson { end: place(mark.end), kind, start: place(mark.start), url }
    });
    Some(json.collect())
}

/// How many characters stand before each byte where a mark begins or ends: the text is walked once, however many marks it has.
fn characters_before(text: &str, marks: &[Mark]) -> BTreeMap<u32, usize> {
    let places: BTreeSet<u32> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    let (mut from, mut count) = (0, 0);
    let mut before = BTreeMap::new();
    for place in places {
        let byte = usize::try_from(place).unwrap_or(usize::MAX);
        if let Some(part) = text.get(from..byte) {
            count += part.chars().count();
            from = byte;
            before.insert(place, count);
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_block_tells_what_its_kind_has() {
        let text = RichText {
            text: "Größe m2".into(),
            marks: vec![Mark { start: 9, end: 10, kind: MarkKind::Superscript }],
        };
        let wanted = json!({"kind": "paragraph", "text": "Größe m2", "marks": [{"start": 7, "end": 8, "kind": "superscript"}]});
        assert_eq!(json!(BlockJson::from(&Block::Paragraph(text))), wanted);
        let items = vec![ListItem { depth: 1, marker: Marker::Number(4), text: "a".into() }, "b".into()];
        let wanted = json!({"kind": "list", "text": "a\nb", "items": [{"text": "a", "depth": 1, "number": 4}, {"text": "b", "depth": 0}]});
        assert_eq!(json!(BlockJson::from(&Block::List(items))), wanted);
        let source = QuoteSource { author: Some("Bo".into()), ..QuoteSource::default() };
        let quote = Block::Quote { paragraphs: vec!["We waited.".into()], source: Some(source) };
        let wanted = json!({"kind": "quote", "text": "We waited.", "items": [{"text": "We waited."}], "source": {"author": "Bo", "published": null, "url": null}});
        assert_eq!(json!(BlockJson::from(&quote)), wanted);
    }
}
