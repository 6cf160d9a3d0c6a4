//! Texts of feeds: what stands in them beside paragraphs, and where they have no markup.

use dateline_extract::{Served, read_construct, read_html};
use dateline_model::{Block, Construct, ConstructKind, WebUrl};

fn sentence(number: usize) -> String {
    format!(
        "Paragraph {number} of the notes tells what was said at the quay about ferries and tides tonight."
    )
}

fn paragraphs(count: usize) -> String {
    (1..=count).map(|number| format!("<p>{}</p>", sentence(number))).collect()
}

fn served() -> Served {
    let url = WebUrl::parse("https://gull.example/2026/quay").ok();
    Served { url: url.clone(), final_url: url, ..Served::default() }
}

/// A letter for each block, with what is to be seen of it.
fn short(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("P {}", text.text.replace('\n', " / ")),
        Block::Figure(figure) => {
            let image = figure.image.as_ref().map(|image| image.url.as_str()).unwrap_or_default();
            format!("F {image} {}", figure.caption.as_deref().unwrap_or_default()).trim_end().to_owned()
        }
        Block::Embed { url, kind, .. } => format!("E {} {url}", kind.as_str()),
        other => format!("? {other:?}"),
    }
}

fn of_feed(raw: &str, kind: ConstructKind) -> Vec<String> {
    let construct = Construct { raw: raw.to_owned(), kind, base: None };
    let article = read_construct(&construct, Some("At the quay"), &served()).article.unwrap();
    article.blocks.iter().map(short).collect()
}

#[test]
fn pictures_films_and_sounds_at_either_end_of_a_feeds_text_are_its() {
    let check = |before: &str, after: &str, expected: &[&str]| {
        let blocks = of_feed(&format!("{before}{}{after}", paragraphs(12)), ConstructKind::Html);
        let found: Vec<&String> = blocks.iter().filter(|block| !block.starts_with("P ")).collect();
        assert_eq!(found, expected, "{before} … {after}");
        assert_eq!(blocks.len() - found.len(), 12, "{before} … {after}");
    };
    check(
        "",
        "<figure><img src=\"/x.jpg\"><figcaption>The quay at dawn today</figcaption></figure>",
        &["F https://gull.example/x.jpg The quay at dawn today"],
    );
    check(
        "",
        "<p><img src=/1.jpg></p><p><img src=/2.jpg></p><img src=/3.jpg>",
        &["F https://gull.example/1.jpg", "F https://gull.example/2.jpg", "F https://gull.example/3.jpg"],
    );
    check(
        "",
        "<iframe src=\"https://www.youtube.com/embed/abc\"></iframe>",
        &["E video https://www.youtube.com/embed/abc"],
    );
    check("", "<audio src=/a.mp3 controls></audio>", &["E audio https://gull.example/a.mp3"]);
    check("", "<video><source src=/a.mp4></video>", &["E video https://gull.example/a.mp4"]);
    check(
        "<div><img src=/first.jpg></div>",
        "<a href=/big.jpg><img src=/big-300.jpg></a>",
        &["F https://gull.example/first.jpg", "F https://gull.example/big-300.jpg"],
    );
    // Buttons and counters are no pictures of the text.
    check(
        "",
        "<a href=https://count.example/go/1><img src=https://count.example/badge/1></a><img width=1 height=1 src=https://count.example/p.gif>",
        &[],
    );
}

#[test]
fn a_text_of_nothing_but_films_or_pictures_with_captions_shows_them() {
    let check = |html: &str, expected: &[&str]| assert_eq!(of_feed(html, ConstructKind::Html), expected);
    check(
        "<iframe src=\"https://www.youtube.com/embed/abc\"></iframe>",
        &["E video https://www.youtube.com/embed/abc"],
    );
    check(
        "<figure><img src=/x.jpg><figcaption>The quay</figcaption></figure>",
        &["F https://gull.example/x.jpg The quay"],
    );
}

#[test]
fn a_figure_with_a_caption_behind_the_last_paragraph_of_a_page_is_its() {
    let check = |inside: &str, outside: &str, expected: &[&str]| {
        let page = format!(
            "<html lang=en><head><title>At the quay</title></head><body><nav><a href=/>Start</a> <a href=/news>News</a></nav>\
             <main><article><h1>At the quay</h1><div class=text>{}{inside}</div></article>{outside}\
             </main><footer>Gull Media, all rights reserved</footer></body></html>",
            paragraphs(12)
        );
        let blocks: Vec<String> =
            read_html(page.as_bytes(), &served()).article.unwrap().blocks.iter().map(short).collect();
        let found: Vec<&String> = blocks.iter().filter(|block| !block.starts_with("P ")).collect();
        assert_eq!(found, expected, "{inside} … {outside}");
    };
    let figure = |name: &str, caption: &str| {
        format!("<figure><img src=/{name}.jpg><figcaption>{caption}</figcaption></figure>")
    };
    check(&figure("x", "The quay at dawn"), "", &["F https://gull.example/x.jpg The quay at dawn"]);
    check(
        &(figure("x", "The quay at dawn") + "<figure><img src=/y.jpg></figure>" + &figure("z", "The mole")),
        "",
        &["F https://gull.example/x.jpg The quay at dawn", "F https://gull.example/z.jpg The mole"],
    );
    check("<img src=/x.jpg>", &figure("y", "Another story of the day"), &[]);
    check(
        "<figure><a href=/other><img src=/x.jpg></a><figcaption>Another story of the day</figcaption></figure>",
        "",
        &[],
    );
}

#[test]
fn paragraphs_of_plain_text_are_parted_by_empty_lines() {
    let twelve: Vec<String> = (1..=12).map(sentence).collect();
    for (kind, between) in [
        (ConstructKind::Text, "\n\n"),
        (ConstructKind::Text, "\r\n \r\n"),
        (ConstructKind::Html, "\n\n"),
        (ConstructKind::Html, "\n\n\n"),
    ] {
        let blocks = of_feed(&twelve.join(between), kind);
        let expected: Vec<String> = twelve.iter().map(|text| format!("P {text}")).collect();
        assert_eq!(blocks, expected, "{kind:?} {between:?}");
    }
    let marked =
        format!("{}\n\nSee <a href=\"/tide\">the tide</a> of this week and the next one.", sentence(1));
    assert_eq!(of_feed(&marked, ConstructKind::Html).len(), 2);
    assert_eq!(of_feed("Is a < b?\n\nIt is, says the harbour master.", ConstructKind::Text).len(), 2);
    // Where there is markup, lines mean nothing.
    let block = "<p>The ferry\n\nis late</p><p>again today</p>";
    assert_eq!(of_feed(block, ConstructKind::Html), ["P The ferry is late", "P again today"]);
}

#[test]
fn lines_are_kept_where_they_were_ended_on_purpose() {
    let check = |text: &str, expected: &[&str]| {
        for kind in [ConstructKind::Text, ConstructKind::Html] {
            assert_eq!(of_feed(text, kind), expected, "{kind:?}");
        }
    };
    check(
        "How the ferry between the islands is run, and who pays for it in the end.\n\n0:00 Intro\n1:20 The new boat\n12:05 Who pays\n1:02:30 Outro\n\nMap: https://gull.example/map\nMore: https://gull.example/more",
        &[
            "P How the ferry between the islands is run, and who pays for it in the end.",
            "P 0:00 Intro / 1:20 The new boat / 12:05 Who pays / 1:02:30 Outro",
            "P Map: https://gull.example/map / More: https://gull.example/more",
        ],
    );
    check(
        "The ferry between the islands will be run by the county from\nMay, and who pays for it in the end is not yet known to the\ncouncil of either island.",
        &[
            "P The ferry between the islands will be run by the county from May, and who pays for it in the end is not yet known to the council of either island.",
        ],
    );
}

/// The kind of each block of a feed's text, and what is set aside of it.
fn parts(html: &str) -> (String, Vec<String>) {
    let construct = Construct { raw: html.to_owned(), kind: ConstructKind::Html, base: None };
    let reading = read_construct(&construct, Some("At the quay"), &served());
    let kind = |block: &Block| match block {
        Block::Paragraph(_) => 'P',
        Block::Heading { .. } => 'H',
        Block::List(_) => 'L',
        Block::Quote { .. } => 'Q',
        Block::Table { .. } => 'T',
        Block::Code(_) => 'C',
        Block::Figure(_) => 'F',
        Block::Embed { .. } => 'E',
    };
    let blocks = reading.article.map(|article| article.blocks).unwrap_or_default();
    (blocks.iter().map(kind).collect(), reading.asides.into_iter().map(|aside| aside.text).collect())
}

#[test]
fn short_blocks_of_a_feeds_text_are_its_text() {
    let short = [
        ("<ul><li>two onions</li><li>500 g potatoes</li><li>one fish</li></ul>", "L"),
        ("<ol><li>Peel</li><li>Boil</li></ol>", "L"),
        ("<table><tr><th>Guests</th><th>Pots</th></tr><tr><td>four</td><td>one</td></tr></table>", "T"),
        ("<blockquote>Never on Friday.</blockquote>", "Q"),
        (
            "<ul><li><a href='https://tern.example/1'>Maps of the north</a></li><li><a href='https://tern.example/2'>Why ships float</a></li></ul>",
            "L",
        ),
        ("<pre>boil --slow soup.txt</pre>", "C"),
        ("<p>Bon appétit!</p>", "P"),
        ("<p><a href='https://tern.example/1'>Maps of the north</a></p>", "P"),
        (
            "<h3>Links</h3><p><a href='https://tern.example/1'>Maps</a> and <a href='https://tern.example/2'>charts</a> of the north</p>",
            "HP",
        ),
        ("<p>— Jo</p>", "P"),
        ("<p>P.S. The harbour is shut on Monday.</p>", "P"),
    ];
    let long = "My grandmother cooked this soup whenever the boats came home late and the wind stood from the north. It needs an hour \
        and a half, most of which it looks after itself. I have written down the amounts as she told me, which is to say that she \
        never measured anything in her life. Serve it with dark bread and butter. ";
    for text in [
        String::new(),
        format!("<p>{long}</p>"),
        format!("<p>{long}{long}</p>"),
        paragraphs(1),
        paragraphs(9),
    ] {
        let before = "P".repeat(text.matches("<p>").count());
        for (html, expected) in short {
            assert_eq!(
                parts(&format!("{text}{html}")),
                (format!("{before}{expected}"), vec![]),
                "{text} {html}"
            );
        }
        // One behind the other, before the text, and in boxes.
        let lists: String = short[..4].iter().map(|(html, _)| *html).collect();
        assert_eq!(parts(&format!("{text}{lists}")), (format!("{before}LLTQ"), vec![]), "{text}");
        assert_eq!(parts(&format!("{lists}{text}")), (format!("LLTQ{before}"), vec![]), "{text}");
        let boxed = format!("<div><div>{text}</div><div>{}</div></div>", short[0].0);
        assert_eq!(parts(&boxed), (format!("{before}L"), vec![]), "{text}");
    }
    let languages = [
        "<p>Das Boot fuhr am Abend hinaus.</p><ul><li>zwei Zwiebeln</li><li>ein Fisch</li></ul>",
        "<p>夜の港で船が出ました。</p><ul><li>玉ねぎ二つ</li><li>魚一匹</li></ul>",
        "<p>Лодка вышла вечером в море.</p><ul><li>две луковицы</li><li>рыба</li></ul>",
        "<p dir=rtl>خرج القارب مساء إلى البحر.</p><ul><li>بصلتان</li><li>سمكة</li></ul>",
    ];
    for html in languages {
        assert_eq!(parts(html), ("PL".to_owned(), vec![]), "{html}");
    }
}

#[test]
fn what_says_that_it_is_beside_the_text_of_a_feed_stays_beside_it() {
    for html in [
        "<div class='sharedaddy'><ul><li><a href=/s1>Facebook</a></li><li><a href=/s2>Mail</a></li></ul></div>",
        "<div id='jp-relatedposts' class='related-posts'><h3>Related</h3><ul><li><a href=/1>Low tide</a></li></ul></div>",
        "<div class=newsletter>Sign up for our newsletter</div>",
        "<p>The post <a href=/quay>At the quay</a> appeared first on <a href=/>The Gull</a>.</p>",
    ] {
        let (blocks, _) = parts(&(paragraphs(9) + html));
        assert_eq!(blocks, "P".repeat(9), "{html}");
    }
    let posts = "<ul><li><a href=/1>Low tide again</a></li><li><a href=/2>High water at last</a></li></ul>";
    for heading in ["Related posts", "Ähnliche Beiträge:", "Похожие записи", "You may also like"]
    {
        let text = format!("<p>{0} {0} {0} {0} {0}</p>", sentence(1));
        assert_eq!(parts(&format!("{text}<h3>{heading}</h3>{posts}")).0, "P", "{heading}");
        assert_eq!(parts(&format!("{text}{posts}")).0, "PL", "{heading}");
    }
}
