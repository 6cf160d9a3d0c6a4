//! An article: its text, or a notice of what is missing, with evidence.

use super::common::{MarkView, Marks, Nav, Picture, Shell, TextLanguage};
use super::notes::NoteView;
use crate::web::dates::When;
use crate::web::inline_markup::{Inline, Referring};
use crate::web::l10n;
use crate::web::list_markup::{Listed, Notes};
use askama::Template;
use dateline_model::{ListItem, RichText};

/// One article.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "article.html")]
pub(crate) struct ArticlePage {
    /// The frame.
    pub(crate) shell: Shell,
    /// Its labels, and all that its reader has.
    pub(crate) labels: (Vec<String>, Vec<String>),
    /// Headline.
    pub(crate) title: String,
    /// Language and direction of the article.
    pub(crate) text_language: TextLanguage,
    /// Section as the publisher names it.
    pub(crate) section: Option<String>,
    /// The sentence under the headline.
    pub(crate) standfirst: Option<String>,
    /// Authors and agency.
    pub(crate) byline: String,
    /// Publisher or host.
    pub(crate) publisher: String,
    /// The host by which a reader can rename the publisher.
    pub(crate) publisher_host: Option<String>,
    /// The publisher's page.
    pub(crate) link: Option<String>,
    /// `Read at skerrypost.example`.
    pub(crate) read_at: String,
    /// First published.
    pub(crate) when: Option<When>,
    /// Last changed.
    pub(crate) modified: Option<When>,
    /// `640 words, 3 min`.
    pub(crate) length: String,
    /// Lead picture, where it is not in the text.
    pub(crate) image: Option<Picture>,
    /// The film that it is, at its host.
    pub(crate) film: Option<EmbedView>,
    /// The text.
    pub(crate) blocks: Vec<BlockView>,
    /// How much is held and why.
    pub(crate) verdict: Option<VerdictView>,
    /// What stood on the page and is not the article.
    pub(crate) asides: Vec<AsideView>,
    /// The story: address and words like `with 6 other versions`.
    pub(crate) story: Option<(String, String)>,
    /// The article that this one is a copy of: address and words.
    pub(crate) copy_of: Option<(String, String)>,
    /// Earlier headlines with the time they were replaced.
    pub(crate) earlier: Vec<(String, When)>,
    /// What it was before its feed changed it, the latest version first.
    pub(crate) history: Vec<VersionView>,
    /// When headline or text last changed so that a reader would care.
    pub(crate) revised: Option<When>,
    /// Taken down or retracted: the old text is hidden.
    pub(crate) tombstone: bool,
    /// The way to the other reading: address and words. What is shown, where it is not the fuller one.
    pub(crate) other: Option<(String, String)>,
    /// Files and recordings.
    pub(crate) attached: AttachedView,
    /// Its page is still to be read.
    pub(crate) waiting: bool,
    /// Read and starred.
    pub(crate) marks: Marks,
    /// The reader's notes on it.
    pub(crate) notes: Vec<NoteView>,
    /// How far the reader came in its text, in thousandths, where it was left in between.
    pub(crate) resume: Option<u32>,
    /// The rule that hides it.
    pub(crate) muted_by: Option<String>,
    /// The list that it was opened from.
    pub(crate) in_list: Option<InList>,
}

/// The way back to a list, and to the articles beside one.
#[derive(Debug, Clone, Default)]
pub(crate) struct InList {
    /// Name of the list.
    pub(crate) name: String,
    /// Its address.
    pub(crate) href: String,
    /// The article before.
    pub(crate) previous: Option<String>,
    /// The article after.
    pub(crate) next: Option<String>,
}

/// What is attached to an article, in words.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttachedView {
    /// Files.
    pub(crate) files: Vec<FileView>,
    /// What is said of the recording, one sentence each, without the stop.
    pub(crate) facts: Vec<String>,
    /// Transcripts, player, comments: words and address.
    pub(crate) links: Vec<(String, String)>,
    /// Chapters: when they begin, and their titles.
    pub(crate) chapters: Vec<(String, String)>,
    /// What the publisher files it under.
    pub(crate) categories: Vec<String>,
}

impl AttachedView {
    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
            && self.facts.is_empty()
            && self.links.is_empty()
            && self.chapters.is_empty()
            && self.categories.is_empty()
    }

    /// Whether there is nothing to take along: all that is known is what it is filed under.
    pub(crate) fn is_filed_alone(&self) -> bool {
        Self { categories: Vec::new(), ..self.clone() }.is_empty()
    }
}

/// An earlier version.
#[derive(Debug, Clone)]
pub(crate) struct VersionView {
    /// When it was replaced.
    pub(crate) until: When,
    /// What was different: name and words.
    pub(crate) lines: Vec<(&'static str, String)>,
    /// Paragraphs of its text, where that was different.
    pub(crate) text: Vec<String>,
}

/// A file.
#[derive(Debug, Clone)]
pub(crate) struct FileView {
    /// `Audio`, `Video`, `Picture`, `Text`, `File`.
    pub(crate) what: &'static str,
    /// Its title or name.
    pub(crate) title: String,
    /// `audio/mpeg, 12.3 MB, 1:02:03`.
    pub(crate) facts: String,
    /// Where it is.
    pub(crate) link: String,
    /// Where it is played through the desk, and whether it is a video.
    pub(crate) player: Option<(String, bool)>,
    /// Its number among the files, from 1.
    pub(crate) number: usize,
    /// Where the reader stopped: a media fragment, and words.
    pub(crate) stopped: Option<(String, String)>,
    /// Speed at which it is played, in thousandths.
    pub(crate) speed: u32,
}

/// A block ready for the template.
#[derive(Debug, Clone)]
pub(crate) enum BlockView {
    /// Running text.
    Paragraph(RichText),
    /// A paragraph that refers to so many notes below.
    Referring(RichText, u32),
    /// Those notes.
    Notes(Vec<ListItem>),
    /// A heading; level 2 to 6 of the page.
    Heading(u8, RichText),
    /// A list.
    List(Vec<ListItem>),
    /// Quoted paragraphs and whose they are.
    Quote(Vec<RichText>, Option<SourceView>),
    /// Picture with caption.
    Figure(FigureView),
    /// Rows of cells.
    Table(TableView),
    /// Preformatted text.
    Code(String),
    /// Something of another host, as a link.
    Embed(EmbedView),
}

/// Something of another host: a click opens it there.
#[derive(Debug, Clone, Default)]
pub(crate) struct EmbedView {
    /// Where it is.
    pub(crate) url: String,
    /// What it is, and where.
    pub(crate) words: String,
    /// A still of a film.
    pub(crate) picture: Option<Picture>,
    /// How long it plays.
    pub(crate) length: Option<String>,
}

/// A table.
#[derive(Debug, Clone)]
pub(crate) struct TableView {
    /// What it is called.
    pub(crate) caption: Option<String>,
    /// Names of its columns.
    pub(crate) header: Option<Vec<String>>,
    /// Its other rows.
    pub(crate) rows: Vec<Vec<String>>,
}

/// Whose words a quotation holds.
#[derive(Debug, Clone)]
pub(crate) struct SourceView {
    /// Who, when, where.
    pub(crate) words: String,
    /// Where it can be read.
    pub(crate) url: Option<String>,
}

/// A figure.
#[derive(Debug, Clone, Default)]
pub(crate) struct FigureView {
    /// The picture.
    pub(crate) picture: Option<Picture>,
    /// Caption without credit.
    pub(crate) caption: Option<String>,
}

/// The verdict with all that shows it.
#[derive(Debug, Clone)]
pub(crate) struct VerdictView {
    /// Sign and words.
    pub(crate) mark: MarkView,
    /// `This is a part of the article.`
    pub(crate) sentence: &'static str,
    /// Whether all is well and a small line is enough.
    pub(crate) whole: bool,
    /// Whether its page is there no more.
    pub(crate) dead: bool,
    /// `About 30 % of it is here, reckoned from the publisher's own count.`
    pub(crate) completeness: Option<String>,
    /// Percent held, 0 to 100, for the bar.
    pub(crate) percent: Option<u32>,
    /// Why.
    pub(crate) reasons: Vec<ReasonView>,
    /// What the publisher declares.
    pub(crate) declared: Option<String>,
    /// What shows it.
    pub(crate) evidence: Vec<EvidenceView>,
}

/// One reason.
#[derive(Debug, Clone)]
pub(crate) struct ReasonView {
    /// A few words.
    pub(crate) short: &'static str,
    /// A sentence.
    pub(crate) sentence: &'static str,
    /// What to do.
    pub(crate) advice: &'static str,
}

/// One piece of evidence.
#[derive(Debug, Clone)]
pub(crate) struct EvidenceView {
    /// What it shows.
    pub(crate) supports: String,
    /// What stands there.
    pub(crate) quote: String,
    /// Where.
    pub(crate) place: String,
    /// Whose failure it shows.
    pub(crate) origin: &'static str,
    /// The rule that it made fire, as `docs/verdicts.md` names it.
    pub(crate) rule: Option<&'static str>,
}

/// One aside.
#[derive(Debug, Clone)]
pub(crate) struct AsideView {
    /// What it is.
    pub(crate) name: &'static str,
    /// Class.
    pub(crate) class: &'static str,
    /// Its words.
    pub(crate) text: String,
    /// Headlines it names: title, publisher, link.
    pub(crate) items: Vec<super::story::ApartItem>,
}

impl FigureView {
    /// Whether somebody is to be credited.
    pub(crate) fn has_credit(&self) -> bool {
        self.picture.as_ref().is_some_and(|picture| picture.credit.is_some())
    }
}

impl BlockView {
    /// Text with marks, for the template.
    pub(crate) fn inline(text: &RichText) -> Inline<'_> {
        Inline(text)
    }

    /// Text whose references lead to notes, for the template.
    pub(crate) fn referring<'t>(text: &'t RichText, notes: &u32) -> Referring<'t> {
        Referring(text, *notes)
    }

    /// The notes of a text, for the template.
    pub(crate) fn notes(items: &[ListItem]) -> Notes<'_> {
        Notes(items)
    }

    /// A list with the ones in it, for the template.
    pub(crate) fn list(items: &[ListItem]) -> Listed<'_> {
        Listed(items)
    }
}
