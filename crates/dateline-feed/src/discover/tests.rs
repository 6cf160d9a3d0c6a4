//! Pages with feeds, announced, linked and known by their platform.

use super::*;

fn check(html: &str, base: &str, expected: &[(&str, Guess)]) {
    let document = dateline_html::parse_str(html, &dateline_html::Limits::default());
    let found = discover(&document, &WebUrl::parse(base).unwrap());
    let found: Vec<(&str, Guess)> =
        found.iter().map(|candidate| (candidate.url.as_str(), candidate.guess)).collect();
    assert_eq!(found, expected);
}

#[test]
fn announced_before_linked() {
    check(
        "<base href=/x/><a href=/news.rss>All</a><link rel='alternate stylesheet' href=s.css type=text/css>\
         <link rel=alternate type=application/atom+xml href=a title=News><link rel=feed href=f><a href=/about>feed</a>",
        "https://news.example/",
        &[
            ("https://news.example/x/a", Guess::Atom),
            ("https://news.example/x/f", Guess::Unknown),
            ("https://news.example/news.rss", Guess::Rss),
        ],
    );
}

#[test]
fn types_that_are_announced() {
    let link = |kind: &str, href: &str| format!("<link rel=alternate type='{kind}' href='{href}'>");
    let one = |html: &str, guess: Option<Guess>| {
        let expected: Vec<_> = guess.map(|guess| ("https://news.example/f", guess)).into_iter().collect();
        check(html, "https://news.example/", &expected);
    };
    one(&link("application/feed+json", "f"), Some(Guess::Json));
    one(&link("application/json; charset=utf-8", "f"), Some(Guess::Json));
    one(&link("Text/XML", "f"), Some(Guess::Unknown));
    one(&link("application/xml", "f"), Some(Guess::Unknown));
    one(
        &link("application/rss+xml", "feed://news.example/f").replace("feed:", "feed:https:"),
        Some(Guess::Rss),
    );
    one(&link("application/rss+xml", ""), None);
    one(&link("application/rss+xml", "#top"), None);
    one(&link("application/json", "/wp-json/wp/v2/pages/2"), None);
    one(&link("text/xml+oembed", "f"), None);
    one(&link("application/json+oembed", "f"), None);
    one(&link("text/html", "f"), None);
}

#[test]
fn links_that_look_like_feeds() {
    let looks = |link: &str, expected: bool| {
        let document = dateline_html::parse_str(link, &dateline_html::Limits::default());
        let found = discover(&document, &WebUrl::parse("https://news.example/").unwrap());
        assert_eq!(!found.is_empty(), expected, "{link}");
    };
    for href in [
        "/rss/",
        "/feed",
        "/news.rss",
        "/rss/sport.xml",
        "/feeds/all.php",
        "/rss-sport.xml",
        "/?feed=rss2",
        "/index.php?format=feed&amp;type=atom",
        "feed://news.example/x",
        "/feed.json",
    ] {
        looks(&format!("<a href='{href}'>x</a>"), href != "feed://news.example/x");
    }
    for href in
        ["/about", "/feedback", "/story.xml", "/rss/why-rss-matters.html", "/api.json", "/?type=story"]
    {
        looks(&format!("<a href='{href}'>Read on</a>"), false);
    }
    looks("<a href=/service/uebersicht.html>RSS-Feeds</a>", true);
    looks("<a href=/f1.xml>Section feed</a>", true);
    looks("<a href=/index.xml>Subscribe</a>", true);
    looks("<a href=/all.json>Newsfeed</a>", true);
    looks("<a href=/about>Section feed</a>", false);
    looks("<a href=/x title='Atom feed'><img src=i.png></a>", true);
    looks("<a href=/x type='application/atom+xml'>all</a>", true);
    looks("<a href=/story>Why nobody reads RSS feeds in these days of woe</a>", false);
}

#[test]
fn names_behind_an_at_sign() {
    let announced = "<link rel=alternate type=application/rss+xml href=https://tide.example/feed/@gull>";
    check(announced, "https://tide.example/@gull", &[("https://tide.example/feed/@gull", Guess::Rss)]);
    check("", "https://tide.example/@gull/9", &[]);
}

#[test]
fn platforms() {
    check("", "https://social.example/@desk", &[("https://social.example/@desk.rss", Guess::Rss)]);
    check(
        "",
        "https://www.youtube.com/channel/UC1/videos",
        &[("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", Guess::Atom)],
    );
    check("", "https://news.example/", &[]);
    let releases = ("https://github.com/ann/boat/releases.atom", Guess::Atom);
    check("", "https://github.com/ann/boat", &[releases]);
    check(
        "<link rel=alternate type=application/atom+xml href=/ann/boat/commits/main.atom>",
        "https://github.com/ann/boat/",
        &[("https://github.com/ann/boat/commits/main.atom", Guess::Atom), releases],
    );
    check("", "https://github.com/ann", &[]);
}

#[test]
fn channels_of_youtube() {
    let feed = [("https://www.youtube.com/feeds/videos.xml?channel_id=UCa-1_b", Guess::Atom)];
    let canonical = "<link rel=canonical href=https://www.youtube.com/channel/UCa-1_b>";
    let owner = "<meta itemprop=channelId content=UCa-1_b>";
    let author =
        "<span itemprop=author><link itemprop=url href=http://www.youtube.com/channel/UCa-1_b></span>";
    for page in [canonical, owner, author] {
        check(page, "https://www.youtube.com/@gulls/videos", &feed);
        check(page, "https://www.youtube.com/watch?v=abc", &feed);
    }
    for other in ["<a href=/channel/UCother>x</a>", "<meta itemprop=channelId content='UC /../x'>"] {
        check(other, "https://www.youtube.com/watch?v=abc", &[]);
    }
    check(owner, "https://tube.example/watch?v=abc", &[]);
}

#[test]
fn a_page_that_sends_its_readers_on() {
    let sent = |content: &str| format!("<meta http-equiv=Refresh content=\"{content}\">");
    let there = [("https://news.example/home", Guess::Unknown)];
    for content in ["0; url=/home", "0;URL='home'", "5, url = https://news.example/home"] {
        check(&sent(content), "https://news.example/", &there);
    }
    for content in ["300", "0; url=", "0; url=/", "0; url=#top", "0; url=javascript:x"] {
        check(&sent(content), "https://news.example/", &[]);
    }
    let feed = "<link rel=alternate type=application/rss+xml href=/f>";
    check(&(sent("0; url=/home") + feed), "https://news.example/", &[("https://news.example/f", Guess::Rss)]);
}

#[test]
fn what_an_answer_announces() {
    let of = |media_type: &str, address: &str| {
        announced_by_answer(WebUrl::parse(address).unwrap(), media_type).map(|found| found.guess)
    };
    assert_eq!(of("Application/RSS+xml; charset=utf-8", "https://news.example/f"), Some(Guess::Rss));
    assert_eq!(of("application/json", "https://news.example/wp-json/wp/v2/pages/2"), None);
    assert_eq!(of("text/html", "https://news.example/fr"), None);
    assert_eq!(of("", "https://news.example/f"), None);
}

#[test]
fn feeds_of_comments_come_last() {
    let link = |href: &str, title: &str| {
        format!("<link rel=alternate type=application/rss+xml href='{href}' title='{title}'>")
    };
    let posts = link("/feed", "News");
    for (href, title) in [
        ("/comments/feed/", ""),
        ("/?feed=comments-rss2", ""),
        ("/feeds/comments/default", ""),
        ("/c.xml", "News » Comments Feed"),
        ("/c.xml", "Kommentar-Feed"),
        ("/c.xml", "Flux des commentaires"),
    ] {
        let url = format!("https://news.example{href}");
        let both = [("https://news.example/feed", Guess::Rss), (url.as_str(), Guess::Rss)];
        check(&(link(href, title) + &posts), "https://news.example/", &both);
    }
    let opinion = [("https://news.example/opinion", Guess::Rss), ("https://news.example/feed", Guess::Rss)];
    check(&(link("/opinion", "Opinion") + &posts), "https://news.example/", &opinion);
}

#[test]
fn usual_places() {
    let paths = common_paths(&WebUrl::parse("https://news.example/a/b?c").unwrap());
    assert_eq!(paths[0].as_str(), "https://news.example/feed");
    assert_eq!(paths.len(), PATHS.len());
    let of = |page: &str| common_paths(&WebUrl::parse(page).unwrap()).len();
    assert_eq!((of("https://www.youtube.com/@gulls"), of("https://github.com/ann/boat")), (1, 1));
}

#[test]
fn feeds_of_comments_are_known_by_address_or_name() {
    let check = |address: &str, title: &str, expected: bool| {
        let url = WebUrl::parse(&format!("https://news.example{address}")).unwrap();
        assert_eq!(is_of_comments(&url, Some(title)), expected, "{address} {title}");
    };
    for address in [
        "/comments/feed/",
        "/2026/11/fog/comments/feed",
        "/comments/default",
        "/feeds/comments/default?alt=rss",
        "/feeds/77123/comments/default",
        "/crss/node/12/comments",
        "/rss.php?version=2.0&type=comments",
        "/rss/?area=comments",
        "/atom/?section=news&area=comments",
        "/?feed=comments-rss2",
        "/?feed=comments-atom",
        "/comments.xml",
        "/feeds/comments.rss",
        "/recent-comments",
    ] {
        check(address, "", true);
    }
    for title in [
        "Comments on: Fog",
        "The Gull » Comments Feed",
        "The Gull » Kommentar-Feed",
        "Comentarios de The Gull",
        "Flux des commentaires",
        "The Gull RSS-Commentaires",
        "Reacties op The Gull",
        "Комментарии: The Gull",
        "《海鸥》评论",
    ] {
        check("/c.xml", title, true);
    }
    for (address, title) in [
        ("/feed", "The Gull"),
        ("/commentary/feed.xml", ""),
        ("/opinion/rss", "Opinion"),
        ("/feed?no=comments", ""),
    ] {
        check(address, title, false);
    }
}
