//! Dates in HTTP headers (RFC 9110, section 5.6.7): the one form to write and the three to read. No clock here.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Reads IMF-fixdate, RFC 850 and asctime dates; the weekday is not checked, for servers get it wrong.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = &text.trim().to_ascii_uppercase();
    let rest = text.split_once(',').map_or_else(|| text.split_once(' '), Some)?.1.trim();
    [
        "%d %b %Y %H:%M:%S GMT",
        "%d %b %Y %H:%M:%S UTC",
        "%d-%b-%y %H:%M:%S GMT",
        "%d-%b-%Y %H:%M:%S GMT",
        "%b %e %H:%M:%S %Y",
    ]
    .iter()
    .find_map(|form| DateTime::strptime(form, rest).ok())
    .and_then(|civil| TimeZone::UTC.to_timestamp(civil).ok())
}

#[cfg(test)]
mod tests {
    use super::{Timestamp, parse};

    #[test]
    fn three_forms_one_instant() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Mon, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06-Nov-1994 08:49:37 GMT",
            "SUN, 06 NOV 1994 08:49:37 gMT",
        ] {
            assert_eq!(parse(text).map(Timestamp::as_second), Some(784_111_777), "{text}");
        }
        for text in ["", "soon", "0", "-1", "Sun, 99 Nov 1994 08:49:37 GMT", ","] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
