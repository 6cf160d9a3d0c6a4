//! Looks up again what a verdict claims: whether the words of a piece of evidence stand where it says. Judges no verdict.

use crate::Served;
use crate::unreadable::is_blank;
use dateline_html::Limits;
use dateline_model::{Evidence, Place};

/// Whether evidence can be found again. `source` is the page decoded to UTF-8 or the plain text that was read; `served`
/// is what the page was read with. A stretch of the source must be the quote itself, or hold exactly its words when
/// entities are resolved and markup and white space are left out. An empty quote says that the whole source is blank.
pub fn evidence_stands(evidence: &Evidence, source: &str, served: &Served) -> bool {
    match &evidence.place {
        Place::Http(name) => header(served, name).is_some_and(|value| cut(&value) == evidence.quote),
        Place::Bytes(start, end) | Place::Text(start, end) => {
            let stretch = source.get(*start as usize..*end as usize);
            let nothing = evidence.quote.is_empty() && start == end && is_blank(source);
            nothing || stretch.is_some_and(|stretch| says(stretch, &evidence.quote))
        }
    }
}

/// Whether a stretch of source says some words, as they stand or as the text of its markup, white space aside.
pub(crate) fn says(stretch: &str, words: &str) -> bool {
    let quote = bare(words);
    !quote.is_empty() && (stretch == words || text_of(stretch) == quote)
}

fn header(served: &Served, name: &str) -> Option<String> {
    match name {
        "status" => served.status.map(|status| status.to_string()),
        "location" => served.final_url.as_ref().map(|url| url.as_str().to_owned()),
        name => served.headers.get(name).map(str::to_owned),
    }
}

fn cut(value: &str) -> String {
    value.chars().take(Evidence::QUOTE_MAX).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn text_of(markup: &str) -> String {
    let doc = dateline_html::parse_str(markup, &Limits::default());
    bare(&doc.collect_text(doc.root()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Origin;

    fn check(place: Place, quote: &str, stands: bool) {
        let source = "<p>Already a <b>sub</b>scriber?&nbsp;Log in</p>";
        let served = Served { status: Some(402), ..Served::default() };
        let evidence = Evidence::new("paywall", place, quote, Origin::ThisFetch);
        assert_eq!(evidence_stands(&evidence, source, &served), stands, "{evidence:?}");
    }

    #[test]
    fn words_are_found_through_markup_and_nowhere_else() {
        check(Place::Bytes(3, 43), "Already a subscriber? Log in", true);
        check(Place::Bytes(3, 13), "Already a", true);
        check(Place::Bytes(3, 43), "Already a subscriber? Log out", false);
        check(Place::Bytes(0, 3), "<p>", true);
        check(Place::Bytes(0, 3), "", false);
        check(Place::Bytes(40, 900), "Log in", false);
        check(Place::Http("status".to_owned()), "402", true);
        check(Place::Http("status".to_owned()), "200", false);
        check(Place::Http("server".to_owned()), "any", false);
    }
}
