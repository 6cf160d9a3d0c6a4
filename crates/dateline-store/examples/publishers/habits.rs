//! How a publisher writes its feeds, and what a reader of them can know.

use super::dice::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guids {
    Stable,
    /// The link, as it is written at the time.
    Link,
    Missing,
    Equal,
    /// Another one at each poll.
    Random,
    /// The item's place in the document.
    Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    Each,
    Missing,
    /// All items lead to the front page.
    Home,
    /// All items lead to one page.
    OnePage,
    /// A link blog: each item leads to a page of somebody else, some to the same one.
    Elsewhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    Exact,
    Missing,
    /// Now and then the date is moved when the text is touched.
    Bumped,
    /// Some items have none.
    Some,
    /// Some are announced for a day to come.
    Future,
}

/// What the house's second feed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Second {
    None,
    /// Brings some of the first one's articles as well.
    Shared,
    /// Half of the articles leave the first one for it at half time.
    Split,
    /// Ends at half time, and the first one brings its articles from then on.
    Merged,
    /// The same articles, seen by one reader alone.
    Private,
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
    /// Some items on one day under one title, with one text or none.
    pub(crate) notices: bool,
    /// Whether the order of the items changes.
    pub(crate) shuffled: bool,
    /// Whether addresses carry a tracker that is another one at each poll.
    pub(crate) trackers: bool,
    /// Whether now and then an item reports live, and is written anew at every poll.
    pub(crate) live: bool,
    /// Whether some items stand in the document twice: an earlier version beside the item, or one of another category.
    pub(crate) twice: bool,
    pub(crate) second: Second,
}

impl Habits {
    pub(crate) fn roll(dice: &mut Dice) -> Self {
        let mut habits = Self {
            guids: dice.pick(&[
                Guids::Stable,
                Guids::Stable,
                Guids::Link,
                Guids::Missing,
                Guids::Equal,
                Guids::Random,
                Guids::Place,
            ]),
            links: dice.pick(&[
                Links::Each,
                Links::Each,
                Links::Each,
                Links::Missing,
                Links::Home,
                Links::OnePage,
                Links::Elsewhere,
            ]),
            dates: dice.pick(&[
                Dates::Exact,
                Dates::Exact,
                Dates::Exact,
                Dates::Missing,
                Dates::Missing,
                Dates::Bumped,
                Dates::Bumped,
                Dates::Some,
                Dates::Future,
            ]),
            window: dice.pick(&[1, 3, 10, 20]),
            threads: dice.once_in(4),
            shuffled: dice.once_in(3),
            trackers: dice.once_in(4),
            live: dice.once_in(4),
            notices: dice.once_in(3),
            twice: false,
            second: dice.pick(&[
                Second::None,
                Second::None,
                Second::None,
                Second::Shared,
                Second::Split,
                Second::Merged,
                Second::Private,
            ]),
        };
        // Where nothing else tells which item it is, nobody knows a number of its place from a guid.
        if habits.guids == Guids::Place && !(habits.placed() && habits.dated()) {
            habits.guids = Guids::Random;
        }
        habits
    }

    /// Whether each item has a date that stays.
    pub(crate) fn dated(&self) -> bool {
        matches!(self.dates, Dates::Exact | Dates::Future)
    }

    /// Whether an item's address tells which item it is, in whatever feed it stands.
    pub(crate) fn placed(&self) -> bool {
        self.links == Links::Each
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
            && (self.window > 1 || self.dated())
    }

    /// Whether two items under one title can be told apart.
    pub(crate) fn knows_threads(&self) -> bool {
        if self.links == Links::Elsewhere {
            // Between feeds one title at one page of somebody else is one article.
            return self.by_guid() && matches!(self.second, Second::None | Second::Private);
        }
        self.by_guid()
            || self.by_link()
            || self.links == Links::Each && self.guids == Guids::Equal
            || self.dated()
    }

    /// Whether items of one day, one title and one text can be told apart: by a guid, or by a page, that is each one's own.
    pub(crate) fn knows_notices(&self) -> bool {
        let feeds = matches!(self.second, Second::None | Second::Private);
        self.placed()
            || self.guids == Guids::Stable && self.window > 1 && (self.links != Links::Elsewhere || feeds)
    }

    /// Whether an item whose text is corrected can be told from a new one.
    pub(crate) fn knows_corrected(&self) -> bool {
        let guid = matches!(self.guids, Guids::Stable | Guids::Link) && self.knows_placed();
        guid || self.links == Links::Each || self.dated() && !self.wanders()
    }

    /// Whether an item under a new date can be told from a new one.
    pub(crate) fn knows_redated(&self) -> bool {
        (self.by_guid() || self.links == Links::Each && !self.wanders()) && self.window > 1
    }

    /// Whether an item has another guid at another poll.
    fn wanders(&self) -> bool {
        matches!(self.guids, Guids::Random | Guids::Place)
    }

    pub(crate) fn knows_placed(&self) -> bool {
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
    /// One title and text of one day, and no mark that stays.
    Notice,
    /// Another address or title as a second feed brings it for the first time, or another title and another guid after a time out
    /// of sight.
    Changed,
    /// The only item of its feed, at the moment of the one before, under the same mark.
    Moment,
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
            Self::Notice => "of one title and day without a lasting mark",
            Self::Thread => "of one title without mark or date",
            Self::Changed => "changed out of sight",
            Self::Moment => "of one moment with the only item before",
            Self::Shares => "taken for one of these",
        }
    }
}
