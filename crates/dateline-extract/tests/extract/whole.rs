//! Whole articles of every kind that a newsroom writes, among headlines, offers and forms of their house: none of them is
//! convicted, with an address, with a short one and without, and no paragraph of theirs is missing. They stand in `whole/`, apart by
//! empty lines: the title, then the text; each line that is a paragraph without attributes must be read.

use dateline_extract::{Served, read_html};
use dateline_model::{Article, Holding, WebUrl};

/// What a house sets around an article, and what it calls the element that holds the text.
const FRAMES: [&str; 3] = ["semantic", "boxes", "portal"];

/// Where a page is found.
const URLS: [Option<&str>; 3] = [
    None,
    Some("https://courier.example/news/page"),
    Some("https://courier.example/2026/03/a-long-story-about-it"),
];

const HEADLINES: [&str; 12] = [
    "Lost bell found in a scrapyard near Orm",
    "Council tax to rise by three per cent in April",
    "Harbour master retires after forty years",
    "Why the oldest oak of the county was moved",
    "School bus drivers end their strike",
    "Cyclist freed from a flooded underpass",
    "How to prune an apple tree without a ladder",
    "Night trains to the coast are back",
    "The last lighthouse keeper looks back",
    "Library lends fishing rods from May",
    "Storm takes the roof off the old mill",
    "Three bakers, one recipe and a quarrel",
];

fn cards(tag: &str) -> String {
    let card = |(at, text): (usize, &&str)| {
        format!("<{tag} class=\"card\"><h3><a href=\"/2026/03/{at}-story\">{text}</a></h3></{tag}>")
    };
    HEADLINES.iter().enumerate().map(card).collect()
}

fn page(title: &str, text: &str, frame: &str) -> String {
    let menu = "<nav><a href=\"/\">Start</a> <a href=\"/news\">News</a> <a href=\"/sport\">Sport</a> <a href=\"/subscribe\">Subscribe</a></nav>";
    let body = match frame {
        "semantic" => format!(
            "<header>{menu}</header><main><article><h1>{title}</h1><p class=\"byline\">By Hal Quillon, 4 March 2026</p>{text}</article>\
             <aside><h2>More</h2>{}</aside></main>",
            cards("article")
        ),
        "boxes" => format!(
            "<div id=\"top\">{menu}</div><div id=\"content\"><h1>{title}</h1><div class=\"entry-content\">{text}</div></div>\
             <div class=\"newsletter\"><p>Our letter, every morning</p><form><input type=\"email\"><button>Sign up</button></form></div>"
        ),
        _ => format!(
            "<div class=\"head\">{menu}</div><div class=\"cols\"><div class=\"left\"><h1>{title}</h1>{text}</div>\
             <div class=\"right\"><h2>Most read</h2>{}</div></div>",
            cards("div")
        ),
    };
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{title} | Kelm Courier</title></head><body>{body}\
         <footer><p>© 2026 Kelm Courier</p></footer></body></html>"
    )
}

/// What is wrong with the reading of a page, if anything.
fn fault(name: &str, html: &str, kept: &[&str], url: Option<&str>) -> Option<String> {
    let url = url.map(|url| WebUrl::parse(url).unwrap());
    let served = Served { url: url.clone(), final_url: url, ..Served::default() };
    let reading = read_html(html.as_bytes(), &served);
    let verdict = &reading.verdict;
    let live = name.ends_with("live") && verdict.holding == Holding::OtherKind;
    if !live && (verdict.holding != Holding::Full || !verdict.reasons.is_empty()) {
        let rules: Vec<_> = verdict.evidence.iter().map(|found| (found.rule, &found.quote)).collect();
        return Some(format!("{} {:?} {rules:?}", verdict.holding, verdict.reasons));
    }
    let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
    let lost = kept.iter().find(|paragraph| !text.contains(**paragraph))?;
    Some(format!("lost {lost}"))
}

/// The text of a line that is a paragraph and nothing but text.
fn paragraph(line: &str) -> Option<&str> {
    let text = line.strip_prefix("<p>")?.strip_suffix("</p>")?;
    (!text.contains('<')).then_some(text)
}

#[test]
fn whole_articles_of_every_kind_are_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/whole");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let source = std::fs::read_to_string(&path).unwrap();
        for article in source.split("\n\n") {
            let (title, text) = article.split_once('\n').unwrap();
            let kept: Vec<&str> = text.lines().filter_map(paragraph).collect();
            for (frame, url) in FRAMES.iter().flat_map(|frame| URLS.map(|url| (frame, url))) {
                count += 1;
                let fault = fault(&name, &page(title, text, frame), &kept, url);
                faults.extend(fault.map(|fault| format!("{name} {title:?} {frame} {url:?}: {fault}")));
            }
        }
    }
    faults.sort();
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 200, "{count}");
}
