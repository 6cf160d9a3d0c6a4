//! Blocks of pages written for this: what stands between two paragraphs of an article, and what becomes of it.

use crate::{Served, read_construct, read_html};
use dateline_model::{Block, Construct, ConstructKind, ListItem, MarkKind, Marker, RichText, WebUrl};

const BEFORE: &str = "The paper mill at the bridge, empty since a flood took its boiler house, is to be turned into a school where young people learn to build and mend wooden boats, the county council decided on Thursday night.";
const MIDDLE: &str = "Eleven people bought the ruin for one pound each and have pumped the cellar dry since, while the heirs of the last owner argued in court about who had to pay for the broken weir behind the house.";
const AFTER: &str = "Work on the roof begins in May, and the chimney, which carries a colony of swifts, may not be touched before the birds have left in August, when the second part of the work is to be let.";

/// Blocks in short: a letter for the kind and what it holds.
fn short(block: &Block) -> String {
    match block {
        Block::Paragraph(text) => format!("P {}", rich(text)),
        Block::Heading { level, text } => format!("H{level} {}", rich(text)),
        Block::List(items) => format!("L {}", items.iter().map(item).collect::<Vec<_>>().join(" ")),
        Block::Quote { paragraphs, source } => {
            let words = paragraphs.iter().map(rich).collect::<Vec<_>>().join(" / ");
            let source = source.as_ref().map(|source| {
                let url = source.url.as_ref().map(WebUrl::as_str).unwrap_or_default();
                let day = source.published.map(|date| date.to_string()).unwrap_or_default();
                format!(" — {} {day} {url}", source.author.as_deref().unwrap_or_default())
            });
            format!("Q {words}{}", source.unwrap_or_default())
        }
        Block::Figure(figure) => {
            let image = figure.image.as_ref().map(|image| image.url.as_str()).unwrap_or_default();
            format!("F {image} {}", figure.caption.as_deref().unwrap_or_default())
        }
        Block::Table { caption, header, rows } => {
            let rows = rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join(" / ");
            format!("T {} {header} {rows}", caption.as_deref().unwrap_or_default())
        }
        Block::Code(text) => format!("C {text}"),
        Block::Embed { url, title, kind } => {
            format!("E {} {url} {}", kind.as_str(), title.as_deref().unwrap_or_default())
        }
    }
}

fn item(item: &ListItem) -> String {
    let marker = match item.marker {
        Marker::Bullet => "-".to_owned(),
        Marker::Number(number) => format!("{number}."),
        Marker::Term => "term".to_owned(),
        Marker::Definition => ":".to_owned(),
    };
    format!("{}{marker} {}", ">".repeat(item.depth.into()), rich(&item.text))
}

/// Text with the marks that change its meaning.
fn rich(text: &RichText) -> String {
    let mut out = text.text.clone();
    for mark in text.marks.iter().rev() {
        let around = match mark.kind {
            MarkKind::Superscript => "^",
            MarkKind::Subscript => "_",
            MarkKind::Formula => "$",
            MarkKind::Deleted => "~",
            _ => continue,
        };
        out.insert_str(mark.end as usize, around);
        out.insert_str(mark.start as usize, around);
    }
    out
}

/// Blocks of an article that holds this.
fn blocks(html: &str) -> Vec<Block> {
    let page = format!(
        "<html lang=en><head><title>Old mill to become a school</title></head><body><article>\
         <h1>Old mill to become a school</h1><div class=text><p>{BEFORE}</p>{html}<p>{AFTER}</p></div></article></body></html>"
    );
    let served = Served { url: WebUrl::parse("https://news.example/mill").ok(), ..Served::default() };
    read_html(page.as_bytes(), &served).article.map(|article| article.blocks).unwrap_or_default()
}

/// What stands between the paragraphs of an article.
pub(super) fn between(html: &str) -> Vec<String> {
    let all: Vec<String> = blocks(html).iter().map(short).collect();
    let is = |text: &str| all.iter().position(|block| *block == format!("P {text}"));
    let (first, last) = (is(BEFORE).expect("the first paragraph"), is(AFTER).expect("the last paragraph"));
    all[first + 1..last].to_vec()
}

/// What stands between the headline and the first paragraph.
pub(super) fn above(html: &str) -> Vec<String> {
    let all = around(html, "");
    let first = all.iter().position(|block| *block == format!("P {BEFORE}")).expect("the first paragraph");
    all[..first].to_vec()
}

/// What stands behind the last paragraph.
pub(super) fn below(html: &str) -> Vec<String> {
    let all = around("", html);
    let last = all.iter().position(|block| *block == format!("P {AFTER}")).expect("the last paragraph");
    all[last + 1..].to_vec()
}

/// Blocks of an article that holds something above its text and something at its end.
fn around(above: &str, below: &str) -> Vec<String> {
    let page = format!(
        "<html lang=en><head><title>Old mill to become a school</title></head><body><article>\
         <h1>Old mill to become a school</h1>{above}<div class=text><p>{BEFORE}</p><p>{MIDDLE}</p><p>{AFTER}</p>{below}</div></article></body></html>"
    );
    let served = Served { url: WebUrl::parse("https://news.example/mill").ok(), ..Served::default() };
    let article = read_html(page.as_bytes(), &served).article;
    article.map(|article| article.blocks.iter().map(short).collect()).unwrap_or_default()
}

fn check(html: &str, wanted: &[&str]) {
    assert_eq!(between(html), wanted, "{html}");
}

#[test]
fn posts_are_quotations_with_their_source() {
    let tweet = "<blockquote class='twitter-tweet'><p lang=en>Nobody will open the door for you. <a href='https://t.example/q'>pic.chat.example/q</a></p>&mdash; Bo Lind (@bolind) <a href='https://chat.example/bolind/status/77'>October 3, 2024</a></blockquote>";
    let quoted =
        "Q Nobody will open the door for you. — Bo Lind 2024-10-03 https://chat.example/bolind/status/77";
    check(tweet, &[quoted]);
    check(
        &format!(
            "<figure class='wp-block-embed is-provider-chat'><div class='wp-block-embed__wrapper'>{tweet}<script async src=/w.js></script></div></figure>"
        ),
        &[quoted],
    );
    check(&tweet.replace(" class='twitter-tweet'", ""), &[quoted]);
    check(
        "<div class=tweet><a href='https://chat.example/bolind/status/77'><div class=tweet-header><img src=/a.jpg><span class=tweet-author-name>Bo Lind</span> <span class=tweet-author>@bolind</span></div>Nobody will open the door for you.</a><a href='https://chat.example/bolind/status/77'><div class=tweet-footer><p class=tweet-date>8:14 PM ∙ Oct 3, 2024</p><hr><span>412</span> Likes</div></a></div>",
        &[quoted],
    );
    check(
        "<blockquote class=bluesky-embed data-bluesky-uri='at://x'><p>Nobody will open the door for you.</p>&mdash; Bo Lind (<a href='https://sky.example/profile/bo'>@bo.sky.example</a>) <a href='https://sky.example/profile/bo/post/3k'>October 3, 2024 at 8:14 PM</a></blockquote>",
        &["Q Nobody will open the door for you. — Bo Lind 2024-10-03 https://sky.example/profile/bo/post/3k"],
    );
    check(
        "<blockquote class=mastodon-embed data-embed-url='https://town.example/@bo/112/embed'><p>Nobody will open the door for you.</p><a href='https://town.example/@bo/112'>Post by @bo@town.example</a></blockquote>",
        &["Q Nobody will open the door for you. — @bo@town.example  https://town.example/@bo/112/embed"],
    );
    check(
        "<div class=fb-post data-href='https://face.example/port/posts/7'><blockquote cite='https://face.example/port/posts/7' class=fb-xfbml-parse-ignore><p>Nobody will open the door for you.</p>Posted by <a href='https://face.example/port'>Port of Pell</a> on <a href='https://face.example/port/posts/7'>Thursday, October 3, 2024</a></blockquote></div>",
        &["Q Nobody will open the door for you. — Port of Pell 2024-10-03 https://face.example/port/posts/7"],
    );
    check(
        "<blockquote class=instagram-media data-instgrm-permalink='https://gram.example/p/Ab1/'><div><a href='https://gram.example/p/Ab1/'>View this post on Gram</a><p><a href='https://gram.example/p/Ab1/'>A post shared by Bo Lind (@bolind)</a></p></div></blockquote>",
        &["E post https://gram.example/p/Ab1/ A post shared by Bo Lind (@bolind)"],
    );
    check(
        "<blockquote class=tiktok-embed cite='https://tok.example/@bo/video/71'><section><a title='@bo' href='https://tok.example/@bo'>@bo</a><p>Nobody will open the door for you.</p><a href='https://tok.example/music/x-1'>♬ original sound - Bo</a></section></blockquote>",
        &["Q Nobody will open the door for you. — @bo  https://tok.example/@bo/video/71"],
    );
    check(
        "<blockquote><p>Nobody will open the door for you.</p></blockquote>",
        &["Q Nobody will open the door for you."],
    );
}

#[test]
fn code_in_the_text_is_kept_line_by_line() {
    let plain = "C let a = 1;\n  run(a);";
    check("<pre><code>let a = 1;\n  run(a);\n</code></pre>", &[plain]);
    check("<figure class=highlight><pre><code>let a = 1;\n  run(a);\n</code></pre></figure>", &[plain]);
    check(
        "<div class='highlight'><div class=code-header><span>rust</span><button>Copy</button></div><pre>let a = 1;\n  run(a);</pre></div>",
        &[plain],
    );
    check(
        "<figure class=highlight><table><tr><td class=gutter><pre><span class=line>1</span><br><span class=line>2</span></pre></td><td class=code><pre><span class=line>let a = 1;</span><br><span class=line>  run(a);</span></pre></td></tr></table></figure>",
        &[plain],
    );
    check(
        "<table class=highlight><tr><td class=blob-num data-line-number=1></td><td class=blob-code>let a = 1;</td></tr><tr><td class=blob-num data-line-number=2></td><td class=blob-code>  run(a);</td></tr></table>",
        &[plain],
    );
    check("<p><code>let a = 1;<br>&nbsp; run(a);</code></p>", &[plain]);
    check(
        "<ol><li>Write this:<pre>let a = 1;\n  run(a);</pre></li><li>Run it.</li></ol>",
        &["L 1. Write this:", plain, "L 2. Run it."],
    );
}

#[test]
fn formulas_are_read_once() {
    let katex = "<span class=katex><span class=katex-mathml><math><semantics><mrow><mi>E</mi><mo>=</mo><mi>m</mi></mrow><annotation encoding='application/x-tex'>E = mc^2</annotation></semantics></math></span><span class=katex-html aria-hidden=true>E=mc2</span></span>";
    check(
        &format!(
            "<p>The heat is {katex}, which the county's engineer wrote on the wall of the hall in chalk on Thursday night.</p>"
        ),
        &[
            "P The heat is $E = mc^2$, which the county's engineer wrote on the wall of the hall in chalk on Thursday night.",
        ],
    );
    check(&format!("<span class=katex-display>{katex}</span>"), &["P $E = mc^2$"]);
    check(
        "<span class=MathJax_Preview></span><span class=MathJax_Display><span>E=mc2</span></span><script type='math/tex; mode=display'>E = mc^2</script>",
        &["P $E = mc^2$"],
    );
}

#[test]
fn lists_nest_and_count() {
    check(
        "<ul><li>boats<ul><li>of oak</li><li>of ash</li></ul></li><li>oars</li></ul>",
        &["L - boats >- of oak >- of ash - oars"],
    );
    check(
        "<ol start=4><li>boats</li><li value=7>oars<ul><li><p>of ash</p></li></ul></li><li>sails</li></ol>",
        &["L 4. boats 7. oars >- of ash 8. sails"],
    );
    check("<ol reversed><li>boats</li><li>oars</li></ol>", &["L 2. boats 1. oars"]);
    check(
        "<dl><dt>Sheer</dt><dd>The line of the deck.</dd><dt>Thwart</dt><dd>A seat across.</dd></dl>",
        &["L term Sheer : The line of the deck. term Thwart : A seat across."],
    );
}

#[test]
fn tables_keep_caption_and_columns() {
    check(
        "<table><caption>Ferries in May</caption><thead><tr><th></th><th>Boats</th><th>Hours</th></tr></thead><tbody><tr><th>Pell</th><td>4</td><td></td></tr><tr><th>Sarn</th><td></td><td>6</td></tr></tbody></table>",
        &["T Ferries in May true |Boats|Hours / Pell|4| / Sarn||6"],
    );
    check(
        "<table><tr><td rowspan=2>Pell</td><td>4</td><td>a</td></tr><tr><td>5</td><td>b</td></tr><tr><td colspan=2>all</td><td>c</td></tr></table>",
        &["T  false Pell|4|a / |5|b / all||c"],
    );
    let long = "Councillors voted nineteen to four for the plan after a debate that lasted until shortly before midnight.";
    check(
        &format!(
            "<table><tr><td>{long}</td></tr><tr><td>{AFTER} So.</td></tr><tr><td>{long} And so.</td></tr><tr><td>{AFTER} Thus.</td></tr></table>"
        ),
        &[
            &format!("P {long}"),
            &format!("P {AFTER} So."),
            &format!("P {long} And so."),
            &format!("P {AFTER} Thus."),
        ],
    );
}

#[test]
fn pictures_stand_once_and_in_their_best_form() {
    check(
        "<figure><img src='/max/60/mill.jpg?q=20' width=640><noscript><img src='/max/1374/mill.jpg' width=640></noscript><figcaption>The mill in May</figcaption></figure>",
        &["F https://news.example/max/1374/mill.jpg The mill in May"],
    );
    check(
        "<img src='/mill-300x200.jpg'><p>Councillors voted nineteen to four for the plan after a debate that lasted until shortly before midnight.</p><figure><img src='/mill.jpg'><figcaption>The mill in May</figcaption></figure>",
        &[
            "F https://news.example/mill-300x200.jpg The mill in May",
            "P Councillors voted nineteen to four for the plan after a debate that lasted until shortly before midnight.",
        ],
    );
    check(
        "<iframe src='https://www.youtube-nocookie.com/embed/q1' title='YouTube video player'></iframe>",
        &["E video https://www.youtube-nocookie.com/embed/q1 "],
    );
    check("<amp-youtube data-videoid=q1></amp-youtube>", &["E video https://www.youtube.com/watch?v=q1 "]);
}

#[test]
fn what_is_set_higher_or_lower_is_told() {
    let line = |part: &str| {
        format!(
            "<p>The boiler of the mill, {part}, is older than anybody in the county who was asked about it on Thursday night.</p>"
        )
    };
    let wanted = |part: &str| {
        format!(
            "P The boiler of the mill, {part}, is older than anybody in the county who was asked about it on Thursday night."
        )
    };
    for (part, told) in [
        ("H<sub>2</sub>O", "H_2_O"),
        ("the 4<sup>th</sup>", "the 4^th^"),
        ("of <del>ten</del> two tons", "of ~ten~ two tons"),
        ("of <s>ten</s> <strike>nine</strike> two tons", "of ~ten~ ~nine~ two tons"),
        ("10<sup>6</sup> of them", "10⁶ of them"),
        ("so they say<sup><a href='#fn1'>1</a></sup>", "so they say^[1]^"),
        ("so they say<a href='#fn1' id=r1><sup>1</sup></a>", "so they say^[1]^"),
        ("so they say<sup class=reference><a href='#n'>[3]</a></sup>", "so they say^[3]^"),
    ] {
        check(&line(part), &[&wanted(told)]);
    }
}

#[test]
fn captions_forms_and_edit_links_are_beside_the_text() {
    let picture = "F https://news.example/mill.jpg";
    let line = "The boiler house, seen from the weir in the week after the flood.";
    for caption in [
        format!("<img src=/mill.jpg><p class='image-credit-wrap'><span class='js-caption'>{line}</span></p>"),
        format!("<div class='wp-caption'><img src=/mill.jpg><p class='wp-caption-text'>{line}</p></div>"),
        format!("<p><img src=/mill.jpg><br><span class=cutline>{line}</span></p>"),
    ] {
        check(&caption, &[&format!("{picture} {line}")]);
    }
    check(
        &format!("<p><img src=/mill.jpg></p><p>{line} (Photo: Ann Lee)</p>"),
        &[&format!("{picture} {line} (Photo: Ann Lee)")],
    );
    check(
        &format!("<p><img src=/mill.jpg></p><p>{line}</p>"),
        &[&format!("{picture} "), &format!("P {line}")],
    );
    check(
        "<div class='w-form'><form><input type=email><input type=submit></form><div class='w-form-done'>Thank you! Your submission has been received!</div><div class='w-form-fail'>Oops! Something went wrong while submitting the form.</div></div>",
        &[],
    );
    check("<h2>The roof</h2><span class=mw-editsection>[<a href=/e>edit</a>]</span>", &["H2 The roof"]);
    check("<h2>The roof <a class=headerlink href='#roof'>¶</a></h2>", &["H2 The roof"]);
    check("<h2>The roof<span class=mw-editsection>[<a href=/e>edit</a>]</span></h2>", &["H2 The roof"]);
    check("<h2><a class=anchor href='#roof' aria-hidden=true>#</a>The roof</h2>", &["H2 The roof"]);
}

#[test]
fn large_initials_belong_to_their_word() {
    let rest = "ouncillors voted nineteen to four for the plan after a debate that lasted until shortly before midnight.";
    let whole = format!("P C{rest}");
    for initial in [
        format!("<p><img class=dropcap src=/caps/c.png alt=C>{rest}</p>"),
        format!("<div class=dropcap>C</div><p>{rest}</p>"),
        format!("<div style='float: left;font-size:4em'>C</div><p>{rest}</p>"),
        format!("<p><span class=dropcap>C</span>{rest}</p>"),
    ] {
        check(&initial, &[&whole]);
    }
}

#[test]
fn pictures_keep_the_size_that_the_page_declares() {
    let sized = |tag: &str| {
        let image = blocks(tag).into_iter().find_map(|block| match block {
            Block::Figure(figure) => figure.image,
            _ => None,
        });
        image.expect("a picture").size.map(|size| (size.width(), size.height()))
    };
    assert_eq!(sized("<img src=/m.jpg width=640 height='427'>"), Some((640, 427)));
    assert_eq!(
        sized("<amp-img src=/m.jpg width=640 height=427 layout=responsive></amp-img>"),
        Some((640, 427))
    );
    assert_eq!(sized("<img src=/m.jpg data-width=640 data-height=427>"), Some((640, 427)));
    // The set of files says how large the one is that is shown small.
    let set = "/n.jpg 300w, /m.jpg 1280w, /o.jpg 4000w";
    assert_eq!(sized(&format!("<img src=/m.jpg width=640 height=427 srcset='{set}'>")), Some((1280, 854)));
    assert_eq!(
        sized("<img src=/m.jpg width=640 height=427 srcset='/m.jpg 99999999999w, /m.jpg 0w'>"),
        Some((640, 427))
    );
    // One side alone tells no ratio; of what links to a larger file the page tells nothing.
    for none in [
        "<img src=/m.jpg width=640>",
        "<img src=/m.jpg width='100%' height=427>",
        "<img src=/m.jpg width=4000000000 height=427>",
        "<img src=/m.jpg width=99999 height=200>",
        "<a href=/m.jpg><img src=/m-300x300.jpg width=300 height=300></a>",
    ] {
        assert_eq!(sized(none), None, "{none}");
    }
}

/// What a feed's list says beside its items stands in none of them.
#[test]
fn text_of_a_list_beside_its_items_is_one_of_its_lines() {
    let raw = format!(
        "<p>{BEFORE}</p><ul><li>The first boat is black</li>and a line of its own</ul><p>{AFTER}</p>"
    );
    let construct = Construct { raw, kind: ConstructKind::Html, base: None };
    let reading = read_construct(&construct, None, &Served::default());
    let blocks = reading.article.map(|article| article.blocks).unwrap_or_default();
    let list = blocks.iter().map(short).find(|block| block.starts_with('L'));
    assert_eq!(list.as_deref(), Some("L - The first boat is black - and a line of its own"));
}
