//! An article and its blocks: the only form in which a publisher's text reaches a reader.

use crate::WebUrl;
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
    /// A list.
    List {
        /// Numbered or not.
        ordered: bool,
        /// Items in order.
        items: Vec<RichText>,
    },
    /// Quoted paragraphs set apart.
    Quote(Vec<RichText>),
    /// Picture with caption.
    Figure(Figure),
    /// Rows of cells; the first row is the header when `header` is set.
    Table {
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
    },
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

impl Block {
    /// The words of the block; empty for a figure without caption. List items and rows stand on lines of their own,
    /// cells are parted by a tab.
    pub fn text(&self) -> String {
        match self {
            Self::Paragraph(text) | Self::Heading { text, .. } => text.text.clone(),
            Self::List { items, .. } | Self::Quote(items) => {
                joined(items.iter().map(|item| item.text.as_str()))
            }
            Self::Figure(figure) => figure.caption.clone().unwrap_or_default(),
            Self::Table { rows, .. } => rows.iter().map(|row| row.join("\t")).collect::<Vec<_>>().join("\n"),
            Self::Code(text) => text.clone(),
            Self::Embed { title, .. } => title.clone().unwrap_or_default(),
        }
    }

    /// Whether its words belong to the running text (captions and embeds do not).
    pub fn is_running_text(&self) -> bool {
        !matches!(self, Self::Figure(_) | Self::Embed { .. })
    }
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
                Block::List { ordered: false, items: vec!["a".into(), "b".into()] },
                Block::Table { header: false, rows: vec![vec!["x".into(), "y".into()]] },
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
    fn dates_print_as_written() {
        let at: Timestamp = "2026-03-04T05:06:07Z".parse().unwrap();
        assert_eq!(Date::Instant { at, offset: 3600 }.to_string(), "2026-03-04T06:06:07+01:00");
        assert_eq!(Date::Instant { at, offset: 0 }.to_string(), "2026-03-04T05:06:07Z");
        assert_eq!(Date::Day(civil::date(2026, 3, 4)).to_string(), "2026-03-04");
    }
}
