//! Cleaning an address never changes host or path, never adds, and is finished after one time.

#![no_main]

use dateline_feed::links::clean;
use dateline_model::WebUrl;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    for address in [text.to_string(), format!("https://news.example/a?{text}")] {
        let Ok(url) = WebUrl::parse(&address) else { continue };
        let cleaned = clean(&url);
        assert_eq!(clean(&cleaned), cleaned, "cleaned twice: {address}");
        assert_eq!(cleaned.as_url().host(), url.as_url().host());
        assert_eq!(cleaned.as_url().path(), url.as_url().path());
        assert!(cleaned.as_str().len() <= url.as_str().len());
    }
});
