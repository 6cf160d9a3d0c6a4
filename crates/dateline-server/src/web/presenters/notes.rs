//! Notes, each with where its words stand in the text: they are sought by themselves and, where they stand there more than once, by
//! what stands around them, so that they are found in a text that was read again.

use super::{headline, href, published, publisher};
use crate::web::dates::When;
use crate::web::view::{NoteView, NotedArticle, TextLanguage};
use dateline_model::Article;
use dateline_store::{EntrySummary, Note};
use jiff::Timestamp;

/// Words of a long quotation with which a text fragment begins and ends.
const NAMED: usize = 6;

/// The notes on an article whose text is this, or unknown here.
pub(crate) fn notes(notes: &[Note], text: Option<&Article>, now: Timestamp) -> Vec<NoteView> {
    let text = text.map(|article| spaced(&whole(article)));
    notes.iter().map(|note| view(note, text.as_deref(), now)).collect()
}

/// An article with its notes, in the list of all.
pub(crate) fn noted_article(entry: &EntrySummary, kept: &[Note], now: Timestamp) -> NotedArticle {
    NotedArticle {
        href: href(entry.id),
        title: headline(&entry.title),
        text_language: TextLanguage::of(entry.language.as_deref()),
        publisher: publisher(entry),
        when: published(entry, now),
        notes: notes(kept, None, now),
    }
}

fn view(note: &Note, text: Option<&str>, now: Timestamp) -> NoteView {
    let quote = spaced(&note.note.quote);
    let stands = text.is_none_or(|text| text.contains(&quote));
    NoteView {
        id: note.id,
        place: (!quote.is_empty() && stands).then(|| fragment(&quote)),
        lost: !quote.is_empty() && !stands,
        quote: note.note.quote.clone(),
        prefix: note.note.prefix.clone(),
        suffix: note.note.suffix.clone(),
        text: note.note.text.clone(),
        when: When::at(note.made_at, now),
    }
}

/// All words that are shown, captions among them.
fn whole(article: &Article) -> String {
    article.blocks.iter().map(dateline_model::Block::text).collect::<Vec<_>>().join("\n")
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `:~:text=` with the words, or with the first and last of many.
fn fragment(quote: &str) -> String {
    let words: Vec<&str> = quote.split(' ').collect();
    let encoded = |words: &[&str]| {
        let text: String = url::form_urlencoded::byte_serialize(words.join(" ").as_bytes()).collect();
        text.replace('+', "%20").replace('-', "%2D")
    };
    let (first, last) = (words.get(..NAMED), words.len().checked_sub(NAMED).and_then(|at| words.get(at..)));
    match (first, last) {
        (Some(first), Some(last)) if words.len() > 2 * NAMED => {
            format!("#:~:text={},{}", encoded(first), encoded(last))
        }
        _ => format!("#:~:text={}", encoded(&words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::{Block, EntryId};
    use dateline_store::NewNote;

    fn quoted(quote: &str) -> Note {
        let at = Timestamp::UNIX_EPOCH;
        let note = NewNote { quote: quote.to_owned(), ..NewNote::default() };
        Note { id: 1, entry: EntryId(1), made_at: at, changed_at: at, note }
    }

    #[test]
    fn words_are_found_in_a_text_that_was_read_again() {
        let text = |paragraphs: &[&str]| Article {
            blocks: paragraphs.iter().map(|text| Block::Paragraph((*text).into())).collect(),
            ..Article::default()
        };
        let check = |quote: &str, paragraphs: &[&str], place: Option<&str>| {
            let found = notes(&[quoted(quote)], Some(&text(paragraphs)), Timestamp::UNIX_EPOCH).remove(0);
            assert_eq!((found.place.as_deref(), found.lost), (place, place.is_none()), "{quote}");
        };
        check("the last ferry", &["It was the\u{a0}last", "ferry."], Some("#:~:text=the%20last%20ferry"));
        check(
            "the\nlast  ferry",
            &["New lead.", "The harbour saw the last ferry leave."],
            Some("#:~:text=the%20last%20ferry"),
        );
        check("half-time, 3 & 4", &["At half-time, 3 & 4."], Some("#:~:text=half%2Dtime%2C%203%20%26%204"));
        check(
            "a b c d e f g h i j k l m",
            &["a b c d e f g h i j k l m"],
            Some("#:~:text=a%20b%20c%20d%20e%20f,h%20i%20j%20k%20l%20m"),
        );
        check("the first ferry", &["The harbour saw the last ferry leave."], None);
    }

    #[test]
    fn a_note_on_the_whole_article_has_no_place_and_is_not_lost() {
        let found = notes(&[quoted("")], Some(&Article::default()), Timestamp::UNIX_EPOCH).remove(0);
        assert_eq!((found.place, found.lost), (None, false));
        let found = notes(&[quoted("some words")], None, Timestamp::UNIX_EPOCH).remove(0);
        assert!(!found.lost, "what is not known is not lost");
    }
}
