//! The bytes of an archive unpacked, member by member: plain, gzip or Zstandard, as the first bytes tell. What is damaged is
//! passed over up to the next member. Knows no records, but for the word that each begins with.

use crate::fault::Fault;
use crate::gzip::{self, Gzip, Step};
use crate::raw::Raw;
use crate::zstd::{self, Zstd};
use std::io::{self, Read};

/// What every record begins with.
pub(crate) const RECORD: &[u8] = b"WARC/";
/// Bytes unpacked at once.
const PIECE: usize = 64 << 10;
/// Bytes at hand when a member begins, so that its first words come in one piece.
const AHEAD: usize = 1 << 10;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// More bytes.
    Bytes,
    /// More bytes: the first of a member, which begins as a record does.
    Begin,
    /// A piece is lost; what follows is another member.
    Broken(Fault),
    /// Nothing.
    End,
}

enum Form {
    Unknown,
    Plain,
    Gzip(Gzip),
    Zstd(Box<Zstd>),
}

/// A source unpacked.
pub(crate) struct Packed<R> {
    raw: Raw<R>,
    form: Form,
    /// Whether a member is being unpacked.
    inside: bool,
    /// Whether the bytes of a broken member were looked through for the next, with no whole member since: once is enough.
    went_back: bool,
    /// Unpacked bytes that nobody has read.
    out: Box<[u8]>,
    start: usize,
    end: usize,
    /// Where the member begins in the file.
    member: u64,
}

impl<R: Read> Packed<R> {
    /// Over a source whose first byte stands at `offset` of its file.
    pub(crate) fn new(source: R, offset: u64) -> Self {
        let raw = Raw::new(source, offset);
        Self {
            raw,
            form: Form::Unknown,
            inside: false,
            went_back: false,
            out: Box::default(),
            start: 0,
            end: 0,
            member: offset,
        }
    }

    /// Where the next byte stands in the file; packed, where its member begins.
    pub(crate) fn offset(&self) -> u64 {
        match self.form {
            Form::Unknown | Form::Plain => self.raw.offset(),
            Form::Gzip(_) | Form::Zstd(_) => self.member,
        }
    }

    /// How far the file was read.
    pub(crate) fn read(&self) -> u64 {
        self.raw.offset()
    }

    /// Unread bytes; none unless [`Self::advance`] told of some.
    pub(crate) fn bytes(&self) -> &[u8] {
        match self.form {
            Form::Unknown | Form::Plain => self.raw.unread(),
            Form::Gzip(_) | Form::Zstd(_) => &self.out[self.start..self.end],
        }
    }

    pub(crate) fn consume(&mut self, read: usize) {
        match self.form {
            Form::Unknown | Form::Plain => self.raw.consume(read),
            Form::Gzip(_) | Form::Zstd(_) => self.start += read.min(self.end - self.start),
        }
    }

    /// Sees to it that there are bytes to read.
    pub(crate) fn advance(&mut self) -> io::Result<Next> {
        if let Form::Unknown = self.form {
            self.form = form(self.raw.at_least(zstd::MAGIC.len())?);
            if !matches!(self.form, Form::Plain) {
                self.out = vec![0; PIECE].into();
            }
        }
        if let Form::Plain = self.form {
            return Ok(if self.raw.fill()?.is_empty() { Next::End } else { Next::Bytes });
        }
        let mut fresh = false;
        while self.start == self.end {
            if !self.inside {
                match self.begin()? {
                    Next::Begin => fresh = true,
                    other => return Ok(other),
                }
            }
            if let Some(fault) = self.step()? {
                return Ok(Next::Broken(fault));
            }
        }
        Ok(if fresh && self.bytes().starts_with(RECORD) { Next::Begin } else { Next::Bytes })
    }

    /// Begins the next member, passing over what is none.
    fn begin(&mut self) -> io::Result<Next> {
        if self.raw.at_least(AHEAD)?.is_empty() {
            return Ok(Next::End);
        }
        self.member = self.raw.offset();
        self.raw.mark();
        let begun = match &mut self.form {
            Form::Gzip(gzip) => gzip.begin(&mut self.raw)?,
            Form::Zstd(zstd) => zstd.begin(&mut self.raw)?,
            Form::Unknown | Form::Plain => false,
        };
        if begun {
            self.inside = true;
            return Ok(Next::Begin);
        }
        if self.raw.is_over() {
            return Ok(Next::End);
        }
        self.seek()?;
        Ok(Next::Broken(Fault::Foreign))
    }

    /// Goes to where the next member may begin, one byte further at least.
    fn seek(&mut self) -> io::Result<()> {
        self.raw.consume(1);
        loop {
            let bytes = self.raw.at_least(AHEAD)?;
            let found = match self.form {
                Form::Gzip(_) => gzip::next_header(bytes),
                _ => memchr::memmem::find(bytes, &zstd::MAGIC),
            };
            // The first bytes of a header may stand at the end of what is at hand.
            let kept = zstd::MAGIC.len() - 1;
            let passed = found.unwrap_or(bytes.len().saturating_sub(kept));
            self.raw.consume(passed);
            if found.is_some() {
                return Ok(());
            }
            if passed == 0 {
                self.raw.consume(kept);
                return Ok(());
            }
        }
    }

    /// Unpacks a piece of the member.
    fn step(&mut self) -> io::Result<Option<Fault>> {
        let step = match &mut self.form {
            Form::Gzip(gzip) => gzip.step(&mut self.raw, &mut self.out)?,
            Form::Zstd(zstd) => zstd.step(&mut self.raw, &mut self.out)?,
            Form::Unknown | Form::Plain => Step::Ended(0),
        };
        let (written, fault) = match step {
            Step::Bytes(written) | Step::Ended(written) => (written, None),
            Step::Broken(fault) => (0, Some(fault)),
        };
        self.inside = matches!(step, Step::Bytes(_));
        (self.start, self.end) = (0, written);
        match fault {
            None => self.went_back &= self.inside,
            Some(Fault::Checksum) => {}
            Some(_) => self.go_back(),
        }
        Ok(fault)
    }

    /// A member that breaks off may have swallowed the beginning of the next one.
    fn go_back(&mut self) {
        if !self.went_back {
            self.went_back = true;
            self.raw.back_behind_mark();
        }
    }
}

fn form(bytes: &[u8]) -> Form {
    if bytes.starts_with(&gzip::MAGIC) {
        Form::Gzip(Gzip::new())
    } else if zstd::is_frame(bytes) {
        Form::Zstd(Box::new(Zstd::new()))
    } else {
        Form::Plain
    }
}
