//! What every handler is given.

use crate::Settings;
use crate::activity::Activity;
use dateline_desk::Desk;
use dateline_store::Reader;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Desk, settings and what is going on. Cheap to clone.
#[derive(Clone)]
pub(crate) struct App {
    /// The desk.
    pub(crate) desk: Desk,
    /// What is going on.
    pub(crate) activity: Activity,
    /// What can be set.
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

    /// The person who asks.
    pub(crate) fn reader(&self) -> Reader<'_> {
        self.desk.reader()
    }
}
