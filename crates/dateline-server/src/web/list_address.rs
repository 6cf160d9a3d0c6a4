//! Lists of articles as addresses name them: `show`, `feed`, `folder`, `label` and `order`. The page of a list, the pages of its
//! articles and the forms on them name it in the same words.

use super::pages::address;
use dateline_model::FeedId;
use dateline_store::{EntryList, EntryScope, Show};
use serde::Deserialize;

/// What an address says of a list.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct ListAsk {
    show: Option<String>,
    feed: Option<String>,
    folder: Option<String>,
    label: Option<String>,
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

    /// The list; what is not understood is as if it were not there.
    pub(crate) fn list(&self) -> EntryList {
        let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<i64>().ok());
        let scope = match (number(&self.feed), &self.folder, number(&self.label)) {
            (Some(feed), ..) => EntryScope::Feed(FeedId(feed)),
            (None, Some(folder), _) if !folder.is_empty() => EntryScope::Folder(folder.clone()),
            (None, _, Some(label)) => EntryScope::Label(label),
            _ => EntryScope::All,
        };
        let show = match self.show.as_deref() {
            Some("all") => Show::All,
            Some("starred") => Show::Starred,
            Some("muted") => Show::Muted,
            _ => Show::Unread,
        };
        EntryList { scope, show, oldest_first: self.order.as_deref() == Some("oldest") }
    }
}

/// The list that a form names in one field.
pub(crate) fn list_of(query: &str) -> EntryList {
    let mut ask = ListAsk::default();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let field = match name.as_ref() {
            "show" => &mut ask.show,
            "feed" => &mut ask.feed,
            "folder" => &mut ask.folder,
            "label" => &mut ask.label,
            "order" => &mut ask.order,
            _ => continue,
        };
        *field = Some(value.into_owned());
    }
    ask.list()
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
        ] {
            for show in [Show::Unread, Show::All, Show::Starred, Show::Muted] {
                for oldest_first in [false, true] {
                    let list = EntryList { scope: scope.clone(), show, oldest_first };
                    assert_eq!(list_of(&list_query(&list)), list);
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
    fn what_is_not_understood_is_the_list_of_all_unread() {
        for query in ["", "show=evil", "feed=x&label=", "folder=", "&&=", "order=sideways"] {
            assert_eq!(list_of(query), EntryList::default(), "{query}");
        }
    }
}
