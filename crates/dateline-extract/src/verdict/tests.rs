use crate::{Served, read_html};
use dateline_model::{Holding, Place, Reason, WebUrl};
use proptest::prelude::*;

fn check(html: &str, status: Option<u16>, holding: Holding, reason: Option<Reason>) {
    let verdict = read_html(html.as_bytes(), &Served { status, ..Served::default() }).verdict;
    assert_eq!((verdict.holding, verdict.reasons.first().copied()), (holding, reason), "{verdict:?}");
    assert!(verdict.evidence.iter().all(|evidence| evidence.rule.is_some()), "{verdict:?}");
}

const PARAGRAPH: &str = "<p>The harbour council of Lindenau voted on Tuesday to close the old ferry pier for two years while its \
    foundations are rebuilt, and engineers said that the oak piles could no longer carry heavy lorries.</p>";

fn page(paragraphs: usize, after: &str) -> String {
    let text = PARAGRAPH.repeat(paragraphs);
    format!(
        "<title>Ferry pier closes for two years</title><article><h1>Ferry pier closes for two years</h1>{text}{after}</article>"
    )
}

#[test]
fn what_ends_at_a_wall_is_partial() {
    let wall = "<div class='box'><p>Subscribe to continue reading</p></div>";
    check(&page(3, wall), Some(200), Holding::Partial, Some(Reason::Paywall));
    check(&page(8, ""), Some(200), Holding::Full, None);
}

#[test]
fn notices_of_something_else_convict_nothing() {
    let comments = "<div class='comments'><p>Log in to continue reading</p></div>";
    check(&page(8, comments), Some(200), Holding::Full, None);
    let hidden = "<div style='display:none'><p>Subscribe to continue reading</p></div>";
    check(&page(8, hidden), Some(200), Holding::Full, None);
}

#[test]
fn a_text_that_ends_where_its_element_ends_is_partial() {
    let about = format!(
        "<footer><p>{}</p></footer>",
        "The Lindenau Courier is bound by the code of the press. ".repeat(9)
    );
    let own = "<p class='b17'>Take out a subscription and read this report to its end.</p>";
    check(&(page(3, own) + &about), Some(200), Holding::Partial, Some(Reason::Paywall));
    // More of the article after it: a box that only some readers see.
    check(
        &page(2, &format!("{own}</section><section>{}", PARAGRAPH.repeat(9))),
        Some(200),
        Holding::Full,
        None,
    );
    let items = format!("<ul><li>Subscribe and read on</li></ul>{}", PARAGRAPH.repeat(9));
    check(&page(2, &items), Some(200), Holding::Full, None);
}

#[test]
fn the_shape_of_a_notice_is_enough() {
    let shaped = "<div class='piano-box'><span>Prisen er 49 kr, abonnenter</span> <a href='/abo/login'>Videre</a></div>";
    check(&page(3, shaped), Some(200), Holding::Partial, Some(Reason::Paywall));
    let plain = "<div class='box'><span>Vejret bliver bedre i morgen</span> <a href='/vejr'>Videre</a></div>";
    check(&page(3, plain), Some(200), Holding::Full, None);
}

/// Whatever its address, a page of a few lines or without a headline that links on is no front.
#[test]
fn a_page_of_three_lines_is_no_front() {
    for body in ["<div>x", "<h1>Harbour</h1><p>One.</p><p>Two.</p>", &"<p>***</p>".repeat(60)] {
        let served = Served { url: WebUrl::parse("https://gull.example/harbour").ok(), ..Served::default() };
        let verdict = read_html(body.as_bytes(), &served).verdict;
        assert!(!verdict.reasons.contains(&Reason::SectionFront), "{body}: {verdict:?}");
    }
}

#[test]
fn torn_words_and_texts_out_of_focus_are_partial() {
    let torn = "<p>The mayor, who had voted for the closure, told the council that a new pier would cost about eleven thousan</p>";
    check(&page(3, torn), Some(200), Holding::Partial, Some(Reason::Unknown));
    let credit = "<p>With files from the Lindenau Press Agency and Ada Brandtner</p>";
    check(&page(3, credit), Some(200), Holding::Full, None);
    // Twelve words that end in one which stands elsewhere too, below a standfirst without a stop.
    let begun = "<p>The head of the harbour office, once a ferry captain himself, for</p>";
    let standfirst = "<p>What the closure of the old pier means for those who cross the river every day for work, and for those who run the boats</p>";
    let page_of = |end: &str| page(3, end).replacen("<p>", &format!("{standfirst}<p>"), 1);
    check(&page_of(begun), Some(200), Holding::Partial, Some(Reason::Unknown));
    check(&page_of(credit), Some(200), Holding::Full, None);
    let list = "<ul><li>The pier and its foundations below the waterline</li><li>The ferry office and the timetable for</li></ul>";
    check(&page_of(list), Some(200), Holding::Full, None);
    let blurred = format!("<div style='filter: blur(5px)'>{}</div>", PARAGRAPH.repeat(2));
    check(&page(3, &blurred), Some(200), Holding::Partial, Some(Reason::Unknown));
}

/// Words of scripts that do not part them count too.
#[test]
fn a_rest_without_spaces_is_seen_to_be_hidden() {
    let text = "<p>リンデナウ港の評議会は火曜日、老朽化した渡船桟橋を二年間閉鎖し、基礎を作り直すことを決めた。技師らは樫の杭がもう重い貨物車を支えられないと述べた。</p>";
    let rest = format!("<style>.b4 {{ display: none }}</style><div class='b4'>{}</div>", text.repeat(5));
    let wall = "<div class='box'><p>この記事の続きは有料会員のみご覧いただけます</p></div>";
    let html = format!(
        "<title>渡船桟橋を閉鎖</title><main><h1>渡船桟橋を閉鎖</h1>{}{rest}{wall}</main>",
        text.repeat(6)
    );
    check(&html, Some(200), Holding::Partial, Some(Reason::Paywall));
    let blurred = rest.replace("class='b4'", "style='filter: blur(4px)'");
    check(
        &html.replace(&rest, &blurred).replace(wall, ""),
        Some(200),
        Holding::Partial,
        Some(Reason::Unknown),
    );
    check(&html.replace(wall, ""), Some(200), Holding::Full, None);
}

#[test]
fn a_part_that_holds_the_text_is_no_widget() {
    let wall = "<div class='box'><p>Subscribe to continue reading</p></div>";
    let inside = page(3, wall).replace("<article>", "<div class='with-sidebar'><article>") + "</div>";
    check(&inside, Some(200), Holding::Partial, Some(Reason::Paywall));
}

#[test]
fn exchanged_letters_under_a_gate_are_named() {
    let moved =
        |c: char| if c.is_ascii_lowercase() { char::from((c as u8 - b'a' + 1) % 26 + b'a') } else { c };
    let text = PARAGRAPH.trim_start_matches("<p>").trim_end_matches("</p>");
    let exchanged: String = text.chars().map(moved).collect();
    let rest = format!("<p>{exchanged}</p>").repeat(4);
    let wall = format!(
        "<div class='paid-content scrambled'>{rest}</div><aside class='gate'><h3>Subscribe to continue reading</h3></aside>"
    );
    let reading = read_html(page(3, &wall).as_bytes(), &Served::default());
    assert!(reading.verdict.reasons.contains(&Reason::Scrambled), "{:?}", reading.verdict);
    assert_eq!(reading.verdict.holding, Holding::Partial);
}

/// Text behind a gate is shown nowhere, and no evidence quotes it.
#[test]
fn no_evidence_quotes_what_a_gate_hides() {
    let wall = "<div class='box'><p>Subscribe to continue reading</p></div>";
    let secret = PARAGRAPH.replace("oak", "Zwölfeichen");
    let ways = [
        ("<div style='display:none'>", "</div>"),
        ("<div style='filter: blur(5px)'>", "</div>"),
        ("<style>.rest { display: none }</style><div class='rest'>", "</div>"),
        ("<div class='blurred'>", "</div>"),
    ];
    for (open, close) in ways {
        for notice in [wall, ""] {
            let html = page(2, &format!("{open}{}{close}{notice}", secret.repeat(3)));
            let reading = read_html(html.as_bytes(), &Served::default());
            let quotes: Vec<_> = reading.verdict.evidence.iter().map(|evidence| &evidence.quote).collect();
            assert!(
                !format!("{quotes:?}{:?}", reading.asides).contains("Zwölfeichen"),
                "{open}{notice}: {quotes:?}"
            );
        }
    }
}

#[test]
fn a_status_speaks_first() {
    check(&page(8, ""), Some(410), Holding::None, Some(Reason::Gone));
    check(&page(8, ""), Some(404), Holding::None, Some(Reason::NotFound));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn evidence_stands_in_the_source(after in "(?:<p>|</p>|<div>|&nbsp;|&#39;|\\PC{0,20}|Subscribe to continue reading|Page not found|Just a moment\\.\\.\\.){0,12}") {
        let html = page(1, &after);
        for evidence in read_html(html.as_bytes(), &Served::default()).verdict.evidence {
            if let Place::Bytes(start, end) = evidence.place {
                prop_assert!(html.get(start as usize..end as usize).is_some_and(|slice| !slice.is_empty()));
            }
        }
    }
}

/// The table in `docs/verdicts.md` has a row for each rule, and no other.
#[test]
fn the_documentation_names_every_rule_and_no_other() {
    let docs = include_str!("../../../../docs/verdicts.md");
    let table = docs.split("## The rules").nth(1).unwrap();
    let table = table.split("\n## ").next().unwrap();
    let named = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|row| row.0);
    let mut named: Vec<&str> = named.collect();
    let mut rules: Vec<&str> = dateline_model::Rule::ALL.iter().map(|rule| rule.as_str()).collect();
    named.sort_unstable();
    rules.sort_unstable();
    assert_eq!(named, rules);
}
