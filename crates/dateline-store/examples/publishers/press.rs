//! A publisher that lives for months of made time and knows the truth: what it posted, corrected, moved and took back.

use super::dice::Dice;
use super::habits::{Dates, Guids, Habits, Links, Second, Why};
use dateline_feed::links;
use dateline_model::WebUrl;
use dateline_store::{EntryFacts, EntryKey, content_hash, exact_hash};
use jiff::{SignedDuration, Timestamp};

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
    /// Written anew at every poll.
    live: bool,
    /// Whether a document of each feed has held it.
    seen: [bool; FEEDS],
    /// Under which address and title it was seen last, and in which era of guids.
    last: (Option<String>, String, u64),
    /// Nobody who reads the feed alone could know it again.
    pub(crate) ambiguous: Option<Why>,
}

/// Feeds of a house, at most.
pub(crate) const FEEDS: usize = 2;

/// What every notice of a house says.
const FORMULA: &str = "The issuer has been told of a change in holdings under the rules of the exchange. The full notice with its tables \
    is kept on the issuer's page for three years, as the law asks for, and may be had in print from the registered office.";
/// So long a text is one article's.
const TELLING: usize = 200;

impl Article {
    fn telling(&self) -> bool {
        self.text.len() >= TELLING
    }

    /// Whether others of its day have its title.
    fn is_notice(&self) -> bool {
        self.posted.as_second() % 86_400 == 0
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
    /// Articles of each feed's latest document.
    shown: [Vec<usize>; FEEDS],
    era: u64,
    /// Whether half of the time is over.
    late: bool,
}

const WORDS: [&str; 16] = [
    "ferry", "harbour", "council", "bridge", "storm", "school", "market", "fog", "pier", "strike", "museum",
    "budget", "election", "river", "hospital", "train",
];

impl Press {
    pub(crate) fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut habits = Habits::roll(&mut dice);
        // Only where something else tells items apart: a guid for all of them makes two versions two items.
        habits.twice = habits.guids == Guids::Stable && habits.window > 1 && seed.is_multiple_of(2);
        Self {
            habits,
            articles: Vec::new(),
            dice,
            scheme: "http",
            host: "gull.example".to_owned(),
            polls: 0,
            shown: [Vec::new(), Vec::new()],
            era: 0,
            late: false,
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
            live: self.habits.live && first && self.dice.once_in(6),
            seen: [false; FEEDS],
            last: (None, String::new(), 0),
            ambiguous: (thread && !self.habits.knows_threads()).then_some(Why::Thread),
        });
    }

    /// Some notices of one day: one title, one text or none.
    fn give_notice(&mut self, now: Timestamp) {
        let title = self.dice.pick(&["Holding(s) in company", "Gale warning", "Nurse (f/m/d)"]);
        let text = self.dice.pick(&["", "The text of this notice is on our page.", FORMULA]);
        let day = SignedDuration::from_hours(now.as_second() / 3_600 % 24);
        for _ in 0..=self.dice.roll(2) {
            self.post(now);
            let known = self.habits.knows_notices();
            if let Some(last) = self.articles.last_mut() {
                (last.title, last.text, last.posted) = (title.to_owned(), text.to_owned(), now - day);
                last.live = false;
                last.ambiguous = (!known).then_some(Why::Notice);
            }
        }
    }

    /// Days pass: news, corrections, moves.
    pub(crate) fn live(&mut self, now: Timestamp) {
        for _ in 0..self.dice.roll(3) {
            self.post(now);
        }
        if self.habits.notices && self.dice.once_in(2) {
            self.give_notice(now);
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
            if self.in_sight(at) {
                if self.articles.get(at).is_some_and(|article| article.live && article.shown) {
                    self.report_live(at);
                } else if self.dice.once_in(8) {
                    self.edit(at, now);
                }
            }
        }
    }

    /// Half of the time is over: feeds split and merge. Nothing else happens meanwhile, for what is edited as it goes to another
    /// feed nobody can know.
    pub(crate) fn half_time(&mut self) {
        self.late = true;
    }

    /// Whether every feed that has brought an article showed it in its latest document.
    fn in_sight(&self, at: usize) -> bool {
        let Some(article) = self.articles.get(at) else { return false };
        article.seen.iter().zip(&self.shown).all(|(seen, shown)| !seen || shown.contains(&at))
    }

    /// A live report gets a new title and another beginning.
    fn report_live(&mut self, at: usize) {
        let (text, habits, poll) = (self.words(6), self.habits, self.polls);
        let alone = self.alone();
        let Some(article) = self.articles.get_mut(at) else { return };
        article.doubt(Why::Alone, alone || habits.window == 1);
        article.doubt(Why::Retitled, !habits.knows_retitled());
        article.doubt(Why::Corrected, !habits.knows_corrected());
        article.title = format!("{text} live at {poll} of {at}");
        article.text = format!("{text} {}", article.text);
    }

    /// Whether the feeds have shown no other item yet.
    fn alone(&self) -> bool {
        (0..FEEDS).any(|feed| {
            let seen = self.articles.iter().filter(|article| article.seen.get(feed) == Some(&true));
            seen.count() == 1
        }) || !self.articles.iter().any(|article| article.seen.contains(&true))
    }

    fn edit(&mut self, at: usize, now: Timestamp) {
        let (kind, text) = (self.dice.roll(6), self.words(6));
        let habits = self.habits;
        let alone = self.alone();
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
            2 if self.habits.dated() => self.host = "tern.example".to_owned(),
            3 if self.habits.guids == Guids::Stable && self.habits.dated() => {
                self.era += 1;
                let placed = self.habits.placed();
                let notices = self.articles.iter_mut().filter(|article| article.is_notice());
                notices.for_each(|notice| notice.doubt(Why::Notice, !placed));
            }
            _ => {}
        }
    }

    /// How many feeds the house has now.
    pub(crate) fn feeds(&self) -> usize {
        match self.habits.second {
            Second::None => 1,
            Second::Split if !self.late => 1,
            Second::Merged if self.late => 1,
            Second::Shared | Second::Split | Second::Merged | Second::Private => FEEDS,
        }
    }

    /// Whether a feed brings an article.
    fn brings(&self, feed: usize, article: &Article) -> bool {
        let half = article.number % FEEDS == feed;
        match self.habits.second {
            Second::None | Second::Private => true,
            Second::Shared => feed == 0 || article.number.is_multiple_of(2),
            Second::Split => !self.late || half,
            Second::Merged => self.late || half,
        }
    }

    /// Time passes to the next poll.
    pub(crate) fn tick(&mut self) {
        self.polls += 1;
    }

    /// The document of a feed as it is now: items with the numbers of their articles.
    pub(crate) fn document(&mut self, feed: usize) -> Vec<(usize, EntryFacts)> {
        let shown = self.articles.iter().rev();
        let shown = shown.filter(|article| article.shown && self.brings(feed, article));
        let mut shown: Vec<Article> = shown.take(self.habits.window).cloned().collect();
        if self.habits.shuffled {
            for at in (1..shown.len()).rev() {
                shown.swap(at, self.dice.roll(at as u64 + 1) as usize);
            }
        }
        let places = shown.iter().enumerate().rev();
        let mut items: Vec<_> =
            places.map(|(place, article)| (article.number, self.item(article, place))).collect();
        if self.habits.twice {
            self.print_twice(&mut items);
        }
        for (number, facts) in &items {
            self.note(feed, *number, (facts.key.url.clone(), facts.title.clone(), self.era));
        }
        self.shown[feed] = items.iter().map(|(number, _)| *number).collect();
        items
    }

    /// Puts a second copy of some items into a document: with another text of the same moment or of an hour before, or with
    /// nothing but another category.
    fn print_twice(&mut self, items: &mut Vec<(usize, EntryFacts)>) {
        let several = items.len() > 2;
        for at in (0..items.len()).rev() {
            let Some((number, facts)) =
                items.get(at).filter(|(number, _)| several && number.is_multiple_of(4))
            else {
                continue;
            };
            let (number, mut copy) = (*number, facts.clone());
            match number % 3 {
                0 => copy.key.content = exact_hash(["Another category"]),
                kind => {
                    let text = format!("An earlier word on {number}.");
                    copy.key.hash = content_hash(&copy.title, &text);
                    copy.key.content = exact_hash([copy.title.as_str(), &text]);
                    (copy.key.teaser, copy.key.telling) = (text.clone(), false);
                    copy.summary = Some(text);
                    let earlier =
                        copy.published.map(|at| at - SignedDuration::from_hours(i64::from(kind == 1)));
                    copy.published = earlier;
                    copy.key.published = earlier.map(Timestamp::as_millisecond);
                }
            }
            // The item stands first in the document, or the copy where its date tells.
            let told = number % 3 == 1 && copy.published.is_some();
            let place = if told && self.dice.once_in(2) { at + 1 } else { at };
            items.insert(place, (number, copy));
        }
    }

    /// A document of a feed holds an article now.
    fn note(&mut self, feed: usize, number: usize, now: (Option<String>, String, u64)) {
        let private = self.habits.second == Second::Private;
        let marked = self.habits.guids == Guids::Stable || self.habits.links == Links::Each;
        let before = self.shown[feed].first().and_then(|before| self.articles.get(*before));
        let posted = before.filter(|before| before.number != number).map(|before| before.posted);
        let alone = self.habits.window == 1 && !marked;
        let Some(article) = self.articles.get_mut(number) else { return };
        article.doubt(Why::Moment, alone && posted == Some(article.posted));
        let (elsewhere, here) = (article.seen.contains(&true) && !private, article.seen[feed]);
        let (address, title, era) = &article.last;
        let changed = elsewhere && !here && (address, title) != (&now.0, &now.1);
        let unseen = elsewhere && *era != now.2 && *title != now.1;
        article.doubt(Why::Changed, changed || unseen);
        article.seen[feed] = true;
        article.last = now;
    }

    fn item(&self, article: &Article, place: usize) -> EntryFacts {
        let front = format!("{}://{}", self.scheme, self.host);
        let link = match self.habits.links {
            Links::Each if self.habits.trackers => {
                Some(format!("{front}{}?utm_source=rss&utm_campaign={}", article.path, self.polls))
            }
            Links::Each => Some(format!("{front}{}", article.path)),
            Links::Missing => None,
            Links::Home => Some(format!("{front}/")),
            Links::OnePage => Some(format!("{front}/today")),
            Links::Elsewhere => {
                Some(format!("https://paper{}.example/story/{}", article.number % 4, article.number / 8))
            }
        };
        let guid = match self.habits.guids {
            Guids::Stable => Some(format!("{}-{}", self.era, article.guid)),
            Guids::Link => link.clone(),
            Guids::Missing => None,
            Guids::Equal => Some("feed".to_owned()),
            Guids::Random => Some(format!("{}-{}", self.polls, article.guid)),
            Guids::Place => Some(place.to_string()),
        };
        let published = match self.habits.dates {
            Dates::Missing => None,
            Dates::Some if article.number.is_multiple_of(3) => None,
            Dates::Future if article.number.is_multiple_of(4) => {
                Some(article.posted + SignedDuration::from_hours(70))
            }
            Dates::Exact | Dates::Bumped | Dates::Some | Dates::Future => Some(article.posted),
        };
        let mut facts = facts(guid.as_deref(), link.as_deref(), &article.title, &article.text, published);
        facts.key.own = self.habits.links != Links::Elsewhere;
        facts
    }
}

/// An item as the desk hands it on, its address without trackers.
fn facts(
    guid: Option<&str>,
    link: Option<&str>,
    title: &str,
    text: &str,
    published: Option<Timestamp>,
) -> EntryFacts {
    let url = link.and_then(|link| WebUrl::parse(link).ok()).map(|url| links::clean(&url));
    let key = url.as_ref().map(WebUrl::key);
    EntryFacts {
        key: EntryKey {
            guid: guid.map(links::clean_guid),
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
        content_given: false,
    }
}

/// The moment of a poll: four times a day.
pub(crate) fn moment(poll: usize) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(490_000 + 6 * poll as i64)
}
