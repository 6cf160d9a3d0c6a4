//! What a page is made of, as numbers: what tells an article from fronts, shops, services, forums and manuals. Decides nothing;
//! `kind` asks a model that was learnt on such rows by `eval/train/kinds.py`.

mod element_counts;
mod trade_words;
mod url_shape;
mod word_automaton;

use super::Case;
use crate::gate::notice_shape::has_price;
use crate::text_fragment::Fragment;
use dateline_model::Block;
use std::ops::Range;

/// Running fragments that are asked whether they speak to the reader.
const ASKED: usize = 12;
/// Words of a link that may be a headline.
const HEADLINE: Range<usize> = 4..30;

/// Rows of numbers about one page.
#[derive(Debug, Default)]
pub(super) struct Traits {
    numbers: Vec<f32>,
    /// Where the counts of words of trades stand among them.
    trades: Range<usize>,
}

impl Traits {
    /// Measures a page, but for words of trades: they cost more than all the rest together, and tell little of most pages.
    pub(super) fn of(case: &Case<'_, '_>) -> Self {
        let mut traits = Self { numbers: Vec::with_capacity(160), trades: 0..0 };
        traits.text(case);
        traits.links(case);
        traits.body(case);
        traits.said(case);
        element_counts::count(case.survey.doc, case.survey.classes, &mut traits);
        traits.trades = trade_words::leave_room(case.survey.doc.source(), &mut traits);
        url_shape::look(case, &mut traits);
        traits
    }

    /// All numbers, always in the same order, with the words of trades in a source.
    pub(super) fn with_trades(&self, source: &str) -> Vec<f32> {
        let mut numbers = self.numbers.clone();
        numbers[self.trades.clone()].copy_from_slice(&trade_words::count(source));
        numbers
    }

    /// The same with nothing in the places of the words of trades.
    pub(super) fn known(&self) -> &[f32] {
        &self.numbers
    }

    /// Those places.
    pub(super) const fn trades(&self) -> &Range<usize> {
        &self.trades
    }

    fn add(&mut self, number: usize) {
        self.numbers.push(number as f32);
    }

    fn share(&mut self, part: usize, whole: usize) {
        self.numbers.push(part as f32 / whole.max(1) as f32);
    }

    fn flag(&mut self, is: bool) {
        self.numbers.push(f32::from(u8::from(is)));
    }

    fn text(&mut self, case: &Case<'_, '_>) {
        let seen = || case.fragments.iter().filter(|fragment| is_seen(fragment));
        let running: Vec<&Fragment> =
            seen().filter(|fragment| fragment.running() && !fragment.scope.foreign()).collect();
        let words: usize = running.iter().map(|fragment| fragment.words).sum();
        let longest = super::kind::longest_run(case);
        let bytes: usize = seen().map(|fragment| fragment.text.len()).sum();
        let linked: usize = seen().map(|fragment| fragment.linked).sum();
        self.add(words);
        self.add(running.len());
        self.add(longest);
        self.share(longest, case.visible);
        self.add(case.visible);
        self.share(words, case.visible);
        self.share(linked, bytes);
        self.share(words, running.len());
        self.add(running.iter().map(|fragment| fragment.words).max().unwrap_or_default());
        let asked = running.iter().take(ASKED);
        let speaks = asked.filter(|fragment| fragment.addresses()).count();
        self.share(speaks, running.len().min(ASKED));
        let asks = running.iter().filter(|fragment| fragment.text.contains('?')).count();
        self.share(asks, running.len());
        let foreign = seen().filter(|fragment| fragment.running() && fragment.scope.foreign());
        self.add(foreign.map(|fragment| fragment.words).sum());
        let comments = seen().filter(|fragment| fragment.scope.comments);
        self.add(comments.map(|fragment| fragment.words).sum());
        self.add(seen().count());
        self.share(case.visible, seen().count());
        self.share(seen().filter(|fragment| fragment.scope.item).count(), seen().count());
        self.share(seen().filter(|fragment| fragment.words <= 3).count(), seen().count());
        let digits = |fragment: &Fragment| fragment.text.bytes().filter(u8::is_ascii_digit).count();
        self.share(seen().map(digits).sum(), bytes);
    }

    fn links(&mut self, case: &Case<'_, '_>) {
        let seen = || case.fragments.iter().filter(|fragment| is_seen(fragment) && !fragment.scope.frame);
        let headline = |fragment: &&Fragment| fragment.is_link() && HEADLINE.contains(&fragment.words);
        self.add(seen().filter(headline).count());
        self.add(seen().filter(headline).map(|fragment| fragment.words).sum());
        self.add(seen().filter(|fragment| fragment.is_link() && fragment.words < HEADLINE.start).count());
        self.add(seen().filter(|fragment| fragment.scope.heading && fragment.is_link()).count());
        self.add(seen().filter(|fragment| fragment.scope.heading && !fragment.is_link()).count());
        self.add(seen().filter(|fragment| fragment.scope.teaser).count());
        let priced = |fragment: &&Fragment| fragment.words <= 12 && has_price(&fragment.text);
        self.add(seen().filter(priced).count());
        // A headline with a paragraph under it, again and again: cards with summaries.
        let fragments: Vec<&Fragment> = seen().filter(|fragment| fragment.words >= HEADLINE.start).collect();
        let card =
            |two: &[&Fragment]| two[0].is_link() && !two[1].is_link() && (6..70).contains(&two[1].words);
        self.add(fragments.windows(2).filter(|two| card(two)).count());
        let of_two = |two: &[&Fragment]| two[0].scope.heading && !two[1].scope.heading;
        self.add(fragments.windows(2).filter(|two| of_two(two)).count());
    }

    fn body(&mut self, case: &Case<'_, '_>) {
        let body = case.survey.body;
        let words = |wanted: &dyn Fn(&Block) -> bool| -> usize {
            let blocks = body.iter().zip(&case.block_words).filter(|(placed, _)| wanted(&placed.block));
            blocks.map(|(_, words)| words).sum()
        };
        self.add(case.held);
        self.share(case.held, case.visible);
        self.add(case.paragraphs.len());
        self.share(case.held, case.paragraphs.len());
        let all = words(&|_| true);
        self.share(words(&|block| matches!(block, Block::List { .. })), all);
        self.share(words(&|block| matches!(block, Block::Table { .. })), all);
        self.share(words(&|block| matches!(block, Block::Heading { .. })), all);
        self.add(body.iter().filter(|placed| matches!(placed.block, Block::Heading { .. })).count());
    }

    /// What the page declares.
    fn said(&mut self, case: &Case<'_, '_>) {
        let structured = case.survey.structured;
        for names in DECLARED {
            self.flag(structured.types.iter().any(|kind| names.iter().any(|name| kind.ends_with(name))));
        }
        let og = structured.og_type.as_deref().unwrap_or_default();
        for kind in ["article", "website", "product", "video", "profile"] {
            self.flag(og.starts_with(kind));
        }
        let article = case.survey.article;
        self.flag(article.published.is_some());
        self.flag(!structured.claims.published.is_empty());
        self.flag(!article.bylines.is_empty());
        self.flag(article.language.is_some());
        let title = article.title.as_deref().unwrap_or_default();
        self.add(crate::text::words(title));
        self.add(structured.declared.words.unwrap_or_default() as usize);
        self.flag(structured.article_body.is_some());
    }
}

/// Ends of types of schema.org that say what a page is.
const DECLARED: [&[&str]; 8] = [
    &["Article", "BlogPosting", "Report"],
    &["Product", "ProductGroup", "Offer", "AggregateOffer", "Vehicle", "Book"],
    &["CollectionPage", "ItemList", "SearchResultsPage", "Blog", "OfferCatalog"],
    &["ForumPosting", "QAPage", "Question", "Comment"],
    &["Organization", "Corporation", "LocalBusiness", "Service", "CollegeOrUniversity", "Store"],
    &["VideoObject", "AudioObject", "ImageGallery", "PodcastEpisode", "Movie", "MusicAlbum"],
    &["WebPage", "WebSite", "AboutPage", "FAQPage", "ContactPage"],
    &["Recipe", "Event", "JobPosting", "Person", "ProfilePage", "Place", "SoftwareApplication"],
];

fn is_seen(fragment: &Fragment) -> bool {
    !fragment.scope.hidden && !fragment.scope.noscript
}
