//! As much of CBOR (RFC 8949) as authenticators write: whole numbers, byte and text strings, arrays and maps of known length.
//! Anything else is none. It never reads past its input nor deeper than a few levels.

const DEEPEST: u8 = 8;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value<'b> {
    Whole(i64),
    Bytes(&'b [u8]),
    Text(&'b str),
    List(Vec<Value<'b>>),
    Map(Vec<(Value<'b>, Value<'b>)>),
    /// False, true and nothing.
    Simple(u8),
}

impl<'b> Value<'b> {
    /// The value at a key of a map that names it once.
    pub(super) fn get(&self, key: &Value<'_>) -> Option<&Self> {
        let Self::Map(pairs) = self else { return None };
        let mut found = pairs.iter().filter(|(name, _)| name == key).map(|(_, value)| value);
        found.next().filter(|_| found.next().is_none())
    }

    pub(super) const fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) const fn bytes(&self) -> Option<&'b [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// The first value of some bytes, and what comes after it.
pub(super) fn read(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    value(bytes, 0)
}

fn value(bytes: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    let (&first, rest) = bytes.split_first().filter(|_| depth < DEEPEST)?;
    let (number, rest) = number(first & 0x1f, rest)?;
    let length = usize::try_from(number).ok();
    match first >> 5 {
        0 => Some((Value::Whole(i64::try_from(number).ok()?), rest)),
        1 => Some((Value::Whole(-1 - i64::try_from(number).ok()?), rest)),
        2 => rest.split_at_checked(length?).map(|(bytes, rest)| (Value::Bytes(bytes), rest)),
        3 => {
            let (bytes, rest) = rest.split_at_checked(length?)?;
            Some((Value::Text(std::str::from_utf8(bytes).ok()?), rest))
        }
        4 => list(length?, rest, depth),
        5 => map(length?, rest, depth),
        7 if (20..=22).contains(&number) => Some((Value::Simple(u8::try_from(number).ok()?), rest)),
        _ => None,
    }
}

/// The number in a first byte, or in those behind it.
fn number(low: u8, rest: &[u8]) -> Option<(u64, &[u8])> {
    let width = match low {
        0..=23 => return Some((u64::from(low), rest)),
        24..=27 => 1_usize << (low - 24),
        _ => return None,
    };
    let (bytes, rest) = rest.split_at_checked(width)?;
    Some((bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)), rest))
}

fn list(length: usize, mut rest: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    let mut items = Vec::new();
    for _ in 0..length {
        let (item, after) = value(rest, depth + 1)?;
        items.push(item);
        rest = after;
    }
    Some((Value::List(items), rest))
}

fn map(length: usize, mut rest: &[u8], depth: u8) -> Option<(Value<'_>, &[u8])> {
    let mut pairs = Vec::new();
    for _ in 0..length {
        let (key, after) = value(rest, depth + 1)?;
        let (held, after) = value(after, depth + 1)?;
        pairs.push((key, held));
        rest = after;
    }
    Some((Value::Map(pairs), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_and_nothing_past_them() {
        let bytes = [0xa2, 0x01, 0x26, 0x61, b'k', 0x82, 0x41, 9, 0xf5, 7];
        let (found, rest) = read(&bytes).unwrap();
        assert_eq!(found.get(&Value::Whole(1)).and_then(Value::whole), Some(-7));
        let list = Value::List(vec![Value::Bytes(&[9]), Value::Simple(21)]);
        assert_eq!((found.get(&Value::Text("k")), rest), (Some(&list), &[7][..]));
        let deep = [0x81; 20];
        let huge = [0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
        for wrong in
            [&[][..], &[0x18], &[0x42, 1], &[0x61, 0xff], &[0x5f], &[0xc0, 0], &[0xa1, 1], &deep, &huge]
        {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
        let twice = [0xa2, 1, 1, 1, 2];
        assert_eq!(read(&twice).unwrap().0.get(&Value::Whole(1)), None, "a key that stands twice is none");
    }
}
