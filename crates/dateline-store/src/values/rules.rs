//! Rules of a reader: which articles they are about, and what they do.

use crate::{EntrySummary, Section};
use dateline_model::{FeedId, Holding, Medium, StoryId};
use jiff::Timestamp;

/// Which articles a rule is about: those that meet every condition that is given. One of several words, authors or publishers is
/// enough.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleConditions {
    /// Words or phrases in the headline; one that ends in `*` stands for all words that begin so.
    pub title: Vec<String>,
    /// Words or phrases in headline, standfirst or text.
    pub text: Vec<String>,
    /// Words or phrases that stand nowhere in it.
    pub without: Vec<String>,
    /// Names in its byline.
    pub authors: Vec<String>,
    /// Publishers by name or host.
    pub publishers: Vec<String>,
    /// A feed that brought it.
    pub feed: Option<FeedId>,
    /// A folder with a feed that brought it.
    pub folder: Option<String>,
    /// How much of it is held.
    pub verdict: Option<RuleVerdict>,
    /// Its language, by the first part of its tag or the whole.
    pub language: Option<String>,
    /// Its section.
    pub section: Option<Section>,
    /// What it is.
    pub kind: Option<RuleKind>,
    /// At least so many words.
    pub words_from: Option<u32>,
    /// At most so many words.
    pub words_to: Option<u32>,
    /// Its story has at least so many articles.
    pub story_from: Option<u32>,
    /// Its story has at most so many articles.
    pub story_to: Option<u32>,
    /// The story that it stands in.
    pub story: Option<StoryId>,
}

/// How much of an article is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleVerdict {
    /// Exactly this.
    Is(Holding),
    /// An article, but not the whole of it.
    NotWhole,
}

impl RuleVerdict {
    /// Name in forms and in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Is(holding) => holding.as_str(),
            Self::NotWhole => "not_whole",
        }
    }

    /// The verdict of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "not_whole" { Some(Self::NotWhole) } else { Holding::from_word(word).map(Self::Is) }
    }
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// Text to be read.
    Article,
    /// Something else.
    Other(Medium),
}

impl RuleKind {
    /// Name in forms and in the API.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Other(medium) => medium.as_str(),
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        if word == "article" { Some(Self::Article) } else { Medium::from_word(word).map(Self::Other) }
    }
}

/// What a rule does with an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleActions {
    /// Hides it from lists and from Today; it is read, and stands in the list of what is muted.
    pub mute: bool,
    /// Marks it read.
    pub read: bool,
    /// Stars it.
    pub star: bool,
    /// Gives it the label of this name.
    pub label: Option<String>,
    /// Counts for its story's place on Today like something followed.
    pub lift: bool,
    /// Tells its reader of it on Today.
    pub notify: bool,
}

impl RuleActions {
    /// Whether there is nothing to do.
    pub const fn is_empty(&self) -> bool {
        !self.mute && !self.read && !self.star && self.label.is_none() && !self.lift && !self.notify
    }
}

/// What a reader says of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRule {
    /// What it is called; without a name it is called by its conditions.
    pub name: String,
    /// Which articles.
    pub conditions: RuleConditions,
    /// What to do with them.
    pub actions: RuleActions,
    /// Whether it rests.
    pub paused: bool,
}

/// A rule that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Number.
    pub id: i64,
    /// Since when.
    pub made_at: Timestamp,
    /// What the reader said.
    pub rule: NewRule,
    /// How many articles it was carried out on that are still here.
    pub matches: u64,
}

/// What a rule found since its reader last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleAlert {
    /// Number of the rule.
    pub rule: i64,
    /// What it is called.
    pub name: String,
    /// How many articles.
    pub new: u64,
}

/// What a rule would have done.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RulePreview {
    /// How many articles of the reader came since then.
    pub looked_at: u64,
    /// How many of them meet the conditions.
    pub matched: u64,
    /// The latest of those.
    pub items: Vec<EntrySummary>,
}
