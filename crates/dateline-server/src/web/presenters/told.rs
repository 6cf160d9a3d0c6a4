//! What a mark did, with the way to take it back.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::view::Told;
use crate::web::wording;
use dateline_store::{EntryMark, UndoableMark};

/// What a page says after a mark: `marked` is its number while it can be undone, or a word. `back` is the page.
pub(crate) async fn told(app: &App, marked: Option<&str>, back: &str) -> Result<Option<Told>, ErrorResponse> {
    let plain = |words: &str| Some(Told { words: words.to_owned(), undo: None, back: String::new() });
    match marked {
        None => Ok(None),
        Some("none") => Ok(plain("Nothing to mark.")),
        Some("undone") => Ok(plain("Undone.")),
        Some("late") => Ok(plain("It is too late to undo this.")),
        Some("saved") => Ok(plain("Settings saved.")),
        Some("rule") => Ok(plain("Rule saved. It works on what arrives from now on.")),
        Some("deleted") => Ok(plain("Rule deleted. What it muted is back in your lists, as read.")),
        Some("muted") => {
            Ok(plain("Story muted. New articles about it are hidden too; Rules has the way back."))
        }
        Some("shown") => Ok(plain("Shown in your lists again.")),
        Some(word) if word.starts_with("applied-") => Ok(plain(&applied(word))),
        Some(number) => {
            let Ok(id) = number.parse() else { return Ok(None) };
            let found = app.reader().undoable(id, app.desk.now()).await?;
            Ok(found.map(|mark| Told { words: words(mark), undo: Some(id), back: back.to_owned() }))
        }
    }
}

/// On how many articles a rule was carried out.
fn applied(word: &str) -> String {
    match word.trim_start_matches("applied-").parse() {
        Ok(0) | Err(_) => "No other article here matches this rule.".to_owned(),
        Ok(count) => format!("Rule applied to {}.", wording::count(count, "article", "articles")),
    }
}

fn words(mark: UndoableMark) -> String {
    let count = usize::try_from(mark.entries).unwrap_or(usize::MAX);
    let articles = wording::count(count, "article", "articles");
    let did = match mark.mark {
        EntryMark::Read => "marked read",
        EntryMark::Unread => "marked unread",
        EntryMark::Starred => "starred",
        EntryMark::Unstarred => "no longer starred",
    };
    format!("{articles} {did}.")
}
