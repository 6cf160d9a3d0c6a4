//! References of a text and the notes below it: each leads to its note where the text ends with a list of them.

use crate::web::inline_markup::reference;
use crate::web::view::BlockView;
use dateline_model::{ListItem, MarkKind, Marker, RichText};

/// Lets references lead to the numbered list that stands last, if it has a note for each.
pub(super) fn lead_to_notes(blocks: &mut [BlockView]) {
    let last = blocks.iter().rposition(|block| matches!(block, BlockView::List(_)));
    let Some((text, [list, ..])) = last.map(|at| blocks.split_at_mut(at)) else { return };
    let BlockView::List(items) = list else { return };
    let count = numbered(items);
    let most = text.iter().filter_map(|block| match block {
        BlockView::Paragraph(text) => references(text).max(),
        _ => None,
    });
    if most.max().is_none_or(|most| most > count) {
        return;
    }
    *list = BlockView::Notes(std::mem::take(items));
    for block in text {
        if let BlockView::Paragraph(text) = block
            && references(text).next().is_some()
        {
            *block = BlockView::Referring(std::mem::take(text), count);
        }
    }
}

/// Items of a list that counts from one without a gap; 0 of every other.
fn numbered(items: &[ListItem]) -> u32 {
    let mut count = 0;
    for item in items.iter().filter(|item| item.depth == 0) {
        match item.marker {
            Marker::Number(number) if i64::from(number) == i64::from(count) + 1 => count += 1,
            _ => return 0,
        }
    }
    count
}

fn references(text: &RichText) -> impl Iterator<Item = u32> {
    text.marks.iter().filter(|mark| mark.kind == MarkKind::Superscript).filter_map(|mark| {
        let (start, end) = (usize::try_from(mark.start).ok()?, usize::try_from(mark.end).ok()?);
        reference(text.text.get(start..end)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Mark;

    fn paragraph(words: &str, note: &str) -> BlockView {
        let mark = |(start, words): (usize, &str)| {
            let [start, end] = [start, start + words.len()].map(|at| u32::try_from(at).unwrap());
            Mark { start, end, kind: MarkKind::Superscript }
        };
        let marks = words.match_indices(note).filter(|(_, note)| !note.is_empty()).map(mark).collect();
        BlockView::Paragraph(RichText { text: words.to_owned(), marks })
    }

    fn list(numbers: &[i32]) -> BlockView {
        let item =
            |number: &i32| ListItem { depth: 0, marker: Marker::Number(*number), text: "Page 3.".into() };
        BlockView::List(numbers.iter().map(item).collect())
    }

    fn shown(mut blocks: Vec<BlockView>) -> String {
        lead_to_notes(&mut blocks);
        let words = blocks.iter().map(|block| match block {
            BlockView::Paragraph(text) => BlockView::inline(text).to_string(),
            BlockView::Referring(text, notes) => BlockView::referring(text, notes).to_string(),
            BlockView::List(items) => BlockView::list(items).to_string(),
            BlockView::Notes(items) => BlockView::notes(items).to_string(),
            _ => String::new(),
        });
        words.collect()
    }

    #[test]
    fn references_lead_to_their_notes() {
        assert_eq!(
            shown(vec![paragraph("As was said[2].", "[2]"), list(&[1, 2])]),
            "As was said<sup><a href=\"#note-2\">[2]</a></sup>.\
             <ol><li id=\"note-1\">Page 3.</li><li id=\"note-2\">Page 3.</li></ol>"
        );
    }

    #[test]
    fn what_has_no_note_leads_nowhere() {
        for blocks in [
            vec![paragraph("As was said[3].", "[3]"), list(&[1, 2])],
            vec![paragraph("As was said[1].", "[1]"), list(&[2, 3])],
            vec![list(&[1, 2]), paragraph("As was said[1].", "[1]")],
            vec![paragraph("Ten[4294967296] and [0].", "[4294967296]"), list(&[1, 2])],
            vec![paragraph("As was said[1].", "said"), list(&[1, 2])],
            vec![paragraph("As was said[1].", "[1]")],
        ] {
            let shown = shown(blocks);
            assert!(!shown.contains("note-"), "{shown}");
        }
    }
}
