//! Pages that ask for more work than their size, of any size: what reading costs must grow with it.

/// Pages of about so many bytes, each with its name.
pub(crate) fn pages(bytes: usize) -> Vec<(&'static str, String)> {
    let full = |unit: &str| unit.repeat(bytes / unit.len());
    let ld = |body: &str| format!("<script type=application/ld+json>{body}</script>");
    vec![
        ("nested div", full("<div>")),
        ("nested div with words", full("<div>a b c ")),
        ("paragraphs", full("<p>A few words stand here, and a few more.")),
        ("short paragraphs", full("<p>a")),
        ("lines", full("a<br><br>")),
        ("links", full("<a href=/a>subscribe to read</a> ")),
        ("links in blocks", full("<div><a href=/a>Subscribe to read this story</a></div>")),
        ("notices", full("<p>Subscribe to continue reading.")),
        (
            "hidden notices",
            format!("<article>{}", full("<div style='display:none'>Subscribe to continue reading.</div>")),
        ),
        (
            "cut paragraphs",
            full(
                "<p>This text has some words and then it stops in dots…</p><p>Subscribe to continue reading</p>",
            ),
        ),
        ("lists", full("<ul><li>word")),
        ("items", format!("<ul>{}", full("<li>an item of a list"))),
        ("tables", full("<table><tr><td>word")),
        ("cells", format!("<table>{}", full("<tr><td>a<td>b"))),
        ("figures", full("<figure><img src=/a.jpg><figcaption>words</figcaption></figure>")),
        ("one figure", format!("<article><p>Some words.</p><figure>{}", full("<img src=/a.jpg>"))),
        ("quotes", full("<blockquote>word")),
        ("emphasis", full("<b>x</b><i>y</i>")),
        ("nested emphasis", full("<b><i>x")),
        ("class names", full("<p class='comment-related-subscribe-newsletter'>a")),
        ("one long class", format!("<p class='{}'>a", full("comment "))),
        ("one long style", format!("<p style='{}'>a", full("display: "))),
        ("one long word", full("a")),
        ("one long line", full("subscribe to ")),
        ("full stops", full(". ")),
        ("authors", full("<p class=author>By A. Writer")),
        ("times", full("<time>5 May 2020</time>")),
        ("headings", full("<h1>Title</h1>")),
        ("meta tags", full("<meta property=og:title content='a title'>")),
        ("open JSON", ld(&full("[{\"a\":"))),
        (
            "JSON nodes",
            ld(&format!("[{}{{}}]", full("{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},"))),
        ),
        ("commas in JSON", ld(&format!("[{}]", full(",")))),
        ("brackets in JSON", ld(&full("]]]]"))),
        (
            "JSON-LD scripts",
            full(
                "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"articleBody\":\"words and words and words and words and words\"}</script>",
            ),
        ),
        ("escaped markup", format!("<meta name=description content='{}'>", full("&amp;lt;b&amp;gt;"))),
        ("streamed parts", full("<div hidden id='S:0'><p>words</div>")),
        ("noscript", full("<noscript><img src=/a.jpg></noscript>")),
        ("paragraphs in a script", format!("<script>{}</script>", full("<p "))),
        ("escapes in a script", format!("<script>\"{}\"</script>", full("\\\\u003cp>\\\""))),
        ("texts in a script", format!("<script>\"{}\"</script>", full("\\u003cp>One\\u003c/p>"))),
        ("percent", full("<p>57 % of this article remains</p>")),
        ("mailboxes", full("<p>Read more…</p>")),
        (
            "hidden below a long class",
            format!(
                "<div class='{}'>{}",
                "harbour ".repeat(8 << 10),
                full("<div style='display:none'>a b c</div>")
            ),
        ),
        (
            "notices before hidden parts",
            full(&format!(
                "<p>Subscribe to continue reading</p><div style='display:none'><p>{}</div>",
                words(45)
            )),
        ),
        ("blurred parts", full(&format!("<div style='filter:blur(4px)'><p>{}</div>", words(45)))),
        ("style sheets", full("<style>.rest{display:none}</style><div class=rest>a few words</div>")),
        ("names", numbered(bytes, |number| format!("<p class=author>By Ann{number} Lee"))),
        (
            "sentences",
            numbered(bytes, |number| format!("<p>Ship {number} left the harbour at noon, the pilots said.")),
        ),
        ("signed headlines", format!("<ul>{}", full("<li>Ferry runs again after the storm - The Courier"))),
        (
            "linked headlines",
            full("<h3><a href=/news/ferry>Ferry runs again after the storm</a></h3><p>The Courier</p>"),
        ),
        ("glued headlines", full("Ferry runs again The CourierStorm closes the pier Lindenau Post")),
        (
            "authors in JSON",
            ld(&format!(
                "{{\"@type\":\"NewsArticle\",\"author\":[{}{{}}]}}",
                full("{\"name\":\"Ann Lee\"},")
            )),
        ),
        ("authors in microdata", full("<span itemprop=author>Ann Lee</span>")),
        (
            "names in JSON",
            ld(&format!(
                "{{\"@type\":\"NewsArticle\",\"author\":[{}{{}}]}}",
                numbered(bytes, |number| format!("{{\"name\":\"Ann{number} Lee\"}},"))
            )),
        ),
        (
            "days",
            numbered(bytes, |number| {
                format!("<time datetime=2020-05-05T10:00:{:02}Z>5 May</time>", number % 60)
            }),
        ),
        ("tags", numbered(bytes, |number| format!("<a rel=tag href=/t{number}>tag{number}</a>"))),
        ("comments", full("<div class=comment><p>Ann Lee: the ferry should have run all winter.</p></div>")),
        (
            "consent",
            full("<div class=cookie-consent><p>We use cookies to improve your experience.</p></div>"),
        ),
        (
            "titles",
            format!(
                "<title>Ferry runs again after the storm</title>{}",
                full("<h2>Ferry runs again after the storm</h2>")
            ),
        ),
        ("lines of code", format!("<pre>{}", full("let ferry = harbour();\n"))),
        ("line breaks", full("<br>")),
        ("embeds", full("<iframe src=https://video.example/a></iframe>")),
        (
            "exchanged letters",
            full("<p>Uif gfssz cfuxffo Qpsu Bsefo boe uif jtmboe pg Tpmmbz xjmm svo bhbjo, uif cpbse tbje."),
        ),
    ]
}

fn words(count: usize) -> String {
    "harbour ".repeat(count)
}

fn numbered(bytes: usize, unit: impl Fn(usize) -> String) -> String {
    let mut out = String::with_capacity(bytes);
    for number in 0.. {
        if out.len() >= bytes {
            break;
        }
        out.push_str(&unit(number));
    }
    out
}
