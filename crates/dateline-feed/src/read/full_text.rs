//! The whole text of an item under a name that no format or module has (`yandex:full-text`, `turbo:content`, `fulltext`), known by
//! its name, or by what it holds: the words of the description and many more.

use super::Parser;
use super::entry::{Draft, set_longer};
use dateline_model::{Construct, ConstructKind};
use std::collections::HashSet;

/// Texts under names that are not known here.
#[derive(Default)]
pub(super) struct Unknown {
    /// The longest of those whose name says that they are the whole text.
    named: Option<Construct>,
    /// The longest of the others.
    other: Option<Construct>,
}

/// Names of the whole text, without strokes and capitals, in whatever namespace. Sources: Yandex' and Rambler's rules for
/// publishers' feeds, and feeds of Turkish, Polish and Chinese sites.
const NAMES: &[&str] = &[
    "fulltext",
    "fullcontent",
    "fullarticle",
    "fullstory",
    "fullbody",
    "fulldescription",
    "contentfull",
    "contenthtml",
    "htmlcontent",
    "articlebody",
    "articletext",
    "articlecontent",
    "bodytext",
    "content",
    "contents",
    "encoded",
    "body",
    "text",
];

/// Bytes that a text of another name has at least, and how many times as many as the description.
const LEAST: (usize, usize) = (300, 2);
/// Words of a description from which on they tell, and the share of them that the whole text holds.
const TELLING: (usize, f64) = (5, 0.8);
/// Bytes of a text in which the description's words are looked for: it is the beginning, or a summary of all.
const LOOKED_AT: usize = 64 << 10;

impl Parser<'_, '_> {
    /// Keeps the text of an element of an item that is not known, if it may be the whole one.
    pub(super) fn unknown_text(&mut self, name: &str, draft: &mut Draft) {
        let name = name.replace(['-', '_', '.'], "");
        let Some(text) = self.construct() else { return };
        let text = Some(Construct { kind: ConstructKind::Html, ..text });
        match NAMES.contains(&name.as_str()) {
            true => set_longer(&mut draft.unknown.named, text),
            false => set_longer(&mut draft.unknown.other, text.filter(|text| text.raw.len() >= LEAST.0)),
        }
    }
}

impl Draft {
    /// Takes the whole text from under another name, where there is one.
    pub(super) fn take_unknown(&mut self) {
        let unknown = std::mem::take(&mut self.unknown);
        let shorter = |text: &Construct| {
            let given = [&self.entry.summary, &self.entry.content, &self.show_notes];
            given.iter().all(|given| given.as_ref().is_none_or(|given| given.raw.len() < text.raw.len()))
        };
        let other = unknown.other.filter(|text| {
            let description = self.entry.summary.as_ref();
            description.is_some_and(|description| is_whole(&text.raw, &description.raw))
        });
        let named = unknown.named.filter(shorter);
        let other = other.filter(shorter);
        set_longer(&mut self.entry.content, named);
        set_longer(&mut self.entry.content, other);
    }
}

/// Whether a text holds the words of a description, and is much longer.
fn is_whole(text: &str, description: &str) -> bool {
    let (words, held) = (words(description), words(text));
    let (least, share) = TELLING;
    let common = words.iter().filter(|word| held.contains(*word)).count();
    text.len() >= LEAST.1 * description.len()
        && words.len() >= least
        && common as f64 >= share * words.len() as f64
}

/// The words of a text with markup or without, in small letters.
fn words(text: &str) -> HashSet<String> {
    let mut words = HashSet::new();
    let text = &text[..text.floor_char_boundary(LOOKED_AT)];
    for part in text.split('<') {
        let part = part.rsplit_once('>').map_or(part, |(_, words)| words);
        let found = part.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.extend(found.map(str::to_lowercase));
    }
    words
}
