//! Rules made ready to look at articles: words in small letters, names of folders and publishers looked up. Conditions that cost
//! least are asked first, and the text only where all others are met.

use super::phrases::Phrase;
use super::row::{COLUMNS, rule};
use super::subject::Subject;
use crate::reader::View;
use crate::rows::ms;
use crate::{NewRule, Rule, RuleConditions, RuleKind, RuleVerdict, StoreError};
use dateline_model::{Holding, StoryId, UserId};
use rusqlite::{Connection, OptionalExtension as _, params};

/// A rule that is ready.
pub(super) struct Compiled {
    pub(super) rule: Rule,
    title: Vec<Phrase>,
    text: Vec<Phrase>,
    without: Vec<Phrase>,
    authors: Vec<Phrase>,
    /// Names and hosts, in small letters.
    publishers: Vec<String>,
    language: Option<String>,
    /// Feeds of the folder.
    folder: Option<Vec<i64>>,
    story: Option<StoryId>,
}

/// The rules of each reader that do not rest; nothing where nobody has any.
pub(super) fn active(tx: &Connection) -> Result<Vec<(UserId, Vec<Compiled>)>, StoreError> {
    let sql = format!("SELECT {COLUMNS}, r.user FROM rules r WHERE r.paused = 0 ORDER BY r.user, r.id");
    let mut statement = tx.prepare_cached(&sql)?;
    let rows = statement.query_map((), |row| Ok((UserId(row.get(6)?), rule(row)?)))?;
    let mut sets: Vec<(UserId, Vec<Compiled>)> = Vec::new();
    for row in rows {
        let (user, Some(rule)) = row? else { continue };
        let compiled = Compiled::of(View { tx, user }, rule)?;
        match sets.last_mut().filter(|(of, _)| *of == user) {
            Some((_, rules)) => rules.push(compiled),
            None => sets.push((user, vec![compiled])),
        }
    }
    Ok(sets)
}

impl Compiled {
    pub(super) fn of(view: View<'_>, rule: Rule) -> Result<Self, StoreError> {
        let asked = &rule.rule.conditions;
        let folder = asked.folder.as_ref().map(|name| feeds_in(view, name)).transpose()?;
        let story = asked.story.map(|story| view.redirect(story)).transpose()?;
        Ok(Self {
            title: Phrase::all(&asked.title),
            text: Phrase::all(&asked.text),
            without: Phrase::all(&asked.without),
            authors: Phrase::all(&asked.authors),
            publishers: publishers(view, asked)?,
            language: asked.language.as_ref().map(|language| language.trim().to_lowercase()),
            folder,
            story,
            rule,
        })
    }

    /// When it was made.
    pub(super) fn made_at(&self) -> i64 {
        ms(self.rule.made_at)
    }

    /// Whether it is about the articles of one story.
    pub(super) const fn is_on_a_story(&self) -> bool {
        self.story.is_some()
    }

    /// A rule that nobody keeps yet.
    pub(super) fn draft(view: View<'_>, conditions: RuleConditions) -> Result<Self, StoreError> {
        let rule = NewRule { conditions, ..NewRule::default() };
        Self::of(view, Rule { id: 0, made_at: jiff::Timestamp::UNIX_EPOCH, rule, matches: 0 })
    }

    /// Whether an article that the reader sees meets every condition.
    pub(super) fn meets(&self, view: View<'_>, subject: &Subject<'_>) -> Result<bool, StoreError> {
        let is_meant = self.has_conditions()
            && self.is_of_kind(subject)
            && self.is_of_length(subject)
            && (self.title.is_empty() || subject.in_title().hold_any(&self.title))
            && self.is_of_feeds(subject)?
            && self.is_in_story(view, subject)?;
        Ok(is_meant
            && (self.authors.is_empty() || subject.authors()?.hold_any(&self.authors))
            && (self.text.is_empty() || subject.in_text()?.hold_any(&self.text))
            && (self.without.is_empty() || !subject.waits && !subject.in_text()?.hold_any(&self.without)))
    }

    /// A rule without conditions is about nothing, not about everything.
    fn has_conditions(&self) -> bool {
        self.rule.rule.conditions != RuleConditions::default()
    }

    fn is_of_kind(&self, subject: &Subject<'_>) -> bool {
        let asked = &self.rule.rule.conditions;
        asked.section.is_none_or(|section| subject.section == Some(section))
            && asked.kind.is_none_or(|kind| match kind {
                RuleKind::Article => subject.medium.is_none() && subject.holding != Some(Holding::OtherKind),
                RuleKind::Other(medium) => subject.medium == Some(medium),
            })
            && self.language.as_ref().is_none_or(|asked| {
                let rest = subject.language.strip_prefix(asked.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
            })
            && (asked.publishers.is_empty() || self.publishers.iter().any(|name| subject.is_from(name)))
    }

    fn is_of_length(&self, subject: &Subject<'_>) -> bool {
        let asked = &self.rule.rule.conditions;
        let verdict = asked.verdict.is_none_or(|verdict| match (verdict, subject.holding) {
            (RuleVerdict::Is(asked), held) => held == Some(asked),
            (RuleVerdict::NotWhole, held) => {
                matches!(held, Some(Holding::Partial | Holding::HeadlineOnly | Holding::None))
            }
        });
        let read = asked.verdict.is_none() && asked.words_from.is_none() && asked.words_to.is_none();
        (read || !subject.waits && subject.holding.is_some())
            && verdict
            && asked.words_from.is_none_or(|least| subject.words >= least)
            && asked.words_to.is_none_or(|most| subject.words <= most)
    }

    fn is_of_feeds(&self, subject: &Subject<'_>) -> Result<bool, StoreError> {
        let feed = self.rule.rule.conditions.feed;
        if feed.is_none() && self.folder.is_none() {
            return Ok(true);
        }
        let brought = subject.feeds()?;
        Ok(feed.is_none_or(|feed| brought.contains(&feed.0))
            && self.folder.as_ref().is_none_or(|feeds| feeds.iter().any(|feed| brought.contains(feed))))
    }

    fn is_in_story(&self, view: View<'_>, subject: &Subject<'_>) -> Result<bool, StoreError> {
        let asked = &self.rule.rule.conditions;
        if asked.story.is_none() && asked.story_from.is_none() && asked.story_to.is_none() {
            return Ok(true);
        }
        let sql = format!("SELECT {} FROM entries e WHERE e.id = ?2 AND ?1 > 0", view.grouping()?.story());
        let stands: Option<i64> =
            view.tx.prepare_cached(&sql)?.query_row([view.user.0, subject.id], |row| row.get(0))?;
        let Some(stands) = stands else { return Ok(false) };
        if self.story.is_some_and(|story| story.0 != stands) {
            return Ok(false);
        }
        if asked.story_from.is_none() && asked.story_to.is_none() {
            return Ok(true);
        }
        let sql = "SELECT articles FROM stories WHERE id = ?";
        let size: Option<u32> =
            view.tx.prepare_cached(sql)?.query_row([stands], |row| row.get(0)).optional()?;
        let size = size.unwrap_or(1);
        Ok(asked.story_from.is_none_or(|least| size >= least)
            && asked.story_to.is_none_or(|most| size <= most))
    }
}

impl Subject<'_> {
    fn is_from(&self, name: &str) -> bool {
        let within = self.host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        self.publisher == name || within && name.contains('.')
    }
}

fn feeds_in(view: View<'_>, folder: &str) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT s.feed FROM folders o JOIN subscription_folders s ON s.folder = o.id WHERE o.user = ? AND o.name = ?";
    let mut statement = view.tx.prepare_cached(sql)?;
    let feeds = statement.query_map(params![view.user.0, folder], |row| row.get(0))?;
    Ok(feeds.collect::<Result<_, _>>()?)
}

/// What was typed, and the hosts of publishers that the reader calls so.
fn publishers(view: View<'_>, asked: &RuleConditions) -> Result<Vec<String>, StoreError> {
    let mut names: Vec<String> = asked.publishers.iter().map(|name| name.trim().to_lowercase()).collect();
    names.retain(|name| !name.is_empty());
    if names.is_empty() {
        return Ok(names);
    }
    let sql = "SELECT host, name FROM publisher_names WHERE user = ?";
    let mut statement = view.tx.prepare_cached(sql)?;
    let called = statement.query_map([view.user.0], |row| {
        Ok((row.get::<_, String>(0)?.to_lowercase(), row.get::<_, String>(1)?.trim().to_lowercase()))
    })?;
    for called in called {
        let (host, name) = called?;
        if names.contains(&name) {
            names.push(host);
        }
    }
    Ok(names)
}
