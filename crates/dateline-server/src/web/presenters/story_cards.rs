//! Stories and lone articles as cards.

use super::{brief, headline, href, mark, picture, publisher};
use crate::picture_key::PictureKey;
use crate::web::dates::When;
use crate::web::l10n;
use crate::web::view::{Marks, RankView, StoryCard, Tally, TextLanguage};
use crate::web::wording;
use crate::web::wording::Held;
use dateline_store::{FrontStory, HoldingCounts};
use jiff::Timestamp;

/// Publishers named on a card; the others become a number.
const NAMED: usize = 3;

/// A story of the front page; `gated` of its articles without text stand behind a gate.
pub(crate) fn card(story: &FrontStory, gated: u32, back: &str, now: Timestamp) -> StoryCard {
    let lone = (story.articles == 1).then(|| mark(&story.lead_article));
    let anchor = format!("s{}", story.id);
    StoryCard {
        href: if lone.is_some() { href(story.lead_article.id) } else { format!("/story/{}", story.id) },
        section: story.section.map(|section| wording::section(section).to_owned()),
        headline: headline(&story.lead_article.title),
        text_language: TextLanguage::of(story.lead_article.language.as_deref()),
        standfirst: brief(story.lead_article.standfirst.as_ref()),
        image: story.image.as_ref().map(|image| picture(PictureKey::Story(story.id), image)),
        publishers: named(story),
        more: story.publishers.len().saturating_sub(NAMED),
        when: When::at(story.last, now),
        tally: tally(story, gated),
        lone,
        rank: Some(rank(story, now)),
        marks: Marks {
            story: Some(story.id.0),
            entry: story.lead_article.id.0,
            read: story.unread == 0,
            starred: story.lead_article.starred_at.is_some(),
            back: format!("{back}#{anchor}"),
            ..Marks::default()
        },
        anchor,
    }
}

/// The parts of the front page's formula in words.
fn rank(story: &FrontStory, now: Timestamp) -> RankView {
    let (rank, hours) = (story.rank, now.duration_since(story.last).as_secs_f64().max(0.0) / 3_600.0);
    let voices = l10n::count("count-independent-sources", to(story.independent_sources));
    let diversity = if rank.diversity < 1.0 { "rank-diversity-other" } else { "rank-diversity-first" };
    let follow = if rank.follow > 1.0 { "rank-follow" } else { "rank-follow-none" };
    RankView {
        score: l10n::decimal(rank.score(), 2),
        breadth: factor("rank-breadth", rank.breadth).text("sources", voices).to_string(),
        freshness: factor("rank-freshness", rank.freshness).text("hours", format!("{hours:.0}")).to_string(),
        growth: factor("rank-growth", rank.growth).to_string(),
        diversity: factor(diversity, rank.diversity).to_string(),
        follow: factor(follow, rank.follow).to_string(),
    }
}

fn factor(id: &'static str, factor: f64) -> l10n::Filled {
    l10n::with(id).text("factor", l10n::decimal(factor, 2))
}

fn named(story: &FrontStory) -> Vec<String> {
    if story.publishers.is_empty() {
        return vec![publisher(&story.lead_article)];
    }
    story.publishers.iter().take(NAMED).cloned().collect()
}

/// The tally of a story by its counts.
pub(crate) fn tally(story: &FrontStory, gated: u32) -> Tally {
    Tally::of(to(story.publisher_count), to(story.independent_sources), &all_held(story.counts, gated))
}

fn all_held(counts: HoldingCounts, gated: u32) -> Vec<Held> {
    let gated = gated.min(counts.none);
    let kinds = [
        (Held::Whole, counts.full),
        (Held::Preview, counts.partial),
        (Held::Headline, counts.headline_only),
        (Held::Blocked, gated),
        (Held::Missing, counts.none - gated),
        (Held::Other, counts.other_kind),
        (Held::Waiting, counts.waiting),
    ];
    kinds.iter().flat_map(|(held, count)| std::iter::repeat_n(*held, to(*count))).collect()
}

fn to(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
