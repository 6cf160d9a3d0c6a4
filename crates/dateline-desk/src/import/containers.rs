//! A file to its end, in a thread of its own: as it is, packed with gzip, or an archive, zip or tar, ours among them.

use super::source::{DATABASE, ImportError, Out, Piece, WHOLE, newsboat, one};
use dateline_feed::import::{
    Imported, feeds_of_archive, item_of_archive, item_of_json, json_lines, omnivore_highlights, own_lists,
};
use dateline_unpack::zip::{Limits, ZipArchive};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use tokio::sync::mpsc::Sender;

/// Bytes by which a file is told.
const HEAD: u64 = 4 << 10;
/// The latest form of our own archive that is understood.
const VERSION: u64 = 1;
/// Unpacked bytes of a packed file from which on so much out of so little is a bomb, and how much: see the limits of zip archives.
const SMALL: u64 = 1 << 20;
const BOMB_RATIO: u64 = 200;
/// Bytes of the text of one page, or of its highlights.
const PAGE: u64 = 16 << 20;
/// Bytes of a name in a tar archive.
const NAME: u64 = 8 << 10;

/// Reads a file to its end. `room` is the folder in which what is packed is unpacked where it cannot be read as a stream.
pub(super) fn read(path: &Path, room: &Path, send: Sender<Vec<Piece>>) -> Result<(), ImportError> {
    let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
    let mut name = name.into_owned();
    let mut file = File::open(path).map_err(|error| ImportError::Io { name: name.clone(), error })?;
    let mut out = Out::new(send);
    let mut head = head_of(&name, &mut file)?;
    let packed = head.starts_with(b"\x1f\x8b");
    if packed {
        file = gunzip(&name, file, room)?;
        name.truncate(name.strip_suffix(".gz").map_or(name.len(), str::len));
        head = head_of(&name, &mut file)?;
    }
    let known = if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let zip = ZipArchive::open(file, &Limits::default())?;
        archive(zip, room, &mut out).map(|()| true)?
    } else if is_tar(&head) {
        archive(Tar::open(&name, file)?, room, &mut out).map(|()| true)?
    } else if head.starts_with(DATABASE) && !packed {
        newsboat(path, &mut out)?
    } else {
        one(&name, file, &head, room, &mut out)?
    };
    if !known {
        let says_nothing = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf);
        return Err(match head.iter().all(says_nothing) {
            true => ImportError::Empty(name),
            false => ImportError::Unknown(name),
        });
    }
    let _taken = out.flush();
    Ok(())
}

/// The first bytes of a file, which is at its beginning again afterwards.
fn head_of(name: &str, file: &mut File) -> Result<Vec<u8>, ImportError> {
    let failed = |error| ImportError::Io { name: name.to_owned(), error };
    let mut head = Vec::new();
    Read::by_ref(file).take(HEAD).read_to_end(&mut head).map_err(failed)?;
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(head)
}

/// An archive of any kind.
trait Members {
    /// Names of its members, with `/` between folders.
    fn names(&self) -> Vec<String>;
    /// The bytes of the member of a place.
    fn member(&mut self, at: usize) -> Result<impl Read, ImportError>;
}

impl Members for ZipArchive<File> {
    fn names(&self) -> Vec<String> {
        self.members().iter().map(|member| member.name.clone()).collect()
    }

    fn member(&mut self, at: usize) -> Result<impl Read, ImportError> {
        Ok(self.read(at)?)
    }
}

/// A tar archive (POSIX ustar, with long names of pax and GNU).
struct Tar {
    file: File,
    /// Names with where their bytes are, and how many.
    members: Vec<(String, u64, u64)>,
}

/// Whether the first bytes are those of a tar archive.
fn is_tar(head: &[u8]) -> bool {
    head.get(257..262) == Some(b"ustar")
}

impl Tar {
    /// Looks for the members of an archive.
    fn open(name: &str, file: File) -> Result<Self, ImportError> {
        let failed = |error| of_member(name, error);
        let limits = Limits::default();
        let mut archive = tar::Archive::new(BufReader::new(file));
        let (mut members, mut long) = (Vec::new(), None);
        // Raw, so that no name is read into memory that is longer than names are.
        for entry in archive.entries_with_seek().map_err(failed)?.raw(true) {
            let mut entry = entry.map_err(failed)?;
            let kind = entry.header().entry_type();
            let size = entry.header().entry_size().map_err(failed)?;
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut bytes = Vec::new();
                Read::by_ref(&mut entry).take(NAME).read_to_end(&mut bytes).map_err(failed)?;
                long = long_name(&bytes, kind.is_pax_local_extensions()).or(long);
                continue;
            }
            let short = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let member = long.take().unwrap_or(short);
            if kind.is_file() && size <= limits.member_bytes {
                members.push((member, entry.raw_file_position(), size));
            }
            if members.len() > limits.members {
                let words = format!("the archive has more than {} members", limits.members);
                return Err(failed(io::Error::other(words)));
            }
        }
        Ok(Self { file: archive.into_inner().into_inner(), members })
    }
}

fn long_name(bytes: &[u8], pax: bool) -> Option<String> {
    if !pax {
        let name = bytes.strip_suffix(b"\0").unwrap_or(bytes);
        return Some(String::from_utf8_lossy(name).into_owned());
    }
    let records = tar::PaxExtensions::new(bytes).filter_map(Result::ok);
    records
        .filter(|record| record.key_bytes() == b"path")
        .map(|record| String::from_utf8_lossy(record.value_bytes()).into_owned())
        .last()
}

impl Members for Tar {
    fn names(&self) -> Vec<String> {
        self.members.iter().map(|(name, ..)| name.clone()).collect()
    }

    fn member(&mut self, at: usize) -> Result<impl Read, ImportError> {
        let gone = || of_member("the archive", io::ErrorKind::NotFound.into());
        let (name, place, size) = self.members.get(at).ok_or_else(gone)?;
        self.file.seek(SeekFrom::Start(*place)).map_err(|error| of_member(name, error))?;
        Ok(BufReader::new((&self.file).take(*size)))
    }
}

/// What is packed with gzip, unpacked into a file without a name.
fn gunzip(name: &str, file: File, room: &Path) -> Result<File, ImportError> {
    let failed = |error| of_member(name, error);
    let packed = file.metadata().map_err(failed)?.len();
    let most = Limits::default().bytes.min(SMALL.max(packed.saturating_mul(BOMB_RATIO)));
    let mut out = tempfile::tempfile_in(room).map_err(failed)?;
    let mut bytes = MultiGzDecoder::new(BufReader::new(file)).take(most + 1);
    if io::copy(&mut bytes, &mut out).map_err(failed)? > most {
        let words = format!("it unpacks to more than {} MB, as a decompression bomb does", most >> 20);
        return Err(failed(io::Error::other(words)));
    }
    out.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(out)
}

/// What systems put into archives beside what people put there.
fn is_litter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    name.ends_with('/') || name.starts_with("__MACOSX/") || [".DS_Store", "Thumbs.db"].contains(&file)
}

/// Which members come first: lists of feeds before articles.
fn turn(name: &str) -> usize {
    let name = name.to_ascii_lowercase();
    let ends = [".opml", "urls", ".xml", ".txt", ".csv"];
    ends.iter().position(|end| name.ends_with(end)).unwrap_or(ends.len())
}

/// An archive: ours, or whatever other readers put into one.
fn archive(mut archive: impl Members, room: &Path, out: &mut Out) -> Result<(), ImportError> {
    let names = archive.names();
    if names.iter().any(|name| name == "dateline.json") {
        return own_archive(&mut archive, &names, out);
    }
    if names.iter().any(|name| is_omnivores(name)) {
        return omnivore(&mut archive, &names, out);
    }
    let mut order: Vec<usize> = (0..names.len()).filter(|at| !is_litter(&names[*at])).collect();
    order.sort_by_key(|at| turn(&names[*at]));
    for at in order {
        let name = &names[at];
        if out.piece(Piece::File).is_break() {
            break;
        }
        let mut head = Vec::new();
        archive.member(at)?.take(HEAD).read_to_end(&mut head).map_err(|error| of_member(name, error))?;
        if !one(name, archive.member(at)?, &head, room, out)? {
            out.left(format!("{name}: it is no list of feeds or articles that is known here"));
        }
    }
    Ok(())
}

/// Whether a member is one of Omnivore's lists, each with the texts and highlights of its pages beside it.
fn is_omnivores(name: &str) -> bool {
    let middle = name.strip_prefix("metadata_").and_then(|rest| rest.strip_suffix(".json"));
    middle.is_some_and(|middle| middle.split("_to_").all(|number| number.parse::<u64>().is_ok()))
}

/// Omnivore's export: the lists of pages, each of which is a few, with `content/SLUG.html` and `highlights/SLUG.md`.
fn omnivore(archive: &mut impl Members, names: &[String], out: &mut Out) -> Result<(), ImportError> {
    let places: HashMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
    for name in names.iter().filter(|name| is_omnivores(name)) {
        let list = value(archive, names, name)?.unwrap_or_default();
        for (number, page) in (1..).zip(list.as_array().into_iter().flatten()) {
            let Some(mut item) = item_of_json(page) else {
                out.left(format!("{name}, item {number}: it has neither title nor address"));
                continue;
            };
            let slug = page.get("slug").and_then(Value::as_str).unwrap_or_default();
            let mut beside = |name: String| -> Result<Option<String>, ImportError> {
                let Some(at) = places.get(name.as_str()) else { return Ok(None) };
                let mut bytes = Vec::new();
                let read = archive.member(*at)?.take(PAGE).read_to_end(&mut bytes);
                read.map_err(|error| of_member(&name, error))?;
                Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
            };
            item.html = beside(format!("content/{slug}.html"))?;
            let highlights = beside(format!("highlights/{slug}.md"))?;
            item.notes = highlights.map(|text| omnivore_highlights(&text)).unwrap_or_default();
            if out.thing(Imported::Item(Box::new(item))).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn of_member(name: &str, error: io::Error) -> ImportError {
    ImportError::Io { name: name.to_owned(), error }
}

fn own_archive(archive: &mut impl Members, names: &[String], out: &mut Out) -> Result<(), ImportError> {
    let head = value(archive, names, "dateline.json")?.unwrap_or_default();
    let version = head.get("version").and_then(Value::as_u64).unwrap_or(0);
    if version > VERSION {
        return Err(ImportError::Newer(version));
    }
    let feeds = value(archive, names, "feeds.json")?.unwrap_or_default();
    out.things(feeds_of_archive(&feeds));
    for (at, name) in
        names.iter().enumerate().filter(|(_, name)| name.starts_with("entries/") && !name.ends_with('/'))
    {
        let mut take = |line: Result<Value, u64>| match line {
            Ok(line) => out.thing(Imported::Item(Box::new(item_of_archive(&line)))),
            Err(number) => out.thing(Imported::Left(format!("{name}, line {number}: this is no JSON"))),
        };
        let read = json_lines(archive.member(at)?, &mut take);
        read.map_err(|error| ImportError::Json { name: name.clone(), error })?;
    }
    for name in own_lists() {
        if let Some(value) = value(archive, names, name)?
            && out.piece(Piece::List(name, value)).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// A small file of the archive as JSON.
fn value(archive: &mut impl Members, names: &[String], wanted: &str) -> Result<Option<Value>, ImportError> {
    let Some(at) = names.iter().position(|name| name == wanted) else { return Ok(None) };
    let mut bytes = Vec::new();
    archive.member(at)?.take(WHOLE).read_to_end(&mut bytes).map_err(|error| of_member(wanted, error))?;
    let read = serde_json::from_slice(&bytes);
    read.map(Some).map_err(|error| ImportError::Json { name: wanted.to_owned(), error: error.into() })
}
