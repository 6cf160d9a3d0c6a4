//! Rules carried out: on articles as they come, within the transaction that brings them, and on those that are there.

use super::compiled::{Compiled, active};
use super::subject::Subject;
use crate::reader::unread_rows::{change, entries_of, next_place};
use crate::reader::{View, sees};
use crate::{EntryMark, StoreError, follows};
use dateline_model::FeedId;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;

/// Why an article is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Came {
    /// When.
    pub(crate) at: i64,
    /// Whether it came to somebody who had it not, and not only changed.
    pub(crate) new: bool,
}

/// Looks at articles that came or changed, with the rules of everybody who sees them. Without rules it is one query for all of them.
/// What only changed is nothing to rules that are younger than it, but for rules on a story, which it may have joined.
pub(crate) fn on_arrival(tx: &Connection, came: &BTreeMap<i64, Came>) -> Result<(), StoreError> {
    if came.is_empty() {
        return Ok(());
    }
    let sets = active(tx)?;
    if sets.is_empty() {
        return Ok(());
    }
    for (entry, Came { at, new }) in came {
        let Some(subject) = Subject::of(tx, *entry)? else { continue };
        for (user, rules) in &sets {
            let view = View { tx, user: *user };
            if !view.sees_entry(*entry)? {
                continue;
            }
            for rule in
                rules.iter().filter(|rule| *new || rule.is_on_a_story() || rule.made_at() <= subject.seen)
            {
                if view.consider(rule, &subject, *at)? && rule.rule.rule.actions.notify {
                    view.tell(rule.rule.id, *entry, *at)?;
                }
            }
        }
    }
    Ok(())
}

/// Looks at all that a feed has brought with the rules of somebody who has just subscribed to it.
pub(crate) fn on_subscribing(view: View<'_>, feed: FeedId, at: i64) -> Result<(), StoreError> {
    let Some((_, rules)) = active(view.tx)?.into_iter().find(|(user, _)| *user == view.user) else {
        return Ok(());
    };
    for entry in entries_of(view.tx, feed.0)? {
        let Some(subject) = Subject::of(view.tx, entry)? else { continue };
        rules.iter().try_for_each(|rule| view.consider(rule, &subject, at).map(|_| ()))?;
    }
    Ok(())
}

impl View<'_> {
    pub(super) fn sees_entry(self, entry: i64) -> Result<bool, StoreError> {
        let sql = format!("SELECT 1 WHERE {}", sees("?2", "?1"));
        Ok(self.tx.prepare_cached(&sql)?.exists([self.user.0, entry])?)
    }

    /// Carries a rule out where the article meets it, unless that was done before; whether it was done.
    pub(super) fn consider(
        self,
        rule: &Compiled,
        subject: &Subject<'_>,
        at: i64,
    ) -> Result<bool, StoreError> {
        if !rule.meets(self, subject)? {
            return Ok(false);
        }
        let sql = "INSERT OR IGNORE INTO rule_matches (entry, rule) VALUES (?, ?)";
        if self.tx.prepare_cached(sql)?.execute([subject.id, rule.rule.id])? == 0 {
            return Ok(false);
        }
        self.carry_out(rule, subject.id, at)?;
        Ok(true)
    }

    fn carry_out(self, rule: &Compiled, entry: i64, at: i64) -> Result<(), StoreError> {
        let actions = &rule.rule.rule.actions;
        if actions.mute {
            self.mute(entry, rule.rule.id, at)?;
        } else if actions.read {
            self.mark_one(entry, EntryMark::Read, at)?;
        }
        if actions.star {
            self.mark_one(entry, EntryMark::Starred, at)?;
        }
        if actions.lift
            && let Some(story) = self.stands_in(entry)?
        {
            follows::look_again(self.tx, story, Some(self.user))?;
        }
        if let Some(label) = actions.label.as_deref().map(|name| self.label_of(name)).transpose()?.flatten() {
            let sql = "INSERT OR IGNORE INTO entry_labels (user, label, entry) VALUES (?, ?, ?)";
            if self.tx.prepare_cached(sql)?.execute([self.user.0, label, entry])? > 0 {
                change(self.tx, self.user.0, entry, next_place(self.tx)?)?;
            }
        }
        Ok(())
    }

    /// Hides an article: it is read from now on, and remembers whether it was before.
    fn mute(self, entry: i64, rule: i64, at: i64) -> Result<(), StoreError> {
        let unread = self.mark_one(entry, EntryMark::Read, at)?;
        let sql = "INSERT OR IGNORE INTO muted_entries (user, entry, rule, unread) VALUES (?, ?, ?, ?)";
        self.tx.prepare_cached(sql)?.execute(params![self.user.0, entry, rule, unread])?;
        Ok(())
    }
}
