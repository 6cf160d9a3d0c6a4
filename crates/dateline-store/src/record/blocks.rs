//! Blocks as compressed JSON, apart from the hot columns.

use super::reading::ImageRow;
use super::{date_of, date_text};
use crate::StoreError;
use dateline_model::{
    Block, EmbedKind, Figure, ListItem, Mark, MarkKind, Marker, QuoteSource, RichText, WebUrl,
};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use std::io::{Read as _, Write as _};

/// Blocks in their order.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct BlockRows(Vec<BlockRow>);

#[derive(Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
enum BlockRow {
    Paragraph {
        text: TextRow,
    },
    Heading {
        level: u8,
        text: TextRow,
    },
    List {
        ordered: bool,
        items: Vec<TextRow>,
        /// Depth and marker of each item; none where a list is flat and counts from one, as in stores of old.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        places: Vec<(u8, MarkerRow)>,
    },
    Quote {
        items: Vec<TextRow>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<SourceRow>,
    },
    Figure {
        image: Option<ImageRow>,
        caption: Option<String>,
    },
    Table {
        header: bool,
        rows: Vec<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caption: Option<String>,
    },
    Code {
        text: String,
    },
    Embed {
        url: String,
        title: Option<String>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        kind: String,
    },
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MarkerRow {
    Bullet,
    Number(i32),
    Term,
    Definition,
}

#[derive(Serialize, Deserialize)]
struct SourceRow {
    author: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct TextRow {
    s: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    m: Vec<MarkRow>,
}

#[derive(Serialize, Deserialize)]
struct MarkRow(u32, u32, KindRow);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindRow {
    Link(String),
    Emphasis,
    Strong,
    Code,
    Subscript,
    Superscript,
    Formula,
    Deleted,
}

/// Blocks to bytes.
pub(crate) fn blocks_to(blocks: &[Block]) -> Result<Vec<u8>, StoreError> {
    pack(&serde_json::to_vec(&block_rows(blocks))?)
}

/// Blocks as rows.
pub(super) fn block_rows(blocks: &[Block]) -> BlockRows {
    BlockRows(blocks.iter().map(BlockRow::from).collect())
}

/// Rows as blocks.
pub(super) fn blocks_of(rows: BlockRows) -> Vec<Block> {
    rows.0.into_iter().filter_map(BlockRow::block).collect()
}

/// Bytes to blocks.
pub(crate) fn blocks_from(bytes: &[u8]) -> Result<Vec<Block>, StoreError> {
    let rows: BlockRows = serde_json::from_slice(&unpack(bytes)?)?;
    Ok(blocks_of(rows))
}

/// Compresses.
pub(crate) fn pack(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_err(|error| StoreError::Value(error.to_string()))
}

/// Most bytes that a compressed value may stand for; nothing larger is ever put in.
const UNPACKED_MAX: u64 = 256 << 20;

/// Decompresses.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    let mut unpacked = Vec::new();
    let read = DeflateDecoder::new(bytes).take(UNPACKED_MAX).read_to_end(&mut unpacked);
    read.map_err(|error| StoreError::Value(error.to_string()))?;
    Ok(unpacked)
}

impl From<&Block> for BlockRow {
    fn from(block: &Block) -> Self {
        let texts = |items: &[RichText]| items.iter().map(TextRow::from).collect();
        match block {
            Block::Paragraph(text) => Self::Paragraph { text: text.into() },
            Block::Heading { level, text } => Self::Heading { level: *level, text: text.into() },
            Block::List(items) => list_row(items),
            Block::Quote { paragraphs, source } => {
                Self::Quote { items: texts(paragraphs), source: source.as_ref().map(SourceRow::from) }
            }
            Block::Figure(figure) => Self::Figure {
                image: figure.image.as_ref().map(ImageRow::from),
                caption: figure.caption.clone(),
            },
            Block::Table { caption, header, rows } => {
                Self::Table { header: *header, rows: rows.clone(), caption: caption.clone() }
            }
            Block::Code(text) => Self::Code { text: text.clone() },
            Block::Embed { url, title, kind } => Self::Embed {
                url: url.as_str().to_owned(),
                title: title.clone(),
                kind: kind.as_str().to_owned(),
            },
        }
    }
}

impl BlockRow {
    /// `None` for an embed whose address is no address any more.
    fn block(self) -> Option<Block> {
        let texts = |items: Vec<TextRow>| items.into_iter().map(RichText::from).collect();
        Some(match self {
            Self::Paragraph { text } => Block::Paragraph(text.into()),
            Self::Heading { level, text } => Block::Heading { level, text: text.into() },
            Self::List { ordered, items, places } => Block::List(list_items(ordered, items, &places)),
            Self::Quote { items, source } => {
                Block::Quote { paragraphs: texts(items), source: source.map(QuoteSource::from) }
            }
            Self::Figure { image, caption } => {
                Block::Figure(Figure { image: image.and_then(ImageRow::image), caption })
            }
            Self::Table { header, rows, caption } => Block::Table { caption, header, rows },
            Self::Code { text } => Block::Code(text),
            Self::Embed { url, title, kind } => {
                Block::Embed { url: WebUrl::parse(&url).ok()?, title, kind: EmbedKind::from_word(&kind) }
            }
        })
    }
}

fn list_row(items: &[ListItem]) -> BlockRow {
    let place = |item: &ListItem| {
        let marker = match item.marker {
            Marker::Bullet => MarkerRow::Bullet,
            Marker::Number(number) => MarkerRow::Number(number),
            Marker::Term => MarkerRow::Term,
            Marker::Definition => MarkerRow::Definition,
        };
        (item.depth, marker)
    };
    let places: Vec<_> = items.iter().map(place).collect();
    let ordered = matches!(places.first(), Some((_, MarkerRow::Number(_))));
    let plain = places.iter().enumerate().all(|(at, place)| *place == (0, flat_marker(ordered, at)));
    BlockRow::List {
        ordered,
        items: items.iter().map(|item| TextRow::from(&item.text)).collect(),
        places: if plain { Vec::new() } else { places },
    }
}

fn list_items(ordered: bool, items: Vec<TextRow>, places: &[(u8, MarkerRow)]) -> Vec<ListItem> {
    let item = |(at, text): (usize, TextRow)| {
        let (depth, marker) = places.get(at).copied().unwrap_or_else(|| (0, flat_marker(ordered, at)));
        let marker = match marker {
            MarkerRow::Bullet => Marker::Bullet,
            MarkerRow::Number(number) => Marker::Number(number),
            MarkerRow::Term => Marker::Term,
            MarkerRow::Definition => Marker::Definition,
        };
        ListItem { depth, marker, text: text.into() }
    };
    items.into_iter().enumerate().map(item).collect()
}

/// The marker of an item of a list that is flat and counts from one.
fn flat_marker(ordered: bool, at: usize) -> MarkerRow {
    let number = i32::try_from(at + 1).unwrap_or(i32::MAX);
    if ordered { MarkerRow::Number(number) } else { MarkerRow::Bullet }
}

impl From<&QuoteSource> for SourceRow {
    fn from(source: &QuoteSource) -> Self {
        Self {
            author: source.author.clone(),
            published: source.published.map(date_text),
            url: source.url.as_ref().map(|url| url.as_str().to_owned()),
        }
    }
}

impl From<SourceRow> for QuoteSource {
    fn from(row: SourceRow) -> Self {
        Self {
            author: row.author,
            published: row.published.as_deref().and_then(date_of),
            url: row.url.as_deref().and_then(|url| WebUrl::parse(url).ok()),
        }
    }
}

impl From<&RichText> for TextRow {
    fn from(text: &RichText) -> Self {
        let mark = |mark: &Mark| {
            let kind = match &mark.kind {
                MarkKind::Link(url) => KindRow::Link(url.as_str().to_owned()),
                MarkKind::Emphasis => KindRow::Emphasis,
                MarkKind::Strong => KindRow::Strong,
                MarkKind::Code => KindRow::Code,
                MarkKind::Subscript => KindRow::Subscript,
                MarkKind::Superscript => KindRow::Superscript,
                MarkKind::Formula => KindRow::Formula,
                MarkKind::Deleted => KindRow::Deleted,
            };
            MarkRow(mark.start, mark.end, kind)
        };
        Self { s: text.text.clone(), m: text.marks.iter().map(mark).collect() }
    }
}

impl From<TextRow> for RichText {
    fn from(row: TextRow) -> Self {
        let mark = |MarkRow(start, end, kind)| {
            let kind = match kind {
                KindRow::Link(url) => MarkKind::Link(WebUrl::parse(&url).ok()?),
                KindRow::Emphasis => MarkKind::Emphasis,
                KindRow::Strong => MarkKind::Strong,
                KindRow::Code => MarkKind::Code,
                KindRow::Subscript => MarkKind::Subscript,
                KindRow::Superscript => MarkKind::Superscript,
                KindRow::Formula => MarkKind::Formula,
                KindRow::Deleted => MarkKind::Deleted,
            };
            Some(Mark { start, end, kind })
        };
        Self { text: row.s, marks: row.m.into_iter().filter_map(mark).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_old_stores_open() {
        let old = r#"[{"t":"list","ordered":true,"items":[{"s":"fog"},{"s":"tide"}]},{"t":"quote","items":[{"s":"We waited."}]},
            {"t":"table","header":true,"rows":[["Hour"]]},{"t":"embed","url":"https://video.example/1","title":null}]"#;
        let number = |number, text: &str| ListItem { marker: Marker::Number(number), ..text.into() };
        let url = WebUrl::parse("https://video.example/1").unwrap();
        let wanted = [
            Block::List(vec![number(1, "fog"), number(2, "tide")]),
            Block::Quote { paragraphs: vec!["We waited.".into()], source: None },
            Block::Table { caption: None, header: true, rows: vec![vec!["Hour".into()]] },
            Block::Embed { url, title: None, kind: EmbedKind::Other },
        ];
        assert_eq!(blocks_from(&pack(old.as_bytes()).unwrap()).unwrap(), wanted);
    }

    #[test]
    fn nested_lists_and_sources_come_back() {
        let item = |depth, marker, text: &str| ListItem { depth, marker, text: text.into() };
        let source = QuoteSource {
            author: Some("Bo Lind".into()),
            published: date_of("2026-03-04"),
            url: WebUrl::parse("https://posts.example/1").ok(),
        };
        let blocks = [
            Block::List(vec![item(0, Marker::Number(4), "a"), item(1, Marker::Bullet, "b")]),
            Block::List(vec![item(0, Marker::Term, "fog"), item(0, Marker::Definition, "low cloud")]),
            Block::Quote { paragraphs: vec!["We waited.".into()], source: Some(source) },
        ];
        assert_eq!(blocks_from(&blocks_to(&blocks).unwrap()).unwrap(), blocks);
    }
}
