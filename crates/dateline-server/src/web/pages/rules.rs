//! Rules: the list, the form with its preview, keeping, changing, deleting, carrying out; showing again what they mute.

use super::{Page, with_field, written};
use crate::admission::AsUser;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::rule_inputs::RuleForm;
use crate::rule_words::{default_name, rule_name};
use crate::web::l10n;
use crate::web::presenters::{self, number};
use crate::web::return_path::safe_return_path;
use crate::web::view::{Nav, RulesPage};
use axum::Form;
use axum::extract::{Path, Query};
use axum::response::Redirect;
use dateline_model::{EntryId, StoryId};
use dateline_store::{NewRule, RULES, RuleConditions};
use jiff::SignedDuration;
use serde::Deserialize;

/// How far back a preview looks.
const PREVIEWED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What is asked of the page: a rule to be changed, or the fields of one to be looked at.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ask {
    edit: Option<String>,
    preview: Option<String>,
    marked: Option<String>,
    #[serde(flatten)]
    form: RuleForm,
}

/// `GET /rules`.
pub(crate) async fn rules(AsUser(app): AsUser, Query(ask): Query<Ask>) -> Page {
    let frame = presenters::gather(&app).await?;
    let mut shell = frame.shell(l10n::text("nav-rules"), Nav::Rules);
    shell.told = presenters::told(&app, ask.marked.as_deref(), "/rules").await?;
    let (rules, feeds) = (app.reader().rules().await?, app.reader().feeds().await?);
    let form = match ask.edit.and_then(|id| id.parse::<i64>().ok()) {
        Some(id) => {
            let rule = rules.iter().find(|rule| rule.id == id);
            RuleForm::of(id, &rule.ok_or_else(|| ErrorResponse::not_found("rule"))?.rule)
        }
        None => ask.form,
    };
    let (conditions, wrong) = match form.conditions() {
        Ok(conditions) => (conditions, None),
        Err(error) => (RuleConditions::default(), Some(error)),
    };
    let preview = match ask.preview.is_some() && wrong.is_none() {
        true => {
            let since = frame.now.saturating_sub(PREVIEWED).unwrap_or(frame.now);
            let found = app.reader().preview_rule(conditions.clone(), since).await?;
            Some(presenters::rule_preview(&found, frame.now))
        }
        false => None,
    };
    let muted = app.reader().muted().await?;
    let folders = app.reader().folders().await?;
    written(&RulesPage {
        shell,
        rows: rules.iter().map(|rule| presenters::rule_row(rule, &feeds)).collect(),
        muted: (muted > 0).then(|| number(muted)),
        more: has_more(&conditions),
        choices: presenters::rule_choices(&feeds, &folders, &app.reader().labels().await?),
        form,
        preview,
        wrong,
    })
}

/// Whether conditions are set that are folded away.
fn has_more(asked: &RuleConditions) -> bool {
    let shown = RuleConditions {
        title: asked.title.clone(),
        text: asked.text.clone(),
        publishers: asked.publishers.clone(),
        feed: asked.feed,
        ..RuleConditions::default()
    };
    *asked != shown
}

/// `POST /rules/save`: keeps a rule, or puts it in the place of the one of its `id`.
pub(crate) async fn save(AsUser(app): AsUser, Form(form): Form<RuleForm>) -> Result<Redirect, ErrorResponse> {
    let mut rule = form.rule().map_err(ErrorResponse::bad_request)?;
    let feeds = app.reader().feeds().await?;
    let saved = match form.id.parse::<i64>() {
        Ok(id) => {
            let before = app.reader().rule(id).await?.ok_or_else(|| ErrorResponse::not_found("rule"))?.rule;
            // A name that was made of the conditions follows them.
            if rule.name == default_name(&before, &feeds) {
                rule.name.clear();
            }
            rule.name = rule_name(&rule, &feeds);
            app.reader().change_rule(id, rule).await?.then_some(id)
        }
        Err(_) => {
            rule.name = rule_name(&rule, &feeds);
            kept(&app, rule).await?
        }
    };
    let id = saved.ok_or_else(|| ErrorResponse::bad_request(l10n::text("error-empty-rule")))?;
    Ok(Redirect::to(&format!("/rules?marked=rule#u{id}")))
}

async fn kept(app: &App, rule: NewRule) -> Result<Option<i64>, ErrorResponse> {
    if app.reader().rules().await?.len() >= RULES as usize {
        return Err(ErrorResponse::bad_request(l10n::with("error-rules").text("most", RULES).to_string()));
    }
    Ok(app.reader().add_rule(rule, app.desk.now()).await?)
}

/// Which rule.
#[derive(Debug, Deserialize)]
pub(crate) struct Which {
    id: i64,
}

/// `POST /rules/delete`.
pub(crate) async fn delete(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    match app.reader().delete_rule(ask.id).await? {
        true => Ok(Redirect::to("/rules?marked=deleted")),
        false => Err(ErrorResponse::not_found("rule")),
    }
}

/// `POST /rules/pause`: a rule rests, or goes on.
pub(crate) async fn pause(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    let found = app.reader().rule(ask.id).await?.ok_or_else(|| ErrorResponse::not_found("rule"))?;
    let rule = NewRule { paused: !found.rule.paused, ..found.rule };
    app.reader().change_rule(ask.id, rule).await?;
    Ok(Redirect::to(&format!("/rules#u{}", ask.id)))
}

/// `POST /rules/apply`: carries a rule out on what is there.
pub(crate) async fn apply(AsUser(app): AsUser, Form(ask): Form<Which>) -> Result<Redirect, ErrorResponse> {
    let done = app.reader().apply_rule(ask.id, app.desk.now()).await?;
    let done = done.ok_or_else(|| ErrorResponse::not_found("rule"))?;
    Ok(Redirect::to(&format!("/rules?marked=applied-{done}#u{}", ask.id)))
}

/// `POST /rules/looked`: what a rule told of is seen.
pub(crate) async fn looked(AsUser(app): AsUser, Form(ask): Form<Looked>) -> Result<Redirect, ErrorResponse> {
    match app.reader().rule_looked_at(ask.id, app.desk.now()).await? {
        true => Ok(Redirect::to(&safe_return_path(&ask.back))),
        false => Err(ErrorResponse::not_found("rule")),
    }
}

/// Which rule, and where to go then.
#[derive(Debug, Deserialize)]
pub(crate) struct Looked {
    id: i64,
    #[serde(default)]
    back: String,
}

/// What is shown again.
#[derive(Debug, Deserialize)]
pub(crate) struct Shown {
    entry: i64,
    #[serde(default)]
    back: String,
}

/// `POST /rules/unmute`.
pub(crate) async fn unmute(AsUser(app): AsUser, Form(ask): Form<Shown>) -> Result<Redirect, ErrorResponse> {
    app.reader().unmute(vec![EntryId(ask.entry)], app.desk.now()).await?;
    Ok(Redirect::to(&with_field(&safe_return_path(&ask.back), "marked", "shown")))
}

/// `POST /story/{id}/mute`: no more of this story.
pub(crate) async fn mute_story(
    AsUser(app): AsUser,
    Path(id): Path<String>,
) -> Result<Redirect, ErrorResponse> {
    let id: StoryId = id.parse().map_err(|_| ErrorResponse::not_found("story"))?;
    let story = app.reader().story_head(id).await?.ok_or_else(|| ErrorResponse::not_found("story"))?;
    let name = l10n::with("rule-story").text("title", &story.lead_article.title).to_string();
    let muted = app.reader().mute_story(id, name, app.desk.now()).await?;
    muted.ok_or_else(|| {
        ErrorResponse::bad_request(l10n::with("error-rules").text("most", RULES).to_string())
    })?;
    Ok(Redirect::to("/?marked=muted"))
}
