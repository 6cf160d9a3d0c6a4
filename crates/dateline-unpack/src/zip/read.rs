//! Reading: the directory first, checked as a whole; then members one by one, each held to what the directory says of it.

use super::{CENTRAL, DEFLATED, END, LOCAL, STORED, ZipError};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

/// How much of an archive is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Members.
    pub members: usize,
    /// Unpacked bytes of one member.
    pub member_bytes: u64,
    /// Unpacked bytes of all together.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { members: 20_000, member_bytes: 2 << 30, bytes: 4 << 30 }
    }
}

/// From this ratio on a member over [`SMALL`] is taken for a bomb. Deflate cannot pass 1,032; JSON that says little stays below 50.
const BOMB_RATIO: u64 = 200;
/// Unpacked bytes that are read whatever the ratio.
const SMALL: u64 = 1 << 20;
/// Bytes before the end in which the end of the directory stands: its 22 and the longest comment.
const TAIL: u64 = 22 + 65_535;
/// Bytes of a directory: 20,000 members with long names.
const DIRECTORY: u64 = 16 << 20;
/// Bytes of a member's head before its name.
const HEAD: usize = 30;

/// A member as the directory tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Name, with `/` between folders; what is no UTF-8 is replaced.
    pub name: String,
    /// Bytes unpacked.
    pub size: u64,
    packed: u64,
    method: u16,
    encrypted: bool,
    crc: u32,
    offset: u64,
}

impl Member {
    /// Whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.name.ends_with('/')
    }

    /// The name without folders.
    pub fn file_name(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// An archive whose directory was read and found sound.
#[derive(Debug)]
pub struct ZipArchive<R> {
    input: BufReader<R>,
    members: Vec<Member>,
}

impl<R: Read + Seek> ZipArchive<R> {
    /// Reads the directory and refuses an archive that is damaged, or would unpack to more than `limits`.
    pub fn open(input: R, limits: &Limits) -> Result<Self, ZipError> {
        let mut input = BufReader::new(input);
        let (directory, count, end) = directory(&mut input)?;
        if count > limits.members {
            return Err(ZipError::TooMany { found: count, most: limits.members });
        }
        let members = members(&directory, count)?;
        check(&members, end, limits)?;
        Ok(Self { input, members })
    }

    /// Members in the order of the directory.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The bytes of the member of an index. Reading fails where they are not what the directory says.
    pub fn read(&mut self, index: usize) -> Result<MemberReader<'_, R>, ZipError> {
        let member = self.members.get(index).ok_or(ZipError::Damaged("there is no such member"))?;
        let unread = |what| ZipError::Unread { name: member.name.clone(), what };
        if member.encrypted {
            return Err(unread("encrypted"));
        }
        self.input.seek(SeekFrom::Start(member.offset))?;
        let mut head = [0; HEAD];
        self.input.read_exact(&mut head)?;
        if number(&head, 0) != u64::from(LOCAL) {
            return Err(ZipError::Damaged("a member is not where the directory says"));
        }
        let skip = half(&head, 26) + half(&head, 28);
        self.input.seek_relative(i64::from(skip))?;
        let packed = Read::by_ref(&mut self.input).take(member.packed);
        let source = match member.method {
            STORED => Source::Stored(packed),
            DEFLATED => Source::Deflated(DeflateDecoder::new(packed)),
            _ => return Err(unread("packed in a way of its own")),
        };
        Ok(MemberReader { source, crc: Crc::new(), left: member.size, wanted: member.crc })
    }
}

/// The bytes of the directory, how many members it has, and where it begins.
fn directory<R: Read + Seek>(input: &mut BufReader<R>) -> Result<(Vec<u8>, usize, u64), ZipError> {
    let length = input.seek(SeekFrom::End(0))?;
    let start = length.saturating_sub(TAIL);
    input.seek(SeekFrom::Start(start))?;
    let mut tail = Vec::new();
    Read::by_ref(input).take(TAIL).read_to_end(&mut tail)?;
    let at = (0..tail.len().saturating_sub(21)).rev().find(|at| number(&tail, *at) == u64::from(END));
    let at = at.ok_or(ZipError::NotAZip)?;
    let (count, size, begin) = (half(&tail, at + 10), number(&tail, at + 12), number(&tail, at + 16));
    let end = start + at as u64;
    if begin == u64::from(u32::MAX) || count == u16::MAX {
        return Err(ZipError::Damaged("it is larger than 4 GB or has more than 65,534 members"));
    }
    if half(&tail, at + 4) != 0 || size > DIRECTORY || begin.checked_add(size).is_none_or(|sum| sum > end) {
        return Err(ZipError::Damaged("its directory does not lie in it"));
    }
    input.seek(SeekFrom::Start(begin))?;
    let mut bytes = Vec::new();
    Read::by_ref(input).take(size).read_to_end(&mut bytes)?;
    Ok((bytes, usize::from(count), begin))
}

fn members(directory: &[u8], count: usize) -> Result<Vec<Member>, ZipError> {
    let (mut members, mut at) = (Vec::new(), 0);
    for _ in 0..count {
        let entry = directory.get(at..).filter(|rest| rest.len() >= 46).ok_or(ZipError::Damaged(CUT))?;
        if number(entry, 0) != u64::from(CENTRAL) {
            return Err(ZipError::Damaged(CUT));
        }
        let (name, extra, comment) = (half(entry, 28), half(entry, 30), half(entry, 32));
        let (name, rest) = (usize::from(name), usize::from(extra) + usize::from(comment));
        let name_bytes = entry.get(46..46 + name).ok_or(ZipError::Damaged(CUT))?;
        members.push(Member {
            name: String::from_utf8_lossy(name_bytes).replace('\\', "/"),
            size: number(entry, 24),
            packed: number(entry, 20),
            method: half(entry, 10),
            encrypted: half(entry, 8) & 1 == 1,
            crc: u32::try_from(number(entry, 16)).unwrap_or_default(),
            offset: number(entry, 42),
        });
        at += 46 + name + rest;
    }
    Ok(members)
}

const CUT: &str = "its directory ends too early";

/// Refuses members that are too large, unpack to far more than they are, or share bytes with one another.
fn check(members: &[Member], end: u64, limits: &Limits) -> Result<(), ZipError> {
    let mut total = 0_u64;
    for member in members {
        let bomb = |words| ZipError::Bomb { name: member.name.clone(), words };
        total += member.size;
        if member.size > SMALL && member.size / member.packed.max(1) >= BOMB_RATIO {
            return Err(bomb(format!(
                "{} MB out of {} kB",
                member.size / 1_000_000,
                member.packed.div_ceil(1000)
            )));
        }
        if member.size > limits.member_bytes || total > limits.bytes {
            return Err(bomb(format!("{} MB", total.max(member.size) / 1_000_000)));
        }
    }
    let mut places: Vec<(u64, u64)> =
        members.iter().map(|member| (member.offset, member.offset + HEAD as u64 + member.packed)).collect();
    places.sort_unstable();
    let apart = places.windows(2).all(|pair| pair[0].1 <= pair[1].0);
    if !apart || places.last().is_some_and(|last| last.1 > end) {
        return Err(ZipError::Damaged("its members lie in one another"));
    }
    Ok(())
}

/// A number of two bytes, the least first.
fn half(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]))
}

/// A number of four bytes, the least first.
fn number(bytes: &[u8], at: usize) -> u64 {
    u64::from(half(bytes, at)) | u64::from(half(bytes, at + 2)) << 16
}

/// The unpacked bytes of a member.
#[derive(Debug)]
pub struct MemberReader<'a, R> {
    source: Source<'a, R>,
    crc: Crc,
    left: u64,
    wanted: u32,
}

#[derive(Debug)]
enum Source<'a, R> {
    Stored(Take<&'a mut BufReader<R>>),
    Deflated(DeflateDecoder<Take<&'a mut BufReader<R>>>),
}

impl<R: Read> Read for MemberReader<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let wrong = |words| Err(io::Error::new(io::ErrorKind::InvalidData, words));
        let read = match &mut self.source {
            Source::Stored(source) => source.read(out)?,
            Source::Deflated(source) => source.read(out)?,
        };
        self.crc.update(&out[..read]);
        match self.left.checked_sub(read as u64) {
            Some(left) => self.left = left,
            None => return wrong("a member of the archive is longer than its directory says"),
        }
        if read == 0 && (self.left > 0 || self.crc.sum() != self.wanted) {
            return wrong("a member of the archive is damaged");
        }
        Ok(read)
    }
}
