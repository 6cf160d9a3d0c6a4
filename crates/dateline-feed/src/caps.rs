//! What one field of a feed may hold. A publisher's slip, or malice, then costs that field and neither the store nor the
//! pages that show it; what was cut is told among the repairs.

use crate::xml::counted;
use dateline_model::{Construct, ConstructKind, Entry, Feed, Person, WebUrl};
use sha2::{Digest, Sha256};

/// Characters of a title.
const TITLE: usize = 500;
/// Characters of the name of a person, a publisher, a language, a media type.
const NAME: usize = 200;
/// Characters of a category.
const CATEGORY: usize = 100;
/// Bytes of an address; a longer one is no address that a browser would follow.
pub(crate) const LINK: usize = 4 << 10;
/// Bytes of a base of relative addresses, which stands once and counts for many.
pub(crate) const BASE: usize = 1 << 10;
/// Characters of what a picture shows; Mastodon takes 1,500.
const ALT: usize = 1_500;
/// Bytes of an identifier; of a longer one its digest is as distinct.
const GUID: usize = 1 << 10;
/// Bytes of one text, as it stands in the feed.
pub(crate) const TEXT: usize = 8 << 20;
/// Authors, categories and enclosures of one entry.
const AUTHORS: usize = 32;
const CATEGORIES: usize = 64;
const ENCLOSURES: usize = 64;

/// How often each bound bit.
#[derive(Debug, Default)]
struct Cut {
    titles: usize,
    names: usize,
    categories: usize,
    links: usize,
    guids: usize,
    texts: usize,
    lists: usize,
}

/// Holds every field to its bound; returns what was cut, in sentences.
pub(crate) fn apply(feed: &mut Feed) -> Vec<String> {
    let mut cut = Cut::default();
    cut.title(&mut feed.title);
    cut.text(&mut feed.description);
    let moves = [&mut feed.next, &mut feed.new_address];
    for link in [&mut feed.home, &mut feed.self_url, &mut feed.hub, &mut feed.icon].into_iter().chain(moves) {
        cut.link(link);
    }
    cut.name(&mut feed.language);
    cut.people(&mut feed.authors);
    cut.tags(&mut feed.categories);
    for entry in &mut feed.entries {
        cut.entry(entry);
    }
    cut.sentences()
}

impl Cut {
    fn entry(&mut self, entry: &mut Entry) {
        if let Some(guid) = entry.guid.as_mut().filter(|guid| guid.len() > GUID) {
            *guid = format!("sha256:{}", hex(&Sha256::digest(guid.as_bytes())));
            self.guids += 1;
        }
        self.title(&mut entry.title);
        self.text(&mut entry.summary);
        self.text(&mut entry.content);
        for link in [
            &mut entry.link,
            &mut entry.image,
            &mut entry.comments,
            &mut entry.in_reply_to,
            &mut entry.license,
            &mut entry.chapters_url,
            &mut entry.player,
        ] {
            self.link(link);
        }
        self.name(&mut entry.video_id);
        self.name(&mut entry.language);
        self.people(&mut entry.authors);
        self.tags(&mut entry.categories);
        self.files(entry);
        self.others(entry);
    }

    fn tags(&mut self, categories: &mut Vec<String>) {
        for category in &mut *categories {
            self.categories += usize::from(shorten(category, CATEGORY));
        }
        self.list(categories, CATEGORIES);
    }

    fn people(&mut self, people: &mut Vec<Person>) {
        for person in &mut *people {
            self.name(&mut person.name);
            self.name(&mut person.email);
            self.link(&mut person.url);
        }
        self.list(people, AUTHORS);
    }

    /// A file without its address is none.
    fn files(&mut self, entry: &mut Entry) {
        let before = entry.enclosures.len();
        entry.enclosures.retain(|file| file.url.as_str().len() <= LINK);
        self.links += before - entry.enclosures.len();
        for file in &mut entry.enclosures {
            self.name(&mut file.media_type);
            if let Some(title) = &mut file.title {
                self.titles += usize::from(shorten(title, TITLE));
            }
        }
        self.list(&mut entry.enclosures, ENCLOSURES);
        entry.pictures.retain(|picture| picture.url.as_str().len() <= LINK);
        for alt in entry.pictures.iter_mut().filter_map(|picture| picture.alt.as_mut()) {
            self.texts += usize::from(shorten(alt, ALT));
        }
        let before = entry.transcripts.len();
        entry.transcripts.retain(|transcript| transcript.url.as_str().len() <= LINK);
        self.links += before - entry.transcripts.len();
        for transcript in &mut entry.transcripts {
            self.name(&mut transcript.media_type);
            self.name(&mut transcript.language);
        }
    }

    /// The publisher, related headlines, chapters.
    fn others(&mut self, entry: &mut Entry) {
        if let Some(source) = &mut entry.source {
            self.names += usize::from(shorten(&mut source.name, NAME));
            self.link(&mut source.url);
        }
        for item in &mut entry.related {
            self.titles += usize::from(shorten(&mut item.title, TITLE));
            self.name(&mut item.publisher);
            self.link(&mut item.url);
        }
        for credit in &mut entry.people {
            self.names += usize::from(shorten(&mut credit.name, NAME));
            self.name(&mut credit.role);
            self.link(&mut credit.url);
        }
        for chapter in &mut entry.chapters {
            self.titles += usize::from(shorten(&mut chapter.title, TITLE));
            self.link(&mut chapter.url);
        }
    }

    /// A long title is read before it is cut: markup counts for nothing, and is never cut in the middle.
    fn title(&mut self, title: &mut Option<Construct>) {
        let Some(title) = title else { return };
        self.base(title);
        if title.raw.chars().nth(TITLE).is_none() {
            return;
        }
        let mut words = crate::title(title);
        if shorten(&mut words, TITLE) || title.raw.len() > 4 * TITLE {
            *title = Construct { raw: words, kind: ConstructKind::Text, base: None };
            self.titles += 1;
        }
    }

    fn text(&mut self, text: &mut Option<Construct>) {
        let Some(text) = text else { return };
        self.base(text);
        if text.raw.len() > TEXT {
            text.raw.truncate(text.raw.floor_char_boundary(TEXT));
            self.texts += 1;
        }
    }

    fn base(&mut self, text: &mut Construct) {
        self.link(&mut text.base);
    }

    fn link(&mut self, link: &mut Option<WebUrl>) {
        if link.as_ref().is_some_and(|link| link.as_str().len() > LINK) {
            *link = None;
            self.links += 1;
        }
    }

    fn name(&mut self, name: &mut Option<String>) {
        if let Some(name) = name {
            self.names += usize::from(shorten(name, NAME));
        }
    }

    fn list<T>(&mut self, list: &mut Vec<T>, most: usize) {
        self.lists += list.len().saturating_sub(most);
        list.truncate(most);
    }

    fn sentences(&self) -> Vec<String> {
        let kinds = [
            (self.titles, "a title longer than 500 characters was cut"),
            (self.names, "a name longer than 200 characters was cut"),
            (self.categories, "a category longer than 100 characters was cut"),
            (self.links, "an address longer than 4 kB was left out"),
            (self.guids, "an identifier longer than 1 kB was replaced by its digest"),
            (self.texts, "a text longer than 8 MB was cut"),
            (self.lists, "an author, category or enclosure beyond the first 32, 64 and 64 was left out"),
        ];
        kinds.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| counted(what, count)).collect()
    }
}

/// Cuts to so many characters, the last one an ellipsis; says whether it had to.
fn shorten(text: &mut String, most: usize) -> bool {
    let Some((end, _)) = text.char_indices().nth(most) else { return false };
    let end = text[..end].char_indices().next_back().map_or(0, |(last, _)| last);
    text.truncate(end);
    text.truncate(text.trim_end().len());
    text.push('…');
    true
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Context, parse};

    fn item(inside: &str) -> (Entry, Vec<String>) {
        let text = format!("<rss><channel><item>{inside}</item></channel></rss>");
        let mut feed = parse(text.as_bytes(), &Context::default()).unwrap();
        (feed.entries.remove(0), feed.repairs)
    }

    #[test]
    fn every_field_has_its_bound() {
        let check = |inside: &str, what: &str, holds: fn(&Entry) -> bool| {
            let (entry, repairs) = item(inside);
            assert!(holds(&entry), "{what}: {entry:?}");
            assert!(repairs.iter().any(|repair| repair.contains(what)), "{what}: {repairs:?}");
        };
        let long = "harbour ".repeat(2_000);
        let short = |text: &str, most: usize| text.chars().count() <= most && text.ends_with('…');
        assert!(short("a…", 2));
        check(&format!("<title>{long}</title>"), "a title longer", |entry| {
            entry.title.as_ref().unwrap().raw.chars().count() <= 500
        });
        check(&format!("<title>&lt;b class='{long}'>Tide&lt;/b> rises</title>"), "a title longer", |entry| {
            entry.title.as_ref().unwrap().raw == "Tide rises"
        });
        check(&format!("<author>{long}</author>"), "a name longer", |entry| {
            entry.authors[0].name.as_ref().unwrap().chars().count() <= 200
        });
        check(&format!("<source url='https://gull.example/'>{long}</source>"), "a name longer", |entry| {
            entry.source.as_ref().unwrap().name.chars().count() <= 200
        });
        check(&format!("<category>{long}</category>"), "a category longer", |entry| {
            entry.categories[0].chars().count() <= 100
        });
        let address = format!("https://gull.example/{}", "a".repeat(5_000));
        check(&format!("<link>{address}</link>"), "an address longer", |entry| entry.link.is_none());
        check(&format!("<enclosure url='{address}'/>"), "an address longer", |entry| {
            entry.enclosures.is_empty()
        });
        let lists = "beyond the first";
        let many = |one: fn(usize) -> String| (0..200).map(one).collect::<String>();
        check(&many(|at| format!("<author>Jo {at}</author>")), lists, |entry| entry.authors.len() == 32);
        check(&many(|at| format!("<category>{at}</category>")), lists, |entry| entry.categories.len() == 64);
        check(&many(|at| format!("<enclosure url='https://gull.example/{at}'/>")), lists, |entry| {
            entry.enclosures.len() == 64
        });
    }

    #[test]
    fn long_identifiers_stay_distinct() {
        let guid = |end: &str| format!("<guid isPermaLink='false'>{}{end}</guid>", "x".repeat(900_000));
        let (one, repairs) = item(&guid("1"));
        let (two, _) = item(&guid("2"));
        assert!(one.guid.as_ref().is_some_and(|guid| guid.len() < 100) && one.guid != two.guid);
        assert_eq!(item(&guid("1")).0.guid, one.guid);
        assert_eq!(repairs, ["an identifier longer than 1 kB was replaced by its digest"]);
    }

    #[test]
    fn what_is_within_bounds_is_left_alone() {
        let title = format!("<title>{}</title>", "é".repeat(500));
        let (entry, repairs) = item(&format!("{title}<link>https://gull.example/a</link><guid>x</guid>"));
        assert_eq!((entry.title.unwrap().raw.chars().count(), repairs), (500, Vec::<String>::new()));
    }
}
