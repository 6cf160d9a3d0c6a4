//! Writing, member by member, to whatever takes bytes in order: lengths stand behind each member and in the directory.

use super::{CENTRAL, DEFLATED, DESCRIPTOR, END, LOCAL};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{self, Write};

/// Version of the format that is needed to read: deflate.
const VERSION: u16 = 20;
/// Lengths behind the member; names in UTF-8.
const FLAGS: u16 = 1 << 3 | 1 << 11;
/// 1 January 1980, the first day of the format: archives of the same things are the same bytes.
const DAY: u16 = 1 << 5 | 1;

struct Written {
    name: String,
    crc: u32,
    packed: u32,
    size: u32,
    offset: u32,
}

/// An archive that is being written.
pub struct ZipWriter<W: Write> {
    /// `None` while a member is open.
    out: Option<W>,
    open: Option<Open<W>>,
    offset: u64,
    written: Vec<Written>,
}

struct Open<W: Write> {
    name: String,
    packer: DeflateEncoder<W>,
    crc: Crc,
}

impl<W: Write> ZipWriter<W> {
    /// An archive without members.
    pub const fn new(out: W) -> Self {
        Self { out: Some(out), open: None, offset: 0, written: Vec::new() }
    }

    /// Ends the member before and begins one; what is written from then on is its bytes.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        self.end_member()?;
        let Some(mut out) = self.out.take() else { return Err(broken()) };
        let mut head = Vec::new();
        put(&mut head, &[LOCAL]);
        halves(&mut head, &[VERSION, FLAGS, DEFLATED, 0, DAY]);
        put(&mut head, &[0, 0, 0]);
        halves(&mut head, &[length(name)?, 0]);
        head.extend_from_slice(name.as_bytes());
        out.write_all(&head)?;
        let packer = DeflateEncoder::new(out, Compression::default());
        self.open = Some(Open { name: name.to_owned(), packer, crc: Crc::new() });
        Ok(())
    }

    fn end_member(&mut self) -> io::Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.packer.try_finish()?;
        let (size, packed) = (small(open.packer.total_in())?, small(open.packer.total_out())?);
        let mut out = open.packer.finish()?;
        let mut behind = Vec::new();
        put(&mut behind, &[DESCRIPTOR, open.crc.sum(), packed, size]);
        out.write_all(&behind)?;
        let (offset, head) = (small(self.offset)?, 30 + open.name.len() as u64 + 16);
        self.offset += head + u64::from(packed);
        self.written.push(Written { name: open.name, crc: open.crc.sum(), packed, size, offset });
        self.out = Some(out);
        Ok(())
    }

    /// Ends the archive.
    pub fn finish(mut self) -> io::Result<W> {
        self.end_member()?;
        let Some(mut out) = self.out.take() else { return Err(broken()) };
        let mut directory = Vec::new();
        for member in &self.written {
            put(&mut directory, &[CENTRAL]);
            halves(&mut directory, &[VERSION, VERSION, FLAGS, DEFLATED, 0, DAY]);
            put(&mut directory, &[member.crc, member.packed, member.size]);
            halves(&mut directory, &[length(&member.name)?, 0, 0, 0, 0]);
            put(&mut directory, &[0, member.offset]);
            directory.extend_from_slice(member.name.as_bytes());
        }
        let count = u16::try_from(self.written.len()).map_err(|_| too_large())?;
        let size = small(directory.len() as u64)?;
        put(&mut directory, &[END]);
        halves(&mut directory, &[0, 0, count, count]);
        put(&mut directory, &[size, small(self.offset)?]);
        halves(&mut directory, &[0]);
        out.write_all(&directory)?;
        out.flush()?;
        Ok(out)
    }
}

impl<W: Write> Write for ZipWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(open) = &mut self.open else { return Err(broken()) };
        let written = open.packer.write(bytes)?;
        open.crc.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn put(out: &mut Vec<u8>, numbers: &[u32]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn halves(out: &mut Vec<u8>, numbers: &[u16]) {
    numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
}

fn length(name: &str) -> io::Result<u16> {
    u16::try_from(name.len()).map_err(|_| too_large())
}

fn small(number: u64) -> io::Result<u32> {
    u32::try_from(number).map_err(|_| too_large())
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "the archive would be larger than 4 GB")
}

fn broken() -> io::Error {
    io::Error::other("no member of the archive is open")
}
