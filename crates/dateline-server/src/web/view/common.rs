//! What every page shares: the frame, signs, pictures, paging, errors, help.

use crate::web::dates::When;
use crate::web::l10n;
use crate::web::preferences::Preferences;
use crate::web::wording::{self, Held};
use askama::Template;
use dateline_model::{Reason, Verdict, WebUrl};

/// The frame around every page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shell {
    /// Title of the window, without the program's name.
    pub(crate) title: String,
    /// Which entry of the navigation is current.
    pub(crate) nav: Nav,
    /// What stands in the search field.
    pub(crate) query: String,
    /// The day, in the masthead.
    pub(crate) today: String,
    /// State of the desk.
    pub(crate) status: Status,
    /// Address of the style sheet, with its fingerprint.
    pub(crate) css: &'static str,
    /// Address of the script, with its fingerprint.
    pub(crate) js: &'static str,
    /// Who reads, for what a browser keeps: empty where nobody is logged in, nothing where that is not known.
    pub(crate) reader: Option<String>,
    /// Address of the script for articles.
    pub(crate) reading_js: &'static str,
    /// How the reader wants pages to look.
    pub(crate) look: Preferences,
    /// What the last mark did.
    pub(crate) told: Option<Told>,
    /// Unread articles in all, where there are any.
    pub(crate) unread: String,
    /// Seconds after which the page asks again by itself; only while something is running.
    pub(crate) refresh: Option<u32>,
    /// Whether whoever looks at it has an account.
    pub(crate) account: bool,
    /// Whether it is shown without a login: then it leads nowhere.
    pub(crate) closed: bool,
}

/// Entries of the navigation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Nav {
    /// Stories.
    Front,
    /// Lists of articles.
    Articles,
    /// Starred articles.
    Starred,
    /// Kept searches.
    Searches,
    /// Follows.
    Follows,
    /// Rules.
    Rules,
    /// Feeds.
    Feeds,
    /// Read a page.
    Read,
    /// Settings.
    Settings,
    /// Help.
    Help,
    /// One's account.
    Account,
    /// None of them.
    #[default]
    Elsewhere,
}

impl Shell {
    /// The language of the interface: the attribute `lang`.
    pub(crate) fn lang(&self) -> &'static str {
        l10n::Language::current().tag()
    }

    /// Words that the scripts say, in other languages than English, which they know.
    pub(crate) fn script_words(&self) -> Option<String> {
        l10n::script_words()
    }

    /// Whether the interface is mirrored.
    pub(crate) fn is_rtl(&self) -> bool {
        l10n::Language::current().is_rtl()
    }

    /// `page` for the current entry, `false` for the others: the values of `aria-current`.
    pub(crate) fn current(&self, nav: Nav) -> &'static str {
        if self.nav == nav { "page" } else { "false" }
    }
}

/// What a mark did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// What was done.
    pub(crate) words: String,
    /// Number by which it can be undone.
    pub(crate) undo: Option<i64>,
    /// Where undoing leads back to.
    pub(crate) back: String,
}

/// Status line under the masthead.
#[derive(Debug, Clone, Default)]
pub(crate) struct Status {
    /// When the last update ended.
    pub(crate) updated: Option<When>,
    /// A running update.
    pub(crate) running: Option<Progress>,
    /// Feeds that are ill, to be looked at.
    pub(crate) ill: usize,
}

/// How far an update is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    /// Feeds done.
    pub(crate) done: usize,
    /// Feeds in all.
    pub(crate) total: usize,
    /// What it does, in words.
    pub(crate) words: String,
}

/// Language and direction of a publisher's text: the attributes `lang` and `dir`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct TextLanguage {
    /// BCP 47 tag; empty where unknown, which HTML reads as "unknown".
    pub(crate) lang: String,
    /// `ltr`, `rtl` or `auto`.
    pub(crate) dir: &'static str,
}

impl TextLanguage {
    /// From a language tag; letters, digits and hyphens only.
    pub(crate) fn of(language: Option<&str>) -> Self {
        let Some(language) = language.filter(|tag| is_tag(tag)) else {
            return Self { lang: String::new(), dir: "auto" };
        };
        let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        Self { lang: language.to_owned(), dir: if l10n::is_rtl(&primary) { "rtl" } else { "ltr" } }
    }
}

fn is_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// A verdict as a sign with words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct MarkView {
    /// Class and name of the sign.
    pub(crate) class: &'static str,
    /// `Preview: paid subscription`.
    pub(crate) label: String,
    /// `Preview`.
    pub(crate) word: &'static str,
}

impl MarkView {
    /// The mark of a holding with its reasons.
    pub(crate) fn of(held: Held, reasons: &[Reason]) -> Self {
        Self { class: held.class(), label: wording::mark(held, reasons), word: held.word() }
    }

    /// The same of something that is no article: what it is, unless something of it is missing.
    pub(crate) fn called(self, held: Held, word: &'static str) -> Self {
        let stays = !matches!(held, Held::Whole | Held::Other | Held::Headline);
        if stays { self } else { Self { class: self.class, label: word.to_owned(), word } }
    }

    /// The mark of a verdict.
    pub(crate) fn of_verdict(verdict: &Verdict) -> Self {
        Self::of(Held::of(verdict.holding, &verdict.reasons), &verdict.reasons)
    }
}

/// How much of each article of a story is held: one sign each and a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Classes of the signs, best first, at most [`Tally::SIGNS`].
    pub(crate) signs: Vec<&'static str>,
    /// `7 publishers`: all that a telephone has room for.
    pub(crate) few: String,
    /// `7 publishers, 3 independent sources; 4 whole, 2 previews, 1 blocked`.
    pub(crate) words: String,
}

impl Tally {
    /// More signs than this say nothing more.
    pub(crate) const SIGNS: usize = 12;

    /// The tally of a story: `sources` are publishers that do not merely carry another's text.
    pub(crate) fn of(publishers: usize, sources: usize, held: &[Held]) -> Self {
        let mut sorted = held.to_vec();
        sorted.sort_unstable();
        let counts = Held::ALL.iter().filter_map(|kind| {
            let count = sorted.iter().filter(|held| *held == kind).count();
            (count > 0).then(|| kind.counted(count))
        });
        let counts = l10n::list(&counts.collect::<Vec<_>>());
        let publisher_words = l10n::count("count-publishers", publishers);
        let id = match (publishers, sources) {
            (0 | 1, _) | (_, 0) => "tally",
            (_, sources) if sources == publishers => "tally-all-independent",
            (_, _) => "tally-sources",
        };
        let words = l10n::with(id)
            .text("publishers", &publisher_words)
            .text("sources", l10n::count("count-independent-sources", sources))
            .text("counts", counts);
        Self {
            signs: sorted.iter().take(Self::SIGNS).map(|held| held.class()).collect(),
            few: publisher_words,
            words: words.to_string(),
        }
    }
}

/// A picture through our own route.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Our address.
    pub(crate) src: String,
    /// Words for those who cannot see it; empty for decoration.
    pub(crate) alt: String,
    /// Photographer or agency.
    pub(crate) credit: Option<String>,
    /// Its address at the publisher, by which its size is looked up.
    pub(crate) origin: Option<WebUrl>,
    /// Width and height in pixels, measured, else as the publisher declares them.
    pub(crate) size: Option<(u32, u32)>,
}

/// Read and starred, with what the forms need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The story, where reading marks all of it.
    pub(crate) story: Option<i64>,
    /// The article, or the lead of the story.
    pub(crate) entry: i64,
    /// Read already.
    pub(crate) read: bool,
    /// Starred.
    pub(crate) starred: bool,
    /// Where to go after the mark: a path of ours.
    pub(crate) back: String,
    /// The list that the article stands in, as forms name it; empty elsewhere.
    pub(crate) list: String,
    /// When the list was read, in milliseconds.
    pub(crate) seen: i64,
    /// The article at its publisher, where the list has no other way to it.
    pub(crate) link: Option<String>,
}

/// Pages of a long list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paging {
    /// Address of the page before.
    pub(crate) newer: Option<String>,
    /// Address of the page after.
    pub(crate) older: Option<String>,
    /// `Page 2`, where there is more than one.
    pub(crate) words: String,
}

/// Something went wrong: what happened, what was kept, what to do next.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub(crate) struct ErrorPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// HTTP status.
    pub(crate) status: u16,
    /// What happened.
    pub(crate) happened: String,
    /// What was kept.
    pub(crate) kept: String,
    /// What to do next.
    pub(crate) next: String,
}

/// Help: keys, signs, search, addresses.
#[derive(Debug, Clone, Template)]
#[template(path = "help.html")]
pub(crate) struct HelpPage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Every sign with its words.
    pub(crate) signs: Vec<MarkView>,
    /// Every reason: a few words and the sentence.
    pub(crate) reasons: Vec<(&'static str, &'static str)>,
    /// Version of the program.
    pub(crate) version: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tally_reads_like_a_sentence() {
        let held =
            [Held::Whole, Held::Blocked, Held::Preview, Held::Whole, Held::Preview, Held::Whole, Held::Whole];
        let tally = Tally::of(7, 3, &held);
        assert_eq!(tally.words, "7 publishers, 3 independent sources; 4 whole, 2 previews, 1 blocked");
        assert_eq!(tally.signs.len(), 7);
        assert_eq!(tally.signs.last(), Some(&"blocked"));
        assert_eq!(Tally::of(1, 1, &[Held::Preview]).words, "1 publisher; 1 preview");
    }

    #[test]
    fn tongues_are_checked() {
        assert_eq!(TextLanguage::of(Some("ar-EG")), TextLanguage { lang: "ar-EG".into(), dir: "rtl" });
        assert_eq!(TextLanguage::of(Some("de")).dir, "ltr");
        assert_eq!(TextLanguage::of(Some("\" onload=")), TextLanguage { lang: String::new(), dir: "auto" });
        assert_eq!(TextLanguage::of(None).dir, "auto");
    }
}
