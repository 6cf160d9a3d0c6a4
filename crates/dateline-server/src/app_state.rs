//! State that every handler is given.

use crate::Settings;
use crate::activity::Activity;
use crate::caller::{Caller, KnownBy};
use crate::challenges::Challenges;
use crate::client::Credential;
use crate::counted::Counted;
use crate::event_streams::EventStreams;
use crate::login_throttle::LoginThrottle;
use crate::oidc::Oidc;
use crate::running_requests::RunningRequests;
use crate::sealed::Seal;
use dateline_desk::Desk;
use dateline_store::{Account, Reader, StoreError};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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
    /// Who asks; nobody in the state of the router itself.
    pub(crate) caller: Caller,
    /// Logins that failed.
    pub(crate) throttle: Arc<LoginThrottle>,
    /// The identity provider, where the settings name one.
    pub(crate) oidc: Option<Arc<Oidc>>,
    /// Seals what browsers keep during a login.
    pub(crate) seal: Arc<Seal>,
    /// Questions that authenticators have answered.
    pub(crate) challenges: Arc<Challenges>,
    /// Streams of events that are open.
    pub(crate) streams: Arc<EventStreams>,
    /// Figures of what people have, as they were last counted.
    pub(crate) counted: Arc<Counted>,
    /// Requests with a key that are being answered.
    pub(crate) running: Arc<RunningRequests>,
    /// Whether there are accounts: once there are, there always are.
    accounts: Arc<AtomicBool>,
}

impl App {
    /// The state over a desk; begins to listen to its progress.
    pub(crate) fn new(desk: Desk, settings: Settings) -> Self {
        let activity = Activity::listen(&desk);
        let caller = Caller::NOBODY;
        Self {
            desk: desk.of(caller.user),
            activity,
            oidc: settings.oidc.clone().map(|oidc| Arc::new(Oidc::new(oidc))),
            seal: Arc::new(Seal::new()),
            challenges: Arc::default(),
            settings: Arc::new(settings),
            counting: Arc::default(),
            caller,
            throttle: Arc::default(),
            streams: Arc::default(),
            counted: Arc::default(),
            running: Arc::default(),
            accounts: Arc::default(),
        }
    }

    /// The same under other settings: what it knows of logins and streams stays.
    pub(crate) fn with(&self, settings: Settings) -> Self {
        let oidc = match &settings.oidc {
            same if *same == self.settings.oidc => self.oidc.clone(),
            other => other.clone().map(|oidc| Arc::new(Oidc::new(oidc))),
        };
        Self { oidc, settings: Arc::new(settings), ..self.clone() }
    }

    /// The same, as somebody's who asks.
    pub(crate) fn of(&self, caller: Caller) -> Self {
        Self { desk: self.desk.clone().of(caller.user), caller, ..self.clone() }
    }

    /// The person whose request is answered.
    pub(crate) fn reader(&self) -> Reader<'_> {
        self.desk.reader()
    }

    /// Whether anybody has an account: then everybody must log in.
    pub(crate) async fn has_accounts(&self) -> Result<bool, StoreError> {
        if self.accounts.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let found = self.desk.store().has_accounts().await?;
        self.accounts.store(found, Ordering::Relaxed);
        Ok(found)
    }

    /// Who logs in with a credential: by a token only where tokens count.
    pub(crate) async fn known(
        &self,
        credential: &Credential,
        tokens: bool,
    ) -> Result<Option<Caller>, StoreError> {
        let (secret, name) = match credential {
            Credential::Session(secret) => return self.known_by_session(secret).await,
            _ if !tokens => return Ok(None),
            Credential::Bearer(secret) => (secret, None),
            Credential::Basic { name, password } => (password, Some(name)),
        };
        let (store, now) = (self.desk.store(), self.desk.now());
        let Some(found) = store.token_user(secret, now).await? else { return Ok(None) };
        if name.is_some_and(|name| name.to_lowercase() != found.name.to_lowercase()) {
            return Ok(None);
        }
        if found.stale {
            store.token_used(found.token, now).await?;
        }
        Ok(Some(Caller { user: found.user, role: found.role, by: KnownBy::Token(found.scope) }))
    }

    /// The account that the settings have for a name that a trusted proxy tells, if it is not disabled.
    pub(crate) async fn told_by_proxy(&self, told: &str) -> Result<Option<Account>, StoreError> {
        let named = self.settings.proxy_login.as_ref().and_then(|login| login.users.get(told));
        let Some(name) = named else { return Ok(None) };
        Ok(self.desk.store().account_named(name).await?.filter(|account| !account.disabled))
    }

    async fn known_by_session(&self, secret: &str) -> Result<Option<Caller>, StoreError> {
        let (store, now) = (self.desk.store(), self.desk.now());
        let Some(found) = store.session_user(secret, now).await? else { return Ok(None) };
        if found.stale {
            store.session_seen(found.session, now).await?;
        }
        Ok(Some(Caller { user: found.user, role: found.role, by: KnownBy::Session(found.session) }))
    }
}
