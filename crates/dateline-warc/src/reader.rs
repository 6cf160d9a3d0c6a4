//! Records one after another. A record's block is read when it is asked for, and passed over else.

use crate::fault::{Fault, Faults};
use crate::packed::{Next, Packed, RECORD};
use crate::record::{Fields, RecordHead, RecordKind};
use dateline_model::Headers;
use std::io::{self, Read};

/// Longest header block of a record, in bytes.
const HEADER: usize = 64 << 10;
/// Room that is made for a block before its bytes have come.
const ROOM: u64 = 1 << 20;
/// Bytes kept of a line where a record should begin.
const VERSION: usize = 32;

/// Reads the records of an archive. Errors are those of the source alone; what is broken is in [`Self::faults`].
pub struct WarcReader<R> {
    packed: Packed<R>,
    /// Bytes of the block that were not read yet.
    left: u64,
    /// Where the record begins.
    offset: u64,
    /// Whether bytes that are no record were counted already.
    lost: bool,
    faults: Faults,
}

/// What a record holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Its bytes, as many as the caller wanted.
    pub bytes: Vec<u8>,
    /// Whether there were more.
    pub is_cut: bool,
}

/// A line of a header, or what came instead.
enum Line {
    Text(Vec<u8>),
    Broken(Fault),
    End,
}

impl<R: Read> WarcReader<R> {
    /// Reads a file from its beginning.
    pub fn new(source: R) -> Self {
        Self::at(source, 0)
    }

    /// Reads a part of a file whose first byte stands at `offset`.
    pub fn at(source: R, offset: u64) -> Self {
        let packed = Packed::new(source, offset);
        Self { packed, left: 0, offset, lost: false, faults: Faults::default() }
    }

    /// What was skipped so far, and why.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// How far the file was read.
    pub fn offset(&self) -> u64 {
        self.packed.read()
    }

    /// The header of the next record; none at the end of the file.
    pub fn next_record(&mut self) -> io::Result<Option<RecordHead>> {
        loop {
            self.pass(|_| ())?;
            if !self.find_version()? {
                return Ok(None);
            }
            let Some(fields) = self.fields()? else { continue };
            let length = fields.get("content-length").and_then(|text| text.trim().parse().ok());
            let Some(length) = length else {
                self.count(Fault::NoLength);
                self.lost = true;
                continue;
            };
            self.left = length;
            match fields.get("warc-type").map(RecordKind::from_word) {
                Some(kind) => return Ok(Some(RecordHead { offset: self.offset, kind, fields, length })),
                None => self.count(Fault::NoType),
            }
        }
    }

    /// The block of the record whose header was given last, at most `cap` bytes of it; none where it is damaged or cut, which is
    /// counted.
    pub fn block(&mut self, cap: usize) -> io::Result<Option<Block>> {
        let room = usize::try_from(self.left.min(ROOM)).unwrap_or_default().min(cap);
        let mut bytes = Vec::with_capacity(room);
        let is_cut = self.left > cap as u64;
        let whole = self.pass(|piece| {
            let wanted = piece.len().min(cap - bytes.len());
            bytes.extend_from_slice(&piece[..wanted]);
        })?;
        Ok(whole.then_some(Block { bytes, is_cut }))
    }

    fn count(&mut self, fault: Fault) {
        self.faults.add(fault, self.offset);
    }

    /// A piece is gone: counted once, however much follows it that is no record.
    fn lose(&mut self, fault: Fault) {
        if !self.lost {
            self.count(fault);
        }
        self.lost = true;
    }

    /// Reads the rest of the block; `false` where it does not come whole.
    fn pass(&mut self, mut keep: impl FnMut(&[u8])) -> io::Result<bool> {
        if self.left == 0 {
            return Ok(true);
        }
        while self.left > 0 {
            let fault = match self.packed.advance()? {
                Next::Bytes => {
                    let bytes = self.packed.bytes();
                    let read = usize::try_from(self.left).unwrap_or(usize::MAX).min(bytes.len());
                    keep(&bytes[..read]);
                    self.packed.consume(read);
                    self.left -= read as u64;
                    continue;
                }
                Next::Begin | Next::End => Fault::Cut,
                Next::Broken(fault) => {
                    self.lose(fault);
                    self.left = 0;
                    return Ok(false);
                }
            };
            self.count(fault);
            self.left = 0;
            return Ok(false);
        }
        self.close()
    }

    /// Passes over the empty lines behind a record; `false` where something else follows. Where its member ends there too, the
    /// checksum is held to it.
    fn close(&mut self) -> io::Result<bool> {
        let member = self.packed.offset();
        let mut empty_lines = false;
        loop {
            match self.packed.advance()? {
                Next::Bytes => match self.packed.bytes().first() {
                    Some(b'\r' | b'\n') => {
                        empty_lines = true;
                        self.packed.consume(1);
                    }
                    first if empty_lines || first == RECORD.first() => return Ok(true),
                    _ => {
                        self.lose(Fault::Length);
                        return Ok(false);
                    }
                },
                Next::Begin | Next::End => return Ok(true),
                Next::Broken(fault) => {
                    let is_own = self.packed.offset() == member;
                    self.offset = self.packed.offset();
                    self.lose(fault);
                    return Ok(!is_own);
                }
            }
        }
    }

    /// Goes behind the next line that names a version of WARC; `false` at the end.
    fn find_version(&mut self) -> io::Result<bool> {
        loop {
            let line = match self.line(VERSION)? {
                Line::Text(line) => line,
                Line::Broken(fault) => {
                    self.lose(fault);
                    continue;
                }
                Line::End => return Ok(false),
            };
            match line.strip_prefix(RECORD) {
                Some([b'0' | b'1', b'.', ..]) => {
                    self.lost = false;
                    return Ok(true);
                }
                Some(_) => self.lose(Fault::Version),
                None if line.trim_ascii().is_empty() => {}
                None => self.lose(Fault::Foreign),
            }
        }
    }

    /// The fields of a header, up to the empty line; none where it ends too early or is too long.
    fn fields(&mut self) -> io::Result<Option<Headers>> {
        let mut begin = self.offset;
        let mut fields = Fields::default();
        let mut read = 0;
        let fault = loop {
            match self.line(HEADER)? {
                Line::Text(line) if line.starts_with(RECORD) => {
                    self.faults.add(Fault::Cut, begin);
                    (begin, fields, read) = (self.offset, Fields::default(), 0);
                }
                Line::Text(line) if line.is_empty() => {
                    self.offset = begin;
                    return Ok(Some(fields.finish()));
                }
                Line::Text(line) => {
                    read += line.len();
                    if read > HEADER {
                        break Fault::HeaderSize;
                    }
                    fields.line(&line);
                }
                Line::Broken(fault) => break fault,
                Line::End => break Fault::Cut,
            }
        };
        self.offset = begin;
        self.lose(fault);
        Ok(None)
    }

    /// The next line without its end, at most `kept` bytes of it. The place of its first byte becomes that of the record.
    fn line(&mut self, kept: usize) -> io::Result<Line> {
        let mut line = Vec::new();
        let mut begun = false;
        loop {
            let next = self.packed.advance()?;
            match next {
                Next::Bytes | Next::Begin => {}
                Next::Broken(fault) => return Ok(Line::Broken(fault)),
                Next::End if begun => return Ok(Line::Text(line)),
                Next::End => return Ok(Line::End),
            }
            // A record that begins in a new member ends whatever came before.
            if next == Next::Begin && begun {
                return Ok(Line::Text(line));
            }
            if !begun {
                self.offset = self.packed.offset();
                begun = true;
            }
            let bytes = self.packed.bytes();
            let end = memchr::memchr(b'\n', bytes);
            let piece = &bytes[..end.unwrap_or(bytes.len())];
            line.extend_from_slice(&piece[..piece.len().min((kept + 1).saturating_sub(line.len()))]);
            let read = end.map_or(bytes.len(), |end| end + 1);
            self.packed.consume(read);
            if end.is_some() {
                if line.ends_with(b"\r") {
                    line.pop();
                }
                return Ok(Line::Text(line));
            }
        }
    }
}
