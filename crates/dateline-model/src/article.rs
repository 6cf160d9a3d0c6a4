//! An article and its blocks: the only form in which a publisher's text reaches a reader.

use crate::{PictureSize, WebUrl};
use jiff::{Timestamp, civil};

/// What one page says when everything else is taken away.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Headline without the site's name.
    pub title: Option<String>,
    /// The sentence under the headline.
    pub standfirst: Option<String>,
    /// Persons, one each, without "By" and without job titles; where no person signs, the one house, desk or agency that
    /// does.
    pub bylines: Vec<String>,
    /// News agency credited for the text.
    pub agency: Option<String>,
    /// Who wrote it; unknown is `None`, never a guess.
    pub publisher: Option<Publisher>,
    /// Section as the publisher names it.
    pub section: Option<String>,
    /// Keywords as the publisher gives them.
    pub tags: Vec<String>,
    /// When it was first published.
    pub published: Option<Date>,
    /// Which signal gave `published`, for instance `jsonld.datePublished`.
    pub published_from: Option<String>,
    /// When it was last changed, as the publisher says.
    pub modified: Option<Date>,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// The address that the publisher calls the right one, checked for sanity.
    pub canonical_url: Option<WebUrl>,
    /// Lead image.
    pub image: Option<Image>,
    /// The text, in order.
    pub blocks: Vec<Block>,
}

/// Whether two addresses are of one picture, whatever size they ask for: `/max/640/a.jpg?w=60` and `/max/1200/a.jpg`.
pub fn same_picture(a: &WebUrl, b: &WebUrl) -> bool {
    a.host() == b.host()
        && (a.as_url().path() == b.as_url().path() || sizeless(a).rev().eq(sizeless(b).rev()))
}

/// The parts of a picture's path that do not speak of its size. Pictures of one house differ in the last.
fn sizeless(url: &WebUrl) -> impl DoubleEndedIterator<Item = &str> {
    let is_size = |part: &&str| {
        part.bytes().any(|byte| byte.is_ascii_digit())
            && part.bytes().all(|byte| byte.is_ascii_digit() || b"xwhqc_,:=".contains(&byte))
    };
    let parts = url.as_url().path().split('/').filter(|part| !part.is_empty());
    parts.filter(move |part| !(part.len() <= 24 && is_size(part))).flat_map(|part| {
        // `a-1024x683.jpg` is `a.jpg`.
        let (name, ending) = part.rsplit_once('.').unwrap_or((part, ""));
        let sized = name.rsplit_once('-').filter(|(_, size)| {
            size.split_once('x').is_some_and(|(w, h)| {
                [w, h].iter().all(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit()))
            })
        });
        [sized.map_or(name, |(name, _)| name), ending]
    })
}

/// A point in time as precise as the publisher gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Date {
    /// Known to the second, with the offset from UTC in seconds as it was written.
    Instant {
        /// The moment.
        at: Timestamp,
        /// Offset of the publisher's clock in seconds east of UTC.
        offset: i32,
    },
    /// Only the day is known.
    Day(civil::Date),
}

/// Who wrote an article (not the aggregator that passed it on).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Publisher {
    /// Name as readers know it.
    pub name: String,
    /// Home host without `www.`.
    pub host: Option<String>,
}

/// A picture at the publisher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Address of the file.
    pub url: WebUrl,
    /// Photographer or agency.
    pub credit: Option<String>,
    /// Text for those who cannot see it.
    pub alt: Option<String>,
    /// Its size, as the page declares it.
    pub size: Option<PictureSize>,
}

/// One piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(RichText),
    /// A heading inside the article; level 2 to 6.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its words.
        text: RichText,
    },
    /// A list, the ones nested in it included.
    List(Vec<ListItem>),
    /// Quoted paragraphs set apart, a post of a social network among them.
    Quote {
        /// What was said.
        paragraphs: Vec<RichText>,
        /// Who said it and where, as far as the page tells.
        source: Option<QuoteSource>,
    },
    /// Picture with caption.
    Figure(Figure),
    /// Rows of cells; the first row is the header when `header` is set.
    Table {
        /// What the table is called.
        caption: Option<String>,
        /// Whether the first row names the columns.
        header: bool,
        /// Cells as plain text.
        rows: Vec<Vec<String>>,
    },
    /// Preformatted text.
    Code(String),
    /// Something of another host, shown as a link only.
    Embed {
        /// Where it lives.
        url: WebUrl,
        /// What it is called.
        title: Option<String>,
        /// What it is.
        kind: EmbedKind,
    },
}

/// One item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListItem {
    /// Lists around the item's own: 0 for an item of the outermost.
    pub depth: u8,
    /// What stands before it.
    pub marker: Marker,
    /// Its words.
    pub text: RichText,
}

/// What stands before an item of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Marker {
    /// A dot or a dash.
    #[default]
    Bullet,
    /// Its number, as the page counts.
    Number(i32),
    /// Nothing: it is a term of a list of definitions.
    Term,
    /// Nothing: it says what the terms before it mean.
    Definition,
}

/// Whose words a quotation holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct QuoteSource {
    /// Who said it.
    pub author: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where it can be read.
    pub url: Option<WebUrl>,
}

/// What a page shows of another host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum EmbedKind {
    /// A film.
    Video,
    /// Sound.
    Audio,
    /// A post of a social network.
    Post,
    /// A map.
    Map,
    /// A chart or a table of data.
    Chart,
    /// A document to leaf through.
    Document,
    /// Anything else.
    #[default]
    Other,
}

impl EmbedKind {
    /// Every kind with its word in data.
    const WORDS: [(Self, &'static str); 7] = [
        (Self::Video, "video"),
        (Self::Audio, "audio"),
        (Self::Post, "post"),
        (Self::Map, "map"),
        (Self::Chart, "chart"),
        (Self::Document, "document"),
        (Self::Other, "other"),
    ];

    /// The kind's word in data.
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, word)| word)
    }

    /// The kind of a word; what is not known is [`Self::Other`].
    pub fn from_word(word: &str) -> Self {
        Self::WORDS.iter().find(|(_, known)| *known == word).map_or(Self::Other, |(kind, _)| *kind)
    }
}

/// A picture in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The picture, if its address was usable.
    pub image: Option<Image>,
    /// Caption without the credit.
    pub caption: Option<String>,
}

/// Text with marks; byte ranges are into `text` and lie on character borders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RichText {
    /// The words, white space folded.
    pub text: String,
    /// Links and emphasis, sorted by start, properly nested.
    pub marks: Vec<Mark>,
}

/// One mark of a [`RichText`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// What it means.
    pub kind: MarkKind,
}

/// Meaning of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A link.
    Link(WebUrl),
    /// Emphasis, usually italics.
    Emphasis,
    /// Strong importance, usually bold.
    Strong,
    /// A piece of code.
    Code,
    /// Set lower and smaller.
    Subscript,
    /// Set higher and smaller.
    Superscript,
    /// A formula, written as TeX.
    Formula,
    /// Words that the publisher struck out.
    Deleted,
}

impl From<String> for RichText {
    fn from(text: String) -> Self {
        Self { text, marks: Vec::new() }
    }
}

impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<&str> for ListItem {
    fn from(text: &str) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Block {
    /// The words of the block; empty for a figure without caption. List items and rows stand on lines of their own,
    /// cells are parted by a tab.
    pub fn text(&self) -> String {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => text.text.clone(),
            Self::List(items) => joined(items.iter().map(|item| item.text.text.as_str())),
            Self::Quote { paragraphs, .. } => joined(paragraphs.iter().map(|text| text.text.as_str())),
            Self::Figure(figure) => figure.caption.clone().unwrap_or_default(),
            Self::Table { rows, .. } => rows.iter().map(|row| cells(row)).collect::<Vec<_>>().join("\n"),
            Self::Code(text) => text.clone(),
            Self::Embed { title, .. } => title.clone().unwrap_or_default(),
        }
    }

    /// Whether its words belong to the running text (captions and embeds do not).
    pub fn is_running_text(&self) -> bool {
        !matches!(self, Self::Figure(_) | Self::Embed { .. })
    }
}

/// A row as a line: empty cells at its end are left out.
fn cells(row: &[String]) -> String {
    row.join("\t").trim_end_matches('\t').to_owned()
}

fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

impl Article {
    /// Paragraphs, headings, list items, quotes, code and table rows in order, one blank line between blocks;
    /// no title, no captions.
    pub fn text(&self) -> String {
        let blocks = self.blocks.iter().filter(|block| block.is_running_text()).map(Block::text);
        blocks.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }

    /// The standfirst to show above the text: none where the text begins with the same words, as it does where publishers
    /// give the first paragraph as a description.
    pub fn standfirst_above(&self) -> Option<&str> {
        self.standfirst.as_deref().filter(|words| !self.begins_with(words))
    }

    /// Whether one of the first blocks says what a standfirst says, as far as the shorter goes.
    pub fn begins_with(&self, standfirst: &str) -> bool {
        const LETTERS: usize = 60;
        const BLOCKS: usize = 3;
        let said: String = letters(standfirst).take(LETTERS).collect();
        let running = self.below_title().filter(|block| block.is_running_text()).take(BLOCKS);
        // A heading or a place's name may be a block of its own, of which the standfirst is made with what follows.
        let begin = letters(&self.text()).take(LETTERS).collect::<String>();
        !said.is_empty()
            && (begin.starts_with(&said)
                || running.enumerate().any(|(at, block)| {
                    let text: String = letters(&block.text()).collect();
                    text.starts_with(&said) || at == 0 && said.len() >= LETTERS && text.contains(&said)
                }))
    }

    /// The blocks to show below the title: a heading that only says it again, before any other text, is left out.
    pub fn below_title(&self) -> impl Iterator<Item = &Block> {
        let first = self.blocks.iter().position(Block::is_running_text);
        let again = first.filter(|first| match (&self.blocks[*first], &self.title) {
            (Block::Heading { text, .. }, Some(title)) => letters(&text.text).eq(letters(title)),
            _ => false,
        });
        self.blocks.iter().enumerate().filter(move |(at, _)| Some(*at) != again).map(|(_, block)| block)
    }
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

impl Date {
    /// The moment, or noon UTC of the day: for ordering, never for showing.
    pub fn approximate(self) -> Timestamp {
        match self {
            Self::Instant { at, .. } => at,
            Self::Day(day) => {
                jiff::tz::Offset::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH)
            }
        }
    }
}

impl std::fmt::Display for Date {
    /// RFC 3339 with the publisher's offset, or `YYYY-MM-DD` where only the day is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant { at, offset: 0 } => at.fmt(f),
            Self::Instant { at, offset } => match jiff::tz::Offset::from_seconds(*offset) {
                Ok(offset) => at.display_with_offset(offset).fmt(f),
                Err(_) => at.fmt(f),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_leaves_captions_out() {
        let article = Article {
            blocks: vec![
                Block::Paragraph("One.".into()),
                Block::Figure(Figure { image: None, caption: Some("A caption.".into()) }),
                Block::List(vec!["a".into(), "b".into()]),
                Block::Table { caption: None, header: false, rows: vec![vec!["x".into(), "y".into()]] },
            ],
            ..Article::default()
        };
        assert_eq!(article.text(), "One.\n\na\nb\n\nx\ty");
    }

    #[test]
    fn a_heading_that_says_the_title_again_is_not_shown_below_it() {
        let heading = |text: &str| Block::Heading { level: 1, text: text.into() };
        let image = Block::Figure(Figure { image: None, caption: None });
        let shown = |title: &str, blocks: &[Block]| {
            let article =
                Article { title: Some(title.to_owned()), blocks: blocks.to_vec(), ..Article::default() };
            article.below_title().cloned().collect::<Vec<_>>()
        };
        let again = [image.clone(), heading("Harbour “reopens”"), Block::Paragraph("One.".into())];
        assert_eq!(shown("Harbour 'Reopens'", &again), [image, Block::Paragraph("One.".into())]);
        assert_eq!(shown("Harbour", &again), again);
        let later = [Block::Paragraph("One.".into()), heading("Harbour")];
        assert_eq!(shown("Harbour", &later), later);
        assert_eq!(shown("", &[]), []);
    }

    #[test]
    fn a_standfirst_that_the_text_begins_with_is_not_shown_above_it() {
        let shown = |standfirst: &str, first: &str| {
            let blocks = vec![Block::Paragraph(first.into()), Block::Paragraph("Later.".into())];
            let article = Article { standfirst: Some(standfirst.to_owned()), blocks, ..Article::default() };
            article.standfirst_above().is_some()
        };
        let first = "The mill at the bridge, “empty” since the flood, is to be a school for boats.";
        assert!(!shown("The mill at the bridge, \"empty\" since the flood …", first));
        assert!(!shown(first, first));
        assert!(!shown("Later.", first));
        let said = "Brask. Later.";
        assert!(!shown(said, "Brask."), "a block of one word");
        assert!(shown("Brask. Never.", "Brask."));
        assert!(shown("A school for boats is to open at the bridge.", first));
    }

    #[test]
    fn one_picture_has_many_sizes() {
        let same = |a: &str, b: &str| {
            let url = |path: &str| WebUrl::parse(&format!("https://img.example{path}")).unwrap();
            same_picture(&url(a), &url(b))
        };
        for (a, b) in [
            ("/max/60/1*abc.png?q=20", "/max/1374/1*abc.png"),
            ("/up/mill-300x200.jpg", "/up/mill.jpg"),
            ("/a/w_640,h_480/mill.jpg", "/a/mill.jpg"),
            ("/mill.jpg?w=60", "/mill.jpg?w=900"),
        ] {
            assert!(same(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("/up/mill-1.jpg", "/up/mill-2.jpg"),
            ("/2024/image.jpg", "/2024/image.png"),
            ("/a/image.jpg", "/b/image.jpg"),
        ] {
            assert!(!same(a, b), "{a} {b}");
        }
    }

    #[test]
    fn dates_print_as_written() {
        let at: Timestamp = "2026-03-04T05:06:07Z".parse().unwrap();
        assert_eq!(Date::Instant { at, offset: 3600 }.to_string(), "2026-03-04T06:06:07+01:00");
        assert_eq!(Date::Instant { at, offset: 0 }.to_string(), "2026-03-04T05:06:07Z");
        assert_eq!(Date::Day(civil::date(2026, 3, 4)).to_string(), "2026-03-04");
    }
}
