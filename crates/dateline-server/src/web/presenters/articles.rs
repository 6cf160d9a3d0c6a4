//! Articles as a list shows them, with the ways to other lists.

use super::article::blocks;
use super::{brief, headline, mark, picture, published, publisher};
use crate::picture_key::PictureKey;
use crate::web::l10n;
use crate::web::list_address::{list_address, list_query};
use crate::web::view::{EntryCard, FilterLink, Marks, SourceGroup, TextLanguage};
use crate::web::wording;
use dateline_model::{Reading, WebUrl};
use dateline_store::{EntryList, EntryScope, EntrySummary, FeedUnread, Label, Show, UnreadCounts};
use jiff::Timestamp;

/// Feeds that an empty list leads on to.
const ONWARD: usize = 5;
/// Feeds that are named beside a list.
const FEEDS: usize = 120;

/// An article of a list. `back` is the page of the list; `original` says that its headline leads to the publisher.
pub(crate) fn entry_card(
    entry: &EntrySummary,
    (text, original): (Option<&Reading>, bool),
    list: &EntryList,
    back: &str,
    now: Timestamp,
) -> EntryCard {
    let anchor = format!("a{}", entry.id);
    let text = text.filter(|_| entry.withdrawn_at.is_none()).and_then(|reading| reading.article.as_ref());
    EntryCard {
        href: match original {
            true => format!("/article/{}/original", entry.id),
            false => list_address(&format!("/article/{}", entry.id), list, &[]),
        },
        headline: headline(&entry.title),
        text_language: TextLanguage::of(entry.language.as_deref()),
        standfirst: brief(entry.standfirst.as_ref()),
        image: entry.image.as_ref().map(|image| picture(PictureKey::Lead(entry.id), image)),
        publisher: publisher(entry),
        when: published(entry, now),
        mark: mark(entry),
        labels: l10n::list(&entry.labels),
        muted_by: entry.muted_by.clone(),
        id: entry.id.0,
        blocks: text.map(|text| blocks(text, Some(entry.id))).unwrap_or_default(),
        marks: Marks {
            story: None,
            entry: entry.id.0,
            read: entry.read_at.is_some(),
            starred: entry.starred_at.is_some(),
            back: format!("{back}#{anchor}"),
            list: list_query(list),
            seen: now.as_millisecond(),
            link: entry.url.as_ref().map(WebUrl::to_string),
        },
        anchor,
    }
}

/// Unread, all and starred of the same feeds.
pub(crate) fn tabs(list: &EntryList, unread: Option<u64>) -> Vec<FilterLink> {
    let shows = [
        (Show::Unread, "unread"),
        (Show::All, "all"),
        (Show::Starred, "nav-starred"),
        (Show::Muted, "articles-muted-list"),
    ];
    let tab = |(show, id): (Show, &'static str)| FilterLink {
        href: list_address("/articles", &EntryList { show, ..list.clone() }, &[]),
        name: l10n::text(id).to_owned(),
        count: unread.filter(|_| show == Show::Unread).map(number),
        current: show == list.show,
    };
    // What is muted is looked for where it is named: it needs no tab of every list.
    let shown = shows.into_iter().filter(|(show, _)| *show != Show::Muted || list.show == Show::Muted);
    shown.map(tab).collect()
}

/// The other order, and the layouts.
pub(crate) fn ways(list: &EntryList, layout: &str) -> Vec<FilterLink> {
    let order = |oldest_first: bool, id: &'static str| FilterLink {
        href: list_address("/articles", &EntryList { oldest_first, ..list.clone() }, &[]),
        name: l10n::text(id).to_owned(),
        count: None,
        current: list.oldest_first == oldest_first,
    };
    let laid = |value: &str, id: &'static str| FilterLink {
        href: list_address("/articles", list, &[("layout", value)]),
        name: l10n::text(id).to_owned(),
        count: None,
        current: layout == value,
    };
    vec![
        order(false, "articles-newest-first"),
        order(true, "articles-oldest-first"),
        laid("cards", "layout-cards"),
        laid("magazine", "layout-magazine"),
        laid("list", "layout-headlines"),
        laid("full", "layout-full"),
    ]
}

/// Folders, feeds with something unread, and labels: those of the current folder where one is chosen.
pub(crate) fn sources(
    list: &EntryList,
    counts: &UnreadCounts,
    feeds: &[FeedUnread],
    labels: &[Label],
) -> Vec<SourceGroup> {
    let show = if matches!(list.show, Show::Starred | Show::Muted) { Show::Unread } else { list.show };
    let link = |scope: EntryScope, name: &str, count: u64| {
        let current = scope == list.scope;
        let to = EntryList { scope, show, oldest_first: list.oldest_first };
        let count = (count > 0).then(|| number(count));
        FilterLink { href: list_address("/articles", &to, &[]), name: name.to_owned(), count, current }
    };
    let within = |feed: &&FeedUnread| match &list.scope {
        EntryScope::Folder(folder) => feed.folder.as_ref() == Some(folder),
        _ => true,
    };
    let mut folders = vec![link(EntryScope::All, l10n::text("articles-all-feeds"), counts.all)];
    let named = counts.folders.iter();
    folders.extend(
        named.map(|folder| link(EntryScope::Folder(folder.folder.clone()), &folder.folder, folder.unread)),
    );
    let shown: Vec<&FeedUnread> = feeds.iter().filter(within).collect();
    let links =
        shown.iter().take(FEEDS).map(|feed| link(EntryScope::Feed(feed.feed), &feed.name, feed.unread));
    let labelled = labels.iter().map(|label| FilterLink {
        href: list_address(
            "/articles",
            &EntryList { scope: EntryScope::Label(label.id), show: Show::All, ..list.clone() },
            &[],
        ),
        name: label.name.clone(),
        count: None,
        current: list.scope == EntryScope::Label(label.id),
    });
    let groups = [
        SourceGroup { name: l10n::text("articles-folders"), links: folders, more: 0 },
        SourceGroup {
            name: l10n::text("articles-unread-by-feed"),
            links: links.collect(),
            more: shown.len().saturating_sub(FEEDS),
        },
        SourceGroup { name: l10n::text("articles-labels"), links: labelled.collect(), more: 0 },
    ];
    groups.into_iter().filter(|group| !group.links.is_empty()).collect()
}

/// From a list in which nothing is unread: feeds that have something, and what was read of the list.
pub(crate) fn onward(list: &EntryList, feeds: &[FeedUnread]) -> Vec<FilterLink> {
    let to = |scope: EntryScope, show: Show, name: String, count: Option<String>| {
        let to = EntryList { scope, show, oldest_first: list.oldest_first };
        FilterLink { href: list_address("/articles", &to, &[]), name, count, current: false }
    };
    let others = feeds.iter().filter(|feed| EntryScope::Feed(feed.feed) != list.scope).take(ONWARD);
    let mut links: Vec<FilterLink> = others
        .map(|feed| {
            to(EntryScope::Feed(feed.feed), Show::Unread, feed.name.clone(), Some(number(feed.unread)))
        })
        .collect();
    links.push(to(list.scope.clone(), Show::All, l10n::text("empty-show-read").to_owned(), None));
    links
}

/// How many articles of a list are unread; not counted for labels.
pub(crate) fn unread_of(scope: &EntryScope, counts: &UnreadCounts) -> Option<u64> {
    match scope {
        EntryScope::All => Some(counts.all),
        EntryScope::Feed(feed) => {
            Some(counts.feeds.iter().find(|(id, _)| id == feed).map_or(0, |(_, unread)| *unread))
        }
        EntryScope::Folder(name) => Some(
            counts.folders.iter().find(|folder| folder.folder == *name).map_or(0, |folder| folder.unread),
        ),
        EntryScope::Label(_) | EntryScope::Rule(_) => None,
    }
}

/// A count as people read it.
pub(crate) fn number(count: u64) -> String {
    wording::thousands(usize::try_from(count).unwrap_or(usize::MAX))
}

/// What a list says that has nothing.
pub(crate) fn empty(list: &EntryList) -> &'static str {
    match (list.show, &list.scope) {
        (Show::Unread, EntryScope::All) => l10n::text("empty-you-have-read-everything"),
        (Show::Unread, _) => l10n::text("empty-read-all-here"),
        (Show::Starred, _) => l10n::text("empty-no-starred-articles-here"),
        (Show::Muted, _) => l10n::text("empty-nothing-is-muted-rules"),
        (Show::All, _) => l10n::text("empty-no-articles-here-yet"),
    }
}
