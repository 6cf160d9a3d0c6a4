//! What the desk gives, rendered as reports: text for a terminal and JSON for programs.

use crate::doctor::Check;
use crate::report::{Report, Table};
use crate::table_cells::ListShape;
use dateline_desk::health::{self, count};
use dateline_desk::{Added, Audit, Choice, FeedReport, Grade, Outcome, Summary};
use dateline_model::{FeedId, Holding, WebOrigin};
use dateline_server::desk_json::{feed_json, front_json, search_json, story_json};
use dateline_store::{EntrySummary, FeedRecord, Fragment, FrontStory, SearchAnswer, Slice, StoryRecord};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::fmt::Write;

/// Fields of an article that lists print.
pub(crate) const ENTRY_FIELDS: &[&str] =
    &["id", "seen", "publisher", "title", "holding", "read", "starred", "labels", "url"];

/// What came of adding a feed or a list.
pub(crate) fn added(added: &Added) -> Report {
    match added {
        Added::Feed { id, url, title, new, login, private, secret, passed_over } => {
            let name = title.clone().unwrap_or_else(|| url.to_string());
            let mut text = if *new {
                format!("added {name} as feed {id}; `dateline update {id}` fetches its articles")
            } else {
                format!("{name} was there already, as feed {id}")
            };
            for other in passed_over {
                let _written = write!(text, "\npassed over: {other}");
            }
            if let Some(origin) = login {
                let _written =
                    write!(text, "\nits login is kept encrypted and sent to {origin}; the feed is private");
            }
            if let Some(what) = secret {
                let _written = write!(
                    text,
                    "\nits address may be a secret ({what}): `dateline access {id} --private` keeps the feed apart"
                );
            }
            let json = json!({
                "feed": id.0, "url": url.as_str(), "title": title, "new": new, "passed_over": passed_over,
                "private": private, "secret": secret, "login": login.as_ref().map(WebOrigin::as_str),
            });
            Report::done(json, text)
        }
        Added::Choices(choices) => choices_offered(choices),
        Added::List { new, known, kept_logins, unusable } => added_list(new, *known, *kept_logins, unusable),
    }
}

/// The feeds that a page offers, to choose from.
fn choices_offered(choices: &[Choice]) -> Report {
    let lines = choices.iter().enumerate().map(|(index, choice)| {
        let title = choice.title.as_deref().unwrap_or("untitled");
        format!("  {}  {title}\n     {} ({})", index + 1, choice.url, choice.why)
    });
    let list = lines.collect::<Vec<_>>().join("\n");
    let text = format!(
        "the page offers {}; nothing was added, take one with --choose N:\n{list}",
        count(choices.len(), "feed", "feeds")
    );
    let list = choices
        .iter()
        .map(|choice| json!({"url": choice.url.as_str(), "title": choice.title, "why": choice.why}));
    Report::done(json!({"choices": list.collect::<Vec<_>>()}), text)
}

/// What was added of an OPML list; partly done when some of it could not be used.
fn added_list(new: &[FeedId], known: u32, kept_logins: u32, unusable: &[String]) -> Report {
    let mut text = format!(
        "added {}, {known} there already; `dateline update` fetches the articles",
        count(new.len(), "feed", "feeds")
    );
    if kept_logins > 0 {
        let kept = count(kept_logins as usize, "feed keeps", "feeds keep");
        let _written = write!(text, "\n{kept} the login in the address, encrypted, and asks with it alone");
    }
    for line in unusable {
        let _written = write!(text, "\nleft out: {line}");
    }
    let ids: Vec<i64> = new.iter().map(|id| id.0).collect();
    let mut report = Report::done(
        json!({
            "added": ids, "known": known, "kept_logins": kept_logins, "unusable": unusable,
        }),
        text,
    );
    report.partly = !unusable.is_empty();
    report
}

/// One feed of a running update, as a line.
pub(crate) fn polled(report: &FeedReport, pages: usize) -> String {
    let what = match &report.outcome {
        Outcome::Fresh if pages > 0 => {
            format!(
                "{} new, {} changed, {} to read",
                report.new,
                report.changed,
                count(pages, "page", "pages")
            )
        }
        Outcome::Fresh => format!("{} new, {} changed", report.new, report.changed),
        Outcome::Unchanged => "unchanged".to_owned(),
        Outcome::Gone => "withdrawn for good".to_owned(),
        Outcome::Later(words) => format!("later: {words}"),
        Outcome::Failed(words) => format!("failed: {words}"),
    };
    format!("{}: {what}", report.title)
}

/// An update in figures; partly done when a feed or a page failed.
pub(crate) fn updated(summary: &Summary) -> Report {
    let failed: Vec<_> = summary.failed_feeds().collect();
    let figures = json!({
        "feeds": summary.feeds.len(),
        "new": summary.total(|feed| feed.new),
        "changed": summary.total(|feed| feed.changed),
        "unchanged": summary.total(|feed| feed.unchanged),
        "walled": summary.total(|feed| feed.walled),
        "failed_pages": summary.total(|feed| feed.failed),
        "failed_feeds": failed.iter().map(|feed| json!({"feed": feed.id.0, "url": feed.url, "why": why(feed)})).collect::<Vec<_>>(),
        "unasked_feeds": summary.feeds.iter().filter_map(|feed| Some(json!({"feed": feed.id.0, "url": feed.url, "why": unasked(feed)?})))
            .collect::<Vec<_>>(),
        "left_out": summary.feeds.iter().filter(|feed| !feed.left_out.is_empty())
            .map(|feed| json!({"feed": feed.id.0, "url": feed.url, "what": feed.left_out})).collect::<Vec<_>>(),
        "busy": summary.busy,
    });
    let mut text = format!(
        "{}: {} new, {} changed, {} unchanged; {} walled or partial, {} failed, {} failed",
        count(summary.feeds.len(), "feed", "feeds"),
        figures["new"],
        figures["changed"],
        figures["unchanged"],
        figures["walled"],
        count(summary.total(|feed| feed.failed), "page", "pages"),
        count(failed.len(), "feed", "feeds"),
    );
    for feed in &failed {
        let _written = write!(text, "\n  {}: {}", feed.title, why(feed));
    }
    for (feed, words) in summary.feeds.iter().filter_map(|feed| Some((feed, unasked(feed)?))) {
        let _written = write!(text, "\n  {}: {words}", feed.title);
    }
    for feed in summary.feeds.iter().filter(|feed| !feed.left_out.is_empty()) {
        let what = health::listed(&feed.left_out);
        let _written = write!(text, "\n  {}: something was left out: {what}", feed.title);
    }
    if summary.busy > 0 {
        let _written = write!(text, "\n  {} being updated already", count(summary.busy, "feed", "feeds"));
    }
    Report { partly: !failed.is_empty(), ..Report::done(figures, text) }
}

/// Why a feed gave nothing without having failed: it is gone, or its host rests.
fn unasked(feed: &FeedReport) -> Option<String> {
    match &feed.outcome {
        Outcome::Gone => Some(format!(
            "withdrawn for good by its publisher; it is not asked any more, and its articles stay; `dateline remove {}` ends it",
            feed.url
        )),
        Outcome::Later(words) => {
            Some(format!("not asked now: {words}; it is asked again by itself after that"))
        }
        _ => None,
    }
}

fn why(feed: &FeedReport) -> &str {
    match &feed.outcome {
        Outcome::Failed(words) => words,
        _ => "",
    }
}

/// The front page.
pub(crate) fn stories(front: &Slice<FrontStory>, now: Timestamp) -> Report {
    let json = json!({"stories": front.items.iter().map(front_json).collect::<Vec<_>>(), "more": front.more});
    if front.items.is_empty() {
        return Report::done(
            json,
            "no stories yet; `dateline add URL` subscribes, `dateline update` fetches",
        )
        .with_list(stories_shape());
    }
    let lines = front.items.iter().map(|story| {
        let marks = marks(story);
        let when = health::ago(story.last, now);
        format!(
            "{:>5}  {}\n       {} · {marks} · {when}",
            story.id.0,
            story.lead_article.title,
            names(&story.publishers)
        )
    });
    Report::done(json, lines.collect::<Vec<_>>().join("\n")).with_list(stories_shape())
}

fn stories_shape() -> ListShape {
    ListShape::new("stories", &["id", "last", "articles", "unread", "publishers", "section", "title"])
}

fn names(publishers: &[String]) -> String {
    let shown = publishers.iter().take(4).cloned().collect::<Vec<_>>().join(", ");
    match publishers.len().saturating_sub(4) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// "4 whole, 2 in part, 1 headline, 1 blocked".
fn marks(story: &FrontStory) -> String {
    let counts = &story.counts;
    let parts = [
        (counts.full, "whole"),
        (counts.partial, "in part"),
        (counts.headline_only, "headline only"),
        (counts.none, "not fetched"),
        (counts.other_kind, "of another kind"),
        (counts.waiting, "waiting"),
    ];
    let said = parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}"));
    said.collect::<Vec<_>>().join(", ")
}

/// One story with every version.
pub(crate) fn story(story: &StoryRecord, now: Timestamp) -> Report {
    let front = &story.front;
    let mut text = format!(
        "{}\n{} publishers, {} independent sources; {}\n",
        front.lead_article.title,
        front.publisher_count,
        front.independent_sources,
        marks(front)
    );
    for member in &story.members {
        let _written = write!(text, "\n{}", version(&member.entry, now));
        if let Some(copy) = &member.copy {
            let _written =
                write!(text, "\n       copy of {}: {:.0} % of it stands there", copy.of, copy.share * 100.0);
        }
        if let Some(why) = &member.why {
            let _written = write!(text, "\n       here because of: {}", why.terms.join(", "));
        }
    }
    Report::done(story_json(story), text).with_list(ListShape::new("versions", ENTRY_FIELDS))
}

fn version(entry: &EntrySummary, now: Timestamp) -> String {
    let holding = entry.holding.map_or("waiting", Holding::as_str).replace('_', " ");
    let reasons: Vec<_> = entry.reasons.iter().map(|reason| reason.as_str().replace('_', " ")).collect();
    let reasons = if reasons.is_empty() { String::new() } else { format!(" ({})", reasons.join(", ")) };
    let publisher = entry.publisher.as_deref().unwrap_or("unknown publisher");
    let when = entry.published.map(|date| format!(" · {}", health::ago(date.approximate(), now)));
    let when = when.unwrap_or_default();
    let url = entry.url.as_ref().map(|url| format!("\n       {url}")).unwrap_or_default();
    format!("{:>5}  {publisher}: {}\n       {holding}{reasons}{when}{url}", entry.id.0, entry.title)
}

/// Articles in a list.
pub(crate) fn versions(entries: &[EntrySummary], now: Timestamp) -> String {
    if entries.is_empty() {
        return "no such articles".to_owned();
    }
    entries.iter().map(|entry| version(entry, now)).collect::<Vec<_>>().join("\n")
}

/// What a search found.
pub(crate) fn found(answer: &SearchAnswer, now: Timestamp) -> Report {
    let mut text = String::new();
    let notes = answer.problems.iter().map(|problem| format!("not understood: {problem}")).collect();
    for hit in answer.groups.iter().flat_map(|group| &group.hits) {
        let _written = writeln!(text, "{}\n       {}", version(&hit.entry, now), plain(&hit.snippet));
    }
    if answer.groups.is_empty() {
        text.push_str("nothing found");
    }
    let shape = ListShape::new("groups.articles", ENTRY_FIELDS);
    Report { notes, ..Report::done(search_json(answer), text.trim_end()) }.with_list(shape)
}

fn plain(fragments: &[Fragment]) -> String {
    fragments
        .iter()
        .map(|fragment| fragment.text.as_str())
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Feeds with health in words.
pub(crate) fn feeds(feeds: &[FeedRecord], now: Timestamp) -> Report {
    let json: Value = feeds.iter().map(|feed| feed_json(feed, now)).collect();
    if feeds.is_empty() {
        let report = Report::done(json!({"feeds": json}), "no feeds yet; `dateline add URL` subscribes");
        return report.with_list(feeds_shape());
    }
    let rows = feeds.iter().map(|feed| {
        vec![
            feed.id.to_string(),
            feed.title.clone(),
            feed.entries.to_string(),
            health::words(feed, now),
            feed.url.to_string(),
        ]
    });
    let table = Table::new(&["feed", "name", "held", "health", "address"], rows.collect());
    Report { table: Some(table), ..Report::done(json!({"feeds": json}), "").with_list(feeds_shape()) }
}

fn feeds_shape() -> ListShape {
    ListShape::new("feeds", &["id", "title", "folder", "entries", "unread", "state", "health", "url"])
}

/// What feeds really deliver; partly done when one is dead.
pub(crate) fn audit(audits: &[Audit]) -> Report {
    let json = audits.iter().map(audit_json).collect::<Vec<_>>();
    let rows = audits.iter().map(|audit| {
        vec![
            audit.title.clone(),
            audit.grade.as_str().to_owned(),
            format!("{}/{}", audit.whole, audit.articles),
            audit.words.clone(),
        ]
    });
    let table = Table::new(&["feed", "grade", "whole", "in words"], rows.collect());
    let partly = audits.iter().any(|audit| audit.grade == Grade::Dead);
    let report =
        Report { partly, table: Some(table), ..Report::done(json!({"feeds": json}), "no feeds yet") };
    report.with_list(ListShape::new("feeds", &["title", "grade", "whole", "articles", "words", "url"]))
}

fn audit_json(audit: &Audit) -> Value {
    json!({
        "title": audit.title, "url": audit.url, "grade": audit.grade.as_str(), "words": audit.words,
        "articles": audit.articles, "whole": audit.whole, "partial": audit.partial, "walled": audit.walled,
        "refused": audit.refused, "duplicates": audit.duplicates, "mean_ms": audit.mean_ms, "health": audit.health,
    })
}

/// All checks; partly done when one is not well.
pub(crate) fn doctor(checks: &[Check]) -> Report {
    let lines = checks.iter().map(|check| {
        let mark = if check.well { "ok  " } else { "FAIL" };
        format!("{mark}  {:<8} {}", check.name, check.words)
    });
    let json =
        checks.iter().map(|check| json!({"check": check.name, "well": check.well, "words": check.words}));
    let json = json!({"checks": json.collect::<Vec<_>>()});
    let partly = checks.iter().any(|check| !check.well);
    let report = Report { partly, ..Report::done(json, lines.collect::<Vec<_>>().join("\n")) };
    report.with_list(ListShape::new("checks", &["check", "well", "words"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_model::FeedId;

    #[test]
    fn an_update_of_a_feed_that_is_gone_or_rests_says_so() {
        let feed = |outcome: Outcome| FeedReport {
            id: FeedId(3),
            title: "The Gull".to_owned(),
            url: "https://gull.example/feed".to_owned(),
            outcome,
            new: 0,
            changed: 0,
            unchanged: 0,
            walled: 0,
            failed: 0,
            left_out: Vec::new(),
        };
        let check = |outcome: Outcome, expected: &str| {
            let report = updated(&Summary { feeds: vec![feed(outcome)], busy: 0 });
            assert!(report.text.contains(expected) && !report.partly, "{}", report.text);
            assert!(report.text.starts_with("1 feed: 0 new, 0 changed, 0 unchanged; "), "{}", report.text);
            assert_eq!(report.json["unasked_feeds"][0]["feed"], 3);
        };
        check(Outcome::Gone, "The Gull: withdrawn for good by its publisher; it is not asked any more");
        check(Outcome::Gone, "`dateline remove https://gull.example/feed`");
        let later =
            Outcome::Later("the host asked not to be called before noon; nothing was sent".to_owned());
        check(later, "not asked now: the host asked not to be called before noon");
        let mut cut = feed(Outcome::Fresh);
        cut.left_out = vec!["one item was cut where the next one began".to_owned()];
        let cut = updated(&Summary { feeds: vec![cut], busy: 0 });
        assert!(
            cut.text.ends_with("The Gull: something was left out: one item was cut where the next one began")
        );
        assert_eq!(cut.json["left_out"][0]["feed"], 3);
        let none = updated(&Summary { feeds: vec![feed(Outcome::Unchanged)], busy: 0 });
        assert!(!none.text.contains('\n'), "{}", none.text);
    }
}
