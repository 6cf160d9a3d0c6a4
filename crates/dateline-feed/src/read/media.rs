//! Media RSS and podcast chapters.

use super::Parser;
use super::duration::duration;
use super::entry::{Draft, file, push, set, set_longer};
use crate::titles;
use crate::xml::Ns;
use dateline_model::{Chapter, Construct, Credit, Enclosure, Entry, Image, Transcript, WebUrl};

/// Pictures of an entry with their width, as far as it is known.
#[derive(Default)]
pub(super) struct Pictures {
    contents: Vec<(u32, WebUrl)>,
    /// What each of them shows.
    alts: Vec<Option<String>>,
    /// Depth of the element of the last one, while its children are read.
    open: Option<usize>,
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

    /// All of them, with what they show.
    pub(super) fn shown(self) -> Vec<Image> {
        let of = |((_, url), alt)| Image { url, credit: None, alt, size: None };
        self.contents.into_iter().zip(self.alts).map(of).collect()
    }
}

/// Where the elements of Media RSS go.
pub(super) struct Slots<'d> {
    pub(super) pictures: &'d mut Pictures,
    pub(super) open_file: &'d mut Option<(usize, WebUrl)>,
    pub(super) title: &'d mut Option<Construct>,
    pub(super) text: &'d mut Option<Construct>,
    pub(super) categories: &'d mut Vec<String>,
    pub(super) enclosures: &'d mut Vec<Enclosure>,
    pub(super) player: &'d mut Option<WebUrl>,
    pub(super) views: &'d mut Option<u64>,
}

/// Pictures that are kept to choose from, and transcripts.
const PICTURES: usize = 64;
const TRANSCRIPTS: usize = 16;
/// People of a recording.
const PEOPLE: usize = 32;
/// What YouTube calls its player.
const FLASH: &str = "application/x-shockwave-flash";

/// Adds a file, or what is not known yet of one that is there.
pub(super) fn add_file(files: &mut Vec<Enclosure>, file: Enclosure) {
    match files.iter_mut().find(|known| known.url == file.url) {
        Some(known) => {
            set(&mut known.media_type, file.media_type);
            set(&mut known.length, file.length);
            set(&mut known.title, file.title);
            set(&mut known.duration_seconds, file.duration_seconds);
        }
        None => push(files, file),
    }
}

/// `yes`, `true`, `explicit`, and their opposites.
fn explicit(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "true" | "explicit" => Some(true),
        "no" | "false" | "clean" => Some(false),
        _ => None,
    }
}

/// Apple's three words; another one says nothing.
fn episode_type(word: &str) -> Option<String> {
    let word = word.trim().to_ascii_lowercase();
    matches!(word.as_str(), "full" | "trailer" | "bonus").then_some(word)
}

/// Endings of addresses of recordings and pictures, for files whose type nobody declares.
const ENDINGS: &[(&str, &str)] = &[
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("flac", "audio/flac"),
    ("wav", "audio/wav"),
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("pdf", "application/pdf"),
];

/// What follows of one entry's files from what was said about them and about the entry.
pub(crate) fn complete(entry: &mut Entry) {
    for file in &mut entry.enclosures {
        file.media_type =
            file.media_type.take().filter(|kind| kind.contains('/')).or_else(|| by_ending(&file.url));
        file.length = file.length.filter(|length| *length > 0);
    }
    let plays = |file: &&mut Enclosure| {
        file.media_type
            .as_deref()
            .is_some_and(|kind| kind.starts_with("audio/") || kind.starts_with("video/"))
    };
    let mut played = entry.enclosures.iter_mut().filter(plays);
    if let (Some(only), None) = (played.next(), played.next()) {
        only.duration_seconds = only.duration_seconds.or(entry.duration_seconds);
        entry.duration_seconds = entry.duration_seconds.or(only.duration_seconds);
    }
}

fn by_ending(url: &WebUrl) -> Option<String> {
    let (_, ending) = url.as_url().path().rsplit_once('.')?;
    let row = ENDINGS.iter().find(|(known, _)| ending.eq_ignore_ascii_case(known));
    row.map(|(_, kind)| (*kind).to_owned())
}

fn picture(media_type: Option<&str>) -> bool {
    media_type.is_some_and(|kind| kind.starts_with("image/"))
}

impl Parser<'_, '_> {
    pub(super) fn media(&mut self, name: &str, slots: &mut Slots<'_>) {
        match name {
            "group" | "community" => {}
            "statistics" => {
                set(slots.views, self.reader.attr("views").and_then(|views| views.trim().parse().ok()));
                self.skip();
            }
            "content" => self.media_content(slots),
            "thumbnail" => {
                if let Some(found) = self.sized(slots.pictures.thumbnails.len()) {
                    slots.pictures.thumbnails.push(found);
                }
                self.skip();
            }
            "title" => self.media_title(slots),
            "description" => self.media_description(slots),
            "keywords" => {
                for word in self.line().split(',').map(str::trim).filter(|word| !word.is_empty()) {
                    push(slots.categories, word.to_owned());
                }
            }
            "player" => {
                let player = self.reader.attr("url").and_then(|url| self.resolve(url));
                set(slots.player, player);
                self.skip();
            }
            _ => self.skip(),
        }
    }

    /// What Apple's, Podcastindex' and YouTube's own elements say of a recording.
    pub(super) fn recording(&mut self, ns: Ns, name: &str, draft: &mut Draft) {
        match (ns, name) {
            (Ns::Itunes, "image") => {
                let image = self.reader.attr("href").and_then(|href| self.resolve(href));
                set(&mut draft.entry.image, image);
                self.skip();
            }
            (Ns::Itunes, "author") => {
                let person = self.person();
                set(&mut draft.spare_author, Some(person));
            }
            (Ns::Itunes, "title") => set(&mut draft.spare_title, self.construct()),
            (Ns::Itunes, "subtitle") => set(&mut draft.media_text, self.construct()),
            (Ns::Itunes, "summary") => set_longer(&mut draft.show_notes, self.construct()),
            (Ns::Itunes, "duration") => draft.entry.duration_seconds = duration(&self.line()),
            (Ns::Itunes | Ns::Podcast, "season") => set(&mut draft.entry.season, self.line().parse().ok()),
            (Ns::Itunes | Ns::Podcast, "episode") => set(&mut draft.entry.episode, self.line().parse().ok()),
            (Ns::Itunes, "episodetype") => {
                set(&mut draft.entry.episode_type, episode_type(&self.line()));
            }
            (Ns::Podcast, "person") => {
                let credit = self.credit();
                draft.entry.people.extend(credit.filter(|_| draft.entry.people.len() < PEOPLE));
            }
            (Ns::Itunes, "explicit") => draft.entry.explicit = explicit(&self.line()),
            (Ns::Yt, "videoid") => {
                draft.entry.video_id = Some(self.line()).filter(|id| !id.is_empty());
            }
            (Ns::Podcast, "transcript") => {
                let transcript = self.transcript();
                draft
                    .entry
                    .transcripts
                    .extend(transcript.filter(|_| draft.entry.transcripts.len() < TRANSCRIPTS));
                self.skip();
            }
            (Ns::Podcast, "chapters") => {
                let url = self.reader.attr("url").and_then(|url| self.resolve(url));
                set(&mut draft.entry.chapters_url, url);
                self.skip();
            }
            _ => self.skip(),
        }
    }

    /// `<podcast:person role="guest" href="…">Ann Tern</podcast:person>`
    fn credit(&mut self) -> Option<Credit> {
        let role = self.reader.attr("role").map(titles::name).filter(|role| !role.is_empty());
        let url = self.reader.attr("href").and_then(|href| self.resolve(href));
        let name = titles::name(&self.line());
        (!name.is_empty()).then_some(Credit { name, role, url })
    }

    fn transcript(&self) -> Option<Transcript> {
        let own = |name: &str| self.reader.attr(name).map(str::to_owned);
        let url = self.resolve(self.reader.attr("url")?)?;
        Some(Transcript { url, media_type: own("type"), language: own("language") })
    }

    fn sized(&self, held: usize) -> Option<(u32, WebUrl)> {
        let width = self.reader.attr("width").and_then(|width| width.trim().parse().ok()).unwrap_or(0);
        let url = self.reader.attr("url").filter(|_| held < PICTURES)?;
        Some((width, self.resolve(url)?))
    }

    /// Its children (title, thumbnail, description) are read by the caller's loop: nothing is skipped.
    fn media_content(&mut self, slots: &mut Slots<'_>) {
        *slots.open_file = None;
        slots.pictures.open = None;
        let media_type = self.reader.attr("type").map(str::to_owned);
        let image = self.reader.attr("medium") == Some("image") || picture(media_type.as_deref());
        let length = self.reader.attr("fileSize").and_then(|size| size.parse().ok());
        if let Some((width, url)) = self.sized(slots.pictures.contents.len()) {
            if image {
                slots.pictures.contents.push((width, url));
                slots.pictures.alts.push(None);
                slots.pictures.open = Some(self.reader.depth());
            } else if media_type.as_deref() == Some(FLASH) {
                set(slots.player, Some(url));
            } else {
                *slots.open_file = Some((self.reader.depth(), url.clone()));
                let seconds = self.reader.attr("duration").and_then(duration);
                add_file(
                    slots.enclosures,
                    Enclosure { duration_seconds: seconds, ..file(url, media_type, length) },
                );
            }
        }
    }

    /// What the picture that it stands in shows; the item's text, where it has no other.
    fn media_description(&mut self, slots: &mut Slots<'_>) {
        let depth = self.reader.depth();
        let text = self.construct();
        let inside = slots.pictures.open.is_some_and(|open| open + 1 == depth);
        if let (true, Some(alt), Some(text)) = (inside, slots.pictures.alts.last_mut(), &text) {
            set(alt, Some(titles::title(text)).filter(|words| !words.is_empty()));
        }
        set(slots.text, text);
    }

    /// The title of the file that it stands in; that of the item, where it has no other.
    fn media_title(&mut self, slots: &mut Slots<'_>) {
        let depth = self.reader.depth();
        let title = self.construct();
        let inside = slots.open_file.as_ref().filter(|(file, _)| *file + 1 == depth);
        let file = inside.and_then(|(_, url)| slots.enclosures.iter_mut().find(|file| file.url == *url));
        if let (Some(file), Some(title)) = (file, &title) {
            let words = titles::title(title);
            set(&mut file.title, Some(words).filter(|words| !words.is_empty()));
        }
        set(slots.title, title);
    }

    pub(super) fn chapters(&mut self) -> Vec<Chapter> {
        let depth = self.reader.depth();
        let mut chapters = Vec::new();
        while let Some(start) = self.child(depth) {
            if start.ns == Ns::Psc && start.local == "chapter" && chapters.len() < 1000 {
                let seconds = self.reader.attr("start").and_then(duration);
                let title = self.reader.attr("title").unwrap_or_default().to_owned();
                let url = self.reader.attr("href").and_then(|href| self.resolve(href));
                chapters.extend(seconds.map(|start_seconds| Chapter { start_seconds, title, url }));
            }
        }
        chapters
    }
}
