//! What kind of page it is, where it is no article: fronts, live reports, media pages, search results.

mod addressed;
mod below_headline;
mod card_lists;
mod declared;
mod house_page;
pub(super) mod model;
mod offers;
mod post_lists;
mod software;
mod told;
mod written_about;

use super::page_features::Traits as Numbers;
use super::{Case, Finding, brief, quote_location};
use crate::gate::notice_shape::{has_price, names_a_sum};
use crate::structured::ARTICLES;
use crate::text_fragment::Fragment;
use dateline_model::{Block, Evidence, Holding, Reason, Rule};

/// Headlines that link elsewhere from which on a page may be a list of articles.
const HEADLINES: usize = 9;
/// The same where the address is that of a list: of what one author wrote, of what there is on a subject.
const FEW_HEADLINES: usize = 3;
/// Words before a notice from which on there is an article that it breaks off.
const GATED: usize = 40;
/// Words and fragments that a page has at least to be of a kind: three lines are no front.
const LINES: usize = 40;
const PIECES: usize = 10;
/// Words in one stretch from which on a page with a product is a report about it.
const REPORT: usize = 400;
/// Words in one stretch from which on a page is no short list.
const RUN: usize = 60;
/// Words in tables from which on a page may consist of them.
const TABLES: usize = 150;

/// Parts of an address under which sites list what they have on something.
const LISTS: &[&str] = &[
    "hub",
    "tag",
    "tags",
    "topic",
    "topics",
    "section",
    "sections",
    "category",
    "categories",
    "author",
    "authors",
];

/// Another kind of page than an article.
pub(super) fn other(case: &Case<'_, '_>) -> Option<Finding> {
    live_blog(case)
        .or_else(|| software::feed(case))
        .or_else(|| addressed::find(case))
        .or_else(|| addressed::entry(case))
        .or_else(|| software::find(case))
        .or_else(|| media(case))
        .or_else(|| search(case))
        .or_else(|| post_lists::thread(case))
        .or_else(|| front(case))
        .or_else(|| sold(case))
        .or_else(|| declared::find(case))
        .or_else(|| house_page::find(case))
        .or_else(|| listed(case))
        .or_else(|| post_lists::find(case))
        .or_else(|| learnt(case))
        .or_else(|| offers::find(case))
        .or_else(|| addressed::root(case))
        .or_else(|| tables(case))
        .or_else(|| told::nothing(case))
}

/// Whether the page is a forum's, a wiki's or a manual's by the program that made it.
pub(super) fn is_made_by_known(case: &Case<'_, '_>) -> bool {
    software::find(case).is_some()
}

fn of_type(case: &Case<'_, '_>, names: &[&str]) -> bool {
    case.survey.structured.types.iter().any(|kind| names.contains(&kind.as_str()))
}

fn live_blog(case: &Case<'_, '_>) -> Option<Finding> {
    let declared = of_type(case, &["LiveBlogPosting"]);
    if !declared {
        return None;
    }
    let source = case.survey.doc.source();
    let at = source.find("LiveBlogPosting")?;
    let evidence =
        quote_location::raw(case.survey.doc, at, at + "LiveBlogPosting".len(), Reason::LiveBlog.as_str());
    Finding::by(Rule::LiveReport, Holding::OtherKind).because(Reason::LiveBlog, evidence)
}

/// A player or gallery with a blurb.
fn media(case: &Case<'_, '_>) -> Option<Finding> {
    let og = case.survey.structured.og_type.as_deref().unwrap_or_default();
    let typed =
        of_type(case, &["VideoObject", "AudioObject", "ImageGallery", "MediaGallery", "PodcastEpisode"])
            && !of_type(case, ARTICLES);
    let path = path(case);
    let named = [
        "/video/",
        "/videos/",
        "/slideshow/",
        "/videoshow/",
        "/gallery/",
        "/galleries/",
        "/bilder/",
        "/fotostrecke/",
        "/podcast/",
    ];
    let named = named.iter().find(|part| path.contains(*part));
    let video = og.starts_with("video") || typed;
    if case.held >= 150 || !(video || named.is_some()) || case.running >= 250 && !video {
        return None;
    }
    Finding::by(Rule::Media, Holding::OtherKind)
        .because(Reason::MediaPage, marked(case, &[og, "VideoObject", "ImageGallery"], Reason::MediaPage))
}

/// Evidence that one of some words stands in the source.
fn marked(case: &Case<'_, '_>, words: &[&str], reason: Reason) -> Option<Evidence> {
    let source = case.survey.doc.source();
    let found = words
        .iter()
        .filter(|word| word.len() > 3)
        .find_map(|word| source.find(word).map(|at| (at, word.len())));
    let at =
        found.and_then(|(at, length)| quote_location::raw(case.survey.doc, at, at + length, reason.as_str()));
    at.or_else(|| case.anything(reason))
}

fn path<'c>(case: &'c Case<'_, '_>) -> &'c str {
    let served = case.survey.served.base().or(case.survey.article.canonical_url.as_ref());
    served.map_or("", |url| url.as_url().path())
}

fn search(case: &Case<'_, '_>) -> Option<Finding> {
    let path = path(case).to_ascii_lowercase();
    let named = of_type(case, &["SearchResultsPage"])
        || ["/search", "/suche", "/recherche", "/buscar", "/busca"]
            .iter()
            .any(|part| path.ends_with(part) || path.contains(&format!("{part}/")));
    if !named || of_type(case, ARTICLES) || case.held >= 200 {
        return None;
    }
    Finding::by(Rule::SearchResults, Holding::OtherKind)
        .because(Reason::SearchPage, marked(case, &["SearchResultsPage"], Reason::SearchPage))
}

/// Whether there is too little on a page to tell its kind by.
fn is_slight(case: &Case<'_, '_>) -> bool {
    case.visible < LINES || case.fragments.len() < PIECES
}

/// A list of articles: many headlines that link elsewhere, little running text of its own.
fn front(case: &Case<'_, '_>) -> Option<Finding> {
    let traits = case.traits.get_or_init(|| Traits::of(case));
    // A text that a notice breaks off is an article, however many headlines stand around it.
    let gated = is_gated(case);
    (traits.is_front() && (traits.home || !gated) && !is_slight(case)).then_some(())?;
    // Headlines stand around articles too, and addresses of articles may be short.
    let allowed = || model_odds(case).is_none_or(|odds| odds.allow_front(traits.longest_run));
    (traits.home || !is_article(case, traits) && allowed()).then_some(())?;
    let evidence = headline(case).or_else(|| case.anything(Reason::SectionFront));
    Finding::by(Rule::Headlines, Holding::OtherKind).because(Reason::SectionFront, evidence)
}

/// Whether a text stands under the page's headline, whatever headlines stand around it.
fn is_article(case: &Case<'_, '_>, traits: &Traits) -> bool {
    below_headline::outweighs(case, traits.headline_words) || brief::is_whole(case)
}

/// Something that the page declares to be for sale, and no article about it.
fn sold(case: &Case<'_, '_>) -> Option<Finding> {
    let structured = case.survey.structured;
    let og = structured.og_type.as_deref().unwrap_or_default();
    let declared =
        og.starts_with("product") || of_type(case, &["Product", "ProductGroup", "IndividualProduct"]);
    // Templates call what they sell an article, too.
    let dated = !case.survey.structured.claims.published.is_empty();
    let written =
        og == "article" && dated || of_type(case, ARTICLES) || !case.survey.article.bylines.is_empty();
    if written || declared && written_about::is_report(case) || is_gated(case) || longest_run(case) >= REPORT
    {
        return None;
    }
    let evidence = if declared {
        marked(case, &[og, "ProductGroup", "Product"], Reason::Product)
    } else {
        case.quote_fragment(offer(case).or_else(|| shop_list(case))?, Reason::Product)
    };
    Finding::by(Rule::Offered, Holding::OtherKind).because(Reason::Product, evidence)
}

/// What controls say that put a thing into a basket.
const BASKET: &[&str] = &[
    "add to cart",
    "add to basket",
    "add to bag",
    "buy now",
    "in den warenkorb",
    "in den einkaufswagen",
    "ajouter au panier",
    "ajouter au sac",
    "añadir al carrito",
    "añadir a la cesta",
    "agregar al carrito",
    "comprar ahora",
    "aggiungi al carrello",
    "adicionar ao carrinho",
    "comprar agora",
    "in winkelwagen",
    "in winkelmand",
    "do koszyka",
    "в корзину",
    "до кошика",
    "sepete ekle",
    "カートに",
    "かごに入れ",
    "かごに追加",
    "加入购物车",
    "加入購物車",
    "장바구니",
    "i varukorg",
    "i kurv",
    "læg i kurv",
    "legg i handlekurv",
    "ostoskoriin",
    "do košíku",
    "do košíka",
    "kosárba",
    "în coș",
    "στο καλάθι",
    "в количката",
    "u košaricu",
];
/// Fragments between a price and the control.
const NEAR_PRICE: usize = 12;

/// Words of names of such a control, in any language of the page.
const BASKET_NAMES: &[&str] = &["addtocart", "addcart", "cartadd", "addtobasket", "addtobag", "buynow"];
/// Words in one stretch that may stand before a price, as what is sold is praised.
const PRAISE: usize = 120;

/// A price with a control beside it that puts something into a basket, and hardly anything told before.
fn offer<'c>(case: &'c Case<'_, '_>) -> Option<&'c Fragment> {
    let seen: Vec<&Fragment> = case.fragments.iter().filter(|fragment| !fragment.scope.hidden).collect();
    let puts = |fragment: &&&Fragment| {
        let text = fragment.text.to_lowercase();
        let said = || BASKET.iter().any(|known| text.contains(known));
        fragment.words <= 6 && (said() || is_basket(case, fragment))
    };
    let praised = longest_run(case) < PRAISE && case.survey.structured.claims.published.is_empty();
    let price = seen
        .iter()
        .take_while(|fragment| praised || !fragment.running() || fragment.scope.frame)
        .position(|fragment| fragment.words <= 12 && !fragment.scope.frame && names_a_sum(&fragment.text))?;
    let from = price.saturating_sub(NEAR_PRICE);
    seen[from..].iter().take(2 * NEAR_PRICE).any(|fragment| puts(&fragment)).then(|| seen[price])
}

/// The first price of a list of things for sale, where nothing else is told.
fn shop_list<'c>(case: &'c Case<'_, '_>) -> Option<&'c Fragment> {
    let told = longest_run(case) >= PRAISE || !case.survey.structured.claims.published.is_empty();
    if told { None } else { card_lists::first_price(case) }
}

/// Whether a control is named after what it does.
fn is_basket(case: &Case<'_, '_>, control: &Fragment) -> bool {
    let doc = case.survey.doc;
    let named = |name: &str| {
        let value = doc.attr(control.node, name).unwrap_or_default();
        let letters: String = value.chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_lowercase();
        BASKET_NAMES.iter().any(|known| letters.contains(known))
    };
    named("class") || named("id") || named("name")
}

/// A short list of articles.
fn listed(case: &Case<'_, '_>) -> Option<Finding> {
    if of_type(case, ARTICLES) || is_gated(case) || longest_run(case) >= RUN {
        return None;
    }
    let traits = case.traits.get_or_init(|| Traits::of(case));
    let by_address = traits.list_path && traits.shallow && traits.headlines >= FEW_HEADLINES;
    let signed = !case.survey.article.bylines.is_empty();
    if !by_address && (signed || brief::is_whole(case) || !card_lists::are_all(case)) {
        return None;
    }
    Finding::by(Rule::Headlines, Holding::OtherKind)
        .because(Reason::SectionFront, headline(case).or_else(|| case.anything(Reason::SectionFront)))
}

/// Whether something breaks a text off, or stands before all of it.
fn is_gated(case: &Case<'_, '_>) -> bool {
    let before_all =
        |node| case.fragments.iter().any(|fragment| fragment.node == node && fragment.scope.barrier);
    case.survey.gates.iter().any(|gate| gate.before >= GATED)
        || case
            .survey
            .gates
            .first()
            .is_some_and(|gate| before_all(gate.node) || is_under_headline(case, gate.node))
}

/// Headlines that lead elsewhere between a headline and what stands under it.
const BETWEEN: usize = 3;

/// Whether a notice stands right under the page's headline.
fn is_under_headline(case: &Case<'_, '_>, notice: dateline_html::NodeId) -> bool {
    let at = case.fragments.iter().position(|fragment| fragment.node == notice).unwrap_or_default();
    let before = &case.fragments[..at];
    let Some(headline) = before.iter().rposition(|fragment| brief::is_headline(case, fragment)) else {
        return false;
    };
    before[headline + 1..].iter().filter(|fragment| fragment.is_link() && fragment.words >= 4).count()
        < BETWEEN
}

/// What the models say, where the page does not plainly declare an article.
fn learnt(case: &Case<'_, '_>) -> Option<Finding> {
    let traits = case.traits.get_or_init(|| Traits::of(case));
    let declared = of_type(case, ARTICLES) && traits.published && !traits.home && !traits.list_path;
    let gated = is_gated(case);
    if declared || gated || is_slight(case) {
        return None;
    }
    let numbers = numbers(case);
    if case.odds.get().is_none() && model::is_of_no_kind(numbers.known(), numbers.trades()) {
        return None;
    }
    let kind = model_odds(case)?.kind(traits.longest_run)?;
    let slight = case.is_message() && traits.headlines < FEW_HEADLINES;
    let lists = || !slight && !is_article(case, traits);
    if kind == model::Kind::Front && !traits.home && !lists() {
        return None;
    }
    let reason = kind.reason();
    let priced =
        |fragment: &&Fragment| has_price(&fragment.text) && fragment.words <= 12 && !fragment.scope.hidden;
    let evidence = match reason {
        Reason::Product => {
            case.fragments.iter().find(priced).and_then(|fragment| case.quote_fragment(fragment, reason))
        }
        Reason::SectionFront => headline(case),
        _ => None,
    };
    Finding::by(Rule::LearntKind, Holding::OtherKind)
        .because(reason, evidence.or_else(|| case.anything(reason)))
}

fn model_odds<'c>(case: &'c Case<'_, '_>) -> Option<&'c model::Odds> {
    let odds = || model::Odds::of(&numbers(case).with_trades(case.survey.doc.source()));
    case.odds.get_or_init(odds).as_ref()
}

fn numbers<'c>(case: &'c Case<'_, '_>) -> &'c Numbers {
    case.numbers.get_or_init(|| Numbers::of(case))
}

/// A headline that leads elsewhere.
fn headline(case: &Case<'_, '_>) -> Option<Evidence> {
    let headline = case
        .fragments
        .iter()
        .find(|fragment| fragment.is_link() && fragment.words >= 4 && !fragment.scope.frame);
    headline.and_then(|fragment| case.quote_fragment(fragment, Reason::SectionFront))
}

/// Standings, prices, timetables: hardly anything but tables, and nobody who signs a report with its figures.
fn tables(case: &Case<'_, '_>) -> Option<Finding> {
    let cells = case.survey.body.iter().filter(|placed| matches!(placed.block, Block::Table { .. }));
    let words: usize = cells.map(|placed| crate::text::words(&placed.block.text())).sum();
    let signed =
        !case.survey.article.bylines.is_empty() || !case.survey.structured.claims.published.is_empty();
    if words < TABLES || words * 5 < case.held * 4 || signed || of_type(case, ARTICLES) {
        return None;
    }
    Finding::by(Rule::Tables, Holding::OtherKind)
        .because(Reason::NotAnArticle, case.anything(Reason::NotAnArticle))
}

/// What tells a front from an article.
#[derive(Debug, Default)]
pub(super) struct Traits {
    pub(super) headlines: usize,
    pub(super) headline_words: usize,
    pub(super) held: usize,
    pub(super) article_type: bool,
    pub(super) list_type: bool,
    pub(super) home: bool,
    pub(super) shallow: bool,
    pub(super) list_path: bool,
    pub(super) longest_run: usize,
    pub(super) published: bool,
}

impl Traits {
    pub(super) fn of(case: &Case<'_, '_>) -> Self {
        let linked = case
            .fragments
            .iter()
            .filter(|fragment| !fragment.scope.frame && !fragment.scope.hidden && fragment.is_link());
        let headlines: Vec<usize> =
            linked.map(|fragment| fragment.words).filter(|words| (4..30).contains(words)).collect();
        let path = path(case).trim_matches('/');
        let known = case.survey.served.base().is_some() || case.survey.article.canonical_url.is_some();
        let published = case.survey.article.published.is_some();
        // Templates call every page an article in `og:type`; one that also declares when it appeared is believed.
        let dated = !case.survey.structured.claims.published.is_empty();
        let og = case.survey.structured.og_type.as_deref().filter(|_| dated);
        Self {
            headlines: headlines.len(),
            headline_words: headlines.iter().sum(),
            held: case.held,
            article_type: of_type(case, ARTICLES) || og == Some("article"),
            list_type: of_type(case, &["CollectionPage", "ItemList", "SearchResultsPage", "Blog"]),
            home: known && is_root(path),
            shallow: known && (is_section(path) || is_archive(path)),
            list_path: known
                && (path.split('/').rev().skip(1).any(|part| LISTS.contains(&part)) || is_archive(path)),
            longest_run: longest_run(case),
            published,
        }
    }

    /// Measured over the labelled fronts and whole articles of both parts together, thresholds set on the tuning part:
    /// `eval verdict` prints how many fronts are recognised and how many articles are taken for something else.
    fn is_front(&self) -> bool {
        let listed = self.headlines >= HEADLINES;
        let bare = self.held < 25;
        match () {
            () if self.home => listed,
            () if self.list_path && self.shallow => listed,
            () if self.list_type && bare => self.headlines >= 5,
            () if self.article_type => false,
            () if self.shallow && bare => self.headlines > 0,
            () if self.shallow && listed && self.headline_words >= 100 => self.longest_run < 400,
            () => {
                listed
                    && !self.published
                    && self.longest_run < 160
                    && self.headline_words > self.longest_run.max(self.held / 2)
            }
        }
    }
}

/// The path of a site's own address.
fn is_root(path: &str) -> bool {
    path.is_empty() || path.starts_with("index.") && !path.contains('/')
}

/// A path like `/news/technology`: no number, no long slug.
pub(super) fn is_section(path: &str) -> bool {
    path.split('/').all(|part| {
        part.len() < 24
            && part.matches('-').count() < 3
            && part.chars().filter(char::is_ascii_digit).count() < 4
    })
}

/// A path like `/2026/05`, of a year, a month or a day, under which blogs list what they wrote then.
fn is_archive(path: &str) -> bool {
    let mut parts = path.split('/').rev().skip_while(|part| part.len() <= 2 && is_number(part));
    let year = parts.next().is_some_and(|part| {
        part.len() == 4 && is_number(part) && (part.starts_with("19") || part.starts_with("20"))
    });
    year && parts.count() <= 1
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words of the longest stretch of running text with nothing but short fragments between.
pub(super) fn longest_run(case: &Case<'_, '_>) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for fragment in case.fragments.iter().filter(|fragment| !fragment.scope.hidden) {
        if fragment.running() {
            run += fragment.words;
        } else if fragment.is_link() && fragment.words >= 4 {
            run = 0;
        }
        longest = longest.max(run);
    }
    longest
}
