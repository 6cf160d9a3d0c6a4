//! Pictures, films and sounds behind the last words of a text. In a feed all of them are its; on a page what stands there is
//! mostly not, but a picture with a caption right behind the last paragraph is.

use super::Assembler;
use super::media::is_picture;
use crate::body::rich_text::address;
use crate::body::segmentation::{Media, NONE};
use crate::body::{Place, PlacedBlock};
use dateline_html::Tag;
use dateline_model::{Block, WebUrl};

impl Assembler<'_, '_, '_> {
    /// What a text without words shows, where that is more than pictures.
    pub(super) fn media_alone(&mut self) {
        if self.place == Place::Feed {
            self.rest_of_feed();
        }
        let is_more = |placed: &PlacedBlock| match &placed.block {
            Block::Figure(figure) => figure.caption.is_some(),
            _ => true,
        };
        if !self.out.iter().any(is_more) {
            self.out.clear();
        }
    }

    /// What stands behind the last words; `first` and `last` are segments of the text.
    pub(super) fn media_behind(&mut self, first: usize, last: usize) {
        match self.place {
            Place::Feed => self.rest_of_feed(),
            Place::Page => self.figures_of_page(first, last),
        }
    }

    fn rest_of_feed(&mut self) {
        while let Some(media) = self.layout.media.get(self.media).copied() {
            self.media += 1;
            if !self.is_badge(media) {
                self.place_media(media);
            }
        }
    }

    /// A picture of a service that leads to the service: a button, a counter.
    fn is_badge(&self, media: Media) -> bool {
        let host = |reference: &str| address(reference, self.base).map(|url| url.host().to_owned());
        let source = self.layout.doc.attr(media.node, "src").and_then(host);
        let target = self.leads_away(media).map(|url| url.host().to_owned());
        source.is_some() && source == target && source.as_deref() != self.base.map(WebUrl::host)
    }

    /// Where the link around a picture leads, unless that is a picture.
    fn leads_away(&self, media: Media) -> Option<WebUrl> {
        address(self.link(media)?.1, self.base).filter(|url| !is_picture(url))
    }

    /// Figures with captions that follow the last paragraph within the element around the text, with nothing between.
    fn figures_of_page(&mut self, first: usize, last: usize) {
        let Some(end) = self.end_of_article(first, last) else { return };
        let mut next = last + 1;
        while let Some(media) = self.layout.media.get(self.media).copied() {
            self.media += 1;
            let figure = self.layout.elems[media.elem as usize].figure;
            let Some(figure) = (figure != NONE).then(|| &self.layout.elems[figure as usize]) else {
                continue;
            };
            let (begins, ends) = (figure.first as usize, figure.last as usize);
            let between = next..begins.max(next);
            if ends > end || !between.into_iter().all(|at| self.layout.segments[at].is_unseen()) {
                return;
            }
            if self.leads_away(media).is_none() && self.caption(media).0.is_some() {
                self.place_media(media);
                next = next.max(ends);
            }
        }
    }

    /// Where the innermost element around the whole text ends, as a segment; none where that is the page.
    fn end_of_article(&self, first: usize, last: usize) -> Option<usize> {
        let around = self.layout.above(self.layout.segments[first].elem).skip(1);
        let mut around = around.map(|at| &self.layout.elems[at as usize]);
        let around = around.find(|elem| elem.first as usize <= first && elem.last as usize > last)?;
        (!matches!(around.tag, Tag::Html | Tag::Body)).then_some(around.last as usize)
    }
}
