//! What pages show of other hosts: films, sounds, posts, maps, charts, documents, told by the address of the frame.

use dateline_model::{EmbedKind, WebUrl};

/// Hosts (with all below them) and, where one host shows several things, a part of the path.
const KINDS: &[(&str, &str, EmbedKind)] = &[
    ("youtube.com", "", EmbedKind::Video),
    ("youtube-nocookie.com", "", EmbedKind::Video),
    ("youtu.be", "", EmbedKind::Video),
    ("vimeo.com", "", EmbedKind::Video),
    ("dailymotion.com", "", EmbedKind::Video),
    ("rutube.ru", "", EmbedKind::Video),
    ("jwplatform.com", "", EmbedKind::Video),
    ("jwplayer.com", "", EmbedKind::Video),
    ("brightcove.net", "", EmbedKind::Video),
    ("twitch.tv", "", EmbedKind::Video),
    ("streamable.com", "", EmbedKind::Video),
    ("rumble.com", "", EmbedKind::Video),
    ("ted.com", "", EmbedKind::Video),
    ("facebook.com", "video", EmbedKind::Video),
    ("facebook.com", "", EmbedKind::Post),
    ("twitter.com", "", EmbedKind::Post),
    ("x.com", "", EmbedKind::Post),
    ("instagram.com", "", EmbedKind::Post),
    ("tiktok.com", "", EmbedKind::Post),
    ("threads.net", "", EmbedKind::Post),
    ("bsky.app", "", EmbedKind::Post),
    ("reddit.com", "", EmbedKind::Post),
    ("redditmedia.com", "", EmbedKind::Post),
    ("linkedin.com", "", EmbedKind::Post),
    ("t.me", "", EmbedKind::Post),
    ("spotify.com", "", EmbedKind::Audio),
    ("soundcloud.com", "", EmbedKind::Audio),
    ("podcasts.apple.com", "", EmbedKind::Audio),
    ("acast.com", "", EmbedKind::Audio),
    ("megaphone.fm", "", EmbedKind::Audio),
    ("podigee.io", "", EmbedKind::Audio),
    ("simplecast.com", "", EmbedKind::Audio),
    ("libsyn.com", "", EmbedKind::Audio),
    ("buzzsprout.com", "", EmbedKind::Audio),
    ("deezer.com", "", EmbedKind::Audio),
    ("bandcamp.com", "", EmbedKind::Audio),
    ("omny.fm", "", EmbedKind::Audio),
    ("google.com", "map", EmbedKind::Map),
    ("google.com", "docs", EmbedKind::Document),
    ("maps.google.com", "", EmbedKind::Map),
    ("openstreetmap.org", "", EmbedKind::Map),
    ("mapbox.com", "", EmbedKind::Map),
    ("arcgis.com", "", EmbedKind::Map),
    ("umap.openstreetmap.fr", "", EmbedKind::Map),
    ("datawrapper.de", "", EmbedKind::Chart),
    ("dwcdn.net", "", EmbedKind::Chart),
    ("flourish.studio", "", EmbedKind::Chart),
    ("infogram.com", "", EmbedKind::Chart),
    ("everviz.com", "", EmbedKind::Chart),
    ("ourworldindata.org", "", EmbedKind::Chart),
    ("statista.com", "", EmbedKind::Chart),
    ("tableau.com", "", EmbedKind::Chart),
    ("documentcloud.org", "", EmbedKind::Document),
    ("scribd.com", "", EmbedKind::Document),
    ("issuu.com", "", EmbedKind::Document),
    ("docs.google.com", "", EmbedKind::Document),
    ("slideshare.net", "", EmbedKind::Document),
];

/// Words of paths and hosts that say what a player of a house's own shows.
const SAID: &[(&str, EmbedKind)] = &[
    ("video", EmbedKind::Video),
    ("audio", EmbedKind::Audio),
    ("podcast", EmbedKind::Audio),
    ("radio", EmbedKind::Audio),
    ("map", EmbedKind::Map),
    ("karte", EmbedKind::Map),
    ("chart", EmbedKind::Chart),
    ("graphic", EmbedKind::Chart),
    ("grafik", EmbedKind::Chart),
];

/// What a frame shows.
pub(super) fn kind(url: &WebUrl) -> EmbedKind {
    let (host, path) = (url.host(), url.as_url().path());
    let below =
        |known: &str| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    // Servers of the Fediverse: `/@ann/112/embed`.
    let mut parts = path.trim_matches('/').split('/');
    let user = parts.next().is_some_and(|part| part.starts_with('@'));
    let number =
        parts.next().is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if user && number {
        return EmbedKind::Post;
    }
    let known =
        KINDS.iter().find(|(known, part, _)| below(known) && path.contains(part)).map(|(.., kind)| *kind);
    known.unwrap_or_else(|| {
        let address = format!("{host}{path}").to_ascii_lowercase();
        let word = |wanted: &str| {
            address
                .split(|c: char| !c.is_ascii_alphanumeric())
                .any(|word| word.trim_end_matches('s') == wanted)
        };
        if path.ends_with(".pdf") {
            return EmbedKind::Document;
        }
        SAID.iter().find(|(wanted, _)| word(wanted)).map_or(EmbedKind::Other, |(_, kind)| *kind)
    })
}

/// The address of what a network's frame shows, where the frame names it: `plugins/post.php?href=…`.
pub(super) fn original(url: WebUrl) -> WebUrl {
    if !url.host().ends_with("facebook.com") {
        return url;
    }
    let named = url.as_url().query_pairs().find(|(name, _)| name == "href");
    named.and_then(|(_, href)| WebUrl::parse(&href).ok()).unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_told_by_their_address() {
        for (address, wanted) in [
            ("https://www.youtube-nocookie.com/embed/x", EmbedKind::Video),
            ("https://www.facebook.com/plugins/video.php?href=x", EmbedKind::Video),
            ("https://www.facebook.com/plugins/post.php?href=x", EmbedKind::Post),
            ("https://www.google.com/maps/embed?pb=1", EmbedKind::Map),
            ("https://datawrapper.dwcdn.net/x/1/", EmbedKind::Chart),
            ("https://open.spotify.com/embed/episode/1", EmbedKind::Audio),
            ("https://player.news.example/videos/1", EmbedKind::Video),
            ("https://news.example/files/report.pdf", EmbedKind::Document),
            ("https://town.example/@bo/112/embed", EmbedKind::Post),
            ("https://notx.com/a", EmbedKind::Other),
        ] {
            assert_eq!(kind(&WebUrl::parse(address).unwrap()), wanted, "{address}");
        }
        let post = "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fport%2Fposts%2F7&width=500";
        let shown = original(WebUrl::parse(post).unwrap());
        assert_eq!(shown.as_str(), "https://www.facebook.com/port/posts/7");
    }
}
