//! The text of a reading with some of its parts alone: for `extract`, whose arguments say which.

use crate::reading::Reading;
use dateline_model::{Article, Block, MarkKind, RichText};
use pyo3::prelude::*;

/// Which parts are wanted.
#[derive(Clone, Copy)]
struct Wanted {
    tables: bool,
    images: bool,
    links: bool,
    formatting: bool,
}

/// Text or Markdown of the article's blocks, without headline and byline. `extract` of the package is what is called.
#[pyfunction]
pub(crate) fn parts_text(
    reading: &Reading,
    as_markdown: bool,
    tables: bool,
    images: bool,
    links: bool,
    formatting: bool,
) -> String {
    let wanted = Wanted { tables, images, links, formatting };
    let blocks = reading.article().map_or(&[][..], |article| &article.blocks);
    let blocks = blocks.iter().filter(|block| wanted.has(block)).map(|block| wanted.marks_of(block.clone()));
    let article = Article { blocks: blocks.collect(), ..Article::default() };
    if !as_markdown {
        return article.text();
    }
    let mut alone = reading.inner().clone();
    alone.article = Some(article);
    dateline_wire::markdown::without_verdict(&alone)
}

impl Wanted {
    const fn has(self, block: &Block) -> bool {
        match block {
            Block::Table { .. } => self.tables,
            Block::Figure(_) => self.images,
            Block::Embed { .. } => self.links,
            _ => true,
        }
    }

    /// The block with the marks that are wanted.
    fn marks_of(self, mut block: Block) -> Block {
        match &mut block {
            Block::Paragraph(text) | Block::Heading { text, .. } => self.keep(text),
            Block::List(items) => items.iter_mut().for_each(|item| self.keep(&mut item.text)),
            Block::Quote { paragraphs, .. } => paragraphs.iter_mut().for_each(|text| self.keep(text)),
            _ => {}
        }
        block
    }

    fn keep(self, text: &mut RichText) {
        text.marks
            .retain(|mark| if matches!(mark.kind, MarkKind::Link(_)) { self.links } else { self.formatting });
    }
}
