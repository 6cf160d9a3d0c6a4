//! Feeds, articles, stories and search answers as JSON: what the API and the command line print. Absent values are null.

mod article;
mod attached;
mod notes;
mod rules;
mod webhooks;

pub use article::article_json;
pub use attached::attached_json;
pub use notes::{note_json, progress_json};
pub use rules::rule_json;
pub use webhooks::{delivery_json, webhook_json};

use dateline_desk::{AccessNote, Objections, health};
use dateline_model::{Image, WebOrigin, WebUrl};
use dateline_store::{
    CorrectionRecord, EntrySummary, FeedRecord, Follow, Fragment, FrontStory, HoldingCounts, HubLease, Label,
    Member, PollRecord, SavedSearch, SearchAnswer, SearchGroup, Section, StoryRecord, Version,
};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A story as the front page shows it.
pub fn front_json(story: &FrontStory) -> Value {
    json!({
        "id": story.id.0,
        "title": story.lead_article.title,
        "lead": entry_json(&story.lead_article),
        "image": story.image.as_ref().map(image),
        "publishers": story.publishers,
        "outlets": story.publisher_count,
        "voices": story.independent_sources,
        "articles": story.articles,
        "unread": story.unread,
        "holdings": counts(&story.counts),
        "first": time(story.first),
        "last": time(story.last),
        "section": story.section.map(Section::word),
        "score": story.rank.score(),
        "rank": {
            "breadth": story.rank.breadth, "freshness": story.rank.freshness, "growth": story.rank.growth,
            "diversity": story.rank.diversity, "follow": story.rank.follow,
        },
    })
}

/// A story with every version, why it stands there and what it is a copy of.
pub fn story_json(story: &StoryRecord) -> Value {
    let mut value = front_json(&story.front);
    let objections = dateline_desk::objections(story);
    value["versions"] = story.members.iter().map(|one| member(one, objections.get(&one.entry.id))).collect();
    value
}

fn member(member: &Member, objections: Option<&Objections>) -> Value {
    let mut value = entry_json(&member.entry);
    value["against"] = objections.map_or(
        Value::Null,
        |found| json!({"words": found.words, "numbers": found.numbers, "other_numbers": found.other_numbers}),
    );
    value["why"] = member.why.as_ref().map_or(Value::Null, |why| {
        json!({"score": why.score, "threshold": why.threshold, "terms": why.terms, "hours_apart": why.hours_apart})
    });
    value["copy"] = member.copy.as_ref().map_or(
        Value::Null,
        |copy| json!({"of": copy.of.0, "share": copy.share, "kind": copy.kind.as_str()}),
    );
    value["earlier_titles"] =
        member.titles.iter().map(|(title, until)| json!({"title": title, "until": time(until)})).collect();
    value
}

/// What an article was before its feed changed it; what did not change at that time is null.
pub fn version_json(version: &Version) -> Value {
    json!({
        "until": time(version.until),
        "title": version.title,
        "url": version.url.as_ref().map(WebUrl::as_str),
        "standfirst": version.summary,
        "published": version.published.map(time),
        "authors": version.authors,
        "files": version.files,
        "text": version.text,
    })
}

/// An article in a list.
pub fn entry_json(entry: &EntrySummary) -> Value {
    json!({
        "id": entry.id.0,
        "title": entry.title,
        "standfirst": entry.standfirst,
        "url": entry.url.as_ref().map(WebUrl::as_str),
        "publisher": entry.publisher,
        "publisher_host": entry.publisher_host,
        "language": entry.language,
        "published": entry.published.map(time),
        "seen": time(entry.seen),
        "holding": entry.holding.map(dateline_model::Holding::as_str),
        "reasons": entry.reasons.iter().map(|reason| reason.as_str()).collect::<Vec<_>>(),
        "image": entry.image.as_ref().map(image),
        "words": entry.words,
        "story": entry.story.map(|story| story.0),
        "copy_of": entry.copy_of.map(|of| of.0),
        "agency": entry.agency,
        "read": entry.read_at.map(time),
        "starred": entry.starred_at.map(time),
        "labels": entry.labels,
        "muted_by": entry.muted_by,
        "retitled": entry.retitled,
        "updated": entry.revised_at.map(time),
        "withdrawn": entry.withdrawn_at.map(time),
        "section": entry.section.map(Section::word),
        "medium": entry.medium.map(dateline_model::Medium::as_str),
    })
}

/// A label.
pub fn label_json(label: &Label) -> Value {
    json!({"id": label.id, "name": label.name, "entries": label.entries})
}

/// A feed with its health in words.
pub fn feed_json(feed: &FeedRecord, now: Timestamp) -> Value {
    json!({
        "id": feed.id.0,
        "title": feed.title,
        "url": feed.url.as_str(),
        "home": feed.home.as_ref().map(WebUrl::as_str),
        "folder": feed.folder,
        "folders": feed.folders,
        "kind": feed.kind.map(dateline_model::FeedKind::as_str),
        "language": feed.language,
        "state": health::state(feed).as_str(),
        "health": health::words(feed, now),
        "paused": feed.paused_at.map(time),
        "failures": feed.health.failures,
        "last_poll": feed.health.last_poll.map(time),
        "last_ok": feed.health.last_ok.map(time),
        "next_due": feed.next_due.map(time),
        "entries": feed.entries,
        "unread": feed.unread,
        "repairs": feed.health.repairs,
        "keep_days": feed.keep_days,
        "keep_bytes": feed.keep_bytes,
        "poll_hours": feed.polling.hours,
        "fetch_pages": feed.polling.pages.as_str(),
        "opens_original": feed.opens_original,
        "private": feed.is_private(),
        "has_login": feed.has_login,
    })
}

/// How a feed's hub stands: never the callback's address nor the key of its signatures.
pub fn hub_json(lease: &HubLease) -> Value {
    json!({
        "url": lease.hub.url.as_str(),
        "topic": lease.hub.topic.as_str(),
        "lease_until": lease.lease_until.map(time),
        "tries": lease.tries,
        "error": lease.words,
    })
}

/// One poll of a feed: when, what came of it, how long it took.
pub fn poll_json(poll: &PollRecord) -> Value {
    json!({
        "at": time(poll.at),
        "outcome": poll.outcome,
        "status": poll.status,
        "took_ms": poll.took_ms,
        "new": poll.new,
        "error": poll.words,
    })
}

/// What may be told of what a feed is asked with: never a secret, nor the name that goes with it.
pub fn access_json(note: &AccessNote) -> Value {
    let login = note.login.as_ref().map(|login| {
        let also: Vec<&str> = login.terms.also.iter().map(WebOrigin::as_str).collect();
        json!({
            "kind": login.kind.as_str(), "origin": login.terms.origin.as_str(), "also": also,
            "allow_http": login.terms.allow_http,
        })
    });
    json!({"feed": note.feed.id.0, "url": note.feed.url.as_str(), "private": note.feed.is_private(), "login": login})
}

/// What a search found, grouped by story.
pub fn search_json(answer: &SearchAnswer) -> Value {
    json!({
        "groups": answer.groups.iter().map(group).collect::<Vec<_>>(),
        "problems": answer.problems,
        "more": answer.more,
    })
}

/// What a reader corrected.
pub fn act_json(act: &CorrectionRecord) -> Value {
    let articles = act.articles.iter().map(|article| {
        let url = article.url.as_ref().map(WebUrl::as_str);
        json!({"id": article.id.0, "title": article.title, "url": url})
    });
    json!({
        "id": act.id,
        "at": time(act.at),
        "do": act.kind,
        "from": act.from.0,
        "into": act.into.0,
        "articles": articles.collect::<Vec<_>>(),
        "undone": act.undone_at.map(time),
    })
}

/// What is followed.
pub fn follow_json(follow: &Follow) -> Value {
    json!({"id": follow.id, "at": time(follow.at), "kind": follow.kind.word(), "value": follow.value})
}

/// A search that is kept. The address of its feed is a secret; it is a path of the desk.
pub fn saved_json(saved: &SavedSearch) -> Value {
    json!({
        "id": saved.id,
        "name": saved.name,
        "q": saved.query,
        "alert": saved.alert,
        "new": saved.new,
        "feed": format!("/searches/{}/feed.xml", saved.token),
    })
}

fn group(group: &SearchGroup) -> Value {
    let hits = group.hits.iter().map(|hit| {
        let mut value = entry_json(&hit.entry);
        value["title_marked"] = marked(&hit.title);
        value["snippet"] = marked(&hit.snippet);
        value
    });
    json!({"story": group.story.map(|story| story.0), "articles": hits.collect::<Vec<_>>()})
}

fn marked(fragments: &[Fragment]) -> Value {
    fragments.iter().map(|fragment| json!({"text": fragment.text, "hit": fragment.hit})).collect()
}

fn counts(counts: &HoldingCounts) -> Value {
    json!({
        "full": counts.full, "partial": counts.partial, "headline_only": counts.headline_only,
        "none": counts.none, "other_kind": counts.other_kind, "waiting": counts.waiting,
    })
}

fn image(image: &Image) -> Value {
    json!({"url": image.url.as_str(), "credit": image.credit, "alt": image.alt})
}

/// A time in the one width that all times have, to the second, so that they sort as text; a day stays a day.
fn time(at: impl std::fmt::Display) -> String {
    format!("{at:.0}")
}
