//! Notes and progress as JSON.

use super::time;
use dateline_store::{Note, Progress};
use serde_json::{Value, json};

/// A note.
pub fn note_json(note: &Note) -> Value {
    json!({
        "id": note.id,
        "entry": note.entry.0,
        "at": time(note.made_at),
        "changed": time(note.changed_at),
        "quote": note.note.quote,
        "prefix": note.note.prefix,
        "suffix": note.note.suffix,
        "text": note.note.text,
    })
}

/// How far a reader has come: milliseconds of a recording, thousandths of the text (file 0).
pub fn progress_json(progress: &Progress) -> Value {
    json!({"file": progress.file, "position": progress.position, "length": progress.length, "speed": progress.speed})
}
