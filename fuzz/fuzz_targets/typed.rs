//! Any text is an address or a reason. An address that was typed is read again as itself, is http or https, and never holds the
//! login that was typed with it.

#![no_main]

use dateline_model::{WebUrl, says_scheme, without_feed_scheme, without_login};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let bare = without_login(&text);
    assert!(bare.len() <= text.len());
    assert_eq!(without_feed_scheme(text.trim()), without_feed_scheme(text.trim()));
    let says = says_scheme(&text);
    let Ok(url) = WebUrl::typed(&text) else { return };
    assert!(says || !text.trim().contains("://") || text.contains(['/', '?', '#']), "{text:?}");
    assert_eq!(WebUrl::typed(url.as_str()).as_ref(), Ok(&url), "{text:?}");
    assert!(matches!(url.as_url().scheme(), "http" | "https"));
    assert!(url.as_url().username().is_empty() && url.as_url().password().is_none(), "{text:?}");
    assert_eq!(without_login(url.as_str()), url.as_str());
});
