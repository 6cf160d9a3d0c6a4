//! The header block of a record, and what it says.

use dateline_model::Headers;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// What a record holds (ISO 28500, section 6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum RecordKind { $($(#[$doc])* $name,)* }

        impl RecordKind {
            /// The word of `WARC-Type`.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The kind of a word, in any case; a word that is not known is [`Self::Other`].
            pub fn from_word(word: &str) -> Self {
                match word.trim().to_ascii_lowercase().as_str() { $($word => Self::$name,)* _ => Self::Other }
            }
        }
    };
}

kinds! {
    /// What a server answered.
    Response = "response";
    /// A file as it is, without the protocol that brought it.
    Resource = "resource";
    /// Another form of an earlier record, mostly its text.
    Conversion = "conversion";
    /// The same answer as an earlier record's, which is not said again.
    Revisit = "revisit";
    /// What was asked.
    Request = "request";
    /// About another record.
    Metadata = "metadata";
    /// About the file.
    Info = "warcinfo";
    /// The rest of a record that was cut in two.
    Continuation = "continuation";
    /// A kind that no standard names.
    Other = "other";
}

/// The header of a record and where the record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordHead {
    /// Where the record begins in the file; packed, where its member begins.
    pub offset: u64,
    /// What it is.
    pub kind: RecordKind,
    /// Every field, names in lower case.
    pub fields: Headers,
    /// Bytes of its block.
    pub length: u64,
}

impl RecordHead {
    /// The address that it is about.
    pub fn target(&self) -> Option<&str> {
        // Some crawlers write the brackets of the grammar too.
        self.fields.get("warc-target-uri").map(|uri| uri.trim_start_matches('<').trim_end_matches('>'))
    }

    /// When it was fetched.
    pub fn date(&self) -> Option<Timestamp> {
        let text = self.fields.get("warc-date")?;
        let digits = || Offset::UTC.to_timestamp(DateTime::strptime("%Y%m%d%H%M%S", text).ok()?).ok();
        text.parse().ok().or_else(digits)
    }

    /// The sum over what the server sent, as it is written: `sha1:…`.
    pub fn payload_digest(&self) -> Option<&str> {
        self.fields.get("warc-payload-digest")
    }

    /// Why the crawler kept only the beginning, if so.
    pub fn truncated(&self) -> Option<&str> {
        self.fields.get("warc-truncated")
    }
}

/// Fields of a header, line by line, as records and HTTP messages write them.
#[derive(Default)]
pub(crate) struct Fields {
    done: Headers,
    open: Option<(String, String)>,
}

impl Fields {
    /// Takes in a line. One that begins with white space goes on with the field before it; one without a colon is no field.
    pub(crate) fn line(&mut self, line: &[u8]) {
        let text = String::from_utf8_lossy(line);
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = &mut self.open {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            self.close();
            self.open = Some((name.trim().to_owned(), value.trim().to_owned()));
        }
    }

    fn close(&mut self) {
        if let Some((name, value)) = self.open.take() {
            self.done.push(&name, value);
        }
    }

    pub(crate) fn finish(mut self) -> Headers {
        self.close();
        self.done
    }
}
