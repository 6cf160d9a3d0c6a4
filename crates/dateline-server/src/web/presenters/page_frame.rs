//! The frame around every page: the day, the status line, feeds that need looking at.

use super::articles::number;
use crate::app_state::App;
use crate::error_response::ErrorResponse;
use crate::web::assets;
use crate::web::dates::{When, day_long, utc_day};
use crate::web::l10n;
use crate::web::preferences::Preferences;
use crate::web::view::{Nav, Progress, Shell, Status};
use dateline_store::NavSummary;
use jiff::Timestamp;

/// What a page needs to know of the desk as a whole.
pub(crate) struct Frame {
    /// The present.
    pub(crate) now: Timestamp,
    /// The desk at a glance.
    pub(crate) glance: NavSummary,
    /// What the reader has set.
    pub(crate) preferences: Preferences,
    status: Status,
    account: bool,
    reader: String,
}

/// Asks store and desk once for a page.
pub(crate) async fn gather(app: &App) -> Result<Frame, ErrorResponse> {
    let now = app.desk.now();
    let preferences = Preferences::of(&app.reader().preferences().await?);
    let glance = app.reader().nav_summary().await?;
    let figures = app.activity.figures();
    let updated = match figures.finished {
        Some(at) => Some(at),
        None => app.desk.store().last_poll().await?,
    };
    let running = (figures.total > 0).then(|| Progress {
        done: figures.done,
        total: figures.total,
        words: progress(figures.done, figures.total),
    });
    let status = Status {
        updated: updated.map(|at| When::at(at, now)),
        running,
        ill: usize::try_from(glance.failing).unwrap_or(usize::MAX),
    };
    Ok(Frame {
        now,
        glance,
        preferences,
        status,
        account: app.caller.has_account(),
        reader: app.caller.user.to_string(),
    })
}

fn progress(done: usize, total: usize) -> String {
    if done >= total {
        l10n::text("frame-reading").to_owned()
    } else {
        let feeds = l10n::count("count-feeds", total);
        l10n::with("frame-updating").text("done", done).text("feeds", feeds).to_string()
    }
}

/// How much is unread, up to where counting ends.
fn unread(count: u64) -> String {
    let more = if count >= NavSummary::MOST { "+" } else { "" };
    if count == 0 { String::new() } else { format!("{}{more}", number(count)) }
}

impl Frame {
    /// Whether an update runs.
    pub(crate) fn is_running(&self) -> bool {
        self.status.running.is_some()
    }

    /// The frame for a page.
    pub(crate) fn shell(&self, title: &str, nav: Nav) -> Shell {
        Shell {
            title: title.to_owned(),
            nav,
            query: String::new(),
            today: day_long(utc_day(self.now)),
            status: self.status.clone(),
            css: assets::css(),
            js: assets::js(),
            reader: Some(self.reader.clone()),
            reading_js: assets::reading_js(),
            look: self.preferences.clone(),
            told: None,
            unread: unread(self.glance.unread),
            refresh: None,
            account: self.account,
            closed: false,
        }
    }
}
