//! Media RSS and podcast chapters.

use super::Parser;
use super::entry::{push, set};
use crate::xml::Ns;
use dateline_model::{Chapter, Construct, Enclosure, WebUrl};

/// Pictures of an entry with their width, as far as it is known.
#[derive(Default)]
pub(super) struct Pictures {
    contents: Vec<(u32, WebUrl)>,
    thumbnails: Vec<(u32, WebUrl)>,
}

impl Pictures {
    /// The widest picture, else the widest thumbnail, else an enclosed picture.
    pub(super) fn best(&self, enclosures: &[Enclosure]) -> Option<WebUrl> {
        let widest = |list: &[(u32, WebUrl)]| {
            list.iter().rev().max_by_key(|(width, _)| *width).map(|(_, url)| url.clone())
        };
        let enclosed = || {
            enclosures.iter().find(|file| picture(file.media_type.as_deref())).map(|file| file.url.clone())
        };
        widest(&self.contents).or_else(|| widest(&self.thumbnails)).or_else(enclosed)
    }
}

/// Where the elements of Media RSS go.
pub(super) struct Slots<'d> {
    pub(super) pictures: &'d mut Pictures,
    pub(super) title: &'d mut Option<Construct>,
    pub(super) text: &'d mut Option<Construct>,
    pub(super) categories: &'d mut Vec<String>,
    pub(super) enclosures: &'d mut Vec<Enclosure>,
}

/// Pictures that are kept to choose from.
const PICTURES: usize = 64;

fn picture(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|kind| kind.starts_with("image/"))
}

impl Parser<'_, '_> {
    pub(super) fn media(&mut self, name: &str, slots: &mut Slots<'_>) {
        match name {
            "group" => {}
            "content" => self.media_content(slots),
            "thumbnail" => {
                if let Some(found) = self.sized(slots.pictures.thumbnails.len()) {
                    slots.pictures.thumbnails.push(found);
                }
                self.skip();
            }
            "title" => set(slots.title, self.construct()),
            "description" => set(slots.text, self.construct()),
            "keywords" => {
                for word in self.line().split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    push(slots.categories, word.to_owned());
                }
            }
            _ => self.skip(),
        }
    }

    fn sized(&self, held: usize) -> Option<(u32, WebUrl)> {
        let width = self.reader.attr("width").and_then(|width| width.trim().parse().ok()).unwrap_or(0);
        let url = self.reader.attr("url").filter(|_| held < PICTURES)?;
        Some((width, self.resolve(url)?))
    }

    /// Its children (title, thumbnail, description) are read by the caller's loop: nothing is skipped.
    fn media_content(&mut self, slots: &mut Slots<'_>) {
        let media_type = self.reader.attr("type").map(str::to_owned);
        let image = self.reader.attr("medium") == Some("image") || picture(media_type.as_deref());
        let length = self.reader.attr("fileSize").and_then(|size| size.parse().ok());
        if let Some((width, url)) = self.sized(slots.pictures.contents.len()) {
            if image {
                slots.pictures.contents.push((width, url));
            } else if !slots.enclosures.iter().any(|file| file.url == url) {
                push(slots.enclosures, Enclosure { url, media_type, length });
            }
        }
    }

    pub(super) fn chapters(&mut self) -> Vec<Chapter> {
        let depth = self.reader.depth();
        let mut chapters = Vec::new();
        while let Some(start) = self.child(depth) {
            if start.ns == Ns::Psc && start.local == "chapter" && chapters.len() < 1000 {
                let seconds = self.reader.attr("start").and_then(super::entry::duration);
                let title = self.reader.attr("title").unwrap_or_default().to_owned();
                let url = self.reader.attr("href").and_then(|href| self.resolve(href));
                chapters.extend(seconds.map(|start_seconds| Chapter { start_seconds, title, url }));
            }
        }
        chapters
    }
}
