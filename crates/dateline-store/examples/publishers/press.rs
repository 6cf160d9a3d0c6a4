//! A publisher that lives for months of made time and knows the truth: what it posted, corrected, moved and took back.

use dateline_model::WebUrl;
use dateline_store::{EntryFacts, EntryKey, content_hash, exact_hash};
use jiff::{SignedDuration, Timestamp};

/// Random numbers of a seed: xorshift.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// From 0 to `sides - 1`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides.max(1)
    }

    /// Whether one of so many times.
    pub(crate) fn once_in(&mut self, times: u64) -> bool {
        self.roll(times) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guids {
    Stable,
    /// The link, as it is written at the time.
    Link,
    Missing,
    Equal,
    /// Another one at each poll.
    Random,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    Each,
    Missing,
    /// All items lead to the front page.
    Home,
    /// All items lead to one page.
    OnePage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    Exact,
    Missing,
    /// Now and then the date is moved when the text is touched.
    Bumped,
}

/// How a publisher writes its feed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Habits {
    pub(crate) guids: Guids,
    pub(crate) links: Links,
    pub(crate) dates: Dates,
    /// Items in the document.
    pub(crate) window: usize,
    /// A thread under one title again and again.
    pub(crate) threads: bool,
    /// Whether the order of the items changes.
    pub(crate) shuffled: bool,
}

impl Habits {
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        Self {
            guids: dice.pick(&[
                Guids::Stable,
                Guids::Stable,
                Guids::Link,
                Guids::Missing,
                Guids::Equal,
                Guids::Random,
            ]),
            links: dice.pick(&[
                Links::Each,
                Links::Each,
                Links::Each,
                Links::Missing,
                Links::Home,
                Links::OnePage,
            ]),
            dates: dice.pick(&[Dates::Exact, Dates::Exact, Dates::Missing, Dates::Bumped]),
            window: dice.pick(&[1, 3, 10, 20]),
            threads: dice.once_in(4),
            shuffled: dice.once_in(3),
        }
    }

    /// Whether an item is known by its guid alone, whatever else changes.
    fn by_guid(&self) -> bool {
        self.guids == Guids::Stable || self.guids == Guids::Link && self.links == Links::Each
    }

    /// Whether an item is known by its address alone.
    fn by_link(&self) -> bool {
        self.links == Links::Each && self.guids == Guids::Missing
    }

    /// Whether an item whose title is replaced can be told from a new one.
    pub(crate) fn knows_retitled(&self) -> bool {
        (self.by_guid() || self.by_link() || self.guids == Guids::Equal && self.links == Links::Each)
            && (self.window > 1 || self.dates == Dates::Exact)
    }

    /// Whether two items under one title can be told apart.
    fn knows_threads(&self) -> bool {
        self.by_guid()
            || self.by_link()
            || self.links == Links::Each && self.guids == Guids::Equal
            || self.dates == Dates::Exact
    }

    /// Whether an item whose text is corrected can be told from a new one.
    fn knows_corrected(&self) -> bool {
        let dated = self.dates != Dates::Missing;
        let guid = matches!(self.guids, Guids::Stable | Guids::Link) && self.knows_placed();
        guid || self.links == Links::Each
            || dated && self.dates == Dates::Exact && self.guids != Guids::Random
    }

    /// Whether an item under a new date can be told from a new one.
    fn knows_redated(&self) -> bool {
        (self.by_guid() || self.links == Links::Each && self.guids != Guids::Random) && self.window > 1
    }

    fn knows_placed(&self) -> bool {
        self.guids == Guids::Stable || self.links == Links::Each
    }
}

/// Why nobody who reads the feed alone could know an article again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Why {
    /// Edited while the feed had not yet shown another item: whether it always holds one, the latest, is not to be known.
    Alone,
    /// Another title, and neither guid nor address that stand for it alone.
    Retitled,
    /// Another text, and no mark or date that stands for it alone.
    Corrected,
    /// Another date, and no mark that stands for it alone.
    Redated,
    /// One title again and again, and neither marks nor dates.
    Thread,
    /// Its entry is that of an article of the kinds above.
    Shares,
}

impl Why {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Alone => "edited as the only item so far",
            Self::Retitled => "retitled without a lasting mark",
            Self::Corrected => "corrected without a lasting mark",
            Self::Redated => "redated without a lasting mark",
            Self::Thread => "of one title without mark or date",
            Self::Shares => "taken for one of these",
        }
    }
}

/// An article as it truly is.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) number: usize,
    title: String,
    text: String,
    path: String,
    posted: Timestamp,
    guid: String,
    shown: bool,
    /// Whether a document has held it.
    seen: bool,
    /// Nobody who reads the feed alone could know it again.
    pub(crate) ambiguous: Option<Why>,
}

/// So long a text is one article's.
const TELLING: usize = 200;

impl Article {
    fn telling(&self) -> bool {
        self.text.len() >= TELLING
    }

    fn doubt(&mut self, why: Why, doubtful: bool) {
        if doubtful {
            self.ambiguous = self.ambiguous.or(Some(why));
        }
    }
}

/// One publisher with its articles, the latest last.
pub(crate) struct Press {
    pub(crate) habits: Habits,
    pub(crate) articles: Vec<Article>,
    dice: Dice,
    scheme: &'static str,
    host: String,
    polls: u64,
    /// Articles of the latest document, and how many there were then.
    shown: (Vec<usize>, usize),
    era: u64,
}

const WORDS: [&str; 16] = [
    "ferry", "harbour", "council", "bridge", "storm", "school", "market", "fog", "pier", "strike", "museum",
    "budget", "election", "river", "hospital", "train",
];

impl Press {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let habits = Habits::roll(&mut dice);
        Self {
            habits,
            articles: Vec::new(),
            dice,
            scheme: "http",
            host: "gull.example".to_owned(),
            polls: 0,
            shown: (Vec::new(), 0),
            era: 0,
        }
    }

    fn words(&mut self, most: usize) -> String {
        (0..most).map(|_| self.dice.pick(&WORDS)).collect::<Vec<_>>().join(" ")
    }

    fn post(&mut self, now: Timestamp) {
        let number = self.articles.len();
        let first = self.articles.last().is_none_or(|last| last.posted != now);
        let thread = self.habits.threads && first && self.dice.once_in(3);
        let title = if thread { "Open thread".to_owned() } else { format!("{} {number}", self.words(4)) };
        let text = if thread { "Talk here.".to_owned() } else { self.words(20) };
        self.articles.push(Article {
            number,
            title,
            text: format!("{text} {number}"),
            path: format!("/2026/{number}"),
            posted: now,
            guid: format!("id-{number}"),
            shown: true,
            seen: false,
            ambiguous: (thread && !self.habits.knows_threads()).then_some(Why::Thread),
        });
    }

    /// Days pass: news, corrections, moves.
    pub(crate) fn live(&mut self, now: Timestamp) {
        for _ in 0..self.dice.roll(3) {
            self.post(now);
        }
        // Nobody can tell an article that is edited while its site moves.
        if self.dice.once_in(25) {
            return self.move_house();
        }
        for article in &mut self.articles {
            article.shown |= self.dice.once_in(10);
        }
        let latest = self.articles.len().saturating_sub(self.habits.window + 2);
        for at in latest..self.articles.len() {
            // What changes out of sight nobody can follow.
            let seen = at >= self.shown.1 || self.shown.0.contains(&at);
            if seen && self.dice.once_in(8) {
                self.edit(at, now);
            }
        }
    }

    fn edit(&mut self, at: usize, now: Timestamp) {
        let (kind, text) = (self.dice.roll(6), self.words(6));
        let habits = self.habits;
        let alone = self.articles.iter().filter(|article| article.seen).count() <= 1;
        let Some(article) = self.articles.get_mut(at) else { return };
        article.doubt(Why::Alone, alone && !(kind == 0 && article.telling()));
        match kind {
            0 => {
                article.title = format!("{text} {at} corrected");
                article.doubt(Why::Retitled, !habits.knows_retitled());
            }
            1 => article.title = article.title.to_uppercase(),
            2 | 3 => {
                article.text = format!("{text} {}", article.text);
                article.doubt(Why::Corrected, !habits.knows_corrected());
            }
            4 if habits.guids == Guids::Stable && habits.links == Links::Each => {
                article.path = format!("{}-corrected", article.path);
            }
            5 => article.shown = false,
            _ => {}
        }
        if habits.dates == Dates::Bumped && article.shown {
            article.posted = now;
            article.doubt(Why::Redated, !habits.knows_redated());
        }
    }

    /// http to https, `www.`, another host, another system with other guids.
    fn move_house(&mut self) {
        match self.dice.roll(4) {
            0 => self.scheme = "https",
            1 => {
                let bare = self.host.starts_with("www.");
                self.host = if bare { "gull.example" } else { "www.gull.example" }.to_owned();
            }
            2 if self.habits.dates == Dates::Exact => self.host = "tern.example".to_owned(),
            3 if self.habits.guids == Guids::Stable && self.habits.dates == Dates::Exact => self.era += 1,
            _ => {}
        }
    }

    /// The document as it is now: items with the numbers of their articles.
    pub(crate) fn document(&mut self) -> Vec<(usize, EntryFacts)> {
        self.polls += 1;
        let shown = self.articles.iter().rev().filter(|article| article.shown).take(self.habits.window);
        let mut shown: Vec<Article> = shown.cloned().collect();
        if self.habits.shuffled {
            for at in (1..shown.len()).rev() {
                shown.swap(at, self.dice.roll(at as u64 + 1) as usize);
            }
        }
        shown.iter().for_each(|article| self.articles[article.number].seen = true);
        self.shown = (shown.iter().map(|article| article.number).collect(), self.articles.len());
        shown.iter().rev().map(|article| (article.number, self.item(article))).collect()
    }

    fn item(&self, article: &Article) -> EntryFacts {
        let front = format!("{}://{}", self.scheme, self.host);
        let link = match self.habits.links {
            Links::Each => Some(format!("{front}{}", article.path)),
            Links::Missing => None,
            Links::Home => Some(format!("{front}/")),
            Links::OnePage => Some(format!("{front}/today")),
        };
        let guid = match self.habits.guids {
            Guids::Stable => Some(format!("{}-{}", self.era, article.guid)),
            Guids::Link => link.clone(),
            Guids::Missing => None,
            Guids::Equal => Some("feed".to_owned()),
            Guids::Random => Some(format!("{}-{}", self.polls, article.guid)),
        };
        let published = (self.habits.dates != Dates::Missing).then_some(article.posted);
        facts(guid, link.as_deref(), &article.title, &article.text, published)
    }
}

/// An item as the desk hands it on, its address without trackers.
fn facts(
    guid: Option<String>,
    link: Option<&str>,
    title: &str,
    text: &str,
    published: Option<Timestamp>,
) -> EntryFacts {
    let url = link.and_then(|link| WebUrl::parse(link).ok());
    let key = url.as_ref().map(WebUrl::key);
    EntryFacts {
        key: EntryKey {
            guid,
            own: true,
            title: content_hash(title, ""),
            published: published.map(Timestamp::as_millisecond),
            hash: content_hash(title, text),
            teaser: text.to_owned(),
            telling: text.len() >= TELLING,
            content: exact_hash([title, text, key.as_deref().unwrap_or_default()]),
            url: key,
        },
        url,
        title: title.to_owned(),
        summary: Some(text.to_owned()),
        published,
        publisher: None,
        publisher_host: None,
        language: None,
        image: None,
        related: Vec::new(),
        comments: None,
        categories: Vec::new(),
        authors: Vec::new(),
        attached: dateline_model::Attached::default(),
    }
}

/// The moment of a poll: four times a day.
pub(crate) fn moment(poll: usize) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(490_000 + 6 * poll as i64)
}
