//! What forms and programs send, by its words: marks, corrections, follows, addresses, pasted text.

use crate::app_state::App;
use crate::error_response::ErrorResponse;
use dateline_model::{EntryId, StoryId, WebUrl};
use dateline_store::{Correction, EntryMark, FOLLOWS, Follow, FollowKind};

/// A mark by its word: `read`, `unread`, `star` or `unstar`.
pub(crate) fn mark_of(word: &str) -> Option<EntryMark> {
    match word {
        "read" => Some(EntryMark::Read),
        "unread" => Some(EntryMark::Unread),
        "star" => Some(EntryMark::Starred),
        "unstar" => Some(EntryMark::Unstarred),
        _ => None,
    }
}

/// A correction by its word: `part`, `move` or `join`.
pub(crate) fn act_of(
    word: &str,
    entries: Vec<EntryId>,
    from: StoryId,
    into: Option<StoryId>,
) -> Result<Correction, ErrorResponse> {
    let into = || {
        into.ok_or_else(|| ErrorResponse::bad_request("Name the other story by its number or its address"))
    };
    match word {
        "part" => Ok(Correction::Part { entries, from }),
        "move" => Ok(Correction::Move { entries, from, into: into()? }),
        "join" => Ok(Correction::Join { from, into: into()? }),
        _ => Err(ErrorResponse::bad_request("A correction is part, move or join")),
    }
}

/// Follows something, for the page and for programs.
pub(crate) async fn followed(app: &App, kind: &str, value: String) -> Result<Follow, ErrorResponse> {
    let kind = FollowKind::from_word(kind)
        .ok_or_else(|| ErrorResponse::bad_request("You can follow a publisher, words or a section"))?;
    let done = app.reader().follow(kind, value, app.desk.now()).await?;
    done.ok_or_else(|| {
        ErrorResponse::bad_request(format!(
            "There is nothing to follow in that, or you already follow {FOLLOWS} things"
        ))
    })
}

/// What a person typed as an address, or what is wrong with it.
pub(crate) fn typed_address(text: &str) -> Result<WebUrl, String> {
    WebUrl::typed(text).map_err(|error| format!("That isn't a valid address: {error}."))
}

/// Whether a pasted text is markup: a document or several of its usual elements.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let head = text.trim_start().get(..64).unwrap_or(text.trim_start()).to_ascii_lowercase();
    if head.starts_with("<!doctype") || head.starts_with("<html") || head.starts_with("<?xml") {
        return true;
    }
    let lower = text.to_ascii_lowercase();
    let found = ["<p", "<div", "<a ", "<article", "<body", "<span", "<h1", "<br", "</"].iter();
    found.filter(|tag| lower.contains(**tag)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_told_from_text() {
        assert!(looks_like_html("  <!DOCTYPE html><p>x"));
        assert!(looks_like_html("<div><p>one</p></div>"));
        assert!(!looks_like_html("Profits fell by < 3 %, the firm said."));
        assert!(!looks_like_html(""));
    }
}
