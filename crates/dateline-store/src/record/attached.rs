//! Attachments as JSON, a part of what a feed said of an entry; what is absent is not written.

use super::url_text;
use crate::rows::url;
use dateline_model::{Attached, Chapter, Credit, Enclosure, Transcript};
use serde::{Deserialize, Serialize};

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AttachedRow {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<FileRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    season: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episode: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    episode_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explicit: Option<bool>,
    /// Address, type, language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    transcripts: Vec<(String, Option<String>, Option<String>)>,
    /// Second at which it begins, title, address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    chapters: Vec<(u32, String, Option<String>)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chapters_url: Option<String>,
    /// Name, role, address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<(String, Option<String>, Option<String>)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    video_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    player: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    views: Option<u64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    untitled: bool,
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct FileRow {
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    seconds: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
}

impl AttachedRow {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl From<&Enclosure> for FileRow {
    fn from(file: &Enclosure) -> Self {
        Self {
            url: file.url.as_str().to_owned(),
            kind: file.media_type.clone(),
            bytes: file.length,
            seconds: file.duration_seconds,
            title: file.title.clone(),
        }
    }
}

impl FileRow {
    fn file(self) -> Option<Enclosure> {
        Some(Enclosure {
            url: url(Some(self.url))?,
            media_type: self.kind,
            length: self.bytes,
            title: self.title,
            duration_seconds: self.seconds,
        })
    }
}

impl From<&Attached> for AttachedRow {
    fn from(from: &Attached) -> Self {
        let transcript =
            |one: &Transcript| (one.url.as_str().to_owned(), one.media_type.clone(), one.language.clone());
        let chapter = |one: &Chapter| (one.start_seconds, one.title.clone(), url_text(one.url.as_ref()));
        let credit = |one: &Credit| (one.name.clone(), one.role.clone(), url_text(one.url.as_ref()));
        Self {
            files: from.files.iter().map(FileRow::from).collect(),
            seconds: from.duration_seconds,
            season: from.season,
            episode: from.episode,
            episode_type: from.episode_type.clone(),
            explicit: from.explicit,
            transcripts: from.transcripts.iter().map(transcript).collect(),
            chapters: from.chapters.iter().map(chapter).collect(),
            chapters_url: url_text(from.chapters_url.as_ref()),
            people: from.people.iter().map(credit).collect(),
            video_id: from.video_id.clone(),
            player: url_text(from.player.as_ref()),
            views: from.views,
            untitled: from.untitled,
        }
    }
}

impl From<AttachedRow> for Attached {
    fn from(row: AttachedRow) -> Self {
        let transcripts = row.transcripts.into_iter().filter_map(|(address, media_type, language)| {
            Some(Transcript { url: url(Some(address))?, media_type, language })
        });
        let chapters = row.chapters.into_iter().map(|(start_seconds, title, address)| Chapter {
            start_seconds,
            title,
            url: url(address),
        });
        let people =
            row.people.into_iter().map(|(name, role, address)| Credit { name, role, url: url(address) });
        Self {
            files: row.files.into_iter().filter_map(FileRow::file).collect(),
            duration_seconds: row.seconds,
            season: row.season,
            episode: row.episode,
            episode_type: row.episode_type,
            explicit: row.explicit,
            transcripts: transcripts.collect(),
            chapters: chapters.collect(),
            chapters_url: url(row.chapters_url),
            people: people.collect(),
            video_id: row.video_id,
            player: url(row.player),
            views: row.views,
            untitled: row.untitled,
        }
    }
}
