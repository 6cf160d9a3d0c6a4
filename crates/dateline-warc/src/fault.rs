//! Why a piece of an archive was left out, and how often that happened.

macro_rules! faults {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $told:literal;)*) => {
        /// Why a record, or a piece of a file, could not be read.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Fault { $($(#[$doc])* $name,)* }

        impl Fault {
            /// Every fault, in the order of the definition.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its word in data.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The fault of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|fault| fault.as_str() == word)
            }
        }

        impl std::fmt::Display for Fault {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$name => $told,)* })
            }
        }
    };
}

faults! {
    /// The file, or the compressed member, ends inside a record.
    Cut = "cut", "the file or the record's compressed part ends inside the record";
    /// Compressed bytes that are not of their format.
    Corrupt = "corrupt", "compressed bytes are damaged";
    /// A checksum does not fit.
    Checksum = "checksum", "the checksum does not fit what was unpacked";
    /// Bytes where a record should begin.
    Foreign = "foreign", "bytes that are no record";
    /// A version of WARC that is not known.
    Version = "version", "a version of WARC that is not known";
    /// The header block of a record is longer than any real one.
    HeaderSize = "header_size", "the record's header is too long";
    /// No `Content-Length`, or one that is no number.
    NoLength = "no_length", "the record does not say how long it is";
    /// What follows a record's block shows that it has another length than it says.
    Length = "length", "the record is not as long as it says";
    /// No `WARC-Type`.
    NoType = "no_type", "the record does not say what it is";
    /// No `WARC-Date`, or none that is a date.
    NoDate = "no_date", "the record does not say when it was fetched";
    /// The address is missing or none of the web.
    Address = "address", "the record has no web address";
    /// A response that is no HTTP message.
    NotHttp = "not_http", "the response is no HTTP message";
    /// The body is packed in a way that cannot be undone.
    Coding = "coding", "the body's content coding cannot be undone";
}

/// Faults of one archive: how many of each, and where the first of each stood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults([(u64, u64); Fault::ALL.len()]);

impl Faults {
    /// Counts one that stood at `offset` of the file.
    pub fn add(&mut self, fault: Fault, offset: u64) {
        let (count, first) = &mut self.0[fault as usize];
        if *count == 0 {
            *first = offset;
        }
        *count += 1;
    }

    /// Each fault that happened, how often, and the offset of the first.
    pub fn iter(&self) -> impl Iterator<Item = (Fault, u64, u64)> {
        let all = Fault::ALL.iter().zip(self.0);
        all.filter(|(_, (count, _))| *count > 0).map(|(fault, (count, first))| (*fault, count, first))
    }

    /// How often one happened.
    pub fn count(&self, fault: Fault) -> u64 {
        self.0[fault as usize].0
    }

    /// All together.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|(count, _)| count).sum()
    }
}
