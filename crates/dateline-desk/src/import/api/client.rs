//! A program that is asked, through the guarded fetcher: its answers whole, or why there are none. It is only read.

use super::ImportApi;
use crate::Desk;
use crate::import::ImportError;
use dateline_fetch::{Answer, Kind, Request};
use dateline_model::{Credential, Login, LoginError, Terms, WebOrigin, WebUrl};
use serde_json::Value;
use std::sync::Arc;

/// A program that answers.
pub(super) struct Client<'d> {
    desk: &'d Desk,
    base: String,
    terms: Terms,
    credential: Arc<Credential>,
}

impl<'d> Client<'d> {
    /// By name and password, or by a key where there is no name. Refuses where the secret may not be sent to that address.
    pub(super) fn new(desk: &'d Desk, api: &ImportApi) -> Result<Self, ImportError> {
        let terms = Terms { origin: WebOrigin::of(&api.url), also: Vec::new(), allow_http: api.allow_http };
        let login = match &api.user {
            Some(user) => Login::basic(user, &api.secret),
            None => Login::header("X-Auth-Token", &api.secret),
        };
        let credential = login.and_then(|login| Credential::new(login, terms.clone()));
        let credential = credential.map_err(|error| refused(&api.url, &error))?;
        let base = api.url.as_str().split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        Ok(Self { desk, base: base.to_owned(), terms, credential: Arc::new(credential) })
    }

    /// The same program below a path of its address.
    pub(super) fn below(&self, path: &str) -> Self {
        let (terms, credential) = (self.terms.clone(), Arc::clone(&self.credential));
        Self { desk: self.desk, base: format!("{}{path}", self.base), terms, credential }
    }

    /// The same program, shown another login from now on.
    pub(super) fn with_login(self, login: Result<Login, LoginError>) -> Result<Self, ImportError> {
        let credential = login.and_then(|login| Credential::new(login, self.terms.clone()));
        let credential = credential.map_err(|error| self.failed("", error.to_string()))?;
        Ok(Self { credential: Arc::new(credential), ..self })
    }

    /// Why an address of the program gave nothing.
    pub(super) fn failed(&self, path: &str, why: impl Into<String>) -> ImportError {
        let path = path.split('?').next().unwrap_or_default();
        ImportError::Api { url: format!("{}/{path}", self.base), why: why.into() }
    }

    /// The status and the whole body; a form makes it a POST.
    async fn ask(
        &self,
        path: &str,
        form: Option<&[(&str, &str)]>,
        login: bool,
    ) -> Result<(u16, Vec<u8>), ImportError> {
        let url = WebUrl::parse(&format!("{}/{path}", self.base));
        let url = url.map_err(|error| self.failed(path, error.to_string()))?;
        let request = match form {
            Some(fields) => Request::to_program(url.clone(), fields),
            None => Request::new(url.clone(), Kind::Feed),
        };
        let request = request.of_feed(url);
        let request = if login { request.with_login(Arc::clone(&self.credential)) } else { request };
        match self.desk.inner.fetcher.get(request).await {
            Ok(Answer::Fresh(page)) if page.truncation.is_some() => {
                Err(self.failed(path, "arrived incomplete"))
            }
            Ok(Answer::Fresh(page)) => Ok((page.status, page.body)),
            Ok(Answer::Unchanged(_)) => Err(self.failed(path, "answers 304 to a question")),
            Err(error) => Err(self.failed(path, error.kind.to_string())),
        }
    }

    /// Sends a form without a login: one that logs in.
    pub(super) async fn log_in(
        &self,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<(u16, Vec<u8>), ImportError> {
        self.ask(path, Some(form), false).await
    }

    /// The body of an answer, nothing where there is no such address.
    pub(super) async fn maybe(&self, path: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let (status, body) = self.ask(path, None, true).await?;
        match status {
            404 => Ok(None),
            _ => self.whole(path, status, body).map(Some),
        }
    }

    pub(super) async fn get(&self, path: &str) -> Result<Vec<u8>, ImportError> {
        let (status, body) = self.ask(path, None, true).await?;
        self.whole(path, status, body)
    }

    fn whole(&self, path: &str, status: u16, body: Vec<u8>) -> Result<Vec<u8>, ImportError> {
        match status {
            200 => Ok(body),
            401 | 403 => Err(self.failed(path, format!("answers {status}: it does not take this login"))),
            404 => Err(self.failed(path, "answers 404: there is no such program at this address")),
            status => Err(self.failed(path, format!("answers {status}"))),
        }
    }

    pub(super) async fn json(&self, path: &str) -> Result<Value, ImportError> {
        read(path, &self.get(path).await?)
    }

    /// The JSON of an answer to a form.
    pub(super) async fn posted(&self, path: &str, form: &[(&str, &str)]) -> Result<Value, ImportError> {
        let (status, body) = self.ask(path, Some(form), true).await?;
        read(path, &self.whole(path, status, body)?)
    }
}

/// The JSON of an answer.
pub(super) fn read(path: &str, body: &[u8]) -> Result<Value, ImportError> {
    let name = || path.split('?').next().unwrap_or_default().to_owned();
    serde_json::from_slice(body).map_err(|error| ImportError::Json { name: name(), error: error.into() })
}

fn refused(url: &WebUrl, error: &LoginError) -> ImportError {
    ImportError::Api { url: url.as_str().to_owned(), why: error.to_string() }
}
