//! Heads of pages, one source each, and what a reading makes of them.

use super::same_site;
use crate::{Served, read_html};
use dateline_model::{Reading, WebUrl};

const TEXT: &str = "<p>The gauge at the north pier has been read every hour since the spring of 1911, the harbour board \
    said on Thursday, and nobody had noticed that its zero had moved.</p><p>The board will publish corrected tables in \
    autumn. Ships that asked for a pilot because of them will have their fees back, it said.</p>";

fn read(head: &str, body: &str) -> Reading {
    let page =
        format!("<html lang=en><head>{head}</head><body><article>{body}{TEXT}</article></body></html>");
    let url = WebUrl::parse("https://post.example/harbour/tide-gauge").ok();
    read_html(page.as_bytes(), &Served { url: url.clone(), final_url: url, ..Served::default() })
}

fn field(reading: &Reading, name: &str) -> String {
    let reservations = &reading.reservations;
    let article = reading.article.clone().unwrap_or_default();
    let image = article.image.as_ref();
    let value = match name {
        "title" => article.title,
        "standfirst" => article.standfirst,
        "bylines" => Some(article.bylines.join("; ")),
        "agency" => article.agency,
        "section" => article.section,
        "tags" => Some(article.tags.join("; ")),
        "published" => article.published.map(|date| date.to_string()),
        "published_from" => article.published_from,
        "modified" => article.modified.map(|date| date.to_string()),
        "language" => article.language,
        "publisher" => article.publisher.map(|publisher| publisher.name),
        "home" => article.publisher.and_then(|publisher| publisher.host),
        "canonical" => article.canonical_url.map(|url| url.to_string()),
        "image" => image.map(|image| image.url.to_string()),
        "credit" => image.and_then(|image| image.credit.clone()),
        "alt" => image.and_then(|image| image.alt.clone()),
        "licence" => reservations.licence.clone(),
        "tdm" => {
            Some(format!("{} {}", reservations.tdm, reservations.tdm_policy.as_deref().unwrap_or_default()))
        }
        "archive" => Some(format!("{} {}", reservations.noarchive, reservations.nosnippet)),
        _ => None,
    };
    value.unwrap_or_default()
}

fn check(head: &str, body: &str, expected: &[(&str, &str)]) {
    let reading = read(head, body);
    for (name, value) in expected {
        assert_eq!(field(&reading, name), *value, "{name} of {head}{body}");
    }
}

fn ld(node: &str) -> String {
    format!("<script type='application/ld+json'>{node}</script>")
}

#[test]
fn json_ld() {
    let node = r#"{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"o","name":"The Harbour Post"},
        {"@type":"NewsArticle","headline":"A gauge that lied","description":"Its zero had moved by a hand's breadth.",
        "author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Kim"}],"publisher":{"@id":"o"},
        "datePublished":"2024-05-03T18:19:08+02:00","dateModified":"2024-05-04T08:00:00+02:00","articleSection":"Harbour",
        "keywords":"tides, gauges","inLanguage":"en-GB","license":"https://creativecommons.org/licenses/by/4.0/",
        "image":{"@type":"ImageObject","url":"/pier.jpg","creditText":"Ida Moss"}}]}"#;
    let expected = [
        ("title", "A gauge that lied"),
        ("standfirst", "Its zero had moved by a hand's breadth."),
        ("bylines", "Ann Lee; Bo Kim"),
        ("publisher", "The Harbour Post"),
        ("home", "post.example"),
        ("published", "2024-05-03T18:19:08+02:00"),
        ("published_from", "jsonld.datePublished"),
        ("modified", "2024-05-04T08:00:00+02:00"),
        ("section", "Harbour"),
        ("tags", "tides; gauges"),
        ("licence", "https://creativecommons.org/licenses/by/4.0/"),
        ("image", "https://post.example/pier.jpg"),
        ("credit", "Ida Moss"),
    ];
    check(&ld(node), "", &expected);
}

#[test]
fn broken_json_ld() {
    let head = ("title", "A gauge that lied");
    for node in [
        // Line breaks in a string, a comma too many, a semicolon, a comment, an end that is missing.
        "{\"@type\":\"NewsArticle\",\"headline\":\"A gauge\nthat lied\",}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"A gauge that lied\"};",
        "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"A gauge that lied\"} -->",
        "{\"@type\":\"NewsArticle\",\"headline\":\"A gauge that lied\",\"author\":{\"name\":\"Ann Lee\"",
        "[{\"@type\":[\"Article\",\"NewsArticle\"],\"headline\":[\"A gauge that lied\"]}]",
    ] {
        check(&ld(node), "", &[head]);
    }
}

#[test]
fn meta_tags() {
    let page = "<title>A gauge that lied | The Harbour Post</title><meta property=og:site_name content='The Harbour Post'>\
        <meta property=og:description content='Its zero had moved by a hand.'><meta name=author content='By Ann Lee, Reuters'>\
        <meta property=article:published_time content=2024-05-03T18:19:08Z><meta property=article:section content=Harbour>\
        <meta property=article:tag content=tides><meta property=og:image content=/pier.jpg>\
        <meta property=og:image:alt content='The north pier'><link rel=license href=https://l.example/by>\
        <meta name=tdm-reservation content=1><meta name=tdm-policy content=https://post.example/tdm.json>\
        <meta name=robots content='index, noarchive'>";
    let expected = [
        ("title", "A gauge that lied"),
        ("standfirst", "Its zero had moved by a hand."),
        ("bylines", "Ann Lee"),
        ("agency", "Reuters"),
        ("published", "2024-05-03T18:19:08Z"),
        ("section", "Harbour"),
        ("tags", "tides"),
        ("language", "en"),
        ("image", "https://post.example/pier.jpg"),
        ("alt", "The north pier"),
        ("licence", "https://l.example/by"),
        ("tdm", "true https://post.example/tdm.json"),
        ("archive", "true false"),
    ];
    check(page, "", &expected);
}

#[test]
fn other_vocabularies() {
    let dublin = "<meta name=DC.title content='A gauge that lied'><meta name=DC.creator content='Ann Lee'>\
        <meta name=DC.date.issued content=2024-05-03>";
    check(dublin, "", &[("title", "A gauge that lied"), ("bylines", "Ann Lee"), ("published", "2024-05-03")]);
    let parsely = "<meta name=parsely-title content='A gauge that lied'><meta name=parsely-author content='Ann Lee'>\
        <meta name=parsely-pub-date content=2024-05-03T10:00:00Z><meta name=parsely-section content=Harbour>";
    check(
        parsely,
        "",
        &[("bylines", "Ann Lee"), ("published", "2024-05-03T10:00:00Z"), ("section", "Harbour")],
    );
    let items = "<h1 itemprop=headline>A gauge that lied</h1><span itemprop=author>Ann Lee</span>\
        <time itemprop=datePublished datetime=2024-05-03T10:00:00Z>3 May</time>";
    check(
        "",
        items,
        &[("title", "A gauge that lied"), ("bylines", "Ann Lee"), ("published", "2024-05-03T10:00:00Z")],
    );
    let value = "<meta property=article:published_time value=2024-05-03T10:00:00Z>";
    check(value, "", &[("published", "2024-05-03T10:00:00Z")]);
    check("<meta name=w-published-date content=2024-05-03>", "", &[("published", "2024-05-03")]);
    let seconds = ld(r#"{"@type":"NewsArticle","headline":"A gauge","datePublished":1741075200}"#);
    check(&seconds, "", &[("published", "2025-03-04T08:00:00Z")]);
    let house = ld(r#"{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"The Post"}}"#);
    let bare = format!("<meta property=og:site_name content=post.example>{house}");
    check(&bare, "", &[("publisher", "The Post")]);
}

#[test]
fn words_on_the_page() {
    let body = "<h1>A gauge that lied</h1><p class=byline>By <b>Ann Lee</b> <b>3 May 2024</b></p>\
        <p class=date>Updated 4 May 2024</p><p class=date>Published 3 May 2024</p>";
    check("", body, &[("bylines", "Ann Lee"), ("published", "2024-05-03"), ("published_from", "text")]);
    check("", "<h1>A gauge that lied</h1><p class=date>03.05.24</p>", &[("published", "2024-05-03")]);
    check("<meta name=author content='Post Staff'>", "", &[("bylines", "Post Staff")]);
    check(
        &ld(r#"{"@type":"NewsArticle","headline":"H","author":"dpa"}"#),
        "",
        &[("bylines", "dpa"), ("agency", "dpa")],
    );
}

#[test]
fn headlines() {
    let title = |head: &str, body: &str, expected: &str| check(head, body, &[("title", expected)]);
    title(
        "<title>Gauges and tides | Harbour | Post</title>",
        "<h1>A gauge that lied for years</h1>",
        "A gauge that lied for years",
    );
    title("<title>A gauge that lied | Rust and Salt</title>", "", "A gauge that lied");
    title(
        "<title>A gauge that lied | Rust and Salt Blog</title>",
        "<h1>Rust and Salt Blog</h1><h1>A gauge that lied</h1>",
        "A gauge that lied",
    );
    title(
        "<meta property=og:title content=\"Board calls gauge \"a liar\"\"><title>Board calls gauge &quot;a liar&quot;</title>",
        "",
        "Board calls gauge \"a liar\"",
    );
    title(
        "<meta property=og:title content='A gauge that lied'>",
        "<h1><span class=date>3 May 2024</span> A gauge that lied</h1>",
        "A gauge that lied",
    );
}

#[test]
fn names_that_the_page_shows() {
    let heading = "<h1>A gauge that lied for years</h1>";
    let by = |head: &str, line: &str, expected: &str| {
        check(head, &format!("{heading}{line}"), &[("bylines", expected)]);
    };
    let owner = "<meta name=author content='Salt Holdings'><meta property=article:author content='Ann Lee'>";
    by(owner, "<p class=byline>By Ann Lee</p>", "Ann Lee");
    by("<meta name=author content='Otto Web'>", "<p class=byline>By Ann Lee</p>", "Ann Lee");
    by("<meta name=author content='Otto Web'>", "<p>The board keeps three gauges.</p>", "Otto Web");
    by("<meta name=parsely-author content='Lee, Ann'>", "", "Ann Lee");
    by("", "<p class=byline>By <a>Ann Lee</a> <span>Head Gardener</span></p>", "Ann Lee");
    let label =
        "<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Ann Lee'>";
    by(label, "", "Ann Lee");
}

#[test]
fn days_about_the_headline() {
    let day = |body: &str, expected: &str| check("", body, &[("published", expected)]);
    let heading = "<h1>A gauge that lied for years</h1>";
    let far =
        "<p>The board keeps three gauges, of which this is the oldest, and sells the tables.</p>".repeat(200);
    day(&format!("<p>3 May 2024</p>{heading}{far}<time datetime=2024-06-09>9 June</time>"), "2024-05-03");
    day(&format!("<time datetime=2024-05-03>3 May</time>{heading}<p>Text.</p>"), "2024-05-03");
    day(
        &format!("{heading}<p>03.05.2024 – The board keeps three gauges, of which this is the oldest.</p>"),
        "2024-05-03",
    );
    day(&format!("{heading}<p>Updated: 04.05.2024, published: 03.05.2024</p>"), "2024-05-03");
    let tags = "<meta name=date content=2024-06-09><meta name=published-date content=2024-05-03>";
    check(tags, heading, &[("published", "2024-05-03")]);
}

#[test]
fn canonical_addresses_are_checked() {
    let canonical = |href: &str, expected: &str| {
        check(&format!("<link rel=canonical href='{href}'>"), "", &[("canonical", expected)]);
    };
    canonical("/harbour/gauge", "https://post.example/harbour/gauge");
    canonical("https://www.post.example/harbour/gauge", "https://www.post.example/harbour/gauge");
    canonical("https://post.example/", "https://post.example/harbour/tide-gauge");
    canonical("https://other.example/gauge", "https://post.example/harbour/tide-gauge");
}

#[test]
fn the_lead_image_takes_credit_and_words_from_its_figure() {
    let figure = "<p>The board keeps three gauges, of which this is the oldest, and has sold the tables since 1913.</p>\
        <figure><img src=/img/north-pier.jpg alt='The north pier'><figcaption>The pier in spring\
        <div class=credit>Ida Moss</div></figcaption></figure>";
    let head = "<meta property=og:image content=https://cdn.post.example/1200/north-pier.jpg>";
    check(head, figure, &[("credit", "Ida Moss"), ("alt", "The north pier")]);
}

#[test]
fn hosts_of_one_site() {
    assert!(same_site("www.post.example", "m.post.example"));
    assert!(same_site("post.example", "POST.example"));
    assert!(!same_site("post.example", "herald.example"));
    assert!(!same_site("post.co.uk", "herald.co.uk"));
    assert!(same_site("post.co.uk", "amp.post.co.uk"));
}

#[test]
fn numbers_are_read_in_the_pages_order() {
    let on = |lang: &str, body: &str| {
        let page = format!(
            "<html lang={lang}><head></head><body><article><h1>Harbour tide gauge read wrong</h1>{body}{TEXT}</article></body></html>"
        );
        let url = WebUrl::parse("https://post.example/harbour").ok();
        field(&read_html(page.as_bytes(), &Served { url, ..Served::default() }), "published")
    };
    for (lang, body, wanted) in [
        ("en-US", "<p class=date>03/04/2025</p>", "2025-03-04"),
        ("en-GB", "<p class=date>03/04/2025</p>", "2025-04-03"),
        ("en", "<p class=date>03/04/2025 9:15 AM ET</p>", "2025-03-04"),
        ("fr", "<p class=date>03/04/2025</p>", "2025-04-03"),
        // Another date of the page speaks for the one or the other.
        ("en-GB", "<p class=date>03/04/2025</p><p class=meta>Printed March 4, 2025</p>", "2025-03-04"),
        (
            "en-US",
            "<p class=date>03/04/2025</p><ul class=more><li>Gauge read 25/03/2025</li></ul>",
            "2025-04-03",
        ),
        ("de", "<p class=date>03.04.2025</p>", "2025-04-03"),
    ] {
        assert_eq!(on(lang, body), wanted, "{lang} {body}");
    }
}

#[test]
fn days_of_readers_and_of_changes_are_not_the_articles() {
    let headline = "<h1>Harbour tide gauge read wrong</h1>";
    let with = |body: &str| field(&read("", &format!("{headline}{body}")), "published");
    assert_eq!(
        with("<p class=byline>By Ann Lee on March 14, 2025 at 9:20 AM, updated March 15, 2025</p>"),
        "2025-03-14"
    );
    assert_eq!(with("<p>Updated March 15, 2025</p><p>March 14, 2025</p>"), "2025-03-14");
    assert_eq!(with("<p>2025年3月14日 公開 2025年3月15日 更新</p>"), "2025-03-14");
    for comments in [
        "<ol class=comment-list><li><b>Bo</b> <time datetime='2025-05-01'>May 1</time><p>Well read.</p></li></ol>",
        "<div id=disqus><div><div><div><div><div><div><div>Bo, May 1, 2025</div></div></div></div></div></div></div></div>",
        "<section itemscope itemtype='https://schema.org/Comment'><p>Bo on May 1, 2025</p></section>",
        "<div class=kommentare><p>Bo, 1. Mai 2025</p></div>",
    ] {
        assert_eq!(with(comments), "", "{comments}");
    }
}

#[test]
fn authors_are_found_in_every_order() {
    let headline = "<h1>Harbour tide gauge read wrong</h1>";
    for (line, wanted) in [
        ("<div class=entry-meta>June 2, 2025 by Hal Quillon</div>", "Hal Quillon"),
        ("<p>2. Juni 2025 von Hal Quillon</p>", "Hal Quillon"),
        ("<p class='byline author'>Written by Dagny Rosvall<br>Edited by Petra Olin</p>", "Dagny Rosvall"),
        (
            "<p class=byline>Edited by Petra Olin</p><p class=byline>Written by Dagny Rosvall</p>",
            "Dagny Rosvall",
        ),
        ("<p>By Dagny Rosvall | Photos by Petra Olin</p>", "Dagny Rosvall"),
        (
            "<p>Par Dagny Rosvall et Petra Olin. Publié le 4 mars 2025 à 10h15, mis à jour le 5 mars 2025</p>",
            "Dagny Rosvall; Petra Olin",
        ),
        ("<ul class=comments><li>By Bo Lind</li></ul>", ""),
        ("<div id=respond><p>Posted by Bo Lind</p></div>", ""),
    ] {
        assert_eq!(field(&read("", &format!("{headline}{line}")), "bylines"), wanted, "{line}");
    }
}

#[test]
fn titles_are_the_words_of_the_headline() {
    let title = |head: &str, body: &str, wanted: &str| check(head, body, &[("title", wanted)]);
    let whole = "Harbour tide gauge read wrong";
    for body in [
        "<h1>Harbour tide gauge read wrong <a class=headerlink href='#t'>#</a></h1>",
        "<h1>Harbour tide gauge read wrong <span class='badge badge-live'>Live</span></h1>",
        "<h1><span style='position:absolute;clip:rect(0,0,0,0)'>Title: </span>Harbour tide gauge read wrong</h1>",
        "<h1>Harbour tide gauge read wrong<i class=material-icons>lock_open</i></h1>",
        "<h1><span class=headline-label>Harbour tide gauge read wrong</span></h1>",
    ] {
        title("", body, whole);
    }
    title(
        "",
        "<h1><ruby>古<rt>ふる</rt></ruby>い<ruby>灯台<rp>(</rp><rt>とうだい</rt><rp>)</rp></ruby>がまた光る</h1>",
        "古い灯台がまた光る",
    );
    for bar in [" :: ", " « ", " » ", " ~ ", " | ", " — ", "|", "—", "::", " · "] {
        let head = format!(
            "<title>{whole}{bar}Harbour Post</title><meta property=og:site_name content='Harbour Post'>"
        );
        title(&head, "", whole);
    }
    title(
        &format!("<title>Harbour Post: {whole}</title><meta property=og:site_name content='Harbour Post'>"),
        "",
        whole,
    );
    let window = format!("<title>{whole} — Tallis on Meral</title>");
    title(&window, "<h1><a href='/'>Tallis on Meral</a></h1><h2>Harbour tide gauge read wrong</h2>", whole);
}

#[test]
fn a_kicker_and_a_headline_are_told_apart() {
    let check = |head: &str, heading: &str, wanted: &str| {
        let body = format!("<h1>{heading}</h1><h2>Other</h2>");
        check(head, &body, &[("title", wanted)]);
    };
    let parts = "<span class=top>Port Arden</span><span class=main>Harbour tide gauge read wrong</span>";
    let told = "Port Arden: Harbour tide gauge read wrong";
    check("", parts, told);
    check("<title>Tide gauge in Port Arden lied for years</title>", parts, told);
    check("", &parts.replace("</span><", "<i class=visually-hidden>:</i></span> <"), told);
    let one = "Port Arden Harbour tide gauge read wrong";
    check(&format!("<title>{one} | Post</title>"), &parts.replace("><", "> <"), one);
    check("", &parts.replace("><", "> <").replace("class=top", "class=main"), one);
    check(
        "",
        "<span class=a>Harbour tide gauge</span> <span class=b>read wrong for years</span>",
        "Harbour tide gauge read wrong for years",
    );
    check(
        "",
        "<span class=a>Is it over?</span> <span class=b>Harbour gauge is read again</span>",
        "Is it over? Harbour gauge is read again",
    );
}

#[test]
fn the_link_home_and_the_title_name_the_publisher() {
    let page = |title: &str, link: &str, expected| {
        let title = format!("<title>{title}</title>");
        check(&title, &format!("{link}<h1>Storm closes the pier</h1>"), &[("publisher", expected)]);
    };
    for (link, expected) in [
        ("<a href='/'><img src=/logo.svg alt='Harbour &amp; Weir'></a>", "Harbour & Weir"),
        ("<a href='https://post.example/'>harbour &amp; weir</a>", "Harbour & Weir"),
        ("<a href='/'>Home</a>", "post.example"),
        ("<a href='https://other.example/'>Harbour &amp; Weir</a>", "post.example"),
        ("<a href='/news'>Harbour &amp; Weir</a>", "post.example"),
        ("<ul><li><a href='/'>Harbour &amp; Weir</a></ul>", "post.example"),
    ] {
        page("Storm closes the pier - Harbour & Weir", link, expected);
    }
    page("Storm closes the pier - News - Ouest-Lannic", "<a href='/'>Ouest-Lannic</a>", "Ouest-Lannic");
    page("Storm closes the pier ~ Pier Notes", "<a href='/'>Pier Notes</a>", "Pier Notes");
    page("Storm closes the pier_News_Pier Notes", "<a href='/'>Pier Notes</a>", "Pier Notes");
}

#[test]
fn the_publisher_is_a_name() {
    check(
        "<meta property=og:site_name content='https://www.post.example/'>",
        "",
        &[("publisher", "post.example")],
    );
    check(
        &format!(
            "<meta property=og:site_name content='www.post.example'>{}",
            ld(r#"{"@type":"NewsArticle","publisher":{"@type":"Organization","name":"Harbour Post"}}"#)
        ),
        "",
        &[("publisher", "Harbour Post")],
    );
}

#[test]
fn the_day_of_a_change_is_read_from_the_page() {
    for (lines, changed) in [
        ("<p>Published 3 May 2024 | Updated 4 May 2024 at 9.05</p>", "2024-05-04"),
        ("<div>PUBLISHED: 05/03/2024 at 6 a.m. | UPDATED: 05/14/2024 at 2:11 p.m.</div>", "2024-05-14"),
        ("<div>Zadnja izmjena 22. srpnja 2024.</div><div>Objavljeno 20. srpnja 2024.</div>", "2024-07-22"),
        (
            "<span>Giriş: 26.02.2024 - 08:05</span> | <span>Güncelleme: 27.02.2024 - 11:20</span>",
            "2024-02-27",
        ),
        // A change before the publication is another's.
        ("<p>Published 3 May 2024</p><p>Updated 4 May 2021</p>", ""),
        ("<p>3 May 2024</p>", ""),
    ] {
        check("", &format!("<h1>A gauge that lied</h1>{lines}"), &[("modified", changed)]);
    }
}

#[test]
fn days_beside_the_headline_and_not_those_of_other_stories() {
    let head = "<h1>A gauge that lied</h1>";
    let card = "<div class=more><a href=/2>Bridge tolls to rise in April</a> <time datetime=2026-11-30>now</time></div>";
    let live = "<a href=/live><time datetime=2026-11-30T11:05:00Z>11:05</time> Queue on the bridge</a>";
    for (body, day) in [
        (format!("{head}<p>4 March 2025</p>{TEXT}{card}"), "2025-03-04"),
        (format!("{live}{head}<p>4 March 2025</p>{TEXT}"), "2025-03-04"),
        (format!("{head}{TEXT}{card}"), ""),
        (format!("{head}<p>Submitted by nell on Tue, 03/04/2025 - 10:20</p>"), "2025-03-04"),
        (format!("{head}<p>Submitted by nell on Thu, 03/04/2025 - 10:20</p>"), "2025-04-03"),
        (format!("{head}<p>04.03.25, 10:20 Uhr</p>"), "2025-03-04"),
        (format!("{head}<p>2025. 3. 4. 오전 10:20</p>"), "2025-03-04"),
    ] {
        check("", &body, &[("published", day)]);
    }
}

#[test]
fn names_in_elements_of_their_own() {
    let head = "<h1>A gauge that lied</h1>";
    for (lines, names) in [
        ("<div><span>By</span><span><a href=/a>Ann Lee</a></span></div>", "Ann Lee"),
        ("<div>Story by Ann Lee</div><div>Photographs by Bo Kim</div>", "Ann Lee"),
        ("<div><span>来源：茶乡日报</span><span>作者：王小明</span><span>编辑：赵六</span></div>", "王小明"),
        ("<div itemprop=author itemscope><meta itemprop=name content='Marco Belli'></div>", "Marco Belli"),
        ("<div class='byline post-share-buttons'><a href='#'>Email This</a></div>", ""),
    ] {
        check("", &format!("{head}{lines}"), &[("bylines", names)]);
    }
    let nobody = r#"{"@type":"NewsArticle","author":[{"@type":"Person","name":"undefined"},{"@type":"Person","name":"Ann Lee"}]}"#;
    check(&ld(nobody), head, &[("bylines", "Ann Lee")]);
}

#[test]
fn titles_sections_and_tags_that_the_page_shows() {
    let title = "<title>The harbour gauge is read again | Post</title>";
    for heading in [
        "<span class=k>Harbour</span><span class=h>The harbour gauge is read again</span><a href='#c'>12</a>",
        "The harbour gauge is read again <small>Report</small>",
    ] {
        check(title, &format!("<h1>{heading}</h1>"), &[("title", "The harbour gauge is read again")]);
    }
    let steps = r#"{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Home"},
        {"@type":"ListItem","position":2,"name":"Harbour"},{"@type":"ListItem","position":3,"name":"The harbour gauge is read again"}]}"#;
    let tags = "<a rel=tag href=/t/1>Ferries</a> <a rel=tag href=/t/2>Tides</a>";
    check(&format!("{title}{}", ld(steps)), tags, &[("section", "Harbour"), ("tags", "Ferries; Tides")]);
}
