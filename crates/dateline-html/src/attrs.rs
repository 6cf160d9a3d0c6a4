//! Attributes of a page, list behind list. Storage is made of pieces that never move: a vector that doubles would hold
//! its old half and its new whole at once.

use crate::attr_names::AttrName;
use crate::offsets::{NONE, Span};

/// One attribute of a list. The prefix is that of the standard's table of foreign attributes (`xlink`, `xml`, `xmlns`).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attr {
    pub(crate) value: Span,
    pub(crate) name: u32,
    pub(crate) name_length: u16,
    /// The number of the name.
    pub(crate) known: AttrName,
    /// The prefix, and [`LAST`] of the one that ends its list.
    flags: u8,
}

const LAST: u8 = 0x80;
const _: () = assert!(size_of::<Attr>() == 16);

/// Prefix of an attribute of a foreign element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Prefix {
    None,
    Xlink,
    Xml,
    Xmlns,
}

impl Attr {
    /// An attribute whose name is shorter than 65,536 bytes.
    pub(crate) fn new(name: Span, known: AttrName, value: Span) -> Self {
        Self { value, name: name.0, name_length: (name.1 - name.0) as u16, known, flags: 0 }
    }

    /// The prefix of its name.
    pub(crate) fn prefix(&self) -> Prefix {
        match self.flags & !LAST {
            0 => Prefix::None,
            1 => Prefix::Xlink,
            2 => Prefix::Xml,
            _ => Prefix::Xmlns,
        }
    }

    pub(crate) fn set_prefix(&mut self, prefix: Prefix) {
        self.flags = self.flags & LAST | prefix as u8;
    }

    const fn is_last(&self) -> bool {
        self.flags & LAST != 0
    }

    #[inline]
    pub(crate) fn name(&self) -> Span {
        (self.name, self.name + u32::from(self.name_length))
    }
}

/// Lists of attributes. A list is known by a number: its piece in the upper half, its place there in the lower one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attrs {
    pieces: Vec<Vec<Attr>>,
    count: usize,
}

/// Attributes of a large piece: 64 KB. A piece is as large as all before it together up to that.
const PIECE: usize = 4096;

impl Attrs {
    /// Storage for a page of so many bytes; real pages have an attribute for every hundred.
    pub(crate) fn new(length: usize) -> Self {
        Self { pieces: vec![Vec::with_capacity((length / 96 + 16).min(PIECE))], count: 0 }
    }

    /// How many attributes there are.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Adds a list and says its number, `NONE` if it is empty. Lists longer than 65,535 are cut.
    pub(crate) fn put(&mut self, list: &[Attr]) -> u32 {
        if list.is_empty() {
            return NONE;
        }
        let list = &list[..list.len().min(usize::from(u16::MAX))];
        let room = self.pieces.last().map_or(0, |piece| piece.capacity() - piece.len());
        if room < list.len() {
            let size = self.count.clamp(64, PIECE).max(list.len());
            self.pieces.push(Vec::with_capacity(size));
        }
        self.count += list.len();
        let number = self.pieces.len() - 1;
        let piece = &mut self.pieces[number];
        let first = piece.len();
        piece.extend(list.iter().map(|attr| Attr { flags: attr.flags & !LAST, ..*attr }));
        if let Some(last) = piece.last_mut() {
            last.flags |= LAST;
        }
        (number << 16 | first) as u32
    }

    /// The attributes of a list; none for `NONE`.
    pub(crate) fn list(&self, number: u32) -> &[Attr] {
        let piece = self.pieces.get((number >> 16) as usize).map_or(&[][..], Vec::as_slice);
        let rest = piece.get((number & 0xffff) as usize..).unwrap_or_default();
        let count = rest.iter().position(Attr::is_last).map_or(0, |last| last + 1);
        &rest[..count]
    }

    /// The first one of a list that is wanted.
    #[inline]
    pub(crate) fn find(&self, number: u32, is_wanted: impl Fn(&Attr) -> bool) -> Option<&Attr> {
        let piece = self.pieces.get((number >> 16) as usize).map_or(&[][..], Vec::as_slice);
        let rest = piece.get((number & 0xffff) as usize..).unwrap_or_default();
        for attr in rest {
            if is_wanted(attr) {
                return Some(attr);
            }
            if attr.is_last() {
                break;
            }
        }
        None
    }

    /// The attributes of a list, found as they are asked for.
    #[inline]
    pub(crate) fn iter(&self, number: u32) -> impl Iterator<Item = &Attr> {
        let piece = self.pieces.get((number >> 16) as usize).map_or(&[][..], Vec::as_slice);
        let mut rest = piece.get((number & 0xffff) as usize..).unwrap_or_default().iter();
        std::iter::from_fn(move || {
            let attr = rest.next()?;
            if attr.is_last() {
                rest = [].iter();
            }
            Some(attr)
        })
    }

    /// One attribute of a list, to be changed.
    pub(crate) fn at_mut(&mut self, number: u32, index: usize) -> Option<&mut Attr> {
        self.pieces.get_mut((number >> 16) as usize)?.get_mut((number & 0xffff) as usize + index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_stay_whole() {
        let mut attrs = Attrs::new(0);
        let lists: Vec<Vec<Attr>> = (0..300u32)
            .map(|length| {
                (0..length)
                    .map(|number| Attr::new((length, length), AttrName::Other, (number, number)))
                    .collect()
            })
            .collect();
        let numbers: Vec<u32> = lists.iter().map(|list| attrs.put(list)).collect();
        assert_eq!(attrs.count(), 299 * 300 / 2);
        for (list, number) in lists.iter().zip(numbers) {
            let values: Vec<Span> = attrs.list(number).iter().map(|attr| attr.value).collect();
            for (at, value) in values.iter().enumerate() {
                let found =
                    attrs.find(number, |attr| attr.name() == (list[at].name()) && attr.value == *value);
                assert_eq!(found.map(|attr| attr.value), Some(*value));
            }
            assert!(attrs.find(number, |attr| attr.value.0 == u32::MAX).is_none());
            assert_eq!(values, list.iter().map(|attr| attr.value).collect::<Vec<_>>());
        }
        assert!(attrs.list(NONE).is_empty());
    }
}
