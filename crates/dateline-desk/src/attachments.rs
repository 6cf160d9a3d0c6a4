//! What an item attaches: files, recordings, people; and what becomes of an entry that is no article to be read.

use crate::word_count::words;
use dateline_feed::links;
use dateline_html::{Limits, parse_str};
use dateline_model::{
    Article, Attached, Block, Construct, Enclosure, Entry, Evidence, Figure, Holding, Image, Medium, Origin,
    PictureSize, Place, Reading, Reason, Verdict, WebUrl,
};
use dateline_store::{ARTICLE_WORDS, EntryFacts, asks_to_pay, medium};

/// Everything beside the text, within the bounds of one entry; and how much was beyond them.
pub(crate) fn attached(entry: &Entry, untitled: bool) -> (Attached, usize) {
    let mut attached = Attached {
        files: entry.enclosures.clone(),
        duration_seconds: entry.duration_seconds,
        season: entry.season,
        episode: entry.episode,
        episode_type: entry.episode_type.clone(),
        explicit: entry.explicit,
        transcripts: entry.transcripts.clone(),
        chapters: entry.chapters.clone(),
        chapters_url: entry.chapters_url.clone(),
        people: entry.people.clone(),
        video_id: entry.video_id.clone(),
        player: entry.player.clone(),
        views: entry.views,
        untitled,
    };
    let beyond = attached.bound();
    (attached, beyond)
}

/// What a reader sees of it, as parts of the item's fingerprint; nothing where there is nothing. The count of views enters by its
/// magnitude alone: it differs at every poll.
pub(crate) fn said(attached: &Attached) -> Option<String> {
    let views = attached.views.and_then(u64::checked_ilog2);
    let bare = Attached { views: None, untitled: false, ..attached.clone() };
    let files_alone = Attached { files: Vec::new(), ..bare.clone() };
    let told =
        |file: &Enclosure| file.length.is_some() || file.title.is_some() || file.duration_seconds.is_some();
    let plain = files_alone == Attached::default() && views.is_none() && !bare.files.iter().any(told);
    (!plain).then(|| format!("{bare:?} {views:?}"))
}

/// Whether an item's own text is worth keeping: it has words, or shows a picture.
pub(crate) fn shows_something(reading: &Reading) -> bool {
    let picture = |block: &Block| matches!(block, Block::Figure(figure) if figure.image.is_some());
    words(reading) > 0 || reading.article.as_ref().is_some_and(|article| article.blocks.iter().any(picture))
}

/// Whether a page that was read is an article all the same, and not the player of a recording or the page of a picture: it has a
/// text, or would have one for whoever pays.
pub(crate) fn is_article(facts: &EntryFacts, page: &Reading) -> bool {
    let readable = matches!(page.verdict.holding, Holding::Full | Holding::Partial);
    let attached = &facts.attached;
    let surely_played = attached.video_id.is_some() || attached.is_episode();
    readable && words(page) >= ARTICLE_WORDS || !surely_played && asks_to_pay(page)
}

/// What the feed gave of an entry that is no article: that is all there is to read, and its verdict says so.
pub(crate) fn as_medium(facts: &EntryFacts, mut own: Reading) -> Reading {
    let Some(kind) = medium(facts, Some(&own)) else { return own };
    if own.verdict.holding == Holding::Full {
        return own;
    }
    if kind == Medium::Note {
        if !is_cut(&own) {
            own.verdict = Verdict::of(Holding::Full);
        }
        return own;
    }
    let first = facts.attached.files.first().map(|file| file.url.as_str());
    let player = facts.attached.player.as_ref().map(WebUrl::as_str);
    let quote = first.or(player).or(facts.url.as_ref().map(WebUrl::as_str));
    let place = Place::Http("feed".to_owned());
    let word = Reason::MediaPage.as_str();
    let evidence = Evidence::new(word, place, quote.unwrap_or(kind.as_str()), Origin::ThisFetch);
    own.verdict = Verdict::of(Holding::OtherKind);
    own.verdict.because(Reason::MediaPage, evidence);
    own
}

/// Tells beside it why the page could not be had, where it could not: it may have been an article.
pub(crate) fn with_failure(mut own: Reading, page: &Reading) -> Reading {
    // A page of which nothing can be told adds nothing to what the feed says.
    let told = page.verdict.reasons.iter().any(|reason| *reason != Reason::Unknown);
    if own.verdict.holding == Holding::OtherKind && page.verdict.holding == Holding::None && told {
        add_reasons(&mut own, page);
    }
    own
}

/// Tells with the feed's text why the page gave no more, each reason once however often the page is asked.
pub(crate) fn add_reasons(own: &mut Reading, page: &Reading) {
    for reason in &page.verdict.reasons {
        if !own.verdict.reasons.contains(reason) {
            own.verdict.reasons.push(*reason);
        }
    }
    for evidence in &page.verdict.evidence {
        if !own.verdict.evidence.contains(evidence) {
            own.verdict.evidence.push(evidence.clone());
        }
    }
}

/// Pictures of a text that has no words: of a comic they are the entry. What is no larger than a dot counts its readers.
pub(crate) fn pictures(construct: &Construct, base: Option<&WebUrl>) -> Vec<Block> {
    let document = parse_str(&construct.raw, &Limits::default());
    let base = construct.base.as_ref().or(base);
    let images = document.descendants(document.root()).filter(|id| document.name(*id) == "img");
    let figure = |id| {
        let own = |name: &str| document.attr(id, name).map(str::trim).filter(|text| !text.is_empty());
        let dot =
            |name: &str| own(name).and_then(|size| size.parse::<u32>().ok()).is_some_and(|size| size < 3);
        let smiley = dateline_extract::is_smiley(own("class"), own("src"));
        let url = own("src").filter(|_| !dot("width") && !dot("height") && !smiley)?;
        let url = links::resolve(base, url)?;
        let alt = own("alt").map(str::to_owned);
        let size = own("width").zip(own("height"));
        let size = size.and_then(|(width, height)| PictureSize::declared(width, height));
        let image = Some(Image { url, credit: None, alt, size });
        Some(Block::Figure(Figure { image, caption: own("title").map(str::to_owned) }))
    };
    images.take(LOOKED_AT).filter_map(figure).take(PICTURES).collect()
}

/// Images of a text that are looked at, and kept.
const LOOKED_AT: usize = 200;
const PICTURES: usize = 20;

/// Whether a text shows that it was cut, and is not merely short: what shows it stands behind its beginning.
fn is_cut(own: &Reading) -> bool {
    let text = own.article.as_ref().map(Article::text).unwrap_or_default();
    let begins = |quote: &str| quote.split_whitespace().next().is_some_and(|word| text.starts_with(word));
    own.verdict.evidence.iter().any(|evidence| !begins(&evidence.quote))
}
