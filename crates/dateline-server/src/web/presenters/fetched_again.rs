//! What came of fetching a page again: as a word in the address of the page that is shown then, and in words for people.

use crate::web::l10n;
use crate::web::wording::{self, Held};
use dateline_desk::FetchedAgain;
use dateline_model::{Holding, Reason};

/// What the word begins with.
const PREFIX: &str = "again-";

/// The word for an address.
pub(crate) fn fetched_again_word(came: &FetchedAgain) -> String {
    let rest = match came {
        FetchedAgain::Same => "same".to_owned(),
        FetchedAgain::Later => "later".to_owned(),
        FetchedAgain::NoPage => "none".to_owned(),
        FetchedAgain::TooSoon(minutes) => format!("soon.{minutes}"),
        FetchedAgain::Kept(reason) => format!("kept.{}", reason.map_or("", Reason::as_str)),
        FetchedAgain::Changed { words, title, holding } => {
            let title = if *title { "title" } else { "" };
            format!("changed.{words}.{title}.{}", holding.map_or("", Holding::as_str))
        }
    };
    format!("{PREFIX}{rest}")
}

/// What the word says; nothing where it is none of these.
pub(crate) fn fetched_again(word: &str) -> Option<String> {
    let mut parts = word.strip_prefix(PREFIX)?.split('.');
    let what = parts.next()?;
    let mut part = || parts.next().unwrap_or_default();
    Some(match what {
        "same" => l10n::text("again-same").to_owned(),
        "later" => l10n::text("again-later").to_owned(),
        "none" => l10n::text("again-no-page").to_owned(),
        "soon" => l10n::count("again-soon", part().parse::<u32>().ok()?),
        "kept" => {
            let why = Reason::from_word(part()).map(|reason| wording::reason(reason).short);
            match why {
                Some(why) => l10n::with("again-kept-why").text("why", l10n::mid_sentence(why)).to_string(),
                None => l10n::text("again-kept").to_owned(),
            }
        }
        "changed" => changed(part().parse().ok()?, part() == "title", part()),
        _ => return None,
    })
}

fn changed(words: i64, title: bool, holding: &str) -> String {
    let mut said = Vec::new();
    match words {
        1.. => said.push(l10n::count("again-more-words", words)),
        0 => {}
        _ => said.push(l10n::count("again-fewer-words", words.saturating_neg())),
    }
    if title {
        said.push(l10n::text("again-new-headline").to_owned());
    }
    if let Some(holding) = Holding::from_word(holding) {
        let now = l10n::mid_sentence(Held::of(holding, &[]).word());
        said.push(l10n::with("again-now-held").text("held", now).to_string());
    }
    if said.is_empty() {
        said.push(l10n::text("again-edited").to_owned());
    }
    l10n::with("again-changed").text("what", l10n::list(&said)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_told() {
        let check = |came: FetchedAgain, expected: &str| {
            let said = fetched_again(&fetched_again_word(&came)).unwrap();
            assert_eq!(said, expected, "{came:?}");
        };
        check(FetchedAgain::Same, "Fetched again: nothing has changed.");
        check(FetchedAgain::TooSoon(4), "Fetched only a moment ago. Try again in 4 minutes.");
        check(
            FetchedAgain::Changed { words: 120, title: true, holding: Some(Holding::Full) },
            "Fetched again: 120 more words, a new headline, now whole.",
        );
        check(
            FetchedAgain::Changed { words: -1, title: false, holding: None },
            "Fetched again: 1 word less.",
        );
        check(
            FetchedAgain::Changed { words: 0, title: false, holding: None },
            "Fetched again: the text was edited.",
        );
        let kept = fetched_again(&fetched_again_word(&FetchedAgain::Kept(Some(Reason::Paywall)))).unwrap();
        assert!(
            kept.starts_with("The page now gives less (") && kept.ends_with("The text from before stays."),
            "{kept}"
        );
        for other in ["again-", "again-x", "again-soon.x", "again-changed.x", "7", "<b>"] {
            assert_eq!(fetched_again(other), None, "{other}");
        }
    }
}
