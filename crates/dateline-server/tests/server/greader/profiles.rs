//! What each app needs of the answers: a field that is missing, null or of another type makes it show nothing.

use serde_json::Value;

/// A type that a decoder demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// Text, possibly empty.
    Text,
    /// Text with at least one character.
    Words,
    /// A whole number below 2^31.
    Int,
    /// Digits in a string.
    Digits,
    /// An array.
    List,
    /// An array with at least one element.
    Some,
    /// An object.
    Object,
    /// `folder` or `tag`, or absent.
    Kind,
    /// Absent, or text of at least one character.
    MaybeWords,
}

/// What an app reads: a document, where in it, and the type. `*` stands for each element of an array.
pub(crate) struct Profile {
    pub(crate) app: &'static str,
    pub(crate) fields: &'static [(&'static str, &'static str, Type)],
}

use Type::{Digits, Int, Kind, List, MaybeWords, Object, Some as Full, Text, Words};

pub(crate) const PROFILES: &[Profile] = &[
    Profile {
        app: "NetNewsWire",
        fields: &[
            ("stream", "id", Words),
            ("stream", "updated", Int),
            ("stream", "continuation", MaybeWords),
            ("stream", "items/*/id", Words),
            ("stream", "items/*/summary", Object),
            ("stream", "items/*/summary/content", Text),
            ("stream", "items/*/categories", List),
            ("stream", "items/*/origin", Object),
            ("stream", "items/*/origin/streamId", Words),
            ("stream", "items/*/published", Int),
            ("stream", "items/*/crawlTimeMsec", Digits),
            ("stream", "items/*/timestampUsec", Digits),
            ("stream", "items/*/alternate/*/href", Text),
            ("feeds", "subscriptions/*/categories/*/id", Words),
            ("feeds", "subscriptions/*/categories/*/label", Words),
            ("tags", "tags/*/id", Words),
        ],
    },
    Profile {
        app: "Capy Reader",
        fields: &[
            ("stream", "items/*/title", Words),
            ("stream", "items/*/canonical", Full),
            ("stream", "items/*/canonical/*/href", Text),
            ("stream", "items/*/summary/content", Text),
            ("stream", "items/*/origin/title", Words),
            ("stream", "items/*/origin/htmlUrl", Text),
            ("stream", "items/*/published", Int),
            ("feeds", "subscriptions/*/id", Words),
            ("feeds", "subscriptions/*/title", Words),
            ("feeds", "subscriptions/*/categories", List),
            ("feeds", "subscriptions/*/htmlUrl", Words),
            ("tags", "tags/*/type", Kind),
        ],
    },
    Profile {
        app: "Readrops",
        fields: &[
            ("user", "userName", Words),
            ("stream", "items/*/title", Words),
            ("stream", "items/*/alternate", Full),
            ("ids", "itemRefs/*/id", Digits),
            ("feeds", "subscriptions/*/id", Words),
            ("feeds", "subscriptions/*/title", Words),
            ("feeds", "subscriptions/*/url", Words),
            ("tags", "tags/*/type", Kind),
        ],
    },
    Profile {
        app: "Read You",
        fields: &[
            ("ids", "continuation", MaybeWords),
            ("ids", "itemRefs/*/id", Digits),
            ("stream", "items/*/id", Words),
            ("stream", "items/*/title", Words),
            ("stream", "items/*/published", Int),
            ("feeds", "subscriptions/*/categories/*/label", Words),
            ("feeds", "subscriptions/*/iconUrl", Text),
        ],
    },
    Profile {
        app: "Fluent Reader",
        fields: &[
            ("user", "userId", Words),
            ("stream", "items/*/canonical/*/href", Text),
            ("stream", "items/*/summary/content", Text),
            ("stream", "items/*/crawlTimeMsec", Digits),
            ("stream", "items/*/origin/streamId", Words),
            ("stream", "items/*/categories/*", Words),
        ],
    },
    Profile {
        app: "RSS Guard",
        fields: &[
            ("stream", "items/*/alternate/*/href", Text),
            ("stream", "items/*/published", Int),
            ("stream", "items/*/author", Text),
            ("feeds", "subscriptions/*/url", Words),
            ("tags", "tags/*/id", Words),
        ],
    },
    Profile {
        app: "FeedMe",
        fields: &[
            ("counts", "unreadcounts/*/id", Words),
            ("counts", "unreadcounts/*/count", Int),
            ("counts", "unreadcounts/*/newestItemTimestampUsec", Digits),
        ],
    },
    Profile {
        app: "newsboat",
        fields: &[
            ("stream", "items/*/enclosure/*/href", Words),
            ("stream", "items/*/enclosure/*/type", Words),
            ("stream", "items/*/enclosure/*/length", Int),
            ("stream", "items/*/canonical/*/href", Text),
            ("feeds", "subscriptions/*/categories/*/label", Words),
        ],
    },
    Profile {
        app: "Reeder Classic",
        fields: &[
            ("ids", "continuation", MaybeWords),
            ("ids", "itemRefs/*/id", Digits),
            ("stream", "continuation", MaybeWords),
            ("stream", "items/*/id", Words),
            ("stream", "items/*/title", Words),
            ("stream", "items/*/published", Int),
            ("stream", "items/*/timestampUsec", Digits),
            ("stream", "items/*/summary/content", Text),
            ("stream", "items/*/alternate/*/href", Text),
            ("stream", "items/*/origin/streamId", Words),
            ("feeds", "subscriptions/*/id", Words),
            ("feeds", "subscriptions/*/title", Words),
            ("feeds", "subscriptions/*/categories/*/id", Words),
            ("tags", "tags/*/id", Words),
        ],
    },
    Profile {
        app: "News Flash",
        fields: &[
            ("user", "userProfileId", Words),
            ("user", "userEmail", Text),
            ("stream", "items/*/updated", Int),
            ("stream", "items/*/summary/direction", Words),
            ("tags", "tags/*/sortid", Words),
        ],
    },
];

/// Checks a profile against the answers, by name.
pub(crate) fn check_profile(profile: &Profile, answers: &[(&str, &Value)]) {
    for (document, path, kind) in profile.fields {
        let answer = answers.iter().find(|(name, _)| name == document).unwrap().1;
        let steps: Vec<&str> = path.split('/').collect();
        walk(answer, &steps, *kind, &format!("{}: {document}/{path}", profile.app));
    }
}

fn walk(value: &Value, steps: &[&str], kind: Type, told: &str) {
    match steps {
        [] => assert!(is(value, kind), "{told} is {value}, no {kind:?}"),
        ["*", rest @ ..] => {
            for one in value.as_array().unwrap_or_else(|| panic!("{told}: no array in {value}")) {
                walk(one, rest, kind, told);
            }
        }
        [last] if matches!(kind, Kind | MaybeWords) && value.get(*last).is_none() => {}
        // What is absent as a whole is asked of nobody.
        ["enclosure", ..] if value.get("enclosure").is_none() => {}
        [name, rest @ ..] => {
            walk(
                value.get(*name).unwrap_or_else(|| panic!("{told} is missing in {value}")),
                rest,
                kind,
                told,
            );
        }
    }
}

fn is(value: &Value, kind: Type) -> bool {
    let text = value.as_str();
    match kind {
        Text => text.is_some(),
        Words | MaybeWords => text.is_some_and(|text| !text.is_empty()),
        Int => value.as_i64().is_some_and(|number| (0..=0x7fff_ffff).contains(&number)),
        Digits => text.is_some_and(|text| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())),
        List => value.is_array(),
        Full => value.as_array().is_some_and(|list| !list.is_empty()),
        Object => value.is_object(),
        Kind => matches!(text, Some("folder" | "tag")),
    }
}
