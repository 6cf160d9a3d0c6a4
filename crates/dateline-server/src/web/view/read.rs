//! `/read`: a page or text line by line beside the article that comes of it.

use super::article::{BlockView, VerdictView};
use super::common::{Nav, Shell, TextLanguage};
use crate::web::l10n;
use askama::Template;
use dateline_model::AsideKind;

/// The form, and the result once something was read.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "read.html")]
pub(crate) struct ReadPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// What was pasted.
    pub(crate) text: String,
    /// The address that was given.
    pub(crate) address: String,
    /// Where the desk is, for a bookmark; unknown where the browser does not say.
    pub(crate) origin: Option<String>,
    /// Why it could not be read.
    pub(crate) trouble: Option<String>,
    /// What came of it.
    pub(crate) result: Option<ReadResult>,
}

/// What came of a reading.
#[derive(Debug, Clone)]
pub(crate) struct ReadResult {
    /// `Plain text, 20 lines` or `HTML, 48 blocks`.
    pub(crate) input: String,
    /// How much is held and why.
    pub(crate) verdict: VerdictView,
    /// The input, piece by piece.
    pub(crate) lines: Vec<ReadLine>,
    /// Kinds that occur: kind and how often.
    pub(crate) legend: Vec<(LineKind, usize)>,
    /// Headline of the article.
    pub(crate) title: Option<String>,
    /// Sentence under it.
    pub(crate) standfirst: Option<String>,
    /// Publisher, authors, day: what could be found.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// Language and direction of the article.
    pub(crate) text_language: TextLanguage,
    /// The clean article.
    pub(crate) blocks: Vec<BlockView>,
}

/// One piece of the input.
#[derive(Debug, Clone)]
pub(crate) struct ReadLine {
    /// Its number from 1.
    pub(crate) number: usize,
    /// What it is.
    pub(crate) kind: LineKind,
    /// What more can be said: `bot check`.
    pub(crate) note: Option<String>,
    /// Why it was taken so, in words.
    pub(crate) because: String,
    /// Its words in parts; one part unless headlines were unglued.
    pub(crate) parts: Vec<LinePart>,
}

/// A part of a line.
#[derive(Debug, Clone)]
pub(crate) struct LinePart {
    /// Its words.
    pub(crate) text: String,
    /// `title`, `publisher`, `glue`, or empty for plain words.
    pub(crate) class: &'static str,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LineKind {
    /// The headline.
    Headline,
    /// A part of the article.
    Article,
    /// An aside.
    Aside(AsideKind),
    /// Left out, and nothing more is known.
    Left,
}

impl LineKind {
    /// Class: one of the colours.
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Self::Article | Self::Headline => "article",
            Self::Aside(AsideKind::Notice) => "notice",
            Self::Aside(AsideKind::Teaser | AsideKind::Related) => "teaser",
            Self::Aside(AsideKind::Cluster) => "cluster",
            Self::Aside(AsideKind::Cookie) => "cookie",
            Self::Aside(_) | Self::Left => "rest",
        }
    }

    /// Name in the margin.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Headline => l10n::text("line-headline"),
            Self::Article => l10n::text("line-article"),
            Self::Aside(AsideKind::Notice) => l10n::text("line-notice"),
            Self::Aside(AsideKind::Teaser) => l10n::text("line-teaser"),
            Self::Aside(AsideKind::Cluster) => l10n::text("line-several-publishers"),
            Self::Aside(AsideKind::Cookie) => l10n::text("line-cookie-line"),
            Self::Aside(AsideKind::Caption) => l10n::text("line-caption"),
            Self::Aside(AsideKind::Navigation) => l10n::text("line-navigation"),
            Self::Aside(AsideKind::BylineBox) => l10n::text("line-byline"),
            Self::Aside(AsideKind::Newsletter) => l10n::text("line-newsletter"),
            Self::Aside(AsideKind::Comments) => l10n::text("line-comments"),
            Self::Aside(AsideKind::Advert) => l10n::text("line-advert"),
            Self::Aside(AsideKind::Related) => l10n::text("line-related"),
            Self::Left => l10n::text("line-left-out"),
        }
    }
}
