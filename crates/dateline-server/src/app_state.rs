//! State that every handler is given.

use crate::Settings;
use crate::activity::Activity;
use dateline_desk::Desk;
use dateline_store::Reader;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Desk, settings and activity. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    /// The desk.
    pub(crate) desk: Desk,
    /// Progress and figures since the start.
    pub(crate) activity: Activity,
    /// Server settings.
    pub(crate) settings: Arc<Settings>,
    /// Whether kept searches are being counted behind a front page.
    pub(crate) counting: Arc<AtomicBool>,
}

impl App {
    /// The state over a desk; begins to listen to its progress.
    pub(crate) fn new(desk: Desk, settings: Settings) -> Self {
        let activity = Activity::listen(&desk);
        Self { desk, activity, settings: Arc::new(settings), counting: Arc::default() }
    }

    /// The person whose request is answered.
    pub(crate) fn reader(&self) -> Reader<'_> {
        self.desk.reader()
    }
}
