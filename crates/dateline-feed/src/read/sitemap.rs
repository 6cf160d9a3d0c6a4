//! Sitemaps: ordinary, news, and indexes of sitemaps. An index is a feed of further sitemaps.

use super::Parser;
use super::entry::{push, set};
use crate::dates::{self, Dated};
use crate::xml::{Ns, Start};
use dateline_model::{Construct, ConstructKind, Entry, Source};

impl<'a> Parser<'a, '_> {
    /// Reads the `url` or `sitemap` whose start tag was read last.
    pub(super) fn sitemap_entry(&mut self) -> Entry {
        let depth = self.reader.depth();
        let mut entry = Entry::default();
        while let Some(start) = self.child(depth) {
            self.sitemap_element(start, &mut entry);
        }
        entry.guid = entry.link.as_ref().map(ToString::to_string);
        entry
    }

    fn sitemap_element(&mut self, start: Start<'a>, entry: &mut Entry) {
        match (start.ns, start.local) {
            (Ns::Core, "loc") => {
                let link = self.line();
                set(&mut entry.link, self.resolve(&link));
            }
            (Ns::Core, "lastmod") => {
                let found = dates::read(&self.line(), dates::Hints::default());
                entry.updated = found.as_ref().map(|dated| dated.time);
                set(&mut entry.date_rule, found.map(Dated::words));
            }
            (Ns::News, "news" | "publication") | (Ns::Image, "image") => {}
            (Ns::News, "name") => {
                let name = self.line();
                entry.source = Some(Source { name, url: None }).filter(|source| !source.name.is_empty());
            }
            (Ns::News, "language") => {
                entry.language = Some(self.line()).filter(|language| !language.is_empty());
            }
            (Ns::News, "publication_date") => {
                let found = dates::read(&self.line(), dates::Hints::default());
                entry.published = found.as_ref().map(|dated| dated.time);
                entry.date_rule = found.map(Dated::words).or(entry.date_rule.take());
            }
            (Ns::News, "title") => {
                let raw = self.line();
                entry.title = Some(Construct { raw, kind: ConstructKind::Text, base: None })
                    .filter(|title| !title.raw.is_empty());
            }
            (Ns::News, "keywords") => {
                for word in self.line().split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    push(&mut entry.categories, word.to_owned());
                }
            }
            (Ns::Image, "loc") => {
                let image = self.line();
                set(&mut entry.image, self.resolve(&image));
            }
            _ => self.skip(),
        }
    }
}
