//! Rules of a reader: what is done with articles as they come, and over those that are there. What is muted can be seen, with the
//! rule that says so.

mod alerts;
mod carry_out;
mod compiled;
mod phrases;
mod row;
mod subject;

pub(crate) use carry_out::{Came, on_arrival, on_subscribing};

use crate::ids::first_seen_from;
use crate::reader::{View, sees};
use crate::rows::ms;
use crate::summaries::summaries;
use crate::{EntryMark, NewRule, Reader, Rule, RuleConditions, RulePreview, StoreError, follows};
use compiled::Compiled;
use dateline_model::{EntryId, StoryId, plain};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use subject::Subject;

/// Rules that are kept at most, by each reader.
pub const RULES: u32 = 200;
/// Words, authors or publishers of one condition that are kept at most.
const SEVERAL: usize = 50;
/// Longest name, word or phrase, in characters.
const LONGEST: usize = 120;
/// Articles that a preview names.
const NAMED: usize = 50;
/// Articles that a preview looks at: the latest.
const LOOKED_AT: i64 = 20_000;
/// Articles that are looked at in one transaction.
const AT_ONCE: i64 = 500;

/// Numbers of articles, with the one from which to go on where there are more.
type Batch = (Vec<i64>, Option<i64>);

impl Reader<'_> {
    /// Rules in the order of their making.
    pub async fn rules(self) -> Result<Vec<Rule>, StoreError> {
        self.read(|view| view.rules(None)).await
    }

    /// One rule.
    pub async fn rule(self, id: i64) -> Result<Option<Rule>, StoreError> {
        self.read(move |view| Ok(view.rules(Some(id))?.pop())).await
    }

    /// Keeps a rule for what comes from now on; gives its number. `None` where it has no conditions or does nothing, and where
    /// [`RULES`] are kept already.
    pub async fn add_rule(self, mut rule: NewRule, at: Timestamp) -> Result<Option<i64>, StoreError> {
        tidy(&mut rule);
        self.write(move |view| view.add_rule(&rule, ms(at))).await
    }

    /// Puts a rule in the place of another: what that one did stays done. False where there is no such rule, or where the new one
    /// has no conditions or does nothing.
    pub async fn change_rule(self, id: i64, mut rule: NewRule) -> Result<bool, StoreError> {
        tidy(&mut rule);
        self.write(move |view| {
            if !is_rule(&rule) {
                return Ok(false);
            }
            let lifts = rule.actions.lift || view.lifts(id)?;
            let (conditions, actions) = row::written(&rule)?;
            let sql = "UPDATE rules SET name = ?3, paused = ?4, conditions = ?5, actions = ?6 WHERE id = ?1 AND user = ?2";
            let values = params![id, view.user.0, rule.name, rule.paused, conditions, actions];
            let changed = view.tx.prepare_cached(sql)?.execute(values)? > 0;
            view.rank_again(lifts)?;
            Ok(changed)
        })
        .await
    }

    /// Deletes a rule. What it muted stands in lists again, as read; stars, labels and marks stay. False where there is none.
    pub async fn delete_rule(self, id: i64) -> Result<bool, StoreError> {
        self.write(move |view| {
            let lifts = view.lifts(id)?;
            let sql = "DELETE FROM rules WHERE id = ? AND user = ?";
            let deleted = view.tx.prepare_cached(sql)?.execute([id, view.user.0])? > 0;
            view.rank_again(lifts)?;
            Ok(deleted)
        })
        .await
    }

    /// What a rule with these conditions would have been carried out on, of all that came since.
    pub async fn preview_rule(
        self,
        mut conditions: RuleConditions,
        since: Timestamp,
    ) -> Result<RulePreview, StoreError> {
        tidy_conditions(&mut conditions);
        self.read(move |view| view.preview_rule(conditions, ms(since))).await
    }

    /// Carries a rule out on all that the reader has and that it was not carried out on before; gives on how many. `None` where
    /// there is no such rule.
    pub async fn apply_rule(self, id: i64, at: Timestamp) -> Result<Option<u64>, StoreError> {
        let (mut done, mut before) = (0, Some(i64::MAX));
        while let Some(from) = before {
            let found = self.read(move |view| view.matching(id, from)).await?;
            let Some((matching, rest)) = found else { return Ok(None) };
            if !matching.is_empty() {
                done += self.write(move |view| view.apply_rule(id, &matching, ms(at))).await?;
            }
            before = rest;
        }
        Ok(Some(done))
    }

    /// Mutes a story: what is there of it, and what comes. `None` where the reader sees no such story, or has [`RULES`] already; a
    /// story that is muted stays so by the rule that there is.
    pub async fn mute_story(
        self,
        id: StoryId,
        name: String,
        at: Timestamp,
    ) -> Result<Option<i64>, StoreError> {
        self.write(move |view| view.mute_story(id, name, ms(at))).await
    }

    /// Shows what is muted again; unread where it was unread before. Gives how many were muted.
    pub async fn unmute(self, entries: Vec<EntryId>, at: Timestamp) -> Result<u64, StoreError> {
        self.write(move |view| {
            let mut shown = 0;
            for entry in entries {
                let sql = "DELETE FROM muted_entries WHERE user = ? AND entry = ? RETURNING unread";
                let mut statement = view.tx.prepare_cached(sql)?;
                let unread = statement.query_map([view.user.0, entry.0], |row| row.get(0))?;
                for unread in unread.collect::<Result<Vec<bool>, _>>()? {
                    shown += 1;
                    if unread {
                        view.mark_one(entry.0, EntryMark::Unread, ms(at))?;
                    }
                }
            }
            Ok(shown)
        })
        .await
    }

    /// How many articles are muted.
    pub async fn muted(self) -> Result<u64, StoreError> {
        self.read(|view| {
            let sql = "SELECT count(*) FROM muted_entries WHERE user = ?";
            let count: i64 = view.tx.prepare_cached(sql)?.query_row([view.user.0], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
        .await
    }
}

/// Whether a rule says which articles, and what to do.
fn is_rule(rule: &NewRule) -> bool {
    rule.conditions != RuleConditions::default() && !rule.actions.is_empty()
}

/// A rule as it is kept: without empty words, and nothing longer than it may be.
fn tidy(rule: &mut NewRule) {
    tidy_conditions(&mut rule.conditions);
    rule.name = tidied(&rule.name);
    rule.actions.label = rule.actions.label.as_deref().map(tidied).filter(|name| !name.is_empty());
}

fn tidy_conditions(conditions: &mut RuleConditions) {
    for several in [
        &mut conditions.title,
        &mut conditions.text,
        &mut conditions.without,
        &mut conditions.authors,
        &mut conditions.publishers,
    ] {
        *several = several
            .iter()
            .map(|one| tidied(one))
            .filter(|one| one.chars().any(char::is_alphanumeric))
            .collect();
        several.truncate(SEVERAL);
    }
    for one in [&mut conditions.folder, &mut conditions.language] {
        *one = one.as_deref().map(tidied).filter(|one| !one.is_empty());
    }
}

fn tidied(text: &str) -> String {
    plain(text).trim().chars().take(LONGEST).collect()
}

impl View<'_> {
    fn rules(self, id: Option<i64>) -> Result<Vec<Rule>, StoreError> {
        let sql = format!(
            "SELECT {}, (SELECT count(*) FROM rule_matches m WHERE m.rule = r.id) FROM rules r
             WHERE r.user = ?1 AND (?2 IS NULL OR r.id = ?2) ORDER BY r.id",
            row::COLUMNS
        );
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement.query_map(params![self.user.0, id], |row| {
            let matches = row.get::<_, i64>(6)?.unsigned_abs();
            Ok(row::rule(row)?.map(|rule| Rule { matches, ..rule }))
        })?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    fn lifts(self, id: i64) -> Result<bool, StoreError> {
        Ok(self.rules(Some(id))?.pop().is_some_and(|rule| rule.rule.actions.lift))
    }

    /// Counts anew what rules lift, after one of them has changed.
    fn rank_again(self, lifts: bool) -> Result<(), StoreError> {
        if lifts { follows::look_at_ranked(self) } else { Ok(()) }
    }

    fn add_rule(self, rule: &NewRule, at: i64) -> Result<Option<i64>, StoreError> {
        if !is_rule(rule) {
            return Ok(None);
        }
        let (conditions, actions) = row::written(rule)?;
        let sql = "INSERT INTO rules (user, made_at, name, paused, conditions, actions) SELECT ?1, ?2, ?3, ?4, ?5, ?6
                   WHERE (SELECT count(*) FROM rules WHERE user = ?1) < ?7 RETURNING id";
        let values = params![self.user.0, at, rule.name, rule.paused, conditions, actions, RULES];
        Ok(self.tx.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?)
    }

    /// Numbers of the reader's articles from one down, with the one from which to go on where there are more.
    fn articles_below(self, before: i64, from: i64) -> Result<Batch, StoreError> {
        let sql = format!(
            "SELECT id, {} FROM entries WHERE id < ?2 AND id >= ?3 ORDER BY id DESC LIMIT ?4",
            sees("entries.id", "?1")
        );
        let mut statement = self.tx.prepare_cached(&sql)?;
        let rows = statement
            .query_map([self.user.0, before, from, AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows = rows.collect::<Result<Vec<(i64, bool)>, _>>()?;
        let full = i64::try_from(rows.len()).is_ok_and(|found| found == AT_ONCE);
        let rest = rows.last().map(|(id, _)| *id).filter(|_| full);
        Ok((rows.into_iter().filter(|(_, seen)| *seen).map(|(id, _)| id).collect(), rest))
    }

    fn preview_rule(self, conditions: RuleConditions, since: i64) -> Result<RulePreview, StoreError> {
        let rule = Compiled::draft(self, conditions)?;
        let last: i64 =
            self.tx.query_row("SELECT coalesce(max(id), 0) FROM entries", (), |row| row.get(0))?;
        let first = first_seen_from(self.tx, since)?.max(last - LOOKED_AT);
        let (mut preview, mut found, mut before) = (RulePreview::default(), Vec::new(), Some(i64::MAX));
        while let Some(from) = before {
            let (articles, rest) = self.articles_below(from, first)?;
            preview.looked_at += articles.len() as u64;
            for entry in articles {
                let subject = Subject::of(self.tx, entry)?;
                if subject.map_or(Ok(false), |subject| rule.meets(self, &subject))? {
                    found.push(entry);
                }
            }
            before = rest;
        }
        preview.matched = found.len() as u64;
        found.truncate(NAMED);
        Ok(RulePreview { items: summaries(self, &found)?, ..preview })
    }

    /// Of some of the reader's articles those that a rule is about, with the number from which to go on.
    fn matching(self, id: i64, before: i64) -> Result<Option<Batch>, StoreError> {
        let Some(rule) = self.rules(Some(id))?.pop() else { return Ok(None) };
        let rule = Compiled::of(self, rule)?;
        let (mut articles, rest) = self.articles_below(before, 0)?;
        let mut matching = Vec::new();
        for entry in articles.drain(..) {
            let subject = Subject::of(self.tx, entry)?;
            if subject.map_or(Ok(false), |subject| rule.meets(self, &subject))? {
                matching.push(entry);
            }
        }
        Ok(Some((matching, rest)))
    }

    /// Carries a rule out on some articles; gives on how many it had not been before.
    fn apply_rule(self, id: i64, articles: &[i64], at: i64) -> Result<u64, StoreError> {
        let Some(rule) = self.rules(Some(id))?.pop() else { return Ok(0) };
        let rule = Compiled::of(self, rule)?;
        let mut done = 0;
        for entry in articles {
            if let Some(subject) = Subject::of(self.tx, *entry)? {
                done += u64::from(self.consider(&rule, &subject, at)?);
            }
        }
        Ok(done)
    }

    fn mute_story(self, id: StoryId, name: String, at: i64) -> Result<Option<i64>, StoreError> {
        let story = self.redirect(id)?;
        let members = self.standing(story)?;
        let mut seen = Vec::with_capacity(members.len());
        for entry in members {
            if self.sees_entry(entry.0)? {
                seen.push(entry.0);
            }
        }
        if seen.is_empty() {
            return Ok(None);
        }
        let conditions = RuleConditions { story: Some(story), ..RuleConditions::default() };
        let same = |rule: &Rule| rule.rule.conditions == conditions && rule.rule.actions.mute;
        let known = self.rules(None)?.into_iter().find(same).map(|rule| rule.id);
        let mut rule = NewRule { name, conditions: conditions.clone(), ..NewRule::default() };
        rule.actions.mute = true;
        tidy(&mut rule);
        let Some(id) = known.map_or_else(|| self.add_rule(&rule, at), |id| Ok(Some(id)))? else {
            return Ok(None);
        };
        let Some(rule) = self.rules(Some(id))?.pop() else { return Ok(None) };
        let rule = Compiled::of(self, rule)?;
        for entry in seen {
            if let Some(subject) = Subject::of(self.tx, entry)? {
                self.consider(&rule, &subject, at)?;
            }
        }
        Ok(Some(id))
    }
}
