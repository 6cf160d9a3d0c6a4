//! Whatever the bytes, there is a dictionary.

use dateline_feedparser::to_json;
use proptest::prelude::*;

const FEED: &str = "<?xml version='1.0'?><rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel>\
<title>The Beacon</title><link>https://beacon.example/</link><item><title>Harbour &amp; tide</title><link>/a</link>\
<description><![CDATA[<p>Text</p>]]></description><media:thumbnail url='/t.jpg' width='9'/></item></channel></rss>";

proptest! {
    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(to_json(&bytes, &[]).is_object());
    }

    #[test]
    fn damaged_feeds(at in 0..FEED.len(), cut in 0..40_usize, insert in "[<>&;'\"/!\\[\\]a-z ]{0,8}") {
        let end = (at + cut).min(FEED.len());
        let text = format!("{}{insert}{}", &FEED[..at], &FEED[end..]);
        prop_assert!(to_json(text.as_bytes(), &[]).is_object());
    }
}
