//! The bytes of the file itself, through one buffer, with their offset. Knows no format.

use std::io::{self, Read};

/// Bytes that are held. More than those that are kept, and the longest header of a member.
const BUFFER: usize = 256 << 10;
/// Bytes behind a mark that can be gone back over.
const KEPT: usize = 128 << 10;

/// A source with a buffer.
pub(crate) struct Raw<R> {
    source: R,
    buffer: Box<[u8]>,
    start: usize,
    end: usize,
    /// Offset in the file of `buffer[start]`.
    offset: u64,
    /// Place in the buffer that may be gone back to.
    mark: Option<usize>,
    ended: bool,
    /// An error that was met while a decoder read, which tells its own instead.
    failure: Option<io::Error>,
}

impl<R: Read> Raw<R> {
    pub(crate) fn new(source: R, offset: u64) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER].into(),
            start: 0,
            end: 0,
            offset,
            mark: None,
            ended: false,
            failure: None,
        }
    }

    /// Offset in the file of the next byte.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Unread bytes in the buffer.
    pub(crate) fn unread(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Unread bytes, at least one unless the source has ended.
    pub(crate) fn fill(&mut self) -> io::Result<&[u8]> {
        self.at_least(1)
    }

    /// Unread bytes, at least `wanted` unless the source ends before.
    pub(crate) fn at_least(&mut self, wanted: usize) -> io::Result<&[u8]> {
        if self.end - self.start < wanted && !self.ended {
            self.mark = self.mark.filter(|mark| self.start - mark <= KEPT);
            let from = self.mark.unwrap_or(self.start);
            self.buffer.copy_within(from..self.end, 0);
            (self.start, self.end) = (self.start - from, self.end - from);
            self.mark = self.mark.map(|_| 0);
            while self.end - self.start < wanted && !self.ended {
                match self.source.read(&mut self.buffer[self.end..]) {
                    Ok(0) => self.ended = true,
                    Ok(read) => self.end += read,
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(self.unread())
    }

    /// Marks the next byte as one to go back to.
    pub(crate) fn mark(&mut self) {
        self.mark = Some(self.start);
    }

    /// Goes back to the byte behind the mark, where that is not too far: whether it is depends on the bytes alone, not on how
    /// they came.
    pub(crate) fn back_behind_mark(&mut self) {
        if let Some(mark) = self.mark.take().filter(|mark| self.start - mark <= KEPT) {
            self.offset -= (self.start - mark) as u64;
            self.start = mark;
            self.consume(1);
        }
    }

    pub(crate) fn consume(&mut self, read: usize) {
        let read = read.min(self.end - self.start);
        self.start += read;
        self.offset += read as u64;
    }

    /// Whether everything was read.
    pub(crate) fn is_over(&self) -> bool {
        self.ended && self.start == self.end
    }

    /// The source's own error, where a decoder met one.
    pub(crate) fn failure(&mut self) -> io::Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// Passes over `count` bytes, as far as there are any.
    pub(crate) fn skip(&mut self, mut count: u64) -> io::Result<()> {
        while count > 0 {
            let held = self.fill()?.len();
            if held == 0 {
                break;
            }
            let read = usize::try_from(count).unwrap_or(held).min(held);
            self.consume(read);
            count -= read as u64;
        }
        Ok(())
    }
}

impl<R: Read> Read for Raw<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.fill() {
            Ok(mut bytes) => {
                let read = bytes.read(into)?;
                self.consume(read);
                Ok(read)
            }
            Err(error) => {
                let kind = error.kind();
                self.failure = Some(error);
                Err(kind.into())
            }
        }
    }
}
