//! What a feed is asked with, as an order carries it, and the report on it. The secret travels over the socket that its owner
//! alone can open; no `Debug` prints it.

use super::{Report, one_feed};
use anyhow::Result;
use dateline_desk::{AccessError, Desk, LoginChange, LoginWish};
use dateline_server::desk_json::access_json;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A login, and whether the feed is kept apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Asked {
    pub(crate) login: Option<AskedLogin>,
    #[serde(default)]
    pub(crate) forget: bool,
    #[serde(default)]
    pub(crate) allow_http: bool,
    pub(crate) private: Option<bool>,
}

/// A login as it was given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct AskedLogin {
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

impl Asked {
    /// The login as the desk takes it.
    pub(crate) fn wish(&self) -> Result<Option<LoginWish>, AccessError> {
        let read = |login: &AskedLogin| {
            let also = login.also.iter().map(String::as_str);
            let wish = LoginWish::read(&login.kind, &login.name.0, &login.secret.0, also, self.allow_http)?;
            Ok(LoginWish { typed: login.typed, ..wish })
        };
        self.login.as_ref().map(read).transpose()
    }
}

/// Changes what a feed is asked with, or only says it.
pub(super) async fn change(desk: &Desk, feed: &str, asked: &Asked) -> Result<Report> {
    let feed = one_feed(desk, feed).await?;
    let login = match asked.wish()? {
        Some(wish) => LoginChange::Set(wish),
        None if asked.forget => LoginChange::Forget,
        None => LoginChange::Keep,
    };
    let note = desk.change_access(feed.id, login, asked.private).await?;
    let text = format!("feed {}: {}", note.feed.id, note.words());
    Ok(Report::done(access_json(&note), text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::Order;

    #[test]
    fn an_order_prints_no_secret_and_arrives_whole() {
        let login = AskedLogin {
            kind: "basic".to_owned(),
            name: Hidden("reader-name".to_owned()),
            secret: Hidden("s3cr3t".to_owned()),
            also: Vec::new(),
            typed: false,
        };
        let access = Asked { login: Some(login), ..Asked::default() };
        let order = Order::Add { url: "gull.example".to_owned(), choose: None, access };
        let printed = format!("{order:?}");
        assert!(!printed.contains("s3cr3t") && !printed.contains("reader-name"), "{printed}");
        let sent = serde_json::to_string(&order).unwrap();
        let Order::Add { access, .. } = serde_json::from_str(&sent).unwrap() else { panic!("{sent}") };
        assert_eq!(access.wish().unwrap().unwrap().login.expose(), "s3cr3t");
        let earlier = r#"{"add": {"url": "gull.example", "choose": null}}"#;
        assert!(serde_json::from_str::<Order>(earlier).is_ok());
    }
}
