//! Rules of a reader.

use super::Answer;
use super::desk_json::{entry_json, rule_json};
use super::json_object::Object;
use super::params::MARKED;
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::request_inputs::ById;
use crate::rule_inputs::{kind_of, section_of, verdict_of};
use crate::rule_words::rule_name;
use axum::Json;
use axum::extract::rejection::JsonRejection;
use dateline_model::{EntryId, FeedId, StoryId};
use dateline_store::{NewRule, RULES, RuleActions, RuleConditions};
use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::json;

/// Days that a preview may look back.
const DAYS: i64 = 31;

/// `GET /api/v1/rules`.
pub(crate) async fn rules(AsUser(app): AsUser) -> Answer {
    let kept = app.reader().rules().await?;
    Ok(Json(json!({"rules": kept.iter().map(rule_json).collect::<Vec<_>>()})))
}

/// Which articles, as JSON; what is left out is no condition.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Conditions {
    title: Vec<String>,
    text: Vec<String>,
    without: Vec<String>,
    authors: Vec<String>,
    publishers: Vec<String>,
    feed: Option<i64>,
    folder: Option<String>,
    verdict: Option<String>,
    language: Option<String>,
    section: Option<String>,
    kind: Option<String>,
    words_from: Option<u32>,
    words_to: Option<u32>,
    story_from: Option<u32>,
    story_to: Option<u32>,
    story: Option<i64>,
}

impl Conditions {
    fn conditions(self) -> Result<RuleConditions, ErrorResponse> {
        let wrong = |words: String| ErrorResponse::bad_request(words);
        Ok(RuleConditions {
            title: self.title,
            text: self.text,
            without: self.without,
            authors: self.authors,
            publishers: self.publishers,
            feed: self.feed.map(FeedId),
            folder: self.folder,
            verdict: self.verdict.as_deref().map(verdict_of).transpose().map_err(wrong)?,
            language: self.language,
            section: self.section.as_deref().map(section_of).transpose().map_err(wrong)?,
            kind: self.kind.as_deref().map(kind_of).transpose().map_err(wrong)?,
            words_from: self.words_from,
            words_to: self.words_to,
            story_from: self.story_from,
            story_to: self.story_to,
            story: self.story.map(StoryId),
        })
    }
}

/// What is done, as JSON.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Actions {
    mute: bool,
    read: bool,
    star: bool,
    label: Option<String>,
    lift: bool,
    notify: bool,
}

/// A rule as JSON.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saved {
    id: Option<i64>,
    #[serde(default)]
    name: String,
    conditions: Conditions,
    actions: Actions,
    #[serde(default)]
    paused: bool,
}

/// `POST /api/v1/rules`.
pub(crate) async fn save(AsUser(app): AsUser, body: Result<Json<Object<Saved>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let Actions { mute, read, star, label, lift, notify } = ask.actions;
    let mut rule = NewRule {
        name: ask.name,
        conditions: ask.conditions.conditions()?,
        actions: RuleActions { mute, read, star, label, lift, notify },
        paused: ask.paused,
    };
    rule.name = rule_name(&rule, &app.reader().feeds().await?);
    let saved = match ask.id {
        Some(id) if app.reader().rule(id).await?.is_none() => return Err(ErrorResponse::not_found("rule")),
        Some(id) => app.reader().change_rule(id, rule).await?.then_some(id),
        None => app.reader().add_rule(rule, app.desk.now()).await?,
    };
    given(&app, saved).await
}

async fn given(app: &App, id: Option<i64>) -> Answer {
    let rule = match id {
        Some(id) => app.reader().rule(id).await?,
        None => None,
    };
    let words = || format!("a rule needs a condition and an action, and there may be {RULES} rules");
    let rule = rule.ok_or_else(|| ErrorResponse::bad_request(words()))?;
    Ok(Json(json!({"rule": rule_json(&rule)})))
}

/// What a rule would have done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Previewed {
    conditions: Conditions,
    days: Option<i64>,
}

/// `POST /api/v1/rules/preview`.
pub(crate) async fn preview(
    AsUser(app): AsUser,
    body: Result<Json<Object<Previewed>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let days = ask.days.unwrap_or(7).clamp(1, DAYS);
    let now = app.desk.now();
    let since = now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(now);
    let found = app.reader().preview_rule(ask.conditions.conditions()?, since).await?;
    let entries: Vec<_> = found.items.iter().map(entry_json).collect();
    Ok(Json(json!({"looked_at": found.looked_at, "matched": found.matched, "entries": entries})))
}

/// `POST /api/v1/rules/apply`.
pub(crate) async fn apply(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    let done = app.reader().apply_rule(ask.id, app.desk.now()).await?;
    Ok(Json(json!({"changed": done.ok_or_else(|| ErrorResponse::not_found("rule"))?})))
}

/// `POST /api/v1/rules/remove`.
pub(crate) async fn remove(AsUser(app): AsUser, body: Result<Json<Object<ById>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    Ok(Json(json!({"removed": app.reader().delete_rule(ask.id).await?})))
}

/// A story to be muted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MutedStory {
    story: i64,
}

/// `POST /api/v1/rules/mute`.
pub(crate) async fn mute(
    AsUser(app): AsUser,
    body: Result<Json<Object<MutedStory>>, JsonRejection>,
) -> Answer {
    let Json(Object(ask)) = body?;
    let (id, now) = (StoryId(ask.story), app.desk.now());
    let story = app.reader().story_head(id).await?.ok_or_else(|| ErrorResponse::not_found("story"))?;
    let name = format!("Story: {}", story.lead_article.title);
    let muted = app.reader().mute_story(id, name, now).await?;
    given(&app, muted).await
}

/// Entries to be shown again.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shown {
    entries: Vec<i64>,
}

/// `POST /api/v1/rules/unmute`.
pub(crate) async fn unmute(AsUser(app): AsUser, body: Result<Json<Object<Shown>>, JsonRejection>) -> Answer {
    let Json(Object(ask)) = body?;
    if ask.entries.len() > MARKED {
        return Err(ErrorResponse::bad_request(format!("at most {MARKED} entries at once")));
    }
    let shown = app.reader().unmute(ask.entries.into_iter().map(EntryId).collect(), app.desk.now()).await?;
    Ok(Json(json!({"changed": shown})))
}
