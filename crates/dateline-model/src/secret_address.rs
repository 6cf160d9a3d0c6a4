//! Whether an address looks like a secret: whoever has it reads what only one reader should. Judged by its structure; what the
//! address leads to is not asked. A sign is a reason to propose that a feed be kept apart, never to do it.

use crate::WebUrl;

/// Shortest value of a query that can be a secret by its looks alone.
const VALUE: usize = 16;
/// The same for a part of the path, where publishers put names of things.
const SEGMENT: usize = 20;
/// Shortest value under a name that says that it is a secret.
const NAMED: usize = 6;

/// Names of query values, or words of the path, that say that what stands there is a secret.
const TELLING: &[&str] = &[
    "apikey",
    "auth",
    "authkey",
    "jwt",
    "key",
    "passwd",
    "password",
    "private",
    "pwd",
    "secret",
    "sig",
    "signature",
    "token",
];
/// Words of a path that say that it is one reader's.
const PERSONAL: &[&str] =
    &["member", "members", "patron", "patrons", "personal", "premium", "subscriber", "subscribers"];

/// What of an address looks like a secret, in words that do not repeat it; nothing where none does.
///
/// A value of the query counts where its name says so, or where it is long and random and its name does not call it the
/// number of something (`channel_id`). A part of the path counts where it is longer and random; one in the form that
/// databases give their rows (a UUID, 24 hexadecimal digits) only where the path says that it is one reader's.
pub fn secret_in(url: &WebUrl) -> Option<String> {
    let parsed = url.as_url();
    for (name, value) in parsed.query_pairs() {
        if is_secret_value(&name, &value) {
            return Some(format!(
                "the value of \u{201c}{}\u{201d}",
                name.chars().take(40).collect::<String>()
            ));
        }
    }
    let segments: Vec<&str> = parsed.path_segments().into_iter().flatten().collect();
    let words = || segments.iter().flat_map(|segment| words_of(segment));
    let personal = words().any(|word| is_one_of(word, TELLING) || is_one_of(word, PERSONAL));
    segments
        .iter()
        .any(|segment| is_secret_segment(segment, personal))
        .then(|| "a part of its path".to_owned())
}

fn is_secret_value(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let session = name == "sid" || name.contains("sess");
    let number = name.ends_with("id") && !session;
    let telling = words_of(&name).any(|word| is_one_of(word, TELLING));
    let long =
        value.len() >= NAMED && value.bytes().any(|byte| byte.is_ascii_digit() || value.len() >= 2 * NAMED);
    (telling && long) || (!number && value.len() >= VALUE && (is_random(value, VALUE) || is_row(value)))
}

fn is_secret_segment(segment: &str, personal: bool) -> bool {
    // `did:plc:...` is somebody's public name.
    if segment.starts_with("did:") {
        return false;
    }
    let bare =
        segment.rsplit_once('.').filter(|(_, ending)| ending.len() <= 4).map_or(segment, |(bare, _)| bare);
    bare.split([':', '=', ',', ';']).any(|piece| {
        if is_row(piece) || (personal && is_random(piece, VALUE)) {
            personal
        } else {
            is_random(piece, SEGMENT)
        }
    })
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A UUID, or an object's number of 24 hexadecimal digits.
fn is_row(text: &str) -> bool {
    let hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let mixed =
        text.bytes().any(|byte| byte.is_ascii_digit()) && text.bytes().any(|byte| byte.is_ascii_alphabetic());
    mixed && ((lengths == [8, 4, 4, 4, 12] && text.split('-').all(hex)) || (lengths == [24] && hex(text)))
}

/// Letters and digits without the order that words, dates and numbers have: within the pieces between hyphens, the kind of
/// character changes at least at every fifth. Of 32 random hexadecimal digits every other one does so.
fn is_random(text: &str, least: usize) -> bool {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'=')
    };
    if !text.bytes().all(plain) {
        return false;
    }
    let kind = |byte: u8| match byte {
        b'0'..=b'9' => 0,
        b'a'..=b'z' => 1,
        _ => 2,
    };
    let (mut length, mut changes, mut digits) = (0, 0, 0);
    for piece in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = piece.as_bytes();
        length += bytes.len();
        digits += bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
        // A capital that begins a word is of its kind.
        let begins = |at: usize| {
            kind(bytes[at]) == 2 && kind(bytes[at + 1]) == 1 && (at == 0 || kind(bytes[at - 1]) != 2)
        };
        changes += bytes
            .windows(2)
            .enumerate()
            .filter(|(at, two)| kind(two[0]) != kind(two[1]) && !begins(*at))
            .count();
    }
    length >= least && digits > 0 && digits < length && changes * 5 >= length
}

#[cfg(test)]
mod tests {
    use super::secret_in;
    use crate::WebUrl;

    #[test]
    fn an_address_that_carries_a_secret_is_told_from_an_ordinary_one() {
        let secret = "https://forge.example/me.private.atom?token=ABCDE2FGHIJKL3MNOPQRS
            https://forge.example/me.atom?feed_token=glft-4ad9b1c0e5f2
            https://shop.example/rss?auth=9pXk2LmQ8vRt4ZbN
            https://news.example/feed?key=hunter2222
            https://news.example/feed?u=7&k=4f1c0d9e8b7a6f5e4d3c2b1a09f8e7d6
            https://news.example/feed?s=3f2b8c1d-4e5f-4a6b-8c7d-9e0f1a2b3c4d
            https://forum.example/.rss?feed=0a1b2c3d4e5f60718293a4b5c6d7e8f901234567&user=me
            https://news.example/feed?sid=a8f5f167f44f4964e6c998dee827110c
            https://pod.example/feed/podcast/12/private/3f2b8c1d-4e5f-4a6b-8c7d-9e0f1a2b3c4d.rss
            https://pod.example/premium/5d8b2f1c9e7a4b3d2c1f0e9a/feed
            https://pod.example/content/eyJ0IjoicCIsImMiOiIxMjM0IiwidSI6IjU2NzgiLCJkIjoiMTU5In0.rss
            https://mail.example/feeds/k2v9q0x8r7w3t1z5m4n6.xml
            https://marks.example/u:me/secret:0f1e2d3c4b5a69788796/
            https://reader.example/rss/9f8e7d6c5b4a39281706f5e4d3c2b1a0/all.xml
            https://news.example/f?token=correcthorsebattery";
        for address in secret.split_whitespace() {
            let found = secret_in(&WebUrl::parse(address).unwrap());
            assert!(found.is_some(), "{address}");
            let tail = &address[address.len() - 12..];
            assert!(!found.unwrap().contains(tail), "{address}");
        }
        let ordinary = "https://news.example/feed https://news.example/?feed=rss2&cat=12 https://news.example/rss/world.xml
            https://video.example/feeds/videos.xml?channel_id=UC4a-Gbdw7vOaccHmFo40b9g
            https://video.example/feeds/videos.xml?playlist_id=PLBCF2DAC6FFB574DE1234
            https://pod.example/d/playlist/3f2b8c1d-4e5f-4a6b-8c7d-9e0f1a2b3c4d/podcast.rss
            https://pod.example/public/shows/5d8b2f1c9e7a4b3d2c1f0e9a
            https://blog.example/feeds/4365261822998854267/comments/default
            https://news.example/2024/03/17/the-4-best-3d-printers-of-2024-with-an-i5-11400f/feed/
            https://news.example/the_loneliest_woman_in_the_world_part_2.xml
            https://search.example/rss?q=harbour+bridge+2024&num=100&tbs=qdr:d
            https://news.example/TheDailyNews24HeadlinesWorld.rss https://news.example/feed?tags=politics,economy2024,world
            https://social.example/profile/did:plc:z72i7hdynmk6r22z27h6tvur/rss
            https://pod.example/54nAGcIl https://pod.example/ABC1234567890 https://news.example/?format=feed&type=rss&Itemid=101
            https://bridge.example/?action=display&bridge=CssSelectorComplexBridge&home_page=https%3A%2F%2Fgull.example%2F&format=Atom
            https://photos.example/feed.gne?id=12345678@N00&lang=en-us&format=rss_200 https://news.example/key/feed
            https://news.example/feed?token= https://news.example/feed?auth=true https://news.example/feed?key=latest
            https://news.example/members/feed https://shop.example/private-label-news/rss
            https://news.example/rss?date=20240317T101500Z&from=2024-03-17T10:15:00Z&ref=homepage-2024-spring-campaign";
        for address in ordinary.split_whitespace() {
            assert_eq!(secret_in(&WebUrl::parse(address).unwrap()), None, "{address}");
        }
    }
}
