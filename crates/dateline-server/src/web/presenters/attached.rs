//! Files and recordings of an article, in words.

use crate::picture_key::PictureKey;
use crate::web::view::{AttachedView, FileView};
use dateline_model::{Attached, Chapter, Credit, Enclosure, EntryId, Medium, Transcript, WebUrl};
use dateline_store::ArticleRecord;

/// What is attached to an article; nothing of one that was taken down.
pub(crate) fn attached(record: &ArticleRecord) -> AttachedView {
    if record.summary.withdrawn_at.is_some() {
        return AttachedView::default();
    }
    let attached = &record.attached;
    AttachedView {
        files: attached
            .files
            .iter()
            .enumerate()
            .map(|(at, one)| file(record.summary.id, at + 1, one))
            .collect(),
        facts: facts(attached),
        links: links(attached, record.comments.as_ref()),
        chapters: attached.chapters.iter().map(chapter).collect(),
        categories: record.categories.clone(),
    }
}

fn file(entry: EntryId, number: usize, file: &Enclosure) -> FileView {
    let kind = file.media_type.as_deref().unwrap_or_default();
    let what = match kind.split('/').next() {
        Some("audio") => "Audio",
        Some("video") => "Video",
        Some("image") => "Picture",
        Some("text") => "Text",
        _ => "File",
    };
    let length = file.duration_seconds.map(clock);
    let parts = [Some(kind.to_owned()).filter(|kind| !kind.is_empty()), file.length.map(bytes), length];
    FileView {
        what,
        title: file.title.clone().unwrap_or_else(|| name(&file.url)),
        facts: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        link: file.url.to_string(),
        player: matches!(what, "Audio" | "Video")
            .then(|| (format!("/media/{}", PictureKey::Figure(entry, number)), what == "Video")),
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
        (Some(season), Some(episode)) => Some(format!("Season {season}, episode {episode}")),
        (Some(season), None) => Some(format!("Season {season}")),
        (None, Some(episode)) => Some(format!("Episode {episode}")),
        (None, None) => None,
    };
    let kind = attached.episode_type.as_deref().and_then(|kind| match kind {
        "trailer" => Some("A trailer".to_owned()),
        "bonus" => Some("A bonus episode".to_owned()),
        _ => None,
    });
    // One file says its own length.
    let told = attached.files.iter().any(|file| file.duration_seconds.is_some());
    let length =
        attached.duration_seconds.filter(|_| !told).map(|seconds| format!("{} long", clock(seconds)));
    let explicit = attached.explicit.filter(|yes| *yes).map(|_| "Marked as not for children".to_owned());
    let people = Some(attached.people.iter().map(person).collect::<Vec<_>>().join(", "));
    let people = people.filter(|names| !names.is_empty()).map(|names| format!("With {names}"));
    let views =
        attached.views.map(|views| format!("Seen {views} times when the feed last changed the entry"));
    [episode, kind, length, explicit, people, views].into_iter().flatten().collect()
}

fn person(credit: &Credit) -> String {
    match &credit.role {
        Some(role) => format!("{} ({role})", credit.name),
        None => credit.name.clone(),
    }
}

fn links(attached: &Attached, comments: Option<&WebUrl>) -> Vec<(String, String)> {
    let one = |words: &str, url: Option<&WebUrl>| url.map(|url| (words.to_owned(), url.to_string()));
    let mut links: Vec<_> = [one("Player", attached.player.as_ref())].into_iter().flatten().collect();
    links.extend(attached.transcripts.iter().map(transcript));
    links.extend(one("Chapters", attached.chapters_url.as_ref()));
    links.extend(one("Comments", comments));
    links
}

fn transcript(transcript: &Transcript) -> (String, String) {
    let parts = [transcript.language.as_deref(), transcript.media_type.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let words = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    (format!("Transcript{words}"), transcript.url.to_string())
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
        0..1_000 => format!("{count} bytes"),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count / 100_000 % 10),
    }
}

/// One word for what an entry is.
pub(crate) const fn medium_word(medium: Medium) -> &'static str {
    match medium {
        Medium::Audio => "Audio",
        Medium::Video => "Video",
        Medium::Picture => "Picture",
        Medium::Note => "Note",
    }
}

/// The sentence above what a feed gave of it.
pub(crate) const fn medium_sentence(medium: Medium) -> &'static str {
    match medium {
        Medium::Audio => "This is a recording to listen to. What the feed says of it stands here.",
        Medium::Video => "This is a video. What the feed says of it stands here.",
        Medium::Picture => "The picture is all there is to this entry.",
        Medium::Note => "This is a short note without a headline.",
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
