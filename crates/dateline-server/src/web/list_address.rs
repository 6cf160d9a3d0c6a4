//! Lists of articles as addresses name them: `show`, `feed`, `folder`, `label`, `rule` and `order`. The page of a list, the pages of its
//! articles and the forms on them name it in the same words.

use super::pages::address;
use crate::error_response::ErrorResponse;
use crate::web::l10n;
use dateline_model::FeedId;
use dateline_store::{EntryList, EntryScope, Show};
use http::StatusCode;
use serde::Deserialize;

/// What an address says of a list.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ListAsk {
    show: Option<String>,
    feed: Option<String>,
    folder: Option<String>,
    label: Option<String>,
    rule: Option<String>,
    order: Option<String>,
}

impl ListAsk {
    /// Whether a list is named at all: an article may be opened from elsewhere.
    pub(crate) const fn names_one(&self) -> bool {
        self.show.is_some()
    }

    /// Whether an order is named.
    pub(crate) const fn names_an_order(&self) -> bool {
        self.order.is_some()
    }

    /// The list; what is not understood is refused: nobody wants to see, or to mark, all articles in its place.
    pub(crate) fn list(&self) -> Result<EntryList, ErrorResponse> {
        let (feed, label, rule) =
            (number(&self.feed, "feed")?, number(&self.label, "label")?, number(&self.rule, "rule")?);
        let scope = match (feed, &self.folder, label, rule) {
            (Some(feed), ..) => EntryScope::Feed(FeedId(feed)),
            (None, Some(folder), ..) if !folder.is_empty() => EntryScope::Folder(folder.clone()),
            (None, _, Some(label), _) => EntryScope::Label(label),
            (None, _, None, Some(rule)) => EntryScope::Rule(rule),
            _ => EntryScope::All,
        };
        let show = match self.show.as_deref() {
            Some("all") => Show::All,
            Some("starred") => Show::Starred,
            Some("muted") => Show::Muted,
            None | Some("" | "unread") => Show::Unread,
            Some(_) => return Err(ErrorResponse::bad_request(l10n::text("error-show"))),
        };
        let oldest_first = match self.order.as_deref() {
            Some("oldest") => true,
            None | Some("" | "newest") => false,
            Some(_) => return Err(ErrorResponse::bad_request(l10n::text("error-order"))),
        };
        Ok(EntryList { scope, show, oldest_first })
    }
}

/// The number of a feed, label or rule; nothing where the field is empty.
fn number(text: &Option<String>, what: &str) -> Result<Option<i64>, ErrorResponse> {
    let named = text.as_deref().filter(|text| !text.is_empty());
    named.map(|text| text.parse().map_err(|_| ErrorResponse::not_found(what))).transpose()
}

/// The list that a form names in one field.
pub(crate) fn list_of(query: &str) -> Result<EntryList, ErrorResponse> {
    let mut ask = ListAsk::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let field = match name.as_ref() {
            "show" => &mut ask.show,
            "feed" => &mut ask.feed,
            "folder" => &mut ask.folder,
            "label" => &mut ask.label,
            "rule" => &mut ask.rule,
            "order" => &mut ask.order,
            _ => continue,
        };
        *field = Some(value.into_owned());
    }
    if !ask.names_one() {
        return Err(ErrorResponse::bad_request(l10n::text("error-no-list")));
    }
    let not_named = |error| ErrorResponse { status: StatusCode::BAD_REQUEST, ..error };
    ask.list().map_err(not_named)
}

/// The word for what a list shows.
pub(crate) const fn show_word(show: Show) -> &'static str {
    match show {
        Show::Unread => "unread",
        Show::All => "all",
        Show::Starred => "starred",
        Show::Muted => "muted",
    }
}

/// An address of a list or of something in it, with further fields.
pub(crate) fn list_address(path: &str, list: &EntryList, more: &[(&str, &str)]) -> String {
    let (name, value) = match &list.scope {
        EntryScope::All => ("", String::new()),
        EntryScope::Feed(feed) => ("feed", feed.to_string()),
        EntryScope::Folder(folder) => ("folder", folder.clone()),
        EntryScope::Label(label) => ("label", label.to_string()),
        EntryScope::Rule(rule) => ("rule", rule.to_string()),
    };
    let order = if list.oldest_first { "oldest" } else { "newest" };
    let mut fields = vec![("show", show_word(list.show)), (name, value.as_str()), ("order", order)];
    fields.extend_from_slice(more);
    address(path, &fields)
}

/// The same without a path, for a field of a form.
pub(crate) fn list_query(list: &EntryList) -> String {
    list_address("", list, &[]).trim_start_matches('?').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_named_and_found_again() {
        for scope in [
            EntryScope::All,
            EntryScope::Feed(FeedId(7)),
            EntryScope::Folder("Sea & \u{201c}sky\u{201d}?#/".to_owned()),
            EntryScope::Label(3),
            EntryScope::Rule(4),
        ] {
            for show in [Show::Unread, Show::All, Show::Starred, Show::Muted] {
                for oldest_first in [false, true] {
                    let list = EntryList { scope: scope.clone(), show, oldest_first };
                    assert_eq!(list_of(&list_query(&list)).unwrap(), list);
                    let address = list_address("/articles", &list, &[("after", "1.2")]);
                    assert!(
                        address.starts_with("/articles?show=") && address.ends_with("&after=1.2"),
                        "{address}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_understood_is_no_list() {
        for query in
            ["", "x", "feed=x", "show=unread&feed=x", "show=unread&label=1x", "show=evil", "folder=", "&&="]
        {
            let refused = list_of(query).unwrap_err();
            assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
        }
        assert!(list_of("show=all&order=sideways").is_err());
        assert_eq!(list_of("show=unread&feed=&folder=&label=&order=").unwrap(), EntryList::default());
    }
}
