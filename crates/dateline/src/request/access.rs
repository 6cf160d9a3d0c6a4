//! The login of a feed as a request carries it. The secret travels over the socket, which its owner alone can open; no
//! `Debug` prints it.

use dateline_desk::{AccessError, LoginWish};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A login, and whether the feed is kept apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct AccessRequest {
    pub(crate) login: Option<GivenLogin>,
    #[serde(default)]
    pub(crate) forget: bool,
    #[serde(default)]
    pub(crate) allow_http: bool,
    pub(crate) private: Option<bool>,
}

/// A login as it was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct GivenLogin {
    pub(crate) kind: String,
    pub(crate) name: Hidden,
    pub(crate) secret: Hidden,
    pub(crate) also: Vec<String>,
    /// Whether it stood in the address.
    #[serde(default)]
    pub(crate) typed: bool,
}

/// A text that is not printed.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Hidden(pub(crate) String);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(hidden)")
    }
}

impl AccessRequest {
    /// The login as the desk takes it.
    pub(crate) fn wish(&self) -> Result<Option<LoginWish>, AccessError> {
        let read = |login: &GivenLogin| {
            let also = login.also.iter().map(String::as_str);
            let wish = LoginWish::read(&login.kind, &login.name.0, &login.secret.0, also, self.allow_http)?;
            Ok(LoginWish { typed: login.typed, ..wish })
        };
        self.login.as_ref().map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Request;

    #[test]
    fn an_order_prints_no_secret_and_arrives_whole() {
        let login = GivenLogin {
            kind: "basic".to_owned(),
            name: Hidden("reader-name".to_owned()),
            secret: Hidden("s3cr3t".to_owned()),
            also: Vec::new(),
            typed: false,
        };
        let access = AccessRequest { login: Some(login), ..AccessRequest::default() };
        let order = Request::Add { url: "gull.example".to_owned(), choose: None, access };
        let printed = format!("{order:?}");
        assert!(!printed.contains("s3cr3t") && !printed.contains("reader-name"), "{printed}");
        let sent = serde_json::to_string(&order).unwrap();
        let Request::Add { access, .. } = serde_json::from_str(&sent).unwrap() else { panic!("{sent}") };
        assert_eq!(access.wish().unwrap().unwrap().login.expose(), "s3cr3t");
        let earlier = r#"{"add": {"url": "gull.example", "choose": null}}"#;
        assert!(serde_json::from_str::<Request>(earlier).is_ok());
    }
}
