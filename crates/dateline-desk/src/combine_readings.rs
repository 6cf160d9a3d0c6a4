//! The feed's text against the page's: which of the two is shown, and what each adds to the other.

use crate::attachments::{add_reasons, as_medium, is_article, with_failure};
use crate::publisher_name;
use crate::word_count::{WHOLE_WORDS, words};
use dateline_model::{
    Article, Block, EntryId, Holding, Image, Origin, Publisher, Reading, Reason, StoryDoc, Verdict,
};
use dateline_store::{EntryFacts, medium};
use jiff::Timestamp;
use std::collections::HashSet;

/// What is shown of an article from now on, and what is one click away.
pub(crate) struct Chosen {
    /// The reading that is shown.
    pub(crate) shown: Reading,
    /// The other one.
    pub(crate) other: Option<Reading>,
    /// Whether the feed's is shown.
    pub(crate) from_feed: bool,
}

impl Chosen {
    /// The feed's reading; the page's beside it, were it only its verdict.
    pub(crate) fn of_feed(shown: Reading, other: Option<Reading>) -> Self {
        Self { shown, other, from_feed: true }
    }

    /// The page's reading; the feed's beside it.
    pub(crate) fn of_page(shown: Reading, other: Option<Reading>) -> Self {
        Self { shown, other, from_feed: false }
    }
}

/// The page's reading, or the feed's where it holds more: a page that fails costs nothing. A teaser of one plain paragraph
/// stands above what the page says of itself, unless the feed gives it as the text and not as a summary and the page is gone.
pub(crate) fn fuller(mut own: Reading, page: Reading, facts: &EntryFacts) -> Chosen {
    if medium(facts, Some(&own)).is_some() && !is_article(facts, &page) {
        let shown = with_failure(as_medium(facts, own), &page);
        return Chosen::of_feed(shown, Some(complete(page, facts)));
    }
    let (ours, theirs) = (words(&own), words(&page));
    let whole = page.verdict.holding == Holding::Full;
    let readable = whole || page.verdict.holding == Holding::Partial;
    let more = readable && theirs >= ours || whole && theirs * 10 >= ours * 9;
    // What the feed gives as the text stays where its page is no more; a page that keeps its text says more of it.
    let gone = page.verdict.reasons.iter().any(|why| matches!(why, Reason::NotFound | Reason::Gone));
    let text = facts.content_given && gone;
    let teaser = !readable && !text && ours < WHOLE_WORDS && is_plain_teaser(&own, facts);
    let another = tells_of_another(facts, &page);
    if (more || teaser) && !another {
        return Chosen::of_page(complete(page, facts), Some(own));
    }
    if own.verdict.holding == Holding::Full && ours < WHOLE_WORDS && !whole {
        own.verdict.holding = Holding::Partial;
    }
    if own.verdict.holding != Holding::Full && !another {
        add_reasons(&mut own, &page);
    }
    // Another's article is not this one's page.
    Chosen::of_feed(own, (!another).then(|| complete(page, facts)))
}

/// Whether all of the feed's text is one paragraph that the summary repeats to the letter.
fn is_plain_teaser(own: &Reading, facts: &EntryFacts) -> bool {
    let blocks = own.article.as_ref().map_or(&[][..], |article| &article.blocks);
    let whole = |text: &str| {
        facts.summary.as_deref().is_some_and(|summary| !summary.ends_with('…') && summary.starts_with(text))
    };
    match blocks {
        [] => true,
        [Block::Paragraph(text)] => text.marks.is_empty() && whole(&text.text),
        _ => false,
    }
}

/// Whether an item is a recording of which the page tells no more than the feed.
pub(crate) fn is_played(facts: &EntryFacts, page: &Reading) -> bool {
    medium(facts, None).is_some() && !is_article(facts, page)
}

/// Whether a page is not that of the item, but another article or a page that many items share: its title is another one, and the
/// address leads to somebody else, or to a front page, a place within a page or away from itself while the feed says other words,
/// or nothing of what the feed says stands in it. Such a text never stands under the item's headline.
pub(crate) fn tells_of_another(facts: &EntryFacts, page: &Reading) -> bool {
    let Some(article) = page.article.as_ref() else { return false };
    let Some(title) = article.title.as_ref() else { return false };
    let (ours, theirs) = (word_set(&facts.title), word_set(title));
    if 2 * ours.intersection(&theirs).count() >= ours.len().min(theirs.len()) {
        return false;
    }
    let shared = facts.url.as_ref().is_some_and(|url| {
        let url = url.as_url();
        url.fragment().is_some_and(|fragment| !fragment.is_empty())
            || url.path() == "/" && url.query().is_none()
    });
    let text = article.text();
    let (of, found) = said_in(facts, &text);
    let long = dateline_text::words(&text) >= WHOLE_WORDS && !text.contains(dateline_text::is_unspaced);
    let elsewhere = facts
        .url
        .as_ref()
        .zip(article.canonical_url.as_ref())
        .is_some_and(|(url, page)| url.key() != page.key());
    let unsaid = shared && 2 * found <= of || long && elsewhere && 2 * found <= of;
    !facts.key.own || unsaid || long && of >= TELLING_WORDS && 4 * found < of
}

/// How many different words the feed has for an item, of those that are long enough to tell, and how many of them stand in a text.
fn said_in(facts: &EntryFacts, text: &str) -> (usize, usize) {
    let said = format!("{} {}", facts.title, facts.summary.as_deref().unwrap_or_default());
    let mut ours = word_set(&said);
    ours.retain(|word| word.chars().count() >= TELLING_LETTERS);
    (ours.len(), ours.intersection(&word_set(text)).count())
}

/// Letters of a word that is no article or preposition, and how many such words of a feed tell what an item is about.
const TELLING_LETTERS: usize = 5;
const TELLING_WORDS: usize = 8;

fn word_set(text: &str) -> HashSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// Adds what the feed says where the page is silent. The verdict stays the page's; a page of another kind (a front, an
/// error page) does not give the article its headline.
pub(crate) fn complete(mut reading: Reading, facts: &EntryFacts) -> Reading {
    let holding = reading.verdict.holding;
    let trusted = matches!(holding, Holding::Full | Holding::Partial);
    if !trusted {
        let article = reading.article.get_or_insert_with(Article::default);
        *article = Article { blocks: Vec::new(), ..std::mem::take(article) };
        article.title = None;
        article.image = None;
        article.published = None;
    }
    fill_in(reading, facts, trusted)
}

/// The same for the feed's own text, of which nothing is another page's.
pub(crate) fn complete_own(reading: Reading, facts: &EntryFacts) -> Reading {
    fill_in(reading, facts, true)
}

fn fill_in(mut reading: Reading, facts: &EntryFacts, trusted: bool) -> Reading {
    let article = reading.article.get_or_insert_with(Article::default);
    article.title.get_or_insert_with(|| facts.title.clone());
    if article.standfirst.is_none() && (!trusted || article.blocks.is_empty()) {
        article.standfirst.clone_from(&facts.summary);
    }
    if article.published.is_none() {
        article.published = facts.published.map(|at| dateline_model::Date::Instant { at, offset: 0 });
        article.published_from = article.published.map(|_| "feed".to_owned());
    }
    if article.image.is_none() {
        article.image = facts.image.clone().map(|url| Image { url, credit: None, alt: None, size: None });
    }
    if article.bylines.is_empty() {
        article.bylines.clone_from(&facts.authors);
    }
    if article.language.is_none() {
        article.language.clone_from(&facts.language);
    }
    let inherited = reading.verdict.evidence.iter().any(|evidence| evidence.origin == Origin::Inherited);
    // Who passed a broken copy on did not write it; but the feed's title says better where it stands than an address does.
    let nameless = article.publisher.as_ref().is_some_and(|page| Some(&page.name) == page.host.as_ref());
    if !inherited || nameless {
        article.publisher = publisher(article.publisher.take().filter(|_| trusted), facts);
    }
    reading
}

/// The publisher by the better of both names. A link to somebody else's article leads to a publisher of whom the feed's title
/// says nothing.
fn publisher(page: Option<Publisher>, facts: &EntryFacts) -> Option<Publisher> {
    let named = page.as_ref().is_some_and(|page| Some(&page.name) != page.host.as_ref());
    let feed = facts.publisher.as_deref().filter(|_| facts.key.own || !named);
    let name = publisher_name::better(feed, page.as_ref()).map(str::to_owned);
    let of_page = page.as_ref().filter(|page| name.as_deref() == Some(page.name.as_str()));
    let host = of_page.map_or_else(|| facts.publisher_host.clone(), |page| page.host.clone());
    name.map(|name| Publisher { name, host }).or(page)
}

/// The reading of an item that is nothing but a headline and what the feed announces it by.
pub(crate) fn headline_only(facts: &EntryFacts) -> Reading {
    let bare = Reading {
        article: None,
        asides: Vec::new(),
        verdict: Verdict::of(Holding::HeadlineOnly),
        reservations: dateline_model::Reservations::default(),
        caps: Vec::new(),
    };
    complete(bare, facts)
}

/// The input of clustering (`StoryDoc`); `None` for what is no article and of which the feed says no more than a headline.
pub(crate) fn story_doc(
    entry: EntryId,
    facts: &EntryFacts,
    reading: &Reading,
    seen: Timestamp,
) -> Option<StoryDoc> {
    let other =
        reading.verdict.holding == Holding::OtherKind && words(reading) == 0 && facts.summary.is_none();
    (!other).then(|| dateline_store::story_doc(entry, facts, reading, seen))
}
