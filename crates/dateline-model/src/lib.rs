//! The words of the house as types: page, feed, entry, article, aside, verdict, reading, copy, story.
//!
//! Plain values without behaviour beyond what keeps them consistent. Deliberately absent: I/O, async, clocks and
//! serialisation; wire and row formats live beside the code that speaks them.

mod article;
mod aside;
mod attachment;
mod credential;
mod feed;
mod ids;
mod page;
mod picture_size;
mod reading;
mod secret_address;
mod story;
mod typed_address;
mod url;
mod verdict;
mod verdict_rule;
mod visible_text;
mod xml_characters;

pub use article::{
    Article, Block, Date, EmbedKind, Figure, Image, ListItem, Mark, MarkKind, Marker, Publisher, QuoteSource,
    RichText, same_picture,
};
pub use aside::{Aside, AsideItem, AsideKind};
pub use attachment::{Attached, Medium};
pub use credential::{Credential, Login, LoginError, LoginKind, Terms, WebOrigin, may_name_header};
pub use feed::{
    Chapter, Construct, ConstructKind, Credit, Enclosure, Entry, Feed, FeedKind, Person, PollHints,
    RelatedItem, Source, Transcript,
};
pub use ids::{EntryId, FeedId, StoryId, UserId};
pub use page::{Headers, Hop, Page, Truncation, Validators};
pub use picture_size::PictureSize;
pub use reading::{Reading, Reservations};
pub use secret_address::secret_in;
pub use story::{Change, CopyKind, CopyLink, Placement, StoryDoc, Why};
pub use typed_address::{says_scheme, without_feed_scheme, without_login};
pub use url::{UrlError, WebUrl, escapes_folded};
pub use verdict::{Access, Completeness, Declared, Evidence, Gate, Holding, Origin, Place, Reason, Verdict};
pub use verdict_rule::Rule;
pub use visible_text::{is_obeyed, make_each_plain, make_plain, plain};
pub use xml_characters::is_xml_char;
