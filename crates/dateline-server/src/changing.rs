//! Settings that may change while the desk serves: from one request to the next it answers by the new ones. What is under way is
//! answered by those it came under; sessions, throttles and open streams of events stay.

use crate::Settings;
use crate::app_state::App;
use crate::router::router;
use axum::Router;
use axum::extract::Request;
use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::watch;
use tower::{ServiceExt as _, service_fn};

/// Settings, and whoever may change them.
#[derive(Debug)]
pub struct Changing(watch::Receiver<Settings>);

impl From<Settings> for Changing {
    fn from(settings: Settings) -> Self {
        Self(watch::channel(settings).1)
    }
}

impl From<watch::Receiver<Settings>> for Changing {
    fn from(settings: watch::Receiver<Settings>) -> Self {
        Self(settings)
    }
}

impl Changing {
    /// Those in force.
    pub(crate) fn now(&mut self) -> Settings {
        self.0.borrow_and_update().clone()
    }

    /// The next ones; never, where nobody can change them any more.
    async fn next(&mut self) -> Settings {
        match self.0.changed().await {
            Ok(()) => self.now(),
            Err(_) => pending().await,
        }
    }
}

/// The router of the settings in force.
#[derive(Clone)]
pub(crate) struct Current(Arc<RwLock<Router>>);

impl Current {
    pub(crate) fn new(app: App) -> Self {
        Self(Arc::new(RwLock::new(router(app))))
    }

    /// A router that answers each request by the settings in force when it came.
    pub(crate) fn router(&self) -> Router {
        let held = self.clone();
        let answer = move |request: Request| {
            let now = held.0.read().unwrap_or_else(PoisonError::into_inner).clone();
            async move { Ok::<_, Infallible>(now.oneshot(request).await.unwrap_or_else(|never| match never {})) }
        };
        Router::new().fallback_service(service_fn(answer))
    }

    /// Takes settings as they change. Whether other machines reach the listener does not.
    pub(crate) async fn follow(&self, app: App, mut settings: Changing) -> Infallible {
        loop {
            let next = settings.next().await;
            let next = Settings { exposed: app.settings.exposed, ..next };
            *self.0.write().unwrap_or_else(PoisonError::into_inner) = router(app.with(next));
        }
    }
}
