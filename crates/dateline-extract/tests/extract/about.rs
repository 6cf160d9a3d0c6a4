//! Whole articles that speak about walls, subscribers, cookies, robots, registration and missing pages, in ten languages: none
//! of them is convicted, and none of their sentences is missing. Sentences stand in `about/sentences.tsv`.

use dateline_extract::{Served, read_html};
use dateline_model::{Article, Holding, WebUrl};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const TABLE: &str = include_str!("../about/sentences.tsv");

/// Sentences of one language by kind.
type Sentences = BTreeMap<&'static str, Vec<&'static str>>;

fn languages() -> BTreeMap<&'static str, Sentences> {
    let mut languages = BTreeMap::<_, Sentences>::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let [language, kind, sentence] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        languages.entry(language).or_default().entry(kind).or_default().push(sentence);
    }
    languages
}

/// One article: its paragraphs, and what the house adds behind them.
struct Whole {
    name: String,
    language: &'static str,
    title: &'static str,
    paragraphs: Vec<&'static str>,
    offer: Option<&'static str>,
    frame: usize,
}

const PLACES: [&str; 4] = ["first", "within", "last", "short"];
const FRAMES: usize = 5;

/// Every tempting sentence in every place: 400 articles.
fn articles() -> Vec<Whole> {
    let mut all = Vec::new();
    for (language, said) in languages() {
        let plain = &said["plain"];
        for (number, about) in said["about"].iter().enumerate() {
            for (turn, place) in PLACES.iter().enumerate() {
                let mut paragraphs = if *place == "short" { plain[..2].to_vec() } else { plain.clone() };
                let at = [0, 2, paragraphs.len(), 2][turn];
                paragraphs.insert(at, about);
                let offer = said["offer"].get((number + turn) % (said["offer"].len() + 1)).copied();
                all.push(Whole {
                    name: format!("{language} {number} {place}"),
                    language,
                    title: said["title"][0],
                    paragraphs,
                    offer,
                    frame: (number * PLACES.len() + turn) % FRAMES,
                });
            }
        }
    }
    all
}

/// The page in one of the ways in which houses set articles.
fn page(whole: &Whole) -> String {
    let Whole { language, title, frame, .. } = whole;
    let mut body = String::new();
    for (at, text) in whole.paragraphs.iter().enumerate() {
        let last = at + 1 == whole.paragraphs.len();
        let _ = match frame {
            1 if last => write!(body, "<p class=\"last\">{text}</p>"),
            2 => write!(body, "{text}<br><br>"),
            3 if at == 1 => write!(body, "<p>{text} <a href=\"/2025/pier\">{title}</a></p>"),
            4 => write!(body, "<div class=\"text-block\"><p>{text}</p></div>"),
            _ => write!(body, "<p>{text}</p>"),
        };
    }
    let offer = whole.offer.map_or_else(String::new, |offer| match frame {
        0 => format!("<p><em>{offer}</em> <a href=\"/subscribe\">OK</a></p>"),
        1 => format!("<div class=\"support-box\"><p>{offer}</p><a href=\"/abo\">OK</a></div>"),
        2 => format!("<aside><p>{offer}</p></aside>"),
        3 => format!("<p>{offer}</p>"),
        _ => format!(
            "<section class=\"promo\"><h3>{offer}</h3><a class=\"button\" href=\"/offer\">2 €</a></section>"
        ),
    });
    let menu = "<nav><a href=\"/\">Start</a> <a href=\"/news\">News</a> <a href=\"/sport\">Sport</a></nav>";
    let article = match frame {
        0 | 3 => format!(
            "<main><article><h1>{title}</h1><p class=\"byline\">Hal Quillon</p>{body}{offer}</article></main>"
        ),
        1 => format!(
            "<div id=\"content\"><h1>{title}</h1><div class=\"entry-content\">{body}</div>{offer}</div>"
        ),
        _ => format!("<div class=\"story\"><h1>{title}</h1><div>{body}</div>{offer}</div>"),
    };
    format!(
        "<!DOCTYPE html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title} | Lindenau Post</title></head>\
         <body><header>{menu}</header>{article}<footer><p>© 2025 Lindenau Post</p></footer></body></html>"
    )
}

/// What is wrong with the reading of an article, if anything.
fn fault(whole: &Whole, url: Option<&WebUrl>) -> Option<String> {
    let served = Served { url: url.cloned(), final_url: url.cloned(), ..Served::default() };
    let reading = read_html(page(whole).as_bytes(), &served);
    let verdict = &reading.verdict;
    if verdict.holding != Holding::Full || !verdict.reasons.is_empty() {
        let quotes: Vec<_> = verdict.evidence.iter().map(|found| &found.quote).collect();
        return Some(format!("{}: {} {:?} {quotes:?}", whole.name, verdict.holding, verdict.reasons));
    }
    let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
    let lost = whole.paragraphs.iter().find(|sentence| !text.contains(**sentence))?;
    Some(format!("{}: frame {} lost {lost}", whole.name, whole.frame))
}

#[test]
fn articles_about_walls_are_whole() {
    let url = WebUrl::parse("https://news.example/2025/lindenau-counts-its-readers-again").unwrap();
    let all = articles();
    let faults = all.iter().flat_map(|whole| [fault(whole, None), fault(whole, Some(&url))]);
    let faults: Vec<String> = faults.flatten().collect();
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), 2 * all.len(), faults.join("\n"));
    assert!(all.len() >= 200, "{}", all.len());
}

/// A whole article of some paragraphs with something beside it.
fn beside(place: &str, html: &str, count: usize, title: &str, plain: &[&str]) -> String {
    let at = |name: &str| if place == name { html } else { "" };
    let paragraph = |(at, text): (usize, &&str)| {
        let between = if place == "between" && at == 1 { html } else { "" };
        format!("<p>{text}</p>{between}")
    };
    let body: String = plain.iter().take(count).enumerate().map(paragraph).collect();
    let cards: String =
        ["Ferry sails again", "Lost bell found in a scrapyard", "Council tax to rise in April"]
            .iter()
            .map(|card| {
                format!(
                    "<article class=\"card\"><h4><a href=\"/2025/{}\">{card}</a></h4></article>",
                    card.len()
                )
            })
            .collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>{title} | Lindenau Post</title></head><body><header>Lindenau Post</header>\
         {}<main><article><h1>{title}</h1><div class=\"body\">{body}{}</div></article>{}<section class=\"related\"><h3>More</h3>\
         {cards}</section>{}</main><footer><a href=\"/about\">About us</a></footer></body></html>",
        at("before"),
        at("end"),
        at("after"),
        at("below"),
    )
}

#[test]
fn what_stands_beside_an_article_hides_nothing_of_it() {
    let languages = languages();
    let said = &languages["en"];
    let mut faults = Vec::new();
    for row in include_str!("../about/beside.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (place, html) = row.split_once('\t').unwrap();
        for count in [3, 5] {
            let page = beside(place, html, count, said["title"][0], &said["plain"]);
            let reading = read_html(page.as_bytes(), &Served::default());
            let text = reading.article.as_ref().map(Article::text).unwrap_or_default();
            let lost = said["plain"].iter().take(count).find(|sentence| !text.contains(**sentence));
            let verdict = &reading.verdict;
            if verdict.holding != Holding::Full || !verdict.reasons.is_empty() || lost.is_some() {
                let quotes: Vec<_> = verdict.evidence.iter().map(|found| &found.quote).collect();
                faults.push(format!(
                    "{count} {row}: {} {:?} {quotes:?} {lost:?}",
                    verdict.holding, verdict.reasons
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn pages_that_stand_in_for_an_article_say_what_they_are() {
    let mut faults = Vec::new();
    for row in include_str!("../about/stand-ins.tsv").lines().filter(|line| !line.starts_with('#')) {
        let [holding, reason, title, body]: [&str; 4] =
            row.split('\t').collect::<Vec<_>>().try_into().unwrap();
        let page = format!("<!DOCTYPE html><title>{title}</title><body><main>{body}</main></body>");
        let verdict = read_html(page.as_bytes(), &Served::default()).verdict;
        let reasons: Vec<&str> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
        if verdict.holding.as_str() != holding || !reasons.contains(&reason) || verdict.evidence.is_empty() {
            faults.push(format!("{title}: {} {reasons:?}, not {holding} {reason}", verdict.holding));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// An English article with something behind its paragraphs, at an address.
fn ended(end: &str, count: usize) -> dateline_model::Verdict {
    let languages = languages();
    let said = &languages["en"];
    let page = beside("end", end, count, said["title"][0], &said["plain"]);
    let url = WebUrl::parse("https://news.example/coast/readers").unwrap();
    let served = Served { url: Some(url.clone()), final_url: Some(url), ..Served::default() };
    read_html(page.as_bytes(), &served).verdict
}

#[test]
fn texts_that_go_on_elsewhere_are_parts() {
    for (end, reason) in [
        ("<nav class=\"page-numbers\">1 <a href=\"/coast/readers/2\">2</a></nav>", "next_page"),
        ("<div class=\"pagination\"><a rel=\"next\" href=\"?page=2\">Next page</a></div>", "next_page"),
        (
            "<div data-tag=\"locked\"><span>Unlock this post by becoming a member</span><a href=\"/join/ob\"><button>Join to unlock</button></a></div>",
            "paywall",
        ),
        ("<div><span>Keep reading for $1</span> <a href=\"/subscribe\">Subscribe</a></div>", "paywall"),
        ("<div><p>Open the app to keep reading</p></div>", "registration"),
        ("<div><p>The rest of this essay is for patrons.</p><a href=\"/join\">Join</a></div>", "paywall"),
    ] {
        let verdict = ended(end, 3);
        let reasons: Vec<&str> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
        assert_eq!((verdict.holding, reasons), (Holding::Partial, vec![reason]), "{end}");
    }
    let next_story = "<div class=\"pagination\"><a rel=\"next\" href=\"/coast/gulls\">Next story</a></div>";
    assert_eq!(ended(next_story, 5).holding, Holding::Full);
}
