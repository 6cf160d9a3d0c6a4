//! What a feed attaches to an entry beside its text: files, and what its modules say of a recording.

use crate::aside::words;
use crate::{Chapter, Credit, Enclosure, Transcript, WebUrl};

words!(
    /// What an entry is that is no article to be read.
    Medium {
        /// Something to listen to.
        Audio = "audio",
        /// Something to watch.
        Video = "video",
        /// A comic, a photograph, a chart: the picture is the entry.
        Picture = "picture",
        /// A short text without a headline.
        Note = "note",
    }
);

/// Files and recordings of an entry, as the feed gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attached {
    /// Audio, video, pictures and other files.
    pub files: Vec<Enclosure>,
    /// Length of the recording.
    pub duration_seconds: Option<u32>,
    /// Number of the season.
    pub season: Option<u32>,
    /// Number of the episode in it.
    pub episode: Option<u32>,
    /// `full`, `trailer` or `bonus`.
    pub episode_type: Option<String>,
    /// Whether it is marked as not for children.
    pub explicit: Option<bool>,
    /// The recording in writing.
    pub transcripts: Vec<Transcript>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
    /// A document with the chapters.
    pub chapters_url: Option<WebUrl>,
    /// Who took part.
    pub people: Vec<Credit>,
    /// YouTube's name of the video.
    pub video_id: Option<String>,
    /// A page or frame that plays it.
    pub player: Option<WebUrl>,
    /// How often it was seen when the feed last changed anything of the entry.
    pub views: Option<u64>,
    /// Whether the feed gives no title: what is shown as one are the first words.
    pub untitled: bool,
}

/// Bytes that the attachments of one entry may take.
const MOST_BYTES: usize = 32 << 10;

impl Attached {
    /// Whether the feed describes a recording as podcasts do.
    pub fn is_episode(&self) -> bool {
        self.duration_seconds.is_some()
            || self.season.or(self.episode).is_some()
            || self.episode_type.is_some()
            || !self.transcripts.is_empty()
            || !self.chapters.is_empty()
            || self.chapters_url.is_some()
    }

    /// What the files are, the first one that plays.
    pub fn plays(&self) -> Option<Medium> {
        let kinds = self.files.iter().filter_map(|file| file.media_type.as_deref());
        kinds.into_iter().find_map(|kind| match kind.split('/').next() {
            Some("audio") => Some(Medium::Audio),
            Some("video") => Some(Medium::Video),
            _ => None,
        })
    }

    /// Keeps the first of each list that fit into the bytes of one entry; says how many were left out.
    pub fn bound(&mut self) -> usize {
        let mut left = MOST_BYTES;
        let mut out = keep(&mut self.files, &mut left, |file| {
            file.url.as_str().len() + length(&file.media_type) + length(&file.title)
        });
        out += keep(&mut self.transcripts, &mut left, |one| {
            one.url.as_str().len() + length(&one.media_type) + length(&one.language)
        });
        out += keep(&mut self.people, &mut left, |one| {
            one.name.len() + length(&one.role) + one.url.as_ref().map_or(0, |url| url.as_str().len())
        });
        out + keep(&mut self.chapters, &mut left, |one| {
            one.title.len() + one.url.as_ref().map_or(0, |url| url.as_str().len())
        })
    }
}

/// Bytes of one item beside its texts, as it is stored.
const ITEM: usize = 64;

fn length(text: &Option<String>) -> usize {
    text.as_ref().map_or(0, String::len)
}

fn keep<T>(list: &mut Vec<T>, left: &mut usize, bytes: impl Fn(&T) -> usize) -> usize {
    let before = list.len();
    list.retain(|item| {
        let bytes = bytes(item) + ITEM;
        let fits = bytes <= *left;
        *left = left.saturating_sub(if fits { bytes } else { 0 });
        fits
    });
    before - list.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str, kind: &str) -> Enclosure {
        let url = WebUrl::parse(url).unwrap();
        Enclosure {
            url,
            media_type: Some(kind.to_owned()),
            length: None,
            title: None,
            duration_seconds: None,
        }
    }

    #[test]
    fn the_first_file_that_plays_says_what_an_entry_is() {
        let check = |kinds: &[&str], expected| {
            let files = kinds.iter().map(|kind| file("https://gull.example/a", kind)).collect();
            assert_eq!(Attached { files, ..Attached::default() }.plays(), expected, "{kinds:?}");
        };
        check(&["image/png", "audio/mpeg", "video/mp4"], Some(Medium::Audio));
        check(&["video/mp4"], Some(Medium::Video));
        check(&["image/png", "application/pdf"], None);
    }

    #[test]
    fn what_does_not_fit_into_an_entry_is_left_out_and_counted() {
        let long = format!("https://gull.example/{}", "a".repeat(4_000));
        let mut attached =
            Attached { files: (0..64).map(|_| file(&long, "audio/mpeg")).collect(), ..Attached::default() };
        attached.files.push(file("https://gull.example/short.mp3", "audio/mpeg"));
        assert_eq!(attached.bound(), 57);
        assert_eq!((attached.files.len(), attached.bound()), (8, 0));
    }
}
