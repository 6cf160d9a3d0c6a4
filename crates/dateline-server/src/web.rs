//! For people: pages. `pages` answer requests, `presenters` turn the store's values into `view`s, templates write them.
//! Publisher HTML never passes here, only our own blocks, which `inline_markup` writes.

mod account;
pub(crate) mod assets;
mod dates;
pub(crate) mod error_page;
pub(crate) mod inline_markup;
pub(crate) mod l10n;
mod list_address;
pub(crate) mod list_markup;
mod own_style;
mod pages;
mod preferences;
mod presenters;
mod return_path;
mod timeline;
mod view;
pub(crate) mod wording;

#[cfg(test)]
mod escape_tests;
#[cfg(test)]
mod page_showcase;

use crate::admission::LoginBy;
use crate::app_state::App;
use crate::guard::{BODY_MAX, BROWSER_HEADERS, Changes, Hosts, Rules, guarded};
use crate::route::{router_of, routes};
use axum::Router;
use axum::middleware::from_fn;

/// Browsers ask under the desk's own names and change things from its own pages alone. Pages are never cached; assets, whose
/// addresses carry a fingerprint, set their own `Cache-Control`. Errors are pages.
pub(crate) static RULES: Rules = Rules {
    hosts: Hosts::Known,
    changes: Changes::SameOrigin,
    headers: BROWSER_HEADERS,
    cache: "no-store",
    body_max: BODY_MAX,
    errors: Some(error_page::write),
};

routes! {
    get "/" Read "Stories by rank. `page`, `show=unread`, `section`, `folder`, `lang`." => pages::front;
    get "/articles" Read "Articles in a list: `show` is unread (if left out), all or starred; of a `feed`, a `folder`, with a `label` or found by a `rule`; `order` is newest or oldest; `layout` is cards, magazine, list or full; from a place `after` or `before` on." => pages::articles;
    get "/starred" Read "Starred articles, as in `/articles`." => pages::starred;
    get "/story/{id}" Read "One story with its versions, 50 on a page. `page`." => pages::story;
    post "/story/{id}/correct" Manage "A reader's word: `do` is part, move or join; `entry` (any number) says of which articles, `into` which story." => pages::correct;
    get "/corrections" Read "What readers corrected, latest first." => pages::corrections;
    post "/corrections/undo" Manage "Takes the correction `act` back." => pages::undo;
    get "/article/{id}" Read "One article, or what is missing of it and why. `reading=other` shows the reading of the feed or page that holds less; `show` and the other fields of `/articles` name the list that it is opened from. Opening marks it read, unless that is switched off." => pages::article;
    get "/article/{id}/original" Read "Leads to the article at its publisher, and marks it read as opening it here does." => pages::original;
    post "/article/{id}/fetch" Manage "Fetches the article's page again, at most once in five minutes, and goes `back` to where it is told what has changed." => pages::fetch_again;
    get "/search" Read "Search. `q`, `page`." => pages::search;
    get "/searches" Read "Searches that are kept, each with its feed." => pages::searches;
    post "/searches/save" Manage "Keeps the search `q` under `name`; with `alert` the front page tells of new articles." => pages::save;
    post "/searches/looked" Mark "Marks the current results of the search `id` as seen." => pages::looked;
    post "/searches/forget" Manage "Forgets the search `id`; its feed is gone." => pages::forget;
    get "/follows" Read "What is followed." => pages::follows;
    post "/follows/add" Manage "Adds a follow: `value`, of the `kind` publisher, words or section." => pages::follow;
    post "/follows/remove" Manage "Deletes the follow `id`." => pages::unfollow;
    get "/webhooks" Read "Where the desk tells programs what happens, and the latest messages." => pages::webhooks;
    post "/webhooks/save" Manage "Keeps a webhook, or puts it in the place of `id`: `url`; `starred`, `labelled`, `searches`, `stories`; `stopped`." => pages::save_webhook;
    post "/webhooks/remove" Manage "Removes the webhook `id`." => pages::remove_webhook;
    post "/webhooks/test" Manage "Sends a message that says nothing to the webhook `id`." => pages::test_webhook;
    get "/rules" Read "A reader's rules and the form for one; `edit` fills it with a rule, `preview` shows what one of these fields would have done in a week." => pages::rules;
    post "/rules/save" Manage "Keeps a rule, or puts it in the place of `id`: `title`, `text`, `without`, `authors`, `publishers` (parted by commas), `feed`, `folder`, `verdict`, `language`, `section`, `kind`, `words_from`, `words_to`, `story_from`, `story_to`, `story`; `mute`, `read`, `star`, `label`, `lift`, `notify`; `name`, `paused`." => pages::save_rule;
    post "/rules/looked" Mark "Takes what the rule `id` found until now for seen." => pages::rule_looked;
    post "/rules/delete" Manage "Deletes the rule `id`; what it muted is shown again, as read." => pages::delete;
    post "/rules/pause" Manage "Pauses the rule `id`, or goes on with it." => pages::pause;
    post "/rules/apply" Manage "Carries the rule `id` out on articles that are there." => pages::apply;
    post "/rules/unmute" Mark "Shows the muted `entry` again." => pages::unmute;
    post "/story/{id}/mute" Manage "Mutes a story, and what comes of it, by a rule." => pages::mute_story;
    get "/feeds" Read "Feeds with their health: `q` (words), `state` (well, limping, trouble, dead, new, paused), `folder`, `sort` (name, latest, unread, articles), `page`." => pages::feeds;
    get "/feeds/{id}" Read "One feed: health, name, folder, retention, access." => pages::feed;
    post "/feeds/bulk" Manage "`do` is move (to `folder`), update, pause, resume or remove, with each `feed`." => pages::bulk;
    post "/feeds/add" Manage "Subscribes to the feed at, or named by, `url`; with the fields of `/feeds/access` where it has a login." => pages::add;
    post "/feeds/remove" Manage "Removes `feed`; starred articles stay." => pages::remove;
    post "/feeds/rename" Manage "Calls `feed` by `name`; an empty one is the feed's own." => pages::rename_feed;
    post "/publishers/rename" Manage "Calls the publisher at `host` by `name`; an empty one is its own. `back` is the page to go back to." => pages::rename_publisher;
    post "/feeds/keep" Owner "Keeps articles of `feed` for `days` and up to `megabytes`; empty is the desk's rule, 0 no bound." => pages::keep;
    post "/feeds/polling" Owner "Checks `feed` every so many `hours` (1 to 720; empty goes by its rhythm) and fetches the `pages` of its articles: auto, always or never." => pages::poll;
    post "/feeds/original" Manage "Headlines of `feed` in lists lead to the publisher where `original` says anything." => pages::open_original;
    post "/feeds/access" Manage "With what `feed` is asked: `kind` of login (basic, bearer, header, cookie, forget, empty for as it is), `name`, `secret`, `also` (origins), `allow_http`, `private`." => pages::access;
    post "/feeds/update" Manage "Asks `feed`, or all feeds, now." => pages::update;
    post "/feeds/import" Manage "Subscribes to every feed of an OPML `file`." => pages::import;
    post "/marks" Mark "`do` is read, unread, star or unstar; `story` and `entry` say of what. With a header `X-Dateline-Part` the answer is what has changed on the page." => pages::mark;
    post "/marks/list" Mark "Marks articles of a `list` read: `do` is all, above or below (an `entry`), day or week (older than that); what came after `seen` (milliseconds) stays unread." => pages::mark_list;
    post "/labels" Mark "Gives `entry` the label `name`, or takes the label `without` away." => pages::label;
    get "/history" Read "What was marked and can be undone, and what was read, latest first." => pages::history;
    post "/marks/undo" Mark "Takes the `mark` back, for ten minutes." => pages::undo_mark;
    get "/notes" Read "Notes and highlights, by article. `page`." => pages::notes;
    post "/notes/add" Mark "Keeps a note on `entry`: `text`, or a highlighted `quote` with what stands around it (`prefix`, `suffix`), or both." => pages::add_note;
    post "/notes/change" Mark "Says `text` in the note `id`." => pages::change_note;
    post "/notes/delete" Mark "Deletes the note `id`." => pages::delete_note;
    post "/progress" Mark "How far the reader has come in `entry`: `position` (and `length`) in thousandths of its text, or in milliseconds of its `file`, with `speed` in thousandths." => pages::progress;
    get "/settings" Read "What a reader can set for pages." => pages::settings;
    post "/settings" Mark "Sets `language`, `theme`, `size`, `font`, `leading`, `measure`, `open`, `together`, `scroll`, `layout`, `order`, `keys`, `css`; an empty one is as if never set." => pages::set;
    get "/read" Read "Read a page: the form, begun with a `url` or with one that stands in a `text`; `example=1` shows one." => pages::read;
    post "/read" Manage "Reads `text`, or the page at `url`, line by line; keeps nothing." => pages::read_it;
    post "/read/keep" Manage "Keeps the page at `url` in the reader's Saved pages." => pages::keep_page;
    get "/about" Read "Help: signs, keys, reasons, manners." => pages::about;
    get "/login" Public "The login; `next` is the page to go to then." => account::login;
    post "/login" Public "Logs in with `name`, `password` and, where one is set up, `code`." => account::log_in;
    get "/login/provider" Public "Leads to the identity provider, if there is one; `next` is the page to go to then." => account::begin_at_provider;
    get "/login/provider/back" Public "Where the provider leads back to, with `code` and `state`, or an `error`; `iss` is who it says it is." => account::back_from_provider;
    post "/login/code" Public "The `code` of a second factor, of somebody whom the provider knows; `token` says whom." => account::give_code;
    post "/login/passkey/begin" Public "What a browser asks an authenticator to sign, as JSON." => account::begin_passkey_login;
    post "/login/passkey" Public "Logs in with what it signed, as JSON: `id`, `client`, `authenticator`, `signature`, `handle` (base64url), and `next`." => account::log_in_with_passkey;
    post "/logout" Public "Ends this session." => account::log_out;
    get "/setup" Public "The first account of a desk that can be reached from elsewhere: the form." => account::setup;
    post "/setup" Public "Makes it, of `name` and `password` (`again` the same), with the `token` that `serve` printed." => account::set_up;
    get "/link/{secret}" Public "A link that counts once, for a new password or an account: the form." => account::link;
    post "/link/{secret}" Public "Uses it: `password`, `again` the same, and for an account `name`." => account::use_link;
    get "/account" Person "One's sessions, tokens, password and second factor." => account::account;
    post "/account/password" Person "Changes the `current` password to `password`, `again` the same; every other session ends." => account::change_password;
    post "/account/sessions/end" Person "Ends one's `session`." => account::end_session;
    post "/account/sessions/end-others" Person "Ends all of one's sessions but this." => account::end_others;
    post "/account/tokens/add" Person "Makes a token of a `name` and shows it once; `scope` is read, mark or manage." => account::add_token;
    post "/account/tokens/revoke" Person "Revokes one's `token`." => account::revoke_token;
    post "/account/factor/begin" Person "Shows the seed of a second factor, for the `password`." => account::begin_factor;
    post "/account/factor/confirm" Person "Sets it up with a first `code`, and shows recovery codes once." => account::confirm_factor;
    post "/account/factor/remove" Person "Takes it away, for `password` and `code`." => account::remove_factor;
    post "/account/provider/link" Person "Shows the way to the identity provider, to link an identity to one's account, for the `password`." => account::link_provider;
    post "/account/provider/unlink" Person "Takes the link away, for the `password`." => account::unlink_provider;
    post "/account/passkeys/begin" Person "What a browser asks an authenticator to make, as JSON, for the `password`." => account::begin_passkey;
    post "/account/passkeys/add" Person "Keeps what it made, as JSON: `client`, `attestation` (base64url), and a `name`." => account::add_passkey;
    post "/account/passkeys/remove" Person "Takes one's `passkey` away, for the `password`." => account::remove_passkey;
    get "/people" OwnerInPerson "Who has an account, and the audit trail." => account::people;
    post "/people/invite" OwnerInPerson "Makes a link by which somebody makes an account of a `role`." => account::invite;
    post "/people/change" OwnerInPerson "`do` to `user`: disable, enable, delete, or reset for a link to a new password." => account::change_person;
    get "/style.css" Read "The reader's own style sheet." => own_style::style;
    get "/manifest.webmanifest" Public "Name, icons and start of the desk as an app that can be installed." => pages::manifest;
    get "/worker.js" Public "The service worker, which keeps pages for reading offline." => pages::worker;
    get "/offline" Public "What is shown offline in the place of a page that is not kept." => pages::offline;
    get "/assets/{*path}" Public "Style, script, fonts, icon." => assets::asset;
}

/// The routes behind their rules.
pub(crate) fn router(app: &App) -> Router<App> {
    guarded(router_of(table(), app, LoginBy::Page), app, &RULES).route_layer(from_fn(l10n::by_browser))
}
