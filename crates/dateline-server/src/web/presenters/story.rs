//! A story with its versions: copies under their original, the lead's group first.

use super::details::details;
use super::{act_row, brief, headline, held, href, length, mark, picture, published, publisher, story_cards};
use crate::picture_key::PictureKey;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::timeline::{Dot, Timeline};
use crate::web::view::{
    ApartItem, CopyRow, LinkedStoryRow, Marks, Paging, Shell, StoryPage, TextLanguage, Version, WhyView,
};
use crate::web::wording::{self, Held};
use dateline_desk::{Objections, StoryDetails};
use dateline_model::{CopyLink, EntryId, StoryId, WebUrl, Why};
use dateline_store::{CorrectionRecord, FrontStory, LinkedStory, Member, StoryRecord};
use jiff::Timestamp;
use std::collections::HashMap;

/// Context of a story's page: linked stories, details, corrections.
#[derive(Default)]
pub(crate) struct Around {
    /// Headlines named elsewhere.
    pub(crate) apart: Vec<ApartItem>,
    /// What the versions hold.
    pub(crate) details: StoryDetails,
    /// Corrections that stand.
    pub(crate) acts: Vec<CorrectionRecord>,
    /// Linked stories.
    pub(crate) linked: Vec<LinkedStory>,
    /// Other stories, to move articles to, each with a headline.
    pub(crate) others: Vec<(StoryId, String)>,
    /// Articles without text that stand behind a gate.
    pub(crate) gated: u32,
    /// Which of the versions are shown.
    pub(crate) versions: Part,
}

/// A page of a story's versions.
#[derive(Default)]
pub(crate) struct Part {
    /// Its number, from 1.
    pub(crate) page: u32,
    /// Its address.
    pub(crate) here: String,
    /// What stands before and after it.
    pub(crate) paging: Paging,
}

/// The page of a story.
pub(crate) fn story(shell: Shell, record: &StoryRecord, around: Around, now: Timestamp) -> StoryPage {
    let (front, lead) = (&record.front, &record.front.lead_article);
    let Part { page, here, paging } = around.versions;
    let dots: Vec<Dot> = record.members.iter().map(dot).collect();
    StoryPage {
        headline: headline(&lead.title),
        text_language: TextLanguage::of(lead.language.as_deref()),
        standfirst: brief(lead.standfirst.as_ref()),
        lead_href: href(lead.id),
        lead_publisher: publisher(lead),
        image: front.image.as_ref().map(|image| picture(PictureKey::Story(front.id), image)),
        tally: story_cards::tally(front, around.gated),
        span: span(front.first, front.last, now),
        timeline: if page == 1 { Timeline::draw(dots, now) } else { None },
        whole: u32::try_from(record.members.len()).unwrap_or(u32::MAX) >= front.articles,
        paging,
        versions: versions(record, &around.details, &here, now),
        details: details(&around.details, record),
        linked_stories: around.linked.iter().map(|other| linked_stories(other, front, now)).collect(),
        acts: around.acts.iter().map(|act| act_row(act, &here, now)).collect(),
        others: others(&around.others, record),
        apart: around.apart,
        mute: format!("/story/{}/mute", front.id),
        muted_by: lead.muted_by.clone(),
        correct: format!("/story/{}/correct", front.id),
        articles: record.members.iter().map(choice).collect(),
        marks: Marks {
            story: Some(front.id.0),
            entry: lead.id.0,
            read: front.unread == 0,
            starred: lead.starred_at.is_some(),
            back: here,
            ..Marks::default()
        },
        shell,
    }
}

fn linked_stories(other: &LinkedStory, own: &FrontStory, now: Timestamp) -> LinkedStoryRow {
    let how = if other.last < own.first {
        "linked-continues"
    } else if other.first > own.last {
        "linked-continued"
    } else {
        "linked-beside"
    };
    LinkedStoryRow {
        how: l10n::text(how),
        href: format!("/story/{}", other.story),
        title: headline(&other.title),
        text_language: TextLanguage::of(other.language.as_deref()),
        when: When::at(other.first, now),
        terms: other.terms.clone(),
    }
}

fn choice(member: &Member) -> (i64, String, String) {
    (member.entry.id.0, publisher(&member.entry), headline(&member.entry.title))
}

fn others(stories: &[(StoryId, String)], record: &StoryRecord) -> Vec<(i64, String)> {
    let others = stories.iter().filter(|(story, _)| *story != record.front.id);
    others.map(|(story, title)| (story.0, headline(title))).collect()
}

fn span(first: Timestamp, last: Timestamp, now: Timestamp) -> String {
    let (first, last) = (When::at(first, now), When::at(last, now));
    if first.short == last.short {
        l10n::with("story-published").text("when", first.short).to_string()
    } else {
        l10n::with("story-span").text("first", first.short).text("last", last.short).to_string()
    }
}

fn dot(member: &Member) -> Dot {
    Dot {
        at: member.entry.published.map_or(member.entry.seen, dateline_model::Date::approximate),
        publisher: publisher(&member.entry),
        held: held(&member.entry),
        copy: member.copy.is_some(),
    }
}

/// The member under whose version each member stands: itself, or what it is a copy of, followed to the end.
fn originals(members: &[Member]) -> HashMap<EntryId, EntryId> {
    let of: HashMap<EntryId, Option<EntryId>> =
        members.iter().map(|member| (member.entry.id, member.copy.as_ref().map(|copy| copy.of))).collect();
    let root = |start: EntryId| {
        let mut at = start;
        for _ in 0..members.len() {
            match of.get(&at).copied().flatten() {
                Some(next) if of.contains_key(&next) && next != start => at = next,
                _ => break,
            }
        }
        at
    };
    let roots: Vec<(&Member, EntryId)> =
        members.iter().map(|member| (member, root(member.entry.id))).collect();
    let again =
        lesser_ones(roots.iter().filter(|(member, root)| member.entry.id == *root).map(|pair| pair.0));
    roots.iter().map(|(member, root)| (member.entry.id, again.get(root).copied().unwrap_or(*root))).collect()
}

/// What one paper has twice under one headline, once whole and once less: the lesser by the whole one, below which it stands.
fn lesser_ones<'m>(tops: impl Iterator<Item = &'m Member> + Clone) -> HashMap<EntryId, EntryId> {
    let name = |member: &Member| (publisher(&member.entry), member.entry.title.trim().to_lowercase());
    let is_whole = |member: &&Member| held(&member.entry) == Held::Whole;
    let mut whole = HashMap::new();
    for member in tops.clone().filter(is_whole) {
        whole.entry(name(member)).or_insert(member.entry.id);
    }
    let lesser = tops.filter(|member| !is_whole(member));
    lesser.filter_map(|member| Some((member.entry.id, *whole.get(&name(member))?))).collect()
}

fn versions(record: &StoryRecord, details: &StoryDetails, here: &str, now: Timestamp) -> Vec<Version> {
    let originals = originals(&record.members);
    let root = |id: EntryId| originals.get(&id).copied().unwrap_or(id);
    let lead = record.front.lead_article.id;
    let objections = dateline_desk::objections(record);
    let stands_alone = |member: &&Member| root(member.entry.id) == member.entry.id;
    let mut tops: Vec<&Member> = record.members.iter().filter(stands_alone).collect();
    tops.sort_by_key(|member| member.entry.id != root(lead));
    tops.into_iter()
        .map(|top| {
            let copies = record
                .members
                .iter()
                .filter(|member| member.entry.id != top.entry.id && root(member.entry.id) == top.entry.id);
            let copies = copies.map(|copy| copy_row(copy, top, now)).collect();
            let added = details.novel_sentences.get(&top.entry.id).into_iter().flatten();
            let added = added.map(|novel| novel.sentence.clone()).collect();
            let mut version = version(top, here, now);
            if let Some((why, found)) = version.why.as_mut().zip(objections.get(&top.entry.id)) {
                why.against = against(found);
            }
            Version { copies, added, lead: top.entry.id == lead, ..version }
        })
        .collect()
}

fn version(member: &Member, here: &str, now: Timestamp) -> Version {
    let entry = &member.entry;
    let anchor = format!("a{}", entry.id);
    Version {
        href: href(entry.id),
        link: entry.url.as_ref().map(WebUrl::to_string),
        title: headline(&entry.title),
        text_language: TextLanguage::of(entry.language.as_deref()),
        publisher: publisher(entry),
        byline: entry.agency.as_ref().map(|name| with_agency(name)).unwrap_or_default(),
        when: Some(published(entry, now)),
        mark: Some(mark(entry)),
        excerpt: brief(entry.standfirst.as_ref()),
        length: length(entry),
        earlier: member.titles.iter().map(|(title, until)| (title.clone(), When::at(*until, now))).collect(),
        added: Vec::new(),
        lead: false,
        copies: Vec::new(),
        why: member.why.as_ref().map(why),
        marks: Marks {
            story: None,
            entry: entry.id.0,
            read: entry.read_at.is_some(),
            starred: entry.starred_at.is_some(),
            back: format!("{here}#{anchor}"),
            ..Marks::default()
        },
        anchor,
    }
}

fn with_agency(name: &str) -> String {
    l10n::with("with-agency").text("agency", name).to_string()
}

fn copy_row(member: &Member, top: &Member, now: Timestamp) -> CopyRow {
    let entry = &member.entry;
    CopyRow {
        href: href(entry.id),
        publisher: publisher(entry),
        how: member.copy.as_ref().map_or_else(|| l10n::text("copy-again").to_owned(), how),
        title: (entry.title != top.entry.title).then(|| entry.title.clone()),
        mark: Some(mark(entry)),
        when: Some(published(entry, now)),
    }
}

/// `word for word`, or the kind with the share of the copy's text that stands in the original.
pub(crate) fn how(copy: &CopyLink) -> String {
    let kind = wording::copied(copy.kind);
    if copy.share >= 0.995 {
        kind.to_owned()
    } else {
        let percent = format!("{:.0}", copy.share * 100.0);
        l10n::with("copy-share").text("how", kind).text("percent", percent).to_string()
    }
}

/// What speaks against a version, in sentences.
fn against(found: &Objections) -> Vec<String> {
    let mut told = Vec::new();
    if !found.words.is_empty() {
        let words = wording::either(&found.words);
        told.push(l10n::with("against-words").text("words", words).to_string());
    }
    if !found.numbers.is_empty() {
        let (own, others) = (wording::either(&found.numbers), wording::either(&found.other_numbers));
        told.push(l10n::with("against-numbers").text("own", own).text("others", others).to_string());
    }
    told
}

fn apart(id: &'static str, count: f64) -> String {
    l10n::with(id).text("count", format!("{count:.0}")).to_string()
}

fn why(why: &Why) -> WhyView {
    WhyView {
        against: Vec::new(),
        terms: why.terms.clone(),
        // Nothing but a reader's word asks for no likeness at all.
        by_reader: why.threshold <= 0.0,
        score: l10n::with("why-score")
            .text("score", l10n::decimal(why.score, 2))
            .text("enough", l10n::decimal(why.threshold, 2))
            .to_string(),
        hours: why.hours_apart.map(|hours| match hours.abs() {
            hours if hours < 1.0 => apart("why-minutes", hours * 60.0),
            hours => apart("why-hours", hours),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::Holding;
    use dateline_store::EntrySummary;

    fn member(id: i64, publisher: &str, title: &str, holding: Holding) -> Member {
        let entry = EntrySummary {
            id: EntryId(id),
            title: title.to_owned(),
            standfirst: None,
            url: None,
            publisher: Some(publisher.to_owned()),
            publisher_host: None,
            language: None,
            published: None,
            seen: Timestamp::UNIX_EPOCH,
            holding: Some(holding),
            reasons: Vec::new(),
            image: None,
            words: 200,
            story: None,
            copy_of: None,
            agency: None,
            read_at: None,
            starred_at: None,
            labels: Vec::new(),
            muted_by: None,
            retitled: false,
            withdrawn_at: None,
            revised_at: None,
            section: None,
            medium: None,
        };
        Member { entry, copy: None, why: None, titles: Vec::new() }
    }

    #[test]
    fn what_a_paper_has_twice_under_one_headline_stands_below_its_whole_text() {
        let members = [
            member(1, "The Meridian", "Ferry late ", Holding::HeadlineOnly),
            member(2, "The Meridian", "Ferry Late", Holding::Full),
            member(3, "The Meridian", "Ferry late", Holding::Full),
            member(4, "The Meridian", "Ferry late again", Holding::Partial),
            member(5, "Le Fanal", "Ferry late", Holding::Partial),
        ];
        let roots = originals(&members);
        let stand = [1, 2, 3, 4, 5].map(|id| roots[&EntryId(id)].0);
        assert_eq!(stand, [2, 2, 3, 4, 5], "two whole texts, another headline and another paper stand alone");
    }
}
