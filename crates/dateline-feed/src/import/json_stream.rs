//! Objects out of JSON of any length, one at a time: what is in memory is one object, of at most [`LARGEST`] bytes.

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

/// Bytes of one object.
const LARGEST: u64 = 16 << 20;
/// Keys under which programs list their items.
const LISTS: &[&str] = &["items", "entries", "articles", "links", "bookmarks", "starred", "results"];

/// Why JSON cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// It is no JSON, or not a list of things.
    #[error("this is no list of articles as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// One object is far too large.
    #[error("one article of it is larger than {} MB, which no article is", LARGEST >> 20)]
    Large,
    /// A line cannot be read.
    #[error("it cannot be read: {0}")]
    Io(#[from] io::Error),
}

/// Bytes that may be read until something is complete.
struct Allowed<'c, R> {
    input: R,
    left: &'c Cell<u64>,
}

impl<R: Read> Read for Allowed<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(out)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}

/// Hands on each object of a list, or of the lists in an object, until `take` breaks off.
pub fn json_objects(
    input: impl Read,
    take: &mut dyn FnMut(Value) -> ControlFlow<()>,
) -> Result<(), JsonError> {
    let left = Cell::new(LARGEST);
    let mut reader = serde_json::Deserializer::from_reader(BufReader::new(Allowed { input, left: &left }));
    let mut stopped = false;
    let seed = Objects { take, left: &left, stopped: &mut stopped };
    match seed.deserialize(&mut reader) {
        Ok(()) => Ok(()),
        Err(_) if stopped => Ok(()),
        Err(error) if error.io_error_kind() == Some(io::ErrorKind::FileTooLarge) => Err(JsonError::Large),
        Err(error) => Err(error.into()),
    }
}

/// Hands on each line as an object; a line that is none is told by its number.
pub fn json_lines(
    input: impl Read,
    take: &mut dyn FnMut(Result<Value, u64>) -> ControlFlow<()>,
) -> Result<(), JsonError> {
    let mut input = BufReader::new(input);
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = Read::by_ref(&mut input).take(LARGEST).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        if read as u64 == LARGEST && !line.ends_with(b"\n") {
            return Err(JsonError::Large);
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        if take(serde_json::from_slice(&line).map_err(|_| number)).is_break() {
            break;
        }
    }
    Ok(())
}

struct Objects<'a, 'c> {
    take: &'a mut dyn FnMut(Value) -> ControlFlow<()>,
    left: &'c Cell<u64>,
    stopped: &'a mut bool,
}

impl<'de> DeserializeSeed<'de> for Objects<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Objects<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list, or an object with one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(value) = list.next_element::<Value>()? {
            self.left.set(LARGEST);
            if (self.take)(value).is_break() {
                *self.stopped = true;
                return Err(serde::de::Error::custom("stopped"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(key) = object.next_key::<String>()? {
            if LISTS.contains(&key.as_str()) {
                let below = Objects { take: &mut *self.take, left: self.left, stopped: &mut *self.stopped };
                object.next_value_seed(below)?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
}
