//! Files and recordings of an article, in words.

use crate::picture_key::PictureKey;
use crate::web::l10n;
use crate::web::view::{AttachedView, FileView};
use dateline_model::{
    Article, Attached, Block, Chapter, Credit, Enclosure, EntryId, Medium, Transcript, WebUrl, same_picture,
};
use dateline_store::ArticleRecord;

/// What is attached to an article besides the pictures that its page shows; nothing of one that was taken down.
pub(crate) fn attached(record: &ArticleRecord, text: Option<&Article>) -> AttachedView {
    if record.summary.withdrawn_at.is_some() {
        return AttachedView::default();
    }
    let attached = &record.attached;
    AttachedView {
        files: attached
            .files
            .iter()
            .enumerate()
            .filter(|(_, one)| !is_shown(&one.url, record, text))
            .map(|(at, one)| file(record.summary.id, at + 1, one))
            .collect(),
        facts: facts(attached),
        links: links(attached, record.comments.as_ref()),
        chapters: attached.chapters.iter().map(chapter).collect(),
        categories: record.categories.clone(),
    }
}

fn is_shown(url: &WebUrl, record: &ArticleRecord, text: Option<&Article>) -> bool {
    let blocks = text.map(|text| text.blocks.as_slice()).unwrap_or_default();
    let in_text = blocks.iter().filter_map(|block| match block {
        Block::Figure(figure) => figure.image.as_ref(),
        _ => None,
    });
    let mut pictures = record.summary.image.iter().chain(in_text);
    pictures.any(|picture| same_picture(&picture.url, url))
}

fn file(entry: EntryId, number: usize, file: &Enclosure) -> FileView {
    let kind = file.media_type.as_deref().unwrap_or_default();
    let family = kind.split('/').next().unwrap_or_default();
    let what = match family {
        "audio" => "medium-audio",
        "video" => "medium-video",
        "image" => "file-picture",
        "text" => "file-text",
        _ => "file-file",
    };
    let length = file.duration_seconds.map(clock);
    let parts = [Some(kind.to_owned()).filter(|kind| !kind.is_empty()), file.length.map(bytes), length];
    FileView {
        what: l10n::text(what),
        title: file.title.clone().unwrap_or_else(|| name(&file.url)),
        facts: l10n::list(&parts.into_iter().flatten().collect::<Vec<_>>()),
        link: file.url.to_string(),
        player: matches!(family, "audio" | "video")
            .then(|| (format!("/media/{}", PictureKey::Figure(entry, number)), family == "video")),
        number,
        stopped: None,
        speed: 1_000,
    }
}

/// The last part of an address' path, else its host.
fn name(url: &WebUrl) -> String {
    let last = url.as_url().path().rsplit('/').find(|part| !part.is_empty());
    last.unwrap_or(url.site()).to_owned()
}

fn facts(attached: &Attached) -> Vec<String> {
    let episode = match (attached.season, attached.episode) {
        (Some(season), Some(episode)) => {
            Some(l10n::with("attached-season-episode").text("season", season).text("episode", episode))
        }
        (Some(season), None) => Some(l10n::with("attached-season").text("season", season)),
        (None, Some(episode)) => Some(l10n::with("attached-episode").text("episode", episode)),
        (None, None) => None,
    };
    let episode = episode.map(String::from);
    let kind = attached.episode_type.as_deref().and_then(|kind| match kind {
        "trailer" => Some(l10n::text("attached-trailer").to_owned()),
        "bonus" => Some(l10n::text("attached-bonus").to_owned()),
        _ => None,
    });
    // One file says its own length.
    let told = attached.files.iter().any(|file| file.duration_seconds.is_some());
    let long = |seconds| l10n::with("attached-long").text("length", clock(seconds)).to_string();
    let length = attached.duration_seconds.filter(|_| !told).map(long);
    let explicit = attached.explicit.filter(|yes| *yes).map(|_| l10n::text("attached-explicit").to_owned());
    let people = Some(l10n::list(&attached.people.iter().map(person).collect::<Vec<_>>()));
    let people = people.filter(|names| !names.is_empty()).map(|names| {
        let with = l10n::with("attached-with");
        with.text("names", names).to_string()
    });
    let views = attached.views.map(|views| l10n::with("attached-views").text("views", views).to_string());
    [episode, kind, length, explicit, people, views].into_iter().flatten().collect()
}

fn person(credit: &Credit) -> String {
    match &credit.role {
        Some(role) => format!("{} ({role})", credit.name),
        None => credit.name.clone(),
    }
}

fn links(attached: &Attached, comments: Option<&WebUrl>) -> Vec<(String, String)> {
    let one =
        |id: &'static str, url: Option<&WebUrl>| url.map(|url| (l10n::text(id).to_owned(), url.to_string()));
    let mut links: Vec<_> =
        [one("attached-player", attached.player.as_ref())].into_iter().flatten().collect();
    links.extend(attached.transcripts.iter().map(transcript));
    links.extend(one("attached-chapters-link", attached.chapters_url.as_ref()));
    links.extend(one("attached-comments", comments));
    links
}

fn transcript(transcript: &Transcript) -> (String, String) {
    let parts = [transcript.language.as_deref(), transcript.media_type.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let words = match parts.is_empty() {
        true => l10n::text("attached-transcript").to_owned(),
        false => l10n::with("attached-transcript-of").text("what", l10n::list(&parts)).to_string(),
    };
    (words, transcript.url.to_string())
}

fn chapter(chapter: &Chapter) -> (String, String) {
    (clock(chapter.start_seconds), chapter.title.clone())
}

/// `1:02:03`, `4:05`.
pub(super) fn clock(seconds: u32) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// `12.3 MB`, `640 kB`.
fn bytes(count: u64) -> String {
    match count {
        0..1_000 => l10n::count("size-bytes", count),
        1_000..1_000_000 => l10n::count("size-kilobytes", count / 1_000),
        _ => {
            let (whole, tenth) = (count / 1_000_000, count / 100_000 % 10);
            let size = format!("{whole}{}{tenth}", l10n::text("decimal-point"));
            l10n::with("size-megabytes").text("size", size).to_string()
        }
    }
}

/// One word for what an entry is.
pub(crate) fn medium_word(medium: Medium) -> &'static str {
    match medium {
        Medium::Audio => l10n::text("medium-audio"),
        Medium::Video => l10n::text("medium-video"),
        Medium::Picture => l10n::text("medium-picture"),
        Medium::Note => l10n::text("medium-note"),
    }
}

/// The sentence above what a feed gave of it.
pub(crate) fn medium_sentence(medium: Medium) -> &'static str {
    match medium {
        Medium::Audio => l10n::text("medium-this-is-a-recording"),
        Medium::Video => l10n::text("medium-this-is-a-video"),
        Medium::Picture => l10n::text("medium-the-picture-is-all"),
        Medium::Note => l10n::text("medium-this-is-a-short"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_lengths_are_written_as_people_write_them() {
        let sizes = [999, 640_500, 12_345_678].map(bytes);
        assert_eq!(sizes, ["999 bytes", "640 kB", "12.3 MB"]);
        assert_eq!([5, 245, 3_723].map(clock), ["0:05", "4:05", "1:02:03"]);
    }
}
