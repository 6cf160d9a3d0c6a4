//! Names and quotations of a story's versions.

use super::{href, publisher};
use crate::web::l10n;
use crate::web::pages::address;
use crate::web::view::{DetailsView, NameView, QuoteView, Said, TextLanguage};
use dateline_desk::{Kind, Name, Quote, StoryDetails};
use dateline_model::EntryId;
use dateline_store::{EntrySummary, StoryRecord};

/// Names by kind and quotations with who has them.
pub(super) fn details(found: &StoryDetails, story: &StoryRecord) -> DetailsView {
    let of = |kind: Kind| found.names.iter().filter(|name| name.kind == kind).map(name).collect();
    let entry = |id: EntryId| story.members.iter().map(|member| &member.entry).find(|entry| entry.id == id);
    DetailsView {
        people: of(Kind::Person),
        places: of(Kind::Place),
        others: of(Kind::Other),
        quotes: found.quotes.iter().filter_map(|quote| self::quote(quote, &found.articles, entry)).collect(),
    }
}

fn name(name: &Name) -> NameView {
    NameView {
        words: name.words.clone(),
        versions: l10n::count("details-versions", name.versions),
        href: address("/search", &[("q", &format!("\"{}\"", name.words))]),
    }
}

fn quote<'s>(
    quote: &Quote,
    articles: &[EntryId],
    entry: impl Fn(EntryId) -> Option<&'s EntrySummary>,
) -> Option<QuoteView> {
    let holders: Vec<&EntrySummary> =
        quote.versions.iter().filter_map(|place| entry(*articles.get(*place)?)).collect();
    Some(QuoteView {
        words: quote.words.clone(),
        text_language: TextLanguage::of(holders.first()?.language.as_deref()),
        speaker: quote.speaker.clone(),
        sources: holders
            .iter()
            .map(|held| Said { href: href(held.id), publisher: publisher(held) })
            .collect(),
    })
}
