//! The words of the house as types: page, feed, entry, article, aside, verdict, reading, copy, story.
//!
//! Plain values without behaviour beyond what keeps them consistent. Deliberately absent: I/O, async, clocks and
//! serialisation; wire and row formats live beside the code that speaks them.

mod article;
mod aside;
mod attached;
mod credential;
mod feed;
mod ids;
mod page;
mod plain;
mod reading;
mod rule;
mod secret;
mod story;
mod typed;
mod url;
mod verdict;
mod xml;

pub use article::{
    Article, Block, Date, EmbedKind, Figure, Image, ListItem, Mark, MarkKind, Marker, Publisher, QuoteSource,
    RichText, same_picture,
};
pub use aside::{Aside, AsideItem, AsideKind};
pub use attached::{Attached, Medium};
pub use credential::{Credential, Login, LoginError, LoginKind, Terms, WebOrigin, may_name_header};
pub use feed::{
    Chapter, Construct, ConstructKind, Credit, Enclosure, Entry, Feed, FeedKind, Person, PollHints,
    RelatedItem, Source, Transcript,
};
pub use ids::{EntryId, FeedId, StoryId, UserId};
pub use page::{Headers, Hop, Page, Truncation, Validators};
pub use plain::{is_obeyed, make_each_plain, make_plain, plain};
pub use reading::{Reading, Reservations};
pub use rule::Rule;
pub use secret::secret_in;
pub use story::{Change, CopyKind, CopyLink, Placement, StoryDoc, Why};
pub use typed::{says_scheme, without_feed_scheme, without_login};
pub use url::{UrlError, WebUrl};
pub use verdict::{Access, Completeness, Declared, Evidence, Gate, Holding, Origin, Place, Reason, Verdict};
pub use xml::is_xml_char;
