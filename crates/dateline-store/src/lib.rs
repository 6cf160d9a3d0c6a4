//! The store: SQLite with schema, migrations, queries, full-text search and leases of feeds due.
//!
//! Async methods take and give whole values; one thread writes, a pool of threads reads, and no closure over a
//! transaction leaves this crate. It reads no clock: whoever calls passes the time.
//!
//! What is one person's (feeds, folders, marks, counts, lists, search, follows, kept searches, corrections) is asked of
//! [`Store::reader`]; what polls and keeps house is asked of [`Store`] itself.
//!
//! The methods of [`Reader`] by room:
//! ```text
//! feeds     add_feed(NewFeed, at) -> (FeedId, new)   add_feeds(Vec<NewFeed>, at)     remove_feed(FeedId) -> bool
//!           feeds() -> Vec<FeedRecord>               feed(FeedId)                    feed_by_url(WebUrl)
//!           file_feed(FeedId, title, folders)        keep_feed(FeedId, days, bytes)  folders()
//!           move_feeds(Vec<FeedId>, folder) -> u64   latest_of_feeds() -> HashMap<FeedId, Timestamp>
//!           pause_feeds(Vec<FeedId>, bool, at) -> u64   set_polling(FeedId, Polling, now)   open_original(FeedId, bool)
//!           opened_originals(Vec<EntryId>) -> HashSet<EntryId>
//!           rename_feed(FeedId, name)   polls(FeedId, limit) -> Option<Vec<PollRecord>>   add_feed_with(NewFeed, login, private, at)
//! lists     entries(Listing, Window) -> Slice<EntrySummary>                          article(EntryId) -> Option<ArticleRecord>
//!           front(FrontQuery) -> Slice<FrontStory>   story(StoryId) -> Option<StoryRecord>             story_head(StoryId)
//!           story_part(StoryId, Window)     member(EntryId) -> Option<Member>
//!           search(SearchQuery) -> SearchAnswer      sections()                      linked_stories(StoryId)   gated(stories)
//!           summaries(Vec<EntryId>) -> Vec<EntrySummary>   article_at(address, title) -> Option<ArticleAt>
//!           Store::imported_copies(of) -> Vec<ImportedCopy>   Store::merge_imported(copies) -> Vec<EntryId>
//!           export_database(path) -> u64             take_preferences(values) -> u64
//!           exported(after EntryId, limit) -> Vec<ExportedEntry>     Store::take_changes(Vec<(EntryId, KeptChanges)>)
//!           list(EntryList, ListFrom, limit) -> ListPart                         neighbours(EntryList, EntryId)
//! counts    unread_feeds() -> Vec<FeedUnread>
//!           unread_counts() -> UnreadCounts          nav_summary() -> NavSummary             counts() -> DeskCounts
//! marks     take_in(Vec<(EntryId, TakenState)>, at) -> TakenCounts
//!           mark(Vec<EntryId>, EntryMark, at) -> u64 mark_story(StoryId, EntryMark, at) -> u64
//!           mark_all_read(Scope, seen_until, at) -> u64         mark_undoably(ids, EntryMark, at) -> Marked
//!           mark_story_undoably(StoryId, EntryMark, at) -> Marked   mark_list(EntryList, MarkPart, seen_until, at) -> Marked
//!           undoable(id, now) -> Option<UndoableMark>   undo_mark(id, now) -> Option<UndoableMark>
//! pages     preferences()   set_preferences(values)
//! labels    labels() -> Vec<Label>   set_label(name, Vec<EntryId>)   unset_label(name, Vec<EntryId>)
//!           rename_label(id, name) -> bool   delete_label(id) -> bool
//! programs  sorted_stream(SortedQuery) -> SortedPage      numbered_folders()   make_folder(name)   place_at(moment) -> i64
//! notes     add_note(EntryId, NewNote, at) -> Option<id>   change_note(id, text, at) -> bool   delete_note(id) -> bool
//!           note_entry(id) -> Option<EntryId>   notes(EntryId) -> Vec<Note>   noted(skip, limit) -> Vec<(EntrySummary, Vec<Note>)>
//! progress  set_progress(EntryId, Progress, at) -> bool   progress(EntryId) -> (Vec<Progress>, last speed)
//! rules     rules() rule(id)   add_rule(NewRule, at) -> Option<id>   change_rule(id, NewRule) -> bool   delete_rule(id) -> bool
//!           preview_rule(RuleConditions, since) -> RulePreview   apply_rule(id, at) -> Option<u64>   mute_story(StoryId, name, at)
//!           unmute(Vec<EntryId>, at) -> u64   muted() -> u64   rule_alerts() -> Vec<RuleAlert>   rule_looked_at(id, at) -> bool
//! changes   place() -> i64                           changes(since, after, limit) -> Vec<EntryChange>
//! webhooks  webhooks()   add_webhook(url, secret, Topics, at) -> Option<id>   change_webhook(id, …)   delete_webhook(id)
//!           news_for(Webhook) -> Option<NewsTurn>   deliveries(id, limit)   queue_message(id, event, body, at)
//! answers   kept_answer(key, asked, now) -> Option<KeptAnswer>   keep_answer(key, asked, KeptAnswer, now)
//! follows   follow(kind, value, at) -> Option<Follow>   follows()    unfollow(id) -> bool
//! corrections  correct(Correction, at) -> Option<CorrectionRecord>   undo_correction(id, at) -> bool
//!           corrections(Option<StoryId>) -> Vec<CorrectionRecord>       all_corrections()
//!           Store::publish_corrections(bool)   Store::corrections_are_published() -> bool
//! searches  save_search(name, query, alert, at)      saved_searches()   forget_search(id)   search_looked_at(id)
//!           is_saved(query)   alerts_within(time) -> (Vec<SavedSearch>, bool)
//! ```
//! The methods of [`Store`]:
//! ```text
//! users     add_user(name, at) -> Option<UserId>     users() -> Vec<User>
//! accounts  open_account(name, Password, Role, at)   accounts() account(UserId) account_named(name)   has_accounts() -> bool
//!           disable_account(UserId, bool, at)        delete_account(UserId, at)      set_password(UserId, Password, but, at)
//!           verify_password(name, Password) -> Option<Account>                       audit_trail(name, limit)   login_refused(…)
//! sessions  log_in(UserId, LoginWith, former, at) -> Secret   session_user(secret, at)   session_seen(id, at)   sessions(UserId, at)
//!           log_out(secret, at)   end_session(UserId, id, at)   end_other_sessions(UserId, but, at)
//! tokens    add_token(UserId, name, TokenScope, at) -> Secret   tokens(UserId)   token_user(secret, at)   fever_user(key, at)   revoke_token(UserId, id, at)
//! links     add_link(Link, by, at) -> Secret   link(secret, at) -> Option<LinkUse>   use_link(secret, name, Password, at)
//! factors   begin_totp(UserId)   confirm_totp(UserId, code, at) -> recovery codes   take_second_factor(UserId, code, at)   remove_totp
//! feeds     lease_due(Lease)               lease_feeds(Lease, ids)
//!           askable_feeds() -> Vec<FeedId>           last_poll_of(FeedId)           is_private(FeedId)   has_answered(FeedId)
//!           set_private(FeedId, Option<UserId>, at)  apart(EntryId)                 allowance(FeedId, new a day, now)
//!           rename_publisher(host, name) -> bool
//! webhooks  live_webhooks()   queue_news(id, NewsTurn, messages, at)   deliveries_due(now, again, limit)   delivery_ended(…)
//! access    set_login(UserId, FeedId, Credential, at)   forget_login(FeedId, at) -> bool   access(FeedId) -> FeedAccess
//!           login_note(FeedId) -> Option<LoginNote>  kept_apart(Vec<EntryId>) -> HashSet<EntryId>
//! polls     recognise(FeedId, Vec<EntryKey>) -> Vec<Recognised>    commit_entries(FeedId, at, entries)
//!           commit_poll(PollCommit)                   commit_reading(ReadingCommit)
//!           wanted_pages(Option<FeedId>, now, limit) -> Vec<WantedPage>   pages_due(now, limit)   put_off_page(EntryId, until, in_vain)
//! pages     page(EntryId) -> Option<Page>             page_of(EntryId) -> Option<WantedPage>   reading(EntryId)              reserved(Vec<EntryId>) -> HashSet<EntryId>
//! images    image(WebUrl) -> Option<CachedImage>     put_image(WebUrl, CachedImage)
//! settings  setting(name) -> Option<String>          set_setting(name, Option<value>)   last_activity() -> Option<Timestamp>
//! replay    placements(before, since, limit) -> Vec<Change>                   last_story() -> StoryId   reader_stories(since) -> Vec<ReaderStory>
//! moves     unsettled_stories() -> Unsettled         move_articles(Vec<StoryMove>, at)   settle(through, moved)
//!           misplaced(articles with stories)         link_stories(Vec<StoryLinks>)
//! searches  searched_by(token, limit) -> Option<(SavedSearch, Vec<EntrySummary>)>
//! hubs      hubs_due(HubTurn) -> Vec<HubLease>       hub_asked, hub_refused, hub_put_off, hub_verified, hub_denied, forget_hub
//!           hub_by_token(token)   hub_of(FeedId)   hasten(FeedId, at)
//! upkeep    open(path)   open_to_read(path)   close()    probe(at)    backup(to)   check() -> CheckReport   rebuild_index()   clean(Retention, now) -> Cleaned   optimize_index() -> bool
//!           and the function restore(store, backup) for a store that is not open
//! ```

mod accounts;
mod connection;
mod control_characters;
mod corrections;
mod daily_limit;
mod derived;
mod encryption;
mod engine;
mod entries;
mod entry_lists;
mod error;
mod feed_access;
mod feeds;
mod file_kinds;
mod filter_terms;
mod fingerprint;
mod follows;
mod foreign_database;
mod fts_optimize;
mod gated_counts;
mod health_probe;
mod history;
mod identity;
mod ids;
mod imported_copies;
mod kept_answers;
mod labels;
mod limits;
mod linked_stories;
mod maintenance;
mod media_kind;
mod merge_feeds;
mod notes;
mod noticeable_change;
mod polls;
mod portable;
mod query;
mod read_only;
mod reader;
mod reader_figures;
mod recognise;
mod record;
mod redirects;
mod renames;
mod replay;
mod reservations;
mod retention;
mod rows;
mod rules;
mod saved_searches;
mod schema;
mod search;
mod second_reading;
mod section_classifier;
mod settings;
mod sightings;
mod sql_views;
mod stories;
mod story_doc;
mod story_members;
mod story_moves;
mod summaries;
mod tombstones;
mod values;
mod webhooks;
mod websub;
mod word_segmentation;
mod worker_pool;

pub use accounts::{
    Account, AccountError, AuditRow, Identity, KnownPasskey, Link, LinkUse, LoginWith, NewPasskey, Origin,
    Passkey, Password, Role, Secret, Session, SessionUser, Token, TokenScope, TokenUser, TotpSetup,
    totp_code,
};
pub use connection::Options;
pub use corrections::{CorrectedArticle, Correction, CorrectionRecord, ReaderPlacement, ReaderStory};
pub use engine::Store;
pub use entry_lists::HeldReading;
pub use error::StoreError;
pub use feed_access::{FeedAccess, LoginNote};
pub use feeds::Lease;
pub use fingerprint::{content_hash, exact_hash};
pub use follows::{FOLLOWS, Follow, FollowKind};
pub use foreign_database::{NewsboatItem, newsboat_cache};
pub use history::{Given, Version};
pub use identity::Document;
pub use imported_copies::{ArticleAt, IMPORTED, ImportedCopy};
pub use kept_answers::{KeptAnswer, KeptAnswerError};
pub use labels::{LABELS, Label};
pub use linked_stories::{LinkedStory, StoryLinks};
pub use maintenance::{CheckReport, restore};
pub use media_kind::{ARTICLE_WORDS, asks_to_pay, medium};
pub use notes::{NOTES, NewNote, Note};
pub use polls::PollResult;
pub use reader::{
    Apart, Between, COPIES_TOGETHER, ChangeKinds, Companions, EntryChange, ExportedEntry, FolderUnread,
    LEADS_ALONE, NumberedFolder, Progress, Reader, STREAM_MOST, Scope, SortedPage, SortedQuery, Stream,
    StreamItem, StreamOrder, StreamQuery, TakenCounts, TakenState, UnreadCounts, User,
};
pub use record::{KeptArticle, KeptChanges};
pub use retention::{Cleaned, Retention};
pub use rules::RULES;
pub use saved_searches::{ALERTS, SAVED, SavedSearch};
pub use second_reading::OtherReading;
pub use section_classifier::Section;
pub use settings::IMAGE_MAX;
pub use stories::Rank;
pub use story_doc::{story_doc, untitled};
pub use story_moves::{StoryMove, Unsettled};
pub use values::*;
pub use webhooks::{
    DeliveryDue, DeliveryEnd, News, NewsOf, NewsTurn, Topics, WEBHOOKS, Webhook, WebhookDelivery,
};
pub use websub::{HubLease, HubTurn};
