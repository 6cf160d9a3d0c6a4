//! Blocks as compressed JSON, apart from the hot columns.

use super::reading::ImageRow;
use crate::StoreError;
use dateline_model::{Block, Figure, Mark, MarkKind, RichText, WebUrl};
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};
use std::io::{Read as _, Write as _};

#[derive(Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
enum BlockRow {
    Paragraph { text: TextRow },
    Heading { level: u8, text: TextRow },
    List { ordered: bool, items: Vec<TextRow> },
    Quote { items: Vec<TextRow> },
    Figure { image: Option<ImageRow>, caption: Option<String> },
    Table { header: bool, rows: Vec<Vec<String>> },
    Code { text: String },
    Embed { url: String, title: Option<String> },
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
}

/// Blocks to bytes.
pub(crate) fn blocks_to(blocks: &[Block]) -> Result<Vec<u8>, StoreError> {
    let rows: Vec<BlockRow> = blocks.iter().map(BlockRow::from).collect();
    pack(&serde_json::to_vec(&rows)?)
}

/// Bytes to blocks.
pub(crate) fn blocks_from(bytes: &[u8]) -> Result<Vec<Block>, StoreError> {
    let rows: Vec<BlockRow> = serde_json::from_slice(&unpack(bytes)?)?;
    Ok(rows.into_iter().filter_map(BlockRow::block).collect())
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
            Block::List { ordered, items } => Self::List { ordered: *ordered, items: texts(items) },
            Block::Quote(items) => Self::Quote { items: texts(items) },
            Block::Figure(figure) => Self::Figure {
                image: figure.image.as_ref().map(ImageRow::from),
                caption: figure.caption.clone(),
            },
            Block::Table { header, rows } => Self::Table { header: *header, rows: rows.clone() },
            Block::Code(text) => Self::Code { text: text.clone() },
            Block::Embed { url, title } => Self::Embed { url: url.as_str().to_owned(), title: title.clone() },
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
            Self::List { ordered, items } => Block::List { ordered, items: texts(items) },
            Self::Quote { items } => Block::Quote(texts(items)),
            Self::Figure { image, caption } => {
                Block::Figure(Figure { image: image.and_then(ImageRow::image), caption })
            }
            Self::Table { header, rows } => Block::Table { header, rows },
            Self::Code { text } => Block::Code(text),
            Self::Embed { url, title } => Block::Embed { url: WebUrl::parse(&url).ok()?, title },
        })
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
            };
            Some(Mark { start, end, kind })
        };
        Self { text: row.s, marks: row.m.into_iter().filter_map(mark).collect() }
    }
}
