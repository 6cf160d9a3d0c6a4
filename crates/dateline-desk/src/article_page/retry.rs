//! Pages that were lost on the way: which are asked for again, when, and how often. What a gate withholds is not lost.

use crate::Desk;
use dateline_fetch::{FetchError, FetchErrorKind};
use dateline_model::{Gate, Page, Reading, Truncation};
use dateline_store::{StoreError, WantedPage};
use jiff::SignedDuration;
use tokio::task::JoinSet;

/// Minutes from one time in vain to the next; after the last a page is given up.
const WAITS: [i64; 4] = [10, 60, 360, 1440];
/// Pages that are asked for again at one look.
const AT_ONCE: u32 = 500;

/// Whether a page came in pieces, or a server in trouble in its place. A verdict that names a gate is an answer.
pub(crate) fn is_broken(reading: &Reading, page: &Page) -> bool {
    let gated = reading
        .verdict
        .reasons
        .iter()
        .any(|reason| matches!(reason.gate(), Some(Gate::Account | Gate::Proof | Gate::Refusal)));
    !gated && (matches!(page.status, 408 | 500..=599) || page.truncation == Some(Truncation::Length))
}

/// Whether no answer came for a reason that may pass. A refusal of our own does not.
pub(crate) fn may_pass(error: &FetchError) -> bool {
    matches!(
        error.kind,
        FetchErrorKind::Timeout(_)
            | FetchErrorKind::TooSlow(_)
            | FetchErrorKind::Connection(_)
            | FetchErrorKind::Dns(_)
    )
}

impl Desk {
    /// Notes that a page is wanted again later, or gives it up.
    pub(crate) async fn ask_again(&self, wanted: &WantedPage) -> Result<(), StoreError> {
        let wait = usize::try_from(wanted.tries).ok().and_then(|tries| WAITS.get(tries));
        match wait.and_then(|minutes| self.now().checked_add(SignedDuration::from_mins(*minutes)).ok()) {
            Some(at) => self.inner.store.put_off_page(wanted.entry, at, true).await,
            None => self.inner.store.forgo_pages(vec![wanted.entry]).await,
        }
    }

    /// Asks again for pages that were lost and whose time has come.
    pub async fn read_lost(&self) -> Result<(), StoreError> {
        let mut pages = JoinSet::new();
        for page in self.inner.store.pages_due(self.now(), AT_ONCE).await? {
            let desk = self.clone();
            pages.spawn(async move { desk.take_page(&page, &desk.listeners()).await.map(drop) });
        }
        crate::jobs::all(pages).await
    }
}
