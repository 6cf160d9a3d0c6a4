//! What an entry is called that is no article: audio, video, a picture, a note. Pure.

use crate::EntryFacts;
use crate::word_segmentation::words;
use dateline_model::{Article, Block, Gate, Holding, Medium, Reading, Reason};

/// From so many words on a text is an article, whatever is attached to it: of the real feeds' entries with a page, summaries
/// without a cut mark have a median of 31 words, whole texts of 412.
pub const ARTICLE_WORDS: usize = 150;

/// Words that may stand beside a picture that is the entry; an announcement of an article has more.
const PICTURE_WORDS: usize = 12;

/// What an entry is, by what its feed says of it and by what of it has been read.
pub fn medium(facts: &EntryFacts, reading: Option<&Reading>) -> Option<Medium> {
    let attached = &facts.attached;
    if attached.video_id.is_some() {
        return Some(Medium::Video);
    }
    if let Some(plays) = attached.plays().filter(|_| attached.is_episode()) {
        return Some(plays);
    }
    let article = reading.and_then(|reading| reading.article.as_ref());
    let words = article.map_or(0, |article| words(&article.text())) as usize;
    if words >= ARTICLE_WORDS || reading.is_some_and(asks_to_pay) {
        return None;
    }
    let player = attached.player.as_ref().map(|_| Medium::Video);
    let picture = || (words < PICTURE_WORDS && article.is_some_and(shows_picture)).then_some(Medium::Picture);
    let note = || (attached.untitled && words > 0).then_some(Medium::Note);
    attached.plays().or(player).or_else(picture).or_else(note)
}

/// Whether an article stands behind payment or an account: the page is no player then, whatever is attached.
pub fn asks_to_pay(reading: &Reading) -> bool {
    let pays = |reason: &Reason| reason.gate() == Some(Gate::Account) || *reason == Reason::Scrambled;
    reading.verdict.holding != Holding::Full && reading.verdict.reasons.iter().any(pays)
}

fn shows_picture(article: &Article) -> bool {
    article.blocks.iter().any(|block| matches!(block, Block::Figure(figure) if figure.image.is_some()))
}
