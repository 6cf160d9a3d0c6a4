//! Pages that ask for more work than their size, of any size: what reading costs must grow with it.

/// Name, beginning, what is said again and again, end. `{n}` is a running number, `{words}` and `{long}` are a paragraph's
/// words and 64 KB of them.
const PAGES: &[(&str, &str, &str, &str)] = &[
    ("nested div", "", "<div>", ""),
    ("nested div with words", "", "<div>a b c ", ""),
    ("paragraphs", "", "<p>A few words stand here, and a few more.", ""),
    ("short paragraphs", "", "<p>a", ""),
    ("lines", "", "a<br><br>", ""),
    ("line breaks", "", "<br>", ""),
    ("sentences", "", "<p>Ship {n} left the harbour at noon, the pilots said.", ""),
    ("one long word", "", "a", ""),
    ("one long line", "", "subscribe to ", ""),
    ("full stops", "", ". ", ""),
    ("emphasis", "", "<b>x</b><i>y</i>", ""),
    ("nested emphasis", "", "<b><i>x", ""),
    ("quotes", "", "<blockquote>word", ""),
    ("lists", "", "<ul><li>word", ""),
    ("items", "<ul>", "<li>an item of a list", ""),
    ("tables", "", "<table><tr><td>word", ""),
    ("cells", "<table>", "<tr><td>a<td>b", ""),
    ("lines of code", "<pre>", "let ferry = harbour();\n", ""),
    ("figures", "", "<figure><img src=/a.jpg><figcaption>words</figcaption></figure>", ""),
    ("one figure", "<article><p>Some words.</p><figure>", "<img src=/a.jpg>", ""),
    ("embeds", "", "<iframe src=https://video.example/a></iframe>", ""),
    ("links", "", "<a href=/a>subscribe to read</a> ", ""),
    ("links in blocks", "", "<div><a href=/a>Subscribe to read this story</a></div>", ""),
    (
        "linked headlines",
        "",
        "<h3><a href=/news/ferry>Ferry runs again after the storm</a></h3><p>The Courier</p>",
        "",
    ),
    ("signed headlines", "<ul>", "<li>Ferry runs again after the storm - The Courier", ""),
    ("glued headlines", "", "Ferry runs again The CourierStorm closes the pier Lindenau Post", ""),
    ("mailboxes", "", "<p>Read more…</p>", ""),
    ("comments", "", "<div class=comment><p>Ann Lee: the ferry should have run all winter.</p></div>", ""),
    ("consent", "", "<div class=cookie-consent><p>We use cookies to improve your experience.</p></div>", ""),
    ("tags", "", "<a rel=tag href=/t{n}>tag{n}</a>", ""),
    ("headings", "", "<h1>Title</h1>", ""),
    (
        "titles",
        "<title>Ferry runs again after the storm</title>",
        "<h2>Ferry runs again after the storm</h2>",
        "",
    ),
    ("authors", "", "<p class=author>By A. Writer", ""),
    ("names", "", "<p class=author>By Ann{n} Lee", ""),
    ("authors in microdata", "", "<span itemprop=author>Ann Lee</span>", ""),
    ("times", "", "<time>5 May 2020</time>", ""),
    ("days", "", "<time datetime=2020-05-05T10:00:00.{n}Z>5 May</time>", ""),
    ("notices", "", "<p>Subscribe to continue reading.", ""),
    ("hidden notices", "<article>", "<div style='display:none'>Subscribe to continue reading.</div>", ""),
    (
        "cut paragraphs",
        "",
        "<p>This text has some words and then it stops in dots…</p><p>Subscribe to continue reading</p>",
        "",
    ),
    ("percent", "", "<p>57 % of this article remains</p>", ""),
    (
        "notices before hidden parts",
        "",
        "<p>Subscribe to continue reading</p><div style='display:none'><p>{words}</div>",
        "",
    ),
    (
        "panels",
        "",
        "<div class=a role=tabpanel><p>{words}</div><div class=a role=tabpanel hidden><p>{words}</div>",
        "",
    ),
    ("marks for jumps", "", "<a name=a><p>A few words stand here.", ""),
    ("links to this place", "", "<p><a href=#><b>A few</b> words of it</a>", ""),
    ("a link left open", "<a href=/>", "<div>A few words stand here.</div>", ""),
    ("hidden below a long class", "<div class='{long}'>", "<div style='display:none'>a b c</div>", ""),
    ("blurred parts", "", "<div style='filter:blur(4px)'><p>{words}</div>", ""),
    (
        "exchanged letters",
        "",
        "<p>Uif gfssz cfuxffo Qpsu Bsefo boe uif jtmboe pg Tpmmbz xjmm svo bhbjo, uif cpbse tbje.",
        "",
    ),
    ("class names", "", "<p class='comment-related-subscribe-newsletter'>a", ""),
    ("one long class", "<p class='", "comment ", "'>a"),
    ("one long style", "<p style='", "display: ", "'>a"),
    (
        "many attributes",
        "",
        "<p data-a=1 data-b=2 data-c=3 title='a b' lang=en id=p{n} class='a b c'>word",
        "",
    ),
    ("entities", "", "<p>Caf&eacute; &amp; bar &#8211; open&nbsp;late &hellip;", ""),
    (
        "linked data",
        "",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":\"Ann\"}</script>",
        "",
    ),
    ("long words", "", "<p>{n}harbourmasterassociationmeetinghouseroofrepairfundcommitteechairman", ""),
    (
        "rules and elements",
        "",
        "<style>.r{n}{position:absolute;clip:rect(0 0 0 0)}</style><p class='r{n} a'>word",
        "",
    ),
    ("style sheets", "", "<style>.rest{display:none}</style><div class=rest>a few words</div>", ""),
    ("streamed parts", "", "<div hidden id='S:0'><p>words</div>", ""),
    ("noscript", "", "<noscript><img src=/a.jpg></noscript>", ""),
    ("meta tags", "", "<meta property=og:title content='a title'>", ""),
    ("escaped markup", "<meta name=description content='", "&amp;lt;b&amp;gt;", "'>"),
    ("open JSON", "<script type=application/ld+json>", "[{\"a\":", "</script>"),
    (
        "JSON nodes",
        "<script type=application/ld+json>[",
        "{\"@type\":\"Article\",\"author\":{\"@id\":\"#a\"}},",
        "{}]</script>",
    ),
    ("commas in JSON", "<script type=application/ld+json>[", ",", "]</script>"),
    ("brackets in JSON", "<script type=application/ld+json>", "]]]]", "</script>"),
    (
        "authors in JSON",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[",
        "{\"name\":\"Ann Lee\"},",
        "{}]}</script>",
    ),
    (
        "names in JSON",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[",
        "{\"name\":\"Ann{n} Lee\"},",
        "{}]}</script>",
    ),
    (
        "JSON-LD scripts",
        "",
        "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"A\",\"articleBody\":\"words and words and words and words and words\"}</script>",
        "",
    ),
    ("paragraphs in a script", "<script>", "<p ", "</script>"),
    ("escapes in a script", "<script>\"", "\\\\u003cp>\\\"", "\"</script>"),
    ("texts in a script", "<script>\"", "\\u003cp>One\\u003c/p>", "\"</script>"),
];

/// Pages of about so many bytes, each with its name.
pub(crate) fn pages(bytes: usize) -> impl Iterator<Item = (&'static str, String)> {
    PAGES.iter().map(move |(name, start, unit, end)| (*name, page(bytes, start, unit, end)))
}

fn page(bytes: usize, start: &str, unit: &str, end: &str) -> String {
    let filled = |text: &str| {
        text.replace("{words}", &"harbour ".repeat(45)).replace("{long}", &"harbour ".repeat(8 << 10))
    };
    let (mut out, unit) = (filled(start), filled(unit));
    let full = out.len() + bytes;
    for number in 0..=bytes {
        if out.len() >= full {
            break;
        }
        out.push_str(&unit.replace("{n}", &number.to_string()));
    }
    out + &filled(end)
}
