//! Pages written for this, each with what a reading of it must say: `cases/NAME/{page.html,expected.toml}`.

use dateline_extract::{ExplainedLine, Served, explain_html, read_html};
use dateline_model::{Aside, AsideItem, Block, Origin, Reading, Reason, WebUrl};
use proptest::prelude::*;
use std::path::Path;

fn strings(table: &toml::Table, key: &str) -> Vec<String> {
    let list = table.get(key).and_then(toml::Value::as_array);
    list.into_iter().flatten().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

fn served(table: &toml::Table) -> Served {
    let url = table.get("url").and_then(toml::Value::as_str).map(|url| WebUrl::parse(url).unwrap());
    Served { url: url.clone(), final_url: url, status: Some(200), ..Served::default() }
}

fn check(folder: &Path) {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let page = std::fs::read(folder.join("page.html")).unwrap();
    let expected: toml::Table =
        std::fs::read_to_string(folder.join("expected.toml")).unwrap().parse().unwrap();
    let served = served(&expected);
    let reading = read_html(&page, &served);
    head(&name, &expected, &reading);
    judged(&name, &expected, &reading);
    assert_eq!(evidence_stands(&page, &served, &reading), Ok(()), "{name}");
    let text = reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default();
    for words in strings(&expected, "has") {
        assert!(text.contains(&words), "{name}: the text lacks {words:?}:\n{text}");
    }
    for words in strings(&expected, "has_not") {
        assert!(!text.contains(&words), "{name}: the text has {words:?}:\n{text}");
    }
    if expected.contains_key("images") {
        assert_eq!(images(&reading), strings(&expected, "images"), "{name}: images");
    }
    let kinds: Vec<&str> = reading.asides.iter().map(|aside| aside.kind.as_str()).collect();
    for kind in strings(&expected, "asides") {
        assert!(kinds.contains(&kind.as_str()), "{name}: no {kind} among {kinds:?}");
    }
    for wanted in expected.get("aside").and_then(toml::Value::as_array).into_iter().flatten() {
        assert!(
            reading.asides.iter().any(|aside| is_aside(aside, wanted)),
            "{name}: no {wanted} among {:#?}",
            reading.asides
        );
    }
    let lines = explain_html(&page, &served).lines;
    every_line_is_explained(&name, &reading, &lines);
    let explained = format!("{:?}{lines:?}", reading.asides);
    for words in strings(&expected, "nowhere") {
        assert!(!explained.contains(&words), "{name}: {words:?} is shown");
    }
}

/// Whether an aside is of the kind that is wanted, holds its words and names what it names.
fn is_aside(aside: &Aside, wanted: &toml::Value) -> bool {
    let said = |key: &str| wanted.get(key).and_then(toml::Value::as_str);
    let names = |item: &AsideItem| {
        said("title").is_none_or(|title| item.title.as_deref() == Some(title))
            && said("publisher") == item.publisher.as_deref()
            && said("link").is_none_or(|link| item.url.as_ref().is_some_and(|url| url.as_str() == link))
    };
    said("kind") == Some(aside.kind.as_str())
        && said("text").is_some_and(|text| aside.text.contains(text))
        && said("reason") == aside.reason.map(Reason::as_str)
        && (said("title").is_none() || aside.items.iter().any(names))
}

/// Each line of an aside is explained as what the aside is, with a word why; so is each paragraph of the article.
fn every_line_is_explained(name: &str, reading: &Reading, lines: &[ExplainedLine]) {
    for aside in &reading.asides {
        for text in aside.text.lines() {
            let told = |line: &ExplainedLine| {
                let kind = line.kind == Some(aside.kind) || line.kind.is_none();
                line.text == text && kind && line.reason == aside.reason && !line.because.is_empty()
            };
            assert!(lines.iter().any(told), "{name}: {text:?} is not explained as {}", aside.kind.as_str());
        }
    }
    for block in reading.article.iter().flat_map(|article| &article.blocks) {
        if let Block::Paragraph(text) = block {
            let told =
                |line: &ExplainedLine| line.is_body && !line.because.is_empty() && line.text == text.text;
            assert!(lines.iter().any(told), "{name}: {:?} is not explained", text.text);
        }
    }
}

fn images(reading: &Reading) -> Vec<String> {
    let blocks = reading.article.iter().flat_map(|article| &article.blocks);
    let images = blocks.filter_map(|block| match block {
        Block::Figure(figure) => figure.image.as_ref(),
        _ => None,
    });
    images.map(|image| image.url.to_string()).collect()
}

fn head(name: &str, expected: &toml::Table, reading: &Reading) {
    let article = reading.article.as_ref().expect("an article");
    let said = [
        ("title", article.title.clone()),
        ("agency", article.agency.clone()),
        ("section", article.section.clone()),
        ("language", article.language.clone()),
        ("publisher", article.publisher.as_ref().map(|publisher| publisher.name.clone())),
        ("published", article.published.map(|date| date.to_string())),
        ("canonical", article.canonical_url.as_ref().map(ToString::to_string)),
    ];
    for (key, value) in said {
        if let Some(wanted) = expected.get(key).and_then(toml::Value::as_str) {
            assert_eq!(value.as_deref(), Some(wanted), "{name}: {key}");
        }
    }
    if expected.contains_key("bylines") {
        assert_eq!(article.bylines, strings(expected, "bylines"), "{name}: bylines");
    }
}

fn judged(name: &str, expected: &toml::Table, reading: &Reading) {
    let verdict = &reading.verdict;
    if let Some(holding) = expected.get("holding").and_then(toml::Value::as_str) {
        assert_eq!(verdict.holding.as_str(), holding, "{name}: {verdict:?}");
    }
    let reasons: Vec<&str> = verdict.reasons.iter().map(|reason| reason.as_str()).collect();
    for reason in strings(expected, "reasons") {
        assert!(reasons.contains(&reason.as_str()), "{name}: no {reason} among {reasons:?}");
    }
    if expected.get("origin").and_then(toml::Value::as_str) == Some("inherited") {
        let inherited = verdict.evidence.iter().all(|evidence| evidence.origin == Origin::Inherited);
        assert!(inherited && !verdict.evidence.is_empty(), "{name}: {verdict:?}");
    }
}

/// Whether each quote stands where its place says.
fn evidence_stands(page: &[u8], served: &Served, reading: &Reading) -> Result<(), String> {
    let source = String::from_utf8_lossy(page);
    let evidence = &reading.verdict.evidence;
    let lost = evidence.iter().find(|one| !dateline_extract::evidence_stands(one, &source, served));
    lost.map_or(Ok(()), |lost| Err(format!("{lost:?} is not what stands there")))
}

#[test]
fn pages_read_as_expected() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("page.html").exists());
    folders.sort();
    assert!(folders.len() >= 20);
    folders.iter().for_each(|folder| check(folder));
}

fn marks_fit(reading: &Reading) -> bool {
    use dateline_model::RichText;
    let fits = |text: &RichText| {
        text.marks
            .iter()
            .all(|mark| text.text.get(mark.start as usize..mark.end as usize).is_some_and(|t| !t.is_empty()))
    };
    reading.article.iter().flat_map(|article| &article.blocks).all(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => fits(text),
        Block::List(items) => items.iter().all(|item| fits(&item.text)),
        Block::Quote { paragraphs, .. } => paragraphs.iter().all(fits),
        _ => true,
    })
}

const SENTENCE: &str = "The ferry between Port Arden and the island of Sollay will run again from Monday, the harbour board \
    said on Thursday, ending a stoppage of eleven weeks that had cut off some four hundred households.";

/// Words that must not be seen, taken from the page in one way or another, within and between paragraphs.
fn piece_with_hidden() -> impl Strategy<Value = String> {
    let ways = [
        ("<div hidden>", "</div>"),
        ("<div style='display: none'>", "</div>"),
        ("<section style='Visibility : HIDDEN;color:red'>", "</section>"),
        ("<div class='modal overlay' aria-hidden='true'>", "</div>"),
        ("<template>", "</template>"),
        ("<noscript>", "</noscript>"),
        ("<script type='text/template'>", "</script>"),
        ("<figure><img src='/a.jpg'><figcaption hidden>", "</figcaption></figure>"),
        ("<pre>line one <span hidden>", "</span></pre>"),
        ("<ul><li>The first of the points<li style='display:none'>", "</li></ul>"),
        ("<blockquote><p>Nobody should have to choose.</p><div hidden>", "</div></blockquote>"),
        ("<table><tr><td>1<td>2<tr hidden><td>3<td>", "</table>"),
    ];
    let inner = prop_oneof![
        Just("Zwölfhundertmark".to_owned()),
        Just(format!("<p>{SENTENCE} Zwölfhundertmark.</p><p>{SENTENCE}</p>")),
        Just(format!("{SENTENCE} <b>Zwölfhundertmark</b>")),
    ];
    let hidden =
        (0..ways.len(), inner).prop_map(move |(way, inner)| format!("{}{inner}{}", ways[way].0, ways[way].1));
    let within =
        Just(format!("<p>{SENTENCE} <span style='display:none'>Zwölfhundertmark</span> {SENTENCE}</p>"));
    prop_oneof![3 => hidden, 1 => within, 3 => Just(format!("<p>{SENTENCE}</p>"))]
}

/// Notices in the many ways of writing them.
fn piece_with_notices() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => Just(format!("<p>{SENTENCE}</p>")),
        1 => Just("<div class='paywall'><h3>Subscribe&nbsp;to <em>continue</em>\n reading</h3></div>".to_owned()),
        1 => Just("<p>Already a sub<!-- -->scriber? Log&#x20;in.</p>".to_owned()),
        1 => Just("<p>D&eacute;j&agrave; abonn&eacute; ? Connectez&#8209;vous</p>".to_owned()),
        1 => Just("<p>Please enable JavaScript &amp; reload.</p>".to_owned()),
        1 => Just("<p>Just a moment&hellip; Verify you are human</p>".to_owned()),
        1 => Just("<p>Page not found</p>".to_owned()),
        1 => Just(format!("<p>{}…</p>", &SENTENCE[..150])),
        1 => "\\PC{0,20}".prop_map(|any| format!("<p>{any}</p>")),
    ]
}

fn tag_soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<p>".to_owned()),
        Just("</p><br><br>".to_owned()),
        Just("<div class='article-body'>".to_owned()),
        Just("</div><a href='/x'>".to_owned()),
        Just("</a><em>".to_owned()),
        Just("</em><table><tr><td>".to_owned()),
        Just("</table><ul><li>".to_owned()),
        Just("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"é".to_owned()),
        Just("</script><time datetime='2026-01-0'>".to_owned()),
        Just("Ein längerer Satz über Fähren, Häfen und das Wetter, der wie eine Meldung klingt. ".repeat(3)),
        ".{0,20}",
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_give_a_reading(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(marks_fit(&read_html(&bytes, &Served::default())));
    }

    #[test]
    fn what_is_hidden_is_never_shown(pieces in proptest::collection::vec(piece_with_hidden(), 1..30)) {
        let page = format!("<title>Ferry to run again</title><article><h1>Ferry to run again</h1>{}</article>", pieces.concat());
        let told = explain_html(page.as_bytes(), &Served::default());
        let shown = format!("{:?}{:?}{:?}", told.reading.article.map(|it| it.blocks), told.reading.asides, told.lines);
        prop_assert!(!shown.contains("Zwölfhundertmark"), "{page}\n{shown}");
    }

    #[test]
    fn quotes_stand_where_they_are_said_to(pieces in proptest::collection::vec(piece_with_notices(), 0..16)) {
        let page = format!("<title>Ferry to run again</title><article><h1>Ferry to run again</h1>{}</article>", pieces.concat());
        let reading = read_html(page.as_bytes(), &Served::default());
        let stands = evidence_stands(page.as_bytes(), &Served::default(), &reading);
        prop_assert!(stands.is_ok(), "{stands:?}\n{page}");
    }

    #[test]
    fn tag_soup_gives_a_reading(page in tag_soup()) {
        prop_assert!(marks_fit(&read_html(page.as_bytes(), &Served::default())));
    }
}
