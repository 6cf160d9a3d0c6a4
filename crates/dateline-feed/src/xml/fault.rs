//! What was wrong with a document and how it was read nevertheless, counted once per kind.

/// Kinds of damage. The order is the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Bytes before the XML.
    JunkBefore,
    /// Characters that XML forbids.
    ControlCharacters,
    /// The declared encoding is not the real one.
    WrongEncoding,
    /// Some bytes are no characters in the encoding.
    BrokenBytes,
    /// UTF-8 was read as another encoding and written again.
    EncodedTwice,
    /// `&` that begins no reference.
    BareAmpersand,
    /// HTML's name for a character, not declared.
    UndeclaredEntity,
    /// A name nobody knows.
    UnknownEntity,
    /// A number that is no character.
    BadReference,
    /// `<` in text.
    BareLess,
    /// An end tag that nothing opened.
    StrayEnd,
    /// An element that something else ended.
    Unclosed,
    /// An item begun inside an item.
    UnclosedItem,
    /// `<![CDATA[` without `]]>`.
    UnclosedCdata,
    /// A comment, instruction or declaration without end.
    UnclosedMarkup,
    /// A tag without `>`.
    BrokenTag,
    /// Attributes without quotes, without value, or twice.
    BrokenAttribute,
    /// A prefix that no `xmlns:` declares.
    UndeclaredPrefix,
    /// Elements after the root's end.
    AfterRoot,
    /// Comments, commas and line breaks where JSON has none.
    LooseJson,
    /// The document ends in the middle.
    Truncated,
    /// Deeper than the cap.
    Depth,
    /// More attributes or bytes than the cap.
    Cap,
    /// More entries than the cap.
    Entries,
    /// The document's own entities went beyond simple text.
    EntityRefused,
    /// What the document says once and uses often would have made it too long.
    Expansion,
}

const KINDS: usize = Fault::Expansion as usize + 1;

const WORDS: [&str; KINDS] = [
    "text before the XML was skipped",
    "control characters that XML forbids were dropped",
    "the declared encoding was wrong, the real one was used",
    "bytes that are no characters in the encoding were replaced",
    "text that had been encoded twice was read as it was meant",
    "a bare & was read as itself",
    "HTML entities that XML does not know were decoded",
    "unknown entities were left as written",
    "impossible character numbers were left as written",
    "a bare < was read as itself",
    "end tags without a start were ignored",
    "elements without an end tag were closed",
    "an item without an end tag was closed where the next one began",
    "an unfinished CDATA section was closed",
    "an unfinished comment or declaration was skipped",
    "a tag without > was completed",
    "badly written attributes were read",
    "undeclared namespace prefixes were read by their usual meaning",
    "elements after the end of the feed were read as well",
    "what JSON forbids (comments, commas before an end) was read as it was meant",
    "the feed breaks off before its end",
    "elements nested too deeply were flattened",
    "what exceeds the size limits was left out",
    "of more than 50,000 entries the newest were kept",
    "entity declarations that are not plain text were refused",
    "entities and addresses that would make the feed many times longer were left out",
];

const ALL: [Fault; KINDS] = [
    Fault::JunkBefore,
    Fault::ControlCharacters,
    Fault::WrongEncoding,
    Fault::BrokenBytes,
    Fault::EncodedTwice,
    Fault::BareAmpersand,
    Fault::UndeclaredEntity,
    Fault::UnknownEntity,
    Fault::BadReference,
    Fault::BareLess,
    Fault::StrayEnd,
    Fault::Unclosed,
    Fault::UnclosedItem,
    Fault::UnclosedCdata,
    Fault::UnclosedMarkup,
    Fault::BrokenTag,
    Fault::BrokenAttribute,
    Fault::UndeclaredPrefix,
    Fault::AfterRoot,
    Fault::LooseJson,
    Fault::Truncated,
    Fault::Depth,
    Fault::Cap,
    Fault::Entries,
    Fault::EntityRefused,
    Fault::Expansion,
];

/// How often each kind was met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults([u32; KINDS]);

impl Faults {
    /// Counts one more of a kind.
    pub fn add(&mut self, fault: Fault) {
        let count = &mut self.0[fault as usize];
        *count = count.saturating_add(1);
    }

    /// Whether one of a kind was met.
    pub fn has(&self, fault: Fault) -> bool {
        self.0[fault as usize] > 0
    }

    /// Adds the counts of another reading.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// Whether a strict parser would have refused the document. Names that HTML knows are forgiven, as are bytes before
    /// the document and size limits of ours.
    pub fn malformed(&self) -> bool {
        let forgiven = [
            Fault::UndeclaredEntity,
            Fault::JunkBefore,
            Fault::Depth,
            Fault::Cap,
            Fault::Entries,
            Fault::EntityRefused,
            Fault::Expansion,
        ];
        ALL.iter().any(|fault| self.has(*fault) && !forgiven.contains(fault))
    }

    /// One sentence per kind, with its count where it happened more than once.
    pub fn sentences(&self) -> Vec<String> {
        let met = ALL.iter().filter(|fault| self.has(**fault));
        met.map(|fault| counted(WORDS[*fault as usize], self.0[*fault as usize] as usize)).collect()
    }
}

/// A sentence with how often it holds, where that is more than once.
pub fn counted(what: &str, count: usize) -> String {
    if count == 1 { what.to_owned() } else { format!("{what} ({count} times)") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_words() {
        for (position, fault) in ALL.iter().enumerate() {
            assert_eq!(*fault as usize, position);
            let mut faults = Faults::default();
            faults.add(*fault);
            assert_eq!(faults.sentences(), [WORDS[position]]);
        }
    }
}
