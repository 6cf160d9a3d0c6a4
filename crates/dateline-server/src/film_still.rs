//! Where the hosts of films keep a still of each, as far as its address alone tells. Asked for through the desk, like every picture.

use dateline_model::WebUrl;

/// Most characters of a film's id.
const ID: usize = 32;

/// The still of a film that is embedded from this address.
pub(crate) fn still(embed: &WebUrl) -> Option<WebUrl> {
    let url = embed.as_url();
    let host = embed.host();
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
    let mut path = url.path_segments()?;
    match (host, path.next()?, path.next()) {
        ("youtu.be", id, None) => still_of_video(id),
        ("youtube.com" | "youtube-nocookie.com", "embed" | "shorts" | "live" | "v", Some(id)) => {
            still_of_video(id)
        }
        ("youtube.com", "watch", None) => {
            let named = url.query_pairs().find(|(name, _)| name == "v")?;
            still_of_video(&named.1)
        }
        ("dailymotion.com", "embed", Some("video")) => still_of_dailymotion(path.next()?),
        ("dailymotion.com", "video", Some(id)) => still_of_dailymotion(id),
        _ => None,
    }
}

/// The still of a film at YouTube: <https://developers.google.com/youtube/v3/docs/thumbnails> names its sizes.
pub(crate) fn still_of_video(id: &str) -> Option<WebUrl> {
    address(id, |id| format!("https://i.ytimg.com/vi/{id}/hqdefault.jpg"))
}

/// The still of a film at Dailymotion: <https://developers.dailymotion.com/> documents `thumbnail/video`.
fn still_of_dailymotion(id: &str) -> Option<WebUrl> {
    address(id, |id| format!("https://www.dailymotion.com/thumbnail/video/{id}"))
}

fn address(id: &str, of: impl Fn(&str) -> String) -> Option<WebUrl> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_id = (4..=ID).contains(&id.len()) && id.chars().all(plain) && id != "videoseries";
    is_id.then(|| WebUrl::parse(&of(id)).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stills_are_known_by_the_address_of_the_film() {
        let check = |url: &str, expected: Option<&str>| {
            let found = still(&WebUrl::parse(url).unwrap());
            assert_eq!(found.as_ref().map(WebUrl::as_str), expected, "{url}");
        };
        let youtube = Some("https://i.ytimg.com/vi/aaaaaaaaaaa/hqdefault.jpg");
        check("https://www.youtube.com/embed/aaaaaaaaaaa?rel=0", youtube);
        check("https://www.youtube-nocookie.com/embed/aaaaaaaaaaa", youtube);
        check("https://www.youtube.com/watch?t=4&v=aaaaaaaaaaa", youtube);
        check("https://youtu.be/aaaaaaaaaaa", youtube);
        check("https://m.youtube.com/shorts/aaaaaaaaaaa", youtube);
        check("https://www.youtube.com/embed/videoseries?list=x", None);
        check("https://www.youtube.com/embed/..%2F..%2Fx", None);
        check("https://www.youtube.com/embed/", None);
        check("https://youtube.com.evil.example/embed/aaaaaaaaaaa", None);
        check(
            "https://www.dailymotion.com/embed/video/x8abcd",
            Some("https://www.dailymotion.com/thumbnail/video/x8abcd"),
        );
        check("https://player.vimeo.com/video/12345", None);
    }
}
