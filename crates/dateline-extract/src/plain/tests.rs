use super::*;
use dateline_model::Place;
use proptest::prelude::*;

/// Every removal can be undone: body lines and asides together are the lines of the text, in order, and what a reading
/// gives as body and asides are those lines, none twice and none missing.
fn whole(text: &str) {
    let told: Vec<String> = explain(text).into_iter().map(|told| told.text).collect();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(told, lines);
    let reading = read(text);
    let Some(article) = reading.article else { return };
    let mut given: Vec<String> = article.blocks.iter().map(Block::text).collect();
    given.extend(reading.asides.into_iter().map(|aside| aside.text));
    given.sort();
    let mut lines: Vec<String> = lines.into_iter().map(str::to_owned).collect();
    lines.sort();
    assert_eq!(given, lines);
}

fn evidence_holds(text: &str) {
    for evidence in read(text).verdict.evidence {
        let Place::Text(start, end) = evidence.place else { panic!("{evidence:?}") };
        assert_eq!(text.get(start as usize..end as usize), Some(evidence.quote.as_str()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_is_kept_whole(text in "(?:\\PC{0,40}|Read more|Already a subscriber\\? Log in\\.|…|BBC NewsThe|57 % of this article remains|\n){0,30}") {
        whole(&text.replace('\r', ""));
        evidence_holds(&text);
    }
}

#[test]
fn long_texts_take_linear_time() {
    for piece in ["Read more ", "a.B", "BBC NewsX ", "\n", "x\n", "already a subscriber ", "[(", "…", "“"]
    {
        let text = piece.repeat(200_000 / piece.len());
        let reading = read(&text);
        assert!(reading.caps.is_empty());
    }
}
