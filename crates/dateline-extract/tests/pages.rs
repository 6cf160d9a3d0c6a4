//! Pages written for this, each with what a reading of it must say: `cases/NAME/{page.html,expected.toml}`.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a case that cannot be read is a failed test")]

use dateline_extract::{Served, explain_html, read_html};
use dateline_model::{Reading, WebUrl};
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
    let text = reading.article.as_ref().map(dateline_model::Article::text).unwrap_or_default();
    for words in strings(&expected, "has") {
        assert!(text.contains(&words), "{name}: the text lacks {words:?}:\n{text}");
    }
    for words in strings(&expected, "has_not") {
        assert!(!text.contains(&words), "{name}: the text has {words:?}:\n{text}");
    }
    let kinds: Vec<&str> = reading.asides.iter().map(|aside| aside.kind.as_str()).collect();
    for kind in strings(&expected, "asides") {
        assert!(kinds.contains(&kind.as_str()), "{name}: no {kind} among {kinds:?}");
    }
    let explained = format!("{:?}{:?}", reading.asides, explain_html(&page, &served).lines);
    for words in strings(&expected, "nowhere") {
        assert!(!explained.contains(&words), "{name}: {words:?} is shown");
    }
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

#[test]
fn pages_read_as_expected() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<_> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("page.html").exists());
    folders.sort();
    assert!(folders.len() >= 4);
    folders.iter().for_each(|folder| check(folder));
}

fn marks_fit(reading: &Reading) -> bool {
    use dateline_model::{Block, RichText};
    let fits = |text: &RichText| {
        text.marks
            .iter()
            .all(|mark| text.text.get(mark.start as usize..mark.end as usize).is_some_and(|t| !t.is_empty()))
    };
    reading.article.iter().flat_map(|article| &article.blocks).all(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => fits(text),
        Block::List { items, .. } | Block::Quote(items) => items.iter().all(fits),
        _ => true,
    })
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
    fn tag_soup_gives_a_reading(page in tag_soup()) {
        prop_assert!(marks_fit(&read_html(page.as_bytes(), &Served::default())));
    }
}
