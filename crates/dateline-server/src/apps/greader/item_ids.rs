//! Numbers of articles as apps write them. Ours have sixteen digits: apps that turn them into hexadecimal fill up to the length of
//! the decimal, and so a number is never taken for the other.

use dateline_model::EntryId;

const FIRST: i64 = 1_000_000_000_000_000;
const PREFIX: &str = "tag:google.com,2005:reader/item/";

/// The decimal form.
pub(super) fn decimal(id: EntryId) -> String {
    id.0.saturating_add(FIRST).to_string()
}

/// The long form.
pub(super) fn long(id: EntryId) -> String {
    format!("{PREFIX}{:016x}", id.0.saturating_add(FIRST))
}

/// The article that is meant; `None` for what is no number of ours.
pub(super) fn parse(text: &str) -> Option<EntryId> {
    let text = text.trim();
    let number = match text.strip_prefix(PREFIX) {
        Some(hex) => hexadecimal(hex)?,
        None if text.starts_with(|c| ('1'..='9').contains(&c))
            && text.bytes().all(|c| c.is_ascii_digit()) =>
        {
            text.parse().ok()?
        }
        None if text.len() == 16 => hexadecimal(text)?,
        None => return None,
    };
    number.checked_sub(FIRST).filter(|id| *id > 0).map(EntryId)
}

fn hexadecimal(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|c| c.is_ascii_hexdigit());
    if digits { i64::from_str_radix(text, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_in_every_spelling() {
        let id = EntryId(1_164);
        assert_eq!(decimal(id).len(), 16);
        for text in [
            decimal(id),
            long(id),
            long(id).replace("item/000", "item/"),
            long(id).to_uppercase().replace("TAG:GOOGLE.COM,2005:READER/ITEM/", PREFIX),
            long(id).replace(PREFIX, ""),
            format!(" {}\n", decimal(id)),
        ] {
            assert_eq!(parse(&text), Some(id), "{text}");
        }
        for text in [
            "",
            "0",
            "11",
            "-355401917359550817",
            "tag:google.com,2005:reader/item/",
            "000000000000000b",
            "99999999999999999999",
            "1000000000000000",
            "tag:google.com,2005:reader/item/-1",
            "54f0c9b1e4b0a7a1d8c1f0aa",
            "\u{661}\u{662}",
            "tag:google.com,2005:reader/item/ffffffffffffffff",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
