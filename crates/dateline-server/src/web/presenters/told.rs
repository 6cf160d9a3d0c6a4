//! What a mark did, with the way to take it back.

use super::fetched_again;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use crate::web::view::Told;
use dateline_store::{EntryMark, UndoableMark};

/// What a page says after a mark: `marked` is its number while it can be undone, or a word. `back` is the page.
pub(crate) async fn told(app: &App, marked: Option<&str>, back: &str) -> Result<Option<Told>, ErrorResponse> {
    let say = |words: String| Some(Told { words, undo: None, back: String::new() });
    let plain = |id: &'static str| say(l10n::text(id).to_owned());
    match marked {
        None => Ok(None),
        Some("none") => Ok(plain("told-none")),
        Some("undone") => Ok(plain("told-undone")),
        Some("late") => Ok(plain("told-late")),
        Some("saved") => Ok(plain("told-saved")),
        Some("rule") => Ok(plain("told-rule")),
        Some("deleted") => Ok(plain("told-deleted")),
        Some("muted") => Ok(plain("told-muted")),
        Some("kept") => Ok(plain("told-kept")),
        Some("had") => Ok(plain("told-had")),
        Some("shown") => Ok(plain("told-shown")),
        Some(word) if word.starts_with("applied-") => Ok(say(applied(word))),
        Some(word) if word.starts_with("again-") => Ok(fetched_again(word).and_then(say)),
        Some(number) => {
            let Ok(id) = number.parse() else { return Ok(None) };
            let found = app.reader().undoable(id, app.desk.now()).await?;
            Ok(found.map(|mark| undoable(mark, back)))
        }
    }
}

/// A mark that can be undone.
pub(crate) fn undoable(mark: UndoableMark, back: &str) -> Told {
    Told { words: words(mark), undo: Some(mark.id), back: back.to_owned() }
}

/// On how many articles a rule was carried out.
fn applied(word: &str) -> String {
    match word.trim_start_matches("applied-").parse::<u64>() {
        Ok(0) | Err(_) => l10n::text("told-applied-none").to_owned(),
        Ok(count) => l10n::count("told-applied", count),
    }
}

fn words(mark: UndoableMark) -> String {
    let id = match mark.mark {
        EntryMark::Read => "told-read",
        EntryMark::Unread => "told-unread",
        EntryMark::Starred => "told-starred",
        EntryMark::Unstarred => "told-unstarred",
    };
    l10n::count(id, mark.entries)
}
