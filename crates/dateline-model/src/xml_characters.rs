//! Which characters may stand in XML that the house writes.

/// Whether XML 1.0 (2.2) knows a character and readers of feeds take it: neither a control, tab and line feed aside, nor
/// U+FFFE and U+FFFF. A single one of the others makes a whole document ill-formed.
pub const fn is_xml_char(c: char) -> bool {
    match c {
        '\t' | '\n' => true,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_xml_char;

    #[test]
    fn what_is_written_is_what_xml_knows() {
        let known = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
        for c in '\0'..=char::MAX {
            let expected = known(c) && (!c.is_control() || matches!(c, '\t' | '\n'));
            assert_eq!(is_xml_char(c), expected, "{c:?}");
        }
    }
}
