//! Details of a story's versions: names, quotations, and what each version adds. The texts come from the store;
//! `dateline_story::details` finds what is in them.

use crate::Desk;
use dateline_model::{Block, EntryId};
use dateline_store::{StoreError, StoryRecord};
use dateline_story::details::{self, TEXTS, Text};
use std::collections::BTreeMap;

pub use dateline_story::details::{Kind, Name, NovelSentence, Objections, Quote};

/// Names, quotations and novel sentences of a story's versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryDetails {
    /// Articles that were looked at, in order; places in [`Quote::versions`] count through them.
    pub articles: Vec<EntryId>,
    /// People, places and other names.
    pub names: Vec<Name>,
    /// Quotations.
    pub quotes: Vec<Quote>,
    /// Sentences that an article alone has.
    pub novel_sentences: BTreeMap<EntryId, Vec<NovelSentence>>,
}

/// A version's language and paragraphs.
type Version = (EntryId, Option<String>, Vec<String>);

impl Desk {
    /// Looks into the versions of a story, copies aside: as many as [`TEXTS`], oldest first.
    pub async fn story_details(&self, story: &StoryRecord) -> Result<StoryDetails, StoreError> {
        let mut versions: Vec<Version> = Vec::new();
        let own = story.members.iter().filter(|member| member.copy.is_none());
        for member in own.filter(|member| member.entry.withdrawn_at.is_none()).take(TEXTS) {
            let Some(record) = self.reader().article(member.entry.id).await? else {
                continue;
            };
            let blocks = record.reading.and_then(|reading| reading.article).map(|article| article.blocks);
            let paragraphs = blocks.iter().flatten().filter_map(paragraph).collect();
            versions.push((member.entry.id, member.entry.language.clone(), paragraphs));
        }
        // A story of long texts takes milliseconds: other pages are answered meanwhile.
        Ok(tokio::task::spawn_blocking(move || look(&versions)).await.unwrap_or_default())
    }
}

/// A report's headline and standfirst.
type Report<'s> = (&'s str, &'s str);

/// What speaks against each version's standing in its story, by its headline beside the headlines and standfirsts of the others of its
/// language.
pub fn objections(story: &StoryRecord) -> BTreeMap<EntryId, Objections> {
    let mut by_language: BTreeMap<&str, Vec<(EntryId, Report<'_>)>> = BTreeMap::new();
    for entry in story.members.iter().filter(|member| member.copy.is_none()).map(|member| &member.entry) {
        let language = entry.language.as_deref().unwrap_or_default();
        let language = language.split('-').next().unwrap_or_default();
        let standfirst = entry.standfirst.as_deref().unwrap_or_default();
        by_language.entry(language).or_default().push((entry.id, (&entry.title, standfirst)));
    }
    let one = |versions: Vec<(EntryId, Report<'_>)>| {
        let (ids, reports): (Vec<EntryId>, Vec<Report<'_>>) = versions.into_iter().unzip();
        ids.into_iter().zip(details::objections(&reports))
    };
    by_language.into_values().flat_map(one).filter(|(_, found)| !found.is_empty()).collect()
}

fn paragraph(block: &Block) -> Option<String> {
    matches!(block, Block::Paragraph(_) | Block::Quote { .. } | Block::List(_)).then(|| block.text())
}

fn look(versions: &[Version]) -> StoryDetails {
    let texts: Vec<Text<'_>> = versions
        .iter()
        .map(|(_, language, paragraphs)| Text { language: language.as_deref(), paragraphs })
        .collect();
    let ids = versions.iter().map(|(id, ..)| *id);
    StoryDetails {
        articles: ids.clone().collect(),
        names: details::names(&texts),
        quotes: details::quotes(&texts),
        novel_sentences: ids
            .zip(details::novel_sentences(&texts))
            .filter(|(_, novel)| !novel.is_empty())
            .collect(),
    }
}
