//! The store: SQLite with schema, migrations, queries, full-text search and leases of feeds due.
//!
//! Async methods take and give whole values; one thread writes, a pool of threads reads, and no closure over a
//! transaction leaves this crate. It reads no clock: whoever calls passes the time.
//!
//! The methods of [`Store`] by room:
//! ```text
//! feeds     add_feed(NewFeed, at) -> (FeedId, new)   remove_feed(FeedId) -> bool    feeds() -> Vec<FeedRecord>
//!           feed(FeedId) -> Option<FeedRecord>       feed_by_url(WebUrl)            file_feed(FeedId, title, folder)
//!           keep_feed(FeedId, days, bytes)
//!           polls(FeedId, limit) -> Vec<PollRecord>  lease_due(Lease)               lease_feeds(Lease, ids)
//! polls     recognise(FeedId, Vec<EntryKey>) -> Vec<Recognised>    commit_entries(FeedId, at, entries)
//!           commit_poll(PollCommit)                   commit_reading(ReadingCommit)
//!           wanted_pages(Option<FeedId>, now, limit) -> Vec<WantedPage>   pages_due(now, limit)   put_off_page(EntryId, until, in_vain)
//! pages     front(FrontQuery) -> Slice<FrontStory>   story(StoryId) -> Option<StoryRecord>
//!           story_members(StoryId, Window) -> Slice<Member>         story_part(StoryId, Window) -> Option<StoryRecord>
//!           story_head(StoryId) -> Option<FrontStory>               member(EntryId) -> Option<Member>
//!           article(EntryId) -> Option<ArticleRecord>               entries(Listing, Window) -> Slice<EntrySummary>
//!           search(SearchQuery) -> SearchAnswer      counts() -> DeskCounts         page(EntryId) -> Option<Page>
//!           reserved(Vec<EntryId>) -> HashSet<EntryId>
//! marks     mark(Vec<EntryId>, EntryMark, at) -> u64 mark_story(StoryId, EntryMark, at) -> u64
//!           mark_all_read(Option<FeedId>, seen_until, at) -> u64
//! images    image(WebUrl) -> Option<CachedImage>     put_image(WebUrl, CachedImage)
//! settings  setting(name) -> Option<String>          set_setting(name, Option<value>)        glance() -> Glance
//! follows   follow(kind, value, at) -> Option<Follow>   follows()    unfollow(id) -> bool      sections() -> Vec<Section>
//! replay    placements(before, since, limit) -> Vec<Change>                   last_story() -> StoryId
//!           correct(EntryId, StoryId, belongs, at)   undo_correction(id)            corrections()
//! moves     unsettled_stories() -> Unsettled         move_articles(Vec<StoryMove>, at)   settle(through, moved)
//!           misplaced(articles with stories)
//! links     link_stories(Vec<StoryLinks>)            linked_stories(StoryId) -> Vec<LinkedStory>
//! acts      act(ReaderAct, at) -> Option<ActRecord>  undo_act(id, at) -> bool     acts(Option<StoryId>) -> Vec<ActRecord>
//!           every_act() -> Vec<ActRecord>
//! searches  save_search(name, query, alert, at)      saved_searches()   alerts()  forget_search(id)   search_looked_at(id)
//!           searched_by(token, limit) -> Option<(SavedSearch, Vec<EntrySummary>)>   is_saved(query)   alerts_within(time)
//! hubs      hubs_due(HubTurn) -> Vec<HubLease>    hub_asked, hub_refused, hub_put_off, hub_verified, hub_denied, forget_hub
//!           hub_by_token(token)   hub_of(FeedId)   hasten(FeedId, at)
//! care      open(path)   open_to_read(path)   close()    probe(at)    backup(to)   check() -> CheckReport   rebuild_index()   clean(Retention, now) -> Cleaned   vacuum()   merge_index() -> bool
//!           and the function restore(store, backup) for a store that is not open
//! ```

mod acts;
mod beside;
mod care;
mod clean;
mod derived;
mod desk_line;
mod engine;
mod entries;
mod error;
mod feeds;
mod follows;
mod identity;
mod lists;
mod members;
mod merge;
mod merge_feeds;
mod moves;
mod polls;
mod probe;
mod query;
mod recognise;
mod record;
mod replay;
mod reserved;
mod retention;
mod rows;
mod saved;
mod schema;
mod search;
mod section;
mod segment;
mod settings;
mod situations;
mod stories;
mod values;
mod websub;

pub use acts::{ActArticle, ActRecord, ReaderAct};
pub use care::{CheckReport, restore};
pub use engine::{Options, Store};
pub use entries::story_doc;
pub use error::StoreError;
pub use feeds::Lease;
pub use follows::{FOLLOWS, Follow, FollowKind};
pub use identity::Document;
pub use moves::{StoryMove, Unsettled};
pub use polls::PollResult;
pub use recognise::{content_hash, exact_hash};
pub use replay::CorrectionRecord;
pub use retention::{Cleaned, Retention};
pub use saved::{ALERTS, SAVED, SavedSearch};
pub use section::Section;
pub use settings::IMAGE_MAX;
pub use situations::{LinkedStory, StoryLinks};
pub use stories::Rank;
pub use values::*;
pub use websub::{HubLease, HubTurn};
